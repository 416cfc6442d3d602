"""The door to WeasyPrint's painting and pydyf's writing: all of their insides that the tags depend on.

How a door works: core/engine.py. pydyf's own vocabulary (dictionaries, arrays, strings) is public and used as it is.
"""
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Any

import pydyf
import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.matrix import Matrix
from weasyprint.svg.bounding_box import is_valid_bounding_box
from weasyprint.svg.utils import transform

from booklet.core.engine import Door, Function, holding
from booklet.core.own_table import own_table
from booklet.core.problems import Problem
from booklet.tag.shading import shading_of
from booklet.tag.shaped import read_by_shape
from booklet.tag.shrink import written

boxes = weasyprint.formatting_structure.boxes  # the kinds of boxes that there are


@dataclass(frozen=True, slots=True)
class Painting:
    """How one document of ours is painted and tagged.

    `furniture` gives the kind of artifact of each box that is no content. `after` hears, when another box has been
    painted, of it, the operations of its stream, and how many there were before. `page` is the context in which a page
    is painted, with what was painted of it. `build` writes the tag tree from the file, the document and its streams.
    """

    furniture: Mapping[Any, str]
    after: Callable[[Any, list[Any], int], None]
    page: Callable[[Any, dict[Any, Any]], AbstractContextManager[None]]
    build: Callable[[pydyf.PDF, Any, list[Any]], None]


_ours: ContextVar[Painting] = ContextVar("ours")


def painting(ours: Painting) -> AbstractContextManager[Painting]:
    """What WeasyPrint paints inside this context is this document of ours."""
    return holding(_ours, ours)


def root_box(page: Any) -> Any:
    """The box of a whole page, with all others inside it."""
    return page._page_box


def children(box: Any) -> tuple[Any, ...]:
    """All boxes directly inside a box; the box itself, where WeasyPrint holds a placeholder for a positioned one."""
    if not isinstance(box, boxes.ParentBox):
        return ()
    return tuple(child._box if isinstance(child, AbsolutePlaceholder) else child for child in box.all_children())


def descendants(box: Any) -> Iterator[Any]:
    yield box
    for child in children(box):
        yield from descendants(child)


def is_place(box: Any) -> bool:
    """Whether a box is a place to write or to tick, as the look has it: one that is hidden is none."""
    is_whole = isinstance(box, (boxes.InlineBlockBox, boxes.BlockBox)) and box.style["visibility"] == "visible"
    return is_whole and box.element is not None and box.element.get("data-tag") == "Form"


def say_more(metadata: Any, extended: Callable[[bytes], bytes]) -> None:
    """Let the metadata of one document be what `extended` makes of WeasyPrint's, uncompressed.

    A program that knows nothing of PDF can then read it too (XMP Specification, part 3, 2.1).
    """
    write, include = metadata.generate_rdf_metadata, metadata.include_in_pdf
    metadata.include_in_pdf = lambda *standard: include(*standard[:-1], False)
    metadata.generate_rdf_metadata = lambda *standard: extended(write(*standard))


def add_colour_space(pages: Any) -> None:
    """Say that colours are those of sRGB (ISO 19005-2, 6.2.3), by the profile that comes with WeasyPrint.

    WeasyPrint would do so itself, and leave the profile's file open.
    """
    profile = BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    pages.color_profiles["srgb"] = ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@contextmanager
