"""Pictures for whoever looks a booklet over: all its spreads on one sheet, or what differs between two builds of it.

The files may be what somebody sent, so a process with bounds of its own paints: `python -m booklet.review.contact_sheet
BOUNDS`. One or two PDFs come in, one behind the other; a line of JSON goes out, and the picture behind it. A file is
named by its place, 0 or 1, until then, since a name may be anything.
"""
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from booklet.core.pictures.photograph import picture_bytes
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.processes.bounded import LARGEST_MB, MEMORY_MB, SECONDS, end_with_parent, hold_to, in_a_child
from booklet.core.text_file import printable
from booklet.review.changed_pages import DESK, LONGEST_PT, Box, Change, changed_pages, page_as_painted

_READING_DPI, _CONTACT_DPI = 80, 46
_MOST_PIXELS = 40_000_000  # of one sheet, 120 MB while it is painted: with very many pages the pages get smaller
_SPREADS_ACROSS, _CHANGES_ACROSS = 6, 2
_INK, FRAME = (28, 43, 51), (214, 0, 110)  # the last is in no palette
_GAP, _LABEL = 12, 20  # dots: between spreads, and for the words above a page


@dataclass(frozen=True, slots=True)
class _Cell:
    """A page on a sheet, the words above it and the frames on it."""

    pdf: pdfium.PdfDocument
    index: int
    label: str
    boxes: tuple[Box, ...] = ()


def contact_sheet(pdf: bytes, grey: bool = False) -> bytes:
    """All pages as one PNG, spread by spread, each under its folio. Raises BookletError for what is no PDF."""
    document = _opened(pdf, 0)
    cells: list[_Cell | None] = [None]  # the cover is a recto
    cells += [_Cell(document, index, str(index + 1)) for index in range(len(document))]
    return _painted(cells, _SPREADS_ACROSS, _CONTACT_DPI, grey)


def difference_sheet(old: bytes, new: bytes) -> tuple[bytes, tuple[Change, ...]]:
    """The changed pages as one PNG, old beside new with frames around what differs; and all the changes.

    Pages of which only furniture differs are not on it; where nothing is left, the PNG is empty bytes.
    """
    before, after = _opened(old, 0), _opened(new, 1)
    changes = tuple(changed_pages(before, after))
    cells = [cell for change in changes if change.kind != "foot" for cell in _side_by_side(change, before, after)]
    return (_painted(cells, _CHANGES_ACROSS, _READING_DPI) if cells else b""), changes


def _opened(pdf: bytes, place: int) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(pdf)
        if not len(document):
            raise pdfium.PdfiumError("it has no pages")
        for index in range(len(document)):
            document[index].close()
    except pdfium.PdfiumError as error:
        says = f"this cannot be read as a PDF: {error}"
        raise BookletError([Problem(Place(str(place)), "unreadable-pdf", says, "is the file complete?")]) from None
    return document


def _side_by_side(change: Change, old: pdfium.PdfDocument, new: pdfium.PdfDocument) -> list[_Cell | None]:
    was = "removed" if change.new is None else "old"
    left = _Cell(old, change.old - 1, f"{was}: page {change.old}", change.old_boxes) if change.old else None
    right = _Cell(new, change.new - 1, f"{change.kind}: page {change.new}", change.new_boxes) if change.new else None
    return [left, right]


