"""The extension of Python-Markdown: its parser of blocks and its reader of inline marks, replaced by ours."""
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import Registry

from booklet.load.markdown.beginnings import BEGINNINGS
from booklet.load.markdown.blocks import BlockReader
from booklet.load.markdown.endings import ENDINGS
from booklet.load.markdown.inline import Inlines
from booklet.load.markdown.typed import Typed


class Dialect(Extension):
    """`markdown.markdown(text, extensions=[Dialect()])` gives HTML, as any extension does; the press asks `tree_of`."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors, md.treeprocessors, md.postprocessors = Registry(), Registry(), Registry()
        md.parser = BlockReader(md, BEGINNINGS, ENDINGS)
        md.treeprocessors.register(Inlines(md), "inline", 20)


_MARKDOWN = Markdown(extensions=[Dialect()])


def tree_of(lines: Iterable[Typed]) -> Element:
    """The element tree of these lines. Raises RecursionError for what lies hundreds deep."""
    root = _MARKDOWN.reset().parser.parseDocument(lines).getroot()
    assert root is not None, "a document has a root"
    for processor in _MARKDOWN.treeprocessors:
        processor.run(root)
    return root
