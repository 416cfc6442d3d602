"""Journal: several files of one folder that take their places together, or not at all.

All of them are on the disk under temporary names before a journal says so; from then on they count as delivered. Then
each takes its place, the one before it kept for the case that another cannot; and the journal is removed. Whoever next
looks into the folder finishes what a killed run has left: forward where all is there, back where anything is missing.
"""
import errno
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from booklet.core.disk.files import (
    TEMPORARY, left_behind, note_written, remove, sweep, sync_folder, temporary, write_beside, writing,
)  # fmt: skip
from booklet.core.disk.locks import locked
from booklet.core.json_text import shallow
from booklet.core.problems import BookletError
from booklet.core.processes.signals import stops_held

JOURNAL = ".booklet-journal.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One file: its name, the temporary one under which it waits, and the one under which its predecessor is kept."""

    file: str
    part: str
    old: str
    sha256: str
    is_new: bool  # it has no predecessor


def write_set(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their names, all or none. The caller is alone in the folder, and has settled it. Raises OSError."""
    steps: list[Step] = []
    try:
        for name, content in contents.items():
            part = write_beside(folder / name, content)
            digest, is_new = hashlib.sha256(content).hexdigest(), not os.path.lexists(folder / name)
            steps.append(Step(name, part.name, temporary(folder).name, digest, is_new))
        note = write_beside(folder / JOURNAL, json.dumps([asdict(step) for step in steps]).encode())
    except BaseException:
        _clear(folder, steps)
        raise
    with stops_held():
        try:
            os.replace(note, folder / JOURNAL)  # from this moment on the files count as delivered
        except OSError:
            _clear(folder, steps)
            remove(note)
            raise
        sync_folder(folder)
        _forward(folder, steps)
        for name in contents:
            note_written(folder / name)


def settle(folder: Path, lock: Path) -> None:
    """Finish a delivery that was interrupted in this folder, if there is one. `lock` is what its writers lock.

    Raises BookletError where somebody is at work there for long, or where it cannot be written. What is only left over,
    by a run that was killed at its very end, may stay where it cannot be swept.
    """
    if os.path.lexists(folder / JOURNAL):
        with writing(folder), locked(lock):
            settle_alone(folder)
    elif left_behind(folder):
        with suppress(BookletError), writing(folder), locked(lock):
            settle_alone(folder)
            sweep(folder)


def settle_alone(folder: Path) -> None:
    """The same, for who holds the lock. Raises OSError."""
    if not os.path.lexists(folder / JOURNAL):
        return
    steps = _noted(folder / JOURNAL)
    with stops_held():
        if all(_is_there(folder, step) for step in steps):
            _forward(folder, steps)
        else:
            _back(folder, steps)


def _noted(journal: Path) -> list[Step]:
    """What a journal says; nothing where it is damaged, or names what is not beside it."""
    try:
        steps = [Step(**step) for step in json.loads(shallow(journal.read_bytes()))]
        return steps if all(map(_is_sound, steps)) else []
    except (OSError, ValueError, TypeError):
        return []


def _is_sound(step: Step) -> bool:
    if not all(isinstance(value, str) for value in (step.file, step.part, step.old, step.sha256)):
        return False
    is_plain = step.file not in ("", ".", "..") and not set("/\\\0") & set(step.file)
    return is_plain and all(TEMPORARY.fullmatch(name) for name in (step.part, step.old))


def _is_there(folder: Path, step: Step) -> bool:
    """Whether the new content is whole, waiting or in its place."""
    path = folder / step.part if (folder / step.part).exists() else folder / step.file
    with suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest() == step.sha256
    return False


def _forward(folder: Path, steps: Sequence[Step]) -> None:
    """Each file takes its place. Where one cannot (on Windows: it is open in a viewer), none does. Raises OSError."""
    try:
        for step in steps:
            if (folder / step.part).exists():
                _keep_old(folder, step)
                os.replace(folder / step.part, folder / step.file)
    except OSError:
        _back(folder, steps)
        raise
    sync_folder(folder)
    remove(folder / JOURNAL)  # if it stays, the next one finds that all is done
    _clear(folder, steps)


def _keep_old(folder: Path, step: Step) -> None:
    old, file = folder / step.old, folder / step.file
    if old.exists() or not file.exists():
        return
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, f"{step.file} is a folder")
    try:
        os.link(file, old)  # so that the name is never without a file
    except OSError:  # a drive without hard links
        os.replace(file, old)


def _back(folder: Path, steps: Sequence[Step]) -> None:
    """As it was before. What has taken its place gives it back to its predecessor, or goes.

    Where that cannot be, the journal stays: then the next one finishes it.
    """
    try:
        for step in reversed(steps):
            part, old, file = folder / step.part, folder / step.old, folder / step.file
            if old.exists():
                os.replace(old, file)
            elif step.is_new and not part.exists() and file.exists():
                os.unlink(file)
    except OSError:
        return
    sync_folder(folder)
    remove(folder / JOURNAL)
    _clear(folder, steps)


def _clear(folder: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        remove(folder / step.part)
        remove(folder / step.old)
