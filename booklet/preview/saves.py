"""Saves: word of each change in the folder of a manuscript. Told by the system, and looked for where it tells nothing."""
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from watchfiles import watch

FileMarks = dict[str, tuple[int, ...]]
_QUIET_MS, _PAUSE_S = 1_500, 0.3
_TOGETHER_MS, _STEP_MS = 300, 30  # an editor writes a file in several steps


class Save(NamedTuple):
    """A word of a folder, and the paths of the files that have changed: none where all of it is new."""

    word: Literal["saved", "quiet", "gone"]
    files: frozenset[str] = frozenset()


def saves(folder: Path, beside: Iterable[Path] = ()) -> Iterator[Save]:
    """`saved` at first and after each change; `quiet` as long as nothing changes, now and then; `gone` when the folder is.

    `beside` are files that lie elsewhere. It never ends by itself: a folder that has gone may come back.
    """
    beside = tuple(beside)
    while True:
        if not folder.is_dir():
            yield Save("gone")
            while not folder.is_dir():
                time.sleep(_PAUSE_S)
        here, seen = _mark(folder), _watched(folder, beside)  # first, or what is saved while the pages are set is lost
        yield Save("saved")
        try:
            told = watch(
                folder, watch_filter=None, debounce=_TOGETHER_MS, step=_STEP_MS, rust_timeout=_QUIET_MS,
                yield_on_timeout=True,
            )  # fmt: skip
            for _ in told:
                if _mark(folder)[:2] != here[:2]:
                    break  # it is another folder, or none: what we hear is told of the old one
                now = _watched(folder, beside)
                changed = frozenset(path for path, _ in now.items() ^ seen.items())
                seen = now
                yield Save("saved" if changed else "quiet", changed)
        except OSError:  # it went at that moment
            continue


def _watched(folder: Path, beside: Iterable[Path]) -> FileMarks:
    """What a build may read: files of the folder itself, and its pictures; no history, and no store of packages."""
    _, _, names = next(os.walk(folder), ("", [], []))
    return marks(folder / "figures", *(folder / name for name in names if not name.startswith(".")), *beside)


def marks(*places: Path) -> FileMarks:
    """All files in these folders, and these files, each by its path with what tells it from itself after a change."""
    found = []
    for each in places:
        for place, folders, names in os.walk(each):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [os.path.join(place, name) for name in names]
    return {path: _mark(path) for path in (*found, *(str(each) for each in places if not each.is_dir()))}


def _mark(path: Path | str) -> tuple[int, ...]:
    """What tells one file or folder from another, and from itself; nothing for none."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
