"""An element of a cleaned drawing."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


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


def by_id(root: Shape) -> dict[str, Shape]:
    return {shape.id: shape for shape in everything(root) if shape.id}
