"""Letters of a drawing, which are set in the booklet's face, whatever its program had.

Those too small to read, and words that no longer fit, are told. It is advice: the place of a drawing decides in the end,
and each edition keeps its own promise of the smallest type.
"""
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, radians

from fontTools.misc.transform import Identity, Transform

from booklet.core.letters.widths import width_em
from booklet.core.pictures.svg.reading import Read
from booklet.core.pictures.svg.shape import DEFINED, Shape, everything
from booklet.core.pictures.svg.values import matrices, size, type_px
from booklet.core.text_file import printable

_LEAST_PT, _WIDEST_MM = 9.0, 164  # check/accessibility/type.py; a wide drawing on A4: --drawing of its text area
_PT_PER_MM = 72 / 25.4
_UNSEEN = (*DEFINED, "svg")
_INHERITED = ("text-anchor", "font-weight", "visibility")
_SHARES = {"middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class _Line:
    """Words from one place on: where they begin and end in the drawing, and the size of their type there."""

    text: str
    line: int
    size: float
    ends: tuple[tuple[float, float], tuple[float, float]]


def tell_of_letters(root: Shape, width_mm: float, read: Read) -> None:
    """Tell which letters are smaller than can be read, and which words reach out of the drawing."""
    x, y, width, height = (float(each) for each in root.attributes["viewBox"].split())
    pt = min(width_mm, _WIDEST_MM) / width * _PT_PER_MM
    around = {name: root.attributes[name] for name in _INHERITED if name in root.attributes}
    type_size = type_px(root.attributes.get("font-size", "inherit"), 16)
    lines = [line for child in root.children for line in _lines(child, Identity, around, type_size)]
    if lines and (small := min(lines, key=lambda line: line.size)).size * pt < _LEAST_PT - 0.05:
        says = f"its smallest letters are {small.size * pt:.1f} pt on paper: {printable(small.text)}"
        hint = f"make them larger: {_LEAST_PT:g} pt is the least that any standard for handouts lets pass"
        read.advise(small.line, says, hint, "drawing-letters")
    for line in lines:
        slack = line.size / 4
        across, upright = (x - slack, x + width + slack), (y - slack, y + height + slack)
        if not all(across[0] <= at <= across[1] and upright[0] <= up <= upright[1] for at, up in line.ends):
            hint = "in the booklet's face they have another width: leave room for them, or break the line"
            read.advise(line.line, f"words reach out of the drawing: {printable(line.text)}", hint, "drawing-letters")


def _lines(shape: Shape, matrix: Transform, around: dict[str, str], type_size: float) -> Iterator[_Line]:
    given = around | {name: shape.attributes[name] for name in _INHERITED if name in shape.attributes}
    if shape.tag in _UNSEEN or shape.attributes.get("display") == "none" or given.get("visibility", "visible") != "visible":
        return
    for step in matrices(shape.attributes.get("transform", "")) or []:
        matrix = _turned(matrix, *step)
    type_size = type_px(shape.attributes.get("font-size", "inherit"), type_size)
    if shape.tag == "text":
        yield from _placed(shape, matrix, given, type_size)
        return
    for child in shape.children:
        yield from _lines(child, matrix, given, type_size)


def _placed(text: Shape, matrix: Transform, given: dict[str, str], type_size: float) -> Iterator[_Line]:
    """Its words, from each place that is said on; those placed letter by letter, or by shares, keep their places anyhow."""
    for part in [each for each in everything(text) if each is text or _is_placed(each)]:
        inner = list(everything(part, _is_placed))
        words = " ".join("".join(each.words + each.tail * (each is not part) for each in inner).split())
        x, y = ((part.attributes.get(name) or text.attributes.get(name, "0")).split() or ["0"] for name in ("x", "y"))
        if not words or len(x) > 1 or "%" in x[0] + y[0]:
            continue
        own = {**given, **part.attributes}
        sizes = [each.attributes.get("font-size", "inherit") for each in inner if each.words.strip()] or ["inherit"]
        px = min(type_px(each, type_size) for each in sizes)
        is_bold = own.get("font-weight") in ("bold", "700", "800")
        wide = size(part.attributes.get("textLength", "0")) or px * width_em(words, 700 if is_bold else 400)
        left, up = size(x[0]) - wide * _SHARES.get(own.get("text-anchor", "start"), 0), size(y[0])
        ends = matrix.transformPoint((left, up)), matrix.transformPoint((left + wide, up))
        yield _Line(words, part.line, px * hypot(matrix[2], matrix[3]), ends)


def _is_placed(shape: Shape) -> bool:
    return "x" in shape.attributes


def _turned(matrix: Transform, name: str, values: list[float]) -> Transform:
    """A matrix with one more step of a transform (SVG 2, 8.5; CSS Transforms 1, 13)."""
    match name:
        case "matrix":
            return matrix.transform(values)
        case "translate":
            return matrix.translate(*values)
        case "scale":
            return matrix.scale(*values)
        case "rotate":
            x, y = values[1:] or (0, 0)
            return matrix.translate(x, y).rotate(radians(values[0])).translate(-x, -y)
        case "skewX":
            return matrix.skew(radians(values[0]))
    return matrix.skew(0, radians(values[0]))
