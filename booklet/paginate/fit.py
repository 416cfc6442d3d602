"""Fit: what is too large for its page is made to fit it, in the tree of the document, before it is laid out again.

A figure that is taller than the text area is drawn smaller, until its caption and its title stand with it. A table that
is wider than its place has its words broken; one of more columns than anybody could read so becomes a list: for each row
what each column says, and one that is kept whole is parted where too much of the page before it would stay bare. A section
made for one page that takes more runs on. What even so does not fit is told (strays.py).
"""
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from booklet.paginate.engine import box_kinds, root_box
from booklet.paginate.makeup.parts import bare_of
from booklet.paginate.titles import give_room

ROUNDS = 4  # a figure that is smaller may lie on another page, whose text area is another
_SLACK, _AIR = 2.0, 20.0  # px; the latter for margins that a page break has swallowed
_WORTH = 0.6  # of its room: a figure is drawn as much smaller to stand below its heading
_HEADS = ("header", "h2", "h3", "h4")
_ALONE, _RUNS_ON = "section--single-page", "section--runs-on"
_LEAST = 0.1  # of its size: smaller than this nothing can be seen
_WHOLE, _MOST_BARE = "table--short", 1 / 3  # of a page
_MOST_TIGHT, _FEW = 1.3, 3  # a table so much wider than its place, or of so few columns, has its words broken


def fit(pages: Any, root: Element) -> bool:
    """Change the elements of `root`, a text, that do not fit where they were laid out; whether there were any."""
    return any([*_figures(pages, root), *_tables(pages, root), *_parted(pages), *_sections(pages, root), *give_room(pages)])


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a figure stands on one page: its box, the page's, and the blocks around it."""

    page: Any
    box: Any
    around: list[Any]

    @property
    def low(self) -> float:
        """How far down its words and pictures reach."""
        leaves = (box for box in self.box.descendants() if isinstance(box, (box_kinds.TextBox, box_kinds.ReplacedBox)))
        return float(max((box.position_y + box.margin_height() for box in leaves), default=self.box.position_y))


def _figures(pages: Any, root: Element) -> Iterator[bool]:
    """Each figure that is broken in two, or reaches below the text area: true where it could be drawn smaller."""
    pieces: dict[Element, list[_Piece]] = {}
    for page in pages.pages:
        for box, around in _found(root_box(page), "figure", []):
            pieces.setdefault(box.element, []).append(_Piece(root_box(page), box, around))
    places = {element: place for place, element in enumerate(root.iter())}
    shown = [element for element in places if element.tag in _HEADS or (element.text or "").strip()]
    shown_at = [places[element] for element in shown]
    for element, found in pieces.items():
        beyond = max(piece.low - (piece.page.content_box_y() + piece.page.height) for piece in found)
        heads = _leading_up(shown[: bisect_left(shown_at, places[element])])
        is_broken = len(found) > 1 and not _is_of(element, "figure--parts")
        if is_broken or beyond > _SLACK or _are_alone(heads, found[0], pages):
            yield _smaller(found, heads, pages)


def _smaller(pieces: list[_Piece], heads: list[Element], pages: Any) -> bool:
    """Draw the picture of a figure as much smaller as leaves room for what belongs to it, below its heading if it can."""
    within = [box for piece in pieces for box in piece.box.descendants()]
    pictures = [box for box in within if isinstance(box, box_kinds.ReplacedBox) and box.element is not None]
    picture = max(pictures, key=lambda box: box.height, default=None)
    if picture is None:
        return False
    first = pieces[0]
    words = sum(piece.low - piece.box.border_box_y() for piece in pieces) - picture.height
    edges = sum(_edges(box) for box in first.around) + first.box.margin_top + first.box.margin_bottom
    room = min(piece.page.height for piece in pieces) - words - edges - _AIR
    below = room - _heights(heads, pages) - _before(first, pages)
    if below > room * _WORTH:
        room = below
    if room >= picture.height or room < picture.height * _LEAST:
        return False
    _set_width(picture.element, picture.width * room / picture.height)
    return True


def _are_alone(heads: list[Element], piece: _Piece, pages: Any) -> bool:
    """Whether headings that lead up to a figure stand on a page before it."""
    return bool(heads) and not any(box.element in heads for box in piece.page.descendants())


def _leading_up(before: list[Element]) -> list[Element]:
    """The headings right before a figure, of all that shows something before it: they would stand alone on that page."""
    heads: list[Element] = []
    for element in reversed(before):
        if element.tag in _HEADS:
            heads.append(element)
        elif element.get("class") not in ("number", "disc", "thumb-number"):
            break
    inner = {element for head in heads for element in head.iter() if element is not head}
    return [head for head in heads if head not in inner]


def _heights(elements: list[Element], pages: Any) -> float:
    found = (box for page in pages.pages for box in root_box(page).descendants() if box.element in elements)
    return float(sum(box.margin_height() for box in found if isinstance(box, box_kinds.BlockContainerBox)))


def _before(piece: _Piece, pages: Any) -> float:
    """How much of the box that a figure is in stands before it, on its page and on those before."""
    own = next((box for box in piece.around if _is_of(box.element, "box")), None)
    if own is None:
        return 0
    height = 0.0
    for page in pages.pages:
        for box in root_box(page).descendants():
            if box.element is own.element and isinstance(box, box_kinds.BlockBox):
                part = _Piece(root_box(page), box, [])
                if part.page is piece.page:
                    return height + float(piece.box.position_y - box.border_box_y())
                height += part.low - box.border_box_y()
    return height


