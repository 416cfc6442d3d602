"""Where in a settings file a value stands, and what pydantic found wrong with it, as problems with lines."""
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from booklet.core.problems import Place, Problem, nearest
from booklet.core.slips.kind_slip import form_slip, kind_slip, missing_hint
from booklet.core.text_file import Source, content_within, printable

Keys = tuple[str | int, ...]
LineOf = Callable[[Keys], int]
MOST_TOLD = 50  # faults of one file; who sees fifty mends them before reading on
MOST_LISTED = 12  # settings of a table, in a hint
UNION_MEMBERS = (("int",), ("float",), ("str",))  # pydantic tells once of each that a value might have been

_TABLE = re.compile(r"\s*(?P<list>\[)?\[(?P<name>[^\[\]]+)\]")  # e.g. [editions.a4], [[help]]
_SETTING = re.compile(r"\s*(?P<name>(?:[\w.-]|\"[^\"]*\"|'[^']*')+)\s*=")  # e.g. paper = "A4", "paper" = "A4"


class StrictModel(BaseModel):
    """Fields that somebody typed. It is frozen, and a field that nobody knows is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    elsewhere: ClassVar[Mapping[str, str]] = {}  # where fields belong that are of another file, as a hint


# A key of a hundred parts, a.a.a.a...: tomllib takes half a minute for one of forty thousand
_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")


def parsed_toml(text: str) -> dict[str, Any]:
    """The tables of TOML text, in time that grows with its length. Raises tomllib.TOMLDecodeError, or ValueError."""
    if endless := _ENDLESS_KEY.search(text):
        line = text.count("\n", 0, endless.start()) + 1
        raise ValueError(f"a name of more than a hundred parts (at line {line}, column 1)")
    return tomllib.loads(text)


def typed_toml(file: Path, longest_kb: int) -> dict[str, Any]:
    """A file as it was typed, which nobody has judged; no table of one that is no TOML, or longer. Raises OSError."""
    try:
        return parsed_toml((content_within(file, longest_kb * 1_000) or b"").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}


def texts_within(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every text in a nest of tables and lists, with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_within(inner, (*keys, key))


def toml_line(text: str, keys: Keys) -> int:
    """The line (from 1) on which `keys` is set in TOML `text`; its table's head or line 1 where it is missing.

    Understands what a settings file needs: `[table.head]`, `[[list]]` and `key = value`, one to a line.
    """
    names, lines = tuple(str(key) for key in keys), _lines_of(text)
    return next((lines[names[:n]] for n in range(len(names), 0, -1) if names[:n] in lines), 1)


@lru_cache(maxsize=8)  # one file may have thousands of faults, and each wants its line
def _lines_of(text: str) -> Mapping[tuple[str, ...], int]:
    """The line on which each table, each entry of a list and each setting of TOML text begins."""
    head: tuple[str, ...] = ()
    counts: Counter[str] = Counter()
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        table, setting = _TABLE.match(line), _SETTING.match(line)
        if table:
            head = _parts(table["name"]) + ((str(counts[table["name"]]),) if table["list"] else ())
            counts[table["name"]] += 1
        whole = head + (_parts(setting["name"]) if setting else ()) if table or setting else ()
        for end in range(1, len(whole) + 1):  # [editions.a4] begins editions, too
            lines.setdefault(whole[:end], number)
    return lines


def line_place(source: Source, *keys: str | int) -> Place:
    """The line of a setting, as `toml_line` finds it."""
    return Place(source.path, toml_line(source.text, keys))


def value_place(source: Source, *keys: str | int) -> Place:
    """The line of a setting, and the column (from 1) on which its value begins there."""
    place = line_place(source, *keys)
    words = source.text.split("\n")[place.line - 1]
    last = next(key for key in reversed(keys) if isinstance(key, str))  # in a list its beginning is near enough
    value = re.search(rf"(?:^|[\s,{{.\"']){re.escape(last)}[\"']?\s*=\s*(?=\S)", words)  # phone = "999"
    return replace(place, column=value.end() + 1 if value else 0)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def model_problems(
    error: ValidationError, model: type[BaseModel], path: str, line_of: LineOf, tags: Sequence[str] = ()
) -> list[Problem]:
    """Every fault that pydantic found, each once, as a problem on its own line of `path`.

    `tags` name the members of a union of ours: pydantic tells them as part of a place, and no author has typed them.
    """
    faults: dict[Keys, ErrorDetails] = {}
    inside: set[Keys] = set()  # each known fault, and all that it lies in
    for fault in error.errors(include_url=False):
        where = fault["loc"][:-1] if fault["loc"][-1:] in UNION_MEMBERS else fault["loc"]
        where = tuple(key for key in where if key not in tags)
        if where not in inside:  # not what follows from a fault inside it
            faults[where] = fault
            inside.update(where[:n] for n in range(len(where) + 1))
    told = [_problem(where, fault, model, path, line_of) for where, fault in list(faults.items())[:MOST_TOLD]]
    if len(faults) > MOST_TOLD:
        says = f"{len(faults) - MOST_TOLD} more settings are wrong"
        last = Place(path, max(problem.place.line for problem in told))
        told.append(Problem(last, "bad-setting", says, "mend those above first"))
    return told


def _problem(where: Keys, fault: ErrorDetails, model: type[BaseModel], path: str, line_of: LineOf) -> Problem:
    named = (str(part + 1 if isinstance(part, int) else part) for part in where if part != "[key]")  # of a heading
    name = printable(".".join(named) or path)
    place = Place(path, line_of(where))
    if fault["type"] == "extra_forbidden":
        homes, typed = _homes(model), str(where[-1])
        elsewhere = model.elsewhere if issubclass(model, StrictModel) else {}
        inner = next((part for part in reversed(where[:-1]) if part in homes.values()), "")
        beside = [known for known, home in homes.items() if home == inner]
        is_short = inner and len(beside) <= MOST_LISTED
        otherwise = f"settings here: {', '.join(beside)}" if is_short else "remove it, or see the JSON schema beside it"
        hint = elsewhere.get(typed) or nearest(typed, beside, otherwise)
        if typed in homes and homes[typed] not in where:  # where it is a setting, and here it is none
            hint = f"it belongs into {homes[typed]}" if homes[typed] else "it stands above the first [heading] of the file"
        return Problem(place, "unknown-setting", f"there is no setting called {name}", hint)
    if fault["type"] == "missing":
        return Problem(place, "missing-setting", f"{name} is missing", missing_hint(where, path.endswith(".json")))
    context = fault.get("ctx", {})
    typed = fault.get("input")
    told = kind_slip(fault["type"], name, path.endswith(".json"), typed)
    told = told or form_slip(fault["type"], [part for part in where if isinstance(part, str)], context, typed)
    if told and fault["type"] == "bool_parsing" and where[-1] in model.model_fields:  # cover = "figures/a.svg"
        told = told[0], "one with words stands above the first [heading] of the file"
    if isinstance(context.get("error"), ValueError) and len(context["error"].args) == 2:  # ValueError(says, hint)
        says, hint = context["error"].args
        told = says, hint if isinstance(hint, str) else hint(str(where[-1]))
    if told:
        return Problem(place, "bad-setting", f"{name}: {told[0]}", told[1])
    says = fault["msg"].removeprefix("Value error, ").replace("Input should be", "it must be")
    says = says.replace("less than or equal to", "at most").replace("greater than or equal to", "at least")
    says = printable(says, most=400)
    return Problem(place, "bad-setting", f"{name}: {says[0].lower()}{says[1:]}")


def _homes(model: type[BaseModel], home: str = "") -> dict[str, str]:
    """The settings of a model and of the models inside it, each with the setting that it stands in, "" for none."""
    homes = dict.fromkeys(model.model_fields, home)
    for name, item in model.model_fields.items():
        for inner in (item.annotation, *get_args(item.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                homes = _homes(inner, name) | homes
    return homes
