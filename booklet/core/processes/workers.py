"""Workers: processes that set editions, several at once, and each within bounds that are told.

A layout holds all of its pages in memory, so there are no more workers than cores, and none does two at a time. A
worker is kept for its next edition, and one of them for the next handout, where its last edition was short. A single
edition has a worker too: one that runs in circles, or is killed by a machine whose memory is full, then ends with a
sentence, and nothing has been written.

Where a system can copy a running process safely, workers are copies of one that has loaded all that the work needs.
"""
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver, get_context, util
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.processes.children import Home, serve
from booklet.core.processes.room import out_of_room
from booklet.core.processes.surroundings import find_room_for_sockets, house_in_path, interrupts_held, silent

Jobs = Mapping[str, tuple[Any, ...]]
_LONG_S = 10.0  # by the clock: what takes longer leaves a worker in which much memory is taken
# macOS has libraries that bear no copying.
WAYS = get_context("forkserver") if sys.platform == "linux" else get_context("spawn")


@dataclass(frozen=True)
class Bounds:
    """What one edition may take: time by the clock, and address space where a platform holds a process to it.

    A thousand pages take 5 minutes and 4.1 GB on a slow machine of two cores.
    """

    minutes: float = 20
    memory_gb: float = 8


@dataclass(slots=True)
class _Worker:
    """A worker, the line to it, its folder for temporary files, the name of its job ("": none), from when and until when."""

    process: BaseProcess
    line: Connection
    room: str
    name: str = ""
    begun: float = 0.0
    until: float = 0.0


_kept: list[_Worker] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_kept.clear)  # it works for who started it


def warm_up(room: str) -> None:
    """Let the workers load a room by its name, and all that it needs, while this process still does other things."""
    if WAYS.get_start_method() == "forkserver":
        WAYS.set_forkserver_preload([room])
        find_room_for_sockets()
        with house_in_path(), interrupts_held(), silent():
            forkserver.ensure_running()


def side_by_side(
    work: Callable[..., Any], jobs: Jobs, tell: Callable[[int], None] = lambda done: None,
    bounds: Bounds = Bounds(),
) -> dict[str, Any]:  # fmt: skip
    """`work(*job)` for each job by its name, begun in their order. `tell` hears how many are done.

    Raises one BookletError with the problems of all jobs, among them those that took too much or whose worker was
    killed. Whatever ends this process ends the workers.
    """
    waiting, done = list(jobs), dict[str, Any]()
    problems: list[Problem] = []
    workers: list[_Worker] = []
    try:
        warm_up(work.__module__)
        while waiting or any(worker.name for worker in workers):
            busy = sum(bool(worker.name) for worker in workers)
            while len(workers) < min(cores(), len(waiting) + busy):
                workers.append(_at_hand())
            for worker in workers:
                if not worker.name and waiting:
                    _give(worker, waiting.pop(0), work, jobs, bounds)
            for worker in _heard(workers):
                name, answer, is_well = worker.name, *_answer(worker, bounds)
                problems += answer if isinstance(answer, _Problems) else ()
                done[name] = answer
                tell(len(done))
                if not is_well:
                    workers.remove(worker)
                    _end(worker)
        _keep_one_of(workers)
    finally:
        for worker in workers:
            _end(worker)
    if problems:
        raise BookletError(problems, well=[name for name in jobs if not isinstance(done[name], _Problems)])
    return {name: done[name] for name in jobs}


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Problems(tuple[Problem, ...]):
    """The answer of a job that came to nothing."""


def _keep_one_of(workers: list[_Worker]) -> None:
    """It has its faces open, its stylesheets read and its styles made: the next small handout takes a third less."""
    short = [worker for worker in workers if time.monotonic() - worker.begun < _LONG_S]
    if short and not _kept:
        util.Finalize(None, dismiss, exitpriority=1)  # a process that is itself a worker ends without atexit
        _kept.append(short[0])
        workers.remove(short[0])


def dismiss() -> None:
    """Let the worker go that is kept: at the end of this process at the latest."""
    while _kept:
        _end(_kept.pop())


