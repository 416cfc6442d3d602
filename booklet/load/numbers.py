"""numbers.json: values with their source, from which figures are drawn and which sentences print."""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from booklet.core.json_list import Entry, read_entries
from booklet.core.located import model_problems
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import printable
from booklet.model.figures.kinds import KINDS, Chart, ProseNumbers


@dataclass(frozen=True, slots=True)
class Numbers:
    """The good entries: their values by id and name, and those that are drawn. `figures` has the bad ones too."""

    values: dict[str, dict[str, float | int]]
    charts: tuple[Chart, ...]
    figures: Sequence[str]


def read_numbers(file: Path, folder: Path) -> tuple[Numbers, list[Problem]]:
    """What numbers.json holds (nothing, where there is no such file), and what is wrong with it."""
    entries, problems = read_entries(file, folder)
    good: list[Any] = []
    for entry in entries:
        found, wrong = _judged(entry)
        good += [found] if found else []
        problems += wrong
    charts = tuple(entry for entry in good if not isinstance(entry, ProseNumbers))
    figures = [entry.id for entry in entries if entry.fields.get("chart") != "none"]
    return Numbers({entry.id: entry.fields() for entry in good}, charts, figures), problems


def _judged(entry: Entry) -> tuple[Chart | ProseNumbers | None, list[Problem]]:
    kind, place = entry.fields.get("chart"), entry.place
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        says = f"{printable(entry.id)}: chart is {printable(kind)}"
        return None, [Problem(place, "bad-setting", says, nearest(str(kind), KINDS, f"one of {', '.join(KINDS)}"))]
    try:
        return model.model_validate(entry.fields), []
    except ValidationError as error:
        problems = model_problems(error, model, place.path, lambda _: place.line)
        return None, [replace(problem, says=f"{printable(entry.id)}: {_own(problem.says, place)}") for problem in problems]


def _own(says: str, place: Place) -> str:
    """What is wrong with an entry as a whole, without the name of the file, which stands before it anyway."""
    return says.removeprefix(f"{printable(place.path)}: ")
