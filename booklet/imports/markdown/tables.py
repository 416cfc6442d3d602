"""Tables and lists that stand in Markdown as HTML: read as a browser does, written as Markdown in the item that has them.

And rows with fewer cells than their head, or more: GitHub fills them or drops what is too much, the press asks; so it does
of tables that have no head, or no rows.
"""
import re
from collections.abc import Iterator, Sequence
from textwrap import indent

from booklet.imports.brought import Brought
from booklet.imports.html.read import read_html
from booklet.imports.literal import outside
from booklet.imports.markdown.code import BLOCK_OF_CODE, each, outside_code
from booklet.imports.writing import Writer
from booklet.load.markdown.tables import cells, ruled
from booklet.load.markdown.typed import Typed

_TAG = re.compile(
    r"^(?P<ticks>`{3,}|~{3,}).*?^(?P=ticks)|<(?P<closes>/)?(?P<tag>table|[uod]l)\b[^<>]*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_BLOCK = outside_code(  # <div>, and what follows up to a blank line, or to code
    r"^(?P<block>[ \t]*</?(?:div|center|p|section|article|main|header|footer|aside|nav|figure|fieldset)\b[^\n]*"
    r"(?:\n(?![ \t>]*(?:`{3}|~{3}|<pre\b))[^\n]*\S[^\n]*)*)"
)
_LONGEST_HEAD = 40  # characters of a cell
_LONGEST = 4_000  # characters above a list among which its item is looked for
_END_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")  # - , 10.
_QUOTED = re.compile(r"(?:[ \t>]|(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=[|]))*")  # > | a | b |; - | a | b |


def with_tables(text: str, brought: Brought) -> str:
    """The text with each such table as rows with strokes."""
    parts, at = list[str](), 0
    for start, end, margin in _spans(text):
        page = read_html(text[start:end].encode(), lambda _: b"")
        typed = "\n\n".join(Writer(page).blocks(page.blocks))
        parts += [text[at:start].rstrip(" \t"), "\n", indent(typed, " " * margin), "\n"]
        at = end
        for lost in page.lost:
            brought.tell(lost.says, lost.hint)
    return "".join([*parts, text[at:]])


def _spans(text: str) -> list[tuple[int, int, int]]:
    """Where a table or a list begins and ends, with all that is within it, on lines of its own and outside of code.

    With each, how many blanks its lines need to be part of the item that it stands in.
    """
    opened, found = dict[str, list[int]](), list[tuple[int, int]]()
    for tag in _TAG.finditer(text):
        starts = opened.setdefault((tag["tag"] or "").lower(), [])
        if tag["tag"] and not tag["closes"]:
            starts.append(tag.start())
        elif starts:
            found.append((starts.pop(), tag.end()))
    kept, past = list[tuple[int, int, int]](), 0
    for start, end in sorted(found):
        above, _, before = text[max(0, start - _LONGEST) : start].rpartition("\n")
        margin = margin_of_item(above.split("\n"), before)
        is_alone = not before.strip() and _END_OF_LINE.match(text, end)
        if start >= past and is_alone:
            kept.append((start, end, margin))
            past = end
    return kept


def margin_of_item(above: Sequence[str], line: str) -> int:
    """How many blanks a line needs to be part of the item that this line, or its beginning, stands in; 0 for none."""
    depth = _depth(line)
    outer = next((each for each in reversed(above) if each.strip() and _depth(each) < depth), "") if depth > 1 else ""
    item = _ITEM.match(outer.expandtabs(4))
    return len(item[0]) if item else 0


def _depth(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def with_flat_tags(text: str) -> str:
    """The text, where no line between tags is set in: blanks say nothing there, and four of them would make it code."""

    def flat(found: re.Match[str]) -> str:
        lines = found["block"].split("\n")
        above = text[max(0, found.start() - _LONGEST) : found.start()].split("\n")
        margin = _depth(lines[0]) if _depth(lines[0]) < 4 else margin_of_item(above, lines[0])
        return "\n".join(line if _ITEM.match(line) else " " * margin + line.lstrip() for line in lines)

    return each(_BLOCK, flat, text)


def with_even_rows(text: str, brought: Brought) -> str:
    """The text, each row of its tables as long as the longest one: no cell is lost."""
    return outside(BLOCK_OF_CODE, lambda words: _even(words.split("\n"), brought), text)


def _even(lines: list[str], brought: Brought) -> str:
    lines, end = list(_with_heads(lines)), 0
    for at in range(1, len(lines)):
        if at <= end or "|" not in lines[at - 1] or not _is_rule(lines[at]):
            continue
        end = next((n for n in range(at, len(lines)) if "|" not in lines[n]), len(lines))
        typed = [[str(cell) for cell in cells(Typed(_bare(line)))] for line in lines[at - 1 : end]]
        head = max(len(typed[0]), len(typed[1]))
        longest = max((len(row) for row in map(_without_empty_ends, typed[2:])), default=0)
        missing = [max(head, longest) - len(row) for row in typed]
        if max(missing) > 0:
            empty = ["  |", "---|", *["  |"] * len(typed)]
            lines[at - 1 : end] = map(_filled, lines[at - 1 : end], missing, empty)
            says = "rows of a table with fewer cells than its head end in empty ones"
            wide = "a row of a table has more cells than its head: they stand below an empty one"
            brought.tell(wide if longest > head else says, "see that each word stands below its head")
        if end - at == 1:
            above, margin = (line[: len(line) - len(_bare(line))] for line in lines[at - 1 : at + 1])
            row = f"|{'  |' * head}"
            if max(map(len, typed[0])) > _LONGEST_HEAD:  # a row of words, which a reader takes for no head
                lines[at - 1 : at + 1] = f"{above}{row}", f"{lines[at]}\n{margin}{_bare(lines[at - 1])}"
            else:
                lines[at] = f"{lines[at]}\n{margin}{row}"
                brought.tell("a table is nothing but a head: a row to write in stands below it")
    return "\n".join(lines)


def _with_heads(lines: Sequence[str]) -> Iterator[str]:
    """The lines; rows that nobody has given a head have an empty one."""
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if _is_row(line) and not above.startswith("|") and not _is_rule(line) and not _is_rule(below):
            count = len(cells(Typed(line)))
            yield f"|{'  |' * count}"
            yield f"|{'---|' * count}"
        yield line


def _is_row(line: str) -> bool:
    return line.startswith("|") and line.rstrip(" ").endswith("|") and line.count("|") > 2 and line[1] != "|"


def _is_rule(line: str) -> bool:
    return ruled(_bare(line)) is not None


def _bare(line: str) -> str:
    return line[_QUOTED.match(line).end() :]  # type: ignore[union-attr]


def _without_empty_ends(row: list[str]) -> list[str]:
    return row[: next((n for n in range(len(row), 0, -1) if row[n - 1]), 0)]


def _filled(line: str, missing: int, cell: str) -> str:
    return line if missing <= 0 else line.rstrip() + " |" * (not line.rstrip().endswith("|")) + cell * missing
