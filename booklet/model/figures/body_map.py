"""Body map: a figure seen from the front, with pins and what is said of each place."""
from collections.abc import Iterator
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from booklet.core.located import StrictModel
from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.entry import Figure, Words, first_few

BodyPart = Literal[
    "head", "eyes", "nose", "mouth", "throat", "chest", "lungs", "heart", "belly", "bladder", "arm", "hand", "skin", "leg",
    "joints", "foot",
]  # fmt: skip
WHERE = MappingProxyType({  # on a figure 40 wide and 100 high
    "head": (20, 3.5), "eyes": (22.4, 7.4), "nose": (20, 9), "mouth": (20, 11.6), "throat": (20, 16), "chest": (16, 23),
    "lungs": (24.5, 24), "heart": (21.6, 27), "belly": (20, 40), "bladder": (20, 50), "arm": (31.4, 33), "hand": (35.4, 56),
    "skin": (12, 47), "leg": (15, 68), "joints": (24.8, 77), "foot": (25, 97.5),
})  # fmt: skip


class Pin(StrictModel):
    """A place of the body, and what is said of it."""

    place: BodyPart
    label: Words


class BodyMap(Figure):
    """Pins from the head down."""

    heard = "pins", 4
    chart: Literal["body-map"]
    pins: Annotated[tuple[Pin, ...], Field(min_length=1, max_length=8)]

    @property
    def ordered(self) -> tuple[Pin, ...]:
        """The highest first, as they are drawn and told."""
        return tuple(sorted(self.pins, key=lambda pin: WHERE[pin.place][1]))

    def unsound(self) -> Iterator[str]:
        places = [pin.place for pin in self.pins]
        for place in dict.fromkeys(place for place in places if places.count(place) > 1):
            yield f"two pins stand at the {place}"

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what is said of each place, from the head down."""
        said = first_few([f"{say(f'charts.body_{pin.place}')}: {pin.label}" for pin in self.ordered], self.heard[1], say)
        return say("charts.body", said=said)

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        rows = ((say(f"charts.body_{pin.place}"), pin.label) for pin in self.ordered)
        return tuple(say.forms["charts.body_columns"]), *rows
