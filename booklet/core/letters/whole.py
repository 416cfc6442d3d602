"""A face as one font: its bytes for shaping and for a PDF, and what a PDF says of it."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from fontTools.ttLib import TTFont

from booklet.core.letters.chain import Face
from booklet.core.letters.declared import cut_for_paper, saved, there

_OF_NO_USE_TO_PAPER = ("GSUB", "GPOS", "GDEF", "kern", "BASE", "DSIG", "STAT", "meta")


@dataclass(frozen=True, slots=True)
class WholeFont:
    """A font. `widths` and `letters` are by glyph; lengths are thousandths of its size."""

    name: str
    shaped: bytes = field(repr=False)
    embedded: bytes = field(repr=False)
    is_cff: bool
    units: int
    widths: Mapping[int, int] = field(repr=False, hash=False)
    letters: Mapping[int, str] = field(repr=False, hash=False)
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


@lru_cache(maxsize=64)
def whole_font(face: Face, weight: int, letters: str = "", language: str = "") -> WholeFont:
    """The font of a face in one of its weights; of one that lies on the machine, with these letters alone."""
    source = there(face, weight)
    content = BytesIO(cut_for_paper(face, weight, letters, language)) if face.members else source
    with TTFont(content, recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = None
        shaped = saved(font)
        scale = 1000 / font["head"].unitsPerEm
        order, head, hhea = font.getGlyphOrder(), font["head"], font["hhea"]
        read = {font.getGlyphID(name): chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
        widths = {glyph: round(font["hmtx"][name][0] * scale) for glyph, name in enumerate(order)}
        for table in _OF_NO_USE_TO_PAPER:
            if table in font:
                del font[table]
        return WholeFont(
            f"{face.name_on_paper.replace(' ', '-')}-{weight}", shaped, saved(font), "CFF " in font,
            head.unitsPerEm, widths, read,
            tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
            round(hhea.ascent * scale), round(hhea.descent * scale),
        )  # fmt: skip