def _at_hand() -> _Worker:
    """The one that was kept; where there is none, or it lost its life or its folder meanwhile, a new one."""
    with suppress(IndexError):
        worker = _kept.pop()
        is_there = worker.process.is_alive() and not worker.line.poll()  # who has ended has hung up
        if is_there and os.path.isdir(worker.room) and worker.room.startswith(tempfile.gettempdir()):
            return worker
        _end(worker)
    return _started()


def _started(is_again: bool = False) -> _Worker:
    try:
        room = tempfile.mkdtemp(prefix="booklet-")
    except OSError as error:
        raise BookletError([_no_room(Place("this machine"), out_of_room(error) or str(error))]) from None
    ours, theirs = WAYS.Pipe()
    process = WAYS.Process(target=serve, args=(theirs,), daemon=True)
    try:
        with interrupts_held():
            process.start()
    except (EOFError, OSError):  # the process of which it would be a copy was killed: there is a new one at once
        shutil.rmtree(room, ignore_errors=True)
        if is_again:
            raise BookletError([_no_room(Place("this machine"), "no process can be started")]) from None
        return _started(is_again=True)
    finally:
        theirs.close()
    return _Worker(process, ours, room)


def _give(worker: _Worker, name: str, work: Callable[..., Any], jobs: Jobs, bounds: Bounds) -> None:
    worker.name, worker.begun = name, time.monotonic()
    worker.until = worker.begun + bounds.minutes * 60
    environment = {**os.environ, "TMPDIR": worker.room, "TEMP": worker.room, "TMP": worker.room}
    try:
        folder = os.getcwd()
    except OSError:  # it has been removed, and all that is asked for lies elsewhere
        folder = worker.room
    home = Home(folder, environment, bounds.memory_gb)
    with suppress(OSError):  # it has been killed: that is told when its answer is asked for
        worker.line.send((work, jobs[name], home))


def _heard(workers: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have answered or ended, or whose time is over; waits for one."""
    busy = [worker for worker in workers if worker.name]
    left = max(0.0, min(worker.until for worker in busy) - time.monotonic())
    heard = connection.wait([worker.line for worker in busy], left)
    late = [worker for worker in busy if worker.until <= time.monotonic()]
    return [worker for worker in busy if worker.line in heard] or late


def _answer(worker: _Worker, bounds: Bounds) -> tuple[Any, bool]:
    """What a worker has made of its job, or why not; and whether it can go on. Raises RuntimeError for a fault of ours."""
    name, worker.name = worker.name, ""
    if not worker.line.poll():
        return _too_dear(name, f"it took more than {bounds.minutes:g} minutes", f"--minutes {bounds.minutes * 3:g}"), False
    try:
        kind, answer = worker.line.recv()
    except (EOFError, OSError):
        return _broken_off(name, worker.process), False
    if kind == "bug":
        raise RuntimeError(f"a worker failed at {name}:\n{answer}")
    if kind == "room":
        return _Problems([_no_room(Place(f"edition {name}"), answer)]), True
    if kind == "memory":
        says = f"it took more than {bounds.memory_gb:g} GB of memory"
        return _too_dear(name, says, f"--memory-gb {bounds.memory_gb * 2:g}"), False
    return (_Problems(answer) if kind == "problems" else answer), True


def _too_dear(name: str, says: str, option: str) -> _Problems:
    hint = f"take out the largest drawing or table and try again; or give it more: {option}"
    return _Problems([Problem(Place(f"edition {name}"), "edition-too-dear", says, hint)])


def _no_room(place: Place, lack: str) -> Problem:
    hint = "make room on the disk and in the folder for temporary files, close other programs, and try again"
    return Problem(place, "no-room", f"this machine has no room for it: {lack}", hint)


def _broken_off(name: str, process: BaseProcess) -> _Problems:
    """Somebody has killed the worker; or the system has, for want of memory; or a library gave up for the same reason."""
    process.join(5)
    code = process.exitcode or 0
    how = signal.Signals(-code).name if code < 0 else f"status {code}"
    says = f"the process that set it was ended ({how}); perhaps this machine has run out of memory"
    hint = f"close other programs, and build this edition alone: --edition {name}"
    return _Problems([Problem(Place(f"edition {name}"), "edition-stopped", says, hint)])


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.line.close()
    shutil.rmtree(worker.room, ignore_errors=True)  # a worker that is ended leaves the fonts that it has unpacked
