"""A manuscript after numbering: what `cite` hands to `template`.

The blocks are the manuscript's own. In their texts each citation has its numbers, each cross-reference its target, each
term its place in the glossary. Below stand the ways through all texts of blocks, before and after numbering.
"""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from booklet.core.problems import Problem
from booklet.model.figures.kinds import Chart
from booklet.model.manuscript import (
    Block, Callout, ChartCall, Drawing, Manuscript, Passage, Reference, Section, ShortPlace, Table, flat,
)  # fmt: skip
from booklet.model.tree import Citation, Image, Node, Nodes, walk

Change = Callable[[Nodes], Nodes]


@dataclass(frozen=True, slots=True)
class NumberedChart:
    """A data figure in its place, with its number. Its caption ends in its citation."""

    number: int
    anchor: str
    chart: Chart
    title: Nodes
    how_to_read: Nodes
    caption: Nodes
    in_summary: ShortPlace | None = None


@dataclass(frozen=True, slots=True)
class NumberedDrawing:
    """A drawn figure in its place, with its number: 0 for a picture that has neither a caption nor a link to it."""

    number: int
    anchor: str
    file: str
    alt: str
    caption: Nodes
    description: Nodes
    width_mm: float
    in_summary: ShortPlace | None = None
    is_of_step: bool = False


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section with its number in the booklet."""

    number: int
    anchor: str
    section: Section
    blocks: tuple[Block | NumberedChart | NumberedDrawing, ...]


@dataclass(frozen=True, slots=True)
class CitedReference:
    """A reference with its number, and the anchors of every place that cites it, in reading order."""

    number: int
    reference: Reference
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedManuscript:
    """The manuscript in reading order, numbered throughout."""

    manuscript: Manuscript
    sections: tuple[CitedSection, ...]
    references: tuple[CitedReference, ...]
    uses: dict[str, tuple[str, ...]]  # term id -> the anchors of its uses, in reading order
    problems: tuple[Problem, ...]
    left_out: tuple[CitedSection, ...] = ()  # what an edition does not hold of the full booklet


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One printed reference. A work without an address has "" for `url` and `url_text`."""

    text: str  # plain text without number and address, ending in a stop
    url: str  # where the link leads
    url_text: str  # how the link is printed: doi:10.1001/..., PMID:41123905, or the URL
    short: str  # the work in a few words, as in "Zarate 2006"
    html: str = ""  # the text with the marks of its title: E. coli in <i>, the 2 of CO2 in <sub>


def texts_of(blocks: Iterable[Any]) -> list[Nodes]:
    """The nodes of the blocks in reading order, piece by piece, without the descriptions of drawings."""
    texts: list[Nodes] = []

    def seen(nodes: Nodes) -> Nodes:
        texts.append(nodes)
        return nodes

    for block in blocks:
        retold(block, seen, description=lambda nodes: nodes)
    return texts


def descriptions_of(blocks: Iterable[Any]) -> list[Nodes]:
    """The descriptions of drawings, which are printed after all sections."""
    return [block.description for block in flat(blocks) if isinstance(block, (Drawing, NumberedDrawing))]


def pictures_in(blocks: Iterable[Any]) -> Iterator[Drawing | Image]:
    """The drawings among the blocks, and the pictures in the cells of tables."""
    for block in flat(blocks):
        if isinstance(block, Drawing):
            yield block
        elif isinstance(block, Table):
            yield from (node for node in nodes_of([block]) if isinstance(node, Image))


def images_in(nodes: Iterable[Node]) -> tuple[Image, ...]:
    """The pictures of a cell."""
    return tuple(node for node in walk(nodes) if isinstance(node, Image))


def figures_of(blocks: Iterable[Any]) -> Iterator[NumberedChart | NumberedDrawing]:
    """The figures among the blocks, those inside callouts too."""
    return (block for block in flat(blocks) if isinstance(block, (NumberedChart, NumberedDrawing)))


def nodes_of(blocks: Iterable[Any]) -> Iterator[Node]:
    """Every node of the blocks, those of descriptions last."""
    blocks = tuple(blocks)
    for nodes in (*texts_of(blocks), *descriptions_of(blocks)):
        yield from walk(nodes)


def with_blocks(sections: Iterable[CitedSection], change: Callable[[Any], Any]) -> tuple[CitedSection, ...]:
    """The sections with each of their blocks changed; of a callout the blocks inside."""

    def changed(block: Any) -> Any:
        return replace(block, blocks=tuple(map(changed, block.blocks))) if isinstance(block, Callout) else change(block)

    return tuple(replace(section, blocks=tuple(map(changed, section.blocks))) for section in sections)


def with_texts(
    sections: Iterable[CitedSection], change: Change, description: Change | None = None
) -> tuple[CitedSection, ...]:
    """The sections with each of their texts changed, as `retold` does it."""
    told = partial(retold, change=change, description=description)
    return tuple(replace(section, blocks=tuple(map(told, section.blocks))) for section in sections)


def keys_cited(sections: Iterable[Section], charts: Iterable[Chart]) -> Iterator[str]:
    """The keys of all works that a text and the data figures in it cite."""
    works = {chart.id: chart.citekeys for chart in charts}
    for section in sections:
        citations = (node for node in nodes_of(section.blocks) if isinstance(node, Citation))
        yield from (key for citation in citations for key, _ in citation.works)
        yield from (key for block in flat(section.blocks) if isinstance(block, ChartCall) for key in works[block.id])


def joined_passages(blocks: Iterable[Any], goes_on: Callable[[Any, Any], bool] = lambda above, below: True) -> list[Any]:
    """The blocks, passages that follow one another as one where the lower goes on with the upper."""
    joined: list[Any] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if isinstance(block, Passage) and isinstance(above, Passage) and goes_on(above, block):
            joined[-1] = replace(above, nodes=above.nodes + block.nodes)
        else:
            joined.append(block)
    return joined


def retold(block: Any, change: Change, head: Change | None = None, description: Change | None = None) -> Any:
    """The block with each of its texts changed in reading order.

    `head` changes the head cells of a table, `description` the description of a drawing, where another change does that.
    """
    match block:
        case Passage():
            return replace(block, nodes=change(block.nodes))
        case Table():
            caption, (first, *rows) = change(block.caption), block.rows
            told = tuple(replace(cell, inside=(head or change)(cell.inside)) for cell in first)
            below = tuple(tuple(replace(cell, inside=change(cell.inside)) for cell in row) for row in rows)
            return replace(block, caption=caption, rows=(told, *below))
        case Callout():
            title = change(block.title)
            inner = tuple(retold(inside, change, head, description) for inside in block.blocks)
            return replace(block, title=title, blocks=inner)
        case Drawing() | NumberedDrawing():
            caption = change(block.caption)
            return replace(block, caption=caption, description=(description or change)(block.description))
        case NumberedChart():
            title, how_to_read = change(block.title), change(block.how_to_read)
            return replace(block, title=title, how_to_read=how_to_read, caption=change(block.caption))
    return block
