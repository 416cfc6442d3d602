"""Instruments: the items that handouts are judged by, as data in instruments/, in words of our own."""
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

INSTRUMENTS = Path(__file__).with_name("instruments")
Who = Literal["program", "assisted", "person"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `decider` is what looks at it ("" for none), `left` why a person has to decide it.

    `answers` are those that may be written down. `id` is that of its row in a spreadsheet, pemat-p-01.
    """

    id: str
    number: int
    group: str
    asks: str
    who: Who
    answers: tuple[str, ...]
    decider: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published instrument. `scale` turns what a decider finds into an answer; `rule` tells how it is scored."""

    name: str
    title: str
    source: str
    rule: str
    answers: tuple[str, ...]
    scale: Mapping[str, str]
    items: tuple[Item, ...]
    is_ordinal: bool = False

    def item(self, number: int) -> Item:
        return next(item for item in self.items if item.number == number)


@cache
def instruments() -> tuple[Instrument, ...]:
    return tuple(_instrument(tomllib.loads(file.read_text("utf-8"))) for file in sorted(INSTRUMENTS.glob("*.toml")))


def all_items() -> Iterator[tuple[Instrument, Item]]:
    for instrument in instruments():
        for item in instrument.items:
            yield instrument, item


def _instrument(read: dict[str, Any]) -> Instrument:
    answers, name = tuple(read.pop("answers")), read["name"].lower()
    items = tuple(
        Item(**{**each, "id": f"{name}-{each['number']:02}", "answers": tuple(each.get("answers", answers))})
        for each in read.pop("items")
    )
    return Instrument(answers=answers, items=items, **read)
