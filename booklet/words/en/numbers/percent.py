"""Percentages: each that tells of how many people, where "so many of 100" says it better.

Much else is given in hundredths, and rightly: the strength of an ointment, a share of a plate, of the marks of an exam or
of a pressure, how full a battery is. Such a percentage is not told. A cell of a table counts where its table is about
people or about what happens to them.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.model.sentence import Sentence
from booklet.words.en.numbers.frequency import OUTCOME
from booklet.words.en.numbers.rates import PEOPLE, WORD, is_of_clinic
from booklet.words.en.phrases import either

_PERCENT = re.compile(
    rf"(?P<number>(?:(?<![0-9.,])[0-9][0-9.,]{{0,11}}|\b(?:half|quarter|{WORD})\b)(?:\s+of)?(?:\s+an?|\s+one)?)?"
    r"(?(number)\s*-?)(?:[%％]|(?(number)per\s?cent\b|(?!)))",
    re.IGNORECASE,
)  # 20%, 20 percent, half a per cent
_SIGN = re.compile(r"[%％]|cent\b", re.IGNORECASE)
_SOMEBODY = f"(?:{PEOPLE}|{either('somebody')})"
_OF_SOMEBODY = re.compile(
    rf"\s+of\s+(?:[\w'’()-]+\s+){{0,4}}{_SOMEBODY}\b(?!\s+(?:volume|size|weight|doses?|beds)\b)", re.IGNORECASE
)  # of young children; not of its adult volume
_OF_SOMETHING = re.compile(r"\s+of\b|\s*\(of\b", re.IGNORECASE)  # of the plate
# 1% eye ointment, 70% alcohol, 80% full, 20% off, 30% loss (of blood)
_MEASURED = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}(?:{either('in_hundredths')})\b", re.IGNORECASE)
_MEASURES = re.compile(rf"\b(?:{either('measured')})\b", re.IGNORECASE)
_OF_PEOPLE = re.compile(rf"\b(?:{_SOMEBODY}|risks?|chances?|rates?|surviv\w+|likel\w+|success\w*)\b", re.IGNORECASE)
# Bone is | 70% | mineral: what it is made of
_MADE_OF = re.compile(
    r"\s+(?!(?:better|worse|sick|well|dead|alive|likely|more|less|safe|effective|successful)\b)[a-z]+\s*(?:[.,;]|$)"
)
_IS_SO = re.compile(r"\b(?:is|are|was|were)\s+(?:about\s+|around\s+|up\s+to\s+|over\s+)?$")
_BOUND = re.compile(r"[<>≤≥]\s*$")  # <90%, which is mostly a measure
_LABEL = re.compile(r"[:(]\s*(?:[~≈]|about\s+|up\s+to\s+)?(?:[0-9.]+\s*[-–]\s*)?$")  # Protein: 1-5%
_WORDS = re.compile(r"[^\W\d_]{3}")  # an item that is no more than 60% is an answer to choose
_REACH = 50  # characters before a percentage in which it says what is measured


def bare_percents(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each percentage of people in a sentence. `beside` are those that it is read with: its paragraph, or its table."""
    if not _SIGN.search(sentence.text):
        return
    for percent in _PERCENT.finditer(sentence.text):
        if not is_of_clinic(sentence, percent.start()) and _is_of_people(percent, sentence, beside):
            yield percent


def _is_of_people(percent: re.Match[str], sentence: Sentence, beside: Sequence[Sentence]) -> bool:
    text, end = sentence.text, percent.end()
    if _OF_SOMEBODY.match(text, end):
        return True
    if sentence.kind != "cell" and not _WORDS.search(text):
        return False
    if not percent["number"] or _OF_SOMETHING.match(text, end) or _MEASURED.match(text, end):
        return False
    if _IS_SO.search(text, 0, percent.start()) and _MADE_OF.match(text, end):
        return False
    if _MEASURES.search(text, max(0, percent.start() - _REACH), end + _REACH):
        return False
    if _BOUND.search(text, 0, percent.start()) and not OUTCOME.search(text):
        return False
    if _LABEL.search(text, 0, percent.start()) and not _names_people(f"{sentence.heading} {text}"):
        return False
    if sentence.kind == "cell":
        words = " ".join((sentence.heading, *(other.text for other in beside)))
        return _names_people(words) and not _MEASURES.search(words)
    return True


def _names_people(words: str) -> bool:
    return bool(_OF_PEOPLE.search(words) or OUTCOME.search(words))
