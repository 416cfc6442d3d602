"""Numbers in few words: how many of what; of those that follow one another the first and the last; the longest row that
rises.
"""
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Sized
from itertools import groupby


def counted(what: int | Sized, thing: str, things: str = "") -> str:
    """1 box, 2 boxes: of a number, or of as many as there are."""
    number = what if isinstance(what, int) else len(what)
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run, of numbers that rise."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def ranges(numbers: Sequence[int], most: int | None = None) -> str:
    """Numbers that rise, in few words: 2, 5-7, 9. Of more than `most` runs how many more there are: 2, 5-7 and 40 more."""
    found = list(runs(numbers))
    told = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found[:most])
    more = sum(last - first + 1 for first, last in found[len(found) if most is None else most:])
    return f"{told} and {more:,} more" if more else told


def rising(numbers: Sequence[int]) -> list[int]:
    """The places, from 0, of the most numbers that rise in their order; of two that are the same, the later is the larger.

    By patience sorting: each number goes onto the first pile whose top is not smaller.
    """
    tops: list[tuple[int, int]] = []  # of each pile: the number and its place
    before: list[int] = []  # for each number the place of the one that it follows, -1 for none
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, (number, place))
        before.append(tops[pile - 1][1] if pile else -1)
        tops[pile : pile + 1] = [(number, place)]
    row: list[int] = []
    place = tops[-1][1] if tops else -1
    while place >= 0:
        row.insert(0, place)
        place = before[place]
    return row
