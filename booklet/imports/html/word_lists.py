"""Lists of Word, which writes each item into a page as a paragraph: its sign, a gap in a font of its own, its words.

In a browser it writes each item into a list of its own, beside that of the item above, however deep it lies.
"""
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from booklet.imports.before_items import before_item
from booklet.imports.brought import element
from booklet.imports.html.lists import counts_on
from booklet.imports.html.signs import fonts_in

_LEVEL = re.compile(r"\bmso-list:[^;]*?\blevel(?P<level>[1-9])")
_MARGIN = re.compile(r"\bmargin-left:\s*(?P<size>[0-9]{1,4}(?:\.[0-9]{1,4})?)(?P<unit>pt|in|cm)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35}
_STEP = 36.0  # points by which Word sets a level in
_NEAR = 2.0
_SIGN = re.compile(r"\bmso-list:\s*Ignore\b|\bfont:\s*7\.0pt\s+\"Times New Roman\"")
_COUNTED = re.compile(r"\(?(?P<number>[0-9]{1,3}(?=[.):]?$)|[A-Za-z]{1,5}(?=[.)]))[.):]?")  # 1. a) (iv)
_LEVELS = tuple("123456789")
_DOCS = re.compile(r"\blst-\w+-(?P<level>[0-8])(?![\w-])")  # lst-kix_a1b2-1, of Google Docs
_BEGINNINGS = ("1", "a", "A", "i", "I")
_Open = list[tuple[float, Element]]


def set_lists(root: Element) -> None:
    """Put the paragraphs that are items into lists, one in another as they are set in."""
    for parent in list(root.iter()):
        open_: _Open = []  # the lists that the next item may go on, and how far each is set in; the outermost first
        inside: list[Element] = []
        for piece in parent:
            number = _number_taken(piece) if piece.tag == "p" else None
            if number is None:
                open_ = []
                inside.append(piece)
            else:
                inside += _set(piece, number, open_)
        parent[:] = inside


def nest_lists(root: Element) -> None:
    """Put lists whose items say how deep they lie into the items above them."""
    for parent in list(root.iter()):
        open_ = list[tuple[int, Element]]()
        inside: list[Element] = []
        for piece in parent:
            level, list_ = _deep(piece)
            open_ = [each for each in open_ if each[0] <= level]
            above = open_[-1][1] if open_ else None
            if above is not None and open_[-1][0] == level and counts_on(above, list_):
                above.extend(list_)
                continue
            open_ = [each for each in open_ if each[0] < level]
            if level and open_:
                open_[-1][1][-1].append(list_)
            else:
                inside.append(piece)
            open_ += [(level, list_)] if level else []
        parent[:] = inside


def _deep(piece: Element) -> tuple[int, Element]:
    """How deep the items of a list say that they lie, and the list, in what holds nothing besides; 0 for anything else."""
    if (piece.tail or "").strip():
        return 0, piece
    while piece.tag == "div" and len(piece) == 1 and not f"{piece.text or ''}{piece[0].tail or ''}".strip():
        piece = piece[0]
    if piece.tag not in ("ul", "ol") or not len(piece):
        return 0, piece
    if docs := _DOCS.search(piece.get("class", "")):
        return int(docs["level"]) + 1, piece
    said = piece[0].get("data-aria-level", "")
    return int(said) if said in _LEVELS else 0, piece


def _number_taken(paragraph: Element) -> str | None:
    """The number of an item, "" for a bullet, which is taken out of it; None where it stays, as 1.1 and "Step 1" do."""
    sign = next((each for each in paragraph.iter("span") if _SIGN.search(each.get("style", ""))), None)
    if sign is None:
        return None
    slots = list[tuple[Element, str]]()
    inside = {*sign.iter()}
    for holder, slot in _slots(paragraph):
        if slots and slots[-1][0] in inside and (holder not in inside or (holder, slot) == (sign, "tail")):
            break
        slots.append((holder, slot))
    shown = "".join(getattr(holder, slot) or "" for holder, slot in slots).strip()
    counted = _COUNTED.fullmatch(shown)
    if not counted and len(shown) != 1:
        return None
    for holder, slot in slots:
        setattr(holder, slot, None)
    fonts = [font for each in paragraph.iter("span") for font in fonts_in(each.get("style", ""))[:1]]
    paragraph.text = next((said for font in (*fonts, "") if (said := before_item(shown, font))), None)
    return counted["number"] if counted else ""


def _slots(parent: Element) -> Iterator[tuple[Element, str]]:
    """Where an element keeps its words, in reading order."""
    yield parent, "text"
    for child in parent:
        yield from _slots(child)
        yield child, "tail"


def _set(piece: Element, number: str, open_: _Open) -> list[Element]:
    """Make a paragraph the next item of the lists that are open; gives the list that it begins among the blocks."""
    indent = _indent(piece.get("style", ""))
    piece.tail = None
    while open_ and open_[-1][0] > indent + _NEAR:
        open_.pop()
    is_level = bool(open_) and open_[-1][0] > indent - _NEAR
    if is_level and (open_[-1][1].tag != ("ol" if number else "ul") or number in _BEGINNINGS):
        open_.pop()
        is_level = False
    begun = [] if is_level else [_begun(number)]
    if begun and open_:
        open_[-1][1][-1].extend(begun)
    open_ += [(indent, list_) for list_ in begun]
    open_[-1][1].append(element("li", piece, **({"value": number} if number.isdigit() else {})))
    return begun if len(open_) == 1 else []


def _indent(style: str) -> float:
    """How far an item is set in, in points."""
    if level := _LEVEL.search(style):
        return int(level["level"]) * _STEP
    margin = _MARGIN.search(style)
    return float(margin["size"]) * _POINTS[margin["unit"]] if margin else _STEP


def _begun(number: str) -> Element:
    """A list whose first item has this number; none where that is "", a bullet."""
    if not number:
        return element("ul")
    if number.isdigit():
        return element("ol", start=number)
    if number in ("i", "I") or len(number) > 1:
        return element("ol", type="i" if number.islower() else "I")
    return element("ol", type="a" if number.islower() else "A", start=str(ord(number.lower()) - ord("a") + 1))
