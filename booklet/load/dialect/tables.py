"""A table as it is typed: rows between | marks. Which row would lose words or lines in print?"""
import re
from collections.abc import Sequence

from booklet.load.dialect.grammar import ROW
from booklet.load.fields import Line
from booklet.model.manuscript import Cell
from booklet.model.tree import Element, Nodes, walk

_RULED = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")  # | :--- | ---: |
_MOST_COLUMNS = 4  # more cannot be read across, at 12.5 pt


def rows_from(lines: Sequence[Line], at: int, end: int) -> list[Line]:
    """The rows that stand without a gap from line `at` on, before `end`."""
    past = at
    while past < end and ROW.match(lines[past].text):
        past += 1
    return [Line(row.number, row.text.strip()) for row in lines[at:past]]


def bad_row(rows: Sequence[Line]) -> tuple[Line, str] | None:
    """The first row that is wrong, and why; None for a good table.

    A row with more cells than the head would lose the last ones, without a word from Python-Markdown.
    """
    columns = _cells(rows[0])
    if len(rows) < 3 or not _RULED.fullmatch(rows[1].text):
        return rows[0], "this table has no head, or nothing but a head"
    if columns > _MOST_COLUMNS:
        return rows[0], f"this table has {columns} columns, and {_MOST_COLUMNS} are the most"
    uneven = next((row for row in rows if _cells(row) != columns), None)
    return (uneven, f"this row has {_cells(uneven)} cells, and the head has {columns}") if uneven else None


def table_rows(nodes: Nodes) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table that was read."""
    rows = (node for node in walk(nodes) if isinstance(node, Element) and node.tag == "tr")
    return tuple(tuple(_cell(cell) for cell in row.inside if isinstance(cell, Element)) for row in rows)


def _cell(cell: Element) -> Cell:
    style = dict(cell.attributes).get("style", "")  # text-align: center;
    return Cell(cell.inside, style.removeprefix("text-align: ").rstrip(";"))


def _cells(row: Line) -> int:
    inner = re.sub(r"^\||(?<!\\)\|$", "", row.text)  # e.g. "| 29 | 8 |" without its outer marks
    return len(re.findall(r"(?<!\\)\|", inner)) + 1
