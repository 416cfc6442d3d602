"""A crew: processes that do the same work for many jobs. Those of this machine; cluster.py has those of others.

Jobs are gone through as they are needed, and no more of them are on their way than keep everybody busy: a list of any
length takes the memory of a few.
"""
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.processes.bounded import work_for_parent
from booklet.core.processes.workers import WAYS, warm_up

Submit = Callable[..., "Future[Any]"]
_kept: list[Any] = []


class Crew(Protocol):
    """Who works."""

    def results(self, work: Callable[..., Any], kept: Any, jobs: Iterable[tuple[Any, ...]], folder: Path) -> Iterator[Any]:
        """`work(kept, *job)` for each job, as they come to their end. `kept` is brought to each worker once; `folder` is
        where they write. Raises BookletError where the workers are gone: what is done is done, and all else is not.
        """
        ...


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes of this machine."""

    count: int

    def results(self, work: Callable[..., Any], kept: Any, jobs: Iterable[tuple[Any, ...]], folder: Path) -> Iterator[Any]:
        """As Crew says."""
        warm_up(work.__module__)
        pool = ProcessPoolExecutor(self.count, WAYS, _begin, (kept,))
        try:
            yield from in_turn(lambda *job: pool.submit(_work, work, *job), jobs, 2 * self.count)
        except (BrokenExecutor, ConnectionError, EOFError) as error:
            hint = "perhaps this machine has run out of memory: close other programs, and type the same again"
            says = "a process was ended while it worked"
            raise BookletError([Problem(Place(str(folder)), "workers-gone", says, hint)]) from error
        finally:
            pool.shutdown(cancel_futures=True)


def in_turn(submit: Submit, jobs: Iterable[tuple[Any, ...]], most: int) -> Iterator[Any]:
    """The results of all jobs, as they come to their end; `most` of them are on their way at a time."""
    coming, waiting = iter(jobs), set[Future[Any]]()
    while True:
        waiting |= {submit(*job) for job in islice(coming, most - len(waiting))}
        if not waiting:
            return
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


def _begin(kept: Any) -> None:
    work_for_parent()
    _kept[:] = [kept]


def _work(work: Callable[..., Any], *job: Any) -> Any:
    return work(_kept[0], *job)
