"""Specification: whether booklet.toml asks for what the manuscript and the press can give.

What is wrong with an entry by itself is told where it is read. Here it is held against the folder, the sections and
the sizes of paper.
"""
from collections.abc import Iterable, Iterator
from pathlib import Path

from booklet.bindery.impose import MISFIT_HINT, misfit
from booklet.calendar import folio_date
from booklet.catalogue import finding
from booklet.drawing import drawing_width_mm
from booklet.errors import Place, Problem
from booklet.galley import STYLES
from booklet.imprint import Imprint
from booklet.located import toml_line
from booklet.manuscript import Manuscript, Section
from booklet.paper import PAPERS
from booklet.source import Source, printable, shown_path


def specification_problems(
    imprint: Imprint, source: Source, sections: Iterable[Section], folder: Path
) -> Iterator[Problem]:
    """Each wish that cannot be granted, at its line of booklet.toml (`source`)."""
    if imprint.cover:
        yield from drawing_width_mm(folder, imprint.cover, _place(source, "cover"))[1]
    sections = tuple(sections)
    yield from _stylesheet_problems(imprint, source)
    if not any(section.is_core for section in sections):
        hint = "write core: yes between the --- lines of each section that a short edition shall hold"
        yield from _empty(imprint, source, "core", "no-core-section", "the core sections, and no section is one", hint)
    if not any(block.in_summary for section in sections for block in section.blocks):
        hint = "write <!-- summary --> on a line above each paragraph, list, box or figure that it shall hold"
        holds = "the summary, and nothing is marked for it"
        yield from _empty(imprint, source, "summary", "no-summary-block", holds, hint)
    yield from _sheet_problems(imprint, source)


def review_problems(manuscript: Manuscript) -> list[Problem]:
    """Code past-review, at the line of the date: by then somebody must have read it again."""
    standing, file = manuscript.standing, Path(manuscript.folder) / "booklet.toml"
    if not standing.is_past_review:
        return []
    place = Place(shown_path(file), toml_line(file.read_text(encoding="utf-8"), ("review_by",)))
    says = f"its review date, {folio_date(standing.review_by)}, has passed"
    return [finding("past-review", place, says, "read it again, set a new review_by, and have it signed")]


def _stylesheet_problems(imprint: Imprint, source: Source) -> Iterator[Problem]:
    for name, edition in imprint.editions.items():
        if edition.stylesheet and not (STYLES / edition.stylesheet).is_file():
            says = f"there is no stylesheet {printable(edition.stylesheet)} in styles/"
            place = _place(source, "editions", name, "stylesheet")
            yield Problem(place, "missing-file", says, "see styles/editions/ for those there are")


def _empty(imprint: Imprint, source: Source, selection: str, code: str, holds: str, hint: str) -> Iterator[Problem]:
    """Editions of a selection for which nothing is marked: a cover, a back page and nothing between."""
    for name, edition in imprint.editions.items():
        if edition.sections == selection:
            yield Problem(_place(source, "editions", name, "sections"), code, f"edition {name} holds {holds}", hint)


def _sheet_problems(imprint: Imprint, source: Source) -> Iterator[Problem]:
    """Booklets whose pages are larger than half of their sheet."""
    for name, edition in imprint.editions.items():
        says = edition.imposition == "saddle-stitch" and misfit(PAPERS[edition.paper], PAPERS[edition.sheet])
        if says:
            place = _place(source, "editions", name, "sheet")
            yield Problem(place, "trim-too-large", f"edition {name}: {says}", MISFIT_HINT)


def _place(source: Source, *keys: str) -> Place:
    """The line of booklet.toml on which this setting stands."""
    return Place(source.path, toml_line(source.text, keys))
