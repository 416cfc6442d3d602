"""Icon array: grids of people, so many of them filled. One to three groups; several outcomes or trials side by side."""
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from booklet.core.located import StrictModel
from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Labelled, Of100, Sourced, Words, called_alike, no_other_whole, whole_people

Of1000 = Annotated[int, BeforeValidator(whole_people), Field(ge=0, le=1_000)]
Of10000 = Annotated[int, BeforeValidator(whole_people), Field(ge=0, le=10_000)]


class Group(Labelled):
    """So many of 100 people, or of 1,000 or 10,000 where it is rare."""

    of_100: Of100 | None = None
    of_1000: Of1000 | None = None
    of_10000: Of10000 | None = None

    _people = model_validator(mode="before")(no_other_whole)

    @property
    def counted(self) -> tuple[tuple[int, int], ...]:
        """The number of people and how many it is of; exactly one, where the group is sound."""
        written = ((self.of_100, 100), (self.of_1000, 1_000), (self.of_10000, 10_000))
        return tuple((number, whole) for number, whole in written if number is not None)

    @property
    def number(self) -> int:
        """How many people are filled."""
        return self.counted[0][0]


class Comparison(StrictModel):
    """One outcome, or one trial: the groups that are compared in it, and what happened to those who are filled."""

    title: Words | None = None
    happened: Words
    harm: bool = False
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=3)]


class IconArray(Sourced):
    """Grids of people, one for each group: `groups`, or `panels` of them."""

    heard = "sets", 1
    chart: Literal["icon-array"]
    happened: Words | None = None
    harm: bool = False
    groups: Annotated[tuple[Group, ...], Field(max_length=3)] = ()
    panels: Annotated[tuple[Comparison, ...], Field(max_length=4)] = ()

    @property
    def sets(self) -> tuple[Comparison, ...]:
        """What stands side by side."""
        if self.panels or not self.groups or self.happened is None:
            return self.panels
        return (Comparison(happened=self.happened, harm=self.harm, groups=self.groups),)

    @property
    def whole(self) -> int:
        """How many people each grid has."""
        return next((whole for group in self._all() for _, whole in group.counted), 100)

    def _all(self) -> Iterator[Group]:
        yield from (group for panel in self.sets for group in panel.groups)

    def unsound(self) -> Iterator[str]:
        if bool(self.panels) == bool(self.groups):
            yield "write groups, or panels that have groups, and not both"
        elif self.groups and self.happened is None:
            yield "happened is missing: what happened to the people who are filled"
        elif self.panels and self.happened is not None:
            yield "each panel has its own happened; take out the one beside them"
        for group in self._all():
            if len(group.counted) != 1:
                written = f"the group {group.name} has {len(group.counted)} numbers"
                yield written + "; write one of of_100, of_1000 and of_10000"
        if len({whole for group in self._all() for _, whole in group.counted}) > 1:
            yield "the grids are not of the same number of people, and are compared; write all of 100, of 1000 or of 10000"
        if len(self.panels) > 1 and not all(panel.title for panel in self.panels):
            yield "a panel has no title; where there are several, each says what it shows"
        yield from called_alike("panels", (panel.title for panel in self.panels if panel.title))
        for panel in self.sets:
            yield from called_alike("groups", (group.label for group in panel.groups))

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that the picture shows, each with the name of its group."""
        return [(group.name, number) for group in self._all() for number, _ in group.counted]

    def labels(self) -> Iterator[str]:
        for panel in self.sets:
            yield from (panel.title or "", panel.happened, *(group.label for group in panel.groups))

    def rates(self) -> Sequence[tuple[int, int]]:
        """So many people as are filled, or left."""
        drawn = [counted for group in self._all() for counted in group.counted]
        return [*drawn, *((whole - number, whole) for number, whole in drawn)]

    def in_parts(self, count: int) -> tuple[Self, ...]:
        """The same with each panel by itself, where all have as many groups: their marks stay of one size."""
        if count == 1 or len({len(panel.groups) for panel in self.panels}) != 1:
            return (self,)
        return tuple(self.model_copy(update={"panels": (panel,)}) for panel in self.panels)

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says; of several panels what the first one says, and what the others show."""
        count, first = len(list(self._all())), self.sets[0]
        groups = "; ".join(self._said(group, say) + f" {group.label}" for group in first.groups)
        titles = "; ".join(panel.title or "" for panel in self.sets)
        name = "charts.people_panels" if self.is_complex else "charts.people_filled"
        said = say(name, titles=titles, happened=first.happened, said=groups)
        return say("charts.people_grids", count, grids=say.number(count), whole=say.digits(self.whole), said=said)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        rows = (
            (panel.title or "", group.label, panel.happened, self._said(group, say))
            for panel in self.sets for group in panel.groups
        )  # fmt: skip
        return tuple(say.forms["charts.people_head"]), *rows

    def _said(self, group: Group, say: PrintedWords) -> str:
        return say("charts.people_of", number=say.digits(group.number), whole=say.digits(self.whole))
