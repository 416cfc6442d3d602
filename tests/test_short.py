"""A short handout is a handout: no cover, no contents of one line, and no sheet of paper that says nothing."""

import re
import shutil

import pytest
from weasyprint.formatting_structure.boxes import BlockBox, InlineBlockBox, ParentBox

from booklet.check.judge import judge
from booklet.check.pdf.document import Proof
from booklet.cite.select import selected
from booklet.core.problems import BookletError
from booklet.model.paper import PAPERS
from booklet.paginate.engine import root_box
from booklet.pipeline import lay_out_edition, make_edition, make_proof, read_manuscript
from booklet.template.short import FEW_WORDS
from tests.manuscripts import with_authors
from tests.reader import said_on_pages
from tests.small import EDITIONS, SHORT, STARTER
from tests.test_photographs import png, scene

TEXT = "Wash your hands before you eat, and dry them well on a clean towel.\n"  # 13 words
ONE = {"010-washing.md": "---\ntitle: Washing your hands\nrunning_head: Washing\n---\n\n" + f"{TEXT * 8}\n## When\n\n{TEXT * 8}\n### Why\n\n{TEXT * 6}"}
FURNITURE = ("What is in this booklet", "How to use this booklet", "Find your page")


def handout(folder, sections, settings="", **changed):
    """A handout of these sections alone, with all kinds of editions. Its lines are not set closer, so each is laid out once."""
    folder.mkdir()
    for name in ("booklet.toml", "clinic.example.toml"):
        (folder / name).write_text((STARTER / name).read_text("utf-8"), encoding="utf-8")
    for name, text in sections.items():
        (folder / name).write_text(text, encoding="utf-8")
    toml = with_authors(folder) / "booklet.toml"
    text = re.sub("leading_at_least_pt.*\n", "", toml.read_text("utf-8"))
    for old, new in changed.items():
        text = text.replace(old, new)
    toml.write_text(text.replace("[editions.a4]\n", f"[editions.a4]\n{settings}") + EDITIONS + SHORT * ("<!-- summary -->" in "".join(sections.values())), encoding="utf-8")
    return folder


def proof_of(folder, edition="a4"):
    """The pages of an edition in reading order."""
    return Proof(make_proof(read_manuscript(folder), edition)[0])


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    return handout(tmp_path_factory.mktemp("one") / "handout", ONE)


@pytest.fixture(scope="module")
def leaf(one):
    return proof_of(one)


def test_a_handout_of_one_section_is_one_leaf_of_paper(leaf):
    """Before it was a cover, a list of one line, a page of text, and a page of help."""
    assert leaf.page_count == 2
    first, last = leaf.text_of(0), leaf.text_of(1)
    assert "Clean hands" in first and "Example Clinic" in first and "21 November 2027" in first
    assert "Wash your hands before you eat" in first, "the text begins below the title"
    assert "Life in danger now?" in last and "Written by" in last
    assert not [words for words in FURNITURE if words in first + last]


def test_it_says_on_its_first_page_that_nobody_has_signed_it(leaf):
    assert "Not yet signed off by a clinician" in leaf.text_of(0)


def test_its_headings_come_in_order_and_are_its_bookmarks(leaf):
    levels = [(element.tag, element.text) for element in leaf.elements() if element.tag in ("H1", "H2", "H3", "H4")]
    assert levels == [
        ("H1", "Clean hands"), ("H2", "Washing your hands"), ("H3", "When"), ("H4", "Why"), ("H2", "Help, and who made this"),
    ]  # fmt: skip
    assert [title for _, title in leaf.bookmarks()] == ["Washing your hands", "When", "Help, and who made this"]


def test_it_keeps_every_promise(leaf):
    assert [problem for answer in judge(leaf.data, "short") for problem in answer.problems] == []


def test_where_the_only_section_is_called_as_the_handout_its_title_is_said_once(tmp_path):
    text = {"010-washing.md": ONE["010-washing.md"].replace("title: Washing your hands", "title: Clean Hands")}
    folder = handout(tmp_path / "handout", text)
    proof = proof_of(folder)
    levels = [(element.tag, element.text) for element in proof.elements() if element.tag in ("H1", "H2", "H3", "H4")]
    assert levels == [("H1", "Clean hands"), ("H2", "When"), ("H3", "Why"), ("H2", "Help, and who made this")]
    page = make_edition(read_manuscript(folder), "web").content.decode()
    said = re.findall(r"<(h[1-4])[^>]*>([^<]+)<", page)
    assert said == [("h1", "Clean hands"), ("h2", "If you need help now"), ("h2", "When"), ("h3", "Why"), ("h2", "Help, and who made this")]
    assert "#contents" not in page


