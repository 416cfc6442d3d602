"""Abbreviations: what letters stand for, written once in the glossary's file and told wherever a section uses them first.

`*[FDA]: Food and Drug Administration` on a line of glossary.md. A screen reader can then say the whole name; the page
looks as before (WCAG 2.2, 3.1.4; ISO 32000-1, 14.9.5).
"""
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source
from booklet.model.manuscript import Abbreviation, abbreviation_pattern

_LINE = re.compile(r"^\*\[(?P<short>[^\[\]]*)\]:(?P<long>.*)$")  # *[FDA]: Food and Drug Administration
_SHORT = re.compile(r"[\w.&/-]{2,12}")  # FDA, IL-6, e.g.
_HINT = "write *[FDA]: Food and Drug Administration"


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
            problems.append(Problem(place, "bad-abbreviation", "this is no abbreviation with what it stands for", _HINT))
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
        if not abbreviation_pattern([known]).search(text)
    ]
