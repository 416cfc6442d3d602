"""The scorecard as a page to print and as a spreadsheet to fill in; and the page of the kit for a test with readers.

Both pages are HTML that stands alone, with no clock.
"""
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from booklet.core.problems import Problem, stop_at
from booklet.core.text_file import place_within, printable
from booklet.model.cited import CitedManuscript
from booklet.review.page import csv_table, review_page
from booklet.review.pages_of_sentences import sentence_pages
from booklet.review.scorecard.card import Card, Line, stamp_of
from booklet.review.scorecard.instrument import Instrument
from booklet.review.scorecard.questions import marked_questions
from booklet.review.scorecard.verdict import Seen
from booklet.words.text import read_copy

READERS, ROUND = 20, 10  # EU guideline: rounds of ten, until twenty readers
PASS = 16  # of 20 find each answer and can explain it: 90 of 100 find it, and 90 of 100 of those understand it
COLUMNS = ("item", "instrument", "asks", "answers", "program", "says", "evidence", "rating", "note", "booklet")
_MOST_EVIDENCE = 5


def card_files(card: Card, cited: CitedManuscript) -> dict[str, bytes]:
    """The card by file name: to print, each item with its answer and evidence or lines for two people; and to fill in."""
    name = f"{cited.manuscript.imprint.name}-scorecard"
    card = _handed_on(card, Path(cited.manuscript.folder))
    page = review_page("scorecard", booklet=cited.manuscript.imprint, stamp=card.stamp, instruments=card.lines)
    return {f"{name}.html": page, f"{name}.csv": spreadsheet(card)}


def _handed_on(card: Card, folder: Path) -> Card:
    """The card with each place by its path from the manuscript's folder."""

    def line_within(line: Line) -> Line:
        seen = [replace(each, place=each.place and place_within(each.place, folder)) for each in line.verdict.evidence]
        return replace(line, verdict=replace(line.verdict, evidence=tuple(seen)))

    return replace(card, lines=tuple((instrument, tuple(map(line_within, lines))) for instrument, lines in card.lines))


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


def kit_files(cited: CitedManuscript, edition: str, content: bytes) -> dict[str, bytes]:
    """The kit by file name, its pages those of this PDF. Raises BookletError with what is wrong with the questions."""
    copy = read_copy(cited.manuscript)
    questions, problems = marked_questions(copy, sentence_pages(copy, content))
    stop_at(problems)
    imprint = cited.manuscript.imprint
    page = review_page(
        "user-test", "scorecard", booklet=imprint, stamp=stamp_of(cited, copy), edition=edition, questions=questions,
        readers=READERS, round=ROUND, passing=PASS,
    )  # fmt: skip
    return {f"{imprint.name}-user-test.html": page}


def question_problems(cited: CitedManuscript) -> list[Problem]:
    """What can be said of the questions before any page is laid out."""
    copy = read_copy(cited.manuscript)
    return marked_questions(copy, [1] * len(copy.sentences))[1]
