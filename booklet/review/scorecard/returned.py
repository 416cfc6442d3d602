"""A spreadsheet that came back: what one rater wrote, or what is wrong with it, line by line."""
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem, nearest
from booklet.core.text_file import nearest_path, printable
from booklet.review.scorecard.instrument import Item, all_items
from booklet.review.scorecard.sheet import COLUMNS

MOST_KB = 2_000
NEEDED = ("item", "program", "rating", "booklet")
SAME = {"n/a": "na", "n.a.": "na", "not applicable": "na", "y": "yes", "n": "no", "true": "yes", "false": "no"}
_HINT = "write `python build.py scorecard` anew, and fill in the columns rating and note"


@dataclass(frozen=True, slots=True)
class Rating:
    """One row: what the program had answered, what the rater wrote ("" for nothing), and the line of the row."""

    program: str
    wrote: str
    line: int

    @property
    def answer(self) -> str:
        """What counts: the rater's word, else the program's."""
        return self.wrote or self.program


@dataclass(frozen=True, slots=True)
class Returned:
    """All rows of one rater by the id of the item, and which text they are about."""

    path: str
    stamp: str
    ratings: dict[str, Rating]


def read_returned(file: Path) -> tuple[Returned, list[Problem]]:
    """One filled-in spreadsheet and what is wrong with it. What is good is in the result all the same."""
    path = printable(file.as_posix(), most=1_000)
    returned = Returned(path, "", {})
    text, problems = _text(file, path)
    if problems:
        return returned, problems
    rows, problems = _rows(text, path)
    if problems:
        return returned, problems
    known = {item.id: item for _, item in all_items()}
    stamps = [row["booklet"] for _, row in rows]
    for line, row in rows:
        problems += _row_problems(line, row, known, returned, stamps[0])
    missing = [name for name in known if name not in returned.ratings]
    problems += [finding("rating-rows", Place(path), f"the row {name} is missing", _HINT) for name in missing]
    return Returned(path, stamps[0] if stamps else "", returned.ratings), problems


def _text(file: Path, path: str) -> tuple[str, list[Problem]]:
    try:
        if not file.is_file():
            hint = nearest_path(file, "name a filled-in .csv")
            return "", [Problem(Place(path), "missing-file", "there is no such file", hint)]
        if file.stat().st_size > MOST_KB * 1_000:
            return "", [finding("rating-not-csv", Place(path), f"it has more than {MOST_KB} kB", _HINT)]
        return file.read_bytes().decode("utf-8-sig"), []
    except OSError as error:
        says = f"this cannot be read: {error.strerror}"
        return "", [Problem(Place(path), "unreadable-file", says, "name a filled-in .csv")]
    except UnicodeDecodeError:
        hint = "in the spreadsheet choose Save as, CSV UTF-8"
        return "", [finding("rating-not-csv", Place(path), "this is not a CSV file in UTF-8", hint)]


def _rows(text: str, path: str) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Each row by the names of its columns, with its first line. Excel writes semicolons in some countries."""
    head = text.split("\n", 1)[0]
    comma = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not names:
                names = [cell.lower() for cell in cells]
            elif any(cells):
                rows.append((line, dict.fromkeys(COLUMNS, "") | dict(zip(names, cells, strict=False))))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [finding("rating-not-csv", Place(path, reader.line_num), f"this is not CSV: {error}", _HINT)]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        says = f"there is no column {', '.join(missing)}"
        return [], [finding("rating-not-csv", Place(path, 1), says, _HINT)]
    return rows, []


def _row_problems(
    line: int, row: dict[str, str], known: dict[str, Item], returned: Returned, stamp: str
) -> Iterator[Problem]:
    """What is wrong with one row; it is kept where its item is known, for the first time."""
    place, name = Place(returned.path, line), row["item"]
    if name not in known:
        yield finding("rating-rows", place, f"there is no item {printable(name)}", nearest(name, known, _HINT))
        return
    if name in returned.ratings:
        hint = f"keep one of the two: line {returned.ratings[name].line}, or this one"
        yield finding("rating-rows", place, f"the row {name} is there twice", hint)
        return
    item, wrote = known[name], _said(row["rating"])
    returned.ratings[name] = Rating(_said(row["program"]), wrote if wrote in item.answers else "", line)
    if row["booklet"] != stamp:
        says = f"this row is about {printable(row['booklet'])}, the first about {printable(stamp)}"
        yield finding("rating-other", place, says, "fill in the rows of one spreadsheet")
    if _said(row["program"]) not in ("", *item.answers):
        yield finding("rating-value", place, f"{name}: the program never wrote {printable(row['program'])}", _HINT)
    hint = f"write one of {', '.join(item.answers)}"
    if wrote and wrote not in item.answers:
        yield finding("rating-value", place, f"{name}: {printable(row['rating'])} is no rating of it", hint)
    elif not wrote and not row["program"]:
        yield finding("rating-missing", place, f"{name}: the program leaves it to you, and no rating is written", hint)


def _said(cell: str) -> str:
    """A rating as it was meant: small letters, `n/a` for na, 4.0 for 4."""
    said = cell.strip().strip("'").lower()
    return SAME.get(said, said.removesuffix(".0"))
