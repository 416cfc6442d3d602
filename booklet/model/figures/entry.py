"""One entry of numbers.json: its values, and what every figure that is drawn from such an entry has in common.

Picture, caption, alternative text and the numbers in the sentences beside it all come from here. A caption names a
value as `{people}`, so that it cannot say another number than the data.
"""
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from booklet.core.letters.raised import marked_in_letters
from booklet.core.located import StrictModel
from booklet.core.printed.words import ENGLISH, digits
from booklet.core.printed.words import Words as PrintedWords
from booklet.core.problems import nearest
from booklet.core.text_file import bare_letters
from booklet.model.figures.said import other_count, other_points, other_rate, twice

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(marked_in_letters)
]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Works = Key | Annotated[tuple[Key, ...], Field(min_length=1)]
PLACEHOLDER = re.compile(r"\{\s*(?P<name>[^{}]*?)\s*\}")  # {people}, and { people } as fields are written


def first_few(said: Sequence[str], most: int, say: PrintedWords) -> str:
    """The first parts of an alternative text, and how many more there are: nobody who listens keeps many in mind."""
    parts, more = said[:most], len(said) - most
    return "; ".join([*parts, say("charts.bars_more", more)] if more > 0 else parts)


def no_truth(value: Any) -> Any:
    """JSON's true would be taken for 1."""
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")
    return value


def whole_if_it_is(value: Any) -> Any:
    """A whole number has no point: 5.0 mg is read as 50 mg, and 1e5 people are 100,000."""
    with suppress(TypeError, ValueError, OverflowError):
        return int(value) if not isinstance(no_truth(value), int) and float(value).is_integer() else value
    return no_truth(value)


def sound_name(typed: str) -> str:
    """A name by which a sentence can call a number. Raises ValueError with the name that is nearest."""
    if re.fullmatch("[a-z][a-z0-9_]{0,39}", typed):
        return typed
    near = re.sub("[^a-z0-9]+", "_", bare_letters(typed)).strip("_0123456789")[:40] or "people"
    raise ValueError(f"{typed!r} is no name", f'small letters and digits, with _ between words: "{near}"')


Name = Annotated[str, AfterValidator(sound_name)]
Number = Annotated[float | int, BeforeValidator(whole_if_it_is), Field(ge=-1e9, le=1e9)]


def whole_people(value: Any) -> Any:
    """Half a person cannot be drawn, and a share is no number of people."""
    if isinstance(value, float) and not value.is_integer():
        share = f"; {value:g} of one is {round(value * 100)} of 100" if 0 < value < 1 else ""
        raise ValueError(f"{value:g} is no whole number of people", f"round it, or write all of 1,000 people{share}")
    return no_truth(value)


def no_other_whole(fields: Any) -> Any:
    """What is written of 200 people is told as it can be drawn: the nearest name, of_100, would halve or double it."""
    for name, number in fields.items() if isinstance(fields, dict) else ():
        written = re.fullmatch(r"of_([0-9]{1,9})", str(name))
        people = int(written[1]) if written else 0
        if people in (0, *_WHOLES):
            continue
        told = [f"{number:,}"] if isinstance(number, int) else []
        drawn = [each for each in _WHOLES if told and number * each % people == 0] or [_WHOLES[0]]
        hint = f'write "of_{drawn[0]}": {round(number * drawn[0] / people)}' if told else "write of_100"
        raise ValueError(f"of {people:,} people nothing is drawn", hint)
    return fields


_WHOLES = (100, 1_000, 10_000)
EndOfScale = Annotated[float | int, BeforeValidator(whole_if_it_is), Field(ge=-99_999, le=99_999)]
Of100 = Annotated[int, BeforeValidator(whole_people), Field(ge=0, le=100)]
Position = Annotated[int, BeforeValidator(no_truth), Field(ge=0)]


def called_alike(what: str, labels: Iterable[str]) -> Iterator[str]:
    """A reason where two parts of a picture are called alike: no reader could tell them apart."""
    if label := twice(labels):
        yield f"two {what} are called {label!r}"


class Labelled(StrictModel):
    """A part of a picture: what it is called there, and the name by which a sentence calls its number."""

    name: Name
    label: Words


