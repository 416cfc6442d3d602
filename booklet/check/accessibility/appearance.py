"""Looking at the pages: what only shows when they are painted, contrast of the words, what hides them, sharp pictures."""
import ctypes
import math
from collections.abc import Iterator, Sequence
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from booklet.check.accessibility.covered import (
    INVISIBLE, LEAST_DOTS, Covered, address, covered_letters, covered_words, opaque,
)  # fmt: skip
from booklet.check.accessibility.contrast import RGB, ROUNDING, ink_and_ground, needed_contrast, ratio
from booklet.check.by_page import told_by_page
from booklet.check.pdf.words import Box, Words, objects_in, runs_on
from booklet.core.problems import Problem

DPI = 200  # at 100 a comma of small type is grey whatever its ink
LEAST_DPI = 96  # a page too large to be painted so sharp is not judged
_MOST_PIXELS = 40_000_000  # of one page; A3 at 200 dpi has 8 million
_MOST_PAGES = 1_000  # painted in about a minute; of a longer file the first thousand
AIR_PT = 1.2  # around a run of words, so that its ground is in the sample
SHARP_DPI = 200  # a picture with fewer dots at its printed size is seen to be made of dots
SMALL_PT = 12.0  # a mark smaller than a letter is not looked at for dots
BOLD = 700


def look_at_pages(data: bytes, name: str) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """What is wrong with the contrast of all words and the sharpness of all pictures, and what was not looked at.

    Raises PdfiumError for what is no PDF.
    """
    document = pdfium.PdfDocument(data)
    weak: list[tuple[int, str]] = []
    hidden: list[tuple[int, str]] = []
    coarse: list[tuple[int, str]] = []
    too_large = []
    for index in range(min(len(document), _MOST_PAGES)):
        sheet = document[index]
        coarse += [(index, told) for told in coarse_pictures(sheet)]
        picture = painted(sheet)
        if picture is None:
            too_large.append(index + 1)
        else:
            covered = covered_letters(sheet, partial(_sample, sheet, picture, air_pt=0, least=LEAST_DOTS))
            hidden += [(index, words) for words in covered_words(covered)]
            weak += [(index, told) for told in weak_words(sheet, picture, covered)]
        sheet.close()
    unmeasured = [f"contrast and pictures after page {_MOST_PAGES}"] if len(document) > _MOST_PAGES else []
    unmeasured += [f"contrast on page {folio}, which is too large to be painted" for folio in too_large[:20]]
    says = "words that something lies over, so that they are read aloud and not seen: {}"
    told = [*told_by_page(hidden, name, "covered-words", says, "move what lies over them, or take them out")]
    says = "words that hardly stand out from their ground: {}"
    hint = "make them darker, or the ground lighter: 4.5 to 1, for large type 3 to 1"
    told += told_by_page(weak, name, "weak-contrast", says, hint)
    says = f"a picture with less than {SHARP_DPI} dots to the inch: {{}}"
    told += told_by_page(coarse, name, "coarse-image", says, "put in a larger copy of it, or print it smaller")
    return tuple(told), tuple(unmeasured)


def painted(sheet: pdfium.PdfPage) -> Image.Image | None:
    """The picture of an open page, in RGB; None where it would be too coarse to be judged."""
    width, height = sheet.get_size()
    if not width or not height:
        return None
    scale = min(DPI / 72, math.sqrt(_MOST_PIXELS / (width * height)))
    return sheet.render(scale=scale).to_pil() if scale >= LEAST_DPI / 72 else None


def weak_words(sheet: pdfium.PdfPage, picture: Image.Image, covered: Sequence[Covered] = ()) -> Iterator[str]:
    """The words of an open page that stand out too little, each with its ratio; none that are covered."""
    hidden = {letter.owner for letter in covered}
    for words, item in runs_on(sheet):
        if not any(letter.isalnum() for letter in words.text):
            continue
        if pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw) in INVISIBLE or address(item.raw) in hidden:
            continue
        patch = _sample(sheet, picture, words.box)
        declared = opaque(partial(pdfium_c.FPDFPageObj_GetFillColor, item.raw))
        found = ink_and_ground(patch, declared) if patch else None
        if found and _is_weak(found, words, item):
            yield f"{ratio(*found):.1f} to 1: {words.text.strip()}"


def _is_weak(found: tuple[RGB, RGB], words: Words, item: pdfium.PdfObject) -> bool:
    contrast = ratio(*found) + ROUNDING
    is_weak = contrast < needed_contrast(words.size_pt, is_bold=False)
    return is_weak and contrast < needed_contrast(words.size_pt, _is_bold(item))


def _is_bold(item: pdfium.PdfObject) -> bool:
    font = pdfium_c.FPDFTextObj_GetFont(item.raw)
    buffer = ctypes.create_string_buffer(256)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 256)
    named = any(word in buffer.value.lower() for word in (b"bold", b"black", b"heavy"))
    return named or pdfium_c.FPDFFont_GetWeight(font) >= BOLD


def _sample(
    sheet: pdfium.PdfPage, picture: Image.Image, box: Box, air_pt: float = AIR_PT, least: int = 6
) -> Image.Image | None:
    """What lies in and right around a box on the page; None where that is off the page, or next to nothing."""
    around = (box[0] - air_pt, box[1] - air_pt), (box[2] + air_pt, box[3] + air_pt)
    corners = [_dot(sheet, picture, x, y) for x, y in around]
    (x0, x1), (y0, y1) = (sorted(sides) for sides in zip(*corners, strict=True))
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(picture.width, x1), min(picture.height, y1)
    return picture.crop((x0, y0, x1, y1)) if x1 - x0 >= least and y1 - y0 >= least else None


def _dot(sheet: pdfium.PdfPage, picture: Image.Image, x: float, y: float) -> tuple[int, int]:
    """Where a place on the page is in its picture, whichever way the page is turned and cut."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(sheet.raw, 0, 0, picture.width, picture.height, 0, x, y, across, down)
    return across.value, down.value


def coarse_pictures(sheet: pdfium.PdfPage) -> Iterator[str]:
    """The pictures of an open page that have too few dots at the size at which they are printed."""
    for item, outer, _ in objects_in(sheet.get_objects(max_depth=1)):
        if item.type != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        across, down = ctypes.c_uint(), ctypes.c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(item.raw, across, down)
        matrix = item.get_matrix().multiply(outer)
        width_pt, height_pt = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        # Two dots, stretched, are a colour and no picture.
        is_picture = min(across.value, down.value) > 2 and min(width_pt, height_pt) >= SMALL_PT
        dpi = min(across.value / width_pt, down.value / height_pt) * 72 if is_picture else SHARP_DPI
        if dpi < SHARP_DPI - 1:
            printed = f"{width_pt / 72:.1f} by {height_pt / 72:.1f} inches"
            yield f"{across.value} by {down.value} dots on {printed}, {dpi:.0f} dpi"
