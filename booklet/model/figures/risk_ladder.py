"""Risk ladder: one risk among others that a reader knows, the more frequent the higher."""
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Labelled, Sourced, first_few, no_truth

_Count = Annotated[int, BeforeValidator(no_truth), Field(ge=1, le=1_000_000)]


class Rung(Labelled):
    """One risk: how many of the people of the ladder. `here` marks the one that the handout is about."""

    number: _Count
    here: bool = False


class RiskLadder(Sourced):
    """Risks of the same number of people, on a scale in which each step is ten times less."""

    heard = "rungs", 4
    chart: Literal["risk-ladder"]
    people: Literal[100, 1_000, 10_000, 100_000, 1_000_000]
    rungs: Annotated[tuple[Rung, ...], Field(min_length=2, max_length=8)]

    @property
    def ordered(self) -> tuple[Rung, ...]:
        """The most frequent first."""
        return tuple(sorted(self.rungs, key=lambda rung: -rung.number))

    def unsound(self) -> Iterator[str]:
        for rung in self.rungs:
            if rung.number > self.people:
                yield f"{rung.name} is {rung.number:,} of {self.people:,} people, and that is more than all"
        if sum(rung.here for rung in self.rungs) > 1:
            yield "more than one rung is marked here"

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that the picture shows, each with the name of its rung."""
        return [("people_of_ladder", self.people), *((rung.name, rung.number) for rung in self.rungs)]

    def rates(self) -> Sequence[tuple[int, int]]:
        """So many of all people."""
        return [(rung.number, self.people) for rung in self.rungs]

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says, the most frequent first."""
        said = first_few([f"{rung.label} {say.digits(rung.number)}" for rung in self.ordered], self.heard[1], say)
        return say("charts.ladder", people=say.digits(self.people), said=said)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        head = (say("charts.ladder_head"), say("charts.of_people", whole=say.digits(self.people)))
        return head, *((rung.label, say.digits(rung.number)) for rung in self.ordered)
