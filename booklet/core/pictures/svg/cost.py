"""What a drawing costs to draw, counted before anything is laid out: every copy, marker, letter and shade of it.

A few lines can ask for millions of shapes. The count walks the drawing as the renderer will, and stops at its limit, so it
is itself bounded. Units: 1 is a plain shape, which takes WeasyPrint 70 about a tenth of a millisecond.
"""
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from math import hypot

from booklet.core.pictures.svg.reading import Read
from booklet.core.pictures.svg.shape import DEFINED, LONGEST_CHAIN, Shape, by_id, taken_from
from booklet.core.pictures.svg.values import matrices, size, target, type_px

_MOST = 20_000  # shapes, or what costs as much
MOST_LOOKUPS = 2_000_000  # a shape that is referred to is searched for among all of them
MOST_DASHES, MOST_TILES, MOST_REPEATS = 1_000_000, 200_000, 500
LETTER, VERTEX, GROUP, GRADIENT, PATTERN, MASK = 3, 0.02, 30, 10, 20, 60
LARGEST_SCALE, SMALLEST_TYPE, LARGEST_TYPE = 10_000, 0.01, 5_000
_DRAWN = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_INHERITED = ("fill", "stroke", "stroke-dasharray", "marker", "marker-start", "marker-mid", "marker-end")
_NO_LETTERS = str.maketrans(dict.fromkeys("mlhvcsqtazMLHVCSQTAZ", " "))
_MARKERS = _INHERITED[3:]
_GEOMETRY = ("d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2")


class _TooDear(Exception):
    """Says why, and which shape it was."""


@dataclass(slots=True)
class _Bill:
    """What has been counted so far."""

    shapes: Mapping[str, Shape]
    around: Mapping[str, Mapping[str, str]]  # what each of them inherits where it is defined
    box: tuple[float, float]  # width and height of the drawing, in its own units
    spent: float = 0
    dashes: float = 0
    chain: list[str] = field(default_factory=list)  # the shapes that are being drawn because of one another
    first: Shape | None = None  # the shape because of which they are

    def spend(self, cost: float, shape: Shape) -> None:
        self.spent += cost
        if self.spent > _MOST:
            says = f"to draw it takes more than {_MOST} shapes, with all copies, markers, letters and shades"
            raise _TooDear(says, self.first or shape)

    def draw(self, shape: Shape, around: Mapping[str, str], times: int = 1, is_asked_for: bool = False) -> None:
        """Count a shape with all that is drawn for it. `around` are the properties that it inherits."""
        if shape.tag in DEFINED and not is_asked_for:
            return
        given = _inherited(shape, around)
        before = self.spent
        self.spend(times, shape)
        if shape.tag in _DRAWN:
            self._outline(shape, given, times)
        if shape.tag in ("text", "tspan", "textPath"):
            letters = len(shape.words) + sum(len(child.tail) for child in shape.children)
            self.spend(times * LETTER * letters, shape)
            self._paints(shape, given, 1_000 * letters, times)
        if shape.tag == "use":
            self._follow("href", shape, given, times)
        for name, cost in (("clip-path", 1), ("mask", MASK)):
            if self._follow(name, shape, given, times):
                self.spend(times * cost, shape)
        for child in shape.children:
            self.draw(child, given, times)
        if size(shape.attributes.get("opacity", "1")) < 1:  # its size is asked for, which is as dear as drawing it
            self.spend(self.spent - before + times * GROUP, shape)

    def _follow(self, name: str, shape: Shape, given: Mapping[str, str], times: int) -> Shape | None:
        """Count what a shape refers to, and give it."""
        id_ = target(name, shape.attributes.get(name) or given.get(name, ""))
        found = self.shapes.get(id_)
        if found is None:
            return None
        if id_ in self.chain or len(self.chain) >= LONGEST_CHAIN:
            raise _TooDear("its shapes refer to one another without end", None)
        self.first = self.first if self.chain else shape
        self.chain.append(id_)
        self.draw(found, given if name == "href" else self.around[id_], times, is_asked_for=True)
        self.chain.pop()
        self.first = self.first if self.chain else None
        return found

    def _outline(self, shape: Shape, given: Mapping[str, str], times: int) -> None:
        values = [each for name in _GEOMETRY if name in shape.attributes for each in _numbers(shape, name)]
        reach = (7 if shape.tag in ("circle", "ellipse") else 2) * sum(map(abs, values))  # no outline is longer
        self.spend(times * VERTEX * len(values), shape)
        self._paints(shape, given, reach, times)
        if "stroke" in given and given["stroke"] != "none":
            dashes = [size(each) for each in given.get("stroke-dasharray", "").split()]
            self.dashes += times * reach / sum(dashes) if sum(dashes) > 0 else 0
            if self.dashes > MOST_DASHES:
                raise _TooDear(f"its dashed lines have more than {MOST_DASHES} dashes", shape)
        if shape.tag not in ("rect", "circle", "ellipse"):
            for name in _MARKERS:
                self._follow(name, shape, given, times * (len(values) if name in ("marker", "marker-mid") else 1))

    def _paints(self, shape: Shape, given: Mapping[str, str], reach: float, times: int) -> None:
        for name in ("fill", "stroke"):
            paint = self.shapes.get(target(name, given.get(name, "")))
            if paint is None:
                continue
            if paint.tag == "pattern":
                self._tiles(paint, shape, reach)
                self.spend(times * PATTERN, shape)
                self._follow(name, shape, given, times)
            elif paint.tag.endswith("Gradient"):
                stops, attributes = self._resolved(paint)
                repeats = _repeats(paint, attributes, hypot(*self.box) + reach, shape)
                self.spend(times * (GRADIENT + repeats * stops), shape)

    def _resolved(self, paint: Shape) -> tuple[int, dict[str, str]]:
        """How many shades a gradient has, and its attributes with those it takes from another."""
        chain = list(taken_from(paint, self.shapes))
        if target("href", chain[-1].attributes.get("href", "")) in self.shapes:
            raise _TooDear("its shapes refer to one another without end", None)
        attributes = {name: value for each in reversed(chain) for name, value in each.attributes.items()}
        return next((len(each.children) for each in chain if each.children), 0), attributes

    def _tiles(self, pattern: Shape, shape: Shape, reach: float) -> None:
        if any(self.shapes[id_].tag == "pattern" for id_ in self.chain):
            raise _TooDear("a pattern lies in a pattern", self.first)
        _, attributes = self._resolved(pattern)
        width, height = (abs(size(attributes.get(name, "0"))) for name in ("width", "height"))
        is_share = attributes.get("patternUnits") != "userSpaceOnUse"
        area = 1 if is_share else (self.box[0] + reach) * (self.box[1] + reach)
        tile = width * height * _area_of(matrices(attributes.get("patternTransform", "")) or [])
        if tile and area / tile > MOST_TILES or is_share and "patternTransform" in attributes:
            raise _TooDear(f"a pattern is repeated more than {MOST_TILES} times", shape)


