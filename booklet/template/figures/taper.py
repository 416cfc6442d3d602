"""Draws tapers: a row for each stage with its days, its dose, and a bar as long as the dose."""
from booklet.model.figures.taper import Taper
from booklet.template.figures.canvas import Canvas

_BAR = 5.0


def draw_taper(chart: Taper, canvas: Canvas) -> None:
    """Days at the left, then the bar, and its dose at its end; on a narrow canvas the days above their bar."""
    days = [chart.days_of(stage, canvas.say) for stage in chart.stages]
    names = max(map(canvas.wide, days)) + 4
    said = [chart.unit.counted(stage.dose, canvas.say) for stage in chart.stages]
    doses = max(canvas.wide(dose, weight=700) for dose in said) + 3
    is_beside = canvas.width - names - doses > 35
    left = names if is_beside else 0.0
    unit = max(canvas.width - left - doses, 12.0) / max(stage.dose for stage in chart.stages)
    top = 0.0
    for stage, when, dose in zip(chart.stages, days, said, strict=True):
        below = canvas.words(when, 0, top, width=left or canvas.width)
        bar = top if is_beside else below
        canvas.box(left, bar, max(stage.dose * unit, 0.01), _BAR, fill="sender", name="stage")
        end = left + stage.dose * unit + 1.6
        canvas.words(dose, end, bar, weight=700, width=canvas.width - end)
        top = max(below, bar + _BAR) + 2
        canvas.path(f"M0 {top - 0.8:.2f}H{canvas.width:.2f}", edge="hairline", thick=0.3)
