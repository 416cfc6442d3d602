"""Where in a settings file a value stands, and what pydantic found wrong with it, as problems with lines."""
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from booklet.errors import Place, Problem, nearest
from booklet.slips.kind_slip import kind_slip
from booklet.source import printable

Keys = tuple[str | int, ...]
LineOf = Callable[[Keys], int]
UNION_MEMBERS = (("int",), ("float",), ("str",))  # pydantic tells once of each that a value might have been

_TABLE = re.compile(r"\s*(?P<list>\[)?\[(?P<name>[^\[\]]+)\]")  # e.g. [editions.a4], [[help]]
_SETTING = re.compile(r"\s*(?P<name>(?:[\w.-]|\"[^\"]*\"|'[^']*')+)\s*=")  # e.g. paper = "A4", "paper" = "A4"


def toml_line(text: str, keys: Keys) -> int:
    """The line (from 1) on which `keys` is set in TOML `text`; its table's head or line 1 where it is missing.

    Understands what a settings file needs: `[table.head]`, `[[list]]` and `key = value`, one to a line.
    """
    names = [str(key) for key in keys]
    head: list[str] = []
    counts: Counter[str] = Counter()
    best, depth = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        table, setting = _TABLE.match(line), _SETTING.match(line)
        if table:
            head = _parts(table["name"]) + ([str(counts[table["name"]])] if table["list"] else [])
            counts[table["name"]] += 1
        here = head + (_parts(setting["name"]) if setting else [])
        if (table or setting) and here == names[: len(here)] and len(here) > depth:
            best, depth = number, len(here)
    return best


def toml_place(text: str, path: str, keys: Keys) -> Place:
    """The line of `keys` as `toml_line` finds it, and the column (from 1) on which its value begins there."""
    line = toml_line(text, keys)
    words = text.split("\n")[line - 1]
    last = next(key for key in reversed(keys) if isinstance(key, str))  # in a list its beginning is near enough
    value = re.search(rf"(?:^|[\s,{{.\"']){re.escape(last)}[\"']?\s*=\s*(?=\S)", words)  # phone = "999"
    return Place(path, line, column=value.end() + 1 if value else 0)


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]


def model_problems(
    error: ValidationError, model: type[BaseModel], path: str, line_of: LineOf, tags: Sequence[str] = ()
) -> list[Problem]:
    """Every fault that pydantic found, each once, as a problem on its own line of `path`.

    `tags` name the members of a union of ours: pydantic tells them as part of a place, and no author has typed them.
    """
    faults = {}
    for fault in error.errors(include_url=False, include_input=False):
        where = fault["loc"][:-1] if fault["loc"][-1:] in UNION_MEMBERS else fault["loc"]
        where = tuple(key for key in where if key not in tags)
        if not any(known[: len(where)] == where for known in faults):  # not what follows from a fault inside it
            faults[where] = fault
    return [_problem(where, fault, model, path, line_of) for where, fault in faults.items()]


def _problem(where: Keys, fault: dict[str, Any], model: type[BaseModel], path: str, line_of: LineOf) -> Problem:
    name = printable(".".join(str(part) for part in where) or path)
    place = Place(path, line_of(where))
    if fault["type"] == "extra_forbidden":
        hint = nearest(str(where[-1]), _field_names(model), "remove it, or see the fields in the JSON schema beside it")
        return Problem(place, "unknown-setting", f"there is no setting called {name}", hint)
    if fault["type"] == "missing":
        return Problem(place, "missing-setting", f"{name} is missing", f"add {where[-1]}")
    if told := kind_slip(fault["type"], name, path.endswith(".json")):
        return Problem(place, "bad-setting", f"{name}: {told[0]}", told[1])
    if fault["type"] == "string_too_short":
        return Problem(place, "bad-setting", f"{name}: nothing is written here")
    says = printable(fault["msg"].removeprefix("Value error, ").replace("Input should be", "it is"), most=400)
    return Problem(place, "bad-setting", f"{name}: {says[0].lower()}{says[1:]}")


def _field_names(model: type[BaseModel]) -> list[str]:
    """The settings of a model and of the models inside it."""
    names = list(model.model_fields)
    for item in model.model_fields.values():
        for inner in (item.annotation, *get_args(item.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                names += _field_names(inner)
    return names
