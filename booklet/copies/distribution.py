"""The distribution log of a folder: what went out, when, in which edition and version, and how many. No person."""
import csv
import io
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from booklet.core.disk.files import note_written, writing

LOG = "distribution.csv"
_HEADINGS = ("when", "what", "handout", "version", "edition", "how many")


def note(folder: Path, on: date, what: str, handout: str, version: str, counts: Mapping[str, int]) -> None:
    """Add a line for each edition of which something went out. Raises BookletError where it cannot be written."""
    rows = [(on.isoformat(), what, handout, version, edition, count) for edition, count in sorted(counts.items()) if count]
    if not rows:
        return
    written = io.StringIO()
    with writing(folder / LOG):
        handle = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "ab") as stream:
            table = csv.writer(written, lineterminator="\n")
            table.writerows([_HEADINGS, *rows] if stream.tell() == 0 else rows)
            stream.write(written.getvalue().encode())
    note_written(folder / LOG)
