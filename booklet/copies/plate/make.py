"""Making a plate: the pages of an edition, with empty slots where the values of each person are painted.

A slot's paint is a stream of its own, behind that of its page. So a copy is the bytes of the plate, followed by the streams
of its slots: no page is laid out or written anew.
"""
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree

from booklet.cite.select import selected
from booklet.copies.plate.fonts import OBJECTS, font_for
from booklet.copies.plate.plate import Blank, Plate, slots_painted
from booklet.copies.plate.update import Ending, ending_of, updated
from booklet.core.letters.chain import chain
from booklet.deliver.sheets.black import lightness, tone_of_type
from booklet.deliver.sheets.file import pdf_bytes
from booklet.deliver.sheets.finish import finish_proof
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.model.cited import CitedManuscript
from booklet.model.slot import Slot
from booklet.paginate.measures import running_type_pt
from booklet.pipeline import sound_pages, tagged_pages


def make_plates(cited: CitedManuscript, edition: str, settings: PrinterSettings = PrinterSettings()) -> tuple[Plate, Plate]:
    """The plate of an edition that is a PDF, with its pages in the order of reading; and that of what is handed over, which
    is another one where pages share sheets. `settings` are those of the printer. Raises BookletError as a build does.
    """
    imprint = cited.manuscript.imprint
    design = imprint.editions[edition]
    held = selected(cited, design)
    laid_out, _ = sound_pages(held, edition, is_plate=True)
    body_pt = running_type_pt(laid_out)
    content, slots = tagged_pages(held, edition, laid_out, is_plate=True)
    if design.ink == "black":
        slots = tuple(replace(slot, colour=(tone_of_type(lightness(*slot.colour)),) * 3) for slot in slots)
    plate = _plate(_with_streams(content, slots), slots, design.promises.smallest_type_pt, body_pt)
    if not design.imposition or not slots:
        return plate, plate
    sheets = finish_proof(_with_forms(content, slots), design, imprint.published, settings, edition)
    return plate, _plate(sheets, slots, plate.smallest_pt, body_pt)


def _plate(content: bytes, slots: Sequence[Slot], smallest_pt: float, body_pt: float | None) -> Plate:
    plate = Plate(content, Ending(0, 0, "", "", b""), _blanks(slots), {}, {}, 0, "", frozenset(), {}, smallest_pt, body_pt)
    if not slots:
        return plate
    plate = located(plate, content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        elements = {}
        if not plate.heads:
            tags = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
            for slot in slots:
                element = tags[int(pdf.pages[slot.page].obj.StructParents)][slot.mcid]
                elements[slot.page, slot.mcid] = element.objgen[0], element.unparse(resolved=True).strip()[2:-2].strip()
    wanted = {font.name: font for font in (font_for(chain()[0], slot.weight, "", "") for slot in slots)}
    objects: dict[int, bytes] = {}
    named = plate.named
    for at, (name, font) in enumerate(sorted(wanted.items())):
        first = plate.ending.size + OBJECTS * at
        objects |= dict(font.objects(first))
        named += f" /{name} {first} 0 R"
    objects[plate.fonts] = f"<< {named} >>".encode()
    content, ending = updated(content, plate.ending, objects)
    return replace(plate, content=content, ending=ending, named=named, embedded=frozenset(wanted), elements=elements)


def located(plate: Plate, content: bytes) -> Plate:
    """The plate with this content, and where its streams and fonts are there. It has no tags."""
    on_pages = {page: tuple(slots) for page, slots in groupby(plate.slots, key=lambda slot: slot.page)}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        forms = dict(_forms(pdf))
        found = {page: forms[page] if forms else pdf.pages[page].obj.Contents[-1] for page in on_pages}
        fonts = (next(iter(forms.values())) if forms else pdf.pages[next(iter(on_pages))].obj).Resources.Font
        return replace(
            plate, content=content, ending=ending_of(content, pdf), fonts=fonts.objgen[0], elements={},
            streams={found[page].objgen[0]: slots for page, slots in on_pages.items()},
            heads={form.objgen[0]: _head(form) for form in forms.values()},
            named=fonts.unparse(resolved=True).decode().strip()[2:-2].strip(),
        )  # fmt: skip


def _forms(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """The forms on sheets that are painted over the pages, by page: /Copy12 is for the one with the index 11."""
    for side in pdf.pages:
        for name, form in side.obj.Resources.get("/XObject", {}).items():
            if name.startswith("/Copy"):
                yield int(name.removeprefix("/Copy")) - 1, form


def _head(form: pikepdf.Object) -> bytes:
    keys = ("/Type", "/Subtype", "/BBox", "/Resources")
    return b"".join(b"%b %b " % (key.encode(), form[key].unparse()) for key in keys)


def _blanks(slots: Sequence[Slot]) -> tuple[Blank, ...]:
    blanks: list[list[Slot]] = []
    for slot in slots:
        if slot.line == 0:
            blanks.append([])
        blanks[-1].append(slot)
    return tuple(map(tuple, blanks))


def _with_forms(content: bytes, slots: Sequence[Slot]) -> bytes:
    """The file with an empty form for the slots of each page that has some, beside the page: sheets paint it over that."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _share_fonts(pdf, slots)
        for page in sorted({slot.page for slot in slots}):
            own = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
            own.BBox = Array(list(pdf.pages[page].trimbox))
            own.Resources = Dictionary(Font=pdf.pages[page].obj.Resources.Font)
            pdf.pages[page].obj.Copy = own
        return pdf_bytes(pdf)


def _with_streams(content: bytes, slots: Sequence[Slot]) -> bytes:
    """The file with an empty stream for the slots of each page that has some; what is painted before is closed off."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _share_fonts(pdf, slots)
        opening = pdf.make_stream(b"q")
        for page, on_page in groupby(slots, key=lambda slot: slot.page):
            own = pdf.make_stream(slots_painted([], list(on_page)))
            pdf.pages[page].obj.Contents = Array([opening, pdf.pages[page].obj.Contents, own])
        return pdf_bytes(pdf)


def _share_fonts(pdf: pikepdf.Pdf, slots: Sequence[Slot]) -> None:
    """Let the pages with slots name their fonts in one dictionary, to which those of the slots are added."""
    pages = [pdf.pages[page].obj for page in sorted({slot.page for slot in slots})]
    fonts = pdf.make_indirect(Dictionary({name: font for page in pages for name, font in page.Resources.Font.items()}))
    for page in pages:
        page.Resources.Font = fonts
