"""Tables: which heads speak for which cell.

A screen reader that lands on a cell says its heads. They are worked out on a real grid, so that cells over several
rows or columns keep the right ones (ISO 14289-1, 7.5).
"""
from typing import NamedTuple

import pydyf

from booklet.tag.node import Node


class Spot(NamedTuple):
    """Where a cell lies: first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


def describe_tables(root: Node) -> None:
    """Give every head of every table its scope and name, and every cell the names of its heads."""
    for number, table in enumerate((node for node in root.walk() if node.tag == "Table"), 1):
        spots = _grid(table)
        heads = {cell: f"t{number}r{s.row}c{s.column}" for cell, s in spots.items() if cell.tag == "TH"}
        for cell, spot in spots.items():
            _describe(cell, spot, spots, heads)


def _grid(table: Node) -> dict[Node, Spot]:
    rows = [node for node in table.walk() if node.tag == "TR" and node.ancestor("Table") is table]
    taken: set[tuple[int, int]] = set()
    spots: dict[Node, Spot] = {}
    for row_number, row in enumerate(rows):
        column = 0
        for cell in row.nodes:
            while (row_number, column) in taken:
                column += 1
            spot = Spot(row_number, column, _span(cell, "rowspan"), _span(cell, "colspan"))
            taken |= {(row_number + r, column + c) for r in range(spot.rows) for c in range(spot.columns)}
            spots[cell] = spot
            column += spot.columns
    return spots


def _span(cell: Node, name: str) -> int:
    return int(cell.element.get(name) or 1) if cell.element is not None else 1


def _describe(cell: Node, spot: Spot, spots: dict[Node, Spot], heads: dict[Node, str]) -> None:
    if spot.rows > 1:
        cell.attributes["RowSpan"] = spot.rows
    if spot.columns > 1:
        cell.attributes["ColSpan"] = spot.columns
    if cell in heads:
        cell.entries["ID"] = pydyf.String(heads[cell])
        cell.attributes["Scope"] = "/Row" if _heads_a_row(cell) else "/Column"
        return
    names = [name for head, name in heads.items() if _speaks_for(head, spots[head], spot)]
    if names:
        cell.attributes["Headers"] = pydyf.Array(pydyf.String(name) for name in names)


def _heads_a_row(cell: Node) -> bool:
    return cell.element is not None and cell.element.get("scope") in ("row", "rowgroup")


def _speaks_for(head: Node, there: Spot, here: Spot) -> bool:
    if _heads_a_row(head):
        return there.column < here.column and there.row < here.row + here.rows and here.row < there.row + there.rows
    above = there.row < here.row
    return above and there.column < here.column + here.columns and here.column < there.column + there.columns
