"""Pictures in the cells of tables: an exercise, a pill or a dressing beside the words that say what to do with it."""
import base64
import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import FILES, Handout
from tests.reader import page_of

PILLS = "\n".join(f"| {name} | ![The {name} pill in a hand](figures/{name}.png) | Take it at {hour} |" for name, hour in (("white", 8), ("blue", 20)))
TABLE = f"Take one.\n\nTable: Pills\n\n| Pill | Look | How |\n|---|---|---|\n{PILLS}"
LARGE = '\n[editions.large-print]\n'


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    """A small good manuscript with two photographs in a folder of its own."""
    made = Handout(tmp_path, monkeypatch, capsys)
    for name in ("white", "blue"):
        made.write(f"figures/{name}.png", png())
    made.body(TABLE)
    return made


def png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (900, 900), "white").save(content, "PNG")
    return content.getvalue()


def pictures_of(content: bytes) -> list[tuple[float, float, float, float]]:
    """Left, lower, right and upper edge of each photograph, page by page."""
    found = (drawn for page in pypdfium2.PdfDocument(content) for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=9))
    return [drawn.get_bounds() for drawn in found]


def test_a_picture_of_a_cell_stands_in_its_row(handout):
    """All stood below the table, as figures with numbers: which of them is the pill of the evening?"""
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    proof = Proof(content)
    line = {each.text.strip(): each.baseline_pt for each in proof.words_on(0)}
    white, blue = pictures_of(content)
    assert white[1] < line["Take it at 8"] < white[3] and blue[1] < line["Take it at 20"] < blue[3]
    assert (white[2] - white[0]) * 25.4 / 72 == pytest.approx(36, abs=0.1) and "Figure" not in proof.words_text()


def test_a_voice_hears_a_picture_in_its_row(handout):
    """In the cell of its column, with the heads of that cell, and nowhere else."""
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    figures = [each for each in proof.pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure" and "blue" in str(each.get("/Alt"))]
    assert [(str(each.Alt), str(each.P.S), str(each.P.P.S)) for each in figures] == [("The blue pill in a hand", "/TD", "/TR")]
    page = " ".join(plain_text(page_of(handout.folder, is_dressed=False)).split())
    assert "- Pill: blue. Look: The blue pill in a hand. How: Take it at 20." in page


def test_a_picture_in_the_head_of_a_table_is_printed_and_heads_its_cells(handout):
    """The first was left out, since its cell has no words; on a telephone no cell below them had a head."""
    handout.body(
        "Take one.\n\nTable: Pills\n\n| ![The white pill in a hand](figures/white.png) | ![The blue pill in a hand](figures/blue.png) |\n|---|---|\n| at 8 | at 20 |"
    )
    assert len(pictures_of(make_proof(read_manuscript(handout.folder), "a4")[0])) == 2
    page = page_of(handout.folder, is_dressed=False)
    assert 'data-head="The blue pill in a hand">at 20' in page and "- The white pill in a hand: at 8. The blue pill in a hand: at 20." in plain_text(page)


def test_a_table_that_begins_with_a_picture_in_each_row_has_no_head(handout):
    """The first exercise was the head, and was read out before each of the others; a row that goes on had no picture."""
    shows = "| ![The {} pill in a hand](figures/{}.png) | Take {} |"
    handout.body(f"So.\n\nTable: Pills\n\n{shows.format('white', 'white', 'one')}\n|---|---|\n{shows.format('blue', 'blue', 'two')}\n| | Rest |")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "- The white pill in a hand. Take one.\n- The blue pill in a hand. Take two.\n- The blue pill in a hand. Rest.\n" in said, said
    assert len(pictures_of(make_proof(read_manuscript(handout.folder), "a4")[0])) == 3


@pytest.mark.parametrize("head", ["| | |", "| At 8 | At 20 |"])
def test_a_picture_heads_no_other(head, handout):
    """Of exercises in two columns, the words of the first were bold, and heads of the second."""
    cells = [f"![The {name} pill in a hand](figures/{name}.png) Take {name}" for name in ("white", "blue")]
    handout.body(f"So.\n\nTable: Pills\n\n{head}\n|---|---|\n| {' | '.join(cells)} |\n| {cells[0]} | |")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    assert [each.tag for each in proof.elements() if each.tag in ("TH", "TD")] == ["TH"] * 2 * ("8" in head) + ["TD"] * 4
    assert opened_problems(proof, "a4") == []


def test_a_blank_in_the_name_of_a_picture_of_a_cell_is_told_for_what_it_is(handout):
    """It was told that an address has a blank, and how a link is written."""
    handout.body(TABLE.replace("figures/blue.png", "figures/my blue.png"))
    assert handout.refused() == ["sections/010-rest.md:12: stray-mark"] and "](<figures/my photo.jpg>)" in handout.said


def test_a_picture_of_a_cell_has_the_size_that_is_typed(handout):
    handout.body(TABLE.replace("white.png)", "white.png){width=20mm}"))
    across = [round((box[2] - box[0]) * 25.4 / 72) for box in pictures_of(make_proof(read_manuscript(handout.folder), "a4")[0])]
    assert across == [20, 36]


def test_a_picture_of_a_cell_is_larger_in_large_print(handout):
    handout.change("booklet.toml", "[rules]", f"{LARGE}[rules]")
    across = [round((box[2] - box[0]) * 25.4 / 72) for box in pictures_of(make_proof(read_manuscript(handout.folder), "large-print")[0])]
    assert across == [64, 64]


def test_the_web_page_holds_the_dots_that_a_screen_shows_of_a_picture_of_a_cell(handout):
    """Twelve photographs of a telephone made a page of 60 MB. On paper each keeps its dots."""
    content = io.BytesIO()
    Image.effect_noise((2400, 1200), 80).convert("RGB").save(content, "JPEG", quality=90)
    handout.write("figures/white.jpg", content.getvalue())
    handout.body(TABLE.replace("white.png", "white.jpg"))
    page = page_of(handout.folder)
    photograph = Image.open(io.BytesIO(base64.b64decode(re.search(r'src="data:image/jpeg;base64,([^"]+)', page)[1])))
    assert photograph.width == 425 and len(page) < 600_000


def test_a_table_with_pictures_goes_on_over_the_page(handout):
    """Five rows of words stay together. With pictures they are as tall as a page, and the page above was left empty."""
    rows = "\n".join(f"| {n} | ![The white pill number {n}](figures/white.png){{height=60mm}} |" for n in range(4))
    handout.body(f"Rest.\n\nTable: Pills\n\n| Pill | Look |\n|---|---|\n{rows}")
    document = pypdfium2.PdfDocument(make_proof(read_manuscript(handout.folder), "a4")[0])
    assert len(list(document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=9))) > 0


def test_a_draft_marks_a_picture_of_a_cell_that_is_not_there_or_says_nothing(handout):
    handout.body(TABLE.replace("blue.png", "green.png").replace("![The white pill in a hand]", "![]"))
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.web]\nmedium = "web"\n')
    assert [told.rpartition(" ")[2] for told in handout.refused()] == ["missing-alt", "missing-image"]
    assert handout.command("build", "--draft", "--edition", "web", "--source", "sections", "--out", "dist") == 0, handout.said
    page = (handout.out / "rest.DRAFT.html").read_text("utf-8")
    assert 'alt="To be written: what this picture shows."' in page and "figures/green.png cannot be printed" in page
