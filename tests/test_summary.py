"""The summary: blocks that their author marked, on two sides of one sheet, word for word as in the booklet."""
import io
import re
import tomllib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.load.dialect.blocks import read_blocks
from booklet.load.markdown.typed import Typed
from booklet.load.sentences.leaves import leaves_of
from booklet.model.cited import CitedSection, pictures_in
from booklet.model.manuscript import Callout, Passage, Section, ShortPlace, flat
from booklet.model.tree import words_of
from booklet.pipeline import make_edition, make_proof, read_manuscript
from booklet.template.html import html_of
from booklet.template.lists import set_sections
from tests.conftest import SECTIONS
from tests.manuscripts import FILES

MARK = "<!-- summary -->"
CLINIC, IMPRINT = (tomllib.loads((SECTIONS / name).read_text("utf-8")) for name in ("clinic.example.toml", "booklet.toml"))
SOURCES = [file.read_text("utf-8") for file in sorted(SECTIONS.glob("[0-9]*.md"))]


@pytest.fixture(scope="module")
def manuscript(shipped_cited):
    return shipped_cited


@pytest.fixture(scope="module")
def summary(proofs) -> Proof:
    return proofs["summary"]


@pytest.fixture(scope="module")
def leaflet(manuscript) -> Proof:
    return Proof(make_proof(manuscript, "tri-fold")[0])


@pytest.fixture(scope="module")
def booklet(proofs) -> Proof:
    return proofs["a4"]


def plain(text: str) -> str:
    """Words only: how lines break, and which page a figure is on, differ between editions."""
    text = re.sub(r"\s*\((?:page [0-9]+|in the full booklet)\)", "", text)
    text = re.sub(r"Figure [0-9]+", "Figure", text)
    text = re.sub(r"\s*In words on page [0-9]+\.", "", text)
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "-", re.sub(r"\s+", " ", text.replace("\u00a0", " "))).strip()


def read(text: str):
    lines = [Typed(line, [(0, number, 1)]) for number, line in enumerate(text.split("\n"), 1)]
    blocks, _, problems = read_blocks(lines, "a.md", ())
    return blocks, [f"{problem.place}: {problem.slug}" for problem in problems]


def test_the_summary_is_two_sides_of_one_a4_sheet(summary):
    assert [tuple(round(float(x) / 72 * 25.4) for x in page.mediabox[2:]) for page in summary.pdf.pages] == [(210, 297)] * 2


def test_it_holds_every_marked_block_and_no_other(summary, manuscript):
    text = plain(summary.words_text())
    marked = {s.number for s in manuscript.sections for block in s.blocks if block.in_summary}
    for section in manuscript.sections:
        assert (section.section.title in text) is (section.number in marked), section.section.title
    boxes = re.findall(rf"{MARK}\n::: [a-z-]+ (?P<title>[^{{\n]+)$", "\n".join(SOURCES), re.MULTILINE)
    assert boxes and not [title for title in boxes if title not in text]


def test_every_sentence_of_the_summary_stands_in_the_booklet(summary, booklet):
    """Its own words are few and known: who has not signed, what it is, and the way to the rest."""
    own = {
        f"The main points of the full booklet, from {CLINIC['name']}",
        ("The full booklet says more, and names the source of each fact. "
         f"Read it at {CLINIC['booklet_url'].removeprefix('https://')} (an example address)."),
    }  # fmt: skip
    whole, calls = plain(booklet.words_text()), [field for field in CLINIC.values() if isinstance(field, dict)]
    said = [plain(element.text) for element in summary.elements() if element.tag in ("P", "LI", "H1", "H2", "Lbl", "LBody")]
    assert len(said) > 60
    for words in (re.sub(r"^How to read this ", "", words) for words in said if words not in own and not any(call["phone"] in words for call in calls)):
        for sentence in re.split(r"(?<=[.?!\]:]) ", words):
            known = {f"{call.get('name', '')}, {call.get('hours', '')}".strip(", ") for call in calls}
            assert sentence in whole or sentence in known, sentence


