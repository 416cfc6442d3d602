"""Calendar: on which days of the weeks there are visits, or doses. Days are counted from the first one."""
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Labelled, no_truth

_Day = Annotated[int, BeforeValidator(no_truth), Field(ge=1, le=364)]


class Occasion(Labelled):
    """What happens on these days. `times`, where it is written, is how many there must be."""

    days: Annotated[tuple[_Day, ...], Field(min_length=1, max_length=364)]
    times: Annotated[int, BeforeValidator(no_truth)] | None = None


class Calendar(Figure):
    """Weeks of seven days, with a sign on each day of an occasion."""

    heard = "occasions", 0
    chart: Literal["calendar"]
    weeks: Annotated[int, BeforeValidator(no_truth), Field(ge=1, le=52)]
    occasions: Annotated[tuple[Occasion, ...], Field(min_length=1, max_length=3)]
    _before: int = PrivateAttr(0)  # of a part: the weeks that other drawings have

    @property
    def weeks_drawn(self) -> range:
        """The numbers of the weeks that have a row."""
        return range(self._before + 1, self.weeks + 1)

    def unsound(self) -> Iterator[str]:
        for occasion in self.occasions:
            if occasion.days[-1] > self.weeks * 7:
                yield f"{occasion.name} has day {occasion.days[-1]}, and {self.weeks} weeks end on day {self.weeks * 7}"
            for before, after in pairwise(occasion.days):
                if after <= before:
                    yield f"day {after} of {occasion.name} does not come after day {before}"
            if occasion.times is not None and occasion.times != len(occasion.days):
                yield f"{occasion.name} has {len(occasion.days)} days, and times says {occasion.times}"

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """How many times each occasion comes, and the weeks."""
        return [("weeks", self.weeks), *((each.name, len(each.days)) for each in self.occasions)]

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: how often each occasion comes."""
        said = "; ".join(say("charts.occasion", len(each.days), label=each.label) for each in self.occasions)
        return say("charts.calendar", len(self.weeks_drawn), said=said)

    def in_parts(self, count: int) -> tuple[Self, ...]:
        """The same with its weeks shared out evenly. Each part says what all signs mean."""
        edges = [round(self.weeks * part / count) for part in range(count + 1)]
        return tuple(self._part(start, end) for start, end in pairwise(edges) if start < end)

    def _part(self, start: int, end: int) -> Self:
        days = [tuple(day for day in each.days if start * 7 < day <= end * 7) for each in self.occasions]
        held = [each.model_copy(update={"days": here}) for each, here in zip(self.occasions, days, strict=True)]
        part = self.model_copy(update={"weeks": end, "occasions": tuple(held)})
        part._before = start
        return part

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        rows = ((each.label, ", ".join(map(str, each.days))) for each in self.occasions)
        return tuple(say.forms["charts.calendar_head"]), *rows
