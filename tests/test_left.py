"""What somebody meant to write later is told before a patient reads it."""
import pytest

from booklet.load.load import load_manuscript
from booklet.words.text import read_copy
from booklet.words.left import left_problems
from tests.manuscripts import FIRST_LINE, Handout


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    return Handout(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("left", ["TBC", "TBD", "XXX", "TODO", "000 000 0001", "000-000-0001"])
def test_what_keeps_a_place_free_in_a_sentence_is_told_with_its_line(handout, left):
    """It was signed, and would have been mailed."""
    handout.body(f"Ring the ward on {left} today.")
    (problem,) = left_problems(read_copy(load_manuscript(handout.folder)))
    assert problem.slug == "placeholder-left" and problem.place.line == FIRST_LINE and not problem.is_advice
    assert handout.command("check", "--source", "sections") == 1 and f"placeholder-left: “{left}”" in handout.said


@pytest.mark.parametrize("words", [
    "Ring {{ clinic.daytime.phone }} or {{ clinic.crisis.phone }}.", "Girls with 47,XXX are tall.", "Wear size XXL.",
    "It costs 1,000,000 pounds.", "Call 000 in Australia.", "Fill in: ____",
])  # fmt: skip
def test_what_says_something_is_let_through(handout, words):
    """Also what the example clinic fills in: that is told on each page."""
    handout.body(words)
    assert left_problems(read_copy(load_manuscript(handout.folder))) == []
