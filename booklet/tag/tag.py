"""The tag stage: laid-out pages in, the bytes of a tagged PDF out."""
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import HTML

from booklet.core.engine import renderer_problems, renderer_warnings
from booklet.core.letters.raised import raised
from booklet.core.own_table import STYLES
from booklet.core.printed.words import said_in
from booklet.core.problems import Hear, stop_at
from booklet.model.document import LaidOut
from booklet.model.slot import Slot
from booklet.tag.artifacts import find_furniture, one_link_a_line
from booklet.tag.engine import Painting, add_colour_space, engine_problems, painting, root_box
from booklet.tag.marks import join_marks
from booklet.tag.metadata import add_preferences, add_statements
from booklet.tag.node import Annotation, Node
from booklet.tag.shaped import fill_readings, is_shaped, tell_text
from booklet.tag.shrink import paint_thriftily
from booklet.tag.spaces import fill_gaps, find_gaps, leave_gap
from booklet.tag.tables import describe_tables
from booklet.tag.tree import TreeBuilder, number_lists, prune
from booklet.tag.write import TreeWriter


def tag_pages(laid_out: LaidOut) -> bytes:
    """The pages as one file that is PDF/UA-1 and PDF/A-2a.

    They are let go, page by page, and cannot be asked for anything after. Raises BookletError when the renderer warns
    while it paints, and for another renderer than the tags are made for.
    """
    proof, _ = tag_plate(laid_out, is_plate=False)
    return proof


def tag_plate(laid_out: LaidOut, is_plate: bool = True, hear: Hear = stop_at) -> tuple[bytes, tuple[Slot, ...]]:
    """The same, with its slots, of which the tags know. The file is whole when they are painted, be it with nothing."""
    stop_at(engine_problems(_trial))
    slots: list[Slot] = []
    with renderer_warnings() as warnings:
        proof = _tagged(laid_out.pages, slots if is_plate else None)
    hear(renderer_problems(warnings, laid_out.edition))
    return proof, tuple(slots)


def _tagged(pages: Any, slots: list[Slot] | None = None, **options: bool) -> bytes:
    one_link_a_line(pages.pages)
    add_statements(pages.metadata)
    add_colour_space(pages)
    language = pages.metadata.lang or ""
    furniture: dict[Any, str] = {}
    gaps: set[Any] = set()
    heads_seen: set[int] = set()
    builder = TreeBuilder(language, furniture, gaps, slots is not None)

    @contextmanager
    def page(page: Any, painted: dict[Any, Any]) -> Iterator[None]:
        furniture.update(find_furniture(root_box(page), heads_seen))
        gaps.update(find_gaps(root_box(page)))
        yield
        builder.read_page(page, painted)
        furniture.clear()
        gaps.clear()

    def after(box: Any, operations: list[Any], start: int) -> None:
        text = getattr(box, "text", "")
        said = raised(text) if box.element_tag == "sup" else text
        if said != text or is_shaped(text):
            tell_text(said + " " * (box in gaps), operations, start)
        elif box in gaps:
            leave_gap(text, operations, start)

    def build(pdf: pydyf.PDF, document: Any, streams: list[Any]) -> None:
        fill_gaps(pdf, document.fonts)
        fill_readings(pdf)
        join_marks(builder.root, streams)
        describe_links(builder.links, document.pages, language)
        describe_tables(builder.root)
        number_lists(builder.root)
        prune(builder.root)
        if slots is not None:
            slots.extend(builder.slots)
        TreeWriter(pdf, len(document.pages)).write(builder.root, builder.links)
        add_preferences(pdf, language)
        paint_thriftily(pdf)

    with painting(Painting(furniture, after, page, build)):
        proof: bytes = pages.write_pdf(pdf_variant="pdf/a-2a", output_intent="profile", **options)  # any but its own "srgb"
    return proof


# A running head, two words side by side, a link, and a table.
_TRIAL = """<html lang="en"><title>Trial</title><style>
@font-face { font-family: face; src: url(fonts/atkinson-hyperlegible-next-latin-400-normal.woff2) } * { font-family: face }
@page { font-family: face; @top-left { content: "head" } } b { float: left }</style>
<h1>Rest</h1><p><b>One</b> <a href="https://example.org/">two</a></p>
<table><tr><th scope="col">Day</th></tr><tr><td>1</td></tr></table>"""
_TREE = "Document H1 P Link Table TBody TR TH TR TD"


def _trial() -> str:
    with renderer_warnings():
        proof = _tagged(HTML(string=_TRIAL, base_url=f"{STYLES}/").render(), uncompressed_pdf=True)
    tree = b" ".join(re.findall(rb"/StructElem/S /(\w+)", proof)).decode()
    if tree != _TREE:
        return f"a page tagged as a trial has the tree {tree}, and not {_TREE}"
    painted = b"<</MCID 0>>\nBDC", b"<</Type /Pagination>>\nBDC", b"] TJ"  # content, furniture; what spaces.py looks for
    lost = [operation.decode().replace("\n", " ") for operation in painted if operation not in proof]
    return f"a page tagged as a trial is painted without {' and '.join(lost)}" if lost else ""


def describe_links(links: list[tuple[Node, Annotation]], pages: list[Any], language: str) -> None:
    """Give each link its description: its title; or its words and the page it leads to; or its words. Never an address.

    Some screen readers say it in place of the link's own words, so it holds these words too.
    """
    folios: dict[str, int] = {}
    for folio, page in enumerate(pages, 1):
        for anchor in page.anchors:
            folios.setdefault(anchor, folio)
    for node, area in links:
        description = _description(node.element, folios, language)
        area.annotation["Contents"] = pydyf.String(description)
        area.annotation["Rect"] = pydyf.Array(round(corner, 2) for corner in area.annotation["Rect"])


def _description(element: Any, folios: dict[str, int], language: str) -> str:
    words = element.get("title") or " ".join("".join(element.itertext()).split())
    target = element.get("href", "")
    if element.get("title") or not target.startswith("#") or target[1:] not in folios:
        return words
    way = said_in(language, "blocks.on_page", page=folios[target[1:]])
    return words + said_in(language, "blocks.place", place=way) if words else way
