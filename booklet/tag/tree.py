"""From boxes to the tag tree: one structure element for each HTML element, in the order of the text.

Types are those of PDF 1.7 (ISO 32000-1, 14.8.4). An element whose fragments lie on several lines, columns or pages is
one element here; what lies between them in the file does not matter to a reader. `data-tag` names a type outright.

A caption stands beside its figure in one group, not inside it: screen readers stop at a figure's alternative text and
would never come to a caption below it (Tagged PDF Best Practice Guide, PDF Association 2019, on Figure and Caption).
"""
from typing import Any

import pydyf

from booklet.core.letters.direction import runs_to_left
from booklet.core.own_table import own_table
from booklet.core.printed.words import printed_words
from booklet.tag.engine import boxes, children, is_place, root_box
from booklet.model.slot import Slot
from booklet.tag.node import Annotation, Content, Node

_SVG = "{http://www.w3.org/2000/svg}"
TYPES = {element: type_ for type_, elements in own_table(__file__).items() for element in elements.split()}

_INLINE = ("Link", "Reference", "Span", "Quote", "Note")


class TreeBuilder:
    """Walks the boxes of all pages in order and grows the tree."""

    def __init__(self, language: str, furniture: dict[Any, str], gaps: set[Any], is_plate: bool = False):
        self.root = Node("Document")
        self.language = language.lower()
        self.furniture, self.gaps, self.is_plate = furniture, gaps, is_plate
        self.by_element: dict[tuple[Any, str], Node] = {}
        self.links: list[tuple[Node, Annotation]] = []
        self.slots: list[Slot] = []
        self.index = -1  # of the page

    def read_page(self, page: Any, painted: dict[Any, dict[str, Any]]) -> None:
        """Add what was painted on the next page: `painted` gives the marked-content id of each box."""
        self.index, self.painted, self.page_height = self.index + 1, painted, page.height
        self.places = {box.element: self._content(box) for box in painted if is_place(box)}  # it is a copy that is painted
        self.free_mcid = 1 + max((each["mcid"] for each in painted.values()), default=-1)
        self._read(root_box(page), self.root)

    def _read(self, box: Any, node: Node) -> None:
        if box in self.furniture:
            return
        node = self._enter(box, node)
        if box.link_annotation is not None:
            self._link(box, node)
        if isinstance(box, boxes.ReplacedBox) and box in self.painted:
            self._picture(box, node)
        elif is_place(box) and box.element in self.places:
            node.kids.append(self.places[box.element])
        for child in children(box):
            if not isinstance(child, boxes.TextBox):
                self._read(child, node)
            elif self.is_plate and child.element.get("data-field"):
                self._slot(child, node)
            elif child in self.painted and child not in self.furniture:
                (self._said(child, node) if runs_to_left(child.text) else node).kids.append(self._content(child))

    def _enter(self, box: Any, node: Node) -> Node:
        """The node that a box's content belongs to."""
        if box.element is None or box.element_tag is None or isinstance(box, (boxes.LineBox, boxes.TextBox)):
            return node
        tag, _, pseudo = box.element_tag.partition("::")
        if pseudo == "footnote-call":
            return self._note(box.element, node)
        if pseudo == "footnote-marker":
            return self._part(self.by_element.get((box.element, ""), node), "Lbl", box.element, first=True)
        if pseudo == "marker" or (pseudo == "before" and tag == "li"):
            item = self._element(box.element, "li", node)
            return self._part(item, "Lbl", box.element, first=True)
        if pseudo:
            return self._inside(self.by_element.get((box.element, ""), node), box.element)
        return self._inside(self._element(box.element, tag, node), box.element)

    def _note(self, element: Any, node: Node) -> Node:
        """The call of a footnote, with the note itself right behind it: it is read where it belongs."""
        call = node.add("Reference")
        note = self.by_element[element, ""] = node.add("Note", element)
        note.entries["ID"] = pydyf.String(f"note{len(self.by_element)}")  # ISO 14289-1, 7.9: unique
        return call

    def _inside(self, node: Node, element: Any) -> Node:
        """Where the content of an element goes: for an item of a list, into its body."""
        if node.tag == "LI" and node.element is element and element.tag == "li":
            return self._part(node, "LBody", element)
        return node

    def _part(self, item: Node, tag: str, element: Any, first: bool = False) -> Node:
        key = (element, tag)
        if key not in self.by_element:
            self.by_element[key] = item.add(tag, first=first)
        return self.by_element[key]

    def _element(self, element: Any, tag: str, node: Node) -> Node:
        if (element, "") in self.by_element:
            return self.by_element[element, ""]
        kind = self._type(element, tag, node)
        if not kind:
            return node
        if kind in ("Lbl", "LBody") and node.tag == "L":
            node = node.nodes[-1] if kind == "LBody" and node.nodes else node.add("LI")  # a dd goes on with its dt
        if kind == "Link" and node.tag == "TOCI":
            node = node.add("Reference")  # ISO 32000-1, table 333: a line of the contents refers
        is_label = kind == "Lbl" and node.tag == "LBody"  # the number of an item stands beside its body
        owner = node.parent if is_label and node.parent else node
        made = self.by_element[element, ""] = owner.add(kind, element, first=is_label)
        language = element.get("lang")
        if language and language.lower() != self._language_of(made.parent):
            made.entries["Lang"] = pydyf.String(language)
        if tag == "abbr" and element.get("title"):
            made.entries["E"] = pydyf.String(element.get("title"))
        if tag == "del":  # a voice strikes nothing: a dose that does not hold would be read as one that does
            say = printed_words(self.language)
            made.entries["Alt"] = pydyf.String(say("text.struck", words=" ".join("".join(element.itertext()).split())))
            made.attributes["TextDecorationType"] = "/LineThrough"
        if kind == "Form":
            made.entries["Alt"] = pydyf.String(element.get("aria-label"))
            look = element.get("class", "")
            made.attributes["Role"] = "/cb" if "tick" in look else "/tv"
            made.attributes |= {"checked": "/on"} if "done" in look else {}
        return made

    def _language_of(self, node: Node | None) -> str:
        """The language that a node is in: its own, or that of the nearest node around it."""
        while node is not None and "Lang" not in node.entries:
            node = node.parent
        return str(node.entries["Lang"].string).lower() if node is not None else self.language

    def _type(self, element: Any, tag: str, node: Node) -> str:
        if element.get("data-tag") or tag in ("html", "body"):
            is_filled = self.is_plate and element.find("span[@data-field]") is not None  # a copy says something there
            return element.get("data-tag", "") if not is_filled else ""
        if tag in ("dt", "dd"):
            return "Lbl" if tag == "dt" else "LBody"
        if tag == "div" and node.tag == "L":
            return "LI"
        if tag == "li" and node.tag == "TOC":
            return "TOCI"
        if tag not in TYPES and (element.get("lang") or tag == "del" or (tag == "abbr" and element.get("title"))):
            return "Span"
        return TYPES.get(tag, "")

    def _link(self, box: Any, node: Node) -> None:
        link = node.ancestor("Link")
        if link is None:
            raise ValueError(f"a clickable area without an <a>: {box}")
        area = Annotation(self.index, box.link_annotation)
        link.kids.append(area)
        self.links.append((link, area))

    def _said(self, box: Any, node: Node) -> Node:
        """The part of a node that says what is written in a box with letters that run to the left.

        They are painted from left to right, so that a program that goes by what is painted can turn them round. One that
        goes by the tags would hear them backwards (ISO 32000-1, 14.9.4).
        """
        last = node.kids[-1] if node.kids else None
        if not (isinstance(last, Node) and "ActualText" in last.entries):
            last = node.add("Span")
            last.entries["ActualText"] = pydyf.String()
        last.entries["ActualText"].string += box.text + " " * (box in self.gaps)
        return last

    def _slot(self, box: Any, node: Node) -> None:
        """Where a copy for one person says something: a mark of its own, which nothing paints yet."""
        part, mcid = node.add("Span"), self.free_mcid
        part.kids.append(Content(self.index, mcid))
        self.slots.append(_slot_of(box, self.index, self.page_height, mcid))
        self.free_mcid += 1

    def _content(self, box: Any) -> Content:
        return Content(self.index, self.painted[box]["mcid"], self.painted[box].get("group"))

    def _picture(self, box: Any, node: Node) -> None:
        figure = node.ancestor("Figure")
        (figure or node).kids.append(self._content(box))
        if figure is None:
            return
        x, y = box.content_box_x(), box.content_box_y()
        corners = (x, self.page_height - y - box.height, x + box.width, self.page_height - y)
        figure.attributes.setdefault("BBox", pydyf.Array(round(corner * 0.75, 3) for corner in corners))
        title = box.element.find(f"{_SVG}title")
        alternative = title.text if title is not None else box.element.get("alt")
        if alternative:
            figure.entries.setdefault("Alt", pydyf.String(alternative))


