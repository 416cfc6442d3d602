"""Abbreviations, told wherever a section uses them first."""
import re
from collections.abc import Sequence
from html import escape

from booklet.model.manuscript import Abbreviation, _pattern

_PART = re.compile(r"(<[^>]+>)")  # <p>
# A heading becomes a bookmark, a drawing has its own words, and what is in the margin is not read aloud.
_SILENT = ("h2", "h3", "h4", "svg", "abbr", "aside aria-hidden")


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
