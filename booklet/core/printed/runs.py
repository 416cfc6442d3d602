"""Runs: of numbers that follow one another, the first and the last."""
from collections.abc import Iterator, Sequence
from itertools import groupby


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run, of numbers that rise."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def ranges(numbers: Sequence[int]) -> str:
    """Numbers that rise, in few words: 2, 5-7, 9."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(numbers))
