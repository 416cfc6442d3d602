"""Cleaning: a tree as it was read becomes a new one that holds what is on the list and nothing else."""
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from booklet.core.pictures.svg.allowed import (
    ATTRIBUTES, ELEMENTS, PROPERTIES, SILENT, SVG, XLINK_HREF, XML_SPACE, cleaned, is_missed,
)  # fmt: skip
from booklet.core.pictures.svg.reading import HINT, Read
from booklet.core.pictures.svg.styles import read_styles, wrapped
from booklet.core.pictures.svg.values import target, type_px
from booklet.core.text_file import printable

_HTML = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_OF_ROOT = ("viewBox", "preserveAspectRatio")
_NOT_OF_ROOT = ("overflow", "display", "visibility")  # a drawing is seen, and stays in its box
_LONGEST = 100_000  # characters of a value: what is not understood then is a drawing too dear, not a mistake
_TEXTS = ("text", "tspan", "textPath")


@dataclass(slots=True, eq=False)
class Shape:
    """An element of a cleaned drawing. All that is in it may be written into a page as it stands."""

    tag: str
    line: int
    attributes: dict[str, str]
    id: str = ""
    words: str = ""  # before its first child
    tail: str = ""  # after it
    children: list["Shape"] = field(default_factory=list)


def clean_tree(read: Read) -> Shape | None:
    """The drawing without what is not on the list. What is missed on paper is told; None where nothing can be kept."""
    if read.root is None or read.is_hopeless:
        return None
    if read.root.tag != f"{{{SVG}}}svg":
        read.unsafe(read.lines[read.root], f"<{printable(_name(read.root.tag))}> is here")
        return None
    try:
        styles = read_styles(read)
        if styles is None:
            return None
        given = {wrapper.etree_element: styles.of(wrapper, read) for wrapper in wrapped(read.root)}
    except RecursionError:
        read.unsafe(1, "brackets lie too deep in one another in its style")
        return None
    shape = _shape(read.root, given, read, is_root=True)
    _without_strays(shape)
    _with_plain_type(shape, 16)
    return shape


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _shape(element: Element, given: dict[Element, dict[str, str]], read: Read, is_root: bool = False) -> Shape:
    line, tag = read.lines[element], _name(element.tag)
    attributes = _attributes(element, line, read, is_root)
    attributes |= {name: value for name, value in given[element].items() if not (is_root and name in _NOT_OF_ROOT)}
    shape = Shape(tag, line, attributes, element.get("id", ""))
    if tag in _TEXTS:
        shape.words = element.text or ""
    for child in element:
        if kept := _kept(child, given, read):
            kept.tail = (child.tail or "") if tag in _TEXTS else ""
            shape.children.append(kept)
        elif tag in _TEXTS and child.tail:
            shape.children.append(Shape("tspan", line, {}, words=child.tail))
    return shape


def _kept(element: Element, given: dict[Element, dict[str, str]], read: Read) -> Shape | None:
    """The element if it is drawn; None if it never was. What is neither is told."""
    space, _, tag = element.tag.removeprefix("{").rpartition("}")
    if space == SVG and tag in ELEMENTS:
        shape = _shape(element, given, read)
        is_empty = tag in ("polyline", "polygon") and not shape.attributes.get("points")
        return None if is_empty else shape  # it draws nothing, and WeasyPrint 70 fails on it
    is_foreign = space not in ("", SVG, *_HTML)  # what a program keeps for itself: no renderer draws it
    if not is_foreign and not (space == SVG and (tag in SILENT or tag == "style")):
        read.unsafe(read.lines[element], f"<{printable(tag)}> is here")
    return None


def _attributes(element: Element, line: int, read: Read, is_root: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key == XML_SPACE and value == "preserve":
            found["xml:space"] = value
            continue
        name = "href" if key == XLINK_HREF else key
        if name in ("id", "class", "style", "viewBox" if is_root else "") or is_root and _is_placing(name):
            continue
        if name.startswith("{") and not name.endswith("}base"):
            continue
        _take(name, value, line, read, found)
    return found


def _is_placing(name: str) -> bool:
    """Whether this says where the outermost element stands, which is for the page to say."""
    return name in _NOT_OF_ROOT or name in ATTRIBUTES and name not in _OF_ROOT


def _take(name: str, value: str, line: int, read: Read, found: dict[str, str]) -> None:
    """Keep one attribute or property, drop it, or tell of it."""
    plain = name.rpartition("}")[2]
    if name.lower().startswith("on") or plain == "base":
        read.unsafe(line, f"{printable(plain)} leads out of the drawing")
    elif name in PROPERTIES or name in ATTRIBUTES:
        new = cleaned(name, value)
        if new is not None:
            found[name] = new
        elif is_missed(name, value):
            is_long = len(value) > _LONGEST
            wrong = "is longer than can be drawn" if is_long else "leads out of the drawing or cannot be read"
            hint = "leave out points that nobody can see at this size, or save it as a PNG" if is_long else HINT
            read.unsafe(line, f"{name} {wrong}: {printable(value)}", hint)
    elif is_missed(name, value):
        read.unsafe(line, f"{name} cannot be kept: {printable(value)}")


def _without_strays(root: Shape) -> None:
    """Each id once, and only where something refers to it; what refers to nothing refers to none."""
    shapes = list(everything(root))
    first: dict[str, Shape] = {}
    for shape in shapes:
        if shape.id and first.setdefault(shape.id, shape) is not shape:
            shape.id = ""
    used = set()
    for shape in shapes:
        for name, value in list(shape.attributes.items()):
            id_ = target(name, value)
            if id_ in first:
                used.add(id_)
            elif id_ and name == "href":
                del shape.attributes[name]
            elif id_:
                shape.attributes[name] = value.rpartition(")")[2].strip() or "none"
    for shape in shapes:
        shape.id = shape.id if shape.id in used else ""


def _with_plain_type(shape: Shape, around: float) -> None:
    """Sizes of type in px where they are shares of others: WeasyPrint 70 takes the share again in each shape below."""
    value = shape.attributes.get("font-size", "inherit")
    own = type_px(value, around)
    if value.endswith(("%", "em", "ex")):
        shape.attributes["font-size"] = f"{own:.6g}"
    for child in shape.children:
        _with_plain_type(child, own)


def everything(shape: Shape) -> Iterator[Shape]:
    """The shape and all that is in it, in the order of the file."""
    yield shape
    for child in shape.children:
        yield from everything(child)
