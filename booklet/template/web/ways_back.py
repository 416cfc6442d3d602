"""Places: in which section each anchor of the page is, so that a list can say where it leads back to."""
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from booklet.model.cited import CitedManuscript, descriptions_of, texts_of
from booklet.model.tree import Marks, TermUse, walk



@dataclass(frozen=True, slots=True)
class WayBack:
    """The links back into one section: `label` is its number, or the name of a part that has none."""

    label: str
    anchors: tuple[str, ...]


def places_of(cited: CitedManuscript, told_in_words: str) -> dict[str, str]:
    """For each anchor in a text, the number of its section, or what the part with pictures in words is called."""
    parts = [(str(section.number), texts_of(section.blocks)) for section in cited.sections]
    parts += [(told_in_words, descriptions_of(section.blocks)) for section in cited.sections]
    nodes = ((label, node) for label, texts in parts for nodes in texts for node in walk(nodes))
    return {node.anchor: label for label, node in nodes if isinstance(node, Marks | TermUse)}


def each_place(anchors: Iterable[str], places: dict[str, str]) -> tuple[WayBack, ...]:
    """All anchors, those of one section together, in reading order."""
    there = [anchor for anchor in anchors if anchor in places]
    return tuple(WayBack(label, tuple(group)) for label, group in groupby(there, key=places.__getitem__))


def each_section(anchors: Iterable[str], places: dict[str, str]) -> tuple[WayBack, ...]:
    """The first anchor in each section."""
    return tuple(WayBack(way.label, way.anchors[:1]) for way in each_place(anchors, places))
