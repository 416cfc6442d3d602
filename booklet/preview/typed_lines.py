"""Where the lines of type on a page were typed: the file and the line, found by their words.

What is printed was changed on its way: marks are gone, fields filled in, numbers put between. So a line of type is known
by the first three words in a row that its file has, else by two; of several places by the one after the line before it.
"""
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from booklet.paginate.engine import box_kinds, root_box

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MM = 25.4 / 96  # in a pixel of CSS
_ENOUGH = 3  # words in a row
_GLOSSARY = "glossary.md"


class TypedLine(NamedTuple):
    """A line of type, so many mm below the upper edge of its page, and where it was typed: a file by its name in the
    manuscript's folder, and a line from 1.
    """

    y_mm: float
    file: str
    line: int


class TypedLines:
    """The files of a manuscript by the anchors of their parts: section-when-to-call, 110-when-to-call.md."""

    def __init__(self, folder: Path, files: Mapping[str, str]):
        self._folder, self._files = folder, {**files, "glossary": _GLOSSARY}
        self._known: dict[str, dict[tuple[str, ...], list[int]]] = {}

    def lines_of(self, page: Any) -> tuple[TypedLine, ...]:
        """Those of a laid-out page, from the top down, each typed line once."""
        found: dict[tuple[str, int], float] = {}
        before: dict[str, int] = {}
        for file, box in _lines_in(root_box(page), self._files, ""):
            line = self._line(file, _WORD.findall(_text(box).casefold()), before.get(file, 0))
            if line:
                before[file] = line
                found.setdefault((file, line), round(box.position_y * _MM, 1))
        return tuple(sorted(TypedLine(y, file, line) for (file, line), y in found.items()))

    def _line(self, file: str, words: list[str], before: int) -> int:
        if file not in self._known:
            self._known[file] = _runs(self._folder / file)
        known = self._known[file]
        for many in range(min(_ENOUGH, len(words)), 0, -1):
            for at in range(len(words) - many + 1):
                lines = known.get(tuple(words[at : at + many]), [])
                if lines and (many > 1 or len(lines) == 1):
                    return next((line for line in lines if line >= before), lines[0])
        return 0


def _runs(file: Path) -> dict[tuple[str, ...], list[int]]:
    """The lines on which one, two and three words in a row begin."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    typed = [(word, at) for at, line in enumerate(text.splitlines(), 1) for word in _WORD.findall(line.casefold())]
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for many in range(1, _ENOUGH + 1):
        for start in range(len(typed) - many + 1):
            runs[tuple(word for word, _ in typed[start : start + many])].append(typed[start][1])
    return runs


def _lines_in(box: Any, files: Mapping[str, str], file: str) -> Iterator[tuple[str, Any]]:
    """Each line of type of a part, with the part's file."""
    for child in getattr(box, "children", ()):
        element = child.element
        own = files.get(element.get("id", ""), file) if element is not None else file
        if isinstance(child, box_kinds.LineBox):
            if own:
                yield own, child
        else:
            yield from _lines_in(child, files, own)


def _text(box: Any) -> str:
    return "".join(box.text if isinstance(box, box_kinds.TextBox) else _text(box) for box in getattr(box, "children", ()))
