"""Courses: how a layout went from page to page. From this it can be taken up again in the middle (door.py)."""
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page starts: the way to it through the tree of boxes, what has to come next, its side, and its counters.

    Not `is_clean`: something beside the text goes on from the page before, so nothing can be taken up here.
    """

    way: Any
    next_page: dict[str, Any]
    is_recto: bool
    state: tuple[Any, ...]
    is_clean: bool = True

    def is_like(self, other: "Start") -> bool:
        """Whether the same text starts there, whatever the number of the page."""
        return self.is_clean and other.is_clean and self.way == other.way and self.next_page == other.next_page


@dataclass(slots=True)
class Course:
    """A layout, page by page from 0. There is one start more than pages: where it ended."""

    pages: list[Any]
    starts: list[Start]
    anchors: dict[str, int]  # the page of each
    strings: list[dict[str, list[Any]]]  # what a head may say, by its name, as it is said on each page
    running: list[dict[str, list[Any]]]

    def entering(self, stores: str, name: str, page: int) -> tuple[Any, ...]:
        """The last thing of that name on the pages before this one."""
        before = getattr(self, stores)[:page]
        return next(((said[name][-1],) for said in reversed(before) if said.get(name)), ())


def spliced(before: Course, part: Course, first: int, goes_on: int) -> Course:
    """The course with `part` from page `first` on, and what followed from page `goes_on` on after that."""
    shift = first + len(part.pages) - goes_on
    anchors = {name: page + shift * (page >= goes_on) for name, page in before.anchors.items()}
    return Course(
        before.pages[:first] + part.pages + before.pages[goes_on:],
        before.starts[:first] + part.starts[:-1] + [_moved(start, shift) for start in before.starts[goes_on:]],
        anchors | {name: first + page for name, page in part.anchors.items() if 0 <= page < len(part.pages)},
        before.strings[:first] + part.strings + before.strings[goes_on:],
        before.running[:first] + part.running + before.running[goes_on:],
    )


def _moved(start: Start, shift: int) -> Start:
    state = deepcopy(start.state)
    state[1]["page"] = [page + shift for page in state[1].get("page", [0])]
    return replace(start, is_recto=start.is_recto != bool(shift % 2), state=state)