def test_it_has_no_number_that_leads_nowhere(summary, leaflet):
    """[39] without a list, section 14 behind section 5, and Figure 8 then Figure 16, on a sheet that is read alone."""
    for sheet in (summary, leaflet):
        text = " ".join(sheet.words_text().replace("\u00a0", " ").split())
        assert not re.findall(r"\[[0-9,-]+\]", text)
        numbers = list(map(int, re.findall(r"Figure ([0-9]+) [A-Z]", text)))
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(heading.strip()[:1].isalpha() for _, heading in sheet.headings())


def test_whom_to_call_and_who_has_not_signed_stand_on_the_sheet(summary):
    first = summary.text_of(0)
    assert "DRAFT. Not yet signed off by a clinician. Not for patients." in plain(first)
    for contact in ("emergency", "daytime", "out_of_hours", "crisis"):
        assert CLINIC[contact]["phone"] in first


def test_body_type_is_twelve_points_and_nothing_is_under_ten(summary):
    size, page, words = summary.smallest_type()
    assert size >= 9.99, (size, page, words)
    sizes = [(round(words.size_pt, 1), len(words.text)) for n in range(2) for words in summary.words_on(n)]
    assert sum(n for size, n in sizes if size >= 12) > 0.5 * sum(n for _, n in sizes)


def test_the_summary_keeps_the_standards_and_its_headings_are_the_sections(summary, manuscript):
    assert opened_problems(summary, "summary") == []
    marked = [section for section in manuscript.sections if any(block.in_summary for block in section.blocks)]
    assert [level for level, _ in summary.headings()] == [1, *(2 for _ in marked)]


def test_the_sheet_has_no_link_that_leads_nowhere(summary):
    with pikepdf.open(io.BytesIO(summary.data)) as pdf:
        assert all("/Annots" not in page or len(page.Annots) < 4 for page in pdf.pages)


def test_longer_names_of_a_clinic_still_leave_two_sides(manuscript, tmp_path):
    profile = tmp_path / "clinic.toml"
    text = (SECTIONS / "clinic.example.toml").read_text(encoding="utf-8")
    text = text.replace("Example Clinic", "Example Clinic of the University Hospital")
    text = text.replace("000 000 0003", "+44 20 7946 0000").replace("Monday to Friday, 9 am to 5 pm", "Weekdays except holidays, 8.30 am to 6 pm")
    profile.write_text(text, encoding="utf-8")
    assert make_edition(read_manuscript(SECTIONS, profile), "summary").pages == 2


@pytest.mark.parametrize(("text", "place"), [
    (f"Rest.\n\n{MARK}\n", "3:1"),
    (f"{MARK}\n{MARK}\nRest.", "1:1"),
    (f"::: note A\n{MARK}\nRest.\n:::", "2:1"),
    (f"Rest.\n{MARK}\nMore.", "2:1"),
    (f"- Rest\n\n{MARK}\n- More", "3:1"),
    (f"{MARK}\n## A heading", "1:1"),
    (f"Rest. {MARK}", "1:7"),
])  # fmt: skip
def test_a_mark_that_marks_no_block_is_told_with_its_place(text, place):
    assert read(text)[1] == [f"a.md:{place}: stray-mark"]


@pytest.mark.parametrize(("mark", "place"), [
    ("<!-- summary: sheet -->", ShortPlace(True, False)),
    ("<!-- summary: leaflet, flap -->", ShortPlace(False, True, "flap")),
    ("<!-- summary: right -->", ShortPlace(True, True, "right")),
])  # fmt: skip
def test_a_mark_may_say_which_edition_and_which_panel(mark, place):
    blocks, problems = read(f"{mark}\nRest.")
    assert ([block.in_summary for block in blocks], problems) == ([place], [])


@pytest.mark.parametrize("words", ["flip", "left, right", "sheet, flap", ""])
def test_a_mark_that_names_what_is_no_place_is_told(words):
    assert read(f"<!-- summary: {words} -->\nRest.")[1] == ["a.md:1:1: stray-mark"] * bool(words)


