"""A phrase: the words inside one element as one line, with its citations, places to write and addresses in words."""
import re

from booklet.template.text.element import Leaf, Words
from booklet.template.text.speech import spoken

WRITE_HERE, TO_TICK = "(write here)", "(to tick)"
TOLD_LATER = "In words at the end."
_ENDS = (".", ":", ";", ",", "?", "!", "\u2026", ".\u201d", "?\u201d", "!\u201d")
_HOST = re.compile(r"^\s*\((?P<host>[^()\s]+)\)")  # (www.example.org), printed after a link
_LOCATED = re.compile(r"(?P<number>[0-9]+), (?P<locator>.+)")  # 3, p. 4; numbers alone stand without a blank: 3,4
_PAGES = re.compile(r"pp?\. ?(?P<first>\w+)(?:[-–](?P<last>\w+))?")  # p. 4, pp. 4-6


def phrase(leaf: Leaf, american: bool = False, seen: set[str] | None = None) -> str:
    """All the words in an element, as one line that can be said. "" for none.

    `seen` remembers which abbreviations have been told in full.
    """
    return spoken_line(_words(leaf, set() if seen is None else seen), american)


def spoken_line(words: list[Words], american: bool) -> str:
    """Runs of text as one line: joined, said by the rules of speech, with single spaces."""
    runs: list[Words] = []
    for run in words:
        if runs and runs[-1].as_printed == run.as_printed:
            runs[-1] = Words(runs[-1].text + run.text, run.as_printed)
        elif run.text:
            runs.append(run)
    line = ""
    for run in runs:
        host = _HOST.match(run.text)
        if host and line.endswith(")") and host["host"] in line.rpartition("(")[2]:
            run = Words(run.text[host.end() :], run.as_printed)  # the whole address stands there already
        line += run.text if run.as_printed else _said(run.text, american)
    return " ".join(line.split())


def _said(text: str, american: bool) -> str:
    plain = re.sub(r"\s+", " ", text)
    return spoken(plain, american)


def with_stop(words: str, stop: str = ".") -> str:
    """Words that end a sentence."""
    return words if not words or words.endswith(_ENDS) else words + stop


def letters(leaf: Leaf) -> str:
    """The words in an element as they are printed."""
    return "".join(inner.text if isinstance(inner, Words) else letters(inner) for inner in leaf.inside)


def citation_words(marks: str) -> str:
    """The numbers between brackets as words: `2,5-7; 8, p. 4` is (references 2 and 5 to 7, and reference 8, page 4)."""
    plain, located = [], []
    for piece in marks.strip("[] ").split(";"):
        match = _LOCATED.fullmatch(piece.strip())
        if match:
            located.append(f"reference {match['number']}, {_PAGES.sub(_page_words, match['locator'])}")
        else:
            plain += [re.sub(r"[-–]", " to ", number.strip()) for number in piece.split(",") if number.strip()]
    told = [f"reference{'s' * (len(plain) > 1 or ' to ' in plain[0])} {_listed(plain)}"] if plain else []
    return f"({', and '.join(told + located)})" if told or located else ""


def _page_words(match: re.Match[str]) -> str:
    return f"pages {match['first']} to {match['last']}" if match["last"] else f"page {match['first']}"


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _words(leaf: Leaf, seen: set[str]) -> list[Words]:
    words: list[Words] = []
    for inner in leaf.inside:
        if isinstance(inner, Words):
            words.append(inner)
        else:
            if inner.tag == "abbr" and inner.get("title").lower() in "".join(run.text for run in words[-9:]).lower():
                seen.add(inner.get("title").strip())  # World Health Organization (WHO): it was told a moment ago
            words += _words_of(inner, seen)
    return words


def _words_of(leaf: Leaf, seen: set[str]) -> list[Words]:
    """What one element inside a line becomes."""
    if "cite" in leaf.classes:
        return [Words(citation_words(letters(leaf)), True)]
    if leaf.classes & {"gap", "write", "lines"}:
        return [Words(f" {WRITE_HERE} ", True)]
    if "tick" in leaf.classes:
        return [Words(f" {TO_TICK} ", True)]
    if "told" in leaf.classes:
        return [Words(TOLD_LATER, True)]
    if leaf.tag in ("wbr", "svg", "img"):
        return []
    if leaf.tag == "br":
        return [Words(" ", False)]
    if leaf.tag == "a" and "out" in leaf.classes:
        return _way_out(leaf, seen)
    words = _words(leaf, seen)
    if "figure-number" in leaf.classes:
        return [Words(with_stop(letters(leaf).strip()), False)]
    if leaf.tag == "abbr":
        return words + _in_full(leaf, seen)
    if leaf.tag in ("p", "div", "dd", "li"):
        return [Words(" ", False), *words, Words(" ", False)]
    return words


def _in_full(leaf: Leaf, seen: set[str]) -> list[Words]:
    title = leaf.get("title").strip()
    if not title or title in seen:
        return []
    seen.add(title)
    return [Words(f" ({title})", True)]


def _way_out(leaf: Leaf, seen: set[str]) -> list[Words]:
    """A link to the world: its words, then its address; only this where the words repeat it (doi:10.1000/1)."""
    href, shown = leaf.get("href"), letters(leaf).strip()
    code = re.sub(r"^(?:doi|PMID|https?): ?(?://)?", "", shown)
    if href and code and href.rstrip("/").endswith(code.rstrip("/")):
        return [Words(href, True)]
    return _words(leaf, seen) + ([Words(f" ({href})", True)] if href else [])
