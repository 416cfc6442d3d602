"""The face of large numbers: the look's own figures with a plain zero. `python -m tests.numerals` makes it anew.

In small print a slash keeps 0 from O. In "1ØØ people" and "ØØØ ØØØ ØØØ3" at 21 points it is what a reader sees first. The face
has no other zero, so one is drawn: its outer contour, and inside of it the same contour narrowed by the width of its strokes.
A changed copy bears another name, as the Braille Institute asks of its own (the licence, OFL 1.1, reserves none).
"""
from io import BytesIO
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
FAMILY, WEIGHTS = "Booklet Numerals", (700, 800)
LETTERS = "0123456789 \u00a0+-()/.,%–"


def numerals(weight: int) -> bytes:
    """The face in one weight, as WOFF2."""
    font = TTFont(FONTS / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2", recalcTimestamp=False)
    cutter = Subsetter(Options(hinting=False, drop_tables=[*Options().drop_tables, "STAT"]))
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    font["glyf"]["zero"] = _plain(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    font.flavor = "woff2"
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def _plain(font: TTFont):
    contours = _contours(font)
    (left, bottom, right, top), *inner = sorted((_bounds(contour) for contour in contours), key=lambda box: box[0] - box[2])
    outer = max(contours, key=lambda contour: _bounds(contour)[2] - _bounds(contour)[0])
    stroke = min(box[0] for box in inner) - left, min(box[1] for box in inner) - bottom
    across, up = (right - left - 2 * stroke[0]) / (right - left), (top - bottom - 2 * stroke[1]) / (top - bottom)
    middle = (left + right) / 2, (bottom + top) / 2
    pen = TTGlyphPen(None)
    _draw(outer, pen)
    narrowed = TransformPen(pen, (across, 0, 0, up, middle[0] * (1 - across), middle[1] * (1 - up)))
    _draw(outer, ReverseContourPen(narrowed))
    return pen.glyph()


def _contours(font: TTFont) -> list[list]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()["zero"].draw(pen)
    contours: list[list] = []
    for name, points in pen.value:
        if name == "moveTo":
            contours.append([])
        contours[-1].append((name, points))
    return contours


def _bounds(contour: list) -> tuple[float, float, float, float]:
    pen = BoundsPen(None)
    _draw(contour, pen)
    return pen.bounds


def _draw(contour: list, pen) -> None:
    for name, points in contour:
        getattr(pen, name)(*points)


if __name__ == "__main__":
    for wanted in WEIGHTS:
        (FONTS / f"numerals-{wanted}.woff2").write_bytes(numerals(wanted))
