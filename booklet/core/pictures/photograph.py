"""A photograph, written anew: what is seen stays, and what a camera or a program wrote beside it goes.

Where it was taken, by whom and with what, earlier versions, comments and bytes after its end: none of it is a picture,
and all of it would reach a patient. A JPEG keeps its very dots wherever it can: only the parts that draw it are copied.
"""
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps

from booklet.core.text_file import printable

_MOST_PIXELS = 40_000_000
MOST_SCANS = 100  # passes over one picture; cameras and programs make 1 to 12, and each takes the time of a whole picture
PRINTABLE_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")  # CMYK wants a profile of its own (ISO 19005-2, 6.2.4.3)
QUALITY = 92  # of a JPEG that has to be turned, or whose colours are those of another screen
_BEYOND = Image.DecompressionBombWarning, Image.DecompressionBombError  # what Pillow says of 90 million dots and more
_ONE_TONE, _GROUND = 16, 0.6  # so many of 256 tones are one to the eye, and so much of a scan, a map or a screen has one
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4
# How a file begins, and what it then is.
_SIGNS = {
    b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"%PDF": "PDF",
}  # fmt: skip
_IN_BOX = {b"ftyphe": "HEIC", b"ftypmif1": "HEIC", b"ftypavif": "AVIF", b"WEBP": "WebP"}  # some bytes later
# ITU-T T.81, table B.1: frames, tables, scans and what they need. APP14 says how colours were mixed.
_DRAWING = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xEE} - {0xC8}
_APP0, _SCAN, _END = 0xE0, 0xDA, 0xD9
_AFTER_SCAN = re.compile(rb"\xff+(?P<marker>[^\x00\xd0-\xd7\xff])")  # a marker that is no part of a scan


class NoPicture(Exception):
    """What is wrong with a file, and a hint."""


def kind_of(content: bytes) -> str:
    """What a file is by its first bytes: PNG, JPEG, HEIC ...; "" for what is unknown."""
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    boxed = next((kind for sign, kind in _IN_BOX.items() if sign in content[:16]), "")
    return boxed or ("SVG" if b"<svg" in content[:1_000] else "")


def clean_photograph(content: bytes, kind: str) -> tuple[bytes, tuple[int, int]]:
    """A PNG or JPEG written anew, the right way up, and its dots across and down then. A WebP becomes one of these.

    Raises NoPicture for what is none, is another kind than its name says, or cannot be printed.
    """
    found = kind_of(content)
    if found and found != kind:
        article = "an" if found in ("HEIC", "AVIF", "SVG") else "a"
        hint = "let its name end in .svg" if found == "SVG" else "save it as JPEG or PNG: a new ending changes no file"
        raise NoPicture(f"its name says {kind}, and it is {article} {found} file", hint)
    if kind == "JPEG":
        bare = _bare_jpeg(content)  # first: a file of ten thousand scans is not to be decoded
    with opened_picture(content, kind) as picture:
        _bound(picture)
        turn = picture.getexif().get(_ORIENTATION, 1)
        profile = picture.info.get("icc_profile")
        picture.load()
        if kind == "JPEG" and turn in (0, 1) and not _is_foreign(profile, picture.mode):
            return bare, picture.size
        return _painted(picture, profile, kind)


@contextmanager
def opened_picture(content: bytes, kind: str) -> Iterator[Image.Image]:
    """A picture of this kind. Raises NoPicture for whatever Pillow finds in it, then and while it is looked into."""
    try:
        with _strictly(), Image.open(BytesIO(content), formats=[kind]) as picture:
            yield picture
    except NoPicture:
        raise
    except _BEYOND as error:
        raise NoPicture("more dots than any printer shows", "make it smaller") from error
    except Exception as error:  # Pillow promises no closed set of exceptions for a damaged file
        raise NoPicture(f"not a whole {kind} picture", "save it again") from error


