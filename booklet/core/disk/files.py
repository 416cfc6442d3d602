"""Files: the one way in which anything is written. Whole or not at all, by whoever and whatever it is stopped.

Content goes under a name of its own beside its place, to the disk, and then takes its place by one rename. A run that
is killed leaves the old file as it was, and at most a file under such a name; the next one to write there sweeps it.
"""
import errno
import os
import re
import secrets
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from platform import node

from booklet.core.problems import BookletError, Place, Problem

_HOST = f"{zlib.crc32(node().encode()):08x}"  # on a shared drive, only the own processes can be known to be dead
TEMPORARY = re.compile(r"\.booklet-(?P<host>[0-9a-f]{8})-(?P<pid>[0-9]{1,10})-[0-9a-f]{8}\.tmp")
_RECORD: ContextVar[list[Path] | None] = ContextVar("written", default=None)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # con, con.pdf


def write_whole(file: Path, content: bytes, mode: int | None = None, is_cache: bool = False) -> None:
    """Write one file. `mode` is who may read it; without one a file keeps its own, and a new one has that of the user.

    A link stays one: what it leads to is written. A device or a pipe takes the content as it comes. Nobody
    is told of what is kept in a cache. Raises OSError.
    """
    target = Path(os.path.realpath(file)) if file.is_symlink() else file
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(content)
    else:
        part = write_beside(target, content, mode)
        take_place(part, target)
        sync_folder(target.parent)
    if not is_cache:
        note_written(file)


def write_beside(file: Path, content: bytes, mode: int | None = None) -> Path:
    """The content on the disk, beside its place, ready to take it by a rename. Raises OSError and leaves nothing."""
    sweep(file.parent)
    part = write_part(file.parent, content, mode or 0o666)
    try:
        if mode is None and file.is_file():
            os.chmod(part, file.stat().st_mode & 0o777)
    except BaseException:
        remove(part)
        raise
    return part


def write_part(folder: Path, content: bytes, mode: int) -> Path:
    """The content on the disk, in a folder, under a name of its own. Raises OSError and leaves nothing.

    For whoever writes many files there, and sweeps and syncs the folder once for all of them.
    """
    part = temporary(folder)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        remove(part)
        raise
    return part


def take_place(part: Path, target: Path) -> None:
    """Let a file take the place of another, or leave no trace of it. Raises OSError."""
    try:
        os.replace(part, target)
    except BaseException:
        remove(part)
        raise


def temporary(folder: Path) -> Path:
    """A new name in a folder that says whose it is: .booklet-HOST-PROCESS-RANDOM.tmp"""
    return folder / f".booklet-{_HOST}-{os.getpid()}-{secrets.token_hex(4)}.tmp"


def sweep(folder: Path) -> None:
    """Remove what processes of this machine that live no more have left here under temporary names."""
    for path in left_behind(folder):
        remove(path)


def left_behind(folder: Path) -> list[Path]:
    """What they have left here."""
    with suppress(OSError), os.scandir(folder) as entries:
        found = [(entry.path, TEMPORARY.fullmatch(entry.name)) for entry in entries]
        return [Path(path) for path, name in found if name and name["host"] == _HOST and not _is_alive(int(name["pid"]))]
    return []


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there and can be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where a system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def record_of_writes() -> Iterator[list[Path]]:
    """What is written meanwhile, in order, so that a command which ends badly can say what it has done."""
    written: list[Path] = []
    token = _RECORD.set(written)
    try:
        yield written
    finally:
        _RECORD.reset(token)


def size_of(file: Path) -> int:
    """How many bytes a file has; -1 where it is not there, or may not be looked at."""
    try:
        return file.stat().st_size
    except OSError:
        return -1


def note_written(file: Path) -> None:
    written = _RECORD.get()
    if written is not None:
        written.append(file)


def _is_alive(pid: int) -> bool:
    """Whether a process of that number runs here. On Windows nobody is asked: a file that is open cannot be removed."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is somebody else's
        return True
    return True


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Tell of a disk that cannot be written as of any other problem."""
    try:
        yield
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        says = f"this cannot be written: {'the disk is full' if is_full else error.strerror or error}"
        hint = "make room on it" if is_full else "ask whose folder it is to let you write there, or take another one"
        raise BookletError([Problem(Place(str(place)), "cannot-write", says, hint)]) from error


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device: a file of that name is the screen or a printer there, whatever its
    ending.
    """
    return _DEVICE.fullmatch(name) is not None
