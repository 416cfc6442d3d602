"""Filling: pages to write on, until a booklet that is folded has a multiple of four pages.

Where one page less would save a sheet, what runs over onto a page more is told in lines.
"""
from collections.abc import Callable, Mapping, Sequence

from booklet.core.printed.runs import counted
from booklet.core.problems import BookletError, Place, Problem
from booklet.model.document import LaidOut
from booklet.paginate.engine import box_kinds, root_box

FILLERS = ("diary", "questions", "notes")  # in the order in which they stand; one is always the notes
LayOut = Callable[[tuple[str, ...], bool], LaidOut]


def fillers_for(page_count: int) -> tuple[str, ...]:
    """The fillers that make this many pages a multiple of four: none to three. Their templates are in fillers.html."""
    return FILLERS[len(FILLERS) - -page_count % 4 :]


def filled(lay_out: LayOut, is_flowing: bool = False) -> tuple[LaidOut, tuple[str, ...]]:
    """The pages with the fillers that they need, and those fillers. `lay_out` sets the booklet with the fillers named.

    Set once to count, and again with the fillers if there are any. `is_flowing`: help and imprint share a page with the
    text where that comes out even by itself; else, and in a booklet, they are its back page, as `lay_out` is told.
    Raises BookletError where they do not come out even.
    """
    fillers: tuple[str, ...] = ()
    laid_out = lay_out(fillers, not is_flowing)
    if is_flowing and len(laid_out.pages.pages) % 4:
        laid_out = lay_out(fillers, True)
    pages = len(laid_out.pages.pages)
    if pages % 4:
        fillers = fillers_for(pages)
        laid_out = lay_out(fillers, True)
        pages = len(laid_out.pages.pages)
    if pages % 4:
        says = f"{pages} pages with {len(fillers)} fillers are no multiple of four"
        hint = "a filler has to be one page: see styles/templates/fillers.html"
        raise BookletError([Problem(Place(f"edition {laid_out.edition}"), "does-not-fold", says, hint)])
    return laid_out, fillers


def saving_note(edition: str, pages: int, fillers: Sequence[str], overmatter: tuple[str, int] | None) -> str:
    """A word to the author where one page less would save a sheet; empty where it would not.

    `pages` are those with the fillers; `overmatter` is what runs over onto its last page by the fewest lines.
    """
    if len(fillers) < 3:
        return ""
    note = f"{edition}: {pages - len(fillers)} pages need {len(fillers)} fillers; with one page less, a sheet is saved"
    if overmatter is None:
        return note
    name, lines = overmatter
    return f"{note}: {name} runs over onto its last page by {counted(lines, 'line')}"


def least_overmatter(laid_out: LaidOut, names: Mapping[str, str]) -> tuple[str, int] | None:
    """Of the parts that begin a page and take more than one: the one with the fewest lines on its last page.

    `names` says what each part is called, by its anchor. None where every part has one page.
    """
    pages_of: dict[str, int] = {}
    lines_of: dict[str, int] = {}
    for page in laid_out.pages.pages:
        sections = (box for box in root_box(page).descendants() if box.element_tag == "section" and box.element is not None)
        for anchor, part in ((box.element.get("id"), box) for box in sections if box.element.get("id") in names):
            inside = (box for box in part.descendants(placeholders=True) if isinstance(box, box_kinds.LineBox))
            pages_of[anchor] = pages_of.get(anchor, 0) + 1
            lines_of[anchor] = len({round(line.position_y * 0.75) for line in inside})  # of a table one
    over = [(lines_of[anchor], names[anchor]) for anchor, pages in pages_of.items() if pages > 1]
    lines, name = min(over, default=(0, ""))
    return (name, lines) if name else None
