"""Names of rows: whether the first row of a table, which Markdown and Word take for its head, is one like the others."""
import re
from collections.abc import Sequence

from booklet.core.own_table import own_table

_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)\.? [0-9]{1,3}\b|[0-9]{1,2}(?P<time>[:.][0-9]{2}| ?[ap]\.?m\b)")  # Day 1; 8 am
_KINDS = {word: kind for kind, listed in own_table(__file__)["rows"].items() for word in listed.split()}


def are_of_one_kind(names: Sequence[str]) -> bool:
    """Whether what stands at the begin of each row, the first too, is of one kind: Breakfast, Lunch; Day 1, Day 2."""
    kinds = {_kind(name) for name in names}
    return len(kinds) == 1 and kinds != {""}


def _kind(name: str) -> str:
    """What a row of this name is a row of, "" where nobody knows."""
    numbered, first = _NUMBERED.match(name), re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    if numbered:
        return (numbered["word"] or "time").lower()
    return _KINDS.get(first[0].lower(), "") if first else ""
