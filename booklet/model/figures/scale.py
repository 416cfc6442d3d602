"""A scale of whole numbers, and which of them stand below it."""


def scale_ticks(low: int, high: int, most: int) -> tuple[int, ...]:
    """The numbers below a scale, both ends among them, `most` at most and none too near to the last."""
    steps = (digit * 10**power for power in range(6) for digit in (1, 2, 5))
    step = next(step for step in steps if step * most >= high - low)
    inner = (value for value in range(low + step, high, step) if high - value >= step * 0.7)
    return low, *inner, high
