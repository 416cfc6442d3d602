"""Percentages: each that tells of how many people, where "so many of 100" says it better.

Much else is given in hundredths, and rightly: the strength of an ointment, a share of a plate, of the marks of an exam or
of a pressure, how full a battery is. Such a percentage is not told. A cell of a table counts where its table is about
people or about what happens to them.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.model.sentence import Sentence
from booklet.words.en.numbers.frequency import OUTCOME
from booklet.words.en.numbers.rates import is_of_clinic
from booklet.words.en.phrases import WORD, signs_of

_SIGNS = signs_of(__file__, word=WORD)
_REACH = 50  # characters before a percentage in which it says what is measured


def bare_percents(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each percentage of people in a sentence. `beside` are those that it is read with: its paragraph, or its table."""
    if not _SIGNS["sign"].search(sentence.text):
        return
    for percent in _SIGNS["percent"].finditer(sentence.text):
        if not is_of_clinic(sentence, percent.start()) and _is_of_people(percent, sentence, beside):
            yield percent


def _is_of_people(percent: re.Match[str], sentence: Sentence, beside: Sequence[Sentence]) -> bool:
    text, end = sentence.text, percent.end()
    if _SIGNS["of_somebody"].match(text, end):
        return True
    if sentence.kind != "cell" and not _SIGNS["words"].search(text):
        return False
    if not percent["number"] or _SIGNS["of_something"].match(text, end) or _SIGNS["measured"].match(text, end):
        return False
    if _SIGNS["is_so"].search(text, 0, percent.start()) and _SIGNS["made_of"].match(text, end):
        return False
    if _SIGNS["measures"].search(text, max(0, percent.start() - _REACH), end + _REACH):
        return False
    if _SIGNS["bound"].search(text, 0, percent.start()) and not OUTCOME.search(text):
        return False
    if _SIGNS["label"].search(text, 0, percent.start()) and not _names_people(f"{sentence.heading} {text}"):
        return False
    if sentence.kind == "cell":
        words = " ".join((sentence.heading, *(other.text for other in beside)))
        return _names_people(words) and not _SIGNS["measures"].search(words)
    return True


def _names_people(words: str) -> bool:
    return bool(_SIGNS["of_people"].search(words) or OUTCOME.search(words))
