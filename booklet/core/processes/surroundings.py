"""What a process is started in: what it finds in its path, what it hears, what it says, and where its sockets are."""
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker, util
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_HOME = 75  # bytes of the folder in which sockets are kept


def find_room_for_sockets() -> None:
    """Where the folder for temporary files has a long name, let multiprocessing keep its sockets in another one.

    A socket's whole path has 107 letters at most (sys/un.h), of which 32 are its own. The folder is asked for once.
    """
    kept = tempfile.gettempdir()
    if len(os.fsencode(kept)) > _LONGEST_HOME:
        tempfile.tempdir = "/tmp"  # noqa: S108 - it makes a folder there that nobody else may enter
        try:
            util.get_temp_dir()
        finally:
            tempfile.tempdir = kept


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A process that is started meanwhile never hears Control-C: whoever started it does, and ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # where multiprocessing starts it meanwhile, it lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def silent() -> Iterator[None]:
    """A process that is started meanwhile says nothing: where it fails, that is told in a sentence."""
    try:
        kept = os.dup(2)
    except OSError:  # nobody listens, or there is no room for one more file
        yield
        return
    quiet = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(quiet, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(quiet)


def path_with_house() -> str:
    """A PYTHONPATH with which a process finds this program, wherever it is started."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))


@contextmanager
def house_in_path() -> Iterator[None]:
    """A process that is started meanwhile finds this program."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = path_with_house()
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
