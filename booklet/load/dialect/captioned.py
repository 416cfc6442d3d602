"""What has a caption: drawings, data figures and tables, each read from where it begins to the line after it."""
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from booklet.core.problems import Place
from booklet.load.dialect.grammar import PICTURE, picture_file
from booklet.load.dialect.inline import Reading, block_nodes, inline_nodes
from booklet.load.dialect.tables import bad_row, table_rows, rows_from
from booklet.load.fields import SLOT, Line
from booklet.model.manuscript import Block, ChartCall, Drawing, Table
from booklet.model.tree import DataFigure, Nodes

ALT_LENGTH = range(20, 251)  # characters
IMAGE = re.compile(rf"{PICTURE.pattern}\s*$")


@dataclass(slots=True)
class SectionReading(Reading):
    """A section being read: its lines, and where each callout that opens is closed (both as indices)."""

    lines: Sequence[Line] = ()
    closed: dict[int, int] = field(default_factory=dict)
    inside: str = ""


def read_drawing(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    head = section.lines[at]
    image, place = IMAGE.match(head.text), Place(section.path, head.number)
    assert image, "it is called where one begins"
    file = picture_file(image)
    alt = image["alt"].strip()
    below = next((n for n in range(at + 1, end) if section.lines[n].text.strip()), at)
    caption = section.lines[below]
    if not caption.text.startswith("Figure: "):
        section.problem(head, "missing-caption", "this picture has no caption", "add a line below: Figure: What it is")
        return [], at + 1
    words = caption.text.removeprefix("Figure: ").strip()
    if len(alt) not in ALT_LENGTH or alt == words:
        says = "is the caption" if alt == words else f"has {len(alt)} characters"
        hint = "say in 20 to 250 characters what the picture shows"
        section.problem(head, "missing-alt", f"the alternative text {says}", hint)
    nodes = inline_nodes(Line(caption.number, words), section)
    description, past = _description(below + 1, end, section)
    return [Drawing(file, PurePosixPath(file).stem, alt, nodes, description, 0, place)], past


def read_misnamed(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    """A picture whose name a reader of Markdown does not find; its caption is passed over, which is not to blame."""
    head = section.lines[at]
    hint = "write < and > around a name with blanks: ![What it shows](<figures/my photo.jpg>)"
    section.problem(head, "picture-name", "the name of this picture cannot be read", hint)
    below = next((n for n in range(at + 1, end) if section.lines[n].text.strip()), at)
    has_caption = section.lines[below].text.startswith("Figure: ")
    return [], _description(below + 1, end, section)[1] if has_caption else at + 1


def _description(at: int, end: int, section: SectionReading) -> tuple[Nodes, int]:
    """The lines from `Description: ` up to the next blank one, and the line after them."""
    if at >= end or not section.lines[at].text.startswith("Description: "):
        return (), at
    past = next((n for n in range(at, end) if not section.lines[n].text.strip()), end)
    lines = section.lines[at:past]
    first = Line(lines[0].number, lines[0].text.removeprefix("Description: "))
    return block_nodes([first, *lines[1:]], section), past


def read_chart(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    line = section.lines[at]
    slot = SLOT.fullmatch(line.text.strip())
    called = section.slots[int(slot["index"])] if slot else None
    assert isinstance(called, DataFigure), "it is called where one stands"
    return [ChartCall(called.id, Place(section.path, line.number))], at + 1


def read_table(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    """A caption line, perhaps a blank one, and the rows."""
    head, start = section.lines[at], at + 1
    while start < end and not section.lines[start].text.strip():
        start += 1
    rows = rows_from(section.lines, start, end)
    if not rows:
        section.problem(head, "missing-table", "a caption stands here without its table", "put the rows right below")
        return [], at + 1
    wrong = bad_row(rows)
    if wrong:
        section.problem(wrong[0], "bad-table", wrong[1], "a table is a head, a line |---|---| and its rows")
        return [], start + len(rows)
    caption = inline_nodes(Line(head.number, head.text.removeprefix("Table: ")), section)
    cells = table_rows(block_nodes(rows, section))
    return [Table(caption, cells, Place(section.path, head.number))], start + len(rows)


def read_bare_table(at: int, end: int, section: SectionReading) -> tuple[list[Block], int]:
    line = section.lines[at]
    section.problem(line, "missing-caption", "this table has no caption", "add above it: Table: What it shows")
    return [], at + len(rows_from(section.lines, at, end))
