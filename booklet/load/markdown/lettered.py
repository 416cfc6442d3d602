"""Lists that are counted by letters, which CommonMark does not know: a), b); (i), (ii); A., B."""
import re
from string import ascii_lowercase, ascii_uppercase

from booklet.load.markdown.blocks import BlockReader
from booklet.load.markdown.cursor import Cursor
from booklet.load.markdown.grammar import LETTERED
from booklet.load.markdown.typed import mark

ROMAN_LABELS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
_ROWS = (ROMAN_LABELS, [each.upper() for each in ROMAN_LABELS], [*ascii_lowercase], [*ascii_uppercase])
_SECOND = {row[0]: row[1] for row in _ROWS}
_NEAR = 100  # lines, in which the second item stands
_BY_LETTER = "letter"


def lettered_item(reader: BlockReader, cursor: Cursor) -> bool:
    """The first item, which the letter of one below counts on from; or one that counts on from those above, though another
    list stands between; or an item of a list that is open, by any letter of its kind, right below what is in it.
    """
    found = None if cursor.is_code else LETTERED.match(cursor.words)
    if not found or reader.open[reader.held - 1].kind == "table" and "|" in cursor.words:
        return False
    shape, letter = (found["opens"], found["stop"]), found["letter"]
    is_first = letter in _SECOND and _counts_on(reader, found)
    _reach(reader, is_first)
    above = reader.open[reader.held - 1]
    is_open = above.sign == _BY_LETTER and not is_first and _is_alike(reader, above.element[-1].get("label", ""), found)
    is_next = (*shape, letter) in reader.next_labels and above.kind != "paragraph"  # not C. difficile, below words
    if not (is_first or is_open or is_next):
        return False
    reader.next_labels = _next(found)
    at, place = cursor.indent, cursor.line.place(cursor.words_at)
    cursor.to_words()
    cursor.read(found.end())
    if not is_open:
        reader.begin("list", mark("ol", place)).sign = _BY_LETTER
    block = reader.begin("item", mark("li", place, label=found[0].strip()))
    block.at, block.width = at, at + found.end()
    return True


def _next(found: re.Match[str]) -> set[tuple[str, str, str]]:
    """The labels that would count on from one: a letter may be a number of Rome, too."""
    letter = found["letter"]
    return {(found["opens"], found["stop"], row[row.index(letter) + 1]) for row in _ROWS if letter in row[:-1]}


def _is_alike(reader: BlockReader, label: str, found: re.Match[str]) -> bool:
    """Whether a letter is of the kind of the last one of its list; below a blank line, such as E. coli, the next one."""
    last = LETTERED.match(f"{label} x")
    if not last or reader.texts[reader.index - 1].strip(" \t>") == "":
        return last is not None and (found["opens"], found["stop"], found["letter"]) in _next(last)
    of_kind = [(each["opens"], each["stop"], each["letter"].isupper()) for each in (last, found)]
    return of_kind[0] == of_kind[1]


def _reach(reader: BlockReader, is_first: bool) -> None:
    """Go on, right below the words of an item, with the list in it, or with the item, though the line is not set in."""
    beyond = reader.open[reader.held :]
    if not beyond or beyond[-1].kind != "paragraph" or reader.open[reader.held - 1].sign == _BY_LETTER:
        return
    lists = (reader.held + n for n, block in enumerate(beyond, 1) if block.sign == _BY_LETTER)
    reader.held = next(lists, len(reader.open) - 1 if is_first else reader.held)


def _counts_on(reader: BlockReader, first: re.Match[str]) -> bool:
    """Whether one of the next lines is the second item, and no words in between end the list."""
    margin, is_apart = _margin(reader.texts[reader.index]), False
    for line in reader.texts[reader.index + 1 : reader.index + _NEAR]:
        words = line[_margin(line) :]
        second = LETTERED.match(words)
        if second and (second["opens"], second["letter"], second["stop"]) == (
            first["opens"], _SECOND[first["letter"]], first["stop"],
        ):  # fmt: skip
            return True
        if words.startswith(("#", ":::")) or words and is_apart and not second and _margin(line) <= margin:
            return False
        is_apart = not words
    return False


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>"))
