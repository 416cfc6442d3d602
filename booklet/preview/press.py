"""The door of the preview: a press that is kept, and sets the pages anew whenever the manuscript has changed.

It sets in the process that asks: whoever serves others has it work in a process of its own, within bounds.
"""
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from booklet.cite.select import selected
from booklet.core.engine import rare_collections
from booklet.core.problems import BookletError, Place, Problem
from booklet.deliver.sheets.black import blackened
from booklet.model.cited import CitedManuscript
from booklet.model.document import LaidOut
from booklet.paginate.paginate import drawn
from booklet.pipeline import known_manuscript, lay_out_edition, layout_problems
from booklet.preview.typed_lines import TypedLine, TypedLines

MOST_DPI = 400.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `key` names what is drawn on it: as long as that is the same, so is the key, whatever the page's number.

    `label` is its number, from 1. `section_file` is the file of the first section that has words on it, by its name in the
    manuscript's folder; None for a cover or contents. `lines` are where its lines of type were typed, from the top down:
    (how far below the upper edge in mm, file, line from 1), each line of a file once.
    """

    key: str
    label: str
    section_file: str | None
    lines: tuple[TypedLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages in reading order, and what is wrong, advice with it, as `build` tells it.

    Where nothing could be laid out, they are the pages of the last time that it could, and `is_current` is false. `exact`:
    a build would print these very pages. It is false where it would be refused.
    """

    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    exact: bool = False
    is_current: bool = False


class LivePress:
    """Sets one edition of one folder, again and again. For the day `on`: by default that on which it is published."""

    def __init__(self, folder: Path, edition: str, clinic: Path | None = None, on: date | None = None):
        self._folder, self._edition, self._clinic, self._on = folder, edition, clinic, on
        self._last = Preview()
        self._drawn: dict[str, tuple[bytes, int]] = {}  # by key: a PDF, and which of its pages
        self._before: dict[str, tuple[bytes, int]] = {}  # of the time before: a reader may still ask for them

    def set(self) -> Preview:
        """Read the folder, and lay out what has changed. An author's mistake is never raised: it is among the problems."""
        try:
            self._last = self._set()
        except BookletError as error:
            self._last = Preview(self._last.pages, error.problems)
        except OSError as error:  # the folder has gone, or a file of it while it was read
            says = f"this cannot be read: {error.strerror or error}"
            problem = Problem(Place(str(self._folder)), "unreadable-file", says, "is it still there, and may you read it?")
            self._last = Preview(self._last.pages, (problem,))
        return self._last

    def image(self, key: str, dpi: float = 96) -> bytes:
        """A page of the last preview, or of the one before, as a PNG in colour. Raises KeyError for another key."""
        content, index = (self._drawn if key in self._drawn else self._before)[key]
        document = pdfium.PdfDocument(content)
        try:
            out = io.BytesIO()
            document[index].render(scale=min(dpi, MOST_DPI) / 72).to_pil().save(out, "PNG", compress_level=1)
            return out.getvalue()
        finally:
            document.close()

    def _set(self) -> Preview:
        cited, problems = known_manuscript(self._folder, self._clinic, self._on)
        design = cited.manuscript.imprint.editions.get(self._edition)
        if design is None or design.medium != "pdf":
            place = Place(str(self._folder / "booklet.toml"))
            says = f"{self._edition} is no edition of pages"
            raise BookletError([*problems, Problem(place, "unknown-edition", says, "name one with paper, such as a4")])
        held = selected(cited, design)
        try:
            with rare_collections():
                laid_out, _ = lay_out_edition(held, self._edition)
                wrong = layout_problems(laid_out, held)
                content = drawn(laid_out)
        except BookletError as error:
            raise BookletError([*problems, *error.problems]) from None
        found = tuple(sorted({*problems, *wrong}))
        pages = self._paged(blackened(content) if design.ink == "black" else content, laid_out, cited)
        return Preview(pages, found, all(problem.is_advice for problem in found), is_current=True)

    def _paged(self, content: bytes, laid_out: LaidOut, cited: CitedManuscript) -> tuple[Page, ...]:
        files = {section.anchor: Path(section.section.place.path).name for section in cited.sections}
        typed = TypedLines(self._folder, files)
        self._before, self._drawn = self._drawn, {}
        pages = []
        for index, (key, page) in enumerate(zip(_keys(content), laid_out.pages.pages, strict=True)):
            self._drawn.setdefault(key, (content, index))
            lines = typed.lines_of(page)
            pages.append(Page(key, str(index + 1), next((line.file for line in lines), None), lines))
        return tuple(pages)


def _keys(content: bytes) -> Iterator[str]:
    """What is drawn on each page of a PDF, as a hash of its size, its paint and the pictures that it names."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            names = [str(page.mediabox), *(sorted(page.resources.get("/XObject", {}).keys()))]
            paint = page.Contents.read_bytes()
            yield hashlib.sha256("".join(names).encode() + paint).hexdigest()[:24]
