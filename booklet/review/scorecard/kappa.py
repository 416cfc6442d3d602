"""Cohen's kappa: how far two raters agree beyond what chance alone would give."""
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

Distance = Callable[[str, str], float]


def unweighted(one: str, other: str) -> float:
    """The distance of two answers without an order: any disagreement is as far as any other."""
    return float(one != other)


def kappa(pairs: Sequence[tuple[str, str]], distance: Distance = unweighted) -> float | None:
    """Kappa of what two raters said of the same things, from -1 to 1; 1 is full agreement, 0 what chance would give.

    `distance` weighs a disagreement: 0 for none; by default all count the same, which is kappa without weights. None
    where it is not defined: nothing was rated, or both gave one and the same answer to everything.
    Sources: Cohen J. Educ Psychol Meas 1960;20:37-46. With weights: Cohen J. Psychol Bull 1968;70:213-220.
    """
    count = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(distance(a, b) * first[a] * second[b] for a, b in product(first, second))
    if not by_chance:
        return None
    return 1 - count * sum(distance(one, other) for one, other in pairs) / by_chance


def linear(one: str, other: str) -> float:
    """The distance of two whole numbers: two steps apart weigh twice as much as one."""
    return float(abs(int(one) - int(other)))


def in_words(value: float | None) -> str:
    """Landis and Koch's words for it. Source: Biometrics 1977;33:159-174."""
    if value is None:
        return "not defined"
    names = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))
    return next((name for most, name in names if value <= most and (most or value < 0)), "almost perfect")
