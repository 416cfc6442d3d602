"""Selection: what an edition holds of the full booklet.

Numbers of sections, figures and works stay those of the full booklet, so that they mean the same in every edition. What
the lists hold follows the text: a work is listed where it is cited, a word explained where it is used. A cross-reference
to what is not there keeps its words and loses its place.
"""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from booklet.cite.without_numbers import without_marks
from booklet.model.cited import (
    Answer, CitedManuscript, CitedReference, CitedSection, Marks, NumberedChart, NumberedDrawing, Pointer, TermUse,
)  # fmt: skip
from booklet.model.edition import COMPACT, WIDE, Edition
from booklet.model.manuscript import Callout, Passage, Table
from booklet.model.slot import SLOT


def selected(cited: CitedManuscript, edition: Edition) -> CitedManuscript:
    """The manuscript with what this edition holds, and with `left_out`: the sections of which it holds nothing."""
    held = _held(cited, edition)
    held = _with_compact(held) if edition.drawings == "compact" else held
    return without_marks(held) if edition.references == "code" else held


def _held(cited: CitedManuscript, edition: Edition) -> CitedManuscript:
    match edition.sections:
        case "core":
            return _only(cited, [section for section in cited.sections if section.section.is_core])
        case "summary":
            marked = [_marked(section) for section in cited.sections]
            return _without_lists(_only(cited, [section for section in marked if section.blocks]))
    return cited


def _without_lists(cited: CitedManuscript) -> CitedManuscript:
    """A single sheet has no list of works and no glossary: numbers and terms stay, and lead nowhere on it."""

    def still(answer: Answer | None) -> Any:
        match answer:
            case Marks():
                return replace(answer, pieces=tuple(replace(piece, number=0) for piece in answer.pieces))
            case TermUse():
                return replace(answer, is_first=False)
        return answer

    def quiet(section: CitedSection) -> CitedSection:
        blocks = tuple(
            replace(block, marks=still(block.marks)) if isinstance(block, NumberedChart) else block
            for block in section.blocks
        )
        return replace(section, blocks=blocks, answers=tuple(still(answer) for answer in section.answers))

    manuscript = replace(cited.manuscript, terms=())
    return replace(cited, manuscript=manuscript, sections=tuple(map(quiet, cited.sections)), references=(), uses={})


def _marked(section: CitedSection) -> CitedSection:
    """A section's blocks that its author has marked for the summary."""
    return replace(section, blocks=tuple(block for block in section.blocks if block.in_summary))


def _only(cited: CitedManuscript, kept: Sequence[CitedSection]) -> CitedManuscript:
    """The manuscript with these sections, or parts of sections; every list and every link made to fit."""
    text = [answer for section in kept for answer in _answers(section, is_told=False)]
    told = [answer for section in kept for answer in _answers(section, is_told=True)]
    cites = {answer.anchor for answer in (*text, *told) if isinstance(answer, Marks)}
    meets = {answer.anchor for answer in (*text, *told) if isinstance(answer, TermUse)}
    references = tuple(_cited_here(reference, cites) for reference in cited.references)
    references = tuple(reference for reference in references if reference.anchors)
    uses = {term: tuple(anchor for anchor in anchors if anchor in meets) for term, anchors in cited.uses.items()}
    uses = {term: anchors for term, anchors in uses.items() if anchors}
    terms = tuple(term for term in cited.manuscript.terms if term.id in uses)
    targets = {section.anchor for section in kept} | {figure.anchor for s in kept for figure in _figures(s.blocks)}
    targets |= {name for name, entries in (("glossary", terms), ("references", references)) if entries}
    firsts = {answer.anchor for answer in _first_uses(text)}
    held = {section.anchor for section in kept}
    return replace(
        cited,
        manuscript=replace(cited.manuscript, terms=terms),
        sections=tuple(_answered_here(section, targets, firsts) for section in kept),
        references=references,
        uses=uses,
        left_out=tuple(section for section in cited.sections if section.anchor not in held),
    )


def _answers(section: CitedSection, is_told: bool) -> Iterator[Answer]:
    """The answers that are printed with these blocks, in reading order.

    `is_told`: those in the descriptions of figures, which are printed after all sections; else the others.
    """
    for html in _texts(section.blocks, is_told):
        yield from [html] if isinstance(html, Marks) else (section.answers[int(s["index"])] for s in SLOT.finditer(html))


def _texts(blocks: Sequence[Any], is_told: bool) -> Iterator[str | Marks]:
    """The html of the blocks, piece by piece; of a data figure, its citation."""
    for block in blocks:
        match block:
            case Callout():
                yield from () if is_told else (block.title,)
                yield from _texts(block.blocks, is_told)
            case NumberedDrawing():
                yield block.description if is_told else block.caption
            case Passage() if not is_told:
                yield block.html
            case Table() if not is_told:
                yield from (block.caption, block.html)
            case NumberedChart() if not is_told and block.marks:
                yield block.marks


def _figures(blocks: Sequence[Any]) -> Iterator[NumberedChart | NumberedDrawing]:
    for block in blocks:
        if isinstance(block, Callout):
            yield from _figures(block.blocks)
        elif isinstance(block, (NumberedChart, NumberedDrawing)):
            yield block


def _cited_here(reference: CitedReference, cites: set[str]) -> CitedReference:
    return replace(reference, anchors=tuple(anchor for anchor in reference.anchors if anchor in cites))


def _first_uses(answers: Sequence[Answer]) -> Iterator[TermUse]:
    """The first use of each term in running text. Where the full booklet had marked an earlier one, it may be missing."""
    met = set()
    for answer in answers:
        if isinstance(answer, TermUse) and answer.term_id not in met:
            met.add(answer.term_id)
            yield answer


def _answered_here(section: CitedSection, targets: set[str], firsts: set[str]) -> CitedSection:
    def here(answer: Answer) -> Answer:
        match answer:
            case Pointer() if answer.anchor not in targets:
                return Pointer("", answer.words)
            case TermUse():
                return replace(answer, is_first=answer.anchor in firsts)
        return answer

    return replace(section, answers=tuple(here(answer) for answer in section.answers))


def _with_compact(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript with each drawing in its compact form, where there is one."""
    widths = dict(cited.manuscript.compact)
    sections = tuple(replace(section, blocks=tuple(_compact(section.blocks, widths))) for section in cited.sections)
    return replace(cited, sections=sections)


def _compact(blocks: Iterable[Any], widths: dict[str, float]) -> Iterator[Any]:
    for block in blocks:
        if isinstance(block, Callout):
            yield replace(block, blocks=tuple(_compact(block.blocks, widths)))
        elif isinstance(block, NumberedDrawing) and block.file.replace(WIDE, COMPACT, 1) in widths:
            file = block.file.replace(WIDE, COMPACT, 1)
            yield replace(block, file=file, width_mm=widths[file])
        else:
            yield block
