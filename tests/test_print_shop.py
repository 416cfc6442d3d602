"""Files for a print shop: bleed, marks, and the promises of PDF/X-4, each of which can be broken and is then told."""
import io
from datetime import date

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name

from booklet.check.pdf.colours import colours_used
from booklet.check.pdf_x import press_problems
from booklet.core.problems import BookletError
from booklet.deliver.sheets.print_shop import UNCOATED, pdf_x4, print_shop_pages
from booklet.model.paper import PAPERS, points
from tests.pages import laid_out, numbered

A5 = PAPERS["A5"]
PUBLISHED = date(2026, 1, 1)
BLEED = "@page { bleed: 3.2mm; background: #12504F } p { background: linear-gradient(red, blue); opacity: 0.9 }"


@pytest.fixture(scope="module")
def with_bleed() -> bytes:
    """Pages laid out with bleed, full of colour, with links, tags, a gradient and transparency."""
    return numbered(3, A5, BLEED)


@pytest.fixture(scope="module")
def ready(with_bleed) -> bytes:
    return pdf_x4(print_shop_pages(with_bleed, A5), PUBLISHED)


def spoiled(pdf: bytes, spoil, **how) -> list[str]:
    """What is wrong with the file after `spoil(pdf)`."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoil(opened)
        changed = io.BytesIO()
        opened.save(changed, **how)
    return [f"{problem.place.page} {problem.says}" for problem in press_problems(changed.getvalue(), "a.pdf")]


def test_a_good_file_keeps_all_promises(ready):
    assert press_problems(ready, "a.pdf") == []
    assert spoiled(ready, lambda pdf: None) == []


def test_a_file_for_the_screen_is_not_press_ready(with_bleed):
    """It has links, a claim of PDF/UA, and colours that mean something else on every press."""
    problems = press_problems(with_bleed, "a.pdf")
    assert {problem.slug for problem in problems} == {"not-press-ready"}
    told = {problem.says for problem in problems}
    assert {"a link or note lies on what is printed", "the metadata claim another standard"} <= told
    assert "DeviceRGB is not what the output intent prints" in told
    assert "0 output intents of PDF/X, and there must be one" in told


def drop(*keys):
    """A spoiler: takes entries away, wherever they are."""
    def spoil(pdf):
        for key in keys:
            pages, intents = [page.obj for page in pdf.pages], pdf.Root.get("/OutputIntents", [])
            for thing in (pdf.Root, pdf.docinfo, *pages, *intents, *pdf.objects):
                if isinstance(thing, (Dictionary, pikepdf.Stream)) and key in thing:
                    del thing[key]

    return spoil


def shift_trim(pdf):
    pdf.pages[1].trimbox = [-400, -400, 900, 900]


def less_bleed(pdf):
    trim = [float(edge) for edge in pdf.pages[1].trimbox]
    pdf.pages[1].BleedBox = Array([trim[0] - 3, trim[1] - 9, trim[2] + 9, trim[3] + 9])


def add_link(pdf):
    pdf.pages[2].Annots = Array([Dictionary(Subtype=Name.Link, Rect=[100, 100, 200, 120])])


def add_script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def forget_srgb(pdf):
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, pikepdf.Stream)) and "/Resources" in thing:
            spaces = thing.Resources.ColorSpace
            if "/DefaultRGB" in spaces:  # one dictionary may serve several
                del spaces["/DefaultRGB"]


def screen_profile(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:12] + b"mntr" + profile.read_bytes()[16:])


def wrong_components(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def two_intents(pdf):
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def art_box(pdf):
    pdf.pages[0].ArtBox = pdf.pages[0].TrimBox


def blend_in_rgb(pdf):
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, pikepdf.Stream)) and "/Group" in thing:
            thing.Group.CS = Name.DeviceRGB


def claim_ua(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfuaid:part"] = "1"


def other_version(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfxid:GTS_PDFXVersion"] = "PDF/X-3"


def paint_rgb(pdf):
    page = pdf.pages[1]
    page.Resources = Dictionary()
    page.Contents = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")


def outside_content(pdf):
    pdf.pages[0].Contents = pdf.make_stream(b"", F=pikepdf.String("other.txt"))


@pytest.mark.parametrize(("spoil", "told"), [
    (drop("/FontFile2", "/FontFile3"), "is not in the file"),
    (drop("/OutputIntents"), "0 output intents"),
    (drop("/DestOutputProfile"), "no profile of a printer"),
    (drop("/OutputConditionIdentifier"), "does not name its printing condition"),
    (drop("/Trapped"), "trapped"),
    (drop("/Title"), "no title"),
    (drop("/Metadata"), "the metadata lack pdfxid:GTS_PDFXVersion PDF/X-4"),
    (drop("/TrimBox"), "1 the page must have a TrimBox"),
    (shift_trim, "2 the TrimBox must lie in the BleedBox"),
    (less_bleed, "2 the bleed is less than 3 mm"),
    (add_link, "3 a link or note lies on what is printed"),
    (add_script, "there is an action (/OpenAction)"),
    (forget_srgb, "DeviceRGB is not what the output intent prints"),
    (screen_profile, "no profile of a printer"),
    (wrong_components, "another colour space than it says"),
    (two_intents, "2 output intents"),
    (art_box, "1 the page must have a TrimBox, and no ArtBox"),
    (blend_in_rgb, "transparency is blended in DeviceRGB"),
    (claim_ua, "claim another standard"),
    (other_version, "the metadata lack pdfxid:GTS_PDFXVersion PDF/X-4"),
    (paint_rgb, "2 DeviceRGB is not what the output intent prints"),
    (outside_content, "content lies outside of the file"),
])  # fmt: skip
def test_a_broken_promise_is_told(ready, spoil, told):
    """A shop that finds it sends the job back, or worse, prints it."""
    assert any(told in problem for problem in spoiled(ready, spoil)), spoiled(ready, spoil)


def test_an_encrypted_file_is_told(ready):
    locked = spoiled(ready, lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "0 the file is encrypted" in locked


@pytest.mark.parametrize("content", [b"", b"Dear patient"])
def test_what_is_no_pdf_is_told(content):
    assert [problem.slug for problem in press_problems(content, "a.pdf")] == ["unreadable-pdf"]


def test_every_colour_has_a_meaning_and_black_stays_black(ready, with_bleed):
    spaces = {colour.space for page in colours_used(ready) for colour in page}
    assert "DeviceRGB" in {colour.space for page in colours_used(with_bleed) for colour in page}
    assert spaces <= {"ICCBased 3", "DeviceGray"} and "ICCBased 3" in spaces


def test_words_boxes_and_looks_stay_as_they_were(ready, with_bleed):
    """What was signed off is what is printed."""
    texts = [[page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)] for pdf in (with_bleed, ready)]
    assert texts[0] == texts[1] and "Page 1" in texts[0][0]
    with pikepdf.open(io.BytesIO(with_bleed)) as one, pikepdf.open(io.BytesIO(ready)) as other:
        for was, now in zip(one.pages, other.pages, strict=True):
            assert [float(edge) for edge in was.trimbox] == [float(edge) for edge in now.trimbox]
            assert [float(edge) for edge in was.bleedbox] == [float(edge) for edge in now.bleedbox]


def test_crop_marks_stand_outside_of_the_bleed_at_the_lines_of_the_trim(with_bleed):
    """A mark in the bleed would show when the guillotine strays."""
    bare = print_shop_pages(numbered(1, A5, "@page { bleed: 3.2mm }"), A5)
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        page = pdf.pages[0]
        media, trim = [float(edge) for edge in page.mediabox], [float(edge) for edge in page.trimbox]
    scale = 4
    picture = pdfium.PdfDocument(bare)[0].render(scale=scale).to_pil().convert("L")
    left, top = (trim[0] - media[0]) * scale, (media[3] - trim[3]) * scale
    bleed = points(3.0) * scale
    for strip in ((0, 0, left - bleed, picture.height), (0, 0, picture.width, top - bleed)):
        assert picture.crop(tuple(round(edge) for edge in strip)).getextrema()[0] < 128
    corner = picture.crop((round(left - bleed), round(top - bleed), round(left + 40), round(top + 40)))
    assert corner.getextrema()[0] > 250
    row = picture.crop((0, 0, round(left - bleed), picture.height)).resize((1, picture.height))
    darkest = min(range(picture.height // 2), key=lambda y: row.getpixel((0, y)))
    assert darkest == pytest.approx(top, abs=2)


def test_pages_without_bleed_are_told_one_by_one():
    """Cut a millimetre off, the cover would have a white edge."""
    pages = laid_out(["<p>One</p>", '<p class="bare">Two</p>', "<p>Three</p>"], "148mm 210mm",
                     "@page { bleed: 3mm } @page bare { bleed: 1mm } .bare { page: bare }")  # fmt: skip
    with pytest.raises(BookletError) as refusal:
        print_shop_pages(pages, A5)
    assert [(p.slug, p.place.page) for p in refusal.value.problems] == [("no-bleed", 2)]
    with pytest.raises(BookletError) as refusal:
        print_shop_pages(pages, PAPERS["A4"])
    assert {p.slug for p in refusal.value.problems} == {"page-size", "no-bleed"}


def test_the_same_pages_make_the_same_bytes(with_bleed):
    once, again = (pdf_x4(print_shop_pages(with_bleed, A5), PUBLISHED) for _ in range(2))
    assert once == again
    with pikepdf.open(io.BytesIO(once)) as pdf:
        assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate == "D:20260101000000Z"
        assert pdf.pdf_version == "1.6" and pdf.Root.Lang == "en-GB"
        assert "/Filter" not in pdf.Root.Metadata, "a shop's software reads the metadata as plain text"


def test_the_profile_is_of_a_press_and_comes_with_its_licence():
    profile = UNCOATED.read_bytes()
    assert profile[12:20] == b"prtrCMYK" and len(profile) < 200_000
    licence = (UNCOATED.parent / "README.md").read_text(encoding="utf-8")
    assert all(file.name in licence for file in UNCOATED.parent.glob("*.icc"))


def test_a_whole_handout_becomes_pdf_x4(small_proofs):
    """All but its bleed, which the edition for print shops lays out."""
    reading = small_proofs["a4"].data
    press = pdf_x4(reading, PUBLISHED)
    assert press_problems(press, "a.pdf", bleed_mm=0) == []
    assert len(press) < 1.2 * len(reading) + UNCOATED.stat().st_size  # which is in it
