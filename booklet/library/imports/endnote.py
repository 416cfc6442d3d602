"""EndNote XML: a record to a work, with its words in <style> elements that say how they are set.

Read by expat, which Python brings. A file that declares entities is no export: it is refused before any is set in.
"""
import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from booklet.core.problems import Place
from booklet.library.imports.work import ForeignLibrary, ForeignWork, kinds_in, unread, without_empty
from booklet.load.works.dates import date_in_words
from booklet.load.works.names import name_in_words
from booklet.load.works.tidy import doi_of

_KINDS = kinds_in("endnote")
_FACES = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_SERIAL = ("article-journal", "article-magazine", "article-newspaper")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0?[0-8bcefBCEF]|x1[0-9a-fA-F]|[0-8]|1[124-9]|2[0-9]|3[01]);"
)  # no XML may hold these, and EndNote's does
_DEEPEST = 40  # elements within each other; an export has eight


def read_endnote(text: str, path: str) -> ForeignLibrary:
    text = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # it is decoded already
    try:
        root, lines = _parsed(text)
    except expat.ExpatError as error:
        return ForeignLibrary("EndNote XML", (), (unread(Place(path, error.lineno), f"this is not whole XML: {error}"),))
    except (ValueError, RecursionError) as error:
        return ForeignLibrary("EndNote XML", (), (unread(Place(path, 1), f"this is no export of EndNote: {error}"),))
    works = [
        ForeignWork(_text(record.find("label")) if " " not in _text(record.find("label")) else "", _fields(record),
                    Place(path, line))
        for record, line in zip(root.iter("record"), lines, strict=True)
    ]  # fmt: skip
    return ForeignLibrary("EndNote XML", tuple(works))


def _parsed(text: str) -> tuple[Element, list[int]]:
    """The tree, and the line of each record. Raises ExpatError, and ValueError for entities and for depth without an end."""
    lines: list[int] = []
    builder, parser, depth = TreeBuilder(), expat.ParserCreate(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("its elements stand too deep within each other")
        if name == "record":
            lines.append(parser.CurrentLineNumber)
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def entity(*_: Any) -> None:
        raise ValueError("it declares entities")

    def skipped(name: str, _: int) -> None:  # a letter that would be gone without a word
        raise ValueError(f"nobody knows the letter &{name};")

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    parser.CharacterDataHandler, parser.SkippedEntityHandler = builder.data, skipped
    parser.Parse(text, True)
    return builder.close(), lines


def _fields(record: Element) -> dict[str, Any]:
    reference = record.find("ref-type")
    kind = _KINDS.get(reference.get("name", "") if reference is not None else "", "document")
    has = {tag: _text(record.find(tag)) for tag in (
        "volume", "number", "pages", "edition", "publisher", "pub-location", "electronic-resource-num", "accession-num",
        "custom2", "work-type", "remote-database-name", "remote-database-provider", "access-date",
    )}  # fmt: skip
    within, short = _journal(record)
    doi = doi_of(has["electronic-resource-num"].split("\n")[0]) or ""
    at_pubmed = has["remote-database-provider"] in ("NLM", "PubMed") or kind in _SERIAL
    addresses = (word for url in record.iterfind("urls/*/url") for word in _text(url).split())
    is_pmid = at_pubmed and re.fullmatch("[0-9]{6,9}", has["accession-num"])
    return without_empty({
        "type": kind, "title": _text(record.find("titles/title")), "author": _names(record, "authors"),
        "editor": _names(record, "secondary-authors") if kind not in _SERIAL else [],
        "collection-editor": _names(record, "tertiary-authors"), "translator": _names(record, "translated-authors"),
        "issued": _issued(record), "container-title": within if kind != "book" else "",
        "container-title-short": short if kind in _SERIAL else "",
        "collection-title": within if kind == "book" else _text(record.find("titles/tertiary-title")),
        "volume": has["volume"], "issue": has["number"] if kind in _SERIAL else "",
        "number": has["number"] if kind == "report" else "", "page": has["pages"] if kind != "book" else "",
        "number-of-pages": has["pages"] if kind == "book" else "",
        "edition": has["edition"] if kind not in _SERIAL else "",
        "publisher": has["publisher"] if kind not in _SERIAL else "",
        "publisher-place": has["pub-location"] if kind not in _SERIAL else "", "DOI": doi,
        "PMID": has["accession-num"] if is_pmid else "",
        "PMCID": has["custom2"] if re.fullmatch("PMC[0-9]{3,9}", has["custom2"]) else "",
        "URL": "" if doi else next((word for word in addresses if word.startswith("http")), ""),
        "genre": has["work-type"] if kind in ("thesis", "report") else "",
        "accessed": date_in_words(has["access-date"]) if kind == "webpage" else {},
    })  # fmt: skip


def _journal(record: Element) -> tuple[str, str]:
    """The long name of a journal or book, and a shorter one: programs write either into each of these fields."""
    fields = ("titles/secondary-title", "periodical/full-title", "periodical/abbr-1")
    names = [name for field in fields if (name := _text(record.find(field)))]
    long, short = max(names, key=len, default=""), min(names, key=len, default="")
    return long, "" if short == long else short


def _text(element: Element | None) -> str:
    """The words of an element, with the marks of the styles within it."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        mark = next((_FACES[face] for face in child.get("face", "").split() if face in _FACES), "")
        words = "".join(child.itertext())
        pieces.append((f"<{mark}>{words}</{mark}>" if mark and words.strip() else words) + (child.tail or ""))
    return "\n".join(" ".join(line.split()) for line in re.split(r"[\r\n]+", "".join(pieces)) if line.strip())


def _names(record: Element, group: str) -> list[dict[str, str]]:
    written = (_text(author) for author in record.iterfind(f"contributors/{group}/author"))
    return [name for words in written for line in words.split("\n") if (name := name_in_words(line))]


def _issued(record: Element) -> dict[str, Any]:
    year = _text(record.find("dates/year"))
    day = _text(record.find("dates/pub-dates/date"))
    full = date_in_words(f"{year} {day}") if year and day and year not in day else date_in_words(day) if day else None
    return full if full and "literal" not in full else date_in_words(year) or full or {}
