"""Captions: whether one can stand in the margin, beside its figure, instead of below it."""
from typing import Any

from booklet.paginate.makeup.parts import bottom_of, look_names, top_of

GUTTER, NARROWEST = 19.0, 95.0  # pixels: 5 mm, 25 mm
LONGER = 38.0  # 10 mm: how much longer than the drawing what stands beside it may be, where that saves more than it costs
CROWDED = 1.15  # how much more room words take in a column of few words a line


def caption_beside(figure: Any, side: float) -> tuple[float, float]:
    """How far below the upper edge of a figure its caption stands beside it, and how tall the figure is then; two zeros
    where it stands below.

    It stands beside, below what tells how to read the figure, where there is a column for it, and the drawing is about as
    tall as what stands in that column. `side` is the width of both columns.
    """
    caption = caption_of(figure)
    inside = list(figure.descendants())
    drawing = next((box for box in inside if box.element_tag == "img" or "drawing" in look_names(box)), None)
    how = next((box for box in inside if "how" in look_names(box)), None)
    if caption is None or drawing is None or "figure--wide" in look_names(figure):
        return 0, 0
    column = how.width if how else side - figure.margin_left - figure.width - GUTTER
    if column < NARROWEST:
        return 0, 0
    needs = caption.height * CROWDED * caption.width / column
    top = bottom_of(how) + caption.margin_top / 2 if how else top_of(drawing)
    low = top_of(drawing) + drawing.height
    if top + needs > low + LONGER or top + needs > bottom_of(caption) - caption.height / 2:
        return 0, 0
    return top - top_of(figure), max(low, top + needs) - top_of(figure)


def caption_of(figure: Any) -> Any:
    """The box of its caption, if it has one below; one that is its title stands above."""
    captions = (box for box in figure.children if box.element_tag == "figcaption")
    return next((box for box in captions if "title" not in look_names(box)), None)
