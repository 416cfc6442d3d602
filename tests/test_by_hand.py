"""Citations typed by hand, and works that are named by their DOI: told, with the way to cite them; and what only looks so."""
import pytest

from tests.manuscripts import FILES, FIRST_LINE


@pytest.mark.parametrize(("written", "column"), [
    ("Rest helps [1].", 11), ("Rest helps you.[2,5-7] Sleep too.", 16), ("Since **2019** [3].", 15), ("Rest helps^4^.", 12),
    ("Rest helps.² Sleep too.", 12), ("Rest helps [2–4]. Sleep too.", 11), ("Rest helps [1–1], too.", 11),
    ("Rest helps.¹ Sleep too.", 12), ("Rest lowers BP.¹ Sleep too.", 16), ("Rest helps.3 Sleep too.", 12), ("Rest helps.(4) Sleep too.", 12), ("- Rest **helps**. [2]", 18),
])  # fmt: skip
def test_a_citation_typed_by_hand_is_told(handout, written, column):
    """It led to whatever work has that number in this booklet. Of one without works it is advice."""
    handout.body(written)
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: typed-citation"]
    assert f":{FIRST_LINE}:{column}: typed-citation" in handout.said
    handout.body(written, tail="\n\nRest helps.\n")
    handout.write("references.json", "[]")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: no-such-work"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Score it: none [1], mild [2], severe [3].", ["[1]", "[2]", "[3]"]), ("Potassium [3–5] is common.", ["[3–5]"]),
        ("Rate your pain [1–10].", ["[1–10]"]), ("Fill in form [2] and Section [3].", ["[2]", "[3]"]),
        ("Two grams of skin² do.", ["²"]), ("(1) Sit down.(2) Stand.", ["(2)"]),
    ],
)  # fmt: skip
def test_what_may_be_no_citation_stops_nothing(handout, written, typed):
    """A scale, a range, a square and steps are told as advice (of which the settings of these tests make an error)."""
    handout.body(written)
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: no-such-work"] * len(typed)
    assert all(f"{each} is typed by hand" in handout.said for each in typed)


def test_several_citations_in_a_sentence_are_no_scale(handout):
    handout.body("Rest helps [1], and so does sleep [2]. Walks help.(3) Food helps.(4)")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: typed-citation"] * 4


def test_a_doi_that_is_typed_as_words_is_told_with_what_to_type(handout):
    """Its work stood in no list, and nobody would have told that it was retracted."""
    handout.body("Rest helps (doi: 10.1000/182). See <https://doi.org/10.5555/rest.2020.04>, or [this](https://doi.org/10.1000/9).")
    handout.write("references.json", FILES["references.json"].replace('"id": "lee2020"', '"id": "lee2020", "DOI": "10.1000/182"'))
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: no-such-work"] * 2
    assert f":{FIRST_LINE}:18: no-such-work" in handout.said and "write [@lee2020] in its place" in handout.said
    assert "add it (`python build.py refs add 10.5555/rest.2020.04`) and write [@key] in its place" in handout.said


def test_a_key_without_its_sign_is_told(handout):
    """A reader saw [lee2020], and the claim had no work behind it."""
    handout.body("Rest helps [lee2020].\n\nSee [lee2020](https://example.org) and [ray2021].")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: typed-citation"] and "hint: write [@lee2020]" in handout.said
    handout.body("Rest helps [@lee2020].")
    handout.accepted()


def test_a_number_in_brackets_may_be_none(handout):
    """Ranges, scales, steps and units."""
    handout.body(
        "It is 5 [4–6], with a 95% CI [3, 5]. Pain [1] [2] [3] [4]. You weigh 20 kg/m². Wait 10^9^ years. "
        "(1) Sit down. (2) Stand up. Ring 1.30 today. See [a]. Rest for weeks^2^ or days [3].\n\n^2^ Corrected.\n\n[3] Of work."
        "\n\nRest for years⁴ and months⁵, or mornings⁶ [7].\n\n⁴ Ten.\n⁵ Two. ⁶ Till 9.\n\n[8] Walks.\n[7] Naps.\n\nPress [1], or press [2]. "
        "Iron²⁺ at 2 kg per metre².\n\nScore it: none [0], mild [1], severe [2]."
        "\n\nTable: Age\n\n| Age | For |\n|---|---|\n| 8 weeks^4^ | one |"
    )
    handout.accepted()
