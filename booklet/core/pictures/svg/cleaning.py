"""Cleaning: a tree as it was read becomes a new one that holds what is on the list and nothing else."""
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.core.pictures.photograph import NoPicture
from booklet.core.pictures.svg.allowed import (
    ATTRIBUTES, ELEMENTS, PROPERTIES, SILENT, SVG, XLINK_HREF, XML_SPACE, cleaned, is_missed,
)  # fmt: skip
from booklet.core.pictures.svg.embedded import MOST_PICTURES, MOST_PIXELS, embedded_bytes, is_drawing, photograph_as_data
from booklet.core.pictures.svg.lost import tell_lost
from booklet.core.pictures.svg.reading import HINT, Read
from booklet.core.pictures.svg.shape import Shape, everything
from booklet.core.pictures.svg.styles import Styles, read_styles
from booklet.core.pictures.svg.values import KINDS
from booklet.core.pictures.svg.words import XHTML, Unsayable, words_as_shapes
from booklet.core.text_file import printable

_HTML = (XHTML, "http://www.w3.org/1998/Math/MathML")
_OF_ROOT = ("viewBox", "preserveAspectRatio")
_NOT_OF_ROOT = ("overflow", "display", "visibility", "clip-path", "mask")  # a drawing is seen, and stays in its box
_LONGEST = 100_000  # characters of a value: what is not understood then is a drawing too dear, not a mistake
_TEXTS = ("text", "tspan", "textPath")
_FLOWING = ("flowRoot", "flowDiv", "flowPara")  # of SVG 1.2, which Inkscape wrote and nothing else draws
_IN_WORDS = "in Inkscape: Text, then Convert to Text; or save the drawing as a PNG"


def clean_tree(read: Read, inner: Callable[[bytes, int], Shape | None]) -> Shape | None:
    """The drawing without what is not on the list. What is missed on paper is told; None where nothing can be kept.

    `inner` cleans a drawing inside of this one, told at its line.
    """
    if read.root is None or read.is_hopeless:
        return None
    if read.root.tag != f"{{{SVG}}}svg":
        read.unsafe(read.lines[read.root], f"<{printable(_name(read.root.tag))}> is here")
        return None
    try:
        styles = read_styles(read, read.root)
        if styles is None:
            return None
        read.grounds = styles.raw(read.root)
        return _Cleaner(read, styles, inner).shape(read.root, is_root=True)
    except RecursionError:
        read.unsafe(1, "brackets lie too deep in one another in its style")
        return None


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


