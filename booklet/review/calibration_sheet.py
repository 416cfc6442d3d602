"""Calibration: a sheet that shows what a printer does to it. Rulers tell of scaling, words of turning, a pin of shifts.

The sheet lies on its side, since that is how a printer feeds and turns the sheets of a folded booklet: what is measured
here is what imposition makes good.
"""
from booklet.core.own_table import STYLES
from booklet.deliver.sheets.file import preset_printing
from booklet.model.document import Document
from booklet.model.paper import PAPERS
from booklet.paginate.paginate import lay_out_pages
from booklet.tag.tag import tag_pages
from booklet.template.figures.draw import palette
from booklet.template.blocks import press_of

_SHEETS = {"A4": (), "Letter": ("/styles/editions/letter.css",)}
CALIBRATION_PAPERS = tuple(_SHEETS)


def calibration_sheet(paper: str) -> bytes:
    """A tagged PDF of two pages, front and back of one sheet of A4 or Letter on its side; the same bytes each time.

    Raises BookletError when the renderer warns, and KeyError for a paper that is not among CALIBRATION_PAPERS.
    """
    sheet = PAPERS[paper].on_its_side
    html = press_of().get_template("calibrate.html").render(
        paper=paper, across=sheet.width_mm, down=sheet.height_mm, middle=sheet.width_mm / 2,
        middle_down=sheet.height_mm / 2, palette=palette(),
        stylesheets=["/styles/tokens.css", "/styles/base.css", *_SHEETS[paper], "/styles/calibrate.css"],
    )  # fmt: skip
    return preset_printing(tag_pages(lay_out_pages(Document(html, f"calibration {paper}", STYLES))))
