"""Galleys: an edition on its way to becoming a proof. What `template`, `paginate` and `tag` hand to one another."""
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STYLES = Path(__file__).resolve().parents[2] / "styles"
OTHER_SHEETS = frozenset(("calibrate", "changes", "ledger", "report", "scorecard", "user-test", "mail"))  # no handout's


@dataclass(frozen=True, slots=True)
class Document:
    """One edition as HTML, with the folder that its pictures are in."""

    html: str
    edition: str
    folder: Path


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One edition as WeasyPrint's pages, not yet written."""

    pages: Any
    edition: str
