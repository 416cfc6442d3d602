"""The beginning of a document by itself: for whoever opens a handout, and would wait for all of its pages."""
import re
from dataclasses import replace
from itertools import accumulate

from booklet.model.document import Document

_PARTS = re.compile(r"(?=<(?:section|nav)[\s>])")  # <section class="cover">
_SHARE = 0.12  # of a document, and its front with its first section whatever they are
_LEAST = 3
# What nobody knows yet is not said: on which page something stands, and how many there are.
_UNKNOWN = """<style>
@page :right{@bottom-right{content:counter(page)}} @page :left{@bottom-left{content:counter(page)}}
.pg::after,.where[data-to]::after,.pages a::before{content:none}
</style></head>"""


def beginning(document: Document) -> Document | None:
    """Its front and its first sections, to be laid out as they come. None for one that is not much longer than that."""
    head, *parts = _PARTS.split(document.html)
    sizes = accumulate(map(len, parts))
    count = max(_LEAST, sum(size <= len(document.html) * _SHARE for size in sizes))
    if 2 * count > len(parts):
        return None
    return replace(document, html="".join((head.replace("</head>", _UNKNOWN, 1), *parts[:count])), makeup=None)
