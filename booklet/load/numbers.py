"""numbers.json: values with their source, from which figures are drawn and which sentences print."""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from booklet.core.json_text import Entry, read_entries
from booklet.core.located import model_problems
from booklet.core.problems import Problem, nearest
from booklet.core.text_file import printable
from booklet.model.figures.entry import Untrue
from booklet.model.figures.kinds import CALLED, KINDS, Chart, ProseNumbers


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
        found, wrong = judged_entry(entry)
        good += [found] if found else []
        problems += wrong
    charts = tuple(entry for entry in good if not isinstance(entry, ProseNumbers))
    figures = [entry.id for entry in entries if entry.fields.get("chart") != "none"]
    return Numbers({entry.id: entry.fields() for entry in good}, charts, figures), problems


def judged_entry(entry: Entry) -> tuple[Chart | ProseNumbers | None, list[Problem]]:
    """An entry as a figure, or as numbers for sentences; or else what is wrong with it."""
    kind, place = entry.fields.get("chart"), entry.place
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        says = f"{printable(entry.id)}: chart is {printable(kind) if kind else 'missing'}"
        meant, all_kinds = CALLED.get(str(kind).lower()), f"one of {', '.join(KINDS)}"
        hint = f"write {meant}" if meant else nearest(str(kind), KINDS, all_kinds) if kind else f"add {all_kinds}"
        return None, [Problem(place, "bad-setting", says, hint)]
    try:
        return model.model_validate(entry.fields), []
    except ValidationError as error:
        wrong = _wrong(error, model, entry)
        return None, [replace(problem, says=f"{printable(entry.id)}: {problem.says}") for problem in wrong]


def _wrong(error: ValidationError, model: type[Chart | ProseNumbers], entry: Entry) -> list[Problem]:
    """What is wrong with the form of an entry; or, where that is right, with what it says."""
    told = [fault.get("ctx", {}).get("error") for fault in error.errors(include_url=False, include_input=False)]
    reasons = [reason for untrue in told if isinstance(untrue, Untrue) for reason in untrue.reasons]
    if reasons:
        return [Problem(entry.place, "bad-setting", printable(reason, most=400)) for reason in reasons]
    return model_problems(error, model, entry.place.path, entry.line_of, tags=("[key]",))
