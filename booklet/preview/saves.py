"""Saves: word of each change in the folder of a manuscript. Told by the system, and looked for where it tells nothing."""
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from watchfiles import watch

Save = Literal["saved", "quiet", "gone"]
_QUIET_MS, _PAUSE_S = 1_500, 0.3
_TOGETHER_MS, _STEP_MS = 300, 30  # an editor writes a file in several steps


def saves(folder: Path, beside: Iterable[Path] = ()) -> Iterator[Save]:
    """`saved` at first and after each change; `quiet` as long as nothing changes, now and then; `gone` when the folder is.

    `beside` are files that lie elsewhere. It never ends by itself: a folder that has gone may come back.
    """
    beside = tuple(beside)
    while True:
        if not folder.is_dir():
            yield "gone"
            while not folder.is_dir():
                time.sleep(_PAUSE_S)
        here, seen = _mark(folder), _marks(folder, beside)  # first, or what is saved while the pages are set is lost
        yield "saved"
        try:
            told = watch(
                folder, watch_filter=None, debounce=_TOGETHER_MS, step=_STEP_MS, rust_timeout=_QUIET_MS,
                yield_on_timeout=True,
            )  # fmt: skip
            for _ in told:
                if _mark(folder)[:2] != here[:2]:
                    break  # it is another folder, or none: what we hear is told of the old one
                now = _marks(folder, beside)
                if now != seen:
                    seen = now
                    yield "saved"
                else:
                    yield "quiet"
        except OSError:  # it went at that moment
            continue


def _marks(folder: Path, beside: Iterable[Path]) -> dict[str, tuple[int, ...]]:
    """All that lies in the folder, and what lies elsewhere, each with its mark."""
    within = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return {path: _mark(path) for path in (*within, *map(str, beside))}


def _mark(path: Path | str) -> tuple[int, ...]:
    """What tells one file or folder from another, and from itself after a change; nothing for none."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
