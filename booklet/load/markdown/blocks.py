"""Blocks: lines become a tree of elements. Each knows the lines that it was made of.

Source: CommonMark 0.31.2, chapters 4 and 5, read line by line as its appendix does: a line first goes on with blocks that
are open, then begins others, then adds its words. Different from there, since what is printed shall be what was typed:
- A number that neither repeats nor follows the one above begins another list: 2019. below 4. stays 2019.
- Two blanks are enough for an item inside another, and four for a paragraph, however wide the mark above is.
- HTML is no block: a tag is told where it stands. A comment is one, from its own line to its end.
Beside it: tables (tables.py), definitions, notes, and the callouts of the dialect.
"""
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser

from booklet.load.markdown.cursor import Cursor
from booklet.load.markdown.grammar import CLOSE, FENCE, LABEL, LETTERED, OPEN
from booklet.load.markdown.links import Target
from booklet.load.markdown.open import LEAVES, RAW, Open, goes_on
from booklet.load.markdown.typed import Typed, fill, mark

# A line of words, or a blank one: of the marks that begin a block none is a letter, but for those of LABEL and LETTERED.
_PROSE = re.compile(rf" {{0,3}}(?!{LABEL.pattern}|{LETTERED.pattern}|Fig|Table)[^\W\d_]|[ \t]*$")
_NEAR = 20  # lines, in which another item of a list or line of a quote follows
Begin = Callable[["BlockReader", Cursor], bool]
End = Callable[["BlockReader", Open], None]


