"""Pages on sheets: asked of the PDF that goes to the printer, by reading it back and by looking at its paint."""
import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from booklet.check.pdf.document import Proof
from booklet.core.problems import BookletError
from booklet.deliver.sheets.impose import saddle_stitch, tri_fold
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.deliver.sheets.saddle_stitch import impose_booklet
from booklet.deliver.sheets.finish import trifold_sheet
from booklet.model.paper import PAPERS, Paper, points
from tests.pages import laid_out, numbered
from tests.placed import placed_pages

A3 = Paper("A3", 297, 420)
SRA4 = Paper("SRA4", 225, 320)
TABLOID = Paper("Tabloid", 279.4, 431.8)
WELL_BEHAVED = PrinterSettings()


def imposed(page_count: int, trim: str = "A5", sheet: Paper = PAPERS["A4"], **settings) -> bytes:
    return impose_booklet(numbered(page_count, PAPERS[trim]), PAPERS[trim], sheet, PrinterSettings(**settings))


def words_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    proof = Proof(pdf)
    return [proof.text_of(index) for index in range(proof.page_count)]


def look(pdf: bytes, index: int, scale: float = 2.0) -> Image.Image:
    return pdfium.PdfDocument(pdf)[index].render(scale=scale).to_pil().convert("L")


def is_bare(picture: Image.Image) -> bool:
    return picture.getextrema()[0] > 250


@pytest.mark.parametrize("page_count", [1, 4, 7, 8, 13])
def test_every_page_lies_where_the_fold_wants_it(page_count):
    places = [(place.side, place.folio) for place in placed_pages(imposed(page_count))]
    sides = [side for sheet in saddle_stitch(page_count) for side in (sheet.outer, sheet.inner)]
    assert places == [(n, folio) for n, side in enumerate(sides) for folio in side if folio]


def test_each_half_shows_the_words_of_its_page():
    """Read from the paint itself: what is left of the fold, and what is right of it."""
    sheets = imposed(8)
    document = pdfium.PdfDocument(sheets)
    seen = []
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        halves = text.get_text_bounded(0, 0, width / 2, height), text.get_text_bounded(width / 2, 0, width, height)
        seen.append([half.split("\n")[0].strip() for half in halves])
    assert seen == [["Page 8", "Page 1"], ["Page 2", "Page 7"], ["Page 6", "Page 3"], ["Page 4", "Page 5"]]


@pytest.mark.parametrize(
    ("trim", "sheet"), [("A5", PAPERS["A4"]), ("Half-letter", PAPERS["Letter"]), ("A4", A3), ("A5", SRA4)]
)
def test_nothing_is_scaled(trim, sheet):
    """At 71 percent, 12 points become 8.5: a reader with low vision is lost."""
    reading = numbered(8, PAPERS[trim])
    sheets = impose_booklet(reading, PAPERS[trim], sheet, WELL_BEHAVED)
    assert Proof(sheets).smallest_type()[0] == Proof(reading).smallest_type()[0] == 12
    for place in placed_pages(sheets):
        left, bottom, right, top = place.box
        assert (right - left, top - bottom) == pytest.approx(PAPERS[trim].size_pt, abs=0.01)


def test_each_half_is_the_trim_of_its_page_and_the_side_holds_both():
    """A page has one TrimBox: of a side it holds both halves; each form's BBox is the TrimBox of its own page."""
    reading, sheets = numbered(8, PAPERS["A5"]), imposed(8, paper_mm=0.0001)
    with pikepdf.open(io.BytesIO(reading)) as source, pikepdf.open(io.BytesIO(sheets)) as pdf:
        for index, page in enumerate(pdf.pages):
            for name, form in page.Resources.XObject.items():
                trim = source.pages[int(name.removeprefix("/Folio")) - 1].trimbox
                assert [float(edge) for edge in form.BBox] == [float(edge) for edge in trim]
                assert "/Matrix" not in form or [float(n) for n in form.Matrix] == [1, 0, 0, 1, 0, 0]
            boxes = [place.box for place in placed_pages(sheets) if place.side == index]
            assert [float(edge) for edge in page.trimbox] == pytest.approx(
                [min(b[0] for b in boxes), boxes[0][1], max(b[2] for b in boxes), boxes[0][3]], abs=0.01
            )
            assert boxes[0][2] == pytest.approx(boxes[1][0], abs=0.01) == pytest.approx(points(148.5), abs=0.01)


