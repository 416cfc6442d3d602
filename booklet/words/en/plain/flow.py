"""Flow: whether sentences are joined, as somebody would say them, and whether each thing is said once.

Short sentences help; nothing but short ones reads like a telegram, and a reader has to find the joints himself. So advice
is given where four sentences of eight words and fewer follow each other in a paragraph, or where they are more than a third
of a section. What a reader is told to do is left alone, and so are lists and questions: there short is right.

A near copy of an earlier sentence is told too: it costs a tired reader's time, and two wordings of one fact raise the
question which is right. What has to stand twice, as a stop list that is printed alone, is let stand with
`<!-- allow: repeated-sentence why -->`; a summary and the boxes that are read alone may repeat the text.
"""
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from textwrap import shorten

from booklet.core.catalogue import finding
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.claims.grammar import is_advice
from booklet.words.en.plain.length import word_count
from booklet.words.text import Copy

SHORT = 8  # words
_LONGEST_RUN = 3  # short sentences that may follow each other
MOST_SHORT = 1 / 3  # of the sentences of a section
_FEWEST_SENTENCES = 12  # of a section, for a share
ALIKE = 0.8  # how much two sentences have in common, from 0 to 1, to be near copies
_FEWEST_WORDS = 5  # that a sentence needs, to be one
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
# a question, answers to tick, a scale: below one question and the next stands ☐ none ☐ some, or 0 1 2 3 4
_ASKING = re.compile(r"\?\s*\Z|[☐□]|\A[\W\d_]*\Z")
_OPPOSITES = (
    ("up", "down"), ("left", "right"), ("before", "after"), ("morn", "even"), ("with", "without"), ("more", "less"),
    ("high", "low"), ("hot", "cold"), ("start", "stop"), ("on", "off"), ("first", "last"), ("man", "woman"), ("in", "out"),
)  # fmt: skip
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s)$")


def flow_problems(copy: Copy) -> Iterator[Problem]:
    """Codes choppy and repeated-sentence."""
    yield from _choppy(copy)
    for repeated in near_copies(copy.sentences):
        place = repeated.first.place
        says = f"this says again what {place} says: “{shorten(repeated.first.text, 80, placeholder=' ...')}”"
        hint = "say it once, where it is needed, and point there; or <!-- allow: repeated-sentence why -->"
        yield finding("repeated-sentence", repeated.sentence.place, says, hint)


def _choppy(copy: Copy) -> Iterator[Problem]:
    for _, group in groupby(copy.sentences, lambda sentence: sentence.section):
        flowing = [one for one in group if _is_flowing(one)]
        short = [one for one in flowing if word_count(one) <= SHORT]
        if len(flowing) >= _FEWEST_SENTENCES and len(short) > MOST_SHORT * len(flowing):
            says = f"{len(short)} of {len(flowing)} sentences of this section have {SHORT} words or fewer"
            yield finding("choppy", short[0].place, says, "join some of them: because, so, but, which, when")
            continue
        for _, together in groupby(flowing, lambda sentence: sentence.paragraph):
            yield from _runs(list(together))


def _runs(paragraph: Sequence[Sentence]) -> Iterator[Problem]:
    for is_short, group in groupby(paragraph, lambda sentence: word_count(sentence) <= SHORT):
        run = list(group)
        if is_short and len(run) > _LONGEST_RUN:
            says = f"{len(run)} sentences of {SHORT} words or fewer follow each other here"
            yield finding("choppy", run[0].place, says, "join some of them: because, so, but, which, when")


def _is_flowing(sentence: Sentence) -> bool:
    is_prose = sentence.kind == "prose" and sentence.is_prose and sentence.box not in counting_as("acting")
    return is_prose and not sentence.text.rstrip().endswith(("?", ":")) and not is_advice(sentence.text)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A sentence, and the first one before it that says nearly the same."""

    sentence: Sentence
    first: Sentence


def near_copies(sentences: Sequence[Sentence]) -> Iterator[Repeated]:
    """Each sentence of text or lists that is a near copy of an earlier one, in reading order: the measure of the rule.

    Items of one list are no copies of each other, nor is a summary of its text. Two sentences that have so much in common
    share one of their rarest words, so each is held against few others.
    """
    told = [one for one in sentences if one.is_prose and not _ASKING.search(one.text)]
    bags = [(one, words_of_sentence(one.text)) for one in told]
    often = Counter(word for _, bag in bags for word in bag)
    seen: dict[str, list[int]] = defaultdict(list)
    for number, (sentence, bag) in enumerate(bags):
        words = sorted(bag, key=lambda word: (often[word], word))
        if len(bag) < _FEWEST_WORDS:
            continue
        least = ceil(len(words) * ALIKE / (2 - ALIKE))  # words that two near copies share at the least
        rare = words[: len(words) - least + 1]
        for other in sorted({at for word in rare for at in seen[word]}):
            first, others = bags[other]
            if likeness(bag, others) >= ALIKE and not _is_opposed(bag ^ others) and _may_not_repeat(sentence, first):
                yield Repeated(sentence, first)
                break
        for word in rare:
            seen[word].append(number)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words have in common, from 0 to 1: twice what they share, by what they hold together (Dice)."""
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 0.0


def _is_opposed(differing: frozenset[str]) -> bool:
    """Whether two sentences say the same of opposites: Going up: good leg first. Going down: bad leg first."""
    return any({one, other} <= differing for one, other in _OPPOSITES)


def words_of_sentence(text: str) -> frozenset[str]:
    """The words of a sentence without their endings; numbers count as words, so two results are two sentences."""
    return frozenset(_ENDING.sub("", word.lower()) for word in _WORD.findall(text))


def _may_not_repeat(sentence: Sentence, first: Sentence) -> bool:
    apart = (*counting_as("alone"), *counting_as("acting"))
    if any(one.in_summary or one.box in apart for one in (sentence, first)):
        return False
    places = {(one.kind, one.section, one.heading) for one in (sentence, first)}
    return sentence.kind != "item" or len(places) > 1
