"""A PDF, opened for reading: which element holds which words, in which order."""
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

import pikepdf

from booklet.check.pdf.fonts import Font, used_fonts
from booklet.check.pdf.navigation import bookmarks
from booklet.check.pdf.tree import INLINE, Branch, Id, Mark, read_tree
from booklet.check.pdf.words import Words, painted_words


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element as a reader meets it. `depth` is 0 for the document."""

    tag: str
    text: str
    page: int  # index from 0 of the page it starts on, -1 where nothing of it is painted
    depth: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one marked-content id, or of a figure's alternative; `line` tells one line of type from another."""

    text: str
    line: tuple[int, float] | None


_BREAK = _Piece("", None)


class Proof:
    """A PDF, opened for reading. Raises pikepdf.PdfError for what is none, and its PasswordError for a locked one.

    `plain` is a copy to look into, where the names of the file itself cannot be read (plain.py): what is painted is the
    file's, and its objects have other numbers.
    """

    def __init__(self, data: bytes, plain: bytes | None = None):
        self.data, self.is_a_copy = data, plain is not None
        self.pdf = pikepdf.open(io.BytesIO(plain or data))

    @property
    def page_count(self) -> int:
        return len(self.pdf.pages)

    @cached_property
    def page_index(self) -> dict[Id, int]:
        """The index of each page by the number of its object."""
        return {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}

    def fonts(self) -> list[Font]:
        return used_fonts(self.pdf)

    def words_on(self, index: int) -> list[Words]:
        """Every run of text painted on a page, in painting order."""
        return self._painted[index]

    def text_of(self, index: int) -> str:
        """All the text of a page, in painting order, with one space where there is a gap."""
        text, before = "", None
        for words in self.words_on(index):
            joins = before is not None and before.baseline_pt == words.baseline_pt
            is_near = before is not None and abs(words.box[0] - before.box[2]) < words.size_pt / 4
            text += words.text if joins and is_near else f" {words.text}"
            before = words
        return " ".join(text.split())

    def smallest_type(self) -> tuple[float, int, str]:
        """The size in points of the smallest text on any page, that page's index, and the words."""
        sizes = [
            (round(words.size_pt, 2), index, words.text)
            for index in range(self.page_count)
            for words in self.words_on(index)
            if words.text.strip()
        ]
        return min(sizes)

    @cached_property
    def branches(self) -> list[Branch]:
        """The tag tree in reading order, without its words."""
        return read_tree(self.pdf, self.page_index)

    def elements(self) -> list[Element]:
        """The tag tree in reading order, each element with all the words below it (a figure with its alternative)."""
        return self._elements

    def words_text(self) -> str:
        """All that is read aloud, as one line."""
        return " ".join(element.text for element in self.elements() if element.depth == 0)

    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading, in reading order."""
        return [(int(e.tag[1]), e.text) for e in self.elements() if re.fullmatch(r"H[1-6]", e.tag)]

    def bookmarks(self) -> list[tuple[int, str]]:
        """Level (from 1) and words of each bookmark."""
        return bookmarks(self.pdf)

    @cached_property
    def _elements(self) -> list[Element]:
        """From the last element to the first, so that all below an element is known when its turn comes."""
        count = len(self.branches)
        pieces: list[list[_Piece]] = [[] for _ in range(count)]
        pages, texts = [-1] * count, [""] * count
        for number in range(count - 1, -1, -1):
            branch = self.branches[number]
            pieces[number], pages[number] = self._gathered(branch, pieces, pages)
            texts[number] = _joined(pieces[number])
            for kid in branch.kids:
                if isinstance(kid, int):
                    pieces[kid] = []
        return [Element(b.tag, texts[n], pages[n], b.depth) for n, b in enumerate(self.branches)]

    def _gathered(self, branch: Branch, below: list[list[_Piece]], pages: list[int]) -> tuple[list[_Piece], int]:
        """The pieces of an element's text, and the index of the page it starts on."""
        alternative, said = branch.words("/Alt"), branch.words("/ActualText")
        pieces: list[_Piece] = [_Piece(alternative, None), _BREAK] if alternative is not None else []
        first = -1
        for kid in branch.kids:
            if isinstance(kid, Mark):
                start = kid.page
                if alternative is None:
                    runs = self.marked_words.get((start, kid.mcid), ())
                    pieces += [_Piece(run.text, (start, round(run.baseline_pt))) for _, run in runs]
            else:
                start = pages[kid]
                is_inline = self.branches[kid].tag in INLINE[:5]
                pieces += below[kid] if is_inline else [_BREAK, *below[kid], _BREAK]
            first = start if first < 0 else first
        if said is not None and alternative is None:
            lines = [piece.line for piece in pieces] or [None]
            pieces = [_Piece(said, lines[0]), _Piece("", lines[-1])]
        return pieces, first

    @cached_property
    def marked_words(self) -> dict[tuple[int, int], list[tuple[int, Words]]]:
        """The runs of text of each piece of marked content, by page and number; each with its turn in painting."""
        found: dict[tuple[int, int], list[tuple[int, Words]]] = {}
        for index, runs in enumerate(self._painted):
            for turn, run in enumerate(runs):
                found.setdefault((index, run.mcid), []).append((turn, run))
        return found

    @cached_property
    def _painted(self) -> list[list[Words]]:
        return painted_words(self.data)


def _joined(pieces: list[_Piece]) -> str:
    """One line of words. A renderer drops the space at the end of a line of type; here it comes back."""
    text, line = "", None
    for piece in pieces:
        goes_on = line is not None and (piece.line == line or (piece.line is not None and not piece.text))
        text += piece.text if goes_on else f" {piece.text}"
        line = piece.line
    return " ".join(text.split())


def xmp_of(pdf: pikepdf.Pdf) -> ElementTree.Element:
    """The metadata of a file; an element that holds nothing where there are none, or none that is XML."""
    metadata = pdf.Root.get("/Metadata")
    xmp = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    if b"<!DOCTYPE" not in xmp:  # XMP has none; entities can be a bomb
        with suppress(ElementTree.ParseError):
            return ElementTree.fromstring(xmp.rstrip(b"\0 \r\n\t"))
    return ElementTree.Element("none")
