"""Nothing leaves its place: the page, the text area, the box, the cell. What cannot stay there is told by page and by line."""
import base64
import io
import json
import re
import shutil
from dataclasses import replace

import pytest
from PIL import Image
from weasyprint import HTML

from booklet.check.pdf.document import Proof
from booklet.check.pdf.tree import as_list
from booklet.check.places import place_problems
from booklet.check.promises import promise_problems
from booklet.cite.select import selected
from booklet.core.own_table import STYLES
from booklet.core.problems import BookletError
from booklet.load.place_of_words import place_of_words
from booklet.model.document import LaidOut
from booklet.model.edition import Edition
from booklet.paginate.engine import root_box
from booklet.paginate.strays import stray_problems
from booklet.pipeline import make_edition, make_proof, read_manuscript, sound_pages
from tests.links import alternatives_of
from tests.pages import Faces, STYLE, laid_out
from tests.small import EDITIONS, STARTER, small_handout

HEAD = "---\ntitle: When to wash\nrunning_head: When to wash\n---\n\n"
CAPTION = "Figure: The screen, row by row. [@who2009hands]\n"
PICTURE = f"![A screen of a phone with a row for each step](figures/screen.png)\n{CAPTION}"


def png(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#8899aa").save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def printed(tmp_path):
    """`printed("text", "a4")`: a handout of one section with this text, and a screenshot as phones make them."""

    def make(text: str, edition: str, numbers: str = "", drawing: str = "") -> Proof:
        folder = tmp_path / "handout"
        shutil.copytree(STARTER, folder)
        for file in (*folder.glob("[0-9]*.md"), folder / "glossary.md"):
            file.unlink()
        (folder / "figures" / "screen.png").write_bytes(png(585, 1266))
        (folder / "010-wash.md").write_text(f"{HEAD}{text}\n\nAfter it. [@who2009hands]\n", encoding="utf-8")
        if drawing:
            (folder / "figures" / "tall.svg").write_text(drawing, encoding="utf-8")
        if numbers:
            (folder / "numbers.json").write_text(numbers, encoding="utf-8")
        with (folder / "booklet.toml").open("a", encoding="utf-8") as imprint:
            imprint.write(EDITIONS)
        cited = read_manuscript(folder)
        return Proof(make_edition(cited, edition).content if drawing else make_proof(cited, edition)[0])

    return make


def figure_of(proof: Proof) -> tuple[int, list[float]]:
    """The page of the only figure, and its box in points."""
    for branch, element in zip(proof.branches, proof.elements(), strict=True):
        if branch.tag == "Figure":
            return element.page, [float(edge) for edge in as_list(branch.attribute("/BBox"))]
    raise AssertionError("no figure")


@pytest.mark.parametrize("edition", ["a4", "booklet-a5", "large-print"])
def test_bug_04_a_screenshot_taller_than_a_page_stands_on_it_with_its_caption(printed, edition):
    """It ran through the foot and off the paper, and its caption stood alone on the next page."""
    proof = printed(f"Look.\n\n{PICTURE}", edition)
    page, (left, bottom, right, top) = figure_of(proof)
    (caption,) = [run for run in proof.words_on(page) if "screen" in run.text]
    foot = min(run.box[3] for run in proof.words_on(page) if "DRAFT" in run.text)
    assert bottom > foot and caption.box[1] > foot and top < float(proof.pdf.pages[page].mediabox[3])
    assert caption.box[3] < bottom or caption.box[0] > right or caption.box[1] >= top, "beside it, not on it"
    assert (right - left) / (top - bottom) == pytest.approx(585 / 1266, rel=0.02), "it is not stretched"
    assert top - bottom > 380, "it is as large as the page lets it be"


def bars(rows: int) -> str:
    """A chart of so many rows, the first half of which has numbers under 50."""
    entry = {
        "id": "told", "chart": "paired-bars", "citekey": "who2009hands", "title": "What people told us", "caption": "In one ward.",
        "how_to_read": "The longer, the more people.", "series": [
            {"name": "soap", "label": "Soap and warm water given by a nurse on the ward each morning"}, {"name": "none", "label": "None"}
        ], "rows": [
            {"name": f"r{n}", "label": f"Something rather long that people told their nurses, thing {n}x", "of_100": [n % 40, 30 + n]}
            for n in range(rows)
        ],
    }  # fmt: skip
    return json.dumps([entry])


@pytest.mark.parametrize(("edition", "rows"), [("a4", 12), ("a4", 40), ("booklet-a5", 12), ("large-print", 12)])
def test_bug_06_a_chart_longer_than_a_page_goes_on_below_its_head(printed, edition, rows):
    """The last rows of numbers were off the paper, and the title stood alone on the page before."""
    proof = printed('{{ figure("told") }}', edition, bars(rows))
    texts = [proof.text_of(index) for index in range(proof.page_count)]
    pages = [index for index, text in enumerate(texts) if "of 100 Something" in text]  # its head, above its first row
    assert len(pages) > 1, "its head is said again on each page"
    ends = {words for index in pages for words in re.findall(r"\d+ of 100(?= Something)", texts[index])}
    assert ends == {"50 of 100" if rows == 12 else "100 of 100"}, "and all of it has one scale"
    told = [int(each) for index in pages for each in re.findall(r"thing (\d+)x", texts[index])]
    assert told[:rows] == list(range(rows)), "each row is on the paper"
    assert "What people told us" in texts[pages[0]] and "In one ward" in texts[pages[-1]]
    alternatives = [each for each in alternatives_of(proof) if "people" in each]
    assert len(alternatives) == len(pages), "a listener hears of each drawing what it shows"


def test_a_drawing_with_letters_too_small_for_its_edition_is_told_by_its_file(printed):
    """Drawn smaller it would fit, and nobody could read it."""
    words = "".join(f'<text x="2" y="{y}" font-size="4">line {y}</text>' for y in range(5, 900, 8))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 900">\n{words}</svg>'
    text = PICTURE.replace("screen.png", "tall.svg")
    with pytest.raises(BookletError) as refused:
        printed(text, "a4", drawing=drawing)
    says = [problem.says for problem in refused.value.problems if problem.slug == "broken-promise"]
    assert len(says) == 1 and "9 pt are promised: line 5" in says[0] and "figures/tall.svg:2)" in says[0]


def test_a_card_taller_than_its_page_is_refused_once_with_its_line(printed):
    """Each of its 112 lines was told."""
    with pytest.raises(BookletError) as refused:
        printed(f"Look.\n\n::: evidence early: Small trials\n{'A nurse shows you where it is, by day or by night. ' * 60}\n:::\n\nRest.", "a4")
    assert [(problem.slug, problem.place.line) for problem in refused.value.problems] == [("out-of-place", 9)]


def test_a_tall_picture_in_a_box_stands_in_the_box(printed):
    proof = printed(f"::: action Do this\n- First look.\n\n{PICTURE}\n- Then go on.\n:::", "a4")
    page, _ = figure_of(proof)
    assert all(words in proof.text_of(page) for words in ("Do this", "First look", "row by row", "Then go on"))


@pytest.mark.parametrize("edition", ["a4", "large-print"])
def test_a_table_of_more_columns_than_a_page_is_wide_says_each_row_by_its_own(printed, edition):
    """The last columns were off the paper."""
    head, rule = "| " + " | ".join(f"Column {n}" for n in range(10)) + " |", "|" + "---|" * 10
    rows = ["| " + " | ".join(f"medication{n}{row}" for n in range(10)) + " |" for row in range(3)]
    proof = printed("Table: Ten of them\n\n" + "\n".join([head, rule, *rows]), edition)
    runs = [run for index in range(proof.page_count) for run in proof.words_on(index)]
    width = float(proof.pdf.pages[0].mediabox[2])
    assert all(run.box[2] < width - 30 for run in runs if run.text.strip())
    assert "Column 9: medication92" in proof.words_text(), "whole, and with its head"


def test_a_table_with_a_long_word_keeps_its_columns(printed):
    address = "https://www.example.org/" + "/".join(["averylongpartofit"] * 8)
    proof = printed(f"| Where | What | Why |\n|---|---|---|\n| Here | {address} | To ask |\n", "large-print")
    assert {"Table", "TH"} <= {branch.tag for branch in proof.branches} and "To ask" in proof.words_text()


def test_a_table_whose_head_says_nothing_has_none(printed):
    """As exporters write one without a head: a voice said "blank, blank" before it, and ": am" stood in a narrow one."""
    wide = f"| |{' |' * 9}\n|{'---|' * 10}\n|{'|'.join(f'medication{n}' for n in range(10))}|"
    proof = printed(f"| | |\n|---|---|\n| Morning | Tea |\n\n| | Now |\n|---|---|\n| Noon | Rest |\n\n{wide}\n", "a4")
    assert [(e.tag, e.text) for e in proof.elements() if e.tag in ("TH", "TD")] == [
        ("TH", "Morning"), ("TD", "Tea"), ("TD", ""), ("TH", "Now"), ("TH", "Noon"), ("TD", "Rest"),
    ]  # fmt: skip
    assert "medication8 medication9" in proof.words_text() and ": medication" not in proof.words_text()


BAD = f"""<style>{STYLE} @page {{ size: A5; margin: 15mm }} .box {{ border: 1pt solid; width: 40mm }} td {{ width: 20mm }}
.stiff {{ white-space: nowrap }} table {{ table-layout: fixed; width: 60mm; border-collapse: collapse }}</style>
<p class="stiff">These many words go on until they are off the paper, since nothing makes them break where it ends.</p>
<p class="stiff" style="overflow: hidden; text-overflow: ellipsis">These many words end in three dots where their line ends, as a head does.</p>
<div class="box stiff">A box that its words have left</div>
<table><tr><td class="stiff">Words that leave their cell</td><td>Next</td></tr></table>
<p style="break-before: page"><img alt="A tall picture" style="width: 20mm; height: 250mm" src="data:image/png;base64,%s"></p>
<p style="position: absolute; top: 181mm">Below the text</p>"""


def test_what_leaves_its_place_is_told_with_its_page_and_its_line(tmp_path):
    """Nobody was told, and the build was as good as any."""
    (tmp_path / "010-a.md").write_text("---\ntitle: A\n---\n\nA **box** that its words\nhave left\n\n![A tall picture](figures/a.png)\n", encoding="utf-8")
    html = BAD % base64.b64encode(png(2, 9)).decode()
    pages = HTML(string=html, base_url=f"{STYLES}/", url_fetcher=Faces()).render()
    told = stray_problems(LaidOut(pages, "a5"), lambda words: place_of_words(tmp_path, words))
    assert {problem.slug for problem in told} == {"out-of-place"}
    assert [(problem.place.line, problem.says) for problem in told] == [
        (0, 'edition a5: page 1: the words "These many words go on until they are off the pa..." reach 53 mm out of the page, at its right'),
        (5, 'edition a5: page 1: the words "A box that its words have left" reach 14 mm out of its box, at its right'),
        (0, 'edition a5: page 1: the words "Words that leave their cell" reach 19 mm out of its cell, at its right'),
        (8, "edition a5: page 2: a picture reaches 55 mm out of the page, at its bottom"),
        (0, 'edition a5: page 2: the words "Below the text" reach 6 mm out of the text area, at its bottom'),
    ]


AT = '<p style="position: absolute; left: {}mm; top: {}mm; white-space: nowrap">{}</p>'


@pytest.mark.parametrize(("body", "slugs"), [
    (AT.format(100, 20, "These words go on and on until they are off the paper"), ["words-cut-off"]),
    (AT.format(10, 20, "The first of two lines") + AT.format(12, 20.4, "Something else in its place"), ["words-over-words"]),
    (AT.format(10, 20, "A title with a shadow") + AT.format(10.3, 20.3, "A title with a shadow"), []),
    (AT.format(10, 20, "Lines that are set") + AT.format(10, 23.6, "close to one another"), []),
    (AT.format(10, 20, "Beside") + AT.format(24, 20, "one another"), []),
])  # fmt: skip
def test_any_pdf_is_asked_whether_its_words_can_be_read_where_they_stand(body, slugs):
    """Told by page. A shadow is the same words again, and close lines are a matter of taste."""
    told = list(place_problems(Proof(laid_out(["<p>Rest.</p>", body], "A5")), "a.pdf"))
    assert [problem.slug for problem in told] == slugs and all(problem.place.page == 2 for problem in told)


def test_an_edition_promises_that_its_words_stay_on_the_page_and_apart():
    pages = laid_out([AT.format(100, 20, "These words go on and on until they are off the paper")], "A5")
    (problem,) = promise_problems(Proof(pages), "tiny", Edition(paper="A5"))
    assert problem.slug == "broken-promise" and "page 1 has words that run off it" in problem.says


@pytest.mark.parametrize(("edition", "times"), [("letter", 1), ("a4", 2)])
def test_a_foot_of_more_lines_keeps_clear_of_the_edge(tmp_path, edition, times):
    """With a long notice the last line of the foot was nearer to the edge than is promised, and no page could be printed."""
    folder = tmp_path / "handout"
    shutil.copytree(STARTER, folder)
    toml = folder / "booklet.toml"
    notice = "Needs review by your clinic before use. For information only; not medical advice. Ask us before you act on any of it."
    text = toml.read_text(encoding="utf-8").replace("For information only; not medical advice.", " ".join([notice] * times))
    toml.write_text(text, encoding="utf-8")
    assert make_edition(read_manuscript(folder), edition).pages


@pytest.mark.parametrize("edition", ["a4", "booklet-a5", "large-print"])
def test_the_number_of_a_section_stands_in_its_disc_be_it_666(tmp_path, edition):
    """From 200 sections on no book was built: the words "200" reached out of their box."""
    held = selected(cited := read_manuscript(small_handout(tmp_path / "handout", "run-on")), cited.manuscript.imprint.editions[edition])
    sections = tuple(replace(section, number=666) for section in held.sections)
    laid_out, _ = sound_pages(replace(held, sections=sections), edition)
    assert "666" in {getattr(box, "text", "") for page in laid_out.pages.pages for box in root_box(page).descendants()}
