"""What a page holds beside words: pictures in itself or beside it, formulas, and what somebody is to fill in.

Source of formulas: MathML Core, 3 (presentation elements).
"""
import base64
import re
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, element, words
from booklet.imports.spans import Span
from booklet.load.markdown.typed import pieces_of

Fetch = Callable[[str], bytes]
_ON_THE_LINE = frozenset("math mrow mi mn mo ms mtext mspace mstyle mpadded semantics".split())
_RAISED = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}
CONTROLS = ("input", "textarea", "select")
_TICKED = ("checkbox", "radio")
_WAITING = ("data-src", "data-lazy-src", "data-original")  # where scripts keep the address until a reader comes near
_OF_THE_SCREEN = ("hidden", "submit", "button", "reset", "image", "search", "file")


def picture(image: Element, brought: Brought, fetch: Fetch) -> list[Element]:
    """The block of a picture; none for one that is not there, which is told."""
    src = next((image.get(name, "") for name in _WAITING if image.get(name)), image.get("src", ""))
    content = _in_itself(src) if src.startswith("data:") else fetch(src)
    name = "picture" if src.startswith("data:") else unquote(src.partition("?")[0].rpartition("/")[2])
    if not content:
        says = f"a picture was left out: {src[:80]} does not lie beside the page"
        if all(lost.says != says for lost in brought.lost):  # a logo stands on each of its slides
            brought.tell(says)
        return []
    key = src[:200] if not src.startswith("data:") else f"{name}-{len(brought.pictures) + 1}"
    brought.pictures[key] = content
    return [element("img", src=key, alt=" ".join(image.get("alt", "").split()))]


def _in_itself(src: str) -> bytes:
    try:
        return base64.b64decode(src.partition(";base64,")[2], validate=False)
    except ValueError:
        return b""


def formula(parent: Element, settings: frozenset[str] = frozenset()) -> list[Span] | None:
    """The words of a formula with signs above or below its line; None for one that cannot be set in a line.

    Of a fraction or a root the signs alone would say another thing: 12 for 1 over 2.
    """
    raised = _RAISED.get(parent.tag, ())
    inside = list(parent)[:1] if parent.tag == "semantics" else list(parent)  # the others say the same again
    is_read = parent.tag in _ON_THE_LINE or raised and not settings and len(inside) == len(raised) + 1
    spans = [] if inside else [Span(" ".join((parent.text or " ").split()) or " ", settings)]
    for number, part in enumerate(inside if is_read else ()):
        read = formula(part, settings | frozenset(raised[number - 1 : number]))
        if read is None:
            return None
        spans += read
    return spans if is_read else None


def abbreviation(piece: Element) -> dict[str, str]:
    """What it stands for, where the page says so: <abbr title="World Health Organization">WHO</abbr>."""
    short, long = words(piece), " ".join(piece.get("title", "").split())
    is_one = re.fullmatch(r"[\w.&/-]{2,12}", short) and re.fullmatch(r"[^<>{}\[\]]{1,200}", long) and short != long
    return {short: long} if is_one else {}


def on_paper(control: Element, brought: Brought) -> str:
    """The words, the box or the place that stands for it."""
    kind = control.get("type", "text").lower()
    if control.tag == "input" and kind in _OF_THE_SCREEN:
        return ""
    if control.tag == "input" and kind in _TICKED:
        return "☑ " if "checked" in control.attrib else "☐ "
    if control.tag == "select":
        choices = ", ".join(filter(None, map(words, control.iter("option"))))
        brought.tell(f"a place to write stands for a list to choose from: {choices[:200]}", "write its choices in words")
        return " ____ "
    typed = words(control) if control.tag == "textarea" else control.get("value", "").strip()
    return typed or " ____ "


def as_typed(parent: Element) -> str:
    """The words of an element as they stand, with its breaks."""
    inside = pieces_of(parent)
    return "".join(each if isinstance(each, str) else "\n" if each.tag == "br" else as_typed(each) for each in inside)
