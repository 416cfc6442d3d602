"""Citations typed by hand, as another program prints them: hands [1]. Here they lead to whatever work has that number.

And the DOI of a work that is typed as words: no list has that work."""
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.letters.raised import raised
from booklet.core.problems import Place, Problem
from booklet.core.typed_command import command
from booklet.model.cited import nodes_of
from booklet.model.manuscript import Manuscript
from booklet.model.tree import Element, Node, Words, walk

_NUMBER = "[1-9][0-9]{0,2}"
_NUMBERS = rf"{_NUMBER}(?:[,;–-] ?{_NUMBER})*"
# hands [1], hands.[2,5-7], in 2019 [3], hands², hands.3 Soap, hands.(4)
# not 5 [4–6], CI [3, 5], Pain [1] [2] [3], 20 kg/m²
_TYPED = re.compile(
    rf"(?<!CI)(?<!IQR)(?<!range)(?<=[^\W\d_]|[.,;!?)%”’\"]) ?\[{_NUMBERS}\](?!(?: \[[0-9]+\]){{2}})"
    rf"|(?<=[0-9]) ?\[{_NUMBER}\]|(?<=[a-z]{{4}}\.)(?:{_NUMBERS}(?=\s+[A-Z]|$)|\({_NUMBERS}\))"
    rf"|(?<=[a-z]{{2}}[a-z.,;)])(?:[¹²³⁴-⁹][⁰¹²³⁴-⁹⁻,–-]*|\^\({_NUMBERS}\))"
)
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s<>\"”]*[^\s<>\"”.,:;)\]]")  # 10.1000/182, also in https://doi.org/10.1000/182
_SEEN = 8  # letters before a piece of text that tell what it is
_INLINE = {"strong", "em", "sup", "sub", "s", "u"}


def by_hand(manuscript: Manuscript, is_numbered: bool) -> Iterator[Problem]:
    """Each of them, where works are printed with their numbers; where none is, advice."""
    code = "typed-citation" if is_numbered else "no-such-work"
    says = "a reader looks it up in the list of this booklet" if is_numbered else "this booklet has no list of works"
    hint = "write [@key], by the key of its work in references.json (`python build.py refs add` adds one); or take it out"
    dois = {str(work.csl.get("DOI", "")).lower(): work.key for work in manuscript.references}
    folder = Path(manuscript.folder)
    texts = [(nodes_of([block]), block.place) for section in manuscript.sections for block in section.blocks]
    for nodes, place in (*texts, *((walk(term.definition), term.place) for term in manuscript.terms)):
        found = tuple(nodes)
        for typed, at in _found(iter(found), place):
            yield finding(code, at, f"{typed} is typed by hand, and {says}", hint)
        for node in (node for node in found if isinstance(node, Words)):
            for doi in _DOI.finditer(node.text):
                at = replace(place, line=node.line, column=node.column + doi.start()) if node.line else place
                key = dois.get(doi[0].lower())
                how = f"write [@{key}]" if key else f"type {command('refs', 'add', doi[0], source=folder)} and write [@key]"
                told = f"{doi[0]} is typed as words: nobody looks up whether its work was retracted"
                yield finding("no-such-work", at, told, f"{how} in its place")


def _found(nodes: Iterator[Node], place: Place) -> Iterator[tuple[str, Place]]:
    """What is typed by hand in them, in the author's letters, and where."""
    before, is_raised = "", False
    for node in nodes:
        if isinstance(node, Words):
            text = raised(node.text) if is_raised else node.text
            for typed in _TYPED.finditer(before + text):
                if typed.end() > len(before):
                    column = node.column + max(0, typed.start() - len(before))
                    yield typed[0].strip(), replace(place, line=node.line, column=column) if node.line else place
            before, is_raised = (before + text)[-_SEEN:], False
        else:
            is_raised = isinstance(node, Element) and node.tag == "sup"
            before = before if isinstance(node, Element) and node.tag in _INLINE else ""
