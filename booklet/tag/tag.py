"""The tag stage: laid-out pages in, the bytes of a tagged PDF out."""
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from booklet.core.engine_warnings import renderer_problems, renderer_warnings
from booklet.core.problems import stop_at
from booklet.model.document import LaidOut
from booklet.tag.artifacts import find_furniture, one_link_a_line
from booklet.tag.links import describe_links
from booklet.tag.marks import join_marks
from booklet.tag.metadata import add_colour_space, add_preferences, add_statements
from booklet.tag.shrink import paint_thriftily, written
from booklet.tag.spaces import fill_gaps, find_gaps, leave_gap
from booklet.tag.tables import describe_tables
from booklet.tag.tree import TreeBuilder, number_lists, prune
from booklet.tag.write import TreeWriter


def tag_pages(laid_out: LaidOut) -> bytes:
    """The pages as one file that is PDF/UA-1 and PDF/A-2a. Raises BookletError when the renderer warns while it paints."""
    pages = laid_out.pages
    one_link_a_line(pages.pages)
    add_statements(pages.metadata)
    add_colour_space(pages)
    furniture, gaps = find_furniture(pages.pages), find_gaps(pages.pages)
    with renderer_warnings() as warnings, _our_tags(furniture, gaps):
        proof = pages.write_pdf(pdf_variant="pdf/a-2a", output_intent="profile")  # any but its own "srgb"
    stop_at(renderer_problems(warnings, laid_out.edition))
    return proof


@contextmanager
def _our_tags(furniture: dict[Any, str], gaps: set[Any]) -> Iterator[None]:
    """Put our pieces in the place of WeasyPrint's: what marks content, what builds the tree, what writes a stream.

    Neither is a public seam; paginate.py refuses any version of WeasyPrint but the one this was checked against.
    """
    marked, add_tags, data = Stream.marked, weasyprint.pdf.add_tags, pydyf.Stream.data

    @contextmanager
    def mark(self, box, tag):
        kind = furniture.get(box) if self._tags is not None else None
        if kind:
            with _artifact(self, kind):
                yield
            return
        start = len(self.stream)
        with marked(self, box, tag):
            yield
            if box in gaps:
                leave_gap(self.stream, start)
        if hasattr(self, "id"):  # a group of its own, with a name; a page's own stream has none
            self._tags[box]["group"] = self

    def build(pdf, document, pdf_version, page_streams):
        builder = TreeBuilder(document.metadata.lang or "", furniture)
        for index, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
            builder.read_page(index, page, stream._tags)
        fill_gaps(pdf, document.fonts)
        join_marks(builder.root, page_streams)
        describe_links(builder.links, document.pages)
        describe_tables(builder.root)
        number_lists(builder.root)
        prune(builder.root)
        TreeWriter(pdf, len(document.pages)).write(builder.root, builder.links)
        add_preferences(pdf)
        paint_thriftily(pdf)

    Stream.marked, weasyprint.pdf.add_tags = mark, build
    pydyf.Stream.data = property(lambda stream: written(stream, data.fget))
    try:
        yield
    finally:
        Stream.marked, weasyprint.pdf.add_tags, pydyf.Stream.data = marked, add_tags, data


@contextmanager
def _artifact(stream: Stream, kind: str) -> Iterator[None]:
    pydyf.Stream.begin_marked_content(stream, "Artifact", pydyf.Dictionary({"Type": f"/{kind}"}))
    try:
        yield
    finally:
        pydyf.Stream.end_marked_content(stream)
