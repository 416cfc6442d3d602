"""The tag tree of a PDF, read without trust: it may run in circles, be ten thousand deep, or lead to lost pages."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

Id = tuple[int, int]  # number and generation of a PDF object
_FREE = -1  # a slot among the kids of an element, for one that is still to be read
# ISO 32000-1, 14.8.4: the standard structure types; a role map leads to one of them.
STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP "
    "Warichu WT WP Figure Formula Form".split()
)
INLINE = ("Link", "Span", "Reference", "Quote", "Code", "Lbl", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: the index of its page (-1: a page that is gone) and its number there.

    `stream` names the drawing that it stands in, where that is not the page itself.
    """

    page: int
    mcid: int
    stream: Id | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A structure element. `kids` holds the numbers of elements and the marks that belong to it, in reading order."""

    thing: pikepdf.Object
    tag: str  # a standard type wherever the role map leads to one
    parent: int  # the number of the element it belongs to, -1 for none
    depth: int  # 0 for the document
    kids: list[int | Mark]
    areas: list[Id]  # the annotations that it holds; (0, 0) for one that has no number of its own

    def words(self, key: str) -> str | None:
        """What an entry such as /Alt says, or None where there is none."""
        value = self.thing.get(key)
        return str(value) if isinstance(value, (pikepdf.String, str)) else None

    def attribute(self, key: str) -> object:
        """An attribute such as /BBox, whatever owner it has; None where there is none."""
        for attributes in as_list(self.thing.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary) and key in attributes:
                return attributes.get(key)
        return None


def as_list(kids: object) -> list[Any]:
    """One kid or several, as PDF has it, as a list."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def read_tree(pdf: pikepdf.Pdf, page_index: Mapping[Id, int]) -> list[Branch]:
    """Every structure element in reading order, one that is met twice only once; empty for a file without tags."""
    root = pdf.Root.get("/StructTreeRoot")
    branches: list[Branch] = []
    if not isinstance(root, pikepdf.Dictionary):
        return branches
    roles = _roles(root)
    seen: set[Id] = {root.objgen}
    none: pikepdf.Object | None = None  # the page of what names none
    waiting = [(kid, -1, 0, none) for kid in reversed(as_list(root.get("/K")))]
    while waiting:
        thing, parent, slot, page = waiting.pop()
        if not isinstance(thing, pikepdf.Dictionary) or "/S" not in thing or thing.objgen in seen:
            continue
        if thing.is_indirect:
            seen.add(thing.objgen)
        depth = branches[parent].depth + 1 if parent >= 0 else 0
        branch = Branch(thing, roles.get(str(thing.S)[1:], str(thing.S)[1:]), parent, depth, [], [])
        if parent >= 0:
            branches[parent].kids[slot] = len(branches)
        branches.append(branch)
        page = thing.get("/Pg", page)
        waiting += reversed(list(_kids(branch, len(branches) - 1, page, page_index)))
    for branch in branches:
        branch.kids[:] = [kid for kid in branch.kids if kid != _FREE]
    return branches


def _kids(
    branch: Branch, number: int, page: pikepdf.Object | None, page_index: Mapping[Id, int]
) -> Iterator[tuple[pikepdf.Object, int, int, pikepdf.Object | None]]:
    """The elements below one, still to be read. Its marks and areas are noted at once, with a free slot for each."""
    for kid in as_list(branch.thing.get("/K")):
        if isinstance(kid, int):
            branch.kids.append(Mark(index_of(page, page_index), kid))
        elif not isinstance(kid, pikepdf.Dictionary):
            continue
        elif kid.get("/Type") == "/OBJR":
            target = kid.get("/Obj")
            branch.areas.append(target.objgen if isinstance(target, pikepdf.Object) else (0, 0))
        elif "/MCID" in kid:
            stream = kid.get("/Stm")
            inside = stream.objgen if stream is not None else None
            branch.kids.append(Mark(index_of(kid.get("/Pg", page), page_index), int(kid.MCID), inside))
        else:
            branch.kids.append(_FREE)
            yield kid, number, len(branch.kids) - 1, page


def index_of(page: object, page_index: Mapping[Id, int]) -> int:
    """The index of what a thing in a PDF names as its page, -1 for one that is gone."""
    return page_index.get(page.objgen, -1) if isinstance(page, pikepdf.Object) else -1


def _roles(root: pikepdf.Dictionary) -> dict[str, str]:
    """Where each type of the role map leads in the end."""
    role_map = root.get("/RoleMap")
    named = role_map.items() if isinstance(role_map, pikepdf.Dictionary) else ()
    direct = {key[1:]: str(type_)[1:] for key, type_ in named if isinstance(type_, pikepdf.Name)}
    ends = {}
    for name in direct:
        end, steps = name, 0
        while end in direct and end not in STANDARD and steps < len(direct):
            end, steps = direct[end], steps + 1
        ends[name] = end
    return ends


def flat_tree(root: object, key: str) -> dict[object, pikepdf.Object]:
    """A name tree (`key` is /Names) or number tree (/Nums) as a dictionary; a circle in it is walked once."""
    found: dict[object, pikepdf.Object] = {}
    seen: set[Id] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        pairs = as_list(node.get(key))
        for name, value in zip(pairs[0::2], pairs[1::2], strict=False):
            found.setdefault(int(name) if key == "/Nums" else str(name), value)
        waiting += reversed(as_list(node.get("/Kids")))
    return found
