"""Reading grades: what is counted, by hand and by the program, and what the two formulas make of it."""
import re
import tomllib
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.load.load import load_manuscript
from booklet.words.en.plain.grades import Count, grades_of, worst_sentences
from booklet.words.en.plain.syllables import syllables_of
from booklet.words.en.plain.terms import terms_in
from booklet.words.text import Copy, read_copy
from tests.manuscripts import HEAD, Handout

BY_HAND = tomllib.loads((Path(__file__).parent / "cases/reading-grades.toml").read_text(encoding="utf-8"))
DOT = "·"
WORD = re.compile(rf"[^\W\d_]+(?:[-{DOT}][^\W\d_]+)*")  # ded·i·cat·ed, bat·tle-field
passages = pytest.mark.parametrize("passage", BY_HAND["passage"], ids=lambda passage: passage["name"].split(",")[0])


@pytest.fixture
def copy_of(tmp_path, monkeypatch, capsys):
    """The copy of a manuscript with these sections, and perhaps a glossary."""
    handout = Handout(tmp_path, monkeypatch, capsys)

    def read(*texts: str, glossary: str = "") -> Copy:
        for number, text in enumerate(texts or ("",), 1):
            name = "010-rest.md" if number == 1 else f"0{number}0-more-{number}.md"
            handout.write(name, HEAD.replace("Does rest help?", f"Part {number}") + text + "\n")
        if glossary:
            handout.write("glossary.md", glossary)
        return read_copy(load_manuscript(handout.folder))

    return read


def said(dotted: str) -> int:
    """How many syllables somebody marked in a word."""
    return len(re.split(rf"[{DOT}-]", dotted))


@passages
def test_the_counts_by_hand_are_those_of_the_marks(passage):
    """Whoever doubts a figure can count the dots."""
    words = WORD.findall(" ".join(passage["sentences"]))
    hand = passage["by_hand"]
    assert (len(passage["sentences"]), len(words)) == (hand["sentences"], hand["words"])
    assert sum(map(said, words)) == hand["syllables"]
    assert sum(said(word) >= 3 for word in words) == hand["polysyllables"]


@passages
def test_the_values_by_hand_are_those_of_the_formulas(passage):
    hand = passage["by_hand"]
    flesch_kincaid = 0.39 * hand["words"] / hand["sentences"] + 11.8 * hand["syllables"] / hand["words"] - 15.59
    smog = 3.1291 + 1.0430 * sqrt(30 * hand["polysyllables"] / hand["sentences"])
    assert (round(flesch_kincaid, 2), round(smog, 2)) == (hand["flesch_kincaid"], hand["smog"])


@passages
def test_a_published_passage_has_the_grades_that_were_worked_out_by_hand(passage, copy_of):
    """A committee compares our figure with that of another tool, or with its own pencil."""
    grade = grades_of(copy_of("\n".join(passage["sentences"]).replace(DOT, ""))).booklet
    hand = passage["by_hand"]
    assert (grade.raw.sentences, grade.raw.words) == (hand["sentences"], hand["words"])
    assert grade.raw.flesch_kincaid == pytest.approx(hand["flesch_kincaid"], abs=0.1)
    assert grade.raw.smog == pytest.approx(hand["smog"], abs=0.1)


def test_a_sentence_that_is_often_used_to_explain_the_formula():
    """Thirteen words and twenty-four syllables, as everybody counts them."""
    words = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature".split()
    assert (len(words), sum(map(syllables_of, words))) == (13, 24)


@pytest.mark.parametrize("dotted", BY_HAND["words"].split())
def test_a_word_has_the_syllables_that_are_heard(dotted):
    assert syllables_of(dotted.replace(DOT, "")) == said(dotted)


@pytest.mark.parametrize(
    ("word", "count"),
    [("FDA", 3), ("WHO", 5), ("I", 1), ("hard-to-treat", 3), ("don't", 1), ("isn’t", 1), ("", 1), ("hm", 1), ("Dr", 1)],
)
def test_letters_are_said_one_by_one_and_parts_are_added(word, count):
    assert syllables_of(word) == count


@given(st.text(max_size=60))
def test_whatever_is_written_can_be_said(word):
    assert 1 <= syllables_of(word) <= max(1, 3 * len(word))


@given(st.lists(st.from_regex("[a-z]{1,12}", fullmatch=True), min_size=1, max_size=4))
def test_a_compound_is_said_as_its_parts_are(parts):
    assert syllables_of("-".join(parts)) == sum(map(syllables_of, parts))


def test_only_prose_is_measured(copy_of):
    """A table of drug names is looked things up in, not read."""
    prose = "Rest is good."
    beside = (
        "\n\n## Gastrointestinal considerations\n\n- an antidepressant\n\nTable: Medications\n\n"
        "| Medication | Administration |\n|---|---|\n| Paracetamol | Intravenously |\n\n::: note Recuperation\n"
        "Sleep. [@lee2020, p. 4] <!-- C12 -->\n:::"
    )
    grades = grades_of(copy_of(prose + beside))
    assert grades.booklet.raw == Count(sentences=2, words=4, syllables=4, polysyllables=0)


