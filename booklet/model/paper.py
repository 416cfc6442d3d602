"""Paper: the sizes of pages and sheets, in millimetres. The only room that turns them into points."""
from dataclasses import dataclass, field

from booklet.core.own_table import own_table

POINTS_PER_MM = 72 / 25.4
SAFE_MM = 6.0  # print shops cut within 1 mm and ask for 6, some for 9.5; an office printer leaves up to 5 mm bare
BoxMm = tuple[float, float, float, float]  # left, top, right, bottom from the top left of a page, as a ruler is laid on it


@dataclass(frozen=True, slots=True)
class Paper:
    """A named size, upright; `stylesheet` lays out pages of it, in an edition that names no other."""

    name: str
    width_mm: float
    height_mm: float
    stylesheet: str | None = field(default=None, kw_only=True)

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in PDF points."""
        return points(self.width_mm), points(self.height_mm)

    @property
    def on_its_side(self) -> "Paper":
        """The same sheet, wider than high: as it lies to take two pages side by side."""
        return Paper(f"{self.name} on its side", self.height_mm, self.width_mm)


def points(length_mm: float) -> float:
    """A length in PDF points."""
    return length_mm * POINTS_PER_MM


def millimetres(length_pt: float) -> float:
    """A length in PDF points, in millimetres."""
    return length_pt / POINTS_PER_MM


PAPERS = {name: Paper(name, **size) for name, size in own_table(__file__).items()}

NEAR_MM = 0.2  # two sizes that differ by less are the same: PDF writers round
MISFIT_HINT = "take a larger sheet, or lay the edition out on a smaller trim: small type would be lost"


def misfit(trim: Paper, sheet: Paper) -> str:
    """Why two pages do not fit beside each other on the sheet as it lies on its side; empty where they do."""
    across, up = sheet.on_its_side.width_mm / 2, sheet.on_its_side.height_mm
    if trim.width_mm <= across + NEAR_MM / 2 and trim.height_mm <= up + NEAR_MM / 2:
        return ""
    return f"{trim.name} is larger than half of {sheet.name} ({across:g} by {up:g} mm), and pages are never scaled"
