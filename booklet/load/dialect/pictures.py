"""Pictures: how large their author wants them, what is told of their words, and those that stand inside a text."""
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element as Typeset

from booklet.load.dialect.reading import Reading
from booklet.model.tree import Image, Node

ALT_LENGTH = range(20, 251)  # characters
WHOLE_LINE_MM = 127.0  # of text
_BESIDE = 0.82  # of a line is for pictures
# width=50%, height="8cm"
_SIZE = re.compile(
    r"\b(?P<side>width|height) *= *[\"']?(?P<size>[0-9]{1,4}(?:\.[0-9]+)?) ?(?P<unit>%|mm|cm|in|pt|)(?:px)?(?![\w.])"
)
_PIXEL_MM = 25.4 / 96  # CSS Values 3, 5.2
_MM = {"%": WHOLE_LINE_MM / 100, "mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72}


def file_of(head: Typeset) -> str:
    return unquote(head.attrib["src"])


def size_mm(head: Typeset) -> tuple[float, float]:
    """The width and the height that are typed for a picture, 0 for none."""
    sizes = {
        typed["side"]: float(typed["size"]) * _MM.get(typed["unit"], _PIXEL_MM)
        for typed in _SIZE.finditer(head.get("braced", "")) if (typed["side"], typed["unit"]) != ("height", "%")
    }  # fmt: skip
    return sizes.get("width", 0), sizes.get("height", 0)


def is_unsized(piece: Typeset | str) -> bool:
    """Whether it is a picture for which no size is typed."""
    return isinstance(piece, Typeset) and piece.tag == "img" and "braced" not in piece.attrib


def stand_beside(pictures: Iterable[Typeset | str]) -> None:
    """Have the pictures of a line stand beside each other, two or three of them: on a page of A5 too."""
    found = [picture for picture in pictures if isinstance(picture, Typeset)]
    wide = WHOLE_LINE_MM * _BESIDE / min(len(found), 3)
    for picture in found:
        picture.set("of-cell", "")
        if not file_of(picture).lower().endswith(".svg"):  # its words have their size
            picture.set("braced", f"width={wide:.0f}mm")


def tell_alt(head: Typeset, caption: Typeset | None, reading: Reading) -> None:
    alt, words = head.attrib["alt"].strip(), " ".join("".join(caption.itertext() if caption is not None else ()).split())
    hint = "say in 20 to 250 characters what the picture shows"
    if not alt:
        reading.problem(head, "missing-alt", "this picture says nothing to who cannot see it", hint)
    elif len(alt) not in ALT_LENGTH or alt == words:
        says = "is the caption" if alt == words else f"has {len(alt)} characters"
        reading.problem(head, "alt-length", f"the alternative text {says}", hint)


def image_nodes(head: Typeset, reading: Reading) -> Iterator[Node]:
    """A picture of a cell stands in its row; any other inside a text is printed below it."""
    if "of-cell" in head.attrib:
        tell_alt(head, None, reading)
        yield Image(file_of(head), head.attrib["alt"].strip(), reading.place(head), *size_mm(head))
        return
    says, hint = "this picture stands inside a text, and is printed below it", "put it on a line of its own"
    reading.problem(head, "stray-image", says, hint)
    reading.pictures.append(head)
