"""Deliver: finished files, and a manifest of them, put where they belong. All or nothing.

A reader never meets half a file, nor a new one beside the old manifest; a run that is killed leaves the last good set,
or one that whoever looks there next completes. See journal.py.

Nor is the file of another handout written over that is still there and has the same name. Who copies a manuscript, to change
the copy, copies its name too: in one folder the two would take each other's place, and which of them a patient gets would
be told by which was built last.
"""
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from booklet.core.disk.journal import write_set
from booklet.core.disk.ours import holds, in_the_way
from booklet.core.located import typed_toml
from booklet.core.problems import Problem, stop_at
from booklet.core.settings import LONGEST_KB
from booklet.core.text_file import shown_path
from booklet.deliver.manifest import MANIFEST, alone_in, is_foreign, manifest_entries

_MOST_UP = 2  # the way to a manuscript further off would tell how a disk is ordered, and whose it is


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
        elif problem := _rival_problem(listed[delivery.file], delivery.manuscript, out):
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


def way_to(source: Path, out: Path) -> str:
    """The way from the folder of what is built to its manuscript, as in ../sections; "" for one that is far off."""
    with suppress(ValueError):  # another drive
        here, there = os.path.realpath(out), os.path.realpath(source)
        way = Path(os.path.relpath(there, here))
        if way.parts.count("..") <= _MOST_UP and os.path.commonpath([here, there]) != Path(here).anchor:
            return way.as_posix()
    return ""


def _rival_problem(entry: Mapping[str, Any], manuscript: str, out: Path) -> Problem | None:
    """What is wrong with writing over the file of this entry, for a build of `manuscript`, seen from `out`."""
    way = entry.get("manuscript", "")
    other = out / way
    if not way or not manuscript or _is_same(other, out / manuscript) or not _still_writes(other, entry):
        return None
    hint = "give one of the two a name of its own in its booklet.toml; or name another place with --out"
    says = f"this was built from {shown_path(other.resolve())}, a handout with the same name: it would be lost"
    return in_the_way(out / entry["file"], hint, says)


def _still_writes(folder: Path, entry: Mapping[str, Any]) -> bool:
    """Whether a build of that manuscript, as it is now, would write the file of this entry."""
    with suppress(OSError):
        name = typed_toml(folder / "booklet.toml", LONGEST_KB).get("name")
        return entry["file"].partition(".")[0] in (name, f"{name}-{entry['edition'].partition('.')[0]}")
    return False


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return os.path.samefile(one, other)
    return False
