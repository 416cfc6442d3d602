"""Workbooks of LibreOffice (.ods): the rows of the first sheet, in the words that its cells show.

Read as a stream of which no more than a row is held: a file of a few kB may say that a cell stands there a million times.
"""
from collections.abc import Iterator, Set
from datetime import datetime
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from booklet.copies.recipients.workbook import DATE, ERROR, STRUCK, UNSOLVED, Line, Looks, moment, readable, seen_lines
from booklet.core.printed.words import Words

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet in any program
_MOST_ALIKE = 1_000  # rows of people, one below the other
_MOST_IN_A_ROW, _DEEPEST = 200_000, 200  # elements
_OFFICE, _STYLE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "style", "table", "text")
)
_IS_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_ROW, _CELLS = f"{_TABLE}table-row", (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def open_document_lines(file: Path, say: Words) -> Iterator[Line]:
    """The rows of a sheet, empty ones too. Raises BookletError for what is no workbook."""
    with readable(file), ZipFile(file) as packed, packed.open("content.xml") as stream:
        looks = Looks()
        yield from seen_lines(_lines(stream, looks, say), looks, file)


def _lines(stream: IO[bytes], looks: Looks, say: Words) -> Iterator[Line]:
    number = empty = 0
    struck: set[str | None] = set()  # styles of cells
    for row in _rows(stream, struck):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        line, spans = _line(row, say, struck)
        if spans:
            looks.merged[number + 1] = [(at, number + rows) for at, rows in spans]
        is_full = any(line[0]) or bool(line[1])
        if number + times > _MOST_ROWS or is_full and times > _MOST_ALIKE:
            raise ValueError
        if is_full:
            yield from [([], {})] * empty  # those at the end, of which most files have a million, are let go
            empty = -times
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                looks.hidden.update(range(number + 1, number + times + 1))
            yield from [line] * times
        number, empty = number + times, empty + times


def _rows(stream: IO[bytes], struck: set[str | None]) -> Iterator[Element]:
    """The rows of the first sheet that is not hidden, and the styles whose words are struck. Raises ValueError for what no
    program writes.
    """
    path: list[Element] = []
    unseen: set[str | None] = set()  # styles of sheets
    sheet: Element | None = None
    row: Element | None = None
    count = 0
    for event, each in iterparse(stream, ("start", "end")):
        if event == "start":
            path.append(each)
            if sheet is None and each.tag == f"{_TABLE}table" and each.get(f"{_TABLE}style-name") not in unseen:
                sheet = each
            if sheet is not None and row is None and each.tag == _ROW:
                row, count = each, 0
            count += 1
            if len(path) > _DEEPEST or row is not None and count > _MOST_IN_A_ROW:
                raise ValueError
            continue
        path.pop()
        if each is sheet:
            return
        if each.tag == f"{_STYLE}table-properties" and each.get(f"{_TABLE}display") == "false":
            unseen.add(path[-1].get(f"{_STYLE}name"))
        if each.tag == f"{_STYLE}text-properties" and not {each.get(name) for name in _THROUGH} <= {None, "none"}:
            struck.add(path[-1].get(f"{_STYLE}name"))
        if row is not None and each is row:
            yield each
            row = None
        if row is None and path:
            path[-1].remove(each)


def _line(row: Element, say: Words, struck: Set[str | None]) -> tuple[Line, list[tuple[int, int]]]:
    """The cells of a row, and those that reach over several rows."""
    cells: list[str] = []
    held: dict[int, str] = {}
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in (each for each in row if each.tag in _CELLS):
        times, rows = (int(cell.get(f"{_TABLE}number-{name}", "1")) for name in ("columns-repeated", "rows-spanned"))
        words, holds = _written(cell, say) if cell.tag == _CELLS[0] else ("", "")  # what is covered, nobody sees
        if at + times > _MOST_COLUMNS:
            raise ValueError
        if rows > 1:
            spans.append((at, rows))
        if words or holds:
            cells += [""] * (at - len(cells)) + [words] * times
            styles = cell.get(f"{_TABLE}style-name"), *(span.get(f"{_TEXT}style-name") for span in cell.iter(f"{_TEXT}span"))
            holds = STRUCK if words and not struck.isdisjoint(styles) else holds
            held |= dict.fromkeys(range(at, at + times), holds) if holds else {}
        at += times
    return (cells, held), spans


def _written(cell: Element, say: Words) -> tuple[str, str]:
    """What a cell shows, and what it holds where that need not be so in each program and language."""
    kind, words = cell.get(f"{_OFFICE}value-type"), " ".join("".join(_words(each)) for each in cell.findall(f"{_TEXT}p"))
    if cell.get(_IS_ERROR) == "error":
        return "", ERROR
    if kind == "date":
        return moment(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")), say), DATE
    if not words and not kind and cell.get(f"{_TABLE}formula"):
        return "", UNSOLVED
    return words, DATE if kind == "time" else ""


def _words(part: Element) -> Iterator[str]:
    """The words of a line, and a blank for each sign that is one; without comments and drawings that hang on it."""
    yield part.text or ""
    for each in part:
        if each.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif each.tag.startswith(_TEXT) and each.tag != f"{_TEXT}ruby-text":
            yield from _words(each)
        yield each.tail or ""
