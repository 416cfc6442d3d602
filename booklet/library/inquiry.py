"""The inquiry: one reference after the other is looked up, and what was found becomes its record in the lock.

No answer for one reference does not lose the others. Where a service is silent, the earlier record stands, with the day
of its own check; without one the reference counts as not checked.
"""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from booklet.core.progress import Step, Tell
from booklet.library import crossref, pubmed
from booklet.library.client import Client
from booklet.library.comparison import differences
from booklet.library.crossref import found_at_crossref
from booklet.library.found import Found, gravest
from booklet.library.pubmed import found_at_pubmed
from booklet.library.question import NoAnswer
from booklet.model.lock import Record, Status, entry_hash, gravity
from booklet.model.manuscript import Reference

MOST_LINES, _LONGEST_LINE = 20, 600  # of what differs


@dataclass(frozen=True, slots=True)
class Services:
    """Where Crossref and PubMed are asked, and by whom."""

    client: Client
    crossref: str = crossref.HOME
    pubmed: str = pubmed.HOME


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one reference, and which services were silent: `missing` says so in words."""

    record: Record
    missing: tuple[str, ...] = ()


def look_up(references: Sequence[Reference], services: Services, known: Mapping[str, Record], tell: Tell) -> list[Answer]:
    """An answer for each reference, in their order. `known` holds the earlier records that still fit, by key."""
    answers = []
    for number, reference in enumerate(references, 1):
        tell(Step(f"references: {reference.key}", number, len(references)))
        answers.append(_answer(reference, services, known.get(reference.key)))
    return answers


def works_of(doi: str, pmid: str, services: Services) -> tuple[list[Found], list[str], list[str]]:
    """The work at each service that can be asked; what the services do not know; which of them were silent."""
    found, unknown, missing = [], [], []
    for name, number, ask, home in (
        (crossref.NAME, doi, found_at_crossref, services.crossref),
        (pubmed.NAME, pmid, found_at_pubmed, services.pubmed),
    ):  # fmt: skip
        try:
            work = ask(number, services.client, home) if number else None
        except NoAnswer as silence:
            missing.append(str(silence))
            continue
        if work:
            found.append(work)
        elif number:
            unknown.append(f"{'DOI' if name == crossref.NAME else 'PMID'}: {name} does not know {number}")
    return found, unknown, missing


def _answer(reference: Reference, services: Services, known: Record | None) -> Answer:
    doi, pmid = str(reference.csl.get("DOI", "")), str(reference.csl.get("PMID", ""))
    empty = Record(reference.key, entry_hash(reference.csl), "not-checked", doi, pmid)
    if not empty.has_identifier:
        return Answer(empty)
    found, unknown, missing = works_of(doi, pmid, services)
    record = _record(empty, reference, found, unknown, services.client.manners.day, is_complete=not missing)
    if missing and known and gravity(known.status) <= gravity(record.status):  # not forgotten because one is silent today
        record = known
    return Answer(record, tuple(missing))


def _record(
    empty: Record, reference: Reference, found: Iterable[Found], unknown: Sequence[str], day: date, is_complete: bool
) -> Record:
    """The record of a reference. It is dated, and so counts, only where all services that were asked have answered."""
    works = list(found)
    years = {year for work in works for year in work.years}
    lines = [*unknown, *(line for work in works for line in differences(reference.csl, work, years))]
    differs = tuple(line[:_LONGEST_LINE] for line in lines[:MOST_LINES])
    notice = gravest(notice for work in works for notice in work.notices)
    if notice:
        return replace(
            empty, status=cast(Status, notice.kind), checked=day if is_complete else None, differs=differs,
            notice=notice.notice, notice_date=notice.on,
        )  # fmt: skip
    if not works or not is_complete:
        return replace(empty, differs=differs)
    return replace(empty, status="differs" if differs else "good", checked=day, differs=differs)
