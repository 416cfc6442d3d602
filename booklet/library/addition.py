"""An addition: a work as Crossref or PubMed has it becomes one more entry of references.json.

What stands in the file already is not touched, neither its order nor its blanks.
"""
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from booklet.core.dates import year_of
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import printable, shown_path
from booklet.library.comparison import differences
from booklet.library.crossref import NAME as CROSSREF
from booklet.library.found import Found, gravest
from booklet.library.identifier import Identifier
from booklet.load.references import read_references
from booklet.model.manuscript import Reference

KEY = re.compile(r"[\w](?:[\w.:-]*\w)?", re.ASCII)  # lee2020, who:2021
LONGEST_KEY = 60
_STANDINGS = {
    "retracted": "was retracted",
    "concern": "came under an expression of concern",
    "corrected": "was corrected",
}
_INDENT = re.compile(r"\[\s*\n(?P<indent>[ \t]+)\S")  # the blanks before the first entry


def known_work(wanted: Identifier, references: Iterable[Reference]) -> Reference | None:
    """The reference that is this work already."""
    for reference in references:
        doi, pmid = str(reference.csl.get("DOI", "")).lower(), str(reference.csl.get("PMID", ""))
        if wanted.doi and wanted.doi.lower() == doi or wanted.pmid and wanted.pmid == pmid:
            return reference
    return None


def standing_of(works: Iterable[Found]) -> tuple[str, str]:
    """What became of the work, as the kind of its gravest notice and in words; two times "" for nothing."""
    notice = gravest(notice for work in works for notice in work.notices)
    if notice is None:
        return "", ""
    what = _STANDINGS[notice.kind]
    where = f", see {notice.notice}" if notice.notice else ""
    return notice.kind, f"{what}{f' on {notice.on}' if notice.on else ''}{where}"


def stranger(wanted: Identifier, found: Sequence[Found]) -> str:
    """How what was found is another work than the one that was asked for, in words; "" where it is that one.

    A service answers with another DOI where two are one work, and where it is wrong: that is for a person to see.
    """
    for work in found:
        asked = wanted.doi or found[-1].doi  # the DOI that PubMed has for its number
        if work.service == CROSSREF and asked and work.doi.lower() != asked.lower():
            return f"{work.service} was asked for {asked} and answers with {work.doi}, “{work.title[:150]}”"
    if len(found) == 2:
        told = list(differences(found[0].csl, found[1], ()))
        if {line.split(":")[0] for line in told} >= {"title", "first author"}:
            titles = " and ".join(f"“{work.title[:150]}”" for work in found)
            return f"{found[0].service} and {found[1].service} have two works for it: {titles}"
    return ""


def entry_of(found: Iterable[Found], key: str, evidence: str, taken: Iterable[str]) -> dict[str, Any]:
    """The entry: the fields of the first service, and the identifiers of the others. Without a key, one is made up."""
    fields: dict[str, Any] = {}
    for work in found:
        own = {"PMID": work.pmid} if work.pmid else {}
        fields = fields | {name: value for name, value in ({**work.csl, **own}).items() if name not in fields}
    return {"id": key or _key(fields, set(taken)), **fields, "custom": {"evidence": evidence}}


def _key(fields: Mapping[str, Any], taken: set[str]) -> str:
    """Family name and year, lee2020; with a letter where that is taken: lee2020b."""
    author = next(iter(fields.get("author") or ()), {})
    name = author.get("family") or str(author.get("literal", "work")).split()[0]
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = f"{re.sub(r'[^a-z0-9]', '', letters.lower())[:40] or 'work'}{year_of(fields) or ''}"
    return next(
        key for key in (stem, *(f"{stem}{n}" for n in "bcdefghijklmnopqrstuvwxyz"), f"{stem}-more") if key not in taken
    )


def with_entry(text: str, entry: Mapping[str, Any]) -> str:
    """The text of references.json with one more entry at its end. `text` is a good one, or "" for a new file."""
    newline = "\r\n" if "\r\n" in text else "\n"
    body, _, tail = text.rpartition("]") if text.strip() else ("[", "", "\n")
    found = _INDENT.search(body)
    indent = found["indent"] if found else "  "
    written = json.dumps(entry, indent=indent, ensure_ascii=False)
    lines = newline.join(f"{indent}{line}" for line in written.split("\n"))
    comma = "" if body.strip().lstrip("\ufeff") == "[" else ","
    return f"{body.rstrip()}{comma}{newline}{lines}{newline}]{tail}"


def stop_at_a_bad_entry(text: str, file: Path) -> None:
    """Read the new text as a build would. Raises BookletError with what the new entry lacks."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / file.name
        trial.write_bytes(text.encode())
        _, problems = read_references(trial, Path(folder))
    hint = "write this work into references.json by hand"
    stop_at(replace(problem, place=Place(shown_path(file)), slug="unfinished-work", hint=hint) for problem in problems)


def key_problems(key: str, references: Iterable[Reference], file: Path) -> list[Problem]:
    """What is wrong with a key that somebody chose."""
    place = Place(shown_path(file))
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        says = f"{printable(key)} cannot be a key"
        return [Problem(place, "bad-identifier", says, f"letters, digits, hyphens, at most {LONGEST_KEY}: lee2020")]
    twin = next((reference for reference in references if reference.key == key), None)
    if twin:
        return [
            Problem(twin.place, "double-work", f"another work has the key {key} already", "choose another with --key")
        ]
    return []
