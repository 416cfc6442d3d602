"""Labels: words that are printed and stand in no sentence of a section.

Titles and running heads, alternative texts, and the charts' own words. Each is one `Sentence` of the kind title, alt
or chart, with the line that it stands on.
"""
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from booklet.core.json_list import LONGEST_KB, Entry, read_entries
from booklet.core.problems import Place
from booklet.core.text_file import Source, read_source
from booklet.load.fields import printed
from booklet.model.figures.entry import PLACEHOLDER
from booklet.model.manuscript import Drawing, Section, flat
from booklet.model.sentence import Filled, Sentence

_NO_WORDS = {"id", "citekey", "chart", "name"}  # fields of an entry that nobody reads
_LONGEST_ENTRY = 400  # lines of one entry in which its words are looked for


def read_labels(sections: Sequence[Section], numbers_file: Path, values: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """All of them, in the order of the files. `values` are the numbers by id and name, as a caption names them."""
    found = [label for section in sections for label in _of_section(section)]
    folder = numbers_file.parent
    source, _ = read_source(numbers_file, folder, LONGEST_KB, is_optional=True)
    if source is not None:
        for entry in read_entries(numbers_file, folder)[0]:
            found += _of_entry(entry, source, values.get(entry.id, {}))
    return tuple(found)


def _of_section(section: Section) -> Iterator[Sentence]:
    """Its title, its running head and what its pictures are called."""
    for words in dict.fromkeys((section.title, section.running_head)):
        yield Sentence(words, "title", section.id, section.place)
    for block in flat(section.blocks):
        if isinstance(block, Drawing):
            yield Sentence(block.alt, "alt", section.id, block.place)


def _of_entry(entry: Entry, source: Source, values: Mapping[str, Any]) -> Iterator[Sentence]:
    """Each string of an entry that a reader sees. It cites the works of its entry."""
    works = entry.fields.get("citekey")
    keys = tuple(str(key) for key in works) if isinstance(works, list) else (str(works),) if works else ()
    lines = source.text.split("\n")
    for words in _strings(entry.fields):
        text, fields = _printed(words, entry.id, values)
        place = Place(entry.place.path, _line_of(words, lines, entry.place.line))
        yield Sentence(text, "chart", entry.id, place, keys=keys, fields=fields)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                if name not in _NO_WORDS:
                    yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


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
