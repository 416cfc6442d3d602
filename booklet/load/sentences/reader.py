"""Reads one section line by line: what each line is part of, and what stands between its words.

Read from the author's file and not from the blocks of the line, which know no columns and only one branch of each
`{% if %}`. What the line refuses (raw HTML, unknown fields) is not judged again here: it is read past.
"""
import re
from collections.abc import Iterator, Mapping
from typing import Any

from booklet.core.text_file import Source
from booklet.load.dialect.grammar import (
    CITED, CLAIM, CLOSE, GAP, HEADING, ITEM, LABEL, LINKED, OPEN, ROW, RULER, SAID_ASIDE, STRONG, SUMMARY, TAGGED, WORK,
)  # fmt: skip
from booklet.load.fields import printed
from booklet.load.front_matter import read_head
from booklet.load.sentences.paragraph import Paragraph, sentences_of
from booklet.model.sentence import Filled, Sentence

_PIECE = re.compile(
    rf"(?P<aside>{SAID_ASIDE})"
    rf"|(?P<citation>[ \t]*{CITED})"
    r"|(?P<field>\{\{\s*(?P<name>[\w.]+)\s*\}\})"
    r"|(?P<instruction>\{[{%].*?[}%]\})"
    rf"|(?P<foreign>{TAGGED})"
    rf"|(?P<link>{LINKED})"
    rf"|(?P<mark>{STRONG.pattern}|{GAP})"
)  # what stands between the words of a line: {{ clinic.name }}, {% if ... %}, and the marks of the dialect
_IMAGE = re.compile(r"^!\[")  # ![Two cells](figures/cells.svg)
_ITEM = re.compile(rf"^\s*(?:>\s*)*(?:{ITEM}|:)\s+(?:\[[ xX]?\]\s+)?(?P<words>\S.*)$")  # - [ ] a coat
_KINDS = {"Figure": "caption", "Description": "description", "Table": "caption"}


class SectionReader:
    """Reads one section, line by line."""

    def __init__(self, section: str, source: Source, values: Mapping[str, Any], targets: Mapping[str, str]):
        self.section, self.source, self.values, self.targets = section, source, values, targets
        self.texts: list[Paragraph] = []
        self.is_open = False  # whether the next line goes on with the last text
        self.box = self.heading = ""
        self.in_summary = False

    def sentences(self) -> Iterator[Sentence]:
        head, _ = read_head(self.source)
        for number, line in enumerate(head.body.split("\n"), head.first_line):
            self._line(number, line)
        for text in self.texts:
            yield from sentences_of(text, self.section, self.source.path)

    def _line(self, number: int, line: str) -> None:
        opened, heading, label = OPEN.match(line), HEADING.match(line), LABEL.match(line)
        if not line.strip() or CLOSE.match(line):
            self.is_open = False
            if line.strip():
                self.box, self.in_summary = "", False
        elif SUMMARY.match(line):
            self.in_summary, self.is_open = True, False
        elif opened:
            self.box = opened["kind"]
            self._alone("title", number, line, opened.span("title"))
        elif heading:
            self.heading = _plain(heading["words"])
            self.in_summary = False
            self._alone("heading", number, line, heading.span("words"))
        elif _IMAGE.match(line) or RULER.match(line):
            self.is_open = False
        elif label:
            self._begin(_KINDS[label["label"]], number)
            item = _ITEM.match(label["words"])
            start, end = label.span("words")
            self._gather(number, line, (start + item.start("words") if item else start, end))
        elif ROW.match(line):
            for cell in re.finditer(r"[^|]+", line):
                if cell[0].strip():
                    self._alone("cell", number, line, cell.span())
        else:
            self._words(number, line)

    def _words(self, number: int, line: str) -> None:
        item = _ITEM.match(line)
        if item:
            is_described = self.is_open and self.texts and self.texts[-1].kind == "description"  # its own numbered lines
            self._begin("description" if is_described else "item", number)
        elif not self.is_open and _shown(line):
            self._begin("prose", number)
        self._gather(number, line, item.span("words") if item else (len(line) - len(line.lstrip(" >\t")), len(line)))

    def _alone(self, kind: str, number: int, line: str, span: tuple[int, int]) -> None:
        """Words that are no part of a paragraph."""
        if span[0] >= 0:
            self._begin(kind, number)
            self._gather(number, line, span)
        self.is_open = False

    def _begin(self, kind: str, number: int) -> None:
        if self.in_summary and not self.box and self.texts and self.texts[-1].in_summary and not self.is_open:
            self.in_summary = kind == "item" == self.texts[-1].kind
        self.texts.append(Paragraph(kind, self.box, self.heading, len(self.texts), self.in_summary, number))
        self.is_open = True

    def _gather(self, number: int, line: str, span: tuple[int, int]) -> None:
        """The pieces of one line, or of a part of it, added to the last text."""
        if not self.texts:
            return
        text, at = self.texts[-1], span[0]
        text.add(" ", number, at + 1)
        for piece in _PIECE.finditer(line, *span):
            text.add(line[at : piece.start()], number, at + 1)
            self._piece(piece, text, number)
            at = piece.end()
        text.add(line[at : span[1]], number, at + 1)

    def _piece(self, piece: re.Match[str], text: Paragraph, number: int) -> None:
        at, column = len(text.text.rstrip()), piece.start() + 1
        match piece.lastgroup:
            case "aside":
                words = piece["comment"].strip()
                claims = CLAIM.findall(words)
                text.said += [(at, "claim", claim) for claim in claims] or [(at, "comment", words)]
            case "citation":
                text.said += [(at, "key", key) for key in WORK.findall(piece["works"])]
            case "field":
                start = len(text.text)
                text.add(printed(self._value(piece["name"])), number, column)
                text.fields.append(Filled(piece["name"], start, len(text.text)))
            case "link":
                text.add(piece["shown"] or self.targets.get(piece["target"].lstrip("#"), ""), number, column)

    def _value(self, name: str) -> Any:
        here: Any = self.values
        for part in name.split("."):
            here = here.get(part, "") if isinstance(here, Mapping) else ""
        return here


def _shown(line: str) -> str:
    """What is left of a line without comments and instructions: nothing, where it holds no words."""
    return re.sub(r"<!--.*?-->|\{%.*?%\}", "", line).strip()


def _plain(words: str) -> str:
    return _PIECE.sub("", words).strip()
