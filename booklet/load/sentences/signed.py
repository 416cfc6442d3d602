"""What is signed: what a part of the booklet says, sentence by sentence, as a reviewer signs it.

What counts: the title and the running head; every sentence, heading, label and cell; the kind of a callout; which works
are cited, and where a link leads; a number that a field puts in; what a chart is drawn from, and the drawing itself.

What does not: line breaks, blank lines, bold type, comments (`<!-- C12 -->`). Nor what a clinic fills in: a field
`{{ clinic.phone }}` counts by its name, and both branches of a condition, so that one sign-off holds for every clinic.
Nor what is signed by itself (see covered.py): the cover, the order of the sections, the summary, the list of references.
Nor the words that every booklet has, which come with the press.
"""
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from booklet.core.problems import Place
from booklet.core.text_file import content_within, read_source
from booklet.load.glossary import read_abbreviations
from booklet.load.fields import Asked, printed
from booklet.load.front_matter import IN_WORDS, read_head
from booklet.load.markdown.typed import SLOT, SLOT_OPEN, Typed, as_one, pieces_of, place_of
from booklet.load.numbers import Numbers
from booklet.load.sentences.ends import sentence_ends
from booklet.load.sentences.leaves import TextLeaf, leaves_of
from booklet.model.figures.kinds import Chart
from booklet.model.standing import Statement
from booklet.model.tree import DataFigure

LARGEST_PICTURE = 20_000_000  # bytes; picture.py takes less
_AROUND = {"del": "~~", "sub": "~", "sup": "^"}  # marks that change what is said; strong words say the same


@dataclass(frozen=True, slots=True)
class Wording:
    """What a file says, and what of that its author has marked for the summary and the leaflet."""

    whole: tuple[Statement, ...] = ()
    summary: tuple[Statement, ...] = ()


def wording_of(file: Path, folder: Path, numbers: Numbers, longest_kb: int) -> Wording:
    """What a file of the manuscript says: a section, or the glossary, which has no title. Nothing if it cannot be read.

    `folder` holds the drawings. The same words give the same statements, however they are broken into lines.
    """
    source, _ = read_source(file, folder, longest_kb)
    if source is None:
        return Wording()
    if source.text.startswith("---"):
        head, _ = read_head(source)
        names, top = (name for name in IN_WORDS if name in head.fields), Place(source.path, 1)
        said = [Statement(f"{name.capitalize().replace('_', ' ')}: {head.fields[name]}", top) for name in names]
        text, first_line = head.body, head.first_line
    else:
        short, rest, _ = read_abbreviations(source)
        said = [Statement(f"*[{known.short}]: {known.long}", known.place) for known in short]
        text, first_line = rest.text, 1
    marked: list[Statement] = []
    for statement, is_marked in _statements(source.path, text, first_line, folder, numbers):
        said.append(statement)
        marked += [statement] if is_marked else []
    return Wording(tuple(said), tuple(marked))


