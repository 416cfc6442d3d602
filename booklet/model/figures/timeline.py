"""Timeline: what happens when, on one or more clocks side by side."""
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from booklet.core.located import StrictModel
from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Sourced, Position, Words, called_alike
from booklet.model.figures.said import out_of_order


class Event(StrictModel):
    """Something that lasts from one stop of a timeline to another (positions from 0)."""

    first: Position
    last: Position
    text: Words


class Lane(StrictModel):
    """One clock of a timeline."""

    label: Words
    events: Annotated[tuple[Event, ...], Field(min_length=1, max_length=4)]


class Timeline(Sourced):
    """What happens when, on one or more clocks side by side."""

    heard = "lanes", 0
    chart: Literal["timeline"]
    stops: Annotated[tuple[Words, ...], Field(min_length=2, max_length=6)]
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=6)]

    def unsound(self) -> Iterator[str]:
        yield from called_alike("stops", self.stops)
        yield from called_alike("rows", (lane.label for lane in self.lanes))
        if stop := out_of_order(self.stops):
            yield f"the stop {stop!r} is earlier than one before it"
        for lane in self.lanes:
            for before, event in zip((lane.events[0], *lane.events), lane.events, strict=False):
                if not event.first <= event.last < len(self.stops):
                    yield f"the event {event.text!r} does not stand on the {len(self.stops)} stops"
                if event.first < before.first:
                    yield f"the event {event.text!r} begins before {before.text!r}, which stands above it"

    def labels(self) -> Iterator[str]:
        events = (event.text for lane in self.lanes for event in lane.events)
        yield from (*self.stops, *(lane.label for lane in self.lanes), *events)

    def alt(self, say: PrintedWords) -> str:
        rows = ", ".join(lane.label for lane in self.lanes)
        return say("charts.timeline", len(self.lanes), first=self.stops[0], last=self.stops[-1], rows=rows)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        events = ((lane.label, self.when(event, say), event.text) for lane in self.lanes for event in lane.events)
        return tuple(say.forms["charts.timeline_head"]), *events

    def when(self, event: Event, say: PrintedWords) -> str:
        """The stop at which it happens, or the first and the last."""
        first, last = self.stops[event.first], self.stops[event.last]
        return first if first == last else say("charts.timeline_span", first=first, last=last)
