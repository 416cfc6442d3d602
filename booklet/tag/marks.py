"""Marked content: what of the paint on a page belongs to which structure element.

WeasyPrint marks each fragment of a line by itself: a paragraph of ten lines with a bold word is some thirty pieces. The
file grows by a tenth, and some screen readers pause at each. Here pieces that follow one another both in the paint and
in the tree become one, and pieces without paint are taken out.
"""
from itertools import pairwise
from typing import Any

from booklet.tag.node import Content, Node

# A sequence in pydyf's list of operations: type, properties, BDC, paint ..., EMC (without properties: type, BMC).
_BEGIN, _BEGIN_BARE, _END = b"BDC", b"BMC", b"EMC"
_EMPTY_TEXT = [b"BT", b"ET"]
_COLOUR = (b" rg", b" RG", b" gs")  # such an operation outlives its sequence, so it is kept


def join_marks(root: Node, streams: list[Any]) -> None:
    """Join the marked content of all pages, in the streams and in the tree alike. Numbers are kept, some fall out.

    A page's stream holds its operations in `stream.stream`.
    """
    numbers: dict[Content, Content | None] = {}  # as painted -> as it is called now; None: it painted nothing
    for index, stream in enumerate(streams):
        stream.stream[:] = _without_empties(stream.stream, index, numbers)
    _rename(root, numbers)
    before = _predecessors(root)
    numbers.clear()
    for index, stream in enumerate(streams):
        stream.stream[:] = _joined(stream.stream, index, before, numbers)
    _rename(root, numbers)


def _rename(root: Node, numbers: dict[Content, Content | None]) -> None:
    for node in root.walk():
        kids = (numbers.get(kid, kid) if isinstance(kid, Content) else kid for kid in node.kids)
        node.kids = list(dict.fromkeys(kid for kid in kids if kid is not None))


def _without_empties(operations: list[Any], index: int, numbers: dict[Content, Content | None]) -> list[Any]:
    kept: list[Any] = []
    starts: list[int] = []
    for operation in operations:
        kept.append(operation)
        if operation in (_BEGIN, _BEGIN_BARE):
            starts.append(len(kept))
        elif operation == _END:
            start = starts.pop()
            if kept[-3:-1] == _EMPTY_TEXT:
                del kept[-3:-1]
            piece = _piece(kept[start - 2 : start], index) if len(kept) - start < 4 else None
            if piece and all(isinstance(left, bytes) and left.endswith(_COLOUR) for left in kept[start:-1]):
                numbers[piece] = None
                kept[start - 3 :] = kept[start:-1]
    return kept


def _piece(operations: list[Any], index: int) -> Content | None:
    """The piece that begins with the last operation; None for an artifact."""
    properties = operations[-2] if operations[-1] == _BEGIN else {}
    return Content(index, properties["MCID"]) if "MCID" in properties else None


def _predecessors(root: Node) -> dict[Content, Content]:
    """For each piece in the tree the piece right before it in the same element, if there is one."""
    return {
        following: kid for node in root.walk() for kid, following in pairwise(node.kids)
        if isinstance(kid, Content) and isinstance(following, Content)
    }  # fmt: skip


def _joined(
    operations: list[Any], index: int, before: dict[Content, Content], numbers: dict[Content, Content | None]
) -> list[Any]:
    joined: list[Any] = []
    open_: list[Content | None] = []
    ended: Content | None = None  # the piece that ends with the last operation
    for operation in operations:
        joined.append(operation)
        if operation in (_BEGIN, _BEGIN_BARE):
            piece = _piece(joined[-2:], index)
            open_.append(piece)
            if piece is not None:
                _number(piece, ended if joined[-4:-3] == [_END] else None, joined, before, numbers)
        elif operation == _END:
            ended = open_.pop()
    return joined


def _number(
    piece: Content, ended: Content | None, joined: list[Any], before: dict[Content, Content],
    numbers: dict[Content, Content | None],
) -> None:  # fmt: skip
    """Let the piece go on with the one that has just ended, or give it a number of its own."""
    if ended is not None and before.get(piece) == ended:
        numbers[piece] = numbers[ended]
        del joined[-4:]
    else:
        numbers[piece] = piece