def bound_cost(root: Shape, read: Read) -> None:
    """Tell of a drawing that would take too long to draw, with the line of the shape at which its limit is passed."""
    shapes = by_id(root)
    box = [float(each) for each in root.attributes.get("viewBox", "0 0 0 0").split()]
    bill = _Bill(shapes, dict(_surroundings(root, {})), (box[2], box[3]))
    try:
        _scales(root, 1)
        _end(root)
        if len(shapes) * len(read.lines) > MOST_LOOKUPS:
            raise _TooDear(f"{len(shapes)} of its {len(read.lines)} shapes are used again", None)
        bill.draw(root, {})
    except _TooDear as stop:
        says, shape = stop.args
        hint = "draw it with fewer copies, markers, points or shades, or save it as a PNG"
        read.unsafe(shape.line if shape else 1, says, hint)


def _inherited(shape: Shape, around: Mapping[str, str]) -> Mapping[str, str]:
    """The properties that what is in a shape inherits. `inherit` is what there is already."""
    own = {name: shape.attributes[name] for name in _INHERITED if shape.attributes.get(name, "inherit") != "inherit"}
    return {**around, **own} if own else around


def _surroundings(shape: Shape, around: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The id of each shape that has one, and what it inherits."""
    yield shape.id, around
    for child in shape.children:
        yield from _surroundings(child, _inherited(shape, around))


def _end(root: Shape) -> None:
    """Raise _TooDear where shapes refer to one another in a circle, drawn or not."""
    uses: dict[str, set[str]] = {}

    def gather(shape: Shape) -> set[str]:
        own = (target(name, value) for name, value in shape.attributes.items())
        found = set(filter(None, own)).union(*map(gather, shape.children))
        if shape.id:
            uses.setdefault(shape.id, set()).update(found)
        return found

    gather(root)
    try:
        TopologicalSorter(uses).prepare()
    except CycleError:
        raise _TooDear("its shapes refer to one another without end", None) from None


def _numbers(shape: Shape, name: str) -> list[float]:
    """The numbers of a cleaned attribute; before those of a path stands the letter of each step."""
    value = shape.attributes[name]
    if name == "d":
        value = value.translate(_NO_LETTERS)
    return [size(each) for each in value.split()]


def _repeats(paint: Shape, attributes: Mapping[str, str], reach: float, shape: Shape) -> float:
    """How often a gradient runs from its first shade to its last."""
    if attributes.get("spreadMethod", "pad") == "pad":
        return 1
    far = reach if attributes.get("gradientUnits") == "userSpaceOnUse" else 2
    if paint.tag == "linearGradient":
        ends = [size(attributes.get(name, default)) for name, default in zip(("x1", "y1", "x2", "y2"), "0010", strict=True)]
        ways = [abs(way) for way in (ends[2] - ends[0], ends[3] - ends[1]) if way]
    else:
        ways = [size(attributes.get("r", "0.5")) - size(attributes.get("fr", "0"))]
    steps = far / min(ways) if ways and min(ways) > 0 else 0
    if not 0 < steps <= MOST_REPEATS or "gradientTransform" in attributes:
        raise _TooDear("a gradient is repeated too often: give it a longer way, and no transform", shape)
    return steps


def _area_of(steps: Iterable[tuple[str, list[float]]]) -> float:
    """How much larger or smaller a transform makes an area."""
    area = 1.0
    for name, values in steps:
        if name == "scale":
            area *= abs(values[0] * values[-1])
        elif name == "matrix":
            area *= abs(values[0] * values[3] - values[1] * values[2])
    return area


def _scales(shape: Shape, around: float, type_size: float = 16) -> None:
    """Raise _TooDear where shapes or letters are made so large, or so small, that a renderer cannot count with them."""
    below = around
    for name in ("transform", "gradientTransform", "patternTransform"):
        steps = matrices(shape.attributes[name]) or [] if name in shape.attributes else []
        scale = around
        for step, values in steps:
            if step in ("scale", "matrix"):
                scale *= max(map(abs, values[:4] if step == "matrix" else values), default=1)
        if scale > LARGEST_SCALE or _area_of(steps) == 0:
            raise _TooDear("it is made too large, or too small", shape)
        below = scale if name == "transform" else below
    type_size = type_px(shape.attributes.get("font-size", "inherit"), type_size)
    if not SMALLEST_TYPE <= type_size <= LARGEST_TYPE:
        raise _TooDear("its letters are made too large, or too small", shape)
    for child in shape.children:
        _scales(child, max(below, 1), type_size)
