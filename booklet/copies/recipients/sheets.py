"""Sheets: the first sheet of a workbook (.xlsx), row by row."""
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import shown_path


def sheet_rows(file: Path) -> Iterator[list[str]]:
    """The cells of each row as words. Raises BookletError for what is no workbook, and for a formula."""
    place = shown_path(file)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        hint = "save it as .xlsx again, or as CSV"
        raise BookletError([Problem(Place(place), "bad-list", "this is no workbook that can be read", hint)]) from error
    try:
        for number, row in enumerate(book.worksheets[0].iter_rows(), 1):
            formula = next((cell for cell in row if cell.data_type == "f"), None)
            if formula is not None:
                says, hint = f"{formula.coordinate} holds a formula, and no value", "copy the column, and paste it as values"
                raise BookletError([Problem(Place(place, number), "formula", says, hint)])
            yield [_written(cell.value) for cell in row]
    finally:
        book.close()


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
