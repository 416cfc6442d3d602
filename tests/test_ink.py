"""What reaches the paper: type, ink, margins, punched holes, a copy of a copy. Asked of pages whose answer is known."""
import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from booklet.check.pdf.colours import Colour, colours_used
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import (
    THREE_HOLES, TWO_HOLES, ink_near_edge, ink_percents, inked_areas, page_pictures, punched_areas,
)  # fmt: skip
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.deliver.sheets.saddle_stitch import impose_booklet
from booklet.model.paper import PAPERS
from tests.copier import photocopy, words_near_edge
from tests.pages import is_grey_only, laid_out, numbered

A4 = PAPERS["A4"]
BLOCK = "position: absolute; background: {colour}; left: {left}mm; top: {top}mm; width: {width}mm; height: {height}mm"


def block(left: float, top: float, width: float, height: float, colour: str = "black") -> str:
    """A page body: one filled block, in millimetres from the corner of the page."""
    return f'<div style="{BLOCK.format(**locals())}"></div>'


def page_of(*bodies: str, size: str = "210mm 297mm") -> bytes:
    return laid_out(["".join(bodies)], size, "@page { margin: 0 }")


def test_type_is_measured_as_it_stands_on_the_sheet():
    """A copying shop's booklet print sets two pages at 71 percent: 12 points become 8.5."""
    reading = numbered(2, PAPERS["A5"])
    assert Proof(reading).smallest_type()[0] == 12
    size, index, words = Proof(scaled(reading, 0.707)).smallest_type()
    assert size == pytest.approx(8.48, abs=0.01) and index == 0 and words
    sheets = impose_booklet(numbered(8, PAPERS["A5"]), PAPERS["A5"], A4, PrinterSettings(flips="long"))
    assert Proof(sheets).smallest_type()[0] == 12


def scaled(pdf: bytes, by: float) -> bytes:
    """Each page as a form that is shown smaller, and once more in a form around it."""
    with pikepdf.open(io.BytesIO(pdf)) as source:
        sheets = pikepdf.new()
        for page in source.pages:
            inner = sheets.copy_foreign(page.as_form_xobject())
            outer = sheets.make_stream(f"q {by} 0 0 {by} 0 0 cm /In Do Q".encode(), Type=pikepdf.Name.XObject)
            outer.Subtype, outer.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 900, 900])
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=inner))
            side = sheets.add_blank_page(page_size=(842, 595))
            side.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Out=outer))
            side.Contents = sheets.make_stream(b"/Out Do")
        content = io.BytesIO()
        sheets.save(content)
        return content.getvalue()


@pytest.mark.parametrize(("colour", "percent"), [("black", 25), ("white", 0), ("#808080", 12.45), ("red", 17.5)])
def test_ink_is_what_a_grey_printer_lays_down(colour, percent):
    """Toner costs money, and a full panel curls the sheet. A quarter of the page is filled here."""
    assert ink_percents(page_of(block(0, 0, 105, 148.5, colour)))[0] == pytest.approx(percent, abs=0.3)


@settings(max_examples=20)
@given(st.integers(20, 180), st.integers(20, 260), st.integers(1, 20))
def test_a_speck_in_an_area_is_found_and_one_beside_it_is_not(left, top, size):
    page = page_of(block(left, top, size, size))
    inside = (left + size / 2 - 0.3, top + size / 2 - 0.3, left + size / 2 + 0.3, top + size / 2 + 0.3)
    beside = (left - 3, top - 3, left - 0.5, top - 0.5)
    assert inked_areas(next(page_pictures(page)), (beside, inside)) == (inside,)


@pytest.mark.parametrize(("paper", "holes", "middles"), [
    ("A4", TWO_HOLES, [(12, 108.5), (12, 188.5)]),
    ("Letter", THREE_HOLES, [(12.7, 31.75), (12.7, 139.7), (12.7, 247.65)]),
])  # fmt: skip
def test_holes_are_where_a_punch_makes_them(paper, holes, middles):
    """ISO 838, and the usual US binder. On a verso the bound edge is the right one."""
    sheet = PAPERS[paper]
    for is_recto in (True, False):
        areas = punched_areas(holes, sheet, is_recto)
        found = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in areas]
        assert found == [pytest.approx((x if is_recto else sheet.width_mm - x, y)) for x, y in middles]
        assert {round(right - left, 2) for left, _, right, _ in areas} == {holes.across_mm}


