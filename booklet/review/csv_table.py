"""A table for a spreadsheet. Nothing in it is a formula: what somebody typed into a manuscript runs in no program."""
import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")  # =1+1; a spreadsheet runs what begins so, blanks before it or not


def csv_table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as RFC 4180, UTF-8 with a byte order mark, by which Excel knows it."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before one. Source: OWASP, CSV Injection."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
