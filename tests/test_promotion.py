"""Words that sell and words that hurt: where they count, and where they are only spoken of."""
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.catalogue import catalogue
from booklet.core.problems import Place
from booklet.load.load import load_manuscript
from booklet.model.sentence import Sentence
from booklet.words.check import problems_of_words
from booklet.words.en.phrases import LISTS, read_phrases
from booklet.words.en.promotion import promotion_problems
from booklet.words.text import Copy, read_copy


def told(text: str, kind: str = "prose", box: str = "") -> list[tuple[str, str]]:
    """Code and word of each finding in one sentence."""
    copy = Copy((Sentence(text, kind, "rest", Place("a.md", 5), box),), (), (), (), {}, {}, "en-GB")
    return [(problem.slug, problem.says.split("”")[0].strip("“")) for problem in promotion_problems(copy)]


@pytest.mark.parametrize("name", ["promotion", "stigma"])
def test_each_phrase_of_the_lists_is_found_as_it_would_be_written(name):
    """A list that no sentence can hit is a promise that nobody keeps."""
    phrases = [phrase for entry in read_phrases(name).entries for phrase in entry.phrases]
    plain = [" ".join(word.split("/")[0].replace("*", "") for word in phrase.split()) for phrase in phrases]
    assert len(plain) > 50
    assert [words for words in plain if words not in {word for _, word in told(f"Now {words} is here.")}] == []
    assert [words for words in plain if words.upper() not in {word for _, word in told(f"{words.upper()}!")}] == []


def test_what_is_only_sometimes_praise_or_only_less_kind_is_advice():
    """An error on every "dramatic" and every "diabetics" would be a wall before other people's leaflets."""
    codes = {name: {entry.code for entry in read_phrases(name).entries} for name in ("promotion", "stigma")}
    assert codes == {"promotion": {"promotion", "puffery"}, "stigma": {"stigma", "person-first"}}
    assert [catalogue()[code].level for code in ("promotion", "puffery", "stigma", "person-first")] == ["error", "advice"] * 2


def test_every_entry_says_why_and_those_of_stigma_give_the_kind_words():
    for name in ("promotion", "stigma"):
        assert all(entry.phrases and entry.why for entry in read_phrases(name).entries)
    assert all(entry.instead for entry in read_phrases("stigma").entries)


def test_no_phrase_stands_in_two_entries():
    for name in ("promotion", "stigma"):
        entries = tomllib.loads((LISTS / f"{name}.toml").read_text("utf-8"))["entry"]
        listed = [phrase for entry in entries for phrase in entry["phrases"]]
        assert len(listed) == len(set(listed))


def test_the_hint_has_the_kind_words():
    copy = Copy((Sentence("An addict came.", "prose", "rest", Place("a.md", 5)),), (), (), (), {}, {}, "en")
    assert "a person with an addiction" in promotion_problems(copy)[0].hint


def test_headings_cells_captions_titles_and_the_glossary_are_read(handout):
    handout.write("glossary.md", "rest (also: resting)\n:   A miracle.\n")
    handout.body(
        "## A breakthrough\n\n::: note A game changer\nYes.\n:::\n\n"
        "Table: Amazing\n\n| Revolutionary | B |\n|---|---|\n| C | D |\n\n"
        "![A bed in which addicts can lie down and sleep.](figures/bed.svg)\nFigure: Cutting-edge [@lee2020]\n"
        "Description: Very safe"
    )  # fmt: skip
    handout.change("numbers.json", '"title": "How much?"', '"title": "A ray of hope"')
    problems = promotion_problems(read_copy(load_manuscript(handout.folder)))
    assert sorted((p.place.path.removeprefix("sections/"), p.place.line, p.slug) for p in problems) == [
        ("010-rest.md", 5, "puffery"), ("010-rest.md", 7, "promotion"), ("010-rest.md", 11, "puffery"),
        ("010-rest.md", 13, "promotion"), ("010-rest.md", 17, "stigma"), ("010-rest.md", 18, "puffery"),
        ("010-rest.md", 19, "promotion"), ("glossary.md", 1, "promotion"), ("numbers.json", 2, "promotion"),
    ]  # fmt: skip


def test_a_title_and_a_running_head_are_read(handout):
    handout.write("010-rest.md", "---\ntitle: Your journey to rest\nrunning_head: Reset\n---\nWe rest.\n")
    assert len(promotion_problems(read_copy(load_manuscript(handout.folder)))) == 2


def test_a_myth_may_praise_in_its_title_only():
    assert told("Myth: rest is a miracle", "title", "myth") == []
    assert told("Rest is a miracle", "prose", "myth") == [("promotion", "miracle")]
    assert told("Rest is a miracle", "title", "note") == [("promotion", "miracle")]


def test_denied_praise_is_no_praise_and_strengthened_praise_is():
    assert told("It is no miracle, game changer or breakthrough.") == []
    assert told("It isn’t a real miracle.") == []
    assert told("It is not just a miracle.") == [("promotion", "miracle")]
    assert told("No doubt a miracle.") == [("promotion", "miracle")]
    assert told("It is not a drug for all, but a miracle.") == [("promotion", "miracle")]


def test_a_word_in_quotes_is_spoken_of_and_a_quoted_sentence_praises():
    assert told('"Reset" is a figure of speech.') == []
    assert told("“Rewire” and “reset” are about links that change.") == []
    assert told("This sets the stage for a “reset” of the brain.") == [("puffery", "reset")]
    assert told("“I can say that it was a miracle for me,” she said.") == [("promotion", "miracle")]


def test_a_label_hurts_when_it_is_denied_or_quoted():
    assert told("You are not an addict.") == [("stigma", "addict")]
    assert told("We help “addicts” too.") == [("stigma", "addicts")]
    assert told("Say goodbye to the word “addict”.") == []


def test_what_a_clinic_calls_itself_is_its_own(handout):
    """A crisis line may be called Lifeline, and no author can change that."""
    handout.change("clinic.example.toml", 'name = "Example line"', 'name = "Miracle and lifeline"')
    handout.body("Call {{ clinic.crisis.name }}.\nIt is a lifeline.")
    problems = promotion_problems(read_copy(load_manuscript(handout.folder)))
    assert [p.place.line for p in problems] == [6]


def test_another_language_is_not_judged_by_english_lists():
    copy = Copy((Sentence("Reset", "prose", "a", Place("a.md")),), (), (), (), {}, {}, "de")
    assert [problem.slug for problem in problems_of_words(copy)] == ["no-reading-formula"]


@given(st.lists(st.sampled_from([*"“”‘’\"'-,. ", "miracle", "no ", "not ", "addict", "very safe", "or a "])))
def test_no_text_makes_the_lists_fall_over(pieces):
    for slug, word in told("".join(pieces)):
        assert slug in ("promotion", "puffery", "stigma", "person-first") and word
