"""Tables as they are typed: rows between | marks, below a head and a line |---|:--:|.

Source: GitHub Flavored Markdown 0.29, section 4.10. Different from there: where rows begin with |, words without any are a
paragraph below the table, as people mean them, and not its last row.
"""
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from booklet.load.markdown.typed import Typed, as_one, mark

_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")  # |---|:--:|
_PART = re.compile(r"(?P<escaped>\\\|)|\|")


def ruled(line: str) -> list[str] | None:
    """The alignment of each column, "" for none; None where this is not the line below a head."""
    if not _RULER.fullmatch(line) or "|" not in line:
        return None
    marks = [cell.strip() for cell in cells(Typed(line))]
    return [_ALIGNED.get((cell[:1] == ":", cell[-1:] == ":"), "") for cell in marks]


_ALIGNED = {(True, True): "center", (True, False): "left", (False, True): "right"}


def cells(row: Typed) -> list[Typed]:
    """The cells of a row. An escaped mark is a character of its cell."""
    row = row.trimmed(" \t")
    start, parts, found = 1 if row.startswith("|") else 0, [], []
    at = start
    for sign in _PART.finditer(row, start):
        if sign["escaped"]:
            parts += [row.cut(at, sign.start()), row.cut(sign.start() + 1, sign.end())]
        else:
            found.append(as_one([*parts, row.cut(at, sign.start())]).trimmed(" \t"))
            parts = []
        at = sign.end()
    last = as_one([*parts, row.cut(at)]).trimmed(" \t")
    return [*found, last] if last or not row.endswith("|") or not found else found


def table(rows: Sequence[Typed], aligned: Sequence[str]) -> tuple[Element, list[Element]]:
    """The table of these rows, the head first, and its cells, whose words are still to be read.

    A row with other than its head's number of cells says so in `typed`: what is missing is empty, what is too much is
    left out, as GFM has it, and stands in `beyond`.
    """
    made, leaves = mark("table", rows[0].place()), list[Element]()
    for number, row in enumerate(rows):
        if number < 2:
            part = mark("tbody" if number else "thead")
            made.append(part)
        line, typed = mark("tr", row.place()), cells(row)
        while len(typed) > len(aligned) and not typed[-1]:  # nothing is lost with it
            typed.pop()
        if len(typed) != len(aligned):
            line.attrib |= {"typed": str(len(typed)), "beyond": "".join(f" | {cell}" for cell in typed[len(aligned) :])}
        for column, side in enumerate(aligned):
            words = typed[column] if column < len(typed) else Typed("")
            place = words.place() if words.spots else row.place()
            cell = mark("td" if number else "th", place, words, **({"align": side} if side else {}))
            line.append(cell)
            leaves.append(cell)
        part.append(line)
    return made, leaves
