"""Address: whether what a reader should do is said to the reader."""
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import word_lists
from booklet.words.text import Copy

_BOXES = ("action",)  # what the reader should do
_FEWEST_WORDS = 5
_READER = re.compile(r"\b(?P<you>you|your|yours|yourself|I|my|me|mine|myself)\b", re.IGNORECASE)
# Patients should rest; the reader must not drive; people are advised to wait. But: people who smoke should ask.
_OTHERS = re.compile(
    r"\b(?:the\s+)?(?P<others>patients?|readers?|users?|recipients?|clients?|individuals)\s+"
    r"(?:should|must|shall|ought\s+to|needs?\s+to|(?:is|are)\s+(?:advised|asked|urged|encouraged|expected)\s+to)\b"
    r"(?!\s+(?:(?:not|never|always|also|still|all|no\s+longer)\s+){0,2}be\b)",
    re.IGNORECASE,
)
# Nurses should watch; the text is for staff, who are told what patients should do. What is done to them is no order either.
_STAFF = re.compile(
    r"\b(?P<staff>staff|nurses?|doctors?|clinicians?|practitioners?|providers?|workers?|midwi(?:fe|ves)|you\s+and\s+your\s+staff)\s+"
    r"(?:should|must|needs?\s+to|ought\s+to)\b",
    re.IGNORECASE,
)
# What should I do? How do I get ready?
_TO_DO = re.compile(
    r"\b(?P<to_do>what\s+(?:to|should\s+i|can\s+i|must\s+i)\s+(?:do|bring)|get\s+ready|(?:i|to)\s+prepare|"
    r"prepare\s+for\s+(?:your|the))\b",
    re.IGNORECASE,
)
# Someone ought to be at home; but not: fever is a sign that the body works.
_IS_ORDER = re.compile(
    r"\b(?P<order>should|must|ought|shall|(?:needs?|has|have|best|important|good)\s+to)\b", re.IGNORECASE
)
# Call us; if it hurts, call us; please call; wait, then call.
_CLAUSE = re.compile(
    r"(?:^|[:;,(]\s+|\b(?:and|or|so|but)\s+)(?:(?:please|then|always|first|next|also|now)\s+){0,2}(?P<verb>[a-z']+)",
    re.IGNORECASE,
)


def address_problems(copy: Copy) -> Iterator[Problem]:
    """Sentences that ask nobody in particular, in action boxes and lists of what to do; and any that ask "patients"."""
    of_staff = {sentence.section for sentence in copy.sentences if _STAFF.search(sentence.text)}
    hint = "say “you”, or begin with what to do: “Call your clinic”"
    for sentence in copy.sentences:
        if not sentence.is_prose or sentence.section in of_staff:
            continue
        others = _OTHERS.search(sentence.text)
        if others:
            says = f"“{others[0]}” speaks about the reader, not to the reader"
            yield finding("no-you", sentence.place_of(others.start()), says, hint)
        elif _asks_for_something(sentence) and not _is_to_the_reader(sentence):
            yield finding("no-you", sentence.place, "this is something to do, and is not said to the reader", hint)


def _asks_for_something(sentence: Sentence) -> bool:
    """A short item, "Comfortable clothes.", is a thing and not an order."""
    is_in_list = sentence.kind == "item" and len(sentence.words) >= _FEWEST_WORDS and _IS_ORDER.search(sentence.text)
    return sentence.box in _BOXES or bool(is_in_list and _TO_DO.search(sentence.heading))


def _is_to_the_reader(sentence: Sentence) -> bool:
    text = sentence.text.replace("’", "'")
    clauses = (match["verb"].lower() for match in _CLAUSE.finditer(text))
    return bool(_READER.search(text)) or any(word in word_lists("verbs")["verbs"] for word in clauses)
