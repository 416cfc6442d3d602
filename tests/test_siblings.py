"""What lies beside a new file: older ones of the same handout, and files of another handout with the same name."""
import re
import shlex
import tomllib
from pathlib import Path

import pytest

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
    assert handout.command(*BUILD, "text") == 0 and "stood under this name" not in handout.said
    handout.write("booklet.toml", WORDS_ALONE.replace('title = "Rest"', 'title = "Knee"'))
    assert handout.command(*BUILD, "text") == 0
    assert 'note: before this, "Rest" stood under this name' in handout.said


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
