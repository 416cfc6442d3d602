"""What the tree of a section means: callouts, figures, tables, and passages of text between them.

What a mark says in itself is read in markdown/; here it is judged, and becomes what travels down the line.
"""
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element as Typeset

from booklet.core.printed.callouts import Kind, callouts, kind_of_box
from booklet.core.problems import Problem, nearest
from booklet.core.text_file import printable
from booklet.load.dialect.asides import HEADS, is_summary_mark, leads_on, summary_mark
from booklet.load.dialect.captioned import (
    drawing, lines_of, read_caption, read_description, read_figures, read_misnamed, read_table,
)  # fmt: skip
from booklet.load.dialect.cards import read_card
from booklet.load.dialect.inline import comment_nodes, nodes_from, nodes_in
from booklet.load.dialect.notes import gathered, notes_of
from booklet.load.dialect.lists import GOES_ON, parted
from booklet.load.dialect.pictures import is_unsized, stand_beside, tell_alt
from booklet.load.dialect.reading import Reading
from booklet.load.dialect.rows import part_lines, with_rules
from booklet.load.dialect.strays import tell_bold_lines, tell_code, tell_quoted_numbers
from booklet.load.markdown.extension import tree_of
from booklet.load.markdown.grammar import STARRED, STARRING
from booklet.load.markdown.typed import Typed
from booklet.model.cited import joined_passages
from booklet.model.manuscript import Block, Callout, ChartCall, Claim, Passage, ShortPlace
from booklet.model.tree import DataFigure, Element, Node, Nodes, Words, walk, words_of

DEEPEST, DEEPEST_SHOWN = 3, 6  # quotes or lists inside one another: no reader follows more, and no page shows more
_GRADED = re.compile(r"^(?P<grade>[a-z]+):\s*(?P<title>.*)$", re.DOTALL)  # mixed: Newer trials disagree
_NESTS = frozenset({"ul", "ol", "blockquote"})
_Found = tuple[list[Block], int]  # blocks, and the index of the first child that is not part of them


def read_blocks(
    lines: Sequence[Typed], path: str, slots: Sequence[Node], language: str = "en"
) -> tuple[tuple[Block, ...], tuple[Claim, ...], list[Problem]]:
    """The blocks of a section, the claims that they state, and what is wrong with them."""
    reading = Reading(path, slots, language)
    try:
        root = tree_of(lines)
        for picture in root.iter("img"):
            picture.set("alt", reading.filled(picture.attrib["alt"]))
        reading.notes = notes_of(root, reading)
        tell_quoted_numbers(root, reading)
        tell_bold_lines(root, reading)
        reading.has_starred_notes = any(map(STARRED.match, lines)) and any(map(STARRING.search, lines))
        blocks = [*_blocks(root, reading), *gathered(reading)]
    except RecursionError:
        blocks = []
        says = "marks lie too deep in one another here"
        reading.problem(next(iter(lines), Typed("")), "too-deep", says, "write it more simply")
    return tuple(blocks), tuple(reading.claims), reading.problems


def _blocks(parent: Typeset, reading: Reading) -> list[Block]:
    """The blocks of a section, or of a callout."""
    children, blocks, at = list(parted(list(parent), reading)), list[Block](), 0
    over: ShortPlace | None = None  # what a mark says of the block behind the next one too
    while at < len(children):
        mark = summary_mark(children, at, reading)
        at += mark is not None
        place, over = mark or over, None
        if at == len(children):
            break
        found, past = _READERS.get(str(children[at].tag), _passage)(children, at, reading)
        over = place if leads_on(children[at]) or GOES_ON in children[past - 1].attrib else None
        shown = _pictures(reading)
        own, rest = found[:1], found[1:]
        if place is not None:
            own, shown = ([replace(each, in_summary=place) for each in part] for part in (own, shown))
        at = past
        blocks += [*own, *rest, *shown]
    return joined_passages(blocks, lambda above, below: not (above.in_summary or below.in_summary))


def _pictures(reading: Reading) -> list[Block]:
    """The pictures that stood inside the last text."""
    pictures, reading.pictures = reading.pictures, []
    for picture in pictures:
        tell_alt(picture, None, reading)
    return [drawing(picture, (), (), reading) for picture in pictures]


