"""Formulas of a page. Source: MathML Core, 3 (presentation elements)."""
from xml.etree.ElementTree import Element

from booklet.imports.spans import Span

_ON_THE_LINE = frozenset("math mrow mi mn mo ms mtext mspace mstyle mpadded semantics".split())
_RAISED = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}


def formula(parent: Element, settings: frozenset[str] = frozenset()) -> list[Span] | None:
    """The words of a formula with signs above or below its line; None for one that cannot be set in a line.

    Of a fraction or a root the signs alone would say another thing: 12 for 1 over 2.
    """
    raised = _RAISED.get(parent.tag, ())
    inside = list(parent)[:1] if parent.tag == "semantics" else list(parent)  # the others say the same again
    is_read = parent.tag in _ON_THE_LINE or raised and not settings and len(inside) == len(raised) + 1
    spans = [] if inside else [Span(" ".join((parent.text or " ").split()) or " ", settings)]
    for number, part in enumerate(inside if is_read else ()):
        read = formula(part, settings | frozenset(raised[number - 1 : number]))
        if read is None:
            return None
        spans += read
    return spans if is_read else None
