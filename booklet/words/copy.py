"""Copy: the sections as sentences, each with the line and column of its author.

Read from the author's files and not from the blocks of the line, which know no columns and only one branch of each
`{% if %}`. What the line refuses (raw HTML, unknown fields) is not judged again here: it is read past.
"""
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from booklet.cite import targets_of
from booklet.errors import Place
from booklet.frontmatter import read_head
from booklet.manuscript import SLOT, Abbreviation, Manuscript, Section, Term
from booklet.numbers import read_numbers
from booklet.section import LONGEST_KB, fields_of
from booklet.source import Source, read_source
from booklet.words.sentence import Filled, Sentence

_PIECE = re.compile(
    r"(?P<comment><!--(?P<words>.*?)-->)"
    r"|(?P<citation>[ \t]*\[(?P<works>@[^\[\]]*)\])"
    r"|(?P<field>\{\{\s*(?P<name>[\w.]+)\s*\}\})"
    r"|(?P<instruction>\{[{%].*?[}%]\})"
    r"|(?P<foreign>\[[^\[\]]*\]\{lang=[^{}\s]*\})"
    r"|(?P<link>\[(?P<shown>[^\[\]]*)\]\((?P<target>[^()\s]*)\))"
    r"|(?P<mark>\*\*|__(?!_)|_{4,}(?:[ \t]*x[ \t]?[1-9][0-9]?)?)"
)  # a comment, [@lee2020], {{ clinic.name }}, {% if ... %}, [Tag]{lang=de}, [words](#target), **, ____
_KEY = re.compile(r"@(?P<key>[\w.:-]*\w)")  # @lee2020
_CLAIM = re.compile(r"\b(?P<id>C[0-9]{1,3})\b")  # C12
_OPEN = re.compile(r"^:::\s*(?P<kind>[^\s:]+)(?:\s+(?P<title>.*))?$")  # ::: safety Before you drive
_CLOSE = re.compile(r"^:::\s*$")
_HEADING = re.compile(r"^#+\s+(?P<words>\S.*)$")  # ## When to call
_IMAGE = re.compile(r"^!\[")  # ![Two cells](figures/cells.svg)
_LABEL = re.compile(r"^(?P<label>Figure|Description|Table):\s+(?P<words>.*)$")  # Figure: Two cells
_ROW = re.compile(r"^\s*\|")  # | Drug | Placebo |
_RULER = re.compile(r"^[\s|:-]+$")  # |---|---|
_ITEM = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|[0-9]{1,9}\.|:)\s+(?:\[[ xX]?\]\s+)?(?P<words>\S.*)$")  # - [ ] a coat
_SUMMARY = re.compile(r"^<!-- *summary *-->\s*$")
# The end of a sentence: a stop, perhaps a quote, then a blank and what can open the next one.
_END = re.compile(r"[.?!][\"”’')]*(?=\s+[\"“‘'(]*[^\Wa-z_])")
_SHORTENED = re.compile(r"(?:\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|No|vs|approx|St|etc|al|Fig)|\b[A-Z])\.$")  # Dr. Lee
_KINDS = {"Figure": "caption", "Description": "description", "Table": "caption"}


@dataclass(frozen=True, slots=True)
class Copy:
    """All sentences in the order of the files, and what the rules know beside them.

    `values` are the numbers of numbers.json by id and name; `evidence` the kind of each reference by its key.
    """

    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    abbreviations: tuple[Abbreviation, ...]
    evidence: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]
    language: str

    @property
    def is_english(self) -> bool:
        """The rules of plain words know English alone."""
        return self.language.split("-")[0] == "en"

    def of(self, section: str) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.section == section)


def read_copy(manuscript: Manuscript) -> Copy:
    """The sentences of a manuscript, those of its glossary last."""
    folder = Path(manuscript.folder)
    numbers, _ = read_numbers(folder / "numbers.json", folder)
    printed = {target: pointer.words for target, pointer in targets_of(manuscript).items()}
    values = fields_of(manuscript.imprint, manuscript.clinic, numbers).values
    sentences: list[Sentence] = []
    for section in manuscript.sections:
        source, _ = read_source(Path(section.place.path), None, LONGEST_KB)
        if source is not None:
            sentences += _Reader(section.id, source, values, printed).sentences()
    for term in manuscript.terms:
        meaning = SLOT.sub("", re.sub(r"<[^>]+>", "", term.definition))
        sentences.append(Sentence(meaning, "meaning", "glossary", term.place, heading=term.headword))
    return Copy(
        tuple(sentences), manuscript.sections, manuscript.terms, manuscript.abbreviations,
        {reference.key: reference.evidence for reference in manuscript.references}, numbers.values,
        manuscript.imprint.language,
    )  # fmt: skip


