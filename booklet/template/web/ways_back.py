"""Places: in which section each anchor of the page is, so that a list can say where it leads back to."""
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace

_ID = re.compile(r' id="(?P<id>(?:cite|use)-[^"]+)"')  # id="cite-12", id="use-trial-3"


@dataclass(frozen=True, slots=True)
class WayBack:
    """The links back into one section: `label` is its number, or the name of a part that has none."""

    label: str
    anchors: tuple[str, ...]


def places_of(
    sections: Sequence[SimpleNamespace], described: Sequence[SimpleNamespace], told_in_words: str
) -> dict[str, str]:
    """For each anchor of the finished html, the number of its section, or what the part with pictures in words is called."""
    parts = [(str(section.number), section.html) for section in sections]
    parts += [(told_in_words, figure.html) for figure in described]
    return {found["id"]: label for label, html in parts for found in _ID.finditer(html)}


def each_place(anchors: Iterable[str], places: dict[str, str]) -> tuple[WayBack, ...]:
    """All anchors, those of one section together, in reading order."""
    there = [anchor for anchor in anchors if anchor in places]
    return tuple(WayBack(label, tuple(group)) for label, group in groupby(there, key=places.__getitem__))


def each_section(anchors: Iterable[str], places: dict[str, str]) -> tuple[WayBack, ...]:
    """The first anchor in each section."""
    return tuple(WayBack(way.label, way.anchors[:1]) for way in each_place(anchors, places))