def test_ink_near_the_edge_is_told_with_its_place():
    """A guillotine strays by a millimetre, and an office printer leaves the edge bare."""
    page = page_of(block(100, 2, 10, 2), block(0, 100, 8, 20), block(100, 280, 10, 8), block(50, 50, 30, 30))
    picture = next(page_pictures(page))
    found = [(near.side, round(near.away_mm), tuple(map(round, near.box_mm))) for near in ink_near_edge(picture)]
    assert found == [("left", 0, (0, 100, 6, 120)), ("top", 2, (100, 2, 110, 4))]
    assert len(ink_near_edge(picture, 1.5)) == 1 and len(ink_near_edge(picture, 10)) == 3


def test_words_near_the_edge_are_told_whatever_lies_behind_them():
    words = '<p style="position: absolute; top: 100mm; {side}: {mm}mm; color: {ink}">Rest</p>'
    near = page_of(block(0, 90, 30, 40), words.format(side="left", mm=3, ink="white"))
    far = page_of(block(0, 90, 30, 40), words.format(side="right", mm=7, ink="black"))
    assert words_near_edge(Proof(near), 0) == ("Rest",)
    assert words_near_edge(Proof(far), 0) == () and words_near_edge(Proof(far), 0, 8) == ("Rest",)


def mean(picture: Image.Image) -> float:
    """The mean tone, 0 to 255."""
    tones = picture.convert("L").histogram()
    return sum(tone * count for tone, count in enumerate(tones)) / sum(tones)


def test_a_copy_of_a_copy_is_black_and_white_and_pale_tints_are_gone():
    """What a patient's neighbour gets is a copy of a copy: nothing may hang on a tint."""
    page = page_of(block(20, 20, 60, 60, "#D9D9D9"), block(20, 120, 60, 60, "#333"))
    copy = Image.open(io.BytesIO(photocopy(page, 0)))
    assert copy.mode == "1" and copy.width == pytest.approx(210 / 25.4 * 150, abs=1)
    dot = 150 / 25.4
    assert copy.getpixel((50 * dot, 50 * dot)) == 255 and copy.getpixel((50 * dot, 150 * dot)) == 0
    photo = Image.open(io.BytesIO(photocopy(page, 0, is_photo=True))).convert("L")
    tint = photo.crop(tuple(round(mm * dot) for mm in (25, 25, 75, 75)))
    assert 205 < mean(tint) < 230, "set to photo, a tint stays one, as dots"


def test_each_generation_of_a_copy_loses_more():
    """Hairlines fade first. One generation keeps what two lose."""
    page = page_of(*(block(20 + 3 * n, 20, 0.12, 200, "#555") for n in range(40)))
    inks = [255 - mean(Image.open(io.BytesIO(photocopy(page, 0, n)))) for n in (0, 1, 3)]
    assert inks[0] > inks[1] >= inks[2]


@pytest.mark.parametrize(("css", "is_grey"), [
    ("background: #808080", True), ("background: #808081", False), ("border: 1mm solid #777", True),
    ("border: 1mm solid red", False), ("background: linear-gradient(red, blue)", False), ("color: #123456", False),
])  # fmt: skip
def test_one_colour_anywhere_makes_a_grey_edition_a_coloured_one(css, is_grey):
    """A printer bills a page with one coloured hairline as a coloured page."""
    page = page_of(f'<p style="{css}">Rest helps</p>')
    assert is_grey_only(page) is is_grey


