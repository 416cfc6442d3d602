"""Press-ready: what a print shop's PDF/X-4 promises, asked of a finished file. Any file will do.

Source: ISO 15930-7 (PDF/X-4), as far as a file of pages, type and drawings can break it. No validator of the standard
is at hand that could go along, so this is no certificate: what it finds is wrong, what it does not find may be too.
"""
import io
from collections.abc import Iterator
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Rectangle, Stream

from booklet.check.pdf.colours import colours_used
from booklet.check.pdf.fonts import is_in_file
from booklet.core.own_table import own_table
from booklet.core.problems import Place, Problem
from booklet.model.paper import millimetres, points

_NEAR_PT = 0.05
_TABLE = own_table(__file__)
_DEVICES = {b"CMYK": ("DeviceCMYK", "DeviceGray"), b"RGB ": ("DeviceRGB",), b"GRAY": ("DeviceGray",)}
_COMPONENTS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}


def press_problems(pdf: bytes, name: str, bleed_mm: float = 3.0) -> list[Problem]:
    """Everything that keeps a PDF from being PDF/X-4 with so much bleed, with its page where it has one."""
    hint = "make it anew with the edition for print shops"
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            told = [(0, says) for says in (*_of_file(opened), *_of_intent(opened), *_of_things(opened))]
            allowed = _DEVICES.get(_profile_space(opened), ())
            told += [(n, says) for n, page in enumerate(opened.pages, 1) for says in _of_page(page, points(bleed_mm))]
    except pikepdf.PdfError as error:
        says = f"this cannot be read as a PDF: {error}"
        return [Problem(Place(name), "unreadable-pdf", says, "is the file complete?")]
    for number, colours in enumerate(colours_used(pdf), 1):
        strange = {c.space for c in colours if c.space.startswith("Device") and c.space not in allowed}
        told += [(number, f"{space} is not what the output intent prints") for space in sorted(strange)]
    return [Problem(Place(name, page=page), "not-press-ready", says, hint) for page, says in dict.fromkeys(told)]


def _of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "the file is encrypted"
    if "/ID" not in pdf.trailer:
        yield "the file has no identifier"
    if str(pdf.docinfo.get("/Trapped", "")) not in ("/False", "/True"):
        yield "it is not said whether the file is trapped"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the file has no title"
    with pdf.open_metadata() as metadata:
        for key, wanted in _TABLE["metadata"].items():
            if key not in metadata or wanted and wanted != metadata[key]:
                yield f"the metadata lack {key}{f' {wanted}' if wanted else ''}"
        if any(f"{claim}:part" in metadata for claim in ("pdfuaid", "pdfaid")):
            yield "the metadata claim another standard"


def _of_intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = _intents(pdf)
    if len(intents) != 1:
        yield f"{len(intents)} output intents of PDF/X, and there must be one"
        return
    (intent,) = intents
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "the output intent does not name its printing condition"
    profile = _profile(pdf)
    if profile[12:16] != b"prtr":
        yield "the output intent has no profile of a printer"
    elif _COMPONENTS.get(profile[16:20]) != int(intent.DestOutputProfile.get("/N", 0)):
        yield "the profile of the output intent is of another colour space than it says"


def _intents(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFX"]


def _profile(pdf: pikepdf.Pdf) -> bytes:
    profiles = [each.DestOutputProfile.read_bytes() for each in _intents(pdf) if "/DestOutputProfile" in each]
    return profiles[0] if profiles else b""


def _profile_space(pdf: pikepdf.Pdf) -> bytes:
    return _profile(pdf)[16:20]


def _of_things(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What no object of the file may hold."""
    for thing in (pdf.Root, *pdf.objects):
        if not isinstance(thing, (Dictionary, Stream)):
            continue
        for key, meaning in _TABLE["meanings"].items():
            if key in thing:
                yield f"there is {meaning} ({key})"
        if isinstance(thing, Stream) and "/F" in thing:
            yield "content lies outside of the file"
        if thing.get("/Subtype") == "/PS":
            yield "there is PostScript"
        if thing.get("/Group", Dictionary()).get("/CS") == "/DeviceRGB" and _profile_space(pdf) != b"RGB ":
            yield "transparency is blended in DeviceRGB"
        yield from _of_font(thing)


def _of_font(thing: pikepdf.Object) -> Iterator[str]:
    if thing.get("/Type") != "/Font" or thing.get("/Subtype") in ("/Type0", "/Type3"):
        return
    if not is_in_file(thing):
        yield f"the font {str(thing.get('/BaseFont', '/?'))[1:]} is not in the file"


def _of_page(page: pikepdf.Page, bleed: float) -> Iterator[str]:
    if "/TrimBox" not in page or "/ArtBox" in page:
        yield "the page must have a TrimBox, and no ArtBox"
    media, bled, trim = map(Rectangle, (page.mediabox, page.bleedbox, page.trimbox))
    if not _is_inside(trim, bled, 0) or not _is_inside(bled, media, 0):
        yield "the TrimBox must lie in the BleedBox, and that in the MediaBox"
    elif not _is_inside(trim, bled, bleed):
        yield f"the bleed is less than {millimetres(bleed):g} mm"
    for annotation in page.get("/Annots", Array()):
        rectangle = Rectangle(cast(Array, annotation.get("/Rect", Array([0, 0, 0, 0]))))
        is_mark = annotation.get("/Subtype") in (Name.PrinterMark, Name.TrapNet)
        if not is_mark and rectangle.llx < bled.urx and rectangle.urx > bled.llx and (
            rectangle.lly < bled.ury and rectangle.ury > bled.lly
        ):  # fmt: skip
            yield "a link or note lies on what is printed"


def _is_inside(inner: Rectangle, outer: Rectangle, by: float) -> bool:
    edges = inner.llx - outer.llx, inner.lly - outer.lly, outer.urx - inner.urx, outer.ury - inner.ury
    return all(room >= by - _NEAR_PT for room in edges)
