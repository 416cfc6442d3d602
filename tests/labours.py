"""What a worker of the presses may come to: jobs that end well, badly, by somebody's hand, or never."""
import os
import signal
import tempfile
import time

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.processes.workers import side_by_side


def labour(kind: str) -> str:
    """Do what the word says; its name, where that comes to an end."""
    if kind == "never":
        time.sleep(600)
    if kind == "greedy":
        return str(len(bytearray(3_000_000_000)))
    if kind == "who":
        return f"{os.getpid()} in {os.getcwd()} on {os.environ.get('SOURCE_DATE_EPOCH')}"
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "wrong":
        raise BookletError([Problem(Place("a.md", 3), "raw-html", "HTML is not part of the dialect")])
    if kind == "ours":
        raise KeyError("a fault of the press")
    return f"{kind} is done"


def handout_of_a_shelf(temporary: str) -> None:
    """Set one, in a process that is itself one of several."""
    tempfile.tempdir = temporary
    side_by_side(labour, {"a4": ("who",)})
