"""Before and after: where somebody stood on a scale, and where after; a ring, a dot, and an arrow from one to the other."""
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import EndOfScale, Labelled, Number, Sourced, Words, called_alike, first_few


class Moved(Labelled):
    """One line: two places on the scale."""

    before: Number
    after: Number

    @property
    def change(self) -> float | int:
        """How many points lie between the two."""
        change = abs(self.before - self.after)
        return round(change, 6) if isinstance(change, float) else change


class BeforeAfter(Sourced):
    """Lines on one scale, each with an arrow from before to after, or from without to with."""

    heard = "rows", 3
    chart: Literal["before-after"]
    low: EndOfScale
    high: EndOfScale
    low_label: Words
    high_label: Words
    before_label: Words
    after_label: Words
    rows: Annotated[tuple[Moved, ...], Field(min_length=1, max_length=6)]

    def unsound(self) -> Iterator[str]:
        if self.low >= self.high:
            yield f"a scale from {self.low} to {self.high} has no length; high must be above low"
        else:
            for row in self.rows:
                for name, value in (("before", row.before), ("after", row.after)):
                    if not self.low <= value <= self.high:
                        yield f"{name} of {row.name} is {value:,}, and does not fit a scale from {self.low} to {self.high}"
        yield from called_alike("signs", (self.before_label, self.after_label))

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The ends of the scale; of each row both places and the points between them."""
        rows = ((f"{row.name}_{part}", getattr(row, part)) for row in self.rows for part in ("before", "after", "change"))
        return [("low", self.low), ("high", self.high), *rows]

    def labels(self) -> Iterator[str]:
        yield from (self.low_label, self.high_label, self.before_label, self.after_label, *super().labels())

    def point_counts(self) -> Sequence[float]:
        """The points between before and after, both places, the whole scale ("of 10 points") and its ends."""
        rows = [value for row in self.rows for value in (row.change, row.before, row.after)]
        return [*rows, round(self.high - self.low, 9), self.low, self.high]

    def alt(self, say: PrintedWords) -> str:
        rows = [(row.label, say.digits(row.before), say.digits(row.after)) for row in self.rows]
        moved = [f"{label}: {self.before_label} {before}, {self.after_label} {after}" for label, before, after in rows]
        said = first_few(moved, self.heard[1], say)
        low, high = say.digits(self.low), say.digits(self.high)
        return say("charts.moved", said=said, low=low, high=high, low_label=self.low_label, high_label=self.high_label)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        scale = say("charts.moved_head", low=say.digits(self.low), high=say.digits(self.high))
        head = (scale, self.before_label, self.after_label)
        return head, *((row.label, say.digits(row.before), say.digits(row.after)) for row in self.rows)
