"""Pictures: each as a file that the press can print, under a name of its own."""
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from booklet.core.pictures.photograph import PRINTABLE_MODES, NoPicture, clean_photograph, kind_of, opened_picture
from booklet.core.pictures.picture import LARGEST_KB
from booklet.imports.names import named

_PAINTED = ("GIF", "BMP", "TIFF", "WebP", "PNG", "JPEG")  # what can be written anew as PNG or JPEG
_MOST_PIXELS, _MOST_DOTS = 100_000_000, 3_000  # of a picture that is opened; of a side, when it is too large a file
_DRAWN = {b"\x01\0\0\0": "EMF", b"\xd7\xcd\xc6\x9a": "WMF"}  # drawings of Windows

# What programs write of a picture that nobody has described: where it was, what it is called there, what was looked for
_NO_WORDS = re.compile(
    r"(?:https?|file|data):\S*|[^\n]*\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|[ew]mf)|(?:related image|image result for)\b.*",
    re.IGNORECASE,
)


def words_of_picture(alt: str, src: str) -> str:
    """What somebody has written of a picture; "" for its address or its name."""
    alt = re.sub(r"(?:^|\\?\|)[0-9]+(?:x[0-9]+)?$", "", alt)  # how wide Obsidian shows it
    is_name = alt.lower() == PurePosixPath(src).stem.lower() and not re.search(r"\s", alt)
    return "" if is_name or _NO_WORDS.fullmatch(alt.strip()) else alt


class Pictures:
    """The files of figures/, by the pictures that they were made of. No name is `taken`, or a link would lead to two."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.files: dict[str, bytes] = {}
        self._taken = Counter(taken)

    def add(self, name: str, content: bytes) -> str:
        """Keep a picture; its name from the manuscript's folder. Raises NoPicture for what cannot be printed."""
        ending, content = _printable(content)
        stem = named(PurePosixPath(re.sub(r"[\\/]+", "/", name)).stem, self._taken, "picture")
        path = f"figures/{stem}{ending}"
        self.files[path] = content
        return path


def _printable(content: bytes) -> tuple[str, bytes]:
    kind = kind_of(content)
    if kind == "SVG" and len(content) <= LARGEST_KB[".svg"] * 1_000:
        return ".svg", content
    if kind not in _PAINTED:
        known = kind or next((name for sign, name in _DRAWN.items() if content.startswith(sign)), "")
        raise NoPicture(f"{'a picture of the kind ' + known if known else 'no picture that is known'}", "save it as PNG")
    if kind in ("PNG", "JPEG") and len(content) <= LARGEST_KB[".png"] * 1_000:
        try:
            clean_photograph(content, kind)
        except NoPicture:  # its colours or its bits are not for print; perhaps they can be painted anew
            return _painted(content, kind)
        return (".png" if kind == "PNG" else ".jpg"), content
    return _painted(content, kind)


def _painted(content: bytes, kind: str) -> tuple[str, bytes]:
    """A picture written anew: of the kind, in the colours and in the size that the press takes."""
    with opened_picture(content, kind) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise NoPicture(f"{picture.width} by {picture.height} dots", "make it smaller")
        picture.load()
        has_gaps = "A" in picture.mode or "transparency" in picture.info
        known = picture if picture.mode in PRINTABLE_MODES else picture.convert("RGBA" if has_gaps else "RGB")
        known.thumbnail((_MOST_DOTS, _MOST_DOTS))
        ending, saved = (".jpg" if kind == "JPEG" else ".png"), io.BytesIO()
        known.info = {name: value for name, value in known.info.items() if name == "transparency"}
        known.save(saved, "JPEG" if ending == ".jpg" else "PNG")
        return ending, saved.getvalue()
