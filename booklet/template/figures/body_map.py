"""Draws body maps: a figure at the left, pins on it, and beside them the words, from the head down."""
from booklet.model.figures.body_map import WHERE, BodyMap
from booklet.template.figures.canvas import LINE_MM, Canvas

_BODY = (
    "M17 14C17 17 14 17.5 11 18.5C8 19.5 7 22 6.4 26L3.6 46C3 50 2 53 2.6 55.5C3.4 57.5 5.6 57 6.2 54.5C7 51 7.4 48 8 45"
    "L11.4 30L12 42C11 47 10.4 52 10.6 58L12.4 78L13 94C13 97 11 98 11 99.5H18.4L19 80L20 62L21 80L21.6 99.5H29"
    "C29 98 27 97 27 94L27.6 78L29.4 58C29.6 52 29 47 28 42"
    "L28.6 30L32 45C32.6 48 33 51 33.8 54.5C34.4 57 36.6 57.5 37.4 55.5C38 53 37 50 "
    "36.4 46L33.6 26C33 22 32 19.5 29 18.5C26 17.5 23 17 23 14A6.6 6.6 0 1 0 17 14Z"
)


def draw_body_map(chart: BodyMap, canvas: Canvas) -> None:
    """As tall as its words need, and 76 mm at least; on a narrow canvas the figure is smaller."""
    scale = 0.62 if canvas.width < 100 else 0.76
    words = 40 * scale + (8 if canvas.width < 100 else 14)
    width = canvas.width - words
    canvas.path(_BODY, fill="sender_tint", edge="sender", thick=0.5 / scale, scale=scale)
    canvas.reach(100 * scale)
    past = 0.0
    for pin in chart.ordered:
        x, y = (each * scale for each in WHERE[pin.place])
        tall = len(canvas.lines(pin.label, width)) * LINE_MM
        at = max(past, y - LINE_MM / 2)
        canvas.path(f"M{x:.2f} {y:.2f}L{words - 1.5:.2f} {at + LINE_MM / 2:.2f}", edge="ink", thick=0.35, name="leader")
        canvas.disc(x, y, 1.3, fill="messenger", edge="ink", thick=0.45, name="pin")
        canvas.words(pin.label, words, at, width=width)
        past = at + tall + 1.6
