"""White: what a page would leave bare at its end is put to use, or comes to no page of its own.

A page to pull out has as many lines to write on as there is room for. A few of the words explained do not stand alone on
their last page: all stand a little closer, or some go along with them.
"""
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from booklet.paginate.makeup.parts import BEGINS_A_PAGE, GUTTER, bottom_of, look_names, top_of

_CLOSER = (0, 0.1, 0.2, 0.3, 0.4, 0.5)  # of the gaps around each word
_PT = 0.75  # in a pixel of CSS
_ROWS = 2  # of words on their last page, at least


@dataclass(frozen=True, slots=True)
class Words:
    """The words explained, as they come out below one another in one of their columns: heights in pixels of CSS."""

    column: Element
    heights: tuple[float, ...]
    gap: float  # above and below each
    gaps: int  # how many of these add to its height: one, where its meaning stands beside it
    columns: int
    room: float  # of a page
    above: float  # from the end of the text to the first word
    head: float  # what stands above it on a page that begins with it

    def part_well(self, y: float) -> None:
        """Have no word or some rows of them stand on a last page. The text before them ends `y` below the top of a page."""
        first = self.room - (y + self.above) % self.room
        first = first if first > self.heights[0] else self.room - self.head
        few = min(_ROWS * self.columns, len(self.heights))
        for entry in self.column:
            entry.attrib.pop("style", None)
        for closer in _CLOSER:
            gap = self.gap * (1 - closer)
            self.column.set("style", f"--entry-gap: {gap * _PT:g}pt")
            heights = [height - self.gap * self.gaps * closer for height in self.heights]
            if not 0 < _over(heights, first - gap, self.room - gap, self.columns) < few:  # WeasyPrint 70 asks for it twice
                return
        self.column.attrib.pop("style")
        self.column[-few].set("style", BEGINS_A_PAGE)


def explained_on(page: Any, room: float, below: float) -> Words | None:
    """The words explained on a page without an end, which has this room, and `below` which they stand."""
    box = next((box for box in page.descendants() if box.element_tag == "section" and "glossary" in look_names(box)), None)
    if box is None:
        return None
    column = next(child for child in box.children if child.element_tag == "dl")
    term, meaning = (next(child for child in column.descendants() if child.element_tag == tag) for tag in ("dt", "dd"))
    return Words(
        column.element, tuple(entry.margin_height() for entry in column.children), term.padding_top,
        1 + (top_of(meaning) > top_of(term)), round((page.width + GUTTER) / (column.width + GUTTER)), room,
        top_of(column) - below, top_of(column) - top_of(box),
    )  # fmt: skip


def _over(heights: Sequence[float], first: float, room: float, columns: int) -> int:
    """How many of them stand on the last of several pages; 0, where one holds all."""
    column, y, on_page, is_first = 0, 0.0, 0, True
    for height in heights:
        if y + height > (first if is_first else room):
            column, y = (column + 1) % columns, 0.0
            if not column:
                on_page, is_first = 0, False
        y, on_page = y + height, on_page + 1
    return 0 if is_first else on_page


def rule_to_the_foot(page: Any, room: float) -> None:
    """Give each place to write on, of a page to pull out, as many more lines as there is room for."""
    for section in page.descendants():
        if section.element_tag != "section" or "section--single-page" not in look_names(section):
            continue
        ruled = [box for box in section.descendants() if box.element_tag == "div" and "lines" in look_names(box)]
        free = room - (bottom_of(section) - page.content_box_y())
        below = max(Counter(round(box.position_x) for box in ruled).values(), default=1)
        for box in ruled:
            more = int(free / below // box.children[0].margin_height())
            box.element.extend(deepcopy(box.element[-1]) for _ in range(more))
