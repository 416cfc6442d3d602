"""What is said aside, in comments: what a claim rests on, and what of a section short editions hold.

A line `<!-- summary -->` stands above the block that is part of these, or above its heading, which goes along; so does what
words with a colon at their end lead to. Behind a colon the mark says more: `<!-- summary: sheet -->`,
`<!-- summary: leaflet, flap -->`. A panel alone leaves the block on the sheet, too.
"""
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from xml.etree.ElementTree import Element as Typeset

from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import printable
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.grammar import ASIDE
from booklet.load.markdown.typed import Typed, place_of, touches
from booklet.model.document import PANELS
from booklet.model.manuscript import ShortPlace

_SUMMARY = re.compile(r"summary(?:\s*:(?P<places>[^:]*))?", re.IGNORECASE)  # summary; Summary: leaflet, flap
_MARKS = {  # and what is lost where one is misspelt
    "summary": "the block behind it would not be in the summary",
    "to check": "whoever signs would not be asked",
    "question": "no test with readers would ask it",
    "general": "the sentence before it would need a work",
    "allow": "what it lets stand would be told",
}
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EDITIONS = ("sheet", "leaflet")
_PLACES = ", ".join((*EDITIONS, *PANELS))
_LONGEST = 20  # letters of what may be meant for a mark


def said_aside(comment: Typeset) -> str:
    """The words of a comment, of one in a line or of one by itself."""
    return str(comment.get("says", comment.text or "")).replace("<!--", " ").replace("-->", " ").strip()


def asides_in(comment: Typeset) -> list[tuple[str, tuple[int, int]]]:
    """The words of each comment on these lines, with its place."""
    if "says" in comment.attrib or not isinstance(comment.text, Typed):
        return [(said_aside(comment), place_of(comment))]
    return [(found["comment"].strip(), comment.text.place(found.start())) for found in ASIDE.finditer(comment.text)]


def is_summary_mark(element: Typeset) -> bool:
    """Whether this is a comment that marks a block for the short editions, wherever it stands; not Summary: to do."""
    is_one = element.tag == "comment" and _SUMMARY.fullmatch(said_aside(element)) is not None
    places = named_places(element) if is_one else []
    return is_one and (not places or any(get_close_matches(word, (*EDITIONS, *PANELS), 1) for word in places))


def leads_on(block: Typeset) -> bool:
    """Whether what a mark says of this holds for what is below it, too: it says nothing alone. A remark is no block."""
    words = "".join(_said(block)).rstrip() if block.tag == "p" else ""
    return block.tag in HEADS or block.tag == "comment" or words.endswith((":", "："))


def _said(part: Typeset) -> Iterator[str]:
    """The words of a paragraph without the remarks in it."""
    if part.tag != "comment":
        yield part.text or ""
        for inner in part:
            yield from (*_said(inner), inner.tail or "")


def tell_misspelt(comment: Typeset, reading: Reading) -> None:
    """Tell of what looks like a mark and is none. With more letters behind it is another word: generally."""
    for words, (line, column) in asides_in(comment):
        head = " ".join(words.partition(":")[0].casefold().split())
        meant = next(iter(get_close_matches(head, _MARKS, 1, cutoff=0.82)), "") if len(head) < _LONGEST else ""
        is_other = head == "summary" and ":" in words and not is_summary_mark(comment)
        if is_other or meant and head[0] == meant[0] and not head.startswith(meant):
            says = f"{printable(words if is_other else head, most=40)} marks nothing, and {_MARKS[meant]}"
            hint = f"it may name {_PLACES}" if is_other else f"write {meant}; or say it in other words"
            place = Place(reading.path, line, column=column)
            reading.problems.append(Problem(place, "stray-mark", says, hint, is_advice=is_other or meant != "summary"))


def named_places(mark: Typeset) -> list[str]:
    """The words behind the colon of such a mark: which edition, which panel. None where it has no colon."""
    found = _SUMMARY.fullmatch(said_aside(mark))
    return re.split(r"[\s,]+", (found["places"] or "").strip().lower()) if found and (found["places"] or "").strip() else []


def summary_mark(children: Sequence[Typeset], at: int, reading: Reading) -> ShortPlace | None:
    """What the mark in this place says of the block behind it, if it is a good one; of a bad one the author is told."""
    mark = children[at]
    if not is_summary_mark(mark):
        return None
    follows = next((each for each in children[at + 1 :] if each.tag not in HEADS), None)  # a heading goes along
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
            return f"names {printable(word)}", nearest(word, known, f"it may name {_PLACES}")
    panels = [word for word in places if word in PANELS]
    if len(panels) > 1:
        return f"names {len(panels)} panels", "name one of them"
    if panels and set(places) & set(EDITIONS) == {"sheet"}:
        return "names a panel and the sheet alone", "write leaflet in place of sheet, or take the panel out"
    return None


def _wrong_mark(mark: Typeset, before: Typeset | None, follows: Typeset | None, reading: Reading) -> tuple[str, str] | None:
    """What is wrong with a mark for the summary, and what to do; None for a good one."""
    if reading.inside:
        return f"stands inside a {printable(reading.inside)} callout", "put it on the line above the callout"
    if follows is None or follows.tag == "stray":
        return "has no block after it", "put it above a paragraph, list, callout, figure or table, or remove it"
    if is_summary_mark(follows):
        return "stands before another one", "one is enough"
    is_in_list = before is not None and before.tag == follows.tag and follows.tag in ("ul", "ol")
    if is_in_list or before is not None and touches(before, mark) and before.tag not in ("callout", *HEADS, "comment"):
        return "stands within a paragraph or list", "put it above the whole of it, after a blank line"
    return None
