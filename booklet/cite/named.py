"""What the text names by a number that somebody has typed, and no reader would find: figures, tables, sections, pages."""
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from booklet.core.catalogue import finding
from booklet.core.printed.words import base_of
from booklet.core.problems import Place, Problem
from booklet.model.cited import nodes_of
from booklet.model.manuscript import Manuscript, Table, flat
from booklet.model.tree import Citation, Words, words_of

_COUNTED = re.compile(r"Table (?P<number>[1-9][0-9]{0,2})(?![.-]?[0-9])")  # Table 1. Doses
# Figure 9, Table 2, see section 4, see the list on page 40; not section 12 of the Act, page 4 in your notes, a section 3
_NAMED = re.compile(
    r"(?:\b(?P<kind>Figure|Fig\.|Table(?! ?[0-9]+:)) ?"
    r"|\b(?i:see|turn to|go to|look at)(?: also| the (?:table|list|picture|box|figure|chart|steps))?(?: on| in| under)? "
    r"(?P<led>[Ss]ection|[Cc]hapter|[Pp]age) )"
    r"(?P<number>[1-9][0-9]{0,2})\b(?![.,:-]?[0-9]| (?:of|in|from)\b)"
)
# Figure 2, photo 2, Abb. 2, l'image n° 2; in the languages of which all words for a picture are known
_FIGURE = re.compile(
    r"\b(?:fig|abb|afb|bild|billed|foto|photo|pi[ck]t|imm?ag|imág|drawing|zeichn|te[gc]k?n|teken|dess?[ei]n|diseg|desenh|dibuj"
    r"|diagram|schem|schém|graf|gráf|graph|illustr|ilustr|lám|croqu|plaatje|skizz|skiss)\w*\W{0,3}(?:n[\w.º°]{0,6}\W{0,2})?[0-9]",
    re.IGNORECASE,
)
_KNOWN = frozenset("en de fr es it pt nl da sv no nb nn".split())
_SAME = {"fig.": "figure", "chapter": "section"}
_HINT = "write [](#name), by the name of its file; or say of what it is: {} of the guideline"


def names_a_figure(manuscript: Manuscript) -> bool:
    """Whether the text may name a figure by a number that somebody has typed: "see Figure 2", figures 1 and 2, photo 2."""
    nodes = nodes_of(block for section in manuscript.sections for block in section.blocks)
    is_known = base_of(manuscript.imprint.language) in _KNOWN
    return not is_known or any(_FIGURE.search(node.text) for node in nodes if isinstance(node, Words))


def not_found(manuscript: Manuscript, figures: int) -> Iterator[Problem]:
    """Advice on each, of which a reader would turn all pages; there are so many `figures`."""
    blocks = (block for section in manuscript.sections for block in flat(section.blocks))
    captions = (words_of(block.caption) for block in blocks if isinstance(block, Table))
    tables = {counted["number"] for counted in map(_COUNTED.match, captions) if counted}
    lasts = {"figure": figures, "section": len(manuscript.sections)}
    for named, place in _mentions(manuscript):
        typed, number = named["kind"] or named["led"], int(named["number"])
        said, kind = f"{typed} {number}", _SAME.get(typed.lower(), typed.lower())
        if kind == "page":
            says, hint = f"{said} is another page in each edition", "write [](#name), which prints title and page"
            yield finding("typed-page", place, says, hint)
        elif kind == "table" and named["number"] not in tables:
            hint = f"begin its caption with {said}: ; or say of what it is: {said} of the guideline"
            yield finding("no-such-table", place, f"the text names {said}, and no caption begins with it", hint)
        elif number > lasts.get(kind, number):
            last = f"the last one is {kind.capitalize()} {lasts[kind]}" if lasts[kind] else "there is none"
            yield finding(f"no-such-{kind}", place, f"the text names {said}, and {last}", _HINT.format(said))


def _mentions(manuscript: Manuscript) -> Iterator[tuple[re.Match[str], Place]]:
    """Each with its place, but those with a work behind them: Table 2 [@lee2020]."""
    for block in (block for section in manuscript.sections for block in section.blocks):
        for node, below in pairwise([*nodes_of([block]), None]):
            words = node if isinstance(node, Words) else Words("")
            for named in _NAMED.finditer(words.text):
                at = named.start("kind" if named["kind"] else "led")
                if not isinstance(below, Citation) or words.text[named.end() :].strip():
                    yield named, replace(block.place, line=words.line or block.place.line, column=words.column + at)
