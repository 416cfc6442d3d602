"""Template: a cited manuscript and an edition become one HTML document.

Jinja2 templates in styles/templates/ hold the page furniture and the shape of each block; this room fills them.
"""
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from booklet.core.own_table import STYLES
from booklet.model.cited import CitedManuscript, NumberedDrawing, ReferenceLine, keys_cited
from booklet.model.document import Document, Leaflet, MakeUp
from booklet.model.edition import Edition
from booklet.model.figures.kinds import Chart
from booklet.model.tree import Element, Image, Nodes, Pointer, Words
from booklet.template.blocks import Compositor, Medium, place_form, press_of, unbroken_number, words_in
from booklet.template.figures.cover import cover_url
from booklet.template.figures.draw import figure_in_parts
from booklet.template.qr_code import whereabouts
from booklet.template.leaflet import larger_type, leaflet_pieces, panels_of
from booklet.template.lengths import length_mm
from booklet.template.lists import glossary_entries, listed_figures, reference_entries, set_parts
from booklet.template.margin_notes import margin_notes
from booklet.template.ties import with_ties
from booklet.template.short import is_short, is_titled, with_lifted_headings

PAPER_SHEETS = ("tokens.css", "base.css", "components.css", "pages.css")


def fill_template(
    cited: CitedManuscript, edition_name: str, lines: Mapping[str, ReferenceLine], fillers: Sequence[str] = (),
    is_alone: bool = False, leaflet: Leaflet | None = None, is_plate: bool = False,
) -> Document:
    """The booklet as HTML in one edition, with what it holds and these fillers before its back page.

    `lines` holds the printed line of each cited work, by key. `is_alone`: help and imprint begin a page, also where they
    end a short handout, which has no back page else. `leaflet` says what stands on which panel of one. `is_plate`: for
    copies, whose values are painted later.
    """
    imprint = cited.manuscript.imprint
    edition = imprint.editions[edition_name]
    short = is_short(cited, edition)
    cited = with_lifted_headings(cited) if short and is_titled(cited) else cited
    press = press_of(imprint.language)
    cited = with_ties(cited, press.filters["tied"])
    numbered = {ref.number: lines[ref.reference.key] for ref in cited.references}
    compositor = Compositor(press, numbered, _paper(press, edition), margin_notes(cited))
    pieces = leaflet_pieces(cited, compositor) if leaflet else []
    sheets = [f"/styles/{name}" for name in (*PAPER_SHEETS, *edition.stylesheets, *(["plate.css"] if is_plate else []))]
    has_works = any(keys_cited(cited.manuscript.sections, cited.manuscript.charts))
    html = press.get_template(_document(edition, short)).render(
        **set_parts(cited, compositor),
        edition=SimpleNamespace(
            name=edition_name, paper=edition.paper, stylesheets=sheets, is_stapled=edition.imposition == "saddle-stitch",
            is_small=edition.is_small, sections_start=edition.sections_start,
        ),
        cover=cover_url(imprint, press),
        figures=listed_figures(cited) if edition.list_of_figures else (),
        glossary=glossary_entries(cited, compositor),
        references=reference_entries(cited, lines, compositor.say),
        left_out=[SimpleNamespace(number=s.number, title=s.section.title) for s in cited.left_out],
        fillers=fillers,
        is_short=short,
        is_titled=is_titled(cited),
        is_alone=is_alone or bool(fillers),
        where=whereabouts(cited.manuscript.clinic, compositor.say),
        has_works=has_works,
        has_code=edition.references == "code" and has_works,
        pieces=pieces,
        leaflet=leaflet,
        larger=larger_type(edition, leaflet.scale) if leaflet else "",
        panels=panels_of(leaflet, pieces) if leaflet else (),
    )
    makeup = MakeUp(edition.leading_at_least_pt) if not edition.is_alone else None
    return Document(html, edition_name, Path(cited.manuscript.folder), makeup)


def _document(edition: Edition, short: bool) -> str:
    """The template of a whole document: a summary is set from templates of its own, and so is a short handout."""
    if edition.is_alone:
        return "tri-fold.html" if edition.is_leaflet else "summary.html"
    return "short.html" if short else "booklet.html"


def _paper(press: Environment, edition: Edition) -> Medium:
    return Medium(
        shapes="blocks.html",
        picture=_source,
        image=_source,
        chart=partial(_drawn, press=press, edition=edition),
        value=_value,
        pointer=partial(_page_pointer, press=press, has_folios=not edition.is_alone, places=count(1)),
        is_counted=True,
        # WeasyPrint 70 may break a line after its first word when text that ends in a space stands before an inline
        # element that does not fit. With the space in an element of its own it breaks where it should.
        space="<span> </span>",
        tells_figures=edition.tells_pictures,
    )


def _source(drawing: NumberedDrawing | Image) -> str:
    return f"/sections/{quote(drawing.file)}"


def _value(text: str) -> Nodes:
    """A field. A phone number is an element that does not break: a line may else break inside it, as in a word too wide."""
    words = (Words(unbroken_number(text)),)
    return words if words[0].text == text else (Element("span", words, (("class", "tie"),)),)


def _drawn(chart: Chart, alt: str, press: Environment, edition: Edition) -> Markup:
    width, type_pt, tallest = _chart_mm(edition), edition.figure_type_pt, edition.tallest_figure_mm
    return Markup().join(figure_in_parts(chart, press, width, type_pt, alt, tallest))


def _chart_mm(edition: Edition) -> float:
    """How wide a data figure is drawn: as its author or the style wants it, and no wider than its page has room for."""
    wanted = edition.figure_width_mm or length_mm(STYLES, edition.stylesheets, "--chart-width")
    return min(wanted, length_mm(STYLES, edition.stylesheets, "--wide"))


def _page_pointer(pointer: Pointer, words: Markup, press: Environment, has_folios: bool, places: Iterator[int]) -> Markup:
    """A cross-reference with its page, or with "above" or "below" on that page; the panels of a leaflet have no numbers."""
    macros: Any = press.get_template("blocks.html").module
    form = place_form(pointer, words_in(press))
    return Markup(macros.crossref(f"#{pointer.anchor}", words, f"see-{next(places)}" if has_folios else "", form))
