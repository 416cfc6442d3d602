"""Unmarked: the same text without its reference numbers, for services that forbid references in leaflets.

A number that leads nowhere on the paper would only distract. The claims themselves stay word for word, and the edition
says where the full booklet is, in which each of them leads to its source.
"""
import re
from dataclasses import replace
from typing import Any

from booklet.model.cited import Answer, CitedManuscript, CitedSection, Marks, NumberedChart, NumberedDrawing
from booklet.model.manuscript import Callout, Passage, Table
from booklet.model.slot import SLOT

_SPACED = re.compile(r"\s*" + SLOT.pattern)  # a slot, with the space before it


def without_marks(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript without a number that leads to a reference, and without references."""
    return replace(cited, sections=tuple(_section(section) for section in cited.sections), references=())


def _section(section: CitedSection) -> CitedSection:
    return replace(section, blocks=tuple(_block(block, section.answers) for block in section.blocks))


def _block(block: Any, answers: tuple[Answer, ...]) -> Any:
    def bare(html: str) -> str:
        return _SPACED.sub(lambda slot: "" if isinstance(answers[int(slot["index"])], Marks) else slot[0], html)

    match block:
        case Passage():
            return replace(block, html=bare(block.html))
        case Table():
            return replace(block, caption=bare(block.caption), html=bare(block.html))
        case Callout():
            inner = tuple(_block(inner, answers) for inner in block.blocks)
            return replace(block, title=bare(block.title), blocks=inner)
        case NumberedDrawing():
            return replace(block, caption=bare(block.caption), description=bare(block.description))
        case NumberedChart():
            return replace(block, marks=None)
