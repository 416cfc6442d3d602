"""Draws icon arrays: grids of people, filled from the top left, all of one size, so that they can be compared.

Of 100 each mark is a person; of 1,000 a dot; of 10,000 a square. Filled marks of a harm have another colour, and a bar
across them, so that they differ in grey too. As many grids stand in a row as can be told apart.
"""
from collections.abc import Iterable
from dataclasses import dataclass

from booklet.model.figures.icon_array import Group, IconArray, Comparison
from booklet.template.figures.canvas import TYPE_MM, Canvas

PERSON = "M.95 1.3a1.15 1.15 0 1 1 2.3 0a1.15 1.15 0 1 1 -2.3 0ZM0 4.8v-.7c0-.9.75-1.45 2.1-1.45s2.1.55 2.1 1.45v.7Z"
_BAR = "M-.2 3.75H4.4"  # across a person who was harmed
_PERSON_MM, _SHARE = 4.2, 0.72  # width of a person, and of a mark in its step: nearer to each other they fuse
_TITLE_MM, _BETWEEN = 4.4, 6.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """How many marks stand across and down, and how far apart they are at least and at most."""

    across: int
    down: int
    least: float
    most: float
    high: float = 1.0  # step down, in steps across


_GRIDS = {100: _Grid(10, 10, 2.6, 4.6, 0.95), 1_000: _Grid(40, 25, 1.25, 1.9), 10_000: _Grid(100, 100, 0.5, 0.6)}


@dataclass(frozen=True, slots=True)
class _Piece:
    """The groups of one panel that stand in a row: its first ones with the title, its last ones with the key."""

    panel: Comparison
    groups: tuple[Group, ...]
    is_first: bool
    is_last: bool


def draw_icon_array(array: IconArray, canvas: Canvas) -> None:
    """Row by row: titles, numbers, grids, and what the marks mean."""
    grid = _GRIDS[array.whole]
    row = _in_a_row(array, max(1, int((canvas.width + _BETWEEN) / (grid.across * grid.least + _BETWEEN))))
    cell, rows = (canvas.width - (row - 1) * _BETWEEN) / row, _rows(array.sets, row)
    marks = _Marks(canvas, array.whole, grid, min(cell / grid.across, max(grid.most * 0.86 ** (len(rows) - 1), grid.least)))
    if row == 1 and len(array.drawn()) == 1 and canvas.width > marks.wide + 45:
        _draw_beside(array.sets[0], marks)
        return
    has_one_key = len({(panel.happened, panel.harm) for panel in array.sets}) == 1
    top = 0.0
    for pieces in rows:
        top = _draw_row(pieces, marks, cell, top, has_one_key) + 4
    if has_one_key:
        marks.key(array.sets[0], 0, top - 1.6, canvas.width)


def _in_a_row(array: IconArray, room: int) -> int:
    """How many grids stand in a row: all, those of two panels, those of one, or as many as have room."""
    sizes = [len(panel.groups) for panel in array.sets]
    for size in (sum(sizes), sizes[0] * 2, sizes[0]):
        if size <= min(room, sum(sizes)) and all(size % each == 0 for each in sizes):
            return size
    return min(room, max(sizes))


def _rows(panels: Iterable[Comparison], row: int) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = [[]]
    for panel in panels:
        for at in range(0, len(panel.groups), row):
            groups = panel.groups[at : at + row]
            piece = _Piece(panel, groups, at == 0, at + row >= len(panel.groups))
            if sum(len(other.groups) for other in rows[-1]) + len(groups) > row:
                rows.append([])
            rows[-1].append(piece)
    return rows


def _draw_row(pieces: list[_Piece], marks: "_Marks", cell: float, top: float, has_one_key: bool) -> float:
    """A row below `top`, and where it ends: what stands side by side begins at one height."""
    canvas, step = marks.canvas, cell + _BETWEEN
    places, x = [], 0.0
    for piece in pieces:
        places.append((piece, x, len(piece.groups) * step - _BETWEEN))
        x += len(piece.groups) * step
    for piece, x, wide in places:
        if piece.panel.title:
            canvas.path(f"M{x:.2f} {top + 0.3:.2f}h{wide:.2f}", edge="brake", thick=0.3)
    ends = [
        canvas.words(piece.panel.title, x, top + 1, width=wide, size=_TITLE_MM, weight=700)
        for piece, x, wide in places if piece.is_first and piece.panel.title
    ]  # fmt: skip
    top = max(ends, default=top)
    groups = [(group, piece, x + n * step) for piece, x, _ in places for n, group in enumerate(piece.groups)]
    is_broken = any(marks.is_head_broken(group, cell) for group, _, _ in groups)
    top = max(marks.head(group, x, top, cell, is_broken) for group, _, x in groups) + 1.6
    for group, piece, x in groups:
        marks.people(group.number, piece.panel.harm, x, top)
    top += marks.tall + 1.6
    keys = [marks.key(piece.panel, x, top, wide) for piece, x, wide in places if piece.is_last and not has_one_key]
    return max(keys, default=top)


