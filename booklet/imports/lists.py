"""Lists: items one after the other, each with its depth, become lists in one another."""
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.imports.brought import element


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: what is in it, how deep it lies from 0, its number (None for a bullet), and of which list it is."""

    inside: tuple[Element, ...]
    depth: int
    number: int | None
    list_id: str = ""


def nested(entries: Iterable[Entry]) -> list[Element]:
    """The lists that these items make. A list with other numbers, or of another kind, is a list of its own."""
    made: list[Element] = []
    open_: list[tuple[int, Element, Entry]] = []  # depth, list and last item of each list around
    for entry in entries:
        while open_ and (open_[-1][0] > entry.depth or open_[-1][0] == entry.depth and not _goes_on(open_[-1][2], entry)):
            open_.pop()
        if open_ and open_[-1][0] == entry.depth:
            list_ = open_.pop()[1]
        else:
            list_ = element("ul") if entry.number is None else element("ol", start=str(entry.number))
            if open_:
                open_[-1][1][-1].append(list_)
            else:
                made.append(list_)
        list_.append(element("li", *entry.inside))
        open_.append((entry.depth, list_, entry))
    return made


def _goes_on(above: Entry, below: Entry) -> bool:
    if above.number is None or below.number is None:
        return above.number is below.number and above.list_id == below.list_id
    return above.list_id == below.list_id and below.number == above.number + 1
