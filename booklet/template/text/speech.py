"""Speech: signs, units and ranges as a person would say them. In English only.

A rule that is not sure leaves the text alone: a dose that is said wrongly does harm, and one that is left as it is
printed does none. So a unit needs a number before it and an end after it, and a range needs two rising numbers that
nothing else touches, as in telephone numbers, dates, pages and codes.
"""
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from booklet.core.own_table import own_table, signs_in

_SAID = own_table(__file__)
UNITS: Mapping[str, Sequence[str]] = _SAID["units"]
PER: Mapping[str, str] = _SAID["per"]
DAYS: Sequence[str] = _SAID["names"]["days"]
GREEK: Mapping[str, str] = _SAID["greek"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, how it is said, and an example before and after."""

    pattern: re.Pattern[str]
    said: Callable[[re.Match[str]], str]
    example: tuple[str, str]


# Week 1 – 5 mg: what is the first, and what is done then; Weeks 1 – 5 are a range
_COUNTED = re.compile(r"\b(?i:week|day|night|month|year|hour|step|dose|stage|phase|cycle|visit|part|level)[ \u00a0]\Z")


def _range(match: re.Match[str]) -> str:
    if " " in match[0] and _COUNTED.search(match.string, 0, match.start()):
        return match[0]
    rises = float(match["low"].replace(",", "")) < float(match["high"].replace(",", ""))
    return f"{match['low']} to {match['high']}" if rises else match[0]


def _measure(match: re.Match[str]) -> str:
    is_one = match["number"] == "1" and not match["to"]
    unit = UNITS[match["unit"]][0 if is_one else 1]
    per = "".join(f" per {PER[piece]}" for piece in (match["per"] or "").split("/") if piece)
    return f"{match['to'] or ''}{match['number']} {unit}{per}"


def _days(match: re.Match[str]) -> str:
    first, last = (next(day for day in DAYS if day.startswith(match[name][:3])) for name in ("low", "high"))
    return f"{first} to {last}"


_WAYS: Mapping[str, Callable[[re.Match[str]], str]] = {
    "range": _range, "measure": _measure, "days": _days, "greek": lambda match: GREEK[match["letter"]],
}  # fmt: skip


def _rules() -> Iterator[Rule]:
    parts = {"unit": _longest_first(UNITS), "per": _longest_first(PER)}
    for name, pattern in signs_in(_SAID, parts.__getitem__).items():
        way, before, after = _SAID["said"][name]
        yield Rule(pattern, _WAYS.get(way) or partial(_words, way), (before, after))


def _words(way: str, match: re.Match[str]) -> str:
    return match.groupdict().get("said") or match.expand(way)


def _longest_first(units: Iterable[str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


RULES = tuple(_rules())
# a letter of another script than ours, in which stand the units; of Greek two, for one is a sign: α-blockers
_FOREIGN = re.compile(r"[\u0370-\u03ff]{2}|[^\W\d_\u0000-\u03ff\u1e00-\u1eff\u2070-\u214f]")
_PARTS = re.compile(r"(?<=[.!?;:])(?=\s)|(?<=[。！？；：،؟।])")  # of a text in two languages


def spoken(words: str, is_american: bool = False) -> str:
    """Running text as it is said. What no rule knows stays as it is.

    `is_american` spells litre and metre as in the US. Source of the units' names: the SI brochure, 9th edition, 5.3.
    """
    if _FOREIGN.search(words):  # 体温≥38 has no "at least" in it
        return "".join(part if _FOREIGN.search(part) else spoken(part, is_american) for part in _PARTS.split(words))
    for rule in RULES:
        words = rule.pattern.sub(rule.said, words)
    return re.sub(r"(?<=[0-9] )(?P<stem>[a-z]*(?:lit|met))re(?=s?\b)", r"\g<stem>er", words) if is_american else words
