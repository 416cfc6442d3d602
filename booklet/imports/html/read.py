"""HTML: a page that was saved, or that a program wrote, becomes a tree. Read as browsers read it; nothing is fetched."""
import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table
from booklet.imports.brought import HEADING_TAGS, Brought, element, words
from booklet.imports.html.boxes import kind_of, title_taken
from booklet.imports.html.objects import CONTROLS, Fetch, abbreviation, as_typed, formula, on_paper, picture
from booklet.imports.html.lists import is_continued, list_blocks
from booklet.imports.html.looks import PageLooks
from booklet.imports.html.notes import Notes
from booklet.imports.html.programs import settle_programs
from booklet.imports.html.signs import name_signs, spell_fonts
from booklet.imports.html.styles import first_number
from booklet.imports.html.tree import head_with_text, lead_on, main_part, page_tree, title_of_page
from booklet.imports.package import Unreadable
from booklet.imports.spans import Span, built
from booklet.imports.tables import own_rows
from booklet.load.markdown.typed import pieces_of
from booklet.load.web_address import is_way_out

LARGEST_PAGE_KB = 5_000
_DEEPEST = 200
_TEX = re.compile(r"\\\(.{1,500}?\\\)|\\\[.{1,500}?\\\]|\$\$.{1,500}?\$\$", re.DOTALL)  # that MathJax has not set yet
_OF_WORD = {"MsoTitle": "title", "MsoSubtitle": "subtitle"}  # paragraphs that Word has set so
_TO_ITSELF = ("¶", "#", "§", "🔗", "\u200b")  # what a heading's link to itself shows
_TABLE = own_table(__file__)
_TOLD: dict[str, str] = _TABLE["told"]
_SILENT = frozenset(_TABLE["kinds"]["silent"].split()) | frozenset(_TOLD)
_BLOCKS = frozenset(HEADING_TAGS) | frozenset(_TABLE["kinds"]["blocks"].split())


def read_html(content: bytes, fetch: Fetch, keeps_comments: bool = True) -> Brought:
    """The page in `content`; `fetch` gives the bytes of a picture beside it, none for what is not there."""
    root, counted = page_tree(content)
    off, heads = settle_programs(root)
    spell_fonts(root)
    name_signs(root)
    lead_on(root)
    body, main = next(root.iter("body"), root), main_part(root)
    brought = Brought(title_of_page(root, body if main is None else main), language=root.get("lang", ""))
    brought.tell_of_heads(heads)
    for said in off:
        brought.tell_of_all(f"words that the page does not print were left out: {said[:60]}")
    for number in counted:
        says = f"numbers that the page counts before its words, such as {number}, were left out, or are 1. 2. 3."
        brought.tell_of_all(says, "does the text name one of them?")
    page = _Page(brought, PageLooks(root, brought), Notes(root), fetch, keeps_comments)
    parts = [body] if main is None else [*head_with_text(root, main), main]
    brought.blocks = [block for part in parts for block in page.blocks(part)]
    brought.tell_of_comments(page.comments, (), keeps_comments)
    if words(body) != " ".join(map(words, parts)):
        brought.tell_of_all("what stands around the main part of the page was left out: its head, its menus, its foot")
    return brought


