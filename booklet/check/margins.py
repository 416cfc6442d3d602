"""Margins: what comes too near an edge of the paper, and what a punch would take. Asked of each page as it is printed."""
from collections.abc import Iterator, Sequence

from PIL import Image

from booklet.check.by_page import several
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import (
    MEASURING_DPI, THREE_HOLES, TWO_HOLES, ink_near_edge, inked_areas, page_pictures, punched_areas,
)  # fmt: skip
from booklet.check.pdf.tree import as_list
from booklet.core.letters.direction import direction
from booklet.core.problems import Place, Problem
from booklet.model.paper import SAFE_MM, BoxMm, Paper, millimetres

NAMELESS = "a ground, a rule or a drawing without words"
_LARGEST_PT = 1_225  # the longer side of 11 by 17 inches, and a little
_MOST_PAGES = 4  # named where the same is wrong on more of them


def margin_advice(proof: Proof, name: str) -> Iterator[Problem]:
    """What an office printer would cut off a PDF from anywhere.

    One with a bleed is for a print shop, which trims it; one larger than A3 is for no office printer.
    """
    sides = [abs(float(page.mediabox[at + 2] - page.mediabox[at])) for page in proof.pdf.pages for at in (0, 1)]
    if max(sides, default=0) > _LARGEST_PT or any(page.trimbox != page.mediabox for page in proof.pdf.pages):
        return
    hint = "leave it white there, or print it to fit the page"
    for says in margin_breaches(proof, SAFE_MM, is_punched=False, wanted="office printers need {} mm"):
        yield Problem(Place(name), "narrow-margin", says, hint, is_advice=True)


def margin_breaches(proof: Proof, safe_mm: float, is_punched: bool, wanted: str = "{} mm are promised") -> Iterator[str]:
    """What breaks the promises of a safe edge and of punched holes: on which pages, where, and what lies there.

    Painting 64 pages in grey, once for both, takes 0.3 s of CPU: 2 % of their build. Pages are bound like a book: the
    first and every second after it on their left, or on their right where the language runs from right to left. Where
    neither is promised, nothing is painted.
    """
    if not (safe_mm or is_punched):
        return
    pages: dict[str, list[int]] = {}
    turned = direction(str(proof.pdf.Root.get("/Lang", ""))) == "rtl"
    for index, picture in enumerate(page_pictures(proof.data)):
        paper = Paper("", *(side / MEASURING_DPI * 25.4 for side in picture.size))
        at_edges = _at_edges(picture, safe_mm, wanted) if safe_mm else ()
        punched = _punched(picture, paper, is_recto=index % 2 == turned) if is_punched else ()
        for box, says in (*at_edges, *punched):
            lies = _what_lies_at(proof, index, box, paper.height_mm)
            pages.setdefault(f"{says}: {lies or NAMELESS}", []).append(index + 1)
    for says, numbers in pages.items():
        yield f"{_named(numbers)}: {says}"


def _at_edges(picture: Image.Image, safe_mm: float, wanted: str) -> Iterator[tuple[BoxMm, str]]:
    for near in ink_near_edge(picture, safe_mm):
        says = f"ink comes to {near.away_mm:.1f} mm from the {near.side} edge, and {wanted.format(f'{safe_mm:g}')}"
        yield near.box_mm, says


def _punched(picture: Image.Image, paper: Paper, is_recto: bool) -> Iterator[tuple[BoxMm, str]]:
    """Both patterns: what is mailed lands in a binder of either kind."""
    for holes in (TWO_HOLES, THREE_HOLES):
        for area in inked_areas(picture, punched_areas(holes, paper, is_recto)):
            yield area, f"a punch for {holes.name} holes goes through ink, {(area[1] + area[3]) / 2:.0f} mm from the top"


def _what_lies_at(proof: Proof, index: int, box: BoxMm, height_mm: float) -> str:
    """The pictures that reach into a box, as they are described, and the words beside them; "" for ink without a name."""
    pictures = [
        (branch.words("/Alt") or "without a description", place)
        for branch, element in zip(proof.branches, proof.elements(), strict=True)
        if branch.tag == "Figure" and element.page == index and len(bounds := as_list(branch.attribute("/BBox"))) == 4
        and _meet(place := _on_paper([float(edge) for edge in bounds], height_mm), box)
    ]  # fmt: skip
    places = ((each.text, _on_paper(each.box, height_mm)) for each in proof.words_on(index) if each.text.strip())
    words = [text for text, place in places if _meet(place, box) and not any(_meet(place, its) for _, its in pictures)]
    told = [f"the picture {several(alt for alt, _ in pictures)}"] if pictures else []
    return ", ".join([*told, several(words)] if words else told)


def _on_paper(points: Sequence[float], height_mm: float) -> BoxMm:
    """A box in points from the bottom left of a page, in millimetres from its top left."""
    left, bottom, right, top = map(millimetres, points)
    return left, height_mm - top, right, height_mm - bottom


def _meet(one: BoxMm, other: BoxMm) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _named(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    more = len(numbers) - _MOST_PAGES
    named = [str(number) for number in numbers[:_MOST_PAGES]] + ([f"{more} more"] if more > 0 else [])
    return f"pages {', '.join(named[:-1])} and {named[-1]}"
