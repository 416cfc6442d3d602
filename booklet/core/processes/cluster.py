"""A crew on the machines of a cluster, by Dask (distributed): the same work, and the same files, as on one machine.

Workers write into the folder themselves, so each must see it under the same path: a shared drive. Dask hands the jobs of a
worker that has died to another; a copy that is made twice is the same file.
"""
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, KilledWorker, WorkerPlugin, get_worker
from distributed.comm import CommClosedError

from booklet.core.disk.files import remove, temporary, writing
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.processes.crew import in_turn
from booklet.core.version import press_version

_GONE = (CancelledError, CommClosedError, KilledWorker)
logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is told in a sentence
_AGAIN = "what is done is kept: type the same again when the cluster is there"


class Cluster:
    """The workers of a scheduler: tcp://HOST:PORT, which is waited for so many seconds."""

    def __init__(self, scheduler: str, wait_s: float = 10):
        self._scheduler, self._wait_s = scheduler, wait_s

    def results(self, work: Callable[..., Any], kept: Any, jobs: Iterable[tuple[Any, ...]], folder: Path) -> Iterator[Any]:
        """As Crew says. Raises BookletError also where a worker has another press, or does not see the folder."""
        folder = folder.absolute()
        with self._client() as client:
            stop_at(worker_problems(_seen(client, folder), Place(self._scheduler), folder))
            name = f"booklet-{uuid4()}"
            client.register_plugin(_Keeper(kept), name=name)
            pool = client.get_executor(retries=3)
            most = 2 * sum(client.nthreads().values())
            try:
                yield from in_turn(lambda *job: pool.submit(_work, name, work, *job), jobs, most)
            finally:  # a cluster outlives a run that is broken off
                with suppress(*_GONE, OSError):
                    client.unregister_worker_plugin(name)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        place = Place(self._scheduler)
        try:
            client = Client(self._scheduler, timeout=self._wait_s, set_as_default=False)
        except (OSError, ValueError) as error:
            hint = "name the scheduler as it says when it starts: --scheduler tcp://HOST:8786"
            says = f"no scheduler answers here: {type(error).__name__}"
            raise BookletError([Problem(place, "workers-gone", says, hint)]) from error
        try:
            yield client
        except _GONE as error:
            says = f"the scheduler or its last worker is gone: {type(error).__name__}"
            raise BookletError([Problem(place, "workers-gone", says, _AGAIN)]) from error
        finally:
            with suppress(*_GONE, OSError):
                client.close(timeout=self._wait_s)


class _Keeper(WorkerPlugin):  # type: ignore[misc]  # distributed says no types
    """Keeps on each worker what all jobs need, on one that joins later too. Of data that are scattered Dask lets all
    copies but one go after a while, and the last one dies with its worker.
    """

    def __init__(self, kept: Any):
        self.kept = kept


def _work(keeper: str, work: Callable[..., Any], *job: Any) -> Any:
    return work(get_worker().plugins[keeper].kept, *job)


def _seen(client: Client, folder: Path) -> Mapping[str, Any]:
    """What each worker says of itself and of a file that is put into the folder."""
    with writing(folder):
        sign = temporary(folder)
        sign.touch(mode=0o600)
    try:
        told: Mapping[str, Any] = client.run(look, sign, on_error="return")
        return told
    finally:
        remove(sign)


def look(sign: Path) -> tuple[str, bool]:
    """What a worker has: the version of its press, and whether it sees a file."""
    return press_version(), sign.exists()


def worker_problems(told: Mapping[str, Any], place: Place, folder: Path) -> Iterator[Problem]:
    """What is wrong with workers, by what each says of itself, as `look` does: another press would make other copies."""
    start = "start it in the folder of this press, with its Python"
    if not told:
        yield Problem(place, "workers-gone", "no worker is there", "start one: dask worker tcp://HOST:8786 --nthreads 1")
    for worker, seen in told.items():
        if isinstance(seen, Exception):
            says = f"the worker {worker} cannot load the press: {type(seen).__name__}"
            yield Problem(place, "other-worker", says, start)
        elif seen[0] != press_version():
            says = f"the worker {worker} has version {seen[0]} of the press, and this is {press_version()}"
            yield Problem(place, "other-worker", says, start)
        elif not seen[1]:
            hint = "name a folder on a drive that all machines have under the same path: --out"
            yield Problem(place, "other-worker", f"the worker {worker} does not see {folder}", hint)
