"""Lists of Word, which writes each item into a page as a paragraph, with its sign in front."""
import re
from xml.etree.ElementTree import Element

from booklet.imports.brought import element, words
from booklet.imports.before_items import before_item

_LEVEL = re.compile(r"\bmso-list:\s*[^;\"']*?\blevel(?P<level>[1-9])")
_SIGN = re.compile(r"\bmso-list:\s*Ignore\b", re.IGNORECASE)
_FONT = re.compile(r"\bfont-family:\s*[\"']?(?P<font>[^;\"',]+)", re.IGNORECASE)
_COUNTED = re.compile(r"\(?(?P<number>[0-9]{1,3}(?=[.):]?$)|[A-Za-z]{1,5}(?=[.)]))[.):]?")  # 1. a) (iv)
_BEGINNINGS = ("1", "a", "A", "i", "I")


def set_lists(root: Element) -> None:
    """Put the paragraphs that are items into lists, one in another as their levels say."""
    for parent in list(root.iter()):
        open_: list[Element] = []  # the lists that the next item may go on, the outermost first
        for piece in list(parent):
            level = _LEVEL.search(piece.get("style", "")) if piece.tag == "p" else None
            number = _number_taken(piece) if level else None
            if level is None or number is None:
                open_ = []
            else:
                _set(piece, number, int(level["level"]), open_, parent)


def _number_taken(paragraph: Element) -> str | None:
    """The number of an item, "" for a bullet, which is taken out of it; None where it stays, as 1.1 and "Step 1" do."""
    signs = (each for each in paragraph.iter("span") if _SIGN.search(each.get("style", "")))
    sign = next(signs, None)
    shown = words(sign).strip() if sign is not None else ""
    counted = _COUNTED.fullmatch(shown)
    if sign is None or not counted and len(shown) > 1:
        return None
    fonts = [found["font"].strip() for each in paragraph.iter("span") if (found := _FONT.search(each.get("style", "")))]
    said = next((said for font in (*fonts, "") if (said := before_item(shown, font))), "")
    sign.text, sign[:] = said or None, []
    return counted["number"] if counted else ""


def _set(piece: Element, number: str, level: int, open_: list[Element], parent: Element) -> None:
    """Make the paragraph `piece` of `parent` the next item of the lists that are open."""
    del open_[level:]
    if len(open_) == level and (open_[-1].tag != ("ol" if number else "ul") or number in _BEGINNINGS):
        open_.pop()
    place, piece.tail = list(parent).index(piece), None
    parent.remove(piece)
    if len(open_) < level:
        begun = _begun(number)
        if open_:
            open_[-1][-1].append(begun)
        else:
            parent.insert(place, begun)
        open_.append(begun)
    open_[-1].append(element("li", piece, **({"value": number} if number.isdigit() else {})))


def _begun(number: str) -> Element:
    """A list whose first item has this number; none where that is "", a bullet."""
    if not number:
        return element("ul")
    if number.isdigit():
        return element("ol", start=number)
    if number in ("i", "I") or len(number) > 1:
        return element("ol", type="i" if number.islower() else "I")
    return element("ol", type="a" if number.islower() else "A", start=str(ord(number.lower()) - ord("a") + 1))