@dataclass(slots=True)
class _Text:
    """The words of one paragraph, as they are gathered."""

    kind: str
    box: str
    heading: str
    number: int
    in_summary: bool
    line: int
    text: str = ""
    spots: list[tuple[int, int, int]] = field(default_factory=list)
    fields: list[Filled] = field(default_factory=list)
    said: list[tuple[int, str, str]] = field(default_factory=list)  # at this offset: a "key", "claim" or "comment"

    def add(self, words: str, line: int, column: int) -> None:
        """Words that were typed there; blanks beside blanks are dropped."""
        for run in re.finditer(r"\s+|\S+", words):
            if run[0].isspace() and (not self.text or self.text.endswith(" ")):
                continue
            self.spots.append((len(self.text), line, column + run.start()))
            self.text += " " if run[0].isspace() else run[0]


class _Reader:
    """Reads one section, line by line."""

    def __init__(self, section: str, source: Source, values: Mapping[str, Any], targets: Mapping[str, str]):
        self.section, self.source, self.values, self.targets = section, source, values, targets
        self.texts: list[_Text] = []
        self.is_open = False  # whether the next line goes on with the last text
        self.box = self.heading = ""
        self.in_summary = False

    def sentences(self) -> Iterator[Sentence]:
        head, _ = read_head(self.source)
        for number, line in enumerate(head.body.split("\n"), head.first_line):
            self._line(number, line)
        for text in self.texts:
            yield from _sentences(text, self.section, self.source.path)

    def _line(self, number: int, line: str) -> None:
        opened, heading, label = _OPEN.match(line), _HEADING.match(line), _LABEL.match(line)
        if not line.strip() or _CLOSE.match(line):
            self.is_open = False
            if line.strip():
                self.box, self.in_summary = "", False
        elif _SUMMARY.match(line):
            self.in_summary, self.is_open = True, False
        elif opened:
            self.box = opened["kind"]
            self._alone("title", number, line, opened.span("title"))
        elif heading:
            self.heading = _plain(heading["words"])
            self.in_summary = False
            self._alone("heading", number, line, heading.span("words"))
        elif _IMAGE.match(line) or _RULER.match(line):
            self.is_open = False
        elif label:
            self._begin(_KINDS[label["label"]], number)
            item = _ITEM.match(label["words"])
            start, end = label.span("words")
            self._gather(number, line, (start + item.start("words") if item else start, end))
        elif _ROW.match(line):
            for cell in re.finditer(r"[^|]+", line):
                if cell[0].strip():
                    self._alone("cell", number, line, cell.span())
        else:
            self._words(number, line)

    def _words(self, number: int, line: str) -> None:
        item = _ITEM.match(line)
        if item:
            self._begin("item", number)
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
        self.texts.append(_Text(kind, self.box, self.heading, len(self.texts), self.in_summary, number))
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

    def _piece(self, piece: re.Match, text: _Text, number: int) -> None:
        at, column = len(text.text.rstrip()), piece.start() + 1
        match piece.lastgroup:
            case "comment":
                words = piece["words"].strip()
                claims = _CLAIM.findall(words)
                text.said += [(at, "claim", claim) for claim in claims] or [(at, "comment", words)]
            case "citation":
                text.said += [(at, "key", key) for key in _KEY.findall(piece["works"])]
            case "field":
                start = len(text.text)
                text.add(str(self._value(piece["name"])), number, column)
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


def _sentences(text: _Text, section: str, path: str) -> Iterator[Sentence]:
    """A paragraph cut into its sentences. What is said between two of them belongs to the one before."""
    whole = text.text
    cuts = [end.end() for end in _END.finditer(whole) if not _SHORTENED.search(whole[: end.start() + 1])]
    start = 0
    for end in [*cuts, len(whole)]:
        first = start + len(whole[start:end]) - len(whole[start:end].lstrip())
        words = whole[first:end].rstrip()
        if words:
            is_last = end == len(whole)
            said = [(kind, what) for at, kind, what in text.said if (start < at or start == 0) and (at <= end or is_last)]
            yield _sentence(text, section, path, first, words, said)
        start = end


def _sentence(text: _Text, section: str, path: str, first: int, words: str, said: list[tuple[str, str]]) -> Sentence:
    inside = range(first, first + len(words))
    before = [spot for spot in text.spots if spot[0] <= first][-1:]
    spots = tuple((max(at, first) - first, line, column + max(0, first - at)) for at, line, column in text.spots
                  if at in inside or (at, line, column) in before)  # fmt: skip
    fields = tuple(Filled(f.name, f.start - first, f.end - first) for f in text.fields if f.start in inside)
    line, column = spots[0][1:] if spots else (text.line, 1)
    is_fragment = text.kind != "prose" and not words.rstrip("\"”’')").endswith((".", "?", "!"))
    return Sentence(
        words, text.kind, section, Place(path, line, column=column), text.box, text.heading, text.number, is_fragment,
        text.in_summary, *(tuple(what for kind, what in said if kind == wanted) for wanted in ("key", "claim", "comment")),
        fields, spots,
    )  # fmt: skip
