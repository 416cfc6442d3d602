"""Stacked tables: on a narrow screen each row becomes a card, and each cell says its column's head.

A table that is displayed as blocks is no table to a browser any more, so its roles are written out.
"""
import re

from markupsafe import Markup, escape

_ROW = re.compile(r"<tr>(?P<cells>.*?)</tr>", re.DOTALL)
_HEAD_CELL = re.compile(r'<th scope="col"[^>]*>(?P<words>.*?)</th>', re.DOTALL)
_CELL = re.compile(r"<(?P<name>th|td)\b")
_ROLES = (("<thead>", '<thead role="rowgroup">'), ("<tbody>", '<tbody role="rowgroup">'), ("<tr>", '<tr role="row">'))


def stacked_rows(rows: str) -> str:
    """The rows of a table with their roles, and the head of its column on each cell."""
    heads = [_plain(found["words"]) for found in _HEAD_CELL.finditer(rows)]
    rows = _ROW.sub(lambda row: _row(row["cells"], heads), rows)
    for plain, named in _ROLES:
        rows = rows.replace(plain, named)
    return rows


def _row(cells: str, heads: list[str]) -> str:
    column = iter(range(len(heads)))

    def cell(found: re.Match[str]) -> str:
        if found["name"] == "th":
            next(column, None)
            role = "columnheader" if cells[found.end() :].startswith(' scope="col"') else "rowheader"
            return f'<th role="{role}"'
        head = heads[next(column, len(heads) - 1)]
        return str(Markup('<td role="cell" data-head="{}"').format(head))

    return f"<tr>{_CELL.sub(cell, cells)}</tr>"


def _plain(html: str) -> Markup:
    return escape(Markup(html).striptags())
