"""A scale of whole numbers, and which of them stand below it."""
from math import ceil


def scale_ticks(low: int, high: int, most: int) -> tuple[int, ...]:
    """The numbers below a scale, both ends among them, `most` at most and none too near to the last."""
    step = max(1, ceil((high - low) / most))
    inner = (value for value in range(low + step, high, step) if high - value >= step * 0.7)
    return low, *inner, high
