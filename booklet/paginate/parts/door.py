"""The door to WeasyPrint's pagination: a layout is taken up again in the middle, for some pages alone.

WeasyPrint keeps for each page where in the text it starts and what its counters are. A part of a document is set again
by giving it that: it starts at such a page, knows on which pages everything else stands, and ends where a page starts
just as one did before. Only for those who look on: a file for print is one layout, and never comes through this door.
"""
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import weasyprint

from booklet.core.engine import Door, Function, holding, renderer_warnings
from booklet.core.own_table import STYLES, own_table
from booklet.core.problems import Problem
from booklet.paginate.engine import Look, laid_out_tree, root_box
from booklet.paginate.parts.course import Course, Start


@dataclass(slots=True)
class _Work:
    """A layout under way: what is noted of it, and what it goes on from."""

    courses: list[Course] = field(default_factory=list)
    unclean: dict[int, bool] = field(default_factory=dict)
    before: Course | None = None
    first: int = 0
    ends: Callable[[Start], bool] = lambda start: False

    @property
    def lead(self) -> int:
        """A page that is left blank before the first one: WeasyPrint asks whether a page is the first of its document."""
        return int(self.before is not None and self.first > 0)

    def state(self, page: int) -> tuple[Any, ...]:
        """The counters with which a page starts; of them, how many pages there are is what it is of the whole."""
        assert self.before is not None
        state = deepcopy(self.before.starts[page].state)
        state[1]["pages"] = [len(self.before.pages)]
        return state


_work: ContextVar[_Work] = ContextVar("work")


@contextmanager
def followed() -> Iterator[list[Course]]:
    """The courses of all that is laid out inside this context."""
    with holding(_work, _Work()) as work:
        yield work.courses


def taken_up(lay_out: Callable[[], Any], before: Course, first: int, ends: Callable[[Start], bool]) -> tuple[Any, Course]:
    """The pages from `first` on, until the next page would start where `ends` says so; and their course.

    The document may have changed since `before`, but not in what leads to the first page.
    """
    with holding(_work, _Work(before=before, first=first, ends=ends)) as work:
        pages = lay_out()
    pages.pages = pages.pages[work.lead :]
    return pages, work.courses[-1]


def _start(item: tuple[Any, ...], is_clean: bool) -> Start:
    way, next_page, is_recto, state, _ = item
    return Start(way, dict(next_page), is_recto, deepcopy(state), is_clean)


def _begun(begin: Function, context: Any, root: Any) -> None:
    """A layout that is taken up starts where a page did, with its counters; and knows the pages of all anchors."""
    begin(context, root)
    work = _work.get()
    if work.before is None:
        return
    start, collector = work.before.starts[work.first], context.target_collector
    blank = {"break": "left", "page": start.next_page["page"]}, True
    begins = ({0: None}, *blank) if work.lead else (start.way, dict(start.next_page), start.is_recto)
    context.page_maker[0] = *begins, work.state(work.first), context.page_maker[0][-1]
    for name, page in work.before.anchors.items():
        item = collector.target_lookup_items.get(name)
        if item is not None:
            item.page_maker_index = page - work.first + work.lead
            item.cached_page_counter_values = work.state(page + 1)[1]
    # What goes on from a page before stays where it began.
    collector.placed_before = {name for name, page in work.before.anchors.items() if page < work.first}
    for (_, token), waiting in collector.counter_lookup_items.items():
        waiting.pending = token != "content"
        if token == "content":  # it names pages that are known, or the first round would be laid out for nothing
            waiting.parse_again({})


