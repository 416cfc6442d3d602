"""A scale, and which numbers stand below it."""
from decimal import Decimal


def scale_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """The numbers below a scale, both ends among them, `most` at most and none too near to the last.

    They are whole where both ends are.
    """
    first, last = Decimal(str(low)), Decimal(str(high))
    smallest = 0 if isinstance(low, int) and isinstance(high, int) else -9
    steps = (digit * Decimal(10) ** power for power in range(smallest, 6) for digit in (1, 2, 5))
    step = next(step for step in steps if step * most >= last - first)
    inner = (first + step * number for number in range(1, most + 1))
    apart = (value for value in inner if last - value >= step * Decimal("0.7"))
    return low, *(float(value) if value % 1 else int(value) for value in apart), high
