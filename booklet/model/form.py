"""Forms: which tables are there to be written in."""
import re
from collections.abc import Sequence

from booklet.model.tree import Gap, Nodes, Tick, Words, walk, words_of

_MARK = re.compile("(?:[✓✔✗✘✅❌☒×●•]+|[xX])[*†‡]?")  # of a table that says yes and no
# 1, ½, 1/2, 5 mg, 1 tablet with food; not 8 am
_AMOUNT = re.compile(r"[0-9½¼¾⅓⅔][0-9.,/½–-]*(?!\s?[ap]\.?m\b)(?:\s?[^\W\d_]{1,10}(?:\s[^\d]{1,30})?)?")


def is_form(rows: Sequence[Sequence[Nodes]]) -> bool:
    """Whether a column has no words, or a quarter of the cells has none, or any of a table that has places to write.

    Not where a cell holds nothing but a mark: an empty one says no there; nor where each row has an amount, as of a drug
    in the morning or at night: an empty one says none. A first row that is filled in alone is an example.
    """
    empty = [[not cell for cell in row] for row in rows]
    cells = [cell for row in rows for cell in row]
    if any(_MARK.fullmatch(words_of(cell).strip()) for cell in cells):
        return False
    if any(map(_has_place, cells)):
        return any(map(any, empty))
    if any(map(all, zip(*empty, strict=True))):
        return True
    partly = [column for column in zip(*empty, strict=True) if any(column)]
    has_example = len(rows) > 2 and all(not first and all(others) for first, *others in partly)
    if not has_example and all(any(_AMOUNT.fullmatch(words_of(cell).strip()) for cell in row[1:]) for row in rows):
        return False
    return sum(map(sum, empty)) * 4 >= sum(map(len, empty)) > 0


def _has_place(cell: Nodes) -> bool:
    return any(isinstance(node, Gap | Tick) or isinstance(node, Words) and "☐" in node.text for node in walk(cell))
