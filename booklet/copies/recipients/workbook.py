"""Workbooks (.xlsx): the rows of the first sheet, in the words that its cells show.

A file keeps of each cell a value and, apart from it, how it looks; of a formula what it came to, if the program that wrote
the file knew that. A cell whose words may differ from what was seen in it is marked with what it holds.
"""
import re
from collections.abc import Generator, Iterator, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from booklet.core.printed.runs import ranges
from booklet.core.printed.words import Words
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import shown_path

Line = tuple[Sequence[str], dict[int, str]]  # the cells of a row, and what some of them hold, by their position
UNSOLVED, ERROR, DATE, _NUMBER, STRUCK = "a formula", "an error", "a date or a time", "a number", "struck words"
STRANGE = "a number in a look of its own"
UNKNOWN = (UNSOLVED, ERROR, STRANGE)
HOW_TO_KEEP = "open it in its program and save it again; or copy the column, and paste it as values"
_LONGEST_TAG = 100_000  # bytes: no row has more to say of itself
_LARGEST = 300_000_000  # bytes, unpacked: a million rows; a bomb of a few kB has more
# 00000, 0.00, #,##0, 0%, #
_LOOK = re.compile(r"(?:(?P<parted>#,##)?(?P<whole>0+)(?:\.(?P<tenths>0+))?|#)(?P<percent>%)?")
_SIGN = r"\"[^\"]*\"|\\.|_.|\*.|\[\$[^\]]*\]|[-+ ()€£$¥°:\u00a0]"
_CORE = r"General|@|(?:#,##)?0+(?:\.0+)?%?|#%?"
_AROUND = re.compile(rf"(?P<before>(?:{_SIGN})*)(?P<core>{_CORE})(?P<behind>(?:{_SIGN})*)", re.DOTALL)
_LITERAL = re.compile(r'"(?P<words>[^"]*)"|\\(?P<one>.)|(?P<fill>[_*].)|\[\$(?P<money>[^\]-]*)[^\]]*\]', re.DOTALL)
_COLOUR = re.compile(r"\[(?:red|black|blue|green|white|yellow|cyan|magenta|color ?[0-9]+)\]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x(?P<code>[0-9A-F]{4})_")  # _x000D_, a sign that XML has no place for
# <row r="5" hidden="1">
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]* hidden="(?:1|true)")[^<>]* r="(?P<row>[0-9]{1,7})"')
_MERGED = re.compile(rb'mergeCell ref="(?P<column>[A-Z]{1,3})(?P<top>[0-9]{1,7}):[A-Z]{1,3}(?P<bottom>[0-9]{1,7})"')  # A2:A9
_SURE = 11  # digits; a larger number is shown as 1.2E+11
_UNREADABLE = (
    InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, AttributeError, IndexError,
    TypeError, RuntimeError, ZlibError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looks:
    """By row the columns in which a merged cell begins, and the last row of it; and the rows that are hidden."""

    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def sheet_lines(file: Path, say: Words) -> Iterator[Line]:
    """The rows of a sheet, empty ones too. Raises BookletError for what is no workbook."""
    with readable(file):
        yield from seen_lines(_lines(file, say), _looks(file), file)


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """Whatever a damaged workbook raises is told in one sentence, and a bomb is not unpacked. Raises BookletError."""
    place = Place(shown_path(file))
    try:
        with ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > _LARGEST:
            says = f"unpacked it has {size // 1_000_000} MB, and at most {_LARGEST // 1_000_000} are read"
            stop_at([Problem(place, "bad-list", says, "save it as CSV UTF-8")])
        yield
    except _UNREADABLE as error:
        hint = "is it locked? Save it again without a password, or as CSV UTF-8"
        raise BookletError([Problem(place, "bad-list", "this is no workbook that can be read", hint)]) from error


def seen_lines(lines: Iterator[Line], looks: Looks, file: Path) -> Iterator[Line]:
    """The rows as they are seen: a merged cell says the same in each of its rows. Raises BookletError for hidden ones."""
    below: dict[int, tuple[int, str, str]] = {}  # by column: up to which row the cells say the same, and what
    for number, (words, held) in enumerate(lines, 1):
        if number in looks.hidden and any(words):
            says = f"rows are hidden, perhaps by a filter: {ranges(sorted(looks.hidden))}"
            how = "show all rows; or copy those that are seen into a workbook of their own"
            stop_at([Problem(Place(shown_path(file), number), "bad-list", says, how)])
        yield _with_heads(words, held, below, number) if any(words) else (words, held)
        for at, last in looks.merged.get(number, ()):
            below[at] = last, words[at] if at < len(words) else "", held.get(at, "")


def _lines(file: Path, say: Words) -> Iterator[Line]:
    with closing(_rows(file)) as rows, closing(_rows(file, is_worked_out=True)) as worked_out:
        for number, row in rows:
            formulas = {at for at, cell in enumerate(row) if cell.data_type == "f"}
            if formulas:
                row = next(same for at, same in worked_out if at == number)
            yield _line(row, formulas, say)


def _looks(file: Path) -> Looks:
    looks = Looks()
    with closing(load_workbook(file, read_only=True, keep_links=False)) as book:
        part = _sheet(book)._worksheet_path
    with ZipFile(file) as packed, packed.open(part) as stream:
        rest = b""
        while piece := stream.read(1_000_000):
            tags, cut, rest = (rest + piece).rpartition(b"<")
            looks.hidden.update(int(found["row"]) for found in _HIDDEN.finditer(tags))
            for found in _MERGED.finditer(tags):
                at = column_index_from_string(found["column"].decode()) - 1
                looks.merged.setdefault(int(found["top"]), []).append((at, int(found["bottom"])))
            rest = (cut + rest)[:_LONGEST_TAG]
    return looks


def _with_heads(words: Sequence[str], held: dict[int, str], below: dict[int, tuple[int, str, str]], number: int) -> Line:
    """A row whose cells that are merged with one above say the same as that."""
    for at in [at for at, (last, *_) in below.items() if last < number]:
        del below[at]
    full = [*words, *[""] * (max(below, default=-1) + 1 - len(words))]
    for at, (_, said, _) in below.items():
        full[at] = said
    return full, held | {at: holds for at, (_, _, holds) in below.items() if holds}


def _sheet(book: Any) -> Any:
    """The first sheet that can be seen."""
    return next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), book.worksheets[0])


