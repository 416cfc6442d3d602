"""Rows with fewer cells than their head, or more: GitHub fills them or drops what is too much, the press asks; so it does of
tables that have no head, or no rows.
"""
import re
from collections.abc import Iterator, Sequence

from booklet.imports.brought import Brought
from booklet.imports.literal import outside
from booklet.imports.markdown.code import BLOCK_OF_CODE
from booklet.load.markdown.tables import cells, ruled
from booklet.load.markdown.typed import Typed

_LONGEST_HEAD = 40  # characters of a cell
_QUOTED = re.compile(r"(?:[ \t>]|(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=[|]))*")  # > | a | b |; - | a | b |

_OTHER_RULE = re.compile(r"[ \t]*\|(?=[^\n]*[+=])[-=+|: \t]{2,}")  # |---+---| of Org; |===| of kramdown


def with_even_rows(text: str, brought: Brought) -> str:
    """The text, each row of its tables as long as the longest one: no cell is lost."""
    return outside(BLOCK_OF_CODE, lambda words: _even(words.split("\n"), brought), text)


def _even(lines: list[str], brought: Brought) -> str:
    lines, end = list(_with_heads(list(_with_own_rules(lines)))), 0
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


def _with_own_rules(lines: Sequence[str]) -> Iterator[str]:
    """The lines; of the rules that other programs draw in a table one below the first row stays, and is ours."""
    outer = above = ""
    for line in lines:
        if not _OTHER_RULE.fullmatch(line):
            yield line
        elif _is_row(above.strip()) and not outer.lstrip().startswith("|"):
            yield line.replace("+", "|").replace("=", "-")
        outer, above = above, line


def _with_heads(lines: Sequence[str]) -> Iterator[str]:
    """The lines; rows that nobody has given a head have an empty one, and so have those with a head of two rows."""
    is_ours = False
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        is_ours = is_ours and line.startswith("|")
        if _is_row(line) and not above.startswith("|") and not _is_rule(line) and not _is_rule(below):
            count = len(cells(Typed(line)))
            yield f"|{'  |' * count}"
            yield f"|{'---|' * count}"
            is_ours = True
        if not is_ours or not _is_rule(line):
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
