"""Pictures of a manuscript: which there are, what is to be said of those that can be printed, compact drawings, a logo.

A compact drawing is the same picture redrawn upright, with few words a line, for large type and for small pages. An
author puts it into figures/compact/, under the name of the drawing that it stands for. What it says is the same, so the
alternative text and the caption are those of the wide drawing.
"""
from collections.abc import Iterator
from pathlib import Path

from booklet.core.located import value_place
from booklet.core.pictures.picture import Picture, named_picture, read_picture
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable, shown_path, why_unread
from booklet.load.clinic.profile import Profile
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


def read_logo(profile: Profile, folder: Path) -> tuple[Picture | None, list[Problem]]:
    """The logo that a profile in `folder` names, cleaned as all pictures are, and what is wrong with it; it must not lead
    out of that folder.
    """
    if profile.clinic is None or profile.clinic.logo is None or profile.source is None:
        return None, []
    name = profile.clinic.logo.file
    place, told = value_place(profile.source, "logo", "file"), printable(name)
    try:
        file = (folder / name.replace("\0", "\\")).resolve()
        if not file.is_relative_to(folder.resolve()) or {"\\", "\0"} & set(name):
            says = f"{told} is not in the folder of the clinic profile"
            return None, [Problem(place, "unsafe-image", says, 'copy it there: file = "logo.svg"')]
        if not file.is_file():
            says = f"there is no file {told}"
            return None, [Problem(place, "missing-image", says, "a logo lies beside the clinic profile")]
        return read_picture(file)
    except (OSError, RuntimeError) as error:  # the latter: links that lead to one another
        return None, [Problem(place, "missing-image", f"{told} cannot be read: {why_unread(error)}", "is it a plain file?")]
