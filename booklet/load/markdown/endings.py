"""What is done at the end of a block: definitions are taken out of it, its words wait to be read, its looseness is known."""
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from booklet.load.markdown.blocks import BlockReader, End
from booklet.load.markdown.grammar import STYLED
from booklet.load.markdown.links import definition
from booklet.load.markdown.open import Open
from booklet.load.markdown.tables import cells, table
from booklet.load.markdown.typed import Typed, as_one, fill, lines_in, mark, one_text

_TASK = re.compile(r"\[(?P<done>[xX])?[ ]{0,4}\](?:\s+|$)")  # - [ ] a coat, - [x] a hat
_VERSE = re.compile(r"\|(?:[ \t](?:[^|\\]|\\.)*)?")  # | 5 High Street, as Pandoc writes lines that stay lines
_ENTRY = re.compile(r"\|[^|]*:[*_]*[ \t]*\|.*\|[ \t]*")  # | Dose: | 5 mg |


def define(reader: BlockReader, block: Open) -> None:
    """Take the definitions of links from the beginning of a paragraph."""
    text = one_text(block.lines)
    at = 0
    while found := definition(text, at):
        label, leads_to, at = found
        reader.links.setdefault(label, leads_to)
    if at:
        block.lines = lines_in(text.cut(at)) if text[at:].strip() else []


def _without_looks(lines: Iterable[Typed]) -> Iterable[Typed]:
    """The lines without what says at their ends how a block looks, which is not its author's here."""
    for line in lines:
        looks = STYLED.search(line)
        if not looks:
            yield line
        elif looks.start():
            yield line.cut(0, looks.start())


def _with_verse(lines: list[Typed]) -> list[Typed]:
    """The lines, of which those that begin with a stroke, and have no other, stay lines."""
    first = next((at for at, line in enumerate(lines) if line.startswith("|")), 0)
    verse = lines[first:]
    if len(verse) < 2 or not all(map(_VERSE.fullmatch, verse)):
        return lines
    said = [*lines[max(0, first - 1) : first], *(line.cut(1).trimmed() for line in verse)]
    *above, last = [line for line in said if line] or verse[:1]
    return [*lines[: max(0, first - 1)], *(as_one([line, "\\"]) for line in above), last]


def _paragraph(reader: BlockReader, block: Open) -> None:
    define(reader, block)
    block.lines = _with_verse(list(_without_looks(block.lines)))
    holder, text = reader.open[-1].element, one_text(block.lines).trimmed()
    if not block.lines:
        holder.remove(block.element)
        return
    if len(block.lines) > 1 and all(map(_ENTRY.fullmatch, block.lines)):  # such rows need no head
        first = block.lines[0]
        block.aligned = [""] * len(cells(first))
        block.lines.insert(0, Typed("|" * (len(block.aligned) + 1), [(0, *first.place())]))
        block.element.tag = "table"
        _tabled(reader, block)
        return
    box = _TASK.match(text) if holder.tag == "li" and holder[0] is block.element else None
    if box:
        block.element.set("task", box["done"] or "")
    reader.leaf(None, block.element, text.cut(box.end() if box else 0))


def _verbatim(reader: BlockReader, block: Open) -> None:
    lines = block.lines
    while block.kind == "code" and lines and not lines[-1].strip(" \t"):
        lines.pop()
    if block.kind == "fence" and not block.is_over:
        block.element.set("unclosed", "")
    block.element.append(mark("code", (0, 0), as_one([one_text(lines), "\n" if lines else ""])))


def _said_aside(reader: BlockReader, block: Open) -> None:
    if not block.is_over:
        block.element.set("unclosed", "")
    fill(block.element, [one_text(block.lines)])


def _tabled(reader: BlockReader, block: Open) -> None:
    made, leaves = table(block.lines, block.aligned)
    block.element.extend(list(made))
    reader.leaves += leaves


def _list_over(reader: BlockReader, block: Open) -> None:
    """A list is tight where no blank line stands between its items, or between what is in one of them."""
    is_loose = _has_gaps(block.element) or any(_has_gaps(item) for item in block.element)
    for item in () if is_loose else block.element:
        item.set("tight", "")


def _meaning_over(reader: BlockReader, block: Open) -> None:
    if not _has_gaps(block.element):
        block.element.set("tight", "")


def _quote_over(reader: BlockReader, block: Open) -> None:
    if block.element.tag == "callout":
        block.element.set("end", str(reader.texts[block.last].place()[0]))


def _has_gaps(element: Any) -> bool:
    return any(below.first > above.last + 1 for above, below in pairwise(element))


ENDINGS: Mapping[str, End] = {
    "paragraph": _paragraph, "code": _verbatim, "fence": _verbatim, "comment": _said_aside, "table": _tabled,
    "list": _list_over, "meaning": _meaning_over, "quote": _quote_over,
}  # fmt: skip
