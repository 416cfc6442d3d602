"""Deliver: finished files, and a manifest of them, put where they belong. All or nothing.

A reader never meets half a file, nor a new one beside the old manifest; a run that is killed leaves the last good set,
or one that whoever looks there next completes. See journal.py.
"""
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from booklet.core.disk.journal import write_set
from booklet.core.disk.ours import holds, in_the_way
from booklet.core.problems import Problem, stop_at
from booklet.deliver.manifest import MANIFEST, alone_in, is_foreign, manifest_entries
from booklet.deliver.rival import rival_problem


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file to hand over. `pages` and `fill` are None for what has none; `notes` are a word to the author.

    `manuscript` is the way to it from the folder where the file goes, "" where that is not told.
    """

    file: str
    edition: str
    version: str
    title: str
    pages: int | None
    source: str
    content: bytes
    notes: tuple[str, ...] = ()
    manuscript: str = ""
    fill: Mapping[str, float] | None = None


def deliver_files(deliveries: Sequence[Delivery], out: Path) -> tuple[Path, ...]:
    """Write the files and the manifest that lists them; returns their paths in the order given.

    Files of other editions that an earlier manifest lists stay in it while they are there. Raises BookletError where
    `out` cannot be written, somebody else is writing there, or somebody's file is in the way; then nothing has changed.
    """
    with alone_in(out):
        stop_at(_in_the_way(deliveries, out))
        write_set(out, {d.file: d.content for d in deliveries} | {MANIFEST: _manifest(deliveries, out)})
    return tuple(out / delivery.file for delivery in deliveries)


def _in_the_way(deliveries: Sequence[Delivery], out: Path) -> Iterator[Problem]:
    """Files of these names that no build has written, or that of another handout. A damaged one is made anew."""
    if is_foreign(out / MANIFEST):
        yield in_the_way(out / MANIFEST)
        return
    listed = {entry["file"]: entry for entry in manifest_entries(out)}
    for delivery in deliveries:
        file = out / delivery.file
        if not file.is_file() or holds(file, delivery.content):
            continue
        if delivery.file not in listed:
            yield in_the_way(file)
        elif problem := rival_problem(listed[delivery.file], delivery.manuscript, out):
            yield problem


def _manifest(deliveries: Sequence[Delivery], out: Path) -> bytes:
    new = {delivery.file: _entry(delivery) for delivery in deliveries}
    old = {e["file"]: e for e in manifest_entries(out) if e["file"] not in new and (out / e["file"]).is_file()}
    files = sorted((old | new).values(), key=lambda entry: entry["file"])
    return (json.dumps({"files": files}, indent=2) + "\n").encode()


def _entry(delivery: Delivery) -> dict[str, Any]:
    more = {"fill": dict(delivery.fill or {}), "notes": list(delivery.notes)}
    return {
        "file": delivery.file,
        "edition": delivery.edition,
        "version": delivery.version,
        "title": delivery.title,
        "pages": delivery.pages,
        "bytes": len(delivery.content),
        "sha256": hashlib.sha256(delivery.content).hexdigest(),
        "source": delivery.source,
        "manuscript": delivery.manuscript,
    } | {key: value for key, value in more.items() if value}
