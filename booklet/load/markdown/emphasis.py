"""Marks around words: which of them belong together, and what they make of the words between.

Source: CommonMark 0.31.2, section 6.2 and the appendix, "process emphasis"; for ~~struck~~ words GitHub Flavored Markdown
0.29. As Pandoc writes them: H~2~O and x^2^, where the mark touches the word before it; ==marked== as Obsidian does.
"""
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.load.markdown.typed import Typed, fill, mark

_SIGNS = {sign: re.compile(re.escape(sign) + "+") for sign in "*_~^="}


@dataclass(slots=True)
class MarkRun:
    """A run of one mark that may still open or close something; `size` is how many of its signs are left."""

    text: Typed
    opens: bool
    closes: bool
    size: int

    @property
    def sign(self) -> str:
        return self.text[0]


@dataclass(slots=True)
class Bracket:
    """An opening bracket, and where its words begin in the text."""

    text: Typed
    start: int
    is_image: bool


InlinePiece = Typed | Element | MarkRun | Bracket


def run_at(text: Typed, at: int) -> tuple[MarkRun, int]:
    """The run of marks that stands here, and where it ends."""
    found = _SIGNS[text[at]].match(text, at)
    assert found, "it is called where one stands"
    before, after = text[at - 1 : at] or " ", text[found.end() : found.end() + 1] or " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    opens, closes, size = left, right, len(found[0])
    match text[at]:
        case "_":
            opens, closes = left and (not right or _is_mark(before)), right and (not left or _is_mark(after))
        case "~":
            opens, closes = left and size < 3, right and size < 3
        case "^":
            opens, closes = not after.isspace() and size == 1, not before.isspace() and size == 1
        case "=":
            opens, closes = left and size == 2, right and size == 2
    return MarkRun(text.cut(*found.span()), opens, closes, size), found.end()


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def emphasised(pieces: Sequence[InlinePiece]) -> list[InlinePiece]:
    """The pieces, with an element for each pair of marks and what is between."""
    read, at = list(pieces), 0
    barren: dict[tuple[str, bool, int], int] = {}  # below this index there is no opener for such a closer
    while at < len(read):
        closer = read[at]
        if not isinstance(closer, MarkRun) or not closer.closes:
            at += 1
            continue
        kind = (closer.sign, closer.opens, len(closer.text) % 3)
        opened = _opener(read, at, closer, barren.get(kind, 0))
        if opened is None:
            barren[kind] = at
            at += 1
            continue
        at = _paired(read, opened, at)
    return read


def _opener(read: Sequence[InlinePiece], at: int, closer: MarkRun, lowest: int) -> int | None:
    for n in range(at - 1, lowest - 1, -1):
        opener = read[n]
        if isinstance(opener, MarkRun) and opener.sign == closer.sign and opener.opens and opener.size:
            if closer.sign not in "*_":
                fits = opener.size == closer.size and (closer.sign != "^" or not _has_blank(read[n + 1 : at]))
            else:
                is_odd = (opener.closes or closer.opens) and (len(opener.text) + len(closer.text)) % 3 == 0
                fits = not is_odd or len(opener.text) % 3 == len(closer.text) % 3 == 0
            if fits:
                return n
    return None


def _has_blank(pieces: Sequence[InlinePiece]) -> bool:
    return any(isinstance(piece, str) and re.search(r"\s", piece) for piece in pieces)


def _paired(read: list[InlinePiece], opened: int, closed: int) -> int:
    """Put the pieces between two runs into an element; where to go on."""
    opener, closer = read[opened], read[closed]
    assert isinstance(opener, MarkRun) and isinstance(closer, MarkRun), "they were found as such"
    used = opener.size if opener.sign not in "*_" else 2 if opener.size > 1 and closer.size > 1 else 1
    made = mark(_tag(read, opened, used), opener.text.place(opener.size - used))
    fill(made, settled(read[opened + 1 : closed]))
    opener.size -= used
    closer.size -= used
    read[opened + (opener.size > 0) : closed + (closer.size == 0)] = [made]
    return opened + (opener.size > 0) + 1


def _tag(read: Sequence[InlinePiece], opened: int, used: int) -> str:
    opener, before = read[opened], read[opened - 1] if opened else ""
    assert isinstance(opener, MarkRun), "it was found as such"
    if opener.sign == "~":
        is_low = used == 1 and isinstance(before, str) and before[-1:].isalnum()  # H~2~O
        return "sub" if is_low else "del"
    return {"^": "sup", "=": "mark"}.get(opener.sign, "strong" if used == 2 else "em")


def settled(pieces: Sequence[InlinePiece]) -> list[str | Element]:
    """The pieces, with what opened or closed nothing as the characters that were typed."""
    made: list[str | Element] = []
    for piece in pieces:
        match piece:
            case MarkRun():
                made.append(piece.text.cut(0, piece.size))
            case Bracket():
                made.append(piece.text)
            case _:
                made.append(piece)
    return made
