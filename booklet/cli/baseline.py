"""What was told before: a file of `check --json`, whose findings are taken as known."""
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from booklet.core.problems import Problem, as_json
from booklet.core.text_file import content_within, printable

_LARGEST = 20_000_000  # bytes; a hundred thousand findings
_KEY = ("path", "code", "says")  # not the line: what stands above a finding may grow


def unknown_of(problems: Sequence[Problem], file: Path) -> tuple[tuple[Problem, ...], int]:
    """The problems that the file does not have, and how many of it were found again. Raises UsageError for another file."""
    known = Counter(_known(file))
    left = []
    for problem in problems:
        key = tuple(as_json(problem)[name] for name in _KEY)
        if known[key] > 0:
            known[key] -= 1
        else:
            left.append(problem)
    return tuple(left), len(problems) - len(left)


def _known(file: Path) -> list[tuple[object, ...]]:
    wrong = f"{printable(file)} is no file of findings; write one: python build.py check --json > known.json"
    try:
        told = json.loads(content_within(file, _LARGEST) or b"")["problems"]
        return [tuple(str(problem[name]) for name in _KEY) for problem in told]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise click.UsageError(wrong) from error
