"""Thrift: the same paint in fewer bytes. A handout goes out by email, and half of it is numbers.

Coordinates of one unit and more are cut after three decimals, a thousandth of a CSS pixel on the page; smaller ones
stay as they are, since a drawing may be scaled up. Colours and matrices are never touched.
"""
import re
from base64 import a85encode
from collections.abc import Callable
from typing import Any

import pydyf

_PLACES = (b" m", b" l", b" c", b" v", b" y", b" re", b" Tm")  # the operators whose numbers are coordinates
_LONG = re.compile(rb"(?P<kept>[1-9][0-9]*\.[0-9]{3})[0-9]+")  # 729.448819


def paint_thriftily(pdf: pydyf.PDF) -> None:
    """Shorten the numbers of every content stream, and the text arrays that move by nothing between two glyphs."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream):
            stream.stream[:] = [_shortened(operation) for operation in stream.stream]


def written(stream: pydyf.Stream, as_pydyf_does: Callable[[pydyf.Stream], bytes]) -> bytes:
    """A stream as pydyf writes it, but one whose packed bytes end like a line is wrapped in letters (ASCII85), or, where
    that is one of objects, ends otherwise: letters are a quarter more, and it is large.

    Such a byte looks like the end of the line before `endstream`, and a checker may miss it in the stream's length
    (ISO 19005-2, 6.1.7.1). One stream in 128 ends so, by chance: any change of a word could spoil a build.
    """
    plain = as_pydyf_does(stream)
    if not stream.compress or not plain.endswith((b"\n\nendstream", b"\r\nendstream")):
        return plain
    if stream.extra.get("Type") == "/ObjStm":  # a blank behind its objects says nothing
        return written(pydyf.Stream([*stream.stream, b" "], stream.extra, stream.compress), as_pydyf_does)
    packed = plain.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")
    extra = {**stream.extra, "Filter": "[/ASCII85Decode /FlateDecode]"}
    return as_pydyf_does(pydyf.Stream([a85encode(packed) + b"~>"], extra))


def _shortened(operation: Any) -> Any:
    if not isinstance(operation, bytes) or len(operation) > 10_000:  # a font or a profile is one long piece
        return operation
    if operation.endswith(_PLACES):
        return _LONG.sub(rb"\g<kept>", operation)
    if operation.endswith(b" TJ"):
        return operation.replace(b">0<", b"")
    return operation
