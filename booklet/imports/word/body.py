"""The body: paragraphs, lists and tables in their order. Source: ECMA-376, part 1, 17.2 to 17.4."""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from booklet.imports.brought import HEADING_TAGS, Brought, element, words
from booklet.imports.elements import child, content, found, value, whole
from booklet.imports.spans import built
from booklet.imports.word.document import Part, WordText
from booklet.imports.word.runs import Lines, Runs
from booklet.imports.word.styles import is_on

_QUOTES = ("quote", "intense quote")
_TYPED_BULLET = re.compile(r"^\s*[•·▪●○◦‣■➢](?:\t| |\u00a0)\s*")
_OPENED = ("w:customXml", "w:smartTag", "w:sdtContent", "w:ins", "w:moveTo")
_CONTENTS_LEFT = "the table of contents was left out: the press makes its own"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: what is in it, how deep it lies from 0, its number (None for a bullet), and of which list it is."""

    inside: tuple[Element, ...]
    depth: int
    number: int | None
    list_id: str = ""
    first: str = ""  # what stands before item 1, where that is no 1.


class Body:
    """Reads the blocks of one part of a document."""

    def __init__(self, document: WordText, part: Part, brought: Brought):
        self._document, self._part, self._brought = document, part, brought
        self._runs = Runs(document, part, brought)

    def blocks(self, parent: Element) -> list[Element]:
        """The blocks in an element: the body, a cell, a box, a note."""
        made: list[Element] = []
        entries: list[Entry] = []
        for block in self._read(parent):
            if isinstance(block, Entry):
                entries.append(block)
                continue
            made += nested(entries)
            entries = []
            if block.tag == "works":
                self._brought.leave_works(made)
            else:
                made.append(block)
        return made + nested(entries)

    def _read(self, parent: Iterable[Element]) -> Iterator[Element | Entry]:
        for each in parent:
            if each.tag == "w:p":
                yield from self._paragraph(each)
            elif each.tag == "w:tbl":
                yield from self._table(each)
            elif each.tag == "w:sdt":
                yield from self._control(each)
            elif each.tag in _OPENED:
                yield from self._read(each)
            elif each.tag == "w:altChunk":
                self._brought.tell("a document inside this one was left out", "import it by itself")

    def _control(self, each: Element) -> Iterator[Element | Entry]:
        gallery = next((part.get("w:val", "") for part in each.iter("w:docPartGallery")), "")
        tags = [part.get("w:val", "") for part in content(each, "w:sdtPr") if part.tag == "w:tag"]
        if gallery == "Table of Contents":
            self._brought.tell_of_all(_CONTENTS_LEFT)
        elif self._brought.leaves_works() and any(tag.startswith("MENDELEY_BIBLIOGRAPHY") for tag in tags):
            yield element("works")
        else:
            yield from self._read(content(each, "w:sdtContent"))

    def _paragraph(self, each: Element) -> Iterator[Element | Entry]:
        self._brought.paragraph += 1
        read = self._runs.read(each)
        names = self._document.styles.names(read.properties)
        if self._runs.has_contents:
            self._brought.tell_of_all(_CONTENTS_LEFT)
        if read.begins_works:
            yield element("works")
        block = self._block(element("p", *built(read.spans)), read, names)
        if read.names:
            block.set("names", " ".join(read.names))
        self._brought.mark(block)
        entry, says = self._entry(block, read), bool(len(block) or words(block))
        if says:
            yield entry or block
        elif entry is not None and entry.number is not None:  # it is counted, with nothing behind it
            yield replace(entry, inside=())
        for beside in read.beside:
            if beside.box is not None:
                yield from self._read(beside.box)
            else:
                img = element("img", src=beside.name, alt=beside.alt, where=self._brought.where)
                yield img if beside.name else element("hr")

    def _block(self, paragraph: Element, read: Lines, names: Iterable[str]) -> Element:
        """What the paragraph is by its style."""
        level = self._document.styles.heading(read.properties)
        if "title" in names or "subtitle" in names:
            paragraph.tag = "title" if "title" in names else "subtitle"
        elif level and words(paragraph):
            paragraph.tag = HEADING_TAGS[min(level, 6) - 1]
            list_id, depth = self._document.styles.numbering(read.properties)
            if list_id and self._document.numbering.item(list_id, depth):
                self._brought.tell_of_all("the numbers before headings were left out", "does the text name one of them?")
        elif any(name in _QUOTES for name in names):
            return element("blockquote", paragraph)
        elif "caption" in names:
            paragraph.set("class", "caption")
        return paragraph

    def _entry(self, block: Element, read: Lines) -> Entry | None:
        """The paragraph as an item, if it is one by its style, or by a bullet that somebody has typed."""
        if block.tag != "p":
            return None
        list_id, depth = self._document.styles.numbering(read.properties)
        item = self._document.numbering.item(list_id, depth) if list_id else None
        if item is None:
            typed = _TYPED_BULLET.match(block.text or "")
            if not typed:
                return None
            block.text = (block.text or "")[typed.end() :]
            return Entry((block,), depth, None, "typed")
        block.text = f"{item.level.sign}{block.text or ''}"
        depth = item.depth or self._document.styles.indent(read.properties)
        if item.label:  # Step 1:, Day 2 and 1.2 say more than a number
            block.text = f"{item.label}{block.text or ''}"
            return Entry((block,), depth, None, item.list_id)
        number = None if item.level.kind == "bullet" else item.number
        return Entry((block,), depth, number, item.list_id, item.level.first)

    def _table(self, table: Element) -> Iterator[Element]:
        self._brought.paragraph += 1
        made = element("table", where=self._brought.where)
        rows = list(_through(table, "w:tr"))
        above: dict[int, Element] = {}  # the cell that each column goes on with
        for row in rows:
            of_row = child(row, "w:trPr")
            column = min(max(whole(value(of_row, "w:gridBefore"), 0), 0), 60)  # that the row leaves free
            tag = "th" if is_on([of_row], "w:tblHeader") else "td"
            line = element("tr", *([element("td", colspan=str(column))] if column else []))
            for cell in _through(row, "w:tc"):
                properties = child(cell, "w:tcPr")
                span = max(whole(value(properties, "w:gridSpan"), 1), 1)
                merged = child(properties, "w:vMerge")
                if merged is not None and merged.get("w:val", "continue") == "continue" and column in above:
                    first = above[column]
                    first.set("rowspan", str(int(first.get("rowspan", "1")) + 1))
                else:
                    read = element(tag, *self.blocks(cell), **({"colspan": str(min(span, 60))} if span > 1 else {}))
                    line.append(read)
                    above[column] = read
                column += span
            made.append(line)
        yield made


def _through(parent: Iterable[Element], tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in a content control."""
    for each in parent:
        if each.tag == tag:
            yield each
        elif each.tag == "w:sdt":
            yield from _through(content(each, "w:sdtContent"), tag)
        elif each.tag in _OPENED:
            yield from _through(each, tag)


