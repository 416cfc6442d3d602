"""Names of rows: whether the first row of a table, which Markdown and Word take for its head, is one like the others."""
import re
from collections.abc import Sequence

from booklet.core.own_table import own_table

_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)\.? [0-9]{1,3}\b|[0-9]{1,2}(?P<time>[:.][0-9]{2}| ?[ap]\.?m\b)")  # Day 1; 8 am
_KINDS = {word: kind for kind, listed in own_table(__file__)["rows"].items() for word in listed.split()}


def are_of_one_kind(names: Sequence[str]) -> bool:
    """Whether what stands at the begin of each row, the first too, is of one kind: Breakfast, Lunch; Day 1, Day 2.

    Not where all begin with the same: Breakfast is the head of Breakfast cereal, and COVID 19 of COVID 19 spreads.
    """
    found = [_kind(name) for name in names]
    return len({kind for kind, _ in found}) == 1 and found[0][0] != "" and len({begin for _, begin in found}) > 1


def _kind(name: str) -> tuple[str, str]:
    """What a row of this name is a row of, "" where nobody knows; and the words that say so."""
    numbered, first = _NUMBERED.match(name), re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    if numbered:
        return (numbered["word"] or "time").lower(), numbered[0].lower()
    return (_KINDS.get(first[0].lower(), ""), first[0].lower()) if first else ("", "")
