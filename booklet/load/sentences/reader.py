"""Sentences as they are checked: the words that a clinic would read, and what stands between them.

The words of a paragraph are gathered, and cut into its sentences.
"""
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from booklet.core.letters.raised import raised
from booklet.core.problems import Place
from booklet.core.text_file import Source
from booklet.load.dialect.asides import asides_in
from booklet.load.fields import Asked, printed
from booklet.load.front_matter import read_head
from booklet.load.markdown.grammar import CLAIM, WORK
from booklet.load.markdown.typed import Typed, pieces_of, place_of
from booklet.load.sentences.ends import sentence_ends
from booklet.load.sentences.leaves import TextLeaf, leaves_of
from booklet.model.clinic import value_at
from booklet.model.sentence import Filled, Sentence
from booklet.model.tree import DataFigure, Gap

_RUNS = re.compile(r"(?P<blanks>\s*)(?P<words>(?:\S+(?:\s\S+)*)?)")  # words with single blanks, and all blanks before them
_BLANK = re.compile(r"\s")


def sentences_in(section: str, source: Source, values: Mapping[str, Any], targets: Mapping[str, str]) -> Iterator[Sentence]:
    """The sentences of a section. `values` are the fields, nested; `targets` the titles that a link without words prints."""
    head, _ = read_head(source)
    leaves, asked = leaves_of(head.body, head.first_line)
    for text in _Writer(asked, values, targets).paragraphs(leaves):
        yield from _sentences_of(text, section, source.path)


@dataclass(slots=True)
class _Paragraph:
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
    said: list[tuple[int, str, str, int, int]] = field(default_factory=list)  # offset; "key", "claim" ...; place

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


class _Writer:
    """Writes the words of leaves into paragraphs."""

    def __init__(self, asked: Sequence[Asked | DataFigure], values: Mapping[str, Any], targets: Mapping[str, str]):
        self.asked, self.values, self.targets = asked, values, targets
        self.texts: list[_Paragraph] = []

    def paragraphs(self, leaves: Iterable[TextLeaf]) -> list[_Paragraph]:
        """Their numbers count what is drawn too: a number that is missing is a picture or a chart."""
        heading, count, early = "", 0, _Paragraph("", "", "", 0, False, 0)  # early: what is said before any words
        for leaf in leaves:
            if leaf.kind == "aside":
                self._pieces(leaf.pieces, self.texts[-1] if self.texts else early)
            count += leaf.kind in ("picture", "chart")
            if leaf.kind in ("aside", "picture", "chart", "end"):
                continue
            text = _Paragraph(leaf.kind, leaf.box, heading, count, leaf.in_summary, *leaf.place)
            text.said, early.said = early.said, []
            self._pieces(leaf.pieces, text)
            if leaf.kind == "heading":
                heading = text.text.strip()
                text.heading = heading
            if text.text.strip() or text.said:
                self.texts.append(text)
                count += 1
        return self.texts

    def _pieces(self, pieces: Iterable[str | Element], text: _Paragraph) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                text.add(piece if isinstance(piece, Typed) else Typed(piece))
            else:
                self._mark(piece, text)

    def _mark(self, mark: Element, text: _Paragraph) -> None:
        match mark.tag:
            case "citation":
                text.trim()
                text.said += [(len(text.text), "key", key, *place_of(mark)) for key in WORK.findall(mark.attrib["works"])]
            case "comment":
                at = len(text.text.rstrip())
                for words, place in asides_in(mark):
                    claims = CLAIM.findall(words)
                    text.said += [(at, "claim", claim, *place) for claim in claims] or [(at, "aside", words, *place)]
            case "slot":
                asked = self.asked[int(mark.attrib["index"])]
                name = asked.name if isinstance(asked, Asked) else ""
                if isinstance(asked, Asked) and asked.typed.strip("{%- ").startswith("else"):
                    text.add(Typed(" "))  # 5 or 10 mg, and not 510
                value = value_at(self.values, name.split(".")) if name else Gap()
                if not isinstance(value, Gap):  # what is personal is a place to write
                    start = len(text.text)
                    text.add(Typed(printed("" if value is None else value), [(0, *place_of(mark))]))
                    text.fields.append(Filled(name, start, len(text.text)))
            case "a" if not len(mark) and not mark.text:
                text.add(Typed(self.targets.get(mark.attrib["href"].lstrip("#"), ""), [(0, *place_of(mark))]))
            case "span" if "lang" in mark.attrib:
                pass  # the rules know no other language
            case "br":
                text.add(Typed(" "))
            case "sup" if not len(mark):
                text.add(Typed(raised(mark.text or ""), [(0, *place_of(mark))]))
            case "gap" | "tick" if text.text:
                text.said.append((len(text.text), str(mark.tag), "", *place_of(mark)))
            case "img" | "tag" | "gap" | "tick" | "icon":
                pass
            case _:
                self._pieces(pieces_of(mark), text)


def _sentences_of(text: _Paragraph, section: str, path: str) -> Iterator[Sentence]:
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
    text: _Paragraph, section: str, path: str, first: int, words: str, said: list[tuple[int, str, str, int, int]]
) -> Sentence:
    end = first + len(words)
    here = text.spots[max(_past(text.spots, first) - 1, 0) : _past(text.spots, end - 1)]
    spots = tuple((max(at, first) - first, line, column + max(0, first - at)) for at, line, column in here)
    fields = tuple(Filled(f.name, f.start - first, f.end - first) for f in text.fields if first <= f.start < end)
    line, column = spots[0][1:] if spots else (text.line, text.column)
    places = {kind for _, kind, *_ in said if kind in ("gap", "tick")}  # Dose 2, taken at: ____
    is_fragment = (text.kind != "prose" or bool(places)) and not words.rstrip("\"”’')").endswith((".", "?", "!"))
    keys, claims = (tuple(what for _, kind, what, *_ in said if kind == wanted) for wanted in ("key", "claim"))
    asides = tuple((what, Place(path, line, column=column)) for _, kind, what, line, column in said if kind == "aside")
    return Sentence(
        words, text.kind, section, Place(path, line, column=column), text.box, text.heading, text.number, is_fragment,
        text.in_summary, keys, claims, asides, fields, spots, "tick" in places,
    )  # fmt: skip
