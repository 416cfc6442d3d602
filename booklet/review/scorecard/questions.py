"""Questions for a test with readers, as authors mark them: `<!-- question: When may you drive again? -->`.

A mark stands at the end of the line of the sentence that answers it, and prints nothing.
"""
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, read_source
from booklet.load.section import LONGEST_KB
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

FEWEST, MOST = 12, 15
_LONGEST = 20  # words of a question
_MARK = re.compile(r"<!--[ \t]*question:(?P<words>(?:(?!-->).)*)-->")  # <!-- question: When may you drive again? -->
_ALONE = re.compile(r"[ \t>*+-]*(?:<!--(?:(?!-->).)*-->[ \t]*)+$")  # a line that holds nothing but comments
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
    answers = _answers(copy, pages)
    questions, problems = [], []
    for section in copy.sections:
        for words, place, is_alone in _marks(section.place.path):
            sentence, page = answers.get((section.id, words, place.line), (None, 0))
            if sentence is None or is_alone:
                problems.append(finding("question-no-sentence", place, f"no sentence answers {_short(words)}", _HINT))
                continue
            question = Question(words, sentence.text, page, titles.get(section.id, section.id), place)
            problems += _wrong(question, questions)
            questions.append(question)
    return tuple(questions), [*problems, *_miscounted(copy, questions)]


def _marks(path: str) -> Iterator[tuple[str, Place, bool]]:
    """Each mark of a section: its words, its place, and whether nothing but comments is on its line."""
    source, _ = read_source(Path(path), None, LONGEST_KB)
    for number, line in enumerate(source.text.split("\n") if source else (), 1):
        for mark in _MARK.finditer(line):
            place = Place(path, number, column=mark.start() + 1)
            yield " ".join(mark["words"].split()), place, bool(_ALONE.match(line))


def _answers(copy: Copy, pages: Sequence[int]) -> dict[tuple[str, str, int], tuple[Sentence, int]]:
    """The sentence that each mark hangs on, by section, words and the line on which that sentence ends."""
    found = {}
    for sentence, page in zip(copy.sentences, pages, strict=True):
        if sentence.kind not in ("prose", "item"):
            continue
        for comment in sentence.comments:
            name, _, words = comment.partition(":")
            if name.strip() == "question":
                last = sentence.place_of(max(0, len(sentence.text) - 1)).line
                found[sentence.section, " ".join(words.split()), last] = sentence, page
    return found


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
        many = f"{len(questions)} question{'s are' if len(questions) != 1 else ' is'} marked"
        hint = f"mark {FEWEST} to {MOST} sentences that a patient needs most: <!-- question: ...? -->"
        yield finding("question-count", place, f"{many}, and {FEWEST} to {MOST} are wanted", hint)


def _short(words: str) -> str:
    return f'"{printable(words, most=60)}"'
