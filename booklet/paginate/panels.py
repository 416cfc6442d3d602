"""Panels: the pieces of a leaflet, measured and put on the five panels behind its front, so that these end alike.

No piece is broken over a fold. What names a panel stands there; what is urgent on the flap, and all its section where there
is room; the rest is divided over the three inner panels where that leaves them as full as each other, between two sections
if it can be.
"""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise
from math import ceil
from typing import Any

from booklet.core.printed.runs import counted
from booklet.core.problems import Hear, Place, Problem, stop_at
from booklet.model.document import BY_FLAP, INNER, OWN_CLOSER_PT, PANELS, LaidOut, Leaflet, LeafPanel
from booklet.model.paper import Paper, points
from booklet.paginate.balance import box_texts
from booklet.paginate.engine import root_box
from booklet.paginate.makeup.parts import look_names

_PT = 0.75  # points in a pixel of CSS
_GAPS = (13.0, 5.5)  # points above a section, and above a piece within it, at least
_WIDER = (36.0, 20.0)  # how far each of them may grow where a panel has room
_RULED = 130.0  # points of white at the end of a panel that become lines to write on
_LINES_HEAD, _LINE = 45.0, 28.0  # points: the title above such lines with its gaps, and a line; see styles/summary.css
_FULL = 0.85  # of a panel, filled as well as pieces can
_PARTED = 0.12  # what it costs to part a section between two panels: as much as a third of a panel left white

SCALES = (1, 1.06, 1.12, 1.18, 1.25)  # how many times larger than the edition asks for its type may be set
_LEAST_ART = 60.0  # points of picture on the front
LayOut = Callable[[Leaflet], LaidOut]


@dataclass(frozen=True, slots=True)
class LeafPiece:
    """A piece as it came out: the heights of its section's title and of itself in points, and its words."""

    number: int
    section: str
    panel: str
    own: str
    head_pt: float
    held_pt: float
    words: int


@dataclass(frozen=True, slots=True)
class _Tried:
    """The pieces as they came out at one size of type, and what stands on which panel. All heights are in points."""

    scale: float
    edition: str
    pieces: Sequence[LeafPiece]
    on: dict[str, list[int]]
    lets_go: bool  # what goes along with the urgent boxes, since the flap would hold too much
    height_pt: float  # of a panel, without its margins
    front_pt: float  # of what stands on the front without its picture
    line_pt: float

    def over(self, name: str) -> float:
        """How much higher than a panel is what stands on it; negative where there is room."""
        return _height(self.on[name], self.pieces) - self.height_pt

    def is_short(self) -> bool:
        """Whether all is likely to have room in the largest type, in which it grows by about `scale` to the power of 1.5."""
        most: float = self.height_pt * (self.scale / SCALES[-1]) ** 1.5
        heights = {name: _height(self.on[name], self.pieces) for name in PANELS}
        return max(heights["flap"], heights["back"], sum(heights[name] for name in INNER) / len(INNER)) <= most


def panelled(lay_out: LayOut, paper: Paper, place: Place, is_marked: bool, hear: Hear = stop_at) -> LaidOut:
    """A leaflet of six panels, each of this paper. `place` is where the edition is set; `is_marked` says whether it holds
    the blocks that are marked for it, and not whole sections.

    What is short is set in larger type. `hear` is told, by the code not-six-panels, what does not fit, with the panel, the
    lines and about how many words.
    """
    best = _try(lay_out, 1, points(paper.height_mm))
    hear(_too_much(best, place, is_marked))
    low, high = 0, len(SCALES) - 1
    while low < high:
        middle = high if high == len(SCALES) - 1 and best.is_short() else (low + high + 1) // 2
        tried = _try(lay_out, SCALES[middle], points(paper.height_mm), best.lets_go)
        if any(tried.over(name) > 0 for name in PANELS):
            high = middle - 1
        else:
            low, best = middle, tried
    panels = tuple(_spaced(name, best) for name in PANELS)
    return lay_out(Leaflet(best.scale, panels, max(_LEAST_ART, best.height_pt - best.front_pt - 1)))


