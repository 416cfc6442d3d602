"""Copy: the sections as sentences, each with the line and column of its author, and what the rules know beside them."""
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from booklet.cite.pointers import targets_of
from booklet.core.printed.evidence import COMPANY
from booklet.core.text_file import read_source
from booklet.load.numbers import read_numbers
from booklet.load.section import LONGEST_KB, fields_of
from booklet.load.sentences.reader import sentences_in
from booklet.model.figures.kinds import Chart
from booklet.model.manuscript import Abbreviation, Manuscript, Reference, Section, Term
from booklet.model.sentence import Sentence
from booklet.model.tree import words_of
from booklet.words.labels import read_labels

_NAME = re.compile(r"\b[A-Z][\w-]{2,}")


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
    targets = {target: words_of(pointer.inside) for target, pointer in targets_of(manuscript).items()}
    values = fields_of(manuscript.imprint, manuscript.clinic, numbers, manuscript.declared).values
    sentences: list[Sentence] = []
    for section in manuscript.sections:
        source, _ = read_source(Path(section.place.path), None, LONGEST_KB)
        if source is not None:
            sentences += sentences_in(section.id, source, values, targets)
    for term in manuscript.terms:
        sentences.append(Sentence(words_of(term.definition), "meaning", "glossary", term.place, heading=term.headword))
    return Copy(
        tuple(sentences), manuscript.sections, manuscript.terms, manuscript.abbreviations,
        {reference.key: reference.evidence for reference in manuscript.references}, numbers.values,
        manuscript.imprint.language, read_labels(manuscript.sections, folder / "numbers.json", numbers.values),
        manuscript.charts,
        {work.key: _names_of(work) for work in manuscript.references if work.evidence == COMPANY},
    )  # fmt: skip


def together(
    sentences: Iterable[Sentence], goes_on: Callable[[Sentence, Sentence], bool]
) -> Iterator[tuple[Sentence, ...]]:
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
