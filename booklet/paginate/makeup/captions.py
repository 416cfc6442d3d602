"""Captions: whether one can stand in the margin, beside its figure, instead of below it."""
from typing import Any

from booklet.paginate.makeup.parts import bottom_of, look_names, top_of

GUTTER, NARROWEST = 19.0, 95.0  # pixels: 5 mm, 25 mm
CROWDED = 1.15  # how much more room words take in a column of few words a line


def caption_top(figure: Any, side: float) -> float:
    """Where the caption of a figure stands beside it, below what tells how to read it; 0 where it stands below.

    It stands beside where there is a margin column, and the drawing is taller than what stands in that column. `side` is
    the width of both columns.
    """
    caption = caption_of(figure)
    inside = list(figure.descendants())
    drawing = next((box for box in inside if box.element_tag == "img" or "drawing" in look_names(box)), None)
    how = next((box for box in inside if "how" in look_names(box)), None)
    if caption is None or drawing is None or "figure--wide" in look_names(figure):
        return 0
    column = how.width if how else side - figure.margin_left - figure.width - GUTTER
    if column < NARROWEST:
        return 0
    needs = caption.height * CROWDED * caption.width / column
    top = bottom_of(how) + caption.margin_top / 2 if how else top_of(drawing)
    return top - top_of(figure) if top + needs <= top_of(drawing) + drawing.height else 0


def caption_of(figure: Any) -> Any:
    """The box of its caption, if it has one below; one that is its title stands above."""
    captions = (box for box in figure.children if box.element_tag == "figcaption")
    return next((box for box in captions if "title" not in look_names(box)), None)
