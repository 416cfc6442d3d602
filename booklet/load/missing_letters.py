"""Letters that no face has, told where they were typed, before any page is laid out.

What is asked is the manuscript as it was read, so a remark or a work that nobody cites may be written in any letters.
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from html import unescape
from pathlib import Path
from unicodedata import name, normalize

from pydantic import BaseModel

from booklet.core.letters.chain import lacking, without_face
from booklet.core.pictures.picture import read_picture
from booklet.core.problems import Place, Problem
from booklet.core.text_file import CLINIC, read_source, shown_path
from booklet.load.markdown.links import ENTITY, entity
from booklet.load.pictures import pictures_of
from booklet.model.cited import keys_cited
from booklet.model.manuscript import Manuscript
from booklet.model.signoff import SIGN_OFFS

_MOST_LINES, _MOST_NAMED = 20, 4  # of a file that are told, and letters of a line
_LONGEST_KB = 10_000
_UNPRINTED = frozenset(("abstract", "annote", "keyword", "note"))  # fields of a work
DRAWN_ALIKE = {"⩾": "≥", "⩽": "≤"}  # the same sign in another drawing, as journals set it; of Ⅱ Unicode says so itself
_HOW = "`python build.py doctor` says how to install it; on Debian and Ubuntu: apt-get install fonts-noto-cjk"
Printed = tuple[Path, int, object]  # a file, a line of it, and what is printed of that line and those below it


def letter_problems(manuscript: Manuscript, clinic_file: Path | None) -> Iterator[Problem]:
    """Each line with a letter that no face has; of each file the first with letters whose face is not on this machine."""
    for file, first_line, value in _printed(manuscript, clinic_file):
        letters = set("".join(_texts(value)))
        if missing := without_face(letters):
            yield from _missing(list(_lines_with(missing, file, first_line)))
        if absent := lacking(letters):
            place, named = next(_lines_with(set(absent), file, first_line))
            says = f"{_told(named)}: {absent[named[0]].family} sets such letters, and this machine lacks it"
            yield Problem(place, "missing-font", says, _HOW)


def _missing(lines: list[tuple[Place, list[str]]]) -> Iterator[Problem]:
    hint = "write it in other letters, or as a drawing in which letters are shapes"
    for place, letters in lines[:_MOST_LINES]:
        alike = [DRAWN_ALIKE.get(letter, normalize("NFKC", letter)) for letter in letters]
        is_known = not without_face("".join(alike))
        swap = (letters[0], alike[0]) if is_known else ("", "")
        write = f"write {', '.join(dict.fromkeys(alike))}" if is_known else hint
        yield Problem(place, "missing-letter", f"no face of the press has {_told(letters)}", write, swap=swap)
    for place, _ in lines[_MOST_LINES : _MOST_LINES + 1]:
        says = f"{len(lines) - _MOST_LINES} more lines have letters that no face of the press has"
        yield Problem(place, "missing-letter", says, "mend those above first")


def _told(letters: list[str]) -> str:
    named = (f"{letter} (U+{ord(letter):04X} {name(letter, 'no name').lower()})" for letter in letters[:_MOST_NAMED])
    return ", ".join(named) + (f" and {len(letters) - _MOST_NAMED} more" if len(letters) > _MOST_NAMED else "")


def _printed(manuscript: Manuscript, clinic_file: Path | None) -> Iterator[Printed]:
    """What is printed of each file. Of references.json the works that are cited, of a drawing its words."""
    folder = Path(manuscript.folder)
    yield folder / "booklet.toml", 1, manuscript.imprint
    yield clinic_file or folder / CLINIC, 1, manuscript.clinic
    yield from ((Path(section.place.path), 1, section) for section in manuscript.sections)
    yield folder / "glossary.md", 1, (manuscript.terms, manuscript.abbreviations)
    yield folder / "numbers.json", 1, manuscript.charts
    cited = set(keys_cited(manuscript.sections, manuscript.charts))
    works = (work for work in manuscript.references if work.key in cited)
    for work in works:
        printed = {field: value for field, value in work.csl.items() if field not in _UNPRINTED}
        yield folder / "references.json", work.place.line, printed
    sign_offs = (sign_off for part in manuscript.standing.parts for sign_off in part.sign_offs)
    yield folder / SIGN_OFFS, 1, tuple((sign_off.reviewer, sign_off.role) for sign_off in sign_offs)
    yield from ((folder / picture, 1, _words_of(folder / picture)) for picture in pictures_of(manuscript))


def _words_of(file: Path) -> str:
    """The words of a drawing as it is printed; "" of what cannot be, which is told where it is asked for."""
    try:
        picture, _ = read_picture(file)
    except OSError:
        return ""
    return unescape(re.sub(r"<[^>]*>", "", picture.content.decode())) if picture and picture.drawing else ""


def _texts(whole: object) -> Iterator[str]:
    """All text inside a value, in any order, but for places: they are paths of the machine."""
    left = [whole]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Place | int | float | type):
            continue
        elif isinstance(value, BaseModel):
            left.append(value.model_dump())
        elif isinstance(value, Mapping):
            left += value.values()
        elif is_dataclass(value):
            left += [getattr(value, name) for name in value.__dataclass_fields__]
        elif isinstance(value, Iterable):
            left += value


def _lines_with(letters: set[str], file: Path, first_line: int) -> Iterator[tuple[Place, list[str]]]:
    """Each line with some of these letters: where the first of them is, and which; one line where none is as typed."""
    spelled = {spelling: letter for letter in letters for spelling in _spellings(letter)}
    pattern = re.compile("|".join([*map(re.escape, spelled), ENTITY.pattern]))
    source, _ = read_source(file, None, _LONGEST_KB, is_optional=True)
    lines = source.text.split("\n") if source else []
    is_found = False
    for number, line in enumerate(lines[first_line - 1 :], first_line):
        here = [(found, spelled.get(found[0]) or entity(found[0])) for found in pattern.finditer(line)]
        if here := [(found, letter) for found, letter in here if letter in letters]:
            is_found = True
            place = Place(shown_path(file), number, column=here[0][0].start() + 1)
            yield place, list(dict.fromkeys(letter for _, letter in here))
    if not is_found:
        yield Place(shown_path(file), first_line), sorted(letters)


def _spellings(letter: str) -> Iterator[str]:
    """A letter as it is typed, where it is not by its number (&#6016;): itself, and in JSON \\u1780."""
    pairs = letter.encode("utf-16-be").hex()
    yield letter
    escaped = "".join(f"\\u{pairs[at : at + 4]}" for at in range(0, len(pairs), 4))
    yield from (escaped, escaped.upper().replace("\\U", "\\u"))
