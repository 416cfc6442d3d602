"""Sheets: the first sheet of a workbook (.xlsx), row by row."""
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import shown_path


LARGEST = 300_000_000  # bytes, unpacked: a million rows; a bomb of a few kB has more
_NO_VALUE = {"f": "a formula", "e": "an error"}
_UNREADABLE = (
    InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, AttributeError, IndexError,
    TypeError, NotImplementedError,
)  # fmt: skip


def sheet_rows(file: Path) -> Iterator[list[str]]:
    """The cells of each row as words. Raises BookletError for what is no workbook, and for a formula."""
    place = shown_path(file)
    hint = "save it as .xlsx again, or as CSV"
    try:
        with ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > LARGEST:
            says = f"unpacked it has {size // 1_000_000} MB, and at most {LARGEST // 1_000_000} are read"
            stop_at([Problem(Place(place), "bad-list", says, "save it as CSV")])
        with closing(load_workbook(file, read_only=True, keep_links=False)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # or each empty row above a far cell is as wide as that is far
            for number, row in enumerate(sheet.iter_rows(), 1):
                wrong = next((cell for cell in row if cell.data_type in _NO_VALUE), None)
                if wrong is not None:
                    says = f"{wrong.coordinate} holds {_NO_VALUE[wrong.data_type]}, and no value"
                    stop_at([Problem(Place(place, number), "formula", says, "copy the column, and paste it as values")])
                yield [_written(cell.value) for cell in row]
    except _UNREADABLE as error:
        raise BookletError([Problem(Place(place), "bad-list", "this is no workbook that can be read", hint)]) from error


def _written(value: object) -> str:
    """A value of a sheet as a person would write it. Dates have no look of their own there: 2026-11-30 09:15."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
