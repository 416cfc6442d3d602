"""A verdict: what a decider found about one thing, with where it saw it."""
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from booklet.core.problems import Place
from booklet.model.sentence import Sentence

Found = Literal["yes", "mostly", "partly", "no", "na", ""]
MOSTLY = 0.8  # of all places: PEMAT's "agree" is for what is true at least 80 times of 100
PARTLY = 0.4


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence: the page of the finished PDF (0: of none), where the author typed it, and a few of the words."""

    page: int
    place: Place | None
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `answer` is "" where it is only measured, and a person has to judge.

    `says` is one sentence with the numbers, so that a reader can check the answer.
    """

    says: str
    answer: Found = ""
    evidence: tuple[Seen, ...] = ()


def whether(is_so: bool) -> Found:
    return "yes" if is_so else "no"


def of_share(good: int, total: int) -> Found:
    """All of them, most of them (80 of 100), some of them (40 of 100), or no; "na" where there are none."""
    if not total:
        return "na"
    share = good / total
    return "yes" if good == total else "mostly" if share >= MOSTLY else "partly" if share >= PARTLY else "no"


def word_sum(sentences: Iterable[Sentence]) -> int:
    return sum(len(sentence.words) for sentence in sentences)


def listed(words: Iterable[str], most: int = 4) -> str:
    """The first few in quotation marks, and how many more there are."""
    known = list(dict.fromkeys(words))
    told = ", ".join(f'"{each}"' for each in known[:most])
    return f"{told} and {len(known) - most} more" if len(known) > most else told
