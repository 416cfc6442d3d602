"""Search: the order of units that leaves the fewest and smallest holes.

Units are set one after the other on pages that are reckoned with, not laid out. At each step the next unit of text is
set, or one of the things that may stand there. What is left of a page where it is broken is a hole; of all ways to set
the same units the few with the least waste are followed further. That is dynamic programming over what has been set,
bounded where many things may wait at once. Heights are in pixels of CSS, waste is in pages.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from booklet.paginate.makeup.measure import Block, Flow
from booklet.paginate.makeup.rules import SORTS, Unit, ends_in_colon

KEPT, LAYER = 20, 300  # ways to set the same units, and ways with as many units, that are followed further
HOLE = 3.0  # what a hole of a page costs beside its paper; a smaller one its cube: one large hole is worse than two
MOVED, FAR = 0.01, 0.25  # what it costs to move a thing at all, and by a whole page
NEAR = 0.01  # pixels that are none
_TEXT = frozenset({"p", "ul", "ol", "dl"})


@dataclass(frozen=True, slots=True)
class Way:
    """How some units are set: the way before the last of them, where it ends, and what all of them waste."""

    before: "Way | None" = None
    unit: Unit | None = None
    page: int = 0
    y: float = 0
    beside: float = 0  # where the margin column ends
    last: Block | None = None
    waste: float = 0
    new_holes: tuple[float, ...] = ()  # parts of a page, at the breaks that the last unit makes
    text: int = 0  # units of text that are set
    things: tuple[int, ...] = (0,) * len(SORTS)  # and of each sort that may wait
    since: tuple[tuple[int, float], ...] = ()  # where each thing that waits would have stood: in pages, by its index

    @property
    def order(self) -> tuple[Unit, ...]:
        """The units that are set, from the first one on."""
        return tuple(way.unit for way in self._steps() if way.unit)

    @property
    def holes(self) -> tuple[float, ...]:
        """What is left at the foot of each page but the last one: parts of a page."""
        return tuple(hole for way in self._steps() for hole in way.new_holes)

    def _steps(self) -> list["Way"]:
        steps, way = [], self
        while way.before:
            steps.append(way)
            way = way.before
        return steps[::-1]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is never parted: the gap above it and its height, and the notes in the margin, each from how far below."""

    gap: float
    alone: float  # the gap where it begins a page: none, but below a note that begins with it
    height: float
    slack: float
    is_clear: bool
    notes: tuple[tuple[float, float, float], ...]  # from how far below, height, and the gap below

    def beside(self, top: float, free: float) -> tuple[float, float]:
        """Where the notes in the margin end, of a chunk from `top` on, and where the margin is free then and was before."""
        ends = 0.0
        for below, height, gap in self.notes:
            ends = max(top + below, free) + height
            free = ends + gap
        return ends, free


@dataclass(frozen=True, slots=True)
class Press:
    """What units are set with: the measures of a flow, and how far apart its lines shall be."""

    flow: Flow
    leading: float

    def start(self) -> Way:
        return Way(y=self.flow.starts)

    def order(self, units: Sequence[Unit]) -> Way:
        """Units in the order in which they are given."""
        way = self.start()
        for unit in units:
            way = self.set(way, unit)
        return way

    def set(self, way: Way, unit: Unit) -> Way:
        """The way with one more unit below."""
        page, y, beside, room = way.page, way.y, way.beside, self.flow.room
        holes: list[float] = []
        for chunk in self._chunks(way.last, unit):
            top = max(y + chunk.gap, beside if chunk.is_clear else 0) if y else chunk.alone
            ends, free = chunk.beside(top, beside)
            if y and max(top + chunk.height + chunk.slack, ends) > room + NEAR:
                holes.append(max(0.0, room - y) / room)
                page, top, free = page + 1, chunk.alone, chunk.beside(chunk.alone, 0.0)[1]
            y, beside = top + chunk.height, free
        waste = way.waste + sum(hole + HOLE * hole**3 for hole in holes)
        last = next((block for block in reversed(unit.blocks) if not block.is_beside), way.last)
        return Way(way, unit, page, y, beside, last, waste, tuple(holes), way.text, way.things, way.since)

    def _chunks(self, last: Block | None, unit: Unit) -> list["Chunk"]:
        """What of a unit is never parted: the strips of its blocks, those that hold what follows with the next one."""
        chunks: list[Chunk] = []
        notes: list[tuple[float, float]] = []
        is_held = False
        for block in unit.blocks:
            if block.is_beside:
                notes.append((block.height, block.margins[1]))
                continue
            for at, strip in enumerate(block.strips):
                gap = strip.gap if at else self._gap(last, block, bool(notes))
                height = strip.height - strip.lines * (self.flow.leading - self.leading)
                slack = block.slack if at == len(block.strips) - 1 else 0.0
                if at == 0 and chunks and (is_held or block.holds_last):
                    above = chunks.pop()
                    begins = above.height + min(gap, last.margins[1] if last else 0.0)
                    beside = (*above.notes, *((begins, *note) for note in notes))
                    chunks.append(replace(above, height=above.height + gap + height, slack=slack, notes=beside))
                else:
                    begins = min(0.0, (last.margins[1] if last else 0.0) - gap)
                    alone = block.head if at else block.margins[0] if notes else 0.0
                    beside = tuple((begins, *note) for note in notes)
                    chunks.append(Chunk(gap, alone, height, slack, block.is_clear and at == 0, beside))
                notes = []
            last, is_held = block, block.holds_next or ends_in_colon(block.element)
        return chunks

    def _gap(self, before: Block | None, after: Block, has_note: bool) -> float:
        if before is None:
            return 0.0
        known = self.flow.gaps.get((before.kind, after.kind, has_note))
        if known is not None:
            return known
        gap = max(before.margins[1], after.margins[0])
        is_text = before.element.tag in _TEXT and after.element.tag in _TEXT
        return max(gap, self.flow.gaps.get(("p", "p", False), 0.0)) if is_text and not has_note else gap


