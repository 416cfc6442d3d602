"""The shelf: all handouts are built, whatever one of them is like, and the catalogue says what is to be done first."""
import json
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import unquote

import pytest

from booklet.core.processes.crew import Workers
from booklet.shelf.handout import Together
from booklet.shelf.handout import handout as handout_of
from tests.commands import typed
from tests.lists import handout
from tests.one_page import small_manuscript


class _Text(HTMLParser):
    """The words of a page, and where it leads."""

    def __init__(self):
        super().__init__()
        self.text, self.links = "", []

    def handle_starttag(self, tag, attrs):
        self.links += [dict(attrs)["href"]] if tag == "a" else []

    def handle_data(self, data):
        self.text += data


def page_of(out: Path) -> _Text:
    reader = _Text()
    reader.feed((out / "shelf.html").read_text("utf-8"))
    reader.text = " ".join(reader.text.split())
    return reader


def retitled(folder: Path, title: str, **settings: str) -> Path:
    file = folder / "booklet.toml"
    lines = file.read_text("utf-8").splitlines()
    keys = {"title": f'"{title}"', **settings}
    file.write_text("\n".join(f"{key} = {keys[key]}" if (key := line.partition(" =")[0]) in keys else line for line in lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def shelved(tmp_path_factory) -> tuple[Path, CompletedProcess]:
    """A folder with three handouts, one of them deeper, one overdue, and one that is broken; the shelf of them, and what was said."""
    home = tmp_path_factory.mktemp("shelved")
    first = small_manuscript(home / "trust" / "soap")
    for name, title, settings in (
        ("ward/rub", "Hand rub <b>today</b>", {}), ("old", "Old words", {"review_by": "2026-06-01", "published": "2026-01-01"}), ("broken", "Broken", {}),
    ):
        retitled(shutil.copytree(first, home / "trust" / name), title, **settings)
    (home / "trust" / "broken" / "010-why.md").write_text("# Broken\n\nNothing is known. [@nobody1999]\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        return home, typed("shelf", "trust", "--workers", 1)


@pytest.fixture
def trust(shelved, tmp_path, monkeypatch) -> Path:
    """The same for one test: the folder, with its shelf beside it."""
    monkeypatch.chdir(shutil.copytree(shelved[0], tmp_path / "home"))
    return tmp_path / "home" / "trust"


def test_one_broken_handout_stops_no_other_and_is_told(shelved, trust):
    done = shelved[1]
    assert done.returncode == 1 and "4 handouts, 1 overdue, 2 not built.\n" in done.stdout, done.stdout + done.stderr
    assert "trust/broken: " in done.stderr and "unknown-citation" in done.stderr and "past-review" in done.stderr
    page = page_of(Path("shelf"))
    rows = [page.text.index(f"{title} {folder}") for title, folder in (("Old words", "trust/old"), ("Broken", "trust/broken"), ("Hand rub <b>today</b>", "trust/ward/rub"))]
    assert rows == sorted(rows)  # what is overdue first, then what is broken
    for words in ("Handouts4", "Past their review date1", "Not built, for a problem2", "This is the first shelf in this folder.", "slip (1)", "overdue 2026-06-01"):
        assert words.replace(" ", "") in page.text.replace(" ", ""), words
    assert page.links and all((Path("shelf") / link).is_file() for link in page.links)
    assert {link.split("/")[1] for link in page.links} == {"soap", "ward"}


def test_what_is_unchanged_is_left_alone_and_what_has_changed_is_told(trust):
    shutil.rmtree(trust / "broken"), shutil.rmtree(trust / "old")
    done = typed("shelf", "trust", "--workers", 1)
    assert done.returncode == 0 and "0 new, 2 gone, 0 changed" in done.stdout, done.stdout + done.stderr
    before = {file: file.stat().st_mtime_ns for file in Path("shelf").rglob("*.pdf")}
    assert "0 new, 0 gone, 0 changed" in typed("shelf", "trust", "--workers", 1).stdout
    assert {file: file.stat().st_mtime_ns for file in Path("shelf").rglob("*.pdf")} == before and "Nothing since 2026-11-21." in page_of(Path("shelf")).text
    retitled(trust / "soap", "Soap", version='"2.0"')
    (trust / "ward" / "rub" / "010-why.md").write_text((trust / "ward" / "rub" / "010-why.md").read_text("utf-8").replace("Germs", "All germs"), "utf-8")
    shutil.copytree(trust / "soap", trust / "towels")
    done = typed("shelf", "trust", "--workers", 1)
    assert "1 new, 0 gone, 2 changed" in done.stdout, done.stdout + done.stderr
    text = page_of(Path("shelf")).text
    assert "Soap: version 0.1 is 2.0 now" in text and "Hand rub <b>today</b>: other words, clinic or press, and still the same version" in text
    shutil.rmtree(trust / "towels")
    (Path("shelf") / "shelf.json").write_text(json.dumps({"made": "2026-01-01", "handouts": 7}), "utf-8")
    assert typed("shelf", "trust", "--workers", 1).returncode == 0 and "This is the first shelf" in page_of(Path("shelf")).text


def test_no_two_handouts_lie_in_one_place(tmp_path, monkeypatch):
    """Of two wards with a folder of one name, both rows led to the words of the one that was built last. Some drives know no capitals."""
    monkeypatch.chdir(tmp_path)
    for ward, name in (("east", "soap"), ("west", "soap"), ("west", "Soap"), ("west", "a#b 100%")):
        folder = retitled(small_manuscript(tmp_path / ward / "handouts" / name), f"Soap of {ward}, {name}")
        settings = (folder / "booklet.toml").read_text("utf-8")
        (folder / "booklet.toml").write_text(settings[: settings.index("[editions")] + "[editions.text]\n", "utf-8")
    assert typed("shelf", "east/handouts", "west/handouts", "--workers", 1).returncode == 0
    links = page_of(Path("shelf")).links
    heads = {unquote(link): (Path("shelf") / unquote(link)).read_text("utf-8") for link in links}
    assert len(heads) == 4 and len({link.casefold() for link in heads}) == 4
    assert {head for text in heads.values() for head in re.findall("Soap of .*", text)[:1]} == {
        "Soap of east, soap", "Soap of west, soap", "Soap of west, Soap", "Soap of west, a#b 100 percent",
    }  # fmt: skip


def test_no_file_of_before_or_draft_passes_for_the_handout_as_it_is(trust):
    """Where the new version could not be built, its row led to the old one, and to drafts and editions that are gone."""
    soap, place = trust / "soap", Path("shelf") / "trust" / "soap"
    assert typed("build", "--draft", "--source", soap, "--out", place).returncode == 0 and list(place.glob("*.DRAFT.pdf"))
    retitled(soap, "Soap", version='"2.0"')
    (soap / "010-why.md").write_text("# Soap\n\nNothing is known. [@nobody1999]\n", "utf-8")
    typed("shelf", "trust", "--workers", 1)
    page = page_of(Path("shelf"))
    assert "slip (1) of before, version 0.1, text of before, version 0.1 en-GB 2.0" in page.text.partition("Soap trust/soap")[2]
    assert not any("DRAFT" in link for link in page.links) and sum("soap" in link for link in page.links) == 2
    settings = soap / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace("[editions.slip]", "[editions.sheet]"), "utf-8")
    typed("shelf", "trust", "--workers", 1)
    assert [link.rpartition(".")[2] for link in page_of(Path("shelf")).links if "soap" in link] == ["txt"]


def test_a_folder_without_handouts_and_one_that_cannot_be_written_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert "no-manuscript" in typed("shelf", "empty").stderr
    handout(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "cannot-write" in typed("shelf", "sections", "--out", "file/below").stderr


def test_a_fault_of_the_press_is_told_of_the_handout_that_met_it(tmp_path):
    row = handout_of(Together(Path("a\0b"), date(2026, 11, 21), tmp_path / "out"), handout(tmp_path), "rest")
    assert "handout-broke" in row.problems[0] and row.title == "rest"


def broken(kept: object) -> None:
    raise ValueError(kept)


def test_a_fault_of_ours_is_no_problem_of_an_author(tmp_path):
    with pytest.raises(ValueError, match="x"):
        list(Workers(1).results(broken, "x", [()], tmp_path))
