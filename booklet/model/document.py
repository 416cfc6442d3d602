"""Galleys: an edition on its way to becoming a proof. What `template`, `paginate` and `tag` hand to one another."""
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STYLES = Path(__file__).resolve().parents[2] / "styles"
OTHER_SHEETS = frozenset(("calibrate", "changes", "ledger", "report", "scorecard", "user-test", "mail"))  # no handout's


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
