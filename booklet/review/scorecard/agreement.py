"""Agreement: two filled-in spreadsheets side by side, what each comes to by the rule of its instrument, and how far they
agree.
"""
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

Distance = Callable[[str, str], float]
Answers = Mapping[str, str]  # by the id of the item
SUITABLE = ((70, "superior"), (40, "adequate"), (0, "not suitable"))


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of an instrument: what it is of, its value (None where there is none), and the same in words."""

    name: str
    value: float | None
    says: str


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


def scores_of(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """The scores of one rater. An item that nobody answered counts as not there."""
    return _RULES[instrument.name](instrument, answers)


def _pemat(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """Agree of agree and disagree, for each group; 70 is the usual cut. AHRQ, PEMAT user's guide, 2013."""
    scores = []
    for group in ("understandability", "actionability"):
        said = [said for said in _said(instrument, answers, group) if said != "na"]
        percent = _percent(said.count("agree"), len(said))
        passes = "" if percent is None else f", {'at or above' if percent >= 70 else 'under'} the usual cut of 70"
        scores.append(Score(group, percent, f"{_rounded(percent)} percent{passes}" if said else "nothing to count"))
    return tuple(scores)


def _cci(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """Points of possible ones, 0 to 100. Without a main message (item 1) items 2 to 4 score 0. CDC, CCI user guide."""
    counted = {item.number: answers.get(item.id, "") for item in instrument.items}
    if counted[1] == "0":
        counted |= {number: "0" for number in (2, 3, 4) if counted[number]}
    said = [said for said in counted.values() if said in ("0", "1")]
    score = _percent(said.count("1"), len(said))
    note = "; no main message, so items 2 to 4 score 0" if counted[1] == "0" else ""
    cut = "" if score is None else f", {'at or above' if score >= 90 else 'under'} the pass mark of 90"
    return (Score("index", score, f"{_rounded(score)} of 100{cut}{note}"),)


def _sam(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """Points of possible points, na left out. Doak, Doak and Root, 1996."""
    points = _numbers(_said(instrument, answers))
    percent = _percent(sum(points), 2 * len(points))
    if percent is None:
        return (Score("suitability", None, "nothing to count"),)
    name = next(name for least, name in SUITABLE if percent >= least)
    return (Score("suitability", percent, f"{_rounded(percent)} percent: {name}"),)


def _discern(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """The sum of questions 1 to 15, the mean of each section, and the overall rating. Charnock and others, 1999."""
    rated = {group: _numbers(_said(instrument, answers, group)) for group in ("reliability", "treatment", "overall")}
    both = rated["reliability"] + rated["treatment"]
    whole = f"{sum(both)} of {5 * len(both)}" if both else "nothing to count"
    scores = [Score("sum", float(sum(both)) if both else None, f"{whole} in {len(both)} questions")]
    for group in ("reliability", "treatment"):
        mean = sum(rated[group]) / len(rated[group]) if rated[group] else None
        scores.append(Score(f"mean of {group}", mean, "nothing to count" if mean is None else f"{mean:.1f} of 5"))
    overall = rated["overall"][0] if rated["overall"] else None
    return (*scores, Score("overall", overall, "not rated" if overall is None else f"{overall} of 5"))


def _ipdas(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """All of the six items of certification; all of the six that qualify it. Joseph-Williams and others, 2014."""
    scores = []
    for group in ("certification", "qualifying"):
        said = _said(instrument, answers, group)
        wanted = sum(item.group == group for item in instrument.items)
        count = said.count("yes")
        says = f"{count} of {wanted} items" + (": all of them" if count == wanted else "")
        scores.append(Score(group, float(count), says))
    return tuple(scores)


_RULES = {"PEMAT-P": _pemat, "CCI": _cci, "SAM": _sam, "DISCERN": _discern, "IPDAS": _ipdas}


def _said(instrument: Instrument, answers: Answers, group: str = "") -> list[str]:
    items = (item for item in instrument.items if group in ("", item.group))
    return [answers[item.id] for item in items if answers.get(item.id)]


def _numbers(said: Iterable[str]) -> list[int]:
    return [int(each) for each in said if each != "na"]


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _rounded(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"
