"""Overflow: what runs over onto one page more, told in lines. Read from the laid-out pages."""
from collections.abc import Iterator, Mapping
from typing import Any

from booklet.model.document import LaidOut
from booklet.paginate.engine import root_box


def least_overmatter(laid_out: LaidOut, names: Mapping[str, str]) -> tuple[str, int] | None:
    """Of the parts that begin a page and take more than one: the one with the fewest lines on its last page.

    `names` says what each part is called, by its anchor. None where every part has one page.
    """
    pages_of: dict[str, int] = {}
    lines_of: dict[str, int] = {}
    for page in laid_out.pages.pages:
        for part in _parts(root_box(page), names):
            pages_of[part.element.get("id")] = pages_of.get(part.element.get("id"), 0) + 1
            lines_of[part.element.get("id")] = len(set(_baselines(part)))
    over = [(lines_of[anchor], names[anchor]) for anchor, pages in pages_of.items() if pages > 1]
    lines, name = min(over, default=(0, ""))
    return (name, lines) if name else None


def _parts(box: Any, names: Mapping[str, str]) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.element_tag == "section" and child.element is not None and child.element.get("id") in names:
            yield child
        else:
            yield from _parts(child, names)


def _baselines(box: Any) -> Iterator[int]:
    """Where the lines of type of a box stand, in whole points: those side by side in a table count once."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield round(child.position_y * 0.75)
        yield from _baselines(child)