class _Page:
    def __init__(self, brought: Brought, looks: PageLooks, notes: Notes, fetch: Fetch, keeps_comments: bool):
        self._brought, self._looks, self._notes, self._fetch, self._depth = brought, looks, notes, fetch, 0
        self._keeps_comments, self.comments = keeps_comments, 0
        self._around: frozenset[str] = frozenset()  # how words are set by what stands around their block,
        self._address = ""  # and where a link around it leads

    def blocks(self, parent: Element) -> list[Element]:
        """The blocks in an element; words beside blocks are paragraphs."""
        around, self._around = self._around, self._looks.set_in(parent, self._around)
        made = self._flow(pieces_of(parent))
        self._around = around
        own = " ".join(filter(None, (parent.get("id", ""), parent.get("name", ""))))
        if own and made:
            made[0].set("names", f"{made[0].get('names', '')} {own}".strip())
        return made

    def _flow(self, inside: Iterable[str | Element]) -> list[Element]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable("parts of this page lie too deep in one another", "write it more simply")
        made: list[Element] = []
        spans: list[Span] = []
        for piece in inside:
            if isinstance(piece, Element) and piece.tag == "img":
                made += self._paragraph(spans) + picture(piece, self._brought, self._fetch)
                spans = []
            elif isinstance(piece, Element) and self._is_block(piece):
                made += self._paragraph(spans)
                blocks, spans = self._block(piece), []
                if made and blocks and is_continued(made[-1], blocks[0]):
                    made[-1].extend(blocks.pop(0))
                made += blocks
            else:
                spans += self._spans(piece, self._around, self._address)
        self._depth -= 1
        return made + self._paragraph(spans)

    def _is_block(self, piece: Element) -> bool:
        is_holder = piece.tag not in _SILENT and any(each.tag in _BLOCKS or each.tag == "img" for each in piece.iter())
        return piece.tag in _BLOCKS or is_holder or self._looks.is_shown_as_block(piece)

    def _paragraph(self, spans: Sequence[Span]) -> list[Element]:
        made = element("p", *built(spans))
        names = [each.attrib.pop("names") for each in made.iter("anchor") if "names" in each.attrib]
        if not words(made):
            return []
        self._brought.paragraph += 1
        self._brought.mark(made)
        if names:
            made.set("names", " ".join(names))
        return [made]

    def _block(self, piece: Element) -> list[Element]:
        if self._looks.is_hidden(piece):
            return []
        around, address = self._around, self._address
        if piece.tag == "a" and "href" in piece.attrib:
            self._address = piece.attrib["href"]
            if is_way_out(self._address) and not words(piece):
                self._brought.tell(f"a picture leads nowhere now: {self._address}", "write [words](address) below it")
        self._around = self._looks.set_in(piece, around, bool(self._address))
        made = self._made(piece)
        self._around, self._address = around, address
        return made

    def _made(self, piece: Element) -> list[Element]:
        match piece.tag:
            case tag if tag in HEADING_TAGS:
                inside = built(self._inside(piece, self._around & {"s"}, self._address))
                made = element(tag, *inside, names=piece.get("id", ""))
                self._brought.mark(made)
                shown = (img for each in piece.iter("img") for img in picture(each, self._brought, self._fetch))
                return [made, *shown] if words(made) else []
            case "ul" | "ol":
                self._looks.take_hidden(piece)
                return list_blocks(piece, first_number(piece, self._looks.classes), self.blocks, self._flow)
            case "table":
                return self._table(piece)
            case "blockquote":
                return [element("blockquote", *self.blocks(piece))]
            case "pre":
                return [element("pre", as_typed(piece))]
            case "hr":
                return [element("hr")]
            case "dt":
                return [element("p", element("b", *built(self._inside(piece, self._around, self._address))))]
            case "p" if piece.get("class") in _OF_WORD and words(piece):
                inside = built(self._inside(piece, self._around, self._address))
                return [element(_OF_WORD[piece.attrib["class"]], *inside)]
            case "figcaption" | "p" if piece.tag != "p" or piece.get("class") == "MsoCaption":
                return self._caption(piece)
            case _:
                return self._box(piece, kind) if (kind := kind_of(piece)) else self.blocks(piece)

    def _box(self, piece: Element, kind: str) -> list[Element]:
        title, inside = title_taken(piece, self._brought), self.blocks(piece)
        for each in inside:
            each.tag = "p" if each.tag in HEADING_TAGS else each.tag  # a box has no headings
        return [element("box", *inside, kind=kind, title=title)] if inside or title else []

    def _table(self, table: Element) -> list[Element]:
        made, around = element("table"), self._around
        caption = next((each for each in table if each.tag == "caption"), None)
        self._looks.take_hidden(table.iter())
        for row in own_rows(table):
            line, self._around = element("tr"), self._looks.set_in(row, around)
            for cell in row:
                if cell.tag in ("td", "th"):
                    sizes = {name: cell.get(name, "1") for name in ("colspan", "rowspan")}
                    alts = " ".join(image.get("alt", "") for image in cell.iter("img"))
                    line.append(element(str(cell.tag), *(self.blocks(cell) or self._paragraph([Span(alts)])), **sizes))
            made.append(line)
        self._around = around
        return [*(self._caption(caption) if caption is not None else ()), made]

    def _caption(self, piece: Element) -> list[Element]:
        return [element("p", *built(self._inside(piece, self._around, self._address)), **{"class": "caption"})]

    def _inside(self, parent: Element, settings: frozenset[str], address: str) -> list[Span]:
        return [span for piece in pieces_of(parent) for span in self._spans(piece, settings, address)]

    def _spans(self, piece: str | Element, settings: frozenset[str], address: str) -> list[Span]:
        if isinstance(piece, str):
            if typed := _TEX.search(piece):
                self._brought.tell(f"a formula prints as it was typed: {typed[0][:60]}", "write it in words, or draw it")
            return [Span(re.sub(r"[ \t\n\r\f]+", " ", piece), settings, address)]
        if piece.tag in _SILENT or self._looks.is_hidden(piece):
            if piece.tag in _TOLD and not (piece.tag == "button" and not words(piece)):
                said = f": {words(piece)[:60]}" if piece.tag == "button" else ""
                self._brought.tell(f"{_TOLD[piece.tag]} was left out{said}")
            return []
        if piece.tag == "icon" and "alone" in piece.attrib:
            return [Span(self._brought.gone(f"an icon ({piece.get('name')})"))]
        if piece.tag == "icon":
            self._brought.tell(f"an icon was left out: {piece.get('name')}", "if it says something, write that in words")
        if (called := self._notes.called_by(piece)) is not None:
            return [Span("", frozenset(), address, self._note(*called))]
        if piece.tag == "a" and piece.get("href", "").startswith("#") and words(piece) in _TO_ITSELF:
            return []
        if piece.tag == "abbr":
            self._brought.abbreviations |= abbreviation(piece)
        if piece.tag == "comment":
            self.comments += 1
            return [Span(holds=element("comment", piece.text or "", by=""))] if self._keeps_comments else []
        if piece.tag == "br":
            return [Span("", settings, address, element("br"))]
        if piece.tag == "code":
            return [Span("", settings, address, element("code", "".join(piece.itertext())))]
        if piece.tag in CONTROLS:
            return [Span(on_paper(piece, self._brought), settings, address)]
        if piece.tag == "math":
            return formula(piece) or [Span(self._brought.gone("a formula"))]
        leads_to = piece.get("href", address) if piece.tag == "a" else address
        inner = self._inside(piece, self._looks.set_in(piece, settings, bool(leads_to)), leads_to)
        anchor = piece.get("id") or piece.get("name") if piece.tag in ("a", "span") else ""
        is_apart = piece.tag in _BLOCKS or self._looks.is_shown_as_block(piece)
        before, after = _TABLE["around"].get(piece.tag, (" ", " ") if is_apart else ("", ""))
        return [*([Span(holds=element("anchor", names=anchor))] if anchor else []), Span(before), *inner, Span(after)]

    def _note(self, number: str, note: Element) -> Element:
        if number not in self._brought.notes:
            around, self._around = self._around, frozenset()
            self._brought.notes[number] = self.blocks(note)
            self._around = around
        return element("note", id=number)
