"""Markdown to a tree: the part of the dialect that is plain Markdown.

Headings, paragraphs, lists, definition lists, tables and strong text. No raw HTML, no links and no images pass here:
blocks.py and inline.py have turned all of those into slots, or into problems, before.
"""
import xml.etree.ElementTree as etree
from collections.abc import Sequence

import markdown
from markdown.util import HTML_PLACEHOLDER_RE

from booklet.load.fields import SLOT
from booklet.model.tree import Element, Node, Nodes, Words

_QUOTES = {"left-single-quote": "‘", "right-single-quote": "’", "left-double-quote": "“", "right-double-quote": "”"}
_UNWANTED_BLOCKS = ("html_block",)
_UNWANTED_INLINES = (
    "backtick", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip


def _writer() -> markdown.Markdown:
    writer = markdown.Markdown(
        extensions=["tables", "def_list", "sane_lists", "smarty"],
        extension_configs={"smarty": {"smart_dashes": False, "smart_ellipses": False, "substitutions": _QUOTES}},
    )
    for name in _UNWANTED_BLOCKS:
        writer.preprocessors.deregister(name)
    for name in _UNWANTED_INLINES:
        writer.inlinePatterns.deregister(name)
    writer.treeprocessors.deregister("prettify")
    writer.parser.blockprocessors.deregister("code")
    writer.parser.blockprocessors.deregister("reference")
    return writer


_WRITER = _writer()


def read_markdown(text: str, slots: Sequence[Node]) -> Nodes:
    """Markdown text as a tree, blocks and all. `slots` are what the slots in it stand for."""
    if not text.strip():
        return ()
    _WRITER.reset()
    lines = text.split("\n")
    for preprocessor in _WRITER.preprocessors:
        lines = preprocessor.run(lines)
    root = _WRITER.parser.parseDocument(lines).getroot()
    assert root is not None, "a document has a root"
    for processor in _WRITER.treeprocessors:
        processor.run(root)  # each changes the tree in its place
    return _inside(root, slots)


def read_inline(text: str, slots: Sequence[Node]) -> Nodes:
    """One paragraph's worth of Markdown as a tree, without the paragraph around it."""
    match read_markdown(text, slots):
        case (Element(tag="p", inside=inside),):
            return inside
        case nodes:
            return nodes


def _inside(element: etree.Element, slots: Sequence[Node]) -> Nodes:
    """What is in an element. Blanks around blocks are no words."""
    is_block = _WRITER.is_block_level
    nodes = [] if len(element) and is_block(element[0].tag) and _is_blank(element.text) else _words(element.text, slots)
    for inner in element:
        nodes.append(Element(inner.tag, _inside(inner, slots), tuple(sorted(inner.items()))))
        nodes += [] if is_block(inner.tag) and _is_blank(inner.tail) else _words(inner.tail, slots)
    return tuple(nodes)


def _is_blank(text: str | None) -> bool:
    return not (text or "").strip()


def _words(text: str | None, slots: Sequence[Node]) -> list[Node]:
    """Words and slots as they come; the writer keeps the quotation marks that it curls in a store of its own."""
    curled = HTML_PLACEHOLDER_RE.sub(lambda mark: str(_WRITER.htmlStash.rawHtmlBlocks[int(mark[1])]), text or "")
    parts = SLOT.split(curled)  # words, then by turns the number of a slot and words
    return [slots[int(part)] if index % 2 else Words(part) for index, part in enumerate(parts) if part]
