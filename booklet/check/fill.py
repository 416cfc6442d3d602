"""Fill: how far down its text area each page of a finished PDF is used. White that nobody asked for is paid-for paper."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

import pypdfium2 as pdfium

from booklet.check.pdf.ink import PAPER_WHITE
from booklet.model.paper import BoxMm

_FILL_DPI = 72


@dataclass(frozen=True, slots=True)
class Fill:
    """What share of the height of its text area each page uses, from 0 for a bare page to 1, in the order of the file."""

    pages: tuple[float, ...]

    @property
    def mean_percent(self) -> float:
        """The mean of all pages, in percent to a tenth."""
        return round(100 * sum(self.pages) / len(self.pages), 1)

    def under(self, percent: float) -> tuple[int, ...]:
        """The numbers, from 1, of the pages of which less than this is used."""
        return tuple(number for number, share in enumerate(self.pages, 1) if share < percent / 100)

    def told(self) -> dict[str, float]:
        """What the list of editions says of it."""
        return {"mean_fill": self.mean_percent, "under_50": len(self.under(50)), "under_70": len(self.under(70))}


def fill_of(pdf: bytes, areas: Sequence[BoxMm]) -> Fill:
    """How far each page is used: the lowest ink in its text area, over the height of that area. Foot and tabs lie outside.

    `areas` are the text areas in the order of the pages; of fewer, the last one holds for all that follow. It takes 3 ms a
    page. Raises PdfiumError for what is no PDF.
    """
    return Fill(tuple(_shares(pdf, areas)))


def _shares(pdf: bytes, areas: Sequence[BoxMm]) -> Iterator[float]:
    with pdfium.PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            picture = page.render(scale=_FILL_DPI / 72, grayscale=True).to_pil()
            area = areas[min(index, len(areas) - 1)]
            inner = picture.crop(tuple(floor(edge * _FILL_DPI / 25.4) for edge in area))
            ink = inner.point(lambda tone: 255 * (tone < PAPER_WHITE)).getbbox()
            yield ink[3] / inner.height if ink else 0.0
