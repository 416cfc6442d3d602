"""Lists: which line is an item, and of which list, by the rules of CommonMark; the lines come out as the renderer wants.

Python-Markdown wants more than an author types: four blanks for each level, a blank line where a list begins. What it
would read otherwise than CommonMark, it would also number otherwise. So each line is placed here, and set in anew.
Source: CommonMark 0.31.2, sections 5.2 and 5.3. Two things differ. Two blanks are enough for an inner item below "1."
too. And a number that neither repeats nor follows the one above begins another list, where CommonMark would count on and
print a number that nobody has typed: 2019. below 4. stays 2019. `1)` is read as `1.` of another list, as there.
"""
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from booklet.load.fields import Line
from booklet.model.tree import Element, Nodes, Words, mapped

DEEPEST = 2  # quotes or lists inside one another; no reader follows more
INDENT = "    "
APART = "\ue020"  # a paragraph of its own between two lists that the renderer would join; `without_partings` takes it out
_ITEM = re.compile(r"(?P<mark>[-*+](?=[ \t\u00a0]|$)|[0-9]{1,9}[.)](?=[ \t]|$))(?P<gap>[ \t\u00a0]*)(?P<words>.*)")  # 3. Dry
_LOOKS_LIKE_ONE = re.compile(r"(?P<number>[0-9]+(?=[.)]))?(?P<mark>[.)*+-])(?=\s)")  # 2019. in the middle of a paragraph
_RULE = re.compile(r"[-*+=_|\s]*")  # * * *, which no list begins
_QUOTED = re.compile(r"^[ \t]*>[ \t]?")  # > he said


@dataclass(slots=True)
class _Item:
    """An item that is still open: the columns of its mark and of its words, and the mark without its number."""

    at: int
    words_at: int
    kind: str
    number: int = 0  # as it was typed; 0 for a bullet

    def holds(self, column: int, item: re.Match[str] | None) -> bool:
        """Whether a line that begins in this column is inside: an item, or (None) a paragraph."""
        if item is None:
            return column >= min(self.words_at, self.at + len(INDENT))
        is_next = _kind(item["mark"]) == self.kind != "-" and int(item["mark"][:-1]) != 1  # "  2." below "1." goes on
        return column >= (self.words_at if is_next else min(self.words_at, self.at + 2))


@dataclass(slots=True)
class _Writer:
    """The lines so far, the items that are open, and how the lines since the last blank one began."""

    lines: list[Line] = field(default_factory=list)
    open: list[_Item] = field(default_factory=list)
    begun: int | None = None  # the depth of the item that they begin with; None where they begin with words
    is_running: bool = False  # whether there are such lines
    quoted: int | None = None  # the depth of the quote that was written last, if nothing stands below it
    bad: list[tuple[Line, str, str, str]] = field(default_factory=list)  # each with code, what is wrong, and a hint

    def blank(self, number: int) -> None:
        self.lines.append(Line(number, ""))
        self.is_running = False

    def write(self, number: int, text: str) -> None:
        self.lines.append(Line(number, text))
        self.is_running, self.quoted = True, None

    def part(self, number: int, depth: int) -> None:
        """Keep what follows apart from what stands above."""
        self.blank(number)
        self.write(number, INDENT * depth + APART)
        self.blank(number)


def placed(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, str, str, str]]]:
    """The lines as Python-Markdown wants them, and those that are no good, each with code, what is wrong, and a hint."""
    writer = _Writer()
    at = 0
    while at < len(lines):
        line, words = lines[at], lines[at].text.lstrip(" \t")
        column = len(line.text[: len(line.text) - len(words)].expandtabs(4))
        item = None if _RULE.fullmatch(words) else _ITEM.match(words)
        past = at + 1
        if not words.strip():
            writer.blank(line.number)
        elif line.text.startswith("#"):  # a heading; a thousand in one block would take the renderer a minute
            writer.open.clear()
            writer.blank(line.number)
            writer.write(line.number, line.text)
            writer.blank(line.number)
        elif words.startswith(">"):
            past = _end_of_quote(lines, at)
            _write_quote(lines[at:past], column, writer)
        elif item and _is_item(item, column, writer):
            _write_item(line, item, column, writer)
        else:
            _write_words(line, words, column, writer)
        at = past
    return writer.lines, writer.bad


def _kind(mark: str) -> str:
    """What one list has in common: all bullets are alike, and `1.` is not `1)`."""
    return mark[-1] if mark[-1] in ".)" else "-"


def _depth(column: int, item: re.Match[str] | None, writer: _Writer) -> int:
    """How many of the open items hold a line that begins in this column."""
    return next((n for n, open_ in enumerate(writer.open) if not open_.holds(column, item)), len(writer.open))


