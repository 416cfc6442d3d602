"""Flow: sentences that are joined, and each thing said once."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.problems import Place
from booklet.model.sentence import Sentence
from booklet.words.en.plain.flow import ALIKE, likeness, near_copies, words_of_sentence

WORDS = "rest helps you sleep at night and the nurse may call in a day or two hours with care".split()


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(text, "prose", "rest", Place("a.md", line), paragraph=line) for line, text in enumerate(texts, 1)]


@pytest.mark.parametrize(("one", "other", "is_near"), [
    ("Do not drive until the next day.", "You should not drive until the next day.", True),
    ("Mood can shift, up or down.", "Moods can shift up, or down.", True),
    ("It helped 60 of 100 people.", "It helped 20 of 100 people.", True),
    ("Of 100 people, 12 felt sick with it.", "Of 100 people, 30 felt dizzy without it.", False),
    ("Tell your nurse if you feel sick.", "Your nurse measures your pulse every hour.", False),
])  # fmt: skip
def test_two_sentences_are_alike_by_the_words_that_they_share(one, other, is_near):
    assert (likeness(words_of_sentence(one), words_of_sentence(other)) >= ALIKE) == is_near


def test_a_copy_is_told_once_with_the_first_that_says_it():
    found = list(near_copies(sentences(*["Your pulse may be fast for an hour."] * 3, "A nurse will look at you soon.")))
    assert [(each.sentence.place.line, each.first.place.line) for each in found] == [(2, 1), (3, 1)]


def test_what_is_done_the_other_way_round_is_no_copy():
    """How to go down stairs was told to say again how to go up."""
    said = ["Going up: good leg - bad leg - stick.", "Going down: stick - bad leg - good leg.", "Going down: stick, bad leg, then good leg."]
    assert [each.sentence.place.line for each in near_copies(sentences(*said))] == [3]


def test_a_scale_and_answers_to_tick_may_stand_below_each_question():
    """A questionnaire was told to say its scale of pain once."""
    said = ["0 1 2 3 4 5 6 7 8 9 10", "☐ none ☐ a little ☐ some ☐ much ☐ worst"] * 2
    assert not list(near_copies(sentences(*said)))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=5, max_size=12).map(" ".join), max_size=25))
def test_no_copy_is_missed_that_comparing_all_with_all_would_find(texts):
    """Each sentence is held against few others, so that it is fast; nothing may slip through."""
    said, bags = sentences(*texts), [words_of_sentence(text) for text in texts]
    slow = {
        number for number, bag in enumerate(bags) if len(bag) >= 5
        if any(len(other) >= 5 and likeness(bag, other) >= ALIKE for other in bags[:number])
    }  # fmt: skip
    assert {each.sentence.place.line - 1 for each in near_copies(said)} == slow
