"""Pointers: what a cross-reference can name, and whether it stands in brackets."""
from dataclasses import replace

from booklet.core.problems import Place
from booklet.model.manuscript import ChartCall, Drawing, Manuscript, flat
from booklet.model.tree import Element, Node, Nodes, Pointer, Words, mapped


def targets_of(manuscript: Manuscript) -> dict[str, Pointer]:
    """Everything that `[](#target)` can name, with the words it prints by itself."""
    targets = {s.id: Pointer(f"section-{s.id}", (Words(s.title),)) for s in manuscript.sections}
    targets |= {name.lower(): Pointer(name.lower(), (Words(name),)) for name in ("Glossary", "References")}
    number = 0
    for block in (block for section in manuscript.sections for block in flat(section.blocks)):
        if isinstance(block, (Drawing, ChartCall)):
            number += 1
            targets.setdefault(block.id, Pointer(f"figure-{number}", (Words(f"Figure {number}"),)))
    return targets


def twins_of(manuscript: Manuscript) -> dict[str, tuple[Place, Place]]:
    """Each name of a section or figure that another has too, with the places of both. A figure shown twice is no twin."""
    named: dict[str, tuple[str, Place]] = {section.id: ("section", section.place) for section in manuscript.sections}
    twins: dict[str, tuple[Place, Place]] = {}
    for block in (block for section in manuscript.sections for block in flat(section.blocks)):
        if isinstance(block, (Drawing, ChartCall)):
            kind = block.file if isinstance(block, Drawing) else "chart"
            known, place = named.setdefault(block.id, (kind, block.place))
            if known != kind:
                twins.setdefault(block.id, (place, block.place))
    return twins


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
