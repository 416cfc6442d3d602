"""Cards and icons: a list of steps or of levels becomes a drawing whose words are words, with citations, terms and phones."""
import re

import pypdfium2 as pdfium
import pytest

from booklet.check.pdf.document import Proof
from booklet.check.pdf.words import letters_on
from booklet.core.printed.icons import icons
from booklet.pipeline import make_edition, make_proof, read_manuscript
from tests.manuscripts import FILES

STEPS = """::: steps The day itself
1. :list: **Checks** Staff check your health. [@lee2020]
2. :syringe: **Your dose** You have it here.
3. **Going home** Rest.
:::
"""
LEVELS = """::: levels What to do
- expected
  - You feel sleepy
- tell: Tell the nurse
  - You feel sick
  - **Call {{ clinic.crisis.phone }}.**
- call
  - You cannot be woken
:::
"""


def test_cards_are_lists_that_are_read_aloud_in_order(handout):
    """Whoever cannot see the signs hears the number of each step and the name of each level."""
    handout.body(STEPS + "\n" + LEVELS)
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    text = " ".join(proof.words_text().split())
    assert "The day itself 1 Checks Staff check your health. [1] 2 Your dose You have it here. 3 Going home Rest." in text
    assert re.search("What to do Expected You feel sleepy Tell the nurse You feel sick Call .+ Call now You cannot", text)
    labels = [e.text for e in proof.elements() if e.tag == "Lbl"]
    assert any(labels[at : at + 3] == ["1", "2", "3"] for at in range(len(labels)))
    assert not [e for e in proof.elements() if e.tag == "Figure"], "an icon says nothing that the words do not"


def test_on_a_page_to_pull_out_the_name_of_a_level_is_no_smaller_than_elsewhere(handout):
    """"Call now" stood there in the type of the running text, on the page that a patient hangs up."""
    for layout in ("", "layout: single-page\n"):
        handout.write("010-rest.md", f"---\ntitle: When to call\n{layout}---\n\n{LEVELS}")
        proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
        words = [words for index in range(proof.page_count) for words in proof.words_on(index)]
        assert {round(word.size_pt) for word in words if word.text in ("Expected", "Tell the nurse")} == {15}, layout


def test_a_step_without_an_icon_hides_none_of_its_words(handout):
    """Its sign had the size of a ring still, and the colour of the paper: "Breathe out" read "out"."""
    handout.body("::: steps\n1. **Breathe out** Gently.\n2. **Press** Slowly.\n:::\n")
    content = make_proof(read_manuscript(handout.folder), "a4")[0]
    proof = Proof(content)
    index = next(at for at in range(proof.page_count) if "Gently" in proof.text_of(at))
    signs = letters_on(content, index)
    start = "".join(letter.text for letter in signs).index("Breatheout")
    with pdfium.PdfDocument(content) as document:
        page = document[index]
        picture, height = page.render(scale=2).to_pil().convert("L"), page.get_height()
    boxes = [[2 * side for side in letter.box] for letter in signs[start : start + len("BreatheoutGently")]]
    inks = [picture.crop((left, 2 * height - top, right, 2 * height - bottom)).getextrema()[0] for left, bottom, right, top in boxes]
    assert max(inks) < 100, inks


@pytest.mark.parametrize("steps", ["1. :syringe: **Q** B.\n2. **C** D.", "1. :syringe: **Q** B.\n2. :list: **C** D."])
def test_in_columns_that_are_balanced_the_icon_of_the_first_step_stands_in_its_ring(handout, steps):
    """In the summary the ring of the first step was empty, and its icon lay below the last one."""
    handout.write("010-rest.md", "# Rest\n\n<!-- summary -->\n::: key-point In short\n- Stay in bed.\n- It helps.\n- It does.\n:::\n")
    handout.write("020-walk.md", f"# Walk\n\n<!-- summary -->\n## At noon\n\n::: steps Each time\n{steps}\n3. **E** F.\n:::\n")
    handout.change("booklet.toml", "[editions.a4]", "[editions.summary]\n[editions.a4]")
    content = make_proof(read_manuscript(handout.folder), "summary")[0]
    left, _, _, top = next(letter.box for letter in letters_on(content, 0) if letter.text == "Q")
    with pdfium.PdfDocument(content) as document:
        middle, height = (left - 12 * 72 / 25.4, top - 7 * 72 / 25.4), document[0].get_height()  # of the ring, 20 mm before the words
        at = [round(4 * each) for each in (middle[0] - 9, height - middle[1] - 9, middle[0] + 9, height - middle[1] + 9)]
        assert document[0].render(scale=4).to_pil().convert("L").crop(at).getextrema()[0] < 100


def test_the_text_tells_each_number_once(handout):
    handout.body(STEPS + "\n" + LEVELS)
    handout.change("booklet.toml", "[editions.a4]", '[editions.text]\nmedium = "text"\n[editions.a4]')
    text = make_edition(read_manuscript(handout.folder), "text").content.decode()
    assert "1. Checks: Staff check" in text and "2. Your dose:" in text and "- Tell the nurse\n  - You feel sick" in text


def test_only_words_at_the_head_of_a_step_are_its_name(handout):
    """Any strong words stood on a line of their own, in the middle of a sentence: Take the / blue / inhaler."""
    handout.body("::: steps\n1. Take the **blue** one.\n2. **Do not** eat.\n3. **Rest**: sit.\n4. **Wait** Sit down.\n:::\n")
    handout.change("booklet.toml", "[editions.a4]", '[editions.web]\nmedium = "web"\n[editions.a4]')
    page = make_edition(read_manuscript(handout.folder), "web").content.decode()
    assert re.findall('<strong class="step-name">(.*?)</strong>', page) == ["Wait"]


