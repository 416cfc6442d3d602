"""What a draft says in the place of words that are still to be written: a picture says nothing to who cannot see it."""
from dataclasses import replace
from typing import Any

from booklet.core.printed.words import printed_words
from booklet.model.cited import CitedManuscript, NumberedDrawing, with_blocks
from booklet.model.tree import Element, Words


def as_draft(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript to look at, in which each picture without alternative text is marked: in its place, and below it."""
    shown = replace(cited.manuscript.standing, is_only_shown=True)
    words = printed_words(cited.manuscript.imprint.language)("blocks.no_alt")

    def marked(block: Any) -> Any:
        if not isinstance(block, NumberedDrawing) or block.alt:
            return block
        return replace(block, alt=words, caption=(*block.caption, Words(" "), Element("strong", (Words(words),))))

    sections = with_blocks(cited.sections, marked)
    return replace(cited, manuscript=replace(cited.manuscript, standing=shown), sections=sections)
