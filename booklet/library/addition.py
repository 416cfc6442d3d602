"""An addition: a work as Crossref or PubMed has it becomes one more entry of references.json.

What stands in the file already is not touched, neither its order nor its blanks.
"""
import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from booklet.cite.works import what_lacks
from booklet.core.dates import year_of
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import bare_letters, printable, shown_path
from booklet.library.comparison import differences
from booklet.library.crossref import NAME as CROSSREF
from booklet.library.found import Found, gravest, plain
from booklet.library.identifier import Identifier
from booklet.load.references import every_problem, read_references
from booklet.model.manuscript import Reference
from booklet.core.printed.works import WRITERS

KEY = re.compile(r"[\w](?:[\w.:-]*\w)?", re.ASCII)  # lee2020, who:2021
LONGEST_KEY = 60
_STANDINGS = {"retracted": "was retracted", "concern": "came under an expression of concern", "corrected": "was corrected"}
_INDENT = re.compile(r"\[\s*\n(?P<indent>[ \t]+)\S")  # the blanks before the first entry


def known_work(wanted: Identifier, references: Iterable[Reference]) -> Reference | None:
    """The reference that is this work already."""
    name, number = ("DOI", wanted.doi) if wanted.doi else ("PMID", wanted.pmid)
    return next((each for each in references if number and str(each.csl.get(name, "")).lower() == number.lower()), None)


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
    custom = {"custom": {"evidence": evidence}} if evidence else {}
    return {"id": key or made_up_key(fields, set(taken)), **fields, **custom}


def made_up_key(fields: Mapping[str, Any], taken: Container[str]) -> str:
    """Family name and year, lee2020; with a letter where that is taken: lee2020b. Without a name, a word of the title."""
    people = next((fields[role] for role in WRITERS if fields.get(role)), None)
    name: Mapping[str, str] = next(iter(people or ()), {})
    words = [name.get("family", ""), *name.get("literal", "").split()[:1]]
    words += [word for word in plain(fields.get("title")).split() if len(word) > 3]
    bare = (bare_letters(word) for word in words)
    stem = next((letters for word in bare if (letters := re.sub(r"[^a-z0-9]", "", word))), "work")
    return free_key(f"{stem[:40]}{year_of(fields) or ''}", taken)


def free_key(stem: str, taken: Container[str]) -> str:
    """The key itself, or with a letter, or a number, where it is taken."""
    endings = chain(("",), "bcdefghijklmnopqrstuvwxyz", (f"-{number}" for number in count(2)))
    return next(key for ending in endings if (key := f"{stem}{ending}") not in taken)


def with_entries(text: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """The text of references.json with more entries at its end. `text` is a good one, or "" for a new file."""
    newline = "\r\n" if "\r\n" in text else "\n"
    body, _, tail = text.rpartition("]") if text.strip() else ("[", "", "\n")
    found = _INDENT.search(body)
    indent = found["indent"] if found else "  "
    written = (json.dumps(entry, indent=indent, ensure_ascii=False).split("\n") for entry in entries)
    lines = f",{newline}".join(newline.join(f"{indent}{line}" for line in entry) for entry in written)
    comma = "" if body.strip().lstrip("\ufeff") == "[" else ","
    return f"{body.rstrip()}{comma}{newline}{lines}{newline}]{tail}"


def stop_at_a_bad_entry(text: str, file: Path, key: str = "") -> None:
    """Read the new text as a build would. Raises BookletError with what is wrong with it, and with what `key` lacks."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / file.name
        trial.write_bytes(text.encode())
        references, wrong = read_references(trial, Path(folder))
        added = [reference for reference in references if reference.key == key]
        problems = [*every_problem(references, wrong), *(lack for work in added for lack in what_lacks(work, "error"))]
    hint = "write this work into references.json by hand"
    stop_at(replace(problem, place=Place(shown_path(file)), slug="unfinished-work", hint=hint) for problem in problems)


def key_problems(key: str, references: Iterable[Reference], file: Path) -> list[Problem]:
    place = Place(shown_path(file))
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        says = f"{printable(key)} cannot be a key"
        return [Problem(place, "bad-identifier", says, f"letters, digits, hyphens, at most {LONGEST_KEY}: lee2020")]
    twin = next((reference for reference in references if reference.key == key), None)
    says = f"another work has the key {key} already"
    return [Problem(twin.place, "double-work", says, "choose another with --key")] if twin else []
