"""The tree: what a passage is made of, from load to the page.

A passage is a tuple of nodes. So a citation is numbered, a term found and a clinic's phone put in without ever reading
the text again, and no value that a clinic types is ever read as Markdown or HTML.
"""
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from booklet.core.letters.raised import in_letters
from booklet.core.printed.runs import runs
from booklet.core.problems import Place


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it is printed. `line` and `column` are where its author typed the first character, 0 where nobody did."""

    text: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, paragraph, list, strong words..., by its name in HTML."""

    tag: str
    inside: "Nodes" = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A field's text, printed as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention, `[@lee2020, p. 4; @ray2021]`: pairs of key and locator ("" where there is none)."""

    works: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a printed citation: `number` leads to a reference, 0 is only ink."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """A citation after numbering: its numbers without a locator, and those with one. References lead back to `anchor`."""

    anchor: str
    plain: tuple[int, ...]
    located: tuple[tuple[int, str], ...]

    @property
    def pieces(self) -> tuple[Mark, ...]:
        """What stands between the brackets: numbers without a locator first, rising and collapsed, then the others.

        Three or more in a row become a range: 2, 5, 6, 7 and (8, "p. 4") print as `2,5-7; 8, p. 4`.
        """
        pieces: list[Mark] = []
        for first, last in runs(sorted(set(self.plain))):
            if pieces:
                pieces.append(Mark(","))
            pieces.append(Mark(str(first), first))
            if last > first:
                pieces += [Mark("-" if last > first + 1 else ","), Mark(str(last), last)]
        for number, locator in self.located:
            if pieces:
                pieces.append(Mark("; "))
            pieces += [Mark(str(number), number), Mark(f", {locator}")]
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class CrossReference:
    """`[words](#target)`; without words the target's own title is printed."""

    target: str
    inside: "Nodes"
    place: Place


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cross-reference that knows where it leads and what to print. Without an anchor, it leads to the full booklet."""

    anchor: str
    inside: "Nodes"
    is_bracketed: bool = False  # stands in brackets itself, so that its place is said without them


@dataclass(frozen=True, slots=True)
class TermUse:
    """A word of the glossary, in the text. Only the first one in reading order is marked on the page."""

    term_id: str
    inside: "Nodes"
    anchor: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](https://...)`, a way out of the booklet."""

    url: str
    inside: "Nodes"


@dataclass(frozen=True, slots=True)
class Foreign:
    """`[Guten Tag]{lang=de}`: words in another language, by its BCP 47 tag."""

    language: str
    inside: "Nodes"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to write: part of a line, `ems` em wide (0: as the look has it), or whole `lines`, in a paragraph of its own.

    One with a `field` holds what a copy for one person says there, and has room for `lines` as wide as `widest`; `after`
    is the full stop, or what else closes, right behind it, and a blank, if there is one.
    """

    lines: int = 1
    field: str = ""
    widest: str = ""
    after: str = ""
    ems: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """`[ ]`: the box before an item of a check list; `[x]` for one that is ticked already."""

    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Icon:
    """`:pill:`: one of the stock icons. It stands beside words and says nothing by itself."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """`[^1]`: the way to a note at the end of its section; at the note itself, the way back. Printed as a letter."""

    letter: str
    anchor: str
    target: str


@dataclass(frozen=True, slots=True)
class Image:
    """`![A bed](figures/bed.svg)` in a cell of a table. 0 mm: as nobody typed, or as it cannot be printed."""

    file: str
    alt: str
    place: Place
    width_mm: float = 0
    height_mm: float = 0


@dataclass(frozen=True, slots=True)
class DataFigure:
    """`{{ figure("n01") }}`: a figure drawn from one entry of numbers.json."""

    id: str


Holder = Element | CrossReference | Pointer | TermUse | Link | Foreign
Node = Words | Value | Citation | Marks | NoteMark | Gap | Tick | Icon | Image | DataFigure | Holder
Nodes = tuple[Node, ...]


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node in reading order: one that holds others comes before these."""
    for node in nodes:
        yield node
        if isinstance(node, Holder):
            yield from walk(node.inside)


def heading_name(words: str) -> str:
    """The letters and digits of a name: "2. What to do?" is called #2-what-to-do, and both are 2whattodo; 10⁹ is 109."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", words).casefold() if sign.isalnum())


def is_heading(node: Node) -> bool:
    return isinstance(node, Element) and node.tag in ("h2", "h3", "h4")


def mapped(
    nodes: Iterable[Node], change: Callable[[Node], Iterable[Node]], is_left: Callable[[Node], bool] | None = None
) -> Nodes:
    """The same tree with what `change` gives in the place of each node: one, several or none. Innermost first.

    A node of which `is_left` is true is left as it is, with all that is inside.
    """
    changed: list[Node] = []
    for node in nodes:
        if is_left and is_left(node):
            changed.append(node)
            continue
        if isinstance(node, Holder):
            node = replace(node, inside=mapped(node.inside, change, is_left))
        changed += change(node)
    return tuple(changed)


def cut(words: Words, pattern: re.Pattern[str], made: Callable[[re.Match[str]], Node | None]) -> Iterator[Node]:
    """The words with what `made` gives in the place of each match; where that is None, they stay."""
    past = 0
    for found in pattern.finditer(words.text):
        node = made(found)
        if node is not None:
            yield from (part for part in (Words(words.text[past : found.start()]), node) if part != Words(""))
            past = found.end()
    if past < len(words.text):
        yield Words(words.text[past:]) if past else words


def words_of(nodes: Iterable[Node]) -> str:
    """What is read: words and values, without citations and places to write."""
    return "".join(node.text for node in walk(nodes) if isinstance(node, (Words, Value)))


def bare_words(nodes: Iterable[Node]) -> str:
    """The same where no mark can be set, as in a bookmark or a label: 10⁹ and H₂O, and nothing that is struck."""
    said = ""
    for node in nodes:
        if isinstance(node, Element):
            said += in_letters(node.tag, bare_words(node.inside))
        else:
            said += bare_words(node.inside) if isinstance(node, Holder) else words_of((node,))
    return said
