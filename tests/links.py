"""What a PDF says of its links and pictures, read from its objects."""
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from booklet.check.pdf.document import Proof
from booklet.check.pdf.navigation import annotations, destinations


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link: the page index it is on, where it leads (an address, or the index of a page), and what is said of it."""

    page: int
    target: str | int
    description: str


def links_of(proof: Proof) -> Iterator[LinkArea]:
    """Every link, page by page."""
    known = destinations(proof.pdf, proof.page_index)
    for index, annotation in annotations(proof.pdf, "/Link"):
        action = annotation.get("/A", pikepdf.Dictionary())
        name = annotation.get("/Dest", action.get("/D"))
        target = str(action.get("/URI", "")) if name is None else known[str(name).removeprefix("/")]
        yield LinkArea(index, target, str(annotation.get("/Contents", "")))


def alternatives_of(proof: Proof) -> list[str]:
    """The alternative text of every element that has one, in the order of the file."""
    things = (thing for thing in proof.pdf.objects if isinstance(thing, pikepdf.Dictionary))
    return [str(thing.Alt) for thing in things if "/Alt" in thing]
