"""Titles: a word that is wider than its line has the title of a handout set smaller; elsewhere it is parted by a hyphen.

It broke wherever its line was full, as if it were two: "carboxymethylcellulos" stood above "e".
"""
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from booklet.paginate.balance import A_WORD, box_texts
from booklet.paginate.engine import box_kinds, root_box

_HEADINGS = frozenset({"h2", "h3", "h4", "dt"})
_LETTERS = re.compile(r"[^\W\d_\u0590-\U0010ffff]+")  # of scripts that part words by blanks alone
_WHOLE = re.compile(r"\W*(?!\w*[a-z][A-Z])[^\W\d_]+(?:[-‑/’'][^\W\d_]+)*\W*")  # no address, no OurHealthApp
_SMALLEST, _LINE = 0.6, 1.1  # of the size of a title, and how far its lines are apart then
_PARTS, _OPENING = "parts", "([\"'«»„“‘"
_SLACK = 2.0  # px


def give_room(pages: Any) -> Iterator[bool]:
    """Each title and heading of which a word is wider than its line: true where it was changed."""
    for box in (box for page in pages.pages for box in root_box(page).descendants()):
        lines = [line for line in getattr(box, "children", ()) if isinstance(line, box_kinds.LineBox)]
        if not lines or box.element is None:
            continue
        if box.element_tag != "h1" and box.element_tag not in _HEADINGS:
            for word in (word for word, _ in _parted(lines, box.element) if _WHOLE.fullmatch(word)):
                yield from _by_hyphen(word, box.element)
            continue
        too_wide = (box.width / line.width for line in lines if line.width > box.width + _SLACK)
        room, names = min([_part_of_word(lines, box.element), *too_wide]), box.element.get("class", "").split()
        if room < 1 and box.element_tag == "h1" and room > _SMALLEST:
            size = box.style["font_size"] * room * 0.98
            box.element.set("style", f"font-size: {size:.1f}px; line-height: {size * _LINE:.1f}px")
            yield True
        elif room < 1 and _PARTS not in names:
            box.element.set("class", " ".join((*names, _PARTS)))
            yield True


def _part_of_word(lines: Sequence[Any], element: Element) -> float:
    """How much of a word that goes over two lines has room on the first; 1, where there is none."""
    return min((len(end) / len(word) for word, end in _parted(lines, element)), default=1)


def _parted(lines: Sequence[Any], element: Element) -> Iterator[tuple[str, str]]:
    """Each word that goes over two lines without a hyphen, and what of it stands on the first."""
    found = [A_WORD.findall("".join(box_texts(line))) for line in lines] if len(lines) > 1 else []
    ends = [(above[-1], below[0]) for above, below in pairwise(found) if above and below]
    ends = [(end, begin) for end, begin in ends if _LETTERS.fullmatch(end.lstrip(_OPENING))]
    words = A_WORD.findall("".join(element.itertext())) if ends else []
    return ((word, end) for end, begin in ends for word in words if word.startswith(end + begin))


def _by_hyphen(word: str, element: Element) -> Iterator[bool]:
    """Have a word of a narrow column parted between two syllables: true where it was found in one piece."""
    for holder in list(element.iter()):
        if _PARTS in holder.get("class", "").split():
            continue
        for place, (owner, text) in enumerate([(None, holder.text), *((child, child.tail) for child in holder)]):
            before, is_there, after = (text or "").partition(word)
            if is_there:
                part = Element("span", {"class": _PARTS})
                part.text, part.tail = word, after
                if owner is None:
                    holder.text = before
                else:
                    owner.tail = before
                holder.insert(place, part)
                yield True
                return
