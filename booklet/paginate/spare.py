"""Spare: what WeasyPrint keeps of a layout and nobody asks for again goes at once. Of a thousand pages it is gigabytes."""
from collections.abc import Iterator
from typing import Any

from booklet.core.engine import Function
from booklet.paginate.faces import OpenFaces
from booklet.paginate.known import Known, known_now

_DRAWN_WITH = frozenset(("font_config", "dictionaries", "get_image_from_uri"))
_OF_THE_PAGE = ("html", "body")  # whose overflow WeasyPrint gives to the page, and takes from them
_OF_FOOTNOTES = frozenset(("footnote-call", "footnote-marker"))
_OF_NOTES = frozenset(("note-call", "note-marker", "note-callback"))


def styles_once(set_style: Function, self: Any, element: Any, *rest: Any, **more: Any) -> None:
    """Make each style once in its faces, and none for a part that its element does not have.

    WeasyPrint 70 makes six for each element and some twenty for each page, in each layout anew. Most are the same in the
    next layout and in the next document: those of which the same is declared, below one that is the same.
    """
    part, parent = more.get("pseudo_type"), more["parent"]
    if part is not None and not _has(self, element, part):
        return
    known, styles = known_now.get().fonts.opened(), self.get_computed_styles()
    if not isinstance(self.initial_page_sizes, _PageSizes):
        self.initial_page_sizes = _PageSizes(self.initial_page_sizes, known.styles)
        self.font_config = known.fonts  # not those of this document, which would stay with its styles
    declared = _share(self, element, part, known)
    key = id(styles.get((parent, None))), id(declared), part, more.get("base_url")
    if (found := known.styles.get(key)) is None:
        set_style(self, element, *rest, **more)
        if "overflow" not in (declared or ()) or getattr(element, "tag", "") not in _OF_THE_PAGE:
            known.styles[key] = styles[element, part]  # holds on to what its key tells of, whose numbers so stay
        return
    styles[element, part] = found
    if (places := more.get("target_collector")) and found["anchor"]:
        places.collect_anchor(found["anchor"])


class _PageSizes(dict[str, Any]):
    """The sizes of the first page. A style that asks for them, as `10vw` does, is that of one layout: with it all go."""

    def __init__(self, sizes: dict[str, Any], styles: dict[Any, Any]) -> None:
        super().__init__(sizes)
        self._styles = styles

    def __getitem__(self, name: str) -> Any:
        self._styles.clear()
        return super().__getitem__(name)


def _share(styles: Any, element: Any, part: str | None, known: OpenFaces) -> Any:
    """What is declared of an element, as one with that of all others of which the same is; None where nothing is."""
    declared, name = styles.get_cascaded_styles(), (element, part)
    if name not in declared:
        return None
    same = tuple((key, id(value), *rank, *how_near) for key, (value, (*rank, how_near)) in declared[name].items())
    declared[name] = known.declared.setdefault(same, declared[name])
    return declared[name]


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
