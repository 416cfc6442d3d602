"""The screen as a medium: what leads somewhere is a link, a phone number dials, a table can be stacked."""
import re
from functools import partial

from jinja2 import Environment
from markupsafe import Markup, escape

from booklet.model.chart import Chart, Timeline
from booklet.model.cited import CitedManuscript, Pointer
from booklet.model.clinic import Clinic
from booklet.model.document import STYLES
from booklet.template.blocks import Medium, unbroken_number
from booklet.template.chart_svg import figure_svg
from booklet.template.web.art import drawing_art
from booklet.template.web.stacked_tables import stacked_rows

# Narrower than on paper: a phone shows all of a chart, with words that can be read. A timeline needs its columns.
CHART_WIDTH_MM, TIMELINE_WIDTH_MM = 104.0, 127.0
SHAPES = "web-blocks.html"
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
# A number as it may stand in a phone field, with or without words around it: 988, +44 20 7946 0000
_NUMBER = re.compile(r"\+?[0-9(](?:[0-9() .-]*[0-9])")


def screen(cited: CitedManuscript, press: Environment) -> Medium:
    """The medium of one booklet's web page."""
    sections = {section.anchor: section for section in cited.sections}
    return Medium(
        shapes=SHAPES,
        picture=partial(drawing_art, folder=cited.manuscript.folder),
        chart=partial(_drawn, press=press),
        value=partial(_value, phones=_phones_of(cited.manuscript.clinic) - _printed_numbers(cited)),
        pointer=partial(_place_pointer, numbers={anchor: section.number for anchor, section in sections.items()}),
        rows=stacked_rows,
    )


def dialled(phone: str) -> Markup:
    """A phone field with its number as a link that dials it. Digits and a leading plus are dialled (RFC 3966)."""
    found = _NUMBER.search(phone)
    if not found:
        return escape(phone)
    digits = re.sub(r"[^0-9+]", "", found[0])
    link = Markup('<a class="tel" href="tel:{}">{}</a>').format(digits, unbroken_number(found[0]))
    return escape(phone[: found.start()]) + link + escape(phone[found.end() :])


def _phones_of(clinic: Clinic) -> frozenset[str]:
    """The numbers that dial. Those of an example do not: somewhere in the world each is a real one."""
    return frozenset() if clinic.example else frozenset(contact.phone for contact in clinic.contacts.values())


def direction(language: str) -> str:
    """`rtl` for a language that is written from right to left."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def _printed_numbers(cited: CitedManuscript) -> frozenset[str]:
    """What `{{ numbers... }}` may print. A field does not say where it came from; 112 people are not to be rung up."""
    return frozenset(str(number) for chart in cited.manuscript.charts for number in chart.fields().values())


def _value(text: str, phones: frozenset[str]) -> Markup:
    return dialled(text) if text in phones else escape(unbroken_number(text))


def _drawn(chart: Chart, press: Environment) -> Markup:
    width_mm = TIMELINE_WIDTH_MM if isinstance(chart, Timeline) else CHART_WIDTH_MM
    svg = str(figure_svg(chart, press, STYLES / "tokens.css", width_mm)).replace("<svg ", '<svg role="img" ', 1)
    macros = press.get_template(SHAPES).module
    return macros.chart_window(chart.printed(chart.title), Markup(svg), width_mm, isinstance(chart, Timeline))


def _place_pointer(pointer: Pointer, numbers: dict[str, int]) -> Markup:
    where = ""
    if pointer.anchor in numbers:
        where = f" (section {numbers[pointer.anchor]})"
    elif pointer.anchor.startswith("figure-"):
        own = f"figure {pointer.anchor.removeprefix('figure-')}"
        where = "" if own in pointer.words.lower() else f" ({own})"
    return Markup('<span class="see"><a href="#{}">{}</a>{}</span>').format(pointer.anchor, pointer.words, where)
