"""A drawn figure: is this file a picture that may be printed, and how wide was it drawn?

SVG is a document with powers of its own. A drawing that would fetch, run or define anything is refused here, with the
line; the renderer's fetcher (paginate.py) would refuse it again.
"""
import re
from pathlib import Path
from xml.parsers import expat

from PIL import Image

from booklet.errors import Place, Problem

MAX_BYTES = 5_000_000
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
MM_PER_INCH = 25.4
PRINT_DPI = 200  # below this a photograph looks coarse on paper
_FORBIDDEN = ("script", "foreignObject", "image", "feImage", "iframe", "a", "animate", "set")
_OUTSIDE_URL = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)  # e.g. url(file:///etc/passwd)


def drawing_width_mm(file: Path, shown_as: str) -> tuple[float, list[Problem]]:
    """The width in mm that a picture was made for, and what is wrong with it.

    SVG: the width of its viewBox, drawn in mm. Photographs: their width at 200 dots an inch.
    """
    place = Place(shown_as)
    if not file.is_file():
        return 0, [Problem(place, "missing-image", "there is no such file", "pictures live in figures/")]
    if file.stat().st_size > MAX_BYTES:
        return 0, [Problem(place, "bad-image", "larger than 5 MB", "make it smaller: a handout is sent by email")]
    if file.suffix.lower() == ".svg":
        return _svg_width(file.read_bytes(), shown_as)
    if file.suffix.lower() in RASTERS:
        return _raster_width(file, place)
    return 0, [Problem(place, "bad-image", f"{file.suffix or 'this'} is not a kind of picture", "use SVG, PNG or JPEG")]


def _raster_width(file: Path, place: Place) -> tuple[float, list[Problem]]:
    try:
        with Image.open(file, formats=[RASTERS[file.suffix.lower()]]) as picture:
            width = picture.width
            picture.verify()
    except Exception:  # Pillow promises no closed set of exceptions for a damaged file
        return 0, [Problem(place, "bad-image", f"not a {RASTERS[file.suffix.lower()]} picture", "save it again")]
    return width / PRINT_DPI * MM_PER_INCH, []


def _svg_width(data: bytes, shown_as: str) -> tuple[float, list[Problem]]:
    problems: list[Problem] = []
    width = 0.0
    reader = expat.ParserCreate(namespace_separator=" ")

    def unsafe(says: str) -> None:
        hint = "a drawing holds shapes and words only"
        problems.append(Problem(Place(shown_as, reader.CurrentLineNumber), "unsafe-drawing", says, hint))

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal width
        tag = name.split(" ")[-1]
        if tag == "svg" and not width:
            width = _view_box_width(attributes.get("viewBox", ""))
        if tag in _FORBIDDEN:
            unsafe(f"<{tag}> may not stand in a drawing")
        for key, value in attributes.items():
            key = key.split(" ")[-1]
            if key.startswith("on") or (key == "href" and not value.startswith("#")) or _OUTSIDE_URL.search(value):
                unsafe(f"{key} leads out of the drawing")

    def words(text: str) -> None:
        if _OUTSIDE_URL.search(text):
            unsafe("a style leads out of the drawing")

    reader.StartElementHandler, reader.CharacterDataHandler = start, words
    reader.StartDoctypeDeclHandler = lambda *_: unsafe("a document type may not stand in a drawing")
    reader.ProcessingInstructionHandler = lambda *_: unsafe("an instruction may not stand in a drawing")
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        problems.append(Problem(Place(shown_as, error.lineno), "bad-image", "not an SVG drawing", "save it again"))
    if not width and not problems:
        problems.append(Problem(Place(shown_as, 1), "bad-image", "no viewBox", "give the drawing a viewBox in mm"))
    return width, problems


def _view_box_width(view_box: str) -> float:
    numbers = re.fullmatch(r"\s*\S+[\s,]+\S+[\s,]+(?P<width>[0-9.]+)[\s,]+\S+\s*", view_box)  # e.g. 0 0 171 80
    return float(numbers["width"]) if numbers else 0.0
