"""Relative risk: how much more or less, without saying of how much.

A handout that says "twice the risk" says neither 2 of 100 nor 40 of 100, and makes a small harm sound large. A change
of a dose or of a score in points is no risk, and is not told.
"""
import re
from collections.abc import Iterator

from booklet.model.sentence import Sentence
from booklet.words.en.numbers.rates import DIGITS, WORD

_RISK = (
    r"(?:risks?|chances?|odds|rates?|likelihood|probability|danger|deaths?|relapses?|remissions?|recovery|survival|"
    r"cases|number\s+of)"
)
_TIMES = rf"(?:twice|thrice|double|triple|half|(?:{DIGITS}|{WORD}|several|many)\s+times|(?:{DIGITS})\s?[x×])"
_FEW = r"(?:[\w'’-]+\s+){0,4}"
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
_MOVES = r"(?:fell|falls?|fallen|drop(?:s|ped)?|rose|rises?|risen|grew|grows?|went\s+(?:up|down))"
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
    rf"|{_CHANGES}\s+{_FEW}by\s+{_ABOUT}{_PART}"  # cut by half
    rf"|(?:{_CHANGES}|{_MOVES})\s+{_FEW}by\s+{_ABOUT}(?:{DIGITS}){_NO_UNIT}"  # reduced by 30
    rf"|{_RISK}\s+{_FEW}{_MOVES}\s+{_FEW}by\s+{_ABOUT}{_PART}"  # the risk fell by a third
    rf"|{_CHANGES}\s+{_FEW}{_RISK}\s+{_FEW}in\s+half\b"  # cut the risk of a fall in half
    rf"|(?:{DIGITS})\s*(?:%|per\s?cent)\s+(?:{_MORE})\b"  # 30% more likely
    rf"|(?:(?:relative\s+risk|(?:risk|odds|hazard|rate)\s+ratio)s?|number\s+needed\s+to\s+(?:treat|harm))\b"
    rf")",
    re.IGNORECASE,
)
# Cut the dose by half; symptoms that fell by at least half
_NO_RISK = re.compile(
    r"\b(?:doses?|tablets?|pills?|drops?|patch(?:es)?|scores?|symptoms?|amounts?|portions?)\b", re.IGNORECASE
)
_BODY = re.compile(r"\b(?:heart|pulse|breathing|respiratory|flow|drip)\s+rates?\b", re.IGNORECASE)  # your heart rate
_REACH = 30  # characters before the words in which it stands whose change it is


def relative_risks(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Each place where a sentence says how many times, or by which part, a risk is more or less."""
    for found in _RELATIVE.finditer(sentence.text):
        around = sentence.text[max(0, found.start() - _REACH) : found.end()]
        names_risk = re.search(_RISK, found[0], re.IGNORECASE) and not _BODY.search(around)
        if names_risk or not (_NO_RISK.search(around) or _BODY.search(around)):
            yield found
