"""Pointers: what a cross-reference or a link can name, and whether it stands in brackets.

A name is that of a section, a figure or a list; or of a heading, as in a list of contents that somebody typed:
`[When to call](#when-to-call)`. A heading is looked up in the file of the link first, then in the others; where two of
these have it, it is ambiguous.
"""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import unquote

from booklet.cite.named import names_a_figure
from booklet.core.printed.words import said_in
from booklet.core.problems import Place
from booklet.model.cited import nodes_of, retold
from booklet.model.manuscript import ChartCall, Drawing, Manuscript, Section, flat, heading_names, headings_in
from booklet.model.tree import (
    CrossReference, Element, Node, Nodes, Pointer, Words, bare_words, heading_name, is_heading, mapped,
)  # fmt: skip


def targets_of(manuscript: Manuscript, is_counted: Callable[[Drawing | ChartCall], bool]) -> dict[str, Pointer]:
    """Everything that `[](#target)` can name, with the words it prints by itself. `is_counted`: of counted_figures."""
    language = manuscript.imprint.language
    targets = {s.id: Pointer(f"section-{s.id}", (Words(s.title),)) for s in manuscript.sections}
    targets |= {name: Pointer(name, (Words(said_in(language, f"contents.{name}")),)) for name in ("glossary", "references")}
    for number, figure in enumerate(filter(is_counted, _figures(manuscript)), 1):
        targets.setdefault(figure.id, Pointer(f"figure-{number}", (Words(figure_name(number, language)),)))
    return targets


def figure_name(number: int | str, language: str) -> str:
    """What a cross-reference to a figure prints by itself."""
    return said_in(language, "blocks.figure", number=number)


def counted_figures(manuscript: Manuscript) -> Callable[[Drawing | ChartCall], bool]:
    """Whether a figure has a number. A picture without a caption goes without, unless a link or a typed number means it."""
    nodes = (node for section in manuscript.sections for node in nodes_of(section.blocks))
    asked = {node.target for node in nodes if isinstance(node, CrossReference)}
    by_hand = any(isinstance(figure, Drawing) and figure.typed_number for figure in _figures(manuscript))
    all_have = not by_hand and names_a_figure(manuscript)
    return lambda figure: (
        all_have or isinstance(figure, ChartCall) or bool(figure.caption or figure.description) or figure.id in asked
    )


def twins_of(manuscript: Manuscript) -> dict[str, tuple[Place, Place]]:
    """Each name of a section or figure that another has too, with the places of both. A figure shown twice is no twin."""
    named: dict[str, tuple[str, Place]] = {section.id: ("section", section.place) for section in manuscript.sections}
    twins: dict[str, tuple[Place, Place]] = {}
    for figure in _figures(manuscript):
        kind = figure.file if isinstance(figure, Drawing) else "chart"
        known, place = named.setdefault(figure.id, (kind, figure.place))
        if known != kind:
            twins.setdefault(figure.id, (place, figure.place))
    return twins


def _figures(manuscript: Manuscript) -> Iterator[Drawing | ChartCall]:
    blocks = (block for section in manuscript.sections for block in flat(section.blocks))
    return (block for block in blocks if isinstance(block, (Drawing, ChartCall)))


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
        title = Pointer(f"section-{section.id}", (Words(section.title),))
        own = {name: title for name in map(heading_name, (section.title, section.name)) if name}
        own |= {
            name: Pointer(_anchor(section, number), (Words(bare_words(headings[number].inside)),))
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

    def marked(node: Node) -> Node:
        if not is_heading(node):
            return node
        anchor = _anchor(section, next(numbers))
        return replace(node, attributes=(("id", anchor),) if anchor in asked else ())  # type: ignore[arg-type]

    return replace(section, blocks=tuple(retold(block, lambda nodes: tuple(map(marked, nodes))) for block in section.blocks))


def bracketed(nodes: Nodes) -> Nodes:
    """The tree in which each pointer knows whether brackets are open where it stands: (Figure 16, page 9)."""
    line = ""

    def known(node: Node) -> Nodes:
        nonlocal line
        match node:
            case Words(text=text):
                line += text
            case Element(tag="p" | "li" | "h3" | "h4"):
                line = ""
            case Pointer() if line.rfind("(") > line.rfind(")"):
                return (replace(node, is_bracketed=True),)
        return (node,)

    return mapped(nodes, known)
