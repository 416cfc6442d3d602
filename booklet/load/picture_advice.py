"""What is to be said of pictures that can be printed: of drawings whose effects are left out, or whose letters are small."""
from collections.abc import Iterator
from pathlib import Path

from booklet.core.pictures.picture import read_picture
from booklet.core.problems import Problem
from booklet.model.manuscript import Drawing, Manuscript, flat


def pictures_of(manuscript: Manuscript) -> tuple[str, ...]:
    """The pictures of a manuscript, its cover and its compact drawings too, each once: figures/two-cells.svg."""
    blocks = [block for section in manuscript.sections for block in flat(section.blocks)]
    names = [block.file for block in blocks if isinstance(block, Drawing)]
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
    says = "is drawn simpler than it was made: python build.py check says what is left out"
    return tuple(f"{file} {says}" for file in sorted(files))
