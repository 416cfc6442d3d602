"""Sentences as they are checked: the words that a clinic would read, and what stands between them."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from booklet.core.text_file import Source
from booklet.load.markdown.grammar import CLAIM, WORK
from booklet.load.dialect.asides import asides_in
from booklet.load.fields import Asked, printed
from booklet.load.front_matter import read_head
from booklet.load.markdown.typed import Typed, pieces_of, place_of
from booklet.load.sentences.leaves import TextLeaf, leaves_of
from booklet.load.sentences.paragraph import Paragraph, sentences_of
from booklet.model.clinic import value_at
from booklet.model.sentence import Filled, Sentence
from booklet.model.tree import DataFigure, Gap


def sentences_in(
    section: str, source: Source, values: Mapping[str, Any], targets: Mapping[str, str]
) -> Iterator[Sentence]:
    """The sentences of a section. `values` are the fields, nested; `targets` the titles that a link without words prints."""
    head, _ = read_head(source)
    leaves, asked = leaves_of(head.body, head.first_line)
    for text in _Writer(asked, values, targets).paragraphs(leaves):
        yield from sentences_of(text, section, source.path)


class _Writer:
    """Writes the words of leaves into paragraphs."""

    def __init__(self, asked: Sequence[Asked | DataFigure], values: Mapping[str, Any], targets: Mapping[str, str]):
        self.asked, self.values, self.targets = asked, values, targets
        self.texts: list[Paragraph] = []

    def paragraphs(self, leaves: Iterable[TextLeaf]) -> list[Paragraph]:
        """Their numbers count what is drawn too: a number that is missing is a picture or a chart."""
        heading, count, early = "", 0, Paragraph("", "", "", 0, False, 0)  # early: what is said before any words
        for leaf in leaves:
            if leaf.kind == "aside":
                self._pieces(leaf.pieces, self.texts[-1] if self.texts else early)
            count += leaf.kind in ("picture", "chart")
            if leaf.kind in ("aside", "picture", "chart", "end"):
                continue
            text = Paragraph(leaf.kind, leaf.box, heading, count, leaf.in_summary, *leaf.place)
            text.said, early.said = early.said, []
            self._pieces(leaf.pieces, text)
            if leaf.kind == "heading":
                heading = text.text.strip()
                text.heading = heading
            if text.text.strip() or text.said:
                self.texts.append(text)
                count += 1
        return self.texts

    def _pieces(self, pieces: Iterable[str | Element], text: Paragraph) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                text.add(piece if isinstance(piece, Typed) else Typed(piece))
            else:
                self._mark(piece, text)

    def _mark(self, mark: Element, text: Paragraph) -> None:
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
            case "img" | "tag" | "gap" | "tick" | "icon":
                pass
            case _:
                self._pieces(pieces_of(mark), text)
