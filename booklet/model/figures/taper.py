"""Taper: a dose that goes down, or up, step by step."""
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from booklet.core.located import StrictModel
from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Number, no_truth
from booklet.model.figures.unit import Dose, Forms, OneOrMany

_Day = Annotated[int, BeforeValidator(no_truth), Field(ge=1, le=1_000)]


class Stage(StrictModel):
    """From one day to another, the same dose a day."""

    first: _Day
    last: _Day
    dose: Annotated[Dose, Field(ge=0, le=1e9)]

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return self.last - self.first + 1


class Taper(Figure):
    """Stages one after the other. `total`, where it is written, is what all doses must add up to."""

    heard = "stages", 4
    chart: Literal["taper"]
    unit: OneOrMany
    stages: Annotated[tuple[Stage, ...], Field(min_length=2, max_length=12)]
    total: Number | None = None

    def unsound(self) -> Iterator[str]:
        for stage in self.stages:
            if stage.last < stage.first:
                yield f"the stage from day {stage.first} ends on day {stage.last}, before it begins"
        for before, after in pairwise(self.stages):
            if after.first != before.last + 1:
                yield f"day {before.last} is followed by day {after.first}; each day has one dose"
        steps = [after.dose - before.dose for before, after in pairwise(self.stages)]
        if not (all(step < 0 for step in steps) or all(step > 0 for step in steps)):
            yield "the doses go down and up, or stay; a taper goes one way"
        taken = round(sum(stage.dose * stage.days for stage in self.stages), 6)
        if self.total is not None and taken != self.total:
            yield f"the doses add up to {taken:,}, and total says {self.total:,}"

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The first dose, the last one, and the last day."""
        return [("first_dose", self.stages[0].dose), ("last_dose", self.stages[-1].dose), ("last_day", self.stages[-1].last)]

    def counted(self) -> Iterator[tuple[Forms, Sequence[float]]]:
        """Its unit with the doses that are counted in it."""
        yield self.unit, [stage.dose for stage in self.stages]

    def labels(self) -> Iterator[str]:
        yield from self.unit.all()

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: the dose of each stage, or of the first and the last."""
        told = (self.stages[0], self.stages[-1]) if self.is_complex else self.stages
        said = "; ".join(f"{self.days_of(stage, say)}: {self.unit.counted(stage.dose, say)}" for stage in told)
        return say("charts.taper", len(self.stages), said=said)

    def days_of(self, stage: Stage, say: PrintedWords) -> str:
        """Days 1 to 7, or day 8."""
        return say("charts.days", stage.days, first=stage.first, last=stage.last)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        rows = ((self.days_of(stage, say), self.unit.counted(stage.dose, say)) for stage in self.stages)
        return tuple(say.forms["charts.taper_head"]), *rows
