"""Letters whose glyphs are not their letters one by one: what was written is told beside what is painted.

In Arabic, Hindi or Thai a glyph may stand for several letters, several for one, or stand before the letter that it
follows. WeasyPrint tells one reading for each glyph, the first one. So a box with such letters says its text by itself
(ActualText, ISO 32000-1, 14.9.4). Arabic and Hebrew without marks say it in the tree alone: PDFium would turn it round.
"""
import re
from collections.abc import Iterable
from typing import Any
from unicodedata import mirrored

import pydyf

from booklet.core.letters.direction import brackets_of, runs_to_left

# Marks on letters, of Hebrew and Arabic too; Devanagari to Myanmar, Khmer and Mongolian; what joins and chooses; emoji
_SHAPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0700-\u109f\u1780-\u18af"
    "\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f000-\U0001faff]"
)
_EMPTY = re.compile(rb"<>$")  # <0211> <>: a line of the table that tells what each glyph reads as
_NO_READING = b"<2060>"  # a joiner: no reading may be empty (ISO 32000-1, 9.10.3)


def is_shaped(text: str) -> bool:
    """Whether a text has letters whose glyphs may read otherwise."""
    return _SHAPED.search(text) is not None


def tell_text(text: str, operations: list[Any], start: int) -> None:
    """Say what is written in the marked content that begins at or after `start` and has not ended yet."""
    opening = next((at for at in range(start, len(operations)) if operations[at] == b"BDC"), None)
    if opening is not None:
        said = pydyf.Dictionary({"ActualText": pydyf.String(text)})
        operations[opening + 1 : opening + 1] = [b"/Span", said, b"BDC"]
        operations.append(b"EMC")


def read_by_shape(fonts: Iterable[Any]) -> None:
    """Where a document has letters that run to the left, give each bracket of its fonts the reading of its own shape.

    Among such letters "(" is painted as ")". A font tells one reading for each glyph; programs that turn painted text round
    turn brackets round too, and among other letters nobody does. Takes WeasyPrint's fonts before they are cut down.
    """
    fonts = list(fonts)
    if not any(runs_to_left(text) for font in fonts for text in font.to_unicode.values()):
        return
    for font in fonts:
        brackets = [glyph for glyph, text in font.to_unicode.items() if len(text) == 1 and mirrored(text)]
        shown = brackets_of(font.file_content, font.index) if brackets else {}
        font.to_unicode.update((glyph, shown[glyph]) for glyph in brackets if glyph in shown)


def fill_readings(pdf: pydyf.PDF) -> None:
    """Give each glyph of which no letter is told a reading that says nothing."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream):
            stream.stream[:] = [_EMPTY.sub(_NO_READING, each) if _is_reading(each) else each for each in stream.stream]


def _is_reading(operation: Any) -> bool:
    return isinstance(operation, bytes) and operation.endswith(b"> <>")
