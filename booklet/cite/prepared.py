"""A work made ready for citeproc-py: each step says where that falls short of the style, or the style of Citing Medicine.

Marks within the words, and places that the line is mended at afterwards, go through it as characters of no script.
"""
import re
from collections.abc import Mapping, Sequence
from typing import Any

from booklet.cite.journals import journal_abbreviation
from booklet.core.dates import MONTHS, season_of
from booklet.core.printed.marked_text import MARKS, marks_of
from booklet.core.printed.works import DATES, NAMES, WRITERS

PAGE_ALONE, PARTED = "\ue000", "\ue001"  # before a page without volume and issue; before an organization among people
TITLE = {"editor": "\ue002", "translator": "\ue003", "compiler": "\ue004"}  # before a title: who stands before it
_CARRIED = {
    mark: chr(0xE010 + number)
    for number, mark in enumerate(written for name, opened in MARKS.items() for written in (f"<{opened}>", f"</{name}>"))
}  # fmt: skip
_PAGES = re.compile(r"(?P<first>[0-9]+)\s*[-\u2013]{1,2}\s*(?P<last>[0-9]+)")  # e.g. 856-864
_RANKS = {"ii": "2nd", "iii": "3rd", "iv": "4th"}
_SERIAL = frozenset("article-journal article-magazine article-newspaper periodical post-weblog review review-book".split())
_ORDINAL = re.compile(r"(?P<number>[0-9]{1,3})(?:st|nd|rd|th)?\.?(?:\s+ed(?:ition|n)?\.?)?", re.IGNORECASE)  # 2nd ed.
_PARTICLES = frozenset("van von de der den des del della di da das do dos du la le ten ter te zu zur zum af av".split())
_OTHERS = "et al."
# Letters of which each stands for a name: AB, JWMH, AEJM; not JOHN, where a vowel follows a consonant
_INITIALS = re.compile(r"[^\W\d_]{1,3}|(?!.*[^AEIOUY][AEIOUY])[^\W\d_]{4}")
_SERVERS = frozenset("arxiv biorxiv medrxiv psyarxiv chemrxiv ssrn osf preprints.org preprints socarxiv".split())
_MAY_BE_PREPRINTS = ("article", "article-journal", "report", "preprint", "manuscript")
_SAME_KIND = {  # kinds that the style does not know, as those that it prints alike
    "article": "document", "preprint": "document", "entry": "chapter", "classic": "book", "collection": "book",
    "periodical": "book", "pamphlet": "book", "standard": "report", "post": "webpage", "hearing": "report",
}  # fmt: skip


def prepared(item: Mapping[str, Any], id: str) -> dict[str, Any]:
    """The item as citeproc-py prints it best, under an id that it cannot confuse: it lowers case and drops doubles."""
    item = {name: value for name, value in item.items() if value not in (None, "", [], {})}
    if not isinstance(item.get("type"), str):
        item["type"] = "document"  # a draft may have works of which nobody has said what they are
    ready = {name: _carried(value) for name, value in item.items() if name not in ("custom", "language")}
    ready |= {name: _people(item[name]) for name in NAMES & item.keys()}
    ready |= {name: _date(item[name]) for name in DATES & item.keys()}
    ready |= {"id": id, "type": _SAME_KIND.get(item["type"], item["type"])}
    ready |= _writers(ready)
    if "issued" not in item and "accessed" not in item:
        ready["issued"] = {"literal": "[date unknown]"}
    ready |= _serial(item, ready) | _book(item) | _report(item, ready)
    return {name: value for name, value in ready.items() if value not in ("", [])}


def _writers(ready: dict[str, Any]) -> dict[str, Any]:
    """Who stands before the title. Editors who do would be printed twice, as citeproc-py forgets what it has printed."""
    role = next((role for role in WRITERS if ready.get(role)), "")
    if role == "editor-translator":
        return {}
    first = {"author": _authors(ready[role])} if role else {}
    name = "container-title" if ready["type"] == "webpage" and "container-title" in ready else "title"
    words = f"{TITLE.get(role, '')}{ready.get(name, '')}"
    return first | ({role: []} if role and role != "author" else {}) | {name: words}


