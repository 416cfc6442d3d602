"""Measures: what laid-out pages tell of themselves while each box still knows what it is."""
from collections import Counter
from collections.abc import Iterator
from typing import Any

from booklet.core.problems import Place, Problem
from booklet.model.document import LaidOut
from booklet.model.edition import Edition
from booklet.model.paper import BoxMm
from booklet.paginate.engine import root_box

_PT, _MM = 0.75, 25.4 / 96  # points and millimetres in a pixel of CSS
_BESIDE = frozenset("table figure stack steps levels evidence certainty gloss".split())  # set smaller than their text
_RUNNING = frozenset({"text", "running"})  # classes around the running text: of a section, of a summary
_OPENING = "title, subtitle and audience"
LONG_PARTS = {"cover": _OPENING, "panel-cover": "title, notice and phones", "masthead": _OPENING}


def running_type_pt(laid_out: LaidOut) -> float | None:
    """The size in which most of the running text is set, in points; None where there is none.

    Its tables, figures and cards, its margin, and what stands around it are left out: contents, references, words explained
    and the imprint of a short handout have more letters than its text.
    """
    lengths: Counter[float] = Counter()
    for page in laid_out.pages.pages:
        for box in _texts(root_box(page), _RUNNING, _BESIDE):
            lengths[round(box.style["font_size"] * _PT, 1)] += len(box.text.strip())
    return lengths.most_common(1)[0][0] if lengths else None


def text_areas(laid_out: LaidOut) -> list[BoxMm]:
    """What the margins leave of each page: where its text stands, and its furniture does not."""
    areas = []
    for box in map(root_box, laid_out.pages.pages):
        left, top = box.content_box_x(), box.content_box_y()
        areas.append((left * _MM, top * _MM, (left + box.width) * _MM, (top + box.height) * _MM))
    return areas


def sheet_problems(laid_out: LaidOut, edition: Edition, place: Place) -> list[Problem]:
    """Code broken-promise: a summary of more pages than it promises, with how much of it is too much."""
    most = edition.promises.pages_at_most
    if not edition.is_alone or most is None or len(pages := laid_out.pages.pages) <= most:
        return []
    texts = [(number, box) for number, page in enumerate(pages[most:]) for box in _texts(root_box(page), _RUNNING)]
    words = sum(len(box.text.split()) for _, box in texts)
    lines = len({(number, box.position_x > pages[0].width / 2, round(box.position_y)) for number, box in texts})
    says = f"{laid_out.edition}: its text takes {len(pages)} pages, and at most {most} are promised"
    says += f": {lines} lines, or about {words} words, too many"
    hint = "take <!-- summary --> from blocks of about as many words, or write <!-- summary: leaflet --> above them"
    return [Problem(place, "broken-promise", says, hint)]


def opening_problems(laid_out: LaidOut, place: Place) -> list[Problem]:
    """Code title-too-long: a cover or a title band that its words break in two, and a cover whose words run into what
    stands at its foot. `place` is where the title is set.
    """
    pages = [list(root_box(page).descendants()) for page in laid_out.pages.pages]
    found = [{name for box in boxes for name in _classes(box)} for boxes in pages]
    broken = (words for name, words in LONG_PARTS.items() if sum(name in each for each in found) > 1)
    told = [f"{words} take more than one page" for words in broken]
    crowded = (boxes for boxes, classes in zip(pages, found, strict=True) if "cover" in classes and _is_crowded(boxes))
    told += ["what stands below the title runs into the foot of the cover" for _ in crowded]
    says = f"edition {laid_out.edition}: {{}}"
    return [Problem(place, "title-too-long", says.format(words), "write them shorter") for words in told]


def _is_crowded(boxes: list[Any]) -> bool:
    words, foot = ([box for box in boxes if name in _classes(box)] for name in ("words", "fields--3"))
    return any(above.position_y + above.margin_height() > below.position_y for above in words for below in foot)


def _texts(
    box: Any, classes: frozenset[str], left_out: frozenset[str] = frozenset(), is_inside: bool = False
) -> Iterator[Any]:
    """Each box of text inside an element of one of these classes, and in none of those."""
    for child in getattr(box, "children", ()):
        if left_out & {child.element_tag, *_classes(child)}:
            continue
        inside = is_inside or bool(classes & _classes(child))
        if inside and type(child).__name__ == "TextBox":
            yield child
        yield from _texts(child, classes, left_out, inside)


def _classes(box: Any) -> set[str]:
    element = box.element
    return set(element.get("class", "").split()) if element is not None and not box.element_tag.count("::") else set()
