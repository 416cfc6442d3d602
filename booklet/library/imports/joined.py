"""Works of a library joined with those that are here: each work once, under a key that can be cited.

What is here already stays as it is. Two works are one where they have one DOI or one number of PubMed; or, where one of
them has neither, one title, first author and year.
"""
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from booklet.core.catalogue import finding
from booklet.core.dates import year_of
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.library.addition import LONGEST_KEY, free_key, made_up_key
from booklet.library.comparison import bare
from booklet.library.found import unmarked
from booklet.library.imports.work import ForeignWork, lost, unread
from booklet.load.works.tidy import tidied
from booklet.core.printed.evidence import known_kind, told_kind
from booklet.model.manuscript import Reference
from booklet.core.printed.works import PARTIAL, WRITERS

_KEY = re.compile(r"[\w.:/+-]*\w")  # what can be typed in a citation: lee2020, doi:10.1000/182
_NO_KEY = re.compile(r"https?://.*|[0-9]+|ITEM-[0-9]+|ref[0-9]*", re.IGNORECASE)  # no person has chosen these
Identity = tuple[str, ...]


@dataclass(slots=True)
class Joined:
    """New entries of references.json in their order; how many were here already, or were the same work; what is told."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    here: int = 0
    doubles: int = 0
    made_up: int = 0
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # here, of each work by its key there


def join_library(works: Iterable[ForeignWork], references: Iterable[Reference], cited: Container[str] = ()) -> Joined:
    """The works that references.json lacks, as its entries, and what is told of all of them.

    `cited` are the keys that the sections cite: these stay, whoever has chosen them.
    """
    known = {reference.key: dict(reference.csl) for reference in references}
    here = frozenset(known)
    keys = {identity: key for key, csl in known.items() for identity in _identities(csl)}
    result, unknown = Joined(), dict[str, list[ForeignWork]]()
    for work in works:
        csl = _tidy(work, result, unknown)
        if csl is None:
            continue
        twin = _twin(csl, keys, known)
        if twin:
            _join(work, csl, twin, known, twin in here, result)
        else:
            key = _key(work, csl, known, cited, result)
            known[key] = csl
            kind = known_kind(told_kind(work.fields))  # of a library that was written here
            result.entries.append({"id": key, **csl, **({"custom": {"evidence": kind}} if kind else {})})
            result.places[key] = work.place
        result.keys[work.key] = twin or key
        for identity in _identities(csl):
            keys.setdefault(identity, twin or key)
    for name, those in unknown.items():
        many = f", in {len(those)} works" if len(those) > 1 else ""
        result.problems.append(lost(those[0].place, those[0].key, f"{name} is no field of CSL, and is left out{many}"))
    return result


def _tidy(work: ForeignWork, result: Joined, unknown: dict[str, list[ForeignWork]]) -> dict[str, Any] | None:
    """The fields of a work that are good; None for a work that is none, or that was retracted."""
    tidy = tidied(work.fields)
    csl, name = tidy.csl, work.key or printable(work.fields.get("title") or "", most=40)
    for field_name, says, _ in tidy.faults:
        if field_name == "type":
            csl["type"] = "document"
        if field_name not in tidy.unknown:
            written = printable(work.fields.get(field_name), most=80)
            result.problems.append(lost(work.place, name, f"{field_name} {says}: {written}"))
    for each in tidy.unknown:
        unknown.setdefault(each, []).append(work)
    csl.setdefault("type", "document")
    title, is_marked = unmarked(str(csl.get("title", "")))
    if work.is_retracted or is_marked:
        hint = "a handout cannot rest on it; cite other proof"
        result.problems.append(finding("retracted-work", work.place, f"“{printable(title, most=80)}” was retracted", hint))
        return None
    if not csl.keys() - {"type", "issued", "accessed"}:
        result.problems.append(unread(work.place, "this entry says nothing of a work"))
        return None
    return csl


def _identities(csl: Mapping[str, Any]) -> Iterator[Identity]:
    """What tells a work from another. A chapter may share the DOI of its book."""
    title = bare(str(csl.get("title", "")))
    if doi := str(csl.get("DOI", "")).lower():
        yield ("DOI", doi, title if csl.get("type") in PARTIAL else "")
    if pmid := str(csl.get("PMID", "")):
        yield ("PMID", pmid)
    people: list[Mapping[str, str]] = next((csl[role] for role in WRITERS if csl.get(role)), [{}])
    name = bare(people[0].get("family") or people[0].get("literal", ""))
    if title and (name or len(title) > 30):
        yield ("title", title, name, str(year_of(csl) or ""), bare(str(csl.get("container-title", ""))) if not name else "")


def _twin(csl: Mapping[str, Any], keys: Mapping[Identity, str], known: Mapping[str, Mapping[str, Any]]) -> str:
    """The key of the same work; "" for a work that is not here. Two DOIs are two works, whatever they are called."""
    for identity in _identities(csl):
        key = keys.get(identity, "")
        others = known.get(key, {})
        both = [name for name in ("DOI", "PMID") if csl.get(name) and others.get(name)]
        is_other = any(str(csl[name]).lower() != str(others[name]).lower() for name in both)
        if key and not (identity[0] == "title" and is_other):
            return key
    return ""


def _join(
    work: ForeignWork, csl: Mapping[str, Any], twin: str, known: Mapping[str, dict[str, Any]], is_here: bool, result: Joined
) -> None:
    """Count a work that is known. What is here stays; of two in one library, the second fills what the first lacks."""
    if is_here:
        result.here += 1
    else:
        result.doubles += 1
        entry = next(entry for entry in result.entries if entry["id"] == twin)
        added = {name: value for name, value in csl.items() if name not in entry}
        entry |= added
        known[twin].update(added)
    is_cited_by_it = work.key and work.key != twin and not _NO_KEY.fullmatch(work.key)
    if is_cited_by_it or not is_here:
        where = "here already" if is_here else f"the work of line {result.places[twin].line}"
        says = f"{printable(work.key) or printable(csl.get('title', ''))} is {where}, as {printable(twin)}"
        result.problems.append(finding("joined-work", work.place, says, f"cite it: [@{printable(twin)}]"))


def _key(work: ForeignWork, csl: Mapping[str, Any], taken: Mapping[str, Any], cited: Container[str], result: Joined) -> str:
    """The key that the work has, where it can be cited and is free; else the nearest to it, which is told."""
    wanted = work.key.removeprefix("@").strip()
    if not wanted or _NO_KEY.fullmatch(wanted) and wanted not in cited:
        result.made_up += 1
        return made_up_key(csl, taken)
    typed = wanted if _KEY.fullmatch(wanted) and len(wanted) <= LONGEST_KEY else ""
    stem = typed or re.sub(r"^\W+|\W+$", "", re.sub(r"[^\w.:/+-]+", "-", wanted))[:LONGEST_KEY].rstrip(".:-")
    key = free_key(stem, taken) if stem else made_up_key(csl, taken)
    if key != wanted:
        why = "another work has that key" if typed else "that cannot be typed in a citation"
        says = f"{printable(wanted)} is called {key} here: {why}"
        result.problems.append(finding("renamed-key", work.place, says, f"cite it: [@{key}]"))
    return key