def test_an_icon_is_a_drawing_beside_its_words(handout):
    handout.body("Take :pill: the pill at 10:30:00, as in a::b: and `:pill:`.")
    handout.change("booklet.toml", "[editions.a4]", '[editions.web]\nmedium = "web"\n[editions.a4]')
    page = make_edition(read_manuscript(handout.folder), "web").content.decode()
    assert page.count('<svg class="icon" aria-hidden="true"') == 1
    assert "at 10:30:00, as in a::b: and <code>:pill:</code>" in page
    assert len(icons()) >= 80
    assert all(icon.count("<svg") == 1 and "#1C2B33" in icon for icon in icons().values())


@pytest.mark.parametrize(("typed", "told", "words"), [
    ("Take :pil: now.", "5: unknown-icon", "did you mean :pill:?"),
    ("An :injection: now.", "5: unknown-icon", "`python build.py figures` shows all"),
    ("::: steps\n1. Only one.\n:::", "5: bad-card", "2 to 8 items"),
    ("::: steps\n- Wash.\n- Dry.\n:::", "5: bad-card", "one list"),
    ("::: steps\nFirst of all:\n\n1. Wash.\n2. Dry.\n:::", "5: bad-card", "nothing beside it"),
    ("::: levels\n- Expected\n  - Sleep\n- Tel: Us\n  - Pain\n:::", "8: bad-card", "did you mean tell?"),
    ("::: levels\n- expected\n  - Sleep\n- Pain\n:::", "8: bad-card", "'Pain' begins with no level"),
    ("::: levels\n- call\n  - Blood\n- tell\n  - Pain\n:::", "8: bad-card", "stands below call"),
    ("::: levels\n- call\n  - Blood\n- call\n  - Pain\n:::", "8: bad-card", "each stands once"),
])  # fmt: skip
def test_what_is_no_card_is_told_on_its_line(handout, typed, told, words):
    """A sign beside the wrong words misleads a patient who reads nothing else."""
    handout.body(typed)
    assert handout.refused() == [f"sections/010-rest.md:{told}"]
    assert words in handout.said


def test_a_picture_in_a_step_is_named_in_the_hint(handout):
    """The hint spoke of "other words", of which there were none."""
    handout.body("::: steps\n1. ![A bed with a white sheet](figures/bed.svg)\n   Wash\n2. Rest\n:::\n")
    handout.refused()
    assert "bad-card" in handout.said and "put the picture above or below the card" in handout.said


def test_a_place_to_write_makes_no_card_narrow_and_has_room_itself(handout):
    """Two of them left the card between them 10 mm: "A / wound / that / leaks"; of 17 mm for a time of day, 5 were left."""
    card = "::: levels When to call\n- expected\n  - Bruises to ____\n- tell\n  - A wound that leaks\n- call\n  - Number: ____\n:::\n"
    handout.body(card + "\n::: steps\n1. **Come** At ___ today.\n2. **Sleep**\n3. **Rest**\n:::\n")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    found = {words.text.strip(): words.box for index in range(proof.page_count) for words in proof.words_on(index)}
    assert "A wound that leaks" in found, "one line"
    left = [found[name][0] for name in ("Expected", "Tell us", "Call now")]
    assert left[1] - left[0] == pytest.approx(left[2] - left[1], abs=8)
    assert (found["today."][0] - found["At"][2]) * 25.4 / 72 > 12


@pytest.mark.parametrize("wide", [LEVELS, "::: steps\n1. Eat.\n2. Go.\n3. Rest.\n4. Sit.\n5. Sleep.\n:::\n"])
def test_what_stands_in_the_margin_is_not_printed_over_a_card(handout, wide):
    """"Shown in animals: the drops last six hours" stood across "Call now"."""
    handout.body(f"::: certainty animals: Shown in animals\nThe drops last for six hours. [@lee2020]\n:::\n\n{wide}")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    words = [words for index in range(proof.page_count) for words in proof.words_on(index)]
    mark = next(each for each in words if each.text.strip().endswith("hours."))
    card = [each for each in words if each.text.strip() in ("What to do", "Eat.", "Sleep.")]
    assert card and all(each.box[3] < mark.box[1] for each in card)


@pytest.mark.parametrize("body", [
    "::: levels What\n- call: Ring us\n  - Bleeding\n:::\n", "::: levels What\n- expected\n  - Tired\n- Ring us\n  - Bleeding\n- call\n  - Fever\n:::\n",
    "::: steps What\n1. Tired\n2. Bleeding\n\nRing us.\n\nFever\n:::\n", "::: steps What\n- Tired\n- Ring us\n- Bleeding\n:::\n",
    "::: steps What\n|Ring us|Tired|\n|-|-|\n|Bleeding|Fever|\n:::\n",
])  # fmt: skip
def test_a_draft_of_what_is_no_card_keeps_all_of_its_words(handout, body):
    """It was a fault of the press; or what stands beside the list, and all below an item without a level, was left out."""
    handout.body(body)
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.text]\nmedium = "text"\n')
    typed = ("build", "--draft", "--edition", "a4", "--edition", "text", "--source", "sections", "--out", "dist")
    assert handout.command(*typed) == 0 and "bad-card" in handout.said, handout.said
    (text,), (pdf,) = ([*(handout.folder.parent / "dist").glob(name)] for name in ("*.DRAFT.txt", "*.DRAFT.pdf"))
    for said in (text.read_text("utf-8"), Proof(pdf.read_bytes()).words_text()):
        assert [words for words in ("Ring us", "Tired", "Bleeding", "Fever") if words in body and words not in said] == []
