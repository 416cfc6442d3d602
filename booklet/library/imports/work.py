"""What the formats hand over: works with the place they stand at, and what is told on the way."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from booklet.core.catalogue import finding
from booklet.core.own_table import own_table
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable

_KINDS = own_table(__file__, "kinds")


@dataclass(frozen=True, slots=True)
class ForeignWork:
    """A work of a library: its key there ("" for none), its fields as CSL-JSON has them, or nearly, and its place."""

    key: str
    fields: dict[str, Any] = field(hash=False)
    place: Place
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class ForeignLibrary:
    """The works of one file in their order, the name of its format, and what could not be read or kept."""

    format: str
    works: tuple[ForeignWork, ...]
    problems: tuple[Problem, ...] = ()


def kinds_in(format_: str) -> Mapping[str, str]:
    """What CSL calls a kind of work, by the name that it has in this format; none for a mere document."""
    return {name: kind for kind, names in _KINDS[format_].items() for name in names}


def unread(place: Place, says: str) -> Problem:
    """A part of the library that is no work that could be read."""
    hint = "mend it in the program it comes from, and export it again"
    return finding("unread-work", place, printable(says, most=300), hint)


def lost(place: Place, key: str, says: str) -> Problem:
    """Something of a work that its line might print, and that could not be kept."""
    hint = "write it into references.json by hand, if the work is cited"
    return finding("lost-in-import", place, f"{printable(key) or 'a work'}: {printable(says, most=300)}", hint)


def first_of(*values: Any) -> Any:
    """The first value that says something; "" for none."""
    return next((value for value in values if value), "")


def without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def joined_pages(first: str, last: str) -> str:
    """856-864 of two fields, of which the first may hold both already; a short last page is left short."""
    return f"{first}-{last}" if first and last and first != last and not any(dash in first for dash in "-–—") else first
