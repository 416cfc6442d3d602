"""Where each page lies on the sheets that the press has made, read back from what is painted: BBox times matrix."""
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from booklet.deliver.sheets.place import Box

_FORM = re.compile(r"/Folio(?P<folio>[0-9]+)")  # e.g. /Folio12


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page on a side of a sheet: the side's index in the file, the folio, and where its TrimBox lies."""

    side: int
    folio: int
    box: Box
    is_turned: bool  # upside down, for a printer that turns the sheet over its other edge


def placed_pages(sheets: bytes) -> tuple[PlacedPage, ...]:
    """Where each page lies on the sheets of a PDF of the press, side by side and from left to right."""
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        return tuple(
            found
            for side, page in enumerate(pdf.pages)
            for found in sorted(_placed_on(side, page), key=lambda found: found.box)
        )


def _placed_on(side: int, page: pikepdf.Page) -> Iterator[PlacedPage]:
    matrix, kept = pikepdf.Matrix(), []
    for operands, operator in pikepdf.parse_content_stream(page, operators="q Q cm Do"):
        match str(operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(*(float(value) for value in operands)) @ matrix
            case "Do" if named := _FORM.fullmatch(str(operands[0])):
                box = matrix.transform(pikepdf.Rectangle(page.Resources.XObject[Name(operands[0])].BBox))
                yield PlacedPage(side, int(named["folio"]), tuple(float(edge) for edge in box.as_array()), matrix.a < 0)
