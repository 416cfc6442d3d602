"""Markdown to html: the part of the dialect that is plain Markdown.

Headings, paragraphs, lists, definition lists, tables and strong text. No raw HTML, no links and no images pass here:
blocks.py and inline.py have turned all of those into slots, or into problems, before.
"""
import re

import markdown

_UNWANTED_BLOCKS = ("html_block",)
_UNWANTED_INLINES = (
    "backtick", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip


def _writer() -> markdown.Markdown:
    writer = markdown.Markdown(
        extensions=["tables", "def_list", "sane_lists", "smarty"],
        extension_configs={"smarty": {"smart_dashes": False, "smart_ellipses": False}},
    )
    for name in _UNWANTED_BLOCKS:
        writer.preprocessors.deregister(name)
    for name in _UNWANTED_INLINES:
        writer.inlinePatterns.deregister(name)
    writer.parser.blockprocessors.deregister("code")
    writer.parser.blockprocessors.deregister("reference")
    return writer


_WRITER = _writer()


def html_of(text: str) -> str:
    """Markdown text to html, blocks and all."""
    return _WRITER.reset().convert(text)


def inline_html_of(text: str) -> str:
    """One paragraph's worth of Markdown to html, without the paragraph around it."""
    html = html_of(text)
    paragraph = re.fullmatch(r"<p>(?P<words>.*)</p>", html, re.DOTALL)  # e.g. <p>Take it with food.</p>
    return paragraph["words"] if paragraph else html