def within(pdf_of) -> set[Colour]:
    """The colours of a page that `pdf_of(pdf, page)` has filled."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    page.Resources = pikepdf.Dictionary()
    pdf_of(pdf, page)
    saved = io.BytesIO()
    pdf.save(saved)
    return set(colours_used(saved.getvalue())[0])


RED = Colour("DeviceRGB", (1, 0, 0), "fill")
D, N = pikepdf.Dictionary, pikepdf.Name

SEPARATION = pikepdf.Array([N.Separation, N.Black, N.DeviceCMYK, D()])


@pytest.mark.parametrize(("content", "spaces", "found"), [
    (b"0.5 g 0 0 1 1 re f", D(), Colour("DeviceGray", (0.5,), "fill")),
    (b"0 0 0 1 K 0 0 m 1 1 l S", D(), Colour("DeviceCMYK", (0, 0, 0, 1), "line")),
    (b"q 1 0 0 rg Q", D(), RED),
    (b"/DeviceRGB cs 0 0 1 sc", D(), Colour("DeviceRGB", (0, 0, 1), "fill")),
    (b"q /DeviceRGB CS Q 1 SC", D(), Colour("DeviceGray", (1,), "line")),
    (b"/Spot cs 0.3 scn", D(Spot=SEPARATION), Colour("Separation /Black", (0.3,), "fill")),
    (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", D(), Colour("DeviceRGB", (), "picture")),
    (b"1 0 0 rg", D(DefaultRGB=pikepdf.Array([N.CalRGB, D()])), Colour("CalRGB", (1, 0, 0), "fill")),
])  # fmt: skip
def test_a_colour_is_found_by_whatever_operator_sets_it(content, spaces, found):
    def fill(pdf, page):
        page.Resources.ColorSpace, page.Contents = spaces, pdf.make_stream(content)

    assert within(fill) == {found}


def in_a_form_in_a_form(pdf, page):
    inner = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", Subtype=N.Form, BBox=[0, 0, 9, 9])
    outer = pdf.make_stream(b"/In Do", Subtype=N.Form, BBox=[0, 0, 9, 9], Resources=D(XObject=D(In=inner)))
    page.Resources.XObject, page.Contents = D(Out=outer), pdf.make_stream(b"/Out Do")


def in_a_pattern(pdf, page):
    tile = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 2, 2],
                           XStep=2, YStep=2, Resources=D())  # fmt: skip
    page.Resources.Pattern, page.Contents = D(P=tile), pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f")


def in_a_drawn_letter(pdf, page):
    letter = pdf.make_stream(b"9 0 d0 1 0 0 rg 0 0 1 1 re f")
    font = D(Type=N.Font, Subtype=N.Type3, CharProcs=D(a=letter), Resources=D())
    page.Resources.Font, page.Contents = D(F=pdf.make_indirect(font)), pdf.make_stream(b"BT /F 12 Tf (a) Tj ET")


def in_a_note(pdf, page):
    look = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f", Subtype=N.Form, BBox=[0, 0, 9, 9])
    page.Annots = pikepdf.Array([D(Subtype=N.Stamp, Rect=[0, 0, 9, 9], AP=D(N=look))])
    page.Contents = pdf.make_stream(b"")


@pytest.mark.parametrize("hidden", [in_a_form_in_a_form, in_a_pattern, in_a_drawn_letter, in_a_note])
def test_a_colour_is_found_wherever_it_hides(hidden):
    assert RED in within(hidden)


def test_a_picture_and_a_shading_are_told_by_their_space():
    def fill(pdf, page):
        kind = {"Subtype": N.Image, "ColorSpace": N.DeviceRGB}
        picture = pdf.make_stream(b"abc", Width=1, Height=1, BitsPerComponent=8, **kind)
        ramp = D(ShadingType=2, ColorSpace=N.DeviceCMYK, Coords=[0, 0, 1, 1], Function=D())
        page.Resources.XObject, page.Resources.Shading = D(I=picture), D(S=ramp)
        page.Contents = pdf.make_stream(b"/I Do /S sh")

    assert within(fill) == {Colour("DeviceRGB", (), "picture"), Colour("DeviceCMYK", (), "shading")}


def test_a_colour_that_is_listed_and_not_used_is_none():
    def fill(pdf, page):
        unused = pdf.make_stream(b"1 0 0 rg", Subtype=N.Form, BBox=[0, 0, 9, 9])
        page.Resources.XObject, page.Contents = D(Unused=unused), pdf.make_stream(b"0 g")

    assert within(fill) == {Colour("DeviceGray", (0,), "fill")}


def test_the_shipped_handout_spares_toner(shipped_files):
    """At most 8 percent of a page on average, by the style guides; only a cover or a panel is darker."""
    pdf = shipped_files["a4"].read_bytes()
    inks = ink_percents(pdf)
    assert sum(inks) / len(inks) < 8 and max(inks) < 20
