"""The words that are painted on a page, as PDFium reads them."""
import codecs
import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]  # left, bottom, right, top in points, from the bottom left of the page
_TURNED = 0.02  # of their size; slanted letters stand upright still
_UNSEEN = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
DEEPEST_DRAWING = 28  # drawings inside drawings; PDF 1.7 lets 28 states be saved, and no honest file comes near


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text on a page: its marked-content id (-1 for none), words, size and baseline in points, and box.

    `is_plain`: it stands upright and is painted; what a scanner has read lies unseen over its picture. `is_embedded`: its
    font is in the file; where a page names one that it has not, another stands in for it.
    """

    mcid: int
    text: str
    size_pt: float
    baseline_pt: float
    box: Box
    is_plain: bool = True
    is_embedded: bool = True


@dataclass(frozen=True, slots=True)
class LetterBox:
    """A letter on a page with its box."""

    text: str
    box: Box


def letters_on(data: bytes, index: int) -> list[LetterBox]:
    """Every letter and digit of a page with its box, in painting order; letters of one sign share its box."""
    with pdfium.PdfDocument(data) as document:
        page = document[index].get_textpage()
        signs = ((chr(pdfium_c.FPDFText_GetUnicode(page.raw, at)), at) for at in range(page.count_chars()))
        return [LetterBox(sign, page.get_charbox(at)) for sign, at in signs if sign.isalnum()]


def painted_words(data: bytes) -> list[list[Words]]:
    """Every run of text of every page, in painting order. Raises PdfiumError for what is no PDF."""
    with pdfium.PdfDocument(data) as document:
        return [[words for words, _ in runs_on(page)] for page in document]


def runs_on(page: pdfium.PdfPage) -> Iterator[tuple[Words, pdfium.PdfObject]]:
    """Every run of text of an open page, with the object that PDFium has for it."""
    with closing(page.get_textpage()) as text_page:
        for item, outer, mcid in objects_in(page.get_objects(max_depth=1)):
            if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
                yield _words(item, outer, mcid, text_page), item


def objects_in(
    items: Iterable[pdfium.PdfObject], outer: pdfium.PdfMatrix | None = None, mcid: int = -1, depth: int = 0
) -> Iterator[tuple[pdfium.PdfObject, pdfium.PdfMatrix, int]]:
    """Every object of a page with the matrix that takes it there and its marked-content id.

    A drawing (a form XObject) is an object of its own kind that holds others and scales them; what it holds belongs
    to its own marked content.
    """
    outer = outer or pdfium.PdfMatrix()
    for item in items:
        own = pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw)
        own = mcid if own < 0 else own
        if item.type != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield item, outer, own
        elif depth < DEEPEST_DRAWING:
            count = pdfium_c.FPDFFormObj_CountObjects(item.raw)
            inner = (pdfium_c.FPDFFormObj_GetObject(item.raw, number) for number in range(count))
            inner = (pdfium.PdfObject(raw, page=item.page, pdf=item.pdf) for raw in inner)
            yield from objects_in(inner, item.get_matrix().multiply(outer), own, depth + 1)


def _words(item: pdfium.PdfObject, outer: pdfium.PdfMatrix, mcid: int, text_page: pdfium.PdfTextPage) -> Words:
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(item.raw, size)
    matrix = item.get_matrix().multiply(outer)
    size_pt = size.value * math.hypot(matrix.c, matrix.d)
    is_upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < _TURNED * matrix.a
    is_plain = is_upright and pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw) not in _UNSEEN
    is_embedded = bool(pdfium_c.FPDFFont_GetIsEmbedded(pdfium_c.FPDFTextObj_GetFont(item.raw)))
    return Words(mcid, _text(item, text_page), size_pt, matrix.f, box_of(item, outer), is_plain, is_embedded)


def _text(item: pdfium.PdfObject, text_page: pdfium.PdfTextPage) -> str:
    needed = pdfium_c.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(needed)
    pdfium_c.FPDFTextObj_GetText(item.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
    text = buffer.raw[: max(0, needed - 2)].decode("utf-16-le", "replace")
    said = _said(item)
    is_cut = _BEYOND.search(said) and _BEYOND.sub("", said).split() == text.split()
    return (said if is_cut else text).replace("\x02", "-")  # PDFium's sign for a hyphen at a line's end


def _said(item: pdfium.PdfObject) -> str:
    """What a file says that painted letters read as (ActualText, ISO 32000-1, 14.9.4), where it says so in UTF-16.

    PDFium drops what lies beyond the first plane of Unicode there, such as emoji and rare ideographs.
    """
    said = b""
    for at in range(pdfium_c.FPDFPageObj_CountMarks(item.raw)):
        mark, needed = pdfium_c.FPDFPageObj_GetMark(item.raw, at), ctypes.c_ulong()
        if pdfium_c.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, needed):
            buffer = (ctypes.c_ubyte * needed.value)()
            pdfium_c.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, needed, needed)
            said = bytes(buffer)
    return said.decode("utf-16", "replace") if said.startswith(codecs.BOM_UTF16_BE) else ""


def box_of(item: pdfium.PdfObject, outer: pdfium.PdfMatrix) -> Box:
    """The box around an object that `outer` takes to the page."""
    left, bottom, right, top = item.get_bounds()
    corners = [outer.on_point(x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
