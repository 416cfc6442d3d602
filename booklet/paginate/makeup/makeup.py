"""Make-up: the blocks of a document in the order in which they fill its pages best, before it is laid out for good.

The document is laid out once on pages without an end, which takes a part of the time of real ones, and measured. The
order that is found is made in its tree, so that the order of the tags, of a copy and of a voice is that of the page.
"""
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from booklet.core.printed.runs import counted
from booklet.model.document import MakeUp
from booklet.paginate.makeup.measure import ENDLESS, Flow, breaks, flows, stranded
from booklet.paginate.makeup.parts import BEGINS_A_PAGE
from booklet.paginate.makeup.rules import SORTS, Unit, sort_of, units_of
from booklet.paginate.makeup.search import Press, Way, best_order, cost, pages

POINT = 4 / 3  # in pixels
STEP = 0.25 * POINT  # by which lines are moved closer
ROUNDS = 6  # at most, in which headings that a page leaves behind are moved to the next one
NO_WORSE = 0.1  # pages by which a reckoning may be wrong
MOST_TRIED = 100  # pages: a longer book is always out by more than that, and a line less on each page made none better
_MARGINS = "".join(f"@{side}{{content:none}}" for side in (
    "top-left", "top-right", "bottom-left", "bottom-right", "left-middle", "right-middle",
))  # fmt: skip
_OTHERS = ("cover", "front", "made", "filler", "back")  # of a booklet
_ALONE = "columns:auto;width:calc((var(--wide) + var(--gutter)) / var(--count) - var(--gutter))"
# No page has a number yet, and a column of a list is as wide as it will be.
_TRIAL = f"""@page{{size:var(--page-width) calc(var(--page-height) * {ENDLESS});{_MARGINS}}}
body:not(.short)>:is({",".join(f".{name}" for name in _OTHERS)}),.thumb,.filler,.back--alone{{display:none}}
.pg::after{{content:"00"}}
.where[data-to]::after{{content:attr(data-open) "00" attr(data-close)}}
.pages a::before{{content:"00"}}
.glossary dl{{--count:var(--glossary-columns);{_ALONE}}}
.references ol{{--count:var(--reference-columns);{_ALONE}}}"""


@dataclass(frozen=True, slots=True)
class Plan:
    """A flow as it shall be set: `way` through its units, beside what its author's order would come to."""

    flow: Flow
    plain: Way
    way: Way
    leading: float

    @property
    def moved(self) -> list[Unit]:
        """What waits until there is room for it, or moves up to where there is."""
        order = self.way.order
        above = accumulate((not unit.sort for unit in order), initial=0)
        return [unit for unit, text in zip(order, above, strict=False) if unit.sort and unit.at != text]


def author_order(root: Element) -> Callable[[], None]:
    """What puts the blocks of each text back as they stand now, with their lines as far apart, to be made up anew."""
    texts = [text for text in root.iter() if "text" in text.get("class", "").split()]
    turns = {text: {child: float(turn) for turn, child in enumerate(text)} for text in texts}

    def back() -> None:
        for text, turn in turns.items():
            before = -1.0
            for child in text:  # a list in the place of a table stays where that was
                before = turn.setdefault(child, before + 0.5)
            text[:] = sorted(text, key=turn.__getitem__)
            text.attrib.pop("style", None)
        _let_headings_follow(root.iter())

    return back


def made_up(root: Element, lay_out: Callable[[], Any], wish: MakeUp) -> tuple[Any, tuple[str, ...]]:
    """The pages of a document made up as is wished, and what was done, in words.

    `root` is its tree, which is changed; `lay_out` lays it out as it is then. Where pages come out worse than reckoned,
    they are reckoned anew with a line less on each, and at last laid out in their author's order: the best is kept.
    A long book is laid out once. Where nothing may wait and no line may be closer, nothing is measured.
    """
    if wish.leading_at_least_pt is None and not any(map(sort_of, root.iter())):
        return _laid_out((), lay_out), ()
    plans = planned(root, lay_out, wish)
    measured = [plan.flow for plan in plans]
    for flow in measured:
        _set_captions(flow)

    def come_to(ways: Iterable[Way]) -> float:
        return sum(cost(pages(way), way.holes) for way in ways)

    tries: dict[tuple[Any, ...], tuple[Any, list[Plan]]] = {}

    def tried(plans: list[Plan]) -> None:
        """Lay them out, unless others have come to the same."""
        key = tuple((plan.leading, *(unit.index for unit in plan.way.order)) for plan in plans)
        if key not in tries:
            tries[key] = _laid_out(plans, lay_out), plans

    def least() -> float:
        return min(cost(*breaks(pages_, measured)) for pages_, _ in tries.values())

    tried(plans)
    is_long = any(len(pages_.pages) > MOST_TRIED for pages_, _ in tries.values())
    if plans and not is_long and least() > come_to(plan.way for plan in plans) + NO_WORSE:
        tried([_planned(replace(plan.flow, room=plan.flow.room - plan.flow.leading), wish) for plan in plans])
        if least() > come_to(plan.plain for plan in plans) + NO_WORSE:
            tried([replace(plan, way=plan.plain, leading=plan.flow.leading) for plan in plans])
    best, chosen = min(tries.values(), key=lambda each: cost(*breaks(each[0], measured)) if plans else 0)
    return best, tuple(_notes(chosen))


