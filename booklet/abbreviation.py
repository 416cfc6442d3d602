"""Abbreviations: what letters stand for, written once in the glossary's file and told wherever a section uses them first.

`*[FDA]: Food and Drug Administration` on a line of glossary.md. A screen reader can then say the whole name; the page
looks as before (WCAG 2.2, 3.1.4; ISO 32000-1, 14.9.5).
"""
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from booklet.errors import Place, Problem
from booklet.manuscript import Abbreviation
from booklet.source import Source

_LINE = re.compile(r"^\*\[(?P<short>[^\[\]]*)\]:(?P<long>.*)$")  # *[FDA]: Food and Drug Administration
_SHORT = re.compile(r"[\w.&/-]{2,12}")  # FDA, IL-6, e.g.
_PART = re.compile(r"(<[^>]+>)")  # <p>
# A heading becomes a bookmark, a drawing has its own words, and what is in the margin is not read aloud.
_SILENT = ("h2", "h3", "h4", "svg", "abbr", "aside aria-hidden")
HINT = "write *[FDA]: Food and Drug Administration"


def read_abbreviations(source: Source) -> tuple[list[Abbreviation], Source, list[Problem]]:
    """The abbreviations of a glossary's file, the same file with their lines left empty, and what is wrong with them."""
    found: dict[str, Abbreviation] = {}
    problems: list[Problem] = []
    lines = source.text.split("\n")
    for number, line in enumerate(lines, 1):
        read = _LINE.match(line)
        if not read:
            continue
        lines[number - 1] = ""
        short, long, place = read["short"].strip(), read["long"].strip(), Place(source.path, number)
        if not _SHORT.fullmatch(short) or not long or len(long) > 200 or re.search(r"[<>{}\[\]]", long):
            problems.append(Problem(place, "bad-abbreviation", "this is no abbreviation with what it stands for", HINT))
        elif short in found:
            says = f"{short} is explained twice"
            problems.append(Problem(place, "bad-abbreviation", says, f"see line {found[short].place.line}"))
        else:
            found[short] = Abbreviation(short, long, place)
    return list(found.values()), replace(source, text="\n".join(lines)), problems


def unused_abbreviations(abbreviations: Sequence[Abbreviation], texts: Iterable[str]) -> list[Problem]:
    """A problem for each abbreviation that no text has."""
    text = "\n".join(texts)
    return [
        Problem(known.place, "bad-abbreviation", f"no section uses {known.short}", "use it, or take it out")
        for known in abbreviations
        if not _pattern([known]).search(text)
    ]


def with_expansions(html: str, abbreviations: Sequence[Abbreviation], space: str = " ") -> str:
    """The html of one section, with the first use of each abbreviation in an <abbr>; `space` stands before it."""
    if not abbreviations:
        return html
    pattern = _pattern(abbreviations)
    left = {escape(known.short, quote=False): known.long for known in abbreviations}

    def expanded(match: re.Match[str]) -> str:
        long = left.pop(match["short"], None)
        before = match["space"]
        if long is None:
            return match[0]
        return f'{space if before else ""}<abbr title="{escape(long)}">{match["short"]}</abbr>'

    parts, silent = [], []
    for part in _PART.split(html):
        if part.startswith("<"):
            _follow(part, silent)
        elif not silent and left:
            part = pattern.sub(expanded, part)
        parts.append(part)
    return "".join(parts)


def _pattern(abbreviations: Sequence[Abbreviation]) -> re.Pattern[str]:
    longest_first = sorted((escape(known.short, quote=False) for known in abbreviations), key=len, reverse=True)
    return re.compile(rf"(?P<space> ?)(?<![\w&-])(?P<short>{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _follow(tag: str, silent: list[str]) -> None:
    """Keep account of the silent element that the text is in, by its name, and of those of the same name inside it."""
    name = tag.strip("</>").split(" ")[0].split("/")[0]
    if silent:
        if name == silent[0]:
            silent.pop() if tag.startswith("</") else silent.append(name)
    elif not tag.startswith("</") and any(
        name == known.split(" ")[0] and all(word in tag for word in known.split(" ")[1:]) for known in _SILENT
    ):
        silent.append(name)
