"""Leaves: the texts of a section, one after the other, each with what it is part of.

Read from the author's text and not from what a clinic prints, so that both branches of each `{% if %}` are there. What the
line refuses (raw HTML, unknown fields) is not judged again here.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from booklet.load.dialect.asides import is_summary_mark, leads_on
from booklet.load.dialect.captioned import Line, lines_of
from booklet.load.fields import Asked, unfilled
from booklet.load.markdown.extension import tree_of
from booklet.load.markdown.typed import Typed, parted_by, pieces_of, place_of
from booklet.model.tree import DataFigure

_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "dl", "table", "pre", "callout"})


@dataclass(frozen=True, slots=True)
class TextLeaf:
    """One text. `kind` is prose, item, heading, title, caption, description or cell; aside for a comment by itself, picture
    and chart for what is drawn, end for the end of a callout.

    `mark` is what stands before its words: `##`, `-`, `3.`, `::: safety`, `Figure:`, `|`. `box` is the kind of the callout
    that it stands in; `row` counts the rows of tables.
    """

    kind: str
    pieces: tuple[str | Element, ...]
    place: tuple[int, int]
    mark: str = ""
    box: str = ""
    in_summary: bool = False
    row: int = 0


@lru_cache(256)
def leaves_of(text: str, first_line: int) -> tuple[tuple[TextLeaf, ...], Sequence[Asked | DataFigure]]:
    """The leaves of a text whose first line is this line of its file, and what the slots in them ask for."""
    lines, asked = unfilled(text, first_line)
    try:
        root = tree_of(lines)
        return tuple(_Walker(asked).inside(root)), asked
    except RecursionError:  # told where the section is read to be built
        return (), asked


@dataclass(slots=True)
class _Walker:
    asked: Sequence[Asked | DataFigure]
    rows: int = 0

    def inside(self, parent: Element) -> Iterator[TextLeaf]:
        """What a section, a callout, a quote or an item holds."""
        is_marked = False
        for child in parent:
            if is_summary_mark(child):
                is_marked = True
                continue
            leaves = list(self._block(child))
            yield from (replace(leaf, in_summary=True) for leaf in leaves) if is_marked else leaves
            is_led = leads_on(child) or all(leaf.kind in ("aside", "caption", "picture") for leaf in leaves)
            is_marked = is_marked and is_led

    def _block(self, child: Element, kind: str = "prose", mark: str = "") -> Iterator[TextLeaf]:
        match child.tag:
            case "comment":
                yield TextLeaf("aside", (child,), place_of(child))
            case "caption":
                yield self._leaf("caption", child, f"{child.attrib['label']}:")
            case "description":
                for at, part in enumerate(child):
                    yield from self._block(part, "description", "" if at else "Description:")
            case "p":
                yield from self._paragraph(child, kind, mark)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._leaf("heading", child, "#" * int(str(child.tag)[1:]))
            case "ul" | "ol":
                yield from self._list(child, "description" if kind == "description" else "item")
            case "dl":
                for part in child:
                    kind, mark = ("item", ":") if part.tag == "dd" else ("prose", "")
                    yield from self._mixed(part, kind, mark)
            case "table":
                yield from self._table(child)
            case "callout":
                yield from self._callout(child)
            case "pre":
                yield self._leaf(kind, child[0], mark)
            case "note":
                for part in child:
                    yield from self._block(part, "prose", f"[^{child.attrib['id']}]:")
            case "blockquote":
                yield from self.inside(child)

    def _leaf(self, kind: str, element: Element, mark: str) -> TextLeaf:
        return TextLeaf(kind, tuple(pieces_of(element)), place_of(element), mark, row=self.rows)

    def _paragraph(self, child: Element, kind: str, mark: str) -> Iterator[TextLeaf]:
        """A paragraph, and the pictures that are lines of their own in it."""
        text: list[str | Element] = []
        for line in [*lines_of(child), None]:
            drawn = self._drawn(line) if line else ""
            if text and (drawn or line is None):
                yield TextLeaf(kind, tuple(text), _where(text, child), mark)
                text, mark = [], ""
            if line and drawn:
                yield TextLeaf(drawn, tuple(line), _where(line, child))
            elif line:
                text += [Typed("\n"), *line] if text else line

    def _drawn(self, line: Line) -> str:
        """Whether a line is nothing but a picture or a chart."""
        only = line[0] if len(line) == 1 else None
        if not isinstance(only, Element):
            return ""
        is_chart = only.tag == "slot" and isinstance(self.asked[int(only.attrib["index"])], DataFigure)
        return "chart" if is_chart else "picture" if only.tag == "img" else ""

    def _list(self, list_: Element, kind: str) -> Iterator[TextLeaf]:
        for number, item in enumerate(list_, int(list_.get("start", "1"))):
            yield from self._mixed(item, kind, item.get("label", f"{number}.") if list_.tag == "ol" else "-")

    def _mixed(self, holder: Element, kind: str, mark: str) -> Iterator[TextLeaf]:
        """Words, and blocks between them: only the first text is the item, the others are told with it."""
        for part in parted_by(_BLOCKS, pieces_of(holder)):
            if isinstance(part, list):
                yield TextLeaf(kind, tuple(part), _where(part, holder), mark)
            else:
                yield from self._block(part, kind if mark or kind == "description" else "prose", mark)
            mark = ""

    def _table(self, table: Element) -> Iterator[TextLeaf]:
        for row in table.iter("tr"):
            self.rows += 1
            yield from (self._leaf("cell", cell, "|") for cell in row)

    def _callout(self, callout: Element) -> Iterator[TextLeaf]:
        kind, title = callout.attrib["kind"], callout.find("title")
        words = tuple(pieces_of(title)) if title is not None else ()
        yield TextLeaf("title", words, place_of(callout if title is None else title), f"::: {kind}", kind)
        yield from (leaf if leaf.box else replace(leaf, box=kind) for leaf in self.inside(callout))
        yield TextLeaf("end", (), (int(callout.get("end", "0")), 1), ":::", kind)


def _where(pieces: Sequence[str | Element], holder: Element) -> tuple[int, int]:
    first = pieces[0] if pieces else holder
    if isinstance(first, Typed) and first.spots:
        return first.place()
    return place_of(holder if isinstance(first, str) else first)
