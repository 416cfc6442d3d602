"""Type: the words of one person, shaped by HarfBuzz in the faces of the press, as paint for a page."""
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_uint8
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz as hb

from booklet.copies.plate.fonts import CopyFont, font_for
from booklet.core.letters.chain import Face, chain, face_of
from booklet.core.system_libraries import PANGO_PARTS, open_part


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one font: each as its number, and how far it is moved to the right, up, and the next one after it.

    Lengths are thousandths of the size.
    """

    font: CopyFont
    glyphs: tuple[tuple[int, int, int, int], ...]

    @property
    def width(self) -> int:
        return sum(advance for *_, advance in self.glyphs)


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words on one line, from left to right. `width` is in thousandths of their size."""

    text: str
    runs: tuple[GlyphRun, ...]

    @property
    def width(self) -> int:
        return sum(run.width for run in self.runs)


@lru_cache(maxsize=4_096)
def set_line(text: str, weight: int, runs_to_left: bool, language: str) -> SetLine:
    """A line of text. Raises LookupError for a letter that no face on this machine has: rows are asked for that before."""
    runs: list[GlyphRun] = []
    for start, end, is_turned in painted_runs(text, runs_to_left):
        runs += _runs(text[start:end], weight, is_turned, language)
    return SetLine(text, tuple(runs))


def _runs(text: str, weight: int, runs_to_left: bool, language: str) -> Iterator[GlyphRun]:
    """One run for each face that the text needs, in the order in which they are painted."""
    parts = [(face, "".join(letter for _, letter in same)) for face, same in groupby(_faced(text), key=lambda each: each[0])]
    for face, part in reversed(parts) if runs_to_left else parts:
        yield _shaped(font_for(face, weight, part, language), part, runs_to_left, language)


def _faced(text: str) -> Iterator[tuple[Face, str]]:
    """Each letter with its face; a mark stays with the face before it, where that has it too, and a blank always."""
    before = chain()[0]
    for letter in text:
        face = face_of(letter) or before
        if letter.isspace() or (before.has(letter) and not letter.isalnum()):
            face = before
        yield face, letter
        before = face


def _shaped(font: CopyFont, text: str, runs_to_left: bool, language: str) -> GlyphRun:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if runs_to_left else "ltr"
    if language:
        buffer.language = language
    hb.shape(font.shaper, buffer)
    scale = 1000 / font.whole.units
    return GlyphRun(font, tuple(
        (info.codepoint, round(place.x_offset * scale), round(place.y_offset * scale), round(place.x_advance * scale))
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ))  # fmt: skip


def paint(line: SetLine, size: float, x: float, baseline: float) -> bytes:
    """The operators that paint a line from `x` on, in points."""
    parts = [f"1 0 0 1 {x:.3f} {baseline:.3f} Tm"]
    for run in line.runs:
        parts.append(f"/{run.font.name} {size:g} Tf")
        parts += _shown(run, size)
    return "\n".join(parts).encode()


def _shown(run: GlyphRun, size: float) -> Iterator[str]:
    """Glyphs as arrays of TJ: what HarfBuzz moves is moved, and moved back before the next one."""
    array: list[str] = []
    back = 0  # to the left, as TJ counts
    for glyph, right, up, advance in run.glyphs:
        shown = f"{back - right or ''}<{glyph:04x}>"
        back = run.font.whole.widths.get(glyph, 0) + right - advance
        if up:
            yield f"[{''.join(array)}] TJ {up * size / 1000:.3f} Ts [{shown}] TJ 0 Ts"
            array = []
        else:
            array.append(shown)
    yield f"[{''.join(array)}{back or ''}] TJ"


def wrapped(text: str, weight: int, runs_to_left: bool, language: str, width: float, most: int) -> list[SetLine]:
    """The lines of a text, `most` of them: each at most `width` thousandths wide if it can be, the last with the rest."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or set_line(longer, weight, runs_to_left, language).width <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return [set_line(line, weight, runs_to_left, language) for line in lines]


def painted_runs(text: str, runs_to_left: bool) -> Iterator[tuple[int, int, bool]]:
    """Where each run of one direction begins and ends, and whether it runs to the left: the leftmost first.

    By Pango, as the words around them: how deep each letter lies, which Unicode's algorithm says (UAX #9). Marks that embed
    or override are refused, since with them a name could be made to read as another.
    """
    levels = _levels(text, runs_to_left)
    at, runs = 0, []
    for level, same in groupby(levels):
        length = len(list(same))
        runs.append((level, at, at + length))
        at += length
    for least in range(max(levels, default=0), 0, -1):  # rule L2
        turned: list[tuple[int, int, int]] = []
        for is_inside, part in groupby(runs, key=lambda run: run[0] >= least):
            together = list(part)
            turned += together[::-1] if is_inside else together
        runs = turned
    yield from ((start, end, level % 2 == 1) for level, start, end in runs)


def _levels(text: str, runs_to_left: bool) -> list[int]:
    """Even for a letter that runs to the right, odd for one that runs to the left; deeper where it lies within others."""
    content = text.encode()
    levels: list[int] = _pango()(content, len(content), byref(c_int(runs_to_left)))[: len(text)]  # 1: PANGO_DIRECTION_RTL
    return levels


@cache
def _pango() -> Callable[..., Any]:
    """pango_log2vis_get_embedding_levels. What it gives, a byte for a letter, is not given back."""
    library = next(filter(None, (open_part(part) for part in PANGO_PARTS if part.name == "Pango")))
    ask = library.pango_log2vis_get_embedding_levels
    ask.argtypes, ask.restype = (c_char_p, c_int, POINTER(c_int)), POINTER(c_uint8)
    return ask
