"""Pictures of a page: in itself, or beside it."""
import base64
import binascii
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, element

Fetch = Callable[[str], bytes]


def picture(image: Element, brought: Brought, fetch: Fetch) -> list[Element]:
    """The block of a picture; none for one that is not there, which is told."""
    src = image.get("src", "")
    content = _in_itself(src) if src.startswith("data:") else fetch(src)
    name = "picture" if src.startswith("data:") else unquote(src.partition("?")[0].rpartition("/")[2])
    if not content:
        brought.tell(f"a picture was left out: {src[:80]} does not lie beside the page")
        return []
    key = src[:200] if not src.startswith("data:") else f"{name}-{len(brought.pictures) + 1}"
    brought.pictures[key] = content
    return [element("img", src=key, alt=" ".join(image.get("alt", "").split()))]


def _in_itself(src: str) -> bytes:
    try:
        return base64.b64decode(src.partition(";base64,")[2], validate=False)
    except (binascii.Error, ValueError):
        return b""
