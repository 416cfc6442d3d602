"""Template: a cited manuscript and an edition become one HTML document.

Jinja2 templates in styles/templates/ hold the page furniture and the shape of each block; this room fills them.
"""
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment
from markupsafe import Markup, escape

from booklet.apparatus import (
    described_figures, glossary_entries, listed_figures, reference_entries, set_sections,
)  # fmt: skip
from booklet.chart import Chart
from booklet.cited import CitedManuscript, NumberedDrawing, Pointer
from booklet.compositor import Compositor, Medium, press_of, unbroken_number
from booklet.csl import ReferenceLine
from booklet.figure import figure_svg
from booklet.galley import STYLES, Document
from booklet.margin import margin_notes

SHEETS = ("tokens.css", "base.css", "components.css", "pages.css")
TEXT_WIDTH_MM = 127.0  # the text block of the grid, see styles/tokens.css


def fill_template(cited: CitedManuscript, edition_name: str, lines: Mapping[str, ReferenceLine]) -> Document:
    """The whole booklet as HTML in one edition. `lines` holds the printed line of each cited work, by key."""
    imprint = cited.manuscript.imprint
    edition = imprint.editions[edition_name]
    press = press_of()
    numbered = {ref.number: lines[ref.reference.key] for ref in cited.references}
    compositor = Compositor(press, numbered, _paper(press), margin_notes(cited))
    sheets = [f"/styles/{name}" for name in (*SHEETS, *([edition.stylesheet] if edition.stylesheet else []))]
    html = press.get_template("booklet.html").render(
        booklet=imprint,
        edition=SimpleNamespace(name=edition_name, paper=edition.paper, stylesheets=sheets),
        clinic=cited.manuscript.clinic,
        sections=set_sections(cited, compositor),
        figures=listed_figures(cited),
        described=described_figures(cited, compositor),
        glossary=glossary_entries(cited),
        references=reference_entries(cited, lines),
    )
    return Document(html, edition_name, Path(cited.manuscript.folder))


def _paper(press: Environment) -> Medium:
    return Medium(
        shapes="blocks.html",
        picture=_source,
        chart=partial(_drawn, press=press),
        value=lambda text: escape(unbroken_number(text)),
        pointer=partial(_page_pointer, press=press),
        # WeasyPrint 70 may break a line after its first word when text that ends in a space stands before an inline
        # element that does not fit. With the space in an element of its own it breaks where it should.
        space="<span> </span>",
    )


def _source(drawing: NumberedDrawing) -> str:
    return f"/sections/{drawing.file}"


def _drawn(chart: Chart, press: Environment) -> Markup:
    return figure_svg(chart, press, STYLES / "tokens.css", TEXT_WIDTH_MM)


def _page_pointer(pointer: Pointer, press: Environment) -> Markup:
    return press.get_template("blocks.html").module.crossref(f"#{pointer.anchor}", pointer.words)
