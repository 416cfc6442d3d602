"""Kept: a document that was laid out, kept so that only what changes of it is set again.

Its parts are what stands in its body: cover, contents, each section, the lists at the end. A part that has changed is
set from the page on which it starts to the next page that starts as one did before. Around it, other parts stand as empty
shells: nothing of them is laid out, and the pages of what is named in them are known.
"""
import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from booklet.paginate.engine import Look, box_kinds, laid_out_tree
from booklet.paginate.makeup.rules import ends_in_colon
from booklet.paginate.parts.arranged import arranged, arrangement
from booklet.paginate.parts.course import Course, Start, spliced
from booklet.paginate.parts.door import followed, taken_up

MOST_SHARE = 0.34  # of the parts: where more have changed, the whole is set
_ROUNDS = 3  # numbers of pages that have changed may change others
_WAYS = ("data-to", "data-here", "data-after", "href")  # what names an anchor whose page is printed
_BLOCKS_ASKED = frozenset("p h2 h3 h4 h5 h6 ul ol dl table figure aside header div".split())
_BLOCKS = (box_kinds.BlockLevelBox, box_kinds.LineBox, box_kinds.TableCellBox)


@dataclass(frozen=True, slots=True)
class Again:
    """Pages that were set again: they stand in the place of those from `first` to before `goes_on`. `is_same_shape`:
    each line and each block is where it was, so that the pages would be made up as they were.
    """

    first: int
    goes_on: int
    pages: Any
    is_same_shape: bool


class Kept:
    """Watches one document being laid out, then sets parts of it again."""

    def __init__(self) -> None:
        self.course: Course | None = None
        self._layouts: list[tuple[Any, Course, Callable[[], None]]] = []

    def watch(self, text: str, html: Any, look: Look, lay_out: Callable[[], Any]) -> Callable[[], Any]:
        """The same layout, with its course noted each time."""
        self._html, self._look = html, look
        self._authors = [deepcopy(part) for part in _body(html.etree_element)]
        # <section class="cover">: what a part begins with, and nothing inside of one
        self._begins = re.compile(rf"(?=<(?:{'|'.join(sorted({part.tag for part in self._authors}))})[\s>])")
        self._typed = self._begins.split(text)

        def noted() -> Any:
            with followed() as courses:
                pages = lay_out()
            self._layouts.append((pages, courses[-1], arrangement(html.etree_element)))
            return pages

        return noted

    def keep(self, pages: Any) -> None:
        """Of all layouts that were watched, `pages` is the one that is shown: its tree is put in order as it was then."""
        _, course, restore = next(each for each in self._layouts if each[0] is pages)
        restore()
        self._layouts = []
        is_known = len(self._typed) == len(self._authors) + 1 and _is_in_parts(course, list(_body(self._html.etree_element)))
        self.course = course if is_known else None

    def again(self, text: str, parse: Callable[..., Any]) -> list[Again] | None:
        """What has changed, set again: `text` is the document as it is now, and `parse` makes a tree of such a one. None
        where the whole has to be laid out.

        Parts that print the pages of others are set again where these have changed; not where the shape has, since then
        pages may come out otherwise anyhow.
        """
        typed = self._begins.split(text)
        changed = self._changed(typed)
        if changed is None or self.course is None:
            return None
        html = parse(string="".join((typed[0], *(typed[at + 1] for at in changed))))
        new = dict(zip(changed, _body(html.etree_element), strict=True))
        if any((self._authors[at].tag, self._authors[at].attrib) != (now.tag, now.attrib) for at, now in new.items()):
            return None
        html.etree_element = self._html.etree_element
        self._html, self._typed, parts = html, typed, _body(html.etree_element)
        is_alike = all(_asked(self._authors[at]) == _asked(now) for at, now in new.items())
        for at, now in new.items():
            author = deepcopy(now)
            part = arranged(self._authors[at], parts[at], now)
            if part is None:
                return None
            parts[at], self._authors[at] = part, author
        done: list[Again] = []
        for _ in range(_ROUNDS):
            before = self.course
            done += [self._set(at) for at in changed]
            moved = {name for name, page in self.course.anchors.items() if before.anchors.get(name) != page}
            changed = [at for at, part in enumerate(parts) if moved & set(_shown(part)) and at not in changed]
            if not changed or not all(each.is_same_shape for each in done):
                return done if is_alike else _unsure(done)
        return _unsure(done)

    def _changed(self, typed: list[str]) -> list[int] | None:
        """The parts that differ; None where the document has others, or another look, or where too many differ."""
        if len(typed) != len(self._typed) or typed[0] != self._typed[0]:
            return None
        changed = [at for at, (was, now) in enumerate(zip(self._typed[1:], typed[1:], strict=True)) if was != now]
        return changed if len(changed) <= max(1, len(self._authors) * MOST_SHARE) else None

    def _set(self, at: int) -> Again:
        """One part, from the page on which it starts."""
        before, parts = self.course, _body(self._html.etree_element)
        assert before is not None
        first = _first_page(before, at)
        old = range(first + 1, len(before.pages))
        last = next((_part_of(before.starts[page]) for page in old if _part_of(before.starts[page]) > at), len(parts) - 1)
        for end in (last + 1, len(parts)):  # a part that has grown may take others along
            far: list[int] = []

            def ends(start: Start, far: list[int] = far, end: int = end) -> bool:
                far.append(_part_of(start))
                return far[-1] > end or far[-1] > at and any(start.is_like(before.starts[page]) for page in old)

            pages, part = taken_up(self._lay_out(_part_of(before.starts[first]), end), before, first, ends)
            if end >= len(parts) - 1 or far and far[-1] <= end and part.starts[-1].way is not None:
                break
        goes_on = next((page for page in old if part.starts[-1].is_like(before.starts[page])), len(before.pages))
        self.course = spliced(before, part, first, goes_on)
        return Again(first, goes_on, pages, _shapes(part.pages) == _shapes(before.pages[first:goes_on]))

    def _lay_out(self, first: int, last: int) -> Callable[[], Any]:
        """Lays out a document whose parts before `first` and after `last` are shells."""
        root = self._html.etree_element
        parts = list(_body(root))
        named = {name for part in parts[first : last + 1] for name in _shown(part)}
        body = _like(next(root.iter("body")))
        body.extend(part if first <= at <= last else _shell(part, named) for at, part in enumerate(parts))
        html = copy(self._html)
        html.etree_element = _like(root)
        html.etree_element.extend(body if part.tag == "body" else part for part in root)
        return lambda: laid_out_tree(html, replace(self._look, pictures={}))  # a picture may be another now


