"""Pictures of the page: drawings stand in it as SVG, photographs as data.

A drawing is a document of its own. Put into another, its style would reach every word of the page and its ids would
meet other ids. So only what was cleaned and written anew stands here (booklet/svg/): no style, no class, its own ids.
"""
from base64 import b64encode
from pathlib import Path

from markupsafe import Markup

from booklet.core.pictures.picture import Picture, read_picture
from booklet.core.problems import stop_at
from booklet.model.cited import NumberedDrawing
from booklet.model.manuscript import Manuscript


def drawing_art(drawing: NumberedDrawing, folder: str) -> Markup:
    """A drawn figure as it stands in the page, with its alternative text."""
    picture = _picture(Path(folder) / drawing.file)
    if picture.drawing is None:
        return _photograph(picture, drawing.alt)
    inside = str(Markup("<title>{}</title>").format(drawing.alt))
    return Markup(picture.drawing.markup(f"art-{drawing.number}", {"role": "img"}, inside))


def cover_art(manuscript: Manuscript) -> Markup:
    """The cover picture, which tells nothing that the words do not; "" where there is none."""
    if not manuscript.imprint.cover:
        return Markup("")
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


def data_url(content: bytes, kind: str) -> str:
    """The content as an address that holds all of it."""
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _picture(file: Path) -> Picture:
    """The picture written anew. It was judged when the manuscript was loaded; it may have changed since."""
    picture, problems = read_picture(file)
    stop_at(problems)
    return picture


def _photograph(picture: Picture, alt: str) -> Markup:
    return Markup('<img src="{}" alt="{}">').format(data_url(picture.content, picture.media_type), alt)
