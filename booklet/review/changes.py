"""Changes: what differs between two versions of a booklet, sentence by sentence, number by number, work by work.

Sections are matched by name, sentences by where they stand. One that stands elsewhere now has moved, not changed.
"""
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from booklet.core.problems import Place
from booklet.load.fields import printed
from booklet.load.signed.covered import COVER, ORDER, SUMMARY
from booklet.model.cited import pictures_in
from booklet.model.manuscript import Manuscript, Reference
from booklet.model.sentence import Sentence
from booklet.model.standing import differences
from booklet.words.text import Copy, read_copy

_ALIKE = 0.5  # the share of words that two sentences have in common, for one to be the other one changed
_MOST_PAIRS = 2_500  # of sentences held against each other, word by word, in one place
_WORD = re.compile(r"\s+|\S+")  # blanks, or a word with its stops


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence that are the "same", or were taken "out", or put "in"."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was changed, added (`old` is None) or removed (`new` is None)."""

    old: Sentence | None
    new: Sentence | None
    is_moved: bool = False  # the same words stand elsewhere in the other version

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Old and new in one line, each word once."""
        return tuple(marked(cited_text(self.old) if self.old else "", cited_text(self.new) if self.new else ""))

    @property
    def place(self) -> Place:
        return self.shown.place

    @property
    def shown(self) -> Sentence:
        """The new one, or the old one that was removed."""
        return cast(Sentence, self.new or self.old)

    @property
    def file(self) -> str:
        """The name of the file that it stands in: a page that is handed on tells of no folders."""
        return self.place.path.rpartition("/")[2]

    @property
    def is_of_words(self) -> bool:
        """Whether a reader meets other words: not where only a citation changed, or the place."""
        return not self.is_moved and (self.old.text if self.old else "") != (self.new.text if self.new else "")


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that was "added", "removed" or "changed", by its title (the new one, if it has both)."""

    kind: str
    title: str
    changes: tuple[Change, ...]
    old_title: str = ""
    redrawn: int = 0  # drawings with the same name, or said to show the same, and other content

    @property
    def for_readers(self) -> tuple[Change, ...]:
        read = (change for change in self.changes if change.shown.kind != "alt")
        return tuple(change for change in read if change.is_of_words)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs. `numbers` are (entry and name, old, new), "" for what is not there; `whole` the same of the
    cover, the order and the summary, as they are signed.
    """

    sections: tuple[SectionChange, ...]
    is_reordered: bool
    numbers: tuple[tuple[str, str, str], ...]
    works_added: tuple[Reference, ...]
    works_removed: tuple[Reference, ...]
    works_changed: tuple[Reference, ...]
    whole: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_of_cover(self) -> bool:
        """Whether a reader meets another title, another notice, or other help on the back page."""
        return any(part == COVER for part, _, _ in self.whole)

    @property
    def is_none(self) -> bool:
        return self == Changes((), False, (), (), (), ())


def changes_of(old: Manuscript, new: Manuscript) -> Changes:
    """What the second version has changed, in its own order."""
    before, after = (_with_rows(read_copy(manuscript)) for manuscript in (old, new))
    common = [section.id for section in new.sections if section.id in {s.id for s in old.sections}]
    works = {reference.key: reference for reference in old.references}
    known = {reference.key for reference in new.references}
    return Changes(
        tuple(_sections(old, new, before, after)),
        common != [section.id for section in old.sections if section.id in common],
        tuple(_numbers(before.values, after.values)),
        tuple(reference for reference in new.references if reference.key not in works),
        tuple(reference for reference in old.references if reference.key not in known),
        tuple(work for work in new.references if not _is_same(works.get(work.key, work), work)),
        tuple(_whole(old, new)),
    )


def _whole(old: Manuscript, new: Manuscript) -> Iterator[tuple[str, str, str]]:
    """What is no section: of the cover, the order of the sections and the summary each statement that differs."""
    was, now = ({part.id: part.words for part in manuscript.standing.parts} for manuscript in (old, new))
    for id_ in (COVER, ORDER, SUMMARY):
        a, b = was.get(id_, ()), now.get(id_, ())
        for i, j, m, n in differences(a, b):
            yield from ((id_, before, after) for before, after in zip_longest(a[i:j], b[m:n], fillvalue=""))


def _is_same(old: Reference, new: Reference) -> bool:
    return (old.csl, old.evidence) == (new.csl, new.evidence)


def cited_text(sentence: Sentence) -> str:
    """A sentence with the keys of the works that it cites; of the glossary's, with its word before it."""
    head = f"{sentence.heading}: " if sentence.kind == "meaning" else ""
    works = f" [{', '.join(sentence.keys)}]" if sentence.keys else ""
    return f"{head}{sentence.text}{works}"


