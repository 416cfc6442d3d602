"""Balance: the lines of a title are about as long as one another, so that no short word stands alone below a full line.

WeasyPrint 70 has no `text-wrap: balance`. A stylesheet of ours asks for it as `--wrap: balance` (base.css). A title keeps
as many lines as it has, in the narrowest column that parts no word more; what holds it keeps its width.
"""
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from booklet.core.engine import Function
from booklet.paginate.known import known_now

_MOST_LINES = 6  # more are a text
_EXACT = 2.0  # px: nobody sees less
_LETTERS = r"\u3000-\u309f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"  # each may end a line: 麻酔
A_WORD = re.compile(rf"[\u30a0-\u30ff]+|[{_LETTERS}]|[^\s\u30a0-\u30ff{_LETTERS}]+")  # a run of katakana is whole: ケタミン
Breaks = Callable[[Sequence[float]], list[Any]]  # the lines, each in a column so wide; all further ones in the last


def balanced(
    lines_of: Function, context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, holder: Any,
    absolutes: list[Any], fixed: list[Any], *rest: Any,
) -> Any:  # fmt: skip
    """Break what asks for it into lines of about the same length; `lines_of` breaks what a box holds to fill its width."""

    def filled(widths: Sequence[float], *around: list[Any]) -> Iterator[Any]:
        whole, left = holder.width, holder.position_x
        found = lines_of(context, box, position_y, bottom_space, skip_stack, holder, *around, *rest)
        for width in chain(widths, repeat(widths[-1])):
            holder.width = width
            if holder.style["direction"] == "rtl":
                holder.position_x = left + whole - width
            try:
                line = next(found, None)
            finally:
                holder.width, holder.position_x = whole, left
            if line is None:
                return
            yield line

    ours = known_now.get()
    if skip_stack is not None or not _is_asked(holder):
        return lines_of(context, box, position_y, bottom_space, skip_stack, holder, absolutes, fixed, *rest)
    name = holder.element, holder.width, "".join(box_texts(box))
    if name not in ours.columns:
        ours.columns[name] = _columns(lambda widths: list(filled(widths, [], [])), holder.width)
    return filled(ours.columns[name], absolutes, fixed)


def _columns(fill: Breaks, width: float) -> tuple[float, ...]:
    """How wide each line may be: no wider than the narrowest column that holds in as many lines what fills this one.

    A last line that is short all the same takes over words from the one above it, while the longer of the two gets shorter:
    "How it / works in the / brain" is "How it / works in / the brain".
    """
    usual = fill((width,))
    found, narrow = _narrowest(fill, usual, width)
    above = (narrow,) * (len(found) - 2)
    best: tuple[float, ...] = (narrow,)
    longest = found[-2][0].width if 2 < len(found) <= _MOST_LINES else 0
    while longest > found[-1][0].width:
        closer = (*above, longest - _EXACT, narrow)
        found = fill(closer)
        if not _is_as_good(found, usual) or max(line.width for line, _ in found[-2:]) >= longest:
            break
        best, longest = closer, found[-2][0].width
    return best


def _narrowest(fill: Breaks, usual: list[Any], width: float) -> tuple[list[Any], float]:
    """The lines in the narrowest such column, and how wide it is; as they are usually, where nothing is gained."""
    widths = [line.width for line, _ in usual]
    if not 1 < len(widths) <= _MOST_LINES or max(widths) > width:
        return usual, width
    best, least, most = usual, sum(widths) / len(widths), max(widths)
    while most - least > _EXACT:
        middle = (least + most) / 2
        found = fill((middle,))
        if _is_as_good(found, usual):
            best, most = found, middle
        else:
            least = middle
    return best, most if best is not usual else width


def _is_as_good(found: list[Any], usual: list[Any]) -> bool:
    """Whether there are as many lines, and no word more is parted."""
    return len(found) == len(usual) and _words(found) == _words(usual)


def _is_asked(holder: Any) -> bool:
    return any(token.type == "ident" and token.value == "balance" for token in holder.style["__wrap"] or ())


def box_texts(box: Any) -> Iterator[str]:
    """Each run of text in a box, in reading order."""
    for child in getattr(box, "children", ()):
        yield from (child.text,) if type(child).__name__ == "TextBox" else box_texts(child)


def _words(lines: list[Any]) -> list[str]:
    """The words of lines: more of them, where one is parted by the end of a line."""
    return [word for line, _ in lines for word in A_WORD.findall("".join(box_texts(line)))]
