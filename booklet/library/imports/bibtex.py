"""BibTeX and BibLaTeX, as Zotero, Mendeley, JabRef and hands write it.

bibtexparser splits a file into its entries and names into their parts, and says where each entry stands.
Source of the fields: the manuals of BibTeX (btxdoc) and BibLaTeX 3, and the mappings of CSL's "BibTeX to CSL".
"""
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry

from booklet.core.own_table import own_table
from booklet.core.problems import Place, Problem
from booklet.library.imports.bibtex_names import bibtex_names
from booklet.library.imports.latex import latex_words
from booklet.library.imports.work import ForeignLibrary, ForeignWork, first_of, kinds_in, lost, unread, without_empty
from booklet.load.works.dates import date_in_words
from booklet.load.works.tidy import doi_of

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs is told as a problem, with its place

_KINDS = kinds_in("bibtex")
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "masterthesis": "Master's thesis"}
_THESES = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis", "techreport": "", "resreport": ""}  # BibLaTeX's types
_INHERITED = ("title", "subtitle", "editor", "year", "date", "publisher", "address", "location", "series", "volume", "isbn")
_NAMES = ("journal", "journaltitle", "booktitle", "publisher", "institution", "school", "series")  # may be a short name
_NO_WORKS = ("set", "xdata", "ieeetranbstctl")  # a list of keys, fields for others to take over, and a style's settings
_STRING = re.compile(r"[a-z][\w:-]*")
_PIECE = r'(?:"[^"]*"|\{[^{}]*\}|[\w-]+)'
_PIECES = re.compile(rf"\s*{_PIECE}(?:\s*#\s*{_PIECE})+\s*")  # jan # "~2020"
_SEEN = re.compile(r"(?i:accessed|retrieved|visited)(?: on|:| at)*\s+(?P<day>[\w ,/-]*\w)")  # Accessed: 2024-05-01
_YEAR = re.compile(r"(?P<year>[0-9]{4})[a-z]?")  # 2020a


def read_bibtex(text: str, path: str) -> ForeignLibrary:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = parse_string(text)
    strings = {key.lower(): string.value for key, string in library.strings_dict.items()}
    entries: dict[str, Mapping[str, str]] = {}
    works, problems = [], list[Problem]()
    failed = set(map(id, library.failed_blocks))
    for block in library.blocks:
        entry = getattr(block, "ignore_error_block", None) or block  # a key or a field told twice is read all the same
        place = Place(path, (block.start_line or 0) + 1)
        if not isinstance(entry, Entry):
            if id(block) in failed:
                problems.append(unread(place, _why(block)))
            continue
        held = entry.parser_metadata.get("removed_enclosing", {})  # what it calls a failure has still its outer braces
        fields = {
            field.key.lower(): _written(str(field.value), strings) if held.get(field.key, "no-enclosing") == "no-enclosing"
            else str(field.value) for field in entry.fields
        }  # fmt: skip
        nameless = (name for name in _NAMES if held.get(name) == "no-enclosing" and _STRING.fullmatch(fields.get(name, "")))
        for name in nameless:
            says = f"its {name} is {fields[name]}, a short name that no @string of this library tells"
            problems.append(lost(place, entry.key, says))
        entries.setdefault(entry.key, fields)
        if entry.entry_type.lower() not in _NO_WORKS:
            works.append((entry, fields, place))
    for entry, fields, place in works:
        named = fields.get("crossref", "")
        if named and named not in entries and "booktitle" not in fields:
            problems.append(lost(place, entry.key, f"it is a part of {named}, which is not in this library"))
    return ForeignLibrary("BibTeX", tuple(_work(*work, entries) for work in works), tuple(problems))


def _why(block: Any) -> str:
    why = getattr(block.error, "abort_reason", "") or str(block.error) or "it is not closed where it should be"
    return f"this is no entry of BibTeX: {' '.join(why.split())}"


def _opened(value: str) -> str:
    """A value without the braces or quotes around it: {Rest}, "Rest"."""
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] + value[-1] in ("{}", '""') else value


def _written(value: str, strings: Mapping[str, str]) -> str:
    """A value as it was typed: the name of a string, pieces that are put together as jan # "~2020", or words in braces."""
    if value.strip()[:1] == "{":
        return _opened(value)
    if value.lower() in strings:
        return _opened(strings[value.lower()])
    if "#" not in value or not _PIECES.fullmatch(value):
        return _opened(value)
    pieces = (piece.strip() for piece in value.split("#"))
    return "".join(piece[1:-1] if piece[:1] in '"{' else strings.get(piece.lower(), piece).strip('"{}') for piece in pieces)


