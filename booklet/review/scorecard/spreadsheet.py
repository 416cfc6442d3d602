"""The scorecard as a spreadsheet: a row for each item, to fill in and to read back."""
from collections.abc import Iterable

from booklet.core.text_file import printable
from booklet.review.csv_table import csv_table
from booklet.review.scorecard.card import Card, Line
from booklet.review.scorecard.instrument import Instrument
from booklet.review.scorecard.verdict import Seen

COLUMNS = ("item", "instrument", "asks", "answers", "program", "says", "evidence", "rating", "note", "booklet")
_MOST_EVIDENCE = 5


def spreadsheet(card: Card) -> bytes:
    """The card as CSV, `rating` and `note` empty."""
    return csv_table(COLUMNS, (_row(instrument, line, card.stamp) for instrument, lines in card.lines for line in lines))


def told(seen: Seen) -> str:
    """One piece of evidence: page 12, sections/010-rest.md:8: Rest helps."""
    places = [f"page {seen.page}"] if seen.page else []
    places += [str(seen.place)] if seen.place else []
    return ": ".join(filter(None, [", ".join(places), printable(seen.words, most=120)]))


def _row(instrument: Instrument, line: Line, stamp: str) -> Iterable[str]:
    evidence = " | ".join(map(told, line.verdict.evidence[:_MOST_EVIDENCE]))
    return (
        line.item.id, instrument.name, line.item.asks, " ".join(line.item.answers), line.answer,
        line.verdict.says or line.item.left, evidence, "", "", stamp,
    )  # fmt: skip
