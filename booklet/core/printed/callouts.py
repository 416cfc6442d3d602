"""Callouts: the kinds of boxes, as styles/callouts.toml has them. A kind is added there, and in no room."""
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FILE = Path(__file__).resolve().parents[3] / "styles" / "callouts.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of box: its shape, its looks, its grades or levels each with its icon, and what it counts as."""

    name: str
    shape: str
    icon: str = ""
    colour: str = "sender"
    grades: tuple[tuple[str, str], ...] = ()
    counts_as: tuple[str, ...] = ()
    waits: bool = False  # whether it may stand a little later than its author set it, where there is room for it
    levels: tuple[tuple[str, str], ...] = ()

    @property
    def grade_names(self) -> tuple[str, ...]:
        """The grades that its title may begin with, the surest first."""
        return tuple(name for name, _ in self.grades)


@cache
def callouts() -> Mapping[str, Kind]:
    """Every kind by its name, in the order of the file."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: _kind(name, entry) for name, entry in entries.items()})


def _kind(name: str, entry: Mapping[str, Any]) -> Kind:
    grades, counts_as = tuple(entry.get("grades", {}).items()), tuple(entry.get("counts_as", ()))
    looks = entry["shape"], entry.get("icon", ""), entry.get("colour", "sender")
    levels = tuple(entry.get("levels", {}).items())
    return Kind(name, *looks, grades, counts_as, entry.get("waits", False), levels)


def counting_as(*roles: str) -> tuple[str, ...]:
    """The names of the kinds that count as one of these."""
    return tuple(kind.name for kind in callouts().values() if not set(roles).isdisjoint(kind.counts_as))


def graded() -> tuple[str, ...]:
    """The names of the kinds whose title begins with a grade."""
    return tuple(kind.name for kind in callouts().values() if kind.grades)