def test_booklet_toml_decides_against_the_length(tmp_path):
    cover, behind_it, *_ = said_on_pages(handout(tmp_path / "with", ONE, "cover = true\n"))
    assert "Wash your hands" not in cover and all(words in behind_it for words in FURNITURE)
    long = {f"{n:03}-part-{n}.md": ONE["010-washing.md"].replace("Washing your", f"Part {n} of washing") for n in range(1, 5)}
    assert "Wash your hands" in said_on_pages(handout(tmp_path / "without", long, "cover = false\n"))[0]


@pytest.mark.parametrize(("count", "words", "is_short"), [(3, FEW_WORDS - 60, True), (3, FEW_WORDS + 120, False), (24, 350, True), (11, 1_300, True)])
def test_three_sections_are_a_booklet_once_they_fill_about_four_pages(tmp_path, count, words, is_short):
    """Short questions are a leaflet too, however many: they had a page each."""
    body = TEXT * (words // (count * len(TEXT.split())))
    parts = {f"{n:03}-part-{n}.md": f"---\ntitle: Part {n}\nrunning_head: Part {n}\n---\n\n{body}" for n in range(1, count + 1)}
    assert ("Wash your hands" in said_on_pages(handout(tmp_path / "handout", parts))[0]) == is_short


def test_a_web_page_of_a_short_handout_explains_no_use(one):
    assert "How to use this booklet" not in make_edition(read_manuscript(one), "web").content.decode()


def test_a_short_handout_folds_from_one_sheet_with_help_on_its_back(one):
    """Before it were twelve pages, most of them covers."""
    pages = proof_of(one, "booklet-a5")
    assert pages.page_count == 4
    assert "Life in danger now?" in pages.text_of(3) and "My notes" in pages.text_of(2)
    made = make_edition(read_manuscript(one), "booklet-a5")
    assert Proof(made.content).page_count == 2


MARKED = {"010-washing.md": ONE["010-washing.md"].replace("\n\nWash", "\n\n<!-- summary -->\nWash", 1) + "\n<!-- summary -->\n::: emergency Go to hospital now if\n- your skin burns\n:::\n"}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    return handout(tmp_path_factory.mktemp("marked") / "handout", MARKED)


@pytest.fixture(scope="module")
def panels(marked):
    """Those of its leaflet."""
    return proof_of(marked, "tri-fold")


def test_a_leaflet_that_is_too_short_for_six_panels_has_whom_to_call_and_lines_to_write_on(marked, panels):
    assert panels.page_count == 6
    assert "Wash your hands" in panels.text_of(1) and "My questions" in panels.text_of(1)
    assert "My notes" in panels.text_of(2) and "My notes" in panels.text_of(3)
    assert "Life in danger now?" in panels.text_of(4), "whom to call is on the flap, which is seen first"
    assert "Go to hospital now if" in panels.text_of(4) and "Wash your hands" not in panels.text_of(4), "all else was there, too"
    assert "Your clinic" in panels.text_of(5) and "000 000 0001" in panels.text_of(5)
    sheet = Proof(make_edition(read_manuscript(marked), "tri-fold").content)
    assert sheet.page_count == 2


def test_what_the_flap_has_no_room_for_stands_inside_and_what_is_urgent_stays(tmp_path):
    """All of the section went there with its emergency box, and the leaflet was refused."""
    urgent = MARKED["010-washing.md"].partition("<!-- summary -->\n::: emergency")[2]
    text = "".join(f"<!-- summary -->\n{TEXT}\n\n" for _ in range(24))
    parts = {name: f"---\ntitle: {name}\n---\n\n{words}" for name, words in (
        ("010-wash.md", f"<!-- summary -->\n{TEXT}"), ("020-watch.md", f"{text}<!-- summary -->\n::: emergency{urgent}"),
    )}  # fmt: skip
    panels = said_on_pages(handout(tmp_path / "handout", parts), "tri-fold")
    assert ["Go to hospital now if" in panel for panel in panels] == [False] * 4 + [True, False]
    assert any("020-watch" in panel for panel in panels[1:4])


@pytest.mark.parametrize("lines", [(9, 4, 4), (11, 4, 4), (8, 6, 6)])
def test_a_heading_on_a_leaflet_goes_along_with_the_table_below_it(tmp_path, lines):
    """It stood at the foot of a panel, above lines to write on, and its table at the head of the next one."""
    table = "## What helps, by {n}?\n\nTable: Against pain, by {n}\n\n| What | How much |\n|---|---|\n" + "| A tablet | one each day |\n" * 4 + "\n"
    text = "".join(f"{TEXT}\n" * count + table.replace("{n}", str(n)) for n, count in enumerate(lines))
    panels = said_on_pages(handout(tmp_path / "handout", {"010-washing.md": f"---\ntitle: Washing\n---\n\n{text}"}), "leaflet")
    for n in range(len(lines)):
        (with_heading,) = (panel for panel in panels if f"What helps, by {n}?" in panel)
        assert f"Against pain, by {n}" in with_heading


def test_a_step_and_its_picture_stand_on_one_panel(tmp_path):
    """The fold parted what to do from what shows it."""
    steps = "".join(f"{n}. Do step{n}.\n\n   ![A bed with a white sheet](figures/bed.png)\n   Figure: Bed{n}\n\n" for n in range(1, 6))
    folder = handout(tmp_path / "handout", {"010-washing.md": f"---\ntitle: Washing\n---\n\n{steps}"})
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "bed.png").write_bytes(png(scene(size=(400, 300))))
    panels = said_on_pages(folder, "leaflet")
    assert all((f"step{n}" in panel) == (f"Bed{n}" in panel) for n in range(1, 6) for panel in panels)


