"""Template: a cited manuscript and an edition become one HTML document.

Jinja2 templates in styles/templates/ hold the page furniture and the shape of each block; this room fills them.
"""
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from booklet.cited import (
    Answer, CitedManuscript, CitedReference, CitedSection, Marks, NumberedChart, NumberedDrawing, Pointer, TermUse,
)  # fmt: skip
from booklet.csl import ReferenceLine
from booklet.figure import figure_svg
from booklet.galley import STYLES, Document
from booklet.manuscript import SLOT, Callout, Gap, Link, Passage, Table, Term, Tick, Value
from booklet.margin import margin_notes, with_notes

SHEETS = ("tokens.css", "base.css", "components.css", "pages.css")
LABELS = {
    "key-point": "Key points", "safety": "Safety", "emergency": "Emergency", "action": "What to do",
    "science": "The science", "note": "Note", "myth": "Myth",
}  # fmt: skip
GRADE_LABELS = {
    "approved": "Approved use", "good": "Good trial proof", "mixed": "Some proof, mixed",
    "early": "Early or weak proof", "unsupported": "Not supported",
}  # fmt: skip
# strftime would follow the locale of the machine; a booklet must not
MONTHS = "January February March April May June July August September October November December".split()
_ONLY_GAPS = re.compile(r"<p>(?P<gaps>(?:\ue000[0-9]+\ue001\s*)+)</p>")  # a paragraph of places to write


def folio_date(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def press_of(styles: Path = STYLES) -> Environment:
    """The Jinja2 environment of the style templates."""
    press = Environment(
        loader=FileSystemLoader(styles / "templates"), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    press.filters["folio_date"] = folio_date
    press.filters["wrapped"] = textwrap.wrap
    return press


def fill_template(cited: CitedManuscript, edition_name: str, lines: Mapping[str, ReferenceLine]) -> Document:
    """The whole booklet as HTML in one edition. `lines` holds the printed line of each cited work, by key."""
    imprint = cited.manuscript.imprint
    edition = imprint.editions[edition_name]
    press = press_of()
    filler = _Filler(press, {ref.number: lines[ref.reference.key] for ref in cited.references}, margin_notes(cited))
    sheets = [f"/styles/{name}" for name in (*SHEETS, *([edition.stylesheet] if edition.stylesheet else []))]
    html = press.get_template("booklet.html").render(
        booklet=imprint,
        edition=SimpleNamespace(name=edition_name, paper=edition.paper, stylesheets=sheets),
        clinic=cited.manuscript.clinic,
        sections=[_section(section, filler) for section in cited.sections],
        figures=[_listed(block) for section in cited.sections for block in _figures(section.blocks)],
        described=[
            _described(block, section, filler)
            for section in cited.sections
            for block in _figures(section.blocks)
            if _is_complex(block)
        ],
        glossary=_glossary(cited),
        references=[_reference(ref, lines[ref.reference.key]) for ref in cited.references],
    )
    return Document(html, edition_name, Path(cited.manuscript.folder))


def _section(section: CitedSection, filler: "_Filler") -> SimpleNamespace:
    html = Markup("\n").join(filler.block(block, section.answers) for block in section.blocks)
    head = section.section
    return SimpleNamespace(
        number=section.number, id=section.anchor, title=head.title, running_head=head.running_head,
        layout=head.layout, html=html,
    )  # fmt: skip


def _figures(blocks):
    for block in blocks:
        if isinstance(block, (NumberedChart, NumberedDrawing)):
            yield block
        elif isinstance(block, Callout):
            yield from _figures(block.blocks)


def _is_complex(figure: NumberedChart | NumberedDrawing) -> bool:
    """Whether the figure says more than fits into an alternative text; it is then also told in words, at the end."""
    return figure.chart.is_complex if isinstance(figure, NumberedChart) else bool(figure.description)


def _described(figure: NumberedChart | NumberedDrawing, section: CitedSection, filler: "_Filler") -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        html = filler.macro("plain_table")(figure.chart.table())
    else:
        html = filler.words(figure.description, section.answers)
    listed = _listed(figure)
    return SimpleNamespace(number=figure.number, id=f"{figure.anchor}-words", figure=figure.anchor, title=listed.title, html=html)


def _listed(figure: NumberedChart | NumberedDrawing) -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        title = figure.chart.printed(figure.chart.title)
    else:
        words = SLOT.sub("", re.sub(r"<[^>]+>", "", figure.caption))
        title = Markup(re.split(r"(?<=[.?!])\s", words.strip())[0].rstrip("."))
    return SimpleNamespace(number=figure.number, id=figure.anchor, title=title)


def _glossary(cited: CitedManuscript) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            id=f"term-{term.id}", term=term.headword, html=Markup(term.definition), uses=cited.uses.get(term.id, ())
        )
        for term in cited.manuscript.terms
    ]