class BlockReader(BlockParser):
    """Reads lines; `leaves` are the elements whose text is still to be read for marks, `links` what references name."""

    def __init__(self, md: Markdown, beginnings: Sequence[Begin], endings: Mapping[str, End]):
        super().__init__(md)
        self.beginnings, self.endings = beginnings, endings

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        texts = [line if isinstance(line, Typed) else Typed(line, [(0, n, 1)]) for n, line in enumerate(lines, 1)]
        self.root: Element = mark(self.md.doc_tag)
        self.open, self.leaves, self.index = [Open("document", self.root)], list[Element](), 0
        self.links: dict[str, Target] = {}
        self.next_labels = set[tuple[str, str, str]]()  # those of items that would count on from the last one: (, b, )
        self.texts, self.code = texts, _in_code(texts)
        self.opening, self.closing = _callouts(texts, self.code)
        for self.index, text in enumerate(texts):
            self._read(Cursor(text))
        self.close(1)
        return ElementTree(self.root)

    def _read(self, cursor: Cursor) -> None:
        if self._is_callout(cursor):
            return
        self.held = 1  # how many of the open blocks this line goes on with
        while self.held < len(self.open) and goes_on(self.open[self.held], cursor):
            self.held += 1
        tip, begun = self.open[self.held - 1], False
        while tip.kind not in (LEAVES if begun else RAW) and self._begins(cursor):
            tip, begun = self.open[-1], True
            self.held = len(self.open)
        if not begun and self.held < len(self.open) and self.open[-1].kind == "paragraph" and not cursor.is_blank:
            self.held = len(self.open)  # words right below a paragraph are part of it, whatever they lack in front
        self.close(self.held)
        self._add(cursor)
        if not cursor.line.strip(" \t"):
            return
        for block in self.open:
            block.last = self.index

    def _begins(self, cursor: Cursor) -> bool:
        return not _PROSE.match(cursor.line, cursor.at) and any(begin(self, cursor) for begin in self.beginnings)

    def _is_callout(self, cursor: Cursor) -> bool:
        """Whether this line opens or closes a callout. The blocks in one never go on behind it."""
        opened = OPEN.match(cursor.line)
        if self.index in self.code:
            return False
        if self.index in self.closing:
            at = max(n for n, block in enumerate(self.open) if block.kind == "callout")
            self.open[at].element.set("end", str(cursor.line.place()[0]))
            self._seen(at)
            self.close(at)
        elif CLOSE.match(cursor.line):
            self._to_callout()
            self.put(mark("stray", cursor.line.place()))
        elif opened:
            self._to_callout()
            made = mark("callout", cursor.line.place(), kind=opened["kind"].lower())
            if named := opened["said"] and "said" or opened["title"] and "title":
                title = cursor.line.cut(*opened.span(named))
                self.leaf(made, mark("title", title.place()), title)
            self.put(made)
            if self.index in self.opening:
                self.open.append(Open("callout", made, self.index, self.index))
            else:
                made.set("unclosed", "")
        else:
            return False
        return True

    def _to_callout(self) -> None:
        self.close(max(n for n, block in enumerate(self.open) if block.kind in ("callout", "document")) + 1)

    def _seen(self, upto: int) -> None:
        for block in self.open[: upto + 1]:
            block.last = self.index

    def _add(self, cursor: Cursor) -> None:
        """What is left of the line, to the block that takes it."""
        tip = self.open[-1]
        if tip.kind == "comment" and tip.is_over and tip.first != self.index:
            self._end_comment(tip, cursor)
        elif tip.is_over:
            self.close(len(self.open) - 1)
        elif tip.kind in RAW:
            tip.lines += [cursor.rest()] if tip.kind == "code" or tip.first != self.index else []
        elif not cursor.is_blank:
            if tip.kind == "table" and "|" not in cursor.line and tip.lines[0].startswith("|"):
                self.close(len(self.open) - 1)
                tip = self.open[-1]
            if tip.kind not in LEAVES:
                place = cursor.line.place(cursor.words_at)
                tip = self.begin("paragraph", mark("p", place))
            cursor.to_words()
            tip.lines.append(cursor.rest())

    def _end_comment(self, comment: Open, cursor: Cursor) -> None:
        """The last line of a comment, and what stands behind it."""
        end = cursor.line.index("-->") + len("-->")
        comment.lines.append(cursor.line.cut(0, end))
        self.close(len(self.open) - 1)
        cursor.read(end - cursor.at)
        self._add(cursor)

    def begin(self, kind: str, element: Element) -> Open:
        """A new block, inside the last one that this line goes on with and that can hold it."""
        self.close(self.held)
        while self.open[-1].kind in LEAVES or (self.open[-1].kind == "list" and kind != "item"):
            self.close(len(self.open) - 1)
        self.put(element)
        self.open.append(Open(kind, element, self.index, self.index))
        self.held = len(self.open)
        return self.open[-1]

    def put(self, element: Element) -> None:
        """An element into the last open block."""
        element.first = element.last = self.index  # type: ignore[attr-defined]
        self.open[-1].element.append(element)

    def leaf(self, parent: Element | None, element: Element, text: Typed) -> Element:
        """An element with words that are still to be read for marks."""
        fill(element, [text])
        self.leaves.append(element)
        if parent is not None:
            parent.append(element)
        return element

    def is_alone(self, sign: str) -> bool:
        """Whether none of the next lines, up to a blank one, begins with this sign as the present one does."""
        for text in self.texts[self.index + 1 : self.index + _NEAR]:
            if not text.strip(" \t"):
                return True
            if text.lstrip(" \t").startswith(sign):
                return False
        return True

    def close(self, start: int) -> None:
        """End all open blocks from this one on, the inmost first."""
        while len(self.open) > start:
            block = self.open.pop()
            block.element.first, block.element.last = block.first, block.last  # type: ignore[attr-defined]
            end = self.endings.get(block.kind)
            if end:
                end(self, block)


def _in_code(lines: Sequence[str]) -> set[int]:
    """The lines between two fences at the margin, by their indices: only there may they look like callouts."""
    inside, start, fence = set[int](), 0, ""
    for index, line in enumerate(lines):
        found = FENCE.match(line)
        if found and fence and found["fence"].startswith(fence) and not found["info"].strip():
            inside |= set(range(start + 1, index))
            fence = ""
        elif found and not fence:
            start, fence = index, found["fence"]
    return inside


def _callouts(lines: Sequence[str], code: set[int]) -> tuple[set[int], set[int]]:
    """The lines that open a callout which is closed, and those that close one, by their indices."""
    opened, opening, closing = [], set(), set()
    for index, line in enumerate(lines):
        if index in code:
            continue
        if OPEN.match(line):
            opened.append(index)
        elif CLOSE.match(line) and opened:
            opening.add(opened.pop())
            closing.add(index)
    return opening, closing
