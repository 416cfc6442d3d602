"""An element of a cleaned drawing."""
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from booklet.core.pictures.svg.values import target

LONGEST_CHAIN = 5  # of shapes that refer to others
# What is drawn only where something refers to it.
DEFINED = ("defs", "symbol", "marker", "clipPath", "mask", "pattern", "linearGradient", "radialGradient")


@dataclass(slots=True, eq=False)
class Shape:
    """An element of a cleaned drawing. All that is in it may be written into a page as it stands."""

    tag: str
    line: int
    attributes: dict[str, str]
    id: str = ""
    words: str = ""  # before its first child
    tail: str = ""  # after it
    children: list["Shape"] = field(default_factory=list)


def everything(shape: Shape, ends_at: Callable[[Shape], bool] = lambda shape: False) -> Iterator[Shape]:
    """The shape and all that is in it, in the order of the file; without those inside at which it ends."""
    yield shape
    for child in shape.children:
        if not ends_at(child):
            yield from everything(child, ends_at)


def taken_from(shape: Shape | None, shapes: Mapping[str, Shape]) -> Iterator[Shape]:
    """A shape, and each that it takes from what it does not say itself: a gradient may have the shades of another."""
    for _ in range(LONGEST_CHAIN):
        if shape is None:
            return
        yield shape
        shape = shapes.get(target("href", shape.attributes.get("href", "")))


def by_id(root: Shape) -> dict[str, Shape]:
    return {shape.id: shape for shape in everything(root) if shape.id}
