"""Tables: the rows of a list as it was saved: text with separators (CSV), or the first sheet of a workbook (.xlsx)."""
import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from booklet.copies.recipients.workbook import HOW_TO_KEEP, UNKNOWN, Line, sheet_lines
from booklet.core.printed.words import ENGLISH, printed_words
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable, shown_path

LONGEST_CELL = 10_000
_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=(?P<separator>[,;\t|])"?[\r\n]*')  # sep=; above the headings, which Excel reads and does not show
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "utf-16", "cp1252")


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

    Raises BookletError where it cannot be read, has no headings, or two that are alike.
    """

    def __init__(self, file: Path, encoding: str = "", language: str = ENGLISH):
        self.file, self.path, self._say = file, shown_path(file), printed_words(language)
        self._encoding = encoding
        try:
            if file.suffix.lower() != ".xlsx":
                with file.open("rb") as stream:
                    self._encoding = encoding or _encoding_of(stream.read(4))
                self._separator, self._above = self._told_separator()
            self.headings = self._headings()
        except OSError as error:
            says = f"this cannot be read: {error.strerror or error}"
            raise self._error("unreadable-file", says, "name a .csv or .xlsx file") from error

    def rows(self) -> Iterator[Row]:
        """Every row that holds anything, below the headings."""
        lines = self._lines()
        next(lines, None)
        for number, (cells, held) in enumerate(lines, 2):
            if any(cell.strip() for cell in cells) or any(holds in UNKNOWN for holds in held.values()):
                beyond = [cell for cell in cells[len(self.headings) :] if cell.strip()]
                if beyond:
                    says = f"{len(cells)} cells, and there are {len(self.headings)} headings"
                    raise self._error("bad-list", says, "does a value hold a separator without quotes around it?", number)
                padded = [*cells, *[""] * (len(self.headings) - len(cells))]
                named = {head: cell for head, cell in zip(self.headings, padded, strict=False) if head}
                yield Row(number, named, {self.headings[at]: held[at] for at in held if at < len(self.headings)})

    def _lines(self) -> Iterator[Line]:
        if self.file.suffix.lower() == ".xlsx":
            yield from sheet_lines(self.file, self._say)
            return
        try:
            with self.file.open(encoding=self._encoding, newline="") as stream:
                stream.readline(self._above)
                reader = csv.reader(stream, delimiter=self._separator, strict=True)
                yield from ((cells, {}) for cells in reader)
        except UnicodeError as error:
            hint = "save it as UTF-8; or say what it is: --encoding cp1252"
            raise self._error("not-utf-8", f"this is no text in {self._encoding}", hint) from error
        except csv.Error as error:
            says = f"this is no list with separators: {printable(error)}"
            raise self._error("bad-list", says, "save it as CSV again", reader.line_num) from error

    def _told_separator(self) -> tuple[str, int]:
        """The separator that the line of headings holds most of, or a line above it says; and how long that line is."""
        try:
            with self.file.open(encoding=self._encoding, newline="") as stream:
                first = stream.readline(100_000)
        except UnicodeError:
            first = ""  # told when the rows are read
        said = _SAID.fullmatch(first)
        return (said["separator"], len(first)) if said else (max(_SEPARATORS, key=first.count), 0)

    def _headings(self) -> Sequence[str]:
        cells, held = next(self._lines(), ([], {}))
        if lacking := [what for what in held.values() if what in UNKNOWN]:
            raise self._error("formula", f"a heading is {lacking[0]}, and the file keeps no value of it", HOW_TO_KEEP, 1)
        headings = [" ".join(cell.split()) for cell in cells]
        if not any(headings):
            raise self._error("bad-list", "there are no headings", "write what each column holds into the first row")
        twice = next((head for head in headings if head and headings.count(head) > 1), None)
        if twice:
            raise self._error("bad-list", f"two columns are called {printable(twice)}", "give each a name of its own", 1)
        return headings

    def _error(self, code: str, says: str, hint: str, row: int = 0) -> BookletError:
        return BookletError([Problem(Place(self.path, row), code, says, hint)])


def _encoding_of(start: bytes) -> str:
    if not start.startswith(tuple(mark for mark, _ in _MARKS)) and 0 in start[:2]:  # half of a plain letter is 0
        return "utf_16_le" if start[0] else "utf_16_be"
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), ENCODINGS[0])
