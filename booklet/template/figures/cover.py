"""The cover picture: the manuscript's own, or a pattern in the colours of the look, for whoever has no artist."""
from urllib.parse import quote
from zlib import crc32

from jinja2 import Environment
from markupsafe import Markup

from booklet.model.booklet import PATTERNS, Imprint
from booklet.template.figures.draw import palette


def cover_url(imprint: Imprint, press: Environment) -> str:
    """Where the cover picture is, for a style: a file of the manuscript, or the pattern itself as data."""
    if imprint.cover:
        return f"/sections/{quote(imprint.cover)}"
    return f"data:image/svg+xml,{quote(str(pattern_svg(imprint, press)))}"


def pattern_svg(imprint: Imprint, press: Environment) -> Markup:
    """The pattern of a handout as SVG: the one that it names, or one that its name picks, the same each time."""
    name = imprint.pattern or PATTERNS[crc32(imprint.name.encode()) % len(PATTERNS)]
    return Markup(press.get_template(f"covers/{name}.svg").render(palette()).strip())