def _set_width(picture: Element, width: float) -> None:
    """A picture of this width in px, and of the height that goes with it."""
    for name in ("width", "height"):
        picture.attrib.pop(name, None)
    picture.set("style", f"width: {width:.1f}px; height: auto")


def _edges(box: Any) -> float:
    return float(box.padding_top + box.padding_bottom + box.border_top_width + box.border_bottom_width)


def _tables(pages: Any, root: Element) -> Iterator[bool]:
    """Each table that is wider than its place: true where it was changed."""
    seen: set[Element] = set()
    for page in pages.pages:
        area = root_box(page)
        for box, around in _found(area, "table", []):
            holder = around[-1] if around else area
            place = min(holder.content_box_x() + holder.width, area.content_box_x() + area.width) - box.position_x
            if box.element in seen or box.margin_width() <= place + _SLACK:
                continue
            seen.add(box.element)
            classes = box.element.get("class", "").split()
            has_gaps = any(each.get("class") == "gap" for each in box.element.iter("span"))  # which will be narrower
            may_break = box.margin_width() <= place * _MOST_TIGHT * (1 + has_gaps) or _columns(box.element) <= _FEW
            looks = ["table--tight", "table--parted"] if "table--fill" in classes else ["table--tight"]
            look = next((look for look in looks if look not in classes), "") if may_break else ""
            if look:
                box.element.set("class", " ".join((*classes, look)))
            yield bool(look) or _as_list(box.element, root)


def _parted(pages: Any) -> Iterator[bool]:
    """Each table that is kept whole and has gone over to the next page for it: true where more of that had stayed bare."""
    for before, page in pairwise(map(root_box, pages.pages)):
        bare = bare_of(before)
        for box, _ in _found(page, "table", []):
            above = box.border_box_y() - page.content_box_y()
            is_long = above < bare < above + box.border_height()
            if is_long and bare > before.height * _MOST_BARE and _is_of(box.element, _WHOLE):
                _swap(box.element, _WHOLE, "")
                yield True


def _sections(pages: Any, root: Element) -> Iterator[bool]:
    """Each section made for one page that takes more: it is set as the others are, and so is what follows it."""
    taken = Counter(section for page in pages.pages for section in _alone_on(root_box(page)))
    body = next(root.iter("body"))
    runs_on = _is_of(body, "runs-on")
    follows = dict(pairwise(body.findall("section")))
    for section in (section for section, count in taken.items() if count > 1):
        _swap(section, _ALONE, _RUNS_ON if runs_on else "")
        after = follows.get(section)
        if after is not None and runs_on and _is_of(after, "section") and not _is_of(after, _ALONE):
            _swap(after, "", _RUNS_ON)
        yield True


def _alone_on(area: Any) -> set[Element]:
    found = (box.element for box in area.descendants() if box.element_tag == "section")
    return {element for element in found if element is not None and _is_of(element, _ALONE)}


def _is_of(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


def _swap(element: Element, old: str, new: str) -> None:
    names = [name for name in element.get("class", "").split() if name not in (old, new)]
    element.set("class", " ".join(filter(None, (*names, new))))


def _columns(table: Element) -> int:
    return max((len(row) for row in table.iter("tr")), default=0)


def _as_list(table: Element, root: Element) -> bool:
    """Put a list in the place of a table: each row by its own, with the head of each column before what it says."""
    parents = {child: parent for parent in root.iter() for child in parent}
    heads = [cell for row in table.iterfind("thead/tr") for cell in row]
    if table not in parents:
        return False
    stack, is_form = Element("div", {"class": "stack"}), _is_of(table, "table--fill")
    caption = table.find("caption")
    if caption is not None:
        stack.append(_moved(caption, "p", "stack-caption"))
    for row in table.iterfind("tbody/tr"):
        entry = SubElement(stack, "div", {"class": "stack-row", "data-tag": "Sect"})
        for head, cell in zip_longest(heads, row):
            is_empty = cell is not None and _is_of(cell, "fill")
            if is_empty and not is_form:
                continue
            line = SubElement(entry, "p")
            if said := "".join(head.itertext()).rstrip() if head is not None else "":
                line.append(_moved(deepcopy(head), "b", "stack-head"))
                line[-1].tail = " " if said.endswith((":", "?", ".")) else ": "
            line.append(_moved(cell, "span", "gap" if is_empty else "stack-cell"))
    stack.tail = table.tail
    parent = parents[table]
    parent[list(parent).index(table)] = stack
    return True


def _moved(element: Element, tag: str, name: str) -> Element:
    """What stands in an element, in another one."""
    moved = Element(tag, {"class": name})
    moved.text = element.text
    moved.extend(list(element))
    return moved


def _found(box: Any, tag: str, around: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Each box of an element, outermost, with the blocks around it that have an element of their own."""
    for child in box.all_children():
        if child.element_tag == tag and not isinstance(child, (box_kinds.TextBox, box_kinds.LineBox)):
            yield child, around
        else:
            own = [child] if isinstance(child, box_kinds.BlockContainerBox) else []
            yield from _found(child, tag, [*around, *own])
