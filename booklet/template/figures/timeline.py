"""Draws timelines: one column a stop, the words of an event above its bar. Stops lie as far apart as there is room.

Minutes and weeks have columns of one width, so the picture says that it is not to scale: breaks in its line, and words.
Where the columns are too narrow for their heads, the timeline stands upright: row by row, with its stops in words.
"""
from booklet.model.figures.timeline import Event, Timeline
from booklet.template.figures.canvas import SMALL_LINE_MM, SMALL_MM, Canvas

_BAR, _NARROWEST = 4.2, 19.0  # height of a bar, and the least width of a column


def draw_timeline(chart: Timeline, canvas: Canvas) -> None:
    """A head of stops, then a block for each lane; upright where there is no room for that."""
    column = canvas.width / len(chart.stops)
    longest = max(canvas.wide(word, SMALL_MM, 700) for stop in chart.stops for word in stop.split())
    is_wide = column >= max(_NARROWEST, longest + 2)
    top = _draw_head(chart, canvas, column) if is_wide else 0.0
    for number, lane in enumerate(chart.lanes):
        if number:
            canvas.path(f"M0 {top:.2f}H{canvas.width:.2f}", edge="brake", thick=0.35)
            top += 1.2
        top = canvas.words(lane.label, 0, top, width=canvas.width, weight=700, colour="sender") + 0.6
        for event in lane.events:
            top = (_draw_event if is_wide else _draw_upright)(event, chart, canvas, top)
        top += 1.2
    canvas.words(canvas.say("charts.uneven"), 0, top, width=canvas.width, size=SMALL_MM, colour="ink_soft")


def _draw_head(chart: Timeline, canvas: Canvas, column: float) -> float:
    """The stops, and below them a line with a break between each two. Returns where it ends."""
    heads = [canvas.lines(stop, column - 2, SMALL_MM, 700) for stop in chart.stops]
    line = max(map(len, heads)) * SMALL_LINE_MM + 1.6
    for at, head in enumerate(heads):
        canvas.words(head, at * column + 0.8, (max(map(len, heads)) - len(head)) * SMALL_LINE_MM, size=SMALL_MM, weight=700)
        start, end = at * column + (1.4 if at else 0), (at + 1) * column - (1.4 if at + 1 < len(heads) else 0)
        canvas.path(f"M{start:.2f} {line:.2f}H{end:.2f}", edge="ink", thick=0.6)
        if at:
            gap = f"M{at * column - 1.5:.2f} {line + 1.1:.2f}l1.2 -2.2m.6 2.2l1.2 -2.2"
            canvas.path(gap, edge="ink", thick=0.4, name="break")
    return line + 2.6


def _draw_event(event: Event, chart: Timeline, canvas: Canvas, top: float) -> float:
    """The words above the bar, from its beginning on, or up to its end where they would run out of the figure."""
    column, count = canvas.width / len(chart.stops), len(chart.stops)
    start, end = event.first * column + 0.8, (event.last + 1) * column - 0.8
    room = canvas.width - start
    is_right = event.last == count - 1 and end > room + column and canvas.wide(event.text) > room
    room = end if is_right else room
    lines = canvas.lines(event.text, min(room, max(end - start, 72.0)))
    below = canvas.words(lines, end if is_right else start, top, anchor="end" if is_right else "start")
    canvas.box(start, below + 0.4, end - start, _BAR, fill="sender_tint", edge="sender", corner=1, name="event")
    return below + _BAR + 2.4


def _draw_upright(event: Event, chart: Timeline, canvas: Canvas, top: float) -> float:
    """When, and what happens, beside a bar that goes down."""
    below = canvas.words(chart.when(event, canvas.say), 4.4, top, width=canvas.width - 4.4, size=SMALL_MM, weight=700)
    below = canvas.words(event.text, 4.4, below, width=canvas.width - 4.4)
    canvas.box(0.3, top + 0.6, 1.8, below - top - 1.2, fill="sender_tint", edge="sender", corner=0.8, name="event")
    return below + 1.6
