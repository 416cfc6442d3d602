"""Selection: what an edition holds of the full booklet.

What the lists hold follows the text: a work is listed where it is cited, a word explained where it is used, and both are
numbered anew. A cross-reference to what is not there keeps its words, and its number in the full booklet, and loses its
place. Summary and leaflet are sheets that are read alone: they have no numbers of sections and works.
"""
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from booklet.cite.pointers import figure_name
from booklet.model.cited import (
    CitedManuscript, CitedSection, NumberedChart, NumberedDrawing, figures_of, nodes_of, retold, texts_of, with_blocks,
    with_texts,
)  # fmt: skip
from booklet.model.edition import COMPACT, WIDE, Edition
from booklet.model.manuscript import Table, marked_for
from booklet.model.tree import Element, Holder, Image, Marks, Node, Nodes, NoteMark, Pointer, TermUse, Words, mapped, walk

_USUAL_PT, _LARGE_PT = 9, 14  # the smallest type of an edition, and of one in large print
_WHOLE_PAGE_MM = 171
_Numbers = Mapping[int, int]  # the old number -> the new one


def selected(cited: CitedManuscript, edition: Edition) -> CitedManuscript:
    """The manuscript with what this edition holds, and with `left_out`: the sections of which it holds nothing."""
    held = _held(cited if edition.tells_pictures else _untold(cited), edition)
    held = _counted_anew(without_marks(_without_lists(held))) if edition.is_alone else held
    held = _with_compact(held, edition.promises.smallest_type_pt) if edition.drawings == "compact" else held
    return without_marks(held) if edition.references == "code" else held