@dataclass(slots=True)
class _Cleaner:
    """One drawing being cleaned."""

    read: Read
    styles: Styles
    inner: Callable[[bytes, int], Shape | None]
    pictures: int = 0
    dots: int = 0

    def shape(self, element: Element, is_root: bool = False, name: str = "") -> Shape:
        """An element with what is kept of it."""
        line, tag = self.read.lines[element], name or _name(element.tag)
        attributes = self._attributes(element, line, is_root)
        given = self.styles.of(element)
        attributes |= {name: value for name, value in given.items() if not (is_root and _is_placing(name))}
        raw = self.styles.raw(element)
        if raw.get("white-space", "").startswith("pre"):
            attributes["xml:space"] = "preserve"
        self._turn_about(raw.get("transform-origin") or element.get("transform-origin") or "", line, attributes)
        shape = Shape(tag, line, attributes, element.get("id", ""))
        if tag in _TEXTS:
            shape.words = element.text or ""
        for child in element:
            if kept := self._kept(child):
                kept.tail = (child.tail or "") if tag in _TEXTS else ""
                shape.children.append(kept)
            elif tag in _TEXTS and child.tail:
                shape.children.append(Shape("tspan", line, {}, words=child.tail))
        return shape

    def _turn_about(self, origin: str, line: int, attributes: dict[str, str]) -> None:
        """Write a transform about a point as one about the corner of the drawing."""
        if not origin or "transform" not in attributes:
            return
        point = [KINDS["length"](each.removesuffix("px")) for each in origin.split()[:2]]
        if len(point) == 2 and all(each is not None and each[-1].isdigit() for each in point):
            x, y = (float(each or 0) for each in point)
            attributes["transform"] = f"translate({x:g} {y:g}) {attributes['transform']} translate({-x:g} {-y:g})"
        else:
            self.read.unsafe(line, f"transform-origin cannot be kept: {printable(origin)}")

    def _kept(self, element: Element) -> Shape | None:
        """The element if it is drawn; None if it never was. What is neither is told."""
        space, _, tag = element.tag.removeprefix("{").rpartition("}")
        if space == SVG and tag in ELEMENTS:
            shape = self.shape(element)
            is_empty = tag in ("polyline", "polygon") and not shape.attributes.get("points")
            return None if is_empty else shape  # it draws nothing, and WeasyPrint 70 fails on it
        if space == SVG and (special := _SPECIAL.get(tag)):
            return special(self, element)
        is_foreign = space not in ("", SVG, *_HTML)  # what a program keeps for itself: no renderer draws it
        if not is_foreign and not (space == SVG and (tag in SILENT or tag == "style")):
            self.read.unsafe(self.read.lines[element], f"<{printable(tag)}> is here")
        return None

    def _unlinked(self, element: Element) -> Shape | None:
        """What is inside of a link. Nobody presses on paper; where it leads is not for a drawing to say."""
        to = (element.get("href") or element.get(XLINK_HREF) or "#").strip()
        if not to.startswith(("#", "http://", "https://", "mailto:", "tel:", "sms:")):
            self.read.unsafe(self.read.lines[element], f"a link leads to {printable(to)}")
        shape = self.shape(element, name="g")
        if not to.startswith("#") and any(each.words.strip() for each in everything(shape)):
            says = f"words in it are a link to {printable(to)}"
            self.read.unsafe(shape.line, says, "take the link off the words: an address belongs into the text")
        return shape

    def _chosen(self, element: Element) -> Shape | None:
        """The first of a <switch> that can be drawn: words as they stand, else what stands in their place."""
        wrong = ""
        shape = Shape("g", self.read.lines[element], self._attributes(element, self.read.lines[element], False))
        for child in element:
            if child.get("requiredExtensions") or child.get("systemLanguage", "en")[:2] != "en":
                continue
            try:
                is_words = child.tag == f"{{{SVG}}}foreignObject"
                kept = words_as_shapes(child, self.styles, self.read) if is_words else self._instead(child, wrong)
            except Unsayable as error:
                wrong = str(error)
                continue
            shape.children = [kept] if kept else []
            return shape
        if wrong:
            self.read.unsafe(shape.line, wrong)
        return None

    def _instead(self, element: Element, wrong: str) -> Shape | None:
        """What stands in the place of words that cannot be set: a picture of them. Words cut short would mislead."""
        if wrong and _name(element.tag) != "image":
            raise Unsayable(wrong)
        return self._kept(element)

    def _worded(self, element: Element) -> Shape | None:
        try:
            shape = words_as_shapes(element, self.styles, self.read)
        except Unsayable as error:
            self.read.unsafe(self.read.lines[element], str(error))
            return None
        turned = {**self._attributes(element, self.read.lines[element], False), **self.styles.of(element)}.get("transform")
        return Shape("g", shape.line, {"transform": turned} if turned else {}, children=[shape]) if shape else None

    def _flowed(self, element: Element) -> Shape | None:
        if any((each.text or "").strip() for each in element.iter() if _name(each.tag) in ("flowPara", "flowSpan")):
            self.read.unsafe(self.read.lines[element], "words that flow into a shape are here", _IN_WORDS)
        return None

    def _picture(self, element: Element) -> Shape | None:
        """A picture inside of the drawing, written anew."""
        shape, line = self.shape(element, name="image"), self.read.lines[element]
        address = element.get("href") or element.get(XLINK_HREF) or ""
        self.pictures += 1
        try:
            if self.pictures > MOST_PICTURES:
                raise NoPicture(f"it holds more than {MOST_PICTURES} pictures")
            content = embedded_bytes(address)
            if is_drawing(content):
                return self._inner_drawing(content, shape)
            shape.attributes["href"], dots = photograph_as_data(content)
            shape.attributes["image-rendering"] = "smooth"  # WeasyPrint 70 asks the viewer to, which PDF/A forbids
            self.dots += dots
            if self.dots > MOST_PIXELS:
                raise NoPicture("its pictures have more dots than any printer shows")
        except NoPicture as error:
            hint = "embed it in the drawing as PNG or JPEG, or save the drawing as a PNG"
            self.read.unsafe(line, f"a picture of it cannot be printed: {error.args[0]}", hint)
        return shape

    def _inner_drawing(self, content: bytes, around: Shape) -> Shape | None:
        inner = self.inner(content, around.line)
        if inner is None:
            return None
        place = {name: value for name, value in around.attributes.items() if name in ("x", "y", "width", "height")}
        fits = around.attributes.get("preserveAspectRatio")
        inner.attributes |= {**place, **({"preserveAspectRatio": fits} if fits else {})}
        rest = {name: value for name, value in around.attributes.items() if name in PROPERTIES or name == "transform"}
        return Shape("g", around.line, rest, children=[inner])

    def _attributes(self, element: Element, line: int, is_root: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in element.attrib.items():
            if key == XML_SPACE and value == "preserve":
                found["xml:space"] = value
                continue
            name = "href" if key == XLINK_HREF else key
            if name in ("id", "class", "style", "viewBox" if is_root else "") or is_root and _is_placing(name):
                continue
            is_read = name == "href" and _name(element.tag) in ("image", "a")  # where they lead is asked elsewhere
            if is_read or name.startswith("{") and not name.endswith("}base"):
                continue
            self._take(name, self.styles.resolved(value) if len(value) < _LONGEST else value, line, found)
        return found

    def _take(self, name: str, value: str, line: int, found: dict[str, str]) -> None:
        """Keep one attribute or property, drop it, or tell of it."""
        plain = name.rpartition("}")[2]
        if name.lower().startswith("on") or plain == "base":
            self.read.unsafe(line, f"{printable(plain)} leads out of the drawing")
        elif name in PROPERTIES or name in ATTRIBUTES:
            new = cleaned(name, value)
            if new is not None:
                found[name] = new
            elif is_missed(name, value):
                is_long = len(value) > _LONGEST
                wrong = "is longer than can be drawn" if is_long else "leads out of the drawing or cannot be read"
                hint = "leave out points that nobody can see at this size, or save it as a PNG" if is_long else HINT
                self.read.unsafe(line, f"{name} {wrong}: {printable(value)}", hint)
        else:
            tell_lost(name, value, line, self.read)


def _is_placing(name: str) -> bool:
    """Whether this says where the outermost element stands, which is for the page to say."""
    return name in _NOT_OF_ROOT or name in ATTRIBUTES and name not in _OF_ROOT


_SPECIAL: dict[str, Callable[[_Cleaner, Element], Shape | None]] = {
    "a": _Cleaner._unlinked, "switch": _Cleaner._chosen, "foreignObject": _Cleaner._worded, "image": _Cleaner._picture,
    **dict.fromkeys(_FLOWING, _Cleaner._flowed),
}  # fmt: skip