@pytest.mark.parametrize(("text", "marked"), [
    (f"One.\n\n{MARK}\nTwo.\nMore.\n\nThree.", "<p>Two.\nMore.</p>"),
    (f"{MARK}\n- a\n- b\n\nAfter.", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    (f"{MARK}\n1. a\n\n    more\n\n2. b\n\nAfter.", "<ol>\n<li>\n<p>a</p>\n<p>more</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>"),
    (f"One.\n\n{MARK}\n## Then\n\nTwo.\n\nThree.", "<h3>Then</h3><p>Two.</p>"),
    (f"{MARK}\nThey come out on:\n\n<!-- by whom? -->\n\n- a\n\nAfter.",
     "<p>They come out on:</p><ul>\n<li>a</li>\n</ul>"),
    (f"{MARK}\nThey come out on: <!-- C1: or -->\n\nThe nurse: she comes.\n\nAfter.",
     "<p>They come out on:</p><p>The nurse: she comes.</p>"),
])  # fmt: skip
def test_a_mark_takes_a_whole_paragraph_or_list_with_what_it_says_nothing_without(text, marked):
    """Below no heading, what to leave for a day stood among the steps of the morning, and "they come out on:" alone."""
    blocks, problems = read(text)
    assert problems == []
    assert "".join(_Plain().block(block) for block in blocks if block.in_summary) == marked
    signed = (piece for leaf in leaves_of(text, 1)[0] if leaf.in_summary for piece in leaf.pieces if isinstance(piece, str))
    assert "".join("".join(signed).split()) == "".join(re.sub("<[^>]*>", "", marked).split())


def test_a_mark_takes_the_pictures_of_its_table():
    """The leaflet of exercises had their table, and none of its pictures."""
    blocks, _ = read(f"{MARK}\n| Look |\n|---|\n| ![A bed with a white sheet](figures/bed.svg) |\n\nAfter.")
    assert [picture.file for picture in pictures_in(block for block in blocks if block.in_summary)] == ["figures/bed.svg"]


@pytest.mark.parametrize("heading", ["", "## How to rest\n\n"])
def test_a_mark_takes_all_steps_with_their_pictures_each_below_its_step(heading):
    """The pictures of a marked list stood behind its last step, in each edition: nobody knew which was of which."""
    blocks, _ = read(f"{MARK}\n{heading}1. Lie down\n\n    ![A bed](figures/bed.svg)\n\n2. Sleep\n\nAfter.")
    told = [words_of(block.nodes) if isinstance(block, Passage) else block.file for block in blocks if block.in_summary]
    assert [words.strip() for words in told][-3:] == ["Lie down", "figures/bed.svg", "Sleep"]


def test_a_mark_amid_words_says_what_helps(handout):
    """It stood on a line of its own, and "give it a line of its own" was the hint."""
    handout.body(f"You need:\n{MARK}\nRest.")
    assert handout.refused() and "hint: put it on a line of its own, below an empty one" in handout.said


def test_a_mark_takes_a_whole_box_with_what_is_in_it():
    blocks, problems = read(f"{MARK}\n::: note Rest\nOne.\n\nTwo.\n:::\n\nAfter.")
    assert problems == []
    assert [type(block).__name__ for block in blocks if block.in_summary] == ["Callout"]
    assert len(list(flat(blocks))) == 3


PIECES = st.lists(st.sampled_from(["A word.", "- one\n- two", "1. one\n2. two", "## A part", "::: note N\nRest.\n:::"]), min_size=1, max_size=7)


@given(PIECES, st.data())
def test_what_is_printed_is_the_same_with_marks_and_without(pieces, data):
    """Wherever a mark is allowed, the booklet's own pages do not change by it."""
    marked = [f"{MARK}\n{piece}" if data.draw(st.booleans()) else piece for piece in pieces]
    blocks, problems = read("\n\n".join(marked))
    if not problems:
        unmarked, _ = read("\n\n".join(pieces))
        assert _printed(blocks) == _printed(unmarked)


def _printed(blocks):
    section = Section("a", 1, "A", "A", (), (), None)
    cited = CitedSection(1, "section-a", section, blocks)
    return set_sections(_Booklet((cited,)), _Plain())[0].html


class _Booklet:
    """The least that set_sections asks of a manuscript."""

    def __init__(self, sections):
        self.sections, self.manuscript, self.abbreviations = sections, self, ()


class _Plain:
    """A compositor of bare html."""

    medium = type("Medium", (), {"value": None})

    def block(self, block):
        if isinstance(block, Callout):
            return Markup("\n").join(map(self.block, block.blocks))
        return html_of(block.nodes, lambda node: node).rstrip("\n")


def test_an_edition_of_the_summary_wants_marks(handout):
    handout.change("booklet.toml", "[editions.a4]", '[editions.short]\npaper = "A4"\nsections = "summary"\n\n[editions.a4]')
    assert handout.refused() == ["sections/booklet.toml:15: no-summary-block"]
    assert handout.command("check", "--source", "sections") == 1 and handout.said.count("no-summary-block") == 1
    assert handout.command("signoff", "--source", "sections") == 0, handout.said
    assert handout.command("build", "--source", "sections", "--out", "dist", "--edition", "a4") == 0, handout.said


def test_a_web_page_is_no_summary(handout):
    handout.change("booklet.toml", "[editions.a4]", '[editions.web]\nmedium = "web"\nsections = "summary"\n\n[editions.a4]')
    assert handout.refused() == ["sections/booklet.toml:13: bad-setting"]


def test_a_sheet_that_is_read_alone_names_whom_to_call_and_leads_nowhere_else(handout):
    """Advice, which a handout may make an error: it leaves the house without the booklet, and without a nurse."""
    card = 'help = [{ask = "Not safe?", contact = "crisis"}, {ask = "Life in danger now?", contact = "emergency"}]'
    alone = '[editions.short]\npaper = "A4"\nsections = "summary"\n\n[editions.a4]'
    nobody = FILES["booklet.toml"].replace(card, 'help = []\nback = [{label = "My next visit"}]')
    handout.write("booklet.toml", nobody.replace("[editions.a4]", alone))
    handout.body(f"{MARK}\nRest. [](#glossary)\n\nSleep. [](#glossary)")
    told = {problem.slug for problem in read_manuscript(handout.folder).manuscript.problems}
    assert {"leads-out", "short-without-help"} <= told


def test_where_no_work_is_cited_no_source_of_each_fact_is_promised(handout):
    """The full exercise sheet names none, and the summary and the leaflet of it said so."""
    handout.change("booklet.toml", "[editions.a4]", "[editions.summary]\n[editions.tri-fold]\n[editions.a4]")
    handout.body(f"{MARK}\nRest well.", tail="")
    handout.write("references.json", "[]")
    for edition in ("summary", "tri-fold"):
        said = " ".join(Proof(make_proof(read_manuscript(handout.folder), edition)[0]).words_text().split())
        assert "ull booklet" in said and "source of each fact" not in said


def test_a_table_that_fits_its_column_stays_a_table(handout):
    """As wide as a page of A4, each was a list of "When: ..., What to do: ..." on the leaflet and on the summary."""
    handout.change("booklet.toml", "[editions.a4]", "[editions.summary]\n[editions.tri-fold]\n[editions.a4]")
    table = "Table: When to stop\n\n| When | What to do |\n|---|---|\n| 2 hours before | Stop drinking. |"
    handout.body(f"## Before\n\nRest.\n\n{MARK}\n\n### On the day\n\n{table}", tail="")
    handout.write("references.json", "[]")
    for edition in ("summary", "tri-fold"):
        proof = Proof(make_proof(read_manuscript(handout.folder), edition)[0])
        assert [each.tag for each in proof.elements() if each.tag in ("TH", "TD")] == ["TH", "TH", "TH", "TD"]
        (head,) = [each for each in proof.elements() if each.text.strip() == "On the day" and each.tag[0] == "H"]
        assert head.tag == "H3", "its heading of level 4 skipped one, as what stands above it is left out: it was refused"
