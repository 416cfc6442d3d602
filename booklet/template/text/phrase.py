"""A phrase: the words inside one element as one line, with its citations, places to write and addresses in words."""
import re
from functools import partial, reduce

from booklet.core.letters.raised import raised
from booklet.core.printed.words import Words
from booklet.template.abbreviations import told_in_brackets
from booklet.template.text.element import Leaf, Run
from booklet.template.text.speech import spoken

_BREAK = "\u2028"  # of a line; a blank where blanks are put together
_ENDS = (".", ":", ";", ",", "?", "!", "\u2026", ".\u201d", "?\u201d", "!\u201d")
_CLOSING = tuple(".,;:?!)°%/\u2019\u201d")
_HOST = re.compile(r"^\s*\((?P<host>[^()\s]+)\)")  # (www.example.org), printed after a link
_ADDRESS = re.compile(r"(?=\S*[./:])(?:(?:doi|PMID|https?): ?(?://)?)?(?P<code>\S+)")  # doi:10.1000/1, PMID: 7, b.org
_LOCATED = re.compile(r"(?P<number>[0-9]+), (?P<locator>.+)")  # 3, p. 4; numbers alone stand without a blank: 3,4
_PAGES = re.compile(r"pp?\. ?(?P<first>\w+)(?:[-–](?P<last>\w+))?")  # p. 4, pp. 4-6


def phrase(leaf: Leaf, say: Words, seen: set[str] | None = None) -> str:
    """All the words in an element, as one line that can be said. "" for none.

    `seen` remembers which abbreviations have been told in full.
    """
    return spoken_line(_words(leaf, set() if seen is None else seen, say), say)


def spoken_line(words: list[Run], say: Words) -> str:
    """Runs of text as one line: joined, said by the rules of speech, with single spaces, and a comma for a new line."""
    runs: list[Run] = []
    for run in words:
        if runs and runs[-1].as_printed == run.as_printed:
            runs[-1] = Run(runs[-1].text + run.text, run.as_printed)
        elif run.text:
            runs.append(run)
    line = ""
    for run in runs:
        host = _HOST.match(run.text)
        if host and line.endswith(")") and host["host"] in line.rpartition(" (")[2]:
            run = Run(run.text[host.end() :], run.as_printed)  # the whole address stands there already
        boxes = re.sub("[☐□]", f" {say('text.to_tick')} ", run.text).replace("☑", f" {say('text.ticked')} ")
        plain = re.sub(r"\s+", " ", boxes)
        said = run.text if run.as_printed else spoken(plain, is_american=say.language.lower() == "en-us")
        line = (line.rstrip() if said.startswith(_CLOSING) else line) + said  # (write here).
    lines = [line for part in line.split(_BREAK) if (line := " ".join(part.split()))]
    stop = ";" if any(re.search(r"^[^,:]{1,40}:.*, ", each) for each in lines) else ","  # Eat: bread, rice; Not: fruit, nuts
    return " ".join([*(with_stop(each, stop) for each in lines[:-1]), *lines[-1:]])


def with_stop(words: str, stop: str = ".") -> str:
    """Words that end a sentence."""
    return words if not words or words.endswith(_ENDS) else words + stop


def letters(leaf: Leaf) -> str:
    """The words in an element as they are printed."""
    return "".join(inner.text if isinstance(inner, Run) else letters(inner) for inner in leaf.inside)


def citation_words(marks: str, say: Words) -> str:
    """The numbers between brackets as words: `2,5-7; 8, p. 4` is (references 2 and 5 to 7, and reference 8, page 4)."""
    plain, located = [], []
    for piece in marks.strip("[] ").split(";"):
        match = _LOCATED.fullmatch(piece.strip())
        if match:
            pages = _PAGES.sub(partial(_page_words, say), match["locator"])
            located.append(say("text.reference_at", number=match["number"], pages=pages))
        else:
            plain += [number.strip() for number in piece.split(",") if number.strip()]
    many = 2 if len(plain) > 1 or re.search("[-–]", plain[0] if plain else "") else 1
    told = [say("text.references", many, numbers=_listed([_range(number, say) for number in plain], say))] if plain else []
    if not told + located:
        return ""
    return f"({reduce(lambda first, last: say('text.and_also', first=first, last=last), told + located)})"


