"""Closer: what takes a page for a few lines is set closer: contents that run over, and who made a handout."""
from itertools import pairwise
from typing import Any

from booklet.paginate.engine import box_kinds, root_box
from booklet.paginate.makeup.parts import bare_of, look_names

_LITTLE = 0.35  # of a page
_ENOUGH = 0.75  # of what who made this takes: so much bare on the page before may hold it, set closer
_CLOSE = "front--close"
_STEPS = (
    "imprint", "imprint imprint--close", "imprint imprint--close imprint--closer", "imprint imprint--as-it-was",
    "imprint imprint--close imprint--as-it-was",  # help and a loose imprint are more than a page
)  # fmt: skip
_MADE = (_STEPS[0], _STEPS[1], _STEPS[3])  # with its heading, before the back page
_LEAVES = (box_kinds.TextBox, box_kinds.ReplacedBox)


def set_closer(pages: Any) -> bool:
    """Set closer what has a page of its own for little; whether there was any. The text stays as it was made up."""
    return any([_contents(pages), _imprint(pages)])


def _contents(pages: Any) -> bool:
    """Contents that run over by a little."""
    parts = [
        (root_box(page), box) for page in pages.pages for box in root_box(page).descendants()
        if box.element_tag == "nav" and "front" in look_names(box)
    ]  # fmt: skip
    if len(parts) < 2 or _CLOSE in look_names(parts[0][1]):
        return False
    page, box = parts[-1]
    low = max(leaf.position_y + leaf.margin_height() for leaf in box.descendants() if isinstance(leaf, _LEAVES))
    if low - page.content_box_y() >= page.height * _LITTLE:
        return False
    box.element.set("class", f"{box.element.get('class')} {_CLOSE}")
    return True


def _imprint(pages: Any) -> bool:
    """An imprint that has a page to itself, be it the last one or with its heading before the back page. Where it is so
    even when it runs on, it is again as it was.
    """
    for before, page in pairwise(map(root_box, pages.pages)):
        boxes = list(page.descendants())
        held = {box.element for box in boxes if isinstance(box, _LEAVES)} - {None}
        for box in boxes:
            steps = _steps_of(box, before, page, root_box(pages.pages[-1]))
            found = [each for each in box.element.iter() if each.get("class") in steps] if steps else []
            if found and held <= set(box.element.iter()) and found[0].get("class") != steps[-1]:
                found[0].set("class", steps[steps.index(found[0].get("class", "")) + 1])
                return True
    return False


def _steps_of(box: Any, before: Any, page: Any, last: Any) -> tuple[str, ...]:
    """How close an imprint in this box may be set, step by step."""
    names = look_names(box)
    if "made" in names and bare_of(before) > (page.height - bare_of(page)) * _ENOUGH:
        return _MADE
    return _STEPS if "imprint" in names and page is last else ()