def languages(root: Element) -> dict[str, int]:
    """How many letters are marked as being in each language."""
    counts: dict[str, int] = {}
    for run in root.iter("w:r"):
        language = next((each.get("w:val", "") for each in found(child(run, "w:rPr"), "w:lang")), "")
        counts[language] = counts.get(language, 0) + sum(len(each.text or "") for each in found(run, "w:t"))
    return counts


def nested(entries: Iterable[Entry]) -> list[Element]:
    """The lists that these items make. A list with other numbers, or of another kind, is a list of its own."""
    made: list[Element] = []
    open_: list[tuple[int, Element, Entry]] = []  # depth, list and last item of each list around
    for entry in entries:
        while open_ and (open_[-1][0] > entry.depth or open_[-1][0] == entry.depth and not _goes_on(open_[-1][2], entry)):
            open_.pop()
        if open_ and open_[-1][0] == entry.depth:
            list_ = open_.pop()[1]
        else:
            shown = {"first": entry.first} if entry.first else {}
            list_ = element("ul") if entry.number is None else element("ol", start=str(entry.number), **shown)
            if open_:
                open_[-1][1][-1].append(list_)
            else:
                made.append(list_)
        list_.append(element("li", *entry.inside))
        open_.append((entry.depth, list_, entry))
    return made


def _goes_on(above: Entry, below: Entry) -> bool:
    if above.number is None or below.number is None:
        return above.number is below.number and above.list_id == below.list_id
    return above.list_id == below.list_id and below.number == above.number + 1
