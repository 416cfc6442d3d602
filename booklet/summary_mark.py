"""The mark for the summary: a line `<!-- summary -->` above the block that is part of it."""
import re
from collections.abc import Sequence

from booklet.source import printable

MARK = re.compile(r"^<!-- *summary *-->\s*$")
LISTED = re.compile(r"(?:[-*+]|[0-9]{1,9}\.)\s|\s+\S")  # an item of a list, or a line that goes on with one
_CLOSE = re.compile(r"^:::\s*$")


def wrong_mark(lines: Sequence[str], at: int, start: int, inside: str) -> tuple[str, str] | None:
    """What is wrong with the mark in line `at`, and what to do; None for a good one.

    `start` is the next line that is not blank, the length of `lines` where there is none; `inside` the kind of the
    callout that the mark stands in, "" outside of all.
    """
    before = next((text for text in reversed(lines[:at]) if text.strip()), "")
    follows = lines[start] if start < len(lines) else ""
    if inside:
        return f"stands inside a {printable(inside)} callout", "put it on the line above the callout"
    if not follows or _CLOSE.match(follows):
        return "has no block after it", "put it above a paragraph, list, callout, figure or table, or remove it"
    if MARK.match(follows):
        return "stands before another one", "one is enough"
    if follows.startswith("#"):
        return "stands before a heading", "mark the block below the heading; the summary prints the section's title"
    is_apart = at == 0 or not lines[at - 1].strip() or _CLOSE.match(lines[at - 1])
    if not is_apart or LISTED.match(before) and LISTED.match(follows):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    return None
