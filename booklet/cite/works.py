"""The works that are cited, and those that are not: what keeps a line from being printed, or leaves a reader without one.

A library holds more than one handout cites, and its works are as their owners left them. Only what is cited has to be
good enough to be found by.
"""
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from booklet.core.catalogue import finding
from booklet.core.dates import first_day
from booklet.core.printed.marked_text import unmarked_words
from booklet.core.printed.works import LIVING, PARTIAL, WRITERS
from booklet.core.problems import Problem
from booklet.core.text_file import printable
from booklet.model.booklet import Level
from booklet.model.figures.kinds import Chart
from booklet.model.manuscript import Manuscript, Reference

_CITED = re.compile(r"\[@[^\]]*\]")  # [@lee2020; @ray2021, p. 4]
_KEY = re.compile(r"@([\w.:/+-]*\w)")
_FIGURE = re.compile(r"\{\{\s*figure\([\"']([a-z0-9_]+)[\"']\)\s*\}\}")
_AHEAD = 200  # days
_MOST_TOLD = 3  # uncited works that are told one by one: more of them are a library


def named_works(typed: str, charts: Iterable[Chart]) -> set[str]:
    """The works that a text, as its author typed it, cites by `[@lee2020; @ray2021, p. 4]` or `{{ figure("n01") }}`."""
    shown = set(_FIGURE.findall(typed))
    keys = {key for cited in _CITED.findall(typed) for key in _KEY.findall(cited)}
    return keys | {key for chart in charts if chart.id in shown for key in chart.citekeys}


def cited_problems(manuscript: Manuscript, cited: Collection[str]) -> list[Problem]:
    """What is wrong with the works that are cited, in the order of the file."""
    works = [reference for reference in manuscript.references if reference.key in cited]
    if manuscript.imprint.rules.uncited_reference == "error":  # then each work of the file is meant to be printed
        works = list(manuscript.references)
    level = manuscript.imprint.rules.incomplete_reference
    problems = [fault for work in works for fault in work.faults]
    problems += [problem for work in works for problem in what_lacks(work, level)]
    return problems + list(_doubles(works)) + list(_to_come(works, manuscript.on))


def uncited_works(manuscript: Manuscript, cited: Collection[str]) -> list[Problem]:
    """The works that nothing cites, at the level of `[rules]`. A library of them is told once."""
    level = manuscript.imprint.rules.uncited_reference
    uncited = [reference for reference in manuscript.references if reference.key not in cited]
    if level == "error" or level == "advice" and len(uncited) <= _MOST_TOLD:
        return [_told(work, f"{printable(work.key)} is never cited", "cite it, or take it out", level) for work in uncited]
    if level == "off" or not uncited:
        return []
    says = f"{len(uncited)} of {len(manuscript.references)} works are never cited, {printable(uncited[0].key)} first"
    hint = 'a library may hold more than is cited; uncited-reference = "off" under [rules] of booklet.toml keeps quiet of it'
    return [_told(uncited[0], says, hint, level)]


def _told(work: Reference, says: str, hint: str, level: Level) -> Problem:
    return Problem(work.place, "uncited-reference", says, hint, is_advice=level == "advice")


def what_lacks(work: Reference, level: Level) -> Iterator[Problem]:
    """What a line cannot do without, and what a reader misses: who made the work, and when."""
    has = {name for name, value in work.csl.items() if (value.strip() if isinstance(value, str) else value)}
    key = printable(work.key)
    wrong = {fault.says.split()[1] for fault in work.faults if fault.slug == "bad-reference"}  # told already
    for name in ("type", "title"):
        if name not in has | wrong:
            yield Problem(work.place, "incomplete-reference", f"{key} has no {name}", "add it")
    dated = "issued" in has or work.csl.get("type") in LIVING and "accessed" in has
    for name, is_there, hint in (
        ("author", has & set(WRITERS), "add it, or an editor or a translator; its line begins with its title"),
        ("year", dated, "a living web page may give `accessed` in place of `issued`"),
    ):
        if not is_there and not wrong & {"issued" if name == "year" else name} and level != "off":
            says = f"{key} has no {name}"
            yield Problem(work.place, "incomplete-reference", says, hint, is_advice=level == "advice")


def _to_come(works: Iterable[Reference], on: date) -> Iterator[Problem]:
    """Works whose date was mistyped. A journal may be dated some months ahead."""
    for work in works:
        begins = first_day(work.csl)
        if begins and (begins - on).days > _AHEAD:
            says = f"{printable(work.key)} is of {begins.year}, which is still to come"
            yield finding("future-reference", work.place, says, "is its year mistyped?")


def _doubles(works: Iterable[Reference]) -> Iterator[Problem]:
    """Works that are cited under two keys. A chapter may have the DOI of its book, and of the chapter beside it."""
    seen: dict[str, Reference] = {}
    for work in works:
        doi = str(work.csl.get("DOI", "")).lower()
        first = seen.setdefault(doi, work) if doi else work
        if first is not work and not (work.csl.get("type") in PARTIAL and _title(work.csl) != _title(first.csl)):
            says = f"{printable(work.key)} and {printable(first.key)} are one work"
            yield Problem(work.place, "duplicate-doi", says, "keep one of them")


def _title(work: Mapping[str, Any]) -> str:
    return unmarked_words(str(work.get("title", ""))).casefold()
