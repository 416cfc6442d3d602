"""HTML: a page that was saved, or that a program wrote, becomes a tree. Read as browsers read it; nothing is fetched."""
import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import tinyhtml5

from booklet.core.own_table import own_table
from booklet.imports.brought import HEADING_TAGS, Brought, element, pieces, words
from booklet.imports.html.notes import Notes
from booklet.imports.html.styles import classes_of, styled
from booklet.imports.package import Unreadable
from booklet.imports.spans import Span, built
from booklet.imports.tables import own_rows

LARGEST_PAGE_KB = 5_000
_DEEPEST = 200
_TABLE = own_table(__file__)
_TOLD: dict[str, str] = _TABLE["told"]
_SILENT = frozenset(_TABLE["kinds"]["silent"].split()) | frozenset(_TOLD)
_SET: dict[str, str] = {tag: look for look, tags in _TABLE["set"].items() for tag in tags.split()}
_BLOCKS = frozenset(HEADING_TAGS) | frozenset(_TABLE["kinds"]["blocks"].split())
Fetch = Callable[[str], bytes]


def read_html(content: bytes, fetch: Fetch) -> Brought:
    """The page in `content`; `fetch` gives the bytes of a picture beside it, none for what is not there."""
    root = tinyhtml5.parse(content, namespace_html_elements=False)
    brought = Brought(words(next(root.iter("title"), element("title"))), language=root.get("lang", ""))
    mains = [each for tag in ("main", "article") for each in root.iter(tag)]
    body = next(root.iter("body"), root)
    page = _Page(brought, classes_of(root), Notes(root), fetch)
    brought.blocks = page.blocks(mains[0] if len(mains) == 1 else body)
    if len(mains) == 1 and words(body) != words(mains[0]):
        brought.tell_of_all("what stands around the main part of the page was left out: its head, its menus, its foot")
    return brought


