"""The compositor: blocks of the manuscript to html, each shape by its macro.

Paper and screen are set from the same blocks. What differs between them is the medium: the template of shapes, and how
a picture, a value and a pointer are set.
"""
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from types import SimpleNamespace
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, MemcachedBytecodeCache, StrictUndefined
from markupsafe import Markup, escape

from booklet.core.letters.direction import direction, in_order, runs_to_left
from booklet.core.own_table import STYLES
from booklet.core.printed.callouts import callouts
from booklet.core.printed.icons import icons
from booklet.core.letters.widths import counted_lines, width_em
from booklet.core.printed.words import ENGLISH, Words as PrintedWords, printed_words
from booklet.model.cited import NumberedChart, NumberedDrawing, ReferenceLine, images_in
from booklet.model.figures.kinds import Chart
from booklet.model.manuscript import Callout, Cell, Passage, Table, Term
from booklet.model.tree import (
    Element, Foreign, Gap, Icon, Image, Link, Marks, NoteMark, Node, Nodes, Pointer, TermUse, Tick, Value, Words,
    bare_words, words_of,
)  # fmt: skip
from booklet.template.figure_words import is_complex, said_in_full, title_and_caption
from booklet.template.figures.cards import card_items
from booklet.template.html import html_of, long_words, ruled_lines, with_looks
from booklet.template.margin_notes import noted
from booklet.template.reference_line import breakable
from booklet.template.number_ties import NO_BREAK, Tie, tie_of
from booklet.template.ties import tied_nodes, untied, unparted, whole_words
from booklet.template.way_out import way_out

TALL_ROW = 1_000  # characters in the longest cell, times the number of columns
_CODES: dict[str, bytes] = {}  # of templates that were compiled, for every language, and for each copy of this process
_COMPILED: Any = SimpleNamespace(get=_CODES.get, set=_CODES.__setitem__)


@dataclass(frozen=True, slots=True)
class Medium:
    """What a page is made for: the template of its shapes, and how it sets what differs from others."""

    shapes: str
    picture: Callable[[NumberedDrawing], str]  # a drawing, as its macro wants it
    image: Callable[[Image], str]  # a picture of a cell, as an address
    chart: Callable[[Chart, str], Markup]  # with what is said in place of its alternative text, if anything
    value: Callable[[str], Nodes]  # the text of a field
    pointer: Callable[[Pointer, Markup], Markup]  # a cross-reference, with its words as html
    is_counted: bool = False  # whether lists say twice where they start
    space: str = " "  # before an inline element
    tells_figures: bool = True  # whether figures are also told in words, at the end


def press_of(language: str = ENGLISH, is_html: bool = True) -> Environment:
    """The Jinja2 environment of the style templates, with the printed words of a language: `say("cover.version")`."""
    return _press_of(printed_words(language), is_html)


@cache  # it reads its templates once in a process, and again when they have changed
def _press_of(words: PrintedWords, is_html: bool) -> Environment:
    """`marked` does the same where html is to be filled in. Pages for reviewers are in English."""
    press = Environment(
        loader=FileSystemLoader(STYLES / "templates"), undefined=StrictUndefined, autoescape=is_html, trim_blocks=True,  # noqa: S701 - plain text has no markup to escape
        lstrip_blocks=True, keep_trailing_newline=not is_html, optimized=False,  # once filled in is not worth it
        bytecode_cache=MemcachedBytecodeCache(_COMPILED, f"html {is_html} "),
    )  # fmt: skip
    press.globals |= {"say": words, "marked": partial(marked_html, words), "icons": icons()}
    press.globals["kinds"] = tuple(callouts().values())
    tie = tie_of(words)
    press.filters["folio_date"] = (lambda day: tie(words.date(day))) if is_html else words.date
    press.tests["tall"] = is_tall
    press.filters |= {"wrapped": counted_lines, "wide": width_em, "unparted": unparted, "whole": whole_words}
    press.filters |= {"breakable": breakable, "unbroken": unbroken_number, "tied": tie}
    press.globals["direction"] = direction(words.language)
    press.filters["in_order"] = in_order if direction(words.language) == "rtl" else str
    return press


