"""The leaflet: the summary on one sheet that is folded twice, as it leaves the printer."""
import pytest

from booklet.pipeline import make_proof, read_manuscript
from booklet.check.pdf.document import Proof
from booklet.deliver.sheets.impose import tri_fold
from booklet.model.paper import PAPERS, points

SHEETS = {"tri-fold": "A4", "tri-fold-letter": "Letter"}


@pytest.fixture(scope="module", params=SHEETS)
def leaflet(request, short_proofs) -> tuple[Proof, str]:
    return short_proofs[request.param], SHEETS[request.param]


def test_the_leaflet_is_one_sheet_on_its_side(leaflet):
    proof, sheet = leaflet
    sizes = [tuple(float(edge) for edge in page.trimbox[2:]) for page in proof.pdf.pages]
    assert sizes == [pytest.approx(PAPERS[sheet].on_its_side.size_pt, abs=0.1)] * 2


def test_no_words_come_nearer_than_six_millimetres_to_a_fold_or_an_edge(leaflet):
    proof, sheet = leaflet
    fold = tri_fold(PAPERS[sheet])
    for index, side in enumerate((fold.outer, fold.inner)):
        edges = sorted({points(p.left_mm) for p in side} | {points(p.left_mm + p.width_mm) for p in side})
        for words in proof.words_on(index):
            left, bottom, right, top = words.box
            near = [edge for edge in edges if left < edge + points(5.99) and right > edge - points(5.99)]
            assert not near or not words.text.strip(), words
            assert bottom > points(5.99) and top < points(PAPERS[sheet].width_mm - 5.99), words


def test_no_type_on_the_leaflet_is_under_nine_and_a_half_points(leaflet):
    size, page, words = leaflet[0].smallest_type()
    assert size >= 9.49, (size, page, words)


def test_the_front_is_where_a_folded_leaflet_shows_it_first(leaflet):
    """The right panel of the outer side lies on top; the flap, which folds in, is on its left."""
    proof, sheet = leaflet
    front = tri_fold(PAPERS[sheet]).outer[2]
    title = next(words for words in proof.words_on(0) if "Clean hands" in words.text)
    assert points(front.left_mm) < title.box[0]
    assert "Not yet signed off" in proof.text_of(0)
    assert "Why do clean hands matter?" in proof.text_of(1)


def test_the_leaflet_has_the_words_of_the_summary(short_proofs, leaflet):
    summary = short_proofs["summary"]
    told = "".join(leaflet[0].text_of(index) for index in range(2)).replace("\u00a0", " ").split()
    for words in ("Germs", "[1]", "emergency", "thumbs", "song"):
        assert (words in told) is (words in summary.words_text().split()), words


def test_a_leaflet_of_tables_keeps_its_promise_of_type(handout):
    """The clinic's address on its back was taken for the text: a leaflet was refused whose words were large enough."""
    leaf = '[editions.leaf]\npaper = "A4-third"\nsheet = "A4"\nimposition = "tri-fold"\nfigure_type_pt = 9.6\nsections = "summary"\n'
    handout.change("booklet.toml", "[editions.a4]", f"{leaf}promises.smallest_type_pt = 9.5\npromises.body_type_pt = 14\n\n[editions.a4]")
    rows = "\n".join(f"| Meal {n} | Bread and soup |" for n in range(12))
    handout.body(f"<!-- summary -->\nTable: Meals\n\n| When | What |\n|---|---|\n{rows}")
    assert handout.command("build", "--source", "sections", "--out", "out", "--edition", "leaf") == 0, handout.said


def test_a_heading_is_not_parted_from_its_list_by_a_fold(handout):
    """In a handout of one section, whose headings stand a level higher: "At home" stood on one panel, and what to do on the next."""
    leaf = '[editions.leaf]\npaper = "A4-third"\nsheet = "A4"\nimposition = "tri-fold"\nstylesheet = "editions/tri-fold.css"\n'
    handout.change("booklet.toml", "[editions.a4]", f"{leaf}\n[editions.a4]")
    (file,) = handout.folder.glob("010*.md")
    told = "Rest in the day, and sleep at night. " * 6
    file.write_text(f"---\ntitle: Rest\n---\n{told}\n\n## At home\n\n- Keep it dry.\n" + f"- {told}\n" * 4, "utf-8")
    leaflet = Proof(make_proof(read_manuscript(handout.folder), "leaf")[0])
    (panel,) = (text for text in map(leaflet.text_of, range(leaflet.page_count)) if "At home" in text)
    assert "Keep it dry." in panel


def test_a_text_that_needs_more_panels_is_refused(handout):
    text = "\n\n".join(f"<!-- summary -->\n{'Rest does you good, and sleep does too. ' * 30}" for _ in range(9))
    leaf = 'paper = "A4-third"\nsheet = "A4"\nimposition = "tri-fold"\nstylesheet = "editions/tri-fold.css"\n'
    handout.body(text)
    handout.change("booklet.toml", "[editions.a4]", f'[editions.leaf]\n{leaf}sections = "summary"\n\n[editions.a4]')
    told = handout.refused("--edition", "leaf", "--edition", "a4")
    assert [line.split(": ")[-1] for line in told] == ["not-six-panels"]
    (way_out,) = (line for line in handout.said.splitlines() if line.startswith("To build those that are well: "))
    assert "--edition a4" in way_out and "leaf" not in way_out
    assert "take <!-- summary --> from blocks" in handout.said
    handout.body(f"{text}\n\nTable: Hours\n\n| Time | Pain |\n|---|---|\n" + "| 8.00 | |\n" * 60)  # more cells to write in than lines of words
    handout.change("booklet.toml", "[editions.a4]", f"[editions.leaf]\n{leaf}\n[editions.a4]")
    assert "not-six-panels" in "".join(handout.refused("--edition", "leaf"))
    assert 'write sections = "summary" below the edition' in handout.said and "take <!-- summary -->" not in handout.said
    assert handout.command("build", "--source", "sections", "--out", "out", "--edition", "leaf", "--draft") == 0, handout.said
    (made,) = (handout.folder.parent / "out").glob("*-leaf.DRAFT.pdf")
    pages = Proof(made.read_bytes())
    assert "more than there is room for" in handout.said and "out-of-place" not in handout.said  # which is no other fault
    assert pages.page_count > 6 and all("DRAFT" in pages.text_of(index) for index in range(pages.page_count))
