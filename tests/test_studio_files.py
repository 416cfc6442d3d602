"""What is typed in the studio is in a file of the manuscript, whole; and nothing that somebody else has saved is lost."""
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from booklet.core.problems import BookletError
from booklet.studio.files import Meanwhile, Shelf
from tests.conftest import ROOT
from tests.kills import handout
from tests.studios import studio

SECTION = "010-rest.md"


@pytest.fixture
def shelf(tmp_path):
    return Shelf(handout(tmp_path))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with studio(handout(tmp_path_factory.mktemp("studio"))) as opened:
        yield opened


def test_a_file_that_was_changed_meanwhile_is_not_written_over(shelf):
    """Two people at one file, or an editor beside the studio."""
    read = shelf.read(SECTION)
    file = shelf.folder / SECTION
    file.write_text(theirs := read.words + "Theirs.\n", encoding="utf-8")
    with pytest.raises(Meanwhile) as told:
        shelf.save(SECTION, read.words + "Mine.\n", read.sha256)
    assert told.value.theirs.words == file.read_text(encoding="utf-8") == theirs
    shelf.save(SECTION, read.words + "Mine.\n", told.value.theirs.sha256)  # whoever has seen it may decide
    assert file.read_text(encoding="utf-8").endswith("Mine.\n")


def test_a_file_that_is_there_is_not_begun_anew(shelf):
    with pytest.raises(Meanwhile):
        shelf.save(SECTION, "Begun anew.\n", "")
    shelf.save("020-new.md", "Begun.\n", "")
    assert (shelf.folder / "020-new.md").read_bytes() == b"Begun.\n"


def test_a_file_keeps_its_line_ends_and_its_mark(shelf):
    """One changed word shall not change each line of the file for whoever compares it."""
    file = shelf.folder / SECTION
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    read = shelf.read(SECTION)
    assert "\r" not in read.words and not read.words.startswith("\ufeff")
    shelf.save(SECTION, read.words.replace("Once.", "Twice."), read.sha256)
    assert file.read_bytes() == before.replace(b"Once.", b"Twice.")


def test_what_is_no_text_is_told_and_left_alone(shelf):
    (shelf.folder / SECTION).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BookletError, match="not-utf-8"):
        shelf.read(SECTION)
    with pytest.raises(BookletError, match="not-utf-8"):
        shelf.save(SECTION, "words", "")
    assert (shelf.folder / SECTION).read_bytes() == b"\xff\xfe\x00"


# The n-th call of the disk ends the process as a power cut would.
KILLED_AT = """
import os, sys
from pathlib import Path
from booklet.studio.files import Shelf
shelf, left = Shelf(Path(sys.argv[1])), int(sys.argv[2])
read = shelf.read("010-rest.md")
def cut(call):
    def called(*words, **names):
        global left
        left -= 1
        if not left:
            STOP
        return call(*words, **names)
    return called
for name in ("open", "fsync", "replace", "unlink"):
    setattr(os, name, cut(getattr(os, name)))
shelf.save("010-rest.md", read.words + "New.\\n", read.sha256)
"""


