"""Left: what somebody meant to write later still stands in the text: "Ring TBC", "call 000 000 0001".

Only signs that are no words are looked for, so that no sentence is refused for what it says. What a clinic profile fills
in is judged where that is read.

And doubts: places that their author asks whoever signs to look at: `<!-- to check: table 6 of the newest label -->`. The
comment stands behind the sentence and prints nothing. The ledger lists it; `check` says how many are left.
"""
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.core.text_file import printable
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

# Ring TBC. XXX tablets a day. Call 000 000 0001; but not a trained birth attendant (TBA), nor 47,XXX, which is a set of
# chromosomes, nor 5 000 000, nor the figures of a DOI
_LEFT = re.compile(
    r"\b(?:TB[CD]|TODO|FIXME)\b|(?<!\()\bTBA\b|(?<![\w,])X{3,}\b"
    r"|(?<![\w./])(?<!\d[ ,-])000[ -]?000(?:[ -]?\d{1,4})?(?!\d)"
)
_HINT = "write it; a phone number comes from the clinic profile, as in {{ clinic.daytime.phone }}"
_DOUBT = re.compile(r"to\s+check\s*:\s*(?P<what>.*)", re.DOTALL | re.IGNORECASE)  # to check: by an anaesthetist


def left_problems(copy: Copy) -> list[Problem]:
    """Code placeholder-left, of every sentence, heading, cell, caption and label, in any language."""
    return [
        finding("placeholder-left", place, f"“{printable(match[0])}” keeps a place free, and a patient would read it", _HINT)
        for sentence in (*copy.sentences, *copy.labels)
        for match, place in sentence.found(_LEFT)
        if not any(field.start <= match.start() < field.end for field in sentence.fields)
    ]


def doubts_of(sentence: Sentence) -> tuple[str, ...]:
    """What is still to be checked about a sentence, in the words of its author; "" where they say no more."""
    found = (_DOUBT.fullmatch(comment.strip()) for comment in sentence.comments)
    return tuple(" ".join(match["what"].split()) for match in found if match)


def doubt_problems(copy: Copy) -> Iterator[Problem]:
    """One piece of advice for all of them, at the first."""
    doubted = [sentence for sentence in copy.sentences if doubts_of(sentence)]
    if doubted:
        many = "1 place is" if len(doubted) == 1 else f"{len(doubted)} places are"
        says = f"{many} marked to check before anybody signs; here: {doubts_of(doubted[0])[0] or 'the whole sentence'}"
        hint = "the ledger lists them all; take each mark out when it is settled"
        yield finding("left-to-check", doubted[0].place, says, hint)
