"""Words for how often: rare, common, often, most, a few, a small chance, of what helps or harms, with no number near.

Readers put anything from 1 to 50 of 100 under "common", and from 51 to 99 under "most". It is advice: where no study has
counted, a word is all there is. How often a clinic does something ("staff often check") is no risk, nor is a common cause
or a common name, nor what most people bring along. So a harm or a gain is what has to be rare or common ("bleeding is
rare", "it often helps"), what most or a few people have ("most people feel better") or what the chance is of. "Some"
promises no more than that there are any, and is let stand.

Source: NICE NG197, recommendations on communicating risk; handout standards, 1.13.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.model.sentence import Sentence
from booklet.words.en.phrases import either

_HARM = f"(?:{either('harm')})"
_VERB = rf"(?:{either('verb')}|causes?\s+(?:\w+\s+){{0,2}}{_HARM})"
_VERY = r"(?:very\s+|quite\s+|fairly\s+|less\s+)?"
_NOT_AFTER = r"(?<!how )(?<!as )(?<!more )(?<!less )(?<!in )(?<!the )(?<!most )(?<!increasingly )"
# Whoever or whatever there are most, many or a few of, and what becomes of them
_COUNTED = rf"(?:{either('counted')}|(?:of\s+)?(?:the\s+)?(?:{either('counted_ills')}))"
_FEEL = (
    r"(?:(?:feels?|felt|gets?|got|are|is|become|became|were|be)\s+(?:\w+\s+)?(?:better|well|worse|sick|dizzy|drowsy|sleepy|ill|faint|"
    r"tired|confused|calm(?:er)?)|recover|heal|improve|respond|relapse|bleed|faint|die|benefit|"
    r"ha(?:ve|s|d)\s+(?:an?\s+|no\s+|some\s+|bad\s+|mild\s+|severe\s+|serious\s+|allergic\s+|\w+\s+){0,3}" + _HARM + r"|"
    r"stop\w*\s+(?:\w+\s+){0,2}because|need\s+(?:\w+\s+){0,3}(?:operation|transfusion|surgery)"
    r"|notice\b[^.;]{0,40}\b" + _HARM + ")"
)
_MOST = (
    r"(?:(?:very\s+|only\s+)?(?:a\s+)?few|most|many|(?:al)?most\s+all|nearly\s+all|hardly\s+any|"
    r"(?:the|a)\s+(?:great\s+|vast\s+|large\s+|small\s+|tiny\s+)?(?:majority|minority)\s+of|a\s+small\s+number\s+of)"
)
_HOW_OFTEN = re.compile(
    rf"{_NOT_AFTER}\b(?P<how_often>{_VERY}(?P<adjective>rare|uncommon|common|frequent|infrequent)"
    rf"(?:(?=\s+(?:\w+\s+)?(?:side\s+effects?|complications?|reactions?)\b)"
    rf"|(?<!frequent)(?=\s*(?:[.,;:)!]|$|(?:but|and|in|after|with|during|at|when|if|among|for)\b)))"
    rf"|(?P<case>in\s+(?:very\s+)?(?:rare|a\s+few)\s+cases|on\s+(?:very\s+)?rare\s+occasions)"
    rf"|{_VERY}(?:rarely|uncommonly|commonly|often|sometimes|frequently|infrequently|occasionally|seldom|usually)"
    rf"(?=\s+(?:[\w'’-]+\s+){{0,3}}{_VERB}\b))"
    rf"|\b(?P<most>{_MOST}\s+(?:of\s+(?:these\s+|the\s+)?)?{_COUNTED}|(?:nearly|almost)\s+everyone|hardly\s+anyone)"
    rf"(?=\s+(?:(?:who|with|on|in|will|may|can|do|does|never|also|then|soon|say(?:\s+that)?)\s+(?:\w+\s+){{0,4}})?{_FEEL}\b)"
    rf"|\b(?P<chance>(?:very\s+)?(?:small|slight|low|tiny|good|high|little|fair|remote)\s+(?:chance|risk|possibility))"
    rf"(?=\s+(?:of|that)\b)"
    rf"|\b(?P<unusual>(?:very\s+)?unusual)(?=\s+to\s+(?:be|feel|get)\s+(?:sick|dizzy|ill|faint)|\s+to\s+have\s+(?:\w+\s+)?{_HARM})",
    re.IGNORECASE,
)  # bleeding is rare; it often helps; most people feel better; a small chance of a clot; not "a common cause", "often used"
OUTCOME = re.compile(rf"\b(?:{either('outcome')})\b", re.IGNORECASE)
_OF_HARM = re.compile(rf"\b(?:adverse\s+effects|addicted|dry\s+eye|swelling|bruising|{_HARM})\b", re.IGNORECASE)
_THEN_HARM = re.compile(rf"\W+(?:\w+\s+){{0,2}}{_HARM}\b", re.IGNORECASE)
_REACH = 45  # characters before a word in which it says what is rare or common
_NUMBER = re.compile(r"[0-9]")


def vague_words(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each such word of a whole sentence. `beside` are it and its neighbours, in which a number is looked for."""
    if sentence.kind not in ("prose", "item", "cell", "chart", "caption") or sentence.text.endswith("?"):
        return
    if not OUTCOME.search(sentence.text) or any(_NUMBER.search(other.text) for other in beside):
        return
    yield from (found for found in _HOW_OFTEN.finditer(sentence.text) if _names_harm(found))


def _names_harm(found: re.Match[str]) -> bool:
    """Whether a harm is what is rare or common: "Bleeding is rare", "Rare: death"; an adverb has its verb beside it."""
    text, before = found.string, max(0, found.start() - _REACH)
    if found["chance"] or found["case"]:
        return bool(_OF_HARM.search(text, found.end())) or bool(OUTCOME.search(text, found.end()))
    if not found["adjective"]:
        return True
    return bool(_OF_HARM.search(text, before, found.start()) or _THEN_HARM.match(text, found.end()))
