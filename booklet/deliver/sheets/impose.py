"""Imposition: which pages share a sheet, so that a folded stack reads in order.

Arithmetic only. No PDF is opened here; sheets does the placing.
"""
from dataclasses import dataclass
from math import ceil

from booklet.model.paper import Paper

# A flap that folds in is narrower than the other two panels, or it buckles in the fold. The practice of print shops: A4
# 100/100/97 mm, US Letter 3 11/16, 3 11/16 and 3 5/8 in.
FLAP_IS_LESS_MM = {"A4": 3.0, "Letter": 25.4 / 16}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, folded once: two leaves, four pages. A page is its folio; None is a blank."""

    outer: tuple[int | None, int | None]  # left and right of the fold, sheet lying face up
    inner: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of a tri-fold: its folio in the order of reading, and where on its side it lies."""

    folio: int
    left_mm: float  # from the left edge of the sheet, this side up
    width_mm: float


@dataclass(frozen=True, slots=True)
class TriFold:
    """One sheet on its side, folded twice: three panels on either side, each from left to right."""

    outer: tuple[Panel, Panel, Panel]
    inner: tuple[Panel, Panel, Panel]


def saddle_stitch(page_count: int) -> tuple[Sheet, ...]:
    """Arrange folios 1..page_count on sheets that nest and staple through the fold.

    Returns ceil(page_count / 4) sheets, outermost first. Blanks fill the end.
    Source: the fold itself. The two pages on one side of a sheet sum to last + 1.
    """
    last = 4 * ceil(page_count / 4)
    pages = [folio if folio <= page_count else None for folio in range(1, last + 1)]
    return tuple(Sheet(outer=(pages[-1 - n], pages[n]), inner=(pages[n + 1], pages[-2 - n])) for n in range(0, last // 2, 2))


def creep_mm(sheet_number: int, paper_mm: float) -> float:
    """How far the pages of a sheet move towards the fold, in millimetres; sheet 1 is the outermost and stays.

    Each sheet that lies around another pushes that one out by its own thickness. Moved back by as much, all pages have
    the same margin at the fore-edge once the booklet is cut flush. Eight sheets of 0.1 mm come to 0.7 mm.
    """
    return (sheet_number - 1) * paper_mm


def tri_fold(sheet: Paper) -> TriFold:
    """Arrange six panels on a sheet that is folded twice, to be turned over along its short edge.

    Folios in the order of reading: 1 the cover, 2 to 4 the inside from left to right, 5 the outside of the flap, 6 the
    back. The flap (4 and 5) is the narrow one and folds in first: it lies on the right inside, so on the left outside.
    Raises KeyError for a sheet whose panels nobody has measured.
    """
    width = (sheet.height_mm + FLAP_IS_LESS_MM[sheet.name]) / 3
    flap = sheet.height_mm - 2 * width
    outer = Panel(5, 0, flap), Panel(6, flap, width), Panel(1, flap + width, width)
    inner = Panel(2, 0, width), Panel(3, width, width), Panel(4, 2 * width, flap)
    return TriFold(outer, inner)
