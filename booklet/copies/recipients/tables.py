"""Tables: the rows of a list as it was saved: text with separators (CSV), or the first sheet of a workbook (.xlsx, .ods)."""
import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from openpyxl.utils import get_column_letter

from booklet.copies.recipients.open_document import open_document_lines
from booklet.copies.recipients.workbook import HOW_TO_KEEP, UNKNOWN, Line, sheet_lines, sheets_below
from booklet.core.own_table import own_table
from booklet.core.printed.words import ENGLISH, base_of, printed_words
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable, shown_path
from booklet.core.unseen import with_blanks

LONGEST_CELL = 10_000
_NAME = "name a .csv, .xlsx or .ods file"
_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=(?P<separator>[,;\t|])"?[\r\n]*')  # sep=; above the headings, which Excel reads and does not show
_MOST_ABOVE = 20  # rows in which the headings are looked for: a title and empty rows may stand above
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_READERS = {".xlsx": sheet_lines, ".xlsm": sheet_lines, ".ods": open_document_lines}
_WORKBOOKS = (  # .xlsb; what was printed; .xls; what programs of practices call .xls
    (b"PK\3\4", "a workbook of another kind"), (b"%PDF", "a PDF"), (b"\xd0\xcf\x11\xe0", "a workbook of old"),
    *((mark, "a page of the web, whatever its name says") for mark in (b"<", codecs.BOM_UTF8 + b"<")),
)  # fmt: skip
_CODE_PAGES = own_table(__file__, "words")["code_pages"]
_PAGES = {language: page for page, languages in _CODE_PAGES.items() for language in languages.split()}
_WESTERN = "cp1252"
# Any questions? Ring us: what an author asks; and not Micha? Nowak, or prosz? przyj??
_ASKED = re.compile(r"(?<![\w?-])(?P<first>[^\W\d_])(?:[^\W\d_]|[-'’])*\?(?=[)\"”’\]]*(?:$|\s+(?P<next>\S)))")
ENCODINGS = ("utf-8", "utf-16", *sorted({_WESTERN, *_CODE_PAGES}))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as spreadsheet programs show it (the headings are row 1), and its cells by the headings.

    `held` is what some cells of a workbook hold in place of a value, or of the words that were seen there.
    """

    number: int
    cells: Mapping[str, str]
    held: Mapping[str, str] = field(default_factory=dict)


class PeopleTable:
    """A list. It is read anew each time it is gone through, so that of a long one no more than a row is held.

    `known` is what columns may be called: the headings are the row, of the first few, that has most of that. Raises
    BookletError where it cannot be read, has no headings, or two that are alike.
    """

    def __init__(self, file: Path, encoding: str = "", language: str = ENGLISH, known: Iterable[str] = ()):
        self.file, self.path, self._language, self._say = file, shown_path(file), language, printed_words(language)
        self._known = {known_as(name) for name in known}
        self._encoding = ""
        if not file.is_file():  # a pipe cannot be read twice, and a device has no end
            raise self._error("unreadable-file", "this cannot be read: it is not a plain file", _NAME)
        try:
            if file.suffix.lower() not in _READERS:
                with file.open("rb") as stream:
                    start = stream.read(4)
                if kind := next((kind for mark, kind in _WORKBOOKS if start.startswith(mark)), ""):
                    raise self._error("bad-list", f"this is {kind}", "open it in its program, and save it as .xlsx")
                self._encoding = _encoding_of(start, encoding)
                self._separator, self._above = self._told_separator()
            self.headings_row, self.headings = self._headings()
        except OSError as error:
            says = f"this cannot be read: {error.strerror or error}"
            raise self._error("unreadable-file", says, _NAME) from error

    def has_lost_a_letter(self, value: str) -> bool:
        """Whether a question mark may be what a program wrote for a letter that is not among the few of this encoding."""
        if self._encoding == _PAGES.get(base_of(self._language), _WESTERN):  # words of the language itself lack no letter
            value = _ASKED.sub(lambda found: "" if _is_plain_question(found) else found[0], value)
        return self._encoding.startswith("cp") and "?" in value

    def unread(self) -> Iterator[Problem]:
        """Advice, where other sheets have headings of people as well: those get no copy."""
        if names := self._other_sheets(self._count(self.headings)):
            says = f"the first sheet alone is read; people stand on {names}, too"
            hint = "save each as a list of its own, and name a folder for each: --out"
            yield Problem(Place(self.path), "bad-list", says, hint, is_advice=True)

    def _other_sheets(self, asked: int) -> str:
        """The names of other sheets that have so many headings that are asked for."""
        if _READERS.get(self.file.suffix.lower()) is not sheet_lines:
            return ""
        below = sheets_below(self.file, _MOST_ABOVE)
        names = (name for name, lines in below if any(self._count(line) >= asked for line in lines))
        return printable(", ".join(names), most=200)

    def rows(self) -> Iterator[Row]:
        """Every row that holds anything, below the headings; but not one that only says them again: they may take two."""
        again, is_empty = [known_as(head) for head in self.headings], True
        for number, (cells, held) in islice(enumerate(self._lines(), 1), self.headings_row, None):
            said = {at: known_as(cell) for at, cell in enumerate(cells) if cell.strip()}
            is_again = said and all(again[at : at + 1] == [words] for at, words in said.items())
            if not is_again and (said or any(holds in UNKNOWN for holds in held.values())):
                is_empty = False
                self._stop_at_nameless(said, number)
                padded = [*cells, *[""] * (len(self.headings) - len(cells))]
                named = {head: cell for head, cell in zip(self.headings, padded, strict=False) if head}
                yield Row(number, named, {self.headings[at]: held[at] for at in held if at < len(self.headings)})
        if is_empty:
            says = "nobody stands below its headings"
            raise self._error("bad-list", says, "write a row for each person", self.headings_row)

    def _stop_at_nameless(self, said: Iterable[int], number: int) -> None:
        """Words that belong to those left of them: columns that share a heading, or a value parted by its own comma."""
        last = max(at for at, head in enumerate(self.headings) if head)
        for at in (at for at in said if not "".join(self.headings[at : at + 1])):
            left = next((head for head in self.headings[at::-1] if head), "") if at < last else self.headings[last]
            if known_as(left) in self._known or self._encoding and at > last:
                says = f"words stand in column {get_column_letter(at + 1)}, right of {printable(left)}, and no heading above"
                parted = "put quotes around a value that holds a separator" if self._encoding else "take its words out"
                raise self._error("bad-list", says, f"write one there; or {parted}", number)

    def _lines(self) -> Iterator[Line]:
        if lines_of := _READERS.get(self.file.suffix.lower()):
            yield from lines_of(self.file, self._say)
            return
        try:
            with self.file.open(encoding=self._encoding, newline="") as stream:
                stream.readline(self._above)
                reader = csv.reader(stream, delimiter=self._separator, strict=True, skipinitialspace=True)
                yield from ((cells, {}) for cells in reader)
        except UnicodeError as error:
            page = _PAGES.get(base_of(self._language), _WESTERN)
            hint = f"save it as .xlsx, or as CSV UTF-8; or say what it is: --encoding {page}, and look at names in a sample"
            raise self._error("not-utf-8", f"this is no text in {self._encoding}", hint) from error
        except csv.Error as error:
            says = f"this is no list with separators: {printable(error)}"
            raise self._error("bad-list", says, "save it as CSV again", reader.line_num) from error

    def _told_separator(self) -> tuple[str, int]:
        """The separator that makes most headings of a line, or that the line of headings holds most of, or a line above it
        says; and how long that line is.
        """
        try:
            with self.file.open(encoding=self._encoding, newline="") as stream:
                lines = [stream.readline(100_000) for _ in range(_MOST_ABOVE)]
        except UnicodeError:
            lines = [""]  # told when the rows are read
        if said := _SAID.fullmatch(lines[0]):
            return said["separator"], len(lines[0])
        bare = [line.replace('"', "") for line in lines]
        counts = {each: max(self._count(line.split(each)) for line in bare) for each in _SEPARATORS}
        return max(_SEPARATORS, key=lambda each: (counts[each], lines[0].count(each))), 0

    def _count(self, cells: Sequence[str]) -> int:
        return len({*map(known_as, cells)} & self._known)

    def _headings(self) -> tuple[int, Sequence[str]]:
        lines = list(islice(self._lines(), _MOST_ABOVE))
        counts = [(self._count(cells), any(map(_heading, cells))) for cells, _ in lines]
        row = counts.index(max(counts)) + 1 if counts else 1
        names = "" if any(count for count, _ in counts) else self._other_sheets(2) or self._other_sheets(1)
        if names:  # Numbers puts a summary first
            says = f"the first sheet alone is read, and people stand on {names}"
            raise self._error("bad-list", says, "put that sheet first, and save the list again")
        cells, held = lines[row - 1] if lines else ([], {})
        if lacking := [what for what in held.values() if what in UNKNOWN]:
            raise self._error("formula", f"a heading is {lacking[0]}, and the file keeps no value of it", HOW_TO_KEEP, row)
        headings = [_heading(cell) for cell in cells]
        if not any(headings):
            raise self._error("bad-list", "there are no headings", "write what each column holds into the first row")
        twice = next((head for head in headings if known_as(head) in self._known and headings.count(head) > 1), None)
        if twice:
            raise self._error("bad-list", f"two columns are called {printable(twice)}", "give each a name of its own", row)
        return row, headings

    def _error(self, code: str, says: str, hint: str, row: int = 0) -> BookletError:
        return BookletError([Problem(Place(self.path, row), code, says, hint)])


def _heading(cell: str) -> str:
    return " ".join(cell.split())


def known_as(heading: str) -> str:
    """What a column is known by: "E-mail *:" as e-mail, without signs that nobody sees."""
    return _heading(with_blanks(heading)).rstrip(" :*").casefold()


def _is_plain_question(found: re.Match[str]) -> bool:
    """Whether the word before the question mark is no name, and a sentence may end there."""
    behind = found["next"] or "A"
    return found["first"].islower() and behind != "?" and not behind.islower()


def _encoding_of(start: bytes, told: str) -> str:
    """How a text is written, by its first bytes; else as it is told."""
    if marked := next((encoding for mark, encoding in _MARKS if start.startswith(mark)), ""):
        return marked
    if 0 in start[:2]:  # half of a plain letter is 0
        return "utf_16_le" if start[0] else "utf_16_be"
    return told or ENCODINGS[0]
