"""Where in a TOML, YAML or JSON file a value stands, and what pydantic found wrong with it, as problems with lines."""
import re
from collections.abc import Callable

from pydantic import BaseModel, ValidationError

from booklet.errors import Place, Problem, nearest

LineOf = Callable[[tuple[str | int, ...]], int]


def toml_line(text: str, keys: tuple[str | int, ...]) -> int:
    """The line (from 1) on which `keys` is set in TOML `text`; its table's head or line 1 where it is missing.

    Understands what a settings file needs: `[table.head]` and `key = value`, one to a line.
    """
    names = [str(key) for key in keys]
    head: list[str] = []
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        table = re.match(r"\s*\[(?P<name>[^\[\]]+)\]", line)  # e.g. [editions.a4]
        setting = re.match(r"\s*(?P<name>[\w-]+)\s*=", line)  # e.g. paper = "A4"
        if table:
            head = [part.strip().strip("\"'") for part in table["name"].split(".")]
        here = head + ([setting["name"]] if setting else [])
        if (table or setting) and here == names[: len(here)] and len(here) > depth:
            best, depth = number, len(here)
    return best


def json_line(text: str, id_: str) -> int:
    """The line (from 1) of the entry whose `"id"` this is, in a JSON list of entries; 1 where it is missing."""
    found = re.search(r'"id"\s*:\s*"' + re.escape(id_) + '"', text)  # e.g. "id": "lee2020"
    return text.count("\n", 0, found.start()) + 1 if found else 1


def model_problems(error: ValidationError, model: type[BaseModel], path: str, line_of: LineOf) -> list[Problem]:
    """Every fault that pydantic found, each as a problem on its own line of `path`."""
    return [_problem(fault, model, path, line_of) for fault in error.errors(include_url=False)]


def _problem(fault, model: type[BaseModel], path: str, line_of: LineOf) -> Problem:
    where = fault["loc"]
    name = ".".join(str(part) for part in where) or path
    place = Place(path, line_of(where))
    if fault["type"] == "extra_forbidden":
        hint = nearest(str(where[-1]), _field_names(model), "remove it, or see the fields in the JSON schema beside it")
        return Problem(place, "unknown-setting", f"there is no setting called {name}", hint)
    if fault["type"] == "missing":
        return Problem(place, "missing-setting", f"{name} is missing", f"add: {where[-1]} = ...")
    says = fault["msg"].removeprefix("Value error, ")
    return Problem(place, "bad-setting", f"{name}: {says[0].lower()}{says[1:]}", "")


def _field_names(model: type[BaseModel]) -> list[str]:
    names = list(model.model_fields)
    for item in model.model_fields.values():
        inner = item.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            names += _field_names(inner)
    return names
