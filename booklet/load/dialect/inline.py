"""What stands inside a line: citations, links, gaps and tick boxes become slots, and marks that mean nothing are told.

A mark of another Markdown (a footnote, code, a rule) would be printed as it stands, or worse, swallowed. So it is a
problem, on the line that the author typed. What is left goes to Python-Markdown, spaced as that wants it.
"""
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.load.dialect.grammar import CITATION, FOREIGN, HEADING, ITEM, LINK
from booklet.load.dialect.lists import placed, without_partings
from booklet.load.dialect.markdown import read_inline, read_markdown
from booklet.load.fields import SLOT, SLOT_CLOSE, SLOT_OPEN, Line
from booklet.load.web_address import is_web_address
from booklet.model.manuscript import Claim
from booklet.model.tree import (
    Citation, CrossReference, DataFigure, Element, Foreign, Gap, Link, Node, Nodes, Tick, Words,
)  # fmt: skip

TAG = re.compile(r"<[A-Za-z/!?]")  # <b>, </b>, <!-- left open, <?php
_LEAD = re.compile(rf"^(?:[\s>]|:\s|{ITEM}\s)*")  # the marks of a quote, a list, a definition: "> - "
_RULE = re.compile(r"^(?=.*[-=|*_])[-=|:*_ \t]+$")  # ---, ===, * * *, --- | ---
_NO_CITATION = re.compile(r"\[[^\[\]]*(?<!\w)@\w")  # [see @lee2020
_WORK = re.compile(r"^@(?P<key>[\w.:-]*\w)(?:,\s*(?P<locator>\S.*))?$")  # @lee2020, p. 4
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")  # BCP 47: de, en-GB, zh-Hant-TW
_GAP = re.compile(r"_{4,}")
_GAPS = re.compile(r"^\s*_{4,}[ \t]*x[ \t]?(?P<lines>[1-9][0-9]?)\s*$")  # ____ x6
_CHECK = re.compile(rf"^(?P<bullet>\s*{ITEM}\s+)\[[ xX]?\](?:\s+|$)")  # - [ ] a coat
_ITALIC = re.compile(r"(?<![*\\\w])\*(?:\*\*)?(?![*\s])[^*]+\*|(?<![_\\\w])_(?:__)?(?![_\s])[^_]+_(?!\w)")  # *so*, _so_
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]{1,8}|[A-Za-z]{2,32}[0-9]{0,2});")  # &nbsp; &#8211; &frac12;
_RATE = re.compile(r"(?<![\d.,])[0-9]+ of 100\b")  # 23 of 100
_STRAY = re.compile(r"`|~~|\[\^|\]\(|^(?:Figure|Description): |\]\[")  # code, [^1], half a link, a callout gone wrong
_BLOCK = re.compile(r"^(?P<number>[0-9]{0,9})(?P<mark>[.*+-](?=\s)|[#>])")  # what opens a block: "1. ", "- ", ">"


@dataclass(slots=True)
class Reading:
    """What has been found so far in one file."""

    path: str
    slots: list[Node]
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: int = 1

    def problem(self, line: Line, slug: str, says: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.path, line.number), slug, says, hint))

    def slot(self, value: Node) -> str:
        self.slots.append(value)
        return f"{SLOT_OPEN}{len(self.slots) - 1}{SLOT_CLOSE}"


def slotted(line: Line, reading: Reading) -> str:
    """The line with its citations, links, gaps and tick boxes as slots, and its heading one level down."""
    place = Place(reading.path, line.number)
    text = SLOT.sub(lambda slot: _without_figure(slot, line, reading), _heading(line, reading))
    text = _CHECK.sub(lambda m: m["bullet"] + reading.slot(Tick()) + " ", text)
    text = CITATION.sub(lambda m: " " + reading.slot(_citation(m["works"], line, reading)), text)
    if _NO_CITATION.search(text):
        reading.problem(line, "bad-citation", "this is not a citation", "write [@key], [@a; @b] or [@key, p. 4]")
    if rate := _RATE.search(text):
        hint = "put it into numbers.json with its source, and write {{ numbers.id.name }} of 100"
        reading.problem(line, "unsourced-number", f"{rate[0]} is in no entry of numbers.json", hint)
    text = _GAPS.sub(lambda m: reading.slot(Gap(int(m["lines"]))), text)
    text = _GAP.sub(lambda m: reading.slot(Gap()), text)
    if "![" in text:
        reading.problem(line, "stray-image", "a picture stands on a line of its own", "put its caption line below it")
        text = text.replace("![", "[")
    text = FOREIGN.sub(lambda m: _foreign(m, line, reading), text)
    text = LINK.sub(lambda m: _link(m, place, line, reading), text)
    return "" if _is_rule(line, text, reading) else text


def block_nodes(lines: list[Line], reading: Reading) -> Nodes:
    """Lines of Markdown as a tree, blocks and all."""
    placed_lines, bad = placed(lines)
    for problem in bad:
        reading.problem(*problem)
    text = "\n".join(slotted(line, reading) for line in placed_lines)
    return without_partings(_checked(read_markdown, text, lines, reading))


