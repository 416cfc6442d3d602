"""Scores: what the answers to an instrument come to, by its own rule."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booklet.review.scorecard.instrument import Instrument

Answers = Mapping[str, str]  # by the id of the item
SUITABLE = ((70, "superior"), (40, "adequate"), (0, "not suitable"))


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of an instrument: what it is of, its value (None where there is none), and the same in words."""

    name: str
    value: float | None
    says: str


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
        scores.append(Score(group, percent, f"{_told(percent)} percent{passes}" if said else "nothing to count"))
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
    return (Score("index", score, f"{_told(score)} of 100{cut}{note}"),)


def _sam(instrument: Instrument, answers: Answers) -> tuple[Score, ...]:
    """Points of possible points, na left out. Doak, Doak and Root, 1996."""
    points = _numbers(_said(instrument, answers))
    percent = _percent(sum(points), 2 * len(points))
    if percent is None:
        return (Score("suitability", None, "nothing to count"),)
    name = next(name for least, name in SUITABLE if percent >= least)
    return (Score("suitability", percent, f"{_told(percent)} percent: {name}"),)


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


def _told(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"
