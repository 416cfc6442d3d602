"""Finishing: what becomes of a checked proof before it is handed over. Pages share sheets, or are made for a print shop."""
import io
from dataclasses import replace
from datetime import date

import pikepdf

from booklet.core.problems import BookletError, Hear, Place, Problem, stop_at
from booklet.deliver.sheets.file import finished
from booklet.deliver.sheets.impose import Panel, tri_fold
from booklet.deliver.sheets.place import Shelf, Spot, add_side
from booklet.deliver.sheets.print_shop import pdf_x4, print_shop_pages
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.deliver.sheets.saddle_stitch import back_matrix, impose_booklet, wrong_pages
from booklet.model.edition import Edition
from booklet.model.paper import PAPERS, Paper, points


def finish_proof(
    proof: bytes, edition: Edition, published: date, settings: PrinterSettings, name: str = "", hear: Hear = stop_at
) -> bytes:
    """The file that an edition hands over: the proof itself, its sheets, or pages for a print shop.

    `hear` is told, with the name of the edition, where the pages do not fit their sheet, or a print shop could not use
    them. They are the proof itself then.
    """
    try:
        return _finished(proof, edition, published, settings)
    except BookletError as error:
        hear(
            replace(problem, place=replace(problem.place, path=f"edition {name}: {problem.place.path}"))
            for problem in error.problems
        )
        return proof


def _finished(proof: bytes, edition: Edition, published: date, settings: PrinterSettings) -> bytes:
    match edition:
        case Edition(imposition="saddle-stitch", paper=str(paper), sheet=str(sheet)):
            return impose_booklet(proof, PAPERS[paper], PAPERS[sheet], settings)
        case Edition(imposition="tri-fold", sheet=str(sheet)):
            return trifold_sheet(proof, PAPERS[sheet], settings)
        case Edition(finish="print-shop", paper=str(paper)):
            return pdf_x4(print_shop_pages(proof, PAPERS[paper]), published)
    return proof


def trifold_sheet(panels_pdf: bytes, sheet: Paper, settings: PrinterSettings) -> bytes:
    """Place six pages, in the order of reading, on a sheet: outer side first, then inner side. Nothing is scaled.

    Pages 4 and 5 are the flap, as narrow as `impose.tri_fold` says. The panels fill the sheet, so there is no room for
    marks: the fold lies where two panels meet. Raises BookletError unless there are six pages of their panels' sizes.
    """
    fold = tri_fold(sheet)
    panels = {panel.folio: panel for panel in (*fold.outer, *fold.inner)}
    with pikepdf.open(io.BytesIO(panels_pdf)) as source:
        if (count := len(source.pages)) != 6:
            says = f"a tri-fold has six panels, and there are {count} pages"
            stop_at([Problem(Place("the pages"), "not-six-panels", says, "shorten or lengthen the text")])
        stop_at(wrong_pages(source, [(panels[folio].width_mm, sheet.width_mm) for folio in sorted(panels)]))
        sheets = pikepdf.new()
        shelf, size = Shelf(source, sheets), sheet.on_its_side.size_pt
        add_side(shelf, size, _spots(fold.outer, size[1]))
        add_side(shelf, size, _spots(fold.inner, size[1]), back_matrix(settings, size))
        for side in sheets.pages:
            side.trimbox = pikepdf.Rectangle(0, 0, *size)
        return finished(source, sheets)


def _spots(panels: tuple[Panel, ...], height: float) -> list[Spot]:
    edges = [(panel.folio, points(panel.left_mm), points(panel.left_mm + panel.width_mm)) for panel in panels]
    return [Spot(folio, left, 0, (left, 0, right, height)) for folio, left, right in edges]