def test_numbers_and_what_fields_put_in_are_no_words(copy_of):
    """How a clinic is called is not its author's doing."""
    copy = copy_of("Of 1,247 people, {{ numbers.n01.people }} called {{ clinic.name }}. 12 (3.5).")
    assert grades_of(copy).booklet.raw == Count(sentences=1, words=3, syllables=4, polysyllables=0)


def test_the_terms_of_the_booklet_count_as_easy_words(copy_of):
    """A booklet about one medicine cannot leave out its name."""
    text = "The lullabies of antidepressant users are long. An FDA lullaby is a Big Lullaby."
    glossary = "lullaby (also: lullabies, Big Lullaby)\n:   A song.\n\n*[FDA]: Food\n"
    grade = grades_of(copy_of(text, glossary=glossary)).booklet
    assert grade.raw == Count(sentences=2, words=14, syllables=27, polysyllables=5)
    assert grade.easy == Count(sentences=2, words=14, syllables=19, polysyllables=1)


def test_the_headline_is_the_grade_as_it_is_read(copy_of):
    """A grade with the hard words left out flatters; it stands beside the one that a committee will find."""
    grades = grades_of(copy_of("The lullabies of antidepressant users are long.", glossary="lullaby (also: lullabies)\n:   A song.\n"))
    told, raw, easy = str(grades.booklet), grades.booklet.raw, grades.booklet.easy
    assert raw.flesch_kincaid > easy.flesch_kincaid
    assert told.startswith(f"Reading grade: Flesch-Kincaid {raw.flesch_kincaid:.1f}, SMOG {raw.smog:.1f} (")
    assert f"({easy.flesch_kincaid:.1f} and {easy.smog:.1f} with its terms counted as easy" in told
    said = grades.booklet.as_json()
    assert said["flesch_kincaid"] > said["flesch_kincaid_easy"]


@pytest.mark.parametrize("name", ["Crohn’s", "Crohn's"])
def test_a_term_is_met_however_its_apostrophe_is_typed(copy_of, name):
    copy = copy_of("Crohn’s and Crohn's. Aſthma.", glossary=f"{name}\n:   An illness.\n\nasthma\n:   An illness.\n")
    met = terms_in(copy)(" ".join(sentence.text for sentence in copy.of("rest")))
    assert [found for found, _, _ in met] == [name, name, "asthma"]


def test_science_boxes_are_measured_apart(copy_of):
    """Who skips them shall not be told that the booklet is too hard, and who reads them shall know what comes."""
    grades = grades_of(copy_of("Rest helps.\n\n::: science For the curious\nNeurological regeneration.\n:::"))
    assert (grades.booklet.raw.words, grades.science.raw.words) == (2, 2)
    assert grades.booklet.raw.smog < grades.science.raw.smog
    assert any("science" in line for line in grades.lines())


def test_each_section_has_its_own_grade(copy_of):
    grades = grades_of(copy_of("Rest helps.", "Recuperation necessitates relaxation.", "## Nothing else"))
    assert [(grade.name, grade.section, grade.raw.polysyllables) for grade in grades.sections] == [
        ("Part 1", "rest", 0), ("Part 2", "more-2", 3)
    ]  # fmt: skip
    assert list(grades.lines())[-2] == "  ~-3.0  ~3.1  Part 1"
    assert [section["is_guess"] for section in grades.as_json()["sections"]] == [True, True]


def test_a_grade_of_few_sentences_is_called_a_guess(copy_of):
    """SMOG was made for thirty sentences."""
    few, enough = grades_of(copy_of("Rest helps.")), grades_of(copy_of("Rest helps.\n" * 30))
    assert few.booklet.is_guess and not enough.booklet.is_guess
    assert "a guess from 1 sentence)" in next(few.lines())
    assert "guess" not in next(enough.lines())


def test_a_text_without_prose_has_no_grade_to_tell(copy_of):
    grades = grades_of(copy_of("## Nothing"))
    assert (grades.booklet.raw.smog, grades.booklet.raw.flesch_kincaid) == (0, 0)
    assert list(grades.lines()) == []


def test_the_worst_sentences_come_hardest_first(copy_of):
    """An author with an hour to spend begins where it helps most."""
    copy = copy_of(
        "Rest is good for all of us, and it is free.\n"
        "Recuperative relaxation alleviates the majority of considerable difficulties.\n"
        "No.\nThe doctor will explain the medicine to you and answer every question."
    )
    worst = worst_sentences(copy, 2)
    assert [sentence.place.line for sentence in worst] == [6, 8]
    assert worst[0].grade > worst[1].grade
    assert re.fullmatch(r"sections/010-rest\.md:6:1: grade [0-9.]+, 8 words: Recuperative .*\.", str(worst[0]))


@given(st.integers(1, 500), st.integers(1, 40), st.integers(0, 5))
def test_harder_text_never_has_a_lower_grade(sentences, length, more):
    count = Count(sentences, sentences * length, sentences * length, 0)
    harder = Count(sentences, sentences * length, sentences * length * 2, sentences * more)
    assert count.smog <= harder.smog and count.flesch_kincaid < harder.flesch_kincaid


def test_the_shipped_text_keeps_its_own_limits(shipped_copy):
    """Half of its readers read at grade 8 or below."""
    grade = grades_of(shipped_copy).booklet
    assert grade.easy.flesch_kincaid <= 6
    assert grade.easy.smog <= 8
    assert grade.easy.words_in_a_sentence <= 15
