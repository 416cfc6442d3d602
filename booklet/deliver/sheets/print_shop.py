"""For the print shop: single pages in reading order, with bleed and crop marks, as PDF/X-4.

A shop imposes by itself, for its own sheets. What it needs is each page with 3 mm more than its trim on all sides,
lines that show where to cut, and one meaning for every colour.
"""
import hashlib
import io
import uuid
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from booklet.core.own_table import STYLES
from booklet.core.problems import Place, Problem, stop_at
from booklet.deliver.sheets.file import pdf_bytes
from booklet.deliver.sheets.marks import CUT_AIR_MM, CUT_MM, crop_marks, painted_lines
from booklet.deliver.sheets.saddle_stitch import wrong_pages
from booklet.model.paper import Paper, millimetres, points

BLEED_MM = 3.0  # 1/8 in is 3.2; both are met by a page laid out with 3.2
ROUNDING_MM = 0.05
SRGB = STYLES / "icc" / "srgb.icc"
_PDFXID = "http://www.npes.org/pdfx/ns/id/"
_SCREEN_ONLY = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/OpenAction", "/AA", "/AcroForm",
                "/ViewerPreferences", "/PageMode", "/Metadata", "/OutputIntents")  # fmt: skip

# What the file is meant to be printed by: its name in the registry of the ICC, in words, and its profile. Handouts are
# written on with a pen, so paper without a coat.
_REGISTERED = "FOGRA47"
_SAYS = "Offset on uncoated white paper, ISO 12647-2:2004/Amd 1, paper type 4"
UNCOATED = STYLES / "icc" / "fogra47l-uncoated.icc"


def print_shop_pages(pdf: bytes, trim: Paper) -> bytes:
    """Single pages that were laid out with bleed, each on a larger page with crop marks outside of the bleed.

    TrimBox and BleedBox stay where they are; only the MediaBox grows. Raises BookletError for each page whose trim is
    of another size, or whose bleed is too small: there it would be cut to a white edge.
    """
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        wrong = wrong_pages(pages, [(trim.width_mm, trim.height_mm)] * len(pages.pages))
        stop_at([*wrong, *_without_bleed(pages)])
        for page in pages.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            around = points(BLEED_MM + CUT_AIR_MM + CUT_MM + CUT_AIR_MM)
            page.mediabox = pikepdf.Rectangle(left - around, bottom - around, right + around, top + around)
            page.cropbox = page.mediabox
            trimmed = millimetres(left), millimetres(bottom), millimetres(right), millimetres(top)
            marks = painted_lines(crop_marks(trimmed, BLEED_MM))
            bled = pikepdf.Rectangle(page.bleedbox)
            held = f"{bled.llx:.3f} {bled.lly:.3f} {bled.width:.3f} {bled.height:.3f}"
            # The page may leave its own scale behind; what it paints past the bleed would lie among the marks.
            page.contents_add(f"q {held} re W n".encode(), prepend=True)
            page.contents_add(f"Q\n{marks}".encode())
        pages.remove_unreferenced_resources()
        return pdf_bytes(pages)


def pdf_x4(pdf: bytes, published: date) -> bytes:
    """The pages as PDF/X-4 (ISO 15930-7): for paper only, so without tags, links and bookmarks. Always the same bytes.

    The press prints CMYK, the stylesheets speak RGB. So every DeviceRGB is said to be sRGB, by a default colour space
    in each list of resources; the shop's software converts it. DeviceGray is left alone: a press prints it with black
    ink alone, as ISO 15930-7 allows where the output intent is CMYK; sRGB's black would be a mix of four inks.
    """
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        title, language = str(pages.docinfo.get("/Title", "")), pages.Root.get("/Lang")
        for key in _SCREEN_ONLY:
            if key in pages.Root:
                del pages.Root[key]
        for page in pages.pages:
            for key in ("/Annots", "/StructParents", "/Tabs", "/AA", "/ArtBox"):
                if key in page:
                    del page[key]
        _mean_srgb(pages)
        pages.Root.OutputIntents = Array([_output_intent(pages)])
        if language is not None:
            pages.Root.Lang = language
        _describe(pages, title, published, hashlib.sha256(pdf).hexdigest())
        pages.remove_unreferenced_resources()
        return pdf_bytes(pages, version="1.6")


def _without_bleed(pages: pikepdf.Pdf) -> list[Problem]:
    problems = []
    for folio, page in enumerate(pages.pages, 1):
        trim, bleed = ([millimetres(float(edge)) for edge in box] for box in (page.trimbox, page.bleedbox))
        room = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if room < BLEED_MM - ROUNDING_MM:
            says = f"{max(0, room):.1f} mm of bleed, and a print shop needs {BLEED_MM:g} mm"
            hint = f"lay the edition out with @page {{ bleed: {BLEED_MM:g}mm }}"
            problems.append(Problem(Place("the pages", page=folio), "no-bleed", says, hint))
    return problems


def _mean_srgb(pages: pikepdf.Pdf) -> None:
    """Say of every DeviceRGB in the file that it is sRGB: in each list of resources, and where transparency blends."""
    profile = pages.make_stream(SRGB.read_bytes(), N=3)
    srgb = pages.make_indirect(Array([Name.ICCBased, profile]))
    for thing in (*pages.objects, *(page.obj for page in pages.pages)):
        if not isinstance(thing, (Dictionary, Stream)):
            continue
        if "/Resources" in thing:
            spaces = thing.Resources.get("/ColorSpace", Dictionary())
            spaces["/DefaultRGB"] = srgb
            thing.Resources["/ColorSpace"] = spaces
        if thing.get("/Group", Dictionary()).get("/CS") == "/DeviceRGB":
            thing.Group.CS = srgb


def _output_intent(pages: pikepdf.Pdf) -> pikepdf.Object:
    profile = pages.make_stream(UNCOATED.read_bytes(), N=4)
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=pikepdf.String(_REGISTERED),
        OutputCondition=pikepdf.String(_SAYS), RegistryName=pikepdf.String("http://www.color.org"),
        Info=pikepdf.String(_SAYS), DestOutputProfile=profile,
    )  # fmt: skip


def _describe(pages: pikepdf.Pdf, title: str, published: date, source: str) -> None:
    moment = f"{published:%Y-%m-%d}T00:00:00Z"
    pages.docinfo["/Trapped"] = Name("/False")
    for key in ("/CreationDate", "/ModDate"):
        pages.docinfo[key] = pikepdf.String(f"D:{published:%Y%m%d}000000Z")
    with pages.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(_PDFXID, "pdfxid")
        metadata["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        metadata["dc:format"] = "application/pdf"
        metadata["dc:title"] = title
        metadata["pdf:Trapped"] = "False"
        metadata["pdf:Producer"] = str(pages.docinfo.get("/Producer", "booklet"))
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            metadata[key] = moment
        metadata["xmpMM:DocumentID"] = f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, source)}"
        metadata["xmpMM:VersionID"] = "1"
        metadata["xmpMM:RenditionClass"] = "default"
