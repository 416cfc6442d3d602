"""Files that the press keeps for itself, damaged in any way: made anew, or named. Never believed, never a traceback."""
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.cite.csl import printed_lines
from booklet.core.problems import Place
from booklet.deliver.manifest import MANIFEST, is_current, manifest_entries
from booklet.library.client import Client, Manners
from booklet.library.question import NoAnswer
from booklet.model.manuscript import Reference
from tests.conftest import LEE
from tests.library import open_library
from tests.manuscripts import FILES, Handout

TEXT_ALONE = re.sub(r"\[editions.*", '[editions.text]\nmedium = "text"\n', FILES["booklet.toml"], flags=re.DOTALL)
ENTRY = {"file": "a.pdf", "edition": "a4", "version": "1", "pages": 2, "bytes": 3, "sha256": "0", "source": "1"}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ENTRY, "notes"]), inner, max_size=9),
    max_leaves=12,
)
near = st.fixed_dictionaries({name: st.just(value) | anything for name, value in ENTRY.items()})


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.write("booklet.toml", TEXT_ALONE)
    return handout


@given(st.lists(near | anything, max_size=3) | anything)
def test_a_manifest_of_anything_lists_only_what_a_build_would_have_written(tmp_path_factory, files):
    out = tmp_path_factory.mktemp("out")
    (out / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
    for entry in manifest_entries(out):
        assert all(isinstance(entry[name], str) for name in ("file", "edition", "version", "sha256", "source"))
        assert entry["file"] == Path(entry["file"]).name
    assert not is_current(out, "a4", "1")


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"files": [{"file": "../../x"}]}', b'{"files": 3}'])
def test_a_damaged_manifest_is_made_anew_by_the_next_build(damage, handout):
    """After a power cut nobody has to know which hidden file to delete."""
    build = "build", "--source", "sections", "--out", "own"
    assert handout.command(*build) == 0, handout.said
    good = Path("own", MANIFEST).read_bytes()
    Path("own", MANIFEST).write_bytes(damage)
    assert handout.command("editions", "--source", "sections", "--out", "own") == 0, handout.said
    assert handout.command(*build) == 0 and "Nothing has changed" not in handout.said
    assert Path("own", MANIFEST).read_bytes() == good


def test_an_edition_that_takes_longer_than_it_may_is_named_and_nothing_is_written(handout):
    assert handout.refused("--minutes", "0.0001") == ["edition text: edition-too-dear"]
    assert "--minutes" in handout.said and "Nothing was written." in handout.said


@settings(max_examples=10)  # each one works the line out anew
@given(place=st.floats(0, 1, exclude_max=True), instead=st.binary(max_size=3))
def test_a_kept_reference_line_that_was_damaged_is_worked_out_again(place, instead, tmp_path_factory):
    """A changed letter in a cache would stand in every list of references that is printed here."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        works = [Reference("lee2020", LEE, "trial", Place("references.json"))]
        good = printed_lines(works)
        (kept,) = cache.glob("booklet/lines-*.json")
        content = kept.read_bytes()
        at = int(place * len(content))
        kept.write_bytes(content[:at] + instead + content[at + 1 :])
        assert printed_lines(works) == good


def test_a_kept_answer_that_was_damaged_is_asked_for_again(tmp_path):
    def read(text: str) -> str:
        if not text.startswith("{"):
            raise NoAnswer("no JSON")
        return json.loads(text)["status"]

    with open_library() as library:
        url = f"{library.home}/works/10.5555%2Frest.2020.04"
        manners = Manners(date(2026, 11, 21), cache=tmp_path, pause_s=0)
        assert Client(manners).answer(url, "json", read) == Client(manners).answer(url, "json", read) == "ok"
        assert len(library.asked) == 1
        (kept,) = tmp_path.glob("*.json")
        kept.write_text(json.dumps(json.loads(kept.read_text()) | {"text": "<html>"}))
        assert Client(manners).answer(url, "json", read) == "ok"
        assert len(library.asked) == 2


@pytest.mark.parametrize("empty", ["", "\n", "# flips = \"long\"\n"])
def test_printer_settings_that_say_nothing_are_a_problem(empty, handout):
    """Backs that were measured would be printed 2 mm off, and nobody told."""
    Path("printer.toml").write_text(empty, encoding="utf-8")
    assert handout.refused() == ["printer.toml:1: bad-printer-settings"]
    assert "remove printer.toml and answer anew: python build.py calibrate" in handout.said
