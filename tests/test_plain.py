"""Plain words: what is told of a text that is too hard, where, and what is left alone."""
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.core.catalogue import catalogue
from booklet.load.load import load_manuscript
from booklet.words.en.phrases import LISTS
from booklet.words.en.plain.gate import plain_problems
from booklet.words.en.plain.grades import grades_of, worst_sentences
from booklet.words.en.plain.passive import is_passive
from booklet.words.text import Copy, read_copy
from tests.manuscripts import HEAD, Handout

HARD = "Gastrointestinal manifestations necessitate immediate medical evaluation.\n"
EASY = "Call us if your head hurts.\n"


def read(handout: Handout) -> Copy:
    return read_copy(load_manuscript(handout.folder))


def told(handout: Handout, text: str) -> list[str]:
    """`line:column code` of each finding in a text that begins on line 5."""
    handout.body(text, tail="")
    return [f"{p.place.line}:{p.place.column} {p.slug}" for p in plain_problems(read(handout))]


def test_every_finding_has_its_place_and_a_way_out(handout):
    """An editor puts the cursor where the word is."""
    text = "You walk. Rest\nprior to lunch.\n\n## Half-life\n\n- Patients should\n  rest. It was done.\n"
    assert told(handout, text) == ["6:1 hard-word", "8:4 jargon", "10:3 no-you"]
    assert all(problem.hint for problem in plain_problems(read(handout)))


def test_a_booklet_that_is_too_hard_is_told_so_in_years_of_school(handout):
    handout.body(HARD * 30, tail="")
    (problem,) = [p for p in plain_problems(read(handout)) if p.slug == "grade-too-high"]
    assert str(problem.place) == "sections/booklet.toml" and problem.is_advice
    assert "by Flesch-Kincaid and" in problem.says and "the most are 6 and 8" in problem.says


def test_a_hard_section_in_an_easy_booklet_is_advice_about_that_section(handout):
    """Nobody reads the average."""
    handout.body(HARD * 10, tail="")
    handout.write("020-more.md", HEAD + EASY * 400)
    found = [p for p in plain_problems(read(handout)) if p.slug in ("section-grade", "grade-too-high")]
    assert [(p.slug, p.place.path, p.is_advice) for p in found] == [("section-grade", "sections/010-rest.md", True)]


def test_a_text_in_another_language_than_it_says_is_told(handout):
    """It was scored as grade 1, its headings were English, and a program that reads aloud spoke its German as English."""
    handout.body("Nehmen Sie zwei Tabletten am Tag ein.\nTrinken Sie genug Wasser dazu.\n" * 5, tail="")
    (problem,) = (found for found in plain_problems(read(handout)) if found.slug == "another-language")
    assert str(problem.place) == "sections/booklet.toml" and "en-GB" in problem.says
    handout.body("Take two tablets a day.\nDrink a glass of water with them.\n" * 6, tail="")
    assert "another-language" not in {found.slug for found in plain_problems(read(handout))}


def test_a_menu_is_no_text_in_another_language(handout):
    """Of names of dishes no word is "the" or "and": an English menu was told to be in no language that it knows."""
    handout.body("- Chicken pie\n- Egg sandwich, salad\n- Rice pudding\n" * 12, tail="")
    assert "another-language" not in {found.slug for found in plain_problems(read(handout))}


def test_short_notes_are_no_text_in_another_language(handout):
    """A plan of doses and values has hardly a "the" in it: it was told to be in no English."""
    handout.body("Ring 999 for chest pain, then rest. Before meals 4 to 7 mmol, two hours after meals below 8 mmol.\n" * 6, tail="")
    assert "another-language" not in {found.slug for found in plain_problems(read(handout))}


def test_a_language_without_a_formula_is_said_once_and_not_scored(handout):
    """An English formula gives German a grade too, and it means nothing."""
    handout.change("booklet.toml", "en-GB", "de-AT")
    handout.body("Die Gastroenteritis ist approximately prior to hypertension. Patients should rest.\n" * 40, tail="")
    copy = read(handout)
    (problem,) = plain_problems(copy)
    assert (problem.slug, problem.is_advice) == ("no-reading-formula", True)
    assert str(problem.place) == "sections/booklet.toml" and "de-AT" in problem.says
    (line,) = grades_of(copy).lines()
    assert line == "Reading grade: not scored. There is no formula here for the language de-AT."
    assert grades_of(copy).as_json() == {"language": "de-AT", "booklet": None, "science": None, "sections": None}
    assert worst_sentences(copy, 10) == ()


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB"])
def test_english_is_english_anywhere(handout, language):
    handout.change("booklet.toml", "en-GB", language)
    handout.body(HARD * 30, tail="")
    assert "grade-too-high" in {problem.slug for problem in plain_problems(read(handout))}


@pytest.mark.parametrize(("text", "is_told"), [
    ("Your blood is taken.", True), ("It was never shown.", True), ("It has not yet been well tested.", True),
    ("It has not been tested.", True), ("It isn’t proven.", True), ("You are being watched.", True),
    ("You are tired.", False), ("It is red.", False), ("You take it.", False), ("It may be given.", True),
    ("Is it needed?", False), ("They are well trained.", False), ("What is said is done.", True),
])  # fmt: skip
def test_a_clause_is_passive_or_not(text, is_told):
    """How somebody is, is no passive: advice that is wrong half of the time is not read."""
    assert is_passive(text) == is_told


def test_a_plain_word_of_the_lists_is_never_on_them(handout):
    """Advice that leads to more advice drives an author mad."""
    plainer = [words for name in ("swaps", "jargon") for words in tomllib.loads((LISTS / f"{name}.toml").read_text("utf-8")).values()]
    handout.body("".join(f"We have {words}.\n\n" for words in plainer if words), tail="")
    assert [str(p) for p in plain_problems(read(handout)) if p.slug in ("hard-word", "jargon")] == []


def test_the_shipped_text_passes(shipped_copy):
    """The committee's first question is whether the house keeps its own rules."""
    problems = plain_problems(shipped_copy)
    assert [str(problem) for problem in problems if not problem.is_advice] == []


def test_every_code_says_what_it_is_for():
    for name in ("no-reading-formula", "grade-too-high", "sentence-too-long", "explained-late", "no-you"):
        assert catalogue()[name].why and catalogue()[name].wrong and catalogue()[name].right


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("aeiy.,;:?! -()|#>*_[]{}@%0\n\\'’“”éß—"), max_size=300))
def test_any_text_is_read_without_a_stumble(handout, text):
    handout.body(text, tail="")
    for problem in plain_problems(read(handout)):
        assert problem.place.line >= 0
