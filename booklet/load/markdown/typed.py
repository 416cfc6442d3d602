"""Typed text: a string that knows where its author typed it."""
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from booklet.core.letters.raised import in_letters

# A slot: two private-use characters around a number, which counts the values that stand in the lines of a section.
SLOT_OPEN, SLOT_CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{SLOT_OPEN}(?P<index>[0-9]+){SLOT_CLOSE}")  # e.g. the characters U+E000, 12, U+E001
Spot = tuple[int, int, int]  # from this offset on: the author's line and column, both counted from 1


class Typed(str):
    """Text with its `spots`, rising. A text without any was typed by nobody.

    `plain` are the offsets of signs that mean themselves: they were typed as \\* or as &#42;.
    """

    spots: tuple[Spot, ...]
    plain: frozenset[int]

    def __new__(cls, text: str, spots: Iterable[Spot] = (), plain: Iterable[int] = ()) -> "Typed":
        typed = super().__new__(cls, text)
        typed.spots, typed.plain = tuple(spots), frozenset(plain)
        return typed

    def cut(self, start: int = 0, end: int | None = None) -> "Typed":
        """The characters from `start` until before `end`."""
        text = self[start:end]
        if len(text) == len(self):
            return self
        plain = [at - start for at in self.plain if start <= at < start + len(text)] if self.plain else ()
        if not self.spots:
            return Typed(text, (), plain)
        if len(self.spots) == 1 and self.spots[0][0] == 0:  # most lines
            _, line, column = self.spots[0]
            return Typed(text, ((0, line, column + start),), plain)
        first = max(bisect_right(self.spots, start, key=lambda spot: spot[0]) - 1, 0)
        last = bisect_right(self.spots, start + len(text), key=lambda spot: spot[0])
        spots = self.spots[first:last]
        return Typed(text, ((max(at - start, 0), line, column + max(start - at, 0)) for at, line, column in spots), plain)

    def trimmed(self, characters: str = " \t\n") -> "Typed":
        """Without these characters at both ends."""
        start = len(self) - len(self.lstrip(characters))
        return self.cut(start, max(len(self.rstrip(characters)), start))

    def place(self, offset: int = 0) -> tuple[int, int]:
        """The line and column of the character at this offset; zeros where nobody typed it."""
        at = bisect_right(self.spots, offset, key=lambda spot: spot[0]) - 1
        if at < 0:
            return self.spots[0][1:] if self.spots else (0, 0)
        start, line, column = self.spots[at]
        return line, column + offset - start


def as_one(parts: Iterable[str]) -> Typed:
    """Texts one after the other."""
    parts = list(parts)
    if len(parts) == 1 and isinstance(parts[0], Typed):
        return parts[0]
    text, spots, plain = "", list[Spot](), list[int]()
    for part in parts:
        if isinstance(part, Typed):
            spots += [(len(text) + at, line, column) for at, line, column in part.spots]
            plain += [len(text) + at for at in part.plain]
        text += part
    return Typed(text, spots, plain)


def lines_in(text: Typed) -> list[Typed]:
    """The lines of a text."""
    ends = [found.start() for found in re.finditer("\n", text)]
    return [text.cut(start, end) for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)]


def one_text(lines: Sequence[Typed]) -> Typed:
    """Lines as one text again."""
    return as_one(part for number, line in enumerate(lines) for part in (("\n", line) if number else (line,)))


class Mark(Element):
    """An element of the tree that knows where it was typed, and of a block the indices of its first and last line."""

    line = 0
    column = 0
    first = 0
    last = 0


def mark(tag: str, place: tuple[int, int] = (0, 0), *inside: str | Element, **attributes: str) -> Mark:
    """An element with its place and attributes, and the texts and elements in it."""
    element = Mark(tag, attributes)
    element.line, element.column = place
    fill(element, inside)
    return element


def touches(above: Element, below: Element) -> bool:
    """Whether no blank line stands between two blocks."""
    return isinstance(above, Mark) and isinstance(below, Mark) and below.first == above.last + 1


def place_of(element: Element) -> tuple[int, int]:
    """The line and column of an element; zeros where nobody typed it."""
    return (element.line, element.column) if isinstance(element, Mark) else (0, 0)


def fill(parent: Element, pieces: Iterable[str | Element]) -> None:
    """Put texts and elements into an element that holds nothing yet, as ElementTree keeps them: in text and tails."""
    last: Element | None = None
    words: list[str] = []
    for piece in [*pieces, None]:
        if isinstance(piece, str):
            words.append(piece)
            continue
        text = as_one(words) if words else None
        if last is None:
            parent.text = text
        else:
            last.tail = text
        if piece is not None:
            parent.append(piece)
        last, words = piece, []


def pieces_of(parent: Element) -> Iterable[str | Element]:
    """The texts and elements in an element, in reading order."""
    if parent.text:
        yield parent.text
    for child in parent:
        yield child
        if child.tail:
            yield child.tail


def parted_by(tags: Collection[str], pieces: Iterable[str | Element]) -> Iterator[list[str | Element] | Element]:
    """The elements of these names, and the pieces between them where these say anything."""
    between: list[str | Element] = []
    for piece in [*pieces, None]:
        if piece is not None and (isinstance(piece, str) or piece.tag not in tags):
            between.append(piece)
            continue
        if any(not isinstance(each, str) or each.strip() for each in between):
            yield between
        between = []
        if piece is not None:
            yield piece


def words_alone(pieces: Iterable[str | Element]) -> Typed:
    """The words alone, as they are said where no mark can be set: 10⁹, and nothing that is struck."""
    return as_one(piece if isinstance(piece, str) else piece.get("alt") or _said(piece) for piece in pieces)


def struck_in(pieces: Iterable[str | Element]) -> str:
    """The words that are struck."""
    marks = [piece for piece in pieces if not isinstance(piece, str)]
    return " ".join("".join(each.itertext()) for piece in marks for each in piece.iter("del"))


_NEEDS_A_MARK = {"citation": "a citation", "noted": "the mark of a note", "gap": "a place to write", "icon": "an icon"}


def lost_in(pieces: Iterable[str | Element]) -> Iterator[str]:
    """What words alone leave out of these pieces."""
    for each in (each for piece in pieces if not isinstance(piece, str) for each in piece.iter()):
        if each.tag == "del":
            yield f"struck words ({struck_in([each])})"
        elif each.tag == "a":
            yield f"where a link leads ({each.get('href')})"
        elif each.tag in _NEEDS_A_MARK:
            yield _NEEDS_A_MARK[str(each.tag)]


def _said(element: Element) -> str:
    if element.tag == "slot":
        return f"{SLOT_OPEN}{element.get('index')}{SLOT_CLOSE}"
    typed = words_alone(pieces_of(element))
    said = in_letters(str(element.tag), typed)
    return typed if said == typed else Typed(said, typed.spots[:1])


def join_tight(element: Element) -> None:
    """The words of a tight item right into it, without a paragraph around them."""
    for child in element:
        join_tight(child)
    if element.attrib.pop("tight", None) is None:
        return
    inside: list[str | Element] = []
    for child in list(element):
        element.remove(child)
        inside += pieces_of(child) if child.tag == "p" else [child]
    fill(element, inside)
