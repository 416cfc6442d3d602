"""Draws the doses of a day: a column for each time of the day with its sign, and a row for each medicine."""
from booklet.model.figures.doses import TIMES_OF_DAY, DosesOfTheDay
from booklet.template.figures.canvas import SMALL_LINE_MM, SMALL_MM, Canvas

_SIGNS = dict(zip(TIMES_OF_DAY, ("sunrise", "sun", "sunset", "moon"), strict=True))
_SIGN, _BIG, _APART = 8.0, 6.2, 2.0  # 1,000 close to 1,000 would be read as one number


def draw_doses(chart: DosesOfTheDay, canvas: Canvas) -> None:
    """Names stand beside their doses where there is room, and above them where there is none."""
    widest = max(canvas.wide(canvas.say.digits(dose), _BIG, 800) for each in chart.medicines for dose in each.doses)
    units = " ".join(form for each in chart.medicines for form in each.unit.all())
    longest = max(canvas.wide(word, SMALL_MM) for word in units.split())
    least = max(widest * SMALL_MM / _BIG, longest) + _APART
    names = canvas.width * 0.34 if canvas.width > 100 and least <= canvas.width * 0.66 / len(TIMES_OF_DAY) else 0.0
    column = (canvas.width - names) / len(TIMES_OF_DAY)
    big = _BIG * min(1.0, (column - _APART) / widest)
    heads = [canvas.lines(canvas.say(f"charts.{time}"), column - _APART, SMALL_MM, 700) for time in TIMES_OF_DAY]
    top = max(map(len, heads)) * SMALL_LINE_MM + _SIGN + 2.5
    canvas.box(0, 0, canvas.width, top, fill="mist")
    for at, (time, head) in enumerate(zip(TIMES_OF_DAY, heads, strict=True)):
        middle = names + (at + 0.5) * column
        canvas.icon(_SIGNS[time], middle - _SIGN / 2, 1, _SIGN)
        canvas.words(head, middle, _SIGN + 1.2, size=SMALL_MM, weight=700, anchor="middle")
    for medicine in chart.medicines:
        start = top + 1.6
        below = canvas.words(medicine.label, 0.8, start, width=(names or canvas.width) - 2, weight=700)
        doses = start if names else below + 0.6
        ends = [below]
        for at, dose in enumerate(medicine.doses):
            middle = names + (at + 0.5) * column
            if dose:
                number, unit = canvas.say.digits(dose), medicine.unit.of(dose, canvas.say)
                unit_lines = canvas.lines(unit, column - _APART, SMALL_MM)
                under = canvas.words(number, middle, doses - 0.6, size=big, weight=800, anchor="middle", colour="sender")
                ends.append(canvas.words(unit_lines, middle, under - 1, size=SMALL_MM, anchor="middle"))
            else:
                canvas.path(f"M{middle - 1.6:.2f} {doses + 3.4:.2f}h3.2", edge="brake", thick=0.6)
                canvas.reach(doses + 6)
        end = max(ends) + 1.4
        for at in range(1, len(TIMES_OF_DAY)):
            start = top if names else doses - 0.8
            canvas.path(f"M{names + at * column:.2f} {start:.2f}V{end:.2f}", edge="hairline", thick=0.3)
        canvas.path(f"M0 {end:.2f}H{canvas.width:.2f}", edge="brake", thick=0.35)
        top = end
