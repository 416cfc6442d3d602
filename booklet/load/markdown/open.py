"""Blocks that are still open, and whether a line goes on with one."""
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from booklet.load.markdown.cursor import TAB, Cursor
from booklet.load.markdown.grammar import LETTERED
from booklet.load.markdown.typed import Typed

# 3. Dry, and #. Dry of Pandoc; a dash may have a no-break space behind it, as macOS types one; • is pasted from elsewhere
ITEM = re.compile(
    r"(?:(?P<bullet>[-+](?=\u00a0)|[-+*](?=[ \t]|$)|[•‣◦▪●○·∙⁃➢►▶❖](?=[ \t\u00a0]))"
    r"|(?:(?P<number>[0-9]{1,9})|#)(?P<stop>[.)])(?=[ \t]|$))"
)
# > 38 °C and >= 65 years below words, or in an item; - 18 °C below words. Not > 1. Rest.
_NUMBER = r"[ \t]?[0-9]+(?:[.,][0-9]+)*(?![0-9]|[.)](?:[ \t]|$))"
_MORE, _LESS = re.compile(rf">{_NUMBER}|>[ \t]?=[ \t]?[0-9]"), re.compile(rf"[-+]{_NUMBER}")
RAW = frozenset({"code", "fence", "comment"})  # what takes every line as it is
LEAVES = RAW | {"paragraph", "table", "heading", "rule"}


@dataclass(slots=True)
class Open:
    """A block that is still open, and what it has to remember."""

    kind: str
    element: Element
    first: int = 0  # index of its first line
    last: int = 0  # and of its last one that is not blank
    lines: list[Typed] = field(default_factory=list)
    at: int = 0  # the columns before its mark
    width: int = 0  # and before what is in it
    sign: str = ""  # of a list: what its items have in common; of a fence: its marks
    number: int = 0  # of a list: the last one typed
    aligned: Sequence[str] = ()
    is_over: bool = False


def goes_on(block: Open, cursor: Cursor) -> bool:
    """Whether a line goes on with a block; the marks that say so are read."""
    match block.kind:
        case "list" | "callout":
            return True
        case "description":
            return not cursor.is_blank
        case "quote":
            return in_quote(cursor)
        case "item":
            return in_item(block, cursor)
        case "meaning" | "note":
            is_in = cursor.is_blank or cursor.indent >= block.width
            cursor.skip(block.width if is_in else 0)
            return is_in
        case "code":
            is_in = cursor.is_blank or cursor.is_code
            cursor.skip(TAB if is_in else 0)
            return is_in
        case "fence":
            block.is_over = not cursor.is_code and re.fullmatch(rf"{block.sign}+[ \t]*", cursor.words) is not None
            cursor.skip(min(block.at, cursor.indent))
        case "comment":
            block.is_over = "-->" in cursor.line
        case _:
            return not cursor.is_blank
    return True


def is_sign(above: Open, words: str) -> bool:
    """Whether what looks like the mark of a quote or of an item is a sign before a number.

    Right below words it is, unless these end as if something were to follow; in an item "more than" is.
    Different from CommonMark: "> 2 years: 5 mL" in a list would be printed as "2 years: 5 mL".
    """
    if above.kind == "paragraph":
        is_asked = re.search(r"[:.;!?…。：；！？][\"'”’»)*_]*$", above.lines[-1].rstrip())
        return not is_asked and (_MORE.match(words) or _LESS.match(words)) is not None or words.startswith(">=")
    return words.startswith(">=") or above.kind == "item" and not len(above.element) and _MORE.match(words) is not None


def in_quote(cursor: Cursor) -> bool:
    if cursor.is_code or cursor.next != ">":
        return False
    cursor.to_words()
    cursor.read(1)
    cursor.skip(1)
    return True


def in_item(block: Open, cursor: Cursor) -> bool:
    if cursor.is_blank:
        return len(block.element) > 0
    item = ITEM.match(cursor.words)
    is_next = item and item["number"] and item["stop"] == block.sign and item["number"] != "1"  # "  2." below "1." goes on
    is_near = item or LETTERED.match(cursor.words) or cursor.words.startswith("![")  # "10." has pictures set in as "9." has
    wanted = block.width if is_next else min(block.width, block.at + (2 if is_near else TAB))
    if cursor.indent < wanted:
        return False
    if is_near and not is_next:
        block.width = min(block.width, cursor.indent)  # what is in its items, or below its picture, is set in from there
    cursor.skip(min(block.width, cursor.indent))
    return True
