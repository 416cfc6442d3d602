"""A settings file: TOML, and a model that says which fields it has."""
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from booklet.core.located import line_place, model_problems, parsed_toml, texts_within, toml_line
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.slips.toml_slip import toml_slip
from booklet.core.text_file import Source, printable, read_source
from booklet.core.unseen import strange_in_line, strange_says

LONGEST_KB = 100
Model = TypeVar("Model", bound=BaseModel)


def read_settings(
    file: Path, folder: Path | None, model: type[Model], example: str, tags: Sequence[str] = ()
) -> tuple[Model | None, Source | None, list[Problem]]:
    """The settings in `file` and its text, or what is wrong with it. `example` shows how it is written.

    `tags` are those of the unions in the model, which are no part of a place.
    """
    source, problems = read_source(file, folder, LONGEST_KB)
    if source is None:
        return None, None, problems
    try:
        settings = parsed_toml(source.text)
        problems += _strange_values(settings, source)
        return model.model_validate(settings), source, problems
    except ValidationError as error:
        problems += model_problems(error, model, source.path, lambda keys: toml_line(source.text, keys), tags)
    except (ValueError, RecursionError) as error:
        problems.append(_unparsed(error, source, example))
    return None, source, problems


def shared_table(file: Path) -> dict[str, Any]:
    """The table in a file that is no settings of a handout. Raises BookletError, code bad-toml, with the line."""
    source, problems = read_source(file, None, LONGEST_KB)
    if source is None:
        raise BookletError(problems)
    try:
        return parsed_toml(source.text)
    except (ValueError, RecursionError) as error:
        raise BookletError([_unparsed(error, source, "booklet.toml")]) from error


def _unparsed(error: Exception, source: Source, example: str) -> Problem:
    """What the parser stumbled over, in the author's words."""
    told = re.search(r"at line (?P<line>\d+), column (?P<column>\d+)", str(error))  # e.g. (at line 3, column 9)
    line = min(int(told["line"]), source.last_line) if told else source.last_line
    if not isinstance(error, tomllib.TOMLDecodeError):
        says = str(error).split(" (at")[0] if told else "a value that is too long or too deep to be one"
        hint = f"see sections/{example} for how it is written"
        return Problem(Place(source.path, line), "bad-toml", says, hint)
    column = int(told["column"]) if told and int(told["line"]) == line else 0
    slip = toml_slip(source.text, line, column, printable(str(error).split(" (at")[0], most=200), example)
    return Problem(Place(source.path, slip.line, column=slip.column), "bad-toml", slip.says, slip.hint)


def _strange_values(settings: dict[str, Any], source: Source) -> list[Problem]:
    """Characters that stood as escapes in the file. A value is one line: a second one would be lost in print."""
    problems = []
    for keys, words in texts_within(settings):
        strange = strange_in_line(words)  # e.g. a list of phones over three lines
        if strange:
            place = line_place(source, *keys)
            says = f"{printable('.'.join(map(str, keys)))}: {strange_says(strange)}"
            hint = "write it on one line, in plain characters"
            if "\\" in source.text.split("\n")[place.line - 1] and strange in "\n\t\r\b\f":
                says += ": a backslash and a letter stand for it"
                hint = "write a comma or a blank in place of the backslash and its letter"
                if keys[-1] in ("cover", "file", "stylesheet"):
                    hint = "write / in its place, as in editions/large.css"
            problems.append(Problem(place, "strange-text", says, hint))
    return problems