class Numbers(StrictModel):
    """What an entry has at least: values by name, and the works that they come from, where they were found in any."""

    id: Name
    citekey: Works | None = None
    values: dict[Name, Number] = Field({})

    @field_validator("values")
    @classmethod
    def _printed_as_a_number(cls, values: dict[str, float | int]) -> dict[str, float | int]:
        for name, value in values.items():
            if "e" in f"{value:,}":
                says = f"{name} is so near to nothing that it would be printed as {value:,}"
                raise ValueError(says, "write how many of 1,000,000 it is, or leave it out")
        return values

    @property
    def citekeys(self) -> tuple[str, ...]:
        """The works that the values come from, in the order given."""
        return (self.citekey,) if isinstance(self.citekey, str) else self.citekey or ()

    def drawn(self) -> Sequence[tuple[str, float | int]]:
        """The numbers that a picture shows, each with the name that a sentence calls it by."""
        return ()

    def fields(self) -> dict[str, float | int]:
        """The numbers that a sentence may print, by name."""
        return {**self.values, **dict(self.drawn())}


class Untrue(ValueError):
    """Every reason why an entry cannot be drawn as it is: pydantic by itself tells of one."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


class Figure(Numbers):
    """An entry that is drawn."""

    heard: ClassVar[tuple[str, int]]  # what it has several of, and how many of these a listener can keep
    title: Words
    caption: Words
    how_to_read: Words

    @model_validator(mode="after")
    def _says_what_it_shows(self) -> "Figure":
        labels = (part.label for part in self.parts if isinstance(part, Labelled))
        reasons = [*self.unsound(), *called_alike(self.heard[0], labels), *self._untrue_words()]
        if reasons:
            raise Untrue(reasons)
        return self

    def unsound(self) -> Iterator[str]:
        """Reasons why the data cannot be drawn as it is."""
        yield from ()

    def _untrue_words(self) -> Iterator[str]:
        fields, words = self.fields(), [self.title, self.caption, self.how_to_read]
        unknown = (found for said in words for found in PLACEHOLDER.finditer(said) if found["name"] not in fields)
        for found in unknown:
            near = nearest(found["name"], fields, "")
            yield f"the words name {found[0]}, and there is no such value" + (f"; {near}" if near else "")
        if name := twice([*self.values, *(name for name, _ in self.drawn())]):
            yield f"two numbers are called {name}"
        words = [*words, *self.labels()]
        yield from other_rate(words, self.rates(), self.values)
        yield from other_count(words, self.values)
        yield from other_points([self.title, *self.labels()], self.point_counts(), self.values)

    @property
    def parts(self) -> Sequence[Any]:
        """What it has several of."""
        several: Sequence[Any] = getattr(self, self.heard[0])
        return several

    def labels(self) -> Iterator[str]:
        """The words inside the picture: what its parts are called, and whatever else stands there."""
        yield from (part.label for part in self.parts)

    def rates(self) -> Sequence[tuple[int, int]]:
        """How many of how many people the picture shows; none where it shows no people."""
        return ()

    def point_counts(self) -> Sequence[float]:
        """What may be called so many points; none where the picture has no scale."""
        return ()

    def printed(self, words: str, language: str = ENGLISH) -> str:
        """The words with the values that they name."""
        fields = self.fields()
        return PLACEHOLDER.sub(lambda found: digits(fields[found["name"]], language), words)

    def alt(self, say: PrintedWords) -> str:
        """Alternative text: what the picture says, in at most 250 characters."""
        raise NotImplementedError

    def table(self, say: PrintedWords) -> tuple[tuple[str, ...], ...]:
        """The same, as rows of words with a head: the long description."""
        raise NotImplementedError

    def in_parts(self, count: int) -> tuple[Self, ...]:
        """The same on so many drawings, one below the other; itself where it cannot be parted so."""
        return (self,)

    @property
    def is_complex(self) -> bool:
        """Whether the picture says more than its alternative text can."""
        return len(self.parts) > self.heard[1]


class Sourced(Figure):
    """A figure of what was found in a study: it has a source."""

    citekey: Works
