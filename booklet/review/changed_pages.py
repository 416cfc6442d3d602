"""Changed pages: what differs between two builds of a booklet, told apart by what is painted.

Pages are first aligned by their words, so that a page more or less does not make all that follow look new. The
furniture, which changes everywhere at once, is kept out of it: see `Change`.
"""
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from typing import cast

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from pypdfium2 import raw as pdfium_c

_MM = 72 / 25.4
# Where the furniture is, by styles/tokens.css with a little air: --foot-margin less --foot-gap; the tabs; and
# --head less --head-gap.
_FOOT_PT, _EDGE_PT, _HEAD_PT = 23 * _MM, 14.5 * _MM, 15.5 * _MM
_READING_DPI = 80
LONGEST_PT = 1700  # the longer side of A2: a poster among the pages is shown as large as that
_NOISE = 40  # of 255: a line painted a hair further on, on a page whose margins changed sides
_CELL = 5  # dots: differences less than three of these apart share a frame
_ALIKE = 0.6  # of the shorter one's words in common, or two pages are not one that changed; strangers share up to 0.55
DESK = (232, 232, 232)  # what lies around the pages
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


def changed_pages(old: pdfium.PdfDocument, new: pdfium.PdfDocument) -> Iterator[Change]:
    """What differs, in the order of the pages."""
    before, after = [[_read(pdf, index) for index in range(len(pdf))] for pdf in (old, new)]
    mirror = _left(after[0::2]) - _left(after[1::2])  # how much further right the lines of a recto start
    for was, now in _aligned([page.words for page in before], [page.words for page in after]):
        if was is None or now is None:
            old_page, new_page = (None if at is None else at + 1 for at in (was, now))
            yield Change("added" if was is None else "removed", old_page, new_page)
            continue
        has_foot = before[was].has_foot and after[now].has_foot
        changed_sides = has_foot and was % 2 != now % 2
        shift = mirror * (was % 2 - now % 2) if changed_sides else 0.0
        differs = _difference(page_as_painted(old, was), page_as_painted(new, now, shift), _NOISE if changed_sides else 0)
        if changed_sides or differs.getbbox():
            head = _HEAD_PT if changed_sides and before[was].head == after[now].head else 0.0
            boxes = _boxes(_without_furniture(differs, shift, head) if has_foot else differs)
            by = shift / new[now].get_width()
            moved = tuple((left + by, top, right + by, bottom) for left, top, right, bottom in boxes)
            yield Change("changed" if boxes else "foot", was + 1, now + 1, boxes, moved)


def _read(pdf: pdfium.PdfDocument, index: int) -> _Page:
    page = pdf[index]
    width, height = page.get_size()
    text = page.get_textpage()
    has_foot = f"{index + 1} of {len(pdf)}" in text.get_text_bounded(0, 0, width, _FOOT_PT)
    edge, floor = (_EDGE_PT, _FOOT_PT) if has_foot else (0, 0)
    words = text.get_text_bounded(edge, floor, width - edge, height).strip()
    head = text.get_text_bounded(edge, height - _HEAD_PT, width - edge, height)
    starts = [item.get_matrix().e for item in page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=1)]
    left_pt = min((start for start in starts if start > edge), default=0.0)
    page.close()
    return _Page(words or hashlib.sha256(page_as_painted(pdf, index).tobytes()).hexdigest(), head, left_pt, has_foot)


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


def page_as_painted(
    pdf: pdfium.PdfDocument, index: int, shift: float = 0.0, scale: float = _READING_DPI / 72
) -> Image.Image:
    """A page as it is painted, moved to the left by `shift` points. No page is painted larger than A2."""
    page = pdf[index]
    box = page.get_cropbox()
    if shift:
        page.set_mediabox(box[0] + shift, box[1], box[2] + shift, box[3])
        page.set_cropbox(box[0] + shift, box[1], box[2] + shift, box[3])
        page.close()
        page = pdf[index]  # a page takes its box when it is opened
    bitmap = page.render(scale=scale * min(1, LONGEST_PT / max(page.get_size())))
    picture: Image.Image = bitmap.to_pil().convert("RGB")
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
    darker = ImageChops.subtract(ImageChops.invert(one), _spread(ImageChops.invert(other)))
    return ImageChops.lighter(darker, ImageChops.subtract(one, _spread(other)))


def _spread(picture: Image.Image) -> Image.Image:
    """Each dot as light as the lightest around it. Pillow's MaxFilter(3) gives the same, and takes ten times as long."""
    for x, y in ((1, 0), (0, 1)):
        beside = (picture.crop((by * x, by * y, picture.width + by * x, picture.height + by * y)) for by in (-1, 1))
        picture = reduce(ImageChops.lighter, beside, picture)
    return picture


def _without_furniture(differs: Image.Image, shift: float, head: float) -> Image.Image:
    """Black out head and foot, and both edges, where either page may carry a tab; the new one moved by `shift`."""
    dots = _READING_DPI / 72
    left, right = max(_EDGE_PT, _EDGE_PT - shift) * dots, differs.width - max(_EDGE_PT, _EDGE_PT + shift) * dots
    body = round(left), round(head * dots), round(right), round(differs.height - _FOOT_PT * dots)
    blank = Image.new("L", differs.size)
    blank.paste(differs.crop(body), body)
    return blank


def _boxes(differs: Image.Image) -> tuple[Box, ...]:
    """Frames around what is white, one for all that lies close together, from the top down."""
    small = differs.reduce(_CELL).point(lambda value: 255 * (value > 0)).filter(ImageFilter.MaxFilter(3))
    across, down = differs.width / _CELL, differs.height / _CELL
    boxes: list[Box] = []
    while (seed := small.tobytes().find(255)) >= 0:
        ImageDraw.floodfill(small, (seed % small.width, seed // small.width), 1)
        patch = small.point(lambda value: 255 * (value == 1))
        left, top, right, bottom = cast(Box, patch.getbbox())  # it holds the seed
        boxes.append((left / across, top / down, min(1, right / across), min(1, bottom / down)))
        small.paste(0, mask=patch)
    return tuple(boxes)