def _marked(mark: Function, self: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark furniture as an artifact: WeasyPrint marks all that is painted as content."""
    ours = _ours.get()
    kind = ours.furniture.get(box) if self._tags is not None else None
    if kind:
        with _artifact(self, kind):
            yield
        return
    start = len(self.stream)
    with mark(self, box, tag):
        yield
        ours.after(box, self.stream, start)
    if hasattr(self, "id"):  # a group of its own, with a name; a page's own stream has none
        self._tags[box]["group"] = self


def _bordered(draw: Function, stream: Any, box: Any) -> None:
    """Mark the line or the box of a place to write as content: WeasyPrint takes each border for decoration."""
    if not is_place(box) or stream._tags is None:
        draw(stream, box)
        return
    with stream.marked(box, "Form"):
        stream.artifact = nullcontext  # nothing that is marked lies in what is marked already
        try:
            draw(stream, box)
        finally:
            del stream.artifact


@contextmanager
def _artifact(stream: Any, kind: str) -> Iterator[None]:
    pydyf.Stream.begin_marked_content(stream, "Artifact", pydyf.Dictionary({"Type": f"/{kind}"}))
    try:
        yield
    finally:
        pydyf.Stream.end_marked_content(stream)


def _add_tags(_: Function, pdf: pydyf.PDF, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Build our own tree: WeasyPrint's passes a validator and reads badly (tag/__init__.py)."""
    _ours.get().build(pdf, document, page_streams)


def _painted(paint: Function, self: Any, stream: Any, *rest: Any) -> None:
    """Let a page go when it is painted and its tags are read: of a thousand pages, boxes and paint would be gigabytes."""
    with _ours.get().page(self, stream._tags):
        paint(self, stream, *rest)
    self._page_box, self.links[:] = None, ()
    stream._tags.clear()


def _data(data: Function, stream: Any) -> bytes:
    """Write a stream that ends like a line in other letters: some checkers would call it damaged (shrink.py)."""
    return written(stream, data)


def _shaded(draw: Function, svg: Any, node: Any, gradient: Any, font_size: Any, opacity: Any, stroke: bool) -> Any:
    """Paint what fades from one colour to another by a shading (ISO 32000-1, 8.7.4).

    WeasyPrint paints it by tiles with a group inside, which Poppler leaves blank, and forgets how wide a line is.
    """
    patterns = svg.stream._resources["Pattern"]
    before = len(patterns)
    is_painted = draw(svg, node, gradient, font_size, opacity, stroke)
    if is_painted:
        if stroke:
            svg.stream.set_line_width(svg.length(node.get("stroke-width", "1px"), font_size))
        if len(patterns) > before:
            name, tiles = list(patterns.items())[-1]
            place = Matrix(*tiles.extra["Matrix"]) @ svg.stream.ctm.invert
            box = svg.calculate_bounding_box(node, font_size, stroke)
            patterns[name] = shading_of(tiles, svg.stream, box, stroke, place)
    return is_painted


def _tiled(draw: Function, svg: Any, node: Any, pattern: Any, font_size: Any, opacity: Any, stroke: bool) -> Any:
    """Lay tiles where their pattern says (SVG 2, 14.3), and without a group inside.

    WeasyPrint lays them from the corner of each shape, with what is on them moved; Poppler leaves a group in a tile blank.
    """
    box, before = svg.calculate_bounding_box(node, font_size, stroke), dict(pattern.attrib)
    place = [svg.length(pattern.attrib.pop(name, 0), font_size) for name in ("x", "y")]
    if pattern.get("patternUnits") != "userSpaceOnUse" and is_valid_bounding_box(box):
        place = [box[at] + share * box[at + 2] for at, share in enumerate(place)]
    is_painted = draw(svg, node, pattern, font_size, opacity, stroke)
    if is_painted:
        _, tile = list(svg.stream._resources["Pattern"].items())[-1]
        turned = transform(pattern.get("patternTransform"), "0 0", font_size, svg.inner_diagonal)
        tile.extra["Matrix"] = pydyf.Array((Matrix(e=place[0], f=place[1]) @ turned @ svg.stream.ctm).values)
        for group in tile._resources["XObject"].values():
            group.extra.pop("Group", None)
    pattern.attrib.clear()
    pattern.attrib.update(before)  # the next shape finds it as it was
    return is_painted


def _read_by_shape(build: Function, pdf: pydyf.PDF, fonts: Mapping[str, Any], *rest: Any, **more: Any) -> Any:
    """Let a bracket be read as it is shaped: WeasyPrint reads it as it was written where it was turned."""
    read_by_shape(fonts.values())
    return build(pdf, fonts, *rest, **more)


_door = Door(
    weasyprint,
    _ours,
    shapes=own_table(__file__),
    replacements={
        "pdf.stream.Stream.marked": _marked, "draw.draw_border": _bordered, "pdf.add_tags": _add_tags,
        "pdf.pydyf.Stream.data": _data, "document.Page.paint": _painted, "svg.draw_gradient": _shaded,
        "svg.draw_pattern": _tiled, "pdf.build_fonts_dictionary": _read_by_shape,
    },
)  # fmt: skip


def engine_problems(trial: Callable[[], str]) -> list[Problem]:
    """What makes this renderer another one than the tags are made for. Opens the door, when it is asked first.

    `trial` tags a page, and returns what came out wrong, or "".
    """
    return _door.problems(trial)
