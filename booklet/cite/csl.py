"""Reference lines: one work, described as CSL-JSON, to the line printed of it, by a vendored CSL style.

citeproc-py applies the style, and reads nothing but that and the locales it ships. Where it falls short of the style,
the work or the style is made ready beforehand; each such place says what went wrong. The number at the head of a line
and the address at its end are not printed by the style: both become links.
"""
import re
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from booklet.core.dates import year_of
from booklet.model.cited import ReferenceLine

PAGES = re.compile(r"(?P<first>[0-9]+)[-\u2013](?P<last>[0-9]+)")  # e.g. 856-864
LINKED_PARTS = (
    "//cs:bibliography//cs:text[@variable='citation-number'] | //cs:text[@macro='availability' or @macro='notes']"
)


def reference_lines(items: Sequence[Mapping[str, Any]], style: Path) -> tuple[ReferenceLine, ...]:
    """The line of each CSL-JSON item, in the given order, by one run of the style.

    Each item has an author, a title and a year. Raises OSError where the style cannot be read.
    """
    texts = _texts([_prepared(item, str(number)) for number, item in enumerate(items)], style)
    return tuple(
        ReferenceLine(text, *_address(item), short_citation(item)) for text, item in zip(texts, items, strict=True)
    )


def short_citation(item: Mapping[str, Any]) -> str:
    """First author and year: "Zarate 2006". A page without a date of its own gives the year in which it was read."""
    author = item["author"][0]
    particle = author.get("non-dropping-particle", "")
    name = author.get("literal") or f"{particle} {author['family']}".strip()
    return f"{name} {year_of(item) or year_of(item, 'accessed')}"


def _texts(items: Sequence[Mapping[str, Any]], style: Path) -> list[str]:
    with warnings.catch_warnings():
        # It warns of each field it does not know, which CSL allows; an unknown field is not printed.
        warnings.filterwarnings("ignore", module=r"citeproc\.")
        bibliography = CitationStylesBibliography(_mended_style(style), CiteProcJSON(items), plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [_without_stray_stops(str(line)) for line in bibliography.bibliography()]


def _mended_style(style: Path) -> CitationStylesStyle:
    """The style, without the parts that become links, and with what citeproc-py would overlook in it."""
    mended = CitationStylesStyle(BytesIO(style.read_bytes()), validate=False)
    root = mended.root
    for part in root.xpath_search(LINKED_PARTS):
        part.getparent().remove(part)
    for date in root.xpath_search("//cs:macro//cs:date[@form]"):
        # It overlooks the delimiter of a locale's date, and prints 2022Jun.
        date.set("delimiter", root.get_date(date.get("form")).get("delimiter", ""))
    # It shortens 1-12 to 1-2, so `_page_range` does that; and NLM prints a hyphen, not the locale's dash.
    root.set("page-range-format", "expanded")
    root.get_term("page-range-delimiter").text = "-"
    return mended


def _prepared(item: Mapping[str, Any], id: str) -> dict[str, Any]:
    """The item as citeproc-py prints it best, under an id that it cannot confuse: it lowers case and drops doubles."""
    prepared = {name: _spaced(value) for name, value in item.items() if name != "custom"}
    prepared |= {"id": id, "author": _authors(item["author"])}
    if "page" in item:
        prepared["page"] = _page_range(str(item["page"]))
    if item["type"] == "report" and "number" in item:
        number = str(prepared.pop("number"))
        if number not in item["title"].split():
            # By the style, some numbers come out as "no.: TA854" and some bare; Citing Medicine has "No.:" for all.
            prepared["number"] = f"No.: {number}"
    return prepared


def _spaced(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _authors(authors: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    """Institutions are parted by semicolons, as their names hold commas; CSL has one delimiter for all names.

    Source: Citing Medicine, 2nd edition, chapter 1, organizations as author.
    """
    if all("literal" in author for author in authors):
        return [{"literal": "; ".join(author["literal"] for author in authors)}]
    return authors


def _page_range(page: str) -> str:
    """856-864 as 856-64. Pages with letters are left as they are: S12-S18, e067194.

    Source: Citing Medicine, 2nd edition, chapter 1, location (pagination).
    """
    pages = PAGES.fullmatch(page)
    if not pages or len(pages["first"]) != len(pages["last"]) or pages["first"] == pages["last"]:
        return page
    pairs = list(zip(pages["first"], pages["last"], strict=True))
    shared = next(index for index, (first, last) in enumerate(pairs) if first != last)
    return f"{pages['first']}-{pages['last'][shared:]}"


def _without_stray_stops(line: str) -> str:
    """A title that asks or exclaims takes no stop: "Is it safe?. J Ex" loses one."""
    return line.replace("?.", "?").replace("!.", "!")


def _address(item: Mapping[str, Any]) -> tuple[str, str]:
    """The link and its print: the DOI, else the URL, else the PubMed record; the first of them is enough on paper."""
    if doi := item.get("DOI"):
        return f"https://doi.org/{quote(doi, safe='/():;')}", f"doi:{doi}"
    if url := item.get("URL"):
        return url, url
    if pmid := item.get("PMID"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", f"PMID:{pmid}"
    return "", ""
