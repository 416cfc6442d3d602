"""Icon array: grids of people, so many of them filled."""
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Name, Of100, Words, called_alike


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
        yield from called_alike("groups", (group.label for group in self.groups))

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
