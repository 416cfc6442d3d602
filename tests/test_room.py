"""A machine that has run out of something, and a shell that listens to nobody: a sentence, and never a fault of ours."""
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.codes import heard
from tests.conftest import ROOT, STARTER
from tests.manuscripts import Handout

BUILD = f"build --source {STARTER} --edition text --force"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")


def run(words: str, before: str = "", home: Path = ROOT) -> subprocess.CompletedProcess:
    typed = f"{before} exec {sys.executable} {ROOT / 'build.py'} {words}"
    return subprocess.run(["bash", "-c", typed], cwd=home, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", ["--help > /dev/full", "check --json --code all > /dev/full"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full, of Linux")
def test_an_answer_that_finds_no_room_is_no_fault_of_the_press(words):
    told = run(words)
    assert told.returncode == 1 and "no room" in told.stderr and "fault" not in told.stderr


def test_without_files_for_its_workers_a_build_ends_in_a_sentence(tmp_path):
    told = run(BUILD, "ulimit -n 12;", tmp_path)
    assert told.returncode == 1 and ": no-room: " in heard(told.stderr) and "Traceback" not in told.stderr
    assert not Path(tmp_path, "dist").exists()


@pytest.mark.parametrize(("closed", "edition", "length"), [("2>&-", "text", 100), ("2>&- >&-", "text", 1), ("<&- >&- 2>&-", "a4", 1)])
def test_a_build_that_nobody_listens_to_builds_and_leaves_nothing_in_the_folder_for_temporary_files(closed, edition, length, tmp_path):
    """A computer that is never turned off would fill up by a folder of fonts with each build. On a cluster that folder has
    the name of the user, of the group and of the job; a socket in it may have 107 letters.
    """
    with TemporaryDirectory() as home:  # of a short name itself
        temporary = Path(home) / ("t" * length)
        temporary.mkdir()
        words = f"{BUILD.replace('text', edition)} {closed}"
        assert run(words, f"TMPDIR={temporary}", tmp_path).returncode == 0
        assert list(Path(tmp_path, "dist").glob("clean-hands*")) and not list(temporary.iterdir())


@pytest.mark.parametrize("option", ["--minutes inf", "--minutes nan", "--memory-gb inf", "--memory-gb nan"])
def test_a_bound_without_end_is_wrong_usage(option, tmp_path, monkeypatch, capsys):
    handout = Handout(tmp_path, monkeypatch, capsys)
    assert handout.command("build", "--source", "sections", *option.split()) == 2 and option.split()[0] in handout.said
    assert "memory" in option or handout.command("shelf", "sections", *option.split()) == 2  # it has no bound of memory
