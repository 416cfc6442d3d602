"""Marks within the words of a work: italics, bold, small capitals, low and raised letters, as CSL-JSON writes them.

Zotero, Crossref, PubMed and publishers write the same marks in many ways (<em>, <jats:italic>, <inf>, entities). What
is kept is one of MARKS, closed where it was opened; what else looks like a mark of HTML goes, and its words stay.
Source: CSL 1.0.2, "HTML-like formatting tags".
"""
import html
import re
from collections.abc import Iterator

from booklet.core.own_table import own_table

SMALL_CAPS = 'span style="font-variant:small-caps;"'
MARKS = {"i": "i", "b": "b", "sub": "sub", "sup": "sup", "span": SMALL_CAPS}  # its name, and how it is opened
_TABLE = own_table(__file__)
_KEPT: dict[str, str] = {tag: mark for mark, tags in _TABLE["kept"].items() for tag in tags.split()}
_DROPPED = frozenset(_TABLE["dropped"]["tags"].split())
_TAG = re.compile(
    r"<(?P<end>/?)(?:[A-Za-z]{1,9}:)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,15})(?P<more>\s[^<>]{0,300})?\s*/?>"
)  # <i>, </em>, <jats:italic>, <span style="...">, <br/>
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")  # &amp;, &#8211;, &#x3b1;
_MARK = re.compile(rf"<(?:/?(?:i|b|sub|sup)|/span|{re.escape(SMALL_CAPS)})>")  # as `marked_text` leaves them


def marked_text(words: str) -> str:
    """Words with MARKS alone, each closed where it was opened, and without entities. Words without either are as before."""
    for _ in range(2):  # Crossref has &amp;lt;
        words = _ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
    if "<" not in words:
        return words
    pieces: list[str] = []
    open_marks: list[tuple[str, int]] = []  # each with the piece that opens it
    end = 0
    for tag in _TAG.finditer(words):
        kept = _kept(tag)
        if kept is None:
            continue
        pieces.append(words[end : tag.start()])
        end = tag.end()
        _mark(kept, bool(tag["end"]), pieces, open_marks)
    pieces.append(words[end:])
    for _, piece in open_marks:  # never closed: it marks nothing
        pieces[piece] = ""
    return "".join(pieces)


def _kept(tag: re.Match[str]) -> str | None:
    """The mark that a tag means, "" for one that goes; None for what is no tag: Risk in <Lee>."""
    name = tag["name"].lower()
    if name == "span" and not tag["end"]:
        return "span" if "small-caps" in (tag["more"] or "") else "nocase"
    if name == "span":
        return "span"
    if name in _KEPT:
        return _KEPT[name]
    return "" if name in _DROPPED else None


def _mark(kept: str, is_end: bool, pieces: list[str], open_marks: list[tuple[str, int]]) -> None:
    """Write a mark, or its end, where it has a beginning. A span of another kind is remembered, and not written."""
    if not is_end:
        pieces.append(f"<{MARKS[kept]}>" if kept in MARKS else "")
        if kept:
            open_marks.append((kept, len(pieces) - 1))
        return
    if open_marks and (open_marks[-1][0] == kept or (kept, open_marks[-1][0]) == ("span", "nocase")):
        opened, _ = open_marks.pop()
        pieces.append(f"</{opened}>" if opened in MARKS else "")


def unmarked_words(words: str) -> str:
    """Words without their marks: CO2, E. coli."""
    return _MARK.sub("", words)


def marks_of(words: str) -> Iterator[tuple[str, bool]]:
    """Words and marks in turn: each piece, and whether it is a mark."""
    end = 0
    for mark in _MARK.finditer(words):
        yield words[end : mark.start()], False
        yield mark[0], True
        end = mark.end()
    yield words[end:], False
