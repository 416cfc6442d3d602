"""Columns: one that comes out as it was tried before is not laid out again.

WeasyPrint 70 finds the height of columns by laying them out, a pixel or so higher each time, until all fits; beside each it
lays out what comes next, and at last all of them once more. A column stays the same until it is so much higher that
something fits which did not: how much that is, is noted while it is laid out. The pages are the same, sooner.
"""
from dataclasses import dataclass
from math import inf
from typing import Any

from booklet.core.engine import Function

_SURE = 1e-4  # px: far more than rounding, and what WeasyPrint lets pass
# Boxes that each layout makes anew. A picture is one box in all of them, and stands where it was placed last.
_MADE_ANEW = set("""
    AbsolutePlaceholder BlockBox InlineBlockBox InlineBox LineBox TableBox TableCellBox TableRowBox TableRowGroupBox TextBox
""".split())


@dataclass(slots=True)
class _Tried:
    """A column as it came out with `bottom_space` px of the page left below it, and what more px make no difference.

    Is it whole, it can be printed; else nothing fitted, or boxes in it are not placed yet, as the numbers of a list.
    """

    bottom_space: float
    spare: float
    result: tuple[Any, ...]
    is_whole: bool

    def is_the_same_with(self, bottom_space: float) -> bool:
        """Whether it comes out so again. Where its end parts a box, that box is as high as there is room."""
        is_parted, more = bool(self.result[1]) and None not in self.result[1].values(), self.bottom_space - bottom_space
        return bottom_space == self.bottom_space or not is_parted and 0 < more < self.spare - _SURE


def columns_apart(lay_out: Function, context: Any, *rest: Any, **more: Any) -> Any:
    """Keep what is tried for one set of columns, and no longer."""
    before = getattr(context, "tried", None)
    context.tried = {}
    try:
        return lay_out(context, *rest, **more)
    finally:
        context.tried = before


def column_once(
    lay_out: Function, context: Any, box: Any, bottom_space: float, skip_stack: Any, holder: Any, is_empty: bool,
    absolutes: list[Any], fixed: list[Any], margins: list[Any] | None, *rest: Any, **more: Any,
) -> Any:  # fmt: skip
    """Lay a column out once for all heights that make no difference. The last time, it is taken as it was tried."""
    tried = getattr(context, "tried", None) if box.is_column else None
    asked = box, bottom_space, skip_stack, holder, is_empty, absolutes, fixed, margins, *rest
    if tried is None:
        return lay_out(context, *asked, **more)
    key = id(box.children[0]), repr(skip_stack), bool(is_empty), bottom_space == inf
    found, is_last = tried.get(key), margins is None
    if is_last:
        if not found or not found.is_whole or found.bottom_space != bottom_space:
            return lay_out(context, *asked, **more)
        del tried[key]
        found.result[0].translate(box.position_x - found.result[0].position_x)
    elif not found or not found.is_the_same_with(bottom_space):
        beside = [*context.broken_out_of_flow]  # goes on beside the text of the next page
        spare, result = _noted(context, lambda: lay_out(context, *asked, **more))
        if beside != [*context.broken_out_of_flow] or result[0] and not _is_made_anew(result[0]):
            return result
        found = tried[key] = _Tried(bottom_space, spare, result, bool(result[0]) and not absolutes and not fixed)
    return found.result


def _noted(context: Any, lay_out: Function) -> tuple[float, Any]:
    """By how many px the nearest of all that did not fit did not fit; and what was laid out."""
    fits, least = context.overflows_page, [inf]

    def overflows_page(bottom_space: float, position_y: float) -> bool:
        does: bool = fits(bottom_space, position_y)
        if does:
            least[0] = min(least[0], position_y - context.page_bottom + bottom_space)
        return does

    context.overflows_page = overflows_page
    try:
        result = lay_out()
        return least[0], result
    finally:
        context.overflows_page = fits


def _is_made_anew(column: Any) -> bool:
    return all(type(box).__name__ in _MADE_ANEW and not box.footnote and not box.note for box in column.descendants())
