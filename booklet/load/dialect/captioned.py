"""What has a caption: drawings and tables, each with the lines around it."""
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.inline import nodes_in
from booklet.load.dialect.pictures import file_of, size_mm, tell_alt
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import Typed, lines_in, mark, pieces_of, place_of
from booklet.model.cited import images_in
from booklet.model.form import OPPOSED, are_of_one_kind
from booklet.model.manuscript import Block, Cell, Drawing, Passage, Table
from booklet.model.tree import Element, Nodes, Words, bare_words

MOST_COLUMNS = 4  # more cannot be read across, at 12.5 pt
_Found = tuple[list[Block], int]
Line = list[str | Typeset]


def lines_of(paragraph: Typeset) -> list[Line]:
    """What stands on each line of a paragraph."""
    lines: list[Line] = [[]]
    for piece in pieces_of(paragraph):
        first, *others = lines_in(piece) if isinstance(piece, Typed) else [piece]
        lines[-1] += [first] if isinstance(first, Typeset) or first else []
        lines += [[line] if line else [] for line in others]
    return lines


def rejoined(lines: Sequence[Line]) -> Line:
    """Lines as one text again."""
    return [piece for number, line in enumerate(lines) for piece in (*([Typed("\n")] if number else []), *line)]


def read_figures(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """A picture on a line of its own, its caption, and perhaps a description; and what stands below it in its paragraph."""
    lines, past = lines_of(children[at]), at + 1
    head, rest = lines[0][0], lines[1:]
    assert isinstance(head, Typeset), "it is called where a picture stands"
    caption = children[past] if past < len(children) and not rest else None
    if caption is not None and (caption.tag != "caption" or caption.get("label") != "Figure"):
        caption = None
    tell_alt(head, caption, reading)
    if caption is None:
        reading.problem(head, "missing-caption", "this picture has no caption", "add a line below: Figure: What it is")
        others, past = _others(rest, children, at, reading) if rest else ([], past)
        return [drawing(head, (), (), reading), *others], past
    words, past = nodes_in(caption, reading), past + 1
    told: Nodes = ()
    if past < len(children) and children[past].tag == "description":
        told, past = nodes_in(children[past], reading), past + 1
    made = drawing(head, words, told, reading)
    return [replace(made, typed_number=caption.get("number", ""))], past


def drawing(head: Typeset, caption: Nodes, told: Nodes, reading: Reading) -> Drawing:
    """A picture with its caption, and what it is told in. Its width and height are those that are typed, 0 for none."""
    file, alt, is_of_step = file_of(head), head.attrib["alt"].strip(), "of-step" in head.attrib
    wide, high = size_mm(head)
    place, id_ = reading.place(head), PurePosixPath(file).stem
    return Drawing(file, id_, alt, caption, told, wide, place, high, is_of_step=is_of_step)


def _others(lines: Sequence[Line], children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """Lines below a picture without a caption: another picture, or a paragraph."""
    first = lines[0][0] if lines[0] else ""
    paragraph = mark("p", first.place() if isinstance(first, Typed) else (0, 0), *rejoined(lines))
    if len(lines[0]) == 1 and isinstance(first, Typeset) and first.tag == "img":
        return read_figures([*children[:at], paragraph, *children[at + 1 :]], at, reading)
    return [Passage((Element("p", nodes_in(paragraph, reading)),), reading.place(paragraph))], at + 1


def read_misnamed(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """A picture whose name a reader of Markdown does not find; its caption is passed over, which is not to blame."""
    hint = "write < and > around a name with blanks: ![What it shows](<figures/my photo.jpg>)"
    reading.problem(children[at], "picture-name", "the name of this picture cannot be read", hint)
    past = at + 1
    for tag in ("caption", "description"):
        past += past < len(children) and children[past].tag == tag
    return [], past


def read_caption(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """A caption, and the table that it stands above."""
    head, follows = children[at], children[at + 1] if at + 1 < len(children) else None
    if "number" in head.attrib and (head.attrib["label"] == "Figure" or follows is None or follows.tag != "table"):
        label = [Typed(f"{head.attrib['typed']} ")] if head.attrib["label"] == "Figure" else []
        made = mark("p", place_of(head), *label, *pieces_of(head))
        return [Passage((Element("p", nodes_in(made, reading)),), reading.place(head))], at + 1
    caption = nodes_in(head, reading)
    if head.get("label") == "Figure":
        says = "this caption has no picture above it"
        reading.problem(head, "stray-mark", says, "put it on the line below its picture")
        return [], at + 1
    if follows is not None and follows.tag == "p" and (follows.text or "").startswith("|"):
        return [], at + 1  # rows that are no table: of these the author is told
    if follows is None or follows.tag != "table":
        says = "a caption stands here without its table"
        reading.problem(head, "missing-table", says, "put the rows right below")
        return [], at + 1
    return [_table(follows, caption, reading)], at + 2


def read_description(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    says = "this description has no picture above it"
    reading.problem(children[at], "stray-mark", says, "put it right below the caption of its picture")
    return [], at + 1


def read_table(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """A table, with the caption that stands below it, as Pandoc has it; one above another table is that one's, but where
    each of them has one below it.
    """
    table, past = children[at], at
    while past < len(children) and _tag(children[past]) == ("table", "caption")[(past - at) % 2]:
        past += 1
    if (past - at) % 2 == 0:
        return [_table(table, nodes_in(children[at + 1], reading), reading)], at + 2
    reading.problem(table, "missing-caption", "this table has no caption", "add above it: Table: What it shows")
    return [_table(table, (), reading)], at + 1


def _tag(child: Typeset) -> str:
    return "figure" if child.get("label") == "Figure" else child.tag


def _table(table: Typeset, caption: Nodes, reading: Reading) -> Table:
    rows = list(table.iter("tr"))
    columns = len(rows[0])
    hint = "a table is a head, a line |---|---| and its rows"
    if len(rows) < 2:
        reading.problem(table, "bad-table", "this table has no head, or nothing but a head", hint)
    elif columns > MOST_COLUMNS:
        says = f"this table has {columns} columns, and {MOST_COLUMNS} are the most"
        reading.problem(table, "wide-table", says, "make two tables of it, or a list")
    for row in rows:
        if typed := row.get("typed"):
            says = f"this row has {typed} cells, and the head has {columns}"
            reading.problem(row, "bad-table", says, hint + r"; \| is the sign itself" * ("beyond" in row.attrib))
    for picture in table.iter("img"):
        picture.set("of-cell", "")
    said = [[(nodes_in(cell, reading), cell.get("align", "")) for cell in row] for row in rows]
    for row, line in zip(rows, said, strict=True):
        if more := row.get("beyond"):  # a draft shows it
            line[-1] = ((*line[-1][0], Words(more)), line[-1][1])
    cells = tuple(tuple(Cell(*cell) for cell in row) for row in said)
    if _is_headless(cells):
        cells = (tuple(Cell((), cell.align) for cell in cells[0]), *cells)
    return Table(caption, (cells[0], *(cells[1:] if _are_lists(cells) else _named(cells[1:]))), reading.place(table))


def _is_headless(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the row in the place of the head is one like the others, since Markdown has no table without one."""
    is_named = all(map(_is_strong, (row[0] for row in rows))) and not any(map(_is_strong, rows[0][1:]))
    shown = [[images_in(cell.inside) for cell in column if cell.inside] for column in zip(*rows, strict=True)]
    is_shown = all(cell.inside for cell in rows[0]) and any(len(column) > 1 and all(column) for column in shown)
    names = [bare_words(row[0].inside).strip() for row in rows]
    beside = [bare_words(cell.inside).strip() for cell in rows[0][1:]]
    return len(rows[0]) > 1 and (is_named or is_shown or are_of_one_kind(names, beside))


def _are_lists(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the columns are lists beside each other, whose rows have no names: Allowed, Not allowed; Morning, Night.

    So they are where heads are of one kind or opposed, share a word, or where the second of two columns ends first; and
    not where a name follows below empty cells.
    """
    empty = [not row[0].inside for row in rows[1:]]
    if empty != sorted(empty):
        return False
    heads = [re.findall(r"[^\W\d_]+", bare_words(cell.inside).lower().replace("’", "")) for cell in rows[0]]
    firsts = [words[0] for words in heads if words]
    is_shared = len(firsts) == len(heads) > 1 and bool(set(heads[0]).intersection(*heads[1:]))
    is_shorter = len(heads) == 2 and bool(rows[-1][0].inside) and not rows[-1][1].inside
    names = [bare_words(cell.inside).strip() for cell in rows[0]]
    return is_shared or is_shorter or are_of_one_kind(names) or not OPPOSED.isdisjoint(firsts)


def _is_strong(cell: Cell) -> bool:
    words = [each for each in cell.inside if not isinstance(each, Words) or each.text.strip()]
    return len(words) == 1 and isinstance(words[0], Element) and words[0].tag == "strong"


def _named(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """The rows, each with its name: where the first cell is empty beside cells that are not, that of the row above goes on.

    Read aloud, as a card, or over the page, a vaccine would have no age. A row of numbers alone may be a sum, and is left.
    """
    name: Nodes = ()
    for first, *rest in rows:
        words = [bare_words(cell.inside).strip() for cell in rest]
        if not first.inside and name and all(words) and any(each[0].isalpha() for each in words):
            first = replace(first, inside=name)
        said = bare_words(first.inside).strip()
        name = (Words(said),) if said else images_in(first.inside)
        yield first, *rest