def _unsure(done: list[Again]) -> list[Again]:
    """The same pages, of which nobody knows whether the whole would come out so."""
    return [replace(each, is_same_shape=False) for each in done]


def _asked(part: Element) -> list[tuple[str, str, bool]]:
    """What make-up asks of a part beside the room that it takes: its blocks, colons that lead up, figures that it names."""
    return [
        (element.tag, element.get("href", element.get("class", "")), ends_in_colon(element))
        for element in part.iter()
        if element.tag in _BLOCKS_ASKED or element.get("href", "").startswith("#figure")
    ]


def _is_in_parts(course: Course, parts: list[Element]) -> bool:
    """Whether each page starts in the part that its start names: a part without a box would put the count out."""
    for page, start in zip(course.pages, course.starts, strict=False):
        first = next((box.element for box in page.children[0].descendants() if box.element in parts), None)
        if first is not None and first is not parts[_part_of(start)]:
            return False
    return True


def _body(root: Element) -> Element:
    return next(root.iter("body"))


def _like(element: Element) -> Element:
    """An element without what is in it."""
    return Element(element.tag, element.attrib)


def _shell(part: Element, named: set[str]) -> Element:
    shell = _like(part)
    for name in (inner.get("id", "") for inner in part.iter() if inner is not part):
        if name in named:
            SubElement(shell, "a", id=name)
    return shell


def _shown(part: Element) -> Iterator[str]:
    """The anchors whose pages a part prints, or that it needs for that."""
    for element in part.iter():
        for name in (element.get(way, "") for way in _WAYS):
            if name.startswith("#"):
                yield name[1:]


def _part_of(start: Start) -> int:
    if start.way is None:
        return 0
    (below,) = start.way.values()
    return int(next(iter(below))) if below else 0


def _is_its_beginning(start: Start) -> bool:
    if start.way is None:
        return True
    (below,) = start.way.values()
    return not below or next(iter(below.values())) is None


def _first_page(course: Course, at: int) -> int:
    """The page on which a part starts: one before it, where a change may bring its first lines there."""
    known = course.starts[:-1]
    pages = [
        page for page, start in enumerate(known)
        if _part_of(start) < at or (_part_of(start) == at and _is_its_beginning(start))
    ]  # fmt: skip
    page = pages[-1]
    if _part_of(known[page]) == at and known[page].next_page["break"] == "any":
        page -= 1
    while page > 0 and not known[page].is_clean:
        page -= 1
    return max(0, page)


def _shapes(pages: Sequence[Any]) -> list[list[tuple[str, int, int]]]:
    """Where the blocks and the lines of pages stand, and how tall they are, in hundredths of a pixel."""
    return [[_shape(box) for box in page.children[0].descendants() if isinstance(box, _BLOCKS)] for page in pages]


def _shape(box: Any) -> tuple[str, int, int]:
    return box.element_tag, round(box.position_y * 100), round(float(box.height) * 100)
