"""What an edition promises, what it costs to print, and how its stylesheet may look."""
import json
import re
from pathlib import Path

import pytest

from booklet.check.pdf.ink import fill_of
from booklet.check.pdf.document import Proof
from booklet.check.promises import promise_problems
from booklet.cli.editions import cost_of
from booklet.core.printed.ready_made import ready_made
from booklet.core.problems import Place
from booklet.load.edition_checks import chosen_editions
from booklet.model.edition import Edition
from booklet.model.paper import PAPERS
from booklet.pipeline import read_manuscript
from booklet.template.edition_css import look_problems, page_size_problems, stylesheet_problems
from booklet.template.lengths import length_mm
from tests.manuscripts import FILES
from tests.pages import laid_out, numbered

A5 = PAPERS["A5"]
ENTRY = 'paper = "A4"'


def told(content: bytes, **fields) -> list[str]:
    edition = Edition.model_validate({"paper": "A5", **fields})
    return [str(each).split("\n")[0] for each in promise_problems(Proof(content), "tiny", edition, Place("booklet.toml", 7))]


def test_a_kept_promise_is_not_told():
    promises = {"smallest_type_pt": 12, "body_type_pt": 12, "pages_at_most": 3, "ink_percent_at_most": 20}
    assert told(numbered(3, A5, "a { color: black }"), promises=promises, ink="black") == []


def test_type_that_came_out_too_small_is_told_with_its_page_and_words():
    """Whoever asked for large print cannot read the one small line."""
    pages = laid_out(["<p>Rest helps.</p>", "<p style='font-size: 7pt'>Very small words</p>"], "A5")
    assert told(pages, promises={"smallest_type_pt": 9}) == [
        "booklet.toml:7: broken-promise: tiny: page 2 has type of 7.0 pt, and 9 pt are promised: Very small words"
    ]


def test_small_type_of_a_drawing_is_mended_in_the_drawing():
    """A map of a ward was refused, and "mend what it names" named words that stand in no line of the text."""
    edition = Edition.model_validate({"paper": "A5", "promises": {"smallest_type_pt": 9}})
    pages = laid_out(["<p style='font-size: 7pt'>Main entrance</p>"], "A5")
    (problem,) = promise_problems(Proof(pages), "tiny", edition, Place("booklet.toml", 7))
    assert problem.hint == "if these words stand in a drawing, make the letters there 1.3 times as large; or promise less in [editions.tiny]"


@pytest.mark.parametrize(("fields", "says"), [
    ({"promises": {"body_type_pt": 14}}, "most of the text is set in 12 pt, and 14 pt are promised"),
    ({"promises": {"pages_at_most": 2}}, "it has 3 pages, and at most 2 are promised"),
    ({"promises": {"ink_percent_at_most": 0.1}}, r"its pages are [0-9.]+ % ink, and at most 0.1 % are promised"),
])  # fmt: skip
def test_each_broken_promise_is_told(fields, says):
    (problem,) = told(numbered(3, A5), **fields)
    assert re.fullmatch(f"booklet.toml:7: broken-promise: tiny: {says}", problem)


def test_a_coloured_page_breaks_the_promise_of_black_ink():
    assert told(numbered(2, A5, "h1 { color: #12504F }"), ink="black") == [
        f"booklet.toml:7: broken-promise: tiny: page {page} is not printed by black ink alone: DeviceRGB" for page in (1, 2)
    ]


def test_a_file_without_bleed_is_not_for_a_print_shop():
    assert any("not-press-ready" in problem for problem in told(numbered(1, A5), finish="print-shop"))


def test_a_promise_that_the_text_breaks_is_told_where_the_edition_is_set(handout):
    handout.body("It heals. [@lee2020]")
    handout.change("booklet.toml", ENTRY, f"{ENTRY}\npromises.smallest_type_pt = 14")
    assert set(handout.refused()) == {"sections/booklet.toml:13: broken-promise"}


@pytest.mark.parametrize(("name", "paper"), [("x", "A5"), ("x", "Letter"), ("x", "Half-letter"), ("large-print", "Letter"), ("grey", "Letter")])
def test_pages_are_as_large_as_the_paper_that_they_name(handout, name, paper):
    """Without a stylesheet they were as large as A4, and the imprint called them Letter: a printer cut their foot off.

    Large print on Letter paper was refused: its stylesheet is for any paper of an office.
    """
    handout.body("It heals. [@lee2020]")
    handout.change("booklet.toml", ENTRY, f'{ENTRY}\n[editions.{name}]\npaper = "{paper}"')
    assert handout.command("build", "--source", "sections", "--edition", name, "--out", "dist") == 0, handout.said
    proof = Proof((handout.home / "dist" / f"rest-{name}.pdf").read_bytes())
    sizes = [float(edge) for page in proof.pdf.pages for edge in page.mediabox[2:]]
    assert sizes == pytest.approx([*PAPERS[paper].size_pt] * proof.page_count, abs=0.1)


