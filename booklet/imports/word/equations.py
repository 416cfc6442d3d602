"""Equations that are words with letters above or below the line. Source: ECMA-376, part 1, 22.1.

A fraction, a root or a matrix has no place in a line: printed as its letters alone, x over 2 would be x2.
"""
from xml.etree.ElementTree import Element

from booklet.imports.spans import Span

_RAISED = {"m:sup": "sup", "m:sub": "sub"}
_PLAIN = frozenset({"m:oMath", "m:e", "m:r", "m:t", "m:sSup", "m:sSub", "m:sSubSup", *_RAISED})
_SILENT = frozenset({"m:rPr", "m:sSupPr", "m:sSubPr", "m:sSubSupPr", "m:ctrlPr", "w:rPr"})


def equation(parent: Element) -> list[Span] | None:
    """The words of a simple equation; None for one that cannot be set in a line."""
    spans: list[Span] = []
    return spans if _read(parent, frozenset(), spans) else None


def _read(parent: Element, settings: frozenset[str], spans: list[Span]) -> bool:
    for each in parent:
        if each.tag in _SILENT:
            continue
        if each.tag not in _PLAIN or each.tag in _RAISED and settings:
            return False
        if each.tag == "m:t":
            spans.append(Span(each.text or "", settings))
        elif not _read(each, settings | ({_RAISED[each.tag]} if each.tag in _RAISED else set()), spans):
            return False
    return True
