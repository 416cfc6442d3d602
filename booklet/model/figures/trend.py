"""Line over time: how a number goes up or down, and the band in which most people were."""
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import EndOfScale, Labelled, Number, Sourced, Words

_Values = Annotated[tuple[Number, ...], Field(min_length=2, max_length=12)]


class Trend(Labelled):
    """One line: a value for each time, and a band from `band_low` to `band_high` around it."""

    values: _Values
    band_low: _Values | None = None
    band_high: _Values | None = None


class LineOverTime(Sourced):
    """One to three lines over the same times."""

    heard = "lines", 0
    chart: Literal["line"]
    times: _Values
    time_label: Words
    low: EndOfScale
    high: EndOfScale
    value_label: Words
    lines: Annotated[tuple[Trend, ...], Field(min_length=1, max_length=3)]

    def unsound(self) -> Iterator[str]:
        if self.low >= self.high:
            yield f"a scale from {self.low} to {self.high} has no length; high must be above low"
        for before, after in pairwise(self.times):
            if after <= before:
                yield f"the time {after:,} does not come after {before:,}"
        for line in self.lines:
            yield from self._unsound(line)

    def _unsound(self, line: Trend) -> Iterator[str]:
        if (line.band_low is None) != (line.band_high is None):
            yield f"the band of {line.name} has one edge; write band_low and band_high, or neither"
        named = {"values": line.values, "band_low": line.band_low, "band_high": line.band_high}
        for name, values in named.items():
            if values is not None and len(values) != len(self.times):
                yield f"{name} of {line.name} has {len(values)} numbers for {len(self.times)} times"
            for value in values or ():
                if not self.low <= value <= self.high:
                    yield f"{name} of {line.name} holds {value:,}, which is not on the scale from {self.low} to {self.high}"
        for time, value, low, high in zip(self.times, line.values, line.band_low or (), line.band_high or (), strict=False):
            if not low <= value <= high:
                yield f"the band of {line.name} at {time:,}, from {low:,} to {high:,}, does not hold its line, {value:,}"

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """Where each line begins and ends, and the ends of the scale."""
        ends = ((f"{line.name}_{part}", line.values[at]) for line in self.lines for part, at in (("first", 0), ("last", -1)))
        return [("low", self.low), ("high", self.high), *ends]

    def labels(self) -> Iterator[str]:
        yield from (self.time_label, self.value_label, *super().labels())

    def point_counts(self) -> Sequence[float]:
        """Every value, the changes from first to last, and the scale."""
        values = [value for line in self.lines for value in line.values]
        changes = [abs(line.values[0] - line.values[-1]) for line in self.lines]
        return [*changes, *values, round(self.high - self.low, 9), self.low, self.high]

    @property
    def is_complex(self) -> bool:
        """The values between the first and the last stand in the table."""
        return len(self.times) > 2 or any(line.band_low for line in self.lines)

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: where each line begins and ends."""
        ends = ((line.label, say.digits(line.values[0]), say.digits(line.values[-1])) for line in self.lines)
        said = "; ".join(f"{label}: {say('text.range', first=first, last=last)}" for label, first, last in ends)
        span = say("text.range", first=say.digits(self.times[0]), last=say.digits(self.times[-1]))
        return say("charts.line", times=span, time_label=self.time_label, value_label=self.value_label, said=said)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        head = (self.time_label, *(line.label for line in self.lines))
        return head, *(
            (say.digits(time), *(self._cell(line, at, say) for line in self.lines)) for at, time in enumerate(self.times)
        )

    def _cell(self, line: Trend, at: int, say: PrintedWords) -> str:
        value = say.digits(line.values[at])
        if line.band_low is None or line.band_high is None:
            return value
        band = say("text.range", first=say.digits(line.band_low[at]), last=say.digits(line.band_high[at]))
        return say("charts.line_band", value=value, band=band)
