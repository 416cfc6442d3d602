"""Rival: another handout, still there, whose file has the name of the one that a build would write.

Who copies a manuscript, to change the copy, copies its name too. Then two handouts take each other's place in one folder,
and which of them a patient gets is told by which was built last.
"""
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from booklet.core.disk.ours import in_the_way
from booklet.core.located import typed_toml
from booklet.core.problems import Problem
from booklet.core.settings import LONGEST_KB
from booklet.core.text_file import shown_path

_MOST_UP = 2  # the way to a manuscript further off would tell how a disk is ordered, and whose it is


def way_to(source: Path, out: Path) -> str:
    """The way from the folder of what is built to its manuscript, as in ../sections; "" for one that is far off."""
    with suppress(ValueError):  # another drive
        here, there = os.path.realpath(out), os.path.realpath(source)
        way = Path(os.path.relpath(there, here))
        if way.parts.count("..") <= _MOST_UP and os.path.commonpath([here, there]) != Path(here).anchor:
            return way.as_posix()
    return ""


def rival_problem(entry: Mapping[str, Any], manuscript: str, out: Path) -> Problem | None:
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
