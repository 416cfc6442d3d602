"""Balance: the lines of a title are about as long as one another, so that no short word stands alone below a full line.

WeasyPrint 70 has no `text-wrap: balance`. A stylesheet of ours asks for it as `--wrap: balance` (base.css). A title keeps
as many lines as it has, in the narrowest column that parts no word more; what holds it keeps its width.
"""
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
        def filled(width: float) -> tuple[Any, list[Any], list[Any]]:
            around: tuple[list[Any], list[Any]] = [], []
            whole, left = holder.width, holder.position_x
            holder.width = width
            if holder.style["direction"] == "rtl":
                holder.position_x += whole - width
            try:
                found = list(lines_of(context, box, position_y, bottom_space, skip_stack, holder, *around, *rest))
            finally:
                holder.width, holder.position_x = whole, left
            return found, *around

        if known_now.get() is None or skip_stack is not None or not _is_asked(holder):
            return lines_of(context, box, position_y, bottom_space, skip_stack, holder, absolutes, fixed, *rest)
        best = filled(holder.width)
        widths = [line.width for line, _ in best[0]]
        if 1 < len(widths) <= _MOST_LINES and max(widths) <= holder.width:
            least, most = sum(widths) / len(widths), max(widths)
            while most - least > _EXACT:
                width = (least + most) / 2
                found = filled(width)
                if _words(found[0]) == _words(best[0]) and len(found[0]) == len(widths):
                    best, most = found, width
                else:
                    least = width
        absolutes += best[1]
        fixed += best[2]
        return iter(best[0])

    return lines


def _is_asked(holder: Any) -> bool:
    return any(token.type == "ident" and token.value == "balance" for token in holder.style["__wrap"] or ())


def _words(lines: Any) -> list[str]:
    """The words of lines: more of them, where one is parted by the end of a line."""
    texts = ("".join(box.text for box in line.descendants() if type(box).__name__ == "TextBox") for line, _ in lines)
    return [word for text in texts for word in text.split()]
