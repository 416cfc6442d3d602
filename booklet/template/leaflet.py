"""The leaflet's pieces: what may not be parted by a fold, each with the panel that it wants.

A piece is a paragraph with its list, a box, a figure. Behind those of the text stand those that the press adds: whom to
call, the clinic, the way to the whole booklet, and which version it is.
"""
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from booklet.core.own_table import STYLES
from booklet.core.printed.callouts import counting_as
from booklet.model.cited import CitedManuscript, CitedSection, NumberedDrawing
from booklet.model.document import BY_FLAP, OWN_CLOSER_PT, PANELS, Leaflet, LeafPanel
from booklet.model.edition import Edition
from booklet.model.manuscript import Callout, Passage, ShortPlace, flat
from booklet.model.tree import Element, Node, is_heading, words_of
from booklet.template.abbreviations import with_expansions
from booklet.template.blocks import Compositor
from booklet.template.lengths import sheet_words

OWN = ("help", "clinic", "way", "version")  # what the press adds, in the order in which it stands
_FACE = re.compile(r"--(?P<name>[\w-]+): (?P<weight>\d+) (?P<size>[\d.]+)pt/(?P<line>[\d.]+)pt var\(--family\);")
_TEXT_FACES = frozenset({"body", "key", "chart", "note", "note-strong", "label", "h4", "h3", "h2"})


def leaflet_pieces(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """Each piece with its `number`, `html`, the `title` and `section` it belongs to, the `panel` it wants, and `own`."""
    urgent = [section for section in cited.sections if any(map(_is_urgent, flat(section.blocks)))]
    apart = urgent if len(urgent) < len(cited.sections) else []  # or the panels inside would have nothing
    pieces = [
        SimpleNamespace(section=section.anchor, title=section.section.title, panel=panel, html=html, own="")
        for section in cited.sections
        for panel, html in _pieces(section, compositor, cited, section in apart)
    ]
    pieces += [SimpleNamespace(section=f"own-{own}", title="", panel="back", html=Markup(""), own=own) for own in OWN]
    return [SimpleNamespace(number=number, **vars(piece)) for number, piece in enumerate(pieces)]


def panels_of(leaflet: Leaflet, pieces: Sequence[SimpleNamespace]) -> list[SimpleNamespace]:
    """The panels behind the front: each with `name`, `parts` of `title` and `pieces`, and how many `lines` to fill."""
    return [_panel(name, panel, pieces) for name, panel in zip(PANELS, leaflet.panels, strict=bool(leaflet.panels))]


def larger_type(edition: Edition, scale: float) -> Markup:
    """The text faces of an edition as tokens, so many times larger; those of its front stay."""
    words = "".join(sheet_words(STYLES / name) for name in edition.stylesheets)
    faces = {face["name"]: face for face in _FACE.finditer(words) if face["name"] in _TEXT_FACES}.values()
    sizes = [f"{float(face['size']) * scale:.2f}pt/{float(face['line']) * scale:.2f}pt" for face in faces]
    pairs = zip(faces, sizes, strict=True)
    return Markup(" ".join(f"--{face['name']}: {face['weight']} {size} var(--family);" for face, size in pairs))


def _panel(name: str, panel: LeafPanel, pieces: Sequence[SimpleNamespace]) -> SimpleNamespace:
    parts: list[SimpleNamespace] = []
    for number in panel.pieces:
        piece = pieces[number]
        if parts and parts[-1].section == piece.section:
            parts[-1].pieces.append(piece)
        else:
            closer = OWN_CLOSER_PT if parts and piece.own and parts[-1].pieces[-1].own else 0
            gap = panel.section_gap_pt - closer if parts else 0
            parts.append(SimpleNamespace(section=piece.section, title=piece.title, pieces=[piece], gap=round(gap, 2)))
    return SimpleNamespace(name=name, parts=parts, piece_gap=panel.piece_gap_pt, lines=panel.lines)


def _pieces(
    section: CitedSection, compositor: Compositor, cited: CitedManuscript, is_apart: bool
) -> Iterator[tuple[str, Markup]]:
    """Its pieces, each with the panel that it wants: an urgent box the flap, and all its section beside it, where that is
    apart.
    """
    blocks = list(_parted(section.blocks))
    told = list(with_expansions(blocks, cited.manuscript.abbreviations, compositor.medium.value))
    held = Markup("")  # a heading goes along with what is below it, and a step with its picture, unless that names a panel
    for block, below in zip_longest(told, told[1:]):
        held += compositor.block(block)
        wanted = _wanted_panel(block)
        if below and wanted == _wanted_panel(below) and _holds(block, below):
            continue
        yield wanted or ("flap" if _is_urgent(block) else BY_FLAP if is_apart else ""), held
        held = Markup("")


def _holds(block: Any, below: Any) -> bool:
    is_step = isinstance(below, NumberedDrawing) and below.is_of_step
    return is_step or isinstance(block, Passage) and _leads_in(block.nodes[-1])


def _is_urgent(block: Any) -> bool:
    return isinstance(block, Callout) and block.kind in counting_as("urgent")


def _wanted_panel(block: Any) -> str:
    return block.in_summary.panel if block.in_summary else ""


def _parted(blocks: Iterable[Any]) -> Iterator[Any]:
    """The blocks, each passage parted where a fold may be: not below a heading, and not between a list and its intro."""
    for passage, group in groupby(blocks, lambda block: block.in_summary if isinstance(block, Passage) else block):
        if not isinstance(passage, ShortPlace | None):
            yield from group
            continue
        first, *others = group
        kept: list[Node] = []
        for node in (*first.nodes, *(node for block in others for node in block.nodes)):
            kept.append(node)
            if not _leads_in(node):
                yield replace(first, nodes=tuple(kept))
                kept = []
        if kept:
            yield replace(first, nodes=tuple(kept))


def _leads_in(node: Node) -> bool:
    says = words_of((node,)).strip()
    return not says or is_heading(node) or isinstance(node, Element) and node.tag == "p" and says.endswith(":")
