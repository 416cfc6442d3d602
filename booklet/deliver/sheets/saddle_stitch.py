"""A booklet: two pages side by side on each side of each sheet, to be folded, nested and stapled."""
import io

import pikepdf

from booklet.core.problems import Place, Problem, stop_at
from booklet.deliver.sheets.file import finished
from booklet.deliver.sheets.impose import Sheet, creep_mm, saddle_stitch
from booklet.deliver.sheets.marks import booklet_marks, painted_lines
from booklet.deliver.sheets.place import Shelf, Spot, add_side
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.model.paper import MISFIT_HINT, NEAR_MM, Paper, millimetres, misfit, points


def impose_booklet(reading_pdf: bytes, trim: Paper, sheet: Paper, settings: PrinterSettings) -> bytes:
    """Place the pages of a reading PDF, each of size `trim`, on sheets that lie on their side. Nothing is scaled.

    Returns a PDF of two pages for each sheet, outer side then inner side, outermost sheet first. The page TrimBox of a
    side holds both halves. Creep is compensated by the thickness of the paper; a back is turned and moved as the
    printer needs it. Raises BookletError when two pages do not fit beside each other, or a page is not of size `trim`.
    """
    if says := misfit(trim, sheet):
        stop_at([Problem(Place(f"{trim.name} on {sheet.name}"), "trim-too-large", says, MISFIT_HINT)])
    with pikepdf.open(io.BytesIO(reading_pdf)) as source:
        stop_at(wrong_pages(source, [(trim.width_mm, trim.height_mm)] * len(source.pages)))
        sheets = pikepdf.new()
        shelf = Shelf(source, sheets)
        for number, placed in enumerate(saddle_stitch(len(source.pages)), 1):
            _add_sheet(shelf, placed, creep_mm(number, settings.paper_mm), trim, sheet, settings)
        return finished(source, sheets)


def wrong_pages(source: pikepdf.Pdf, sizes_mm: list[tuple[float, float]]) -> list[Problem]:
    """Every page whose TrimBox is not of the size (width, height) that its place on the sheet has."""
    problems = []
    for folio, (page, size) in enumerate(zip(source.pages, sizes_mm, strict=True), 1):
        trim = pikepdf.Rectangle(page.trimbox)
        found = millimetres(trim.width), millimetres(trim.height)
        if any(abs(a - b) > NEAR_MM for a, b in zip(found, size, strict=True)):
            says = f"this page is {found[0]:.1f} by {found[1]:.1f} mm, its place {size[0]:.1f} by {size[1]:.1f} mm"
            problems.append(Problem(Place("the pages", page=folio), "page-size", says, "lay the edition out anew"))
    return problems


def back_matrix(settings: PrinterSettings, size: tuple[float, float]) -> tuple[float, ...]:
    """How a back is moved (a PDF matrix; points), so that it lies behind its front; empty for not at all."""
    across, up = (points(length) for length in settings.back_shift_mm)
    if settings.flips == "long":
        return (-1, 0, 0, -1, size[0] + across, size[1] + up)
    return (1, 0, 0, 1, across, up) if across or up else ()


def _add_sheet(shelf: Shelf, placed: Sheet, creep: float, trim: Paper, sheet: Paper, settings: PrinterSettings) -> None:
    size = sheet.on_its_side.size_pt
    width, height = sheet.on_its_side.width_mm, sheet.on_its_side.height_mm
    low, across = (height - trim.height_mm) / 2, trim.width_mm
    box = (width / 2 - across, low, width / 2 + across, low + trim.height_mm)
    for pages, matrix in ((placed.outer, ()), (placed.inner, back_matrix(settings, size))):
        marks = painted_lines(booklet_marks((width, height), box, is_outer=pages is placed.outer))
        side = add_side(shelf, size, _halves(pages, box, creep), matrix, marks)
        side.trimbox = _trim_on_sheet(box, matrix, size)


def _trim_on_sheet(box: tuple[float, ...], matrix: tuple[float, ...], size: tuple[float, float]) -> pikepdf.Rectangle:
    """Both halves as they are painted; what a moved back paints beyond the sheet is no part of it."""
    moved = (pikepdf.Matrix(*matrix) if matrix else pikepdf.Matrix()).transform(
        pikepdf.Rectangle(*(points(edge) for edge in box))
    )
    return pikepdf.Rectangle(max(0, moved.llx), max(0, moved.lly), min(size[0], moved.urx), min(size[1], moved.ury))


def _halves(pages: tuple[int | None, int | None], box: tuple[float, ...], creep: float) -> list[Spot]:
    """Left and right of the fold. Creep moves both towards the fold, and neither ever paints across it."""
    left, bottom, right, top = (points(edge) for edge in box)
    fold, moved = (left + right) / 2, points(creep)
    halves = ((pages[0], left + moved, (left, bottom, fold, top)), (pages[1], fold - moved, (fold, bottom, right, top)))
    return [Spot(folio, x, bottom, clip) for folio, x, clip in halves if folio is not None]
