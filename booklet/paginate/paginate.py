"""Paginate: HTML and stylesheets become laid-out pages. The only stage that asks WeasyPrint for a layout.

What the renderer may read is decided here: files of the manuscript, files of styles/, and data: URLs. Each warning of
the renderer is a problem, because a booklet with a missing glyph or an ignored rule is not the one that was meant.
"""
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from booklet.core.engine import renderer_problems, renderer_warnings
from booklet.core.pictures.picture import MEDIA_TYPES, read_picture
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import printable, shown_path
from booklet.model.document import STYLES, Document, LaidOut
from booklet.paginate.engine import engine_problems, laying_out

BASE = "https://booklet.invalid/"  # RFC 6761: never a real host; the same on every machine, so the same bytes
_KINDS = {**MEDIA_TYPES, ".css": "text/css", ".woff2": "font/woff2"}


class Shelf(URLFetcher):
    """Hands the renderer a file from one of our own folders, and refuses everything else.

    The renderer goes on without what it was refused, so every refusal is remembered: one run tells of all of them.
    """

    def __init__(self, roots: dict[str, Path]):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.roots = {name: root.resolve() for name, root in roots.items()}
        self.refused: list[str] = []
        self.served: list[Path] = []
        self.problems: list[Problem] = []  # of pictures

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
        content = self._picture(url, file) if is_picture else file.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": _KINDS[file.suffix.lower()]})

    def _picture(self, url: str, file: Path) -> bytes:
        """A picture of the manuscript, written anew; none that is wrong is printed, as it would be in the web page."""
        picture, problems = read_picture(file)
        if picture is None:
            self.problems += problems
            raise URLFetchingError(f"refused: {url[:200]}")
        return picture.content

    def _file(self, url: str) -> Path | None:
        if not url.startswith(BASE):
            return None
        room, _, path = unquote(urlsplit(url).path).lstrip("/").partition("/")
        if room not in self.roots or "\0" in path:
            return None
        file = (self.roots[room] / path).resolve()
        is_ours = file.is_relative_to(self.roots[room]) and file.suffix.lower() in _KINDS and file.is_file()
        return file if is_ours else None


def lay_out_pages(document: Document) -> LaidOut:
    """Lay the document out. Raises BookletError when the renderer was refused a file or warned of anything."""
    stop_at(engine_problems())
    shelf = Shelf({"sections": document.folder, "styles": STYLES})
    with renderer_warnings() as warnings, laying_out():
        pages = HTML(string=document.html, base_url=BASE, url_fetcher=shelf).render()
    others = [message for message in warnings if not any(url in message for url in shelf.refused)]
    stop_at([*shelf.problems, *_refusals(shelf), *renderer_problems(others, document.edition)])
    return LaidOut(pages, document.edition)


def _refusals(shelf: Shelf) -> list[Problem]:
    hint = "a booklet is made from its own folder and styles/ alone"
    return [
        Problem(_place_of(url, shelf), "outside-file", f"the renderer was asked for {printable(url, most=200)}", hint)
        for url in dict.fromkeys(shelf.refused)
    ]


def _place_of(url: str, shelf: Shelf) -> Place:
    """The line of the stylesheet or drawing that asks for this URL; the templates, where none of them does."""
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
    return Place("styles/templates")
