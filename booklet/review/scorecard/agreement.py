"""Agreement: two filled-in spreadsheets side by side, what each comes to, and how far they agree."""
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import ne
from pathlib import Path
from typing import Any

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import printable
from booklet.review.scorecard.instrument import Instrument, instruments
from booklet.review.scorecard.returned import Returned, read_returned
from booklet.review.scorecard.scores import Score, scores_of

Distance = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One instrument: the scores of both raters, on how many items they agree, and kappa (None: not defined).

    Kappa counts the items on which a person wrote something: what both left to the program is no agreement of theirs.
    `weighted` is given for ratings that have an order. `apart` are the items on which they differ.
    """

    instrument: Instrument
    scores: tuple[tuple[Score, Score], ...]
    rated: int
    agreed: int
    kappa: float | None
    weighted: float | None
    apart: tuple[tuple[str, str, str], ...]

    def lines(self) -> Iterator[str]:
        yield f"{self.instrument.name}: {self.instrument.title}"
        for one, other in self.scores:
            both = one.says if one.says == other.says else f"A {one.says}; B {other.says}"
            yield f"  {one.name}: {both}"
        yield f"  people rated {self.rated} items and agree on {self.agreed}; kappa {_told(self.kappa)}"
        if self.instrument.is_ordinal:
            yield f"  kappa weighted by distance {_told(self.weighted)}"
        for name, answer, others in self.apart:
            yield f"    {name}: A {answer}, B {others}: {self.instrument.item(int(name.rsplit('-', 1)[1])).asks}"

    def as_json(self) -> dict[str, Any]:
        """Ready for JSON; None where something is not defined."""
        return {
            "instrument": self.instrument.name, "rated": self.rated, "agreed": self.agreed, "kappa": self.kappa,
            "weighted_kappa": self.weighted if self.instrument.is_ordinal else None,
            "scores": [{"name": a.name, "a": a.value, "b": b.value} for a, b in self.scores],
            "apart": [{"item": name, "a": one, "b": other} for name, one, other in self.apart],
        }  # fmt: skip


def agreement(first: Path, second: Path) -> tuple[Agreed, ...]:
    """Two filled-in spreadsheets compared. Raises BookletError with every problem of both."""
    if first.exists() and second.exists() and first.samefile(second):
        says, hint = "both names are one and the same file", "name the spreadsheets of two people"
        stop_at([finding("rating-same-file", Place(printable(first.as_posix(), most=1_000)), says, hint)])
    (one, wrong), (other, also_wrong) = read_returned(first), read_returned(second)
    stop_at([*wrong, *also_wrong] or _differences(one, other))
    return tuple(_agreed(instrument, one, other) for instrument in instruments())


def _differences(one: Returned, other: Returned) -> Iterator[Problem]:
    """Whether both are about the same text, and the program had said the same in both."""
    hint = "both people need copies of one spreadsheet"
    if one.stamp != other.stamp:
        says = f"this is about {printable(other.stamp)}, and the other about {printable(one.stamp)}"
        yield finding("rating-other", Place(other.path, 2), says, hint)
        return
    for name, rating in other.ratings.items():
        if rating.program != one.ratings[name].program:
            here, there = rating.program or "nothing", one.ratings[name].program or "nothing"
            says = f"{name}: here the program says {here}, in the other {there}"
            yield finding("rating-other", Place(other.path, rating.line), says, hint)


def _agreed(instrument: Instrument, one: Returned, other: Returned) -> Agreed:
    names = [item.id for item in instrument.items]
    both = [(name, one.ratings[name], other.ratings[name]) for name in names]
    pairs = [(name, a.answer, b.answer) for name, a, b in both if a.wrote or b.wrote]
    answers = ({name: rating.answer for name, rating in each.ratings.items()} for each in (one, other))
    scores = zip(*(scores_of(instrument, each) for each in answers), strict=True)
    numbers = [(a, b) for _, a, b in pairs if "na" not in (a, b)]
    return Agreed(
        instrument, tuple(scores), len(pairs), sum(a == b for _, a, b in pairs), kappa([(a, b) for _, a, b in pairs]),
        kappa(numbers, linear) if instrument.is_ordinal else None, tuple(pair for pair in pairs if pair[1] != pair[2]),
    )  # fmt: skip


def _told(value: float | None) -> str:
    if value is None:
        return "not defined: nothing was rated, or both gave the same answer to everything"
    return f"{value:.2f} ({in_words(value)})"


def kappa(pairs: Sequence[tuple[str, str]], distance: Distance = ne) -> float | None:
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


def in_words(value: float) -> str:
    """Landis and Koch's words for it. Source: Biometrics 1977;33:159-174."""
    names = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))
    return next((name for most, name in names if value <= most and (most or value < 0)), "almost perfect")