def _untold(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript with descriptions that are only heard: bare words, which nothing leads to."""

    def bare(node: Node) -> Nodes:
        return node.inside if isinstance(node, (TermUse, Pointer)) else () if isinstance(node, Marks) else (node,)

    told = with_texts(cited.sections, lambda nodes: nodes, description=partial(mapped, change=bare))
    return replace(cited, sections=told)


def _held(cited: CitedManuscript, edition: Edition) -> CitedManuscript:
    match edition.sections:
        case "core":
            return _counted_anew(_only(cited, [section for section in cited.sections if section.section.is_core]))
        case "summary":
            marked = [replace(section, blocks=marked_for(section.blocks, edition)) for section in cited.sections]
            return _only(cited, [section for section in marked if section.blocks])
    return cited if edition.tells_pictures else _counted_anew(_only(cited, cited.sections))


def _without_lists(cited: CitedManuscript) -> CitedManuscript:
    """A single sheet has no glossary: its terms are words as all others."""

    def still(node: Node) -> tuple[Node]:
        return (replace(node, is_first=False),) if isinstance(node, TermUse) else (node,)

    manuscript = replace(cited.manuscript, terms=())
    return replace(cited, manuscript=manuscript, sections=with_texts(cited.sections, partial(mapped, change=still)), uses={})


def _only(cited: CitedManuscript, kept: Sequence[CitedSection]) -> CitedManuscript:
    """The manuscript with these sections, or parts of sections; every list and every link made to fit."""
    held = [node for section in kept for node in nodes_of(section.blocks)]
    cites = {node.anchor for node in held if isinstance(node, Marks)}
    meets = {node.anchor for node in held if isinstance(node, TermUse)}
    here = (replace(work, anchors=tuple(each for each in work.anchors if each in cites)) for work in cited.references)
    references = tuple(work for work in here if work.anchors)
    uses = {term: tuple(anchor for anchor in anchors if anchor in meets) for term, anchors in cited.uses.items()}
    uses = {term: anchors for term, anchors in uses.items() if anchors}
    terms = tuple(term for term in cited.manuscript.terms if term.id in uses)
    targets = {section.anchor for section in kept} | {figure.anchor for s in kept for figure in figures_of(s.blocks)}
    targets |= {name for name, entries in (("glossary", terms), ("references", references)) if entries}
    targets |= {node.anchor for node in held if isinstance(node, NoteMark)}
    targets |= {dict(node.attributes).get("id", "") for node in held if isinstance(node, Element)} - {""}
    firsts = _first_uses(nodes for section in kept for nodes in texts_of(section.blocks))
    sections = {section.anchor for section in kept}
    noted = with_texts(kept, partial(_without, lambda node: isinstance(node, NoteMark) and node.target not in targets))
    return replace(
        cited,
        manuscript=replace(cited.manuscript, terms=terms),
        sections=with_texts(noted, partial(mapped, change=partial(_here, targets=targets, firsts=firsts))),
        references=references,
        uses=uses,
        left_out=tuple(section for section in cited.sections if section.anchor not in sections),
    )


def _first_uses(texts: Iterable[Nodes]) -> set[str]:
    """The first use of each term in running text. Where the full booklet had marked an earlier one, it may be missing."""
    firsts: dict[str, str] = {}
    for node in (node for nodes in texts for node in walk(nodes)):
        if isinstance(node, TermUse):
            firsts.setdefault(node.term_id, node.anchor)
    return set(firsts.values())


def _here(node: Node, targets: set[str], firsts: set[str]) -> Nodes:
    match node:
        case Pointer() if node.anchor not in targets:
            return (replace(node, anchor=""),)
        case TermUse():
            return (replace(node, is_first=node.anchor in firsts),)
    return (node,)


def _with_compact(cited: CitedManuscript, type_pt: float) -> CitedManuscript:
    """The manuscript with each drawing in its compact form, where there is one; else in large print as much larger as
    the type is, so that its letters are too.
    """
    widths, growth = dict(cited.manuscript.compact), type_pt / _USUAL_PT if type_pt >= _LARGE_PT else 1

    def compact(block: Any) -> Any:
        if isinstance(block, Table):
            return retold(block, partial(mapped, change=lambda node: (compact(node),)))
        if not isinstance(block, (NumberedDrawing, Image)):
            return block
        file = block.file.replace(WIDE, COMPACT, 1)
        if file in widths:
            return replace(block, file=file, width_mm=widths[file])
        return replace(block, width_mm=max(block.width_mm, min(block.width_mm * growth, _WHOLE_PAGE_MM)))

    return replace(cited, sections=with_blocks(cited.sections, compact))


def without_marks(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript without a number that leads to a reference, and without references: some services forbid these in
    leaflets. The claims stay word for word, and the edition says where the full booklet is.
    """
    bare = with_texts(cited.sections, partial(_without, lambda node: isinstance(node, Marks)))
    return replace(cited, sections=bare, references=())


def _without(is_gone: Callable[[Node], bool], nodes: Nodes) -> Nodes:
    """The tree without these marks of a work or a note, each with the space before it."""
    kept: list[Node] = []
    for node in nodes:
        if not is_gone(node):
            kept.append(replace(node, inside=_without(is_gone, node.inside)) if isinstance(node, Holder) else node)
        elif kept and isinstance(kept[-1], Words):
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _counted_anew(held: CitedManuscript) -> CitedManuscript:
    """The same with sections, figures and works numbered in the order in which a reader of this edition meets them: an
    edition that does not hold all counts what it holds, or pages would seem to be missing.
    """
    language = held.manuscript.imprint.language
    works = _counted(number for section in held.sections for number in _works_of(section))
    drawn = (figure.number for section in held.sections for figure in figures_of(section.blocks))
    figures = {0: 0, **_counted(number for number in drawn if number)}
    told = partial(mapped, change=lambda node: (_renumbered(node, works, figures, language),))
    sections = with_texts(with_blocks(held.sections, partial(_figure, figures=figures)), told)
    sections = tuple(replace(section, number=number) for number, section in enumerate(sections, 1))
    numbered = (replace(each, number=works[each.number]) for each in held.references)
    return replace(held, sections=sections, references=tuple(sorted(numbered, key=lambda each: each.number)))


def _counted(numbers: Iterable[int]) -> _Numbers:
    return {old: new for new, old in enumerate(dict.fromkeys(numbers), 1)}


def _works_of(section: CitedSection) -> Iterable[int]:
    for node in nodes_of(section.blocks):
        if isinstance(node, Marks):
            yield from sorted((*node.plain, *(number for number, _ in node.located)))


def _figure(block: Any, figures: _Numbers) -> Any:
    return replace(block, number=figures[block.number]) if isinstance(block, (NumberedChart, NumberedDrawing)) else block


def _renumbered(node: Node, works: _Numbers, figures: _Numbers, language: str) -> Node:
    match node:
        case Marks():
            located = tuple((works[number], locator) for number, locator in node.located)
            return replace(node, plain=tuple(works[number] for number in node.plain), located=located)
        case Pointer(anchor=anchor, inside=(Words(text=text),)) if anchor.startswith("figure-"):
            old = anchor.removeprefix("figure-")
            now = figures.get(int(old), "?")  # in a draft its picture may be one that cannot be printed
            is_name = text == figure_name(old, language)
            return replace(node, inside=(Words(figure_name(now, language)),)) if is_name else node
    return node