@pytest.mark.parametrize(("paper", "look", "hint"), [
    ("Letter", "booklet-a5", 'write paper = "A5", or name a stylesheet that sets --page-width to 215.9mm'),
    ("A4", "booklet-a5", 'write paper = "A5", or name'), ("A4", "letter", 'write paper = "Letter", or name'),
])  # fmt: skip
def test_a_stylesheet_for_another_paper_is_told(handout, paper, look, hint):
    handout.change("booklet.toml", ENTRY, f'{ENTRY}\n[editions.x]\npaper = "{paper}"\nstylesheet = "editions/{look}.css"')
    assert handout.refused("--edition", "x") == ["sections/booklet.toml:15: page-size"]
    assert hint in handout.said


@pytest.mark.parametrize("settings", ['paper = "A4-third"', 'paper = "A4"\nsheet = "A4"\nimposition = "tri-fold"'])
def test_a_panel_is_for_a_leaflet_and_a_leaflet_of_panels(handout, settings):
    """Told was of words that reach out of the page."""
    handout.change("booklet.toml", ENTRY, f"{ENTRY}\n[editions.x]\n{settings}")
    assert [line.split(": ")[-1] for line in handout.refused()] == ["bad-setting"]
    assert "A4-third, which is a panel, come together" in handout.said


@pytest.mark.parametrize(("name", "settings", "says"), [
    ("tri-fold", 'sheet = "Letter"', 'the panels of a sheet of Letter are paper = "Letter-third"'),
    ("booklet-a5", 'sections = "summary"', 'a folded booklet holds whole sections, "all" or "core"'),
])  # fmt: skip
def test_what_does_not_come_together_is_told_by_its_names(handout, name, settings, says):
    """Pages of another size than the sheet's were told, to be laid out anew; and of fillers that their author had not made."""
    handout.change("booklet.toml", ENTRY, f"{ENTRY}\n[editions.{name}]\n{settings}")
    assert [line.split(": ")[-1] for line in handout.refused()] == ["bad-setting"] and says in handout.said


@pytest.fixture
def styles(tmp_path) -> Path:
    (tmp_path / "editions").mkdir()
    (tmp_path / "tokens.css").write_text("@layer tokens {\n  :root { --ink: #000; --line: 19pt; }\n}\n")
    return tmp_path


@pytest.mark.parametrize(("css", "where"), [
    ("@layer editions { :root {\n --inc: #111;\n} }", "2: unknown-token: there is no token --inc"),
    (":root {\n --ink: var(--nonsense, red);\n}", "2: unknown-token: there is no token --nonsense"),
    ("@layer editions {\n p { color: red; }\n}", "2: unknown-token: an edition's stylesheet may only give tokens other values, in :root"),
    (":root {\n color: red;\n}", "2: unknown-token: there is no token color"),
    ("\n@page { margin: 0; }", "2: unknown-token: an edition's stylesheet may only give tokens other values, in :root"),
])  # fmt: skip
def test_a_stylesheet_that_does_more_than_reassign_tokens_is_told_by_its_line(styles, css, where):
    """A rule in one edition is a look that nobody mends in the others."""
    (styles / "editions" / "mine.css").write_text(css)
    (problem,) = stylesheet_problems(styles, "editions/mine.css")
    assert str(problem).split("\n")[0].endswith(f"mine.css:{where}")


@pytest.mark.parametrize("css", [
    "/* ours */ @layer editions { :root { --ink: #111; --line: calc(var(--line) * 2); } }",
    "", "/* :root { --ink: #111; } */", "\ufeff:root {\r\n  --ink: #111;\r\n}\r\n",
])  # fmt: skip
def test_a_stylesheet_that_reassigns_tokens_is_well(styles, css):
    """Also one in which nothing is left, and one that an editor of Windows has begun with a mark of its own."""
    (styles / "editions" / "mine.css").write_text(css, encoding="utf-8", newline="")
    assert stylesheet_problems(styles, "editions/mine.css") == []


