"""A page for those who review: a template with its styles inside, so that the file stands alone."""
import re
from collections.abc import Sequence

from booklet.core.letters.declared import data_url
from booklet.core.own_table import STYLES
from booklet.template.blocks import press_of

SHEETS = ("tokens.css", "base.css", "report.css")
_FONT = re.compile(r"url\((?P<path>fonts/[a-z0-9-]+\.woff2)\)")  # url(fonts/atkinson-400.woff2)


def review_page(name: str, look: str = "", **values: object) -> bytes:
    """The template of a name, filled, with the styles of its own look: by default those of its name. It knows no clock."""
    styles = styles_inside((*SHEETS, f"{look or name}.css"))
    return press_of().get_template(f"{name}.html").render(values, styles=styles).encode()


def styles_inside(sheets: Sequence[str] = SHEETS) -> str:
    """These styles with the fonts inside, so that the HTML needs no other file."""
    text = "\n".join((STYLES / name).read_text(encoding="utf-8") for name in sheets)
    return _FONT.sub(lambda font: f"url({data_url((STYLES / font['path']).read_bytes(), 'font/woff2')})", text)
