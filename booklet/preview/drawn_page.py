"""Drawn pages: pages that were laid out and drawn, each with what is asked of it later. The pages themselves are let go."""
import hashlib
import io
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
        for index, (key, page) in enumerate(zip(_keys(content), _pages(laid_out), strict=True))
    ]  # fmt: skip


def _pages(laid_out: LaidOut) -> Iterable[Any]:
    pages: Iterable[Any] = laid_out.pages.pages
    return pages


def _keys(content: bytes) -> Iterator[str]:
    """What is drawn on each page of a PDF, as a hash of its size, its paint and the pictures that it names."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
            names = [str(list(page.mediabox)), *sorted(page.resources.get("/XObject", {}).keys())]
            yield hashlib.sha256("".join(names).encode() + page.Contents.read_bytes()).hexdigest()[:24]
