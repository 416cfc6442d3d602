"""What the press does with a page: asked of small handouts, set for the purpose."""
import re
from itertools import pairwise

import pytest
from PIL import Image

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_edition, read_manuscript
from tests.links import links_of
from tests.small import small_handout

LOREM = "The ward is quiet and the tea is warm.\n"


def test_a_work_cited_twice_is_listed_once(press):
    """Two lines for one paper would look like twice the evidence."""
    proof = press("Rest helps.[@lee2020]\nSo does walking.[@lee2020]")
    listed = [e.text for e in proof.elements() if e.tag == "LI" and "First cited on" in e.text]
    assert len(listed) == 1
    assert "Lee A. Rest and walking. J Ex. 2020;4:1–9." in listed[0]


def test_a_page_is_named_once_however_often_it_cites(press):
    proof = press(f"Rest helps.[@lee2020]\nSo does walking.[@lee2020]\nAnd tea.[@lee2020]\n\n{LOREM * 80}")
    (listed,) = [e.text for e in proof.elements() if e.tag == "LI" and "First cited on" in e.text]
    page = next(i for i in range(proof.page_count) if "Rest helps. [1]" in proof.text_of(i)) + 1
    assert listed.endswith(f"First cited on page {page}.")
    assert len([link for link in links_of(proof) if link.target == page - 1 and link.page >= page]) == 1


def test_a_locator_is_printed(press):
    assert "[1, p. 4]" in press("Rest helps.[@lee2020, p. 4]").words_text()


def test_a_table_over_two_pages_repeats_its_head_and_says_it_once(press):
    """A reader on the second page must know what the columns are; a listener has heard it already."""
    rows = "\n".join(f"| Row {n} | {n} cups |" for n in range(1, 71))
    proof = press(f"Table: Tea\n\n| Name | Amount |\n|---|---|\n{rows}")
    with_head = [i for i in range(proof.page_count) if "Amount" in proof.text_of(i)]
    assert len(with_head) >= 2
    tables = [e for e in proof.elements() if e.tag == "Table"]
    assert len(tables) == 1 and tables[0].text.count("Amount") == 1
    assert [row.text for row in proof.elements() if row.tag == "TR"][1:] == [f"Row {n} {n} cups" for n in range(1, 71)]


def test_a_paragraph_over_two_pages_is_one_paragraph(press):
    proof = press(LOREM * 250)
    long = [e for e in proof.elements() if e.tag == "P" and e.text.count("ward") == 250]
    assert len(long) == 1


def test_a_callout_that_fits_a_page_is_not_broken(press):
    """The number to call must stand beside the sign to call for."""
    filler = "\n\n".join([LOREM * 3] * 9)
    proof = press(f"{filler}\n\n::: safety Before you drive\n" + "\n".join(f"- Thing {n}" for n in range(12)) + "\n:::")
    pages = {i for i in range(proof.page_count) for n in range(12) if f"Thing {n}" in proof.text_of(i)}
    assert len(pages) == 1


def test_a_heading_is_never_left_alone_at_the_foot(press):
    text = "\n\n".join(f"## Heading {n}\n\n{LOREM * 4}" for n in range(14))
    proof = press(text)
    for n in range(14):
        (index,) = {e.page for e in proof.elements() if e.tag == "H3" and e.text == f"Heading {n}"}
        after = proof.text_of(index).split(f"Heading {n}", 1)[1]
        assert after.strip().startswith("The ward is quiet")


def test_an_opener_in_the_column_has_its_text_below_it(tmp_path):
    """Where the card beside the first lines finds no room, title and heading go on with them to the next page."""
    folder = small_handout(tmp_path / "handout", "run-on")
    for n in range(10, 15):
        text = f"## Does part {n} help?\n\n::: evidence early: Small trials, all of them short, and each of them asked something else of other people\n:::\n\nAnswer {n}. {LOREM * (n % 7 + 6)}"
        (folder / f"{n}0-part-{n}.md").write_text(f"---\ntitle: Part {n}\nrunning_head: Part {n}\n---\n\n{text}\n", "utf-8")
    proof = Proof(make_edition(read_manuscript(folder), "a4").content)
    pages = [proof.text_of(index) for index in range(proof.page_count)]
    for n in range(10, 15):
        (page,) = [page for page in pages if f"Does part {n} help?" in page]
        assert f"Answer {n}." in page.split(f"Does part {n} help?")[1]


def test_a_heading_with_nothing_but_a_card_has_the_card_below_it(press):
    """The card stood in the margin, and the heading right above the next one, as if it had been left by mistake."""
    proof = press("## Having a child\n\n::: evidence good: Go on with it\nAsk us first.\n:::\n\n## Vaccines\n\nEach autumn.")
    tops = {words.text.strip(): words.box for words in proof.words_on(0)}
    assert tops["Having a child"][1] > tops["Ask us first."][1] > tops["Vaccines"][3]
    assert tops["Ask us first."][0] < 100


