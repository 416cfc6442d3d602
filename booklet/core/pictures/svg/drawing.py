"""One drawing, from the bytes of its file to what may be printed and shown."""
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from booklet.core.pictures.svg.allowed import SVG
from booklet.core.pictures.svg.cleaning import clean_tree
from booklet.core.pictures.svg.cost import bound_cost
from booklet.core.pictures.svg.letters import tell_of_letters
from booklet.core.pictures.svg.mending import mend
from booklet.core.pictures.svg.reading import Read, read_svg
from booklet.core.pictures.svg.shape import Shape, by_id, everything
from booklet.core.pictures.svg.values import KINDS, in_px, target
from booklet.core.problems import Place, Problem

_WIDTHS_MM = (5, 400)  # a drawing outside of these was not drawn in mm
_MM_PER_PX = 25.4 / 96  # CSS Values 4, 6.2
_TALLEST_MM, _TALLEST_OF_PX_MM = 215, 150  # on a page of A4; also on one of A5
_LEAST_MM = 40  # an icon of 24 px is put into a handout to be seen
_CLEAR = (None, "transparent", "currentColor", "none", "white", "#fff", "#ffffff")
_QUOTES = {'"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True, slots=True)
class CleanDrawing:
    """A drawing that holds shapes, words and pictures only, written anew; its width on paper, and what is to be said."""

    root: Shape
    width_mm: float
    advice: tuple[Problem, ...] = ()

    @property
    def height_mm(self) -> float:
        across, up = (float(each) for each in self.root.attributes["viewBox"].split()[2:])
        return self.width_mm * up / across

    @property
    def has_words(self) -> bool:
        return any(shape.tag == "text" for shape in everything(self.root))

    def file(self) -> bytes:
        """As a file of its own, in UTF-8."""
        return written(self.root, "i", {"xmlns": SVG}).encode()

    def markup(self, name: str, attributes: Mapping[str, str], inside: str = "") -> str:
        """As an element of an HTML page with this id, these attributes, and this trusted markup in it first."""
        return written(self.root, f"{name}-", {"id": name, **attributes}, inside)


def clean_drawing(content: bytes, path: str) -> tuple[CleanDrawing | None, list[Problem]]:
    """The drawing, and what is wrong with it; None where nothing can be shown."""
    read = read_svg(content, path)
    root = _cleaned(read, path, 0)
    if root is None or read.problems:
        return None, read.problems
    mend(root, read)
    bound_cost(root, read)
    if read.problems or read.root is None:
        return None, read.problems
    across = _width_mm(root.attributes["viewBox"], read.root.get("width", ""))
    tell_of_letters(root, across, read)
    return CleanDrawing(root, across, tuple(read.advice)), []


def _cleaned(read: Read, path: str, depth: int) -> Shape | None:
    """The drawing with its viewBox, and with the drawings inside of it; None where nothing of it can be kept."""

    def inner(content: bytes, line: int) -> Shape | None:
        """A drawing inside, whose ids meet no other; what is wrong with it is told at the line it stands on."""
        held = read_svg(content, path)
        root = _cleaned(held, path, depth + 1) if depth == 0 else None
        for problem in held.problems:
            read.unsafe(line, f"in a picture of it, {problem.says}", problem.hint)
        read.lines |= held.lines
        return root and _apart(root, f"inner{next(numbers)}-")

    numbers = count(1)
    root = clean_tree(read, inner)
    if root is None or read.root is None:
        return None
    box = _seen_box(*(read.root.get(name, "") for name in ("viewBox", "width", "height")))
    if box is None:
        hint = "give it a viewBox, or a width and a height in mm or px"
        read.problems.append(Problem(Place(path, 1), "bad-image", "nothing says how large this drawing is", hint))
        return None
    root.attributes = {"viewBox": box, **root.attributes}
    _lay_ground(root, read)
    return root


def _lay_ground(root: Shape, read: Read) -> None:
    """The colour that a drawing lies on, as a shape of its own: a style of the page would not hold it."""
    colour = KINDS["colour"](read.grounds.get("background-color") or read.grounds.get("background") or "")
    if colour not in _CLEAR:
        box = dict(zip(("x", "y", "width", "height"), root.attributes["viewBox"].split(), strict=True))
        root.children.insert(0, Shape("rect", root.line, {"fill": str(colour), **box}))


def _apart(root: Shape, lead: str) -> Shape:
    """A drawing with a lead before each of its ids."""
    for shape in everything(root):
        shape.id = shape.id and lead + shape.id
        for name, value in shape.attributes.items():
            if id_ := target(name, value):
                shape.attributes[name] = value.replace(f"#{id_}", f"#{lead}{id_}", 1)
    return root


def _seen_box(view_box: str, width: str, height: str) -> str | None:
    """The viewBox of a drawing, or that which its width and height stand for; None where it has neither."""
    if view_box.strip():
        return KINDS["box"](view_box)
    sizes = [in_px(each) for each in (width, height)]
    return KINDS["box"](f"0 0 {sizes[0]:.6g} {sizes[1]:.6g}") if sizes[0] and sizes[1] else None


def _width_mm(box: str, width: str) -> float:
    """The width on paper of a drawing with this viewBox, so that it stands on a page with its caption.

    One without a width is drawn in mm, if that fits a page. Others are as large as their programs made them, a px being a
    96th of an inch; icons are not smaller than can be seen.
    """
    across, up = (float(each) for each in box.split()[2:])
    if not width.strip() and _WIDTHS_MM[0] <= across <= _WIDTHS_MM[1]:
        return min(across, across / up * _TALLEST_MM)
    made = (in_px(width) or across) * _MM_PER_PX
    least = _WIDTHS_MM[0] if width.strip().endswith(("mm", "cm", "in", "pt", "pc")) else _LEAST_MM
    return min(max(min(made, _WIDTHS_MM[1]), least), across / up * _TALLEST_OF_PX_MM)


def written(root: Shape, lead: str, more: Mapping[str, str], inside: str = "") -> str:
    """The drawing as SVG. Its ids are numbered and begin with `lead`, so they meet no other id.

    `more` are attributes of the outermost element; `inside` is markup to stand in it first, which is trusted.
    """
    ids = {id_: f"{lead}{number}" for number, id_ in enumerate(by_id(root), 1)}
    parts: list[str] = []
    _write(root, ids, {**root.attributes, **more}, inside, parts)
    return "".join(parts)


def _write(shape: Shape, ids: Mapping[str, str], attributes: Mapping[str, str], inside: str, parts: list[str]) -> None:
    own = {"id": ids[shape.id]} if shape.id else {}
    given = "".join(f' {name}="{escape(_led(name, value, ids), _QUOTES)}"' for name, value in {**own, **attributes}.items())
    if not (inside or shape.words or shape.children):
        parts.append(f"<{shape.tag}{given}/>{escape(shape.tail)}")
        return
    parts.append(f"<{shape.tag}{given}>{inside}{escape(shape.words)}")
    for child in shape.children:
        _write(child, ids, child.attributes, "", parts)
    parts.append(f"</{shape.tag}>{escape(shape.tail)}")


def _led(name: str, value: str, ids: Mapping[str, str]) -> str:
    """A value with the new id of what it refers to."""
    id_ = target(name, value)
    return value.replace(f"#{id_}", f"#{ids[id_]}", 1) if id_ in ids else value
