"""The ledger as a page: one HTML file that stands alone, to read on a screen or to print and sign."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from booklet.core.text_file import place_within
from booklet.model.booklet import Imprint
from booklet.model.cited import CitedManuscript
from booklet.review.ledger import KIND_NAMES, Ledger, Row, ledger_csv, ledger_of
from booklet.review.page import review_page
from booklet.review.pages_of_sentences import figure_pages, sentence_pages
from booklet.words.text import read_copy

# Millimetres of the drawing: a line of it, where bars begin, the longest bar.
_LINE_MM, BARS_MM, LONGEST_MM = 7, 58, 96


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a drawing: its words, its number, and how long it is in millimetres."""

    label: str
    count: int
    length_mm: float


def ledger_files(cited: CitedManuscript, file: str, content: bytes) -> dict[str, bytes]:
    """The ledger of a manuscript as two files, by name: a table for a spreadsheet, and a page.

    `content` is the PDF called `file`, of which the pages are told.
    """
    copy, imprint = read_copy(cited.manuscript), cited.manuscript.imprint
    ledger = ledger_of(copy, cited, sentence_pages(copy, content), figure_pages(content))
    folder = Path(cited.manuscript.folder)
    ledger = replace(ledger, rows=tuple(replace(row, place=place_within(row.place, folder)) for row in ledger.rows))
    return {
        f"{imprint.name}-ledger.csv": ledger_csv(ledger.rows),
        f"{imprint.name}-ledger.html": ledger_html(ledger, imprint, file),
    }


def ledger_html(ledger: Ledger, imprint: Imprint, file: str) -> bytes:
    """The whole page. `file` is the name of the PDF that the pages are those of."""
    rows = ledger.rows
    by_section = groupby(rows, key=lambda row: (row.section, row.section_title))
    uses = {work.number: [row for row in rows if work in row.works] for work in ledger.works}
    return review_page(
        "ledger",
        doubted=[row for row in rows if row.doubts], accepted=[row for row in rows if row.exceptions],
        on_animals=[row for row in rows if row.rests_on_animals], on_companies=[row for row in rows if row.rests_on_company],
        ledger=ledger, booklet=imprint, file=file, kinds=KIND_NAMES,
        sections=[(title, list(group)) for title, group in by_section],
        drawings=[
            ("age", f"By age, counted from {ledger.year}", "Age", bars_of(ledger.by_age)),
            ("kind", "By kind", "Kind", bars_of(ledger.by_kind)),
        ],
        line_mm=_LINE_MM, bars_mm=BARS_MM, width_mm=BARS_MM + LONGEST_MM + 12,
        works=[(work, len(uses[work.number]), _pages(uses[work.number])) for work in ledger.works],
    )  # fmt: skip


def bars_of(counted: Mapping[str, int]) -> list[Bar]:
    """Bars from zero, the longest as long as the drawing has room for."""
    most = max([1, *counted.values()])
    return [Bar(label, count, round(count / most * LONGEST_MM, 1)) for label, count in counted.items()]


def _pages(rows: Sequence[Row]) -> str:
    """3, 9, 17: each page once."""
    return ", ".join(str(page) for page in sorted({row.page for row in rows if row.page}))
