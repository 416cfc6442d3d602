"""One structure element of the tag tree, before it is written."""
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Content:
    """A painted piece of a page: the page's index, and its marked-content id there.

    `group` is the stream that holds it, where that is not the page's own: what is faded is painted by itself first.
    """

    page: int
    mcid: int
    group: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A link's clickable area: the page's index, and the annotation itself."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Node:
    """A structure element: its type, the HTML element behind it, and its kids in reading order."""

    tag: str
    element: Any = None
    parent: "Node | None" = None
    kids: list["Node | Content | Annotation"] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)  # Scope, Headers, BBox, ListNumbering ...
    entries: dict[str, Any] = field(default_factory=dict)  # Alt, Lang, E, ID ...

    def add(self, tag: str, element: Any = None, first: bool = False) -> "Node":
        """A new last (or first) kid."""
        node = Node(tag, element, self)
        self.kids.insert(0 if first else len(self.kids), node)
        return node

    @property
    def nodes(self) -> list["Node"]:
        """The kids that are structure elements."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()

    def ancestor(self, tag: str) -> "Node | None":
        """The nearest node of this type: itself or above."""
        node: Node | None = self
        while node is not None and node.tag != tag:
            node = node.parent
        return node
