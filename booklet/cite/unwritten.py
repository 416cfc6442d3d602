"""What a draft says in place of what is to be mended: a picture that cannot be printed, or says nothing in words."""
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from booklet.core.pictures.picture import named_picture
from booklet.core.printed.words import printed_words
from booklet.core.problems import Place
from booklet.model.cited import CitedManuscript, NumberedDrawing, retold, with_blocks
from booklet.model.manuscript import Passage, Table
from booklet.model.tree import Element, Image, Node, Nodes, Words, mapped


def as_draft(cited: CitedManuscript) -> CitedManuscript:
    """The manuscript to look at. A picture without alternative text is marked: in its place, and below it.

    One that cannot be printed is named in its place; a cover that cannot be is left out.
    """
    imprint = cited.manuscript.imprint
    say = printed_words(imprint.language)
    untold = say("blocks.no_alt")

    def in_cell(node: Node) -> Nodes:
        if not isinstance(node, Image) or node.alt and node.width_mm:
            return (node,)
        says = untold if node.width_mm else say("blocks.no_picture", file=node.file)
        return (*([replace(node, alt=untold)] if node.width_mm else []), Element("strong", (Words(says),)))

    def marked(block: Any) -> Any:
        if isinstance(block, Table):
            return retold(block, partial(mapped, change=in_cell))
        if not isinstance(block, NumberedDrawing):
            return block
        if not block.width_mm:
            named = Element("strong", (Words(say("blocks.no_picture", file=block.file)), Words(" ")))
            return Passage((Element("p", (named, *block.caption), (("id", block.anchor),)),), Place(block.file))
        if block.alt:
            return block
        return replace(block, alt=untold, caption=(*block.caption, Words(" "), Element("strong", (Words(untold),))))

    has_cover = imprint.cover and named_picture(Path(cited.manuscript.folder), imprint.cover, Place(imprint.cover))[0]
    manuscript = replace(
        cited.manuscript, imprint=imprint if has_cover else imprint.model_copy(update={"cover": None}),
        standing=replace(cited.manuscript.standing, is_only_shown=True),
    )  # fmt: skip
    return replace(cited, manuscript=manuscript, sections=with_blocks(cited.sections, marked))