def _until(make: Function, context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """It ends where it shall; and of each page it is noted whether something goes on beside the text of the next one."""
    work = _work.get()
    for at, page in enumerate(make(context, root, html, pages)):
        yield page
        if at >= len(pages) or page is not pages[at]:
            work.unclean[at + 1] = bool(context.broken_out_of_flow)
            if at < work.lead and work.before:
                start, noted = work.before.starts[work.first], context.page_maker[1][-1]
                begins = start.way, dict(start.next_page), start.is_recto
                context.page_maker[1] = *begins, work.state(work.first), noted
                continue
        if at < work.lead:
            continue
        following = context.page_maker[at + 1]
        if work.before and following[0] is not None and work.ends(_start(following, not work.unclean.get(at + 1))):
            following[-1]["content_changed"] = False  # or all is laid out once more
            context.page_maker = context.page_maker[: at + 2]
            context.broken_out_of_flow.clear()
            return


def _noted(lay_out: Function, html: Any, root: Any, context: Any, *rest: Any, **more: Any) -> Iterator[Any]:
    work, pages = _work.get(), []
    for page in lay_out(html, root, context, *rest, **more):
        pages.append(page)
        yield page
    numbers = range(1 + work.lead, len(pages) + 1)
    strings, running = (
        [{name: said[number] for name, said in store.items() if said.get(number)} for number in numbers]
        for store in (context.string_set, context.running_elements)
    )
    targets = context.target_collector.target_lookup_items
    found = {name: item.page_maker_index for name, item in targets.items() if item.page_maker_index is not None}
    anchors = {name: page - work.lead for name, page in found.items()}
    starts = [_start(item, not work.unclean.get(at)) for at, item in enumerate(context.page_maker)]
    work.courses.append(Course(pages[work.lead :], starts[work.lead :], anchors, strings, running))


def _with_those_before(look_up: Function, self: Any, store: Any, page: Any, name: str, keyword: str) -> Any:
    """Heads and tabs that were set before the first page go on."""
    found, work = look_up(self, store, page, name, keyword), _work.get()
    if found or work.before is None or keyword == "all-once" or self.current_page in store[name]:
        return found
    return work.before.entering("strings" if store is self.string_set else "running", name, work.first)


def _of_all(make: Function, context: Any, page: Any, state: Any) -> Any:
    """A foot says how many pages the whole has, and not the part."""
    work = _work.get()
    if work.before:
        state[1]["pages"] = [len(work.before.pages)]
    return make(context, page, state)


_door = Door(
    weasyprint,
    _work,
    shapes=own_table(__file__),
    replacements={
        "document.layout_document": _noted,
        "layout.initialize_page_maker": _begun,
        "layout.make_all_pages": _until,
        "layout.make_margin_boxes": _of_all,
        "layout.LayoutContext.get_string_or_element_for": _with_those_before,
    },
)  # fmt: skip


def parts_problems() -> list[Problem]:
    """What makes this WeasyPrint another one than parts can be set with. Opens the door, when it is asked first."""
    return _door.problems(_trial)


# Three pages of running heads and feet, the second one also by itself: it names the page of what stands on the third.
_TRIAL = """<style>
@font-face { font-family: face; src: url(fonts/atkinson-hyperlegible-next-latin-400-normal.woff2) } * { font-family: face }
@page { @top-left { content: string(head) } @bottom-left { content: counter(page) "/" counter(pages) } }
h1 { string-set: head content(); break-before: page } i::before { content: target-counter(attr(data-to), page) }
</style><h1>One</h1><h2>Rest</h2><p style="break-before: page"><i data-to="#c"></i></p><h1 id="c">Two</h1>"""


def _trial() -> str:
    lay_out = partial(laid_out_tree, weasyprint.HTML(string=_TRIAL, base_url=f"{STYLES}/"), Look())
    with renderer_warnings():
        with followed() as courses:
            lay_out()
        part, _ = taken_up(lay_out, courses[0], 1, courses[0].starts[2].is_like)
    texts = [box.text for page in part.pages for box in root_box(page).descendants() if hasattr(box, "text")]
    wanted = ["3", "One", "2/3"]
    return "" if texts == wanted else f"a page set by itself as a trial has the texts {texts}, and not {wanted}"