@pytest.mark.parametrize(("css", "told"), [
    ("", "base.css: broken-style: no rule is left in this stylesheet"),
    ("/* all of it */", "base.css: broken-style: no rule is left in this stylesheet"),
    ("p { margin: 0; }\n\n@layer base {\n  p { color: red; }\n", "base.css:3: broken-style: what is opened here, or below, is never closed"),
    ("p { margin: 0; }\n/* now\n", "base.css:1: broken-style: what is opened here, or below, is never closed"),
    ("@layer base {\n  p { color: red;\n    margin 0; }\n}", "base.css:3: broken-style: this cannot be read"),
    ("@layer base {\n  p { color: var(--ink); }\n  a { color: var(--inc); }\n}", "base.css:3: unknown-token: there is no token --inc"),
])  # fmt: skip
def test_a_slip_in_a_shared_stylesheet_is_told_by_its_line(styles, css, told):
    """A browser passes over it without a word; so went a box without its frame, and a page of A4 without its width."""
    (styles / "web").mkdir()
    for file in ("web.css", "web/tokens.css", "components.css", "pages.css"):
        (styles / file).write_text(":root { --paper: #fff; }")
    (styles / "base.css").write_text("p { color: var(--ink); }")
    assert not list(look_problems(styles))
    (styles / "base.css").write_text(css)
    (problem,) = look_problems(styles)
    assert told in str(problem)
    (styles / "base.css").unlink()
    (problem,) = look_problems(styles)
    assert "base.css: broken-style: there is no such file" in str(problem)


