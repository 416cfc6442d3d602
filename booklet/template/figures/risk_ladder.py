"""Draws risk ladders: a pole on which each step down is ten times less, and the words of each rung beside its place."""
from math import log10

from booklet.model.figures.risk_ladder import RiskLadder
from booklet.template.figures.canvas import LINE_MM, SMALL_LINE_MM, SMALL_MM, Canvas

_STEP, _POLE = 15.0, 4.0


def draw_risk_ladder(chart: RiskLadder, canvas: Canvas) -> None:
    """The pole with its powers of ten, then the rungs, moved down where they would stand over one another."""
    digits = canvas.say.digits
    top = canvas.words(canvas.say("charts.of_people", whole=digits(chart.people)), 0, 0, width=canvas.width, weight=700) + 4
    highest, lowest = _power(chart.ordered[0].number, up=True), _power(chart.ordered[-1].number, up=False)
    steps = max(highest - lowest, 1)
    scale = max(canvas.wide(digits(10**power), SMALL_MM) for power in range(lowest, lowest + steps + 1))
    pole, words = scale + 3, scale + 3 + _POLE + 12
    canvas.box(pole, top, _POLE, steps * _STEP, fill="sender_tint", edge="sender")
    for power in range(lowest, lowest + steps + 1):
        y = top + (lowest + steps - power) * _STEP
        canvas.words(digits(10**power), pole - 1.8, y - SMALL_LINE_MM / 2, size=SMALL_MM, anchor="end")
        canvas.path(f"M{pole - 1.2:.2f} {y:.2f}h{_POLE + 1.2:.2f}", edge="sender", thick=0.4)
    past = top - LINE_MM / 2
    for rung in chart.ordered:
        y = top + (lowest + steps - log10(rung.number)) * _STEP
        at, weight = max(y - LINE_MM / 2, past), 700 if rung.here else 400
        canvas.path(f"M{pole + _POLE:.2f} {y:.2f}h4L{words - 2:.2f} {at + LINE_MM / 2:.2f}", edge="brake", thick=0.35)
        canvas.disc(pole + _POLE / 2, y, 1.7, fill="sender" if rung.here else "paper", edge="sender", thick=0.6, name="rung")
        past = canvas.words(f"{digits(rung.number)} {rung.label}", words, at, width=canvas.width - words, weight=weight) + 1


def _power(number: int, *, up: bool) -> int:
    """The power of ten at or above a number, or at or below it."""
    power = 0
    while 10 ** (power + 1) <= number:
        power += 1
    return power + 1 if up and 10**power < number else power
