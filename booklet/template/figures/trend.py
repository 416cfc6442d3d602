"""Draws lines over time: times as far apart as they are, marks and dashes of their own for each line, a band behind it."""
from dataclasses import dataclass

from booklet.model.figures.scale import scale_ticks
from booklet.model.figures.trend import LineOverTime, Trend
from booklet.template.figures.canvas import LINE_MM, SMALL_LINE_MM, SMALL_MM, Canvas

_TALL = 48.0
_LOOKS = (("sender", "", "sender_tint"), ("ink", "2.4 1.4", "hairline"), ("tell", "0.8 1.2", "receiver_tint"))


def draw_line_over_time(chart: LineOverTime, canvas: Canvas) -> None:
    """What each line is, the scale, the bands, and the lines over them."""
    top = 0.0
    for number, line in enumerate(chart.lines):
        _mark(canvas, number, 4.5, top + LINE_MM / 2, is_key=True)
        top = canvas.words(line.label, 11, top, width=canvas.width - 11, weight=700 if number == 0 else 400)
    top = canvas.words(chart.value_label, 0, top + 1, width=canvas.width, size=SMALL_MM, colour="ink_soft") + 3.5
    left = max(canvas.wide(canvas.say.digits(end), SMALL_MM) for end in (chart.low, chart.high)) + 2.5
    plot = _Plot(chart, left, canvas.width - 4, top, top + _TALL)
    _draw_scales(chart, canvas, plot)
    for number, line in enumerate(chart.lines):
        _draw_band(line, chart, canvas, plot, number)
    for number, line in enumerate(chart.lines):
        places = [(plot.x(time), plot.y(value)) for time, value in zip(chart.times, line.values, strict=True)]
        colour, dashes, _ = _LOOKS[number]
        way = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)
        canvas.path(way, edge=colour, thick=0.8, dashes=dashes, name="line")
        for x, y in places:
            _mark(canvas, number, x, y, is_key=False)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a time and a value lie."""

    chart: LineOverTime
    left: float
    right: float
    top: float
    low: float

    def x(self, time: float) -> float:
        first, last = self.chart.times[0], self.chart.times[-1]
        return self.left + 3 + (time - first) * (self.right - self.left - 6) / (last - first)

    def y(self, value: float) -> float:
        return self.low - (value - self.chart.low) * (self.low - self.top) / (self.chart.high - self.chart.low)


def _draw_scales(chart: LineOverTime, canvas: Canvas, plot: _Plot) -> None:
    for value in scale_ticks(chart.low, chart.high, 4):
        y = plot.y(value)
        edge = "ink" if value == chart.low else "hairline"
        canvas.path(f"M{plot.left:.2f} {y:.2f}H{plot.right:.2f}", edge=edge, thick=0.4)
        canvas.words(canvas.say.digits(value), plot.left - 1.5, y - SMALL_LINE_MM / 2, size=SMALL_MM, anchor="end")
    past = 0.0
    for time in chart.times:
        x, wide = plot.x(time), canvas.wide(canvas.say.digits(time), SMALL_MM) / 2
        canvas.path(f"M{x:.2f} {plot.low:.2f}v1.6", edge="ink", thick=0.4)
        if x - wide > past:
            canvas.words(canvas.say.digits(time), x, plot.low + 1.8, size=SMALL_MM, anchor="middle")
            past = x + wide + 1
    low, wide = plot.low + 1.8 + SMALL_LINE_MM, canvas.width - plot.left
    canvas.words(chart.time_label, plot.left, low, width=wide, size=SMALL_MM, colour="ink_soft")


def _draw_band(line: Trend, chart: LineOverTime, canvas: Canvas, plot: _Plot, number: int) -> None:
    if line.band_low is None or line.band_high is None:
        return
    upper = [(plot.x(time), plot.y(value)) for time, value in zip(chart.times, line.band_high, strict=True)]
    lower = [(plot.x(time), plot.y(value)) for time, value in zip(chart.times, line.band_low, strict=True)]
    way = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in [*upper, *lower[::-1]]) + "Z"
    canvas.path(way, fill=_LOOKS[number][2], name="band")


def _mark(canvas: Canvas, number: int, x: float, y: float, *, is_key: bool) -> None:
    colour, dashes, _ = _LOOKS[number]
    if is_key:
        canvas.path(f"M{x - 4:.2f} {y:.2f}h8", edge=colour, thick=0.8, dashes=dashes)
    if number == 0:
        canvas.disc(x, y, 1.2, fill=colour, edge=colour)
    elif number == 1:
        canvas.box(x - 1.1, y - 1.1, 2.2, 2.2, fill="paper", edge=colour, thick=0.6)
    else:
        canvas.path(f"M{x:.2f} {y - 1.4:.2f}l1.4 2.4h-2.8Z", fill=colour, edge=colour)
