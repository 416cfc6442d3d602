"""Lists of a page, with the numbers that it shows."""
from collections.abc import Callable, Iterable
from itertools import groupby
from xml.etree.ElementTree import Element

from booklet.imports.brought import element
from booklet.imports.elements import whole
from booklet.load.markdown.typed import pieces_of

_Blocks = Callable[[Element], list[Element]]
_Flow = Callable[[Iterable[str | Element]], list[Element]]


def list_blocks(piece: Element, first: str, blocks: _Blocks, flow: _Flow) -> list[Element]:
    """A list, parted where its numbers jump. What lies between its items, as older editors do, is of the one above.

    `first` is what stands before its first item, "" for none or a bullet; `blocks` reads an item, `flow` what is between.
    """
    items = sum(each.tag == "li" for each in piece)
    step, is_counted = -1 if "reversed" in piece.attrib else 1, piece.tag == "ol" and first != ""
    number = whole(piece.get("start", "").strip(), items if step < 0 else 1)
    shown = {"first": f"{first}."} if is_counted and first != "1" else {}
    made, lists = list[Element](), list[Element]()
    for is_item, inside in groupby(pieces_of(piece), key=lambda each: isinstance(each, Element) and each.tag == "li"):
        if not is_item:
            (lists[-1][-1] if lists else made).extend(flow(inside))
            continue
        for item in (each for each in inside if isinstance(each, Element)):
            given = whole(item.get("value", "").strip(), number) if is_counted else number
            jumps, number = given != number or is_counted and step < 0, given
            if not lists or jumps:
                tag, kind = "ol" if is_counted else "ul", piece.get("class", "")
                lists.append(element(tag, start=str(number), kind=kind, **shown))
            lists[-1].append(element("li", *blocks(item)))
            number = max(number + step, 0)
    return made + lists


def is_continued(above: Element, below: Element) -> bool:
    """Whether two lists are one, of which Notion writes each item as a list."""
    return counts_on(above, below) and bool(below.get("kind")) and above.get("kind") == below.get("kind")


def counts_on(above: Element, below: Element) -> bool:
    """Whether these are two lists of bullets, or one of numbers and another that counts on from there."""
    past = whole(above.get("start", "1"), -len(above)) + len(above)
    is_next = above.tag == "ul" or above.tag == "ol" and below.get("start", "1") == str(past)
    return is_next and above.tag == below.tag
