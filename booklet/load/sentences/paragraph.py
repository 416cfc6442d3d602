"""Paragraphs: the words of one paragraph as they are gathered, and the sentences that they are cut into."""
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from booklet.core.problems import Place
from booklet.load.markdown.typed import Typed
from booklet.load.sentences.ends import sentence_ends
from booklet.model.sentence import Filled, Sentence

_RUNS = re.compile(r"(?P<blanks>\s*)(?P<words>(?:\S+(?:\s\S+)*)?)")  # words with single blanks, and all blanks before them
_BLANK = re.compile(r"\s")

@dataclass(slots=True)
class Paragraph:
    """The words of one paragraph, as they are gathered."""

    kind: str
    box: str
    heading: str
    number: int
    in_summary: bool
    line: int
    column: int = 1
    text: str = ""
    spots: list[tuple[int, int, int]] = field(default_factory=list)
    fields: list[Filled] = field(default_factory=list)
    said: list[tuple[int, str, str, int, int]] = field(default_factory=list)  # offset; "key", "claim" or "aside"; place

    def add(self, words: Typed) -> None:
        """Words as they were typed; blanks beside blanks are dropped."""
        for run in _RUNS.finditer(words):
            if run["blanks"] and self.text and not self.text.endswith(" "):
                self.spots.append((len(self.text), *words.place(run.start())))
                self.text += " "
            if run["words"]:
                piece = words.cut(*run.span("words"))
                self.spots += [(len(self.text) + at, row, column) for at, row, column in piece.spots or ((0, 0, 0),)]
                self.text += _BLANK.sub(" ", piece)

    def trim(self) -> None:
        """Drop the blank at the end: the number of a reference stands right behind its word."""
        self.text = self.text.rstrip()


def sentences_of(text: Paragraph, section: str, path: str) -> Iterator[Sentence]:
    """A paragraph cut into its sentences. What is said between two of them belongs to the one before."""
    whole, start = text.text, 0
    for end in [*(end for end, _ in sentence_ends(whole)), len(whole)]:
        piece = whole[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            said = text.said[_past(text.said, start) if start else 0 : None if end == len(whole) else _past(text.said, end)]
            yield _sentence(text, section, path, first, piece.strip(), said)
        start = end


def _past(entries: Sequence[tuple[Any, ...]], offset: int) -> int:
    """How many of the entries, which begin with an offset and are sorted, lie at this offset or before."""
    return bisect_right(entries, offset, key=lambda entry: entry[0])


def _sentence(
    text: Paragraph, section: str, path: str, first: int, words: str, said: list[tuple[int, str, str, int, int]]
) -> Sentence:
    end = first + len(words)
    here = text.spots[max(_past(text.spots, first) - 1, 0) : _past(text.spots, end - 1)]
    spots = tuple((max(at, first) - first, line, column + max(0, first - at)) for at, line, column in here)
    fields = tuple(Filled(f.name, f.start - first, f.end - first) for f in text.fields if first <= f.start < end)
    line, column = spots[0][1:] if spots else (text.line, text.column)
    is_fragment = text.kind != "prose" and not words.rstrip("\"”’')").endswith((".", "?", "!"))
    keys, claims = (tuple(what for _, kind, what, *_ in said if kind == wanted) for wanted in ("key", "claim"))
    asides = tuple((what, Place(path, line, column=column)) for _, kind, what, line, column in said if kind == "aside")
    return Sentence(
        words, text.kind, section, Place(path, line, column=column), text.box, text.heading, text.number, is_fragment,
        text.in_summary, keys, claims, asides, fields, spots,
    )  # fmt: skip
