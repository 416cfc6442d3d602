"""Paper: the sizes of pages and sheets, in millimetres. The only room that turns them into points."""
from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A named size, upright. Sources: ISO 216 (A series), ANSI/ASME Y14.1 (Letter)."""

    name: str
    width_mm: float
    height_mm: float

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in PDF points."""
        return self.width_mm * POINTS_PER_MM, self.height_mm * POINTS_PER_MM


PAPERS = {paper.name: paper for paper in (Paper("A4", 210, 297), Paper("A5", 148, 210), Paper("Letter", 215.9, 279.4))}
