"""Freshness: is what lies in dist/ still what a build would write? Told by content, never by time.

Reads and hashes; loads no renderer, no template, no PDF library.
"""
import hashlib
import json
import os
from datetime import date
from importlib.metadata import version
from pathlib import Path

from booklet.calendar import passed_deadlines

HOUSE = Path(__file__).resolve().parent
ENGINES = ("weasyprint", "pydyf", "jinja2", "markdown", "citeproc-py", "fonttools")
MANIFEST = "manifest.json"


def source_hash(
    folder: Path, clinic_file: Path | None, printer_file: Path | None = None, on: date | None = None
) -> str:
    """One hash over all that a booklet is made from: the manuscript, the clinic profile, styles, engine, libraries.

    `printer_file` is given for an edition whose pages share sheets; where there is none, nothing is added. Of the day
    `on` only what has passed by then counts, so that a booklet is as fresh tomorrow as today.
    """
    total = hashlib.sha256()
    for root in (folder, HOUSE.parent / "styles", HOUSE):
        for file in sorted(file for file in root.rglob("*") if file.is_file() and _counts(file)):
            total.update(os.fsencode(file.relative_to(root)) + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    if clinic_file is not None:
        total.update(clinic_file.read_bytes())
    if printer_file is not None and printer_file.exists():
        total.update(b"printer\0" + printer_file.read_bytes())
    total.update("".join(f"{name}\0" for name in passed_deadlines(folder, on)).encode())
    total.update(" ".join(f"{name} {version(name)}" for name in ENGINES).encode())
    return total.hexdigest()


def _counts(file: Path) -> bool:
    return "__pycache__" not in file.parts and not any(part.startswith(".") for part in file.parts[-3:])


def manifest_entries(out: Path) -> list[dict]:
    """The files that a manifest lists; none where there is no manifest that can be read."""
    try:
        return json.loads((out / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def is_current(out: Path, edition: str, source: str) -> bool:
    """Whether `out` holds this edition, built from just this source, and untouched since."""
    for entry in manifest_entries(out):
        if entry.get("edition") == edition and entry.get("source") == source:
            file = out / entry["file"]
            return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
    return False
