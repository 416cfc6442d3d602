"""The compositor: blocks of the manuscript to html, each shape by its macro, each slot by its answer.

Paper and screen are set from the same blocks. What differs between them is the medium: the template of shapes, and how
a picture, a value and a pointer are set.
"""
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from booklet.core.printed.callouts import callouts
from booklet.core.printed.words import ENGLISH, Words, printed_words
from booklet.model.chart import Chart
from booklet.model.cited import Answer, Marks, NumberedChart, NumberedDrawing, Pointer, ReferenceLine, TermUse
from booklet.model.document import STYLES
from booklet.model.manuscript import Callout, Passage, Table, Term
from booklet.model.slot import SLOT, Foreign, Gap, Link, Tick, Value
from booklet.template.margin_notes import with_notes

_ONLY_GAPS = re.compile(r"<p>(?P<gaps>(?:\ue000[0-9]+\ue001\s*)+)</p>")  # a paragraph of places to write
_BEFORE_INLINE = re.compile(" (?=\ue000|<strong>)")  # a space that an inline element follows


@dataclass(frozen=True, slots=True)
class Medium:
    """What a page is made for: the template of its shapes, and how it sets what differs from others."""

    shapes: str
    picture: Callable[[NumberedDrawing], str]  # a drawing, as its macro wants it
    chart: Callable[[Chart], Markup]
    value: Callable[[str], Markup]
    pointer: Callable[[Pointer], Markup]
    rows: Callable[[str], str] = str  # the rows of a table
    lists: Callable[[str], str] = str  # the html of lists
    space: str = " "  # before an inline element
    tells_figures: bool = True  # whether figures are also told in words, at the end


def press_of(language: str = ENGLISH, is_html: bool = True) -> Environment:
    """The Jinja2 environment of the style templates, with the printed words of a language: `say("cover.version")`.

    `marked` does the same where html is to be filled in. Pages for reviewers are in English.
    """
    press, words = Environment(
        loader=FileSystemLoader(STYLES / "templates"), undefined=StrictUndefined, autoescape=is_html, trim_blocks=True,  # noqa: S701 - plain text has no markup to escape
        lstrip_blocks=True, keep_trailing_newline=not is_html,
    ), printed_words(language)  # fmt: skip
    press.globals |= {"say": words, "marked": partial(marked_html, words), "kinds": tuple(callouts().values())}
    press.filters["folio_date"] = words.date
    press.filters["wrapped"] = textwrap.wrap
    press.filters["breakable"] = breakable
    press.filters["unbroken"] = unbroken_number
    return press


def words_in(press: Environment) -> Words:
    """The printed words that the templates have."""
    return cast(Words, press.globals["say"])


def marked_html(words: Words, name: str, /, count: int | None = None, **values: object) -> Markup:
    """Printed words as html, with values filled in that may be html themselves."""
    return escape(words.form(name, count)).format(count=count, **values)


def is_complex(figure: NumberedChart | NumberedDrawing) -> bool:
    """Whether the figure says more than fits into an alternative text; it is then also told in words, at the end."""
    return figure.chart.is_complex if isinstance(figure, NumberedChart) else bool(figure.description)


def breakable(address: str) -> Markup:
    """A long address that may break after its slashes and dots, and nowhere else."""
    return Markup(re.sub(r"(?<=[/._-])(?=[^/])", "<wbr>", str(escape(address))))


def unbroken_number(text: str) -> str:
    """A phone number stays on one line: it is read off digit by digit, with a hand on the phone."""
    is_number = re.fullmatch(r"[0-9+() .-]*[0-9]", text)  # +44 20 7946 0000
    return text.replace(" ", "\u00a0") if is_number else text