def _is_item(item: re.Match[str], column: int, writer: _Writer) -> bool:
    """A number other than 1 in the middle of a paragraph is part of it, and so is a mark without words: "It was in" and
    on the next line "2019. A good year"."""
    depth = _depth(column, item, writer)
    base = writer.open[depth - 1].words_at if depth else 0
    if writer.is_running and column - base >= len(INDENT):
        return False
    goes_on = writer.is_running and depth == len(writer.open)
    return not goes_on or (bool(item["words"].strip()) and (item["mark"] in "-*+" or int(item["mark"][:-1]) == 1))


def _write_item(line: Line, item: re.Match[str], column: int, writer: _Writer) -> None:
    depth, kind = _depth(column, item, writer), _kind(item["mark"])
    above = writer.open[depth] if depth < len(writer.open) else None
    is_apart = above is not None and not _goes_on(item, above)
    if above is not None and is_apart and "-" not in (above.kind, kind):
        writer.part(line.number, depth)
    elif writer.is_running and (writer.begun is None or depth < writer.begun or is_apart):
        writer.blank(line.number)
    if not writer.is_running:
        writer.begun = depth
    del writer.open[depth:]
    marks = _opened(item, column, writer)
    writer.begun = writer.begun if len(marks) == 1 else None  # after "- 1. tea" the renderer wants a blank line
    words = _words_behind(item)
    if not words.strip():
        hint = "write its words behind the mark, or remove the line"
        writer.bad.append((line, "stray-mark", "this item of a list says nothing", hint))
    if len(writer.open) > DEEPEST:
        hint = f"at most {DEEPEST} levels"
        writer.bad.append((line, "too-deep", "quotes or lists lie too deep in one another", hint))
    writer.write(line.number, f"{INDENT * depth}{' '.join(marks)} {words}")


def _goes_on(item: re.Match[str], above: _Item) -> bool:
    """Whether an item goes on with the list of the one above: what is typed is never printed as another number.

    The same number again is counted: who adds a step leaves the others to be counted anew, or writes 1. before each.
    """
    kind = _kind(item["mark"])
    return kind == above.kind and (kind == "-" or int(item["mark"][:-1]) in (above.number, above.number + 1))


def _words_behind(item: re.Match[str]) -> str:
    """What stands behind all marks of a line."""
    while inner := _ITEM.match(item["words"]):
        item = inner
    return item["words"]


def _opened(item: re.Match[str] | None, column: int, writer: _Writer) -> list[str]:
    """The marks of a line as the renderer wants them; each opens an item, the later ones inside the earlier."""
    marks = []
    while item:
        mark, gap = item["mark"], item["gap"].expandtabs(4)
        words_at = column + len(mark) + (len(gap) if 0 < len(gap) <= 4 else 1)
        writer.open.append(_Item(column, words_at, _kind(mark), int(mark[:-1] or 0)))
        marks.append("-" if _kind(mark) == "-" else f"{int(mark[:-1])}.")
        item, column = _ITEM.match(item["words"]), words_at
    return marks


def _write_words(line: Line, words: str, column: int, writer: _Writer) -> None:
    plain = _escaped(words)
    if writer.is_running:
        writer.write(line.number, plain if writer.open else line.text)
        return
    depth = _depth(column, None, writer)
    writer.begun = None
    indent = INDENT * depth if writer.open else line.text[: len(line.text) - len(words)]
    del writer.open[depth:]
    writer.write(line.number, indent + plain)


def _escaped(words: str) -> str:
    """Words that the renderer does not take for an item."""
    found = None if _RULE.fullmatch(words) else _LOOKS_LIKE_ONE.match(words)
    return f"{words[: found.start('mark')]}\\{words[found.start('mark') :]}" if found else words


def _end_of_quote(lines: Sequence[Line], at: int) -> int:
    """Where a quote ends: words right below it, without a mark, are still part of it."""
    past = at + 1
    while past < len(lines):
        text = lines[past].text.expandtabs(4)
        is_item = _ITEM.match(text.lstrip()) and len(text) - len(text.lstrip()) < len(INDENT)
        if not text.strip() or text.startswith("#") or is_item:
            break
        past += 1
    return past


def _write_quote(lines: Sequence[Line], column: int, writer: _Writer) -> None:
    """The lines of a quote, placed like those of a text of their own."""
    depth = _depth(column, None, writer)
    if writer.quoted == depth:
        writer.part(lines[0].number, depth)
    if writer.is_running:
        writer.blank(lines[0].number)
    del writer.open[depth:]
    inner, bad = placed([Line(line.number, _unquoted(line.text)) for line in lines])
    writer.bad += bad
    for line in inner:
        writer.write(line.number, f"{INDENT * depth}> {line.text}")
    writer.blank(lines[-1].number)
    writer.quoted = depth


def _unquoted(text: str) -> str:
    """A line of a quote without its mark. One that has none goes on with the paragraph above it."""
    return _QUOTED.sub("", text, count=1) if _QUOTED.match(text) else _escaped(text.strip())


def without_partings(nodes: Nodes) -> Nodes:
    """The tree without what kept two lists apart."""
    parting = Element("p", (Words(APART),))
    return mapped(nodes, lambda node: () if node == parting else (node,))
