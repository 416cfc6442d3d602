"""Deliver: finished files, and a manifest of them, put where they belong. All or nothing.

Each file is written beside its place under another name and then renamed, so a reader never meets half a file and a
run that is killed leaves the last good one.
"""
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.errors import writing
from booklet.freshness import MANIFEST, manifest_entries


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file to hand over. `pages` is None for what has none; `notes` are a word to the author."""

    file: str
    edition: str
    version: str
    pages: int | None
    source: str
    content: bytes
    notes: tuple[str, ...] = ()


def deliver_files(deliveries: Sequence[Delivery], out: Path) -> tuple[Path, ...]:
    """Write the files and the manifest that lists them; returns their paths in the order given.

    Files of other editions that an earlier manifest lists stay in it while they are there. Raises BookletError where
    `out` cannot be written.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        return _delivered(deliveries, out)


def _delivered(deliveries: Sequence[Delivery], out: Path) -> tuple[Path, ...]:
    for delivery in deliveries:
        write_whole(out / delivery.file, delivery.content)
    new = {delivery.file: _entry(delivery) for delivery in deliveries}
    old = {e["file"]: e for e in manifest_entries(out) if e["file"] not in new and (out / e["file"]).is_file()}
    files = sorted((old | new).values(), key=lambda entry: entry["file"])
    write_whole(out / MANIFEST, (json.dumps({"files": files}, indent=2) + "\n").encode())
    return tuple(out / delivery.file for delivery in deliveries)


def _entry(delivery: Delivery) -> dict:
    return {
        "file": delivery.file,
        "edition": delivery.edition,
        "version": delivery.version,
        "pages": delivery.pages,
        "bytes": len(delivery.content),
        "sha256": hashlib.sha256(delivery.content).hexdigest(),
        "source": delivery.source,
    } | ({"notes": list(delivery.notes)} if delivery.notes else {})


def write_whole(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            os.chmod(part.name, 0o644)
            os.replace(part.name, file)
        except BaseException:
            os.unlink(part.name)
            raise
