"""Tracked changes: a document with some of them is two documents, and which one is meant nobody can guess.

Source: ECMA-376, part 1, 17.13.5. How something looked before is not taken over, whatever is chosen.
"""
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

from booklet.imports.elements import child, found

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
    for each in parent:
        each.tag = _SHOWN_AGAIN.get(each.tag, each.tag)
        _settle(each, gone, kept)
    opened = [inner for each in parent for inner in (each if each.tag in kept else [each])]
    left = [each for each in opened if each.tag not in gone and not _is_gone(each, gone)]
    for above, below in pairwise(left):
        if above.tag == below.tag == "w:p" and _has_mark(above, "w:pPr/w:rPr", gone):
            inside = [each for each in (*above, *below) if each.tag != "w:pPr"]
            below[:] = [*found(below, "w:pPr"), *inside]
            above.tag = "gone"
    parent[:] = [each for each in left if each.tag != "gone"]


def _is_gone(each: Element, gone: tuple[str, ...]) -> bool:
    """Whether a row or a cell was put in, or taken out, as a whole."""
    path = {"w:tr": "w:trPr", "w:tc": "w:tcPr"}.get(each.tag)
    return path is not None and _has_mark(each, path, gone)


def _has_mark(element: Element, path: str, marks: tuple[str, ...]) -> bool:
    inner: Element | None = element
    for name in path.split("/"):
        inner = child(inner, name)
    return inner is not None and any(each.tag in marks for each in inner)
