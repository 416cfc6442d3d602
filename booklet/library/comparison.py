"""Comparison: a reference as it stands here, held against the same work at a service.

Told are differences that send a reader astray, or that show that the DOI is another work's. Case, accents, punctuation,
markup and a subtitle that one of the two leaves out are no differences.
"""
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from booklet.core.dates import year_of
from booklet.library.found import Found, plain

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_HEAD = re.compile(r"[:?!.;]\s|\s[-–—]\s|—|\s[=(\[]")  # where a subtitle, or what explains a name, begins
_SMALL = frozenset("a an and der des de di et for in la le of on the und".split())
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def differences(work: Mapping[str, Any], found: Found, years: Iterable[int]) -> Iterator[str]:
    """Each difference in a sentence: of title, year, first author, journal, and of what names the work.

    `work` is an entry as CSL-JSON; `years` are those that any service gives. What one side lacks is not compared.
    """
    title = str(work.get("title", ""))
    if title and found.title and not _same_title(title, found.title):
        yield _told("title", plain(title), found.title, found.service)
    year = year_of(work)
    if year and found.years and year not in {*years, *found.years}:
        yield _told("year", year, " or ".join(map(str, sorted(found.years))), found.service)
    author: Mapping[str, Any] = next(iter(work.get("author") or ()), {})
    if author and found.author and not _same_name(author, found.author):
        yield _told("first author", _shown(author), _shown(found.author), found.service)
    ours = [str(work[name]) for name in ("container-title", "container-title-short") if work.get(name)]
    if ours and found.journals and not any(_same_journal(a, b) for a in ours for b in found.journals):
        yield _told("journal", plain(ours[0]), found.journals[0], found.service)
    yield from _other_names(work, found)
    if found.notice_of:
        yield f"kind: {found.service} says that this work is itself a notice ({found.notice_of})"


def _other_names(work: Mapping[str, Any], found: Found) -> Iterator[str]:
    for name, theirs in (("DOI", found.doi), ("PMID", found.pmid)):
        ours = str(work.get(name, ""))
        if ours and theirs and ours.lower() != theirs.lower():
            yield _told(name, ours, theirs, found.service)


def _told(what: str, ours: object, theirs: object, service: str) -> str:
    return f"{what}: “{str(ours)[:250]}” here, “{str(theirs)[:250]}” at {service}"


def bare(words: str) -> str:
    """Words in small letters without accents, markup and punctuation, with single blanks."""
    folded = unicodedata.normalize("NFKD", plain(html.unescape(words))).casefold().translate(_LETTERS)
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`´]", "", letters.replace("&", " and "))))


def _same_title(ours: str, theirs: str) -> bool:
    full, other = bare(ours), bare(theirs)
    return full == other or full in _heads(theirs) or other in _heads(ours)


def _heads(title: str) -> set[str]:
    """The title up to each place where a subtitle may begin."""
    shown = plain(title)
    return {bare(shown[: end.start()]) for end in _HEAD.finditer(shown)} - {""}


def _same_name(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether two names may be one person's or group's. Particles may stand with the family name or apart."""
    mine, other = (bare(name.get("literal") or _with_particles(name)) for name in (ours, theirs))
    plain_mine, plain_other = (bare(name.get("literal") or name.get("family", "")) for name in (ours, theirs))
    return mine == other or f" {mine}".endswith(f" {plain_other}") or f" {other}".endswith(f" {plain_mine}")


def _with_particles(name: Mapping[str, str]) -> str:
    return " ".join([*(name.get(part, "") for part in _PARTICLES), name.get("family", "")])


def _shown(name: Mapping[str, str]) -> str:
    return plain(name.get("literal") or f"{_with_particles(name)} {name.get('given', '')}")


def _same_journal(ours: str, theirs: str) -> bool:
    """Whether two names are one journal's: alike, one the beginning of the other, or one the other's abbreviation."""
    for mine in (ours, *_before_an_addition(ours)):
        for other in (theirs, *_before_an_addition(theirs)):
            a, b = _journal_words(mine), _journal_words(other)
            if a and b and (a == b or _abbreviates(a, b) or _abbreviates(b, a)):
                return True
    return _begins(_journal_words(ours), _journal_words(theirs))


def _before_an_addition(name: str) -> Iterator[str]:
    """A journal's name without its place or its subtitle: Lancet (London, England); BMJ : official journal of."""
    head = _HEAD.search(plain(name))
    if head and head.start():
        yield plain(name)[: head.start()]


def _journal_words(name: str) -> list[str]:
    return [word for word in bare(name).split() if word not in _SMALL]


def _begins(a: list[str], b: list[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and long[: len(short)] == short


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether each word shortens the one in its place: Arch Gen Psychiatry, Proc Natl Acad Sci."""
    if len(short) == 1 and len(long) > 2:
        return short[0] == "".join(word[0] for word in long)  # PNAS
    return len(short) == len(long) and all(_shortens(a, b) for a, b in zip(short, long, strict=True))


def _shortens(short: str, long: str) -> bool:
    """Natl for National: it begins alike, and its letters come in the same order."""
    letters = iter(long)
    return short[:1] == long[:1] and len(short) <= len(long) and all(letter in letters for letter in short)
