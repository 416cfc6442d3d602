"""Notes, `[^1]`, and pictures that stand inside a text: what people write elsewhere, printed where a reader finds it."""
import re

import pytest

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_edition, make_proof, read_manuscript
from tests.manuscripts import FIRST_LINE

SECTION = "sections/010-rest.md"
NOTES = """Rest helps.[^so] It does.[^1] Again.[^so]

[^1]: Taken **together**. [@lee2020]

    In 2020.
[^so]: So it is.
"""


def test_a_note_is_called_by_a_letter_in_the_order_in_which_it_is_met(handout):
    handout.body(NOTES)
    text = " ".join(Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_text().split())
    assert "Rest helps. [a] It does. [b] Again. [a]" in text
    assert re.search(r"\[a\] So it is\. \[b\] Taken together\. \[1\] In 2020\.", text)


def test_each_note_and_its_mark_lead_to_one_another(handout):
    handout.body(NOTES)
    handout.change("booklet.toml", "[editions.a4]", '[editions.web]\nmedium = "web"\n[editions.a4]')
    page = make_edition(read_manuscript(handout.folder), "web").content.decode()
    links = dict(re.findall(r'<a id="(note-[\w-]+)" href="#(note-[\w-]+)"', page))
    assert len(links) == 5
    for way in links.values():
        assert way in links, "a link that leads nowhere"
    assert page.count('title="Note a"') == 3


def test_a_listener_hears_that_it_is_a_note(handout):
    handout.body(NOTES)
    handout.change("booklet.toml", "[editions.a4]", '[editions.text]\nmedium = "text"\n[editions.a4]')
    said = make_edition(read_manuscript(handout.folder), "text").content.decode()
    assert "Rest helps. (note a) It does. (note b) Again. (note a)" in said
    assert "- (note b) Taken together. (reference 1)" in said


def test_where_a_note_is_left_out_its_mark_leaves_no_blank(handout):
    """A leaflet said "Call us ."."""
    handout.body("<!-- summary -->\nCall us[^1], or **rest[^1]**.\n\n[^1]: Taken together. [@lee2020]", tail="")
    handout.change("booklet.toml", "[editions.a4]", '[editions.a4]\nsections = "summary"')
    assert "Call us, or rest." in " ".join(Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_text().split())


@pytest.mark.parametrize(
    ("body", "told"),
    [("Rest.[^2]\n\n[^1]: So.", [f"{FIRST_LINE}: unknown-note", f"{FIRST_LINE + 2}: unused-note"]),
     ("Rest.\n\n[^1]: So.", [f"{FIRST_LINE + 2}: unused-note"]), ("[^1]\n\n[^1]: So. [^1]", []),
     ("Rest.[^1]\n\n[^1]: By day.\n\nWalk.[^1]\n\n[^1]: By night.", [f"{FIRST_LINE + 6}: repeated-note"])],
)  # fmt: skip
def test_a_mark_without_its_note_and_a_note_without_its_mark_or_name_are_told(handout, body, told):
    handout.body(body)
    if told:
        assert handout.refused() == [f"{SECTION}:{line}" for line in told]
    else:
        handout.accepted()


def test_an_edition_that_holds_a_part_of_the_text_has_no_mark_that_leads_nowhere(handout):
    handout.body(f"<!-- summary -->\n{NOTES}")
    handout.change("booklet.toml", "[editions.a4]", '[editions.s]\npaper = "A4"\nsections = "summary"\n[editions.a4]')
    text = " ".join(Proof(make_proof(read_manuscript(handout.folder), "s")[0]).words_text().split())
    assert "Rest helps. It does. Again." in text


@pytest.mark.parametrize(
    "body", ["Lie ![somebody lies in a wide bed](figures/bed.svg) down.", "- Lie down. ![somebody lies in a wide bed](figures/bed.svg)",
             "[![somebody lies in a wide bed](figures/bed.svg)](https://example.org)", "![somebody lies in a wide bed](figures/bed.svg)\nLie down."],
)  # fmt: skip
def test_a_picture_inside_a_text_is_printed_below_it(handout, body):
    """No picture is swallowed: who switches the rule off still gets it, tagged, with its alternative text."""
    handout.body(body)
    assert handout.refused()[0].endswith(("stray-image", "missing-caption"))
    for code in ("stray-image", "missing-caption"):
        handout.write("booklet.toml", (handout.folder / "booklet.toml").read_text().replace(f'{code} = "error"', f'{code} = "off"'))
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    assert [branch.words("/Alt") for branch in proof.branches if branch.tag == "Figure"] == ["somebody lies in a wide bed"]
