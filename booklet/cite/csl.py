"""Reference lines: one work, described as CSL-JSON, to the line printed of it, by a vendored CSL style.

citeproc-py applies the style, and reads nothing but that and the locales it ships. prepared.py makes a work ready for
what it overlooks. The number at the head of a line and the address at its end are not printed by the style: both become
links.
"""
import hashlib
import json
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON

from booklet.cite import journals, prepared as works
from booklet.cite.prepared import PAGE_ALONE, PARTED, TITLE, prepared, restored, surname
from booklet.core.dates import year_of
from booklet.core.disk.cache import cache_folder, keep
from booklet.core.json_text import shallow
from booklet.core.own_table import STYLES
from booklet.core.printed.marked_text import SMALL_CAPS, marks_of, unmarked_words
from booklet.core.printed.works import WRITERS
from booklet.model.cited import ReferenceLine
from booklet.model.manuscript import Reference

STYLE = STYLES / "csl" / "style.csl"
LINKED_PARTS = (
    "//cs:bibliography//cs:text[@variable='citation-number'] | //cs:text[@macro='availability' or @macro='notes']"
)
_TAGS = r"(?P<tags>(?:</?[a-z][^<>]*>)*)"
_DOUBLE_STOP = re.compile(rf"(?P<mark>[?!.…]){_TAGS}\.(?!\.)")  # Is it safe?. J Ex; J. Ex.. 2020
_STRAY = re.compile(r" +(?P<mark>[.,;:](?:\s|$))")
_DOUBLE_MARK = re.compile(r"(?P<mark>[,;:])(?=[.,;:](?:\s|$))")
_SHORTEST = 40  # characters of a title that stands for a name


def printed_lines(references: Sequence[Reference]) -> dict[str, ReferenceLine]:
    """The printed line of each reference, by key. To format sixty of them takes a third of a second, so they are kept: in a
    file whose name is a hash of all that they depend on. A lost, old or damaged one is only made again.
    """
    items = [{**reference.csl, "id": reference.key} for reference in references]
    kept = cache_folder() / f"lines-{_fingerprint(items)}.json"
    lines = _kept(kept)
    if len(lines) != len(items):
        lines = list(reference_lines(items))
        keep(kept, _hashed(lines))
    return dict(zip((reference.key for reference in references), lines, strict=True))


def _fingerprint(items: Sequence[dict[str, Any]]) -> str:
    files = (STYLE, journals.LIST, *map(Path, (__file__, journals.__file__, works.__file__)))
    made_by = (*(file.read_bytes() for file in files), version("citeproc-py").encode())
    return hashlib.sha256(b"\0".join((json.dumps(items, sort_keys=True).encode(), *made_by))).hexdigest()[:24]


def _kept(kept: Path) -> list[ReferenceLine]:
    """The lines in a kept file; none where it is not there, or not as it was written."""
    try:
        digest, _, content = kept.read_bytes().partition(b"\n")
        is_whole = digest.decode() == hashlib.sha256(content).hexdigest()
        return [ReferenceLine(**line) for line in json.loads(shallow(content))] if is_whole else []
    except (OSError, ValueError, TypeError):
        return []


def _hashed(lines: Sequence[ReferenceLine]) -> bytes:
    """The lines as they are kept. The first line of the file is a hash of what follows."""
    content = json.dumps([asdict(line) for line in lines]).encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def reference_lines(items: Sequence[Mapping[str, Any]]) -> tuple[ReferenceLine, ...]:
    """The line of each CSL-JSON item, in the given order, by one run of the style.

    Each item has a type and a title. Raises OSError where the style cannot be read.
    """
    lines = _lines([prepared(item, str(number)) for number, item in enumerate(items)])
    return tuple(
        ReferenceLine(unmarked_words(line), *_address(item), short_citation(item), _html(line))
        for line, item in zip(lines, items, strict=True)
    )


def short_citation(item: Mapping[str, Any]) -> str:
    """First author and year: "Zarate 2006". A page without a date of its own gives the year in which it was read.

    A work that names nobody is called by its title.
    """
    people = next((item[role] for role in WRITERS if item.get(role)), None)
    title = unmarked_words(str(item.get("title", "")))
    name = surname(people[0]) if people else title if len(title) <= _SHORTEST else f"{title[:_SHORTEST].rsplit(' ', 1)[0]}…"
    return f"{name} {year_of(item) or year_of(item, 'accessed') or ''}".strip()


def _lines(items: Sequence[Mapping[str, Any]]) -> list[str]:
    with warnings.catch_warnings():
        # It warns of each field it does not know, which CSL allows; an unknown field is not printed.
        warnings.filterwarnings("ignore", module=r"citeproc\.")
        bibliography = CitationStylesBibliography(_mended_style(), CiteProcJSON(items), plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [_tidied(str(line)) for line in bibliography.bibliography()]


def _mended_style() -> CitationStylesStyle:
    """The style, without the parts that become links, and with what citeproc-py would overlook in it."""
    mended = CitationStylesStyle(BytesIO(STYLE.read_bytes()), validate=False)
    root = mended.root
    for part in root.xpath_search(LINKED_PARTS):
        part.getparent().remove(part)
    for date in root.xpath_search("//cs:macro//cs:date[@form]"):
        # It overlooks the delimiter of a locale's date, and prints 2022Jun.
        date.set("delimiter", root.get_date(date.get("form")).get("delimiter", ""))
    # It shortens 1-12 to 1-2, so prepared.py does that; and NLM prints a hyphen, not the locale's dash.
    root.set("page-range-format", "expanded")
    root.get_term("page-range-delimiter").text = "-"
    return mended


def _tidied(line: str) -> str:
    """The line with the work's own marks, one stop where two meet, and no stray ones.

    Source: Citing Medicine, 2nd edition, chapter 1: a title that asks or exclaims takes no stop; a page without volume
    and issue follows a colon; an organization follows a semicolon.
    """
    line = line.replace(f";{PAGE_ALONE}", ":").replace(PAGE_ALONE, "").replace(f", {PARTED}", "; ").replace(PARTED, "")
    for role, mark in TITLE.items():
        people, told, work = line.partition(mark)
        if told:
            several = "s" if re.search(", |; ", people) else ""
            line = f"{people.rstrip('. ')}{'.' * people.rstrip().endswith('al.')}, {role}{several}. {work}"
    line = restored(line)
    # [dissertation] [Internet]; not [NG222] [Internet], by which a title of NICE ends
    line = re.sub(r"\[(?P<kind>[^\[\]0-9]+)\] \[Internet\]", r"[\g<kind> on the Internet]", line)
    line = _DOUBLE_STOP.sub(lambda stop: f"{stop['mark']}{stop['tags']}", line)
    line = _STRAY.sub(lambda stray: stray["mark"], line)
    return " ".join(_DOUBLE_MARK.sub("", line).split())


def _html(line: str) -> str:
    """The line as HTML, whose marks are those of core/printed/marked_text.py."""
    written = "".join(piece if is_mark else escape(piece, quote=False) for piece, is_mark in marks_of(line))
    return written.replace(f"<{SMALL_CAPS}>", '<span class="small-caps">')


def _address(item: Mapping[str, Any]) -> tuple[str, str]:
    """The link and its print: the DOI, else the URL, else the PubMed record; the first of them is enough on paper."""
    if doi := item.get("DOI"):
        return f"https://doi.org/{quote(doi, safe='/():;')}", f"doi:{doi}"
    if url := item.get("URL"):
        return url, url
    if pmid := item.get("PMID"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", f"PMID:{pmid}"
    return "", ""
