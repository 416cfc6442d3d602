"""Ruler: a scale with the size of an average change marked on it."""
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Number, Whole, Words


class Ruler(Figure):
    """A scale with the size of an average change marked on it."""

    chart: Literal["ruler"]
    low: Whole
    high: Whole
    low_label: Words
    high_label: Words
    points: Number
    label: Words

    def unsound(self) -> Iterator[str]:
        """Reasons why the data cannot be drawn as it is."""
        if self.low >= self.high:
            yield f"a ruler from {self.low} to {self.high} has no length; high must be above low"
        elif not 0 < self.points <= self.high - self.low:
            says = f"{self.points:,} points do not fit a ruler from {self.low} to {self.high}"
            yield f"{says}; they must be above 0, and {self.high - self.low} at most"

    @property
    def ticks(self) -> tuple[int, ...]:
        """The numbers below the scale, both ends among them, as many as have room."""
        span, digits = self.high - self.low, max(len(str(self.low)), len(str(self.high)))
        most = 12 if digits < 3 else 10 if digits < 4 else 5
        step = max(1, ceil(span / most))
        inner = (value for value in range(self.low + step, self.high, step) if self.high - value >= step * 0.7)
        return self.low, *inner, self.high

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The length of the bracket and the ends of the scale."""
        return [("points", self.points), ("low", self.low), ("high", self.high)]

    def labels(self) -> Iterator[str]:
        """The words inside the picture."""
        yield from (self.label, self.low_label, self.high_label)

    def point_counts(self) -> Sequence[float]:
        """The bracket, the whole scale ("on a scale of 10 points") and its ends."""
        return self.points, self.high - self.low, self.low, self.high

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says."""
        return say(
            "charts.ruler", low=self.low, low_label=self.low_label, high=self.high, high_label=self.high_label,
            points=self.points, label=self.label,
        )  # fmt: skip
