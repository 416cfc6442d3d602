"""Check: everything that can be said of a manuscript before a page is laid out.

First what the line itself would refuse, then what each rule says of the words. It goes on after a mistake, so that one
run tells all; only a manuscript that cannot be read at all ends it early.
"""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booklet.cite.cite import cite_manuscript
from booklet.core.catalogue import weighed
from booklet.core.printed.runs import counted
from booklet.core.problems import BookletError, Problem, told_in_order
from booklet.core.text_file import printable
from booklet.deliver.freshness import Build
from booklet.load.edition_checks import chosen_editions, review_problems, wanting_editions
from booklet.load.load import load_manuscript
from booklet.load.pictures import picture_advice
from booklet.model.manuscript import Manuscript
from booklet.words.allowed import without_allowed
from booklet.words.approval import standing_problems
from booklet.words.dates import date_problems
from booklet.words.en.claims.certainty import certainty_problems
from booklet.words.en.claims.company import company_problems
from booklet.words.en.claims.uncited import uncited_problems
from booklet.words.en.numbers.rules import count_problems
from booklet.words.en.numbers.units import unit_problems
from booklet.words.en.plain.gate import plain_problems
from booklet.words.en.promotion import promotion_problems
from booklet.words.left import doubt_problems, left_problems, own_date_problems
from booklet.words.text import Copy, read_copy
from booklet.words.verification import reference_problems

_RULES = (left_problems, own_date_problems, date_problems, plain_problems)
_RULES_OF_ENGLISH = (
    count_problems, unit_problems, certainty_problems, uncited_problems, company_problems, promotion_problems,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, in the order in which it is told; the copy and the manuscript, None for what cannot be read.

    `of_words` are the errors of the words alone; `stops` all that keeps a strict manuscript from being built: these, what
    the line refuses, and a review date that has passed. Who has signed stops nothing: the pages tell it themselves.
    """

    problems: tuple[Problem, ...]
    copy: Copy | None = None
    is_strict: bool = False
    of_words: tuple[Problem, ...] = ()
    stops: tuple[Problem, ...] = ()
    manuscript: Manuscript | None = None


def read_proof(folder: Path, clinic_file: Path | None, on: date | None = None) -> Judged:
    """Judge a manuscript as it stands on that day (by default the one on which it is published)."""
    try:
        manuscript = load_manuscript(folder, clinic_file, on)
    except BookletError as error:
        return Judged(told_in_order(error.problems))
    of_line = [*manuscript.problems, *cite_manuscript(manuscript).problems]
    copy = read_copy(manuscript)
    told = weighed(problems_of_words(copy), manuscript.imprint.rules.levels)
    of_words = without_allowed(told, copy)
    of_standing = standing_problems(manuscript, clinic_file)
    wanting = wanting_editions(manuscript, chosen_editions(manuscript.imprint, ()))
    others = [*wanting, *doubt_problems(copy), *reference_problems(manuscript), *of_standing, *picture_advice(manuscript)]
    errors = tuple(problem for problem in told_in_order(of_words) if not problem.is_advice)
    return Judged(
        told_in_order([*of_line, *of_words, *others]), copy, manuscript.imprint.rules.strict, errors,
        (*(told for told in of_line if not told.is_advice), *errors, *review_problems(manuscript)), manuscript,
    )  # fmt: skip


def problems_of_words(copy: Copy) -> Iterator[Problem]:
    """What each rule says of the words. Most know English alone, and judge no other language."""
    rules = (*_RULES, *_RULES_OF_ENGLISH) if copy.is_english else _RULES
    return (problem for rule in rules for problem in rule(copy))


def left_to_mend(asked: Build, *editions: str) -> str:
    """What is left to mend, in words: errors that `check` tells, and what booklet.toml still wants written; "" for nothing.

    Raises BookletError with all that keeps these editions from being built, where the manuscript asks for strict rules
    and has such errors, or where its review date has passed. A draft is stopped by neither.
    """
    reading = read_proof(asked.source, asked.clinic, asked.on)
    words = set(reading.of_words)
    is_late = any(problem.slug == "past-review" for problem in reading.stops)
    if not asked.is_draft and (is_late or reading.is_strict and words):
        found = [problem for problem in reading.stops if reading.is_strict or problem not in words]
        is_shown = all(problem in words or problem.slug == "past-review" for problem in found)
        way_out = f"To see the pages all the same, each marked DRAFT: {asked.command(*editions, is_draft=True)}"
        raise BookletError(found, way_out if is_shown else "")
    unwritten = reading.manuscript.standing.unwritten if reading.manuscript else ()
    said = [f"The words have {counted(words, 'problem')}."] if words else []
    said += [f'booklet.toml still says "{printable(left.words)}".' for left in unwritten[:1]]
    return " ".join(said)