def test_a_bleed_is_not_shown_on_the_sheet():
    """Beside its page it would be a coloured frame."""
    css = "@page { bleed: 3mm }"
    sheets = impose_booklet(numbered(4, PAPERS["A5"], css), PAPERS["A5"], SRA4, WELL_BEHAVED)
    for place in placed_pages(sheets):
        left, bottom, right, top = place.box
        assert (right - left, top - bottom) == pytest.approx(PAPERS["A5"].size_pt, abs=0.01)
    with pikepdf.open(io.BytesIO(numbered(1, PAPERS["A5"], css))) as one:
        assert float(one.pages[0].mediabox[0]) < float(one.pages[0].trimbox[0])


@pytest.mark.parametrize("page_count", [1, 5, 8, 32])
def test_no_word_is_lost_on_the_way_to_the_sheet(page_count):
    reading, sheets = numbered(page_count, PAPERS["A5"]), imposed(page_count)
    pages, sides = words_of(reading), words_of(sheets)
    assert sorted(" ".join(sides).split()) == sorted(" ".join(pages).split())
    for place in placed_pages(sheets):
        assert pages[place.folio - 1] in sides[place.side]


def test_inner_pages_move_to_the_fold_by_the_thickness_of_the_paper():
    """Cut flush, they then have the same margin as the cover."""
    places = {place.folio: place.box for place in placed_pages(imposed(32, paper_mm=0.12))}
    for number, sheet in enumerate(saddle_stitch(32)):
        for left, right in (sheet.outer, sheet.inner):
            assert places[left][0] - places[32][0] == pytest.approx(points(0.12 * number), abs=0.01)
            assert places[1][0] - places[right][0] == pytest.approx(points(0.12 * number), abs=0.01)


def test_a_page_never_paints_across_the_fold():
    """A coloured page that creeps would else leave a stripe on the page beside it."""
    black, white = '<div class="black"></div>', "<p>Rest.</p>"
    css = "@page { margin: 0 } .black { height: 210mm; background: black }"
    pages = laid_out([black if n == 5 else white for n in range(1, 9)], "148mm 210mm", css)  # of the inner sheet
    sheets = impose_booklet(pages, PAPERS["A5"], PAPERS["A4"], PrinterSettings(paper_mm=0.5))
    (black_place,) = [place for place in placed_pages(sheets) if place.folio == 5]
    picture = look(sheets, black_place.side, 4)
    fold = picture.width // 2
    assert picture.crop((fold + 2, 10, picture.width - 16, picture.height - 10)).getextrema()[1] < 5
    assert is_bare(picture.crop((fold - 20, 100, fold - 1, picture.height)))


def test_a_printer_that_turns_the_long_edge_gets_its_backs_upside_down():
    """Else every second page of the patient's booklet stands on its head."""
    short, long = imposed(8), imposed(8, flips="long")
    assert [place.is_turned for place in placed_pages(long)] == [False, False, True, True] * 2
    for side in (0, 2):
        assert ImageChops.difference(look(short, side), look(long, side)).getbbox() is None
    for side in (1, 3):
        turned = look(long, side).transpose(Image.Transpose.ROTATE_180)
        assert max(ImageChops.difference(look(short, side), turned).histogram()[128:]) < 200


