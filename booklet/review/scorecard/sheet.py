"""The scorecard and the kit for a test with readers as pages to print: HTML that stands alone, with no clock."""
from dataclasses import replace
from pathlib import Path

from booklet.core.problems import Problem, stop_at
from booklet.core.text_file import place_within
from booklet.model.cited import CitedManuscript
from booklet.review.page import review_page
from booklet.review.pages_of_sentences import sentence_pages
from booklet.review.scorecard.card import Card, Line, stamp_of
from booklet.review.scorecard.questions import marked_questions
from booklet.review.scorecard.spreadsheet import spreadsheet
from booklet.words.text import read_copy

READERS, ROUND = 20, 10  # EU guideline: rounds of ten, until twenty readers
PASS = 16  # of 20 find each answer and can explain it: 90 of 100 find it, and 90 of 100 of those understand it


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
