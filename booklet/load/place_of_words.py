"""Where words of a page come from: the file and the line of the manuscript that they are typed in."""
import re
from collections.abc import Iterator
from pathlib import Path

from booklet.core.problems import Place
from booklet.core.text_file import is_source, shown_path, text_of

_PLAIN = re.compile(r"[\W_]+")  # marks, spaces of all kinds, and where a word was broken
# Letters: fewer may be anywhere; what goes on in the next line of its file; a word that is hardly there twice.
_FEWEST, _BEGINNING, _LONG = 5, 16, 12
_TEXTS = (".md", ".toml", ".json", ".svg")


def place_of_words(folder: Path, words: str) -> Place:
    """The line of the manuscript in `folder` that has these words, begins them, or has a long one of them; else the folder.

    What is printed is looked for as it is read: without marks, and whatever its spaces are.
    """
    whole = _plain(words)
    longest = max((_plain(word) for word in words.split()), key=len, default="")
    lines = [(place, _plain(line)) for place, line in _lines(folder)]
    parts = (whole, _FEWEST), (whole[:_BEGINNING], _BEGINNING), (longest, _LONG)
    for wanted in (part for part, least in parts if len(part) >= least):
        for place, line in lines:
            if wanted in line:
                return place
    return Place(shown_path(folder))


def _lines(folder: Path) -> Iterator[tuple[Place, str]]:
    """Sections first, then settings, drawings last."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.suffix.lower() in _TEXTS)
    known = [name for name in names if is_source(name)]
    for name in sorted(known, key=lambda name: (_TEXTS.index(Path(name).suffix.lower()), name)):
        for number, line in enumerate(text_of(folder / name).splitlines(), 1):
            yield Place(shown_path(folder / name), number), line


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()
