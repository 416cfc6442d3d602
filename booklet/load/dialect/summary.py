"""The mark for the short editions: a line `<!-- summary -->` above the block that is part of them.

Behind a colon it says more: `<!-- summary: sheet -->`, `<!-- summary: leaflet, flap -->`. A panel alone leaves the block
on the sheet, too.
"""
from collections.abc import Sequence
from xml.etree.ElementTree import Element as Typeset

from booklet.core.problems import nearest
from booklet.core.text_file import printable
from booklet.load.dialect.asides import is_summary_mark, named_places
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.typed import touches
from booklet.model.document import PANELS
from booklet.model.manuscript import ShortPlace

HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EDITIONS = ("sheet", "leaflet")


def summary_mark(children: Sequence[Typeset], at: int, reading: Reading) -> ShortPlace | None:
    """What the mark in this place says of the block behind it, if it is a good one; of a bad one the author is told."""
    mark = children[at]
    if not is_summary_mark(mark):
        return None
    follows = children[at + 1] if at + 1 < len(children) else None
    before = children[at - 1] if at else None
    wrong = _wrong_mark(mark, before, follows, reading) or _wrong_places(named_places(mark))
    if wrong:
        reading.problem(mark, "stray-mark", f"this summary mark {wrong[0]}", wrong[1])
        return None
    places = set(named_places(mark))
    panel = next((panel for panel in PANELS if panel in places), "")
    editions = places & set(EDITIONS) or set(EDITIONS)
    return ShortPlace("sheet" in editions, "leaflet" in editions, panel)


def _wrong_places(places: Sequence[str]) -> tuple[str, str] | None:
    known = (*EDITIONS, *PANELS)
    for word in places:
        if word not in known:
            return f"names {printable(word)}", nearest(word, known, f"it may name {', '.join(known)}")
    panels = [word for word in places if word in PANELS]
    if len(panels) > 1:
        return f"names {len(panels)} panels", "name one of them"
    if panels and set(places) & set(EDITIONS) == {"sheet"}:
        return "names a panel and the sheet alone", "write leaflet in place of sheet, or take the panel out"
    return None


def _wrong_mark(
    mark: Typeset, before: Typeset | None, follows: Typeset | None, reading: Reading
) -> tuple[str, str] | None:
    """What is wrong with a mark for the summary, and what to do; None for a good one."""
    if reading.inside:
        return f"stands inside a {printable(reading.inside)} callout", "put it on the line above the callout"
    if follows is None or follows.tag == "stray":
        return "has no block after it", "put it above a paragraph, list, callout, figure or table, or remove it"
    if is_summary_mark(follows):
        return "stands before another one", "one is enough"
    if follows.tag in HEADS:
        return "stands before a heading", "mark the block below the heading; the summary prints the section's title"
    if before is not None and before.tag == follows.tag and follows.tag in ("ul", "ol"):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    if before is not None and touches(before, mark) and before.tag not in ("callout", *HEADS, "comment"):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    return None