def _painted(cells: Sequence[_Cell | None], across: int, dpi: float, grey: bool = False) -> bytes:
    """Pages in pairs, `across` pairs to a row, as a PNG."""
    sizes = [cell.pdf[cell.index].get_size() for cell in cells if cell]
    width, height = (min(LONGEST_PT, max(size[side] for size in sizes)) for side in (0, 1))
    pairs = min(across, -(-len(cells) // 2))
    rows = -(-len(cells) // (2 * across))
    scale = min(dpi / 72, (_MOST_PIXELS / (2 * pairs * rows * width * height)) ** 0.5)
    wide, high = 2 + int(width * scale), 1 + int(height * scale) + _LABEL + _GAP
    sheet = Image.new("RGB", (pairs * (2 * wide + _GAP) + _GAP, rows * high + _GAP), DESK)
    for place, cell in enumerate(cells):
        row, column = divmod(place, 2 * across)
        if cell:
            _paint(sheet, cell, _GAP + column // 2 * (2 * wide + _GAP) + column % 2 * wide, _GAP + row * high, scale)
    return picture_bytes(sheet.convert("L") if grey else sheet, "PNG")


def _paint(sheet: Image.Image, cell: _Cell, x: int, y: int, scale: float) -> None:
    picture = page_as_painted(cell.pdf, cell.index, scale=scale)
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in cell.boxes:
        corners = left * picture.width, top * picture.height, right * picture.width - 1, bottom * picture.height - 1
        pen.rectangle(corners, outline=FRAME, width=2)
    sheet.paste(picture, (x, y + _LABEL))
    ImageDraw.Draw(sheet).text((x, y), cell.label, _INK, ImageFont.load_default(14))


def spreads_within_bounds(pdf: bytes, grey: bool, name: str, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> bytes:
    """All spreads as one PNG. Raises BookletError for what is no PDF, or cannot be painted within the bounds."""
    picture, _ = _looked((pdf,), (name,), grey, seconds, memory_mb)
    return picture


def differences_within_bounds(
    old: bytes, new: bytes, names: tuple[str, str], seconds: float = SECONDS, memory_mb: int = MEMORY_MB
) -> tuple[bytes, tuple[Change, ...]]:
    """The changed pages as one PNG (empty where there are none), and all changes. Raises BookletError as above."""
    return _looked((old, new), names, False, seconds, memory_mb)


def _looked(
    pdfs: tuple[bytes, ...], names: tuple[str, ...], grey: bool, seconds: float, memory_mb: int
) -> tuple[bytes, tuple[Change, ...]]:
    stop_at(
        _too_dear(name, f"it has more than {LARGEST_MB} MB")
        for pdf, name in zip(pdfs, names, strict=True)
        if len(pdf) > LARGEST_MB * 1_000_000
    )
    bounds = {"lengths": [len(pdf) for pdf in pdfs], "grey": grey, "seconds": seconds, "memory_mb": memory_mb}
    told, why, is_done = in_a_child("booklet.review.contact_sheet", json.dumps(bounds), b"".join(pdfs), seconds)
    if not is_done:
        stop_at([_too_dear(" or ".join(names), why)])
    head, _, picture = told.partition(b"\n")
    answer = json.loads(head)
    stop_at(Problem(Place(names[place]), "unreadable-pdf", says, hint) for place, says, hint in answer["unreadable"])
    return picture, tuple(_change(change) for change in answer["changes"])


def _change(told: dict[str, Any]) -> Change:
    boxes = {side: tuple(tuple(box) for box in told[side]) for side in ("old_boxes", "new_boxes")}
    return Change(told["kind"], told["old"], told["new"], **boxes)


def _too_dear(name: str, why: str) -> Problem:
    hint = "it may be broken or made to harm; ask whoever sent it for another copy"
    return Problem(Place(printable(name, most=1_000)), "too-dear-to-show", f"no picture can be made of it: {why}", hint)


def _pictured(content: bytes, lengths: list[int], grey: bool) -> tuple[dict[str, Any], bytes]:
    """What is told, and the picture."""
    try:
        if len(lengths) == 1:
            return {"unreadable": [], "changes": []}, contact_sheet(content, grey)
        picture, changes = difference_sheet(content[: lengths[0]], content[lengths[0] :])
        return {"unreadable": [], "changes": [asdict(change) for change in changes]}, picture
    except BookletError as error:
        return {"unreadable": [(int(p.place.path), p.says, p.hint) for p in error.problems], "changes": []}, b""


def main() -> None:
    """Look at what comes in. The bounds are the only argument, as JSON."""
    bounds = json.loads(sys.argv[1])
    end_with_parent()
    hold_to(bounds["seconds"], bounds["memory_mb"])
    head, picture = _pictured(sys.stdin.buffer.read(), bounds["lengths"], bounds["grey"])
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