@pytest.mark.parametrize("edition", ["leaflet", "a4"])
def test_a_line_to_write_on_stays_in_its_box(edition):
    """Beside "My own reminder:" it ran through the frame of its box, over the fold and into the next panel."""
    cited = read_manuscript(STARTER)
    laid_out, _ = lay_out_edition(selected(cited, cited.manuscript.imprint.editions[edition]), edition)

    def ends(box, most):
        """How far right each place to write ends, and the text of the block that it stands in."""
        if isinstance(box, BlockBox):
            most = box.content_box_x() + box.width
        elif isinstance(box, InlineBlockBox) and box.element.get("class") == "gap":
            yield box.border_box_x() + box.border_width(), most
        for child in box.all_children() if isinstance(box, ParentBox) else ():
            yield from ends(child, most)

    lines = [each for page in laid_out.pages.pages for each in ends(root_box(page), 0)]
    assert lines and all(right <= most + 0.1 for right, most in lines)


def test_hours_on_a_leaflet_are_not_parted_from_their_am_and_pm(panels):
    """A line ended with "Monday to Friday, 9"."""
    painted = "".join(words.text for words in panels.words_on(5))
    assert "9\u00a0am\u00a0to\u00a05\u00a0pm" in painted, painted


@pytest.mark.parametrize("address", ["www.riverside.nhs.uk/knee", "www.royalvictoriainfirmary.nhs.uk/knee-replacement"])
def test_an_address_of_any_clinic_stands_on_a_leaflet(tmp_path, address):
    """A host of twenty letters reached out of its panel, and the leaflet was refused."""
    folder = handout(tmp_path / "handout", MARKED)
    clinic = folder / "clinic.example.toml"
    clinic.write_text(clinic.read_text("utf-8").replace("example.org/handouts", address), encoding="utf-8")
    sheet = Proof(make_edition(read_manuscript(folder), "tri-fold").content)
    assert address in "".join(words.text for words in sheet.words_on(0))


@pytest.mark.parametrize("edition", ["a4", "large-print", "summary", "tri-fold"])
def test_a_version_in_words_has_room_in_each_foot(tmp_path, edition):
    """Each page was refused: ink came too near to its lower edge, and "Example clinic." was to be mended."""
    folder = handout(tmp_path / "handout", MARKED)
    settings = (folder / "booklet.toml").read_text("utf-8")
    version = "2026-11 rev. 3, approved"
    (folder / "booklet.toml").write_text(re.sub("version = .*", f'version = "{version}"', settings), encoding="utf-8")
    assert Proof(make_edition(read_manuscript(folder), edition).content).page_count
    (folder / "booklet.toml").write_text(re.sub("version = .*", f'version = "{version}s"', settings), encoding="utf-8")
    with pytest.raises(BookletError, match="version: it has 25 characters"):
        read_manuscript(folder)


def test_a_leaflet_that_is_too_long_is_told_by_name_and_by_how_much(tmp_path):
    blocks = "".join(f"\n<!-- summary -->\n{TEXT * 8}" for _ in range(16))
    text = {"010-washing.md": f"---\ntitle: Washing your hands\nrunning_head: Washing\n---\n{blocks}"}
    folder = handout(tmp_path / "handout", text)
    with pytest.raises(BookletError) as refused:
        make_edition(read_manuscript(folder), "tri-fold")
    (problem,) = refused.value.problems
    assert problem.slug == "not-six-panels" and problem.place.path.endswith("booklet.toml") and problem.place.line > 1
    assert "edition tri-fold" in problem.says and "the three inner panels" in problem.says
    assert re.search(r"[0-9]+ lines more than there is room for, about [0-9]+ words", problem.says)


