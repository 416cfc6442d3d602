"""Wording: what a part of the booklet says, sentence by sentence, as a reviewer signs it.

What counts: the title and the running head; every sentence, heading, label and cell; the kind of a callout; which works
are cited, and where a link leads; a number that a field puts in; what a chart is drawn from, and the drawing itself.

What does not: line breaks, blank lines, bold type, comments (`<!-- C12 -->`). Nor what a clinic fills in: a field
`{{ clinic.phone }}` counts by its name, and both branches of a condition, so that one sign-off holds for every clinic.
Nor what is signed by itself (see covered.py): the cover, the order of the sections, the summary, the list of references.
Nor the words that every booklet has, which come with the press.
"""
import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from booklet.core.problems import Place
from booklet.core.text_file import Source, content_within, read_source
from booklet.load.dialect.grammar import COMMENT, FIGURE, ITEM, PICTURE, STRONG, SUMMARY, picture_file
from booklet.load.dialect.summary import marked_end
from booklet.load.fields import printed
from booklet.load.front_matter import read_head
from booklet.load.numbers import Numbers
from booklet.load.sentences.ends import sentence_ends
from booklet.model.chart import Chart
from booklet.model.standing import Statement

LARGEST_PICTURE = 20_000_000  # bytes; picture.py takes less
_NUMBER = re.compile(r"\{\{\s*numbers\.(?P<entry>\w+)\.(?P<name>\w+)\s*\}\}")  # {{ numbers.n01.people }}
_ITEM = re.compile(r"^\s*[-*+]\s+")  # - a coat
# A line that begins something: a heading, a box, a row, a label, a condition, an item, a quotation, a meaning.
_OPENS = re.compile(rf"^\s*(?:#|:::|\||(?:Figure|Description|Table):|\{{%|{ITEM}\s|>|:\s|\*\[)")
_ALONE = re.compile(r"^\s*(?:#|:::|\||\{%)")  # and ends with its line


def wording_of(file: Path, folder: Path, numbers: Numbers, longest_kb: int) -> tuple[Statement, ...]:
    """What a file of the manuscript says: a section, or the glossary, which has no title. Empty if it cannot be read.

    `folder` holds the drawings. The same words give the same statements, however they are broken into lines.
    """
    source, _ = read_source(file, folder, longest_kb)
    if source is None:
        return ()
    lines, first = source.text, 1
    said: list[Statement] = []
    if source.text.startswith("---"):
        head, _ = read_head(source)
        lines, first = head.body, head.first_line
        names = ("title", "running_head")
        said = [Statement(f"{name.capitalize().replace('_', ' ')}: {head.fields[name]}", Place(source.path, 1))
                for name in names if name in head.fields]  # fmt: skip
    return (*said, *_Reader(source, folder, numbers).statements(enumerate(lines.split("\n"), first)))


def summary_of(file: Path, folder: Path, numbers: Numbers, longest_kb: int) -> tuple[Statement, ...]:
    """What of a section its author has marked for the summary and the leaflet, in the same statements."""
    source, _ = read_source(file, folder, longest_kb)
    if source is None:
        return ()
    lines = source.text.split("\n")
    said: list[Statement] = []
    for at, line in enumerate(lines):
        if SUMMARY.match(line):
            marked = ((number + 1, lines[number]) for number in range(at + 1, marked_end(lines, at + 1)))
            said += _Reader(source, folder, numbers).statements(marked)
    return tuple(said)


@dataclass(slots=True)
class _Reader:
    """Reads a text line by line, and gathers the lines of a paragraph until it ends."""

    source: Source
    folder: Path
    numbers: Numbers
    said: list[Statement] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)

    def statements(self, lines: Iterable[tuple[int, str]]) -> list[Statement]:
        """All that these numbered lines say."""
        for number, line in lines:
            self.read(number, line)
        self.close()
        return self.said

    def read(self, number: int, line: str) -> None:
        words = COMMENT.sub("", line)
        if not words.strip():
            if not line.strip():
                self.close()
            return
        for figure in FIGURE.finditer(words):
            self.close()
            charts = (chart for chart in self.numbers.charts if chart.id == figure["id"])
            place = Place(self.source.path, number)
            self.said += [Statement(said, place) for chart in charts for said in _drawn(chart)]
        words = FIGURE.sub("", words)
        if not words.strip():
            return
        picture = PICTURE.match(words)
        if picture:
            drawn = drawn_as(self.folder, picture_file(picture))
            words = f"Picture: {picture['alt']} {drawn}{words[picture.end() :]}"
        if picture or _OPENS.match(words) or _ITEM.match(words):
            self.close()
        self.open.append((self._plain(words), number))
        if picture or _ALONE.match(words):
            self.close()

    def _plain(self, words: str) -> str:
        """The words without bold type and needless blanks, and with their numbers."""
        filled = _NUMBER.sub(self._value, _ITEM.sub("- ", words))
        return " ".join(STRONG.sub("", filled).split())

    def _value(self, found: re.Match[str]) -> str:
        values: Mapping[str, float | int] = self.numbers.values.get(found["entry"], {})
        return printed(values[found["name"]]) if found["name"] in values else found[0]

    def close(self) -> None:
        """End the paragraph, and cut it into its sentences."""
        lines, at = [], 0
        for words, number in self.open:
            lines.append((at, number))
            at += len(words) + 1
        text = " ".join(words for words, _ in self.open)
        for at, words in _sentences(text):
            line = lines[bisect_right(lines, at, key=lambda spot: spot[0]) - 1][1]
            self.said.append(Statement(words, Place(self.source.path, line)))
        self.open = []


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a paragraph and its offset."""
    start = 0
    for end, after in sentence_ends(text):
        yield start, text[start:end]
        start = after
    if text[start:].strip():
        yield start, text[start:]


def _drawn(chart: Chart) -> Iterator[str]:
    """A data figure: its words, its works, and all that it is drawn from as its author typed it."""
    yield f"Figure {chart.id}: {chart.printed(chart.title)}"
    yield f"{chart.printed(chart.caption)} [{'; '.join(f'@{key}' for key in chart.citekeys)}]"
    yield chart.printed(chart.how_to_read)
    told = {"id", "title", "caption", "how_to_read", "citekey", "values"}
    data = chart.model_dump(mode="json", exclude=told, exclude_unset=True)
    yield f"Drawn from: {json.dumps(data, sort_keys=True, ensure_ascii=False)}"


def drawn_as(folder: Path, name: str) -> str:
    """A drawing by its name and what is in it, its compact form too; line ends are those of no one system."""
    marks = []
    for file in (folder / name, folder / "figures" / "compact" / Path(name).name):
        with suppress(OSError):  # what cannot be read is told where the picture is looked at
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                content = content_within(file, LARGEST_PICTURE) or b""
                marks.append(hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16])
    return f"({name}, drawn as {' and '.join(marks) or 'nothing'})"
