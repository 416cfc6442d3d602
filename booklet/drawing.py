"""A picture of the manuscript: may this file be printed, and how wide was it made?

SVG is a document with powers of its own. Only shapes and words are let through; what would fetch, run, define or
multiply anything is refused here, with its line. The renderer's fetcher (paginate.py) would refuse a file once more.
"""
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from PIL import Image, ImageFile

from booklet.errors import Place, Problem
from booklet.source import printable, shown_path

LARGEST_KB = {".svg": 1_000, ".png": 5_000, ".jpg": 5_000, ".jpeg": 5_000}
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
MM_PER_INCH = 25.4
PRINT_DPI = 200  # below this a photograph looks coarse on paper
MOST_PIXELS = 40_000_000
PRINTABLE_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")  # CMYK wants a profile of its own (ISO 19005-2, 6.2.4.3)
WIDTHS_MM = (5, 400)  # a drawing outside of these was not drawn in mm
DEEPEST, LONGEST_CHAIN, MOST_COPIES = 50, 5, 20_000  # of shapes in one another, of uses of uses, of all their copies
SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath marker "
    "linearGradient radialGradient stop clipPath mask pattern".split()
)
_NAME = re.compile(r"figures/(?:[A-Za-z0-9][\w-]*/)*[A-Za-z0-9][\w-]*\.[A-Za-z]+", re.ASCII)  # figures/two-cells.svg
# e.g. url(http://...), @import
_OUTSIDE = re.compile(r"url\((?!\s*['\"]?#)|@|\\|\b(?:image|image-set|src)\(", re.IGNORECASE)
_INSIDE = re.compile(r"url\(\s*['\"]?#(?P<id>[^'\")\s]+)", re.IGNORECASE)  # url(#shade)
_NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?"
# e.g. 0 0 171 80
_VIEW_BOX = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+(?P<width>{_NUMBER})[\s,]+(?P<height>{_NUMBER})\s*")


def drawing_width_mm(folder: Path, name: str, place: Place) -> tuple[float, list[Problem]]:
    """The width in mm that a picture was made for, and what is wrong with it. `place` is where `name` is typed.

    SVG: the width of its viewBox, drawn in mm. Photographs: their width at 200 dots an inch.
    """
    file = folder / name
    try:
        if not _NAME.fullmatch(name) or not file.resolve().is_relative_to(folder.resolve() / "figures"):
            says = f"{printable(name)} is not a plain file name in the manuscript's figures/"
            return 0, [Problem(place, "unsafe-image", says, "copy the picture there: figures/two-cells.svg")]
        if not file.is_file():
            says = f"there is no file {printable(name)}"
            return 0, [Problem(place, "missing-image", says, "pictures live in figures/")]
        return _width(file, file.suffix.lower(), Place(shown_path(file)))
    except OSError as error:
        says = f"{printable(name)} cannot be read: {error.strerror}"
        return 0, [Problem(place, "missing-image", says, "is it a plain file, and yours to read?")]


def _width(file: Path, suffix: str, place: Place) -> tuple[float, list[Problem]]:
    if suffix not in LARGEST_KB:
        return 0, [Problem(place, "bad-image", f"{suffix} is not a kind of picture", "use SVG, PNG or JPEG")]
    if file.stat().st_size > LARGEST_KB[suffix] * 1_000:
        says = f"larger than {LARGEST_KB[suffix]} kB"
        return 0, [Problem(place, "bad-image", says, "make it smaller: a handout is sent by email")]
    content = file.read_bytes()
    return _svg_width(content, place.path) if suffix == ".svg" else _raster_width(file, RASTERS[suffix], place)


