"""Deciders about figures and tables."""
from collections.abc import Iterable
from dataclasses import dataclass

from booklet.core.printed.runs import counted
from booklet.core.problems import Place
from booklet.model.cited import CitedSection, NumberedChart, NumberedDrawing
from booklet.model.manuscript import Table
from booklet.model.tree import words_of
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.verdict import Seen, Verdict, of_share

_MOST_COLUMNS, MOST_ROWS, MOST_HEAD_WORDS = 4, 8, 4
READ_PT = 9.0  # labels of pictures: UKAAF


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table as it is counted: columns, rows below the head, and the words of its longest head."""

    columns: int
    rows: int
    head_words: int
    caption: str
    place: Place

    def __str__(self) -> str:
        heads = f"heads of at most {self.head_words} words"
        return f"{self.caption} ({self.columns} columns, {self.rows} rows, {heads})"

    @property
    def is_simple(self) -> bool:
        return self.columns <= _MOST_COLUMNS and self.rows <= MOST_ROWS and self.head_words <= MOST_HEAD_WORDS


def captions(desk: Desk) -> Verdict:
    """Whether each figure has a caption or title, and its number is on the page."""
    figures = desk.figures
    titled = {number for number, title in desk.figure_titles.items() if title and number in desk.paper.figure_pages}
    bare = [each for each in figures if each[0].number not in titled]
    says = f"{len(figures) - len(bare)} of {counted(figures, 'figure')} have a number and a caption on the page"
    return Verdict(says, of_share(len(figures) - len(bare), len(figures)), _seen(desk, bare or figures))


def clear_pictures(desk: Desk) -> Verdict:
    """The smallest type of all, labels of pictures with it."""
    paper = desk.paper
    size = f"the smallest type, labels of pictures counted, has {paper.smallest_pt:.1f} pt"
    says = f"{counted(desk.figures, 'figure')}; {size} ({READ_PT:g} is the least for labels)"
    smallest = Seen(paper.smallest_page, None, f"{paper.smallest_pt:.1f} pt")
    return Verdict(says, "", (smallest, *_seen(desk, desk.figures)))


def unpictured(desk: Desk) -> Verdict:
    """The sections without any figure."""
    pictured = {section.anchor for _, section in desk.figures}
    bare = [section for section in desk.sections if section.anchor not in pictured]
    says = f"{counted(bare, 'section')} of {len(desk.sections)} have no figure"
    return Verdict(says, "", desk.openings(bare))


def message_pictured(desk: Desk) -> Verdict:
    """The figures of the first section, where the main message stands."""
    first = [each for each in desk.figures if each[1].anchor == desk.sections[0].anchor]
    return Verdict(f"{counted(first, 'figure')} in the opening section", "", _seen(desk, first))


def how_to_read(desk: Desk) -> Verdict:
    """Whether each chart tells how it is read, and each drawing and table what it shows."""
    charts = [figure for figure, _ in desk.figures if isinstance(figure, NumberedChart)]
    silent = [figure for figure in charts if not desk.paper.page_with(words_of(figure.how_to_read))]
    tables = [block for block, _ in desk.blocks() if isinstance(block, Table)]
    unnamed = [table for table in tables if not table.caption]
    count, wrong = len(charts) + len(tables), len(silent) + len(unnamed)
    says = (f"{len(charts) - len(silent)} of {counted(charts, 'chart')} say how to read them; "
            f"{len(tables) - len(unnamed)} of {counted(tables, 'table')} say what they hold")  # fmt: skip
    evidence = tuple(_seen_figure(desk, figure) for figure in silent or charts)
    return Verdict(says, of_share(count - wrong, count), evidence)


def tables(desk: Desk) -> Verdict:
    """At most 4 columns, 8 rows, and 4 words in a head."""
    shapes = [_shape(block, desk) for block, _ in desk.blocks() if isinstance(block, Table)]
    if not shapes:
        return Verdict("there are no tables", "na")
    plain = [shape for shape in shapes if shape.is_simple]
    says = (f"{len(plain)} of {counted(shapes, 'table')} have at most {_MOST_COLUMNS} columns, {MOST_ROWS} rows, "
            f"and {MOST_HEAD_WORDS} words in a head")  # fmt: skip
    shown = [shape for shape in shapes if not shape.is_simple] or shapes
    evidence = tuple(desk.seen_at(shape.place, str(shape)) for shape in shown)
    return Verdict(says, of_share(len(plain), len(shapes)), evidence)


def _shape(table: Table, desk: Desk) -> _Shape:
    longest = max((len(words_of(cell.inside).split()) for cell in table.rows[0]), default=0)
    return _Shape(len(table.rows[0]), len(table.rows) - 1, longest, _caption(table, desk), table.place)


def _caption(table: Table, desk: Desk) -> str:
    """The caption as it is printed: the last one at or above the table, or right below its first line."""
    typed = [s for s in desk.printed if s.kind == "caption" and s.place.path == table.place.path]
    return next((s.text for s in reversed(typed) if s.place.line <= table.place.line + 1), "a table")


def _seen(desk: Desk, figures: Iterable[tuple[NumberedChart | NumberedDrawing, CitedSection]]) -> tuple[Seen, ...]:
    """Each figure by its number and title."""
    return tuple(_seen_figure(desk, figure) for figure, _ in figures)


def _seen_figure(desk: Desk, figure: NumberedChart | NumberedDrawing) -> Seen:
    typed_as = figure.chart.id if isinstance(figure, NumberedChart) else figure.file
    words = f"Figure {figure.number}. {desk.figure_titles.get(figure.number, '')}"
    return Seen(desk.paper.figure_pages.get(figure.number, 0), desk.figure_places.get(typed_as), words)
