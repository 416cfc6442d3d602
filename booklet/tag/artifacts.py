"""Before painting: what on a page is furniture, and which areas of it are links.

Furniture (running heads, folios, a table head that repeats, decoration) is painted as an artifact, so that a screen
reader passes over it (ISO 14289-1, 7.8 and 7.1).
"""
from collections.abc import Iterator
from typing import Any

from booklet.tag.engine import boxes, children, descendants, root_box


def find_furniture(box: Any, heads_seen: set[int]) -> Iterator[tuple[Any, str]]:
    """Each box inside a page's that is no content, with its kind of artifact: Pagination or Layout.

    `heads_seen` are those of tables that began on the pages before, and those of this one are added.
    """
    if kind := _artifact_kind(box, heads_seen):
        yield from ((inner, kind) for inner in descendants(box))
        return
    for child in children(box):
        yield from find_furniture(child, heads_seen)


def _artifact_kind(box: Any, heads_seen: set[int]) -> str:
    if isinstance(box, boxes.MarginBox):
        return "Pagination"
    if is_decoration(box.element) or box.is_leader:
        return "Layout"
    if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
        if id(box.element) in heads_seen:
            return "Pagination"  # the head repeats on the next page; it has been read once
        heads_seen.add(id(box.element))
    return ""


def is_decoration(element: Any) -> bool:
    """Whether the author of the template said that this carries no meaning."""
    if element is None:
        return False
    hidden = element.get("aria-hidden") == "true" or element.get("role") in ("presentation", "none")
    return hidden or (element.tag == "img" and element.get("alt") == "")


def one_link_a_line(pages: Any) -> None:
    """Keep one clickable area for each line of each <a>.

    WeasyPrint makes one for every box inside it, which overlap and are announced again and again. An <a> without
    words (a page number that was left out) gets none.
    """
    for page in pages:
        outermost: dict[Any, Any] = {}
        _find_links(root_box(page), None, outermost)
        areas: dict[Any, tuple[Any, ...]] = {}
        for kind, target, rectangle, box in page.links:
            link = outermost.get(box) or box
            if link in areas:
                rectangle = _around(areas[link][2], rectangle)
            areas[link] = (kind, target, rectangle, link)
        page.links[:] = [area for area in areas.values() if area[2][2] - area[2][0] > 0.5]


def _find_links(box: Any, link: Any, outermost: dict[Any, Any]) -> None:
    is_link = box.element_tag == "a" and not isinstance(box, (boxes.LineBox, boxes.TextBox))
    if link is None and is_link and box.element is not None and box.element.get("href"):
        link = box
    outermost[box] = link
    for child in children(box):
        _find_links(child, link, outermost)


def _around(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