def _draw_beside(panel: Comparison, marks: "_Marks") -> None:
    """One grid, with its words beside it."""
    canvas, left = marks.canvas, marks.wide + 8
    width = canvas.width - left
    marks.people(panel.groups[0].number, panel.harm, 0, 0.4)
    top = canvas.words(panel.title, left, 0, width=width, size=_TITLE_MM, weight=700) if panel.title else 0
    top = marks.head(panel.groups[0], left, top, width, marks.is_head_broken(panel.groups[0], width))
    marks.key(panel, left, top + 3, width)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a drawing, and the words about them."""

    canvas: Canvas
    whole: int
    grid: _Grid
    step: float

    @property
    def wide(self) -> float:
        return self.step * (self.grid.across - 1) + self.step * _SHARE

    @property
    def tall(self) -> float:
        return self.step * self.grid.high * self.grid.down

    @property
    def _digits(self) -> float:
        return 9.0 if self.canvas.width < 100 else 10.6

    def _of_people(self) -> str:
        return self.canvas.say("charts.of_people", whole=self.canvas.say.digits(self.whole))

    def is_head_broken(self, group: Group, width: float) -> bool:
        """Whether the number and its "of 100 people" need a line each."""
        number = self.canvas.wide(self.canvas.say.digits(group.number), self._digits, 800)
        return number + 1.6 + self.canvas.wide(self._of_people(), TYPE_MM, 700) > width

    def head(self, group: Group, x: float, y: float, width: float, is_broken: bool) -> float:
        """The number in large type, what it is of, and the name of the group."""
        canvas, number, digits = self.canvas, self.canvas.say.digits(group.number), self._digits
        canvas.words(number, x, y - digits * 0.14, size=digits, weight=800, colour="sender")
        below = y + digits * 0.92
        if is_broken:
            below = canvas.words(self._of_people(), x, below, width=width, weight=700)
        else:
            beside = x + canvas.wide(number, digits, 800) + 1.6
            canvas.words(self._of_people(), beside, y + digits * 0.84 - TYPE_MM * 0.98, weight=700)
        return canvas.words(group.label, x, below, width=width)

    def people(self, number: int, is_harm: bool, x: float, y: float) -> None:
        """A grid, so many of it filled."""
        self.canvas.reach(y + self.tall)
        if self.whole == 100:
            for n in range(self.whole):
                at = x + 0.2 + n % self.grid.across * self.step, y + n // self.grid.across * self.step * self.grid.high
                self._person(*at, self.step * _SHARE / _PERSON_MM, "harm" if is_harm else "filled", n < number)
            return
        for line in range(self.grid.down):
            filled = min(max(number - line * self.grid.across, 0), self.grid.across)
            self._dots(x, y + (line + 0.5) * self.step, filled, is_harm)
        if 0 < number < self.grid.across / 4:
            around = self.step * 0.9
            self.canvas.box(
                x - around / 2, y - around / 2, number * self.step + around - self.step * (1 - _SHARE), self.step + around,
                edge="ink", thick=0.35, corner=around / 2, name="ring",
            )  # fmt: skip

    def _person(self, x: float, y: float, scale: float, kind: str, is_filled: bool) -> None:
        colour = "tell" if kind == "harm" else "sender"
        fill, edge = (colour, colour) if is_filled else ("paper", "brake")
        name, thick = "filled" if is_filled else "empty", 0.35 / max(scale, 0.6)
        self.canvas.path(PERSON, fill=fill, edge=edge, thick=thick, name=name, move=(x, y), scale=scale)
        if is_filled and kind == "harm":
            self.canvas.path(_BAR, edge="paper", thick=0.75, move=(x, y), scale=scale)

    def _dots(self, x: float, y: float, filled: int, is_harm: bool) -> None:
        """A line of marks as one dashed line: ten thousand shapes would be half a megabyte."""
        mark, at = self.step * _SHARE, x
        for count, name in ((filled, "filled"), (self.grid.across - filled, "empty")):
            if not count:
                continue
            end = at + (count - 1) * self.step + mark
            colour = ("tell" if is_harm else "sender") if name == "filled" else "sender_tint"
            way = f"M{at:.3f} {y:.3f}H{end:.3f}"
            self.canvas.path(way, edge=colour, thick=mark, name=name, dashes=f"{mark:.3f} {self.step - mark:.3f}")
            at += count * self.step

    def key(self, panel: Comparison, x: float, y: float, width: float) -> float:
        """What a filled mark means, and an empty one; where there is room, side by side."""
        canvas, others = self.canvas, self.canvas.say("charts.others")
        self._sample(x, y, panel.harm, True)
        lines = canvas.lines(panel.happened, width - 6.6)
        end = canvas.words(lines, x + 6.6, y)
        beside = x + 6.6 + max(canvas.wide(line) for line in lines) + 8
        if beside + 6.6 + canvas.wide(others) <= x + width:
            self._sample(beside, y, panel.harm, False)
            canvas.words(others, beside + 6.6, y)
            return end
        self._sample(x, end, panel.harm, False)
        return canvas.words(others, x + 6.6, end)

    def _sample(self, x: float, y: float, is_harm: bool, is_filled: bool) -> None:
        if self.whole == 100:
            self._person(x + 0.2, y, 0.95, "harm" if is_harm else "filled", is_filled)
        else:
            colour = ("tell" if is_harm else "sender") if is_filled else "sender_tint"
            self.canvas.box(x + 1.2, y + 1.3, 2.4, 2.4, fill=colour)
