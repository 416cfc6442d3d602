"""What the words of a chart state, held against its data: a number typed beside a picture must be one that it shows.

Only what is surely about the data is judged: "22 of 100", "2 points", and a number before the name of a value
("73 people", where the entry has a value `people`). "By week 6" is left alone.
"""
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = rf"(?<![\w.,−-])(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|{'|'.join(_SMALL[1:])})"  # 2,365 or 0.5 or two
_WHOLE = r"(?P<whole>100|1,?000|10,?000)(?![\w,]*[0-9])"
_RATE = re.compile(rf"{_COUNT}\s+(?:(?:out\s+)?of|in)\s+(?:a\s+|every\s+)?{_WHOLE}", re.IGNORECASE)  # 3 of 1,000
_POINTS = re.compile(r"(?<![\w.,−-])(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)[\s-]+points?\b", re.IGNORECASE)  # 2 points
_UNITS = "minute|hour|day|week|month|year"
_WHEN = re.compile(rf"(?P<unit>{_UNITS})s?\s+(?P<number>[0-9]+)|(?P<many>[0-9]+)\s+(?P<units>{_UNITS})s?", re.IGNORECASE)


def number_of(words: str) -> float:
    """A number as it is written in a text: 2,365 or two."""
    small = words.lower()
    return float(_SMALL.index(small)) if small in _SMALL else float(words.replace(",", ""))


def other_rate(said: Iterable[str], rates: Iterable[tuple[float, int]], values: Mapping[str, float]) -> Iterator[str]:
    """Reasons where words say "23 of 100", and neither the picture (with these rates) nor a value has 23."""
    drawn = [number / whole for number, whole in rates]
    for found in (found for words in said for found in _RATE.finditer(words)):
        number, whole = number_of(found["number"]), number_of(found["whole"])
        if number not in values.values() and not any(isclose(number / whole, each) for each in drawn):
            yield f"the words say {found[0]!r}, which is in no data here"


def other_points(said: Iterable[str], points: Sequence[float], values: Mapping[str, float]) -> Iterator[str]:
    """Reasons where a title or a label says "2 points", and the scale is marked with another number."""
    known = {*points, *values.values()}
    for found in (found for words in said for found in _POINTS.finditer(words)):
        if points and number_of(found["number"]) not in known:
            yield f"the words say {found[0]!r}, and the picture shows {points[0]:,}"


def other_count(said: Iterable[str], values: Mapping[str, float]) -> Iterator[str]:
    """Reasons where words type a number before the name of a value in place of `{people}`, and it is another one."""
    text = "\n".join(said)
    for name, value in values.items():
        named = re.compile(rf"{_COUNT}\s+{name.replace('_', '[ _-]')}\b", re.IGNORECASE)
        typed = [found for found in named.finditer(text) if number_of(found["number"]) != 100]  # pictures are of 100
        if typed and f"{{{name}}}" not in text and value not in (number_of(found["number"]) for found in typed):
            yield f"the words say {typed[0][0]!r}, and the value {name} is {value:,}; write {{{name}}}"


def twice(names: Iterable[str]) -> str:
    """The first name that is there twice, in any case; "" where there is none."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            return name
        seen.add(name.lower())
    return ""


def out_of_order(stops: Sequence[str]) -> str:
    """The first stop that names an earlier time than one before it: "Day 1" after "Day 3". "" where none does."""
    latest: dict[str, int] = {}
    for stop in stops:
        for unit, number in _times(stop):
            if number < latest.setdefault(unit, number):
                return stop
            latest[unit] = number
    return ""


def _times(stop: str) -> Iterator[tuple[str, int]]:
    """Of a stop that is a time and nothing else, its unit and its number."""
    found = _WHEN.fullmatch(stop.strip())
    if found:
        yield (found["unit"] or f"{found['units']} long").lower(), int(found["number"] or found["many"])
