"""A proof: a finished PDF, and questions to ask it.

Reads any PDF by its tag tree: which element holds which words, in which order. Text comes from PDFium, the tree,
links and fonts from pikepdf.
"""
import ctypes
import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file. `name` is without the six letters that mark a subset."""

    name: str
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on a page: its marked-content id (-1 for none), words, size and baseline in points, and box."""

    mcid: int
    text: str
    size_pt: float
    baseline_pt: float
    box: tuple[float, float, float, float]  # left, bottom, right, top, from the bottom left of the page


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one marked-content id, or of a figure's alternative; `line` tells one line of type from another."""

    text: str
    line: tuple[int, float] | None


_BREAK = _Piece("", None)
_INLINE = ("Link", "Span", "Reference", "Quote", "Code")


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element as a reader meets it. `depth` is 0 for the document."""

    tag: str
    text: str
    page: int  # index from 0 of the page it starts on, -1 where nothing of it is painted
    depth: int


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link: the page index it is on, where it leads (an address, or the index of a page), and what is said of it."""

    page: int
    target: str | int
    description: str


class Proof:
    """A PDF, opened for reading."""

    def __init__(self, data: bytes):
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.pdf.pages)

    def fonts(self) -> list[Font]:
        """Every font that a page names, once, by name."""
        found: dict[str, bool] = {}
        for page in self.pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                for inner in font.get("/DescendantFonts", [font]):
                    descriptor = inner.get("/FontDescriptor", {})
                    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                    found[re.sub(r"^/([A-Z]{6}\+)?", "", str(inner.BaseFont))] = embedded
        return [Font(name, embedded) for name, embedded in sorted(found.items())]

    def words_on(self, index: int) -> list[Words]:
        """Every run of text painted on a page, in painting order."""
        return self._painted[index]

    def text_of(self, index: int) -> str:
        """All the text of a page, in painting order, with one space where there is a gap."""
        text, before = "", None
        for words in self.words_on(index):
            joins = before is not None and before.baseline_pt == words.baseline_pt
            text += words.text if joins and abs(words.box[0] - before.box[2]) < words.size_pt / 4 else f" {words.text}"
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

    def elements(self) -> list[Element]:
        """The tag tree in reading order, each element with all the words below it (a figure with its alternative)."""
        root = self.pdf.Root.get("/StructTreeRoot")
        return self._elements(root, None, -1)[1:] if root is not None else []

    def alternatives(self) -> list[str]:
        """The alternative text of every element that has one, in the order of the file."""
        return [str(thing.Alt) for thing in self.pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]

    def words(self) -> list[str]:
        """The words of the document in the order of its tags."""
        return self.words_text().split()

    def words_text(self) -> str:
        """All that is read aloud, as one line."""
        return " ".join(element.text for element in self.elements() if element.depth == 0)

    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading, in reading order."""
        return [(int(e.tag[1]), e.text) for e in self.elements() if re.fullmatch(r"H[1-6]", e.tag)]

    def bookmarks(self) -> list[tuple[int, str]]:
        """Level (from 1) and words of each bookmark."""

        def walk(items, level: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield level, item.title
                yield from walk(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            return list(walk(outline.root, 1))

    def links(self) -> list[LinkArea]:
        """Every link, page by page."""
        return [area for index, page in enumerate(self.pdf.pages) for area in self._links_on(index, page)]

    @cached_property
    def _page_index(self) -> dict[tuple[int, int], int]:
        return {page.objgen: index for index, page in enumerate(self.pdf.pages)}

    @cached_property
    def _destinations(self) -> dict[str, int]:
        names = self.pdf.Root.get("/Names", {}).get("/Dests")
        tree = pikepdf.NameTree(names) if names is not None else {}
        return {str(name): self._page_index[target[0].objgen] for name, target in tree.items()}

    def _links_on(self, index: int, page: pikepdf.Page) -> Iterator[LinkArea]:
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                continue
            target: str | int = str(annotation.get("/A", {}).get("/URI", ""))
            destination = annotation.get("/Dest")
            if destination is not None:
                target = self._destinations.get(str(destination), -1)
            yield LinkArea(index, target, str(annotation.get("/Contents", "")))

    def _elements(self, node: pikepdf.Object, page: pikepdf.Object | None, depth: int) -> list[Element]:
        """This element and those below it, in reading order."""
        return self._read(node, page, depth)[0]

    def _read(
        self, node: pikepdf.Object, page: pikepdf.Object | None, depth: int
    ) -> tuple[list[Element], list[_Piece], int]:
        """The element with all below it, the pieces of its text, and the index of the page it starts on."""
        page = node.get("/Pg", page)
        pieces: list[_Piece] = [_Piece(str(node.Alt), None), _BREAK] if "/Alt" in node else []
        below: list[Element] = []
        first = -1
        for kid in _as_list(node.get("/K")):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                elements, inner, start = self._read(kid, page, depth + 1)
                below += elements
                pieces += inner if elements[0].tag in _INLINE else [_BREAK, *inner, _BREAK]
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                continue
            else:
                here, mcid = (kid.get("/Pg", page), kid.MCID) if isinstance(kid, pikepdf.Dictionary) else (page, kid)
                start = self._page_index[here.objgen]
                pieces += [] if "/Alt" in node else self._by_mcid[start].get(int(mcid), [])
            first = start if first < 0 else first
        tag = str(node.get("/S", "/Root"))[1:]
        return [Element(tag, _joined(pieces), first, depth), *below], pieces, first

    @cached_property
    def _by_mcid(self) -> list[dict[int, list[_Piece]]]:
        pages: list[dict[int, list[_Piece]]] = []
        for index, runs in enumerate(self._painted):
            texts: dict[int, list[_Piece]] = {}
            for run in runs:
                texts.setdefault(run.mcid, []).append(_Piece(run.text, (index, round(run.baseline_pt))))
            pages.append(texts)
        return pages

    @cached_property
    def _painted(self) -> list[list[Words]]:
        document = pdfium.PdfDocument(self.data)
        try:
            return [list(_runs(document[index])) for index in range(len(document))]
        finally:
            document.close()


def _joined(pieces: list[_Piece]) -> str:
    """One line of words. A renderer drops the space at the end of a line of type; here it comes back."""
    text, line = "", None
    for piece in pieces:
        text += piece.text if piece.line == line and line is not None else f" {piece.text}"
        line = piece.line
    return " ".join(text.split())


def _as_list(kids: object) -> list:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _runs(page: pdfium.PdfPage) -> Iterator[Words]:
    text_page = page.get_textpage()
    yield from _runs_in(page.get_objects(max_depth=1), text_page, pdfium.PdfMatrix())
    text_page.close()


def _runs_in(items: Iterable[pdfium.PdfObject], text_page: pdfium.PdfTextPage, outer: pdfium.PdfMatrix) -> Iterator[Words]:
    """The text among these objects. A drawing is an object of its own kind that holds others, and scales them."""
    for item in items:
        matrix = item.get_matrix().multiply(outer)
        if item.type == pdfium_c.FPDF_PAGEOBJ_FORM:
            count = pdfium_c.FPDFFormObj_CountObjects(item.raw)
            inner = (pdfium_c.FPDFFormObj_GetObject(item.raw, number) for number in range(count))
            yield from _runs_in((pdfium.PdfObject(raw, page=item.page, pdf=item.pdf) for raw in inner), text_page, matrix)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            size = ctypes.c_float()
            pdfium_c.FPDFTextObj_GetFontSize(item.raw, size)
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw)
            size_pt = size.value * math.hypot(matrix.c, matrix.d)
            yield Words(mcid, _text(item, text_page), size_pt, matrix.f, _box(item, outer))


def _text(item: pdfium.PdfObject, text_page: pdfium.PdfTextPage) -> str:
    needed = pdfium_c.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(needed)
    pdfium_c.FPDFTextObj_GetText(item.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
    return buffer.raw[: needed - 2].decode("utf-16-le").replace("\x02", "-")  # PDFium's sign for a hyphen at a line's end


def _box(item: pdfium.PdfObject, outer: pdfium.PdfMatrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = item.get_bounds()
    corners = [outer.on_point(x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
