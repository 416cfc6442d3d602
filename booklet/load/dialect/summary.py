"""The mark for the summary: a line `<!-- summary -->` above the block that is part of it."""
from collections.abc import Sequence
from xml.etree.ElementTree import Element as Typeset

from booklet.core.text_file import printable
from booklet.load.dialect.inline import said_aside
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import touches

HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def summary_mark(children: Sequence[Typeset], at: int, reading: Reading) -> Typeset | None:
    """The mark in this place, if it is a good one for the block behind it; of a bad one the author is told."""
    mark = children[at]
    if mark.tag != "comment" or said_aside(mark) != "summary":
        return None
    follows = children[at + 1] if at + 1 < len(children) else None
    before = children[at - 1] if at else None
    wrong = _wrong_mark(mark, before, follows, reading)
    if wrong:
        reading.problem(mark, "stray-mark", f"this summary mark {wrong[0]}", wrong[1])
        return None
    return mark


def _wrong_mark(
    mark: Typeset, before: Typeset | None, follows: Typeset | None, reading: Reading
) -> tuple[str, str] | None:
    """What is wrong with a mark for the summary, and what to do; None for a good one."""
    if reading.inside:
        return f"stands inside a {printable(reading.inside)} callout", "put it on the line above the callout"
    if follows is None or follows.tag == "stray":
        return "has no block after it", "put it above a paragraph, list, callout, figure or table, or remove it"
    if follows.tag == "comment" and said_aside(follows) == "summary":
        return "stands before another one", "one is enough"
    if follows.tag in HEADS:
        return "stands before a heading", "mark the block below the heading; the summary prints the section's title"
    if before is not None and before.tag == follows.tag and follows.tag in ("ul", "ol"):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    if before is not None and touches(before, mark) and before.tag not in ("callout", *HEADS, "comment"):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    return None
