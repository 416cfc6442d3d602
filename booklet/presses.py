"""Presses: several editions at once, each set by a worker process of its own.

A layout holds all of its pages in memory, so there are no more workers than cores, and none does two at a time. A
worker is kept for its next edition: a fresh one would load the renderer and its fonts anew, a second each.
"""
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from booklet.errors import BookletError, Problem


def side_by_side(work: Callable, jobs: Sequence[tuple], tell: Callable[[int], None] = lambda done: None) -> list[Any]:
    """`work(*job)` for each job, in the order of the jobs. `tell` hears how many are done.

    Raises one BookletError with the problems of all jobs. A single job is done in this process.
    """
    if len(jobs) == 1:
        return [work(*jobs[0])]
    problems: list[Problem] = []
    with ProcessPoolExecutor(min(len(jobs), cores()), get_context("spawn")) as workers:
        futures = [workers.submit(work, *job) for job in jobs]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                if isinstance(error := future.exception(), BookletError):
                    problems += error.problems
                tell(done)
        except BaseException:  # someone stops the run: what has not begun does not begin
            workers.shutdown(wait=False, cancel_futures=True)
            raise
    if problems:
        raise BookletError(problems)
    return [future.result() for future in futures]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