def _range(numbers: str, say: Words) -> str:
    first, dash, last = re.sub("[-–]", "-", numbers).partition("-")
    return say("text.range", first=first, last=last) if dash else first


def _page_words(say: Words, match: re.Match[str]) -> str:
    return say("text.pages" if match["last"] else "text.page", first=match["first"], last=match["last"])


def _listed(items: list[str], say: Words) -> str:
    return items[0] if len(items) == 1 else say("text.and", first=", ".join(items[:-1]), last=items[-1])


def _words(leaf: Leaf, seen: set[str], say: Words) -> list[Run]:
    words: list[Run] = []
    for at, inner in enumerate(leaf.inside):
        if isinstance(inner, Run):
            words.append(inner)
        else:
            if long := _first_abbreviation(inner):  # **INR** (international normalised ratio), of which words may be a term
                near = leaf.inside[at + 1 : at + 4]
                behind = "".join(each.text if isinstance(each, Run) else letters(each) for each in near)
                seen |= {long} if told_in_brackets(behind, long) else set()
            if inner.tag == "abbr" and inner.get("title").lower() in "".join(run.text for run in words[-9:]).lower():
                seen.add(inner.get("title").strip())  # World Health Organization (WHO): it was told a moment ago
            words += _words_of(inner, seen, say)
    return words


def _words_of(leaf: Leaf, seen: set[str], say: Words) -> list[Run]:
    """What one element inside a line becomes."""
    if "noted" in leaf.classes:
        return [Run(say("text.note", letter=letters(leaf).strip("[]")), True)]
    if "cite" in leaf.classes:
        return [Run(citation_words(letters(leaf), say), True)]
    if leaf.classes & {"gap", "write", "lines"}:
        return [Run(f" {say('text.write_here')} ", True)]
    if "tick" in leaf.classes:
        return [Run(f" {say('text.ticked' if 'tick--done' in leaf.classes else 'text.to_tick')} ", True)]
    if "told" in leaf.classes:
        return [Run(say("text.told_later"), True)]
    if leaf.tag == "img":  # of a cell
        return [Run(f"{_BREAK}{leaf.get('alt')}{_BREAK}", True)]
    if leaf.tag in ("wbr", "svg"):
        return []
    if leaf.tag == "br":
        return [Run(_BREAK, True)]
    if leaf.tag == "a" and "out" in leaf.classes:
        return _way_out(leaf, seen, say)
    if leaf.tag == "sup" and (said := raised(letters(leaf))) != letters(leaf):
        return [Run(said, True)]
    words = _words(leaf, seen, say)
    if leaf.tag == "del":
        return [Run(say("text.struck", words=spoken_line(words, say)), True)]
    if "figure-number" in leaf.classes:
        return [Run(with_stop(letters(leaf).strip()), False)]
    if leaf.tag == "abbr":
        return words + _in_full(leaf, seen)
    if leaf.tag in ("p", "div", "dd", "li"):
        return [Run(" ", False), *words, Run(" ", False)]
    return words


def _first_abbreviation(leaf: Leaf) -> str:
    """What the abbreviation stands for that is all an element holds, "" for another element."""
    only = leaf if leaf.tag == "abbr" else next(leaf.find_all("abbr"), None)
    return only.get("title").strip() if only and letters(only).strip() == letters(leaf).strip() else ""


def _in_full(leaf: Leaf, seen: set[str]) -> list[Run]:
    title = leaf.get("title").strip()
    if not title or title in seen:
        return []
    seen.add(title)
    return [Run(f" ({title})", True)]


def _way_out(leaf: Leaf, seen: set[str], say: Words) -> list[Run]:
    """A link to the world: its words, then its address; only this where the words repeat it (doi:10.1000/1).

    An email address or a telephone number is printed beside its words already, where these do not have it.
    """
    href, shown = leaf.get("href"), letters(leaf).strip()
    if href.lower().startswith(("mailto:", "tel:", "sms:")):
        return _words(leaf, seen, say)
    code = _ADDRESS.fullmatch(shown)
    if code and href.rstrip("/").endswith(code["code"].rstrip("/")):
        return [Run(href, True)]
    return _words(leaf, seen, say) + ([Run(f" ({href})", True)] if href else [])
