"""JSON: how deep it may lie, and a file that holds a list of entries with an id each: references.json, numbers.json."""
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path
from typing import Any

from booklet.core.problems import Place, Problem
from booklet.core.slips.json_slip import json_slip
from booklet.core.text_file import Source, printable, read_source
from booklet.core.unseen import strange_at, strange_says, without_seams, without_strange

UNREADABLE = frozenset({"bad-json", "not-utf-8", "file-too-long", "unreadable-file", "outside-file"})  # no entry is known
LONGEST_KB = 4_000  # a library of some thousand works, without their abstracts
DEEPEST = 500  # lists and objects in one another; an author of a work lies five deep
_BETWEEN = re.compile(r"[\s,\[]*")  # what stands before an entry
_BLANKS = re.compile(r"\s*")
_ID = re.compile(r'"id"\s*:')  # "id": "lee2020"
_OPEN_OR_SHUT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{\]}]', re.DOTALL)  # a whole text, or one bracket


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of the list, the line of its id, and how it was typed, from the line `first` on."""

    id: str
    fields: dict[str, Any]
    place: Place
    typed: str = field(default="", repr=False)
    first: int = 1

    def line_of(self, keys: Sequence[str | int]) -> int:
        """The line of a value inside it; of what is missing, that of what it is missing in."""
        at = 0
        for key in keys:
            inner = _value_at(self.typed, at, key)
            if inner is None:
                break
            at = inner
        return self.first + self.typed.count("\n", 0, at) if at else self.place.line


def shallow(text: str | bytes) -> str:
    """The text of JSON as it is, be it UTF-8 or the UTF-16 of PowerShell. Raises ValueError where it lies deeper than
    `DEEPEST`, or is neither.

    Ask before it is parsed: from Python 3.12 on, 10,000 brackets in a thread with a small stack end the whole process, and
    no RecursionError is raised.
    """
    whole = text if isinstance(text, str) else text.decode(json.detect_encoding(text))
    if whole.count("[") + whole.count("{") <= DEEPEST:
        return whole
    depth = 0
    for mark in _OPEN_OR_SHUT.finditer(whole):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth > DEEPEST:
            raise ValueError(f"its values lie more than {DEEPEST} deep within each other")
    return whole


def read_entries(file: Path, folder: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of a JSON file, and what is wrong with them; none, where there is no file."""
    source, problems = read_source(file, folder, LONGEST_KB, is_optional=True)
    if source is None:
        return [], problems
    entries, more = entries_of(source, file.name)
    return entries, problems + more


def entries_of(source: Source, name: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of JSON text, and what is wrong with them. `name` is that of its file, for hints."""
    try:
        entries, more = _entries(source)
    except json.JSONDecodeError as error:
        slip = json_slip(source.text, error, name)
        line = min(slip.line, source.last_line)
        place = Place(source.path, line, column=slip.column if line == slip.line else 0)
        return [], [Problem(place, "bad-json", printable(slip.says, most=300), slip.hint)]
    except ValueError:
        says, hint = "this is not JSON: a value is too long or too deep to be one", "take it out, or mend it"
        return [], [Problem(Place(source.path, 1), "bad-json", says, hint)]
    return entries, more + _doubles(entries)


def _entries(source: Source) -> tuple[list[Entry], list[Problem]]:
    problems: list[Problem] = []
    repeated: list[str] = []
    decoder = json.JSONDecoder(
        parse_float=_number, parse_constant=_number, object_pairs_hook=lambda pairs: _object(pairs, repeated)
    )
    entries: list[Entry] = []
    listed = json.loads(shallow(source.text))  # all of it first: from here on, no syntax can be wrong
    if not isinstance(listed, list):
        says = "this is not a list of entries"
        return [], [Problem(Place(source.path, 1), "bad-json", says, 'begin with [ and write {"id": "..."} for each')]
    end, line, counted = 0, 1, 0
    for _ in listed:
        between = _BETWEEN.match(source.text, end)
        start = between.end() if between else end
        fields, end = _decoded(decoder, source.text, start)
        written = _ID.search(source.text, start, end)
        at = written.start() if written else start
        line, counted = line + source.text.count("\n", counted, at), at
        place = Place(source.path, line)
        problems += [Problem(place, "bad-json", f"an entry says {name} twice", "keep one") for name in repeated]
        repeated.clear()
        entry, more = _entry(fields, place)
        problems += more
        first = line - source.text.count("\n", start, at)
        entries += [replace(entry, typed=source.text[start:end], first=first)] if entry else []
    return entries, problems


def _value_at(text: str, at: int, key: str | int) -> int | None:
    """Where the value of a name, or of a place in a list, begins in sound JSON; `at` is where the object or list does."""
    decoder, number, is_object = json.JSONDecoder(), 0, text[at : at + 1] == "{"
    at = _past(text, at + 1) if text[at : at + 1] in ("{", "[") else len(text)
    while text[at : at + 1] not in ("]", "}", ""):
        name: str | int = number
        if is_object:
            name, at = decoder.raw_decode(text, at)
            at = _past(text, _past(text, at) + 1)
        if name == key:
            return at
        at = _past(text, decoder.raw_decode(text, at)[1])
        at, number = _past(text, at + 1) if text[at] == "," else at, number + 1
    return None


def _past(text: str, at: int) -> int:
    """The first place from here on that is no blank."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _decoded(decoder: json.JSONDecoder, text: str, start: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except ValueError as error:
        raise json.JSONDecodeError(str(error), text, start) from error


def _number(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{printable(written)} is not a number")
    return number


def _object(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    repeated += [printable(name) for name, times in Counter(name for name, _ in pairs).items() if times > 1]
    return dict(pairs)


def _entry(fields: Any, place: Place) -> tuple[Entry | None, list[Problem]]:
    if isinstance(fields, dict) and type(fields.get("id")) is int:  # CSL lets a key be a number
        fields = {**fields, "id": str(fields["id"])}
    if not isinstance(fields, dict) or not isinstance(fields.get("id"), str) or not fields["id"].strip():
        return None, [Problem(place, "bad-json", "this entry has no id", '{"id": "..."}')]
    strange: list[str] = []
    clean = _cleaned(fields, strange)
    problems = [
        Problem(place, "strange-text", f"{printable(clean['id'])}: {strange_says(character)}", "type it again")
        for character in dict.fromkeys(strange)
    ]
    return Entry(clean["id"], clean, place), problems


def _cleaned(value: Any, strange: list[str]) -> Any:
    """The value with a blank for each strange character, which stood as an escape; they are gathered in `strange`."""
    match value:
        case str():
            value = without_seams(value)
            strange += [value[at] for at in strange_at(value)]
            return without_strange(value)
        case dict():
            return {_cleaned(key, strange): _cleaned(inner, strange) for key, inner in value.items()}
        case list():
            return [_cleaned(inner, strange) for inner in value]
    return value


def _doubles(entries: list[Entry]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for entry in entries:
        if entry.id in seen:
            says = f"two entries are called {printable(entry.id)}"
            problems.append(Problem(entry.place, "duplicate-id", says, "rename one"))
        seen.add(entry.id)
    return problems