def test_an_icon_that_no_browser_would_show_is_told(styles):
    """A web page had a broken picture in the place of a clock."""
    (styles / "icons" / "stock").mkdir(parents=True)
    (styles / "web").mkdir()
    (styles / "web" / "tokens.css").write_text(":root { --paper: #fff; }")
    (styles / "icons" / "stock" / "clock.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">\n<path d="M0 0"')
    told = [str(problem) for problem in look_problems(styles) if "icons" in str(problem)]
    assert len(told) == 1 and "icons/stock/clock.svg:2: broken-style: this is no drawing" in told[0]


@pytest.mark.parametrize(("css", "told"), [
    ('@import "other.css";', "mine.css:1: broken-style: these stylesheets import each other in a circle: mine.css imports other.css, other.css imports mine.css"),
    ('@import url("mine.css");', "in a circle: mine.css imports mine.css"), (":root {\n  --ink: 12;\n}", "mine.css:2: broken-style: --ink is a colour, and 12 is none"),
    (":root { --wide: 120 }", "--wide is a length, and 120 is none"), (":root { --wide: #fff }", "--wide is a length"), (":root { --ink: rebeccapurple; --wide: calc(9mm + 1mm) }", ""),
    (":root { --ink: var(--paper); --wide: 0 }", ""),
])  # fmt: skip
def test_a_stylesheet_of_an_edition_that_the_renderer_could_not_use_is_told_by_its_line(styles, css, told):
    """RecursionError, and a warning of a border that no line of theirs has, told an editor nothing."""
    (styles / "tokens.css").write_text(":root { --ink: #222; --paper: #fff; --wide: 150mm; }")
    (styles / "editions" / "other.css").write_text('@import "mine.css";')
    (styles / "editions" / "mine.css").write_text(css)
    assert [told in str(problem) for problem in stylesheet_problems(styles, "editions/mine.css")] == [True] * bool(told)


def test_an_edition_of_half_a_stylesheet_is_refused(styles):
    (styles / "editions" / "mine.css").write_text(":root {\n --ink: #111;\n")
    (problem,) = stylesheet_problems(styles, "editions/mine.css")
    assert "mine.css:1: broken-style: what is opened here, or below, is never closed" in str(problem)


def test_a_stylesheet_may_begin_as_another_does(styles):
    """Two booklets of nearly one size; the last word on a length counts, and a circle has an end."""
    (styles / "tokens.css").write_text(":root { --wide: 150mm; --rest: 9mm; }")
    (styles / "editions" / "first.css").write_text('@import "mine.css";\n:root { --wide: 120mm; --line: 7mm; }')
    (styles / "editions" / "mine.css").write_text('@import "first.css";\n@import "none.css";\n:root { --wide: 114mm; }')
    assert [length_mm(styles, ["editions/mine.css"], token) for token in ("--wide", "--line", "--rest")] == [114, 7, 9]


def test_a_length_may_be_in_any_unit_of_paper(styles):
    """8.5in was taken for the width of A4."""
    (styles / "tokens.css").write_text(":root { --page-width: 210mm; --wide: 150mm; }")
    (styles / "editions" / "mine.css").write_text(":root { --page-width: 8.5in; --wide: 17cm; }")
    assert [length_mm(styles, ["editions/mine.css"], token) for token in ("--page-width", "--wide")] == [pytest.approx(215.9), 170]


@pytest.mark.parametrize(("value", "mm"), [
    ("calc(210mm - 4mm)", 206), ("calc( var(--page-width) - 2 * (10mm + .5cm) )", 180), ("var(--page-width)", 210),
    ("calc(210mm - 20mm - 4mm)", 186), ("calc(210mm / 2 / 3)", 35), ("VAR(--none, 12pt)", 12 * 25.4 / 72), ("Calc(-1 * -3MM)", 3),
    ("50%", None), ("calc(210mm -4mm)", None), ("var(--wide)", None), ("var(--none)", None), ("calc(1mm / 0)", None),
    ("calc()", None), ("red", None),
])  # fmt: skip
def test_a_length_may_be_reckoned(styles, value, mm):
    """calc(210mm - 4mm) was taken for a sheet of another paper; what is no length ended a build by a fault of its own."""
    (styles / "tokens.css").write_text(":root { --page-width: 210mm; --page-height: 297mm; --chart-width: 9mm; --wide: 150mm; }")
    (styles / "editions" / "mine.css").write_text(f":root {{ --wide: {value}; }}")
    told = list(page_size_problems(styles, Edition(paper="A4", stylesheet="editions/mine.css"), Place("booklet.toml")))
    if mm is None:
        assert "page-size: editions/mine.css: --wide is no length of paper" in str(told[0])
    else:
        assert told == [] and length_mm(styles, ["editions/mine.css"], "--wide") == pytest.approx(mm)


def test_sheets_are_printed_on_both_sides():
    cost = cost_of(numbered(5, A5))
    assert (cost["sheets"], cost["smallest_type_pt"]) == (3, 12)
    assert 0 < cost["ink_percent"] < 5


def test_fill_is_the_lowest_ink_in_the_text_area_over_its_height():
    """Of a page of 210 mm between margins of 15 mm; what stands in the margins, as a foot does, counts for nothing."""
    foot = '<p style="position: absolute; bottom: -10mm">Foot</p>'
    bars = ['<div style="background: #000; margin: 0; height: {}mm">' + foot + "</div>", "<p></p>"]
    fill = fill_of(laid_out([bars[0].format(90), bars[1], bars[0].format(180)], "A5"), [(15, 15, 133, 195)])
    assert [round(share, 2) for share in fill.pages] == [0.5, 0, 1] and (fill.under(50), fill.under(70)) == ((2,), (1, 2))
    assert fill.told() == {"mean_fill": fill.mean_percent, "under_50": 1, "under_70": 2} and 49 < fill.mean_percent < 51


def test_the_table_tells_what_is_built_and_what_is_not(handout):
    handout.body("It heals. [@lee2020]")
    handout.change("booklet.toml", ENTRY, f'{ENTRY}\n[editions.letter]\npaper = "Letter"')
    assert handout.command("build", "--source", "sections", "--edition", "a4", "--out", "dist") == 0, handout.said
    assert handout.command("editions", "--source", "sections", "--json") == 0
    listed, _ = json.JSONDecoder().raw_decode(handout.said)
    a4, letter = listed["editions"]
    assert (a4["edition"], a4["built"], letter["edition"], letter["built"]) == ("a4", True, "letter", False)
    assert 0 < a4["mean_fill"] < 100 and 0 <= a4["under_50"] <= a4["under_70"] <= a4["pages"]
    assert a4["sheets"] == (a4["pages"] + 1) // 2 and a4["smallest_type_pt"] >= 9 and letter["pages"] is None
    assert handout.command("editions", "--source", "sections") == 0
    assert next(row[:3] for line in handout.said.splitlines() if len(row := line.split("\t")) > 3) == ["edition", "medium", "pages"]
    assert "letter\tLetter\tnot built\t" in handout.said


def test_each_ready_made_edition_needs_but_its_name(handout):
    """Large print of one's own handout was refused until its table had been copied from another."""
    toml = FILES["booklet.toml"].partition("[editions.a4]")[0]
    handout.write("booklet.toml", toml + "".join(f"[editions.{name}]\n" for name in ready_made()))
    imprint = read_manuscript(handout.folder).manuscript.imprint
    assert [*imprint.editions] == [*ready_made()] and chosen_editions(imprint, ()) == ["a4", "letter", "web", "text"]
    handout.write("booklet.toml", toml + "[editions.booklet-a5]\nsections = 'core'\npromises.pages_at_most = 12\n[editions.large-print]\npaper = 'A4'\n[editions.web]\npaper = 'A5'\n")
    first, own, other = read_manuscript(handout.folder).manuscript.imprint.editions.values()
    assert other == Edition(paper="A5"), "of another medium, it has nothing that is ready"
    assert (first.paper, first.sheet, first.sections, first.promises.pages_at_most, first.promises.body_type_pt) == ("A5", "A4", "core", 12, 12)
    assert own.stylesheet == "editions/large-print.css" and own.promises.body_type_pt == 18, "it was set in small type, and called large print"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("grey", "write [editions.grey] on a line at the end of booklet.toml"), ("gray", "did you mean grey?"), ("x", "booklet.toml: a4; ready-made are letter, web")],
)  # fmt: skip
def test_an_edition_that_is_not_there_is_led_to(handout, asked, hint):
    assert handout.refused("--edition", asked) == ["booklet.toml: unknown-edition"] and hint in handout.said
