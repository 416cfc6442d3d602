"""Pictures for whoever looks a booklet over: all its spreads on one sheet, or what differs between two builds of it.

Two builds are told apart by what is painted. Pages are first aligned by their words, so that a page more or less does
not make all that follow look new. The furniture, which changes everywhere at once, is kept out of it: see `Change`.
"""
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from pypdfium2 import raw as pdfium_c

from booklet.core.problems import BookletError, Place, Problem

MM = 72 / 25.4
# Where the furniture is, by styles/tokens.css with a little air: --foot-margin less --foot-gap; the tabs; and
# --head less --head-gap.
FOOT_PT, EDGE_PT, HEAD_PT = 23 * MM, 14.5 * MM, 15.5 * MM
READING_DPI, CONTACT_DPI = 80, 46
_MOST_PIXELS = 40_000_000  # of one sheet, 120 MB while it is painted: with very many pages the pages get smaller
LONGEST_PT = 1700  # the longer side of A2: a poster among the pages is shown as large as that
SPREADS_ACROSS, CHANGES_ACROSS = 6, 2
NOISE = 40  # of 255: a line painted a hair further on, on a page whose margins changed sides
CELL = 5  # dots: differences less than three of these apart share a frame
_ALIKE = 0.6  # of the shorter one's words in common, or two pages are not one that changed; strangers share up to 0.55
DESK, INK, FRAME = (232, 232, 232), (28, 43, 51), (214, 0, 110)  # the last is in no palette
_GAP, _LABEL = 12, 20  # dots: between spreads, and for the words above a page
_NAMES = ("the old file", "the new file")
Box = tuple[float, float, float, float]  # left, top, right, bottom, as shares of the page from its top left
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One page that is not the same in two builds, by its folio in the old and in the new one (None: not there).

    `kind` is "changed", "added", "removed" or "foot". The last says that all which differs is furniture: the foot with
    folio, count of pages and version; the outer edge with the thumb tab; or that a recto became a verso, so that margins
    and running head changed sides. A page without a folio like "8 of 64" has no furniture. The boxes hold what differs.
    """

    kind: str
    old: int | None
    new: int | None
    old_boxes: tuple[Box, ...] = ()
    new_boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says (a hash of its picture, if no words), its running head, and how far right its lines start."""

    words: str
    head: str
    left_pt: float
    has_foot: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    """A page on a sheet, the words above it and the frames on it."""

    pdf: pdfium.PdfDocument
    index: int
    label: str
    boxes: tuple[Box, ...] = ()


def contact_sheet(pdf: bytes, grey: bool = False, name: str = "the file") -> bytes:
    """All pages as one PNG, spread by spread, each under its folio. Raises BookletError for what is no PDF."""
    document = _opened(pdf, name)
    cells: list[_Cell | None] = [None]  # the cover is a recto
    cells += [_Cell(document, index, str(index + 1)) for index in range(len(document))]
    return _painted(cells, SPREADS_ACROSS, CONTACT_DPI, grey)


def difference_sheet(old: bytes, new: bytes, names: tuple[str, str] = _NAMES) -> tuple[bytes, tuple[Change, ...]]:
    """The changed pages as one PNG, old beside new with frames around what differs; and all the changes.

    Pages of which only furniture differs are not on it; where nothing is left, the PNG is empty bytes.
    """
    before, after = _opened(old, names[0]), _opened(new, names[1])
    changes = tuple(_changes(before, after))
    cells = [cell for change in changes if change.kind != "foot" for cell in _side_by_side(change, before, after)]
    return (_painted(cells, CHANGES_ACROSS, READING_DPI) if cells else b""), changes


def _opened(pdf: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(pdf)
        if not len(document):
            raise pdfium.PdfiumError("it has no pages")
        for index in range(len(document)):
            document[index].close()
    except pdfium.PdfiumError as error:
        says = f"this cannot be read as a PDF: {error}"
        raise BookletError([Problem(Place(name), "unreadable-pdf", says, "is the file complete?")]) from None
    return document


def _changes(old: pdfium.PdfDocument, new: pdfium.PdfDocument) -> Iterator[Change]:
    before, after = [[_read(pdf, index) for index in range(len(pdf))] for pdf in (old, new)]
    mirror = _left(after[0::2]) - _left(after[1::2])  # how much further right the lines of a recto start
    for was, now in _aligned([page.words for page in before], [page.words for page in after]):
        if was is None or now is None:
            yield Change("added", None, now + 1) if was is None else Change("removed", was + 1, None)
            continue
        has_foot = before[was].has_foot and after[now].has_foot
        changed_sides = has_foot and was % 2 != now % 2
        shift = mirror * (was % 2 - now % 2) if changed_sides else 0.0
        differs = _difference(_picture(old, was), _picture(new, now, shift), NOISE if changed_sides else 0)
        if changed_sides or differs.getbbox():
            head = HEAD_PT if changed_sides and before[was].head == after[now].head else 0.0
            boxes = _boxes(_without_furniture(differs, shift, head) if has_foot else differs)
            by = shift / new[now].get_width()
            moved = tuple((left + by, top, right + by, bottom) for left, top, right, bottom in boxes)
            yield Change("changed" if boxes else "foot", was + 1, now + 1, boxes, moved)


def _read(pdf: pdfium.PdfDocument, index: int) -> _Page:
    page = pdf[index]
    width, height = page.get_size()
    text = page.get_textpage()
    has_foot = f"{index + 1} of {len(pdf)}" in text.get_text_bounded(0, 0, width, FOOT_PT)
    edge, floor = (EDGE_PT, FOOT_PT) if has_foot else (0, 0)
    words = text.get_text_bounded(edge, floor, width - edge, height).strip()
    head = text.get_text_bounded(edge, height - HEAD_PT, width - edge, height)
    starts = [item.get_matrix().e for item in page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=1)]
    left_pt = min((start for start in starts if start > edge), default=0.0)
    page.close()
    return _Page(words or hashlib.sha256(_picture(pdf, index).tobytes()).hexdigest(), head, left_pt, has_foot)


