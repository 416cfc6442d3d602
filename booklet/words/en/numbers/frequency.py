"""Words for how often: rare, common, often, about something that helps or harms, where no number stands near.

Readers put anything from 1 to 50 of 100 under "common". It is advice: where no study has counted, a word is all there
is. How often a clinic does something ("staff often check") is no risk, so the sentence has to name a harm or a gain.

Source: NICE NG197, recommendations on communicating risk; handout standards, 1.13.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.model.sentence import Sentence

_HOW_OFTEN = re.compile(
    r"(?<!how )(?<!as )(?<!more )(?<!less )(?<!in )\b(?:very\s+|quite\s+|fairly\s+|less\s+)?"
    r"(?:rare|rarely|uncommon|uncommonly|common|commonly|often|sometimes|frequently|infrequently|occasionally|seldom|"
    r"(?:in)?frequent\s+(?:side\s+)?effects?)\b(?!\s+(?:questions?|cold|sense|name|words?|enough|as)\b)",
    re.IGNORECASE,
)  # rare, very common; not "how often", "common sense", "frequent peeing"
_OUTCOME = re.compile(
    r"\b(?:side\s+effects?|effects?|harm(?:s|ed|ful)?|risks?|reactions?|complications?|problems?|symptoms?|pain|nausea|"
    r"sick(?:ness)?|vomit\w*|dizz\w+|headaches?|bleed\w*|infections?|deaths?|die[sd]?|dreams?|sleepy|drowsy|confus\w+|"
    r"hallucinat\w*|relapse[sd]?|seizures?|fits?|damage[sd]?|injur\w+|dependence|addict\w*|blood\s+pressure|"
    r"breathing|better|worse|help(?:s|ed)?|ease[sd]?|relief|relieve[sd]?|improve\w*|works?|worked|benefits?|gains?|"
    r"recover\w*|cure[sd]?|fade[sd]?|return(?:s|ed)?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]")


def vague_words(sentence: Sentence, beside: Sequence[Sentence]) -> Iterator[re.Match[str]]:
    """Each such word of a whole sentence. `beside` are it and its neighbours, in which a number is looked for."""
    if sentence.kind not in ("prose", "item", "cell", "chart", "caption") or sentence.text.endswith("?"):
        return
    if any(_NUMBER.search(other.text) for other in beside):
        return
    if _OUTCOME.search(sentence.text):
        yield from _HOW_OFTEN.finditer(sentence.text)
