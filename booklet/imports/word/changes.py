"""Tracked changes: a document with some of them is two documents, and which one is meant nobody can guess.

Source: ECMA-376, part 1, 17.13.5. How something looked before is not taken over, whatever is chosen.
"""
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

_ADDED, _TAKEN = ("w:ins", "w:moveTo", "w:cellIns"), ("w:del", "w:moveFrom", "w:cellDel")
_MARKED = ("w:rPr", "w:trPr", "w:tcPr")  # these say of a whole paragraph, row or cell that it was put in or taken out
_SHOWN_AGAIN = {"w:delText": "w:t", "w:delInstrText": "w:instrText"}


def open_changes(root: Element) -> tuple[Counter[str], frozenset[str]]:
    """How much was put in and taken out and is still open, and the names of who did it."""
    counts: Counter[str] = Counter()
    names = set()
    for each in root.iter():
        kind = "put in" if each.tag in _ADDED else "taken out" if each.tag in _TAKEN else ""
        if kind:
            counts[kind] += 1
            names.add(each.get("w:author", ""))
    return counts, frozenset(names - {""})


def settle_changes(root: Element, accepts: bool) -> None:
    """Accept or refuse every change, in place."""
    gone, kept = (_TAKEN, _ADDED) if accepts else (_ADDED, _TAKEN)
    _settle(root, gone, kept)


def _settle(parent: Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    if parent.tag in _MARKED:
        return
    for child in parent:
        child.tag = _SHOWN_AGAIN.get(child.tag, child.tag)
        _settle(child, gone, kept)
    opened = [each for child in parent for each in (child if child.tag in kept else [child])]
    left = [child for child in opened if child.tag not in gone and not _is_gone(child, gone)]
    for above, below in pairwise(left):
        if above.tag == below.tag == "w:p" and _has_mark(above, "w:pPr/w:rPr", gone):
            below[:] = [*_properties(below), *_content(above), *_content(below)]
            above.tag = "gone"
    parent[:] = [child for child in left if child.tag != "gone"]


def _is_gone(child: Element, gone: tuple[str, ...]) -> bool:
    """Whether a row or a cell was put in, or taken out, as a whole."""
    path = {"w:tr": "w:trPr", "w:tc": "w:tcPr"}.get(child.tag)
    return path is not None and _has_mark(child, path, gone)


def _has_mark(element: Element, path: str, marks: tuple[str, ...]) -> bool:
    found: Element | None = element
    for name in path.split("/"):
        found = next((child for child in found if child.tag == name), None) if found is not None else None
    return found is not None and any(child.tag in marks for child in found)


def _properties(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if child.tag == "w:pPr"]


def _content(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if child.tag != "w:pPr"]
