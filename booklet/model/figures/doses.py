"""Doses of the day: what is taken in the morning, at noon, in the evening and at night."""
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Labelled, Number, first_few
from booklet.model.figures.unit import Dose, Forms, OneOrMany

TIMES_OF_DAY = ("morning", "noon", "evening", "night")
_Taken = Annotated[Dose, Field(ge=0, le=1_000_000)]


class Medicine(Labelled):
    """What is taken of one medicine in a day. `a_day`, where it is written, is what the four must add up to."""

    unit: OneOrMany
    morning: _Taken = 0
    noon: _Taken = 0
    evening: _Taken = 0
    night: _Taken = 0
    a_day: Number | None = None

    @property
    def doses(self) -> tuple[float | int, ...]:
        """The four, in the order of the day."""
        return self.morning, self.noon, self.evening, self.night


class DosesOfTheDay(Figure):
    """A table of the times of the day, with a row for each medicine."""

    heard = "medicines", 2
    chart: Literal["doses"]
    medicines: Annotated[tuple[Medicine, ...], Field(min_length=1, max_length=8)]

    def unsound(self) -> Iterator[str]:
        for medicine in self.medicines:
            total = round(sum(medicine.doses), 6)
            if not total:
                yield f"{medicine.name} is taken at no time of the day"
            elif medicine.a_day is not None and total != medicine.a_day:
                yield f"the doses of {medicine.name} are {total:,} a day, and a_day says {medicine.a_day:,}"

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """Each dose, by the name of its medicine and the time of the day."""
        return [
            (f"{each.name}_{time}", dose)
            for each in self.medicines for time, dose in zip(TIMES_OF_DAY, each.doses, strict=True)
        ]  # fmt: skip

    def counted(self) -> Iterator[tuple[Forms, Sequence[float]]]:
        """Each unit with the doses that are counted in it."""
        yield from ((medicine.unit, medicine.doses) for medicine in self.medicines)

    def labels(self) -> Iterator[str]:
        for medicine in self.medicines:
            yield from (medicine.label, *medicine.unit.all())

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what is taken when."""
        said = first_few([f"{each.label}: {self._said(each, say)}" for each in self.medicines], self.heard[1], say)
        return say("charts.doses", said=said)

    def _said(self, medicine: Medicine, say: PrintedWords) -> str:
        taken = zip(TIMES_OF_DAY, medicine.doses, strict=True)
        return ", ".join(f"{say(f'charts.{time}')} {medicine.unit.counted(dose, say)}" for time, dose in taken if dose)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        head = (say("charts.doses_head"), *(say(f"charts.{time}") for time in TIMES_OF_DAY))
        none = say("charts.no_dose")
        return head, *(
            (each.label, *(each.unit.counted(dose, say) if dose else none for dose in each.doses))
            for each in self.medicines
        )  # fmt: skip