def restored(line: str) -> str:
    """The line with the marks that its words had."""
    for mark, letter in _CARRIED.items():
        line = line.replace(letter, mark)
    return line


def surname(name: Mapping[str, str]) -> str:
    """What a name is found under, with its particles: von Holt, al-Hakim, d'Alembert. Those of dropping kind too:
    NLM, Citing Medicine, 2nd edition, chapter 1, "Other surname rules: keep prefixes and particles"."""
    parts = (name.get("dropping-particle", ""), name.get("non-dropping-particle", ""), name.get("family", ""))
    joined = "".join(f"{part}{'' if part[-1] in '-’ʼ‘' + chr(39) else ' '}" for part in parts if part).strip()
    return joined or name.get("literal", "")


def _carried(value: Any) -> Any:
    """Words on one line, whose marks are letters that no style changes."""
    if not isinstance(value, str):
        return value
    pieces = (_CARRIED.get(piece, piece) if is_mark else piece for piece, is_mark in marks_of(" ".join(value.split())))
    return "".join(pieces)


def _people(names: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Names of two parts and a rank: Lee A Jr, von Holt C, King ML 3rd."""
    return [_person(name) if name.get("family") else {"literal": name["literal"]} for name in names]


def _person(name: Mapping[str, str]) -> dict[str, str]:
    rank = name.get("suffix", "").rstrip(".").strip(", ")
    rank = _RANKS.get(rank.lower(), rank)
    given = name.get("given", "").replace("\u2010", "-").split()
    given = [word.capitalize() for word in given] if " ".join(given).islower() else given
    if not name["family"].isupper():  # Lee AB, whose initials the style would take for one word; not LEE ANN
        given = [". ".join(word) if word.isupper() and _INITIALS.fullmatch(word) else word for word in given]
    behind = next((at for at in range(len(given)) if at and all(word in _PARTICLES for word in given[at:])), len(given))
    family = surname({**name, "family": " ".join([*given[behind:], name["family"]])})  # Dieren, Jolanda van: Zotero's RIS
    person = {"family": family, "given": " ".join(given[:behind]), "suffix": rank}
    return {part: words for part, words in person.items() if words}


def _authors(authors: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    """Institutions are parted by semicolons, as their names hold commas; CSL has one delimiter for all names.

    Source: Citing Medicine, 2nd edition, chapter 1, organizations as author.
    """
    if all("literal" in author for author in authors):
        return [{"literal": "; ".join(author["literal"] for author in authors)}]
    parted = [dict(author) for author in authors]
    for before, author in zip(authors, parted[1:], strict=False):
        if author.get("literal") != _OTHERS and ("literal" in before or "literal" in author):
            part = "literal" if "literal" in author else "family"
            author[part] = f"{PARTED}{author[part]}"
    return parted


def _date(date: Mapping[str, Any]) -> Mapping[str, Any]:
    """A day, a month or a year is set by the style; what else a date may be by us: it has no words for them.

    2020 May-Jun, 2019-2021, 2020 Spring, [1999?]. Source: Citing Medicine, 2nd edition, chapters 1 and 2, date.
    """
    parts = date.get("date-parts") or []
    if not parts:
        return {"literal": str(date.get("literal") or date.get("raw") or "[date unknown]")}
    if len(parts) == 1 and not date.get("season") and not date.get("circa"):
        return {"date-parts": parts}
    first, last = (_day(each) for each in (parts[0], parts[-1]))
    words = f"{first} {season_of(date)}".strip() if len(parts) == 1 else _span(first, last)
    return {"literal": f"[{words}?]" if date.get("circa") else words}


def _day(parts: Sequence[int]) -> str:
    month = [MONTHS[int(parts[1]) - 1].capitalize()] if len(parts) > 1 else []
    return " ".join([str(parts[0]), *month, *map(str, parts[2:])])


def _span(first: str, last: str) -> str:
    """2020 May-Jun, 2020 May 3-7, 2019 Dec-2020 Jan: what both have in common is said once."""
    shared = next((at for at, (a, b) in enumerate(zip(first.split(), last.split(), strict=False)) if a != b), None)
    return first if shared is None else f"{first}-{' '.join(last.split()[shared:])}"


def _serial(item: Mapping[str, Any], ready: Mapping[str, Any]) -> dict[str, Any]:
    """What an article needs: its journal's short name, its pages, and a mark where no volume stands before them."""
    changed: dict[str, Any] = {}
    if "page" in item:
        changed["page"] = _page_range(str(item["page"]))
    if item["type"] not in _SERIAL:
        return changed
    journal = str(item.get("container-title", ""))
    short = str(item.get("container-title-short", ""))
    if not short or journal and len(short) >= len(journal):  # EndNote tells the long name twice
        short = journal_abbreviation(journal) or short
    if short:
        changed["container-title-short"] = _carried(re.sub(r"\.(?![0-9])", "", short))  # arXiv:1703.07479
        changed["container-title"] = ready.get("container-title", short)
    before_pages = ("volume", "issue", "collection-title", "supplement-number")
    if "page" in changed and not any(item.get(name) for name in before_pages):
        changed["page"] = f"{PAGE_ALONE}{changed['page']}"
    if item.get("number") and item.get("page"):  # the style would print it in place of the pages
        changed["number"] = ""
    return changed


def _page_range(page: str) -> str:
    """856-864 as 856-64. Pages with letters are left as they are: S12-S18, e067194.

    Source: Citing Medicine, 2nd edition, chapter 1, location (pagination).
    """
    page = re.sub(r"\s*(?:-{2,3}|[\u2010-\u2014])\s*", "-", page)
    pages = _PAGES.fullmatch(page)
    if not pages or len(pages["first"]) != len(pages["last"]) or pages["first"] == pages["last"]:
        return page
    pairs = list(zip(pages["first"], pages["last"], strict=True))
    shared = next(index for index, (first, last) in enumerate(pairs) if first != last)
    return f"{pages['first']}-{pages['last'][shared:]}"


def _book(item: Mapping[str, Any]) -> dict[str, Any]:
    """An edition is a number, of which the style makes 2nd ed.; the first one is not told. A program has a version.

    What kind of text it is stands after the title. Source: Citing Medicine, 2nd edition, chapters 2, 5 and 23.
    """
    changed: dict[str, Any] = {}
    if edition := _ORDINAL.fullmatch(str(item.get("edition", "")).strip()):
        changed["edition"] = "" if edition["number"] == "1" else edition["number"]
    elif item["type"] == "software" and item.get("version") and not item.get("edition"):
        changed["edition"] = f"Version {item['version']}"
    if str(item.get("number-of-pages", "")).isdecimal():  # citeproc-py has no label for it
        changed["number-of-pages"] = f"{item['number-of-pages']} p."
    genre = str(item.get("genre", ""))
    if item["type"] == "thesis":
        kinds = {"ph": "dissertation", "doc": "dissertation", "master": "master's thesis", "m": "master's thesis"}
        known = (kind for start, kind in kinds.items() if genre.lower().startswith(start))
        changed["genre"] = next(known, genre or "thesis")
    elif _is_preprint(item):
        changed |= {"type": "document", "genre": genre or "preprint", "container-title": "", "number": "", "page": ""}
        changed["publisher"] = item.get("container-title") or item.get("publisher", "")
    elif item["type"] == "dataset":
        changed["genre"] = genre or "dataset"
    return changed


def _is_preprint(item: Mapping[str, Any]) -> bool:
    server = str(item.get("container-title") or item.get("publisher") or "").split(" ")[0].lower()
    return item["type"] in _MAY_BE_PREPRINTS and server.rstrip(":") in _SERVERS


def _report(item: Mapping[str, Any], ready: Mapping[str, Any]) -> dict[str, Any]:
    """By the style, some numbers come out as "no.: TA854" and some bare; Citing Medicine has "No.:" for all."""
    if ready["type"] != "report" or "number" not in item or _is_preprint(item):
        return {}
    number = str(item["number"])
    return {"number": "" if number in str(item.get("title", "")).split() else f"No.: {number}"}
