"""Draws before and after: a ring, a dot, and an arrow between them; below all lines one scale."""
from booklet.model.figures.before_after import BeforeAfter, Moved
from booklet.model.figures.scale import scale_ticks
from booklet.template.figures.canvas import LINE_MM, Canvas

_SIDE, _DOT = 5.0, 1.9  # room at the ends of the scale, and the radius of a ring and a dot
_BETWEEN = 2.4  # two numbers side by side


def draw_before_after(chart: BeforeAfter, canvas: Canvas) -> None:
    """What the signs mean, the lines, and the scale."""
    top = _key(chart, canvas) + 1.4
    for row in chart.rows:
        top = _draw_row(row, chart, canvas, top)
    _draw_scale(chart, canvas, top + 0.6)


def _at(value: float, chart: BeforeAfter, canvas: Canvas) -> float:
    return _SIDE + (value - chart.low) * (canvas.width - 2 * _SIDE) / (chart.high - chart.low)


def _key(chart: BeforeAfter, canvas: Canvas) -> float:
    """Side by side where there is room, or else below one another. Returns where it ends."""
    first = 7 + canvas.wide(chart.before_label) + 9
    is_beside = first + 7 + canvas.wide(chart.after_label) <= canvas.width
    _sign(canvas, 2.1, LINE_MM / 2, is_before=True)
    end = canvas.words(chart.before_label, 6, 0, width=canvas.width - 6)
    x, y = (first, 0.0) if is_beside else (0.0, end)
    _sign(canvas, x + 2.1, y + LINE_MM / 2, is_before=False)
    return max(end, canvas.words(chart.after_label, x + 6, y, width=canvas.width - x - 6))


def _sign(canvas: Canvas, x: float, y: float, *, is_before: bool) -> None:
    fill, name = ("paper", "before") if is_before else ("sender", "after")
    canvas.disc(x, y, _DOT, fill=fill, edge="sender", thick=0.7, name=name)


def _draw_row(row: Moved, chart: BeforeAfter, canvas: Canvas, top: float) -> float:
    top = canvas.words(row.label, 0, top, width=canvas.width, weight=700)
    line = top + LINE_MM + 2
    before, after = _at(row.before, chart, canvas), _at(row.after, chart, canvas)
    canvas.path(f"M{_SIDE:.2f} {line:.2f}H{canvas.width - _SIDE:.2f}", edge="hairline", thick=0.5)
    if abs(before - after) > 2 * _DOT + 1:
        way = 1 if after > before else -1
        end = after - way * (_DOT + 0.5)
        canvas.path(f"M{before + way * _DOT:.2f} {line:.2f}H{end - way * 1.5:.2f}", edge="sender", thick=0.9, name="arrow")
        canvas.path(f"M{end:.2f} {line:.2f}l{-way * 2.6:.2f} -1.5v3Z", fill="sender")
    _sign(canvas, before, line, is_before=True)
    _sign(canvas, after, line, is_before=False)
    said = [(canvas.say.digits(row.before), before, 400), (canvas.say.digits(row.after), after, 700)]
    for (value, _, weight), x in zip(said, _apart(said, canvas), strict=True):
        canvas.words(value, x, top, weight=weight, anchor="middle")
    return line + 3.2


def _apart(said: list[tuple[str, float, int]], canvas: Canvas) -> list[float]:
    """Where the two numbers have their middles: above their signs, but whole and never as one number."""
    way = 1 if said[1][1] >= said[0][1] else -1
    left, right = [(x, canvas.wide(value, weight=weight)) for value, x, weight in said][::way]
    places = [max(left[0], left[1] / 2), min(right[0], canvas.width - right[1] / 2)]
    if places[1] - places[0] < (left[1] + right[1]) / 2 + _BETWEEN:
        middle = min(max(sum(places) / 2, left[1] + _BETWEEN / 2), canvas.width - right[1] - _BETWEEN / 2)
        places = [middle - (left[1] + _BETWEEN) / 2, middle + (right[1] + _BETWEEN) / 2]
    return places[::way]


def _draw_scale(chart: BeforeAfter, canvas: Canvas, line: float) -> None:
    """The numbers, as many as have room, and what the ends mean."""
    canvas.path(f"M{_SIDE:.2f} {line:.2f}H{canvas.width - _SIDE:.2f}", edge="ink", thick=0.7)
    digits = canvas.say.digits
    wide = max(canvas.wide(digits(end), weight=700) for end in (chart.low, chart.high)) + 3
    for value in scale_ticks(chart.low, chart.high, max(2, int((canvas.width - 2 * _SIDE) / max(wide, 8.0)))):
        x, is_end = _at(value, chart, canvas), value in (chart.low, chart.high)
        canvas.path(f"M{x:.2f} {line - (1.6 if is_end else 0):.2f}v{3.2 if is_end else 1.6}", edge="ink", thick=0.5)
        weight = 700 if is_end else 400
        half = canvas.wide(digits(value), weight=weight) / 2
        canvas.words(digits(value), min(max(x, half), canvas.width - half), line + 2, anchor="middle", weight=weight)
    low, half = line + 2 + LINE_MM, canvas.width / 2 - 2
    canvas.words(chart.low_label, 0, low, width=half)
    canvas.words(canvas.lines(chart.high_label, half), canvas.width, low, anchor="end")