def _passage(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    """A heading, a paragraph, a list, a quote."""
    child = children[at]
    depth = _depth(child)
    if depth > DEEPEST_SHOWN:
        reading.problem(child, "too-deep", "quotes or lists lie too deep in one another", f"at most {DEEPEST_SHOWN} levels")
        return [], at + 1
    if depth > DEEPEST:
        reading.problem(child, "deep-list", f"{depth} quotes or lists lie in one another", f"at most {DEEPEST} levels")
    nodes = _heading(child, reading) if child.tag in HEADS else _whole(child, reading)
    says_nothing = child.tag == "p" and reading.pictures and not words_of(nodes).strip()
    return ([] if says_nothing else [Passage(nodes, reading.place(child))]), at + 1


def _whole(child: Typeset, reading: Reading) -> Nodes:
    return nodes_from(_told(child, reading), reading)


def _told(child: Typeset, reading: Reading) -> Iterator[Typeset]:
    """The block, of which all is told that is no list, or no item."""
    for pasted in child.iter("ul"):
        if sign := pasted.get("typed"):
            says = f"the items of this list begin with {sign}"
            reading.problem(pasted, "typed-bullet", says, "begin each with - and a blank")
    for code in child.iter("pre"):
        tell_code(code, reading)
    for item in child.iter("li"):
        if not len(item) and not (item.text or "").strip():
            hint = "write its words behind the mark, ____ for a place to write, or remove the line"
            reading.problem(item, "stray-mark", "this item of a list says nothing", hint)
    for block in with_rules(child):
        of_items = {part for item in block.iter("li") for part in (item, *item.iter("p"))}
        for part in [*block.iter("p"), *block.iter("li")]:
            part_lines(part, reading, part in of_items)
        yield block


def _depth(element: Typeset) -> int:
    return (element.tag in _NESTS) + max(map(_depth, element), default=0)


def _heading(child: Typeset, reading: Reading) -> Nodes:
    """Sections start at ##, since # is their title; where the highest is ###, none is skipped (PDF/UA-1, 7.4.2)."""
    typed = int(str(child.tag)[1:])
    level = 3 if typed > reading.heading else 2
    if typed == 1 or typed > 3:
        reading.problem(child, "heading-level", f"a heading of level {typed}", "headings are ## and ###")
    elif typed > level and reading.heading > 3:
        reading.problem(child, "heading-level", "this heading skips a level", f"write {'#' * level}")
    if not len(child) and not (child.text or "").strip():
        hint = "write its words behind the mark, or remove the line"
        reading.problem(child, "stray-mark", "this heading says nothing", hint)
    reading.heading = min(max(typed, 2), reading.heading)
    named = (("id", child.attrib["id"]),) if "id" in child.attrib else ()
    return (Element(f"h{level + 1}", nodes_in(child, reading), named),)


def _paragraph(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    lines = lines_of(children[at])
    slot = lines[0][0] if len(lines) == len(lines[0]) == 1 else None
    value = reading.slots[int(slot.attrib["index"])] if isinstance(slot, Typeset) and slot.tag == "slot" else None
    if isinstance(value, DataFigure):
        return [ChartCall(value.id, reading.place(children[at]))], at + 1
    first = lines[0][0] if lines[0] else ""
    pictures = [piece for piece in lines[0] if isinstance(piece, Typeset) or piece.strip()]
    if len(lines) == 1 < len(pictures) and all(map(is_unsized, pictures)):
        stand_beside(pictures)
    if isinstance(first, Typeset) and first.tag == "img" and len(lines[0]) == 1:
        return read_figures(children, at, reading)
    if isinstance(first, str) and re.match(r"!\[.*\]\(", first):
        return read_misnamed(children, at, reading)
    starts = [line[0] for line in lines if line and isinstance(line[0], Typed)]
    row = next((start for start in starts if start.startswith("|") and 0 not in start.plain), None)
    if row is not None:
        is_drawn = any(re.match(r"\+[-=:+]+\+\s*$", start) for start in starts)
        says = "this table has no head, or nothing but a head" if not is_drawn else "a table drawn with + is not read here"
        hint = "a table is a head, a line |---|---| with as many cells, and its rows"
        hint += "; `python build.py import` brings one in that is drawn" * is_drawn
        reading.problem(row, "bad-table", says, hint)
        typed = ("".join(each if isinstance(each, str) else "".join(each.itertext()) for each in line) for line in lines)
        return [Passage((Element("pre", (Words("\n".join(typed)),)),), reading.place(children[at]))], at + 1  # for a draft
    if isinstance(first, str) and re.match(r"#+[^\s#]", first):
        hint = "write ## and a blank at the start of the line, outside of lists"
        reading.problem(children[at], "heading-level", "this is not a heading of the dialect", hint)
    return _passage(children, at, reading)


def _aside(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    if "unclosed" in children[at].attrib:
        reading.problem(children[at], "raw-html", "this comment is never closed", "end it with -->")
    if not is_summary_mark(children[at]):  # a bad mark for the summary was told already
        comment_nodes(children[at], reading)
    return [], at + 1


def _stray(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    says = "this closes a callout that was never opened"
    reading.problem(children[at], "unclosed-callout", says, "remove the line")
    return [], at + 1


def _callout(children: Sequence[Typeset], at: int, reading: Reading) -> _Found:
    head = children[at]
    kind, titled = head.attrib["kind"], head.find("title")
    if "unclosed" in head.attrib:
        says = f"this {printable(kind)} callout is never closed"
        reading.problem(head, "unclosed-callout", says, "end it with a line :::")
        return [], at + 1
    if reading.inside:
        says = f"a {printable(kind)} callout opens inside a {printable(reading.inside)} callout"
        reading.problem(head, "nested-callout", says, "close that one first")
    known = kind_of_box(kind)
    if known is None:
        names = [name for each in callouts().values() for name in (each.name, *each.also)]
        hint = nearest(kind.strip("{.").removeprefix("callout-"), names, f"kinds: {', '.join(callouts())}")
        reading.problem(head, "unknown-callout", f"there is no callout of the kind {printable(kind)}", hint)
    title, grade = nodes_in(titled, reading) if titled is not None else (), ""
    if titled is not None and re.match(r"#+\s", titled.text or ""):
        reading.problem(titled, "stray-mark", "the title of a callout is no heading", "write it without the #")
    if known and known.grades:
        grade, title = _grade(head, known, title, reading)
    if titled is not None:
        head.remove(titled)
    outside, reading.inside = reading.inside, kind
    body = tuple(_blocks(head, reading))
    reading.inside = outside
    body = read_card(known, head, body, reading) if known else body
    is_graded, is_claim = bool(known and known.grades), bool(known and known.shape == "myth")
    if not _says(body) and not is_graded or not title and (is_graded or is_claim):
        says = f"this {printable(kind)} callout says nothing"
        reading.problem(head, "empty-callout", says, "give it words, or remove it")
    if outside or known is None:  # on a draft its words stand without a box of their own
        return [Passage((Element("p", title),), reading.place(head)), *body] if title else list(body), at + 1
    return [Callout(known.name, title, grade, body, reading.place(head))], at + 1


def _says(blocks: Sequence[Block]) -> bool:
    """Whether there is anything in these blocks but elements that hold nothing."""
    nodes = (node for block in blocks if isinstance(block, Passage) for node in walk(block.nodes))
    words = any(node.text.strip() if isinstance(node, Words) else not isinstance(node, Element) for node in nodes)
    return words or any(not isinstance(block, Passage) for block in blocks)


def _grade(head: Typeset, kind: Kind, title: Nodes, reading: Reading) -> tuple[str, Nodes]:
    """The grade that the title of a box begins with, and the title without it."""
    grades, first = tuple(kind.grades), title[0] if title else None
    graded = _GRADED.match(first.text) if isinstance(first, Words) else None
    if isinstance(first, Words) and graded and graded["grade"] in grades:
        words = replace(first, text=graded["title"], column=first.column + graded.start("title"))
        rest = tuple(node for node in (words, *title[1:]) if node != replace(words, text=""))
        return graded["grade"], rest
    typed = graded["grade"] if graded else first.text if isinstance(first, Words) else ""
    hint = nearest(typed, grades, f"grades: {', '.join(grades)}; then a colon")
    reading.problem(head, "unknown-grade", f"a callout of the kind {kind.name} starts with its grade", hint)
    return grades[-1], title


_Reader = Callable[[Sequence[Typeset], int, Reading], _Found]
_READERS: Mapping[str, _Reader] = {
    "p": _paragraph, "table": read_table, "caption": read_caption, "description": read_description, "callout": _callout,
    "stray": _stray, "comment": _aside, "note": lambda children, at, reading: ([], at + 1),
}  # fmt: skip
