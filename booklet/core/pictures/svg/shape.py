"""An element of a cleaned drawing."""
from collections.abc import Iterator
from dataclasses import dataclass, field


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


def everything(shape: Shape) -> Iterator[Shape]:
    """The shape and all that is in it, in the order of the file."""
    yield shape
    for child in shape.children:
        yield from everything(child)
