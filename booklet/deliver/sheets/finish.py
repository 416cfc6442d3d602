"""Finishing: what becomes of a checked proof before it is handed over. Pages share sheets, or are made for a print shop."""
from dataclasses import replace
from datetime import date

from booklet.core.problems import BookletError, Hear, stop_at
from booklet.deliver.sheets.print_shop import pdf_x4, print_shop_pages
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.deliver.sheets.saddle_stitch import impose_booklet
from booklet.deliver.sheets.trifold import trifold_sheet
from booklet.model.edition import Edition
from booklet.model.paper import PAPERS


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