def test_the_tab_of_a_page_is_that_of_a_section_which_stands_there(tmp_path):
    """The box does not fit below the title of its section, which goes on with it; its tab stayed on the page before."""
    folder = small_handout(tmp_path / "handout", "run-on")
    rules = "\n".join(f"- Rule {n}." for n in range(24))
    (folder / "100-long.md").write_text(f"---\ntitle: Long\nrunning_head: Long\n---\n\n{LOREM * 110}", "utf-8")
    (folder / "110-rules.md").write_text(f"---\ntitle: Rules\nrunning_head: Rules\n---\n\n::: safety Rules\n{rules}\n:::\n", "utf-8")
    Image.new("L", (1240, 1754), 255).save(folder / "figures" / "tower.png")  # a sheet that was scanned
    (folder / "120-tower.md").write_text("# The tower\n\n![A tower, drawn upright](figures/tower.png)\nFigure: Tall.\n", "utf-8")
    proof = Proof(make_edition(read_manuscript(folder), "letter").content)
    pages = [[words.text.strip() for words in proof.words_on(index)] for index in range(proof.page_count)]
    (number,) = {at for at, words in enumerate(pages) if "Rule 0." in words}
    section = len(list(folder.glob("[0-9]*.md"))) - 1
    (tower,) = [at for at, words in enumerate(pages) if at > number and words.count(str(section + 1)) == 2]
    assert "Tall" in pages[tower], "the picture is drawn smaller, to stand below the title"
    assert pages[number].count(str(section)) == 2, "its disc and its tab"
    assert str(section) not in pages[number - 1] and str(section - 1) in pages[number - 1]


def test_a_term_is_marked_at_its_first_use_and_listed_with_its_pages(press):
    blends = range(1, 22)  # lines of so many lengths, that "Used on page" ends some of them
    also = "".join(f"\n\nblend{length}\n:   Leaf Leaf {'i' * length} in hot water.\n" for length in blends)
    text = "Drink tea.\n\nMore tea is better. " + " ".join(f"Try blend{length}." for length in blends)
    proof = press(text, glossary=f"tea\n:   Leaves in hot water.\n{also}")
    (entry,) = [e for e in proof.elements() if e.tag == "LI" and "Leaves in hot water" in e.text]
    page = next(i for i in range(proof.page_count) if "More tea is better" in proof.text_of(i)) + 1
    assert entry.text.endswith(f"Used on page {page}")
    painted = [words for index in range(proof.page_count) for words in proof.words_on(index)]
    said = [pair for pair in pairwise(painted) if re.search(r"(^|on )page\s$", pair[0].text)]
    assert len(said) == len(blends) + 1 and {lead.text.startswith("Used") for lead, _ in said} == {True, False}
    assert all(number.box[0] > lead.box[2] for lead, number in said), "a line begins with the number of a page"
    to_glossary = [link for link in links_of(proof) if re.fullmatch(r"tea \(page \d+\)", link.description)]
    assert len(to_glossary) == 1 and to_glossary[0].target == entry.page


def test_a_cross_reference_prints_its_page(press):
    proof = press("All of it: see [the head](#test).\n\nAnd [](#glossary).", glossary="all\n:   Everything.\n")
    text = proof.words_text()
    assert re.search(r"the head \((?:page \d+|above)\)", text)
    assert re.search(r"Words explained \((?:page \d+|below)\)", text)


def test_running_heads_and_folios_are_not_read_aloud(press):
    """Somebody who listens does not want the footer forty times."""
    proof = press(LOREM * 300)
    assert " of " + str(proof.page_count) not in proof.words_text()
    assert "Test" not in proof.words_text()


def test_straight_quotes_are_curled_and_signs_are_signs(press):
    assert "\u201cgo\u201d, isn\u2019t R&D 1 > 0" in press("\"go\", isn't R&D 1 > 0").words_text()


def test_a_field_prints_what_the_clinic_typed(press):
    proof = press("Ring {{ clinic.daytime.phone }}.")
    assert "Ring 000 000 0001." in proof.words_text()


def test_a_word_is_explained_in_the_margin_and_read_aloud_once(press):
    """The reader need not turn to the back; the listener need not hear it twice."""
    proof = press(f"Drink tea in the morning.\n\n{LOREM * 8}", glossary="tea\n:   Leaves in hot water.\n")
    page = next(i for i in range(proof.page_count) if "Drink tea" in proof.text_of(i))
    assert "Leaves in hot water." in proof.text_of(page)
    assert proof.words_text().count("Leaves in hot water.") == 1


def test_a_place_on_the_same_page_is_above_or_below_and_no_page(press):
    """"Figure 4 (page 9)" on page 9 sends a reader away from what she looks at."""
    drawing = "![A row of cups](figures/three-steps.svg)\nFigure: Cups."
    proof = press(f"See [](#three-steps). {LOREM * 290}\n\n{drawing}\n\nIt is [](#three-steps) (or [](#three-steps)).")
    page = next(e.page for e in proof.elements() if e.tag == "Figure") + 1
    text = " ".join(proof.words_text().split())
    place = "above" if text.index("A row of cups") < text.index("It is Figure") else "below"  # it may have waited
    assert re.findall(r"Figure 1 \([^)]*\)", text) == [f"Figure 1 (page {page})", f"Figure 1 ({place})"]
    assert f"(or Figure 1, {place})." in text, "no brackets within brackets"


@pytest.mark.parametrize(("items", "notes"), [("- Have soup.\n- Rest.", 1), ("- Rest.\n- Have soup.", 0)])
def test_a_note_stands_beside_the_item_that_uses_its_word(press, items, notes):
    """Before a list of two pages, the margin explained words that are on the next one."""
    proof = press(f"{LOREM * 9}\n\n{items}", glossary="soup\n:   A warm meal.\n")
    said = [words.text for index in range(proof.page_count) for words in proof.words_on(index)]
    assert sum("A warm meal." in words for words in said) == 1 + notes, "the glossary says it once"
