"""Drawn pages: pages that were laid out and drawn, each with what is asked of it later. The pages themselves are let go."""
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from booklet.deliver.sheets.black import blackened
from booklet.model.document import LaidOut
from booklet.paginate.engine import root_box
from booklet.paginate.paginate import drawn
from booklet.paginate.strays import OutOfPlace, strays
from booklet.preview.typed_lines import PrintedLine, printed_lines_of

_NAME = re.compile(rb"/[a-z]+[0-9]+(?![\w.])")  # /x15
_NUMBERED = ("/XObject", "/Pattern", "/Shading")
_ASIDE = frozenset(("/Resources", "/Length", "/Filter", "/DecodeParms", "/Font", "/StructParent", "/StructParents"))
_DEEPEST = 8  # drawings in drawings


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as it is drawn: page `index` of a PDF, from 0. `key` is the same for the same paint."""

    key: str
    content: bytes
    index: int
    printed: tuple[PrintedLine, ...]
    strays: tuple[OutOfPlace, ...] = ()


def drawn_pages(laid_out: LaidOut, parts: Iterable[str], is_black: bool) -> list[DrawnPage]:
    """The pages drawn, in greys where they are printed so. `parts` are the anchors of what somebody has typed."""
    content = blackened(drawn(laid_out)) if is_black else drawn(laid_out)
    parts = frozenset(parts)
    out = list(strays(laid_out))
    return [
        DrawnPage(
            key, content, index, tuple(printed_lines_of(root_box(page), parts)),
            tuple(stray for stray in out if stray.page == index),
        )
        for index, (key, page) in enumerate(zip(_keys(content), laid_out.pages.pages, strict=True))
    ]  # fmt: skip


def _keys(content: bytes) -> Iterator[str]:
    """What is drawn on each page of a PDF, as a hash of its size and its paint, whatever the names in it are."""
    known: dict[tuple[int, int], bytes] = {}
    with pikepdf.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
            paint = _plain(page.Contents.read_bytes(), page.resources, known, _DEEPEST)
            yield hashlib.sha256(f"{list(page.mediabox)}".encode() + paint).hexdigest()[:24]


def _plain(paint: bytes, resources: Any, known: dict[tuple[int, int], bytes], depth: int) -> bytes:
    """Paint with a hash of each thing that it names in place of the name, which depends on what else is in the file."""
    named = {name: thing for kind in _NUMBERED for name, thing in resources.get(kind, {}).items()}

    def hashed(name: re.Match[bytes]) -> bytes:
        thing = named.get(name[0].decode("ascii"))
        return name[0] if thing is None else _hash(thing, known, depth)

    return _NAME.sub(hashed, paint)


def _hash(thing: Any, known: dict[tuple[int, int], bytes], depth: int) -> bytes:
    """A hash of a thing in a PDF, with all that it is made of."""
    if not isinstance(thing, pikepdf.Object):
        return repr(thing).encode()
    if thing.is_indirect and thing.objgen in known:
        return known[thing.objgen]
    if depth == 0:
        return b"..."
    told = b""
    if isinstance(thing, pikepdf.Array):
        told = b" ".join(_hash(each, known, depth - 1) for each in thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        parts = [(name, thing[name]) for name in sorted(thing.keys()) if name not in _ASIDE]
        told = b" ".join(name.encode() + _hash(part, known, depth - 1) for name, part in parts)
    else:
        told = thing.unparse()
    if isinstance(thing, pikepdf.Stream):
        told += _plain(thing.read_bytes(), thing.get("/Resources", {}), known, depth - 1)
    found = hashlib.sha256(told).hexdigest().encode()
    if thing.is_indirect:
        known[thing.objgen] = found
    return found
