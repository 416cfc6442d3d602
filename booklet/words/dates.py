"""Dates in digits alone: 3/4/2026 is 3 April for one reader and 4 March for another, who comes a month too early.

What is no date is left alone: fractions, ratios, scores and versions (1/2, 120/80, 9/10/10, 1.2.26), doses (5/10/20 mg)
and addresses.
"""
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from booklet.core.catalogue import finding
from booklet.core.printed.words import ENGLISH, base_of, day_in_words
from booklet.core.problems import Problem
from booklet.words.text import Copy

# 3/4/2026, 03-04-2026, 3. 4. 2026, 3/4/26, 03.04.26; a year of two digits is of this age
_DATE = re.compile(
    r"(?<![\w./,+-])(?P<first>[0-9]{1,2})(?P<sign>[/-]|\.\s?)(?P<second>[0-9]{1,2})(?P=sign)"
    r"(?P<year>(?:19|20)[0-9]{2}|(?:(?<=/)|(?<=[0-9]{2}\.[0-9]{2}\.))[23][0-9](?!\s?(?:m?[gGlL]|mcg|[µμ]g|mm|units?|%)))"
    r"(?![\w/]|-(?![0-9]{1,2}[/.])|[.,][0-9])"
)


def date_problems(copy: Copy) -> Iterator[Problem]:
    """Codes misread-date and date-in-digits, of every sentence, heading, cell, caption and label."""
    for sentence in (*copy.sentences, *copy.labels):
        for typed, place in sentence.found(_DATE):
            read = [day_in_words(day, copy.language) for day in _readings(typed)]
            if len(read) == 2 and _differ(copy.language):
                says = f"“{typed[0]}” is {read[0]} for one reader, and {read[1]} for another"
                yield finding("misread-date", place, says, f"write {read[0]}, or {read[1]}: the month in letters")
            elif read:
                says = f"“{typed[0]}” leaves readers to count the months"
                yield finding("date-in-digits", place, says, f"write {read[0]}", (typed[0], read[0]))


def _readings(typed: re.Match[str]) -> list[date]:
    """The days that it may be: first that whose day is typed first, as most of the world does."""
    first, second, year = int(typed["first"]), int(typed["second"]), int(typed["year"])
    days: dict[date, None] = {}
    for day, month in ((first, second), (second, first)):
        with suppress(ValueError):
            days[date(year + 2000 * (year < 100), month, day)] = None
    return list(days)


def _differ(language: str) -> bool:
    """Whether readers of a language differ in what comes first: in English, and in North America."""
    return base_of(language) == ENGLISH or language.endswith(("-US", "-CA"))
