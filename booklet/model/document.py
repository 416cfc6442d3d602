"""Documents: an edition on its way to becoming a PDF. What `template`, `paginate` and `tag` hand to one another."""
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OTHER_SHEETS = frozenset("calibrate changes ledger mail report review_head scorecard shelf user-test".split())  # of none
INNER = ("left", "middle", "right")
OWN_CLOSER_PT = 7.0  # how much closer to one another the pieces stand that the press adds to a leaflet
PANELS = (*INNER, "flap", "back")  # of a leaflet, in the order of reading, after the front
BY_FLAP = "by-flap"  # what a piece wants that stands on the flap where there is room for it


@dataclass(frozen=True, slots=True)
class MakeUp:
    """How the pages of an edition are made up. `leading_at_least_pt`: lines of running text may be set as close as this
    where that saves a page; None for no closer than its style has them.
    """

    leading_at_least_pt: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One edition as HTML, with the folder that its pictures are in. `makeup` is None for what is laid out as it is."""

    html: str
    edition: str
    folder: Path
    makeup: MakeUp | None = None


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One edition as WeasyPrint's pages, not yet written; `notes` say what was done to make them up."""

    pages: Any
    edition: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafPanel:
    """The pieces on one panel, by number; the gaps above a section and above a piece in points, and lines to write on."""

    pieces: tuple[int, ...]
    section_gap_pt: float
    piece_gap_pt: float
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The five panels behind the front, as in PANELS. Without panels, all pieces stand on one long page to be measured.

    `scale` is how many times larger its type is than the edition asks for, `art_pt` the height of the picture in front.
    """

    scale: float = 1
    panels: tuple[LeafPanel, ...] = ()
    art_pt: float = 0
