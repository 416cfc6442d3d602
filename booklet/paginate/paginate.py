"""Paginate: HTML and stylesheets become laid-out pages. The only stage that asks WeasyPrint for a layout.

What the renderer may read is decided here: files of the manuscript, files of styles/, and data: URLs. Each warning of
the renderer is a problem, because a booklet with a missing glyph or an ignored rule is not the one that was meant.
"""
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import weasyprint.formatting_structure.build as build
import weasyprint.layout.inline as inline
from weasyprint import HTML, __version__
from weasyprint.css.targets import TargetCollector
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from booklet.core.engine_warnings import renderer_problems, renderer_warnings
from booklet.core.pictures.picture import MEDIA_TYPES, read_picture
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.text_file import printable, shown_path
from booklet.model.document import STYLES, Document, LaidOut

BASE = "https://booklet.invalid/"  # RFC 6761: never a real host; the same on every machine, so the same bytes
CHECKED_VERSION = "70.0"
KINDS = {**MEDIA_TYPES, ".css": "text/css", ".woff2": "font/woff2"}


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
        return URLFetcherResponse(url, content, {"Content-Type": KINDS[file.suffix.lower()]})

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
        is_ours = file.is_relative_to(self.roots[room]) and file.suffix.lower() in KINDS and file.is_file()
        return file if is_ours else None


def lay_out_pages(document: Document) -> LaidOut:
    """Lay the document out. Raises BookletError when the renderer was refused a file or warned of anything."""
    if __version__ != CHECKED_VERSION:
        says = f"WeasyPrint {__version__} is here, and this press is checked against {CHECKED_VERSION} only"
        stop_at([Problem(Place("requirements.lock"), "wrong-renderer", says, "run make booklet")])
    shelf = Shelf({"sections": document.folder, "styles": STYLES})
    with renderer_warnings() as warnings, _each_page_once(), _targets_by_anchor(), _spaces_remembered():
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


@contextmanager
def _each_page_once() -> Iterator[None]:
    """In a list of pages (`.pages a`), print nothing for a link to the page that the link before it named.

    A work cited three times on page 9 is "cited on page 9", not "9, 9, 9". Which page an anchor falls on is known
    only while WeasyPrint lays out, so the generated content of these links is decided where it is generated.
    """
    generate = build.compute_content_list

    def once(content_list, parent_box, counter_values, css_token, parse_again, target_collector, *rest, **more):
        element = parent_box.element
        before = element.get("data-after") if css_token == "content" and element is not None else None
        if before is not None and before.startswith("#"):
            targets = target_collector.target_lookup_items
            here, there = (targets.get(name[1:]) for name in (element.get("href"), before))
            known = here and there and here.page_maker_index is not None
            if known and here.page_maker_index == there.page_maker_index:
                return []
        return generate(
            content_list, parent_box, counter_values, css_token, parse_again, target_collector, *rest, **more
        )

    build.compute_content_list = once
    try:
        yield
    finally:
        build.compute_content_list = generate


@contextmanager
def _targets_by_anchor() -> Iterator[None]:
    """Show WeasyPrint, for an anchor whose page it has found, only the page numbers that wait for this anchor.

    It would look through all that wait for any anchor, once for each anchor: at 64 pages that is nothing, at a thousand
    a third of the time.
    """
    look_up = TargetCollector.cache_target_page_counters
    waiting: dict[int, dict] = {}

    def by_anchor(collector: TargetCollector) -> dict:
        if id(collector) not in waiting:
            index = waiting[id(collector)] = {}
            for key, item in collector.counter_lookup_items.items():
                for anchor in item.missing_target_counters:
                    index.setdefault(anchor, {})[key] = item
        return waiting[id(collector)]

    def look_up_few(self: TargetCollector, anchor_name: str, *rest: object) -> None:
        if self.collecting:
            return
        everything = self.counter_lookup_items
        self.counter_lookup_items = by_anchor(self).get(anchor_name, {})
        try:
            look_up(self, anchor_name, *rest)
        finally:
            self.counter_lookup_items = everything

    TargetCollector.cache_target_page_counters = look_up_few
    try:
        yield
    finally:
        TargetCollector.cache_target_page_counters = look_up


@contextmanager
def _spaces_remembered() -> Iterator[None]:
    """Remember of each box of text whether a space at its end was taken off because its line ends there.

    The tag stage puts it back (`lost_space`): on paper it makes no difference, to the ear it parts two words.
    """
    split, remove = inline.split_text_box, inline.remove_last_whitespace

    def split_and_remember(context, box, available_width, skip, is_line_start=True):
        first, resume, preserved = split(context, box, available_width, skip, is_line_start)
        if first is not None and resume is not None and len(first.text.encode()) < resume - (skip or 0):
            first.lost_space = True
        return first, resume, preserved

    def remove_and_remember(context, line):
        last = line
        while isinstance(last, (boxes.LineBox, boxes.InlineBox)) and last.children:
            last = last.children[-1]
        before = last.text if isinstance(last, boxes.TextBox) else ""
        remove(context, line)
        if before.endswith(" ") and last.text != before:
            last.lost_space = True

    inline.split_text_box, inline.remove_last_whitespace = split_and_remember, remove_and_remember
    try:
        yield
    finally:
        inline.split_text_box, inline.remove_last_whitespace = split, remove
