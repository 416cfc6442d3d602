"""Where the lines of type on a page were typed: the file and the line, found by their words.

What is printed was changed on its way: marks are gone, fields filled in, numbers put between. So a line of type is known
by the first three words in a row that its file has, else by two; of several places by the one after the line before it.
"""
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from booklet.core.text_file import text_of
from booklet.paginate.balance import box_texts
from booklet.paginate.engine import box_kinds

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MM = 25.4 / 96  # in a pixel of CSS
_ENOUGH = 3  # words in a row


class TypedLine(NamedTuple):
    """A line of type, so many mm below the upper edge of its page, and where it was typed: a file by its name in the
    manuscript's folder, and a line from 1.
    """

    y_mm: float
    file: str
    line: int


class PrintedLine(NamedTuple):
    """A line of type as it is printed: its part by its anchor, and its words in small letters."""

    y_mm: float
    part: str
    words: tuple[str, ...]


def printed_lines_of(box: Any, parts: Collection[str], part: str = "") -> Iterator[PrintedLine]:
    """The lines of type of a box in those parts, which are known by their anchors. The box itself stands in `part`."""
    for child in getattr(box, "children", ()):
        anchor = child.element.get("id", "") if child.element is not None else ""
        own = anchor if anchor in parts else part
        if not isinstance(child, box_kinds.LineBox):
            yield from printed_lines_of(child, parts, own)
        elif own:
            words = tuple(_WORD.findall("".join(box_texts(child)).casefold()))
            yield PrintedLine(round(child.position_y * _MM, 1), own, words)


class TypedLines:
    """The files of a manuscript as they are now, by the anchors of their parts: section-doses, 110-doses.md."""

    def __init__(self, folder: Path, files: Mapping[str, str]):
        self._folder, self._files = folder, files
        self._known: dict[str, dict[tuple[str, ...], list[int]]] = {}

    def lines_of(self, page: Iterable[PrintedLine]) -> tuple[TypedLine, ...]:
        """Where the lines of a page were typed, from the top down, each typed line once."""
        found: dict[tuple[str, int], float] = {}
        before: dict[str, int] = {}
        for printed in page:
            file = self._files.get(printed.part, "")
            line = self._line(file, printed.words, before.get(file, 0)) if file else 0
            if line:
                before[file] = line
                found.setdefault((file, line), printed.y_mm)
        return tuple(sorted(TypedLine(y, file, line) for (file, line), y in found.items()))

    def _line(self, file: str, words: tuple[str, ...], before: int) -> int:
        if file not in self._known:
            self._known[file] = _runs(text_of(self._folder / file))
        known = self._known[file]
        for many in range(min(_ENOUGH, len(words)), 0, -1):
            for at in range(len(words) - many + 1):
                lines = known.get(words[at : at + many], [])
                if lines and (many > 1 or len(lines) == 1):
                    return next((line for line in lines if line >= before), lines[0])
        return 0


@lru_cache(64)
def _runs(text: str) -> dict[tuple[str, ...], list[int]]:
    """The lines on which one, two and three words in a row begin."""
    typed = [(word, at) for at, line in enumerate(text.splitlines(), 1) for word in _WORD.findall(line.casefold())]
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for many in range(1, _ENOUGH + 1):
        for start in range(len(typed) - many + 1):
            runs[tuple(word for word, _ in typed[start : start + many])].append(typed[start][1])
    return runs
