"""Short handouts: what has few sections, or few pages of text, is set without cover, contents and signs of how to use it."""
from dataclasses import replace
from functools import partial

from booklet.model.cited import CitedManuscript, CitedSection, NumberedDrawing, figures_of, texts_of, with_texts
from booklet.model.edition import Edition
from booklet.model.tree import Element, Gap, Node, Nodes, mapped, walk, words_of

FEW_SECTIONS = 3  # fewer make no list of contents
FEW_WORDS, HALF_A_PAGE = 1_000, 125  # about four pages of A4, in all; of one section, which wants no page of its own
_FIGURE, _STEP, _LINE = 150, 60, 10  # words that would take the place of a figure, one of a step, and a line to write on


def is_short(cited: CitedManuscript, edition: Edition) -> bool:
    """Whether what an edition holds is set as a short handout. `cover` in booklet.toml decides, where it says anything."""
    if edition.cover is not None:
        return not edition.cover
    count = len(cited.sections)
    return count < FEW_SECTIONS or sum(map(_length, cited.sections)) < max(FEW_WORDS, HALF_A_PAGE * count)


def _length(section: CitedSection) -> int:
    """How long a section is, in words."""
    texts = texts_of(section.blocks)
    lines = sum(node.lines for nodes in texts for node in walk(nodes) if isinstance(node, Gap))
    words = sum(len(words_of(nodes).split()) for nodes in texts)
    figures = [isinstance(each, NumberedDrawing) and each.is_of_step for each in figures_of(section.blocks)]
    return words + _LINE * lines + _STEP * sum(figures) + _FIGURE * figures.count(False)


def is_titled(cited: CitedManuscript) -> bool:
    """Whether the only section is called as the handout is: its title is said once, above all."""
    titles = [section.section.title.casefold() for section in cited.sections]
    return titles == [cited.manuscript.imprint.title.casefold()]


def with_lifted_headings(cited: CitedManuscript) -> CitedManuscript:
    """The same with each heading one level higher, for a text whose section prints no title of its own."""
    return replace(cited, sections=with_texts(cited.sections, partial(mapped, change=_lifted)))


def _lifted(node: Node) -> Nodes:
    if isinstance(node, Element) and node.tag in ("h3", "h4", "h5", "h6"):
        return (replace(node, tag=f"h{int(node.tag[1]) - 1}"),)
    return (node,)
