"""Workers: processes that work for another. They end with it, however that ends, and keep to the memory they are given."""
import gc
import os
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from booklet.core.problems import BookletError
from booklet.core.processes.bounded import hold_memory_to, work_for_parent
from booklet.core.processes.room import out_of_room


@dataclass(frozen=True, slots=True)
class Home:
    """Where a job is done: the folder that paths begin at, what programs are told there, and the most memory it may take."""

    folder: str
    environment: Mapping[str, str]
    memory_gb: float

    def settle(self) -> None:
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        tempfile.tempdir = None  # it is asked for again: what was asked before may be somebody else's
        hold_memory_to(round(self.memory_gb * 1_000))


def serve(line: Connection) -> None:
    """What a worker does: job after job, until nobody is there to give it one.

    It hears a function, what to give it and where, and answers with a kind and a value: done, problems, memory (it met its
    bound), room (of what the machine had no more) or bug (the traceback).
    """
    work_for_parent()
    quiet = os.open(os.devnull, os.O_WRONLY)  # what a library says when it gives up is no word for an author
    os.dup2(quiet, 2)
    gc.freeze()  # what was there before the copy was made stays: to look through it for garbage would copy it, too
    with suppress(EOFError, OSError):
        while True:
            work, job, home = line.recv()
            home.settle()
            line.send(_done(work, job))


def _done(work: Callable[..., Any], job: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", work(*job)
    except BookletError as error:
        return "problems", error.problems
    except MemoryError:
        hold_memory_to(None)
        return "memory", None
    except Exception as error:  # noqa: BLE001 - told in the parent
        lack = out_of_room(error)
        return ("room", lack) if lack else ("bug", traceback.format_exc())
