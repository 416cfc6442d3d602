"""PubMed: a work by its number, and what its record says of notices.

GET efetch.fcgi?db=pubmed&id=PMID&retmode=xml gives the record. Notices stand in it twice: PublicationType has
"Retracted Publication", and CommentsCorrections has a RefType for each (RetractionIn, ExpressionOfConcernIn,
ErratumIn...) with the notice's own PMID and source. A number that PubMed does not know gives an empty set.

Source: E-utilities in depth (NCBI), and the PubMed DTD. At most three questions a second without a key.
"""
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from booklet.library.client import Client
from booklet.library.found import Found, Notice, kind_of, plain, unmarked
from booklet.library.imports.work import without_empty
from booklet.library.question import NoAnswer
from booklet.load.works.dates import date_in_words

HOME, NAME = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils", "PubMed"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)  # a record declares none; one that does means to be a bomb
_SOURCE_DOI = re.compile(
    r"\bdoi:\s*(?P<doi>10\.[0-9]{4,9}/[^\s<>\"]{1,250})", re.IGNORECASE
)  # J Ex. 2021;5:9. doi: 10.5/x.
_JOURNALS = ("Article/Journal/Title", "Article/Journal/ISOAbbreviation", "MedlineJournalInfo/MedlineTA")
_NOTICES = ("retraction of publication", "retraction notice", "expression of concern", "published erratum")


def found_at_pubmed(pmid: str, client: Client, home: str = HOME) -> Found | None:
    """The work with that number; None where PubMed has no such number. Raises NoAnswer."""
    asks = {"db": "pubmed", "id": pmid, "retmode": "xml", "tool": "booklet", "email": client.manners.mailto}
    asked = urlencode({name: value for name, value in asks.items() if value})
    records = client.answer(f"{home}/efetch.fcgi?{asked}", "xml", _records)
    record = next((r for r in records or () if plain(r.findtext("MedlineCitation/PMID")) == pmid), None)
    return None if record is None else _found(record, pmid)


def _records(text: str) -> list[Element]:
    if _ENTITY.search(text):
        raise NoAnswer(f"{NAME}: its answer is no record")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise NoAnswer(f"{NAME}: its answer cannot be read") from error
    if root.tag != "PubmedArticleSet":
        raise NoAnswer(f"{NAME}: its answer is no set of records")
    return list(root.iter("PubmedArticle"))


def _found(record: Element, pmid: str) -> Found:
    article = record.find("MedlineCitation/Article")
    if article is None:
        raise NoAnswer(f"{NAME}: the record {pmid} holds no article")
    title, is_marked = unmarked(_words(article.find("ArticleTitle")).rstrip("."))
    names = [name for author in article.iterfind("AuthorList/Author") if (name := _name(author))]
    doi = _doi(record, article)
    kinds = [_words(kind).lower() for kind in article.iterfind("PublicationTypeList/PublicationType")]
    is_marked = is_marked or "retracted publication" in kinds
    return Found(
        NAME, doi, pmid, title, frozenset(date[0] for date in _dates(article)), names[0] if names else {},
        tuple(filter(None, (_words(record.find(f"MedlineCitation/{path}")) for path in _JOURNALS))),
        _csl(article, title, names, doi, pmid),
        (*_notices(record), *((Notice("retracted"),) if is_marked else ())),
        next((kind for kind in kinds if kind in _NOTICES), ""),
    )  # fmt: skip


def _words(element: Element | None) -> str:
    """All words of an element, those of the marks inside it too."""
    return plain("".join(element.itertext())) if element is not None else ""


def _name(author: Element) -> dict[str, str]:
    family, group = _words(author.find("LastName")), _words(author.find("CollectiveName"))
    given = _words(author.find("ForeName")) or _words(author.find("Initials"))
    person = {"family": family, "given": given, "suffix": _words(author.find("Suffix"))}
    return without_empty(person if family else {"literal": group})


def _doi(record: Element, article: Element) -> str:
    """The work's own DOI: ids of the works that it cites stand further in."""
    own, at_pubmed = "ELocationID[@EIdType='doi']", "PubmedData/ArticleIdList/ArticleId[@IdType='doi']"
    return next(filter(None, map(_words, (*article.iterfind(own), *record.iterfind(at_pubmed)))), "")


def _dates(article: Element) -> Iterator[list[int]]:
    """The date of the issue, then the online one; MedlineDate is a span such as 2006 Aug-Sep."""
    for date in (*article.iterfind("Journal/JournalIssue/PubDate"), *article.iterfind("ArticleDate")):
        year = re.match(r"[12][0-9]{3}", _words(date.find("Year")) or _words(date.find("MedlineDate")))
        if year:
            told = date_in_words(f"{year[0]}-{_words(date.find('Month'))}") or {}
            yield told.get("date-parts", [[int(year[0])]])[0]


def _csl(article: Element, title: str, names: list[dict[str, str]], doi: str, pmid: str) -> dict[str, Any]:
    """The fields of an entry, in the order in which they are written."""
    date = next(_dates(article), [])
    return without_empty({
        "type": "article-journal",
        "title": title,
        "author": names,
        "container-title": _words(article.find("Journal/Title")),
        "issued": {"date-parts": [date]} if date else "",
        "volume": _words(article.find("Journal/JournalIssue/Volume")),
        "issue": _words(article.find("Journal/JournalIssue/Issue")),
        "page": _words(article.find("Pagination/MedlinePgn")) or _words(article.find("ELocationID[@EIdType='pii']")),
        "DOI": doi,
        "PMID": pmid,
    })  # fmt: skip


def _notices(record: Element) -> Iterator[Notice]:
    """What is said of this work (RefTypes that end in In), not what it says of others (For, Of, From, On)."""
    for other in record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        reference = other.get("RefType", "")
        kind = kind_of(reference) if reference.endswith("In") else ""
        if kind:
            doi = _SOURCE_DOI.search(_words(other.find("RefSource")))
            pmid = _words(other.find("PMID"))
            number = f"PMID:{pmid}" if re.fullmatch(r"[0-9]{1,9}", pmid) else ""
            yield Notice(kind, doi["doi"].rstrip(".,;") if doi else number)