@pytest.mark.parametrize("call", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("stop", ["os._exit(9)", "raise OSError(28, 'No space left on device')"])
def test_a_save_that_is_killed_or_finds_a_full_disk_leaves_the_old_words_or_the_new(call, stop, shelf):
    file = shelf.folder / SECTION
    old = file.read_bytes()
    run = [sys.executable, "-c", KILLED_AT.replace("STOP", stop), str(shelf.folder), str(call)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert file.read_bytes() in (old, old + b"New.\n"), done.stderr
    assert done.returncode in (0, 9) or "BookletError" in done.stderr and "No space left" in done.stderr or "unlink" in done.stderr
    read = shelf.read(SECTION)
    shelf.save(SECTION, "Next.\n", read.sha256)  # and the next one can save
    assert [name for name in os.listdir(shelf.folder) if name.startswith(".")] == []


def test_a_folder_that_vanishes_is_told_and_nothing_is_lost_when_it_comes_back(opened):
    read, away = opened.file(SECTION), opened.folder.with_name("away")
    opened.folder.rename(away)
    status, told = opened.save(SECTION, read["words"] + "\nTyped meanwhile.\n", read["sha256"])
    assert status == 422 and "not there any more" in told["problems"][0]["says"]
    assert not opened.folder.exists()  # and none is made in its place
    away.rename(opened.folder)
    assert opened.save(SECTION, read["words"] + "\nTyped meanwhile.\n", read["sha256"])[0] == 200
    assert "Typed meanwhile." in (opened.folder / SECTION).read_text(encoding="utf-8")


def test_two_windows_and_an_editor_lose_nothing(opened):
    first = second = opened.file(SECTION)
    status, saved = opened.save(SECTION, first["words"] + "\nFirst window.\n", first["sha256"])
    assert status == 200
    status, theirs = opened.save(SECTION, second["words"] + "\nSecond window.\n", second["sha256"])
    assert status == 409 and "First window." in theirs["words"] and theirs["sha256"] == saved["sha256"]
    with (opened.folder / SECTION).open("a", encoding="utf-8") as file:
        file.write("\nAn editor.\n")
    assert opened.save(SECTION, "Second window.", theirs["sha256"])[0] == 409
    assert {"First window.", "An editor."} <= set((opened.folder / SECTION).read_text(encoding="utf-8").splitlines())


def test_sections_change_places_and_one_that_is_taken_out_can_be_put_back(opened):
    """No word of them is lost on the way, and none is written over."""
    (opened.folder / "020-walk.md").write_text("# Walk\n\nWalk a little.\n", encoding="utf-8")
    kept = {name: (opened.folder / name).read_bytes() for name in (SECTION, "020-walk.md")}

    def asked(deed: str, **words: str):
        status, _, content = opened.ask("POST", f"/api/{deed}", words)
        return status, json.loads(content).get("done", content.decode())

    assert asked("change-places", one=SECTION, other="020-walk.md") == (200, ["020-rest.md", "010-walk.md"])
    assert asked("change-places", one="020-rest.md", other="010-walk.md") == (200, [SECTION, "020-walk.md"])
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md")
    assert "020-walk.md" not in opened.ask("GET", "/api/files")[2].decode()
    (opened.folder / "020-walk.md").write_text("# Another\n", encoding="utf-8")
    status, told = asked("put-back", kept="020-walk.md")
    assert status == 422 and "there is a file 020-walk.md already" in told
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md.2")  # beside the first one
    assert asked("put-back", kept="020-walk.md") == (200, "020-walk.md")
    assert {name: (opened.folder / name).read_bytes() for name in kept} == kept
    (opened.folder / "020-walk.md").unlink()


def test_a_studio_that_is_killed_has_saved_what_it_said_it_saved(tmp_path):
    """Also where a save was under way; and its workers end with it."""
    folder = handout(tmp_path)
    with studio(folder) as killed:
        read = killed.file(SECTION)
        assert killed.save(SECTION, read["words"] + "\nSaved.\n", read["sha256"])[0] == 200
        os.kill(killed.process.pid, signal.SIGKILL)
        killed.process.wait()
    with studio(folder) as again:
        assert again.port == killed.port  # a window that is still open finds it again
        assert "Saved." in again.file(SECTION)["words"]
        assert again.key != killed.key and again.ask("GET", "/api/files", heads=killed.heads())[0] == 403


@pytest.mark.skipif(not Path("/proc/thread-self/children").exists(), reason="processes are found where Linux lists them")
def test_a_worker_that_is_killed_is_replaced_and_nobody_notices(opened):
    """By the system, for want of memory, or by somebody who tidies up."""
    assert json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"]
    studio_pid = opened.process.pid
    workers = [int(pid) for pid in Path(f"/proc/{studio_pid}/task/{studio_pid}/children").read_text().split()]
    assert len(workers) == 2
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"]


def test_what_a_command_would_refuse_is_said_and_nothing_is_written(opened):
    """Export and sign-off are the commands themselves, with their words."""
    status, _, content = opened.ask("POST", "/api/sign", {"parts": ["rest"], "reviewer": "Your name", "role": "Your role"})
    told = json.loads(content)
    assert status == 200 and not told["well"] and "bad-sign-off" in told["said"]
    assert not (opened.folder / "signoff.toml").exists()
    shutil.rmtree(opened.out, ignore_errors=True)
    status, _, content = opened.ask("POST", "/api/draft", {"to": "a.lee@example.org"})
    assert status == 422 and list(Path(ROOT).glob("draft*.eml")) == []