def _work(entry: Entry, fields: Mapping[str, str], place: Place, entries: Mapping[str, Mapping[str, str]]) -> ForeignWork:
    own = dict(fields)
    for name in ("crossref", "xdata"):
        parent = entries.get(own.get(name, ""))
        own = (_inherited(parent, name == "xdata") if parent else {}) | own
    kind = _KINDS.get(entry.entry_type.lower(), "document")
    words = {name: latex_words(value) for name, value in own.items() if name in _READ}
    return ForeignWork(entry.key, _fields(kind, entry.entry_type.lower(), own, words), place)


def _inherited(parent: Mapping[str, str], is_as_it_is: bool) -> dict[str, str]:
    """What an entry takes over from the one that it names: that one's title is its book's, save in a mere list of fields."""
    names = {} if is_as_it_is else {"title": "booktitle", "subtitle": "booksubtitle"}
    return {names.get(name, name): value for name, value in parent.items() if is_as_it_is or name in _INHERITED}


_READ = frozenset(own_table(__file__)["read"].split())


def _fields(kind: str, written_kind: str, own: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    def told(*names: str) -> str:
        return next((words[name] for name in names if words.get(name)), "")

    genre = _THESES.get(told("type").lower(), told("type")) if kind in ("thesis", "report") else ""
    doi = next((doi for value in (own.get("doi", ""), own.get("url", "")) if (doi := doi_of(_bare(value)))), "")
    address = next(_addresses(own, words), "")
    is_serial = kind == "article-journal"
    server = told("eprinttype", "archiveprefix") if not told("journal", "journaltitle") else ""
    if kind == "document":
        is_preprint = server.lower() in ("arxiv", "biorxiv", "medrxiv")
        kind = "article" if is_preprint else "webpage" if address and not doi else kind
    return without_empty({
        "type": kind, "title": _with_subtitle(told("title"), told("subtitle")),
        **{role: bibtex_names(own[name]) for role, name in _ROLES.items() if own.get(name)},
        "issued": _issued(own), "accessed": _accessed(own),
        "container-title": "" if kind == "book" else first_of(
            told("journaltitle", "journal"), _with_subtitle(told("booktitle", "maintitle"), told("booksubtitle")), server
        ),
        "container-title-short": told("shortjournal", "journalabbr"),
        "collection-title": told("series") if not is_serial else "",
        "volume": told("volume"), "issue": told("issue") or (told("number") if is_serial else ""),
        "number": told("number") if not is_serial and kind in ("report", "patent", "standard", "legislation") else "",
        "collection-number": told("number") if kind in ("book", "chapter") else "",
        "page": re.sub(r"\s*(?:–|—|--?)\s*", "-", told("pages")) or told("eid", "articleno", "article-number"),
        "edition": told("edition"), "number-of-pages": told("pagetotal"), "version": told("version"),
        "publisher": told("publisher", "institution", "school", "organization"),
        "publisher-place": told("location", "address") if not is_serial else "",
        "genre": _GENRES.get(written_kind) or genre,
        "event-title": told("eventtitle"), "DOI": doi, "PMID": told("pmid"), "PMCID": told("pmcid"),
        "URL": "" if doi and "doi.org" in address else address,
    })  # fmt: skip


_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}


def _with_subtitle(title: str, subtitle: str) -> str:
    return f"{title}{'' if title[-1:] in '?!:' else ':'} {subtitle}" if title and subtitle else title or subtitle


def _bare(value: str) -> str:
    r"""An identifier without LaTeX: 10.1000/a\_b, \url{https://...}."""
    return re.sub(r"\\(?=[_%&#$~{}])", "", re.sub(r"\\url\s*\{(.*)\}", r"\1", value)).strip("{} \n")


def _addresses(own: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    eprint, server = words.get("eprint", ""), first_of(words.get("eprinttype"), words.get("archiveprefix")).lower()
    for name in ("url", "howpublished", "note"):
        if found := re.search(r"https?://[^\s{}]+", _bare(own.get(name, ""))):
            yield found[0].rstrip(".,;")
    if eprint and server == "arxiv":
        yield f"https://arxiv.org/abs/{eprint}"


def _accessed(own: Mapping[str, str]) -> dict[str, Any]:
    if own.get("urldate"):
        return date_in_words(_bare(own["urldate"])) or {}
    said = (_SEEN.search(_bare(latex_words(own.get(name, "")))) for name in ("note", "howpublished"))
    day = next((date_in_words(found["day"]) for found in said if found), None) or {}
    return {} if "literal" in day else day


def _issued(own: Mapping[str, str]) -> dict[str, Any]:
    if own.get("date"):
        return date_in_words(_bare(own["date"])) or {}
    year, month, day = (_bare(latex_words(own.get(name, ""))) for name in ("year", "month", "day"))
    only = _YEAR.fullmatch(year)
    year = only["year"] if only else year
    if month.isdecimal() and only:
        return date_in_words(f"{year}-{int(month):02}" + (f"-{int(day):02}" if day.isdecimal() else "")) or {}
    full = date_in_words(f"{year} {month.replace('–', '-')} {day}") if month and only else None
    return full if full and "literal" not in full else date_in_words(year) or {}
