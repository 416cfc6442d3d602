"""Cite: numbers in order of first use. Works, figures, and the words of the glossary.

A work keeps the number of its first mention. `[@a; @b]` prints as `[2,5-7]`, at body size: a raised figure is too
small for tired eyes, and read aloud as part of the word before it.
"""
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.cite.by_hand import by_hand
from booklet.cite.named import not_found
from booklet.cite.pointers import Headings, anchored, bracketed, counted_figures, headings_of, targets_of, twins_of
from booklet.cite.terms import is_named, term_finder
from booklet.cite.works import cited_problems, named_works, uncited_works
from booklet.core.catalogue import weighed
from booklet.core.json_text import UNREADABLE
from booklet.core.problems import Place, Problem, closest, nearest
from booklet.model.cited import CitedManuscript, CitedReference, CitedSection, NumberedChart, NumberedDrawing, retold
from booklet.model.manuscript import Block, Callout, ChartCall, Drawing, Manuscript, Passage, Section, Table, Term
from booklet.model.tree import Citation, CrossReference, Element, Marks, Node, Nodes, Pointer, TermUse, Words, mapped


@dataclass(slots=True)
class _Numbering:
    """What has been numbered so far, in reading order."""

    manuscript: Manuscript
    find_terms: Callable[[Nodes, Callable[[Term, Words], Node]], Nodes]
    targets: dict[str, Pointer]
    twins: dict[str, tuple[Place, Place]]  # names that mean two things, with the places of both
    headings: Headings
    is_counted: Callable[[Drawing | ChartCall], bool]
    works: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, list[str]] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)  # anchors that are met only at the end
    is_at_the_end: bool = False
    citations: int = 0
    figures: int = 0
    pictures: int = 0  # without a number
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_unread(self) -> bool:
        """Whether the list of works could not be read at all. That is told once, and not again for each citation."""
        wrong = (problem for problem in self.manuscript.problems if problem.place.path.endswith("references.json"))
        return not self.manuscript.references and any(problem.slug in UNREADABLE for problem in wrong)

    def is_unread_figure(self, target: str) -> bool:
        """Whether a name may be that of an entry of numbers.json which could not be read: that is told there, once."""
        wrong = (problem for problem in self.manuscript.problems if problem.place.path.endswith("numbers.json"))
        return any(problem.slug in UNREADABLE or problem.says.startswith(f"{target}: ") for problem in wrong)

    def answered(self, nodes: Nodes) -> Nodes:
        """The tree with its terms found and all that has a number numbered, as they are read."""
        return self.numbered(self.find_terms(nodes, self.used))

    def numbered(self, nodes: Nodes) -> Nodes:
        """The tree with its citations and cross-references answered."""
        return bracketed(mapped(nodes, lambda node: _answer(node, self)))

    def used(self, term: Term, words: Words) -> TermUse:
        anchors = self.uses.setdefault(term.id, [])
        is_first = not self.is_at_the_end and not set(anchors) - self.late
        anchors.append(f"use-{term.id}-{len(anchors) + 1}")
        self.late |= {anchors[-1]} if self.is_at_the_end else set()
        return TermUse(term.id, (words,), anchors[-1], is_first)


def cite_manuscript(manuscript: Manuscript) -> CitedManuscript:
    """Number the works, figures and terms of a manuscript in the order in which a reader meets them.

    Problems carried on: a key without a reference, a reference or term that nothing uses, a target that is not there.
    """
    headings, is_counted = headings_of(manuscript.sections), counted_figures(manuscript)
    numbering = _Numbering(
        manuscript, term_finder(manuscript.terms), targets_of(manuscript, is_counted), twins_of(manuscript), headings,
        is_counted,
    )
    sections = tuple(_section(number, section, numbering) for number, section in enumerate(manuscript.sections, 1))
    by_key = {reference.key: reference for reference in manuscript.references}
    references = tuple(
        CitedReference(number, by_key[key], _as_met(numbering.anchors[key], numbering))
        for key, number in numbering.works.items()
    )
    uses = {term: _as_met(anchors, numbering) for term, anchors in numbering.uses.items()}
    typed = (*not_found(manuscript, numbering.figures), *by_hand(manuscript, bool(numbering.works)))
    told = (*numbering.problems, *typed, *_unused(manuscript, numbering))
    problems = tuple(weighed(told, manuscript.imprint.rules.levels))
    terms = tuple(term for term in manuscript.terms if term.id in uses)
    return CitedManuscript(replace(manuscript, terms=terms), sections, references, uses, problems)


def _as_met(anchors: list[str], numbering: _Numbering) -> tuple[str, ...]:
    """Anchors in the order in which a reader meets them, each once."""
    return tuple(sorted(dict.fromkeys(anchors), key=lambda anchor: anchor in numbering.late))


def _section(number: int, section: Section, numbering: _Numbering) -> CitedSection:
    section = anchored(section, numbering.headings.asked)
    blocks = tuple(_block(block, numbering) for block in section.blocks)
    return CitedSection(number, f"section-{section.id}", section, blocks)


