"""Crossref: a work by its DOI, and the notices about it, in both directions in which Crossref records them.

- GET /works/DOI gives the work. Its `updated-by` lists the notices that name it, from publishers and from Retraction
  Watch: [{"DOI", "type", "label", "source", "updated": {"date-parts"}, "record-id"}]. Its own `update-to` says that it
  is a notice about another work; or, where it names itself, that its publisher has put the notice in its place.
- GET /works?filter=updates:DOI gives the notices themselves, each with its `update-to`. Asked too, since `updated-by`
  is worked out after a notice is deposited, and a work may be read between the two.

Source: Crossref REST API documentation, and "Retraction Watch retractions now in the Crossref API" (2025).
"""
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from booklet.core.json_text import shallow
from booklet.library.client import Client
from booklet.library.found import LONGEST_NOTICE, Found, Notice, kind_of, plain, unmarked
from booklet.library.imports.work import kinds_in, without_empty
from booklet.library.question import NoAnswer
from booklet.load.works.dates import date_of
from booklet.load.works.tidy import DOI

HOME, NAME = "https://api.crossref.org", "Crossref"
_TYPES = kinds_in("crossref")
_DATES = ("published-print", "published-online", "published", "issued")  # the printed one is the one that is cited
_NAME_PARTS = ("family", "given", "suffix")


def found_at_crossref(doi: str, client: Client, home: str = HOME) -> Found | None:
    """The work with that DOI; None where Crossref has no such DOI. Raises NoAnswer."""
    message = client.answer(f"{home}/works/{quote(doi, safe='')}", "json", _message)
    if message is None:
        return None
    notices = [*_own_notices(message, doi), *_notices_about(doi, client, home)]
    title, is_marked = unmarked(_title(message))
    csl = _csl(message, title, doi)
    years = frozenset(parts[0] for name in _DATES if (parts := _date_parts(message.get(name))))
    return Found(
        NAME, _own_doi(message), "", title, years, next(iter(csl.get("author", ())), {}),
        tuple(_texts(message, "container-title", "short-container-title")), csl,
        tuple(notices) + ((Notice("retracted"),) if is_marked else ()), _notice_of(message, doi),
    )  # fmt: skip


def _message(text: str) -> Mapping[str, Any]:
    try:
        message = json.loads(shallow(text))["message"]
    except (ValueError, KeyError, TypeError) as error:
        raise NoAnswer(f"{NAME}: its answer cannot be read") from error
    if not isinstance(message, dict):
        raise NoAnswer(f"{NAME}: its answer is not a work")
    return message


def _own_doi(message: Mapping[str, Any]) -> str:
    """The DOI that the work itself has: the one that was asked for, or that one's successor, or another work's."""
    doi = plain(message.get("DOI"))
    if not doi:
        raise NoAnswer(f"{NAME}: its answer is no work with a DOI")
    return doi


def _notices_about(doi: str, client: Client, home: str) -> Iterator[Notice]:
    """What the notices say that name the work. A DOI with a comma cannot be asked for: a filter ends there."""
    if "," in doi:
        return
    message = client.answer(f"{home}/works?filter=updates:{quote(doi, safe='')}&rows=100", "json", _message)
    for item in _dicts((message or {}).get("items")):
        for update in _dicts(item.get("update-to")):
            if _is(update, doi):
                yield from _notice(update, plain(item.get("DOI")))


def _own_notices(message: Mapping[str, Any], doi: str) -> Iterator[Notice]:
    for update in _dicts(message.get("updated-by")):
        yield from _notice(update, plain(update.get("DOI")))
    for update in _dicts(message.get("update-to")):
        if _is(update, doi):
            yield from _notice(update, doi)


def _notice_of(message: Mapping[str, Any], doi: str) -> str:
    """What the work is a notice of, where it is one that says something against another work."""
    for update in _dicts(message.get("update-to")):
        if not _is(update, doi) and kind_of(plain(update.get("type"))):
            return f"{plain(update.get('type')).replace('_', ' ')} of {plain(update.get('DOI'))}"
    return ""


def _notice(update: Mapping[str, Any], doi: str) -> Iterator[Notice]:
    kind = kind_of(plain(update.get("type"))) or kind_of(plain(update.get("label")))
    if kind:
        is_good = DOI.fullmatch(doi) and len(doi) <= LONGEST_NOTICE
        yield Notice(kind, doi if is_good else "", _day(update.get("updated")))


def _is(update: Mapping[str, Any], doi: str) -> bool:
    return plain(update.get("DOI")).lower() == doi.lower()


def _day(value: Any) -> date | None:
    parts = _date_parts(value)
    try:
        return date(*parts) if len(parts) == 3 else None
    except ValueError:
        return None


def _date_parts(value: Any) -> list[int]:
    """A year, perhaps a month, perhaps a day; nothing for what is no date."""
    return next(iter((date_of(value) or {}).get("date-parts", ())), [])


def _title(message: Mapping[str, Any]) -> str:
    """The title with its subtitle, which some publishers deposit apart."""
    title, subtitle = (next(_texts(message, name), "") for name in ("title", "subtitle"))
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle and subtitle not in title else title


def _csl(message: Mapping[str, Any], title: str, doi: str) -> dict[str, Any]:
    """The fields of an entry, in the order in which they are written."""
    issued = next((parts for name in _DATES if (parts := _date_parts(message.get(name)))), [])
    return without_empty({
        "type": _TYPES.get(plain(message.get("type")), "document"),
        "title": title,
        "author": [name for person in _dicts(message.get("author")) if (name := _name(person))],
        "container-title": next(_texts(message, "container-title"), ""),
        "issued": {"date-parts": [issued]} if issued else "",
        "volume": plain(message.get("volume")),
        "issue": plain(message.get("issue")),
        "page": plain(message.get("page") or message.get("article-number")),
        "publisher": "" if message.get("type") == "journal-article" else plain(message.get("publisher")),
        "DOI": plain(message.get("DOI")) or doi,
    })  # fmt: skip


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    """A person's name in the parts of CSL, or a group's as one."""
    if person.get("family"):
        return {part: plain(person[part]) for part in _NAME_PARTS if plain(person.get(part))}
    return {"literal": plain(person["name"])} if person.get("name") else {}


def _texts(message: Mapping[str, Any], *names: str) -> Iterator[str]:
    """The texts of these fields, each of which is a list of them."""
    for name in names:
        values = message.get(name)
        yield from (words for value in (values if isinstance(values, list) else [values]) if (words := plain(value)))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
