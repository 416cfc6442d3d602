"""The screen as a medium: what leads somewhere is a link, a phone number dials."""
from collections.abc import Mapping
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.figures.kinds import Chart
from booklet.model.cited import CitedManuscript
from booklet.model.clinic import Dial
from booklet.model.tree import Element, Nodes, Pointer, Words, words_of
from booklet.template.blocks import Medium, place_form, unbroken_number, words_in
from booklet.template.figures.draw import figure_svg
from booklet.template.number_ties import NO_BREAK
from booklet.template.web.art import drawing_art, image_url

CHART_WIDTH_MM = 86.0  # narrower than on paper: a phone of 320 px shows all of it, with words of 12 px and more
SHAPES = "web-blocks.html"


def screen(cited: CitedManuscript, press: Environment) -> Medium:
    """The medium of one booklet's web page."""
    numbers = {section.anchor: section.number for section in cited.sections}
    printed = _printed_numbers(cited)
    return Medium(
        shapes=SHAPES,
        picture=partial(drawing_art, folder=cited.manuscript.folder, compact=dict(cited.manuscript.compact)),
        image=partial(image_url, folder=cited.manuscript.folder),
        chart=partial(_drawn, press=press),
        value=partial(dialled, dials={phone: dial for phone, dial in cited.manuscript.dials if phone not in printed}),
        pointer=partial(_place_pointer, say=words_in(press), numbers=numbers),
    )


def dialled(phone: str, dials: Mapping[str, Dial]) -> Nodes:
    """A phone field with its number as a link that dials it (RFC 3966); as it is, where none of `dials` is known of it."""
    dial = dials.get(phone)
    if dial is None:
        return (Words(unbroken_number(phone)),)
    number = Words(unbroken_number(phone[dial.start : dial.end]))
    link = Element("a", (number,), (("class", "tel"), ("href", f"tel:{dial.digits}")))
    return (Words(phone[: dial.start]), link, Words(phone[dial.end :]))


def _printed_numbers(cited: CitedManuscript) -> frozenset[str]:
    """What `{{ numbers... }}` may print. A field does not say where it came from; 112 people are not to be rung up."""
    return frozenset(str(number) for chart in cited.manuscript.charts for number in chart.fields().values())


def _drawn(chart: Chart, alt: str, press: Environment) -> Markup:
    svg = str(figure_svg(chart, press, CHART_WIDTH_MM, alt=alt))
    return Markup('<div class="drawing">{}</div>').format(Markup(svg.replace("<svg ", '<svg role="img" ', 1)))


def _place_pointer(pointer: Pointer, words: Markup, say: PrintedWords, numbers: dict[str, int]) -> Markup:
    where = ""
    if pointer.anchor in numbers:
        where = say("blocks.in_section", number=numbers[pointer.anchor])
    elif pointer.anchor.startswith("figure-"):
        number = pointer.anchor.removeprefix("figure-")
        said = words_of(pointer.inside).replace(NO_BREAK, " ").lower()
        is_named = say("blocks.figure_named", number=number).lower() in said
        where = "" if is_named else say("blocks.in_figure", number=number)
    where = where and place_form(pointer, say).format(place=where)
    return Markup('<span class="see"><a href="#{}">{}</a>{}</span>').format(pointer.anchor, words, where)
