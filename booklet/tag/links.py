"""Links: what is said of each, for a reader who hears it out of its sentence. Never an address, never an internal name.

Some screen readers say this description in place of the link's own words, so it holds these words too.
"""
from typing import Any

import pydyf

from booklet.tag.node import Annotation, Node

GO_TO_PAGE = "Go to page {folio}"


def describe_links(links: list[tuple[Node, Annotation]], pages: list[Any]) -> None:
    """Give each link its description: its title; or the page it leads to and its words; or its words."""
    folios: dict[str, int] = {}
    for folio, page in enumerate(pages, 1):
        for anchor in page.anchors:
            folios.setdefault(anchor, folio)
    for node, area in links:
        description = _description(node.element, folios)
        area.annotation["Contents"] = pydyf.String(description)
        area.annotation["Rect"] = pydyf.Array(round(corner, 2) for corner in area.annotation["Rect"])


def _description(element: Any, folios: dict[str, int]) -> str:
    words = element.get("title") or " ".join("".join(element.itertext()).split())
    target = element.get("href", "")
    if element.get("title") or not target.startswith("#") or target[1:] not in folios:
        return words
    way = GO_TO_PAGE.format(folio=folios[target[1:]])
    return f"{way}, {words}" if words else way
