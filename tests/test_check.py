"""The promises of a finished PDF: each of them can be broken, and is then told."""
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from booklet.check.judge import judge, opened_problems
from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from tests.manuscripts import Handout


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> bytes:
    """A small finished booklet."""
    with pytest.MonkeyPatch.context() as patch:
        handout = Handout(tmp_path_factory.mktemp("check"), patch, capsys=None)
        content, _ = make_proof(read_manuscript(Path(handout.folder)), "a4")
    return content


def after(content: bytes, spoil) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        spoil(pdf)
        changed = BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def spoiled(content: bytes, spoil) -> list[str]:
    """What is wrong with the PDF after `spoil(pdf)`."""
    problems = opened_problems(Proof(after(content, spoil)), "a.pdf")
    return sorted({f"{problem.place}: {problem.slug}" for problem in problems})


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing]


def test_a_good_booklet_keeps_its_promises(good):
    assert spoiled(good, lambda pdf: None) == []


def test_a_booklet_without_tags_is_told(good):
    """A screen reader would read it line by line across the columns."""

    def spoil(pdf):
        del pdf.Root.StructTreeRoot

    assert "a.pdf: not-pdf-ua" in spoiled(good, spoil)


def test_a_font_that_is_not_in_the_file_is_told(good):
    """The clinic's printer would take another, and the lines would run over."""

    def spoil(pdf):
        for font in fonts_of(pdf):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in font.FontDescriptor:
                    del font.FontDescriptor[key]

    assert "a.pdf, page 1: font-not-embedded" in spoiled(good, spoil)


def test_a_font_that_a_page_names_and_has_not_is_told(good):
    """All that are in the file are whole, and the words are painted with the letters of another."""

    def spoil(pdf):
        pdf.pages[0].obj.Resources.Font = pikepdf.Dictionary()

    (fonts,) = (answer for answer in judge(after(good, spoil), "a.pdf") if answer.promise == "fonts")
    assert {f"{problem.place}: {problem.slug}" for problem in fonts.problems} >= {"a.pdf, page 1: font-not-embedded"}


def test_a_font_that_is_not_ours_is_told(good):
    """A sign in another face means that ours does not have it."""

    def spoil(pdf):
        font = fonts_of(pdf)[0]
        font.BaseFont = pikepdf.Name("/ABCDEF+Comic-Sans")

    assert "a.pdf, page 1: stray-font" in spoiled(good, spoil)


@pytest.mark.parametrize("content", [b"", b"Dear patient", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_told(content):
    assert [problem.slug for answer in judge(content, "a.pdf") for problem in answer.problems] == ["unreadable-pdf"]
