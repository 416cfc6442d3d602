"""Lines that are set in: those of an item, as far as its mark asks; those between tags, where blanks say nothing."""
import re
from collections.abc import Sequence

from booklet.imports.markdown.code import each, outside_code

_BLOCK = outside_code(  # <div>, and what follows up to a blank line, or to code
    r"^(?P<block>[ \t]*</?(?:div|center|p|section|article|main|header|footer|aside|nav|figure|fieldset)\b[^\n]*"
    r"(?:\n(?![ \t>]*(?:`{3}|~{3}|<pre\b))[^\n]*\S[^\n]*)*)"
)
_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")  # - , 10.
_LONGEST = 4_000  # characters above a line among which its item is looked for


def with_flat_tags(text: str) -> str:
    """The text, where no line between tags is set in: four blanks would make it code."""

    def flat(found: re.Match[str]) -> str:
        lines = found["block"].split("\n")
        margin = _depth(lines[0]) if _depth(lines[0]) < 4 else margin_of_item(lines_above(text, found.start()), lines[0])
        return "\n".join(line if _ITEM.match(line) else " " * margin + line.lstrip() for line in lines)

    return each(_BLOCK, flat, text)


def lines_above(text: str, at: int) -> list[str]:
    """The lines that stand above a place in a text, and the beginning of its own."""
    return text[max(0, at - _LONGEST) : at].split("\n")


def margin_of_item(above: Sequence[str], line: str) -> int:
    """How many blanks a line needs to be part of the item that this line, or its beginning, stands in; 0 for none."""
    depth = _depth(line)
    outer = next((each for each in reversed(above) if each.strip() and _depth(each) < depth), "") if depth > 1 else ""
    item = _ITEM.match(outer.expandtabs(4))
    return len(item[0]) if item else 0


def _depth(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
