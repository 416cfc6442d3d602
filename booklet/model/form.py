"""Forms: which tables are there to be written in; and whether rows, the first too, are of one kind, as those of a diary."""
import re
from collections.abc import Sequence

from booklet.core.own_table import own_table
from booklet.model.tree import Gap, Nodes, Tick, Words, walk, words_of

_MARK = re.compile("(?:[✓✔✗✘✅❌☒×●•]+|[xX])[*†‡]?")  # of a table that says yes and no
# 1, ½, 1/2, 5 mg, 1 tablet with food, Omeprazole 20 mg; not 8 am
_AMOUNT = re.compile(
    r"(?P<of>[^\W\d_][^\d]{2,29}\s)?[0-9½¼¾⅓⅔][0-9.,/½–-]*(?!\s?[ap]\.?m\b)"
    r"(?(of)\s?[^\W\d_]{1,10}|(?:\s?[^\W\d_]{1,10}(?:\s[^\d]{1,30})?)?)"
)
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)\.? [0-9]{1,3}\b|[0-9]{1,2}(?P<time>[:.][0-9]{2}| ?[ap]\.?m\b)")  # Day 1; 8 am
_TABLE = own_table(__file__)
_KINDS = {word: kind for kind, listed in _TABLE["rows"].items() for word in listed.split()}
OPPOSED = frozenset(_TABLE["opposed"].split())


def is_form(rows: Sequence[Sequence[Nodes]]) -> bool:
    """Whether a column has no words, or a quarter of the cells has none, or any of a table that has places to write.

    Not where a cell holds nothing but a mark: an empty one says no there; nor where each row has an amount, as of a drug
    in the morning or at night: an empty one says none. Of a diary, a first row filled in alone is an example.
    """
    empty = [[not cell for cell in row] for row in rows]
    cells = [cell for row in rows for cell in row]
    if any(_MARK.fullmatch(words_of(cell).strip()) for cell in cells):
        return False
    if any(map(_has_place, cells)):
        return any(map(any, empty))
    columns = list(zip(*empty, strict=True))
    if any(map(all, columns)):
        return True
    if any(columns[0]) and not any(map(all, empty)) and all(list(column) == sorted(column) for column in columns):
        return False  # lists beside each other, of which one is shorter
    partly = [column for column in columns if any(column)]
    names = [words_of(row[0]).strip() for row in rows]
    is_diary = len(rows) > 2 and (are_of_one_kind(names) or all(name[:1].isdigit() for name in names))
    has_example = is_diary and all(not first and all(others) for first, *others in partly)
    if not has_example and all(any(_AMOUNT.fullmatch(words_of(cell).strip()) for cell in row[1:]) for row in rows):
        return False
    return sum(map(sum, empty)) * 4 >= sum(map(len, empty)) > 0


def _has_place(cell: Nodes) -> bool:
    nodes = tuple(walk(cell))
    return any(isinstance(node, Gap | Tick) or isinstance(node, Words) and re.search("[☐□]", node.text) for node in nodes)


def are_of_one_kind(names: Sequence[str], beside: Sequence[str] = ()) -> bool:
    """Whether what stands at the begin of each row, the first too, is of one kind: Breakfast, Lunch; Day 1, Day 2; A:, B:.

    Not where all begin with the same: Breakfast is the head of Breakfast cereal, and COVID 19 of COVID 19 spreads; nor where
    what stands `beside` the first is a label too: Name:, Phone:.
    """
    if beside and all(_kind(name)[0] == ":" for name in beside):
        return False
    found = [_kind(name) for name in names]
    return len({kind for kind, _ in found}) == 1 and found[0][0] != "" and len({begin for _, begin in found}) > 1


def _kind(name: str) -> tuple[str, str]:
    """What a row of this name is a row of, "" where nobody knows; and the words that say so."""
    if name.rstrip().endswith((":", "：")):  # Dose:
        return ":", name.lower()
    numbered, first = _NUMBERED.match(name), re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    if numbered:
        return (numbered["word"] or "time").lower(), numbered[0].lower()
    return (_KINDS.get(first[0].lower(), ""), first[0].lower()) if first else ("", "")
