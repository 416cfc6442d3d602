"""The cluster: the same files as on one machine, whoever dies meanwhile. A real scheduler and real workers, on loopback."""
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from distributed import Client

from booklet.core.problems import BookletError, Place
from booklet.core.processes.cluster import Cluster, worker_problems
from booklet.core.version import press_version
from tests.commands import typed
from tests.conftest import ROOT
from tests.lists import ONE, handout, hashes, list_of, order_of
from tests.servers import HOST, free_port

COUNT = 200
PEOPLE = list_of([f"Person {n},Note {n}" for n in range(COUNT)])
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}


@contextmanager
def started(*words: object) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([sys.executable, "-m", *map(str, words)], **QUIET, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):  # A test may have killed it itself.
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def cluster(home: Path, count: int = 2) -> Iterator[tuple[str, subprocess.Popen, list[int]]]:
    """The address of a scheduler, its process, and the numbers of its workers' processes."""
    port = free_port()
    address = f"tcp://{HOST}:{port}"
    about = ("--host", HOST, "--no-dashboard")
    worker = ("distributed.cli.dask_worker", address, "--host", HOST, "--nthreads", 1, "--no-dashboard", "--no-nanny", "--local-directory", home)
    with started("distributed.cli.dask_scheduler", *about, "--port", port) as scheduler:
        workers = [started(*worker) for _ in range(count)]
        for each in workers:
            each.__enter__()
        try:
            with Client(address, timeout=30, set_as_default=False) as client:
                if count:
                    client.wait_for_workers(count, timeout=60)
                pids = list(client.run(os.getpid).values())
            yield address, scheduler, pids
        finally:
            for each in workers:
                each.__exit__(None, None, None)


@pytest.fixture(scope="module")
def order(tmp_path_factory):
    home = tmp_path_factory.mktemp("cluster")
    return order_of(handout(home), PEOPLE, home)


@pytest.fixture(scope="module")
def whole(order, tmp_path_factory) -> dict[str, str]:
    """What one machine makes, undisturbed."""
    out = tmp_path_factory.mktemp("whole")
    order.run(out, ONE)
    return hashes(out)


def test_a_worker_that_is_killed_leaves_its_work_to_the_other_and_all_is_made_without_a_scheduler(order, whole, tmp_path):
    """Nothing is lost: what the journal says is there, and the same command makes what is left elsewhere."""
    with cluster(tmp_path) as (address, scheduler, pids):
        def kill_a_worker(step) -> None:
            if step.done and len(pids) == 2:
                os.kill(pids.pop(), signal.SIGKILL)

        def kill_the_scheduler(step) -> None:
            if step.done:
                scheduler.kill()

        outcome = order.run(tmp_path / "first", Cluster(address), kill_a_worker)
        assert len(pids) == 1, "nobody was killed"
        assert outcome.done == COUNT and hashes(tmp_path / "first") == whole
        with pytest.raises(BookletError) as told:
            order.run(tmp_path / "out", Cluster(address), kill_the_scheduler)
    assert [problem.slug for problem in told.value.problems] == ["workers-gone"]
    there = len(hashes(tmp_path / "out"))
    outcome = order.run(tmp_path / "out", ONE)
    assert 0 < outcome.kept <= there < COUNT and hashes(tmp_path / "out") == whole


def test_a_cluster_without_workers_or_that_sees_other_folders_is_told(order, tmp_path):
    with cluster(tmp_path, 0) as (address, *_), pytest.raises(BookletError) as told:
        order.run(tmp_path / "out", Cluster(address))
    assert "no worker is there" in str(told.value.problems[0])
    for address in ("tcp://127.0.0.1:1", "no address"):
        with pytest.raises(BookletError) as told:
            order.run(tmp_path / "out", Cluster(address, wait_s=0.5))
        assert [problem.slug for problem in told.value.problems] == ["workers-gone"]


def test_a_worker_with_another_press_or_without_the_folder_is_told(tmp_path):
    """It would make other copies, or put them where nobody looks."""
    told = {"a": (press_version(), True), "b": ("0.0.9", True), "c": (press_version(), False), "d": ModuleNotFoundError("booklet")}
    says = [problem.says for problem in worker_problems(told, Place("tcp://h:1"), tmp_path)]
    assert [each.split(" ")[2] for each in says] == ["b", "c", "d"] and "0.0.9" in says[0] and str(tmp_path) in says[1]


def test_the_command_lets_a_cluster_work(order, tmp_path):
    done = typed("copies", order.source.table.file, "--out", tmp_path, "--source", order.source.table.file.parent / "sections", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 1 and "workers-gone" in done.stderr
