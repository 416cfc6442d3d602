"""The web page: the whole booklet as one HTML file that asks for nothing else.

Its words are those of the PDF, in the same order, under this rule:
- A page number is no place on a screen. "(page 12)" after a cross-reference becomes "(section 4)", or "(figure 3)"
  where the link does not name the figure itself; "on page 12" after "In words" and "Back to figure 3" is left out;
  the contents have no page numbers.
- "Cited on page 3, 4" becomes "Cited in section 1, 3 (places 1, 2)", with a link to each place that cites the
  work; "Used on page ..." becomes "Used in section ...", with a link to the first use of the word in each.
- The margin's notes are left out: the word leads to the glossary, which says the same.
- Running heads and feet are said once: the notice and the version are in the foot of the page.
- The page adds "Skip to the text", the phone numbers for urgent help at its top, and the ways back to the contents. It
  has its own words for how to use it, and names no paper in its imprint.
"""
from collections.abc import Iterable, Mapping
from itertools import groupby, islice
from types import SimpleNamespace

from booklet.model.back_page import ambulance_first
from booklet.model.cited import CitedManuscript, ReferenceLine, descriptions_of, texts_of
from booklet.model.tree import Element, Marks, TermUse, walk
from booklet.template.blocks import Compositor, press_of
from booklet.template.lists import glossary_entries, listed_figures, reference_entries, set_parts
from booklet.template.short import is_titled, with_lifted_headings
from booklet.template.ties import with_ties
from booklet.template.web.art import cover_art
from booklet.template.web.fonts_and_style import inline_fonts, stylesheet
from booklet.template.web.medium import dialled, screen

_DRESS = "/* dress */"  # where the template wants its fonts and style


def web_page(
    cited: CitedManuscript, lines: Mapping[str, ReferenceLine], is_short: bool = False, is_dressed: bool = True
) -> str:
    """The booklet as one HTML5 document. `lines` holds the printed line of each cited work, by key.

    `is_short`: what is short needs no words on how to use it, here as in print. `is_dressed`: with its faces and style,
    which whoever takes the words alone does without: to cut the faces down takes longer than all the rest.
    Fonts, style and pictures are in it, no script is, and its policy forbids every request. Same source, same bytes.
    """
    press = press_of(cited.manuscript.imprint.language)
    titled = is_titled(cited)
    cited = with_ties(with_lifted_headings(cited) if titled else cited, press.filters["tied"])
    numbered = {ref.number: lines[ref.reference.key] for ref in cited.references}
    compositor = Compositor(press, numbered, screen(cited, press), {})
    manuscript, dials = cited.manuscript, dict(cited.manuscript.dials)
    parts = set_parts(cited, compositor)
    works = reference_entries(cited, lines, compositor.say)
    places = places_of(cited, compositor.say("lists.told_in_words"))
    html = press.get_template("web.html").render(
        **parts,
        phone=lambda phone: compositor.words((Element("span", dialled(phone, dials), (("class", "phone"),)),)),
        help_now=ambulance_first(parts["help"]),
        cover=cover_art(manuscript, press),
        is_short=is_short,
        is_titled=titled,
        is_dressed=is_dressed,
        figures=listed_figures(cited),
        glossary=[(entry, each_place(entry.uses, places, most=1)) for entry in glossary_entries(cited, compositor)],
        references=[(entry, each_place(entry.citations, places)) for entry in works],
    )
    dress = inline_fonts(html, manuscript.imprint.language) + stylesheet(press) if is_dressed else ""
    return html.replace(_DRESS, dress, 1)


def places_of(cited: CitedManuscript, told_in_words: str) -> dict[str, str]:
    """For each anchor in a text, the number of its section, or what the part with pictures in words is called."""
    parts = [(str(section.number), texts_of(section.blocks)) for section in cited.sections]
    parts += [(told_in_words, descriptions_of(section.blocks)) for section in cited.sections]
    nodes = ((label, node) for label, texts in parts for nodes in texts for node in walk(nodes))
    return {node.anchor: label for label, node in nodes if isinstance(node, Marks | TermUse)}


def each_place(anchors: Iterable[str], places: dict[str, str], most: int | None = None) -> list[SimpleNamespace]:
    """The links back into each section, in reading order: its `label`, and its `anchors`, no more than `most` of them."""
    there = [anchor for anchor in anchors if anchor in places]
    sections = groupby(there, key=places.__getitem__)
    return [SimpleNamespace(label=label, anchors=[*islice(group, most)]) for label, group in sections]
