"""The body of an OpenDocument text: paragraphs, lists, tables, frames, notes. Source: OpenDocument 1.3, part 3, 5 to 10."""
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from booklet.imports.before_items import letters_of
from booklet.imports.brought import HEADING_TAGS, Brought, element, words
from booklet.imports.elements import content, whole
from booklet.imports.opendocument.parts import asked_by, drawn_texts, is_hidden, rows_of
from booklet.imports.opendocument.styles import TextStyles
from booklet.imports.spans import Span, built, cited
from booklet.library.imports.csl_data import works_cited
from booklet.load.markdown.typed import pieces_of

_HOLDERS = ("text:section", "text:numbered-paragraph", "office:text", "text:index-body", "draw:a")
_CONTENTS = ("text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index")
_UNPRINTED = ("text:script", "text:tracked-changes")
_HIDDEN = "hidden words were left out, as the document prints none of them"
PAGES = ("text:page-number", "text:page-count", "text:page-variable-get")
_MOST_REPEATED = 100  # cells or rows that one stands for: sheets end with thousands of empty ones


@dataclass(slots=True)
class _Lines:
    """A paragraph as it is read."""

    spans: list[Span] = field(default_factory=list)
    beside: list[Element] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


_MOST_BLANKS = 100


class Body:
    """Reads blocks; `comments` is how many were met."""

    def __init__(self, styles: TextStyles, brought: Brought, keeps_comments: bool):
        self._styles, self._brought, self._keeps_comments, self.comments = styles, brought, keeps_comments, 0
        self._is_cited = False  # whether what is read now says in words which works are cited
        self._counted: dict[str, int] = {}  # how far each list style has counted
        self._controls: dict[str, Element] = {}  # what forms ask for

    def blocks(self, parent: Iterable[Element]) -> list[Element]:
        """The blocks in an element."""
        made: list[Element] = []
        for each in parent:
            match each.tag:
                case "text:p" | "text:h":
                    made += self._paragraph(each)
                case "text:list":
                    made += self._list(each, 0, "")
                case "table:table":
                    made.append(self._table(each))
                case "draw:frame":
                    made += self._frame(each)
                case tag if tag in _CONTENTS:
                    self._brought.tell_of_all("the table of contents was left out: the press makes its own")
                case "text:section" if self._is_list_of_works(each.get("text:name", "")):
                    self._brought.leave_works(made)
                case tag if tag in _HOLDERS:
                    if not is_hidden(each):
                        made += self.blocks(each)
                    elif "".join(each.itertext()).strip():
                        self._brought.tell(_HIDDEN)
                case "office:forms":
                    self._controls |= {part.get("form:id", ""): part for part in each.iter()}
                case tag if tag.startswith("draw:"):  # on its page, beside all paragraphs
                    made += self._paragraph(element("text:p", each))
        return made

    def _is_list_of_works(self, name: str) -> bool:
        return "CSL_BIBLIOGRAPHY" in name and self._brought.leaves_works(name)

    def _paragraph(self, each: Element) -> list[Element]:
        self._brought.paragraph += 1
        self._is_cited = False  # where the mark of its end is lost
        style = each.get("text:style-name", "")
        if "hidden" in self._styles.settings(style):
            self._brought.tell(_HIDDEN)
            return []
        names, level = self._styles.names(style), whole(each.get("text:outline-level", ""), 0)
        is_heading = each.tag == "text:h" and level > 0
        read = _Lines()
        self._read(each, frozenset() if is_heading else self._styles.settings(style), "", read)
        block = element("p", *built(read.spans))
        if "title" in names or "subtitle" in names:
            block.tag = "title" if "title" in names else "subtitle"
        elif is_heading and words(block):
            block.tag = HEADING_TAGS[min(level, 6) - 1]
        elif any(name in ("caption", "illustration", "table", "figure") for name in names):
            block.set("class", "caption")
        if read.names:
            block.set("names", " ".join(read.names))
        self._brought.mark(block)
        own = [element("blockquote", block) if "quotations" in names else block] if len(block) or words(block) else []
        return [*own, *read.beside]

    def _read(self, parent: Element, settings: frozenset[str], address: str, read: _Lines) -> None:
        for piece in pieces_of(parent):
            if isinstance(piece, str) and not self._is_cited:
                font = next((each[5:] for each in settings if each.startswith("font:")), "")
                text = letters_of(re.sub(r"\s+", " ", piece), font, self._brought.gone)
                read.spans.append(Span(text, settings - ({"u"} if address else set()), address))
            elif not isinstance(piece, str):
                self._piece(piece, settings, address, read)

    def _piece(self, piece: Element, settings: frozenset[str], address: str, read: _Lines) -> None:
        match piece.tag:
            case tag if tag in PAGES or piece.get("text:reference-format") == "page":
                self._gone("the number of a page", read)
            case tag if tag in _UNPRINTED or is_hidden(piece):
                pass
            case "text:ruby-text":
                said = "".join(piece.itertext()).strip()
                read.spans += [Span(f" ({said})")] if said else []
            case "text:a":
                self._read(piece, settings, piece.get("xlink:href", "").partition("|")[0], read)
            case "text:line-break":
                read.spans.append(Span("", settings, address, element("br")))
            case "text:s" | "text:tab":
                blanks = "\t" if piece.tag == "text:tab" else " " * min(whole(piece.get("text:c", "1"), 1), _MOST_BLANKS)
                read.spans.append(Span(blanks, settings, address))
            case "text:note":
                read.spans.append(Span("", frozenset(), address, self._note(piece)))
            case "office:annotation":
                self._comment(piece, read)
            case "text:reference-mark-start" if works := works_cited(piece.get("text:name", "")):
                read.spans += cited(works, self._brought)
                self._is_cited = True
            case "text:reference-mark-start":
                self._brought.tell_of_cited_words(piece.get("text:name", ""))
            case "text:reference-mark-end" if self._is_cited:
                self._is_cited = False
            case "text:bookmark" | "text:bookmark-start":
                read.names.append(piece.get("text:name", ""))
                self._brought.tell_of_cited_words(read.names[-1])
            case tag if tag.startswith("text:"):  # a span, or a field: what it shows
                own = self._styles.settings(piece.get("text:style-name", ""))
                if "hidden" in own:
                    self._brought.tell(_HIDDEN)
                else:
                    self._brought.tell_of_cited_words(tag)
                    self._read(piece, settings | own, address, read)
            case "draw:frame":
                read.beside += self._frame(piece, read)
            case "draw:a":
                self._read(piece, settings, address, read)
            case "draw:control":
                read.spans.append(Span(asked_by(self._controls.get(piece.get("draw:control", "")))))
            case "field:fieldmark" if piece.get("field:type", "").endswith("FORMCHECKBOX"):
                is_on = any(each.get("field:value") == "true" for each in piece)
                read.spans.append(Span("☑" if is_on else "☐"))
            case "loext:content-control" if piece.get("loext:showing-place-holder") == "true":
                read.spans.append(Span(self._brought.asked("".join(piece.itertext()))))
            case tag if tag.startswith("draw:"):
                self._brought.tell("a drawn shape was left out", "save it as a picture (PNG), and add it")
                read.beside += self.blocks(drawn_texts(piece))
            case tag if tag not in ("office:annotation-end", "office:forms"):
                self._read(piece, settings, address, read)

    def _gone(self, what: str, read: _Lines) -> None:
        read.spans.append(Span(self._brought.gone(what)))

    def _note(self, note: Element) -> Element:
        number = str(len(self._brought.notes) + 1)
        self._brought.notes[number] = []  # so that a note inside has the next number
        self._brought.notes[number] = self.blocks(content(note, "text:note-body"))
        return element("note", id=number)

    def _comment(self, piece: Element, read: _Lines) -> None:
        who = next((each.text or "" for each in piece if each.tag == "dc:creator"), "")
        said = " ".join(" ".join("".join(each.itertext()) for each in piece if each.tag == "text:p").split())
        self.comments += 1
        if self._keeps_comments:
            read.spans.append(Span(holds=element("comment", said, by=who)))

    def _frame(self, frame: Element, read: _Lines | None = None) -> list[Element]:
        """A picture, a box of text, or an object of another program, of which the picture is not what it says."""
        told = {each.tag: " ".join("".join(each.itertext()).split()) for each in frame}
        alt = told.get("svg:desc") or told.get("svg:title", "")
        made: list[Element] = []
        for each in frame:
            if each.tag == "draw:text-box":
                self._brought.tell("a box of text stands below its paragraph now, without its frame", "::: note makes a box")
                return self.blocks(each)
            if each.tag in ("draw:object", "draw:object-ole"):
                if read is not None and any(part.tag.startswith("math:") for part in each.iter()):
                    self._gone("an equation", read)
                else:
                    self._gone("an object of another program, such as an equation or a chart", read or _Lines())
                return []
            if each.tag == "draw:image" and not made:
                made = [element("img", src=each.get("xlink:href", ""), alt=alt)]
        return made

    def _list(self, list_: Element, depth: int, name: str, above: tuple[int, ...] = ()) -> list[Element]:
        """A list, of which `above` are the numbers of the items that it lies in."""
        name = list_.get("text:style-name", name)
        kind, first, sign, levels = self._styles.level(name, depth)
        tag = "ul" if kind in ("bullet", "") or levels > 1 else "ol"
        items, made = list[Element](), list[Element]()
        shown = {"first": f"{kind}."} if kind not in ("bullet", "1", "") else {}
        start = first
        if kind != "bullet" and list_.get("text:continue-numbering") == "true" or list_.get("text:continue-list"):
            start = self._counted.get(f"{name} {depth}", first - 1) + 1
        for each in list_:
            if each.tag not in ("text:list-item", "text:list-header"):
                continue
            own = whole(each.get("text:start-value", ""), start + len(items))
            if own != start + len(items) and kind not in ("bullet", ""):
                made += [element(tag, *items, start=str(start), **shown)] if items else []
                items, start = [], own
            inside, numbers = list[Element](), (*above, own)
            for part in each:
                inside += self._list(part, depth + 1, name, numbers) if part.tag == "text:list" else self.blocks([part])
            if any(block.tag in HEADING_TAGS for block in inside):  # headings that are numbered lie in a list
                self._brought.tell_of_all("the numbers before headings were left out", "does the text name one of them?")
                return self.blocks(each for each in list_.iter() if each.tag in ("text:h", "text:p"))
            if each.tag == "text:list-header":  # without a number, below the item above it
                (items[-1] if items else made).extend(inside)
                continue
            said = f"{'.'.join(map(str, numbers[-levels:]))} " if levels > 1 and kind == "1" else sign  # 1.2
            if said and inside:
                inside[0].text = f"{said}{inside[0].text or ''}"
            items.append(element("li", *inside))
        self._counted[f"{name} {depth}"] = start + len(items) - 1
        return [*made, element(tag, *items, start=str(start), **shown)] if items else made

    def _table(self, table: Element) -> Element:
        made, heads = element("table"), [row for each in table for row in each if each.tag == "table:table-header-rows"]
        for row in rows_of(table):
            line, tag = element("tr"), "th" if row in heads and len(heads) > 1 else "td"  # LibreOffice makes one unasked
            for cell in (each for each in row if each.tag == "table:table-cell"):
                wide, high = (cell.get(f"table:number-{name}-spanned", "1") for name in ("columns", "rows"))
                sizes = {"colspan": str(max(whole(wide, 1), 1)), "rowspan": str(max(whole(high, 1), 1))}
                inside = self.blocks(cell)
                for _ in range(min(whole(cell.get("table:number-columns-repeated", ""), 1), _MOST_REPEATED)):
                    line.append(element(tag, *inside, **sizes))
            made.append(line)
        return made
