"""Direction: a line of one person's words in the order in which it is painted, from left to right.

By Pango, as the words around them: how deep each letter lies, which Unicode's algorithm says (UAX #9). Marks that embed or
override are refused, since with them a name could be made to read as another.
"""
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_uint8
from functools import cache
from itertools import groupby
from typing import Any

from booklet.core.system_libraries import PANGO_PARTS, open_part


def painted_runs(text: str, runs_to_left: bool) -> Iterator[tuple[int, int, bool]]:
    """Where each run of one direction begins and ends, and whether it runs to the left: the leftmost first."""
    levels = _levels(text, runs_to_left)
    at, runs = 0, []
    for level, same in groupby(levels):
        length = len(list(same))
        runs.append((level, at, at + length))
        at += length
    for least in range(max(levels, default=0), 0, -1):  # rule L2
        turned: list[tuple[int, int, int]] = []
        for is_inside, part in groupby(runs, key=lambda run: run[0] >= least):
            together = list(part)
            turned += together[::-1] if is_inside else together
        runs = turned
    yield from ((start, end, level % 2 == 1) for level, start, end in runs)


def _levels(text: str, runs_to_left: bool) -> list[int]:
    """Even for a letter that runs to the right, odd for one that runs to the left; deeper where it lies within others."""
    content = text.encode()
    levels: list[int] = _pango()(content, len(content), byref(c_int(runs_to_left)))[: len(text)]  # 1: PANGO_DIRECTION_RTL
    return levels


@cache
def _pango() -> Callable[..., Any]:
    """pango_log2vis_get_embedding_levels. What it gives, a byte for a letter, is not given back."""
    library = next(filter(None, (open_part(part) for part in PANGO_PARTS if part.name == "Pango")))
    ask = library.pango_log2vis_get_embedding_levels
    ask.argtypes, ask.restype = (c_char_p, c_int, POINTER(c_int)), POINTER(c_uint8)
    return ask