def _reference(cited: CitedReference, line: ReferenceLine) -> SimpleNamespace:
    html = escape(line.text)
    if line.url:
        lead = " Available from: " if line.url_text == line.url else " "  # as the style has it, before a bare address
        link = Markup('<a class="out" href="{}" title="{}">{}</a>')
        html += lead + link.format(line.url, line.short, breakable(line.url_text))
    return SimpleNamespace(number=cited.number, id=f"ref-{cited.number}", html=html, citations=cited.anchors)


def breakable(address: str) -> Markup:
    """A long address that may break after its slashes and dots, and nowhere else."""
    return Markup(re.sub(r"(?<=[/._-])(?=[^/])", "<wbr>", str(escape(address))))


# WeasyPrint 70 may break a line after its first word when text that ends in a space stands before an inline element
# that does not fit. With the space in an element of its own it breaks where it should.
_SPACE_BEFORE_INLINE = re.compile(" (?=\ue000|<strong>)")


@dataclass(frozen=True, slots=True)
class _Filler:
    """Blocks to html: each shape by its macro in blocks.html, each slot by its answer."""

    press: Environment
    lines: Mapping[int, ReferenceLine]
    notes: Mapping[str, Term]

    def macro(self, name: str) -> Callable[..., Markup]:
        return getattr(self.press.get_template("blocks.html").module, name)

    def block(self, block: Any, answers: tuple[Answer, ...]) -> Markup:
        words = partial(self.words, answers=answers)
        match block:
            case Passage():
                return words(with_notes(block.html, answers, self.notes, self.note))
            case Table():
                return self.macro("table")(words(block.caption), Markup(_tagged_table(words(block.html))))
            case NumberedDrawing():
                source = f"/sections/{block.file}"
                in_words = f"#{block.anchor}-words" if _is_complex(block) else ""
                return self.macro("drawn_figure")(
                    block.number, block.anchor, source, block.alt, words(block.caption), block.width_mm, in_words
                )
            case NumberedChart():
                return self.chart(block)
            case Callout():
                body = Markup("\n").join(self.block(inner, answers) for inner in block.blocks)
                if block.kind == "evidence":
                    return self.macro("evidence")(block.grade, GRADE_LABELS[block.grade], words(block.title), body)
                if block.kind == "certainty":
                    return self.macro("certainty")(block.grade, words(block.title), body)
                return self.macro("callout")(block.kind, LABELS[block.kind], words(block.title), body)

    def note(self, term: Term) -> str:
        return str(self.macro("margin_note")(term.headword, Markup(term.definition)))

    def chart(self, block: NumberedChart) -> Markup:
        chart = block.chart
        svg = figure_svg(chart, self.press, STYLES / "tokens.css", TEXT_WIDTH_MM)
        title, how_to_read = chart.printed(chart.title), chart.printed(chart.how_to_read)
        caption = Markup("{} {}").format(chart.printed(chart.caption), self.answer(block.marks))
        in_words = f"#{block.anchor}-words" if _is_complex(block) else ""
        return self.macro("data_figure")(block.number, block.anchor, title, svg, how_to_read, caption, in_words)

    def words(self, html: str, answers: tuple[Answer, ...]) -> Markup:
        """Html with its slots filled in; a paragraph that is only a place to write becomes ruled lines."""

        def ruled(match: re.Match[str]) -> str:
            gaps = [answers[int(slot["index"])] for slot in SLOT.finditer(match["gaps"])]
            if not all(isinstance(gap, Gap) for gap in gaps):
                return match[0]
            return str(self.macro("ruled")(sum(gap.lines for gap in gaps)))

        html = _ONLY_GAPS.sub(ruled, html)
        html = _SPACE_BEFORE_INLINE.sub("<span> </span>", html)
        html = SLOT.sub(lambda slot: str(self.answer(answers[int(slot["index"])])), html)
        tick = str(self.macro("tick")())
        html = re.sub(r"<li>\s*(?=(?:<p>)?\s*" + re.escape(tick) + ")", '<li class="check">', html)
        return Markup(html)

    def answer(self, answer: Answer) -> Markup:
        match answer:
            case Value():
                return escape(_unbroken_number(answer.text))
            case Marks():
                return self.macro("citation")(self.marks(answer))
            case TermUse(is_first=True):
                return self.macro("term")(answer.anchor, f"#term-{answer.term_id}", answer.words)
            case TermUse():
                return Markup('<span id="{}">{}</span>').format(answer.anchor, answer.words)
            case Pointer():
                return self.macro("crossref")(f"#{answer.anchor}", answer.words)
            case Link():
                return _way_out(answer)
            case Gap():
                return self.macro("gap")()
            case Tick():
                return self.macro("tick")()
        raise TypeError(f"no template knows how to print {answer!r}")

    def marks(self, marks: Marks) -> Markup:
        html, anchor = Markup(), marks.anchor
        for piece in marks.pieces:
            if not piece.number:
                html += escape(piece.text)
                continue
            title = f"Reference {piece.number}: {self.lines[piece.number].short}"
            id_ = Markup(' id="{}"').format(anchor) if anchor else ""
            html += Markup('<a href="#ref-{}" title="{}"{}>{}</a>').format(piece.number, title, id_, piece.text)
            anchor = ""
        return html