def _block(block: Block, numbering: _Numbering) -> Any:
    match block:
        case Passage() | Table():
            return retold(block, numbering.answered, head=numbering.numbered)
        case Callout():
            title = numbering.answered(block.title)
            return replace(block, title=title, blocks=tuple(_block(inner, numbering) for inner in block.blocks))
        case Drawing():
            is_counted = numbering.is_counted(block)
            numbering.figures += is_counted
            numbering.pictures += not is_counted
            number, caption = numbering.figures if is_counted else 0, numbering.answered(block.caption)
            anchor = f"figure-{number}" if is_counted else f"picture-{numbering.pictures}"
            if block.typed_number not in ("", str(number)):
                says = f"the caption of this picture calls it Figure {block.typed_number}, and it is Figure {number}"
                hint = f"begin its caption with Figure: alone; and where the text names it, write [](#{block.id})"
                numbering.problems.append(Problem(block.place, "wrong-number", says, hint))
            numbering.is_at_the_end = True  # descriptions are printed after all sections
            description = numbering.answered(block.description)
            numbering.is_at_the_end = False
            return NumberedDrawing(
                number, anchor, block.file, block.alt, caption, description, block.width_mm,
                block.in_summary, block.is_of_step,
            )  # fmt: skip
        case ChartCall():
            return _chart(block, numbering)


def _chart(call: ChartCall, numbering: _Numbering) -> NumberedChart:
    numbering.figures += 1
    number = numbering.figures
    chart = next(chart for chart in numbering.manuscript.charts if chart.id == call.id)
    words = chart.title, chart.how_to_read, chart.caption
    title, how_to_read, caption = (chart.printed(each, numbering.manuscript.imprint.language) for each in words)
    cited = Citation(tuple((key, "") for key in chart.citekeys), call.place)
    told: Nodes = (Words(f"{caption} "), *_marks(cited, numbering)) if chart.citekeys else (Words(caption),)
    return NumberedChart(number, f"figure-{number}", chart, (Words(title),), (Words(how_to_read),), told, call.in_summary)


def _answer(node: Node, numbering: _Numbering) -> Nodes:
    if isinstance(node, Citation):
        return _marks(node, numbering)
    return _pointer(node, numbering) if isinstance(node, CrossReference) else (node,)


def _pointer(reference: CrossReference, numbering: _Numbering) -> Nodes:
    named = numbering.headings.called(reference)
    target = numbering.targets.get(reference.target) or next(iter(named), None)
    if target is None:
        says = f"nothing in this booklet is called {reference.target}"
        hint = nearest(reference.target, numbering.targets, "sections are called by their file name without the number")
        code = "lost-link" if reference.inside else "unknown-target"
        if not numbering.is_unread_figure(reference.target):
            numbering.problems.append(Problem(reference.place, code, says, hint))
        return reference.inside or (Words(f"[](#{reference.target})"),)
    if reference.target in numbering.twins:
        one, other = numbering.twins[reference.target]
        says = f"two things are called {reference.target}: {one} and {other}"
        hint = "give one of them another name: rename the file of the section, or that of the figure"
        numbering.problems.append(Problem(reference.place, "ambiguous-target", says, hint))
    elif reference.target not in numbering.targets and len(named) > 1:
        says = f"{len(named)} headings of other sections are called {reference.target}"
        hint = "give the one that is meant a name, as ## Words {#name}, and write [words](#name)"
        numbering.problems.append(Problem(reference.place, "ambiguous-target", says, hint))
    return (Pointer(target.anchor, reference.inside or target.inside),)


def _marks(citation: Citation, numbering: _Numbering) -> Nodes:
    """A citation as it prints. Works that are not there stand behind it as they were typed, for whoever looks at a draft."""
    keys = [reference.key for reference in numbering.manuscript.references]
    numbering.citations += 1
    anchor = f"cite-{numbering.citations}"
    numbering.late |= {anchor} if numbering.is_at_the_end else set()
    plain, located, unknown = [], [], []
    for key, locator in citation.works:
        if key not in keys:
            unknown.append(f"@{key}, {locator}" if locator else f"@{key}")
            if numbering.is_unread:
                continue
            hint = nearest(key, keys, "keys live in references.json; `python build.py refs add` puts a work there", "@{}")
            hint += " Keys live in references.json" * hint.endswith("?")
            says = f"no reference has the key {key}"
            swap = (f"@{key}", f"@{closest(key, keys)}") if closest(key, keys) else ("", "")
            numbering.problems.append(Problem(citation.place, "unknown-citation", says, hint, swap=swap))
            continue
        number = numbering.works.setdefault(key, len(numbering.works) + 1)
        numbering.anchors.setdefault(key, []).append(anchor)
        located.append((number, locator)) if locator else plain.append(number)
    marks = (Marks(anchor, tuple(plain), tuple(located)),) if plain or located else ()
    if not unknown:
        return marks
    return (*marks, *([Words(" ")] if marks else []), Element("strong", (Words(f"[{'; '.join(unknown)}]"),)))


def _unused(manuscript: Manuscript, numbering: _Numbering) -> list[Problem]:
    """Works and terms that no clinic meets. What a condition keeps from this one is used all the same."""
    others = "\n".join(section.typed for section in manuscript.sections if section.is_for_some)  # for other clinics
    cited = {*numbering.works, *named_works(others, manuscript.charts)}
    problems = cited_problems(manuscript, cited)
    if any(not section.blocks for section in manuscript.sections):
        return problems  # what an unreadable section would have cited is not known
    problems += uncited_works(manuscript, cited)
    for term in manuscript.terms:
        if term.id not in numbering.uses and not is_named(term, others):
            hint = "use it, give its other spellings with (also: ...), or take it out"
            problems.append(Problem(term.place, "unused-term", f"no section uses the term {term.headword}", hint))
    return problems