def words_in(press: Environment) -> PrintedWords:
    return cast(PrintedWords, press.globals["say"])


def marked_html(words: PrintedWords, name: str, /, count: int | None = None, **values: object) -> Markup:
    """Printed words as html, with values filled in that may be html themselves."""
    form = re.sub(r" (?=\{(?:page|number)\})", NO_BREAK, words.form(name, count))
    return escape(form).format(count=count, **values)


def place_form(pointer: Pointer, say: PrintedWords) -> str:
    """What the `{place}` that a cross-reference leads to stands in: brackets, or in brackets a comma before it."""
    return say.form("blocks.place_in_brackets" if pointer.is_bracketed else "blocks.place")


def is_tall(row: Sequence[SimpleNamespace]) -> bool:
    """Whether a row of a table may be taller than a page, and so has to be broken: more than half a page of A5."""
    return max(len(cell.words) for cell in row) * len(row) > TALL_ROW


def unbroken_number(text: str) -> str:
    """A phone number stays on one line: it is read off digit by digit, with a hand on the phone."""
    return text.replace(" ", "\u00a0") if re.fullmatch(r"[0-9+() .-]*[0-9]", text) else text  # +44 20 7946 0000


@dataclass(frozen=True, slots=True)
class Compositor:
    """Sets blocks. `lines` are the printed lines of works by number, `notes` the margin's terms by anchor."""

    press: Environment
    lines: Mapping[int, ReferenceLine]
    medium: Medium
    notes: Mapping[str, Term]

    def macro(self, name: str) -> Callable[..., Markup]:
        """A shape of the medium's template."""
        return cast(Callable[..., Markup], getattr(self.press.get_template(self.medium.shapes).module, name))

    @property
    def say(self) -> PrintedWords:
        return words_in(self.press)

    @property
    def tie(self) -> Tie:
        """What ties the numbers of a text in that language."""
        return cast(Tie, self.press.filters["tied"])

    def block(self, block: Any) -> Markup:
        """One block as html."""
        match block:
            case Passage():
                return Markup("\n").join(self._noted(terms, node) for terms, node in noted(block.nodes, self.notes))
            case Table():
                return self.macro("table")(self.words(block.caption), self.rows(block.rows), block.is_form)
            case NumberedDrawing():
                return self._drawing(block)
            case NumberedChart():
                return self._chart(block)
            case Callout():
                return self._callout(block)
        raise TypeError(f"no block of a section: {block!r}")

    def words(self, nodes: Nodes) -> Markup:
        return html_of(nodes, self._printed, self.medium.space).rstrip("\n")

    def rows(self, rows: Sequence[Sequence[Cell]]) -> list[list[SimpleNamespace]]:
        """The rows of a table, the head first: each cell with its html, the words that may head a row, and its alignment."""
        shows = [[cell for cell in row if any(images_in(cell.inside))] for row in rows[1:]]
        is_shown = any(len(cells) == len(row) > 1 for cells, row in zip(shows, rows[1:], strict=True))  # and heads no other
        return [[self._cell(cell, is_shown) for cell in row] for row in rows]

    def _cell(self, cell: Cell, is_shown: bool) -> SimpleNamespace:
        words, label = words_of(cell.inside).strip(), bare_words(cell.inside).strip()
        label = label or ", ".join(image.alt for image in images_in(cell.inside))
        return SimpleNamespace(html=self.words(cell.inside), words="" if is_shown else words, label=label, align=cell.align)

    def _noted(self, terms: Sequence[Term], node: Node) -> Markup:
        """A node with the notes in the margin beside it."""
        notes = (self.macro("margin_note")(term.headword, self.words(term.definition)) for term in terms)
        return Markup("").join((*notes, self.words((node,))))

    def _callout(self, block: Callout) -> Markup:
        title = self.words(block.title)
        body, label = Markup("\n").join(map(self.block, block.blocks)), self.say.label(block.kind)
        match callouts()[block.kind].shape:
            case "evidence":
                return self.macro("evidence")(block.grade, self.say(f"grades.{block.grade}"), title, body)
            case "certainty":
                return self.macro("certainty")(block.grade, label, title, body)
            case "steps" | "levels" as shape if items := card_items(block, self.words):
                return self.macro(shape)(label, title, items)
            case shape:
                return self.macro("callout")(shape, block.kind, label, title, body)

    def _drawing(self, block: NumberedDrawing) -> Markup:
        above, below = title_and_caption(replace(block, caption=untied(block.caption)))
        title, caption = (self.words(tied_nodes(nodes, self.tie)) for nodes in (above, below))
        alt = block.alt if self.medium.tells_figures else said_in_full(block, self.say)
        return self.macro("drawn_figure")(
            block.number, block.anchor, self.medium.picture(block), alt, title, caption, block.width_mm,
            self._way_to_words(block), block.is_of_step,
        )  # fmt: skip

    def _chart(self, block: NumberedChart) -> Markup:
        title, how_to_read, caption = map(self.words, (block.title, block.how_to_read, block.caption))
        in_words = self._way_to_words(block)
        svg = self.medium.chart(block.chart, "" if self.medium.tells_figures else said_in_full(block, self.say))
        return self.macro("data_figure")(block.number, block.anchor, title, svg, how_to_read, caption, in_words)

    def _way_to_words(self, figure: NumberedChart | NumberedDrawing) -> str:
        return f"#{figure.anchor}-words" if self.medium.tells_figures and is_complex(figure) else ""

    def _printed(self, node: Node) -> Words | Element | Markup:
        match node:
            case Element(tag="p", inside=inside) if lines := ruled_lines(inside):
                return self.macro("ruled")(lines)
            case Element(tag="p" | "li" | "ol"):
                return with_looks(node, self.medium.is_counted)
            case Words(text=text):
                is_to_left = self.press.globals["direction"] == "rtl" or runs_to_left(text)
                return long_words(in_order(text) if is_to_left else text)
            case Element():
                return node
            case Value():
                return self.words(tied_nodes(self.medium.value(node.text), self.tie))
            case Marks():
                return self.macro("citation")(self._marks(node))
            case NoteMark():
                return self.macro("note_mark")(node.letter, node.anchor, node.target)
            case Gap():
                return self.macro("gap")(node.field, node.widest, node.lines, node.after, node.ems)
            case Image():
                return self.macro("image")(self.medium.image(node), node.alt, node.width_mm)
            case Icon():
                return self.macro("icon")(node.name)
            case Tick():
                return self.macro("tick")(node.is_done)
            case Pointer() | TermUse() | Link() | Foreign():
                return self._held(node, self.words(node.inside))
        raise TypeError(f"no template knows how to print {node!r}")

    def _held(self, node: Pointer | TermUse | Link | Foreign, words: Markup) -> Markup:
        match node:
            case TermUse(is_first=True):
                return self.macro("term")(node.anchor, f"#term-{node.term_id}", words)
            case TermUse():
                return Markup('<span id="{}">{}</span>').format(node.anchor, words)
            case Pointer(anchor=""):
                where = place_form(node, self.say).format(place=self.say("blocks.in_full_booklet"))
                return Markup('<span class="see">{}{}</span>').format(words, where)
            case Pointer():
                return self.medium.pointer(node, words)
            case Link():
                return way_out(node, words)
            case Foreign():
                return Markup('<span lang="{}" dir="{}">{}</span>').format(node.language, direction(node.language), words)

    def _marks(self, marks: Marks) -> Markup:
        html, anchor = Markup(), marks.anchor
        for piece in marks.pieces:
            if not piece.number:
                html += escape(piece.text.replace("-", "–"))  # 5–7, p. 4–6
                continue
            title = self.say("blocks.reference_title", number=piece.number, work=self.lines[piece.number].short)
            id_ = Markup(' id="{}"').format(anchor) if anchor else ""
            html += Markup('<a href="#ref-{}" title="{}"{}>{}</a>').format(piece.number, title, id_, piece.text)
            anchor = ""
        return html