def _left(pages: Sequence[_Page]) -> float:
    """Where most of these pages start their lines, in points."""
    common = Counter(round(page.left_pt, 4) for page in pages if page.has_foot).most_common(1)
    return common[0][0] if common else 0.0


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Which old page became which new one; None for a page that only one of them has."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(start, end), range(new_start, new_end), strict=True)
        else:
            old_words = {was: Counter(old[was].split()) for was in range(start, end)}
            yield from _nearest(old_words, {now: Counter(new[now].split()) for now in range(new_start, new_end)})


def _nearest(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> Iterator[Pair]:
    """Pairs of pages that share most words, none crossing another; in order of the pages where none are alike."""
    alike = [((old[a] & new[b]).total() / min(old[a].total(), new[b].total()), -a, -b) for a in old for b in new]
    kept: list[tuple[int, int]] = []
    for _, a, b in sorted((found for found in alike if found[0] >= _ALIKE), reverse=True):
        if all(-a != was and -b != now and (-a < was) == (-b < now) for was, now in kept):
            kept.append((-a, -b))
    for was, now in [*sorted(kept), (max(old, default=0) + 1, max(new, default=0) + 1)]:
        before, after = [a for a in old if a < was], [b for b in new if b < now]
        if len(before) == len(after):
            yield from zip(before, after, strict=True)
        else:
            yield from [(a, None) for a in before] + [(None, b) for b in after]
        if was in old:
            yield was, now
        old, new = {a: old[a] for a in old if a > was}, {b: new[b] for b in new if b > now}


def _picture(pdf: pdfium.PdfDocument, index: int, shift: float = 0.0, scale: float = READING_DPI / 72) -> Image.Image:
    """A page as it is painted, moved to the left by `shift` points. No page is painted larger than A2."""
    page = pdf[index]
    box = page.get_cropbox()
    if shift:
        page.set_mediabox(box[0] + shift, box[1], box[2] + shift, box[3])
        page.set_cropbox(box[0] + shift, box[1], box[2] + shift, box[3])
        page.close()
        page = pdf[index]  # a page takes its box when it is opened
    picture = page.render(scale=scale * min(1, LONGEST_PT / max(page.get_size()))).to_pil().convert("RGB")
    if shift:
        page.set_mediabox(*box)
        page.set_cropbox(*box)
    page.close()
    return picture


def _difference(one: Image.Image, other: Image.Image, noise: int) -> Image.Image:
    """White where two pictures differ by more than `noise`, black where they do not.

    With noise allowed, a page was moved: a thin line may then fall on the next row of dots, which is no difference.
    """
    size = max(one.width, other.width), max(one.height, other.height)
    one, other = [ImageOps.expand(each, (0, 0, size[0] - each.width, size[1] - each.height), DESK) for each in (one, other)]
    differs = ImageChops.lighter(_beyond(one, other), _beyond(other, one)) if noise else ImageChops.difference(one, other)
    red, green, blue = differs.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 * (value > noise))


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """By how much each dot of a picture is darker or lighter than all dots around its place in the other."""
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return ImageChops.lighter(darker, ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3))))


def _without_furniture(differs: Image.Image, shift: float, head: float) -> Image.Image:
    """Black out head and foot, and both edges, where either page may carry a tab; the new one moved by `shift`."""
    dots = READING_DPI / 72
    left, right = max(EDGE_PT, EDGE_PT - shift) * dots, differs.width - max(EDGE_PT, EDGE_PT + shift) * dots
    body = round(left), round(head * dots), round(right), round(differs.height - FOOT_PT * dots)
    blank = Image.new("L", differs.size)
    blank.paste(differs.crop(body), body)
    return blank


def _boxes(differs: Image.Image) -> tuple[Box, ...]:
    """Frames around what is white, one for all that lies close together, from the top down."""
    small = differs.reduce(CELL).point(lambda value: 255 * (value > 0)).filter(ImageFilter.MaxFilter(3))
    across, down = differs.width / CELL, differs.height / CELL
    boxes: list[Box] = []
    while (seed := small.tobytes().find(255)) >= 0:
        ImageDraw.floodfill(small, (seed % small.width, seed // small.width), 1)
        patch = small.point(lambda value: 255 * (value == 1))
        left, top, right, bottom = patch.getbbox()
        boxes.append((left / across, top / down, min(1, right / across), min(1, bottom / down)))
        small.paste(0, mask=patch)
    return tuple(boxes)


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
    out = io.BytesIO()
    (sheet.convert("L") if grey else sheet).save(out, "PNG")
    return out.getvalue()


def _paint(sheet: Image.Image, cell: _Cell, x: int, y: int, scale: float) -> None:
    picture = _picture(cell.pdf, cell.index, scale=scale)
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in cell.boxes:
        corners = left * picture.width, top * picture.height, right * picture.width - 1, bottom * picture.height - 1
        pen.rectangle(corners, outline=FRAME, width=2)
    sheet.paste(picture, (x, y + _LABEL))
    ImageDraw.Draw(sheet).text((x, y), cell.label, INK, ImageFont.load_default(14))
