"""references.lock: what Crossref and PubMed said of each reference, and on which day. Written by `refs verify`.

The file is TOML. Its head has `format`, `booklet` (the name in booklet.toml), `checked` (the day of the last run) and
`seal`; then one table [works."KEY"] for each reference. Two hashes guard it, both SHA-256 of JSON with sorted keys:
`entry` is of the reference as it was when it was checked, `seal` of all else that the file says. They tell of slips of
the hand, not of fraud: whoever can write the file can work out a seal.

Reading it never needs a network. A reference that was changed since counts as not checked; but what was found of its
DOI or PMID stands as long as it keeps them, since no change of a title undoes a retraction.
"""
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from booklet.core.located import Keys, StrictModel, toml_line
from booklet.core.problems import Place, Problem
from booklet.core.sealed import Sealed, quoted, seal_of, toml_lines
from booklet.core.text_file import Source
from booklet.model.lock import FORMAT, NOTICED, Lock, Record, Status, entry_hash

_LONGEST_KB = 1_000  # a thousand references
_HEAD = """\
# Written by `python build.py refs verify`, which asks Crossref and PubMed. Not to be edited: the seal would not fit.
"""
_WAY_OUT = "write it again with `python build.py refs verify`, or delete it: then nothing counts as checked"
_WRITTEN = ("entry", "status", "doi", "pmid", "notice", "checked", "notice_date", "differs")  # of a work, in this order

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600)]


class _Work(StrictModel):
    """One table of the file."""

    entry: Hash
    status: Status
    doi: Annotated[str, StringConstraints(pattern=r"^(10\.[0-9]{4,9}/\S+)?$", max_length=1_000)] = ""
    pmid: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,9}$")] = ""
    checked: date | None = None
    notice: Annotated[str, StringConstraints(pattern=r"^(10\.[0-9]{4,9}/\S+|PMID:[0-9]{1,9})?$", max_length=300)] = ""
    notice_date: date | None = None
    differs: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class _File(StrictModel):
    """The file as a whole. `checked` is the day on which the command was last run."""

    format: int
    booklet: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    checked: date
    seal: Hash
    works: dict[Annotated[str, StringConstraints(min_length=1, max_length=1_000)], _Work] = Field({})


def read_lock(
    file: Path, folder: Path, booklet: str, works: Mapping[str, Mapping[str, Any]], cited: Collection[str]
) -> tuple[Lock | None, list[Problem]]:
    """The lock, held against the manuscript: its name, its references as CSL-JSON by key, the keys that it cites.

    None where there is no such file, or nothing in it that can be trusted; each reason is a problem.
    """
    source, content, problems = _KIND.read(file, folder, _LONGEST_KB)
    if source is None or content is None:
        return None, problems
    if problems := list(_KIND.unfit(content, source, booklet)):
        return None, problems
    records = [_record(key, work, source) for key, work in _File.model_validate(content).works.items()]
    by_key = {record.key: record for record in records}
    here = tuple(_as_it_is_now(by_key[key], work) for key, work in works.items() if key in by_key)
    stray = tuple(record for record in records if record.key not in works)
    return Lock(Place(source.path), len(works), here, frozenset(cited), stray), []


def _line(source: Source, keys: Keys) -> int:
    """The line of a setting; of one in a work, that of the work, whose key may hold stops that part no tables."""
    if len(keys) > 1 and keys[0] == "works":
        at = source.text.find(_table_head(str(keys[1])))
        return source.line_at(at) if at >= 0 else 1
    return toml_line(source.text, keys)


def _table_head(key: str) -> str:
    """The line above what is said of a work: [works."lee2020"]."""
    return f"[works.{quoted(key)}]"


_KIND = Sealed(_File, FORMAT, "lock", _WAY_OUT, _line)


def _record(key: str, work: _Work, source: Source) -> Record:
    place = Place(source.path, _line(source, ("works", key)))
    return Record(key=key, place=place, **{name: getattr(work, name) for name in _Work.model_fields})


def _as_it_is_now(record: Record, work: Mapping[str, Any]) -> Record:
    """The record, held against the reference as it stands: one that was changed is not checked."""
    if entry_hash(work) == record.entry:
        return record
    same = (record.doi and record.doi.lower() == str(work.get("DOI", "")).lower()) or (
        record.pmid and record.pmid == str(work.get("PMID", ""))
    )
    if same and record.status in NOTICED:
        return replace(record, differs=(), is_current=False)
    return replace(record, status="not-checked", differs=(), notice="", notice_date=None, is_current=False)


def lock_text(booklet: str, day: date, records: Iterable[Record]) -> str:
    """The lock of a booklet as TOML, its works in the order of their keys. The same records give the same text."""
    works = list[str]()
    for record in sorted(records, key=lambda one: one.key):
        said = {name: value for name in _WRITTEN if (value := getattr(record, name))}
        works += ["", _table_head(record.key), *toml_lines(said)]
    settings = [*toml_lines({"format": FORMAT, "booklet": booklet, "checked": day})]
    seal = seal_of(tomllib.loads("\n".join([*settings, *works])))
    return _HEAD + "\n".join([*settings, *toml_lines({"seal": seal}), *works]) + "\n"
