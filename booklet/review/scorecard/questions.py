"""Questions for a test with readers, as authors mark them: `<!-- question: When may you drive again? -->`.

A mark stands at the end of the line of the sentence that answers it, and prints nothing.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.core.catalogue import finding
from booklet.core.printed.runs import counted
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

FEWEST, MOST = 12, 15
_LONGEST = 20  # words of a question
_HINT = "put it at the end of the line of the sentence that answers it: <!-- question: ...? -->"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the sentence that answers it with its page, the title of its section, and where its mark is."""

    asks: str
    answer: str
    page: int
    section: str
    place: Place


def marked_questions(copy: Copy, pages: Sequence[int]) -> tuple[tuple[Question, ...], list[Problem]]:
    """Every question in reading order, and what is wrong with the marks."""
    titles = {section.id: section.title for section in copy.sections}
    questions, problems = list[Question](), list[Problem]()
    for sentence, page in zip(copy.sentences, pages, strict=True):
        for words, place in _marks(sentence):
            if sentence.kind not in ("prose", "item") or place.line != sentence.last_line:
                problems.append(finding("question-no-sentence", place, f"no sentence answers {_short(words)}", _HINT))
                continue
            title = titles.get(sentence.section, sentence.section)
            question = Question(words, sentence.text, page, title, place)
            problems += _wrong(question, questions)
            questions.append(question)
    return tuple(questions), [*problems, *_miscounted(copy, questions)]


def _marks(sentence: Sentence) -> Iterator[tuple[str, Place]]:
    for comment, place in sentence.asides:
        name, colon, words = comment.partition(":")
        if colon and name.strip().casefold() == "question":
            yield " ".join(words.split()), place


def _wrong(question: Question, before: Sequence[Question]) -> Iterator[Problem]:
    count = len(question.asks.split())
    if not question.asks.endswith("?") or not 2 <= count <= _LONGEST:
        says = f"{_short(question.asks)} is no question of 2 to {_LONGEST} words"
        yield finding("question-form", question.place, says, "ask as a kind person would, and end with a question mark")
    twin = next((other for other in before if other.asks.lower() == question.asks.lower()), None)
    if twin:
        says = f"{_short(question.asks)} is asked before, at {twin.place}"
        yield finding("question-twice", question.place, says, "ask for something else, or take one of the two out")
    if not question.page:
        says = f"the answer to {_short(question.asks)} is not printed in this edition"
        yield finding("question-not-printed", question.place, says, "mark a sentence that every clinic prints")


def _miscounted(copy: Copy, questions: Sequence[Question]) -> Iterator[Problem]:
    if not FEWEST <= len(questions) <= MOST:
        first = Place(copy.sections[0].place.path) if copy.sections else Place("sections")
        place = questions[MOST].place if len(questions) > MOST else first
        many = f"{counted(questions, 'question is', 'questions are')} marked"
        hint = f"mark {FEWEST} to {MOST} sentences that a patient needs most: <!-- question: ...? -->"
        yield finding("question-count", place, f"{many}, and {FEWEST} to {MOST} are wanted", hint)


def _short(words: str) -> str:
    return f'"{printable(words, most=60)}"'