def _try(lay_out: LayOut, scale: float, height_pt: float, lets_go: bool = True) -> _Tried:
    measure = lay_out(Leaflet(scale))
    page = root_box(measure.pages.pages[0])
    height = height_pt - (page.margin_height() - page.height) * _PT
    pieces = list(_pieces(page))
    lines = sorted(box.height * _PT for box in page.descendants() if type(box).__name__ == "LineBox" and box.height)
    front = next(box for box in page.descendants() if box.element_tag == "header").border_height() * _PT
    lets_go = lets_go and _height([piece.number for piece in pieces if piece.panel in ("flap", BY_FLAP)], pieces) > height
    chosen = _arranged(pieces, height, lets_go)
    return _Tried(scale, measure.edition, pieces, chosen, lets_go, height, front, lines[len(lines) // 2])


def _pieces(page: Any) -> Iterator[LeafPiece]:
    for box in (box for box in page.descendants() if "piece" in look_names(box)):
        number, section, panel, own = (box.element.get(f"data-{name}") for name in ("number", "section", "panel", "own"))
        head = sum(part.margin_height() for part in box.children[:-1])  # a title stands before what it is the title of
        words = sum(len(text.split()) for text in box_texts(box))
        yield LeafPiece(int(number), section, panel, own, head * _PT, box.children[-1].border_height() * _PT, words)


def _arranged(pieces: Sequence[LeafPiece], height: float, lets_go: bool) -> dict[str, list[int]]:
    """The numbers of the pieces on each panel, in the order of reading."""
    fixed: dict[str, list[int]] = {name: [] for name in PANELS}
    free: list[int] = []
    for piece in pieces:
        panel = ("" if lets_go else "flap") if piece.panel == BY_FLAP else piece.panel
        (fixed[panel] if panel else free).append(piece.number)
    _move_help(fixed, pieces, height)
    # What fills two panels is not spread over three: the last one is for questions then.
    wanted = min(len(INNER), ceil(_height(free, pieces) / (_FULL * height))) if free else 0
    best: dict[str, list[int]] = {}
    least = float("inf")
    for one, two in combinations_with_replacement(range(len(free) + 1), 2):
        shares = free[:one], free[one:two], free[two:]
        inner = {name: sorted(fixed[name] + share) for name, share in zip(INNER, shares, strict=True)}
        cost = _cost(list(inner.values()), wanted, pieces, height)
        if cost < least:
            best, least = inner, cost
    return fixed | best


def _move_help(fixed: dict[str, list[int]], pieces: Sequence[LeafPiece], height: float) -> None:
    """Whom to call stands with when to call, where it fits there."""
    for number in [number for number in fixed["back"] if pieces[number].own == "help"]:
        if _height([*fixed["flap"], number], pieces) <= height:
            fixed["back"].remove(number)
            fixed["flap"].append(number)


def _cost(panels: list[list[int]], wanted: int, pieces: Sequence[LeafPiece], height: float) -> float:
    """Least for panels that are as full as each other and end between sections; most for what is too high."""
    heights = [_height(on, pieces) for on in panels]
    over = sum(max(0, each - height) for each in heights)
    white = sum(max(0, height - each) ** 2 for each in heights[:wanted]) / height**2 + sum(map(bool, panels[wanted:]))
    parted = sum(1 for one, two in pairwise(panels) if one and two and pieces[one[-1]].section == pieces[two[0]].section)
    return over * 1_000 + white + parted * _PARTED


def _height(on: Sequence[int], pieces: Sequence[LeafPiece]) -> float:
    """How high pieces stand below one another, with the smallest gaps."""
    return sum(pieces[number].held_pt + head + gap for number, head, gap in _stacked(on, pieces))


def _stacked(on: Sequence[int], pieces: Sequence[LeafPiece]) -> Iterator[tuple[int, float, float]]:
    """Each piece with the height of the title that it needs, and with the gap above it."""
    above: LeafPiece | None = None
    for number in on:
        piece = pieces[number]
        is_new = above is None or piece.section != above.section
        first = 0 if above is None else _GAPS[0] - OWN_CLOSER_PT * bool(piece.own and above.own)
        yield number, piece.head_pt * is_new, first if is_new else _GAPS[1]
        above = piece


def _spaced(name: str, tried: _Tried) -> LeafPanel:
    """The panel, its white shared out between its pieces; where there is much, lines to write on stand at its end."""
    on, white = tried.on[name], -tried.over(name) - 1  # a point for what is rounded
    gaps = [gap for _, _, gap in _stacked(on, tried.pieces)]
    can_grow = sum(_WIDER[gap == _GAPS[1]] for gap in gaps if gap)
    if white - can_grow / 3 >= _RULED and name != "back":
        share, lines = 1 / 3, int((white - can_grow / 3 - _LINES_HEAD) / _LINE)
    else:
        share, lines = min(1.0, max(0.0, white) / can_grow) if can_grow else 0, 0
    section_gap, piece_gap = (gap + share * wider for gap, wider in zip(_GAPS, _WIDER, strict=True))
    return LeafPanel(tuple(on), round(section_gap, 2), round(piece_gap, 2), lines)


def _too_much(tried: _Tried, place: Place, is_marked: bool) -> list[Problem]:
    """What does not fit, panel by panel; the three inner ones as one, where they hold too much together."""
    over = {name: tried.over(name) for name in PANELS}
    inner = sum(over[name] for name in INNER)
    together = inner > 0
    groups: list[tuple[tuple[str, ...], float]] = [(INNER, inner)] if together else []
    groups += [((name,), over[name]) for name in PANELS if not (together and name in INNER)]
    return [_told(names, more, tried, place, is_marked) for names, more in groups if more > 0]


def _told(names: Sequence[str], more: float, tried: _Tried, place: Place, is_marked: bool) -> Problem:
    words = sum(tried.pieces[number].words for name in names for number in tried.on[name])
    lines = ceil(more / tried.line_pt)
    about = max(5, ceil(words * more / (tried.height_pt * len(names) + more) / 5) * 5)
    where = f"the {names[0]} panel of the leaflet holds" if len(names) == 1 else "the three inner panels of the leaflet hold"
    much = f"{counted(lines, 'line')} more than there is room for, about {about} words"
    says = f"edition {tried.edition}: {where} {much}"
    hint = f"take <!-- summary --> from blocks of about {about} words, or mark shorter ones"
    if names == ("back",):
        hint = "shorten the lines under [[back]] in booklet.toml, or the texts of the clinic profile"
    elif not is_marked:
        hint = 'it holds whole sections: mark blocks with <!-- summary -->, and write sections = "summary" below the edition'
    elif len(names) == 1 and names[0] in INNER:
        room = min(INNER, key=tried.over)
        hint = f"move a block that names it to the {room} panel, as in <!-- summary: {room} -->, or mark shorter ones"
    return Problem(place, "not-six-panels", says, hint)
