"""Address: whether what a reader should do is said to the reader."""
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import LISTS
from booklet.words.text import Copy

_BOXES = ("action",)  # what the reader should do
_FEWEST_WORDS = 5
_READER = re.compile(r"\b(?P<you>you|your|yours|yourself|I|my|me|mine|myself)\b", re.IGNORECASE)
# Patients should rest; the reader must not drive; people are advised to wait. But: people who smoke should ask.
_OTHERS = re.compile(
    r"\b(?:the\s+)?(?P<others>patients?|readers?|users?|recipients?|clients?|individuals)\s+"
    r"(?:should|must|shall|ought\s+to|needs?\s+to|(?:is|are)\s+(?:advised|asked|urged|encouraged|expected)\s+to)\b",
    re.IGNORECASE,
)
# What should I do? How do I get ready?
_TO_DO = re.compile(
    r"\b(?P<to_do>what\s+(?:to|should\s+i|can\s+i|must\s+i)\s+(?:do|bring)|get\s+ready|prepare)\b", re.IGNORECASE
)
# Call us; if it hurts, call us; please call; wait, then call.
_CLAUSE = re.compile(
    r"(?:^|[:;,(]\s+|\b(?:and|or|so|but)\s+)(?:(?:please|then|always|first|next|also|now)\s+){0,2}(?P<verb>[a-z']+)",
    re.IGNORECASE,
)


def address_problems(copy: Copy) -> Iterator[Problem]:
    """Sentences that ask nobody in particular, in action boxes and lists of what to do; and any that ask "patients"."""
    hint = "say “you”, or begin with what to do: “Call your clinic”"
    for sentence in copy.sentences:
        if not sentence.is_prose:
            continue
        others = _OTHERS.search(sentence.text)
        if others:
            says = f"“{others[0]}” speaks about the reader, not to the reader"
            yield finding("no-you", sentence.place_of(others.start()), says, hint)
        elif _asks_for_something(sentence) and not _is_to_the_reader(sentence):
            yield finding("no-you", sentence.place, "this is something to do, and is not said to the reader", hint)


def _asks_for_something(sentence: Sentence) -> bool:
    """A short item, "Comfortable clothes.", is a thing and not an order."""
    is_in_list = sentence.kind == "item" and len(sentence.words) >= _FEWEST_WORDS
    return sentence.box in _BOXES or (is_in_list and bool(_TO_DO.search(sentence.heading)))


def _is_to_the_reader(sentence: Sentence) -> bool:
    text = sentence.text.replace("’", "'")
    clauses = (match["verb"].lower() for match in _CLAUSE.finditer(text))
    return bool(_READER.search(text)) or any(word in _verbs() for word in clauses)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(tomllib.loads((LISTS / "verbs.toml").read_text(encoding="utf-8"))["verbs"])