def _laid_out(plans: Sequence[Plan], lay_out: Callable[[], Any]) -> Any:
    """The pages of these plans; headings that a page leaves behind begin the next one."""
    for plan in plans:
        _set(plan)
        _let_headings_follow(block.element for block in plan.flow.blocks)
    pages_ = lay_out()
    for _ in range(ROUNDS):
        left = [heading for heading in stranded(pages_) if heading.get("style") != BEGINS_A_PAGE]
        if not left:  # what stands so at the head of its page already is not moved by setting it again
            break
        for heading in left:
            heading.set("style", BEGINS_A_PAGE)
        del pages_  # or two layouts are held at once
        pages_ = lay_out()
    return pages_


def _let_headings_follow(elements: Iterable[Element]) -> None:
    for heading in elements:
        if heading.get("style") == BEGINS_A_PAGE:
            del heading.attrib["style"]


def planned(root: Element, lay_out: Callable[[], Any], wish: MakeUp) -> list[Plan]:
    """How each flow of a document shall be set; its tree is left as it is."""
    sections = {text: section for section in root.iter("section") for text in section}
    return [_planned(flow, wish) for flow in _measured(root, lay_out) if not _is_alone(flow, sections)]


def _measured(root: Element, lay_out: Callable[[], Any]) -> list[Flow]:
    """The flows of a document, laid out on pages without an end."""
    head = next(root.iter("head"))
    style = SubElement(head, "style")
    style.text = _TRIAL
    found = flows(lay_out())
    head.remove(style)
    return found


def _is_alone(flow: Flow, sections: Mapping[Element, Element]) -> bool:
    """Whether a flow is a section that was made for its page, and is left as it is. `sections` are those of texts."""
    owners = [sections[block.text] for block in flow.blocks if block.text is not None and block.text in sections]
    return not owners or any("section--single-page" in owner.get("class", "") for owner in owners)


def _planned(flow: Flow, wish: MakeUp) -> Plan:
    """The best order, and where lines that are a little closer save a page, the widest that do."""
    units = units_of(flow.blocks[1:])
    plain = Press(flow, flow.leading).order(units)
    best, leading = best_order(Press(flow, flow.leading), units), flow.leading
    least = (wish.leading_at_least_pt or 1_000) * POINT
    closer = flow.leading - STEP
    while pages(best) > 1 and closer >= least - STEP / 100:
        way = best_order(Press(flow, closer), units)
        if _ends(flow, way) < _ends(flow, best):
            return Plan(flow, plain, way, closer)
        closer -= STEP
    return Plan(flow, plain, best, leading)


def _ends(flow: Flow, way: Way) -> int:
    """How many pages a flow takes with the lists that run on below it."""
    return ceil(way.page + (way.y + flow.tail) / flow.room)


def _set(plan: Plan) -> None:
    """Make the order of a plan in the tree. What no page shows goes along with what follows it."""
    if plan.flow.words:
        plan.flow.words.part_well(plan.way.y)
    in_order = [block for unit in plan.way.order for block in unit.blocks]
    for text in dict.fromkeys(block.text for block in plan.flow.blocks if block.text is not None):
        groups: dict[Element, list[Element]] = {}
        before: list[Element] = []
        shown = {block.element for block in plan.flow.blocks if block.text is text}
        for child in text:
            before.append(child)
            if child in shown:
                groups[child], before = before, []
        first = [block.element for block in plan.flow.blocks[:1] if block.text is text]
        order = [*first, *(block.element for block in in_order if block.text is text)]
        text[:] = [child for element in order for child in groups[element]] + before
        if plan.leading != plan.flow.leading:
            text.set("style", f"line-height: {plan.leading / POINT:g}pt")
        elif "style" in text.attrib:
            del text.attrib["style"]


def _set_captions(flow: Flow) -> None:
    """Captions beside figures that are the taller."""
    for block in flow.blocks:
        caption = next((child for child in reversed(block.element) if child.tag == "figcaption"), None)
        top, height = block.beside
        if caption is not None and height:
            block.element.set("class", f"{block.element.get('class', '')} figure--beside")
            block.element.set("style", f"min-height: {height / POINT:.1f}pt")
            caption.set("style", f"top: {top / POINT:.1f}pt")


def _notes(plans: Sequence[Plan]) -> Iterator[str]:
    """What was done to an edition."""
    moved = [unit.sort for plan in plans for unit in plan.moved]
    told = [counted(moved.count(sort), sort, several) for sort, several in SORTS.items() if sort in moved]
    if told:
        saved = sum(pages(plan.plain) - pages(plan.way) for plan in plans)
        was, is_now = (f"{max((hole for way in ways for hole in way.holes), default=0.0):.0%}"
                       for ways in ([plan.plain for plan in plans], [plan.way for plan in plans]))  # fmt: skip
        became = [f"{counted(saved, 'page')} saved"] * (saved > 0)
        became += [f"the largest hole is {is_now} of a page, was {was}"] * (is_now != was)
        yield f"{_and(told)} moved to where there is room{': ' * bool(became)}{', '.join(became)}"
    for plan in plans:
        if plan.leading != plan.flow.leading:
            leading, usual = round(plan.leading / POINT, 1), round(plan.flow.leading / POINT, 1)
            yield f"the lines of {_named(plan)} are {leading:g} pt apart, for {usual:g}: a page is saved"


def _named(plan: Plan) -> str:
    heads = [block.element for block in plan.flow.blocks if block.element.tag == "header"]
    names = [element.get("data-head", "") for element in heads]
    return f"{names[0]!r}" if len(names) == 1 else f"{names[0]!r} to {names[-1]!r}" if names else "the text"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
