"""Uncited claims: a number, an effect or a comparison without a work behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.problems import Place
from booklet.load.load import load_manuscript
from booklet.model.sentence import Sentence
from booklet.words.check import problems_of_words
from booklet.words.en.claims.uncited import accepted_claims, claimed_in, uncited_problems
from booklet.words.text import Copy, read_copy


@pytest.fixture
def copy_of(handout):
    def read(text: str) -> Copy:
        handout.body(text, tail="")
        return read_copy(load_manuscript(handout.folder))

    return read


@pytest.fixture
def told(copy_of):
    """The lines of a text that are told, each with its code. The text begins on line 5."""
    return lambda text: [(problem.place.line, problem.slug) for problem in uncited_problems(copy_of(text))]


def said(text: str) -> str:
    return claimed_in(Sentence(text, "prose", "rest", Place("sections/010-rest.md", 1)))


def test_a_link_without_words_is_read_with_those_of_its_heading(copy_of):
    """"It heals. shows them." was one sentence, and told as a claim that nobody had written."""
    read = copy_of("It is red. [](#the-three-steps) show why.\n\n## The three steps\n\nRest.")
    assert [each.text for each in read.sentences][:2] == ["It is red.", "The three steps show why."]


@pytest.mark.parametrize(("text", "claimed"), [
    ("64 of 100 felt better.", "a number"), ("It lasted for 1,000 days.", "a number"),
    ("It took 40 % of the time.", "a number"), ("They took 10mg.", "a number"),
    ("It was a 12-week study.", "a number"), ("About half reaches the blood.", "a number"),
    ("Figure 4 shows that 9 of 10 slept.", "a number"), ("Sleep saves lives.", "an effect"),
    ("Rest lowers pain.", "an effect"), ("Naps can help you.", "an effect"), ("Pills hurt the stomach.", "an effect"),
    ("It may cause a rash.", "an effect"), ("You may feel sick.", "an effect"), ("Rest can ease pain.", "an effect"),
    ("It is safer.", "a comparison"), ("A nap is better than a pill.", "a comparison"),
    ("It comes less often.", "a comparison"),
])  # fmt: skip
def test_a_claim_is_known_by_its_number_its_effect_or_its_comparison(text, claimed):
    assert said(text) == claimed


@pytest.mark.parametrize("text", [
    "Does it help?", "Call us if it hurts.", "It costs 1,000 a year.", "Do not eat for 6 hours.", "If it hurts, call us.", "So let your team decide.",
    "Way home: ask a friend.",
    "Remission means that half of the signs are left.", "We do not know if it helps.", "You will get help, not blame.",
    "The causes are many.", "IL-6 is a sign in the blood.", "Figure 4 shows five steps.", "Read more on page 12.",
    "Here are ten claims that you may meet.", "It is no longer sold.", "Pain that gets worse", "The room is quiet.",
    "Ask your team what works for you.", "Never change your dose on your own.", "Nobody knows which one matters.",
])  # fmt: skip
def test_what_nobody_could_cite_a_work_for_is_no_claim(text):
    assert said(text) == ""


@pytest.mark.parametrize("text", ["Rest helps.", "Sleep can help.", "Rest at night helps.", "Exercise lifts mood."])
def test_a_noun_that_looks_like_an_order_is_a_claim(text):
    assert said(text) == "an effect"


def test_a_citation_covers_its_sentence_and_two_before_it(told):
    """Else a page would be full of numbers; further back a reader cannot tell what it stands for."""
    assert told("It helps.\nIt lasts.\nIt works.\nIt heals. [@lee2020]") == [(5, "uncited-claim")]
    assert told("It heals. [@lee2020]\nIt helps.") == [(6, "uncited-claim")]
    assert told("It helps.\n\nIt heals. [@lee2020]") == [(5, "uncited-claim")]
    assert told("- It helps.\n- It heals. [@lee2020]") == [(5, "uncited-claim")]
    assert told("Ring us at once if:\n\n- the pain gets worse and tablets do not help\n- it lowers your blood pressure") == []
    assert told("What it does:\n\n- It lowers your blood pressure.") == [(7, "uncited-claim")]
    assert told("Keep your leg raised above your heart.") == []
    assert told("- Pain that gets better each day.\n- Bleeding that does not stop\n- Pain that lasts is eased by rest.") == [(7, "uncited-claim")]
    signs = "- Pain that suddenly increases and causes sickness\n- Fever that comes after surgery increases the risk of clots."
    assert told(signs) == [(6, "uncited-claim")]


def test_a_message_says_what_it_found_and_where(copy_of):
    (problem,) = uncited_problems(copy_of("A room is quiet. Rest **lowers** pain."))
    assert str(problem.place).endswith("010-rest.md:5:18")
    assert problem.says == "an effect without a citation: “Rest lowers pain.”"
    assert not problem.is_advice


def test_a_phone_number_of_the_clinic_is_no_claim(told):
    assert told("To talk: {{ clinic.crisis.phone }}, {{ clinic.daytime.hours }}.") == []
    assert told("Of all, {{ numbers.n01.people }} slept.") == [(5, "uncited-claim")]


def test_a_line_of_a_form_claims_nothing(told):
    assert told("Dose 2 taken at: ____ and pain after 2 hours: ____\n\nIt heals in 2 days: ____.") == [(7, "uncited-claim")]


def test_a_mark_is_wanted_on_claims_alone_and_is_advice_elsewhere(copy_of):
    (problem,) = uncited_problems(copy_of("Rest helps. <!-- general -->\n\nIt is quiet here. <!-- general -->\n\n"
                                           "| Tea | 2 L |\n|---|---|\n| Milk | 1 L |\n\nTable: Drinks <!-- general -->"))
    assert (problem.slug, problem.place.line, problem.is_advice) == ("needless-general", 7, True)


def test_the_accepted_exceptions_are_those_that_would_be_told(copy_of):
    """Who signs the text reads each claim that nothing stands behind."""
    copy = copy_of(
        "Rest helps. <!-- general -->\nSleep helps. [@lee2020] <!-- general -->\n\n"
        "It is quiet. <!-- general -->\n\nAir helps."
    )
    assert [sentence.text for sentence in accepted_claims(copy)] == ["Rest helps."]


def test_another_language_is_not_judged_but_its_marks_are_listed(handout):
    handout.change("booklet.toml", "en-GB", "de-DE")
    handout.body("Von 100 schliefen 12.\n\nRuhe hilft. <!-- general -->", tail="")
    copy = read_copy(load_manuscript(handout.folder))
    assert [problem.slug for problem in problems_of_words(copy)] == ["no-reading-formula"]
    assert [sentence.text for sentence in accepted_claims(copy)] == ["Ruhe hilft."]


def test_the_glossary_and_the_lines_of_a_figure_are_not_judged(handout):
    """A meaning explains a word; the figure's caption has the citation for what is described below it."""
    handout.write("glossary.md", "nap\n:   A sleep that lasts for 20 minutes.\n")
    handout.body(
        "A nap is short. [@lee2020]\n\n![A bed that stands at a wall.](figures/bed.svg)\nFigure: A bed. [@lee2020]\n"
        "Description: 1. The bed has 4 legs.\n2. It lasts for 20 years.\n", tail=""
    )  # fmt: skip
    assert uncited_problems(read_copy(load_manuscript(handout.folder))) == []


WORDS = "It lowers pain , and 64 of 100 than if may not help works . ? ! Call Figure 4 :".split()


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_are_judged(words):
    text = " ".join(words)
    claimed = said(text)
    assert claimed in ("", "a number", "an effect", "a comparison")
    assert not (claimed and text.endswith("?"))
