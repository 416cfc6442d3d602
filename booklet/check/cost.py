"""Cost: what a finished PDF costs to print, in paper and in ink, and how small its type comes out."""
from dataclasses import dataclass

from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import mean_ink


@dataclass(frozen=True, slots=True)
class Tally:
    """`sides` are the pages of the file, sheets are printed on both; ink is the mean share of a side, in percent."""

    sides: int
    sheets: int
    smallest_type_pt: float
    ink_percent: float


def tally_of(content: bytes) -> Tally:
    """Measure a PDF. Rendering its pages takes about a second for 64."""
    proof = Proof(content)
    sides, smallest = proof.page_count, proof.smallest_type()[0]
    return Tally(sides, (sides + 1) // 2, round(smallest, 1), round(mean_ink(content), 1))
