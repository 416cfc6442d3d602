"""Pictures of the page: drawings stand in it as SVG, photographs as data.

A drawing is a document of its own. Put into another, its style would reach every word of the page and its ids would
meet other ids. So only what was cleaned and written anew stands here (booklet/svg/): no style, no class, its own ids.
"""
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment
from markupsafe import Markup

from booklet.core.letters.declared import data_url
from booklet.core.pictures.photograph import smaller
from booklet.core.pictures.picture import MM_PER_INCH, Picture, read_picture
from booklet.core.pictures.svg.drawing import CleanDrawing
from booklet.core.problems import stop_at
from booklet.model.cited import NumberedDrawing
from booklet.model.edition import COMPACT, WIDE
from booklet.model.manuscript import Manuscript
from booklet.model.tree import Image
from booklet.template.figures.cover import pattern_svg

WIDEST_MM = 171  # the text area of A4
_SCREEN_DPI = 300  # of a telephone: three dots a pixel of 1/96 inch


def drawing_art(drawing: NumberedDrawing, folder: str, compact: Mapping[str, float] = MappingProxyType({})) -> Markup:
    """A drawn figure as it stands in the page, with its alternative text.

    `compact` are the drawings that were redrawn upright, by file, with their widths in mm. Where there is one of this, both
    stand there, and the width of the window says which of them is seen and heard.
    """
    picture = _picture(Path(folder) / drawing.file)
    if picture.drawing is None:
        window = Markup('<div class="drawing{}" style="--made-for: {}">{}</div>')
        look = " drawing--whole" if picture.is_photograph else ""
        return window.format(look, min(drawing.width_mm, WIDEST_MM), _photograph(picture, drawing.alt))
    upright = drawing.file.replace(WIDE, COMPACT, 1)
    redrawn = _picture(Path(folder) / upright).drawing if upright in compact else None
    wide = _inline(picture.drawing, drawing, min(drawing.width_mm, WIDEST_MM), "wide" if redrawn else "")
    return wide if redrawn is None else wide + _inline(redrawn, drawing, compact[upright], "upright")


def _inline(art: CleanDrawing, drawing: NumberedDrawing, width_mm: float, kind: str) -> Markup:
    inside = str(Markup("<title>{}</title>").format(drawing.alt))
    name = f"art-{drawing.number or drawing.anchor}{'-upright' * (kind == 'upright')}"
    svg = Markup(art.markup(name, {"role": "img"}, inside))
    looks = f"drawing drawing--{kind}" if kind else "drawing"
    return Markup('<div class="{}" style="--made-for: {}">{}</div>').format(looks, width_mm, svg)


def image_url(image: Image, folder: str) -> str:
    """A picture of a cell as data, with the dots that a screen shows of it: a page of twelve photographs had 60 MB."""
    picture = _picture(Path(folder) / image.file)
    across = round(image.width_mm / MM_PER_INCH * _SCREEN_DPI)
    return data_url(picture.content if picture.drawing else smaller(picture.content, across), picture.media_type)


def cover_art(manuscript: Manuscript, press: Environment) -> Markup:
    """The cover picture, which tells nothing that the words do not."""
    if not manuscript.imprint.cover:
        drawing = str(pattern_svg(manuscript.imprint, press))  # Markup would escape what is put in
        return Markup(drawing.replace("<svg ", '<svg aria-hidden="true" ', 1))
    picture = _picture(Path(manuscript.folder) / manuscript.imprint.cover)
    if picture.drawing is None:
        return _photograph(picture, "")
    fills = {"aria-hidden": "true", "preserveAspectRatio": "xMidYMid slice"}
    return Markup(picture.drawing.markup("art-0", fills))


def logo_art(manuscript: Manuscript) -> Markup:
    """The clinic's logo with what it says in words; "" where there is none."""
    if manuscript.logo is None or manuscript.clinic.logo is None:
        return Markup("")
    return _photograph(manuscript.logo, manuscript.clinic.logo.alt)


def _picture(file: Path) -> Picture:
    """The picture written anew. It was judged when the manuscript was loaded; it may have changed since."""
    picture, problems = read_picture(file)
    stop_at(problems)
    assert picture is not None, "what is no picture has a problem"
    return picture


def _photograph(picture: Picture, alt: str) -> Markup:
    return Markup('<img src="{}" alt="{}">').format(data_url(picture.content, picture.media_type), alt)
