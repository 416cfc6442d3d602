"""What a layout has changed in the tree of its document: the order of blocks, and how some of them are set.

Make-up and fit change a tree so that its pages come out well. Where a part is set again after a word of it has changed,
they are not asked anew: what they have done to the part as it was is done to it as it is.
"""
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

_LOOKS = ("class", "style", "width", "height")


def arrangement(root: Element) -> Callable[[], None]:
    """What puts the blocks of each text back in the order, and the text in the style, that they have now."""
    texts = [(text, list(text), text.get("style")) for text in _texts(root)]

    def restore() -> None:
        for text, blocks, style in texts:
            text[:] = blocks
            text.attrib.pop("style", None)
            if style is not None:
                text.set("style", style)

    return restore


def arranged(author: Element, laid_out: Element, new: Element) -> Element | None:
    """A part as it is now, with what the layout has done to it as it was: `author` is that before, `laid_out` after it.

    None where it cannot be told what was done, or what it would be done to now.
    """
    texts = [_texts(part) for part in (author, laid_out, new)]
    if len({len(each) for each in texts}) > 1:
        return None
    for was, set_, now in zip(*texts, strict=True):
        order = _order(was, set_)
        if order is None or (order != sorted(order) and [e.tag for e in was] != [e.tag for e in now]):
            return None
        matched = [set_[order.index(at)] for at in range(len(was))]
        if not _with_looks(was, matched, now):
            return None
        if order != sorted(order):
            now[:] = [now[at] for at in order]
        if set_.get("style") is not None:
            now.set("style", set_.get("style", ""))
    return new


def _texts(part: Element) -> list[Element]:
    return [element for element in part.iter("div") if "text" in element.get("class", "").split()]


def _order(author: Element, laid_out: Element) -> list[int] | None:
    """For each block as it was set, which one of its author's it is: told by its words."""
    left: dict[str, list[int]] = {}
    for at, block in enumerate(author):
        left.setdefault(_words(block), []).append(at)
    order = []
    for block in laid_out:
        same = left.get(_words(block))
        if not same:
            return None
        order.append(same.pop(0))
    return order if len(order) == len(author) else None


def _words(block: Element) -> str:
    return f"{block.tag} {block.get('id', '')} {' '.join(block.itertext())}"


def _with_looks(was: Element, laid_out: list[Element], now: Element) -> bool:
    """Give blocks the looks that the layout has given to those that they were; whether that can be told."""
    for before, after, new in _pairs(was, laid_out, now):
        if [each.tag for each in before.iter()] != [each.tag for each in after.iter()]:
            return False
        changed = list(_changed_looks(before, after))
        if not changed:
            continue
        elements = list(new.iter()) if new is not None else []
        if [each.tag for each in elements] != [each.tag for each in before.iter()]:
            return False
        for at, looks in changed:
            for name in _LOOKS:
                elements[at].attrib.pop(name, None)
            elements[at].attrib.update(looks)
    return True


def _pairs(was: Element, laid_out: list[Element], now: Element) -> Iterator[tuple[Element, Element, Any]]:
    """Each block as it was, as it was laid out, and as it is now: by its place, or by its anchor where some came or went."""
    named = {block.get("id"): block for block in now if block.get("id")}
    is_same = [each.tag for each in was] == [each.tag for each in now]
    for at, (before, after) in enumerate(zip(was, laid_out, strict=True)):
        yield before, after, now[at] if is_same else named.get(before.get("id"))


def _changed_looks(before: Element, after: Element) -> Iterator[tuple[int, dict[str, str]]]:
    for at, (one, other) in enumerate(zip(before.iter(), after.iter(), strict=True)):
        looks, new = ({name: each.attrib[name] for name in _LOOKS if name in each.attrib} for each in (one, other))
        if looks != new:
            yield at, new
