"""Words that a drawing holds as HTML (draw.io, Mermaid): set as words of SVG, line by line, where they stood.

Only words: what else HTML can hold is refused by its name. Where a browser broke lines is measured anew in our face.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from booklet.core.letters.widths import width_em
from booklet.core.pictures.svg.reading import Read
from booklet.core.pictures.svg.shape import Shape
from booklet.core.pictures.svg.styles import Styles
from booklet.core.pictures.svg.values import KINDS, size, type_px
from booklet.core.text_file import printable

XHTML = "http://www.w3.org/1999/xhtml"
_BLOCKS = ("div", "p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center")
_INLINE = ("span", "b", "strong", "i", "em", "u", "font", "small", "big", "label", "a", "sub", "sup", "br", "code")
_LEADING = 1.2  # of a line, in sizes of its type
_FOOT = 0.35  # sizes of type from the middle of a line down to the foot of its letters
_SLACK, _SMALLEST = 1.12, 0.8  # how far a line may be wider than its box, and be made smaller to fit
_RAISED = {"sub": 0.2, "sup": -0.35}  # sizes of type


class Unsayable(Exception):
    """What stands among the words and is none."""


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    size: float  # px
    colour: str
    is_bold: bool
    shift: float = 0  # px downwards

    @property
    def width(self) -> float:
        return self.size * width_em(self.text, 700 if self.is_bold else 400)


@dataclass(slots=True)
class _Box:
    """Where lines stand: the place and width of a box, which of its edges they keep to, and whether they are broken."""

    x: float
    y: float  # of the edge that `upright` names, or of the middle
    width: float
    across: str = "center"
    upright: str = "center"
    breaks: bool = True
    ground: str = ""  # the colour that is behind them
    lines: list[list[_Run]] = field(default_factory=lambda: [[]])


def words_as_shapes(element: Element, styles: Styles, read: Read) -> Shape | None:
    """The words of a foreignObject as a group of text, or None where it has none.

    Raises Unsayable where it holds anything but words.
    """
    box = _placed(element, styles)
    for child in element:
        _gather(child, styles, box)
    box.lines = [line for line in (_trimmed(line) for line in box.lines) if line]
    if not box.lines:
        return None
    if box.breaks:
        box.lines = [part for line in box.lines for part in _broken(line, box.width)]
    return _set(box, read.lines[element])


def _placed(element: Element, styles: Styles) -> _Box:
    """The box of the words. draw.io says where it is by the outer one of its boxes, others by the element itself."""
    x, y, width, height = (size(KINDS["length"](element.get(name, "0")) or "0") for name in ("x", "y", "width", "height"))
    outer = next(iter(element), None)
    given = styles.raw(outer) if outer is not None else {}
    all_given = [styles.raw(each) for each in element.iter()]
    aligned = next((raw["text-align"] for raw in all_given if raw.get("text-align")), "")
    breaks = all(raw.get("white-space", "normal") != "nowrap" for raw in all_given)
    if "flex" in given.get("display", "") and "margin-left" in given:
        sizes = (KINDS["length"](given.get(name, "0")) or "0" for name in ("padding-top", "margin-left", "width"))
        top, left, width = (type_px(each, 16) for each in sizes)
        across, upright = (given.get(name, "flex-start").split()[-1] for name in ("justify-content", "align-items"))
        return _Box(x + left, y + top, width, across, upright, breaks and width > 1)
    across = {"center": "center", "right": "flex-end", "end": "flex-end"}.get(aligned, "flex-start")
    return _Box(x, y + height / 2, width, across, "center", breaks)


def _gather(element: Element, styles: Styles, box: _Box) -> None:
    """Put the words of an element, and of all in it, onto the lines of the box."""
    tag = element.tag.rpartition("}")[2]
    if not element.tag.startswith(f"{{{XHTML}}}") or tag not in (*_BLOCKS, *_INLINE):
        raise Unsayable(f"<{printable(tag)}> is here")
    if handler := next((name for name in element.attrib if name.lower().startswith("on")), ""):
        raise Unsayable(f"{printable(handler)} leads out of the drawing")
    if tag == "a" and not element.get("href", "#").startswith("#"):
        raise Unsayable(f"words in it are a link to {printable(element.get('href', ''))}")
    if styles.raw(element).get("display") == "none":
        return
    ground = KINDS["colour"](styles.raw(element).get("background-color") or styles.raw(element).get("background") or "")
    box.ground = box.ground or ("" if ground in (None, "transparent", "currentColor") else str(ground))
    is_block = tag in _BLOCKS and styles.raw(element).get("display") not in ("inline", "inline-block")
    if tag == "br" or is_block and box.lines[-1]:
        box.lines.append([])
    run = _run(element, tag, styles)
    if tag == "li":
        box.lines[-1].append(replace(run, text="• "))
    _say(element.text, run, box)
    for child in element:
        _gather(child, styles, box)
        _say(child.tail, run, box)
    if is_block and box.lines[-1]:
        box.lines.append([])


def _say(text: str | None, run: _Run, box: _Box) -> None:
    text = re.sub(r"[ \t\r\n]+", " ", text or "")
    line = box.lines[-1]
    if text.strip(" ") or text and line:
        line.append(replace(run, text=text if line else text.lstrip(" ")))


def _run(element: Element, tag: str, styles: Styles) -> _Run:
    px = type_px(KINDS["type-size"](styles.inherited(element, "font-size")) or "16", 16) or 16
    asked = element.get("color") if tag == "font" else None
    colour = KINDS["own-colour"](asked or styles.inherited(element, "color")) or "#000"
    weight = KINDS["weight"](styles.inherited(element, "font-weight")) or "normal"
    is_bold = tag in ("b", "strong", "h1", "h2", "h3") or weight == "bold" or weight >= "600" and weight != "normal"
    shift = _RAISED.get(tag, 0) * px
    return _Run("", px * 0.7 if shift else px, colour, is_bold, shift)


def _trimmed(line: list[_Run]) -> list[_Run]:
    if line:
        line[-1] = replace(line[-1], text=line[-1].text.rstrip(" "))
    return [run for run in line if run.text] if any(run.text.strip() for run in line) else []


def _broken(line: list[_Run], width: float) -> Iterator[list[_Run]]:
    """A line broken at its blanks wherever it is clearly wider than its box; one that nearly fits is set smaller."""
    if sum(run.width for run in line) <= width * _SLACK or width <= 0:
        yield line
        return
    words = [replace(run, text=word) for run in line for word in re.findall(r"[^ ]* ?", run.text) if word]
    part: list[_Run] = []
    filled = 0.0
    for word in words:
        bare = replace(word, text=word.text.rstrip(" "))
        if part and part[-1].text.endswith(" ") and filled + bare.width > width:
            yield _trimmed(part)
            part, filled = [], 0
        part.append(word)
        filled += word.width
    yield _trimmed(part)


def _set(box: _Box, number: int) -> Shape:
    widest = max(sum(run.width for run in line) for line in box.lines)
    smaller = min(1.0, max(_SLACK * box.width / widest, _SMALLEST)) if box.width > 1 else 1.0
    heights = [max(run.size for run in line) * smaller * _LEADING for line in box.lines]
    before = {"center": sum(heights) / 2, "flex-end": sum(heights)}.get(box.upright, 0)
    share = {"center": 0.5, "flex-end": 1.0}.get(box.across, 0)
    anchor = {"center": "middle", "flex-end": "end"}.get(box.across, "start")
    x, top = box.x + box.width * share, box.y - before
    group = Shape("g", number, {"stroke": "none"})
    if box.ground:
        wide = widest * smaller
        place = {"x": x - wide * share, "y": top, "width": wide, "height": sum(heights)}
        numbers = {name: f"{at:.6g}" for name, at in place.items()}
        group.children.append(Shape("rect", number, {"fill": box.ground, **numbers}))
    for line, height in zip(box.lines, heights, strict=True):
        foot = top + height / 2 + height / _LEADING * _FOOT
        text = Shape("text", number, {"x": f"{x:.6g}", "y": f"{foot:.6g}", "text-anchor": anchor})
        text.children = list(_spans(line, smaller, number))
        group.children.append(text)
        top += height
    return group


def _spans(line: list[_Run], smaller: float, number: int) -> Iterator[Shape]:
    shift = 0.0
    for run in line:
        weight = "bold" if run.is_bold else "normal"
        given = {"font-size": f"{run.size * smaller:.6g}", "fill": run.colour, "font-weight": weight}
        if run.shift != shift:
            given["dy"] = f"{(run.shift - shift) * smaller:.6g}"
            shift = run.shift
        yield Shape("tspan", number, given, words=run.text)
