"""Files: whatever happens while something is written, what was there before is still there, or the new is whole."""
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.cli.new import STARTER, begin_handout
from booklet.core.disk import folders
from booklet.core.disk.files import record_of_writes, temporary, write_whole
from booklet.core.disk.journal import JOURNAL, settle, write_set
from booklet.core.disk.locks import locked
from booklet.core.problems import BookletError
from booklet.core.processes.signals import Stopped, stoppable
from tests.conftest import ROOT

OLD, NEW = {"a.pdf": b"old a", "m.json": b"old m"}, {"a.pdf": b"new a", "b.html": b"new b", "m.json": b"new m"}


def contents(folder: Path) -> dict[str, bytes]:
    """What lies there, hidden files too."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def laid(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def in_a_child(code: str, *arguments: object) -> subprocess.CompletedProcess:
    run = [sys.executable, "-B", "-c", code, *map(str, arguments)]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)


# The n-th call of the disk ends the process as a power cut would: no handler runs, nothing is cleaned up.
KILLED_AT = """
import os, sys
from pathlib import Path
from booklet.core.disk.journal import write_set
left = int(sys.argv[2])
def cut(call):
    def called(*words, **names):
        global left
        left -= 1
        if not left:
            os._exit(9)
        return call(*words, **names)
    return called
for name in ("open", "fsync", "replace", "link", "unlink"):
    setattr(os, name, cut(getattr(os, name)))
write_set(Path(sys.argv[1]), {"a.pdf": b"new a", "b.html": b"new b", "m.json": b"new m"})
"""


@pytest.mark.parametrize("call", range(1, 40, 3))
def test_a_set_of_files_that_is_killed_anywhere_is_all_old_or_all_new(call, tmp_path):
    """A new PDF beside an old web page would tell two patients two things."""
    laid(tmp_path, OLD)
    killed = in_a_child(KILLED_AT, tmp_path, call)
    assert killed.returncode in (0, 9), killed.stderr
    settle(tmp_path, tmp_path / "m.json")
    write_whole(tmp_path / "other", b"")  # the next one sweeps
    (tmp_path / "other").unlink()
    assert contents(tmp_path) in (OLD, NEW)
    assert killed.returncode == 9 or contents(tmp_path) == NEW


FULL_AT = KILLED_AT.replace("os._exit(9)", "raise OSError(28, 'No space left on device')").replace(', "unlink"', "")


@pytest.mark.parametrize("call", range(1, 36, 2))
def test_a_disk_that_is_full_at_any_call_changes_nothing_or_all(call, tmp_path):
    """"Nothing was written" has to be true."""
    laid(tmp_path, OLD)
    full = in_a_child(FULL_AT, tmp_path, call)
    assert contents(tmp_path) == (NEW if full.returncode == 0 else OLD), full.stderr


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from booklet.core.disk.files import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_whole(Path(sys.argv[1]), b"x" * 2000)
"""


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    laid(tmp_path, OLD)
    assert "OSError" in in_a_child(FULL_DISK, tmp_path / "a.pdf").stderr
    assert contents(tmp_path) == OLD


FULL_FOR = """
import resource, signal, sys
from booklet.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
sys.exit(main())
"""


@pytest.mark.parametrize("beginning", ["new", "figures"])
def test_a_handout_that_finds_no_room_is_told_once_and_not_begun(beginning, tmp_path):
    """Told was a list in brackets: each file of the press, its path on this machine, and the number of the error."""
    full = in_a_child(FULL_FOR, beginning, tmp_path / "clean-hands")
    assert full.returncode == 1 and "cannot-write" in full.stderr
    assert "[" not in full.stderr and str(ROOT) not in full.stderr, full.stderr
    assert contents(tmp_path) == {}


