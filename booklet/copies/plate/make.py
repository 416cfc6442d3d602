"""Making a plate: the pages of an edition, with empty slots where the values of each person are painted.

A slot's paint is a stream of its own, behind that of its page. So a copy is the bytes of the plate, followed by the streams
of its slots: no page is laid out or written anew.
"""
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pikepdf
from pikepdf import Array

from booklet.cite.select import selected
from booklet.copies.plate.fonts import OBJECTS, font_for
from booklet.copies.plate.plate import Blank, Plate, stream_of
from booklet.copies.plate.update import ending_of, updated
from booklet.core.engine import rare_collections
from booklet.core.letters.chain import chain
from booklet.deliver.sheets.black import blackened, lightness, tone_of_type
from booklet.model.cited import CitedManuscript
from booklet.model.slot import Slot
from booklet.pipeline import lay_out_edition
from booklet.tag.tag import tag_plate


def make_plate(cited: CitedManuscript, edition: str) -> Plate:
    """The plate of an edition that is a PDF. Raises BookletError as a build does."""
    design = cited.manuscript.imprint.editions[edition]
    with rare_collections():
        laid_out, _ = lay_out_edition(selected(cited, design), edition, is_plate=True)
        content, slots = tag_plate(laid_out)
    if design.ink == "black":
        content = blackened(content)
        slots = tuple(replace(slot, colour=_grey(slot.colour)) for slot in slots)
    return _plate(content, slots, design.promises.smallest_type_pt)


def _grey(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    tone = tone_of_type(lightness(*colour))
    return tone, tone, tone


def _plate(content: bytes, slots: Sequence[Slot], smallest_pt: float) -> Plate:
    content = _with_streams(content, slots)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        ending = ending_of(content, pdf)
        on_pages = groupby(slots, key=lambda slot: slot.page)
        streams = {pdf.pages[page].obj.Contents[-1].objgen[0]: tuple(on_page) for page, on_page in on_pages}
        dictionary = pdf.pages[0].obj.Resources.Font
        fonts, named = dictionary.objgen[0], dictionary.unparse(resolved=True).decode().strip()[2:-2].strip()
        parents = dict(_parents(pdf))
        elements = {}
        for slot in slots:
            element = parents[int(pdf.pages[slot.page].obj.StructParents)][slot.mcid]
            elements[slot.page, slot.mcid] = element.objgen[0], element.unparse(resolved=True).strip()[2:-2].strip()
    wanted = {font.name: font for font in (font_for(chain()[0], slot.weight, "", "") for slot in slots)}
    objects: dict[int, bytes] = {}
    for at, (name, font) in enumerate(sorted(wanted.items())):
        first = ending.size + OBJECTS * at
        objects |= dict(font.objects(first))
        named += f" /{name} {first} 0 R"
    objects[fonts] = f"<< {named} >>".encode()
    content, ending = updated(content, ending, objects)
    return Plate(content, ending, _blanks(slots), streams, fonts, named, frozenset(wanted), elements, smallest_pt)


def _blanks(slots: Sequence[Slot]) -> tuple[Blank, ...]:
    blanks: list[list[Slot]] = []
    for slot in slots:
        if slot.line == 0:
            blanks.append([])
        blanks[-1].append(slot)
    return tuple(Blank(tuple(place)) for place in blanks)


def _parents(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """The tags of each page by its number: which element each piece of marked content belongs to."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return ((int(numbers[at]), numbers[at + 1]) for at in range(0, len(numbers), 2))


def _with_streams(content: bytes, slots: Sequence[Slot]) -> bytes:
    """The file with an empty stream for the slots of each page that has some; what is painted before is closed off."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        opening = pdf.make_stream(b"q")
        for page, on_page in groupby(slots, key=lambda slot: slot.page):
            own = pdf.make_stream(b"")
            own.write(stream_of([], list(on_page)).partition(b"stream\n")[2].removesuffix(b"\nendstream"))
            pdf.pages[page].obj.Contents = Array([opening, pdf.pages[page].obj.Contents, own])
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()