def marked(old: str, new: str) -> Iterator[Piece]:
    """The words of both, in reading order: what was taken out stands before what was put in."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    for kind, i, j, m, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(a[i:j]))
            continue
        if i < j:
            yield Piece("out", "".join(a[i:j]))
        if m < n:
            yield Piece("in", "".join(b[m:n]))


def _sections(old: Manuscript, new: Manuscript, before: Copy, after: Copy) -> Iterator[SectionChange]:
    """The sections that differ: those of the new version in its order, then those removed, then glossary and charts."""
    was, now = ({section.id: section.title for section in manuscript.sections} for manuscript in (old, new))
    moved = _texts(before), _texts(after)
    drawn = _drawings(old), _drawings(new)
    charts = sorted({label.section for copy in (before, after) for label in copy.labels if label.kind == "chart"})
    for id_, name in [*now.items(), *((i, t) for i, t in was.items() if i not in now), ("glossary", "Words explained"),
                      *((chart, f"Chart {chart}") for chart in charts)]:  # fmt: skip
        changes = tuple(_changes(_said(before, id_), _said(after, id_), *moved))
        both = (key for key in drawn[1].keys() & drawn[0].keys() if key[0] == id_)
        redrawn = len({mark for key in both for mark in drawn[1][key] - drawn[0][key]})
        kind = "added" if id_ in now and id_ not in was else "removed" if id_ in was and id_ not in now else "changed"
        if changes or redrawn:
            yield SectionChange(kind, name, changes, was[id_] if was.get(id_, name) != name else "", redrawn)


def _said(copy: Copy, section: str) -> list[Sentence]:
    """All that stands in a section: its titles and pictures' texts first, then its sentences."""
    return [label for label in copy.labels if label.section == section] + list(copy.of(section))


def _with_rows(copy: Copy) -> Copy:
    """The same, each cell behind the first of its row: of "200 mg" alone nobody knows of which medicine."""
    firsts: dict[tuple[str, int], Sentence] = {}
    sentences = []
    for sentence in copy.sentences:
        first = firsts.setdefault((sentence.section, sentence.place.line), sentence)
        is_of_row = sentence.kind == first.kind == "cell" and sentence is not first
        head = f"{first.text.rstrip(':')}: " if is_of_row else ""
        sentences.append(replace(sentence, text=head + sentence.text) if head else sentence)
    return replace(copy, sentences=tuple(sentences))


def _texts(copy: Copy) -> frozenset[str]:
    return frozenset(cited_text(sentence) for sentence in (*copy.labels, *copy.sentences))


def _changes(
    old: Sequence[Sentence], new: Sequence[Sentence], were: frozenset[str], are: frozenset[str]
) -> Iterator[Change]:
    a, b = [cited_text(sentence) for sentence in old], [cited_text(sentence) for sentence in new]
    for i, j, m, n in differences(a, b):
        for left, right in _paired(old[i:j], new[m:n]):
            alone = left if right is None else right if left is None else None
            is_moved = alone is not None and cited_text(alone) in (were if left is None else are)
            yield Change(left, right, is_moved)


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Each new sentence with the old one that it was made from, or with None; then each old one that is left."""
    left = list(old)
    is_small = len(old) * len(new) <= _MOST_PAIRS
    for sentence in new:
        scores = [(_likeness(other.text, sentence.text), -at) for at, other in enumerate(left)] if is_small else []
        score, at = max(scores, default=(0.0, 0))
        yield (left.pop(-at) if score >= _ALIKE else None), sentence
    for sentence in left:
        yield sentence, None


def _likeness(old: str, new: str) -> float:
    """0 to 1: how many of their words two sentences share, in the same order."""
    return SequenceMatcher(None, old.lower().split(), new.lower().split(), autojunk=False).ratio()


def _drawings(manuscript: Manuscript) -> Mapping[tuple[str, str], set[str]]:
    """Hashes of the drawings, by section and name, and by section and what is said of them: two rows may swap theirs.

    Line ends are those of no one system.
    """
    marks = defaultdict[tuple[str, str], set[str]](set)
    for section in manuscript.sections:
        for picture in pictures_in(section.blocks):
            content = (Path(manuscript.folder) / picture.file).read_bytes().replace(b"\r\n", b"\n")
            mark = hashlib.sha256(content).hexdigest()
            for name in (picture.file, picture.alt):
                marks[section.id, name].add(mark)
    return marks


def _numbers(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    was, now = (
        {f"{entry}.{name}": printed(value) for entry, fields in values.items() for name, value in fields.items()}
        for values in (old, new)
    )
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield name, was.get(name, ""), now.get(name, "")
