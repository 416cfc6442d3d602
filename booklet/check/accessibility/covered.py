"""Covered words: letters that a file has, and that something painted over them hides. They are read aloud, and not seen.

A letter is covered where something that was painted after it lies over its place, which is one colour on the picture of the
page, that of its ground. A picture over most of the page is a scan, and shows the words that lie below it.
"""
import ctypes
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from booklet.check.accessibility.contrast import RGB
from booklet.check.pdf.words import Box, box_of, objects_in

INVISIBLE = (3, 7)  # ISO 32000-1, table 106: text that is not painted, as under a scanned page
_ALIKE = 12  # of 255: two shades that nobody tells apart
_AIR_PT = 1.2  # around a letter, so that its ground is in the sample
LEAST_DOTS = 3  # of a letter's place on the picture, each way
_MOST = 2_000  # letters of a page that are looked up among what is painted over them
_MOST_PAIRS = 500_000  # of a text and what may lie over it; on a page with more, each letter is looked at
_Patch = Callable[[Box], Image.Image | None]  # what the picture of the page has in a box


@dataclass(frozen=True, slots=True)
class Covered:
    """A letter that is not seen: its place among the letters of the page, itself, and the object that paints it."""

    at: int
    sign: str
    owner: int
    box: Box


def covered_letters(sheet: pdfium.PdfPage, patch_of: _Patch) -> Sequence[Covered]:
    """The covered letters of an open page, in reading order."""
    with closing(sheet.get_textpage()) as page:
        unseen = [letter for letter in _letters(page, _below_something(sheet)) if _is_unseen(page, letter, patch_of)][:_MOST]
    return _painted_over(sheet, unseen) if unseen else ()


def address(item: Any) -> int:
    """By which an object of PDFium is known again."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def covered_words(letters: Sequence[Covered]) -> Iterator[str]:
    """The letters as the words that they make."""
    words, last = "", -9
    for letter in letters:
        if letter.at > last + 2 and words:
            yield words
            words = ""
        words += " " * (bool(words) and letter.at == last + 2) + letter.sign
        last = letter.at
    if words:
        yield words


def _below_something(sheet: pdfium.PdfPage) -> set[int]:
    """The texts that something may lie over: they are few, and to look at the place of each letter takes long."""
    painted: dict[int, Box] = {}
    below, pairs = set[int](), 0
    for item, outer, _ in objects_in(sheet.get_objects(max_depth=1)):
        left, bottom, right, top = box = box_of(item, outer)
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            painted[address(item.raw)] = left - _AIR_PT, bottom - _AIR_PT, right + _AIR_PT, top + _AIR_PT
        elif painted and _hides(item, box, sheet):
            pairs += len(painted)
            over = [
                text for text, (x0, y0, x1, y1) in painted.items()
                if pairs > _MOST_PAIRS or x0 <= right and left <= x1 and y0 <= top and bottom <= y1
            ]  # fmt: skip
            below.update(over)
            for text in over:
                del painted[text]
    return below


def _letters(page: pdfium.PdfTextPage, below: Set[int]) -> Iterator[Covered]:
    """The letters of these texts."""
    for at in range(page.count_chars()):
        sign = chr(pdfium_c.FPDFText_GetUnicode(page.raw, at))
        owner = pdfium_c.FPDFText_GetTextObject(page.raw, at) if sign.isalnum() else None
        if owner and address(owner) in below and pdfium_c.FPDFTextObj_GetTextRenderMode(owner) not in INVISIBLE:
            yield Covered(at, sign, address(owner), page.get_charbox(at))


def _is_unseen(page: pdfium.PdfTextPage, letter: Covered, patch_of: _Patch) -> bool:
    """Whether nothing of a letter is seen. A thick I fills its place with ink, and a thin one with a mixture."""
    patch = patch_of(letter.box)
    if patch is None or not _is_flat(patch):
        return False
    left, bottom, right, top = letter.box
    around = patch_of((left - _AIR_PT, bottom - _AIR_PT, right + _AIR_PT, top + _AIR_PT)) or patch
    if _is_flat(around):
        return True
    colours: Any = around.getcolors(around.width * around.height)
    (_, ground), seen = max(colours), cast(RGB, patch.getpixel((0, 0)))
    ink = opaque(partial(pdfium_c.FPDFText_GetFillColor, page.raw, letter.at))
    return ink is not None and _is_alike(seen, ground) and not _is_alike(seen, ink)


def _is_flat(patch: Image.Image) -> bool:
    bands: Any = patch.getextrema()
    return all(highest - lowest <= _ALIKE for lowest, highest in bands)


def _is_alike(one: RGB, other: RGB) -> bool:
    return all(abs(here - there) <= _ALIKE for here, there in zip(one, other, strict=True))


def opaque(ask: Callable[..., int]) -> RGB | None:
    """The colour that a file names for a letter or a text, as PDFium is asked for it, where it covers what is below."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = ask(red, green, blue, alpha)
    return (red.value, green.value, blue.value) if known and alpha.value == 255 else None


def _painted_over(sheet: pdfium.PdfPage, unseen: Sequence[Covered]) -> Sequence[Covered]:
    """Those of the letters that something lies over."""
    owned: dict[int, list[Covered]] = {}
    for letter in unseen:
        owned.setdefault(letter.owner, []).append(letter)
    painted: list[Covered] = []  # and not yet covered
    covered: set[int] = set()
    for item, outer, _ in objects_in(sheet.get_objects(max_depth=1)):
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            painted += owned.get(address(item.raw), ())
        elif painted and _hides(item, box := box_of(item, outer), sheet):
            covered |= {letter.at for letter in painted if _lies_in(letter.box, box)}
            painted = [letter for letter in painted if letter.at not in covered]
    return [letter for letter in unseen if letter.at in covered]


def _hides(item: pdfium.PdfObject, box: Box, sheet: pdfium.PdfPage) -> bool:
    """Whether an object may hide what is below it."""
    if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        width, height = sheet.get_size()
        return bool(2 * (box[2] - box[0]) * (box[3] - box[1]) < width * height)
    return item.type in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING)


def _lies_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
