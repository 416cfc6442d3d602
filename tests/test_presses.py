"""Presses: no edition takes more than it is given, none ends without a word, and no worker outlives who asked for it."""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from booklet.core.problems import BookletError
from booklet.core.processes.workers import WAYS, Bounds, side_by_side
from tests.conftest import ROOT
from tests.labours import handout_of_a_shelf, labour

TIGHT = Bounds(minutes=0.25, memory_gb=2)
MARK = "BOOKLET_TEST_MARK"


def words(error: BookletError) -> list[str]:
    return [f"{problem.place}: {problem.slug}: {problem.says}" for problem in error.problems]


def test_the_answers_come_under_their_names():
    assert side_by_side(labour, {"b": ("b",), "a": ("a",)}) == {"b": "b is done", "a": "a is done"}


def test_work_is_done_where_the_folder_has_been_removed(tmp_path, monkeypatch):
    """Somebody tidied up; all that is asked for lies elsewhere."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert side_by_side(labour, {"a": ("a",)}) == {"a": "a is done"}


def test_every_edition_that_comes_to_nothing_is_told_by_its_name():
    """One that runs in circles must not hide what is wrong with another."""
    with pytest.raises(BookletError) as error:
        side_by_side(labour, {kind: (kind,) for kind in ("greedy", "killed", "wrong", "good")}, bounds=TIGHT)
    assert words(error.value) == [
        "a.md:3: raw-html: HTML is not part of the dialect",
        "edition greedy: edition-too-dear: it took more than 2 GB of memory",
        "edition killed: edition-stopped: the process that set it was ended (SIGKILL); perhaps this machine has run out of memory",
    ]


def test_an_edition_that_takes_too_long_is_stopped_and_told():
    """A secretary's computer is not held for a day by one drawing."""
    with pytest.raises(BookletError) as error:
        side_by_side(labour, {"a4": ("never",)}, bounds=Bounds(minutes=0.01))
    assert words(error.value) == ["edition a4: edition-too-dear: it took more than 0.01 minutes"]
    assert "--minutes 0.03" in error.value.problems[0].hint


@pytest.mark.skipif(sys.platform != "linux", reason="the process is looked for in /proc")
def test_one_worker_is_kept_and_takes_nothing_from_one_handout_to_the_next(tmp_path, monkeypatch):
    """Of a shelf of handouts each has its own folder and day; and one whose worker is gone meanwhile is built all the same."""

    def asked() -> tuple[int, str]:
        worker, _, rest = side_by_side(labour, {"a4": ("who",)})["a4"].partition(" ")
        return int(worker), rest

    first, _ = asked()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert asked() == (first, f"in {tmp_path} on 1")
    with pytest.raises(BookletError):
        side_by_side(labour, {"a4": ("greedy",)}, bounds=TIGHT)
    assert asked()[1] == f"in {tmp_path} on 1"
    killed, _ = asked()
    os.kill(killed, signal.SIGKILL)
    while Path(f"/proc/{killed}").exists():
        time.sleep(0.01)
    assert asked()[0] != killed


def test_a_worker_that_is_kept_leaves_no_folder_behind(tmp_path):
    """A shelf has a process for some handouts, each with a folder of fonts that it has unpacked."""
    process = WAYS.Process(target=handout_of_a_shelf, args=(str(tmp_path),))
    process.start()
    process.join()
    assert process.exitcode == 0 and list(tmp_path.iterdir()) == []


def test_a_fault_of_the_press_is_no_problem_of_an_author():
    with pytest.raises(RuntimeError, match="KeyError: 'a fault of the press'"):
        side_by_side(labour, {"a4": ("ours",)})


def marked(mark: str) -> list[int]:
    """The processes of this machine that were started with this mark."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/environ", "rb") as environment:
                found += [int(name)] if f"{MARK}={mark}".encode() in environment.read() else []
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are counted in /proc")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_who_asked_for_them(stop, tmp_path):
    """One was found after a quarter of an hour, with 237 MB, holding the terminal."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"  # a shell's background is deaf to it
        "from booklet.core.processes.workers import side_by_side; from tests.labours import labour; print('in', flush=True);"
        "side_by_side(labour, {'a': ('never',), 'b': ('never',)})"
    )
    environment = os.environ | {MARK: tmp_path.name}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as parent:
        parent.stdout.readline()
        while len(marked(tmp_path.name)) < 4:  # the parent, the one that workers are copied from, and two of them
            time.sleep(0.05)
        parent.send_signal(stop)
        parent.wait()
    for _ in range(200):
        if not marked(tmp_path.name):
            break
        time.sleep(0.05)
    assert marked(tmp_path.name) == []
