"""A canvas to draw one figure on: lines, shapes and words in millimetres, from the top left down.

Words break where they end, by the widths of the booklet's face. A canvas has no height of its own: it ends below the
lowest thing on it.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from booklet.core.letters.chain import LOOK, NUMERALS
from booklet.core.letters.widths import lines_within, width_em
from booklet.core.printed.icons import icons
from booklet.core.printed.words import Words as PrintedWords
from booklet.template.number_ties import Tie, tie_of

TYPE_MM, SMALL_MM = 3.9, 3.7  # 11 pt, and the smallest that is drawn: a little more than 10.4 pt
LARGE_MM = 6.0  # numbers from here on have a zero without a slash
LINE_HEIGHT = 1.28  # of a line, in sizes of its type
LINE_MM, SMALL_LINE_MM = TYPE_MM * LINE_HEIGHT, SMALL_MM * LINE_HEIGHT
_ASCENT = 0.98  # from the top of a line to its baseline


@dataclass(slots=True)
class Canvas:
    """`colours` by their role in tokens.css; `say` has the printed words of the booklet's language."""

    width: float
    colours: Mapping[str, str]
    say: PrintedWords
    parts: list[Markup] = field(default_factory=list)
    low: float = 0.0
    tie: Tie = field(init=False)

    def __post_init__(self) -> None:
        self.tie = tie_of(self.say)

    def lines(self, text: str, width: float, size: float = TYPE_MM, weight: int = 400) -> list[str]:
        return lines_within(self.tie(text), width, size, weight)

    def wide(self, text: str, size: float = TYPE_MM, weight: int = 400) -> float:
        return width_em(text, weight) * size

    def words(
        self, said: str | Sequence[str], x: float, y: float, *, width: float = 0.0, size: float = TYPE_MM, weight: int = 400,
        colour: str = "ink", anchor: str = "start",
    ) -> float:
        """Words below y, broken into lines of a width, or lines as they are. Returns where the last one ends."""
        looks = Markup("").join((
            _unless(TYPE_MM, "font-size", size), _unless(400, "font-weight", weight),
            _unless(False, "font-family", size >= LARGE_MM and f"{NUMERALS}, {LOOK}"),
            _unless(self.colours["ink"], "fill", self.colours[colour]), _unless("start", "text-anchor", anchor),
        ))  # fmt: skip
        broken = self.lines(said, width, size, weight) if isinstance(said, str) and width else said
        for line in (broken,) if isinstance(broken, str) else broken:
            baseline = _mm(y + size * _ASCENT)
            self.parts.append(Markup('<text x="{}" y="{}"{}>{}</text>').format(_mm(x), baseline, looks, line))
            y += size * LINE_HEIGHT
        self.reach(y)
        return y

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", edge: str = "", thick: float = 0.4,
        corner: float = 0.0, name: str = "", dashes: str = "",
    ) -> None:
        """A rectangle. `name` is a class, by which a test finds what stands for a value."""
        where = {"x": _mm(x), "y": _mm(y), "width": _mm(width), "height": _mm(height), "rx": _mm(corner) if corner else ""}
        self._shape("rect", where, fill, edge, thick, name, dashes)
        self.reach(y + height)

    def disc(
        self, x: float, y: float, radius: float, *, fill: str = "", edge: str = "", thick: float = 0.4, name: str = ""
    ) -> None:
        self._shape("circle", {"cx": _mm(x), "cy": _mm(y), "r": _mm(radius)}, fill, edge, thick, name)
        self.reach(y + radius)

    def icon(self, name: str, x: float, y: float, size: float) -> None:
        """One of the stock icons, in a square."""
        svg = icons()[name]
        shapes = svg[svg.index(">") + 1 : svg.rindex("</svg>")]  # without its outer element
        group = Markup('<g transform="translate({} {}) scale({:.4g})" fill="none" stroke="{}" stroke-width="1.6">{}</g>')
        self.parts.append(group.format(_mm(x), _mm(y), size / 24, self.colours["ink"], Markup(shapes)))
        self.reach(y + size)

    def path(
        self, way: str, *, fill: str = "", edge: str = "", thick: float = 0.4, name: str = "", dashes: str = "",
        move: tuple[float, float] = (0.0, 0.0), scale: float = 1.0,
    ) -> None:
        """Any shape. How far down it goes is not known: `reach` says so, where nothing lower follows."""
        place = "" if move == (0.0, 0.0) and scale == 1 else f"translate({_mm(move[0])} {_mm(move[1])})"
        place += "" if scale == 1 else f" scale({scale:.4g})"
        self._shape("path", {"transform": place, "d": way}, fill, edge, thick, name, dashes)

    def _shape(
        self, tag: str, where: Mapping[str, str], fill: str, edge: str, thick: float, name: str, dashes: str = ""
    ) -> None:
        looks = {"fill": self.colours[fill] if fill else "none"}
        if edge:
            looks |= {"stroke": self.colours[edge], "stroke-width": f"{thick:.3g}", "stroke-dasharray": dashes}
        said = (f' {key}="{escape(value)}"' for key, value in {"class": name, **where, **looks}.items() if value)
        self.parts.append(Markup(f"<{tag}{''.join(said)}/>"))

    def reach(self, y: float) -> None:
        """The canvas goes down to y at least."""
        self.low = max(self.low, y)

    def svg(self, alt: str, enlarged: float = 1.0) -> Markup:
        """All of it as one drawing, `enlarged` as a whole; `alt` is what a listener hears."""
        size = f'width="{_mm(self.width * enlarged)}mm" height="{_mm((self.low + 0.6) * enlarged)}mm"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_mm(self.width)} {_mm(self.low + 0.6)}" '
            f'font-family="{LOOK}" font-size="{TYPE_MM}" fill="{self.colours["ink"]}">'
        )
        return Markup("\n").join((Markup(head), Markup("<title>{}</title>").format(alt), *self.parts, Markup("</svg>")))


def _unless(usual: object, name: str, value: object) -> Markup:
    return Markup("") if value == usual else Markup(' {}="{}"').format(name, value)


def _mm(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