TEXT_WIDTH_MM = 127.0  # the text block of the grid, see styles/tokens.css


def _unbroken_number(text: str) -> str:
    """A phone number stays on one line: it is read off digit by digit, with a hand on the phone."""
    is_number = re.fullmatch(r"[0-9+() .-]*[0-9]", text)  # +44 20 7946 0000
    return text.replace(" ", "\u00a0") if is_number else text


def _way_out(link: Link) -> Markup:
    """A link to the world, with its host printed: on paper nobody can press it."""
    host = re.sub(r"^https?://(www\.)?", "", link.url).strip("/").split("/")[0]
    shown = Markup("") if host.lower() in link.words.lower() else Markup(" ({})").format(breakable(host))
    return Markup('<a class="out" href="{}" title="{}">{}</a>{}').format(link.url, f"{link.words}, {host}", link.words, shown)


def _tagged_table(html: str) -> str:
    """The rows of a table: heads with their scope, empty cells to write in."""
    rows = re.sub(r"^\s*<table>|</table>\s*$", "", html.strip())
    rows = re.sub(r"<th(?P<rest>[ >])", r'<th scope="col"\g<rest>', rows)
    rows = re.sub(r"<td(?P<rest>[^>]*)></td>", r'<td class="fill"\g<rest>></td>', rows)
    first = re.compile(r"<tr>\s*<td(?P<rest>[^>]*)>(?P<words>.+?)</td>", re.DOTALL)
    return first.sub(lambda m: m[0] if "fill" in m["rest"] else f'<tr><th scope="row"{m["rest"]}>{m["words"]}</th>', rows)
