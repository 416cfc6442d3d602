"""A plain reader of web pages, which shares no code with the press: what does a page say, and where?"""
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from booklet.cite.csl import printed_lines
from booklet.cite.select import selected
from booklet.paginate.balance import box_texts
from booklet.paginate.engine import root_box
from booklet.pipeline import lay_out_edition, read_manuscript
from booklet.template.web.page import web_page

CITATION = re.compile(r"\[[0-9][0-9,;. p–]*\]")


def page_of(folder: Path, clinic_file: Path | None = None, is_dressed: bool = True) -> str:
    """The web page of a handout. Where no browser shows it, it may go without its faces and style."""
    cited = read_manuscript(folder, clinic_file)
    return web_page(cited, printed_lines([reference.reference for reference in cited.references]), is_dressed=is_dressed)


def said_on_pages(folder: Path, edition: str = "a4") -> list[str]:
    """The words of each page as it is laid out, line by line: for who asks for many handouts on which page something stands."""
    cited = read_manuscript(folder)
    laid_out, _ = lay_out_edition(selected(cited, cited.manuscript.imprint.editions[edition]), edition)
    pages = ([box for box in root_box(page).descendants() if type(box).__name__ == "LineBox"] for page in laid_out.pages.pages)
    return [" ".join("".join(box_texts(line)) for line in lines) for lines in pages]


class Reader(HTMLParser):
    """The words of a page by the id of the part that they stand in, and what it holds and points to.

    Of a drawing the alternative text is read; that of a chart is made from data, and other tests look at it.
    """

    SILENT, VOID = ("head", "style", "p.up", "p.ways", "span.told"), ("meta", "link", "img", "br", "wbr", "use", "path")

    INLINE = ("a", "b", "strong", "span", "abbr", "i", "bdi", "wbr")

    def __init__(self, html: str):
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, str] = {}
        self.ids: Counter[str] = Counter()
        self.targets: list[str] = []
        self.counts: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        self.ids.update([held["id"]] if "id" in held else [])
        self.targets += [held[name] for name in ("href", "src") if name in held]
        if tag not in self.VOID:
            self.open.append((tag, held))
        self.say("" if tag in self.INLINE else " ")
        if tag == "ol":
            self.counts.append(int(held.get("start", 1)) - 1)
        if tag == "li" and next(name for name, _ in reversed(self.open) if name in ("ol", "ul")) == "ol":
            self.counts[-1] += 1
            self.say(f"{self.counts[-1]}. ")  # as the browser prints it

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.say("" if tag in self.INLINE else " ")
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "ol":
            self.counts.pop()

    def handle_data(self, data: str) -> None:
        marks = [f"{tag}.{held.get('class', '')}" for tag, held in self.open] + [tag for tag, _ in self.open]
        drawing = next((held.get("id", "") for tag, held in self.open if tag == "svg"), None)
        is_second = (drawing or "").endswith("-upright")  # of two drawings a screen shows one
        in_chart = drawing is not None and (is_second or not (drawing.startswith("art-") and self.open[-1][0] == "title"))
        hidden = any(held.get("aria-hidden") == "true" for _, held in self.open)
        if not (set(marks) & set(self.SILENT) or in_chart or hidden):
            self.say(data)

    def say(self, words: str) -> None:
        for part in {held["id"] for _, held in self.open if "id" in held}:
            self.words[part] = self.words.get(part, "") + words


def plain(words: str) -> list[str]:
    """Words without citations, and without what a pointer adds: a page on paper, a section or figure on a screen."""
    words = re.sub(r" \((page|section|figure) (\d+|N)\)|, (page|section|figure) (\d+|N)(?=\))", "", CITATION.sub(" ", words).replace("\u00a0", " "))
    words = re.sub(r"(?<=[-/._])\s+", "", words.replace("\u2022", " "))
    return re.sub(r"\s+([.,;:)])", r"\1", words).split()
