"""The first half of the line, load -> cite: for all who ask for no page, and need not wait until a renderer is loaded."""
from datetime import date
from pathlib import Path

from booklet.cite.cite import cite_manuscript
from booklet.core.problems import Hear, Problem, stop_at
from booklet.load.edition_checks import review_problems
from booklet.load.load import load_manuscript
from booklet.model.cited import CitedManuscript


def read_manuscript(
    folder: Path, clinic_file: Path | None = None, on: date | None = None, is_handed_out: bool = False,
    hear: Hear = stop_at,
) -> CitedManuscript:
    """Everything before a page is laid out, for the day `on` (by default the one on which the booklet is published).

    `hear` is told every problem of the manuscript at once; what is handed out may not be past its review date.
    """
    cited, found = known_manuscript(folder, clinic_file, on)
    hear([*found, *(review_problems(cited.manuscript) if is_handed_out else ())])
    return cited


def known_manuscript(
    folder: Path, clinic_file: Path | None = None, on: date | None = None
) -> tuple[CitedManuscript, tuple[Problem, ...]]:
    """The same with its problems and advice, for those who look at it while it is mended.

    Raises BookletError where there is nothing to look at: the settings cannot be read, or the press lacks a face.
    """
    cited = cite_manuscript(load_manuscript(folder, clinic_file, on))
    found = (*cited.manuscript.problems, *cited.problems)
    stop_at(found if any(problem.slug == "missing-font" for problem in found) else ())
    return cited, found
