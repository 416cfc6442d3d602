"""The tag stage: laid-out pages in, the bytes of a tagged PDF out."""
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from booklet.errors import stop_at
from booklet.galley import LaidOut
from booklet.renderer import renderer_problems, renderer_warnings
from booklet.tag.furniture import find_furniture, one_link_a_line
from booklet.tag.node import Annotation, Node
from booklet.tag.tables import describe_tables
from booklet.tag.tree import TreeBuilder, number_lists, prune
from booklet.tag.write import TreeWriter


def tag_pages(laid_out: LaidOut) -> bytes:
    """The pages as a tagged PDF/UA-1 file. Raises BookletError when the renderer warns while it paints."""
    pages = laid_out.pages
    one_link_a_line(pages.pages)
    furniture = find_furniture(pages.pages)
    with renderer_warnings() as warnings, _our_tags(furniture):
        proof = pages.write_pdf(pdf_variant="pdf/ua-1")
    stop_at(renderer_problems(warnings, laid_out.edition))
    return proof


@contextmanager
def _our_tags(furniture: dict[Any, str]) -> Iterator[None]:
    """Put our two pieces in the place of WeasyPrint's: what marks content, and what builds the tree.

    Neither is a public seam; paginate.py refuses any version of WeasyPrint but the one this was checked against.
    """
    marked, add_tags = Stream.marked, weasyprint.pdf.add_tags

    @contextmanager
    def mark(self, box, tag):
        if self._tags is None or box not in furniture:
            with marked(self, box, tag):
                yield
            return
        kind = pydyf.Dictionary({"Type": f"/{furniture[box]}"})
        pydyf.Stream.begin_marked_content(self, "Artifact", kind)
        try:
            yield
        finally:
            pydyf.Stream.end_marked_content(self)

    def build(pdf, document, pdf_version, page_streams):
        builder = TreeBuilder(document.metadata.lang or "", furniture)
        for index, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
            builder.read_page(index, page, stream._tags)
        _describe_links(builder.links, document)
        describe_tables(builder.root)
        number_lists(builder.root)
        prune(builder.root)
        TreeWriter(pdf, len(document.pages)).write(builder.root, builder.links)

    Stream.marked, weasyprint.pdf.add_tags = mark, build
    try:
        yield
    finally:
        Stream.marked, weasyprint.pdf.add_tags = marked, add_tags


def _describe_links(links: list[tuple[Node, Annotation]], document: Any) -> None:
    """Say what each link is: its title, or its words, or the page it leads to. Never an address."""
    folios: dict[str, int] = {}
    for folio, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            folios.setdefault(anchor, folio)
    for node, area in links:
        element = node.element
        words = element.get("title") or " ".join("".join(element.itertext()).split())
        target = element.get("href", "").removeprefix("#")
        area.annotation["Contents"] = pydyf.String(words or f"Go to page {folios.get(target, '')}")
        area.annotation["F"] = 4  # prints with the page
