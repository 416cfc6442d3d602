"""A manuscript after numbering: what `cite` hands to `template`.

The blocks are the manuscript's own. Their slots are answered: each citation has its numbers, each cross-reference its
target, each term its place in the glossary.
"""
from dataclasses import dataclass

from booklet.core.problems import Problem
from booklet.model.chart import Chart
from booklet.model.manuscript import Block, Manuscript, Reference, Section
from booklet.model.slot import Foreign, Gap, Link, Tick, Value


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a printed citation: `number` leads to a reference, 0 is only ink."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """A printed citation, `[2,5-7]`. `anchor` is where its references lead back to."""

    anchor: str
    pieces: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A word of the glossary, in the text. Only the first one in reading order is marked on the page."""

    term_id: str
    words: str
    anchor: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cross-reference that knows where it leads and what to print. Without an anchor, it leads to the full booklet."""

    anchor: str
    words: str


Answer = Value | Marks | TermUse | Pointer | Link | Foreign | Gap | Tick


@dataclass(frozen=True, slots=True)
class NumberedChart:
    """A data figure in its place, with its number and its citation."""

    number: int
    anchor: str
    chart: Chart
    marks: Marks | None  # None in an edition that prints no references
    in_summary: bool = False


@dataclass(frozen=True, slots=True)
class NumberedDrawing:
    """A drawn figure in its place, with its number."""

    number: int
    anchor: str
    file: str
    alt: str
    caption: str
    description: str
    width_mm: float
    in_summary: bool = False


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section with its number in the booklet, and the answers to its slots."""

    number: int
    anchor: str
    section: Section
    blocks: tuple[Block | NumberedChart | NumberedDrawing, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class CitedReference:
    """A reference with its number, and the anchors of every place that cites it, in reading order."""

    number: int
    reference: Reference
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedManuscript:
    """The manuscript in reading order, numbered throughout."""

    manuscript: Manuscript
    sections: tuple[CitedSection, ...]
    references: tuple[CitedReference, ...]
    uses: dict[str, tuple[str, ...]]  # term id -> the anchors of its uses, in reading order
    problems: tuple[Problem, ...]
    left_out: tuple[CitedSection, ...] = ()  # what an edition does not hold of the full booklet


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One printed reference. A work without an address has "" for `url` and `url_text`."""

    text: str  # plain text without number and address, ending in a stop
    url: str  # where the link leads
    url_text: str  # how the link is printed: doi:10.1001/..., PMID:41123905, or the URL
    short: str  # the work in a few words, as in "Zarate 2006"
