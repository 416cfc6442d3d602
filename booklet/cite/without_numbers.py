"""Without numbers: the same text without its reference numbers, for services that forbid references in leaflets.

A number that leads nowhere on the paper would only distract. The claims themselves stay word for word, and the edition
says where the full booklet is, in which each of them leads to its source.
"""
from dataclasses import replace

from booklet.model.cited import CitedManuscript, CitedSection, retold
from booklet.model.tree import Holder, Marks, Node, Nodes, Words


def without_marks(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript without a number that leads to a reference, and without references."""
    return replace(cited, sections=tuple(_section(section) for section in cited.sections), references=())


def _section(section: CitedSection) -> CitedSection:
    return replace(section, blocks=tuple(retold(block, _bare) for block in section.blocks))


def _bare(nodes: Nodes) -> Nodes:
    """The tree without citations, each with the space before it."""
    kept: list[Node] = []
    for node in nodes:
        if not isinstance(node, Marks):
            kept.append(replace(node, inside=_bare(node.inside)) if isinstance(node, Holder) else node)
        elif kept and isinstance(kept[-1], Words):
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
