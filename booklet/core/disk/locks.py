"""Locks: whoever reads a file, changes what it says and writes it again is alone with it meanwhile.

A lock is one of the operating system on `.NAME.lock` beside the file, so it ends with its process, however that ends.
The file itself says who holds it, and is removed with the lock; one that a killed process has left locks nothing.
"""
import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from platform import node

from booklet.core.disk.files import writing
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable, text_of

if sys.platform == "win32":  # which has a lock of its own
    import msvcrt
else:
    import fcntl

WAIT_S = 10.0  # a delivery holds it for a fraction of a second, a question to Crossref for some seconds
_PAUSE_S = 0.05
_FAR = 1 << 30  # Windows locks bytes, and nobody may read those: one beyond all that is written
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}  # e.g. some network drives: then as without any lock


@contextmanager
def locked(file: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Alone with a file, which need not be there. Without its folder there is nobody to be alone with.

    Raises BookletError where somebody else holds it for longer than `wait_s` seconds, or nothing can be written there.
    """
    if not file.parent.is_dir():
        yield
        return
    path = file.parent / f".{file.name}.lock"
    with writing(file.parent):
        handle = _taken(path, file, time.monotonic() + wait_s)
    try:
        _say_who(handle)
        yield
    finally:
        _release(handle, path)


def _taken(path: Path, file: Path, until: float) -> int:
    """The open lock file, locked, and still the one of that name."""
    while True:
        handle = _opened(path)
        if _is_locked(handle):
            if _is_still(handle, path):
                return handle
        elif time.monotonic() > until:
            who = printable(text_of(path)[:200]) or "another process"
            os.close(handle)
            hint = "wait until it has ended, and type the same again"
            at = file if file.exists() else file.parent  # some lock a folder, by a name that nothing has
            raise BookletError([Problem(Place(str(at)), "busy-file", f"{who} is at work on it", hint)])
        else:
            time.sleep(_PAUSE_S)
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not os.path.lexists(path):  # nothing may be written in this folder: that is the reason to tell
            raise
        return os.open(path, os.O_RDONLY)  # it is somebody else's


def _is_locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


def _is_still(handle: int, path: Path) -> bool:
    """Whether the file has not been removed by whoever held it before."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except OSError:
        return False


def _say_who(handle: int) -> None:
    with suppress(OSError):  # on a full disk nobody is named
        os.lseek(handle, 0, os.SEEK_SET)
        os.truncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {node()}".encode())


def _release(handle: int, path: Path) -> None:
    """Remove the file while it is still locked: who opens it after that finds that it is not the one of that name."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)
        with suppress(OSError):  # another one has it open already
            path.unlink()
        return
    with suppress(OSError):
        if _is_still(handle, path):
            path.unlink()
    os.close(handle)
