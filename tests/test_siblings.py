"""What lies beside a new file: older ones of the same handout, and files of another handout with the same name."""
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from booklet.deliver.deliver import way_to
from tests.manuscripts import FILES, Handout

EDITIONS = '[editions.text]\nmedium = "text"\n[editions.web]\nmedium = "web"\n'
WORDS_ALONE = re.sub(r"\[editions.*", EDITIONS, FILES["booklet.toml"], flags=re.DOTALL)
BUILD = "build", "--source", "sections", "--edition"


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.write("booklet.toml", WORDS_ALONE)
    return handout


def test_a_build_names_the_older_files_beside_it_and_what_builds_them(handout):
    """The web page went on saying what the text no longer says."""
    assert handout.command(*BUILD, "web", "--edition", "text") == 0 and "Out of date" not in handout.said
    handout.body("Rest for a week.")
    for _ in range(2):  # also where there is nothing left to do
        assert handout.command(*BUILD, "text") == 0
        assert "Out of date, from an earlier build: dist/rest.html." in handout.said
    typed = shlex.split(re.search("To build them: (.*)", handout.said)[1])[2:]
    assert handout.command(*typed) == 0 and "Out of date" not in handout.said
    assert "Rest for a week." in Path("dist/rest.html").read_text("utf-8")


def test_a_file_that_gave_way_to_one_with_another_title_is_named(handout):
    for title in ("Write here the title", "Rest"):  # one that nobody has written yet is of no other handout
        handout.write("booklet.toml", WORDS_ALONE.replace('title = "Rest"', f'title = "{title}"'))
        assert handout.command(*BUILD, "text") == 0 and "stood under this name" not in handout.said
    handout.write("booklet.toml", WORDS_ALONE.replace('title = "Rest"', 'title = "Knee"'))
    assert handout.command(*BUILD, "text") == 0
    assert 'note: before this, "Rest" stood under this name' in handout.said


def test_a_copy_of_a_handout_does_not_take_its_place(handout):
    """The leaflet for children was begun as a copy of the one for adults, and became what adults were handed."""
    assert handout.command(*BUILD, "text") == 0
    old = Path("dist/rest.txt").read_bytes()
    shutil.copytree("sections", "for-children")
    copy = "build", "--source", "for-children", "--edition", "text"
    assert handout.command(*copy) == 0, "it is the same word for word"
    settings = Path("for-children/booklet.toml")
    settings.write_text(settings.read_text("utf-8").replace("For everybody", "For children"), encoding="utf-8")
    assert handout.command(*copy) == 1 and "dist/rest.txt: not-ours: this was built from sections, a handout" in handout.said
    assert Path("dist/rest.txt").read_bytes() == old
    assert handout.command(*copy, "--out", "dist/children") == 0
    settings.write_text(settings.read_text("utf-8").replace('name = "rest"', 'name = "rest-children"'), encoding="utf-8")
    assert handout.command(*copy) == 0 and Path("dist/rest-children.txt").exists()


def test_a_handout_that_was_renamed_or_moved_is_no_other(handout):
    """Also by another way to it: through a link."""
    Path("linked").symlink_to("sections")
    for source in ("sections", "linked", "moved"):
        if source == "moved":
            Path("sections").rename("moved")
        settings = Path(source, "booklet.toml")
        settings.write_text(settings.read_text("utf-8").replace("For everybody", "For  everybody"), encoding="utf-8")
        assert handout.command("build", "--source", source, "--edition", "text") == 0, handout.said


@pytest.mark.parametrize(("source", "out", "way"), [
    ("a/knee", "a/dist", "../knee"), ("a/knee", "a/knee/dist", ".."), ("a/knee", "a/b/dist", "../../knee"),
    ("a/knee", "a/b/c/dist", ""), ("/home/lee/knee", "/srv/dist", ""),
])  # fmt: skip
def test_a_manifest_says_no_more_of_a_disk_than_what_lies_near(source, out, way, tmp_path):
    assert way_to(tmp_path / source, tmp_path / out) == way


@pytest.mark.parametrize(('folder', 'name'), [("left", "left"), ("Our Knie-Übung 2", "our-knie-ubung-2"), ("腕", "clean-hands")])
def test_a_new_handout_is_named_as_its_folder_is(folder, name, handout):
    """Two that were begun here do not take each other's place in dist/."""
    assert handout.command("new", folder) == 0, handout.said
    assert tomllib.loads(Path(folder, "booklet.toml").read_text("utf-8"))["name"] == name


def test_a_day_left_over_in_the_shell_is_named(handout, monkeypatch):
    """A handout past its review date would be built without a word."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767268800")  # 1 January 2026
    assert handout.command(*BUILD, "text") == 0 and "For the day 2026-01-01, which SOURCE_DATE_EPOCH says" in handout.said
    assert handout.command(*BUILD, "text", "--date", "2026-01-01") == 0 and "SOURCE_DATE_EPOCH" not in handout.said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "١٢٣")
    assert handout.command(*BUILD, "text") == 2 and "not a number of seconds" in handout.said
