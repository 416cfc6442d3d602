"""What those who review are given: a page with its styles inside, so that it stands alone; or a table for a spreadsheet."""
import csv
import io
import re
from collections.abc import Iterable, Sequence

from booklet.core.letters.declared import data_url
from booklet.core.own_table import STYLES
from booklet.template.blocks import press_of

SHEETS = ("tokens.css", "base.css", "report.css")
_FONT = re.compile(r"url\((?P<path>fonts/[a-z0-9-]+\.woff2)\)")  # url(fonts/atkinson-400.woff2)
_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")  # =1+1; a spreadsheet runs what begins so, blanks before it or not


def review_page(name: str, look: str = "", **values: object) -> bytes:
    """The template of a name, filled, with the styles of its own look: by default those of its name. It knows no clock."""
    styles = styles_inside((*SHEETS, f"{look or name}.css"))
    return press_of().get_template(f"{name}.html").render(values, styles=styles).encode()


def styles_inside(sheets: Sequence[str] = SHEETS) -> str:
    """These styles with the fonts inside, so that the HTML needs no other file."""
    text = "\n".join((STYLES / name).read_text(encoding="utf-8") for name in sheets)
    return _FONT.sub(lambda font: f"url({data_url((STYLES / font['path']).read_bytes(), 'font/woff2')})", text)


def csv_table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as RFC 4180, UTF-8 with a byte order mark, by which Excel knows it. Nothing in it is a formula: what
    somebody typed into a manuscript runs in no program.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before one. Source: OWASP, CSV Injection."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
