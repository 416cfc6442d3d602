"""Rates: so many of so many, wherever a sentence gives one; and the sentences that a reader takes in together."""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from booklet.model.sentence import Sentence
from booklet.words.en.phrases import LARGE, SMALL, WORD, either, signs_of
from booklet.words.text import together

PEOPLE = either("people")
_SIGNS = signs_of(__file__, word=WORD)
_REACH = 20  # characters in which a label stands
_ROUND = (5, 10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `whole`; `link` is of, out of, in or per. `start` and `end` are offsets in the sentence's text."""

    text: str
    count: float
    whole: float
    link: str
    start: int
    end: int

    @property
    def is_one_in_n(self) -> bool:
        """1 in 10, 3 in 10, 1 out of 8; not 8 in 100 or 1 of 100, which have the whole that all rates have."""
        return (self.count == 1 or self.link == "in") and self.whole != 100 or self.count == 1 and self.link == "in"


def value_of(number: str) -> float:
    """What a number is worth: digits, one word or two (a hundred, two hundred)."""
    if number[0].isdigit():
        return float(number.replace(",", ""))
    return prod(float((SMALL | LARGE).get(word, 1)) for word in number.lower().replace("-", " ").split())


@lru_cache(maxsize=4096)  # four rules ask for them
def rates_of(sentence: Sentence) -> tuple[Rate, ...]:
    """Each rate of a sentence, in the author's words or put in from the data."""
    return tuple(_rates_of(sentence))


def _rates_of(sentence: Sentence) -> Iterator[Rate]:
    for found in _SIGNS["rate"].finditer(sentence.text):
        link = "out of" if found["link"].lower().startswith("out") else found["link"].lower()
        rate = Rate(found[0].strip(), value_of(found["count"]), value_of(found["whole"]), link, *found.span())
        if _is_rate(rate, found) and not is_of_clinic(sentence, found.start()):
            yield rate


def _is_rate(rate: Rate, found: re.Match[str]) -> bool:
    """Small words count things unless people are named: "two of six boxes". Nor is a score a rate, or step 2 of 5."""
    names_people = bool(found["who"] or found["whom"] or found["every"])
    around = found.string[max(0, found.start() - 60) : found.end() + 30]
    is_score = rate.whole != 100 and not names_people and _SIGNS["score"].search(around) is not None
    is_named = _SIGNS["named"].search(found.string[max(0, found.start() - _REACH) : found.start()]) is not None
    is_kind = rate.link == "of" and _SIGNS["kinds"].match(found.string, found.end()) is not None  # 1 of 3 types
    if rate.count > rate.whole or is_score or is_named or is_kind:
        return False
    if rate.link == "in":  # "two in 1999" and "in 3 in 4 trials" are none; only round wholes read as so many in so many
        return rate.count == 1 and not is_year(rate.whole) or names_people or rate.whole in _ROUND
    is_counting = rate.link == "of" and found["count"].isalpha() and found["whole"].isalpha()
    return not is_counting or names_people and rate.count > 1  # "one of five children" counts too


def is_of_clinic(sentence: Sentence, offset: int) -> bool:
    """Whether the words there come from a field that is no number of the data: a telephone, opening hours."""
    return any(f.start <= offset < f.end and not f.name.startswith("numbers.") for f in sentence.fields)


def is_year(number: float) -> bool:
    """Whether four digits may be a year."""
    return 1_800 <= number <= 2_100


def passages(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Sentences that are read together: a paragraph, a table with its caption, a picture's caption and description."""
    passages: list[tuple[Sentence, ...]] = []
    for passage in together(sentences, _goes_on):
        if passages and passages[-1][-1].kind == "cell" and passage[-1].kind == "caption":  # typed below its table
            passages[-1] = (*passage, *passages[-1])
        else:
            passages.append(passage)
    return iter(passages)


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    if before.section != sentence.section or sentence.kind in ("meaning", "title", "alt", "chart"):
        return False
    if sentence.kind in ("cell", "description"):
        return before.kind in (sentence.kind, "caption")
    return before.paragraph == sentence.paragraph
