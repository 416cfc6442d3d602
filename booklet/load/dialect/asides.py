"""What is said aside, in comments: what a claim rests on, and what of a section short editions hold."""
import re
from xml.etree.ElementTree import Element as Typeset

from booklet.load.markdown.grammar import ASIDE
from booklet.load.markdown.typed import Typed, place_of

_SUMMARY = re.compile(r"summary(?:\s*:(?P<places>[^:]*))?")  # summary; summary: leaflet, flap


def said_aside(comment: Typeset) -> str:
    """The words of a comment, of one in a line or of one by itself."""
    return str(comment.get("says", comment.text or "")).replace("<!--", " ").replace("-->", " ").strip()


def asides_in(comment: Typeset) -> list[tuple[str, tuple[int, int]]]:
    """The words of each comment on these lines, with its place."""
    if "says" in comment.attrib or not isinstance(comment.text, Typed):
        return [(said_aside(comment), place_of(comment))]
    return [(found["comment"].strip(), comment.text.place(found.start())) for found in ASIDE.finditer(comment.text)]


def is_summary_mark(element: Typeset) -> bool:
    """Whether this is a comment that marks a block for the short editions, wherever it stands."""
    return element.tag == "comment" and _SUMMARY.fullmatch(said_aside(element)) is not None


def named_places(mark: Typeset) -> list[str]:
    """The words behind the colon of such a mark: which edition, which panel. None where it has no colon."""
    found = _SUMMARY.fullmatch(said_aside(mark))
    return re.split(r"[\s,]+", (found["places"] or "").strip()) if found and (found["places"] or "").strip() else []
