"""An edition: one design of the same text. What it holds, its paper, how it is finished, and what it promises."""
import math
from typing import Literal

from pydantic import Field, field_validator, model_validator

from booklet.core.located import StrictModel
from booklet.core.printed.ready_made import ready_made
from booklet.core.problems import nearest
from booklet.model.paper import PAPERS, SAFE_MM

TIGHTEST = 1.25  # lines to type; the notes of this look have 1.36, and print guides for readers ask for 1.2 to 1.5
LONGEST_PATH = 100  # characters of the name of a stylesheet
_TALLEST, _TALLEST_OF_SMALL = 0.62, 0.54  # of the height of the paper; the same where words take more of it:
_SMALL_MM, _LARGE_PT = 250, 14  # on paper less than so high, in type as large as this
OFFICE_PAPERS = ("A4", "Letter")  # what is printed as it is, and may come into a binder


class Promises(StrictModel):
    """What an edition keeps, asked of the finished file; a build that breaks one of them is refused."""

    smallest_type_pt: float = Field(9, ge=6, le=72, description="No type on the paper is smaller, in points.")
    body_type_pt: float | None = Field(None, ge=6, le=72, description="Most of the text is at least of this size.")
    pages_at_most: int | None = Field(None, ge=1)
    ink_percent_at_most: float | None = Field(None, gt=0, le=100, description="Mean of the area of a page under ink.")
    safe_edge_mm: float | None = Field(
        None, ge=0, le=30,
        description="No ink comes nearer to an edge of the paper. By default 6 for pages of A4 or Letter that are neither "
        "folded nor cut, and 0, which promises nothing, for others.",
    )  # fmt: skip
    punched_holes: bool | None = Field(
        None,
        description="No ink lies where two holes (ISO 838) or three are punched. By default kept by pages of A4 or Letter "
        "that are neither folded nor cut.",
    )


