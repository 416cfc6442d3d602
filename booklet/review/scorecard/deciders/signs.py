"""Signs: the words by which a decider knows a thing, as data in signs.toml. English."""
import re
from collections.abc import Iterable
from functools import cache

from booklet.core.own_table import own_table
from booklet.model.sentence import Sentence

_PART = re.compile(r"[,:;]\s|\b(?:then|so|and)\s")  # On the day, bring a coat
_SIGNS = own_table(__file__)


@cache
def sign(name: str) -> re.Pattern[str]:
    """Any word or phrase of a list, whole and in any case, e.g. "not known" of the list "unsure"."""
    either = "|".join(re.escape(words) for words in sorted(_SIGNS[name], key=len, reverse=True))
    return re.compile(rf"(?<![\w'-])(?P<sign>{either})(?![\w-])", re.IGNORECASE)


def bearing(name: str, sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that have a sign in them."""
    return [sentence for sentence in sentences if sign(name).search(sentence.text)]


def is_whole(name: str, words: str) -> bool:
    """Whether these words are an entry of a list and nothing more."""
    return words.strip(" ?!.:").lower() in _SIGNS[name]


def tells_to_act(sentence: Sentence) -> bool:
    """Whether it, or a part of it, begins with what to do: "Call us", "On the day, also bring a coat"."""
    parts = [] if sentence.text.endswith("?") else _PART.split(sentence.text)
    return any(_first(part) in _SIGNS["acting"] for part in parts)


def _first(part: str) -> str:
    """The first word of a part of a sentence, past those that only lead to it."""
    words = (word.lower().strip(",.'’\"“") for word in part.split())
    return next((word for word in words if word not in _SIGNS["leading"]), "")
