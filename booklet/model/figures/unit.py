"""Units: what a dose is counted in, mg or puffs, in a form for one and a form for many where the language has both.

A unit is a text; or a text for each of the forms that printed words have: {"one": "puff", "other": "puffs"}.
"""
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from booklet.core.located import StrictModel
from booklet.core.printed.words import Words as PrintedWords
from booklet.core.printed.words import category
from booklet.model.figures.entry import Words, whole_if_it_is


class Forms(StrictModel):
    """The words of a unit, by the categories of Unicode's CLDR. `other` serves where a form is missing."""

    other: Words
    zero: Words | None = None
    one: Words | None = None
    two: Words | None = None
    few: Words | None = None
    many: Words | None = None

    def of(self, number: float, say: PrintedWords) -> str:
        """The form that goes with a number: puff with 1."""
        return getattr(self, category(say.language, number)) or self.other

    def counted(self, number: float, say: PrintedWords) -> str:
        """A number with its unit: 1 puff."""
        return f"{say.digits(number)} {self.of(number, say)}"

    def all(self) -> Iterator[str]:
        """Every form that was written."""
        yield from (words for _, words in self if words)


def _forms(value: Any) -> Any:
    if isinstance(value, dict | Forms):
        return value
    if not isinstance(value, str):
        raise ValueError('a unit is a text, as "mg", or its forms, as {"one": "puff", "other": "puffs"}')
    return {"other": value}


OneOrMany = Annotated[Forms, BeforeValidator(_forms)]
Dose = Annotated[float | int, BeforeValidator(whole_if_it_is)]