class _Page:
    def __init__(self, brought: Brought, classes: dict[str, frozenset[str]], notes: Notes, fetch: Fetch):
        self._brought, self._classes, self._notes, self._fetch, self._depth = brought, classes, notes, fetch, 0

    def blocks(self, parent: Element) -> list[Element]:
        """The blocks in an element; words beside blocks are paragraphs."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable("parts of this page lie too deep in one another", "write it more simply")
        made: list[Element] = []
        spans: list[Span] = []
        for piece in _pieces(parent):
            if isinstance(piece, Element) and piece.tag == "img":
                made += self._paragraph(spans) + self._picture(piece)
                spans = []
            elif isinstance(piece, Element) and self._is_block(piece):
                made += self._paragraph(spans) + self._block(piece)
                spans = []
            else:
                spans += self._spans(piece, frozenset(), "")
        made += self._paragraph(spans)
        self._depth -= 1
        own = " ".join(filter(None, (parent.get("id", ""), parent.get("name", ""))))
        if own and made:
            made[0].set("names", f"{made[0].get('names', '')} {own}".strip())
        return made

    def _is_block(self, piece: Element) -> bool:
        is_holder = piece.tag not in _SILENT and any(each.tag in _BLOCKS or each.tag == "img" for each in piece.iter())
        return piece.tag in _BLOCKS or is_holder

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
        if self._is_hidden(piece):
            return []
        match piece.tag:
            case tag if tag in HEADING_TAGS:
                made = element(tag, *built(self._inside(piece, frozenset(), "")), names=piece.get("id", ""))
                self._brought.mark(made)
                return [made, *(img for each in piece.iter("img") for img in self._picture(each))] if words(made) else []
            case "ul" | "ol":
                start = piece.get("start", "1")
                items = [element("li", *self.blocks(each)) for each in piece if each.tag == "li"]
                for below in (each for each in piece if each.tag in ("ul", "ol")):  # between the items, as older editors do
                    (items[-1] if items else piece).extend(self._block(below))
                made = element(piece.tag, *items)
                if piece.tag == "ol":
                    made.set("start", start if re.fullmatch("[0-9]{1,9}", start) else "1")
                return [made] if len(made) else []
            case "table":
                return self._table(piece)
            case "blockquote":
                return [element("blockquote", *self.blocks(piece))]
            case "pre":
                return [element("pre", "".join(piece.itertext()))]
            case "hr":
                return [element("hr")]
            case "figcaption":
                return self._caption(piece)
            case "dt":
                return [element("p", element("b", *built(self._inside(piece, frozenset(), ""))))]
            case _:
                return self.blocks(piece)

    def _table(self, table: Element) -> list[Element]:
        made = element("table")
        caption = next((each for each in table if each.tag == "caption"), None)
        for row in own_rows(table):
            line = element("tr")
            for cell in row:
                if cell.tag in ("td", "th"):
                    sizes = {name: cell.get(name, "1") for name in ("colspan", "rowspan")}
                    sizes = {name: size for name, size in sizes.items() if re.fullmatch("[1-9][0-9]{0,2}", size)}
                    line.append(element(str(cell.tag), *self.blocks(cell), **sizes))
            made.append(line)
        return [*(self._caption(caption) if caption is not None else ()), made]

    def _caption(self, piece: Element) -> list[Element]:
        return [element("p", *built(self._inside(piece, frozenset(), "")), **{"class": "caption"})]

    def _inside(self, parent: Element, settings: frozenset[str], address: str) -> list[Span]:
        return [span for piece in _pieces(parent) for span in self._spans(piece, settings, address)]

    def _spans(self, piece: str | Element, settings: frozenset[str], address: str) -> list[Span]:
        if isinstance(piece, str):
            return [Span(re.sub(r"[ \t\n\r\f]+", " ", piece), settings, address)]
        if piece.tag in _SILENT or self._is_hidden(piece):
            if piece.tag in _TOLD:
                self._brought.tell(f"{_TOLD[piece.tag]} was left out")
            return []
        if (called := self._notes.called_by(piece)) is not None:
            return [Span("", frozenset(), address, self._note(*called))]
        if piece.tag == "br":
            return [Span("", settings, address, element("br"))]
        if piece.tag == "code":
            return [Span("", settings, address, element("code", "".join(piece.itertext())))]
        if piece.tag == "input" and piece.get("type") == "checkbox":
            return [Span("☐ ", settings, address)]
        leads_to = piece.get("href", address) if piece.tag == "a" else address
        leads_to = _real(leads_to)
        inner = self._inside(piece, settings | self._settings(piece, bool(leads_to)), leads_to)
        anchor = piece.get("id") or piece.get("name") if piece.tag in ("a", "span") else ""
        return [*([Span(holds=element("anchor", names=anchor))] if anchor else []), *inner]

    def _note(self, number: str, note: Element) -> Element:
        if number not in self._brought.notes:
            self._brought.notes[number] = self.blocks(note)
        return element("note", id=number)

    def _settings(self, piece: Element, is_link: bool) -> frozenset[str]:
        made = styled(piece.get("style", ""))
        for name in piece.get("class", "").split():
            made |= self._classes.get(name, frozenset())
        made |= {_SET[piece.tag]} if piece.tag in _SET else set()
        return made - {"hidden", "plain"} - ({"u"} if is_link else set()) - ({"b"} if "plain" in made else set())

    def _is_hidden(self, piece: Element) -> bool:
        hidden = "hidden" in piece.attrib or "hidden" in styled(piece.get("style", "")) or any(
            "hidden" in self._classes.get(name, ()) for name in piece.get("class", "").split()
        )
        if hidden and words(piece):
            self._brought.tell_of_all("words that the page hides were left out")
        return hidden

    def _picture(self, image: Element) -> list[Element]:
        src = image.get("src", "")
        content = _in_itself(src) if src.startswith("data:") else self._fetch(src)
        name = "picture" if src.startswith("data:") else unquote(src.partition("?")[0].rpartition("/")[2])
        if not content:
            self._brought.tell(f"a picture was left out: {src[:80]} does not lie beside the page")
            return []
        key = src[:200] if not src.startswith("data:") else f"{name}-{len(self._brought.pictures) + 1}"
        self._brought.pictures[key] = content
        return [element("img", src=key, alt=" ".join(image.get("alt", "").split()))]


def _pieces(parent: Element) -> Iterator[str | Element]:
    """The texts and elements in an element, without comments."""
    return (piece for piece in pieces(parent) if isinstance(piece, str) or isinstance(piece.tag, str))


def _real(address: str) -> str:
    """Where a link of Google Docs leads, which goes by a page of Google's."""
    found = re.match(r"https://www\.google\.com/url\?q=(?P<real>[^&]+)", address)
    return unquote(found["real"]) if found else address


def _in_itself(src: str) -> bytes:
    try:
        return base64.b64decode(src.partition(";base64,")[2], validate=False)
    except (binascii.Error, ValueError):
        return b""
