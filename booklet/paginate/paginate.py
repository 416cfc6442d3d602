"""Paginate: HTML and stylesheets become laid-out pages. The only stage that asks WeasyPrint for a layout.

What the renderer may read is decided here: files of the manuscript, files of styles/, and data: URLs. Each warning of
the renderer is a problem, because a booklet with a missing glyph or an ignored rule is not the one that was meant.
"""
import re
from collections.abc import Callable, Sequence
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from booklet.core.engine import renderer_problems, renderer_warnings
from booklet.core.letters.chain import chain
from booklet.core.letters.declared import paper_rules, unfolded
from booklet.core.own_table import STYLES
from booklet.core.pictures.picture import MEDIA_TYPES, read_picture
from booklet.core.problems import Hear, Place, Problem, stop_at
from booklet.core.processes.garbage import collect_if_much
from booklet.core.text_file import printable, shown_path
from booklet.model.document import Document, LaidOut
from booklet.paginate.closer import set_closer
from booklet.paginate.engine import Look, engine_problems, laid_out_tree
from booklet.paginate.fit import ROUNDS, fit
from booklet.paginate.known import forget_sheets
from booklet.paginate.parts.kept import Again, Kept
from booklet.paginate.makeup.makeup import author_order, made_up

BASE = "https://booklet.invalid/"  # RFC 6761: never a real host; the same on every machine, so the same bytes
_DRAWING = re.compile(r"/sections/[^\"'()\s<>]+\.svg", re.IGNORECASE)  # /sections/figures/two-cells.svg
_LANGUAGE = re.compile(r'<html[^>]* lang="(?P<language>[\w-]+)"')
_FACE = ".woff2"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KINDS = {**MEDIA_TYPES, ".css": "text/css", _FACE: "font/woff2"}

Watch = Callable[[str, Any, Look, Callable[[], Any]], Callable[[], Any]]


class Shelf(URLFetcher):  # type: ignore[misc]  # it comes without types
    """Hands the renderer a file from one of our own folders, and refuses everything else.

    The renderer goes on without what it was refused, so every refusal is remembered: one run tells of all of them.
    """

    def __init__(self, roots: dict[str, Path]):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.roots = {name: root.resolve() for name, root in roots.items()}
        self.refused: list[str] = []
        self.served: list[Path] = []
        self.problems: list[Problem] = []  # of pictures
        self.families = ""  # the faces of the document, where it needs more than that of the look

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Serve `url`; raise URLFetchingError for what lies outside, is not there or is no part of a page."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        file = self._file(url)
        if file is None:
            self.refused.append(url)
            raise URLFetchingError(f"refused: {url[:200]}")
        self.served.append(file)
        is_picture = file.suffix.lower() in MEDIA_TYPES and not file.is_relative_to(STYLES)
        if file.suffix.lower() == _FACE and file.is_relative_to(STYLES):
            return URLFetcherResponse(url, self._face(url, file), {"Content-Type": "font/ttf"})
        content, kind = self._picture(url, file) if is_picture else (file.read_bytes(), _KINDS[file.suffix.lower()])
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def _face(self, url: str, file: Path) -> bytes:
        try:
            return unfolded(file)
        except ValueError as error:
            place, says = Place(shown_path(file)), str(error).partition(":")[0]
            self.problems.append(Problem(place, "broken-style", says, "have it as it was"))
            raise URLFetchingError(f"refused: {url[:200]}") from error

    def _picture(self, url: str, file: Path) -> tuple[bytes, str]:
        """A picture of the manuscript, written anew, and its kind; none that is wrong is printed, as in the web page."""
        picture, problems = read_picture(file)
        if picture is None:
            self.problems += problems
            raise URLFetchingError(f"refused: {url[:200]}")
        look = chain()[0].family
        content = picture.content.replace(look.encode(), self.families.encode()) if self.families else picture.content
        return content, picture.media_type

    def drawing(self, url: str) -> str:
        """The words of a drawing; "" for what may not be printed, which is told when it is fetched."""
        file = self._file(f"{BASE}{url.removeprefix('/')}")
        picture = read_picture(file)[0] if file else None
        return unescape(picture.content.decode()) if picture and picture.drawing else ""

    def _file(self, url: str) -> Path | None:
        if not url.startswith(BASE):
            return None
        room, _, path = unquote(urlsplit(url).path).lstrip("/").partition("/")
        if room not in self.roots or "\0" in path:
            return None
        file = (self.roots[room] / path).resolve()
        is_ours = file.is_relative_to(self.roots[room]) and file.suffix.lower() in _KINDS and file.is_file()
        return file if is_ours else None


