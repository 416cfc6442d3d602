"""A desk for the deciders of the scorecard without setting a page, and a card that two raters filled in.

filled(card_csv, {"pemat-p-01": "agree"}, others="1")
"""
import csv
import io
from pathlib import Path

from booklet.pipeline import read_manuscript
from booklet.review.scorecard.card import Card
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.measured import Measured
from booklet.words.check import problems_of_words
from booklet.words.text import read_copy


def all_printed(folder: Path, paper: Measured) -> Desk:
    """The desk for a manuscript as if each of its sentences were on page 1 of this paper."""
    cited = read_manuscript(folder)
    copy = read_copy(cited.manuscript)
    findings = tuple(sorted(set(problems_of_words(copy))))
    return Desk(cited, copy, (1,) * len(copy.sentences), findings, paper)


def answers(card: Card) -> dict[str, str]:
    """The program's answer by the id of the item, "" where people decide."""
    return {line.item.id: line.answer for _, lines in card.lines for line in lines}


def rows_of(content: str) -> list[dict[str, str]]:
    """The rows of a spreadsheet by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def filled(content: str, ratings: dict[str, str], comma: str = ",") -> str:
    """A spreadsheet with these ratings, and the first of the possible ones wherever the program leaves it to people."""
    rows = rows_of(content)
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0], delimiter=comma, lineterminator="\r\n")
    table.writeheader()
    for row in rows:
        first = "" if row["program"] else row["answers"].split()[0]
        table.writerow(row | {"rating": ratings.get(row["item"], first)})
    return "\ufeff" + text.getvalue()
