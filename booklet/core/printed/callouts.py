"""Callouts: the kinds of boxes, as styles/callouts.toml has them. A kind is added there, and in no room."""
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field, PrivateAttr, RootModel, model_validator

from booklet.core.located import StrictModel
from booklet.core.own_table import STYLES
from booklet.core.problems import BookletError
from booklet.core.settings import read_settings

_WANTED = {"evidence": "grades", "certainty": "grades", "levels": "levels"}  # what a shape cannot do without


class Kind(StrictModel):
    """One kind of box: its shape, its looks, its grades or levels each with its icon, and what it counts as."""

    shape: Literal["box", "points", "myth", "evidence", "certainty", "steps", "levels"]
    also: tuple[str, ...] = ()  # names that it has in other programs
    icon: str = ""
    colour: str = "sender"
    grades: dict[str, str] = Field(default_factory=dict)  # that its title may begin with, the surest first
    counts_as: tuple[Literal["points", "acting", "alone", "urgent", "science", "denied"], ...] = ()
    waits: bool = False  # whether it may stand a little later than its author set it, where there is room for it
    levels: dict[str, str] = Field(default_factory=dict)
    _name: str = PrivateAttr("")

    @property
    def name(self) -> str:
        return self._name

    @model_validator(mode="after")
    def _is_drawn(self) -> "Kind":
        if (wanted := _WANTED.get(self.shape)) and not getattr(self, wanted):
            raise ValueError(f"the shape {self.shape} wants {wanted}, each with its icon")
        for icon in filter(None, (self.icon, *self.grades.values(), *self.levels.values())):
            if not (STYLES / "icons" / icon).is_file():
                raise ValueError(f"there is no icon {icon} in styles/icons/, such as note.svg")
        if f"--{self.colour}:" not in _tokens():
            raise ValueError(f"there is no colour {self.colour} in styles/tokens.css, such as tell")
        return self


@cache
def _tokens() -> str:
    return (STYLES / "tokens.css").read_text(encoding="utf-8")


class _Kinds(RootModel[dict[str, Kind]]):
    pass


@cache
def callouts() -> Mapping[str, Kind]:
    """Every kind by its name, in the order of the file. Raises BookletError: who edits handouts may add one there."""
    _tokens()  # one that cannot be read is no fault of each kind
    kinds, _, problems = read_settings(STYLES / "callouts.toml", None, _Kinds, "booklet.toml")
    if kinds is None or problems:
        raise BookletError(problems)
    for name, kind in kinds.root.items():
        kind._name = name
    return MappingProxyType(kinds.root)


def kind_of_box(name: str) -> Kind | None:
    """The kind that has this name here, or else in other programs; None for what no program has."""
    return callouts().get(name) or next((kind for kind in callouts().values() if name in kind.also), None)


def counting_as(*roles: str) -> tuple[str, ...]:
    return tuple(kind.name for kind in callouts().values() if not set(roles).isdisjoint(kind.counts_as))


def graded() -> tuple[str, ...]:
    """The names of the kinds whose title begins with a grade."""
    return tuple(kind.name for kind in callouts().values() if kind.grades)
