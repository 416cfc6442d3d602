"""Structure: headings that say something, tables with heads that belong to their cells, pictures with a place."""
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from booklet.check.by_page import told_by_page
from booklet.check.pdf.document import Proof
from booklet.check.pdf.tree import Branch, Mark, as_list
from booklet.core.problems import Problem

HEADINGS = ("H", "H1", "H2", "H3", "H4", "H5", "H6")
MOST_SPAN = 1_000  # a cell that says it is wider than that is no cell of a table that anybody reads


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell on the grid of its table: the rows and columns that it covers."""

    number: int
    rows: range
    columns: range


def structure_problems(proof: Proof, name: str) -> list[Problem]:
    """Empty headings, tables without heads or with wrong ones, and pictures of which nobody says where they are."""
    elements = proof.elements()
    empty, unplaced = [], []
    for number, (branch, element) in enumerate(zip(proof.branches, elements, strict=True)):
        if branch.tag in HEADINGS and not element.text and not _says_otherwise(proof, number):
            empty.append((_page(proof, number), branch.tag))
        if branch.tag == "Figure" and branch.attribute("/BBox") is None and len(_pages(proof, number)) == 1:
            unplaced.append((element.page, branch.words("/Alt") or "no alternative text"))
    problems = [*told_by_page(empty, name, "empty-heading", "a heading without words ({})", "delete it, or write it")]
    says = "a picture does not say where on the page it is: {}"  # ISO 32000-1, table 344: a figure on a single page does
    problems += told_by_page(unplaced, name, "figure-without-place", says, "give its tag a bounding box (BBox)")
    return [*problems, *table_problems(proof, name)]


def below(proof: Proof, number: int) -> Iterator[int]:
    """The numbers of all elements below one, in reading order. They follow it, and are deeper."""
    depth = proof.branches[number].depth
    for inner in range(number + 1, len(proof.branches)):
        if proof.branches[inner].depth <= depth:
            return
        yield inner


def _says_otherwise(proof: Proof, number: int) -> bool:
    return any(proof.branches[inner].words("/ActualText") for inner in (number, *below(proof, number)))


def _pages(proof: Proof, number: int) -> set[int]:
    inside = [proof.branches[inner] for inner in (number, *below(proof, number))]
    return {kid.page for branch in inside for kid in branch.kids if isinstance(kid, Mark)}


def _page(proof: Proof, number: int) -> int:
    """The page of an element; of one that paints nothing, that of the element before it."""
    elements = proof.elements()
    return next((elements[at].page for at in range(number, -1, -1) if elements[at].page >= 0), -1)


def table_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """Tables in which no cell is a head, and cells that name the head of another column and row."""
    headless, wrong = [], []
    for number, branch in enumerate(proof.branches):
        if branch.tag != "Table":
            continue
        cells = list(cells_of(proof, number))
        first = proof.elements()[number].text
        if cells and not any(proof.branches[cell.number].tag == "TH" for cell in cells):
            headless.append((_page(proof, number), first))
        wrong += [(_page(proof, cell.number), proof.elements()[cell.number].text) for cell in _misled(proof, cells)]
    hint = "tag the cells at the head of each column as heads"
    yield from told_by_page(headless, name, "no-table-heads", "a table without any heading cell: {}", hint)
    hint = "a listener hears the wrong one; tag it anew"
    yield from told_by_page(wrong, name, "wrong-table-heads", "cells name a head of another column: {}", hint)


def cells_of(proof: Proof, table: int) -> Iterator[TableCell]:
    """The cells of a table where they come to lie: each takes the first place in its row that is free."""
    taken: set[tuple[int, int]] = set()
    rows = [kid for part in _rows_around(proof, table) for kid in proof.branches[part].kids if isinstance(kid, int)]
    for row, line in enumerate(at for at in rows if proof.branches[at].tag == "TR"):
        column = 0
        for kid in proof.branches[line].kids:
            if not isinstance(kid, int) or proof.branches[kid].tag not in ("TH", "TD"):
                continue
            while (row, column) in taken:
                column += 1
            down, across = (_span(proof.branches[kid], key) for key in ("/RowSpan", "/ColSpan"))
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)} if down * across > 1 else set()
            yield TableCell(kid, range(row, row + down), range(column, column + across))
            column += across


def _rows_around(proof: Proof, table: int) -> list[int]:
    groups = [kid for kid in proof.branches[table].kids if isinstance(kid, int)]
    return [table, *(kid for kid in groups if proof.branches[kid].tag in ("THead", "TBody", "TFoot"))]


def _span(branch: Branch, key: str) -> int:
    value = branch.attribute(key)
    return min(MOST_SPAN, max(1, value)) if isinstance(value, int) else 1


def _misled(proof: Proof, cells: list[TableCell]) -> Iterator[TableCell]:
    """The cells that name a head with which they share neither a column nor a row."""
    named = [(cell, proof.branches[cell.number].thing.get("/ID")) for cell in cells]
    heads = {bytes(known): cell for cell, known in named if isinstance(known, pikepdf.String)}
    for cell in cells:
        its_heads = [heads.get(bytes(key)) for key in as_list(proof.branches[cell.number].attribute("/Headers"))]
        if any(head and not _meet(head.rows, cell.rows) and not _meet(head.columns, cell.columns) for head in its_heads):
            yield cell


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
