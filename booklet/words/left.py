"""Left: what somebody meant to write later still stands in the text: "Ring TBC", "call 000 000 0001".

Only signs that are no words are looked for, so that no sentence is refused for what it says. What a clinic profile fills
in is judged where that is read.
"""
import re

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.core.text_file import printable
from booklet.words.text import Copy

# Ring TBC. XXX tablets a day. Call 000 000 0001; but not a trained birth attendant (TBA), nor 47,XXX, which is a set of
# chromosomes, nor 5 000 000, nor the figures of a DOI
_LEFT = re.compile(
    r"\b(?:TB[CD]|TODO|FIXME)\b|(?<!\()\bTBA\b|(?<![\w,])X{3,}\b"
    r"|(?<![\w./])(?<!\d[ ,-])000[ -]?000(?:[ -]?\d{1,4})?(?!\d)"
)
_HINT = "write it; a phone number comes from the clinic profile, as in {{ clinic.daytime.phone }}"


def left_problems(copy: Copy) -> list[Problem]:
    """Code placeholder-left, of every sentence, heading, cell, caption and label, in any language."""
    return [
        finding("placeholder-left", place, f"“{printable(match[0])}” keeps a place free, and a patient would read it", _HINT)
        for sentence in (*copy.sentences, *copy.labels)
        for match, place in sentence.found(_LEFT)
        if not any(field.start <= match.start() < field.end for field in sentence.fields)
    ]
