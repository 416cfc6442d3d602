"""Pictures of a manuscript: which there are, what is to be said of those that can be printed, and compact drawings.

A compact drawing is the same picture redrawn upright, with few words a line, for large type and for small pages. An
author puts it into figures/compact/, under the name of the drawing that it stands for. What it says is the same, so the
alternative text and the caption are those of the wide drawing.
"""
from collections.abc import Iterator
from pathlib import Path

from booklet.core.pictures.picture import named_picture, read_picture
from booklet.core.problems import Place, Problem
from booklet.core.text_file import shown_path
from booklet.model.cited import pictures_in
from booklet.model.edition import COMPACT, WIDE
from booklet.model.manuscript import Manuscript


def pictures_of(manuscript: Manuscript) -> tuple[str, ...]:
    """The pictures of a manuscript, its cover and its compact drawings too, each once: figures/two-cells.svg."""
    names = [picture.file for section in manuscript.sections for picture in pictures_in(section.blocks)]
    names += [*filter(None, [manuscript.imprint.cover]), *(name for name, _ in manuscript.compact)]
    return tuple(dict.fromkeys(names))


def picture_advice(manuscript: Manuscript) -> Iterator[Problem]:
    """The advice on each picture of a manuscript."""
    for name in pictures_of(manuscript):
        file = Path(manuscript.folder) / name
        try:
            picture, _ = read_picture(file)
        except OSError:  # told where it is asked for
            continue
        yield from picture.drawing.advice if picture and picture.drawing else ()


def picture_notes(manuscript: Manuscript) -> tuple[str, ...]:
    """A word to whoever builds: what is drawn simpler than it was made is told by name when the manuscript is checked."""
    files = {problem.place.path for problem in picture_advice(manuscript) if problem.slug == "simpler-drawing"}
    says = "is drawn simpler than it was made: `python build.py check` says what is left out"
    return tuple(f"{file} {says}" for file in sorted(files))


def compact_drawings(folder: Path) -> tuple[dict[str, float], list[Problem]]:
    """The file name of each compact drawing of a manuscript and its width in mm, and what is wrong with them.

    They are judged like all drawings, and each has to stand for another one: `lonely-drawing`.
    """
    widths: dict[str, float] = {}
    problems: list[Problem] = []
    for name in _names(folder):
        place = Place(shown_path(folder / name))
        drawn, wrong = named_picture(folder, name, place)
        widths[name] = drawn.width_mm if drawn else 0
        problems += wrong
        wide = WIDE + name.removeprefix(COMPACT)
        if not (folder / wide).is_file():
            hint = "give both the same name, or remove it"
            says = f"it stands for {wide}, and there is no such drawing"
            problems.append(Problem(place, "lonely-drawing", says, hint))
    return widths, problems


def _names(folder: Path) -> list[str]:
    """What is in figures/compact/: most manuscripts have no such folder."""
    try:
        files = sorted((folder / COMPACT).iterdir())
    except OSError:
        return []
    return [COMPACT + file.name for file in files if not file.name.startswith(".")]