def _bound(picture: Image.Image) -> None:
    """Ask for the size and the colours before a dot is decoded."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise NoPicture(f"{picture.width} by {picture.height} dots, more than any printer shows", "make it smaller")
    if picture.mode not in PRINTABLE_MODES:
        says = f"its colours are {printable(picture.mode)}, which an archive's file cannot hold"
        raise NoPicture(says, "save it as RGB or grey, with 8 bits a colour")
    if picture.format == "WEBP" and getattr(picture, "n_frames", 1) > 1:
        raise NoPicture("it moves", "save one of its pictures as PNG or JPEG")


def _painted(picture: Image.Image, profile: bytes | None, kind: str) -> tuple[bytes, tuple[int, int]]:
    """The picture turned upright, in the colours of sRGB, saved with nothing beside it."""
    upright = ImageOps.exif_transpose(picture)
    if profile and _is_foreign(profile, upright.mode):
        upright = _in_srgb(upright, profile)
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    kind = ("PNG" if "A" in upright.mode else "JPEG") if kind == "WebP" else kind
    return picture_bytes(upright, kind), upright.size


def picture_bytes(picture: Image.Image, kind: str, **how: int) -> bytes:
    """The file of a picture; all JPEGs are saved in one quality."""
    content = BytesIO()
    picture.save(content, kind, **({"quality": QUALITY} if kind == "JPEG" else how))
    return content.getvalue()


def smaller(content: bytes, across: int) -> bytes:
    """A picture that was written anew, with no more than so many dots across; as it was, where that has fewer bytes."""
    kind = kind_of(content)
    with opened_picture(content, kind) as picture:
        if picture.width <= across or picture.mode not in ("L", "RGB", "RGBA") or "transparency" in picture.info:
            return content
        picture.thumbnail((across, picture.height))
        picture.info = {}
        return min(content, picture_bytes(picture, kind), key=len)


def has_flat_ground(content: bytes) -> bool:
    """Whether a JPEG is a scan, a map or a picture of a screen, its words on one tone, and nothing that a camera saw."""
    with opened_picture(content, "JPEG") as picture:
        picture.draft("L", (256, 256))
        tones = picture.convert("L").histogram()
    return max(sum(tones[at : at + _ONE_TONE]) for at in range(256)) > _GROUND * sum(tones)


def _is_foreign(profile: bytes | None, mode: str) -> bool:
    """Whether the colours are those of another device than sRGB, which is what paper and screens are told they are."""
    if not profile or mode not in ("RGB", "RGBA"):
        return False
    try:
        return "srgb" not in ImageCms.getProfileDescription(BytesIO(profile)).lower()
    except ImageCms.PyCMSError:
        return False


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, BytesIO(profile), srgb, outputMode=picture.mode) or picture
    except ImageCms.PyCMSError:  # a profile that means nothing
        return picture


def _bare_jpeg(content: bytes) -> bytes:
    """The parts of a JPEG that draw it, up to its end. ITU-T T.81, annex B."""
    parts, at, scans = [b"\xff\xd8"], 2, 0
    try:
        while True:
            at += 1 + len(content[at:].partition(b"\xff")[0]) if content[at] != 0xFF else 1
            while content[at] == 0xFF:
                at += 1
            marker, at = content[at], at + 1
            if marker == _END:
                return b"".join([*parts, b"\xff\xd9"])
            end = at + int.from_bytes(content[at : at + 2])
            scans += marker == _SCAN
            if scans > MOST_SCANS:
                raise NoPicture(f"it is drawn in more than {MOST_SCANS} passes", "save it again")
            following = _AFTER_SCAN.search(content, end) if marker == _SCAN else None
            past = following.start() if following else (len(content) if marker == _SCAN else end)
            if marker in _DRAWING:
                parts.append(bytes([0xFF, marker]) + content[at:past])
            elif marker == _APP0 and content[at + 2 : at + 7] == b"JFIF\0":
                parts.append(b"\xff\xe0\0\x10" + content[at + 2 : at + 14] + b"\0\0")  # without its small copy
            at = past
    except IndexError:
        raise NoPicture("not a whole JPEG picture", "save it again") from None


@contextmanager
def _strictly() -> Iterator[None]:
    """A warning is an error here, and so is half a picture, which WeasyPrint lets Pillow pad for the whole process."""
    padded = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(action="error"):
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = padded
