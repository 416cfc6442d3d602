"""A file that the studio saves is on the disk whole, and never over what somebody else has saved."""
import os
import subprocess
import sys

import pytest

from booklet.core.problems import BookletError
from booklet.studio.files import Meanwhile, Shelf
from tests.conftest import ROOT
from tests.kills import handout

SECTION = "010-rest.md"


@pytest.fixture
def shelf(tmp_path):
    return Shelf(handout(tmp_path))


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
