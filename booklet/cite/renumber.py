"""Numbers anew: an edition that does not hold all sections counts what it holds, or pages would seem to be missing.

What it leaves out keeps the numbers of the full booklet where a text names it: "Figure 5 (in the full booklet)".
"""
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from booklet.cite.pointers import figure_name
from booklet.model.cited import (
    CitedManuscript, CitedSection, NumberedChart, NumberedDrawing, figures_of, nodes_of, with_blocks, with_texts,
)  # fmt: skip
from booklet.model.tree import Marks, Node, Pointer, Words, mapped

Numbers = Mapping[int, int]  # the old number -> the new one


def renumbered(held: CitedManuscript) -> CitedManuscript:
    """The same with sections, figures and works numbered in the order in which a reader of this edition meets them."""
    language = held.manuscript.imprint.language
    works = _counted(number for section in held.sections for number in _works_of(section))
    drawn = (figure.number for section in held.sections for figure in figures_of(section.blocks))
    figures = {0: 0, **_counted(number for number in drawn if number)}
    told = partial(mapped, change=lambda node: (_renumbered(node, works, figures, language),))
    sections = with_texts(with_blocks(held.sections, partial(_figure, figures=figures)), told)
    sections = tuple(replace(section, number=number) for number, section in enumerate(sections, 1))
    numbered = (replace(each, number=works[each.number]) for each in held.references)
    return replace(held, sections=sections, references=tuple(sorted(numbered, key=lambda each: each.number)))


def _counted(numbers: Iterable[int]) -> Numbers:
    return {old: new for new, old in enumerate(dict.fromkeys(numbers), 1)}


def _works_of(section: CitedSection) -> Iterable[int]:
    for node in nodes_of(section.blocks):
        if isinstance(node, Marks):
            yield from sorted((*node.plain, *(number for number, _ in node.located)))


def _figure(block: Any, figures: Numbers) -> Any:
    return replace(block, number=figures[block.number]) if isinstance(block, (NumberedChart, NumberedDrawing)) else block


def _renumbered(node: Node, works: Numbers, figures: Numbers, language: str) -> Node:
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
