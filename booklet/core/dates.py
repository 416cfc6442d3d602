"""Dates as they pass, and as the press says them to authors and reviewers."""
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from booklet.core.printed.words import ENGLISH, printed_words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def folio_date(day: date) -> str:
    """21 November 2026, in English, as messages and reviewers' pages are. A patient's page asks its own words."""
    return printed_words(ENGLISH).date(day)


def season_of(date: Mapping[str, Any]) -> str:
    """The season of a date in CSL-JSON, Spring; "" where it tells none."""
    told = str(date.get("season", ""))
    return dict(zip("1234", ("Spring", "Summer", "Autumn", "Winter"), strict=True)).get(told, told.capitalize())


def year_of(work: Mapping[str, Any], name: str = "issued") -> int | None:
    """The year of a work in CSL-JSON, of which `issued` has date-parts, or is told in words; None where it has none."""
    told = work.get(name) or {}
    parts = told.get("date-parts") or [[]]
    if parts[0]:
        return int(parts[0][0]) if parts[0][0] else None
    words = re.search(r"\b[0-9]{4}\b", f"{told.get('raw', '')} {told.get('literal', '')}")  # c. 1999
    return int(words[0]) if words else None


def first_day(work: Mapping[str, Any]) -> date | None:
    """The first day that `issued` of a work can mean, as `year_of` reads it; None where it has no year."""
    year, parts = year_of(work), (work.get("issued") or {}).get("date-parts") or [[]]
    return date(year, (*parts[0][1:2], 1)[0], 1) if year else None
