"""Paired bars: how many of 100 people, in two groups beside each other."""
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Labelled, Of100, Sourced, called_alike, first_few

_MOST_ROWS = 60  # what is longer than a page is drawn in parts


class Series(Labelled):
    """One kind of bar."""


class Row(Labelled):
    """One line of bars: a number of 100 people for each series."""

    of_100: tuple[Of100, ...]


class PairedBars(Sourced):
    """Pairs of bars: how many of 100 people, with the comparison drawn."""

    heard = "rows", 4
    chart: Literal["paired-bars"]
    series: Annotated[tuple[Series, ...], Field(min_length=2, max_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=_MOST_ROWS)]

    def unsound(self) -> Iterator[str]:
        for row in self.rows:
            if len(row.of_100) != len(self.series):
                yield f"row {row.name} has {len(row.of_100)} numbers for {len(self.series)} series"
        yield from called_alike("series", (series.label for series in self.series))

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that the picture shows, by the names of row and series, joined by an underscore."""
        return [
            (f"{row.name}_{series.name}", number)
            for row in self.rows
            for series, number in zip(self.series, row.of_100, strict=False)  # counted above
        ]

    def labels(self) -> Iterator[str]:
        yield from (series.label for series in self.series)
        yield from super().labels()

    def rates(self) -> Sequence[tuple[int, int]]:
        """So many of 100 people as a bar is long."""
        return [(number, 100) for row in self.rows for number in row.of_100]

    def alt(self, say: PrintedWords) -> str:
        first, second = (series.label for series in self.series)
        rows = [say("charts.bars_row", row=row.label, first=row.of_100[0], second=row.of_100[1]) for row in self.rows]
        return say("charts.bars", first=first, second=second, said=first_few(rows, 3 if self.is_complex else len(rows), say))

    def in_parts(self, count: int) -> tuple[Self, ...]:
        """The same with its rows shared out evenly, in their order."""
        edges = [round(len(self.rows) * part / count) for part in range(count + 1)]
        return tuple(self.model_copy(update={"rows": self.rows[start:end]}) for start, end in pairwise(edges) if start < end)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        head = (say("charts.bars_head"), *(series.label for series in self.series))
        return head, *((row.label, *map(str, row.of_100)) for row in self.rows)
