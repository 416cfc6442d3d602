"""Draws calendars: a row for each week, a square for each day, and in it a sign of its own shape for each occasion."""
from booklet.model.figures.calendar import Calendar
from booklet.template.figures.canvas import LINE_MM, SMALL_LINE_MM, SMALL_MM, Canvas

_SIGN = 1.9


def draw_calendar(chart: Calendar, canvas: Canvas) -> None:
    """What the signs mean, then the weeks."""
    top = 0.0
    for number, occasion in enumerate(chart.occasions):
        _draw_sign(canvas, number, 2.2, top + LINE_MM / 2, "key")
        top = canvas.words(occasion.label, 6.5, top, width=canvas.width - 6.5)
    top += 2
    weeks = {number: canvas.say("charts.week", number=number) for number in chart.weeks_drawn}
    names = max(canvas.wide(week, SMALL_MM, 700) for week in weeks.values()) + 3
    side = min((canvas.width - names) / 7, 15.0)
    tall = SMALL_LINE_MM + 2 * _SIGN + 2.2
    for number, week in weeks.items():
        canvas.words(week, 0, top + 0.8, size=SMALL_MM, weight=700)
        for column in range(7):
            day, x = (number - 1) * 7 + column + 1, names + column * side
            canvas.box(x, top, side, tall, edge="rule", thick=0.3)
            canvas.words(str(day), x + 1, top + 0.6, size=SMALL_MM, colour="ink_soft")
            here = [sign for sign, occasion in enumerate(chart.occasions) if day in occasion.days]
            for place, sign in enumerate(here):
                _draw_sign(canvas, sign, x + 1.2 + _SIGN + place * (side - 2.4) / 3, top + tall - _SIGN - 1, "day")
        top += tall


def _draw_sign(canvas: Canvas, number: int, x: float, y: float, name: str) -> None:
    """A disc, a ring, a square."""
    if number == 2:
        canvas.box(x - 1.6, y - 1.6, 3.2, 3.2, fill="tell", name=name)
    else:
        radius, fill = (1.6, "paper") if number else (_SIGN, "sender")
        canvas.disc(x, y, radius, fill=fill, edge="sender", thick=0.8, name=name)