def sheets_below(file: Path, most: int) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    """The other sheets that can be seen, each by its name with the words of its first rows."""
    with readable(file), closing(load_workbook(file, read_only=True, keep_links=False)) as book:
        for sheet in (each for each in book.worksheets if each.sheet_state == "visible" and each is not _sheet(book)):
            rows = sheet.iter_rows(max_row=most, max_col=200, values_only=True)
            yield sheet.title, [[str(cell or "") for cell in row] for row in rows]


def _rows(file: Path, is_worked_out: bool = False) -> Generator[tuple[int, Sequence[Any]]]:
    """Each row with its number; formulas as such, or `is_worked_out`: what each came to."""
    with closing(load_workbook(file, read_only=True, keep_links=False, data_only=is_worked_out, rich_text=True)) as book:
        sheet = _sheet(book)
        sheet.reset_dimensions()  # or each empty row above a far cell is as wide as that is far
        yield from enumerate(sheet.iter_rows(), 1)


def _line(row: Sequence[Any], formulas: Set[int], say: Words) -> Line:
    cells = [_written(cell, say) for cell in row]
    held = {at: holds for at, (_, holds) in enumerate(cells) if holds}
    unknown = {at: UNSOLVED for at in formulas if row[at].value is None and row[at].data_type == "n"}  # "" is "str"
    struck = {at: STRUCK for at, (words, _) in enumerate(cells) if words and _is_struck(row[at])}
    return [words for words, _ in cells], held | unknown | struck


def _is_struck(cell: Any) -> bool:
    """Whether the words of a cell are struck, or some of them: the hour that does not hold any more beside the new one."""
    parts = cell.value if isinstance(cell.value, CellRichText) else ()
    return bool(cell.font.strike or any(isinstance(part, TextBlock) and part.font.strike for part in parts))


def _written(cell: Any, say: Words) -> tuple[str, str]:
    """The value of a cell as a person would write it, and what it holds where that need not be what was seen there.

    Dates have no look of their own in a file that travels from country to country: 30 November 2026, 09:15.
    """
    value = cell.value
    if cell.data_type == "e":
        return "", ERROR
    match value:
        case None:
            return "", ""
        case bool():
            return "yes" if value else "no", ""
        case date():
            return moment(value, say), DATE
        case time():
            return f"{value:%H:%M}", DATE
        case int() | float():
            return _number(value, str(cell.number_format), say)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}", DATE
    return _ESCAPED.sub(lambda found: chr(int(found["code"], 16)), str(value)), ""


def moment(value: date, say: Words) -> str:
    has_hour = isinstance(value, datetime) and value.time() != time()
    return f"{say.date(value)}, {value:%H:%M}" if has_hour else say.date(value)


def _number(value: float, look: str, say: Words) -> tuple[str, str]:
    """A number as its cell shows it, 0050, 50%, 1,247.50 or 3 mg; and what it holds where that is not sure.

    Sure are digits that each machine shows so: a password may be made of them.
    """
    parts = _look_parts(look)
    at = 1 if value < 0 < len(parts) - 1 else 2 if value == 0 and len(parts) > 2 else 0
    before, core, behind = parts[at] or ("", "", "")
    shown, size = _LOOK.fullmatch(core), abs(value)
    if core in ("General", "@") or shown and "e" in f"{value}":
        words = str(int(size)) if size == int(size) else f"{size:.10g}".replace(".", say("numbers.point"))
        is_sure = len(words) <= _SURE and not shown
    elif shown:
        places, least = len(shown["tenths"] or ""), (shown["whole"] or "").count("0")
        number = Decimal(str(size)) * (100 if shown["percent"] else 1)
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        words = f"{rounded:{',' if shown['parted'] else ''}f}".zfill(least + (places and places + 1))
        is_sure = words.isdigit() and not shown["percent"]
        signs = {ord(","): say("numbers.thousands"), ord("."): say("numbers.point")}
        words = words.translate(signs) + (shown["percent"] or "")
    else:
        return "", STRANGE
    words = f"{'-' if value < 0 and not at else ''}{before}{words}{behind}".strip()
    return words, "" if is_sure and words.isdigit() else _NUMBER


def _look_parts(look: str) -> list[tuple[str, str, str] | None]:
    """The looks of a number above and below nothing: what stands before it, its digits, and what stands behind.

    None for a look that says more: (###) ###-####, # ?/?, [>9]0, 0,"k".
    """
    parts: list[tuple[str, str, str] | None] = []
    for section in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', look):
        found = _AROUND.fullmatch(_COLOUR.sub("", section))
        parts.append((_literal(found["before"]), found["core"], _literal(found["behind"])) if found else None)
    return parts


def _literal(signs: str) -> str:
    """The letters of a look: "mg", \\+, [$€-407]; _x and *x are blanks."""
    return _LITERAL.sub(lambda found: found[found.lastgroup or 0] if found.lastgroup != "fill" else "", signs)
