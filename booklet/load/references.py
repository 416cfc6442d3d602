"""references.json: the works that a handout cites, in CSL-JSON, and what is wrong with them.

Source of the fields and their shapes: the CSL 1.0.2 data schema (csl-data.json), as far as one printed line needs it.
"""
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from booklet.core.json_list import Entry, read_entries
from booklet.core.problems import Problem, nearest
from booklet.core.text_file import printable
from booklet.load.web_address import is_web_address
from booklet.model.manuscript import Reference

EVIDENCE = ("regulator", "guideline", "review", "trial", "small-study", "animal", "laboratory", "history")
WORDS = frozenset(
    "type title title-short container-title container-title-short collection-title collection-number volume-title "
    "volume issue number number-of-pages number-of-volumes page page-first edition version section chapter-number "
    "part-number publisher publisher-place event-title event-place archive jurisdiction authority genre medium status "
    "language DOI ISBN ISSN PMCID PMID URL".split()
)
_NAMES = frozenset("author editor translator collection-editor container-author editorial-director".split())
NAME_PARTS = frozenset("family given suffix literal dropping-particle non-dropping-particle".split())
DATES = frozenset("issued accessed original-date submitted available-date event-date".split())
LIVING = ("webpage", "report", "post-weblog", "entry-encyclopedia")  # kinds of work that may have no year of their own
UNKNOWN = "is no field of CSL"
_LONGEST = 1_000  # characters of one field
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"]+")  # 10.1016/S0140-6736(20)30183-5
NUMBERS = {"PMID": re.compile("[0-9]{1,9}"), "PMCID": re.compile("(?:PMC)?[0-9]{1,9}")}


def read_references(file: Path, folder: Path) -> tuple[list[Reference], list[Problem]]:
    """The references in the order of the file (none, where there is no such file), and what is wrong with them."""
    entries, problems = read_entries(file, folder)
    references = []
    dois: dict[str, str] = {}
    for entry in entries:
        problems += [*_gaps(entry), *_shapes(entry), *_evidence(entry), *_double(entry, dois)]
        csl = {name: value for name, value in entry.fields.items() if name != "custom"}
        custom = entry.fields.get("custom")
        evidence = str(custom.get("evidence", "")) if isinstance(custom, Mapping) else ""
        references.append(Reference(entry.id, csl, evidence, entry.place))
    return references, problems


def _gaps(entry: Entry) -> list[Problem]:
    """What a printed line cannot do without."""
    fields, problems = entry.fields, []
    dated = _is_present(fields.get("issued")) or fields.get("type") in LIVING and _is_present(fields.get("accessed"))
    for name, is_there in (
        ("type", _is_present(fields.get("type"))), ("author", _is_present(fields.get("author"))),
        ("title", _is_present(fields.get("title"))), ("year", dated),
    ):  # fmt: skip
        if not is_there:
            hint = "a living web page may give `accessed` in place of `issued`" if name == "year" else "add it"
            says = f"{printable(entry.id)} has no {name}"
            problems.append(Problem(entry.place, "incomplete-reference", says, hint))
    return problems


def _is_present(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _shapes(entry: Entry) -> list[Problem]:
    """Fields that CSL does not know, or that are not what CSL says they are."""
    problems = []
    for name, value in entry.fields.items():
        if name in ("id", "custom") or not _is_present(value) and name in ("type", "author", "title", "issued"):
            continue
        wrong = _wrong_shape(name, value)
        if wrong:
            known = WORDS | _NAMES | DATES if wrong == UNKNOWN else ()
            hint = nearest(name, sorted(known), "see the fields of CSL-JSON, and their shapes")
            says = f"{printable(entry.id)}: {printable(name)} {wrong}"
            problems.append(Problem(entry.place, "bad-reference", says, hint))
    return problems


def _wrong_shape(name: str, value: Any) -> str:
    """What is wrong with the value of a field; nothing for a good one."""
    if name in _NAMES:
        is_list = isinstance(value, list) and len(value) > 0
        return "" if is_list and all(map(_is_name, value)) else 'is not a list of {"family": "Lee"}'
    if name in DATES:
        return "" if _is_date(value) else 'is not a date: {"date-parts": [[2020, 3, 12]]}'
    if name not in WORDS:
        return UNKNOWN
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not 0 < len(str(value).strip()) <= _LONGEST:
        return f"is not a word or number of at most {_LONGEST} characters"
    if name == "URL" and not is_web_address(str(value)):
        return "is not an address that begins with https://"
    if name == "DOI" and not DOI.fullmatch(str(value)):
        return "is not a bare DOI, such as 10.1000/182"
    if name in NUMBERS and not NUMBERS[name].fullmatch(str(value)):
        return "is not a number of PubMed"
    return ""


def _is_name(name: Any) -> bool:
    parts = isinstance(name, Mapping) and name.keys() <= NAME_PARTS and all(isinstance(p, str) for p in name.values())
    whole = parts and (name.get("literal", "").strip() or name.get("family", "").strip())
    return bool(whole) and sum(len(part) for part in name.values()) <= _LONGEST


def _is_date(date: Any) -> bool:
    """A day, a month or a year; or two of them, for what went on for a while."""
    if not isinstance(date, Mapping) or date.keys() != {"date-parts"} or not isinstance(date["date-parts"], list):
        return False
    return 1 <= len(date["date-parts"]) <= 2 and all(map(_is_day, date["date-parts"]))


def _is_day(parts: Any) -> bool:
    limits = ((1, 9999), (1, 12), (1, 31))
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3 or any(type(part) is not int for part in parts):
        return False
    return all(low <= part <= high for part, (low, high) in zip(parts, limits, strict=False))


def _evidence(entry: Entry) -> list[Problem]:
    told = entry.fields.get("custom")
    custom = told if isinstance(told, Mapping) else {}
    kind = custom.get("evidence")
    if kind in EVIDENCE and len(custom) == 1:
        return []
    says = f"{printable(entry.id)} does not say what kind of evidence it is, or says more in `custom`"
    hint = nearest(str(kind), EVIDENCE, f'write "custom": {{"evidence": ...}}, one of {", ".join(EVIDENCE)}')
    return [Problem(entry.place, "unknown-evidence", says, hint)]


def _double(entry: Entry, dois: dict[str, str]) -> list[Problem]:
    doi = str(entry.fields.get("DOI", "")).lower()
    first = dois.setdefault(doi, entry.id) if doi else entry.id
    if first == entry.id:
        return []
    says = f"{printable(entry.id)} and {printable(first)} are one work"
    return [Problem(entry.place, "duplicate-doi", says, "keep one of them")]
