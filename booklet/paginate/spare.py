"""Spare: what WeasyPrint keeps of a layout and nobody asks for again goes at once. Of a thousand pages it is gigabytes."""
from collections.abc import Iterator
from typing import Any

from booklet.core.engine import Function
from booklet.paginate.known import Known, known_now

_DRAWN_WITH = frozenset(("font_config", "dictionaries", "get_image_from_uri"))
_OF_FOOTNOTES = frozenset(("footnote-call", "footnote-marker"))
_OF_NOTES = frozenset(("note-call", "note-marker", "note-callback"))


def styles_of_what_there_is(set_style: Function, self: Any, element: Any, *rest: Any, **more: Any) -> None:
    """Make no style for a part that its element does not have: WeasyPrint 70 makes six for each, most of all styles."""
    part = more.get("pseudo_type")
    if part is None or _has(self, element, part):
        _share(self, element, part)
        set_style(self, element, *rest, **more)


def _share(styles: Any, element: Any, part: str | None) -> None:
    """Let what is declared of an element be one with that of all others of which the same is declared."""
    declared, name = styles.get_cascaded_styles(), (element, part)
    if name in declared:
        same = tuple((key, id(value), *rank, *how_near) for key, (value, (*rank, how_near)) in declared[name].items())
        declared[name] = vars(styles).setdefault("declared_once", {}).setdefault(same, declared[name])


def _has(styles: Any, element: Any, part: str) -> bool:
    """Whether an element may have a part, by the style of its own; the styles of pages have other names for theirs."""
    own = styles.get_computed_styles()[element, None]
    if part in _OF_FOOTNOTES:
        return bool(own["float"] == "footnote")
    if part in _OF_NOTES:
        return bool(own["position"][0] == "note()")
    if part == "marker":
        cascaded = styles.get_cascaded_styles()
        inner = (cascaded.get((element, name), ()) for name in ("before", "after"))
        return "list-item" in own["display"] or any("display" in declared for declared in inner)
    return True


def declared_once(set_styles: Function, page: Any, html: Any, style_for: Any) -> None:
    """Forget what was declared of a page when its styles are made: WeasyPrint 70 looks for it among that of all pages."""
    set_styles(page, html, style_for)
    style_for.get_cascaded_styles().clear()


def old_pages_go(make: Function, context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """Let a page go when it has been made anew: it holds itself by its area of footnotes, and all its boxes would stay."""
    for at, page in enumerate(make(context, root, html, pages)):
        if at < len(pages) and pages[at] is not page:
            pages[at].children = ()
            pages[at] = None
        yield page


def context_known(lay_out: Function, html: Any, root: Any, context: Any, *rest: Any, **more: Any) -> Any:
    """Note what a layout is made with, so that it can be let go."""
    known_now.get().context = context
    return lay_out(html, root, context, *rest, **more)


def let_go(ours: Known) -> None:
    """When it is done, let go all that a layout was made with: in circles it would stay, and drawings hold on to it.

    To be drawn they need a little of it.
    """
    context, ours.context = ours.context, None
    if context is not None:  # it is not known before the door is open
        vars(context.target_collector).clear()
        for name in vars(context).keys() - _DRAWN_WITH:
            delattr(context, name)
