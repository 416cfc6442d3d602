"""Compact drawings: the same picture redrawn upright, with few words a line, for large type and for small pages.

An author puts it into figures/compact/, under the name of the drawing that it stands for. What it says is the same, so
the alternative text and the caption are those of the wide drawing.
"""
from pathlib import Path

from booklet.core.pictures.picture import named_picture
from booklet.core.problems import Place, Problem
from booklet.core.text_file import shown_path
from booklet.model.edition import COMPACT, WIDE


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
