"""The catalogue of codes: what each one means, with an example of what is told and of what is not.

Kept as data, one file for each floor, in codes/. A rule of the words floor takes the weight of its finding from here.
"""
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from booklet.core.problems import Place, Problem

_OF_WORDS = ("plain", "numbers", "tone", "evidence")  # the files of the words floor: how strict, an author decides
CODES = Path(__file__).resolve().parent / "codes"


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the rule in a sentence, why it is one, text that breaks it and text that keeps it.

    `level` is error or advice; `source` where the rule comes from, "" where it is our own. What is a matter of taste
    (`is_taste`), as all rules of the words are, may be set to another level, or off, in [rules] of booklet.toml.
    """

    name: str
    rule: str
    level: str = "error"
    is_taste: bool = False
    why: str = ""
    wrong: str = ""
    right: str = ""
    source: str = ""


@cache
def catalogue() -> Mapping[str, Code]:
    """Every code by its name, in the order of the files. Raises ValueError where two files have the same one."""
    codes: dict[str, Code] = {}
    for file in sorted(CODES.glob("*.toml")):
        for name, fields in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if name in codes:
                raise ValueError(f"{name} stands twice in the catalogue")
            codes[name] = Code(name, **{"is_taste": file.stem in _OF_WORDS} | fields)
    return codes


def weighed(problems: Iterable[Problem], levels: Mapping[str, str]) -> list[Problem]:
    """The problems, those of taste with the level that is set or that the catalogue gives them; none that is off."""
    told = []
    for problem in problems:
        code = catalogue().get(problem.slug)
        if code is None or not code.is_taste:
            told.append(problem)
        elif (level := levels.get(code.name, code.level)) != "off":
            told.append(replace(problem, is_advice=level == "advice"))
    return told


def finding(code: str, place: Place, says: str, hint: str = "", swap: tuple[str, str] = ("", "")) -> Problem:
    """A problem of the weight that the catalogue gives it. Raises KeyError for a code that is not there."""
    return Problem(place, code, says, hint, catalogue()[code].level == "advice", swap)