@dataclass(frozen=True, slots=True)
class Compositor:
    """Sets blocks. `lines` are the printed lines of works by number, `notes` the margin's terms by anchor."""

    press: Environment
    lines: Mapping[int, ReferenceLine]
    medium: Medium
    notes: Mapping[str, Term]

    def macro(self, name: str) -> Callable[..., Markup]:
        """A shape of the medium's template."""
        return getattr(self.press.get_template(self.medium.shapes).module, name)

    @property
    def say(self) -> Words:
        """The printed words of the booklet's language."""
        return words_in(self.press)

    def block(self, block: Any, answers: tuple[Answer, ...]) -> Markup:
        """One block with its slots filled in."""
        words = partial(self.words, answers=answers)
        match block:
            case Passage():
                return words(with_notes(block.html, answers, self.notes, self._note))
            case Table():
                rows = self.medium.rows(_tagged_table(words(block.html)))
                return self.macro("table")(words(block.caption), Markup(rows))
            case NumberedDrawing():
                in_words = self._way_to_words(block)
                return self.macro("drawn_figure")(
                    block.number, block.anchor, self.medium.picture(block), block.alt, words(block.caption),
                    block.width_mm, in_words,
                )  # fmt: skip
            case NumberedChart():
                return self._chart(block)
            case Callout():
                return self._callout(block, answers)

    def words(self, html: str, answers: tuple[Answer, ...]) -> Markup:
        """Html with its slots filled in; a paragraph that is only a place to write becomes ruled lines."""

        def ruled(match: re.Match[str]) -> str:
            gaps = [answers[int(slot["index"])] for slot in SLOT.finditer(match["gaps"])]
            if not all(isinstance(gap, Gap) for gap in gaps):
                return match[0]
            return str(self.macro("ruled")(sum(gap.lines for gap in gaps)))

        html = _ONLY_GAPS.sub(ruled, self.medium.lists(html))
        html = _BEFORE_INLINE.sub(self.medium.space, html)
        html = SLOT.sub(lambda slot: str(self._answer(answers[int(slot["index"])])), html)
        tick = str(self.macro("tick")())
        html = re.sub(r"<li>\s*(?=(?:<p>)?\s*" + re.escape(tick) + ")", '<li class="check">', html)
        return Markup(html)

    def _note(self, term: Term) -> str:
        return str(self.macro("margin_note")(term.headword, Markup(term.definition)))

    def _callout(self, block: Callout, answers: tuple[Answer, ...]) -> Markup:
        title = self.words(block.title, answers)
        body = Markup("\n").join(self.block(inner, answers) for inner in block.blocks)
        label = self.say.label(block.kind)
        match callouts()[block.kind].shape:
            case "evidence":
                return self.macro("evidence")(block.grade, self.say(f"grades.{block.grade}"), title, body)
            case "certainty":
                return self.macro("certainty")(block.grade, label, title, body)
            case shape:
                return self.macro("callout")(shape, block.kind, label, title, body)

    def _chart(self, block: NumberedChart) -> Markup:
        chart = block.chart
        title, how_to_read = chart.printed(chart.title), chart.printed(chart.how_to_read)
        caption = chart.printed(chart.caption)
        if block.marks:
            caption = Markup("{} {}").format(caption, self._answer(block.marks))
        in_words = self._way_to_words(block)
        svg = self.medium.chart(chart)
        return self.macro("data_figure")(block.number, block.anchor, title, svg, how_to_read, caption, in_words)

    def _way_to_words(self, figure: NumberedChart | NumberedDrawing) -> str:
        return f"#{figure.anchor}-words" if self.medium.tells_figures and is_complex(figure) else ""

    def _answer(self, answer: Answer) -> Markup:
        match answer:
            case Value():
                return self.medium.value(answer.text)
            case Marks():
                return self.macro("citation")(self._marks(answer))
            case TermUse(is_first=True):
                return self.macro("term")(answer.anchor, f"#term-{answer.term_id}", answer.words)
            case TermUse():
                return Markup('<span id="{}">{}</span>').format(answer.anchor, answer.words)
            case Pointer(anchor=""):
                return Markup('<span class="see">{}{}</span>').format(answer.words, self.say("blocks.in_full_booklet"))
            case Pointer():
                return self.medium.pointer(answer)
            case Link():
                return _way_out(answer)
            case Foreign():
                return Markup('<span lang="{}" dir="auto">{}</span>').format(answer.language, answer.words)
            case Gap():
                return self.macro("gap")()
            case Tick():
                return self.macro("tick")()
        raise TypeError(f"no template knows how to print {answer!r}")

    def _marks(self, marks: Marks) -> Markup:
        html, anchor = Markup(), marks.anchor
        for piece in marks.pieces:
            if not piece.number:
                html += escape(piece.text)
                continue
            title = self.say("blocks.reference_title", number=piece.number, work=self.lines[piece.number].short)
            id_ = Markup(' id="{}"').format(anchor) if anchor else ""
            html += Markup('<a href="#ref-{}" title="{}"{}>{}</a>').format(piece.number, title, id_, piece.text)
            anchor = ""
        return html


def _way_out(link: Link) -> Markup:
    """A link to the world, with its host printed: on paper nobody can press it."""
    host = re.sub(r"^https?://(www\.)?", "", link.url).strip("/").split("/")[0]
    shown = Markup("") if host.lower() in link.words.lower() else Markup(" ({})").format(breakable(host))
    title = f"{link.words}, {host}"
    return Markup('<a class="out" href="{}" title="{}">{}</a>{}').format(link.url, title, link.words, shown)


def _tagged_table(html: str) -> str:
    """The rows of a table: heads with their scope, empty cells to write in."""
    rows = re.sub(r"^\s*<table>|</table>\s*$", "", html.strip())
    rows = re.sub(r"<th(?P<rest>[ >])", r'<th scope="col"\g<rest>', rows)
    rows = re.sub(r"<td(?P<rest>[^>]*)></td>", r'<td class="fill"\g<rest>></td>', rows)
    first = re.compile(r"<tr>\s*<td(?P<rest>[^>]*)>(?P<words>.+?)</td>", re.DOTALL)
    return first.sub(lambda m: m[0] if "fill" in m["rest"] else f'<tr><th scope="row"{m["rest"]}>{m["words"]}</th>', rows)
