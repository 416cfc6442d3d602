"""A bounded process: whatever opens a PDF from outside does it in a child that is given so much time and memory.

A PDF is a program that somebody else wrote: it can run in circles, or unfold to more than any memory holds.
"""
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import connection, parent_process

from booklet.core.processes.garbage import collect_rarely
from booklet.core.processes.surroundings import path_with_house

if sys.platform != "win32":  # which has no such bounds; there the clock of the parent is the only one
    import resource

SECONDS = 300  # by the clock, and of the processor; 2,000 good pages take half a minute
MEMORY_MB = 3_000  # of address space, where the platform can hold a process to that
LARGEST_MB = 256  # a file above it is not opened
_LOOK_S = 0.5
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
BROKEN = "it took too much time or memory, or broke the reader"


def in_a_child(room: str, argument: str, content: bytes, seconds: float) -> tuple[bytes, str, bool]:
    """Run `python -m ROOM ARGUMENT` with content at its entry: what it said, why it may have said too little, and
    whether it came to its end by itself. The room bounds itself, by hold_to and end_with_parent.
    """
    with subprocess.Popen(  # closes all three lines: a file may still be on its way in when its time is over
        [sys.executable, "-m", room, argument], env={**os.environ, "PYTHONPATH": path_with_house()},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        try:
            told, _ = child.communicate(content, timeout=seconds)
            return told, BROKEN, child.returncode == 0
        except subprocess.TimeoutExpired:
            child.kill()
            told, _ = child.communicate()
            return told, f"it took more than {seconds:g} seconds", False
        except BaseException:
            child.kill()
            raise


def hold_to(seconds: float, memory_mb: int) -> None:
    """Bound this process: no more time of the processor, no more memory."""
    if sys.platform == "win32":
        return
    _lower(resource.RLIMIT_CPU, int(seconds) + 1)
    _lower(resource.RLIMIT_AS, memory_mb * 1_000_000)
    _lower(resource.RLIMIT_CORE, 0)


def hold_memory_to(megabytes: int | None) -> None:
    """No more address space than that, where the platform can hold a process to it; a MemoryError beyond.

    None is as much as there was: for the last words of a process that has met its bound.
    """
    if sys.platform != "win32":
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        _lower(resource.RLIMIT_AS, most if megabytes is None else megabytes * 1_000_000, is_final=False)


def work_for_parent() -> None:
    """Whoever started this process hears Control-C, and ends it; it ends with that one, however that ends, and looks for
    garbage as rarely."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stop in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, stop):
            signal.signal(getattr(signal, stop), signal.SIG_DFL)
    end_with_parent()


def end_with_parent() -> None:
    """From now on this process ends when its parent does: at once on Linux, by looking twice a second elsewhere."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_outlast, args=(parent,), daemon=True).start()


def _outlast(parent: int) -> None:
    while os.getppid() == parent and not _has_ended():
        time.sleep(_LOOK_S)
    os._exit(1)


def _has_ended() -> bool:
    """Whether the process that this one works for has ended: on Windows a parent's number stays when it is gone."""
    employer = parent_process()
    return employer is not None and bool(connection.wait([employer.sentinel], 0))


def _lower(kind: int, bound: int, is_final: bool = True) -> None:
    _, most = resource.getrlimit(kind)
    bound = bound if most == resource.RLIM_INFINITY else min(bound, most)
    with suppress(ValueError, OSError):  # macOS knows RLIMIT_AS and does not set it
        resource.setrlimit(kind, (bound, bound if is_final else most))
