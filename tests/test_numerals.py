"""Large numbers: their zero has no slash, and is made by a recipe that is kept."""
import pytest
from fontTools.ttLib import TTFont

from tests.numerals import FAMILY, FONTS, LETTERS, WEIGHTS, numerals


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_face_of_large_numbers_is_what_its_recipe_makes(weight, tmp_path):
    """A zero with a slash reads as another letter at 21 points: 1ØØ people."""
    (tmp_path / "made.woff2").write_bytes(numerals(weight))
    kept, made = TTFont(FONTS / f"numerals-{weight}.woff2"), TTFont(tmp_path / "made.woff2")
    look = TTFont(FONTS / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2")
    assert {chr(code) for code in kept.getBestCmap()} == set(LETTERS)
    assert kept["name"].getDebugName(1) == FAMILY
    for code, name in kept.getBestCmap().items():
        assert kept["glyf"][name] == made["glyf"][made.getBestCmap()[code]]
        assert kept["hmtx"][name] == look["hmtx"][look.getBestCmap()[code]]
    zeros = [face["glyf"][face.getBestCmap()[ord("0")]].numberOfContours for face in (kept, look)]
    assert zeros == [2, 3], "the slash parts the inside of the look's zero in two"


def test_the_numbers_to_call_are_set_in_it(small_proofs):
    fonts = " ".join(font.name for font in small_proofs["a4"].fonts())
    assert FAMILY.replace(" ", "-") in fonts
