"""What travels down the line: a manuscript, its sections, and the blocks that a section is made of.

A block is a paragraph, a callout, a figure... Its words are nodes of a tree: see tree.py.
"""
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from booklet.core.pictures.picture import Picture
from booklet.core.problems import Place, Problem
from booklet.model.booklet import Imprint
from booklet.model.clinic import Clinic, Dial
from booklet.model.edition import Edition
from booklet.model.figures.kinds import Chart
from booklet.model.form import is_form
from booklet.model.lock import Lock
from booklet.model.standing import Standing
from booklet.model.tree import CrossReference, Element, Nodes, heading_name, is_heading, walk, words_of


@dataclass(frozen=True, slots=True)
class ShortPlace:
    """Where a block stands besides the booklet: on the sheet of the summary, in the leaflet, there perhaps on a panel."""

    on_sheet: bool = True
    in_leaflet: bool = True
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Headings, paragraphs and lists."""

    nodes: Nodes
    place: Place
    in_summary: ShortPlace | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `align` is left, center, right or ""."""

    inside: Nodes
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. The first of its rows is the head, and all rows have as many cells."""

    caption: Nodes
    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    in_summary: ShortPlace | None = None

    @property
    def is_form(self) -> bool:
        """Whether it is there to be written in."""
        return is_form([[cell.inside for cell in row] for row in self.rows[1:]])


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn figure: a file of the manuscript, its alternative text and its caption; `description` tells it in words."""

    file: str
    id: str
    alt: str
    caption: Nodes
    description: Nodes
    width_mm: float
    place: Place
    height_mm: float = 0  # that is typed for it
    in_summary: ShortPlace | None = None
    is_of_step: bool = False  # it stands below an item of a list
    typed_number: str = ""  # that its caption gives it, as in Figure 2: Two cells


@dataclass(frozen=True, slots=True)
class ChartCall:
    """The place where a data figure stands."""

    id: str
    place: Place
    in_summary: ShortPlace | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed aside. `grade` is set for callouts of the kinds evidence and certainty only."""

    kind: str
    title: Nodes
    grade: str
    blocks: tuple["Block", ...]
    place: Place
    in_summary: ShortPlace | None = None


Block = Passage | Table | Drawing | ChartCall | Callout  # `in_summary`: marked by its author for the summary


def flat(blocks: Iterable[Any]) -> Iterator[Any]:
    """All blocks in reading order, those inside callouts too."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from flat(block.blocks)


def marked_for(blocks: Iterable[Any], edition: Edition) -> tuple[Any, ...]:
    """The blocks that their author has marked for the summary; of an edition that is a leaflet, for that."""
    places = ((block, block.in_summary) for block in blocks if block.in_summary)
    return tuple(block for block, place in places if (place.in_leaflet if edition.is_leaflet else place.on_sheet))


def headings_in(blocks: Iterable[Any]) -> Iterator[Element]:
    """The headings in blocks, in reading order."""
    for block in flat(blocks):
        if isinstance(block, Passage):
            yield from (node for node in block.nodes if isinstance(node, Element) and is_heading(node))


def heading_names(headings: Iterable[Element]) -> dict[str, int]:
    """The number of each heading, from 0, by what a link may call it: {#name}, or what programs make of its words.

    Of headings of the same words, GitHub and Pandoc call the second ...-1; and Pandoc leaves the numbers in front out.
    """
    given: dict[str, int] = {}
    made: dict[str, int] = {}
    met = Counter[str]()
    for number, heading in enumerate(headings):
        leads_on = any(isinstance(node, CrossReference) for node in walk(heading.inside))  # as in a list of contents
        name = "" if leads_on else heading_name(words_of(heading.inside))
        given.setdefault(heading_name(dict(heading.attributes).get("id", "")), number)
        for one in (name, name.lstrip("0123456789")) if not met[name] else (f"{name}{met[name]}",):
            made.setdefault(one, number)
        met[name] += 1
    return {name: number for name, number in (made | given).items() if name}


@dataclass(frozen=True, slots=True)
class Claim:
    """`<!-- C12 -->`: the line states that claim of the evidence dossier."""

    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field of the clinic profile that is asked for: ("crisis", "phone"). `compared` is a word it is held against."""

    names: tuple[str, ...]
    place: Place
    is_needed: bool = True
    compared: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One Markdown file. `id` is its file name without the number; `order` is that number."""

    id: str
    order: int
    title: str
    running_head: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    place: Place
    layout: str = ""
    part: str = ""  # what the sections from here on are called in the contents, as a group
    about: str = ""  # in a few words, in the contents
    opener: str = ""  # what its opener shows: a place of the cover picture, "45% 52%", or a stock icon
    is_core: bool = False  # whether short editions hold it
    uses: tuple[FieldUse, ...] = ()
    typed: str = ""  # its author's words, also those that a condition keeps from this clinic
    name: str = ""  # what links call it: # Words {#name}

    @property
    def is_for_some(self) -> bool:
        """Whether a condition keeps some of it for some clinics."""
        return "{%" in self.typed


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that can be cited: its key, its fields as CSL-JSON without `custom`, and its kind of evidence ("": not told).

    `faults` is what keeps its line from being printed; nobody is told while nothing cites it.
    """

    key: str
    csl: Mapping[str, Any] = field(hash=False)
    evidence: str
    place: Place
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. `spellings` are all the ways the text may write it, the headword first."""

    id: str
    headword: str
    spellings: tuple[str, ...]
    definition: Nodes
    place: Place


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`*[FDA]: Food and Drug Administration`: letters, and what they stand for."""

    short: str
    long: str
    place: Place


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A folder of sections, read and understood; `problems` is what its author has to mend first."""

    imprint: Imprint
    clinic: Clinic
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    charts: tuple[Chart, ...]
    terms: tuple[Term, ...]
    folder: str
    on: date  # the day for which it is made: what has passed by then, and nothing else, shows on the pages
    standing: Standing
    problems: tuple[Problem, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    compact: tuple[tuple[str, float], ...] = ()  # each compact drawing, figures/compact/NAME.svg, and its width in mm
    dials: tuple[tuple[str, Dial], ...] = ()  # what a touch dials, by the phone field as it is typed; none in an example
    declared: Clinic | None = None  # the manuscript's own example of a clinic profile; None where there is none
    lock: Lock | None = None  # what was found of its references; None where nobody has looked
    logo: Picture | None = None  # the clinic's, written anew


def abbreviation_pattern(abbreviations: Sequence[Abbreviation]) -> re.Pattern[str]:
    """What finds these abbreviations in a text, each as `short`."""
    longest_first = sorted((known.short for known in abbreviations), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?P<short>{'|'.join(map(re.escape, longest_first))})(?![\w-])")
