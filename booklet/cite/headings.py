"""Headings that a link leads to, as in a list of contents that somebody typed: `[When to call](#when-to-call)`.

A name is looked up in the file of the link first, then in the others; where two of these have it, it is ambiguous.
"""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import unquote

from booklet.model.cited import nodes_of, retold
from booklet.model.manuscript import Section, headings_in, heading_names
from booklet.model.tree import CrossReference, Node, Nodes, Pointer, Words, is_heading, heading_name, words_of


@dataclass(frozen=True, slots=True)
class Headings:
    """`found`: by file and name, where a link leads and what it prints by itself. `asked`: the anchors that one needs."""

    found: dict[tuple[str, str], tuple[Pointer, ...]]
    asked: frozenset[str]

    def called(self, reference: CrossReference) -> tuple[Pointer, ...]:
        """The headings that a link may mean: none, one, or several of other files."""
        return self.found.get((reference.place.path, reference.target), ())


def headings_of(sections: Sequence[Section]) -> Headings:
    """What the links of these sections find among their headings and titles."""
    named: dict[str, dict[str, Pointer]] = {}
    for section in sections:
        headings = list(headings_in(section.blocks))
        own = {heading_name(section.title): Pointer(f"section-{section.id}", (Words(section.title),))}
        own |= {
            name: Pointer(_anchor(section, number), (Words(words_of(headings[number].inside)),))
            for name, number in heading_names(headings).items()
        }
        named[section.place.path] = own
    links = (node for section in sections for node in nodes_of(section.blocks) if isinstance(node, CrossReference))
    found = {(link.place.path, link.target): _found(link, named) for link in links}
    return Headings(found, frozenset(pointer.anchor for pointers in found.values() for pointer in pointers))


def _found(link: CrossReference, named: dict[str, dict[str, Pointer]]) -> tuple[Pointer, ...]:
    name = heading_name(unquote(link.target))
    own = named.get(link.place.path, {}).get(name)
    return (own,) if own else tuple(there[name] for there in named.values() if name in there)


def _anchor(section: Section, number: int) -> str:
    return f"at-{section.id}-{number + 1}"


def anchored(section: Section, asked: frozenset[str]) -> Section:
    """The section with an anchor at each heading that a link leads to, and none at the others."""
    numbers = count()

    def marked(nodes: Nodes) -> Nodes:
        return tuple(_marked(node) if is_heading(node) else node for node in nodes)

    def _marked(heading: Node) -> Node:
        anchor = _anchor(section, next(numbers))
        return replace(heading, attributes=(("id", anchor),) if anchor in asked else ())  # type: ignore[arg-type]

    return replace(section, blocks=tuple(retold(block, marked) for block in section.blocks))