@pytest.mark.parametrize("shift", [(1.5, -0.5), (-1.5, 0.5)])
@pytest.mark.parametrize("flips", ["short", "long"])
def test_a_back_that_is_shifted_is_moved_by_as_much(flips, shift):
    plain, moved = imposed(8, flips=flips), imposed(8, flips=flips, back_shift_mm=shift)
    for one, other in zip(placed_pages(plain), placed_pages(moved), strict=True):
        by = (points(shift[0]), points(shift[1])) if one.side % 2 else (0, 0)
        assert (other.box[0] - one.box[0], other.box[1] - one.box[1]) == pytest.approx(by, abs=0.01)
    with pikepdf.open(io.BytesIO(moved)) as pdf:
        for page in pdf.pages:
            media, trim = ([float(edge) for edge in box] for box in (page.mediabox, page.trimbox))
            assert media[0] <= trim[0] and media[1] <= trim[1] and trim[2] <= media[2] and trim[3] <= media[3]


def test_marks_stand_beside_the_pages_and_never_on_them():
    """A tick in a margin looks like a mistake; and a fold line through a spread, like a fault of the printer."""
    sheets = imposed(4, sheet=SRA4)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        _width, height = (float(edge) for edge in list(pdf.pages[0].mediabox)[2:])
        trim = [float(edge) for edge in pdf.pages[0].trimbox]
    picture, dots = look(sheets, 0, 4), 4
    fold = picture.crop((picture.width // 2 - 8, 0, picture.width // 2 + 8, round((height - trim[3]) * dots)))
    staples = picture.crop((0, 0, round(trim[0] * dots), picture.height))
    assert not is_bare(fold) and not is_bare(staples)
    blank = impose_booklet(laid_out(["<p></p>"] * 4, "148mm 210mm"), PAPERS["A5"], SRA4, WELL_BEHAVED)
    live = tuple(round(edge * dots) for edge in (trim[0], height - trim[3], trim[2], height - trim[1]))
    assert is_bare(look(blank, 0, 4).crop(live)) and not is_bare(look(blank, 0, 4))
    assert is_bare(look(blank, 1, 4).crop((0, 0, round(trim[0] * dots), picture.height))), "staples go in from outside"


TIGHT = Paper("Tight", 214, 300)  # 2 mm are left over on each side


@pytest.mark.parametrize(("trim", "sheet"), [("A5", PAPERS["A4"]), ("Half-letter", PAPERS["Letter"]), ("A5", TIGHT)])
def test_where_there_is_no_room_beside_the_pages_there_are_no_marks(trim, sheet):
    size = f"{PAPERS[trim].width_mm}mm {PAPERS[trim].height_mm}mm"
    blank = impose_booklet(laid_out(["<p></p>"] * 4, size), PAPERS[trim], sheet, WELL_BEHAVED)
    assert is_bare(look(blank, 0)) and is_bare(look(blank, 1))


def test_a_page_larger_than_half_a_sheet_is_refused(tmp_path):
    with pytest.raises(BookletError) as refusal:
        impose_booklet(numbered(4, PAPERS["A5"]), PAPERS["A5"], PAPERS["Letter"], WELL_BEHAVED)
    (problem,) = refusal.value.problems
    assert problem.slug == "trim-too-large" and "never scaled" in problem.says


def test_every_page_of_a_wrong_size_is_told():
    pages = laid_out(["<p>One</p>", '<p class="wide">Two</p>', "<p>Three</p>"], "148mm 210mm",
                     "@page wide { size: 210mm 210mm } .wide { page: wide }")  # fmt: skip
    with pytest.raises(BookletError) as refusal:
        impose_booklet(pages, PAPERS["A5"], PAPERS["A4"], WELL_BEHAVED)
    assert [(p.slug, p.place.page) for p in refusal.value.problems] == [("page-size", 2)]


def test_the_print_dialogue_is_preset_and_the_copies_are_not():
    with pikepdf.open(io.BytesIO(imposed(8))) as pdf:
        preset = pdf.Root.ViewerPreferences
        assert preset.Duplex == "/DuplexFlipShortEdge" and preset.PrintScaling == "/None"
        assert "/NumCopies" not in preset


def test_sheets_claim_no_accessibility_and_keep_title_and_language():
    """A screen reader would read the last page first: the file must not say that it is fit for one."""
    with pikepdf.open(io.BytesIO(imposed(8))) as pdf:
        assert pdf.Root.Lang == "en-GB" and pdf.docinfo.Title == "Rest" and pdf.docinfo.Author == "A. Lee"
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names"} & set(pdf.Root.keys())
        assert not any("/Annots" in page for page in pdf.pages)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Rest" and not {"pdfuaid:part", "pdfaid:part"} & set(metadata)


def test_a_whole_handout_as_sheets_is_no_larger_and_has_each_font_once(small_proofs):
    for edition, paper, sheet in (("a4", PAPERS["A4"], A3), ("letter", PAPERS["Letter"], TABLOID)):
        reading = small_proofs[edition].data
        sheets = impose_booklet(reading, paper, sheet, WELL_BEHAVED)
        assert len(sheets) < 1.1 * len(reading)
        assert sheets == impose_booklet(reading, paper, sheet, WELL_BEHAVED), "the same bytes each time"
        assert len(font_files(sheets)) == len(font_files(reading))
        assert sorted(" ".join(words_of(sheets)).split()) == sorted(" ".join(words_of(reading)).split())
        assert Proof(sheets).smallest_type()[0] == Proof(reading).smallest_type()[0]


def font_files(pdf: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        dictionaries = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary)]
        return [thing for thing in dictionaries if "/FontFile2" in thing or "/FontFile3" in thing]


def test_a_hundred_pages_are_placed_and_each_is_in_the_file_once():
    reading = numbered(100, PAPERS["A5"])
    sheets = impose_booklet(reading, PAPERS["A5"], PAPERS["A4"], WELL_BEHAVED)
    assert len(placed_pages(sheets)) == 100 and len(sheets) < 1.1 * len(reading)


PANELS_CSS = "@page flap { size: 97mm 210mm } .flap { page: flap }"


def panels(page_count: int = 6) -> bytes:
    bodies = [f'<p class="{"flap" if n in (4, 5) else "wide"}">Panel {n}</p>' for n in range(1, page_count + 1)]
    return laid_out(bodies, "100mm 210mm", PANELS_CSS)


@pytest.mark.parametrize("flips", ["short", "long"])
def test_a_trifold_puts_its_six_panels_where_they_fold(flips):
    sheets = trifold_sheet(panels(), PAPERS["A4"], PrinterSettings(flips=flips))
    fold = tri_fold(PAPERS["A4"])
    places = placed_pages(sheets)
    assert [place.folio for place in places] == [5, 6, 1, *((2, 3, 4) if flips == "short" else (4, 3, 2))]
    if flips == "short":
        lefts = [points(panel.left_mm) for panel in (*fold.outer, *fold.inner)]
        assert [place.box[0] for place in places] == pytest.approx(lefts, abs=0.01)
    assert sorted(" ".join(words_of(sheets)).split()) == sorted(["Panel"] * 6 + list("123456"))


def test_a_trifold_of_five_pages_is_refused():
    with pytest.raises(BookletError) as refusal:
        trifold_sheet(panels(5), PAPERS["A4"], WELL_BEHAVED)
    assert [problem.slug for problem in refusal.value.problems] == ["not-six-panels"]


def test_a_flap_as_wide_as_the_others_is_refused():
    with pytest.raises(BookletError) as refusal:
        trifold_sheet(laid_out(["<p>Rest</p>"] * 6, "100mm 210mm"), PAPERS["A4"], WELL_BEHAVED)
    assert [(p.slug, p.place.page) for p in refusal.value.problems] == [("page-size", 4), ("page-size", 5)]
