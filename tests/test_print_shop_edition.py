"""The edition for a print shop: what is coloured goes on past the edge, and words stay inside."""
import io

import pikepdf
import pytest

from booklet.check.pdf.document import Proof
from booklet.check.pdf_x import press_problems
from booklet.model.paper import millimetres
from tests.copier import words_near_edge


@pytest.fixture(scope="module")
def shop(small_proofs) -> bytes:
    return small_proofs["print-shop"].data


def test_a_print_shop_can_use_it(shop):
    assert press_problems(shop, "print-shop") == []


def test_its_pages_have_bleed_and_are_a4_when_cut(shop):
    with pikepdf.open(io.BytesIO(shop)) as pdf:
        for page in pdf.pages:
            trim, bleed = ([millimetres(float(edge)) for edge in box] for box in (page.trimbox, page.bleedbox))
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([210, 297], abs=0.05)
            assert [trim[0] - bleed[0], bleed[3] - trim[3]] == pytest.approx([3.2, 3.2], abs=0.05)


def test_no_word_is_cut_when_the_knife_strays(shop):
    proof = Proof(shop)
    assert [words for index in range(proof.page_count) for words in words_near_edge(proof, index)] == []
