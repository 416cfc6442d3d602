"""The proofreader: everything that can be said of a manuscript before a page is laid out.

First what the line itself would refuse, then what each rule says of the words. It goes on after a mistake, so that one
run tells all; only a manuscript that cannot be read at all ends it early.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booklet.cite import cite_manuscript
from booklet.errors import BookletError, Problem
from booklet.load import load_manuscript
from booklet.words.approval import standing_problems
from booklet.words.copy import Copy, read_copy
from booklet.words.counts.rules import count_problems
from booklet.words.evidence.certainty import certainty_problems
from booklet.words.evidence.uncited import uncited_problems
from booklet.words.plain.gate import plain_problems
from booklet.words.promotion import promotion_problems
from booklet.words.verification import reference_problems

RULES = (plain_problems, count_problems, certainty_problems, uncited_problems, promotion_problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found, in the order in which it is told, and the copy that was read (None for what cannot be read)."""

    problems: tuple[Problem, ...]
    copy: Copy | None = None


def read_proof(folder: Path, clinic_file: Path | None, on: date | None = None) -> Reading:
    """Judge a manuscript as it stands on that day (by default the one on which it is published)."""
    try:
        manuscript = load_manuscript(folder, clinic_file, on)
    except BookletError as error:
        return Reading(told_in_order(error.problems))
    found = [*manuscript.problems, *cite_manuscript(manuscript).problems]
    copy = read_copy(manuscript)
    for rule in RULES:
        found += rule(copy)
    found += [*reference_problems(manuscript), *standing_problems(manuscript, clinic_file)]
    return Reading(told_in_order(found), copy)


def told_in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before advice, each in reading order, nothing twice."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.is_advice, problem)))