def test_the_size_of_the_text_is_measured_on_the_text(tmp_path):
    """bug-49: words explained, references and imprint had more letters than the sections of the starter: 10 pt, it was said."""
    folder = handout(tmp_path / "handout", {**ONE, "010-washing.md": ONE["010-washing.md"].split("## When")[0]})
    text = (folder / "booklet.toml").read_text("utf-8")
    (folder / "booklet.toml").write_text(text.replace('"A. Lee"', f'"A. Lee", "{"B. Lee and all the others. " * 12}"'), encoding="utf-8")
    assert make_edition(read_manuscript(folder), "booklet-a5").pages == 4
    (folder / "booklet.toml").write_text(text.replace("[editions.booklet-a5]\n", "[editions.booklet-a5]\npromises.body_type_pt = 13\n"), encoding="utf-8")
    with pytest.raises(BookletError, match="broken-promise: booklet-a5: most of the text is set in 12 pt"):
        make_edition(read_manuscript(folder), "booklet-a5")


def test_a_problem_of_sheets_names_its_edition(tmp_path):
    folder = handout(tmp_path / "handout", ONE)
    text = (folder / "booklet.toml").read_text("utf-8")
    text = text.replace("[editions.booklet-a5]\n", '[editions.booklet-a5]\nstylesheet = "editions/booklet-half-letter.css"\n')
    (folder / "booklet.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BookletError) as refused:
        make_edition(read_manuscript(folder), "booklet-a5")
    assert {problem.slug for problem in refused.value.problems} == {"page-size"}
    assert all("edition booklet-a5" in str(problem.place) for problem in refused.value.problems)


LONG = "Clean hands for everybody who visits or stays on a ward or works in one "
WIDE = "Acute Diarrheal Diseases: Comprehensive Teaching-Learning Module"  # no line of it is full
BOOK = {f"{n:03}-part-{n}.md": f"---\ntitle: Part {n}\nrunning_head: Part {n}\n---\n\n{TEXT}" for n in range(1, 105)}


@pytest.mark.parametrize(
    ("edition", "long"), [*((each, LONG * n) for n in (2, 5) for each in ("a4", "booklet-a5", "large-print")), ("a4", WIDE)]
)
def test_a_long_title_stays_on_the_cover(tmp_path, edition, long):
    """bug-43: it was an empty band of colour, and the title on the page behind it."""
    about = "When to wash them, and how, and why. " * (long.count(LONG) or 1)
    title, about = long[:390].strip(), about[:390].strip()
    few = {name: text.replace("---\n", "---\npart: First of all\n", 1) for name, text in BOOK.items() if name < "003"}
    folder = handout(tmp_path / "handout", few, **{"Clean hands": title, "When to wash them": about})
    text = (folder / "booklet.toml").read_text("utf-8")
    (folder / "booklet.toml").write_text(text.replace(f"[editions.{edition}]\n", f"[editions.{edition}]\ncover = true\n"), encoding="utf-8")
    proof = proof_of(folder, edition)
    assert all(word in proof.text_of(0) for word in (title.split()[-1], "Example Clinic", "Review by"))
    assert "Part 1" not in proof.text_of(0) and "What is in this booklet" in proof.text_of(1)
    assert proof.text_of(1).count("First of all") == 1  # one heading for all sections that say it


def test_what_no_cover_can_hold_is_told(tmp_path):
    folder = handout(tmp_path / "handout", MARKED, **{"Clean hands": ("word " * 80).strip()})
    with pytest.raises(BookletError) as refused:
        make_proof(read_manuscript(folder), "tri-fold")
    told = {problem.slug: problem for problem in refused.value.problems}
    assert "edition tri-fold" in told["title-too-long"].says and told["title-too-long"].place.line == 4


def test_each_tab_is_on_the_page_and_holds_its_number(tmp_path):
    """bug-44: from the twenty-fifth section on the numbers were cut in half; now the tabs begin again at the top."""
    proof = proof_of(handout(tmp_path / "handout", BOOK, "cover = true\nsections_start = 'page'\n"))
    tabs = {}
    for index in range(proof.page_count):
        words = [run for run in proof.words_on(index) if run.text.strip().isdigit() and abs(run.size_pt - 13) < 0.1]
        tabs |= {int(run.text): run for run in words if run.text.strip() and (run.box[0] > 540 or run.box[2] < 60)}
    assert sorted(tabs) == list(range(1, 100)), "three digits have no room in a tab"
    height = PAPERS["A4"].size_pt[1]
    assert all(0 < run.box[1] < run.box[3] < height for run in tabs.values())
    assert tabs[25].baseline_pt == pytest.approx(tabs[1].baseline_pt, abs=0.1) and tabs[24].baseline_pt < tabs[23].baseline_pt


def test_a_row_that_is_taller_than_a_page_begins_below_its_caption_and_head(tmp_path):
    """bug-45: the page with the heading was empty, and the next had the caption alone."""
    words = " ".join(f"word{n}" for n in range(400))
    table = f"Table: All of it\n\n| Where | What |\n|---|---|\n| {words} | x |\n| y | z |\n"
    proof = proof_of(handout(tmp_path / "handout", {"010-washing.md": f"---\ntitle: Washing\nrunning_head: Washing\n---\n\n{table}"}))
    first = proof.text_of(0)
    assert all(each in first for each in ("All of it", "Where", "word0 ", "word100"))
    assert "Where" in proof.text_of(1), "the head is said again where the row goes on"
    (table,) = [element for element in proof.elements() if element.tag == "Table"]
    assert table.text.count("Where") == 1 and all(f"word{n}" in table.text for n in range(400))


def test_a_name_that_means_two_things_is_refused_with_both_places(tmp_path):
    """bug-47: a section beside a drawing of its name silently turned "Figure 1" into "page 7"."""
    picture = "![A drop of water below a tap](figures/drop.svg)\nFigure: A drop.\n"
    text = {
        "010-washing.md": f"{ONE['010-washing.md']}\n{picture}\nSee [](#drop).\n",
        "020-drop.md": "---\ntitle: A drop\nrunning_head: A drop\n---\n\nRain.\n",
    }
    folder = handout(tmp_path / "handout", text)
    (folder / "figures").mkdir()
    (folder / "figures" / "drop.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>', encoding="utf-8")
    with pytest.raises(BookletError) as refused:
        read_manuscript(folder)
    (problem,) = refused.value.problems
    assert problem.slug == "ambiguous-target" and "020-drop.md:1" in problem.says and "010-washing.md:3" in problem.says
    (folder / "010-washing.md").write_text(text["010-washing.md"].replace("See [](#drop).", ""), encoding="utf-8")
    read_manuscript(folder)  # nobody asks which is meant


def test_pages_of_a_short_handout_have_no_tabs_and_its_sections_follow_one_another(tmp_path):
    three = {name: text for name, text in BOOK.items() if name < "004"}
    first, *_ = said_on_pages(handout(tmp_path / "handout", three))
    assert all(f"Part {n}" in first for n in (1, 2, 3))


@pytest.mark.parametrize(("lines", "pages", "pt"), [(5, 1, 10), (7, 1, 10), (8, 1, 10), (9, 2, 11), (11, 2, 11)])
def test_an_imprint_alone_takes_no_page_where_it_may_stand_closer(tmp_path, lines, pages, pt):
    """Many handouts ended with a page that said who made them, and nothing else. Where it cannot fit, it is as it was."""
    text = f"---\ntitle: Washing your hands\nrunning_head: Washing\n---\n\nWash your hands.\n\n____ x{lines}\n"
    proof = proof_of(handout(tmp_path / "handout", {"010-washing.md": text}))
    (verdict,) = (each for each in proof.words_on(pages - 1) if "has not been signed off" in each.text)
    assert proof.page_count == pages and round(verdict.size_pt) == pt
    helping = [{n for n in range(pages) if words in proof.text_of(n)} for words in ("Life in danger", "To ask us")]
    assert helping[0] == helping[1] == {pages - 1}  # whom to call stood on a page, and whom to ask or who made it on the next


def test_help_and_imprint_share_a_page_of_large_print(tmp_path):
    """Beside references help had a page for itself, and the imprint, as loose as it was at first, another."""
    text = "---\ntitle: Washing your hands\nrunning_head: Washing\n---\n\nWash your hands.[@who2009hands]\n\n____ x3\n"
    folder = handout(tmp_path / "handout", {"010-washing.md": text})
    shutil.copy(STARTER / "references.json", folder)
    pages = said_on_pages(folder, "large-print")
    assert len(pages) == 3 and all(words in pages[2] for words in ("Life in danger", "To ask us", "signed off"))
