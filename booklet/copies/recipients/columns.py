"""Columns: which column of a list says what. By its heading, or as a file of the clinic's says:

    [columns]
    "person.name" = "{First name} {Surname}"
    "appointment.when" = "Date"
    needs = "Format"
    email = "E-mail"

    [needs]
    large = "large-print"

A need that is the name of an edition is that edition: large-print, or large print.
"""
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from booklet.copies.recipients.tables import PeopleTable, known_as
from booklet.core.located import toml_line
from booklet.core.own_table import own_table
from booklet.core.problems import Place, Problem, closest, nearest, stop_at
from booklet.core.settings import shared_table
from booklet.core.text_file import printable, shown_path, text_of
from booklet.model.booklet import PersonalField

NEEDS, EMAIL, PASSWORD = "needs", "email", "password"
_OPTIONAL: Mapping[str, Sequence[str]] = own_table(__file__, "words")["columns"]  # what each may be called
_HOW = "see `python build.py copies --help`"
_HEADING = re.compile(r"\{(?P<heading>[^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a row is read: the words with {headings} that give each field, and the edition for each need in lower case."""

    patterns: Mapping[str, str]
    needs: Mapping[str, str]

    def value(self, field: str, cells: Mapping[str, str]) -> str:
        """The value of a field in a row, with single blanks."""
        filled = _HEADING.sub(lambda found: cells[found["heading"]], self.patterns.get(field, ""))
        return " ".join(filled.split())

    def lacks(self, field: str, cells: Mapping[str, str]) -> str:
        """The heading of an empty cell beside which words of the pattern itself would be left over: of "{Day} at {Hour}"."""
        has_words = _HEADING.sub("", self.patterns.get(field, "")).strip()
        empty = [heading for heading in self.headings(field) if not cells[heading].strip()]
        return empty[0] if has_words and empty else ""

    def headings(self, field: str) -> tuple[str, ...]:
        return tuple(found["heading"] for found in _HEADING.finditer(self.patterns.get(field, "")))


def asked_headings(fields: Sequence[PersonalField], file: Path | None) -> set[str]:
    """What columns may be called. Raises BookletError for a file that says nothing of columns."""
    patterns = _read(file)[0] if file else {}
    named = {found["heading"] for pattern in patterns.values() for found in _HEADING.finditer(pattern)}
    return named | {name for field in fields for name in (field.name, field.label)} | {*chain(*_OPTIONAL.values())}


def columns_of(table: PeopleTable, fields: Sequence[PersonalField], file: Path | None, editions: Sequence[str]) -> Columns:
    """Which columns give the fields, by their headings or by `file`. Raises BookletError with all that is wrong."""
    wanted, needs, place = _read(file) if file else ({}, {}, lambda *keys: Place(table.path, table.headings_row))
    patterns: dict[str, str] = {}
    problems: list[Problem] = []
    asked = {field.name: (field.name, field.label) for field in fields}
    for name, headings in {**asked, **_OPTIONAL}.items():
        called = set(map(known_as, headings))
        found = [f"{{{heading}}}" for heading in table.headings if known_as(heading) in called]
        if pattern := wanted.get(name) or next(iter(found), ""):
            patterns[name] = pattern
        if name not in wanted and len(found) > 1:  # of two addresses one may be of somebody else
            says = f"two columns could be read as {name}: {printable(re.sub('[{}]', '', ' and '.join(found)), most=200)}"
            hint = f"rename the one that is not to be read, or say which one it is in a file: {_HOW}"
            problems.append(Problem(Place(table.path, table.headings_row), "bad-list", says, hint))
    for field in fields:
        if field.name not in patterns:
            says = f"no column is called {printable(field.label)}: this row is read as the headings"
            meant = printable(closest(field.label, filter(None, table.headings)) or "HEADING")
            hint = f'name a column so; or add --columns columns.toml, a file of two lines: [columns] and "{field.name}" ='
            hint += f' "{{{meant}}}", or "{{HEADING}} {{HEADING}}" for two columns that make one'
            problems.append(Problem(Place(table.path, table.headings_row), "missing-column", says, hint))
    known = {field.name for field in fields} | _OPTIONAL.keys()
    for name, pattern in wanted.items():
        if name not in known:
            hint = nearest(name, known, "see [[personal]] in booklet.toml")
            problems.append(Problem(place("columns", name), "unknown-field", f"there is no field {printable(name)}", hint))
        problems += _unknown_headings(pattern, table.headings, place("columns", name))
    for need, edition in needs.items():
        if edition not in editions:
            hint = nearest(edition, editions, "editions: " + ", ".join(editions))
            says = f"no edition of which copies can be made is called {printable(edition)}"
            problems.append(Problem(place("needs", need), "unknown-edition", says, hint))
    stop_at(problems)
    by_name = {name: edition for edition in editions for name in (edition, edition.replace("-", " "))}
    return Columns(patterns, {need.casefold(): edition for need, edition in {**by_name, **needs}.items()})


def _unknown_headings(pattern: str, headings: Sequence[str], place: Place) -> Iterator[Problem]:
    for found in _HEADING.finditer(pattern):
        if found["heading"] not in headings:
            hint = nearest(found["heading"], headings, "columns: " + ", ".join(filter(None, headings)))
            yield Problem(place, "missing-column", f"no column is called {printable(found['heading'])}", hint)


def _read(file: Path) -> tuple[Mapping[str, str], Mapping[str, str], Callable[..., Place]]:
    """The two tables of a file, a heading alone made a pattern, and where each entry stands."""
    read = shared_table(file)
    columns, needs = read.get("columns", {}), read.get("needs", {})
    tables = [("columns", columns), ("needs", needs)]
    wrong = [name for name in read if name not in dict(tables)]
    wrong += [name for name, each in tables if not isinstance(each, dict) or {type(v) for v in each.values()} - {str}]
    if wrong:
        says = f"{printable(', '.join(wrong))}: this file has [columns] and [needs], each a list of words"
        stop_at([Problem(Place(shown_path(file)), "bad-setting", says, _HOW)])
    patterns = {name: value if "{" in value else f"{{{value}}}" for name, value in columns.items()}
    return patterns, needs, lambda *keys: Place(shown_path(file), toml_line(text_of(file), keys))
