"""A picture of the manuscript: may this file be printed, how wide was it made, and what of it is printed?

No file of a picture reaches a page as it is. A drawing is cleaned and written anew (booklet/svg/), so is a photograph
(photograph.py); print and the web page get the same. What would fetch, run, define or multiply anything is refused here.
"""
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PureWindowsPath

from booklet.core.pictures.photograph import NoPicture, clean_photograph, has_flat_ground, kind_of
from booklet.core.pictures.svg.drawing import CleanDrawing, clean_drawing
from booklet.core.problems import Place, Problem
from booklet.core.text_file import content_within, nearest_path, printable, shown_path, why_unread

LARGEST_KB = {".svg": 1_000, ".png": 5_000, ".jpg": 5_000, ".jpeg": 5_000, ".webp": 5_000}
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP"}
MEDIA_TYPES = {".svg": "image/svg+xml", **{suffix: f"image/{kind.lower()}" for suffix, kind in RASTERS.items()}}
MM_PER_INCH = 25.4
PRINT_DPI = 200  # below this a photograph looks coarse on paper
# figures/two-cells.svg, figures/ward/Photo 2 (front).JPG: names that mean the same on every system, and in every address
_NAME = re.compile(r"figures/(?:\w[\w .,+&'()=-]*/)*\w[\w .,+&'()=-]*\.[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it may be printed: its content written anew, its media type, and the width it was made for.

    SVG: svg/drawing.py. Photographs: their width at 200 dots an inch, the right way up.
    """

    content: bytes
    media_type: str
    width_mm: float
    height_mm: float
    drawing: CleanDrawing | None = None  # None for a photograph
    is_photograph: bool = False  # what a camera writes: words, such as those of a map or a scan, are seldom in it

    @property
    def keeps_size(self) -> bool:
        """Whether it is a drawing with words, which can be read in the size that it was made in."""
        return self.drawing is not None and self.drawing.has_words


def named_picture(folder: Path, name: str, place: Place) -> tuple[Picture | None, list[Problem]]:
    """A picture of a manuscript, and what is wrong with it or its name; None for none. `place` is where that is typed."""
    file = folder / name
    try:
        is_plain = _NAME.fullmatch(name) is not None
        if not is_plain or not file.resolve().is_relative_to(folder.resolve() / "figures"):
            what = "is a link that leads out of" if is_plain else "is not a plain file name in"
            says = f"{printable(name)} {what} the manuscript's figures/"
            own = f"figures/{PureWindowsPath(name).name}"
            hint = f"copy the picture there, and write ({own if _NAME.fullmatch(own) else 'figures/picture.png'})"
            return None, [Problem(place, "unsafe-image", says, hint)]
        if not file.is_file():
            if file.is_symlink():
                file.stat()  # raises why it leads nowhere
            says = f"there is no file {printable(name)}"
            hint = nearest_path(file, "copy it into figures/, where pictures live", Path.is_file, folder)
            return None, [Problem(place, "missing-image", says, hint)]
        return read_picture(file)
    except (OSError, RuntimeError) as error:  # the latter: links that lead to one another
        says = f"{printable(name)} cannot be read: {why_unread(error)}"
        return None, [Problem(place, "missing-image", says, "is it a plain file, and yours to read?")]


def read_picture(file: Path) -> tuple[Picture | None, list[Problem]]:
    """A picture written anew, and what is wrong with its file; None where it must not be printed.

    Raises OSError where there is nothing to read.
    """
    suffix, place = file.suffix.lower(), Place(shown_path(file))
    if suffix not in LARGEST_KB:
        hint = "use SVG, PNG, JPEG or WebP"
        return None, [Problem(place, "bad-image", f"{file.suffix} is not a kind of picture that can be printed", hint)]
    content = content_within(file, LARGEST_KB[suffix] * 1_000)
    if content is None:
        says = f"larger than {LARGEST_KB[suffix]} kB"
        return None, [Problem(place, "bad-image", says, "make it smaller: a handout is sent by email")]
    picture, problems = _picture(content, suffix, place)
    return picture, list(problems)


@lru_cache(maxsize=32)  # each edition of a process asks for the same ones
def _picture(content: bytes, suffix: str, place: Place) -> tuple[Picture | None, tuple[Problem, ...]]:
    found = kind_of(content)  # the word of its bytes, and not of its name: it is written anew
    kind = found if found in RASTERS.values() else RASTERS.get(suffix)
    if kind is None:
        return _drawing(content, place.path)
    try:
        written, dots = clean_photograph(content, kind)
    except NoPicture as wrong:
        return None, (Problem(place, "bad-image", *wrong.args),)
    media_type = f"image/{kind_of(written).lower()}"  # of WebP it is another: no PDF holds that
    across, down = (count / PRINT_DPI * MM_PER_INCH for count in dots)
    is_photograph = media_type == MEDIA_TYPES[".jpg"] and not has_flat_ground(written)
    return Picture(written, media_type, across, down, is_photograph=is_photograph), ()


def _drawing(content: bytes, path: str) -> tuple[Picture | None, tuple[Problem, ...]]:
    if (found := kind_of(content)) not in ("", "SVG"):
        says, hint = f"this is not an SVG drawing: it is {found}", "save it as plain SVG, PNG or JPEG"
        return None, (Problem(Place(path, 1), "bad-image", says, hint),)
    drawing, problems = clean_drawing(content, path)
    if drawing is None:
        return None, tuple(problems)
    return Picture(drawing.file(), MEDIA_TYPES[".svg"], drawing.width_mm, drawing.height_mm, drawing), ()
