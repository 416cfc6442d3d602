"""The manifest: which files a folder holds as a build has left them, and what each was built from."""
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from booklet.core.disk.files import writing
from booklet.core.disk.journal import settle, settle_alone
from booklet.core.disk.locks import locked
from booklet.core.json_text import shallow

MANIFEST = "manifest.json"
_TEXTS = ("file", "edition", "version", "sha256", "source")


def manifest_entries(out: Path) -> list[dict[str, Any]]:
    """The files that a manifest lists; none where there is no manifest that can be read.

    An entry that a build would not have written is left out: the next build writes it anew. A delivery that was
    interrupted is finished first; BookletError where that cannot be.
    """
    settle(out, out / MANIFEST)
    try:
        entries = json.loads(shallow((out / MANIFEST).read_bytes()))["files"]
        return [entry for entry in entries if _is_entry(entry)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


@contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """Alone in a folder of what is built, which is made where there is none, and finished where a delivery was interrupted.

    Raises BookletError where it cannot be written, or somebody else is at work there.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with locked(out / MANIFEST):
            settle_alone(out)
            yield


def is_foreign(manifest: Path) -> bool:
    """Whether a file of that name is somebody else's, such as that of a web page; a damaged one of ours is not."""
    try:
        text = manifest.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return False
    try:
        found = json.loads(shallow(text))
        return not isinstance(found, dict) or "files" not in found
    except ValueError:
        return text.strip()[:1] not in ("", "{", "[")


def _is_entry(entry: object) -> bool:
    """Whether this is an entry as a build writes it, of a file in that folder."""
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in _TEXTS):
        return False
    numbers = entry.get("bytes"), entry.get("pages", 0) or 0
    notes = entry.get("notes", [])
    way = entry.get("manuscript", "")
    return (
        entry["file"] not in ("", ".", "..")
        and not set("/\\\0") & set(entry["file"])
        and all(type(number) is int for number in numbers)
        and isinstance(way, str)
        and isinstance(notes, list)
        and all(isinstance(note, str) for note in notes)
    )


def is_current(out: Path, edition: str, source: str) -> bool:
    """Whether `out` holds this edition, built from just this source, and untouched since."""
    return source in sources_there(out, edition)


def sources_there(out: Path, edition: str) -> set[str]:
    """What the files of an edition in `out` were built from, of those that are untouched; two handouts may lie there."""
    there = [(entry, out / entry["file"]) for entry in manifest_entries(out) if entry["edition"] == edition]
    return {
        entry["source"]
        for entry, file in there
        if entry["source"] and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
    }
