"""The desk: all that lies before somebody who judges a booklet, for the deciders to look at."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from booklet.core.catalogue import catalogue
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Place, Problem
from booklet.model.cited import CitedManuscript, CitedSection, NumberedChart, NumberedDrawing, figures_of, nodes_of
from booklet.model.manuscript import Block, Callout, ChartCall, Drawing, flat
from booklet.model.sentence import Sentence
from booklet.model.tree import Node, words_of
from booklet.review.scorecard.deciders.measured import Measured
from booklet.review.scorecard.verdict import Seen
from booklet.template.lists import listed_figures
from booklet.words.text import Copy

_MOST_WORDS = 90  # characters of a sentence, where it is shown as evidence


@dataclass(frozen=True)
class Desk:
    """A booklet as its judge has it: the manuscript, its sentences with their pages, findings, and the measured PDF.

    `pages` has the page of each sentence of the copy, 0 for one that this edition does not print.
    """

    cited: CitedManuscript
    copy: Copy
    pages: tuple[int, ...]
    findings: tuple[Problem, ...]
    paper: Measured

    @cached_property
    def printed(self) -> tuple[Sentence, ...]:
        """The sentences that are on a page, without the glossary's."""
        pairs = zip(self.copy.sentences, self.pages, strict=True)
        return tuple(sentence for sentence, page in pairs if page and sentence.section != "glossary")

    @property
    def sections(self) -> Sequence[CitedSection]:
        return self.cited.sections

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """What is read as sentences, outside of boxes for the curious."""
        return tuple(one for one in self.printed if one.is_prose and one.box not in counting_as("science"))

    @cached_property
    def acting(self) -> tuple[Sentence, ...]:
        """What stands in boxes that tell what to do."""
        return tuple(one for one in self.printed if one.box in counting_as("acting") and one.kind != "title")

    @cached_property
    def figures(self) -> tuple[tuple[NumberedChart | NumberedDrawing, CitedSection], ...]:
        """Every figure with its section."""
        return tuple((figure, section) for section in self.sections for figure in figures_of(section.blocks))

    def blocks(self) -> Iterator[tuple[Block | NumberedChart | NumberedDrawing, CitedSection]]:
        """Every block with its section, those inside boxes too."""
        for section in self.sections:
            for block in flat(section.blocks):
                yield block, section

    def nodes(self) -> Iterator[tuple[Node, CitedSection]]:
        """Every node of every text with its section."""
        return ((node, section) for section in self.sections for node in nodes_of(section.blocks))

    @cached_property
    def figure_titles(self) -> Mapping[int, str]:
        """The title of each figure by its number, as the list of figures prints it."""
        return {figure.number: figure.title for figure in listed_figures(self.cited)}

    @cached_property
    def figure_places(self) -> Mapping[str, Place]:
        """Where each figure was typed, by the id of its numbers or by its file."""
        blocks = [block for section in self.sections for block in flat(section.section.blocks)]
        charts = {block.id: block.place for block in blocks if isinstance(block, ChartCall)}
        return charts | {block.file: block.place for block in blocks if isinstance(block, Drawing)}

    def boxes(self, *kinds: str) -> list[tuple[Callout, CitedSection]]:
        return [(block, section) for block, section in self.blocks() if isinstance(block, Callout) and block.kind in kinds]

    def of(self, section: CitedSection) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.printed if sentence.section == section.section.id)

    def told(self, *codes: str) -> tuple[Problem, ...]:
        """The findings of these codes. Raises KeyError for a code that the catalogue does not have."""
        for code in codes:
            catalogue()[code]
        return tuple(problem for problem in self.findings if problem.slug in codes)

    def seen(self, sentence: Sentence) -> Seen:
        return Seen(self._page_by_place.get(sentence.place, 0), sentence.place, _short(sentence.text))

    def seen_all(self, sentences: Iterable[Sentence]) -> tuple[Seen, ...]:
        return tuple(self.seen(sentence) for sentence in sentences)

    def seen_at(self, place: Place, words: str) -> Seen:
        """Evidence at a line of a section: the page is that of the nearest sentence at or below it."""
        return Seen(self.page_of(place), place, _short(words))

    def page_of(self, place: Place) -> int:
        lines = self._pages_by_line.get(place.path, [])
        below = (page for line, page in lines if line >= place.line)
        return next(below, lines[-1][1] if lines else 0)

    def seen_problems(self, problems: Iterable[Problem]) -> tuple[Seen, ...]:
        return tuple(self.seen_at(problem.place, problem.says) for problem in problems)

    def seen_on_paper(self, words: str) -> tuple[Seen, ...]:
        """Evidence that these words are printed somewhere: the first page of them; nothing where they are not."""
        page = self.paper.page_with(words)
        return (Seen(page, None, _short(words)),) if page else ()

    def openings(self, sections: Iterable[CitedSection] | None = None) -> tuple[Seen, ...]:
        """The title of each of these sections, or of all, and where it is."""
        shown = self.sections if sections is None else sections
        return tuple(self.seen_at(section.section.place, section.section.title) for section in shown)

    def seen_boxes(self, boxes: Iterable[tuple[Callout, CitedSection]]) -> tuple[Seen, ...]:
        """The title of each box, or its kind, and where it is."""
        return tuple(self.seen_at(box.place, words_of(box.title) or box.kind) for box, _ in boxes)

    @cached_property
    def _page_by_place(self) -> Mapping[Place, int]:
        return dict(zip((sentence.place for sentence in self.copy.sentences), self.pages, strict=True))

    @cached_property
    def _pages_by_line(self) -> Mapping[str, list[tuple[int, int]]]:
        lines: dict[str, list[tuple[int, int]]] = {}
        for sentence, page in zip(self.copy.sentences, self.pages, strict=True):
            if page:
                lines.setdefault(sentence.place.path, []).append((sentence.place.line, page))
        return lines


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rstrip()}..."
