"""One entry of numbers.json: the values of a data figure, and the words that go with them.

Picture, caption, alternative text and the numbers in the sentences beside it all come from here. A caption names a
value as `{people}`, so that it cannot say another number than the data.
"""
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Of100 = Annotated[int, Field(ge=0, le=100)]


PLACEHOLDER = re.compile(r"\{(?P<name>[^{}]*)\}")  # {people}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Name
    citekey: Key | Annotated[tuple[Key, ...], Field(min_length=1)]
    values: dict[Name, Annotated[float | int, Field(ge=-1e9, le=1e9)]] = {}

    @property
    def citekeys(self) -> tuple[str, ...]:
        """The works that the values come from, in the order given."""
        return (self.citekey,) if isinstance(self.citekey, str) else self.citekey

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name."""
        return dict(self.values)


class ProseNumbers(_Entry):
    """Numbers that no figure shows: only sentences print them."""

    chart: Literal["none"]


class _Figure(_Entry):
    title: Words
    caption: Words
    how_to_read: Words

    @model_validator(mode="after")
    def _placeholders_have_values(self) -> "_Figure":
        for found in PLACEHOLDER.finditer(self.title + self.caption + self.how_to_read):
            if found["name"] not in self.fields():
                raise ValueError(f"the words name {found[0]}, and there is no such value")
        return self

    def printed(self, words: str) -> str:
        """The words with the values that they name."""
        fields = self.fields()
        return PLACEHOLDER.sub(lambda found: f"{fields[found['name']]:,}", words)

    def alt(self) -> str:
        """Alternative text: what the picture says, in at most 250 characters."""
        raise NotImplementedError

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head: the long description."""
        raise NotImplementedError

    @property
    def is_complex(self) -> bool:
        """Whether the picture says more than its alternative text can."""
        return False


class Group(BaseModel):
    """So many of 100 people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    label: Words
    of_100: Of100


class IconArray(_Figure):
    """Grids of 100 people, one for each group."""

    chart: Literal["icon-array"]
    happened: Words
    groups: Annotated[tuple[Group, ...], Field(min_length=2, max_length=2)]

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name."""
        return {**self.values, **{group.name: group.of_100 for group in self.groups}}

    def alt(self) -> str:
        """Alternative text: what the picture says."""
        said = "; ".join(f"{group.of_100} of 100 {group.label}" for group in self.groups)
        return f"Two grids of 100 people. Filled, {self.happened}: {said}."


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


class PairedBars(_Figure):
    """Pairs of bars: how many of 100 people, with the comparison drawn."""

    chart: Literal["paired-bars"]
    series: Annotated[tuple[Series, ...], Field(min_length=2, max_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _one_number_a_series(self) -> "PairedBars":
        for row in self.rows:
            if len(row.of_100) != len(self.series):
                raise ValueError(f"row {row.name} has {len(row.of_100)} numbers for {len(self.series)} series")
        return self

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name: row and series joined by an underscore."""
        pairs = [
            (f"{row.name}_{series.name}", number)
            for row in self.rows
            for series, number in zip(self.series, row.of_100, strict=False)  # counted below
        ]
        return {**self.values, **dict(pairs)}

    def alt(self) -> str:
        """Alternative text: what the picture says."""
        first, second = (series.label for series in self.series)
        told = self.rows[:3] if self.is_complex else self.rows
        said = "; ".join(f"{row.label} {row.of_100[0]} and {row.of_100[1]}" for row in told)
        more = f"; and {len(self.rows) - len(told)} more" if self.is_complex else ""
        return f"Bars, of 100 people. {first}, then {second}: {said}{more}."

    @property
    def is_complex(self) -> bool:
        """More than four pairs of bars are more than a listener can keep."""
        return len(self.rows) > 4

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head."""
        head = ("Of 100 people", *(series.label for series in self.series))
        return head, *((row.label, *map(str, row.of_100)) for row in self.rows)


class Ruler(_Figure):
    """A scale with the size of an average change marked on it."""

    chart: Literal["ruler"]
    low: int
    high: int
    low_label: Words
    high_label: Words
    points: float | int
    label: Words

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name."""
        return {**self.values, "points": self.points, "low": self.low, "high": self.high}

    def alt(self) -> str:
        """Alternative text: what the picture says."""
        return (
            f"A ruler from {self.low}, {self.low_label}, to {self.high}, {self.high_label}. "
            f"A bracket {self.points} points wide: {self.label}."
        )


class Event(BaseModel):
    """Something that lasts from one stop of a timeline to another (positions from 0)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)]
    text: Words


class Lane(BaseModel):
    """One clock of a timeline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Words
    events: Annotated[tuple[Event, ...], Field(min_length=1, max_length=4)]


class Timeline(_Figure):
    """What happens when, on one or more clocks side by side."""

    chart: Literal["timeline"]
    stops: Annotated[tuple[Words, ...], Field(min_length=2, max_length=6)]
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def _events_stand_on_stops(self) -> "Timeline":
        for event in (event for lane in self.lanes for event in lane.events):
            if not event.first <= event.last < len(self.stops):
                raise ValueError(f"the event {event.text!r} does not stand on the {len(self.stops)} stops")
        return self

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name."""
        return dict(self.values)

    def alt(self) -> str:
        """Alternative text: what the picture says."""
        lanes = ", ".join(lane.label for lane in self.lanes)
        return f"Timeline with {len(self.lanes)} rows, from {self.stops[0]} to {self.stops[-1]}: {lanes}."

    @property
    def is_complex(self) -> bool:
        """A timeline always says more than its alternative text."""
        return True

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head."""
        events = ((lane.label, self._when(event), event.text) for lane in self.lanes for event in lane.events)
        return ("Row", "When", "What happens"), *events

    def _when(self, event: Event) -> str:
        first, last = self.stops[event.first], self.stops[event.last]
        return first if first == last else f"{first} to {last}"


Chart = IconArray | PairedBars | Ruler | Timeline
Entry = Annotated[Chart | ProseNumbers, Field(discriminator="chart")]
