"""Tables as a grid: each cell that was merged stands in each place that it covers, or the words beside it would belong to
nothing."""
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from xml.etree.ElementTree import Element

from booklet.core.printed.runs import counted
from booklet.imports.brought import element, words
from booklet.imports.elements import whole
from booklet.load.markdown.typed import pieces_of
from booklet.model.form import are_of_one_kind

_PHONE = re.compile(r"\(?\+?[0-9](?:[ ()./-]{0,3}[0-9]){5,}")  # (01632) 960 000
_FEW = 3  # columns of which each may be merged with others in a table
_MOST = 200  # columns, or rows that one cell covers


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, all as long; a place that no cell covers is None."""

    rows: tuple[tuple[Element | None, ...], ...]
    lost: tuple[str, ...]
    heads: int = 1  # rows of the head: Dose, and below it Adult and Child

    @property
    def is_table(self) -> bool:
        """Whether it has a head, something below it, and more than one column."""
        return len(self.rows) > 1 and len(self.rows[0]) > 1 and not self.is_form

    @property
    def is_form(self) -> bool:
        """Whether its cells are as wide as what they ask for: most would stand in several places each, in every row."""
        apart = _whole_rows(self.rows)
        places = [cell for y, row in enumerate(self.rows) if y not in apart for cell in row if cell is not None]
        has_columns = any(len({*row}) == len(row) for row in self.rows)  # a head of one cell for each, as of vaccines by age
        return not has_columns and len({*places}) * 2 < len(places) and len(self.rows[0]) > _FEW

    @property
    def cells(self) -> tuple[Element, ...]:
        """Each cell once, in reading order."""
        return tuple(dict.fromkeys(cell for row in self.rows for cell in row if cell is not None))

    def blocks(self) -> list[Element]:
        """What is in its cells, as it is read. In a form an empty cell behind words is a place to write."""
        made, is_form = list[Element](), self.is_form
        for cell in self.cells:
            is_place = is_form and not words(cell) and not any(cell.iter("img"))
            if is_place and made and made[-1].tag == "p" and not words(made[-1]).endswith("_"):
                made[-1] = element("p", *pieces_of(made[-1]), " ____", **made[-1].attrib)
            made += [] if is_place else cell
        return made


def grid(table: Element) -> Grid:
    """The places of a table. Source: HTML Standard, 4.9.12 (forming a table), with its bounds."""
    covered: dict[tuple[int, int], Element] = {}
    lines = [[cell for cell in row if cell.tag in ("td", "th")] for row in own_rows(table)]
    nested = 0
    for y, line in enumerate(lines):
        x = 0
        for cell in line:
            while (y, x) in covered:
                x += 1
            wide, high = (min(max(whole(cell.get(name, ""), 1), 1), _MOST) for name in ("colspan", "rowspan"))
            nested += any(each.tag == "table" for each in cell.iter())
            for place in ((below, beside) for below in range(y, min(y + high, len(lines))) for beside in range(x, x + wide)):
                covered.setdefault(place, cell)
            x += wide
    width = min(max((x + 1 for _, x in covered), default=0), _MOST)
    rows = [tuple(covered.get((y, x)) for x in range(width)) for y in range(len(lines))]
    rows = [row for row in rows if any(cell is not None for cell in row)]
    own = [x for x in range(width) if not x or any(row[x] is not row[x - 1] for row in rows)]  # Word draws by a finer grid
    kept = tuple(tuple(row[x] for x in own) for row in rows)
    apart = _whole_rows(kept)
    counts = Counter(cell for row in kept for cell in row if cell is not None)
    merged = sum(count > 1 for count in counts.values()) - len({kept[y][0] for y in apart})
    lost = [merged_cells(merged)] if merged > 0 else []
    lost += ["a row of one cell stands above the rows below it, which are a table of their own"] if apart else []
    lost += ["a table inside a table: its cells are lines of one cell now"] if nested else []
    return Grid(kept, tuple(lost), _heads(kept))


def parted_rows(made: Grid) -> list[Element | Grid]:
    """A table, parted at each row that is one cell: Morning, above the doses of the morning. Each part has the head."""
    whole = _whole_rows(made.rows)
    if not whole:
        return [made]
    first = next(y for y in range(len(made.rows)) if y not in whole)
    heads = _heads(made.rows[first:])
    is_of_heads = all(cell is None or cell.tag == "th" for cell in made.rows[first])
    is_head = len(made.rows) > len(whole) + 1 and (not first or first + 1 > max(whole) or is_of_heads)
    head = made.rows[first : first + heads] if is_head else ((None,) * len(made.rows[0]),)
    found: list[Element | Grid] = []
    for is_whole, group in groupby(range(len(made.rows)), whole.__contains__):
        rows = tuple(made.rows[y] for y in group if is_whole or not is_head or y >= first + heads)
        if is_whole:
            found += dict.fromkeys(row[0] for row in rows if row[0] is not None)
        elif rows:
            found.append(Grid(head + rows, (), len(head)))
    return found


def _whole_rows(rows: Sequence[Sequence[Element | None]]) -> frozenset[int]:
    """The rows of a table of several columns that are one cell each; none where nothing would be left."""
    wide = [(y, row[0]) for y, row in enumerate(rows) if len(row) > 1 and all(cell is row[0] for cell in row)]
    whole = [y for y, cell in wide if cell is not None and words(cell) and not any(cell.iter("img"))]
    return frozenset(whole if len(rows) > len(whole) else ())


def _heads(rows: Sequence[Sequence[Element | None]]) -> int:
    """How many rows are its head: those with heads alone; or, as Word knows no heads, where a cell of the first row stands
    above several those that have words below it, and elsewhere nothing but what runs down from the first row."""
    above = {x + y for row in rows[:1] for x, pair in enumerate(pairwise(row)) if pair[0] is pair[1] for y in (0, 1)}

    def is_head(row: Sequence[Element | None]) -> bool:
        own = {x for x, cell in enumerate(row) if cell is not None and cell is not rows[0][x] and words(cell)}
        is_of_heads = all(cell is None or cell.tag == "th" for cell in row) and len({*row}) > 1  # no "Adults" over all
        is_full = all(cell is not None and words(cell) for cell in row)
        return is_of_heads and (is_full or bool(above)) or row is rows[0] or 0 < len(above) < len(row) and own == above

    heads = len([*takewhile(is_head, rows)])
    return heads if heads < len(rows) else 1


def is_headless(rows: Sequence[Sequence[Element | None]]) -> bool:
    """Whether the first row is one like the others: a number to ring, an amount or a time as in one below it (9 am to 5 pm),
    labels alone at the begin of each: Day 1, Lunch, or a cell that runs down into the second, of a body that no head is.
    """
    plain = [[words(cell) if cell is not None else "" for cell in row] for row in rows]
    if all(cell is not None and cell.tag == "th" for cell in rows[0]):
        return False
    if len(rows) > 1 and any(cell is not None and cell is below for cell, below in zip(*rows[:2], strict=True)):
        return True
    is_labelled = all(_is_label(row[0]) for row in rows) and not any(map(_is_label, rows[0][1:]))
    columns = [*zip(*plain, strict=True)]
    has_numbers = any(all(map(_PHONE.fullmatch, column)) for column in columns)
    shapes = ([_shape(cell) for cell in column] for column in columns[1:])
    is_set_apart = not plain[0][0] or len(rows) > 1 and all(map(_is_label, rows[0][1:])) > all(map(_is_label, rows[1][1:]))
    has_values = not is_set_apart and any(first and first in below for first, *below in shapes)
    return is_labelled or has_numbers or has_values or are_of_one_kind([row[0] for row in plain], plain[0][1:])


def _shape(words: str) -> str:
    """An amount or a time without its numbers, 0 am to 0 pm, of which none is the head of another; "" for other words."""
    return re.sub(r"[0-9]+(?:[.,:][0-9]+)*", "0", words.lower()) if re.match(r"[0-9].*[^\W\d_]", words) else ""


def _is_label(cell: Element | None) -> bool:
    """Whether a cell is bold as a whole, or a head."""
    if cell is None or not words(cell):
        return False
    bold = (piece for block in cell for piece in pieces_of(block) if not isinstance(piece, str) or piece.strip())
    return cell.tag == "th" or all(not isinstance(piece, str) and piece.tag in ("b", "br") for piece in bold)


def merged_cells(count: int) -> str:
    """What is told of cells that cover several places."""
    return f"{counted(count, 'merged cell')} of a table: the words stand in each place that was covered"


def typed_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table between strokes, the head first."""
    typed = [f"| {' | '.join(row)} |" for row in rows]
    return [typed[0], f"|{'---|' * len(rows[0])}", *typed[1:]]


def own_rows(table: Element) -> list[Element]:
    """The rows of a table itself, not those of one inside a cell; the foot last, wherever it is typed, as browsers do."""
    found = []
    for each in sorted(table, key=lambda part: (part.tag != "thead") + (part.tag == "tfoot")):
        found += [each] if each.tag == "tr" else own_rows(each) if each.tag in ("thead", "tbody", "tfoot") else []
    return found