def _raster_width(file: Path, kind: str, place: Place) -> tuple[float, list[Problem]]:
    try:
        with _strictly(), Image.open(file, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                says = f"{picture.width} by {picture.height} dots, more than any printer shows"
                return 0, [Problem(place, "bad-image", says, "make it smaller")]
            if picture.mode not in PRINTABLE_MODES:
                says = f"its colours are {printable(picture.mode)}, which an archive's file cannot hold"
                return 0, [Problem(place, "bad-image", says, "save it as RGB or grey, with 8 bits a colour")]
            picture.load()
            width = picture.width
    except Exception:  # Pillow promises no closed set of exceptions for a damaged file
        return 0, [Problem(place, "bad-image", f"not a whole {kind} picture", "save it again")]
    return width / PRINT_DPI * MM_PER_INCH, []


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


class _Hostile(Exception):
    """Not to be read any further: an entity of a document type can grow to any size."""


@dataclass(slots=True)
class _Drawing:
    """What has been read so far of an SVG file."""

    path: str
    width_mm: float = 0.0
    open_ids: list[str] = field(default_factory=list)  # of the element being read and those around it; "" for none
    style: list[str] | None = None  # the text of the <style> being read
    uses: dict[str, list[str]] = field(default_factory=lambda: {"": []})  # id -> the ids that its content refers to
    problems: list[Problem] = field(default_factory=list)

    def unsafe(self, line: int, says: str) -> None:
        hint = "a drawing holds shapes and words only; save it as plain SVG"
        self.problems.append(Problem(Place(self.path, line), "unsafe-drawing", says, hint))

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        space, _, tag = name.rpartition(" ")
        if space != SVG or tag not in ELEMENTS or self.style is not None:
            self.unsafe(line, f"<{printable(tag)}> is here")
        elif len(self.open_ids) > DEEPEST:
            self.unsafe(line, "shapes lie too deep in one another")
        if not self.open_ids:
            self.width_mm = _view_box_width(attributes.get("viewBox", ""))
        self.open_ids.append(attributes.get("id", ""))
        self.style = [] if tag == "style" else self.style
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2], value, line)

    def attribute(self, key: str, value: str, line: int) -> None:
        is_link = key in ("href", "src", "base")
        if key.lower().startswith("on") or _OUTSIDE.search(value) or is_link and not value.startswith("#"):
            self.unsafe(line, f"{printable(key)} leads out of the drawing")
        for target in [*_INSIDE.findall(value), *([value[1:]] if is_link else [])]:
            for holder in {"", *self.open_ids}:
                self.uses.setdefault(holder, []).append(target)

    def end(self, line: int) -> None:
        if self.style is not None and (_OUTSIDE.search("".join(self.style)) or "url(" in "".join(self.style).lower()):
            self.unsafe(line, "a style leads out of its shapes")
        self.style = None
        self.open_ids.pop()

    def copies(self) -> int | None:
        """How many shapes are drawn for all that refer to one another; None where they do so in a loop, or nearly."""
        sizes = dict.fromkeys(self.uses, 1)
        for _ in range(LONGEST_CHAIN):
            before = sizes
            sizes = {id_: 1 + sum(min(before.get(t, 1), MOST_COPIES) for t in used) for id_, used in self.uses.items()}
            if sizes == before:
                return sizes[""]
        return None


def _svg_width(content: bytes, path: str) -> tuple[float, list[Problem]]:
    drawing = _Drawing(path)
    last = len(content.rstrip().splitlines()) or 1
    try:
        _parse(content, drawing)
    except _Hostile as stop:
        drawing.unsafe(stop.args[0], "a document type is here")
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: of encodings that expat cannot read
        place = Place(path, min(getattr(error, "lineno", 1), last))
        drawing.problems.append(Problem(place, "bad-image", "this is not an SVG drawing", "save it again"))
    if not drawing.problems and not WIDTHS_MM[0] <= drawing.width_mm <= WIDTHS_MM[1]:
        says, hint = "its viewBox gives no width on paper", f"draw it in mm, from {WIDTHS_MM[0]} to {WIDTHS_MM[1]} wide"
        drawing.problems.append(Problem(Place(path, 1), "bad-image", says, hint))
    copies = drawing.copies()
    if copies is None or copies > MOST_COPIES:
        drawing.unsafe(1, "its shapes refer to one another without end")
    return drawing.width_mm, drawing.problems


def _parse(content: bytes, drawing: _Drawing) -> None:
    reader = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise _Hostile(reader.CurrentLineNumber)

    def words(text: str) -> None:
        if drawing.style is not None:
            drawing.style.append(text)

    reader.StartElementHandler = lambda name, attributes: drawing.start(name, attributes, reader.CurrentLineNumber)
    reader.EndElementHandler = lambda name: drawing.end(reader.CurrentLineNumber)
    reader.CharacterDataHandler = words
    reader.StartDoctypeDeclHandler = doctype
    reader.ProcessingInstructionHandler = lambda *_: drawing.unsafe(reader.CurrentLineNumber, "an instruction is here")
    reader.Parse(content, True)


def _view_box_width(view_box: str) -> float:
    """The width of a viewBox with a height; 0 where it is not one."""
    numbers = _VIEW_BOX.fullmatch(view_box)
    return float(numbers["width"]) if numbers and float(numbers["height"]) > 0 else 0.0
