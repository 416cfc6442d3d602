"""Covered: what is signed beside the sections and the glossary, so that a sign-off holds for all that a patient reads.

- `booklet/cover`: what booklet.toml tells a reader (title, subtitle, audience, language, notice, authors, funding, the
  cards of the back page, the drawing on the cover), by when it is to be reviewed, and which editions are short.
- `booklet/order`: which sections there are, in which order, which of them short editions hold, and their layout.
- `booklet/summary`: the blocks that are marked for the summary and the leaflet.
- `booklet/references`: each work that is cited, field by field: its title, its year, its address.

A slash keeps these names apart from those of sections. What is not signed: the file's name, the version and the day on
which it was published, which a release changes; the rules; paper, size and type of an edition, which `check` judges.
A setting that is new in booklet.toml is signed until this room says that it is not.
"""
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from booklet.core.located import Keys, line_place, value_place
from booklet.core.placeholder import is_to_write, text_placeholder_says
from booklet.core.text_file import Source
from booklet.load.markdown.grammar import WORK
from booklet.load.references import numbers_of_work
from booklet.load.sentences.signed import drawn_as
from booklet.model.booklet import Imprint
from booklet.model.manuscript import Reference, Section
from booklet.model.standing import Statement

COVER, ORDER, SUMMARY, REFERENCES = "booklet/cover", "booklet/order", "booklet/summary", "booklet/references"
ABOUT = {
    COVER: "title, subtitle, audience, notice, authors, funding, review date, and whatever else booklet.toml tells a reader",
    ORDER: "which sections there are, their order, and which of them short editions hold",
    SUMMARY: "what is marked for the summary and the leaflet",
    REFERENCES: "the works in the list of references",
}
NOT_SIGNED = ("name", "version", "published", "rules", "editions")
_SHORT = {"core": "the core sections", "summary": "the summary"}


def covered(
    imprint: Imprint, source: Source, sections: Sequence[Section], references: Iterable[Reference],
    texts: Iterable[Statement], summary: Iterable[Statement],
) -> dict[str, tuple[Statement, ...]]:  # fmt: skip
    """What each of these parts says, without those that say nothing: a booklet that cites nothing has no list to sign.

    `source` is the text of booklet.toml, `texts` are the statements of all sections and the glossary. No clinic changes
    any of it: what is cited in one branch of a condition is cited.
    """
    folder = Path(source.path).parent
    found = {
        COVER: tuple(_cover(imprint, source, folder)),
        ORDER: tuple(Statement(_placed(section), section.place) for section in sections),
        SUMMARY: tuple(summary),
        REFERENCES: tuple(_works(references, {key for text in texts for key in WORK.findall(text.words)})),
    }
    return {id_: said for id_, said in found.items() if said}


def _cover(imprint: Imprint, source: Source, folder: Path) -> Iterator[Statement]:
    """What booklet.toml tells a reader, value by value."""
    for name, value in imprint.model_dump(mode="json", exclude=set(NOT_SIGNED)).items():
        said = drawn_as(folder, value) if name == "cover" and value else value
        for keys, words in _told((name,), name.capitalize().replace("_", " "), said):
            yield Statement(words, line_place(source, *keys))
    for name, edition in imprint.editions.items():
        held = [_SHORT[edition.sections]] if edition.sections in _SHORT else []
        held += ["a code in place of the references"] if edition.references == "code" else []
        if held:
            yield Statement(f"Edition {name}: {' and '.join(held)}", line_place(source, "editions", name))


def unwritten(imprint: Imprint, source: Source) -> Iterator[Statement]:
    """The words of the cover, who wrote the booklet and who paid, where booklet.toml only keeps the place free.

    A title may be a question, and "None." is who paid, too.
    """
    for name in ("title", "subtitle", "audience"):
        if is_to_write(words := getattr(imprint, name)):
            yield Statement(words, value_place(source, name))
    for name, values in (("authors", imprint.authors), ("funding", (imprint.funding,))):
        for words in values:
            is_none = name == "funding" and words.strip(" .").lower() in ("none", "nobody")
            if text_placeholder_says(words) and not is_none:
                yield Statement(words, value_place(source, name))


def _placed(section: Section) -> str:
    """A section by the name of its file, without the number: of the numbers only their order counts."""
    marks = ([section.layout] if section.layout else []) + (["in short editions too"] if section.is_core else [])
    return ", ".join([f"Section {section.id}", *marks])


def _works(references: Iterable[Reference], cited: set[str]) -> Iterator[Statement]:
    """Each field of each cited work, in the order of their keys. One may be cited by its number: [@doi:10.1000/182]."""
    by_number = {key.lower() for key in cited}
    for reference in sorted(references, key=lambda reference: reference.key):
        is_cited = reference.key in cited or any(name.lower() in by_number for name in numbers_of_work(reference.csl))
        fields = {**reference.csl, "evidence": reference.evidence} if is_cited else {}
        for name in sorted(fields.keys() - {"id"}):
            yield Statement(f"{reference.key}, {name}: {_as_typed(fields[name])}", reference.place)


def _told(keys: Keys, name: str, value: object) -> Iterator[tuple[Keys, str]]:
    """A value in words, with its keys; of lists and tables each value by itself, of what is not there nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _told((*keys, key), f"{name}, {key}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _told((*keys, number), name, inner)
    elif value not in (None, False, ""):
        yield keys, f"{name}: {_as_typed(value)}"


def _as_typed(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
