"""Spaces: the ones that a renderer leaves out come back.

WeasyPrint paints no space at the end of a line, and none that stands alone between two elements. A program that goes by
the text and not by its place (a reader aloud, a search, a copy) then takes two words for one.
"""
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pydyf

from booklet.core.letters.direction import runs_to_left
from booklet.tag.engine import boxes, children, descendants

_SPACE = b"space"  # stands in a text array until all fonts are known
_GAP = b"<" + _SPACE + b">] TJ"
_FONT = re.compile(rb"^/(?P<name>\S+) \S+ Tf$")  # /JYXRGA 14 Tf
_INLINE = ("a", "span", "strong", "b")  # read as one run of words, also where the look makes columns of them


def find_gaps(box: Any) -> Iterator[Any]:
    """The boxes of text inside a page's box after which a space was left out."""
    if isinstance(box, boxes.LineBox):
        before = None
        for text in _texts(box):
            if text.text.strip():
                before = text
            if before is not None and (getattr(text, "lost_space", False) or (text.text and not text.text.strip())):
                yield before
    for child in children(box):
        yield from find_gaps(child)
        if box.element_tag in _INLINE and not isinstance(box, boxes.InlineBox):
            shown = [each for each in descendants(child) if isinstance(each, boxes.TextBox) and each.text.strip()]
            yield from shown[-1:]


def _texts(box: Any) -> Iterable[Any]:
    """The boxes of text that stand on a line, but not those of a block inside it, which has lines of its own."""
    for child in children(box):
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def leave_gap(text: str, operations: list[Any], start: int) -> None:
    """Remember that a space belongs behind the text painted since `start`; what runs to the left ends on the other side."""
    if runs_to_left(text):
        return
    for index in range(len(operations) - 1, start - 1, -1):
        operation = operations[index]
        if isinstance(operation, bytes) and operation.endswith(b"] TJ"):
            operations[index] = operation.removesuffix(b"] TJ") + _GAP
            return


def fill_gaps(pdf: pydyf.PDF, fonts: dict[str, Any]) -> None:
    """Put the glyph of the space in its place: that of the text's own font, else that of any font which shows one."""
    glyphs = {
        font.hash.encode(): b"%04x" % glyph
        for font in fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " " and not font.bitmap
    }
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream):
            stream.stream[:] = _filled(stream.stream, glyphs)


def _filled(operations: list[Any], glyphs: dict[bytes, bytes]) -> Iterable[Any]:
    name = b""
    for operation in operations:
        is_short = isinstance(operation, bytes) and len(operation) < 10_000  # a font's file is one long piece
        if is_short and (font := _FONT.match(operation)):
            name = font["name"]
        if not (is_short and operation.endswith(_GAP)):
            yield operation
            continue
        yield operation.replace(_SPACE, glyphs.get(name, b""))
        if name not in glyphs and glyphs:
            other = min(glyphs)
            yield b"/" + other + b" 1 Tf"
            yield b"[<" + glyphs[other] + b">] TJ"