class Edition(StrictModel):
    """An entry of `[editions.NAME]` in booklet.toml."""

    medium: Literal["pdf", "web", "text"] = Field("pdf", description="A PDF, one HTML file, or plain text.")
    paper: str | None = Field(None, description=f"The size of a page of a PDF: {', '.join(PAPERS)}.")
    stylesheet: str | None = Field(
        None, description="A file in styles/ that reassigns tokens: editions/grey.css. The rest is as its paper has it."
    )
    by_default: bool = Field(True, description="Whether it is built when no edition is named.")
    sections: Literal["all", "core", "summary"] = Field(
        "all", description="All sections; those with `core: yes` in their front matter; or the blocks marked for a summary."
    )
    cover: bool | None = Field(
        None,
        description="A cover, contents and a back page. By default a short handout (fewer than three sections, or up to ten "
        "with fewer than a thousand words) has none: its title stands above its text.",
    )
    sections_start: Literal["run-on", "page", "spread"] = Field(
        "run-on",
        description="Where a section begins: below the one before it, on a page of its own, or on a left page so that it "
        "lies open as a spread. Sections with a layout of their own always have their pages to themselves.",
    )
    leading_at_least_pt: float | None = Field(
        None, ge=8, le=60, description="Lines of running text may be set as close as this, from one to the next, where "
        "that saves a page. By default they stay as far apart as the style has them.",
    )  # fmt: skip
    references: Literal["list", "code"] = Field("list", description="The list of works, or a code that leads to it.")
    drawings: Literal["wide", "compact"] = Field(
        "wide", description="Drawings as they are, or as redrawn in figures/compact/ for large type and small pages."
    )
    pictures_in_words: bool = Field(
        False,
        description="Whether a PDF ends in pages that tell its pictures in words. They are told in any case: to a screen "
        "reader where each picture stands, on the web page and in the plain text.",
    )
    list_of_figures: bool = Field(False, description="Whether the contents of a PDF list its pictures and charts too.")
    figure_width_mm: float | None = Field(
        None, ge=80, le=200, description="How wide data figures are drawn, at most as wide as the text of the page. By "
        "default as the style has it.",
    )
    figure_type_pt: float = Field(10.4, ge=6, le=24, description="The smallest type in a data figure.")
    imposition: Literal["saddle-stitch", "tri-fold"] | None = Field(None, description="How pages share a sheet.")
    sheet: str | None = Field(None, description="The sheet that goes through the printer, if pages share one.")
    ink: Literal["colour", "black"] = "colour"
    finish: Literal["print-shop"] | None = Field(None, description="print-shop: bleed, crop marks, PDF/X-4.")
    promises: Promises = Promises()

    @property
    def safe_edge_mm(self) -> float:
        """How much of the paper is bare along each edge, in millimetres: 0 where nothing is promised."""
        promised = self.promises.safe_edge_mm
        return promised if promised is not None else SAFE_MM if self._is_for_office_printers else 0

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """What lays out its pages, above tokens.css: that of its paper, and its own, which has the last word."""
        both = PAPERS[self.paper].stylesheet if self.paper else None, self.stylesheet
        return tuple(dict.fromkeys(filter(None, both)))

    @property
    def is_leaflet(self) -> bool:
        """Whether it is one sheet, folded twice, with what it holds on six panels."""
        return self.imposition == "tri-fold"

    @property
    def is_alone(self) -> bool:
        """Whether it is a sheet that leaves the house alone: it has no numbers of sections and works."""
        return self.is_leaflet or self.sections == "summary"

    @property
    def tallest_figure_mm(self) -> float:
        """How tall a data figure may be drawn: with its title and its caption it stands on a page of this paper."""
        height = PAPERS[self.paper].height_mm if self.paper else 0
        return height * (_TALLEST_OF_SMALL if self.is_small else _TALLEST)

    @property
    def is_small(self) -> bool:
        """Whether a page holds few words: small paper, or large type."""
        return self.paper is None or PAPERS[self.paper].height_mm <= _SMALL_MM or self.figure_type_pt >= _LARGE_PT

    @property
    def is_punched(self) -> bool:
        """Whether all pages are bare where binders want holes."""
        promised = self.promises.punched_holes
        return promised if promised is not None else self._is_for_office_printers

    @property
    def tells_pictures(self) -> bool:
        """Whether it ends in pictures told in words; else each is told where it stands alone."""
        return self.medium != "pdf" or self.pictures_in_words and not self.is_alone

    @property
    def _is_for_office_printers(self) -> bool:
        return self.paper in OFFICE_PAPERS and not self.imposition and not self.finish

    @field_validator("paper", "sheet")
    @classmethod
    def _known_paper(cls, name: str | None) -> str | None:
        if name is not None and name not in PAPERS:
            raise ValueError(f"no paper is called {name}; there are {', '.join(PAPERS)}")
        return name

    @field_validator("stylesheet")
    @classmethod
    def _stays_in_styles(cls, path: str | None) -> str | None:
        if path is not None and (path.startswith("/") or ".." in path.split("/") or ":" in path or "\\" in path):
            raise ValueError("a stylesheet is a file in styles/, such as editions/letter.css")
        if path and (not path.endswith(".css") or len(path) > LONGEST_PATH):  # a font, a colour profile, a whole text
            raise ValueError(f"the name of a stylesheet ends in .css, and has at most {LONGEST_PATH} characters")
        return path

    @model_validator(mode="after")
    def _paper_for_a_pdf(self) -> "Edition":
        if self.medium == "pdf" and self.paper is None:
            ready = ", ".join(ready_made())
            says = f"none of this name is ready-made, and a PDF wants a paper: {', '.join(PAPERS)}"
            raise ValueError(says, lambda name: nearest(name, ready_made(), f"ready-made are {ready}"))
        if self.medium != "pdf" and (self.paper or self.stylesheet or self.imposition or self.finish):
            raise ValueError(f"a {self.medium} edition has no paper, stylesheet, imposition or finish")
        if self.medium != "pdf" and (self.sections == "summary" or self.references == "code"):
            raise ValueError(f"a {self.medium} edition holds all references; a summary and a code are for paper")
        if (self.imposition == "tri-fold") != (self.paper or "").endswith("-third"):
            raise ValueError('imposition = "tri-fold" and a paper such as A4-third, which is a panel, come together')
        if self.imposition == "saddle-stitch" and self.sections == "summary":
            raise ValueError('a folded booklet holds whole sections, "all" or "core"; a summary is a sheet or a leaflet')
        if self.is_leaflet and self.sheet and self.paper != f"{self.sheet}-third":
            raise ValueError(f'the panels of a sheet of {self.sheet} are paper = "{self.sheet}-third"')
        if self.promises.punched_holes and self.imposition:
            raise ValueError("pages that share a sheet are folded, and not punched: leave punched_holes out")
        if (self.leading_at_least_pt or math.inf) < TIGHTEST * (self.promises.body_type_pt or 0):
            raise ValueError(f"lines are at least {TIGHTEST:g} times as far apart as the type that is promised is tall")
        if (self.imposition is None) != (self.sheet is None):
            raise ValueError("an imposition and the sheet for it come together")
        return self


WIDE, COMPACT = "figures/", "figures/compact/"
