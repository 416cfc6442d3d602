"""What a command writes over: its own work, as it left it. Nobody loses a photograph, a page or an hour of notes."""
import json
import re
from pathlib import Path

import pytest

from booklet.deliver.manifest import MANIFEST
from tests.manuscripts import FILES, Handout

WORDS_ALONE = re.sub(
    r"\[editions.*", '[editions.text]\nmedium = "text"\n[editions.web]\nmedium = "web"\n', FILES["booklet.toml"], flags=re.DOTALL
)
BUILD = "build", "--source", "sections", "--out"
THEIRS = b"somebody's own"


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.write("booklet.toml", WORDS_ALONE)
    return handout


def put(path: str, content: bytes = THEIRS) -> Path:
    file = Path(path)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("name", ["rest.txt", "rest.html", MANIFEST])
@pytest.mark.parametrize("content", [THEIRS, b'{"name": "Knee", "icons": []}'])
def test_a_build_writes_over_no_file_that_is_somebody_elses(name, content, handout):
    """A web page has a manifest.json too, and its own rest.html."""
    theirs = put(f"own/{name}", content)
    assert handout.command(*BUILD, "own") == 1
    assert "not-ours" in handout.said and "Nothing was written." in handout.said and "--out" in handout.said
    assert theirs.read_bytes() == content and [file.name for file in Path("own").iterdir()] == [name]


def test_no_copies_of_people_lie_in_the_folder_of_a_handout(handout):
    """Names, addresses and a journal of them lay in what is handed on and kept."""
    handout.write("booklet.toml", f'{FILES["booklet.toml"]}\n[[personal]]\nname = "person.name"\nlabel = "Name"\nwidest = "Ann Lee"\non_cover = true\n')
    put("list.csv", b"Name\nAnn Lee\n")
    before = sorted(handout.folder.iterdir())
    assert handout.command("copies", "list.csv", "--source", "sections", "--out", "sections") == 1
    assert "not-ours" in handout.said and sorted(handout.folder.iterdir()) == before


def test_a_build_writes_its_own_files_anew_though_they_were_damaged(handout):
    assert handout.command(*BUILD, "own") == 0, handout.said
    good = Path("own/rest.txt").read_bytes()
    Path("own/rest.txt").write_bytes(good[:20])
    assert handout.command(*BUILD, "own") == 0, handout.said
    assert Path("own/rest.txt").read_bytes() == good


def test_a_table_with_notes_alone_or_lines_below_it_is_kept(handout):
    """Fifty notes were typed, and no rating yet."""
    handout.write("booklet.toml", FILES["booklet.toml"])
    assert handout.command(*BUILD, "kit") == 0, handout.said  # whose pages they read
    for words in ("scorecard", "ledger"):
        command = words, "--out", "kit"
        assert handout.command(*command) == handout.command(*command) == 0, handout.said  # its own work it replaces
        (table,) = Path("kit").glob(f"*{words}*.csv")
        table.write_bytes(table.read_bytes() + b"a note of mine\n")
        before = table.read_bytes()
        assert handout.command(*command) == 1 and "not-ours" in handout.said
        assert table.read_bytes() == before


def test_the_page_of_changes_takes_nobodys_place(handout):
    theirs = put("kit/changes.html")
    assert handout.command("changes", "sections", "sections", "--out", "kit") == 1
    assert "kit/changes.html: not-ours" in handout.said and theirs.read_bytes() == THEIRS
    theirs.unlink()
    for _ in range(2):
        assert handout.command("changes", "sections", "sections", "--out", "kit") == 0, handout.said


def test_no_picture_and_no_report_takes_the_place_of_what_was_read_or_built(handout):
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.web]\nmedium = "web"\n')
    assert handout.command(*BUILD, "dist", "--edition", "a4", "--edition", "web") == 0, handout.said
    page, photo = Path("dist/rest.html"), put("sections/figures/hands.png")
    before = handout.files()
    sheet = "contact-sheet", "dist/rest-a4.pdf", "--out"
    assert handout.command(*sheet, str(photo)) == 1 and "not-ours" in handout.said
    assert handout.command(*sheet, "dist/rest-a4.pdf") == 2 and ".png" in handout.said
    assert handout.command("compare", "dist/rest-a4.pdf", "dist/rest-a4.pdf", "--out", "dist/rest-a4.pdf") == 2
    assert handout.command("check", "dist/rest-a4.pdf", "--report", str(page)) == 1 and "a build has written it" in handout.said
    assert handout.files() == before
    for _ in range(2):
        assert handout.command(*sheet, "sheet.png") == 0, handout.said


def test_a_damaged_list_of_what_was_written_is_a_list_of_nothing(handout):
    Path("kit").mkdir()
    put("kit/.booklet-written", b"\xff\x00 x")
    for _ in range(2):
        assert handout.command("changes", "sections", "sections", "--out", "kit") == 0, handout.said
    assert json.loads(Path("dist", MANIFEST).read_text())["files"]
