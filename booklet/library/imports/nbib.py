"""NBIB: what PubMed gives for "Send to: citation manager", one record of MEDLINE to a work.

Source: MEDLINE/PubMed Data Element (Field) Descriptions, NLM.
"""
import re
from typing import Any

from booklet.core.problems import Place, Problem
from booklet.library.imports.tagged import TaggedRecord, nbib_records
from booklet.library.imports.work import ForeignLibrary, ForeignWork, first_of, lost, without_empty
from booklet.load.works.dates import date_in_words
from booklet.load.works.names import name_in_words

_ID = re.compile(r"^(?P<id>\S+) \[(?P<kind>doi|pii)\]$")  # 10.1000/182 [doi]
_PEOPLE = ("FAU", "AU", "CN")


def read_nbib(text: str, path: str) -> ForeignLibrary:
    works, problems = [], list[Problem]()
    for record in nbib_records(text):
        place = Place(path, record.line)
        is_retracted = "retracted publication" in (kind.lower() for kind in record.all("PT"))
        works.append(ForeignWork("", _fields(record), place, is_retracted))
        if not record.first("DP"):
            problems.append(lost(place, f"PMID {record.first('PMID')}", "it has no date of publication"))
    return ForeignLibrary("NBIB", tuple(works), tuple(problems))


def _fields(record: TaggedRecord) -> dict[str, Any]:
    ids = [found for value in record.all("LID", "AID", "SO") if (found := _ID.match(value))]
    is_book = bool(record.first("BTI"))
    kind = "article-journal" if not is_book else "chapter" if record.first("TI", "CTI") else "book"
    title = " ".join(first_of(record.first("TI"), record.first("CTI"), record.first("BTI")).split())
    return without_empty({
        "type": kind, "title": title.removesuffix(".") if not title.endswith("..") else title,
        "author": _names(record, _PEOPLE), "editor": _names(record, ("FED", "ED")),
        "issued": date_in_words(record.first("DP")) or {},
        "container-title": first_of(record.first("JT"), record.first("BTI") if kind == "chapter" else ""),
        "container-title-short": record.first("TA"), "volume": record.first("VI"), "issue": record.first("IP"),
        "page": record.first("PG") or next((found["id"] for found in ids if found["kind"] == "pii" and not is_book), ""),
        "publisher": record.first("PB"), "publisher-place": record.first("PL") if is_book else "",
        "DOI": next((found["id"] for found in ids if found["kind"] == "doi"), ""), "PMID": record.first("PMID"),
        "PMCID": record.first("PMC").split(" ")[0],
    })  # fmt: skip


def _names(record: TaggedRecord, tags: tuple[str, ...]) -> list[dict[str, str]]:
    """People and groups as they follow each other. AU tells a name again, with initials, that FAU has told in full."""
    full, *others = tags
    has_full = bool(record.all(full))
    told = [(tag, value) for tag, value in record.order if tag == full or tag in others and not (has_full and tag != "CN")]
    names = ({"literal": " ".join(value.split())} if tag == "CN" else name_in_words(value) for tag, value in told)
    return list(filter(None, names))
