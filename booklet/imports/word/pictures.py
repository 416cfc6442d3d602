"""What hangs on a paragraph: pictures, boxes with text, and what Word draws and nobody else can.

Source: ECMA-376, part 1, chapter 20 (DrawingML); part 4, chapter 19 (VML, as older versions wrote it).
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, element
from booklet.imports.word.document import Part

_KINDS = {"chart": "a chart", "diagram": "a drawing of boxes (SmartArt)", "chartex": "a chart"}
_SAVE = "save it as a picture (PNG), and add it: ![What it shows](figures/NAME.png)"
_GUESSED = re.compile(r"\s*(?:Description automatically generated|AI-generated content may be incorrect)\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture by the name of its part and with its alternative text; or a box with text; or, of neither, a rule."""

    name: str = ""
    alt: str = ""
    box: Element | None = None


def beside(each: Element, part: Part, brought: Brought) -> list[Beside]:
    """The pictures and boxes of a drawing. Of what Word wrote twice, for new and for old programs, the new one counts."""
    if each.tag == "mc:AlternateContent":
        chosen = next((child for tag in ("mc:Choice", "mc:Fallback") for child in each if child.tag == tag), None)
        return [one for child in (chosen if chosen is not None else ()) for one in beside(child, part, brought)]
    if any(shape.get("o:hr") in ("t", "true") for shape in each.iter("v:rect")):
        return [Beside()]
    named = next(each.iter("wp:docPr"), None)
    found = list(_found(each, part, brought, _alt(named, each, brought)))
    if each.tag == "w:object":
        brought.tell("an object of another program was left out; its picture stays, where it has one")
    if not found and (uri := next(each.iter("a:graphicData"), None)) is not None:
        kind = uri.get("uri", "").rpartition("/")[2]
        brought.tell(f"{_KINDS.get(kind, 'a drawn shape')} was left out", _SAVE)
    elif not found and each.tag != "w:object":
        brought.tell("a drawn shape was left out", _SAVE)
    if named is not None and next(named.iter("adec:decorative"), named).get("val") in ("1", "true"):
        brought.tell("a picture that only decorates was left out")
        return [one for one in found if one.box is not None]
    return found


def _found(each: Element, part: Part, brought: Brought, alt: str) -> Iterator[Beside]:
    """In the order of the file. A box may hold pictures of its own: these are read with it."""
    for child in each:
        id_ = child.get("r:embed", "") or child.get("r:id", "") if child.tag in ("a:blip", "v:imagedata") else ""
        if child.tag == "w:txbxContent":
            brought.tell("a box of text stands below its paragraph now, without its frame", "::: note makes a box")
            yield Beside(box=child)
        elif child.tag == "v:textpath" and (drawn := child.get("string", "")):  # WordArt, as Word drew letters until 2007
            yield Beside(box=element("box", element("w:p", element("w:r", element("w:t", drawn)))))
        elif child.tag == "mc:AlternateContent":
            yield from beside(child, part, brought)
        elif id_ or child.get("r:link"):
            _, name, is_outside = part.relations.get(id_ or child.get("r:link", ""), ("", "", True))
            if is_outside:
                brought.tell("a picture was left out that the document only points to", "insert it into the document")
            else:
                yield Beside(name, alt or child.get("o:title", ""))
        else:
            yield from _found(child, part, brought, alt)


def _alt(named: Element | None, each: Element, brought: Brought) -> str:
    """The alternative text that somebody has written. What Word has guessed nobody has: it is told, and not taken."""
    shape = next((child for child in each.iter() if child.tag.startswith("v:") and child.get("alt")), None)
    said = (named.get("descr") or named.get("title") or "") if named is not None else ""
    said = said or (shape.get("alt", "") if shape is not None else "")
    own = _GUESSED.sub("", said)
    if own != said:
        brought.tell(f'Word guessed what a picture shows: "{own.strip()}"', "if that is right, write it between ![ and ]")
        return ""
    return " ".join(said.split())
