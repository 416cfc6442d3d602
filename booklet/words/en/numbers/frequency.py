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
from booklet.words.en.phrases import signs_of

_SIGNS = signs_of(__file__)
OUTCOME = _SIGNS["outcome"]
_REACH = 45  # characters before a word in which it says what is rare or common


def vague_words(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each such word of a whole sentence. `beside` are it and its neighbours, in which a number is looked for."""
    if sentence.kind not in ("prose", "item", "cell", "chart", "caption") or sentence.text.endswith("?"):
        return
    if not OUTCOME.search(sentence.text) or any(_SIGNS["number"].search(other.text) for other in beside):
        return
    yield from (found for found in _SIGNS["how_often"].finditer(sentence.text) if _names_harm(found))


def _names_harm(found: re.Match[str]) -> bool:
    """Whether a harm is what is rare or common: "Bleeding is rare", "Rare: death"; an adverb has its verb beside it."""
    text, before = found.string, max(0, found.start() - _REACH)
    if found["chance"] or found["case"]:
        return bool(_SIGNS["of_harm"].search(text, found.end())) or bool(OUTCOME.search(text, found.end()))
    if not found["adjective"]:
        return True
    return bool(_SIGNS["of_harm"].search(text, before, found.start()) or _SIGNS["then_harm"].match(text, found.end()))