def _slot_of(box: Any, page: int, page_height: float, mcid: int) -> Slot:
    """The slot of a box of text that is laid out and not painted. A pixel of CSS is 0.75 points."""
    style, element = box.style, box.element
    runs_to_left = style["direction"] == "rtl"
    x = box.position_x + (box.width if runs_to_left else 0)
    return Slot(
        element.get("data-field"), int(element.get("data-line")), element.get("data-closing", ""), page, mcid, x * 0.75,
        (page_height - box.position_y - box.baseline) * 0.75, box.width * 0.75, style["font_size"] * 0.75,
        int(style["font_weight"]), tuple(style["color"].to("srgb").coordinates), runs_to_left, style["lang"] or "",
    )  # fmt: skip


def prune(root: Node) -> None:
    """Take out elements without content, except cells: an empty cell still holds its column's place.

    A <div> is there for the look. One with words of its own is a paragraph to the ear, any other is taken away.
    """
    kids: list[Any] = []
    for kid in root.kids:
        if isinstance(kid, Node):
            prune(kid)
            if not kid.kids and kid.tag not in ("TD", "TH"):
                continue
            if kid.tag == "Div" and kid.element.tag in ("div", "header") and not kid.entries:
                if not all(isinstance(below, Node) and below.tag not in _INLINE for below in kid.kids):
                    kid.tag = "P"
                elif root.tag not in ("L", "Table", "TR"):
                    for below in kid.nodes:
                        below.parent = root
                    kids += kid.kids
                    continue
        kids.append(kid)
    root.kids = kids


def number_lists(root: Node) -> None:
    """Say of each list how its items are labelled (ISO 32000-1, 14.8.5.5)."""
    for node in root.walk():
        if node.tag == "L":
            labelled = any(part.tag == "Lbl" for item in node.nodes for part in item.nodes)
            ordered = node.element is not None and node.element.tag == "ol"
            node.attributes["ListNumbering"] = _numbering(node.element) if labelled and ordered else "/None"


def _numbering(list_: Any) -> str:
    """How its items count: as the label of the first one does, a), (ii) or A., or in digits."""
    label = next((item.get("data-label", "") for item in list_), "").strip("().")
    kind = "Roman" if label[:1].lower() == "i" else "Alpha"
    return "/Decimal" if not label else f"/{'Upper' if label.isupper() else 'Lower'}{kind}"
