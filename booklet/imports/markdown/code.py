"""Blocks of code, which print as they stand, and comments, which nobody prints: whoever looks for marks passes them over.

And lines that are set in and are no code: those of an item, as far as its mark asks; those between tags.
"""
import re
from collections.abc import Callable, Sequence

_CODE = r"^[ \t>]*(?P<ticks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)\n.*?(?:^[ \t>]*(?P=ticks)[`~]*[ \t]*$|\Z)"


def outside_code(*marks: str) -> re.Pattern[str]:
    """A pattern for these marks, and for a block of code, which has `ticks`."""
    return re.compile("|".join([_CODE, *marks]), re.MULTILINE | re.DOTALL)


BLOCK_OF_CODE = outside_code()


def each(pattern: re.Pattern[str], made: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with what is made of the marks of a pattern that `outside_code` made. Code in a line stays too, if it is one
    of its marks (IN_LINE).
    """

    def kept_or_made(found: re.Match[str]) -> str:
        return found[0] if found["ticks"] or found.groupdict().get("code") else made(found)

    return pattern.sub(kept_or_made, text)


IN_LINE = r"(?<!`)(?P<code>`+)(?!`)[^\n]{1,1000}?(?<!`)(?P=code)(?!`)"  # longer than that a line would be read for hours
_COMMENT = outside_code(IN_LINE, r"<!--(?P<said>.*?)(?:-->|\Z)")
_COMMENT_OF_MDX = outside_code(IN_LINE, r"\{?\{/\*(?P<said>.*?)(?:\*/\}\}?|\Z)")  # {/* ask Ann */}; {{/* so does Hugo */}}
_MARKS = re.compile(r"[!{}<>|`$%]|::+|\^(?=\[)")
_BLOCK = outside_code(  # <div>, and what follows up to a blank line, or to code
    r"^(?P<block>[ \t]*</?(?:div|center|p|section|article|main|header|footer|aside|nav|figure|fieldset)\b[^\n]*"
    r"(?:\n(?![ \t>]*(?:`{3}|~{3}|<pre\b))[^\n]*\S[^\n]*)*)"
)
_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")  # - , 10.
_LONGEST = 4_000  # characters above a line among which its item is looked for


def with_plain_comments(text: str) -> str:
    """The text without marks in its comments: what becomes of one would end the comment, and print the rest of it."""

    def plain(found: re.Match[str]) -> str:
        return f"<!--{_MARKS.sub(' ', found['said'])}-->" if found[0].endswith("-->") else found[0]

    def of_mdx(found: re.Match[str]) -> str:
        is_comment = found[0].endswith(("*/}", "*/}}"))
        return f"<!--{re.sub('-(?=-)', ' ', found['said'])}-->" if is_comment else found[0]

    return each(_COMMENT, plain, each(_COMMENT_OF_MDX, of_mdx, text) if "{/*" in text else text)


def with_flat_tags(text: str) -> str:
    """The text, where no line between tags is set in: four blanks would make it code."""

    def flat(found: re.Match[str]) -> str:
        lines = found["block"].split("\n")
        margin = depth_of(lines[0]) if depth_of(lines[0]) < 4 else margin_of_item(lines_above(text, found.start()), lines[0])
        return "\n".join(line if _ITEM.match(line) else " " * margin + line.lstrip() for line in lines)

    return each(_BLOCK, flat, text)


def lines_above(text: str, at: int) -> list[str]:
    """The lines that stand above a place in a text, and the beginning of its own."""
    return text[max(0, at - _LONGEST) : at].split("\n")


def margin_of_item(above: Sequence[str], line: str) -> int:
    """How many blanks a line needs to be part of the item that this line, or its beginning, stands in; 0 for none."""
    depth = depth_of(line)
    outer = next((each for each in reversed(above) if each.strip() and depth_of(each) < depth), "") if depth > 1 else ""
    item = _ITEM.match(outer.expandtabs(4))
    return len(item[0]) if item else 0


def depth_of(line: str) -> int:
    """How many blanks a line is set in."""
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
