"""A work as programs describe it, made fit for its printed line: what is right in another writing is written anew.

Zotero, Mendeley, Manubot and Pandoc write CSL-JSON each in its own way: years as text, a DOI as an address, markup in
titles. What is good already stays as it is, to the letter; nothing is guessed of who, what and when.
"""
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from booklet.core.printed.marked_text import marked_text
from booklet.core.problems import closest, nearest
from booklet.core.text_file import printable
from booklet.load.works.dates import date_of
from booklet.core.printed.works import DATES, KINDS_OF_WORK, KNOWN, NOT_PRINTED, NAMES, OTHER_NAMES, PRINTED
from booklet.load.works.names import MOST_NAMES, names_of
from booklet.load.web_address import is_web_address

LONGEST_FIELD = 1_000  # characters
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"]+")  # 10.1016/S0140-6736(20)30183-5, 10.1002/(SICI)...2<50::A>3.0
_DOI_AT = re.compile(r"^(?:https?://(?:[\w-]+\.)*doi\.org[^/]*/|(?:doi|DOI)[:\s]\s*)+", re.IGNORECASE)  # https://doi.org/
_NUMBERS = {"PMID": re.compile("[0-9]{1,9}"), "PMCID": re.compile("(?:PMC)?[0-9]{1,9}")}
_NOTE = re.compile(r"^\W{0,2}(?P<name>DOI|PMID|PMCID|PMC|ISBN)\s*:\s*(?P<value>[^\s}]+)\}?$", re.MULTILINE | re.IGNORECASE)
NO_VALUE = frozenset("nan null none n/a undefined no-specified not-specified".split())  # what programs write for no value
_UNSAFE = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold besides letters and digits
_KEPT_AS_IT_IS = frozenset({"DOI", "PMID", "PMCID", "URL", "type", "ISBN", "ISSN", "language"})


@dataclass(frozen=True, slots=True)
class Tidied:
    """A work in CSL-JSON with good fields alone; each fault as its field, what is wrong with it and a hint; fields that
    nobody here knows."""

    csl: dict[str, Any]
    faults: tuple[tuple[str, str, str], ...] = ()
    unknown: tuple[str, ...] = ()


def tidied(fields: Mapping[str, Any]) -> Tidied:
    """The fields of an entry, without `id` and `custom`, in their order. What is known and never printed is left out."""
    csl: dict[str, Any] = {}
    faults: list[tuple[str, str, str]] = []
    unknown: list[str] = []
    for name, value in fields.items():
        own = OTHER_NAMES.get(name, name)
        if own in NOT_PRINTED or _is_empty(value) or own != name and fields.get(own):
            continue
        if own not in KNOWN:
            near = closest(name, sorted(KNOWN))
            unknown.append(name)
            faults += [(name, "is no field of CSL", f"did you mean {near}?")] if near and _is_slip(name, near) else []
            continue
        good, wrong, hint = _good(own, value, csl)
        csl |= {own: good} if good not in (None, "", {}, []) else {}
        faults += [(name, wrong, hint)] if wrong else []
    return Tidied(csl | _noted(fields, csl), tuple(faults), tuple(unknown))


def _is_empty(value: Any) -> bool:
    """Whether a field says nothing. No name and no title is one of the words that programs write for that."""
    if isinstance(value, str):
        return not value.strip() or value.strip().lower() in NO_VALUE
    return value is None or isinstance(value, (list, dict)) and not value


def _is_slip(name: str, known: str) -> bool:
    """Whether a name differs from a known one by a slip of the hand alone: tilte, autor, container_title."""
    return sorted(re.sub("[-_ ]", "", name.lower())) == sorted(re.sub("[-_ ]", "", known.lower())) or (
        abs(len(name) - len(known)) <= 1 and name[:2] == known[:2] and len(name) > 3
    )


def _good(name: str, value: Any, csl: Mapping[str, Any]) -> tuple[Any, str, str]:
    """The value as it is written here, what is wrong with it ("" for nothing), and a hint."""
    hint = "see the fields of CSL-JSON, and their shapes"
    if name in NAMES:
        names = names_of(value)
        hint = f'write "{name}": [{{"family": "Lee", "given": "A"}}]'
        return names, "" if names is not None else f"is no list of names, {MOST_NAMES:,} at most", hint
    if name in DATES:
        date = date_of(value)
        hint = f'write "{name}": "2020-03-12", or "2020"'
        return date, "" if date is not None else f"is no date: {printable(json.dumps(value), most=60)}", hint
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        value = value[0]  # Crossref has lists of titles
    if isinstance(value, bool) or not isinstance(value, (str, int)) or len(str(value)) > LONGEST_FIELD:
        return None, f"is not a word or number of at most {LONGEST_FIELD} characters", hint
    if name == "type" and value in KINDS_OF_WORK:
        return value, "", hint
    if name == "type":
        near = nearest(str(value), sorted(KINDS_OF_WORK), "such as article-journal, book, webpage")
        return value, f"{printable(value)} is no kind of work that CSL knows", near
    if name in _KEPT_AS_IT_IS:
        return *_identifier(name, value), hint
    return value if isinstance(value, int) else marked_text(value), "", hint


def _identifier(name: str, value: str | int) -> tuple[str | int | None, str]:
    words = str(value).strip()
    if name == "DOI":
        doi = doi_of(words)
        return doi, "" if doi else "is not a bare DOI, such as 10.1000/182"
    if name in _NUMBERS:
        number = re.sub(r"^(?:PMID|PMCID):?\s*", "", words)
        good = _NUMBERS[name].fullmatch(number)
        return (value if number == value else number) if good else None, "" if good else "is not a number of PubMed"
    if name == "URL":
        words = f"http://{words}" if re.match(r"www\.|(?:[\w-]+\.)+[^\W\d_]{2,}/", words) else words  # nhs.uk/pain
        address = words if is_web_address(words) else quote(words, safe=_UNSAFE)
        return (address, "") if is_web_address(address) else (None, "is not an address that begins with https://")
    return value, ""


def doi_of(words: str) -> str | None:
    """The bare DOI in what people paste: an address, "doi: 10...", with its brackets written as %3C; None for none."""
    typed = words.strip()
    bare = _DOI_AT.sub("", typed)
    if bare != typed and "%" in bare or re.search("%(?:2F|3C|3E|28|29|3A|3B|5B|5D)", bare, re.IGNORECASE):
        bare = unquote(bare)
    bare = marked_text(bare) if "&" in bare else bare
    return bare if DOI.fullmatch(bare) else None


def _noted(fields: Mapping[str, Any], csl: Mapping[str, Any]) -> dict[str, Any]:
    """Identifiers that Zotero writes into the note, "PMID: 1" on a line of its own, where the work has none elsewhere."""
    note = fields.get("note")
    found: dict[str, Any] = {}
    for told in _NOTE.finditer(note if isinstance(note, str) else ""):
        name = {"PMC": "PMCID"}.get(told["name"].upper(), told["name"].upper())
        good, _ = _identifier(name, told["value"])
        if good and name not in csl and name in PRINTED:
            found.setdefault(name, good)
    return found
