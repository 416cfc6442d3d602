"""Workers: processes that work for another. They end with it, however that ends, and keep to the memory they are given."""
import gc
import os
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from booklet.core.problems import BookletError
from booklet.core.processes.bounded import hold_memory_to, work_for_parent
from booklet.core.processes.room import out_of_room


def serve(line: Connection, memory_gb: float, environment: Mapping[str, str]) -> None:
    """What a worker does: job after job, until nobody is there to give it one.

    It hears a function and what to give it, and answers with a kind and a value: done, problems, memory (it met its
    bound), room (of what the machine had no more) or bug (the traceback).
    """
    work_for_parent()
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # it is asked for again: what was asked before the copy was made may be somebody else's
    quiet = os.open(os.devnull, os.O_WRONLY)  # what a library says when it gives up is no word for an author
    os.dup2(quiet, 2)
    hold_memory_to(round(memory_gb * 1_000))
    gc.freeze()  # what was there before the copy was made stays: to look through it for garbage would copy it, too
    with suppress(EOFError, OSError):
        while True:
            work, job = line.recv()
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
