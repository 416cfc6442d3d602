"""Copy: the sections as sentences, each with the line and column of its author, and what the rules know beside them.

Beside the sentences stand labels, which are printed and stand in no sentence of a section: titles and running heads,
alternative texts, and the charts' own words. Each is one `Sentence` of the kind title, alt or chart.
"""
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from booklet.cite.pointers import counted_figures, headings_of, targets_of
from booklet.core.json_text import LONGEST_KB as NUMBERS_KB, Entry, entries_of
from booklet.core.letters.raised import marked_in_letters
from booklet.core.located import texts_within
from booklet.core.printed.evidence import COMPANY
from booklet.core.problems import Place
from booklet.core.text_file import Source, read_source
from booklet.load.fields import printed
from booklet.load.numbers import read_numbers
from booklet.load.section import LONGEST_KB, fields_of
from booklet.load.sentences.reader import sentences_in
from booklet.model.figures.entry import PLACEHOLDER
from booklet.model.figures.kinds import Chart
from booklet.model.cited import pictures_in
from booklet.model.manuscript import Abbreviation, Manuscript, Reference, Section, Term
from booklet.model.sentence import Filled, Sentence
from booklet.model.tree import words_of

_NAME = re.compile(r"\b[A-Z][\w-]{2,}")
_NO_WORDS = {"id", "citekey", "chart", "name"}  # fields of an entry that nobody reads
_LONGEST_ENTRY = 400  # lines of one entry in which its words are looked for


@dataclass(frozen=True, slots=True)
class Copy:
    """All sentences in the order of the files, and what the rules know beside them.

    `values` are the numbers of numbers.json by id and name; `evidence` the kind of each reference by its key;
    `labels` what is printed beside the sentences: titles, alternative texts and the words of the `charts`; `companies` by
    what names the work of a company is known, by its key.
    """

    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    abbreviations: tuple[Abbreviation, ...]
    evidence: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]
    language: str
    country: str = ""  # of the clinic, as in ISO 3166
    labels: tuple[Sentence, ...] = ()
    charts: tuple[Chart, ...] = ()
    companies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_english(self) -> bool:
        """The rules of plain words know English alone."""
        return self.language.split("-")[0] == "en"

    @property
    def has_sources(self) -> bool:
        """Whether the handout says at all where something comes from. Of one that does not it is told once."""
        return bool(self.evidence or self.values)

    def of(self, section: str) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.section == section)


def read_copy(manuscript: Manuscript) -> Copy:
    """The sentences of a manuscript, those of its glossary last."""
    folder = Path(manuscript.folder)
    numbers, _ = read_numbers(folder / "numbers.json", folder)
    pointers = targets_of(manuscript, counted_figures(manuscript))
    targets = {target: words_of(pointer.inside) for target, pointer in pointers.items()}
    headings = [(place, words_of(led[0].inside)) for place, led in headings_of(manuscript.sections).found.items() if led]
    values = fields_of(manuscript.imprint, manuscript.clinic, numbers, manuscript.declared).values
    sentences: list[Sentence] = []
    for section in manuscript.sections:
        source, _ = read_source(folder / Path(section.place.path).name, folder, LONGEST_KB)
        if source is not None:
            own = {name: words for (path, name), words in headings if path == section.place.path}
            sentences += sentences_in(section.id, source, values, own | targets)
    for term in manuscript.terms:
        sentences.append(Sentence(words_of(term.definition), "meaning", "glossary", term.place, heading=term.headword))
    return Copy(
        tuple(sentences), manuscript.sections, manuscript.terms, manuscript.abbreviations,
        {reference.key: reference.evidence for reference in manuscript.references}, numbers.values,
        manuscript.imprint.language, manuscript.clinic.country or "",
        _labels(manuscript.sections, folder / "numbers.json", numbers.values),
        manuscript.charts,
        {work.key: _names_of(work) for work in manuscript.references if work.evidence == COMPANY},
    )  # fmt: skip


def together(sentences: Iterable[Sentence], goes_on: Callable[[Sentence, Sentence], bool]) -> Iterator[tuple[Sentence, ...]]:
    """Sentences that are taken together, in their order: as long as each goes on from the one before it."""
    kept: list[Sentence] = []
    for sentence in sentences:
        if kept and not goes_on(kept[-1], sentence):
            yield tuple(kept)
            kept = []
        kept.append(sentence)
    if kept:
        yield tuple(kept)


def _names_of(work: Reference) -> tuple[str, ...]:
    """The words with a capital by which its authors and publisher are known: Acme of "Acme Sprays Inc."."""
    authors = [author for author in work.csl.get("author", ()) if isinstance(author, Mapping)]
    names = [*(author.get("literal") or author.get("family") for author in authors), work.csl.get("publisher")]
    return tuple(dict.fromkeys(found[0] for name in names if (found := _NAME.search(str(name or "")))))


def _labels(sections: Sequence[Section], numbers_file: Path, values: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """All of them, in the order of the files. `values` are the numbers by id and name, as a caption names them."""
    found = [label for section in sections for label in _of_section(section)]
    source, _ = read_source(numbers_file, numbers_file.parent, NUMBERS_KB, is_optional=True)
    if source is not None:
        for entry in entries_of(source, numbers_file.name)[0]:
            found += _of_entry(entry, source, values.get(entry.id, {}))
    return tuple(found)


def _of_section(section: Section) -> Iterator[Sentence]:
    """Its title, its running head and what its pictures are called."""
    for words in dict.fromkeys((section.title, section.running_head)):
        yield Sentence(words, "title", section.id, section.place)
    for picture in pictures_in(section.blocks):
        yield Sentence(picture.alt, "alt", section.id, picture.place)


def _of_entry(entry: Entry, source: Source, values: Mapping[str, Any]) -> Iterator[Sentence]:
    """Each string of an entry that a reader sees. It cites the works of its entry."""
    works = entry.fields.get("citekey")
    keys = tuple(str(key) for key in works) if isinstance(works, list) else (str(works),) if works else ()
    lines = source.text.split("\n")
    texts = (words for names, words in texts_within(entry.fields) if not _NO_WORDS.intersection(names))
    for words in texts:
        text, fields = _printed(marked_in_letters(words), entry.id, values)
        place = Place(entry.place.path, _line_of(words, lines, entry.place.line))
        yield Sentence(text, "chart", entry.id, place, keys=keys, fields=fields)


def _printed(words: str, entry: str, values: Mapping[str, Any]) -> tuple[str, tuple[Filled, ...]]:
    """The words with the values that they name, and where these stand."""
    text, at, fields = "", 0, []
    for found in PLACEHOLDER.finditer(words):
        text += words[at : found.start()]
        shown = printed(values.get(found["name"], ""))
        fields.append(Filled(f"numbers.{entry}.{found['name']}", len(text), len(text) + len(shown)))
        text, at = text + shown, found.end()
    return text + words[at:], tuple(fields)


def _line_of(words: str, lines: Sequence[str], first: int) -> int:
    """The line from `first` on that holds the string as JSON writes it; `first` where it is written otherwise."""
    written = json.dumps(words, ensure_ascii=False), json.dumps(words)
    for number in range(max(first, 1), min(len(lines), first + _LONGEST_ENTRY) + 1):
        if any(form in lines[number - 1] for form in written):
            return number
    return first
