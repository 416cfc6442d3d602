"""PDFs as hospitals send them: whole for every reader, and once called unreadable here."""
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from booklet.check.judge import PROMISES, judge
from booklet.check.pdf.plain import shown_name, with_plain_names
from booklet.core.problems import Problem

WORDS = b"BT /F1 24 Tf 72 700 Td (Wash your hands) Tj ET"


def leaflet(content: bytes = WORDS, font: str = "/Helvetica", **more: pikepdf.Object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    face = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(font), Encoding=Name.WinAnsiEncoding)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(face)), **more)
    pdf.pages[0].Contents = pdf.make_stream(content)
    return pdf


def saved(pdf: pikepdf.Pdf, old: bytes = b"", new: bytes = b"", **how) -> bytes:
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False, **how)
    return out.getvalue().replace(old, new) if old else out.getvalue()


def found(content: bytes) -> list[Problem]:
    """What is told of a file. Every promise was asked, and none of them failed."""
    answers = {answer.promise: answer for answer in judge(content, "leaflet.pdf")}
    problems = [problem for answer in answers.values() for problem in answer.problems]
    assert [*answers] == ["opening", *PROMISES]
    assert [problem.says for problem in problems if problem.slug == "unreadable-pdf"] == []
    return problems


@pytest.mark.parametrize(("raw", "shown"), [("仿宋".encode("gbk"), "仿宋"), ("Kanzlei Größe".replace(" ", "").encode("latin-1"), "Kanzlei")])
def test_a_font_may_be_named_in_any_letters(raw, shown):
    """real-50: most PDFs made on a Chinese Windows have such fonts, and qpdf and Poppler read them."""
    problems = found(saved(leaflet(font="/" + "N" * len(raw)), b"N" * len(raw), raw))
    (lost,) = [problem.says for problem in problems if problem.slug == "font-not-embedded"]
    assert lost.startswith(shown) and lost.endswith("is not in the file")


def test_keys_and_styles_may_be_named_in_any_letters():
    pdf = leaflet(b"/XXXX <</MCID 0>> BDC " + WORDS + b" EMC")
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary({"/XXXX": Name("/H1")})))
    root.K = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/XXXX"), P=root, K=0, Pg=pdf.pages[0].obj))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.pages[0].StructParents = 0
    root.ParentTree = Dictionary(Nums=Array([0, Array([root.K])]))
    found(saved(pdf, b"/XXXX", b"/\xb1\xea\xcc\xe2"))
    found(saved(leaflet(), b"/F1", b"/\xb7\xc2"))


def test_names_that_can_be_read_are_left_alone():
    content = saved(leaflet(font="/Größe"))
    assert with_plain_names(content) is None and shown_name("/Taxi-x90") == "/Taxi-x90"


@pytest.mark.parametrize("filters", [["/JPXDecode"], ["/FlateDecode", "/JPXDecode"]])
def test_a_picture_in_jpeg_2000_is_judged(filters):
    """Scanners write it; the validator of the standards does not know it, and every reader does."""
    pdf, content = leaflet(), BytesIO()
    Image.new("RGB", (60, 40), "red").save(content, "JPEG2000")
    packed = zlib.compress(content.getvalue()) if len(filters) > 1 else content.getvalue()
    shown = Stream(pdf, packed, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, Filter=Array(map(Name, filters)))
    pdf.pages[0].Resources.XObject = Dictionary(Im=shown)
    pdf.pages[0].Contents = pdf.make_stream(WORDS + b" q 400 0 0 300 90 300 cm /Im Do Q")
    problems = found(saved(pdf))
    assert "coarse-image" in {problem.slug for problem in problems} and "not-pdf-ua" in {problem.slug for problem in problems}


def test_what_an_office_printer_would_cut_off_is_told():
    problems = found(saved(leaflet(WORDS + b" 0 400 m 300 400 l S")))
    (near,) = [problem for problem in problems if problem.slug == "narrow-margin"]
    assert near.says.startswith("page 1: ink comes to 0.0 mm from the left edge, and office printers need 6 mm") and near.is_advice
    assert "narrow-margin" not in {problem.slug for problem in found(saved(leaflet()))}
    trimmed = leaflet(WORDS + b" 0 400 m 300 400 l S")
    trimmed.pages[0].TrimBox = Array([9, 9, 586, 833])
    assert "narrow-margin" not in {problem.slug for problem in found(saved(trimmed))}


def test_a_file_that_only_its_owner_may_change_is_judged():
    found(saved(leaflet(), encryption=pikepdf.Encryption(owner="ward", user="", R=6)))


OVER = b" 1 g 138 690 54 40 re f "  # white, over what stands in the middle of the words


@pytest.mark.parametrize(("content", "told"), [
    (WORDS + OVER, ['"your"']), (WORDS + OVER.replace(b"1 g", b"0 g"), ['"your"']), (WORDS + b" 1 0.9 0.5 rg 0 0 595 842 re f", ['"Wash your hands"']),
    (b"0.9 g 0 0 595 842 re f 0 g " + WORDS + OVER, ['"your"']), (b"1 g 0 0 595 842 re f 0 g " + WORDS, []), (OVER + b"0 g " + WORDS, []),
    (WORDS + b" 142 698 58 1 re f", []), (WORDS.replace(b"Tf", b"Tf 3 Tr") + OVER, []), (WORDS + b" /G gs" + OVER, []),
    (WORDS.replace(b"24 Tf", b"24 Tf 1 g"), []), (WORDS.replace(b"Wash your hands", b"Ill 1 I") + b" /G gs" + OVER, []),
    (WORDS + b" BT /F1 24 Tf 9 9 Td (a) Tj ET" * 800 + b" 500 9 1 1 re f" * 700 + OVER, ['"your"']),
])  # fmt: skip
def test_words_that_something_lies_over_are_told(content, told):
    """A white box over old words is how a leaflet is mended in a hurry: who looks and who listens take different doses.

    Not what lies below the words, or lets them be seen, nor what a scanner has read.
    """
    seen = Dictionary(G=Dictionary(Type=Name.ExtGState, ca=0.3))
    problems = [problem for problem in found(saved(leaflet(content, ExtGState=seen))) if problem.slug == "covered-words"]
    assert [problem.says.partition("not seen: ")[2] for problem in problems] == told
    assert all(problem.place.page == 1 for problem in problems)
    assert not told or "weak-contrast" not in {problem.slug for problem in found(saved(leaflet(content, ExtGState=seen)))}
