"""The door of the preview: a press that is kept, and sets the pages anew whenever the manuscript has changed.

It sets in the process that asks: whoever serves others has it work in a process of its own, within bounds. What is quick
and what is certain are two calls: `set` sets the parts that have changed, where that can be done, and says whether its
pages are those of a build; `settle` lays out the whole for those that are not.
"""
import gc
import io
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from booklet.cite.select import selected
from booklet.core.own_table import STYLES
from booklet.core.pictures.photograph import picture_bytes
from booklet.core.problems import BookletError, Place, Problem
from booklet.deliver.freshness import source_hash
from booklet.load.edition_checks import review_problems
from booklet.load.place_of_words import place_of_words
from booklet.model.cited import CitedManuscript
from booklet.model.document import Document, LaidOut
from booklet.paginate.parts.beginning import beginning
from booklet.paginate.parts.door import parts_problems
from booklet.paginate.parts.kept import Kept
from booklet.paginate.measures import opening_problems
from booklet.paginate.paginate import lay_out_pages, set_again
from booklet.paginate.strays import told_strays
from booklet.pipeline import lay_out_edition
from booklet.reading.read import known_manuscript
from booklet.preview.kept_pages import keep_pages, kept_pages
from booklet.preview.pages import Page, Preview
from booklet.preview.drawn_page import DrawnPage, drawn_pages
from booklet.preview.saves import FileMarks, marks
from booklet.preview.typed_lines import TypedLines

__all__ = ("LivePress", "Page", "Preview")
MOST_DPI = 400.0
_GLOSSARY = {"glossary": "glossary.md"}


