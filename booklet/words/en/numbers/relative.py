"""Relative risk: how much more or less, without saying of how much.

A handout that says "twice the risk" says neither 2 of 100 nor 40 of 100, and makes a small harm sound large. A change
by so much is told only where it is one of a risk or of what happens to people (falls, infections); of a dose, a weight,
a score or a length of time it is none. Nor is an aim one ("by 2030"), or a question ("What is the relative risk?").
"""
import re
from collections.abc import Iterator

from booklet.model.sentence import Sentence
from booklet.words.en.claims.grammar import is_advice
from booklet.words.en.phrases import WORD, signs_of

_SIGNS = signs_of(__file__, word=WORD)
_REACH = 30  # characters before the words in which it stands whose change it is


def relative_risks(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Each place where a sentence says how many times, or by which part, a risk is more or less."""
    if sentence.text.endswith("?") or not _SIGNS["signs"].search(sentence.text):
        return
    for found in _SIGNS["relative"].finditer(sentence.text):
        around = sentence.text[max(0, found.start() - _REACH) : found.end()]
        is_head = found["measure"] and (not sentence.is_prose or sentence.text.endswith(":"))  # it says nothing yet
        is_none = is_head or _SIGNS["body"].search(around) or _SIGNS["aim"].match(sentence.text, found.end())
        if not is_none and _is_of_risk(found[0], around, sentence):
            yield found


def _is_of_risk(words: str, around: str, sentence: Sentence) -> bool:
    if _SIGNS["risk"].search(words):
        return True
    if _SIGNS["no_risk"].search(around) or is_advice(sentence.text):  # Pack twice as many as you need
        return False
    return not _SIGNS["by_so_much"].search(words) or _SIGNS["harm"].search(around) is not None
