"""RIS: the format that databases and every program of libraries know.

Source: the RIS specification (Research Information Systems, 2001, and its form of 2011), and what Zotero, EndNote,
Scopus, Web of Science, Embase and PubMed's own export make of it: the same tag means other things by kind of work.
"""
import re
from itertools import islice
from typing import Any

from booklet.core.problems import Place, Problem
from booklet.library.imports.tagged import TaggedRecord, enw_records, ris_records
from booklet.library.imports.work import (
    ForeignLibrary, ForeignWork, first_of, joined_pages, kinds_in, unread, without_empty,
)  # fmt: skip
from booklet.load.works.dates import date_in_words
from booklet.load.works.names import MOST_NAMES, name_in_words
from booklet.load.works.tidy import doi_of

_KINDS, _KINDS_OF_ENDNOTE = kinds_in("ris"), kinds_in("endnote")
_OF_ENDNOTE = {  # its tags, as those of RIS
    "%A": "AU", "%B": "T2", "%C": "CY", "%D": "PY", "%E": "ED", "%F": "LB", "%I": "PB", "%J": "JO", "%L": "LB", "%M": "AN",
    "%N": "IS", "%P": "SP", "%R": "DO", "%S": "T3", "%T": "TI", "%U": "UR", "%V": "VL", "%7": "ET", "%8": "DA", "%9": "M3",
}  # fmt: skip
_SERIAL = ("article-journal", "article-magazine", "article-newspaper")
_WITHIN = ("chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "webpage", "post-weblog")
_PMID = re.compile(r"[0-9]{5,9}")
_AT_A_HOST = re.compile(r"https?://|www\.")
_PMC = re.compile(r"PMC[0-9]{3,9}")


def read_ris(text: str, path: str) -> ForeignLibrary:
    works, problems = [], list[Problem]()
    for record in ris_records(text):
        place = Place(path, record.line)
        if len(record.order) < 2:
            problems.append(unread(place, "this record has nothing in it"))
            continue
        kind = _KINDS.get(record.first("TY").upper(), "document")
        works.append(ForeignWork(_key(record), _fields(record, kind), place, "retract" in record.first("M3", "PT").lower()))
    return ForeignLibrary("RIS", tuple(works), tuple(problems))


def read_enw(text: str, path: str) -> ForeignLibrary:
    """What EndNote calls its export, and Google Scholar writes."""
    works = []
    for record in enw_records(text):
        kind = _KINDS_OF_ENDNOTE.get(record.first("%0"), "document")
        told = TaggedRecord(record.line, [(_OF_ENDNOTE.get(tag, tag), value) for tag, value in record.order])
        works.append(ForeignWork(_key(told), _fields(told, kind), Place(path, record.line)))
    return ForeignLibrary("EndNote", tuple(works))


def _key(record: TaggedRecord) -> str:
    key = record.first("ID", "LB")
    return "" if key.isdecimal() or " " in key else key


def _fields(record: TaggedRecord, kind: str) -> dict[str, Any]:
    if kind == "document" and record.first("T2") and record.first("SP"):  # it has pages in something
        kind = "chapter"
    told = [*record.all("DO", "M3"), *(url for url in record.all("UR", "L3", "N1") if "doi.org" in url.lower())]
    doi = next((doi for words in told if (doi := doi_of(words))), "")
    return without_empty({
        "type": kind, "title": record.first("TI", "T1", "CT", "BT" if kind == "book" else "TI").replace("\n", " "),
        "author": _names(record, "AU", "A1"), "editor": _names(record, "ED", *_editors(kind)),
        "translator": _names(record, "A4") if kind == "book" else [], "issued": _issued(record),
        **_container(record, kind),
        "volume": record.first("VL"), "issue": record.first("IS") if kind in _SERIAL else "",
        "number": record.first("IS", "M1", "SN") if kind == "report" else "",
        "page": joined_pages(record.first("SP"), record.first("EP")) or record.first("AR", "C7"),
        "edition": record.first("ET") if kind in ("book", "chapter") else "",
        "publisher": record.first("PB") if kind not in _SERIAL else "",
        "publisher-place": first_of(record.first("PP"), record.first("CY")) if kind not in _SERIAL else "",
        "genre": record.first("M3") if kind in ("thesis", "report") and doi_of(record.first("M3")) is None else "",
        "DOI": doi, "PMID": _pmid(record), "PMCID": next(iter(_PMC.findall(" ".join(record.all("C2", "AN")))), ""),
        "URL": "" if doi else next((url.split()[0] for url in record.all("UR", "L2", "L1") if _AT_A_HOST.match(url)), ""),
        "accessed": date_in_words(record.first("Y2")) if kind in ("webpage", "post-weblog", "report", "document") else {},
    })  # fmt: skip


def _editors(kind: str) -> tuple[str, ...]:
    """Where the editors stand: of a book in A2 or A3, as EndNote and Zotero have it."""
    return ("A2", "A3") if kind in (*_WITHIN, "book") else ("A2",) if kind not in _SERIAL else ()


def _names(record: TaggedRecord, *tags: str) -> list[dict[str, str]]:
    lines = (line for value in record.all(*tags) for line in value.split("\n"))
    written = (words for line in lines for words in line.split(";", MOST_NAMES + 1) if words.strip())  # Lee, A; Poe, B
    return list(islice(filter(None, map(name_in_words, written)), MOST_NAMES + 1))


def _issued(record: TaggedRecord) -> dict[str, Any]:
    """The fullest of the dates: PY is often a year, where DA or Y1 has the day."""
    dates = [date_in_words(value) or {} for value in record.all("PY", "Y1", "DA")]
    known = [date for date in dates if date.get("date-parts")]
    fitting = [date for date in known if date["date-parts"][0][0] == known[0]["date-parts"][0][0]]
    return max(fitting, key=lambda date: (len(date["date-parts"][0]), "season" in date), default=next(iter(dates), {}))


def _container(record: TaggedRecord, kind: str) -> dict[str, str]:
    """The journal or book that it stands in, and the series; of a journal its long name, and its short one."""
    if kind in _SERIAL:
        names = record.all("JF", "T2", "JO", "BT")
        long = max(names, key=lambda name: (name.count(".") == 0, len(name)), default=record.first("JA", "J2", "J1"))
        short = first_of(record.first("J2"), record.first("JA"), record.first("J1"))
        return {"container-title": long, "container-title-short": "" if short == long else short}
    series = record.first("T3", "SE") if kind != "book" else record.first("T2", "T3")
    within = record.first("T2", "BT", "JF", "JO") if kind in _WITHIN or kind in ("document", "dataset") else ""
    return {"container-title": within, "collection-title": "" if series == within or series.isdecimal() else series}


def _pmid(record: TaggedRecord) -> str:
    """The number of PubMed, which stands in AN where the record came from there."""
    at_pubmed = any("pubmed" in value.lower() or value in ("NLM", "Medline", "MEDLINE") for value in record.all("DB", "DP"))
    known = [v.removeprefix("PMID:").strip() for v in record.all("AN", "C8", "PM") if at_pubmed or v.startswith("PMID:")]
    return next((number for number in known if _PMID.fullmatch(number)), "")