class LivePress:
    """Sets one edition of one folder, again and again. For the day `on`: by default that on which it is published."""

    def __init__(self, folder: Path, edition: str, clinic: Path | None = None, on: date | None = None):
        self._folder, self._edition, self._clinic, self._on = folder, edition, clinic, on
        self._last = Preview()
        self._source = ""  # the hash of what the last pages were made from
        self._look: FileMarks = {}  # the drawings and stylesheets among that: no text tells that one has changed
        self._kept: Kept | None = None
        self._is_settled = False  # no page may come out otherwise when the whole is laid out
        self._is_ready = False  # the next change can be set by itself
        self._drawn: list[DrawnPage] = []
        self._opening: list[Problem] = []  # of a cover, known when the whole was laid out
        self._shown: dict[str, DrawnPage] = {}
        self._shown_before: dict[str, DrawnPage] = {}  # a reader may still ask for them

    def set(self, is_first: bool = False) -> Preview:
        """Read the folder, and lay out what has changed. An author's mistake is never raised: it is among the problems.

        `is_first`: where no page is known, the first ones are enough for now.
        """
        try:
            source = source_hash(self._folder, self._clinic, on=self._on) if self._folder.is_dir() else ""
            if source and source == self._source:
                return self._last
            look = marks(self._folder / "figures", STYLES)
            self._kept = self._kept if look == self._look else None
            self._source, self._look = "", look
            known = kept_pages(self._name(source)) if source and not self._shown else None
            if known:
                self._last, self._drawn = known
                self._shown = {sheet.key: sheet for sheet in self._drawn}
            else:
                self._last = self._set(is_first and not self._shown)
                if source and self._is_settled:
                    keep_pages(self._name(source), self._last, self._drawn)
            self._source = source if self._last.is_whole else ""
        except BookletError as error:
            self._last = Preview(self._last.pages, error.problems)
        except OSError as error:  # the folder has gone, or a file of it while it was read
            says = f"this cannot be read: {error.strerror or error}"
            problem = Problem(Place(str(self._folder)), "unreadable-file", says, "is it still there, and may you read it?")
            self._last = Preview(self._last.pages, (problem,))
        return self._last

    @property
    def is_settled(self) -> bool:
        """Whether no page would come out otherwise if the whole were laid out, and the next change can be set by itself.

        Not for pages that were kept since the handout was last open: they are shown at once, and nothing is laid out.
        """
        return self._is_settled and self._is_ready

    def settle(self) -> Preview:
        """Lay out the whole where that has not been done: for when there is time. Then `is_settled`."""
        if not self.is_settled:
            self._kept, self._source = None, ""
        return self.set()

    def image(self, key: str, dpi: float = 96) -> bytes:
        """A page of the last preview, or of the one before, as a PNG in colour. Raises KeyError for another key."""
        sheet = (self._shown if key in self._shown else self._shown_before)[key]
        document = pdfium.PdfDocument(sheet.content)
        try:
            picture = document[sheet.index].render(scale=min(dpi, MOST_DPI) / 72).to_pil()
            return picture_bytes(picture, "PNG", compress_level=1)
        finally:
            document.close()

    def pdf(self) -> bytes:
        """The pages of the last preview as one PDF to look at: no tags, no bookmarks, no promises."""
        with pikepdf.new() as whole, ExitStack() as opened:
            known = {id(page.content): page.content for page in self._drawn}
            files = {name: opened.enter_context(pikepdf.open(io.BytesIO(content))) for name, content in known.items()}
            for page in self._drawn:
                whole.pages.append(files[id(page.content)].pages[page.index])
            out = io.BytesIO()
            whole.save(out)
            return out.getvalue()

    def _set(self, is_first: bool) -> Preview:
        cited, known = known_manuscript(self._folder, self._clinic, self._on)
        problems = [*known, *review_problems(cited.manuscript)]
        design = cited.manuscript.imprint.editions.get(self._edition)
        if design is None or design.medium != "pdf":
            place = Place(str(self._folder / "booklet.toml"))
            says = f"{self._edition} is no edition of pages"
            raise BookletError([*problems, Problem(place, "unknown-edition", says, "name one with paper, such as a4")])
        try:
            is_whole = self._lay_out(selected(cited, design), is_first)
        except BookletError as error:
            self._kept, self._is_settled = None, False
            raise BookletError([*problems, *error.problems]) from None
        strays = [replace(stray, page=at) for at, sheet in enumerate(self._drawn) for stray in sheet.strays]
        wrong = told_strays(strays, self._edition, partial(place_of_words, self._folder))
        found = tuple(sorted({*problems, *self._opening, *wrong}))
        exact = self._is_settled and all(problem.is_advice for problem in found)
        self._shown_before, self._shown = self._shown, {sheet.key: sheet for sheet in self._drawn}
        return Preview(tuple(self._pages(cited)), found, exact, True, is_whole)

    def _lay_out(self, held: CitedManuscript, is_first: bool) -> bool:
        """Bring the sheets up to date; whether they are all that there are. Raises BookletError."""
        design = held.manuscript.imprint.editions[self._edition]
        parts, is_black = [*(section.anchor for section in held.sections), *_GLOSSARY], design.ink == "black"
        self._is_ready = True
        first: Document | None = None
        by_parts = not design.is_alone and not design.imposition and not parts_problems()

        def show_whole(laid_out: LaidOut) -> None:
            self._drawn, self._is_settled = drawn_pages(laid_out, parts, is_black), True
            self._opening = opening_problems(laid_out, Place(str(self._folder / "booklet.toml")))

        def set_pages(document: Document) -> LaidOut:
            nonlocal first
            first = beginning(document) if is_first else None
            if first:
                laid_out = lay_out_pages(first)
                show_whole(laid_out)
                self._is_settled = False
                return laid_out
            again = set_again(document, self._kept) if self._kept else None
            if again is None:
                gc.unfreeze()
                kept = Kept()
                laid_out = lay_out_pages(document, kept.watch)
                kept.keep(laid_out.pages)
                self._kept = kept
                show_whole(laid_out)
                gc.freeze()  # millions of things that stay: looking through them would take longer than setting a page
                return laid_out
            for each in again:
                laid_out = LaidOut(each.pages, self._edition)
                self._drawn[each.first : each.goes_on] = drawn_pages(laid_out, parts, is_black)
                self._is_settled &= each.is_same_shape
            return laid_out if again else LaidOut(None, self._edition)

        if by_parts:
            lay_out_edition(held, self._edition, set_pages=set_pages)
        else:
            show_whole(lay_out_edition(held, self._edition)[0])
        return first is None

    def _name(self, source: str) -> str:
        """What pages are kept under: what they are made from, and where places are told from."""
        return "\n".join((source, self._edition, str(self._folder.resolve()), str(Path.cwd())))

    def _pages(self, cited: CitedManuscript) -> list[Page]:
        files = {section.anchor: Path(section.section.place.path).name for section in cited.sections}
        typed = TypedLines(self._folder, files | _GLOSSARY)
        pages = []
        for number, sheet in enumerate(self._drawn, 1):
            lines = typed.lines_of(sheet.printed)
            pages.append(Page(sheet.key, str(number), next((line.file for line in lines), None), lines))
        return pages
