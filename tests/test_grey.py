"""The edition for printers without colour: black ink alone, in the paint itself and not only by its looks."""
import io

import pikepdf
import pytest

from booklet.check.judge import opened_problems
from booklet.check.pdf.colours import colours_used
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import ink_percents, mean_ink
from booklet.deliver.sheets.black import blackened, lightness
from booklet.model.paper import PAPERS
from tests.pages import is_grey_only, numbered


@pytest.fixture(scope="module")
def grey(small_proofs) -> bytes:
    return small_proofs["grey"].data


def test_no_page_asks_for_colour(grey):
    """A shared printer that sees one coloured dot bills a coloured page."""
    assert is_grey_only(grey)
    assert {colour.space for page in colours_used(grey) for colour in page} == {"DeviceGray"}


def test_it_keeps_the_standards_of_the_coloured_one(grey):
    assert opened_problems(Proof(grey), "grey") == []


def test_it_says_what_the_coloured_one_says(grey, small_proofs):
    """A copy in grey with a sentence less would be another handout."""
    assert _words(Proof(grey)) == _words(small_proofs["a4"])


def _words(proof: Proof) -> list[str]:
    return [element.text for element in proof.elements() if element.tag in ("P", "H1", "H2", "H3", "H4", "LBody", "TD", "TH")]


def test_its_pages_are_pale(grey):
    assert mean_ink(grey) <= 8
    assert max(ink_percents(grey)) <= 12  # the picture on the cover


def test_dark_type_is_black_and_areas_are_no_darker_than_a_middle_grey(grey):
    """Grey letters are the first to break up in a copy."""
    with pikepdf.open(io.BytesIO(grey)) as pdf:
        for page in pdf.pages:
            is_type, tone = False, 0.0
            for operands, operator in pikepdf.parse_content_stream(page, operators="BT ET g Tj TJ f re"):
                is_type = str(operator) == "BT" or (is_type and str(operator) != "ET")
                if str(operator) == "g":
                    tone = float(operands[0])
                elif str(operator) in ("Tj", "TJ"):
                    assert tone == 0 or tone >= 0.9
            assert not is_type


def test_a_colour_becomes_the_grey_that_is_as_light():
    assert lightness(0, 0, 0) == 0 and lightness(1, 1, 1) == 1
    assert lightness(0, 1, 0) > lightness(1, 0, 0) > lightness(0, 0, 1)
    assert lightness(0.5, 0.5, 0.5) == pytest.approx(0.5, abs=0.001)


def test_gradients_and_transparency_become_grey_too():
    coloured = numbered(2, PAPERS["A5"], "p { background: linear-gradient(red, blue); opacity: 0.9; color: #333 }")
    assert not is_grey_only(coloured)
    turned = blackened(coloured)
    assert is_grey_only(turned) and blackened(coloured) == turned
    assert _texts(turned) == _texts(coloured)


def _texts(pdf: bytes) -> list[str]:
    proof = Proof(pdf)
    return [proof.text_of(index) for index in range(proof.page_count)]
