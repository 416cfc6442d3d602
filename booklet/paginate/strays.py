"""Strays: words and pictures that leave their page, their text area or their box. Asked of laid-out pages, where each box
still knows what it stands in.

A box is what a reader sees as one: with a frame or a ground, or a cell of a table. Furniture in the margins stands in a
box of its own; what a cover, a band or a tab cuts off is told as well.
"""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.model.document import LaidOut
from booklet.paginate.engine import box_kinds, root_box

_SLACK_MM = 1.0  # nobody sees less, and faces are measured by their lines
_MM = 25.4 / 96  # in a pixel of CSS
_SIDES = ("left", "top", "right", "bottom")
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom in px of CSS


@dataclass(frozen=True, slots=True)
class OutOfPlace:
    """Words, or a picture by its description, that left `place` at `side` by so many mm, on the page of an index from 0."""

    page: int
    words: str
    place: str
    side: str
    by_mm: float
    is_picture: bool = False

    @property
    def says(self) -> str:
        what = "a picture reaches" if self.is_picture else f'the words "{printable(self.words, most=48)}" reach'
        return f"page {self.page + 1}: {what} {self.by_mm:.0f} mm out of {self.place}, at its {self.side}"


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    rectangle: Rectangle
    sides: tuple[str, ...] = _SIDES


def strays(laid_out: LaidOut) -> Iterator[OutOfPlace]:
    """Everything that left its place, page by page, in the order of the text."""
    for index, page in enumerate(laid_out.pages.pages):
        root = root_box(page)
        paper = _Place("the page", (0, 0, root.margin_width(), root.margin_height()))
        left, top = root.content_box_x(), root.content_box_y()
        # An opener stands above the text area.
        text = _Place("the text area", (left, top, left + root.width, top + root.height), ("left", "right", "bottom"))
        for child in root.all_children():
            is_furniture = isinstance(child, box_kinds.MarginBox)
            yield from _strays(child, (paper,) if is_furniture else (paper, text), index)


def stray_problems(laid_out: LaidOut, place_of: Callable[[str], Place]) -> list[Problem]:
    """Code out-of-place: each of them, told where it is typed, which `place_of` knows of its words."""
    return told_strays(strays(laid_out), laid_out.edition, place_of)


def told_strays(found: Iterable[OutOfPlace], edition: str, place_of: Callable[[str], Place]) -> list[Problem]:
    """The same of those that are known; of a paragraph, on each page, the line that goes furthest."""
    hint = "write it shorter, break it, or make a picture of less of it"
    furthest: dict[Any, tuple[Place, OutOfPlace]] = {}
    for stray in found:
        place = place_of(stray.words)
        name = (place, stray.page) if place.line else stray
        if name not in furthest or furthest[name][1].by_mm < stray.by_mm:
            furthest[name] = place, stray
    return [Problem(place, "out-of-place", f"edition {edition}: {stray.says}", hint) for place, stray in furthest.values()]


def _strays(box: Any, places: tuple[_Place, ...], index: int) -> Iterator[OutOfPlace]:
    if isinstance(box, box_kinds.ReplacedBox):
        yield from _outside(_edges(box), places, index, _told(box.element), is_picture=True)
    elif isinstance(box, box_kinds.TextBox):
        if box.text.strip():
            yield from _outside(_ink(box), places, index, box.text.strip())
    elif not box.style["transform"] and not _is_cut_short(box):  # what is turned is measured by nobody here
        for child in box.all_children():
            yield from _strays(child, (*places, *_place(box)), index)


def _is_cut_short(box: Any) -> bool:
    """Whether words that are too long for a line end in three dots there, as a running head does."""
    return bool(box.style["text_overflow"] == "ellipsis" and box.style["overflow"] == "hidden")


def _place(box: Any) -> Iterator[_Place]:
    """What a box is to what stands in it: nothing, unless a reader sees where it ends."""
    if not isinstance(box, (box_kinds.BlockLevelBox, box_kinds.TableCellBox, box_kinds.MarginBox, box_kinds.InlineBlockBox)):
        return
    style = box.style
    is_cell = isinstance(box, box_kinds.TableCellBox)
    is_framed = bool(style["border_left_width"] and style["border_right_width"])
    has_ground = getattr(style["background_color"], "alpha", 1) > 0
    if is_cell or is_framed or has_ground or style["overflow"] == "hidden":
        x, y = box.border_box_x(), box.border_box_y()
        yield _Place("its cell" if is_cell else "its box", (x, y, x + box.border_width(), y + box.border_height()))


def _edges(box: Any) -> Rectangle:
    x, y = box.position_x, box.position_y
    return x, y, x + box.margin_width(), y + box.margin_height()


def _ink(text: Any) -> Rectangle:
    """Where letters are: lower than their line, where that is high, and higher than it, where it is set close."""
    base, size = text.position_y + text.baseline, text.style["font_size"]
    return text.position_x, base - 0.72 * size, text.position_x + text.width, base + 0.2 * size


def _told(element: Any) -> str:
    """The description of a picture."""
    if element is None:
        return ""
    title = next((child for child in element.iter() if str(child.tag).endswith("title")), None)
    return element.get("alt") or (title.text if title is not None else "") or ""


def _outside(
    own: Rectangle, places: tuple[_Place, ...], index: int, words: str, is_picture: bool = False
) -> Iterator[OutOfPlace]:
    """The outermost place that was left: whoever reads that words left the page need not read that they left their box."""
    for place in places:
        edges = place.rectangle
        beyond = {side: (edges[n] - own[n] if n < 2 else own[n] - edges[n]) * _MM for n, side in enumerate(_SIDES)}
        side = max(place.sides, key=lambda side: beyond[side])
        if beyond[side] > _SLACK_MM:
            yield OutOfPlace(index, words, place.name, side, beyond[side], is_picture)
            return
