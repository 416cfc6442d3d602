"""Relative risk: how much more or less, without saying of how much.

A handout that says "twice the risk" says neither 2 of 100 nor 40 of 100, and makes a small harm sound large. A change
by so much is told only where it is one of a risk or of what happens to people (falls, infections); of a dose, a weight,
a score or a length of time it is none. Nor is an aim one ("by 2030"), or a question ("What is the relative risk?").
"""
import re
from collections.abc import Iterator

from booklet.model.sentence import Sentence
from booklet.words.en.claims.grammar import is_advice
from booklet.words.en.numbers.rates import DIGITS, WORD
from booklet.words.en.phrases import either

_RISK = f"(?:{either('risk')})"
# Falls were cut by half; what happens to people, which a change by a part can make more or less of
_HARM = f"(?:{either('happens')})"
_TIMES = (
    r"(?:(?!half\s+(?:of\s+)?(?:the\s+)?(?:new\s+|all\s+)?(?:cases|number)\b)"  # half of new cases is a share
    rf"(?:twice|thrice|double|triple|half|(?:{DIGITS}|{WORD}|several|many)\s+times|(?:{DIGITS})\s?[x×]))"
)
_FEW = r"(?:[\w'’-]+\s+){0,4}"
_SOME = r"(?:[\w'’-]+\s+){0,7}"  # the risk of a serious illness
_ABOUT = (
    r"(?:(?:about|around|up\s+to|as\s+much\s+as|nearly|almost|more\s+than|over|at\s+least|a|an|one)\s+){0,2}"
)
_PART = r"(?:half|thirds?|quarters?|two[\s-]thirds|three[\s-]quarters)"
_LIKELY = r"(?:likely|often|common|many|high|frequent|rare|probable|people)"
_MORE = (
    r"(?:higher|lower|greater|bigger|smaller|(?:more|less|fewer)\s+(?:likely|often|common|frequent|people|risk|deaths))"
)
_CHANGES = (
    r"(?:cut(?:s|ting)?|reduc\w+|lower(?:s|ed|ing)?|slash\w*|decreas\w+|rais(?:e|es|ed|ing)|increas\w+|boost\w*)"
)
_MOVES = r"(?:fell|falls?|fallen|drop(?:s|ped)?|rose|rises?|risen|grew|grows?|(?:goes|go|went)\s+(?:up|down))"
_NO_UNIT = (
    r"(?:\s*%|\s+per\s?cent\b|(?=\s*(?:[.,;:!?)]|$))"
    r"|(?=\s+(?:in|with|when|for|after|and|or|if|among|compared)\b))"
)
_RELATIVE = re.compile(
    rf"\b(?:"
    rf"{_TIMES}\s+as\s+{_LIKELY}\b"  # twice as likely, half as many
    rf"|{_TIMES}\s+(?:as\s+)?{_MORE}\b"  # 3 times more likely
    rf"|{_TIMES}\s+(?:of\s+)?(?:the\s+|your\s+|their\s+|that\s+|this\s+)?(?:[\w-]+\s+)?{_RISK}\b"  # 3 times the risk
    rf"|(?:[0-9]+|{WORD})[\s-]?fold\s+(?:increase|decrease|rise|fall|drop|reduction|{_MORE})"  # a tenfold rise
    rf"|{_RISK}\s+{_FEW}(?:[0-9]+[\s-]?fold|(?:{WORD})fold)\b"  # the risk rose threefold
    rf"|(?:doubl(?:es|ed|ing|e)|tripl(?:es|ed|ing|e)|halv(?:es|ed|ing|e))\s+{_FEW}{_RISK}\b"  # halves the risk
    rf"|{_RISK}\s+{_FEW}(?:doubl(?:es|ed|e)|tripl(?:es|ed|e)|halves|halved|twice\s+(?:as|that|what))\b"  # risk doubled
    rf"|{_CHANGES}\s+{_SOME}by\s+{_ABOUT}{_PART}"  # cut by half
    rf"|(?:{_CHANGES}|{_MOVES})\s+{_SOME}by\s+{_ABOUT}(?:{DIGITS})(?![0-9.,]*[0-9]){_NO_UNIT}"  # reduced by 30
    rf"|{_RISK}\s+{_FEW}{_MOVES}\s+{_FEW}by\s+{_ABOUT}{_PART}"  # the risk fell by a third
    rf"|{_CHANGES}\s+{_FEW}{_RISK}\s+{_FEW}in\s+half\b"  # cut the risk of a fall in half
    rf"|(?:{DIGITS})\s*(?:%|per\s?cent)\s+(?:{_MORE})\b"  # 30% more likely
    rf"|(?<!to-)(?<!to )(?P<measure>(?:relative\s+risk|(?:risk|odds|hazard|rate)\s+ratio)s?)\b"
    rf")",
    re.IGNORECASE,
)
# One of these is in every such sentence, and in few others: to look for it first takes a quarter of the time
_SIGNS = re.compile(
    r"twice|thrice|doubl|tripl|hal[fv]|times|fold|\bby\b|relative|ratio|%|cent\b|[0-9]\s?[x×]", re.IGNORECASE
)
_BY_SO_MUCH = re.compile(r"\bby\s+(?:[\w-]+\s+){0,3}(?:[0-9]|half|thirds?|quarters?|two|three)", re.IGNORECASE)
# Cut the dose by half; symptoms that fell by at least half
_NO_RISK = re.compile(rf"\b(?:{either('no_risk')})\b", re.IGNORECASE)
_AIM = re.compile(r"\s*(?:%|per\s?cent)?\s*(?:by|before|until)\s+(?:the\s+year\s+)?20[0-9]{2}\b", re.IGNORECASE)  # by 2030
_BODY = re.compile(
    r"\b(?:(?:heart|pulse|breathing|respiratory|flow)\s+rates?|drip|pump)\b", re.IGNORECASE
)  # your heart rate, the rate of a drip
_REACH = 30  # characters before the words in which it stands whose change it is


def relative_risks(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Each place where a sentence says how many times, or by which part, a risk is more or less."""
    if sentence.text.endswith("?") or not _SIGNS.search(sentence.text):
        return
    for found in _RELATIVE.finditer(sentence.text):
        around = sentence.text[max(0, found.start() - _REACH) : found.end()]
        is_head = found["measure"] and (not sentence.is_prose or sentence.text.endswith(":"))  # it says nothing yet
        is_none = is_head or _BODY.search(around) or _AIM.match(sentence.text, found.end())
        if not is_none and _is_of_risk(found[0], around, sentence):
            yield found


def _is_of_risk(words: str, around: str, sentence: Sentence) -> bool:
    if re.search(rf"\b{_RISK}\b", words, re.IGNORECASE):
        return True
    if _NO_RISK.search(around) or is_advice(sentence.text):  # Pack twice as many as you need
        return False
    return not _BY_SO_MUCH.search(words) or re.search(rf"\b(?:{_HARM}|{_RISK})\b", around, re.IGNORECASE) is not None
