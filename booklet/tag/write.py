"""The tag tree as PDF objects: structure elements, and the tree that leads back to them from what is painted."""
from typing import Any

import pydyf

from booklet.tag.node import Annotation, Content, Node

_OWNERS = {  # all other attributes belong to /Table
    "BBox": "/Layout", "TextDecorationType": "/Layout", "ListNumbering": "/List", "Role": "/PrintField",
    "checked": "/PrintField",
}  # fmt: skip


class TreeWriter:
    """Writes one tag tree into one pydyf PDF."""

    def __init__(self, pdf: pydyf.PDF, page_count: int):
        self.pdf = pdf
        self.pages = list(pdf.page_references)  # a property that counts all pages each time it is asked
        self.owners: list[dict[int, bytes]] = [{} for _ in range(page_count)]
        self.group_owners: dict[pydyf.Stream, dict[int, bytes]] = {}
        self.references: dict[Node, bytes] = {}

    def write(self, root: Node, links: list[tuple[Node, Annotation]]) -> None:
        """Add the tree, its parent tree, and the catalogue entries that announce them."""
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(tree)
        tree["K"] = pydyf.Array([self._element(root, tree.reference)])
        numbers = pydyf.Array()
        for index, owners in enumerate(self.owners):
            numbers.extend([index, _by_number(owners)])
        for number, (node, area) in enumerate(links, len(self.owners)):
            area.annotation["StructParent"] = number
            numbers.extend([number, self.references[node]])
        for number, (group, owners) in enumerate(self.group_owners.items(), len(self.owners) + len(links)):
            group.extra["StructParents"] = number
            numbers.extend([number, _by_number(owners)])
        parents = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        tree["ParentTree"] = parents.reference
        tree["ParentTreeNextKey"] = len(self.owners) + len(links) + len(self.group_owners)
        self.pdf.catalog["StructTreeRoot"] = tree.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _element(self, node: Node, parent: bytes) -> bytes:
        written = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.tag}", "P": parent, **node.entries})
        self.pdf.add_object(written)
        self.references[node] = written.reference
        if node.attributes:
            written["A"] = _attributes(node.attributes)
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            written["Pg"] = self.pages[page]
        written["K"] = pydyf.Array(self._kid(kid, written.reference, page) for kid in node.kids)
        return bytes(written.reference)

    def _kid(self, kid: Node | Content | Annotation, owner: bytes, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, owner)
        if isinstance(kid, Annotation):
            entries = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": self.pages[kid.page]}
            return pydyf.Dictionary(entries)
        if kid.group is not None:
            self.group_owners.setdefault(kid.group, {})[kid.mcid] = owner
            place = {"Pg": self.pages[kid.page], "Stm": kid.group.reference}
            return pydyf.Dictionary({"Type": "/MCR", **place, "MCID": kid.mcid})
        self.owners[kid.page][kid.mcid] = owner
        if kid.page == page:
            return kid.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.mcid})


def _by_number(owners: dict[int, bytes]) -> pydyf.Array:
    return pydyf.Array(owners.get(mcid, "null") for mcid in range(max(owners, default=-1) + 1))


def _attributes(attributes: dict[str, Any]) -> Any:
    by_owner: dict[str, dict[str, Any]] = {}
    for name, value in attributes.items():
        by_owner.setdefault(_OWNERS.get(name, "/Table"), {})[name] = value
    written = [pydyf.Dictionary({"O": owner, **values}) for owner, values in by_owner.items()]
    return written[0] if len(written) == 1 else pydyf.Array(written)
