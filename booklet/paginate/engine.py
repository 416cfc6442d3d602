"""The door to WeasyPrint's layout: all of its insides that the pages depend on. How a door works: core/engine.py."""
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import cssselect2

from booklet.paginate.renderer import weasyprint  # before any room that asks for a part of it
from booklet.core.engine import Door, Function, holding, renderer_warnings
from booklet.core.own_table import STYLES, own_table
from booklet.core.problems import Problem
from booklet.paginate.balance import balanced
from booklet.paginate.columns import column_once, columns_apart
from booklet.paginate.faces import Faces
from booklet.paginate.known import (
    Known, attribute_once, known_now, lengths_once, letter_alone, line_once, sheet_once, strut_once, targets_by_anchor,
    value_once,
)  # fmt: skip
from booklet.paginate.page_numbers import page_numbers
from booklet.paginate.spare import context_known, declared_once, let_go, old_pages_go, styles_once

box_kinds = weasyprint.formatting_structure.boxes  # the kinds of boxes that there are
_NARROW = 0.25  # of its size, at least, is the mean width of letters: less than 0.45 in any face


@dataclass(slots=True)
class Look(Known):
    """What the layouts of a document share: its pictures and faces, and what is known of it."""

    pictures: dict[str, Any] = field(default_factory=dict)
    fonts: Faces = field(default_factory=partial(Faces, weasyprint.text.fonts.FontConfiguration))
    counters: Any = field(default_factory=weasyprint.css.counters.CounterStyle)


def root_box(page: Any) -> Any:
    """The box of a whole page, with all others inside it."""
    return page._page_box


def laid_out_tree(html: Any, look: Look) -> Any:
    """The pages of a document of ours as its tree is now: it is laid out more than once, and changed between."""
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(html.etree_element)
    with holding(known_now, look):
        pages = html.render(cache=look.pictures, font_config=look.fonts, counter_style=look.counters)
    let_go(look)
    return pages


def _in_flow(_: Function, box: Any) -> bool:
    """Say as WeasyPrint does whether a box is in the flow, in one call for six: nothing is asked as often."""
    return box.style["float"] == "none" and box.style["position"] in ("static", "relative")


def _split_and_remember(
    split: Function, context: Any, box: Any, available_width: Any, skip: int | None, *rest: Any, **more: Any
) -> Any:
    """Let words fill a line to its end, and remember of each whether a space was taken off because its line ends there.

    WeasyPrint 70 breaks after the first word where all fit but for the space behind them. The tag stage puts back the
    `lost_space`: on paper it makes no difference, to the ear it parts two words.
    """
    first, resume, preserved = split(context, box, available_width, skip, *rest, **more)
    if resume is not None and _may_fit(box, available_width, skip):
        whole = split(context, box, None, skip, *rest, **more)
        if whole[0].width - weasyprint.layout.inline.trailing_whitespace_size(context, whole[0]) <= available_width:
            return whole
    if first is not None and resume is not None and len(first.text.encode()) < resume - (skip or 0):
        first.lost_space = True
    return first, resume, preserved


def _may_fit(box: Any, available_width: float | None, skip: int | None) -> bool:
    """Whether what is left of a text may fit on a line but for the space at its end, by how many letters it has."""
    if available_width is None or box.style["white_space"] != "normal" or not box.text.endswith(" "):
        return False
    return bool((len(box.text.encode()) - (skip or 0)) * box.style["font_size"] * _NARROW < available_width)


def _remove_and_remember(remove: Function, context: Any, line: Any) -> None:
    """The same for a space that is taken off when the whole line is known."""
    last = line
    while isinstance(last, (box_kinds.LineBox, box_kinds.InlineBox)) and last.children:
        last = last.children[-1]
    before = last.text if isinstance(last, box_kinds.TextBox) else ""
    remove(context, line)
    if before.endswith(" ") and last.text != before:
        last.lost_space = True


def _of_what_stands_there(get: Function, context: Any, page: Any, name: str, *keyword: str) -> Any:
    """Let the tab of a page be that of a section which stands there.

    WeasyPrint 70 keeps the running elements of a section that it has begun on a page and then taken to the next.
    """
    begun = context.running_elements[name].get(context.current_page)
    if begun:
        sections = (box.element for box in page.descendants() if box.element_tag == "section")
        standing = {id(child) for section in sections for child in section}
        begun[:] = [box for box in begun if id(box.element) in standing]
        if not begun:
            del context.running_elements[name][context.current_page]
    return get(context, page, name, *keyword)


_door = Door(
    weasyprint,
    known_now,
    shapes=own_table(__file__),
    replacements={
        "css.preprocess_declarations": attribute_once,
        "css.StyleFor.set_computed_styles": styles_once,
        "document.layout_document": context_known,
        "layout.make_all_pages": old_pages_go, "layout.page.set_page_type_computed_styles": declared_once,
        "formatting_structure.boxes.Box.is_in_normal_flow": _in_flow,
        "formatting_structure.build.compute_content_list": page_numbers,
        "css.targets.TargetCollector.cache_target_page_counters": targets_by_anchor,
        "layout.LayoutContext.get_running_element_for": _of_what_stands_there,
        "layout.block.block_box_layout": column_once,
        "layout.block.columns_layout": columns_apart,
        "layout.block.iter_line_boxes": balanced,
        "layout.block.resolve_percentages": lengths_once, "layout.inline.resolve_percentages": lengths_once,
        "layout.inline.strut": strut_once,
        "layout.inline.split_text_box": _split_and_remember,
        "layout.inline.remove_last_whitespace": _remove_and_remember,
        "layout.inline.split_first_line": line_once,
        "layout.preferred.split_first_line": letter_alone,
        "css.CSS": sheet_once,
        "css.tokens.Pending.solve": value_once,
    },
)  # fmt: skip


def engine_problems() -> list[Problem]:
    """What makes this WeasyPrint another one than the pages are made for. Opens the door, when it is asked first."""
    return _door.problems(_trial)


# Words at the ends of their lines; a title of two lines; a list of pages in which the second link leads to the page of the
# first; the way to a page, and to a place on the same page.
_TRIAL = """<style>
@font-face { font-family: face; src: url(fonts/atkinson-hyperlegible-next-latin-400-normal.woff2) } * { font-family: face }
p { width: 1px } h2 { break-before: page } a::before { content: target-counter(attr(href), page) }
i::before { content: target-counter(attr(data-to), page) target-counter(attr(data-here), page) }
h4 { width: 5em; --wrap: balance }
</style><p>one two</p><b>three </b><h4>a bee or a fly</h4>
<div><a href="#a"></a><a href="#b" data-after="#a"></a><a href="#c" data-after="#b"></a></div>
<p><i id="d" data-here="#d" data-to="#a"></i></p><p><i id="e" data-here="#e" data-to="#d" data-above="up"></i></p>
<h2 id="a">A</h2><h3 id="b">B</h3><h2 id="c">C</h2>"""


def _trial() -> str:
    with renderer_warnings():
        pages = laid_out_tree(weasyprint.HTML(string=_TRIAL, base_url=f"{STYLES}/"), Look()).pages
    texts = [box for box in root_box(pages[0]).descendants() if isinstance(box, box_kinds.TextBox)]
    found = [(box.text, hasattr(box, "lost_space")) for box in texts]
    ends = [("one", True), ("two", False), ("three", True), ("a bee", True), ("or a fly", False)]
    wanted = [*ends, ("2", False), ("3", False), ("2", False), ("up", False)]
    return "" if found == wanted else f"a page laid out as a trial has the texts {found}, and not {wanted}"