def inline_nodes(line: Line, reading: Reading) -> Nodes:
    """One line as a tree; it opens no block: a caption that starts with "1." is no list."""
    text = _BLOCK.sub(r"\g<number>\\\g<mark>", slotted(line, reading).strip())
    return _checked(read_inline, text, [line], reading)


def _checked(
    read: Callable[[str, Sequence[Node]], Nodes], text: str, lines: list[Line], reading: Reading
) -> Nodes:
    """A tree without italics, and without marks of emphasis that were opened and not closed."""
    try:
        nodes = read(text, reading.slots)
    except RecursionError:
        reading.problem(lines[0], "too-deep", "marks lie too deep in one another here", "write it more simply")
        return ()
    typed = list(_typed(nodes))
    if any(isinstance(node, Element) and node.tag == "em" for node in typed):
        guilty = [line for line in lines if _ITALIC.search(line.text)] or lines[:1]
        for line in guilty:
            reading.problem(line, "italics", "italics are hard to read and not part of the dialect", "use **strong**")
    elif any(isinstance(node, Words) and ("**" in node.text or "__" in node.text) for node in typed):
        line = next((line for line in lines if "**" in line.text or "__" in line.text), lines[0])
        says = "strong words are opened here and not closed"
        reading.problem(line, "stray-mark", says, "write **strong** on one line")
    return nodes


def _typed(nodes: Nodes) -> Iterator[Node]:
    """Every node, without what stands inside a slot: that is not read as Markdown."""
    for node in nodes:
        yield node
        if isinstance(node, Element):
            yield from _typed(node.inside)


def _heading(line: Line, reading: Reading) -> str:
    """Sections start at ##, since # is the booklet's own title; a level is never skipped (PDF/UA-1, 7.4.2)."""
    heading = HEADING.match(line.text)
    if not heading:
        if _LEAD.sub("", line.text).startswith("#"):
            hint = "write ## and a blank at the start of the line, outside of lists"
            reading.problem(line, "heading-level", "this is not a heading of the dialect", hint)
            return line.text.replace("#", "")
        return line.text
    level = len(heading["marks"])
    if level == 1 or level > 3:
        reading.problem(line, "heading-level", f"a heading of level {level}", "headings are ## and ###")
    elif level > reading.heading + 1:
        reading.problem(line, "heading-level", "this heading skips a level", f"write {'#' * (reading.heading + 1)}")
    reading.heading = level
    return "#" + line.text


def _without_figure(slot: re.Match[str], line: Line, reading: Reading) -> str:
    figure = reading.slots[int(slot["index"])]
    if not isinstance(figure, DataFigure):
        return slot[0]
    says = f'{{{{ figure("{figure.id}") }}}} stands inside a line'
    reading.problem(line, "stray-figure", says, "give it a line of its own, outside of lists and tables")
    return ""


def _citation(works: str, line: Line, reading: Reading) -> Citation:
    found = []
    for work in works.split(";"):
        read = _WORK.match(work.strip())
        if read:
            found.append((read["key"], (read["locator"] or "").strip()))
        else:
            says = f"[{printable(works)}] is not a citation"
            reading.problem(line, "bad-citation", says, "write [@key], [@a; @b] or [@key, p. 4]")
    return Citation(tuple(found), Place(reading.path, line.number))


def _foreign(match: re.Match[str], line: Line, reading: Reading) -> str:
    words, language = match["foreign_words"].strip(), match["language"]
    if words and _LANGUAGE.fullmatch(language) and not SLOT.search(words):
        return reading.slot(Foreign(language, (Words(words),)))
    says = f"{printable(match[0])} is no passage in another language"
    reading.problem(line, "bad-language", says, "write [words only]{lang=de}, with a tag such as de, cy or zh-Hant")
    return words


def _link(match: re.Match[str], place: Place, line: Line, reading: Reading) -> str:
    target, words = match["target"], match["shown"].strip()
    if len(target) > 1 and target.startswith("#"):
        return reading.slot(CrossReference(target[1:], (Words(words),) if words else (), place))
    if words and is_web_address(target):
        return reading.slot(Link(target, (Words(words),)))
    hint = "write [words](#section) or [words](https://...)"
    reading.problem(line, "unsafe-link", f"({printable(target)}) is no place that a handout may lead to", hint)
    return words


def _is_rule(line: Line, text: str, reading: Reading) -> bool:
    """Tell of what would be printed as it stands, or read as something that the dialect does not have."""
    inner = _LEAD.sub("", text)
    stray = _STRAY.search(text) or re.match(":::", inner)
    is_rule = _RULE.match(inner) is not None and not inner.startswith("|")
    if _ENTITY.search(text):
        reading.problem(line, "raw-html", "an HTML entity is not part of the dialect", "type the character itself")
    if stray:
        says = f"the mark {stray[0].strip()} means nothing here"
        reading.problem(line, "stray-mark", says, "remove it; the author's manual lists the marks there are")
    elif is_rule:
        hint = "write headings as ## words, and tables with | around"
        reading.problem(line, "stray-mark", "a rule means nothing here", hint)
    return is_rule
