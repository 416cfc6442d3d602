"""The mark for the summary: a line `<!-- summary -->` above the block that is part of it."""
import re
from collections.abc import Sequence

from booklet.core.text_file import printable
from booklet.load.dialect.grammar import CLOSE, ITEM, OPEN, SUMMARY

LISTED = re.compile(rf"{ITEM}\s|\s+\S")  # an item of a list, or a line that goes on with one
# What a block begins with, and what belongs to it after a blank line: items, rows below a caption, a caption.
_GOES_ON = ((LISTED, LISTED), (re.compile(r"Table:"), re.compile(r"\s*\|")), (re.compile(r"!\["), re.compile("Figure:")))
_UNSEEN = re.compile(r"\s*(?:<!--.*-->|\{%.*%\})\s*$")  # a comment, or a condition: a line that prints nothing itself


def wrong_mark(lines: Sequence[str], at: int, start: int, inside: str) -> tuple[str, str] | None:
    """What is wrong with the mark in line `at`, and what to do; None for a good one.

    `start` is the next line that is not blank, the length of `lines` where there is none; `inside` the kind of the
    callout that the mark stands in, "" outside of all.
    """
    before = next((text for text in reversed(lines[:at]) if text.strip()), "")
    follows = lines[start] if start < len(lines) else ""
    if inside:
        return f"stands inside a {printable(inside)} callout", "put it on the line above the callout"
    if not follows or CLOSE.match(follows):
        return "has no block after it", "put it above a paragraph, list, callout, figure or table, or remove it"
    if SUMMARY.match(follows):
        return "stands before another one", "one is enough"
    if follows.startswith("#"):
        return "stands before a heading", "mark the block below the heading; the summary prints the section's title"
    is_apart = at == 0 or not lines[at - 1].strip() or CLOSE.match(lines[at - 1])
    if not is_apart or LISTED.match(before) and LISTED.match(follows):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    return None


def marked_end(lines: Sequence[str], start: int) -> int:
    """Where the block ends that begins at or after line `start` of a file as it was typed; the index after its last line.

    It is the block that the dialect finds, or more: a line of a condition, which is gone for some clinics, ends nothing.
    """
    start = next((n for n in range(start, len(lines)) if lines[n].strip() and not _UNSEEN.match(lines[n])), len(lines))
    if start == len(lines):
        return start
    if OPEN.match(lines[start]):
        return next((n + 1 for n in range(start, len(lines)) if CLOSE.match(lines[n])), len(lines))
    goes_on = next((more for begins, more in _GOES_ON if begins.match(lines[start])), None)
    end = start
    while end < len(lines):
        end = next((n for n in range(end, len(lines)) if not lines[n].strip()), len(lines))
        following = next((n for n in range(end, len(lines)) if lines[n].strip() and not _UNSEEN.match(lines[n])), None)
        if not goes_on or following is None or not goes_on.match(lines[following]):
            break
        end = following
    return end