def _statements(path: str, text: str, first_line: int, folder: Path, numbers: Numbers) -> Iterator[tuple[Statement, bool]]:
    """Each statement, and whether it is marked for the summary."""
    leaves, asked = leaves_of(text, first_line)
    writer = _Writer(path, folder, numbers, asked)
    told = (leaf for leaf in leaves if leaf.kind != "aside")
    for _, group in groupby(told, lambda leaf: ("row", leaf.row) if leaf.kind == "cell" else ("leaf", id(leaf))):
        together = list(group)
        yield from ((statement, together[0].in_summary) for statement in writer.statements(together))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes leaves as a reviewer reads them, with their marks."""

    path: str
    folder: Path
    numbers: Numbers
    asked: Sequence[Asked | DataFigure]

    def statements(self, leaves: Sequence[TextLeaf]) -> Iterator[Statement]:
        """What one text says, or all cells of one row."""
        leaf, place = leaves[0], Place(self.path, leaves[0].place[0])
        if leaf.kind == "chart":
            drawn = self.asked[int(leaf.pieces[0].attrib["index"])]  # type: ignore[union-attr]
            charts = (chart for chart in self.numbers.charts if isinstance(drawn, DataFigure) and chart.id == drawn.id)
            yield from (Statement(said, place) for chart in charts for said in _drawn(chart))
        elif leaf.kind == "picture":
            yield from (Statement(said, place) for _, said in _sentences(Typed(self._picture(leaf.pieces[0]))))
        else:
            marked = ((f"{leaf.mark} " * bool(leaf.mark), *self._parts(leaf.pieces), " ") for leaf in leaves)
            parts = chain.from_iterable(marked)
            text = as_one([*parts, "|"] if leaf.kind == "cell" else parts)
            for start, words in _sentences(text):
                yield Statement(words, Place(self.path, text.place(start)[0] or place.line))

    def _parts(self, pieces: Iterable[str | Element]) -> Iterator[str]:
        for piece in pieces:
            yield from (self._filled(piece),) if isinstance(piece, str) else self._mark(piece)

    def _mark(self, mark: Element) -> Iterator[str]:
        inside = self._parts(pieces_of(mark))
        match mark.tag:
            case "citation":
                yield f" [{mark.attrib['works']}]"
            case "slot":
                yield self._asked(self.asked[int(mark.attrib["index"])])
            case "a":
                opening = Typed("[", [(0, *place_of(mark))])
                yield from (opening, *inside, f"]({self._filled(mark.attrib['href'])})")
            case "span" if "lang" in mark.attrib:
                yield from ("[", *inside, f"]{{lang={mark.attrib['lang']}}}")
            case "gap":
                yield "____" + (f" x{mark.attrib['lines']}" if mark.attrib["lines"] != "1" else "")
            case "icon":
                yield f":{mark.attrib['name']}:"
            case "tick":
                yield "[x] " if mark.attrib["done"] else "[ ] "
            case "noted":
                yield f"[^{mark.attrib['id']}]"
            case "img":
                yield self._picture(mark)
            case "comment":
                pass
            case tag:
                around = _AROUND.get(str(tag), " " * (tag == "br"))
                yield from (around, *inside, around)

    def _filled(self, text: str) -> str:
        """Words in which no mark is read, of code, an address or a picture."""
        return SLOT.sub(lambda at: self._asked(self.asked[int(at["index"])]), text) if SLOT_OPEN in text else text

    def _asked(self, asked: Asked | DataFigure) -> str:
        """A number as it is printed; the name of any other field, and an instruction as it was typed."""
        if isinstance(asked, DataFigure):
            return f'{{{{ figure("{asked.id}") }}}}'
        room, _, name = asked.name.removeprefix("numbers.").partition(".")
        values: Mapping[str, float | int] = self.numbers.values.get(room, {}) if asked.name.startswith("numbers.") else {}
        return printed(values[name]) if name in values else " ".join(asked.typed.split())

    def _picture(self, picture: str | Element) -> str:
        assert isinstance(picture, Element), "it is called where one stands"
        return f"Picture: {self._filled(picture.attrib['alt'])} {drawn_as(self.folder, unquote(picture.attrib['src']))}"


def _sentences(text: Typed) -> Iterator[tuple[int, str]]:
    """Each sentence of a text, in single blanks, and the offset at which it begins."""
    start = 0
    for end, after in [*sentence_ends(text), (len(text), len(text))]:
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), " ".join(words.split())
        start = after


def _drawn(chart: Chart) -> Iterator[str]:
    """A data figure: its words, its works, and all that it is drawn from as its author typed it."""
    yield f"Figure {chart.id}: {chart.printed(chart.title)}"
    works = "; ".join(f"@{key}" for key in chart.citekeys)
    yield f"{chart.printed(chart.caption)} [{works}]" if works else chart.printed(chart.caption)
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
