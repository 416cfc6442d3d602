"""Html: a tree as it is written on a page."""
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from markupsafe import Markup

from booklet.core.letters.direction import direction_of
from booklet.model.tree import Element, Gap, Node, Nodes, Tick, Words, bare_words, is_heading, walk, words_of

_BLOCKS = frozenset({"blockquote", "dd", "dl", "dt", "h3", "h4", "li", "ol", "p", "ul"})
_EMPTY = frozenset({"br", "hr"})
_LEADS_IN = re.compile(r".*:|[^.!?:]{1,60}[^.!?:;,)]", re.DOTALL)  # You need:, My results: what follows belongs to it
_LEADING = (("class", "leads"),)
# An address or a word that may be wider than a column: it may break anywhere. Between slashes an address breaks by itself.
# A word stands alone, or in quotes or brackets; OurHealthApp is a name that somebody types, without a hyphen
_ADDRESS = "(?![(\"'«»])[!-.0-;=?-\u024f\u0370-\u052f]{30,}"
_WORD = r"(?<![^\s(\"'«»„“”‚‘’])(?!\w*[a-z][A-Z])[^\W\d_]{20,}(?=[.,;:!?)\"'«»“”‘’]*(?:\s|\Z))"
_MAY_BREAK = re.compile(f"(?P<word>{_WORD})|{_ADDRESS}")


def long_words(text: str) -> Words | Markup:
    """A text as html, in which what is long may break: a word of letters between two syllables, by a hyphen."""
    pieces, past = Markup(), 0
    for found in _MAY_BREAK.finditer(text):
        looks = "long parts" if found["word"] else "long"
        pieces += text[past : found.start()] + Markup('<span class="{}">{}</span>').format(looks, found[0])
        past = found.end()
    return pieces + text[past:] if past else Words(text)


def html_of(nodes: Nodes, printed: Callable[[Node], Words | Element | Markup], space: str = " ") -> Markup:
    """The tree as html, each block on lines of its own.

    `printed` gives the html of a node, or the words or the element that are written in its place. `space` is how a space
    before something within the line is written.
    """
    written = []
    for at, node in enumerate(nodes):
        match printed(node):
            case Words(text=text):
                is_before = text.endswith(" ") and any(map(_is_inline, nodes[at + 1 : at + 2]))
                html = escape(text, quote=False)
                html = html[:-1] + space if is_before else html
            case Element() as element:
                html = _element(element, html_of(element.inside, printed, space))
            case html:
                pass
        written.append(html + "\n" * _is_block(node))
    return Markup("".join(written))


def _element(element: Element, inside: str) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes)
    if element.tag in _BLOCKS and direction_of(words_of(element.inside), element.tag) == "rtl":
        attributes += ' dir="rtl"'
    if is_heading(element) and (bare := bare_words(element.inside)) != words_of(element.inside):
        attributes += f' data-bookmark="{escape(" ".join(bare.split()))}"'
    opening = f"<{element.tag}{attributes}>" + "\n" * any(map(_is_block, element.inside[:1]))
    return opening if element.tag in _EMPTY else f"{opening}{inside}</{element.tag}>"


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag in _BLOCKS


def _is_inline(node: Node) -> bool:
    return not isinstance(node, Words) and not _is_block(node)


def ruled_lines(nodes: Nodes) -> int:
    """How many lines are ruled for a paragraph of places to write; 0 for one that has words."""
    gaps = [node for node in nodes if not isinstance(node, Words) or node.text.strip()]
    is_ruled = all(isinstance(gap, Gap) and not gap.field for gap in gaps)
    return sum(gap.lines for gap in gaps if isinstance(gap, Gap)) if is_ruled else 0


def with_looks(element: Element, is_counted: bool) -> Element:
    """A block with its looks: a paragraph that leads in what follows, an item to tick, numbers that need more room.

    `is_counted`: where the list starts is said twice. WeasyPrint reads `start` only with all the other looks of old HTML.
    """
    if element.tag == "p":
        is_open = any(isinstance(node, Gap) for node in walk(element.inside))  # Signed: ____ leads to nothing else
        leads = not is_open and _LEADS_IN.fullmatch(words_of(element.inside).strip())
        return replace(element, attributes=_LEADING) if leads else element
    if element.tag == "li":
        box = _box(element.inside)
        look = "check done" if box and box.is_done else "check"
        if label := dict(element.attributes).get("label", ""):
            element = replace(element, attributes=(("data-label", label), ("style", f'list-style-type: "{label} "')))
        return Element("li", _hung(element.inside), (("class", look),)) if box else element
    start = dict(element.attributes).get("start", "")
    items = [item for item in element.inside if isinstance(item, Element)]
    labels = [str(int(start or 1) - 1 + len(items)), *(dict(item.attributes).get("label", ".")[:-1] for item in items)]
    wide = max(map(len, labels))
    looks = {
        "start": start,
        "style": f"counter-reset: list-item {int(start) - 1}" if start and is_counted else "",
        "class": f"digits-{wide}" if wide > 1 else "",
    }
    return Element("ol", element.inside, tuple((name, look) for name, look in looks.items() if look))


def _box(nodes: Nodes) -> Tick | None:
    """The box to tick with which an item begins, in its first paragraph where it has paragraphs."""
    match nodes[:1]:
        case (Tick() as box,):
            return box
        case (Element(tag="p", inside=inside),):
            return _box(inside)
    return None


def _hung(nodes: Nodes) -> Nodes:
    """An item without the space after its box to tick, or its first line would begin further in than the others."""
    match nodes:
        case (Tick() as tick, Words(text=text, line=line, column=column), *rest):
            return (tick, Words(text.lstrip(" "), line, column), *rest)
        case (Element(tag="p", inside=inside) as first, *rest):
            return (replace(first, inside=_hung(inside)), *rest)
    return nodes
