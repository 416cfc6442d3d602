"""Ink: what reaches the paper. Pages are rendered as a printer would paint them, and the picture is measured.

Lengths are millimetres from the top left of a page, as a ruler is laid on it. PDFium paints the crop box, which for a
reading PDF is the trim.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import fmean

import pypdfium2 as pdfium
from PIL import Image, ImageStat

from booklet.model.paper import SAFE_MM, BoxMm, Paper

_COVERAGE_DPI, _FILL_DPI, MEASURING_DPI = 36, 72, 120
PAPER_WHITE = 250  # of 255: what is lighter leaves no toner


@dataclass(frozen=True, slots=True)
class Holes:
    """A pattern of punched holes, centred along the edge that is bound."""

    name: str
    count: int
    apart_mm: float  # from centre to centre
    from_edge_mm: float  # from the edge to the centres
    across_mm: float  # of one hole


# ISO 838: two holes of 6 mm, 80 mm apart, 12 mm from the edge. The three holes of US binders have no standard: common
# punches set them 4 1/4 in apart, 5/16 in wide, half an inch from the edge.
TWO_HOLES = Holes("two", 2, 80, 12, 6)
THREE_HOLES = Holes("three", 3, 107.95, 12.7, 7.94)


@dataclass(frozen=True, slots=True)
class NearEdge:
    """Ink too near an edge of the paper: how far the nearest of it is, and the box around all of it that is too near."""

    side: str
    away_mm: float
    box_mm: BoxMm


def mean_ink(pdf: bytes) -> float:
    """How much of its paper a file covers with ink, in percent."""
    return fmean(ink_percents(pdf))


def ink_percents(pdf: bytes) -> list[float]:
    """How much of each page is ink, as a printer without colour lays it down: 0 for a bare page, 100 for a black one."""
    with pdfium.PdfDocument(pdf) as document:
        pictures = (page.render(scale=_COVERAGE_DPI / 72).to_pil().convert("L") for page in document)
        return [100 - ImageStat.Stat(picture).mean[0] / 2.55 for picture in pictures]


def page_pictures(pdf: bytes, dpi: float = MEASURING_DPI) -> Iterator[Image.Image]:
    """Every page in grey, in order: the file is opened once, and painted without its colours."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil()


@dataclass(frozen=True, slots=True)
class Fill:
    """What share of the height of its text area each page uses, from 0 for a bare page to 1, in the order of the file.

    White that nobody asked for is paid-for paper.
    """

    pages: tuple[float, ...]

    @property
    def mean_percent(self) -> float:
        """The mean of all pages, in percent to a tenth."""
        return round(100 * fmean(self.pages), 1)

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
    shares = []
    for index, picture in enumerate(page_pictures(pdf, _FILL_DPI)):
        left, top, right, bottom = (floor(edge * _FILL_DPI / 25.4) for edge in areas[min(index, len(areas) - 1)])
        inner = picture.crop((left, top, right, bottom))
        ink = _ink_in(inner)
        shares.append(ink[3] / inner.height if ink else 0.0)
    return Fill(tuple(shares))


def punched_areas(holes: Holes, paper: Paper, is_recto: bool = True) -> tuple[BoxMm, ...]:
    """Where a punch goes through a page: bound on its left edge as a recto, on its right as a verso."""
    centre = holes.from_edge_mm if is_recto else paper.width_mm - holes.from_edge_mm
    first = paper.height_mm / 2 - holes.apart_mm * (holes.count - 1) / 2
    r = holes.across_mm / 2
    heights = (first + holes.apart_mm * number for number in range(holes.count))
    return tuple((centre - r, y - r, centre + r, y + r) for y in heights)


def inked_areas(picture: Image.Image, areas: Sequence[BoxMm]) -> tuple[BoxMm, ...]:
    """Those of the areas of a page, pictured at MEASURING_DPI, that have any ink in them."""
    return tuple(area for area in areas if _ink_in(picture.crop(_dots(area, MEASURING_DPI))))


def ink_near_edge(picture: Image.Image, safe_mm: float = SAFE_MM) -> tuple[NearEdge, ...]:
    """Of a page, pictured at MEASURING_DPI: each edge that has ink nearer than `safe_mm`, and how near the nearest is."""
    mm = 25.4 / MEASURING_DPI
    across, down = picture.size
    inner = floor(safe_mm / mm)  # dots that lie wholly inside: what keeps just off is not told
    right, bottom = across - inner, down - inner
    strips = {
        "left": (0, 0, inner, down), "top": (0, 0, across, inner), "right": (right, 0, across, down),
        "bottom": (0, bottom, across, down),
    }  # fmt: skip
    found = []
    for side, (x, y, *_) in strips.items():
        ink = _ink_in(picture.crop(strips[side]))
        if ink:
            box = (x + ink[0]) * mm, (y + ink[1]) * mm, (x + ink[2]) * mm, (y + ink[3]) * mm
            away = {"left": box[0], "top": box[1], "right": across * mm - box[2], "bottom": down * mm - box[3]}
            found.append(NearEdge(side, away[side], box))
    return tuple(found)


def _ink_in(picture: Image.Image) -> tuple[int, int, int, int] | None:
    return picture.point(lambda tone: 255 * (tone < PAPER_WHITE)).getbbox()


def _dots(area: BoxMm, dpi: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (edge * dpi / 25.4 for edge in area)
    return floor(left), floor(top), ceil(right), ceil(bottom)
