"""Deadlines: which have passed by the day for which a booklet is made.

Of that day nothing else reaches the pages. The dates are read here as they were typed and not judged: a file that is
wrong is told of where the manuscript is read.
"""
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

from booklet.core.located import typed_toml
from booklet.model.lock import FRESH_DAYS, LOCK
from booklet.model.signoff import SIGN_OFFS

_LARGEST_KB = 5_000  # more than any of these files may have


def passed_deadlines(folder: Path, on: date | None) -> tuple[str, ...]:
    """What has passed by the day `on` (None: the one on which the booklet is published), a word for each.

    The review, each check of the references that is stale by then, and each sign-off that is not of a day to come. Two
    days with the same words give the same booklet. Raises OSError where there is no booklet.toml.
    """
    imprint = typed_toml(folder / "booklet.toml", _LARGEST_KB)
    day = on or imprint.get("published")
    if not _is_day(day):
        return ()
    found = {"review"} if _is_day(imprint.get("review_by")) and day > imprint["review_by"] else set()
    found |= {f"check of {checked}" for checked in _days(folder / LOCK, "checked") if (day - checked).days > FRESH_DAYS}
    found |= {f"signed by {signed}" for signed in _days(folder / SIGN_OFFS, "date") if signed <= day}
    return tuple(sorted(found))


def _days(file: Path, name: str) -> Iterator[date]:
    """Each day of that name in the tables of a file; none where there is no such file."""
    if file.is_file():
        yield from (table[name] for table in _tables(typed_toml(file, _LARGEST_KB)) if _is_day(table.get(name)))


def _tables(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tables of a file's tables and lists: [works."lee2020"], [[signoff]]."""
    for value in content.values():
        inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        yield from (table for table in inner if isinstance(table, dict))


def _is_day(value: object) -> TypeGuard[date]:
    return type(value) is date  # a TOML date with a time is a datetime, which is a date too