def lay_out_pages(
    document: Document, watch: Watch = lambda text, html, look, lay_out: lay_out, hear: Hear = stop_at
) -> LaidOut:
    """Lay the document out. `hear` is told when the renderer was refused a file or warned of anything.

    `watch` takes the document, as it was typed and as a tree, its look and what lays it out, and gives what lays it out
    while somebody looks on.
    """
    stop_at(engine_problems())
    shelf = Shelf({"sections": document.folder, "styles": STYLES})
    with renderer_warnings() as warnings:
        text, look = _with_faces(document, shelf), Look()
        html = HTML(string=text, base_url=BASE, url_fetcher=shelf)
        if document.makeup is None:
            _close_levels(html.etree_element)
        lay_out = watch(text, html, look, partial(_laid_out_anew, html, look))
        back = author_order(html.etree_element)
        pages, notes = _composed(document, html.etree_element, lay_out)
        for _ in range(ROUNDS):
            is_closer, is_text = set_closer(pages), fit(pages, html.etree_element)
            if not is_closer and not is_text:
                break
            del pages  # or two layouts are held at once
            if is_text:
                back()
                pages, notes = _composed(document, html.etree_element, lay_out)
            else:
                pages = lay_out()
    hear(_told(warnings, shelf, document))
    return LaidOut(pages, document.edition, tuple(f"{document.edition}: {note}" for note in notes))


def _close_levels(root: Element) -> None:
    """Let no heading skip a level, where what stood above it is left out of a sheet, or stands on another panel."""
    last = 0
    for heading in (each for each in root.iter() if each.tag in _HEADINGS):
        last = min(_HEADINGS.index(heading.tag) + 1, last + 1)
        heading.tag = _HEADINGS[last - 1]


def _laid_out_anew(html: HTML, look: Look) -> Any:
    """What a layout before has left lies in circles, and is as much again as the next one: it goes first."""
    collect_if_much()
    return laid_out_tree(html, look)


def set_again(document: Document, kept: Kept) -> list[Again] | None:
    """What has changed in a document that is kept; None where it has to be laid out whole. Raises as `lay_out_pages`."""
    shelf = Shelf({"sections": document.folder, "styles": STYLES})
    with renderer_warnings() as warnings:
        done = kept.again(_with_faces(document, shelf), partial(HTML, base_url=BASE, url_fetcher=shelf))
    stop_at(_told(warnings, shelf, document))
    return done


def _told(warnings: Sequence[str], shelf: Shelf, document: Document) -> list[Problem]:
    """What the renderer was refused, and what it warned of, each once."""
    if warnings:
        forget_sheets()
    others = [message for message in dict.fromkeys(warnings) if not any(url in message for url in shelf.refused)]
    return [*shelf.problems, *_refusals(shelf), *renderer_problems(others, document.edition)]


def drawn(laid_out: LaidOut) -> bytes:
    """The pages as a PDF to look at: what a reader sees, and no tags. Raises BookletError as `lay_out_pages` does.

    They may be a part of a whole: links that lead out of it lead nowhere.
    """
    with renderer_warnings() as warnings:
        content: bytes = laid_out.pages.write_pdf()
    told = [message for message in warnings if not message.startswith("No anchor #")]
    stop_at(renderer_problems(told, laid_out.edition))
    return content


def _composed(document: Document, root: Element, lay_out: Callable[[], Any]) -> tuple[Any, tuple[str, ...]]:
    """The pages of a document as its tree is now, made up where that is wished, and what was done."""
    return made_up(root, lay_out, document.makeup) if document.makeup else (lay_out(), ())


def _with_faces(document: Document, shelf: Shelf) -> str:
    """The document with the faces of all its letters, those in its drawings too; as it is, where one face sets them."""
    drawings = {shelf.drawing(url) for url in _DRAWING.findall(document.html)}
    text = "".join((unescape(document.html), *sorted(drawings)))
    rules, families = paper_rules(text, _language(document), f"{BASE}styles/fonts")
    if not rules:
        return document.html
    look, shelf.families = families[0], ", ".join(families)
    named = ", ".join(f'"{family}"' for family in families)
    style = f"<style>{rules}\n:root{{--family:{named},sans-serif}}</style></head>"
    html = document.html.replace(f'font-family="{look}"', f'font-family="{shelf.families}"')
    return html.replace("</head>", style, 1)


def _language(document: Document) -> str:
    found = _LANGUAGE.search(document.html)
    return found["language"] if found else ""


def _refusals(shelf: Shelf) -> list[Problem]:
    hint = "a booklet is made from its own folder and styles/ alone"
    return [
        Problem(_place_of(url, shelf), "outside-file", f"the renderer was asked for {printable(url, most=200)}", hint)
        for url in dict.fromkeys(shelf.refused)
    ]


def _place_of(url: str, shelf: Shelf) -> Place:
    """The line of the stylesheet or drawing that asks for this URL; where none of them does, the file that is not there."""
    lines = [
        (line, Place(shown_path(file), number))
        for file in dict.fromkeys(shelf.served)
        if file.suffix in (".css", ".svg")
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").split("\n"), 1)
    ]
    name = url.removeprefix(BASE).rstrip("/").split("/")[-1]
    for asked in filter(None, (url, name)):  # a relative URL is known by its last part
        for line, place in lines:
            if asked in line:
                return place
    own = url.removeprefix(f"{BASE}styles/")
    return Place("styles/templates" if own == url else shown_path(STYLES / own))
