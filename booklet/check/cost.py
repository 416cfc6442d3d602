"""A tally: what a finished PDF costs to print, in paper and in ink, and how small its type comes out."""
import io
from dataclasses import dataclass

import pikepdf

from booklet.check.pdf.ink import smallest_type_on_paper
from booklet.check.promises import mean_ink


@dataclass(frozen=True, slots=True)
class Tally:
    """`sides` are the pages of the file, sheets are printed on both; ink is the mean share of a side, in percent."""

    sides: int
    sheets: int
    smallest_type_pt: float
    ink_percent: float


def tally_of(content: bytes) -> Tally:
    """Measure a PDF. Rendering its pages takes about a second for 64."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sides = len(pdf.pages)
    smallest = smallest_type_on_paper(content)[0]
    return Tally(sides, (sides + 1) // 2, round(smallest, 1), round(mean_ink(content), 1))
