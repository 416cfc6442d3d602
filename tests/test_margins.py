"""Safe edges and punched holes: promises of every edition that an office printer prints, asked of anybody's pages."""
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from booklet.check.pdf.document import Proof
from booklet.check.promises import promise_problems
from booklet.core.own_table import STYLES
from booklet.core.problems import Place
from booklet.model.document import Document
from booklet.model.edition import Edition
from booklet.paginate.paginate import lay_out_pages
from booklet.tag.tag import tag_pages
from tests.manuscripts import Handout

FACE = "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2"
HEAD = f"""<!DOCTYPE html><html lang="en"><title>Rest</title><style>
@font-face {{ font-family: face; src: url(/styles/{FACE}) }} @page {{ size: {{size}}; margin: 0 }}
html {{ font: 12pt face }} div, img {{ position: absolute }} section {{ break-after: page; height: 1mm }}</style>"""
LAKE = """<img alt="A lake in the morning" style="left: {left}mm; top: {top}mm; width: 30mm" src='data:image/svg+xml,
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'>"""
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4)}


def pages_of(*bodies: str, paper: str = "A4") -> bytes:
    """A tagged PDF with a page for each body, whose measures are those of the paper."""
    width, height = SIZES[paper]
    html = HEAD.replace("{size}", f"{width}mm {height}mm") + "".join(f"<section>{body}</section>" for body in bodies)
    return tag_pages(lay_out_pages(Document(html, "a4", STYLES)))


def told(content: bytes, paper: str = "A4", **fields) -> list[str]:
    edition = Edition.model_validate({"paper": paper, **fields})
    return [problem.says for problem in promise_problems(Proof(content), "a4", edition, Place("booklet.toml", 7))]


def block(left: float, top: float, width: float, height: float, css: str = "background: black") -> str:
    return f'<div style="left: {left}mm; top: {top}mm; width: {width}mm; height: {height}mm; {css}">{{}}</div>'.format("")


def test_a_drawing_under_a_punched_hole_is_told_with_its_page_its_place_and_its_words():
    """The one who is ill files the sheet, and the hole takes the dose. Page 2 is bound on its right."""
    pages = pages_of(LAKE.format(left=8, top=100), LAKE.format(left=172, top=30))
    assert told(pages) == [
        'a4: page 1: a punch for two holes goes through ink, 109 mm from the top: the picture "A lake in the morning"',
        'a4: page 2: a punch for three holes goes through ink, 41 mm from the top: the picture "A lake in the morning"',
    ]


def test_a_drawing_at_the_edge_is_told_once_for_all_of_its_pages():
    """A printer leaves the edge bare, and cuts the number on a tab in two."""
    pages = pages_of(*[LAKE.format(left=178, top=150)] * 6)
    (says,) = told(pages, promises={"punched_holes": False})
    assert says.startswith("a4: pages 1, 2, 3, 4 and 2 more: ink comes to 1.9 mm from the right edge, and 6 mm are promised: ")
    assert says.endswith('the picture "A lake in the morning"')


def test_words_and_grounds_at_the_edge_are_told():
    words = '<div style="left: 100mm; top: 2mm">Call us</div>'
    ground, call = told(pages_of(words + block(0, 200, 40, 20, "background: #F6ECDC")))
    assert "0.0 mm from the left edge" in ground and ground.endswith(": a ground, a rule or a drawing without words")
    assert "3.0 mm from the top edge" in call and call.endswith(': "Call us"')


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(SIZES)), st.floats(1, 180), st.floats(1, 250), st.floats(1, 25), st.floats(1, 25))
def test_ink_is_told_just_where_it_comes_near_to_an_edge(paper, left, top, width, height):
    near = min(left, top, SIZES[paper][0] - left - width, SIZES[paper][1] - top - height)
    assume(abs(near - 6) > 0.3)  # a dot of the picture is 0.2 mm wide
    says = told(pages_of(block(left, top, width, height), paper=paper), paper, promises={"punched_holes": False})
    assert bool(says) == (near < 6)


@pytest.mark.parametrize(("fields", "edge_mm", "is_punched"), [
    ({"paper": "A4"}, 6, True),
    ({"paper": "Letter", "ink": "black"}, 6, True),
    ({"paper": "A5"}, 0, False),  # a folder of this size is rare, and what is cut from a sheet has no bare edge
    ({"paper": "A5", "sheet": "A4", "imposition": "saddle-stitch"}, 0, False),
    ({"paper": "A4", "finish": "print-shop"}, 0, False),
    ({"medium": "web"}, 0, False),
    ({"paper": "A4", "promises": {"safe_edge_mm": 0, "punched_holes": False}}, 0, False),
    ({"paper": "A5", "promises": {"safe_edge_mm": 9.5, "punched_holes": True}}, 9.5, True),
])  # fmt: skip
def test_what_is_promised_where_nothing_is_said(fields, edge_mm, is_punched):
    edition = Edition.model_validate(fields)
    assert (edition.safe_edge_mm, edition.is_punched) == (edge_mm, is_punched)


def test_pages_that_are_folded_are_not_punched():
    fields = {"paper": "A5", "sheet": "A4", "imposition": "saddle-stitch", "promises": {"punched_holes": True}}
    with pytest.raises(ValueError, match="leave punched_holes out"):
        Edition.model_validate(fields)


def test_a_build_with_a_drawing_in_the_promised_margin_is_refused(tmp_path, monkeypatch, capsys):
    """Told at the edition's entry, with the drawing by its description; last week's file stays."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.change("booklet.toml", 'paper = "A4"', 'paper = "A4"\npromises.safe_edge_mm = 25')  # a wide drawing ends 24 mm from it
    handout.change("figures/bed.svg", 'viewBox="0 0 40 20">\n  <rect width="40"', 'viewBox="0 0 171 20">\n  <rect width="171"')
    handout.body("![A bed with nobody in it.](figures/bed.svg)\nFigure: A bed.\n")
    assert set(handout.refused()) == {"sections/booklet.toml:13: broken-promise"}
    assert "mm from the right edge, and 25 mm are promised" in handout.said
    assert 'the picture "A bed with nobody in it."' in handout.said
    assert "promise less in [editions.a4]" in handout.said
