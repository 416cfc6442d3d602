"""What a draft says in the place of words that are still to be written: a picture says nothing to who cannot see it."""
from dataclasses import replace
from typing import Any

from booklet.core.printed.words import Words as PrintedWords
from booklet.core.printed.words import printed_words
from booklet.model.cited import CitedManuscript, NumberedDrawing
from booklet.model.manuscript import Callout
from booklet.model.tree import Element, Words


def as_draft(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript to look at, in which each picture without alternative text is marked: in its place, and below it."""
    shown = replace(cited.manuscript.standing, is_only_shown=True)
    say = printed_words(cited.manuscript.imprint.language)
    sections = tuple(
        replace(section, blocks=tuple(_marked(block, say) for block in section.blocks)) for section in cited.sections
    )
    return replace(cited, manuscript=replace(cited.manuscript, standing=shown), sections=sections)


def _marked(block: Any, say: PrintedWords) -> Any:
    if isinstance(block, Callout):
        return replace(block, blocks=tuple(_marked(inner, say) for inner in block.blocks))
    if not isinstance(block, NumberedDrawing) or block.alt:
        return block
    words = say("blocks.no_alt")
    return replace(block, alt=words, caption=(*block.caption, Words(" "), Element("strong", (Words(words),))))