def test_what_is_stopped_while_it_comes_into_a_folder_comes_as_a_whole(tmp_path, monkeypatch):
    """A window of the studio that was closed while a document came in left some of its sections, and the next try all of them again."""
    monkeypatch.setattr(folders, "note_written", lambda file: signal.raise_signal(signal.SIGTERM))
    files = {"010-a.md": b"![](figures/a.png)", "figures/a.png": b"picture", "020-b.md": b"b"}
    with stoppable(), pytest.raises(Stopped):
        folders.add_files(tmp_path, files)
    assert {file.relative_to(tmp_path).as_posix(): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == files


def test_a_press_that_is_read_only_begins_handouts_that_can_be_written(tmp_path):
    """Where everybody of a trust uses one press, its files belong to the one who installed it."""
    model = tmp_path / "model"
    model.mkdir()
    laid(model, {name: (STARTER / name).read_bytes() for name in ("booklet.toml", "glossary.md")})
    for file in (*model.iterdir(), model):
        file.chmod(file.stat().st_mode & 0o555)
    begin_handout(tmp_path / "begun", model, lambda part: None)
    assert all(file.stat().st_mode & 0o200 for file in (tmp_path / "begun", *(tmp_path / "begun").iterdir()))


def test_a_file_that_cannot_take_its_place_takes_all_others_back(tmp_path):
    """On Windows that is a PDF which is open in a viewer; here, a folder of its name."""
    laid(tmp_path, {"a.pdf": b"old a"})
    (tmp_path / "m.json").mkdir()
    with pytest.raises(OSError):
        write_set(tmp_path, NEW)
    assert (tmp_path / "a.pdf").read_bytes() == b"old a"
    assert sorted(os.listdir(tmp_path)) == ["a.pdf", "m.json"]


@given(st.binary(max_size=200))
def test_a_journal_of_any_bytes_is_removed_and_moves_nothing(tmp_path_factory, journal):
    folder = tmp_path_factory.mktemp("out")
    laid(folder, OLD | {JOURNAL: journal})
    settle(folder, folder / "m.json")
    assert contents(folder) == OLD


def test_a_journal_that_names_a_file_elsewhere_moves_nothing(tmp_path):
    """Somebody else's folder is opened too: what lies in it must not reach out of it."""
    out, secret = tmp_path / "out", tmp_path / "secret"
    out.mkdir()
    secret.write_bytes(b"mine")
    part = temporary(out).name
    laid(out, {part: b"", JOURNAL: f'[{{"file": "../secret", "part": "{part}", "old": "{part}", "sha256": "e3b0c44298fc1c1'
               '49afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "is_new": false}]'.encode()})  # fmt: skip
    settle(out, out / "m.json")
    assert secret.read_bytes() == b"mine" and not (out / JOURNAL).exists()


@pytest.mark.parametrize("is_only_read", [True, False])
def test_what_a_dead_process_left_is_swept_and_that_of_a_living_one_stays(tmp_path, is_only_read):
    """By who writes next, or only looks: a build that is killed at its very end leaves nothing more to write. Two people build at once: neither may take away what the other is writing."""
    code = "import sys; from pathlib import Path; from booklet.core.disk.files import temporary; print(temporary(Path(sys.argv[1])))"
    dead = Path(in_a_child(code, tmp_path).stdout.strip())
    living = temporary(tmp_path)
    laid(tmp_path, {dead.name: b"half", living.name: b"half", ".notes.tmp": b"ours", "a": b"a"})
    settle(tmp_path, tmp_path / "m.json") if is_only_read else write_whole(tmp_path / "a", b"a")
    assert sorted(os.listdir(tmp_path)) == sorted([living.name, ".notes.tmp", "a"])


def test_a_file_keeps_who_may_read_it_and_a_draft_is_for_its_owner(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    write_whole(tmp_path / "a", b"new")
    write_whole(tmp_path / "draft.eml", b"to", 0o600)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "draft.eml").stat().st_mode & 0o777 == 0o600


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path):
    """A clinic keeps printer.toml on a shared drive."""
    (tmp_path / "shared").write_bytes(b"old")
    (tmp_path / "link").symlink_to("shared")
    with record_of_writes() as written:
        write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "shared").read_bytes() == b"new"
    assert written == [tmp_path / "link"]


def test_who_comes_second_is_told_who_is_at_work_and_a_killed_one_locks_nothing(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from booklet.core.disk.locks import locked\n"
        "with locked(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "f"], cwd=ROOT, stdout=subprocess.PIPE) as first:
        first.stdout.readline()
        with pytest.raises(BookletError) as refused, locked(tmp_path / "f", wait_s=0.1):
            pass
        first.kill()
    assert "busy-file" in str(refused.value) and f"process {first.pid} on " in str(refused.value)
    assert str(refused.value).startswith(f"{tmp_path}: "), "some lock a folder, by a name that nothing has"
    with locked(tmp_path / "f", wait_s=0.1):
        assert os.listdir(tmp_path) == [".f.lock"]
    assert os.listdir(tmp_path) == []
