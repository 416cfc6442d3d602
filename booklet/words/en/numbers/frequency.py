"""Words for how often: rare, common, often, about something that helps or harms, where no number stands near.

Readers put anything from 1 to 50 of 100 under "common". It is advice: where no study has counted, a word is all there
is. How often a clinic does something ("staff often check") is no risk, nor is a common cause or a common name. So a harm
or a gain is what has to be rare or common: "bleeding is rare", "a common side effect", "it often helps".

Source: NICE NG197, recommendations on communicating risk; handout standards, 1.13.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.model.sentence import Sentence

_HARM = (
    r"(?:side\s+effects?|harms?|risks?|reactions?|complications?|symptoms?|pain|nausea|sickness|vomiting|dizziness|"
    r"headaches?|dreams|hallucinations|drowsiness|confusion|rash(?:es)?|itching|constipation|diarrho?ea|blood\s+clots?|"
    r"falls|bleed(?:ing|s)?|(?:wound|chest)\s+infections?|deaths?|seizures?|fits|damage|injur(?:y|ies)|dependence|relapses?)"
)
_VERB = (
    r"(?:gets?\s+(?:worse|better)|helps(?!\s+to\b)|helped|eases?|relieves?|improves?|works|worked|cures?|fades?|lasts?|returns?|"
    r"comes?\s+back|bleeds?|hurts?|harms?|dies?|recovers|relapses?|causes?\s+(?:\w+\s+){0,2}" + _HARM + ")"
)
_VERY = r"(?:very\s+|quite\s+|fairly\s+|less\s+)?"
_NOT_AFTER = r"(?<!how )(?<!as )(?<!more )(?<!less )(?<!in )(?<!the )(?<!most )(?<!increasingly )"
_HOW_OFTEN = re.compile(
    rf"{_NOT_AFTER}\b(?P<how_often>{_VERY}(?P<adjective>rare|uncommon|common|frequent|infrequent)"
    rf"(?:(?=\s+(?:\w+\s+)?(?:side\s+effects?|complications?|reactions?)\b)"
    rf"|(?<!frequent)(?=\s*(?:[.,;:)!]|$|(?:but|and|in|after|with|during|at|when|if|among|for)\b)))"
    rf"|{_VERY}(?:rarely|uncommonly|commonly|often|sometimes|frequently|infrequently|occasionally|seldom)"
    rf"(?=\s+(?:[\w'’-]+\s+){{0,3}}{_VERB}\b))",
    re.IGNORECASE,
)  # bleeding is rare; a common side effect; it often helps; not "a common cause", "often used"
OUTCOME = re.compile(
    r"\b(?:side\s+effects?|effects?|harm(?:s|ed|ful)?|risks?|reactions?|complications?|problems?|symptoms?|pain|nausea|"
    r"sick(?:ness)?|vomit\w*|dizz\w+|headaches?|bleed\w*|infections?|deaths?|die[sd]?|dreams?|sleepy|drowsy|confus\w+|"
    r"hallucinat\w*|relapse[sd]?|seizures?|fits?|damage[sd]?|injur\w+|dependence|addict\w*|blood\s+pressure|"
    r"breathing|better|worse|help(?:s|ed)?|ease[sd]?|relief|relieve[sd]?|improve\w*|works?|worked|benefits?|gains?|"
    r"recover\w*|cure[sd]?|fade[sd]?|return(?:s|ed)?)\b",
    re.IGNORECASE,
)
_OF_HARM = re.compile(rf"\b(?:adverse\s+effects|addicted|dry\s+eye|swelling|bruising|{_HARM})\b", re.IGNORECASE)
_THEN_HARM = re.compile(rf"\W+(?:\w+\s+){{0,2}}{_HARM}\b", re.IGNORECASE)
_REACH = 45  # characters before a word in which it says what is rare or common
_NUMBER = re.compile(r"[0-9]")


def vague_words(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each such word of a whole sentence. `beside` are it and its neighbours, in which a number is looked for."""
    if sentence.kind not in ("prose", "item", "cell", "chart", "caption") or sentence.text.endswith("?"):
        return
    if any(_NUMBER.search(other.text) for other in beside):
        return
    if OUTCOME.search(sentence.text):
        yield from (found for found in _HOW_OFTEN.finditer(sentence.text) if _names_harm(found))


def _names_harm(found: re.Match[str]) -> bool:
    """Whether a harm is what is rare or common: "Bleeding is rare", "Rare: death"; an adverb has its verb beside it."""
    if not found["adjective"]:
        return True
    text, before = found.string, max(0, found.start() - _REACH)
    return bool(_OF_HARM.search(text, before, found.start()) or _THEN_HARM.match(text, found.end()))
