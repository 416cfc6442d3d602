"""A settings file: TOML, and a model that says which fields it has."""
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from booklet.errors import Place, Problem
from booklet.located import Keys, model_problems, toml_line
from booklet.source import STRANGE, Source, printable, read_source, strange_says

LONGEST_KB = 100
Model = TypeVar("Model", bound=BaseModel)


def read_settings(
    file: Path, folder: Path | None, model: type[Model], example: str
) -> tuple[Model | None, Source | None, list[Problem]]:
    """The settings in `file` and its text, or what is wrong with it. `example` shows how it is written."""
    source, problems = read_source(file, folder, LONGEST_KB)
    if source is None:
        return None, None, problems
    try:
        settings = tomllib.loads(source.text)
        problems += _strange_values(settings, source)
        return model.model_validate(settings), source, problems
    except ValidationError as error:
        problems += model_problems(error, model, source.path, lambda keys: toml_line(source.text, keys))
    except (ValueError, RecursionError) as error:
        hint = f"see sections/{example} for how it is written"
        problems.append(Problem(_place_of(error, source), "bad-toml", _reason(error), hint))
    return None, source, problems


def _place_of(error: Exception, source: Source) -> Place:
    told = re.search(r"at line (?P<line>\d+)", str(error))  # e.g. (at line 3, column 9)
    return Place(source.path, min(int(told["line"]), source.last_line) if told else source.last_line)


def _reason(error: Exception) -> str:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return "a value that is too long or too deep to be one"
    says = printable(str(error).split(" (at")[0], most=200)
    return says[:1].lower() + says[1:]


def _strange_values(settings: dict[str, Any], source: Source) -> list[Problem]:
    """Characters that stood as escapes in the file. A value is one line: a second one would be lost in print."""
    problems = []
    for keys, words in _texts(settings, ()):
        strange = STRANGE.search(words) or re.search(r"[\n\t]", words)  # e.g. a list of phones over three lines
        if strange:
            place = Place(source.path, toml_line(source.text, keys))
            says = f"{printable('.'.join(map(str, keys)))}: {strange_says(strange[0])}"
            problems.append(Problem(place, "strange-text", says, "write it on one line, in plain characters"))
    return problems


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text in a nest of tables and lists, with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*keys, key))
