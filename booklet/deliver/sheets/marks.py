"""Marks for whoever folds, staples and cuts. Arithmetic and a few lines of paint.

A mark stands on paper that is cut off or left over, never on a page: a tick in a margin would look like a mistake, and
readers would ask what it means. So where the trim reaches the edge of the sheet there are none. That is so for A5 on A4
and for half-letter on Letter: there the edges of the sheet say all that a tick could say, as the fold is their middle.
"""
from booklet.model.paper import points

LEAST_ROOM_MM = 3.0  # a printer's own unprintable edge is nearly as wide; a shorter tick would be lost in it
TICK_MM, AIR_MM = 4.0, 1.0  # how long a tick is at most, and how far it stays from the trim
_LINE_PT = 0.25
CUT_AIR_MM, CUT_MM = 1.0, 5.0  # beyond the bleed, and the length of a crop mark
Line = tuple[float, float, float, float]  # from x, y to x, y in millimetres from the bottom left
BoxMm = tuple[float, float, float, float]  # left, bottom, right, top


def booklet_marks(sheet: tuple[float, float], trim: BoxMm, is_outer: bool) -> tuple[Line, ...]:
    """Ticks for the fold, above and below the trim, and on the outer side for two staples, left and right of it.

    `sheet` is its width and height. Empty where there is no room.
    """
    width, height = sheet
    left, bottom, right, top = trim
    lines: list[Line] = []
    for room, edge, out in ((bottom, bottom, -1), (height - top, top, 1)):
        if room >= LEAST_ROOM_MM:
            lines.append((width / 2, edge + out * AIR_MM, width / 2, edge + out * min(room, AIR_MM + TICK_MM)))
    for room, edge, out in ((left, left, -1), (width - right, right, 1)):
        if is_outer and room >= LEAST_ROOM_MM:
            heights = bottom + (top - bottom) / 4, top - (top - bottom) / 4
            lines += [(edge + out * AIR_MM, y, edge + out * min(room, AIR_MM + TICK_MM), y) for y in heights]
    return tuple(lines)


def crop_marks(trim: BoxMm, bleed_mm: float) -> tuple[Line, ...]:
    """Two lines at each corner of the trim, wholly outside the bleed; millimetres."""
    left, bottom, right, top = trim
    near, far = bleed_mm + CUT_AIR_MM, bleed_mm + CUT_AIR_MM + CUT_MM
    across = [(x + s * near, y, x + s * far, y) for x, s in ((left, -1), (right, 1)) for y in (bottom, top)]
    upward = [(x, y + s * near, x, y + s * far) for y, s in ((bottom, -1), (top, 1)) for x in (left, right)]
    return tuple(across + upward)


def painted_lines(lines: tuple[Line, ...]) -> str:
    """The lines as PDF operators, hair-thin and black; nothing for none."""
    if not lines:
        return ""
    strokes = (f"{_pt(x0)} {_pt(y0)} m {_pt(x1)} {_pt(y1)} l S" for x0, y0, x1, y1 in lines)
    return "\n".join([f"q 0 G {_LINE_PT} w", *strokes, "Q"])


def _pt(length_mm: float) -> str:
    return f"{points(length_mm):.4f}"
