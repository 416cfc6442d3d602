"""Doubts: places that their author asks whoever signs to look at: `<!-- to check: table 6 of the newest label -->`.

The comment stands behind the sentence and prints nothing. The ledger lists it; `check` says how many are left.
"""
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

_DOUBT = re.compile(r"to\s+check\s*:\s*(?P<what>.*)", re.DOTALL | re.IGNORECASE)  # to check: by an anaesthetist


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
