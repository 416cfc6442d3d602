"""Balance: the lines of a title are about as long as one another, so that no short word stands alone below a full line.

WeasyPrint 70 has no `text-wrap: balance`. A stylesheet of ours asks for it as `--wrap: balance` (base.css). A title keeps
as many lines as it has, in the narrowest column that parts no word more; what holds it keeps its width.
"""
from collections.abc import Callable, Iterator
from typing import Any

from booklet.core.engine import Function
from booklet.paginate.known import known_now

_MOST_LINES = 6  # more are a text
_EXACT = 2.0  # px: nobody sees less


def balanced(lines_of: Function) -> Function:
    """Break what asks for it into lines of about the same length; `lines_of` breaks what a box holds to fill its width."""

    def lines(
        context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, holder: Any, absolutes: list[Any],
        fixed: list[Any], *rest: Any,
    ) -> Any:  # fmt: skip
        def filled(width: float, *around: list[Any]) -> list[Any]:
            whole, left = holder.width, holder.position_x
            holder.width = width
            if holder.style["direction"] == "rtl":
                holder.position_x += whole - width
            try:
                return list(lines_of(context, box, position_y, bottom_space, skip_stack, holder, *around, *rest))
            finally:
                holder.width, holder.position_x = whole, left

        ours = known_now.get()
        if ours is None or skip_stack is not None or not _is_asked(holder):
            return lines_of(context, box, position_y, bottom_space, skip_stack, holder, absolutes, fixed, *rest)
        name = holder.element, holder.width, "".join(box_texts(box))
        if name not in ours.columns:
            ours.columns[name] = _narrowest(lambda width: filled(width, [], []), holder.width)
        return iter(filled(ours.columns[name], absolutes, fixed))

    return lines


def _narrowest(filled: Callable[[float], list[Any]], width: float) -> float:
    """The narrowest column that holds in as many lines what fills this one; the same one, where nothing is gained."""
    usual = filled(width)
    widths = [line.width for line, _ in usual]
    if not 1 < len(widths) <= _MOST_LINES or max(widths) > width:
        return width
    best, least, most = width, sum(widths) / len(widths), max(widths)
    while most - least > _EXACT:
        middle = (least + most) / 2
        found = filled(middle)
        if _words(found) == _words(usual) and len(found) == len(widths):
            best = most = middle
        else:
            least = middle
    return best


def _is_asked(holder: Any) -> bool:
    return any(token.type == "ident" and token.value == "balance" for token in holder.style["__wrap"] or ())


def box_texts(box: Any) -> Iterator[str]:
    """Each run of text in a box, in reading order."""
    for child in getattr(box, "children", ()):
        yield from (child.text,) if type(child).__name__ == "TextBox" else box_texts(child)


def _words(lines: list[Any]) -> list[str]:
    """The words of lines: more of them, where one is parted by the end of a line."""
    return [word for line, _ in lines for word in "".join(box_texts(line)).split()]
