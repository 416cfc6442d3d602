"""Measure: how tall each block of a text is, and where it may be parted, read from pages laid out without an end.

On such a page nothing is broken, so that heights and the gaps between blocks are what they are by themselves.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any
from xml.etree.ElementTree import Element

from booklet.paginate.engine import root_box
from booklet.paginate.makeup.parts import (
    GUTTER, bottom_of, head_of, leading_of, look_names, merged, slack_of, spans_of, top_of,
)  # fmt: skip
from booklet.paginate.makeup.white import Words, rule_to_the_foot, explained_on

ENDLESS = 1_000  # how many times as tall as its paper the page is
_HEADS = frozenset({"header", "h2", "h3", "h4", "h5", "h6"})
_AROUND = frozenset({"html", "body", "main"})
_GO_ON = frozenset({"p", "ul", "ol", "dl", "table", "section", "figure"})  # on another page
_PARTS = frozenset({"LineBox", "TableRowBox", "BlockReplacedBox", "InlineReplacedBox"})
_LISTS = frozenset({"described", "glossary", "references"})  # that may run on below the last section
_NARROWEST = 95.0  # pixels, 25 mm: of a column for a caption
_LONGER = 38.0  # 10 mm: how much longer than the drawing what stands beside it may be, where that saves more than it costs
_NEAR = 0.9  # of the width of its figure: beside a narrower picture a caption would stand far from it
_CROWDED = 1.15  # how much more room words take in a column of few words a line


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a block that nothing parts: the gap above it, and its height, in pixels of CSS; its lines of text."""

    gap: float
    height: float
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A block between others of its text. `height` of what stands in the margin beside it takes none of the column."""

    element: Element
    text: Element | None  # what holds it, of a block that stands in the text of a section
    kind: str  # what the gap to its neighbours depends on: p, h3, figure, box--note
    margins: tuple[float, float]  # above and below
    strips: tuple[Strip, ...]
    is_beside: bool = False
    is_clear: bool = False  # nothing stands in the margin beside it
    holds_next: bool = False  # it is not parted from what follows
    holds_last: bool = False  # nor from what comes before
    head: float = 0  # what stands again above the rest of it on another page
    slack: float = 0  # what the renderer wants to be free below it, beside its own height
    beside: tuple[float, float] = (0, 0)  # of a figure whose caption stands beside it: how far below its upper edge it
    # begins, and how tall the figure is

    @property
    def height(self) -> float:
        """From its upper edge to its lower one."""
        return sum(strip.gap + strip.height for strip in self.strips)


@dataclass(frozen=True, slots=True)
class Flow:
    """What is set from one forced page break to the next: the blocks of each text in order, below where it starts."""

    blocks: tuple[Block, ...]
    starts: float  # how far below the upper edge of the text area
    room: float  # height of the text area
    leading: float  # of a line of running text, as it was measured
    gaps: dict[tuple[str, str, bool], float]  # between blocks of two kinds, and whether a note begins between them
    tail: float = 0  # height that the lists below it take, in their columns
    words: Words | None = None  # the first of these lists


def flows(pages: Any) -> list[Flow]:
    """Each flow of a document that was laid out with pages `ENDLESS` times as tall as they will be.

    What follows no flow, and what is a page of its own, is set here as well as its page has room for it.
    """
    found = []
    for page in pages.pages:
        box = root_box(page)
        leading = leading_of(next(child for child in box.descendants() if child.element_tag == "body"))
        laid = list(laid_blocks(box))
        boxes = [block for block in laid if not look_names(block[0]) & _LISTS]
        room = box.margin_height() / ENDLESS - box.margin_top - box.margin_bottom
        words = explained_on(box, room, bottom_of(boxes[-1][0]) if boxes else box.content_box_y())
        rule_to_the_foot(box, room)
        if len(boxes) > 1:
            tail = sum(_height_in_columns(inner, box.width) for inner, _ in laid if look_names(inner) & _LISTS)
            found.append(replace(_flow(box, boxes, room, leading), tail=tail, words=words))
        elif words:
            words.part_well(0)
    return found


def breaks(pages: Any, measured: Sequence[Flow]) -> tuple[int, tuple[float, ...]]:
    """How many pages these flows take in a document that was laid out, and the hole at the foot of each but their last
    ones: parts of a page.
    """
    elements = {block.element for flow in measured for block in flow.blocks}
    starts = {flow.blocks[0].element for flow in measured}
    found: list[tuple[bool, float]] = []
    for page in pages.pages:
        box = root_box(page)
        inside = [inner for inner, _ in laid_blocks(box) if inner.element in elements and not inner.is_floated()]
        if inside:
            lowest = max(bottom_of(part) for inner in inside for part in _parts(inner))
            found.append((inside[0].element in starts, 1 - (lowest - box.content_box_y()) / box.height))
    return len(found), tuple(hole for (_, hole), (starts_anew, _) in pairwise(found) if not starts_anew)


def stranded(pages: Any) -> list[Element]:
    """The first of the headings that end a page, of each page that ends so: WeasyPrint 70 leaves a heading behind where
    what stands in the margin below it finds no room.
    """
    found = []
    for page in pages.pages[:-1]:
        inside = [box.element for box, _ in laid_blocks(root_box(page)) if not box.is_floated()]
        heads = len(list(takewhile(lambda element: element.tag in _HEADS, reversed(inside))))
        if 0 < heads < len(inside):
            found.append(inside[-heads])
    return found


def _parts(box: Any) -> list[Any]:
    """What a box holds: one that goes on is itself as tall as its page. One that does not is what it is."""
    inner = box.descendants() if box.element.tag in _GO_ON else ()
    return [part for part in inner if type(part).__name__ in _PARTS] or [box]


def _height_in_columns(box: Any, side: float) -> float:
    """What a list takes that is laid out in one of its columns, of a page as wide as `side`, with what is above it."""
    inner = next((child for child in box.children if child.element_tag in ("dl", "ol")), None)
    height = float(box.margin_height())
    return height if inner is None else height - inner.height * (1 - (inner.width + GUTTER) / (side + GUTTER))


def _flow(page: Any, boxes: list[tuple[Any, Element | None]], room: float, leading: float) -> Flow:
    blocks = [_block(box, text, leading, page.width) for box, text in boxes]
    inner = [at for at, block in enumerate(blocks) if not block.is_beside]
    gaps: dict[tuple[str, str, bool], float] = {}
    for before, after in pairwise(inner):
        pair = blocks[before].kind, blocks[after].kind, after > before + 1
        gap = top_of(boxes[after][0]) - bottom_of(boxes[before][0])
        gaps[pair] = min(gap, gaps.get(pair, gap))  # a block may be further down, to be clear of notes
    starts = top_of(boxes[inner[1]][0]) - page.content_box_y() if len(inner) > 1 else 0
    return Flow(tuple(blocks), starts, room, leading, gaps)


def laid_blocks(box: Any, text: Element | None = None) -> Iterator[tuple[Any, Element | None]]:
    """The blocks of a page in order, each with the text that it stands in. What is around others is none itself."""
    for child in box.children:
        classes = look_names(child)
        if child.element_tag in _AROUND or classes & {"section", "text"}:
            yield from laid_blocks(child, child.element if "text" in classes else text)
        elif child.element is not None and hasattr(child, "margin_height") and not _is_apart(child):
            yield child, text


def _is_apart(box: Any) -> bool:
    return box.is_absolutely_positioned() or box.is_running() or "::" in box.element_tag or "@" in box.element_tag


def _block(box: Any, text: Element | None, leading: float, side: float) -> Block:
    style = box.style
    spans = merged(sorted(spans_of(box, leading)))
    top, strips = top_of(box), []
    caption_at, height = _caption_beside(box, side) if "figure" in look_names(box) else (0, 0)
    if height:
        spans = [(top, top + height, 0)]
    for start, end, lines in spans:
        strips.append(Strip(max(0.0, start - top), end - start, lines))
        top = end
    names = sorted(look_names(box) - {"box", "table", "figure"})
    return Block(
        box.element, text, ".".join((box.element_tag, *names[:1])), (box.margin_top, box.margin_bottom), tuple(strips),
        is_beside=box.is_floated(), is_clear=style["clear"] not in ("none", "inline-start"),
        holds_next=style["break_after"] == "avoid" or box.is_floated(),
        holds_last=style["break_before"] == "avoid" and not box.is_floated(), head=head_of(box), slack=slack_of(box),
        beside=(caption_at, height),
    )  # fmt: skip


def _caption_beside(figure: Any, side: float) -> tuple[float, float]:
    """How far below the upper edge of a figure its caption stands beside it, and how tall the figure is then; two zeros
    where it stands below.

    It stands beside, below what tells how to read the figure, where there is a column for it, and the drawing is about as
    tall as what stands in that column. `side` is the width of both columns.
    """
    caption = _caption_of(figure)
    inside = list(figure.descendants())
    drawing = next((box for box in inside if box.element_tag == "img" or "drawing" in look_names(box)), None)
    how = next((box for box in inside if "how" in look_names(box)), None)
    if caption is None or drawing is None or "figure--wide" in look_names(figure):
        return 0, 0
    column = how.width if how else side - figure.margin_left - figure.width - GUTTER
    if column < _NARROWEST or not how and drawing.width < figure.width * _NEAR:
        return 0, 0
    needs = caption.height * _CROWDED * caption.width / column
    top = bottom_of(how) + caption.margin_top / 2 if how else top_of(drawing)
    low = top_of(drawing) + drawing.height
    if top + needs > low + _LONGER or top + needs > bottom_of(caption) - caption.height / 2:
        return 0, 0
    return top - top_of(figure), max(low, top + needs) - top_of(figure)


def _caption_of(figure: Any) -> Any:
    """The box of its caption, if it has one below; one that is its title stands above."""
    captions = (box for box in figure.children if box.element_tag == "figcaption")
    return next((box for box in captions if "title" not in look_names(box)), None)
