"""The code that leads to the full booklet: read off the printed page, as the camera of a phone would read it."""
import io
import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from booklet.check.pdf.document import Proof
from booklet.load.load import load_manuscript
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.qr_code import MODULE_MM, QUIET_MODULES, code_svg
from tests.copier import page_picture, photocopy
from tests.links import alternatives_of
from tests.reader import page_of

ADDRESS = "https://example.org/handouts"
CODED = '[editions.bare]\npaper = "A4"\nreferences = "code"\n\n[editions.a4]'


@pytest.fixture(scope="module")
def bare(short_proofs) -> Proof:
    """The small handout without references."""
    return short_proofs["no-references"]


def decoded(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]


def page_of_the_code(proof: Proof) -> int:
    return next(n for n in range(proof.page_count) if "Point the camera" in proof.text_of(n))


def test_a_phone_reads_the_address_off_the_page_in_colour_and_in_grey(bare):
    picture = page_picture(bare.data, page_of_the_code(bare), 150)
    assert decoded(picture.convert("RGB")) == [ADDRESS]
    assert decoded(picture.convert("L")) == [ADDRESS]


@pytest.mark.parametrize("is_photo", [False, True])
def test_a_phone_reads_the_address_off_a_copy_of_a_copy(bare, is_photo):
    copy = photocopy(bare.data, page_of_the_code(bare), 2, is_photo)
    assert decoded(Image.open(io.BytesIO(copy))) == [ADDRESS]


@pytest.mark.parametrize(("edition", "index"), [("summary", 0), ("tri-fold", 0), ("tri-fold-letter", 0)])
def test_the_code_of_the_summary_and_of_the_leaflet_lives_through_a_copier(short_proofs, edition, index):
    copy = photocopy(short_proofs[edition].data, index)
    assert decoded(Image.open(io.BytesIO(copy))) == [ADDRESS]


def test_the_same_address_is_printed_and_spoken(bare):
    assert ADDRESS.removeprefix("https://") in bare.text_of(page_of_the_code(bare)).replace("\n", "")
    assert [alt for alt in alternatives_of(bare) if alt.endswith(ADDRESS)]


def test_this_edition_has_no_reference_and_no_number_that_leads_to_one(bare):
    text = bare.words_text()
    assert not re.findall(r"\[[0-9][^\]]*\]|\[\]", text)
    assert "doi" not in text.lower().split()
    assert "First cited on page" not in text


def test_every_other_word_is_that_of_the_full_booklet(bare, short_proofs):
    """Told section by section: what stands before the list of references, without the numbers in brackets."""

    def body(text: str) -> list[str]:
        text = text[text.index("Germs travel on hands") : text.rindex("Words explained")]
        text = re.sub(r"\s*\[[0-9][^\]]*\]", "", text.replace("\u00a0", " "))
        text = re.sub(r"\(?page [0-9]+\)?|\((?:above|below)\)|In words on|\s+", " ", text)
        words = re.sub(r"(?<=[a-z])- (?=[a-z])", "-", text).split()  # where a line breaks after a hyphen
        return [word for word in words if not word.isdigit()]  # the number of a section stands beside its title

    # A table may wait at another place on other pages: the same words, but not in the same order.
    assert sorted(body(bare.words_text())) == sorted(body(short_proofs["a4"].words_text()))


@given(st.integers(0, 40))
def test_any_address_of_a_clinic_can_be_read_back(length):
    """At one millimetre a module: the drawing's own numbers, without a renderer between."""
    svg = code_svg("https://example.org/" + "x" * length, "A code")
    side = int(re.search(r'viewBox="0 0 ([0-9]+)', svg)[1])
    assert side - 2 * QUIET_MODULES <= 37
    assert f'width="{side * MODULE_MM:g}mm"' in svg
    assert MODULE_MM >= 0.8
    picture = Image.new("L", (side, side), 255)
    x = y = 0.0
    for move, first, second in re.findall(r"([Mmh])(-?[0-9.]+) ?(-?[0-9.]+)?", re.search(r'stroke="#000" d="([^"]+)', svg)[1]):
        if move == "h":
            for step in range(int(first)):
                picture.putpixel((int(x) + step, int(y)), 0)
            x += float(first)
        else:
            x, y = (float(first), float(second)) if move == "M" else (x + float(first), y + float(second))
    assert decoded(picture.resize((side * 6, side * 6), Image.Resampling.NEAREST)) == ["https://example.org/" + "x" * length]


def test_one_profile_gives_each_handout_its_own_address(handout):
    """The code on the leaflet for asthma led to the handout on ketamine, and called that "the full booklet"."""
    handout.body("Rest. Read on at {{ clinic.booklet_url }}.")
    handout.change("clinic.example.toml", "prescriber =", 'booklet_url = "https://a.org/{name}"\nprescriber =')
    read = load_manuscript(handout.folder)
    assert read.clinic.booklet_url == "https://a.org/rest" and "Read on at https://a.org/rest." in page_of(handout.folder)
    handout.change("clinic.example.toml", "prescriber =", f'booklet_url = "https://a.org/{"x" * 38}/{{name}}"\nprescriber =')
    handout.change("booklet.toml", 'name = "rest"', 'name = "rest-in-bed"')
    assert len(handout.refused()) == 1 and "with the name of this handout the address has 64 characters" in handout.said


def test_a_code_needs_an_address(handout):
    handout.change("booklet.toml", "[editions.a4]", CODED)
    assert handout.refused("--edition", "bare") == ["sections/booklet.toml:15: missing-setting"]
    assert "booklet_url" in handout.said


@pytest.mark.parametrize("address", [
    "https://example.org/" + "x" * 41, "http://example.org/rest", "example.org/rest", "javascript:alert(1)",
    "https://a:b@example.org/", "https://example.org/my rest", "https://example", "https://exämple.org/", "",
])  # fmt: skip
def test_an_address_that_is_too_long_or_unsafe_is_told_with_its_line(handout, address):
    handout.change("clinic.example.toml", 'prescriber =', f'booklet_url = "{address}"\nprescriber =')
    assert handout.refused() == ["sections/clinic.example.toml:4: bad-setting"]
    assert re.search(r"\n  hint: [a-z ,]+ as in https://example\.org/handouts\n", handout.said), handout.said


def test_a_code_is_for_paper(handout):
    handout.change("booklet.toml", "[editions.a4]", '[editions.web]\nmedium = "web"\nreferences = "code"\n\n[editions.a4]')
    assert handout.refused() == ["sections/booklet.toml:13: bad-setting"]


def test_where_no_work_is_cited_nothing_is_said_of_references(handout):
    """ "Each fact carries a number" stood at the end of an exercise sheet that had none."""
    handout.change("booklet.toml", "[editions.a4]", CODED)
    handout.body("Rest well.", tail="")
    handout.write("references.json", "[]")
    assert "Point the camera" not in Proof(make_proof(read_manuscript(handout.folder), "bare")[0]).words_text()
