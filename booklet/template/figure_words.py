"""The words of a figure: its title above it, its caption below it, and what it shows, said in full."""
import re
from collections.abc import Iterator

from booklet.core.printed.words import Words as PrintedWords
from booklet.model.cited import NumberedChart, NumberedDrawing
from booklet.model.tree import Element, Marks, Node, Nodes, Words, bare_words, words_of

Numbered = NumberedChart | NumberedDrawing
_END = re.compile(r"(?<=[.?!])\s+")  # of the first sentence
_PARTS = ("p", "li", "dt", "dd", "td", "th")


def is_complex(figure: Numbered) -> bool:
    """Whether the figure says more than fits into an alternative text."""
    return figure.chart.is_complex if isinstance(figure, NumberedChart) else bool(figure.description)


def figure_title(figure: Numbered) -> str:
    """Its title in bare words. A drawing without a caption is called by its alternative text."""
    if isinstance(figure, NumberedChart):
        return bare_words(figure.title)
    caption = bare_words(figure.caption).strip() or figure.alt
    return _END.split(caption)[0].rstrip(".")


def title_and_caption(drawing: NumberedDrawing) -> tuple[Nodes, Nodes]:
    """What stands above a drawing, the first sentence of its caption, and what stands below it.

    The title has no stop. Where a citation is all that is left, it stands behind the title.
    """
    title: list[Node] = []
    rest = list(drawing.caption)
    while rest:
        node = rest.pop(0)
        if not isinstance(node, Words):
            title.append(node)
            continue
        first, *more = _END.split(node.text, maxsplit=1)
        title.append(Words(first, node.line, node.column))
        if more or first.endswith((".", "?", "!")):
            rest = ([Words(more[0])] if more and more[0] else []) + rest
            break
    if not words_of(rest).strip():
        title, rest = [*title, Words(" "), *(node for node in rest if not isinstance(node, Words))] if rest else title, []
    return _without_stop(title), tuple(rest)


def said_in_full(figure: Numbered, say: PrintedWords) -> str:
    """All that a figure shows, for whoever listens where it stands: its alternative text, and what goes beyond that."""
    if isinstance(figure, NumberedDrawing):
        return " ".join((figure.alt, *_sentences(figure.description)))
    alt = figure.chart.alt(say)
    if not figure.chart.is_complex:
        return alt
    return f"{alt} {'; '.join(', '.join(row) for row in figure.chart.table(say)[1:])}."


def _without_stop(title: list[Node]) -> Nodes:
    """The title without the stop of its sentence; an abbreviation keeps its own."""
    for at in range(len(title) - 1, -1, -1):
        node = title[at]
        if isinstance(node, Words) and node.text.strip():
            bare = node.text.rstrip()
            title[at] = Words(bare.removesuffix(".") + node.text[len(bare) :], node.line, node.column)
            break
        if not isinstance(node, (Words, Marks)):
            break
    return tuple(title)


def _sentences(nodes: Nodes) -> Iterator[str]:
    """Each paragraph and item of a description, with a stop."""
    number = 0
    for node in nodes:
        if isinstance(node, Element) and node.tag not in _PARTS:
            yield from _sentences(node.inside)
        elif words := " ".join(bare_words((node,)).split()):
            number += isinstance(node, Element) and node.tag == "li"
            yield words if words.endswith((".", "?", "!", ":")) else f"{words}."
