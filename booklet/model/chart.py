"""The kinds of data figures: each with its values, what must hold among them, and what it says in words."""
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.chart_entry import Figure, Name, Number, Numbers, Of100, Position, Whole, Words
from booklet.model.chart_words import out_of_order, twice


class ProseNumbers(Numbers):
    """Numbers that no figure shows: only sentences print them."""

    chart: Literal["none"]


def _alike(what: str, labels: Iterable[str]) -> Iterator[str]:
    """A reason where two parts of a picture are called alike: no reader could tell them apart."""
    if label := twice(labels):
        yield f"two {what} are called {label!r}"


class Group(BaseModel):
    """So many of 100 people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    label: Words
    of_100: Of100


class IconArray(Figure):
    """Grids of 100 people, one for each group."""

    chart: Literal["icon-array"]
    happened: Words
    groups: Annotated[tuple[Group, ...], Field(min_length=2, max_length=2)]

    def unsound(self) -> Iterator[str]:
        """Reasons why the data cannot be drawn as it is."""
        yield from _alike("groups", (group.label for group in self.groups))

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that the picture shows, each with the name of its group."""
        return [(group.name, group.of_100) for group in self.groups]

    def labels(self) -> Iterator[str]:
        """The words inside the picture."""
        yield from (self.happened, *(group.label for group in self.groups))

    def rates(self) -> Sequence[int]:
        """So many of 100 people as are filled, or left."""
        return [number for group in self.groups for number in (group.of_100, 100 - group.of_100)]

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says."""
        said = (say("charts.people_group", number=group.of_100, group=group.label) for group in self.groups)
        return say("charts.people_grids", happened=self.happened, said="; ".join(said))


class Series(BaseModel):
    """One kind of bar."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    label: Words


class Row(BaseModel):
    """One line of bars: a number of 100 people for each series."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    label: Words
    of_100: tuple[Of100, ...]


class PairedBars(Figure):
    """Pairs of bars: how many of 100 people, with the comparison drawn."""

    chart: Literal["paired-bars"]
    series: Annotated[tuple[Series, ...], Field(min_length=2, max_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=12)]

    def unsound(self) -> Iterator[str]:
        """Reasons why the data cannot be drawn as it is."""
        for row in self.rows:
            if len(row.of_100) != len(self.series):
                yield f"row {row.name} has {len(row.of_100)} numbers for {len(self.series)} series"
        yield from _alike("series", (series.label for series in self.series))
        yield from _alike("rows", (row.label for row in self.rows))

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that the picture shows, by the names of row and series, joined by an underscore."""
        return [
            (f"{row.name}_{series.name}", number)
            for row in self.rows
            for series, number in zip(self.series, row.of_100, strict=False)  # counted above
        ]

    def labels(self) -> Iterator[str]:
        """The words inside the picture."""
        yield from (series.label for series in self.series)
        yield from (row.label for row in self.rows)

    def rates(self) -> Sequence[int]:
        """So many of 100 people as a bar is long."""
        return [number for row in self.rows for number in row.of_100]

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says."""
        first, second = (series.label for series in self.series)
        told = self.rows[:3] if self.is_complex else self.rows
        said = [say("charts.bars_row", row=row.label, first=row.of_100[0], second=row.of_100[1]) for row in told]
        said += [say("charts.bars_more", len(self.rows) - len(told))] if self.is_complex else []
        return say("charts.bars", first=first, second=second, said="; ".join(said))

    @property
    def is_complex(self) -> bool:
        """More than four pairs of bars are more than a listener can keep."""
        return len(self.rows) > 4

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head."""
        head = (say("charts.bars_head"), *(series.label for series in self.series))
        return head, *((row.label, *map(str, row.of_100)) for row in self.rows)


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


class Event(BaseModel):
    """Something that lasts from one stop of a timeline to another (positions from 0)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Position
    last: Position
    text: Words


class Lane(BaseModel):
    """One clock of a timeline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Words
    events: Annotated[tuple[Event, ...], Field(min_length=1, max_length=4)]


class Timeline(Figure):
    """What happens when, on one or more clocks side by side."""

    chart: Literal["timeline"]
    stops: Annotated[tuple[Words, ...], Field(min_length=2, max_length=6)]
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=6)]

    def unsound(self) -> Iterator[str]:
        """Reasons why the data cannot be drawn as it is."""
        yield from _alike("stops", self.stops)
        yield from _alike("rows", (lane.label for lane in self.lanes))
        if stop := out_of_order(self.stops):
            yield f"the stop {stop!r} is earlier than one before it"
        for lane in self.lanes:
            for before, event in zip((lane.events[0], *lane.events), lane.events, strict=False):
                if not event.first <= event.last < len(self.stops):
                    yield f"the event {event.text!r} does not stand on the {len(self.stops)} stops"
                if event.first < before.first:
                    yield f"the event {event.text!r} begins before {before.text!r}, which stands above it"

    def labels(self) -> Iterator[str]:
        """The words inside the picture."""
        events = (event.text for lane in self.lanes for event in lane.events)
        yield from (*self.stops, *(lane.label for lane in self.lanes), *events)

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says."""
        rows = ", ".join(lane.label for lane in self.lanes)
        return say("charts.timeline", len(self.lanes), first=self.stops[0], last=self.stops[-1], rows=rows)

    @property
    def is_complex(self) -> bool:
        """A timeline always says more than its alternative text."""
        return True

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head."""
        events = ((lane.label, self._when(event, say), event.text) for lane in self.lanes for event in lane.events)
        return tuple(say.forms["charts.timeline_head"]), *events

    def _when(self, event: Event, say: PrintedWords) -> str:
        first, last = self.stops[event.first], self.stops[event.last]
        return first if first == last else say("charts.timeline_span", first=first, last=last)


Chart = IconArray | PairedBars | Ruler | Timeline
Entry = Annotated[Chart | ProseNumbers, Field(discriminator="chart")]
