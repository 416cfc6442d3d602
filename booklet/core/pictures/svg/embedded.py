"""Pictures inside of a drawing, as data: a photograph is written anew, as one beside the drawing is; a drawing is cleaned.

Nothing is fetched: what has an address elsewhere is refused.
"""
import re
from base64 import b64decode
from io import BytesIO
from urllib.parse import unquote_to_bytes

from PIL import Image

from booklet.core.letters.declared import data_url
from booklet.core.pictures.photograph import NoPicture, clean_photograph, kind_of, opened_picture, picture_bytes

MOST_PICTURES, MOST_PIXELS = 100, 40_000_000
# data:image/png;base64,iVBORw0
_DATA = re.compile(r"data:(?P<kind>[\w/+.-]*)(?P<more>(?:;[\w=-]+)*),(?P<content>.*)", re.DOTALL)
_AGAIN = ("GIF", "WebP", "BMP", "TIFF")  # what a page cannot hold, and Pillow can write as PNG


def embedded_bytes(address: str) -> bytes:
    """The bytes of a data: address. Raises NoPicture where it is none."""
    found = _DATA.fullmatch(address.strip())
    if not found:
        raise NoPicture("it leads out of the drawing")
    if ";base64" not in found["more"]:
        return unquote_to_bytes(found["content"])
    try:
        return b64decode(re.sub(r"\s+", "", unquote_to_bytes(found["content"]).decode("ascii")) + "==", validate=False)
    except ValueError:
        raise NoPicture("it cannot be read") from None


def is_drawing(content: bytes) -> bool:
    return kind_of(content) in ("SVG", "") and b"<svg" in content[:4_000]


def photograph_as_data(content: bytes) -> tuple[str, int]:
    """A photograph written anew as a data: address, and how many dots it has. Raises NoPicture for what is none."""
    kind = kind_of(content)
    if kind in _AGAIN:
        content, kind = _as_png(content, kind), "PNG"
    if kind not in ("PNG", "JPEG"):
        raise NoPicture(f"it is {kind}" if kind else "it is of a kind that cannot be printed")
    written, _ = clean_photograph(content, kind)
    with Image.open(BytesIO(written)) as picture:
        dots = picture.width * picture.height
    return data_url(written, f"image/{kind.lower()}"), dots


def _as_png(content: bytes, kind: str) -> bytes:
    with opened_picture(content, kind) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture("it has more dots than any printer shows")
        return picture_bytes(picture.convert("RGBA"), "PNG")
