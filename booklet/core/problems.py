"""What is wrong with a manuscript: each problem with its place, its reason and a way out.

An author's mistake is a `Problem`. A stage gathers all of its problems and the pipeline raises them as one
`BookletError`; a programmer's mistake stays a plain exception with a plain traceback.
"""
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from booklet.core.processes.started import as_started


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where it is: a path as the author would name it, and a line or, in a PDF, a page from 1 (0: the file as a whole).

    `column` counts characters from 1; 0 is the line as a whole.
    """

    path: str
    line: int = 0
    page: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.page:
            return f"{self.path}, page {self.page}"
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `slug` is stable: tests, README and editors know it. Advice may be declined; it stops nothing.

    `swap` is what mends it, where that is known: the words as they are typed on that line, and those to put in their
    place.
    """

    place: Place
    slug: str
    says: str
    hint: str = ""
    is_advice: bool = False
    swap: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "hint", as_started(self.hint))

    def __str__(self) -> str:
        line = f"{self.place}: {self.slug}: {self.says}"
        return f"{line}\n  {'advice' if self.is_advice else 'hint'}: {self.hint}" if self.hint else line


def as_json(problem: Problem) -> dict[str, str | int]:
    """A problem for a program: path, line, column, page, code, level (error or advice), says, hint."""
    place = problem.place
    where: dict[str, str | int] = {"path": place.path, "line": place.line, "column": place.column, "page": place.page}
    level = "advice" if problem.is_advice else "error"
    return where | {"code": problem.slug, "level": level, "says": problem.says, "hint": problem.hint}


def from_json(told: Mapping[str, Any]) -> Problem:
    """The problem that `as_json` has told."""
    place = Place(told["path"], told["line"], told["page"], told["column"])
    return Problem(place, told["code"], told["says"], told["hint"], told["level"] == "advice")


class BookletError(Exception):
    """Every problem that a run found, in reading order. Nothing has been written when it is raised.

    `way_out` is said below all of them: what else can be typed. `well` names what was made beside them, of several things.
    """

    def __init__(self, problems: Iterable[Problem], way_out: str = "", well: Iterable[str] = ()):
        self.problems, self.way_out, self.well = tuple(sorted(set(problems))), way_out, tuple(well)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return BookletError, (self.problems, self.way_out)  # so that a worker process can raise it


def told_in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before advice, each in reading order, nothing twice."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.is_advice, problem)))


Hear = Callable[[Iterable[Problem]], None]  # what becomes of problems: they stop the line, or are kept to be told


def stop_at(problems: Iterable[Problem]) -> None:
    """Raise a BookletError if there is anything to mend. Advice stops nothing."""
    found = tuple(problem for problem in problems if not problem.is_advice)
    if found:
        raise BookletError(found)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, a5 like booklet-a5, or A4 like a4; "" where none does."""
    by_name = {each.casefold(): each for each in known}
    apart = str.maketrans("-_", "  ")
    with_it = sorted((name for name in by_name if word.casefold() in name.translate(apart).split()), key=len)
    found = with_it or get_close_matches(word.casefold(), by_name, n=1, cutoff=0.65)  # information is not injection
    return by_name[found[0]] if found else ""


def nearest(word: str, known: Iterable[str], otherwise: str, typed: str = "{}") -> str:
    """A hint: the known word that looks most like this one, `typed` as its author would, or `otherwise`."""
    match = closest(word, known)
    return f"did you mean {typed.format(match)}?" if match else otherwise
