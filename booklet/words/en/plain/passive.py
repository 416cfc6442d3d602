"""The passive voice: where a sentence hides who does what."""
import re
from collections.abc import Iterable, Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import word_lists
from booklet.words.text import Copy

MOST_PASSIVE = 0.20  # of the sentences of a section
_FEWEST_SENTENCES = 5  # of fewer, one would already be too many
_WORST = 3  # lines that are named
# is given, has not been shown, are often taken, being watched; the word that follows is looked up
_PASSIVE = re.compile(
    r"\b(?P<be>am|is|are|was|were|be|been|being|isn[’']t|aren[’']t|wasn[’']t|weren[’']t)\s+"
    r"(?:(?P<between>not|never|also|often|always|still|yet|then|now|just|well|once|been|being|[a-z]{2,20}ly)\s+){0,3}"
    r"(?P<participle>[a-z]{2,20})\b",
    re.IGNORECASE,
)
_LISTS = {name: frozenset(words) for name, words in word_lists("participles").items()}


def passive_problems(copy: Copy) -> Iterator[Problem]:
    """Each section in which more than a fifth of the sentences are passive, told at the first of them."""
    for section in copy.sections:
        prose = [sentence for sentence in copy.of(section.id) if sentence.is_prose]
        passive = [sentence for sentence in prose if is_passive(sentence.text)]
        if len(prose) >= _FEWEST_SENTENCES and len(passive) > MOST_PASSIVE * len(prose):
            yield _problem(len(prose), passive)


def is_passive(text: str) -> bool:
    """Whether some clause has a form of "be" and a participle that says what was done, not how somebody is."""
    found = (match["participle"].lower() for match in _PASSIVE.finditer(text))
    return any(word in _LISTS["irregular"] or (word.endswith("ed") and word not in _LISTS["states"]) for word in found)


def _problem(count: int, passive: list[Sentence]) -> Problem:
    says = f"{len(passive)} of {count} sentences of this section are passive; lines {_lines(passive)}"
    hint = "say who does it: not “it is checked” but “a nurse checks it”"
    return finding("passive-voice", passive[0].place, says, hint)


def _lines(sentences: Iterable[Sentence]) -> str:
    """The lines of the longest of them, in their order."""
    longest = sorted(sentences, key=lambda sentence: (-len(sentence.text), sentence.place))[:_WORST]
    return ", ".join(str(number) for number in sorted({sentence.place.line for sentence in longest}))