def pages(way: Way) -> int:
    return way.page + (way.y > 0)


def cost(count: int, holes: Iterable[float]) -> float:
    """What pages come to, so many and with these holes: in pages."""
    return count + sum(HOLE * hole**3 for hole in holes)


def best_order(press: Press, units: Sequence[Unit]) -> Way:
    """The best order that is found. `units` are in their author's order, which is one of those that are compared."""
    text = [unit for unit in units if not unit.sort]
    things = [[unit for unit in units if unit.sort == sort] for sort in SORTS]
    ways = [press.start()]
    for _ in units:
        further: dict[tuple[int, tuple[int, ...]], list[Way]] = {}
        for way in ways:
            for longer in _longer(press, way, text, things):
                further.setdefault((longer.text, longer.things), []).append(longer)
        kept = (way for same in further.values() for way in sorted(same, key=_waste)[:KEPT])
        ways = sorted(kept, key=_waste)[:LAYER]
    return min(ways, key=lambda way: (pages(way), way.waste))


def _waste(way: Way) -> tuple[float, float]:
    return round(way.waste, 6), way.page + way.y


def _longer(press: Press, way: Way, text: Sequence[Unit], things: Sequence[Sequence[Unit]]) -> Iterable[Way]:
    """The way with one more unit, in each manner that the rules allow."""
    due = False
    where = way.page + way.y / press.flow.room
    for sort, waiting in enumerate(things):
        if way.things[sort] == len(waiting):
            continue
        thing = waiting[way.things[sort]]
        due |= thing.latest <= way.text
        if thing.earliest <= way.text:
            counts = tuple(count + (at == sort) for at, count in enumerate(way.things))
            yield replace(_moved(press.set(way, thing), thing, way, where), things=counts)
    if not due and way.text < len(text):
        yield replace(press.set(_noticed(way, things, where), text[way.text]), text=way.text + 1)


def _noticed(way: Way, things: Sequence[Sequence[Unit]], where: float) -> Way:
    """The way, with what its author would have set here and what is not set yet noted."""
    new: list[tuple[int, float]] = []
    for sort, waiting in enumerate(things):
        ahead = takewhile(lambda thing: thing.at <= way.text, islice(waiting, way.things[sort], None))
        new += [(thing.index, where) for thing in ahead if thing.at == way.text]
    return replace(way, since=(*way.since, *new)) if new else way


def _moved(longer: Way, thing: Unit, before: Way, where: float) -> Way:
    """The way with what it costs that a thing stands elsewhere than its author has set it."""
    if thing.at == before.text:
        return longer
    far = where - dict(before.since).get(thing.index, where)
    since = tuple(waits for waits in before.since if waits[0] != thing.index)
    return replace(longer, waste=longer.waste + MOVED + FAR * far + MOVED * abs(thing.at - before.text), since=since)
