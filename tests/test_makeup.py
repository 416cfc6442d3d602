"""Make-up: random texts on small pages, laid out for real, and what a reader may ask of every page."""
import re
from functools import partial
from itertools import pairwise
from types import SimpleNamespace
from urllib.parse import quote
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from weasyprint import HTML

from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import inked_areas, page_pictures
from booklet.core.engine import renderer_warnings
from booklet.core.own_table import STYLES
from booklet.model.document import MakeUp
from booklet.paginate.engine import Look, engine_problems, laid_out_tree, root_box
from booklet.paginate.fit import fit
from booklet.paginate.makeup.makeup import made_up, planned
from booklet.paginate.makeup.measure import Block, Strip, laid_blocks, stranded
from booklet.paginate.makeup.rules import SORTS, sort_of, units_of
from booklet.paginate.makeup.search import Press, cost, pages
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.blocks import press_of
from tests import lists
from tests.pages import Faces

SMALL = """:root { --page-width: 110mm; --page-height: 120mm; --binding: 8mm; --fore-edge: 8mm; --head: 8mm; --foot-margin: 10mm;
--gutter: 3mm; --measure: 66mm; --text: 66mm; --margin-col: 24mm; --side: 28mm; --wide: 94mm; --body: 400 10pt/14pt var(--family);
--key: 400 10pt/14pt var(--family); --line: 14pt; --half: 7pt; --quarter: 3.5pt; --h2: 700 14pt/16pt var(--family) }
@page { @top-left { content: none } @top-right { content: none } } .section .opener { top: 0; margin: 0 }"""
BARE = (0, 0, 110, 7.5), (0, 0, 7.5, 112), (102.5, 0, 110, 112), (0, 110.5, 110, 112)  # in millimetres
WORDS = "You may read this twice, and ask a nurse for more. "
TAB = '<div class="thumb"></div>'  # that of a section beyond the last tab has no ink
SHAPES = press_of().get_template("blocks.html").module


def paragraph(length: int, mention: int) -> Markup:
    see = f'<a href="#figure-{mention}">Figure {mention}</a> shows it. ' if mention else ""
    return Markup(f"<p>{see}{WORDS * length}</p>")


def picture(height: int) -> str:
    return "data:image/svg+xml," + quote(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="66mm" height="{height}mm" viewBox="0 0 66 {height}">'
        f'<rect width="66" height="{height}" fill="#12504F"/></svg>'
    )


PARTS = st.one_of(
    st.tuples(st.just("text"), st.integers(1, 12)), st.tuples(st.just("text"), st.integers(1, 12)),
    st.tuples(st.just("heading"), st.integers(1, 8)), st.tuples(st.just("list"), st.integers(1, 6)),
    st.tuples(st.just("figure"), st.integers(10, 70)), st.tuples(st.just("box"), st.integers(1, 6)),
    st.tuples(st.just("table"), st.integers(1, 6)), st.tuples(st.just("note"), st.integers(1, 3)),
    st.tuples(st.just("judged"), st.integers(1, 2)),  # a card that is taller than a page leaves its heading alone
)  # fmt: skip
SECTIONS = st.lists(st.lists(PARTS, min_size=3, max_size=14), min_size=1, max_size=2)


def document(sections: list[list[tuple[str, int]]], runs_on: bool) -> str:
    """A document of the parts, in the look of a booklet. Each figure is mentioned by the text before it, if there is any."""
    figures, html = 0, ""
    for number, parts in enumerate(sections, 1):
        body = Markup()
        kinds = [kind for kind, _ in parts]
        for at, (kind, size) in enumerate(parts):
            coming = next((n for n, later in enumerate(kinds[at:]) if later == "figure"), 0)
            if kind == "text":
                body += paragraph(size, figures + 1 if coming == 1 else 0)
            elif kind == "heading":
                body += Markup("<h3>What is it?</h3>") + paragraph(size, 0)
            elif kind == "list":
                body += Markup(f"<p>Bring with you:</p><ul>{'<li>a cup and a book</li>' * size}</ul>")
            elif kind == "figure":
                figures += 1
                body += SHAPES.drawn_figure(figures, f"figure-{figures}", picture(size), "A field", "A field.", 66)
            elif kind == "box":
                body += SHAPES.callout("box", "note", "Note", "Words", paragraph(size, 0))
            elif kind == "judged":
                card = SHAPES.evidence("weak", "Weak proof", "", paragraph(size, 0))
                body += Markup("<h3>Does it help?</h3>") + card + paragraph(size, 0)
            elif kind == "note":
                body += SHAPES.margin_note("field", "green " * size * 3) + paragraph(size, 0)
            else:
                row = [SimpleNamespace(html="soap", words="soap", align="")] * 2
                body += SHAPES.table("", [row] * (size + 1), False)
        runs = " section--runs-on" if runs_on and number > 1 else ""
        html += f'<section class="section{runs}"><header class="opener"><div class="row"><h2>Part {number}</h2></div></header>'
        starts = "" if kinds[0] in ("heading", "judged") else f"<p>{WORDS}</p>"
        html += f'{TAB}<div class="text">{starts}{body}</div></section>'
    links = "".join(f'<link rel="stylesheet" href="{name}.css">' for name in ("tokens", "base", "components", "pages"))
    return f'<html lang="en"><head><title>A</title>{links}<style>{SMALL}</style></head><body>{html}</body></html>'


def opened(html: str):
    """The tree of a document, and what lays it out as it is then."""
    tree = HTML(string=html, base_url=f"{STYLES}/", url_fetcher=Faces())
    return tree.etree_element, partial(laid_out_tree, tree, Look())


def placed(laid_out) -> list[tuple[int, float, float, Element]]:
    """Each block with the page and the height where it stands, in the order in which a voice comes to it."""
    return [
        (number, round(box.border_box_y()), box.border_box_y() + box.border_height(), box.element)
        for number, page in enumerate(laid_out.pages)
        for box, _ in laid_blocks(root_box(page)) if not box.is_floated()
    ]  # fmt: skip


def is_lawful(order) -> bool:
    """Whether units in this order keep the rules."""
    text = [0]
    for unit in order:
        text.append(text[-1] + (not unit.sort))
    inside = all(not u.sort or u.earliest <= before <= u.latest for u, before in zip(order, text, strict=False))
    in_turn = (pairwise([unit.index for unit in order if unit.sort == sort]) for sort in ("", *SORTS))
    return inside and all(first < second for pairs in in_turn for first, second in pairs)


def holes_that_a_move_would_fill(plan) -> bool:
    """Whether one lawful move more would come out better by more than it may cost to move a thing by a page."""
    press, units = Press(plan.flow, plan.leading), list(plan.way.order)
    come_to = cost(pages(plan.way), plan.way.holes)
    if max(plan.way.holes, default=0) <= 1 / 3:
        return False
    for at, unit in enumerate(units):
        rest = units[:at] + units[at + 1:]
        orders = ([*rest[:to], unit, *rest[to:]] for to in range(len(units)) if unit.sort)
        for way in (press.order(order) for order in orders if is_lawful(order)):
            if cost(pages(way), way.holes) < come_to - 0.5:
                return True
    return False


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))  # a failing page is small as it is
@given(SECTIONS, st.booleans())
@example([[("text", 5)] * 3, [("judged", 1), ("text", 6)]], True)  # its card finds no room below title and heading
def test_every_page_is_made_up_well(sections, runs_on):
    assert engine_problems() == []
    html = document(sections, runs_on)
    with renderer_warnings():
        plans = planned(*opened(html), MakeUp())
        plain = opened(html)[1]()
        laid_out, told = made_up(*(tree := opened(html)), MakeUp())
    assert not re.search(r"(\b\d+%) of a page, was \1", " ".join(told)), told
    root = tree[0]
    assert all(is_lawful(plan.way.order) for plan in plans)
    assert not any(holes_that_a_move_would_fill(plan) for plan in plans)
    left = len(stranded(plain))  # headings at the foot of a page, which make-up lets begin the next one
    assert len(laid_out.pages) <= len(plain.pages) + left, "make-up takes no page more"
    # Nothing is lost, and nothing leaves the page.
    assert sorted(text for text in root.itertext()) == sorted(text for text in opened(html)[0].itertext())
    room = [root_box(page).content_box_y() + root_box(page).height + 0.1 for page in laid_out.pages]
    blocks = placed(laid_out)
    assert all(bottom <= room[page] for page, _, bottom, _ in blocks)
    for page in map(root_box, laid_out.pages):
        words = [box for box in page.descendants() if type(box).__name__ == "TextBox" and box.text.strip()]
        assert all(box.position_x + box.width <= page.content_box_x() + page.width + 0.1 for box in words)
    if runs_on:  # asked of the ink too: the edges around the text area, and the gap above the foot, stay bare
        for picture in page_pictures(laid_out.write_pdf()):
            assert inked_areas(picture, BARE) == ()
    # The order of the tags is that of the page; headings and words that lead up to something have it below them.
    assert [block[:2] for block in blocks] == sorted(block[:2] for block in blocks)
    for before, after in pairwise(blocks):
        if before[3].tag in ("header", "h3") or before[3].text == "Bring with you:":
            assert before[0] == after[0]
    # A figure stands in its section, in turn, and after the text that mentions it first.
    for section in root.iter("section"):
        told = (element for element in section.iter() if element.tag in ("figure", "a"))
        order = [(element.tag, element.get("id") or element.get("href")) for element in told]
        figures = [name for tag, name in order if tag == "figure"]
        assert figures == sorted(figures, key=lambda name: int(name.split("-")[1]))
        assert all(("a", f"#{name}") not in order[order.index(("figure", name)):] for name in figures)


def test_a_section_made_for_one_page_that_takes_more_runs_on():
    """Its second page would be left nearly empty, and it is no page to pull out any more."""
    html = document([[("text", 12)] * 4, [("text", 1)]], runs_on=False)
    html = html.replace('class="section"', 'class="section section--single-page"', 1).replace("<body>", '<body class="runs-on">')
    with renderer_warnings():
        root, lay_out = opened(html)
        assert fit(lay_out(), root)
        laid_out = lay_out()
        assert not fit(laid_out, root)
    blocks = placed(laid_out)
    second = [block.tag for _, _, _, block in blocks].index("header", 1)
    assert blocks[second][0] == blocks[second - 1][0] > 0, "the next one begins below it"


def laid_as_reckoned(html: str) -> list[tuple[int, float, float, Element]]:
    """The blocks of a document where they are laid out, once it is asserted that its one flow ends where it was reckoned to."""
    with renderer_warnings():
        (plan,) = planned(*opened(html), MakeUp())
        laid_out, _ = made_up(*opened(html), MakeUp())
    blocks, top = placed(laid_out), root_box(laid_out.pages[0]).content_box_y()
    page, _, bottom, _ = next(block for block in reversed(blocks) if block[3].tag != "section")
    assert (page, bottom - top) == (plan.way.page, pytest.approx(plan.way.y, abs=0.1))
    return blocks


@pytest.mark.parametrize("lines", range(1, 7))
def test_what_is_parted_by_a_page_is_reckoned_as_it_is_laid_out(lines):
    """The last item of a list is not parted from the one before, and a table has its head again on the next page."""
    parts = [("text", lines), ("list", 12), ("text", 1), ("table", 14), ("text", 2), ("figure", 10)]
    blocks = laid_as_reckoned(document([parts], True))
    assert len({page for page, _, _, block in blocks if block.tag == "table"}) == 2


def test_a_section_that_a_heading_takes_to_the_next_page_begins_at_its_head():
    """A card beside its first words found no room: the gap above it in the column is none at the head of a page."""
    blocks = laid_as_reckoned(document([[("text", 5)] * 3, [("judged", 1), ("text", 6)]], True))
    assert {top for page, top, _, block in blocks if block.tag == "header"} == {blocks[0][1]}


def explained(words: int) -> str:
    entries = "".join(
        f'<div class="entry"><dt>word {n}</dt><dd>{"You may ask what it is. " * (n % 3 + 1)}</dd></div>' for n in range(words)
    )
    return f'<section class="glossary">{TAB}<h2 class="page-title">Words</h2><dl>{entries}</dl></section></body>'


def test_no_word_explained_stands_alone_on_its_last_page():
    """Whatever their number, as many as fill two rows of a last page stand on it, or none; below the text or on a page of theirs."""
    alone = set()
    for words, runs_on in ((12, False), (21, False), (17, True), (18, True), (20, True)):
        html = document([[("text", 4), ("box", 1)]], True).replace("</body>", explained(words))
        html = html.replace("<body>", '<body class="runs-on">') if runs_on else html
        with renderer_warnings():
            plain, made = opened(html)[1](), made_up(*opened(html), MakeUp())[0]
        before, after = (list(filter(None, map(terms_on, each.pages))) for each in (plain, made))
        assert sum(after) == words and (after[-1] >= 4 or len(after) == 1), (words, before, after)
        alone |= {words for count in before[1:] if count < 4}
    assert len(alone) > 2, "more than two would have left some alone"


def terms_on(page) -> int:
    return len({box.element for box in root_box(page).descendants() if box.element_tag == "dt"})


def test_a_page_to_pull_out_has_lines_to_write_on_to_its_foot():
    item = '<li><p>What may I ask?</p><div class="lines"><div></div></div></li>'
    html = document([[("text", 1)], [("text", 1), ("box", 1)]], False).replace("</p></div></section>", f"</p><ol>{item * 4}</ol></div></section>", 1)
    html = html.replace('class="section"', 'class="section section--single-page"', 1)
    with renderer_warnings():
        laid_out, _ = made_up(*opened(html), MakeUp())
    page = root_box(laid_out.pages[0])
    rules = [box for box in page.descendants() if box.element_tag == "div" and "lines" in box.element.get("class", "")]
    assert len({len(box.children) for box in rules}) == 1 < len(rules[0].children), "each question has as many"
    last = max(box.position_y + box.margin_height() for box in rules)
    assert 0 <= page.content_box_y() + page.height - last < 2 * rules[0].children[0].margin_height() + 20


def test_what_to_do_and_how_are_not_parted_by_a_page(press):
    """A step was one line at the foot of a page, and all that tells how to do it stood overleaf."""
    step = "1. Do step {0}.\n\n   Have all of {0} ready, on a clean towel and near your bed.\n\n   - its strap\n   - its wipe\n\n"
    proof = press("".join(step.format(f"number{count}") for count in range(10, 70)))
    pages = [" ".join(words.text for words in proof.words_on(page)) for page in range(len(proof.pdf.pages))]
    assert sum("number" in page for page in pages) > 3
    for count in range(10, 70):
        assert all(page.count(f"number{count}") in (0, 2) for page in pages), f"step {count} is parted"


@pytest.mark.parametrize(("open_cells", "count"), [([3], 40), (range(40), 40)])
def test_a_long_table_with_cells_left_open_is_parted(tmp_path, open_cells, count):
    """One open cell kept it together: its caption stood alone on a page, and the page before it was half empty."""
    words = "Take it with water after a meal, and tell the nurse when it does not help you within a day or two."
    rows = "".join(f"| Thing {n} | {words} | {'' if n in open_cells else words} |\n" for n in range(count))
    table = f"Table: What to take\n\n| What | How | Then |\n|---|---|---|\n{rows}"
    cited = read_manuscript(lists.handout(tmp_path, f"\n{'Rest does you good. ' * 20}[@lee2020]\n\n{table}\n"))
    said = Proof(make_proof(cited, "a4")[0]).elements()
    page = next(each.page for each in said if "What to take" in each.text)
    assert page == next(each.page for each in said if "Rest does you good" in each.text)
    assert page == next(each.page for each in said if each.text == "Thing 0") < next(each.page for each in said if each.text == f"Thing {count - 1}")


@pytest.mark.parametrize(("cell", "sort"), [("soap", "table"), ('<span class="tick"></span>', ""), ('<span class="gap"></span> mg', "")])
def test_a_table_to_tick_or_to_write_in_stays_where_its_author_set_it(cell, sort):
    """"How tired are you? Ring one number." stood above the boxes for pain: a table that is filled in waits for no room."""
    row = [SimpleNamespace(html=Markup(cell), words="soap", align="")] * 2
    assert sort_of(fromstring(SHAPES.table("Pain", [row] * 3, False))) == sort
    assert sort_of(fromstring(SHAPES.table("", [row] * 3, False))) == "", 'what to do stood behind the next picture, far from "Do this:"'


def test_a_table_waits_above_steps_that_have_a_title():
    """What not to take with a tablet stood right below "When to call", as a part of that."""
    table, title = '<table class="table"><caption>Soap</caption><tr><td>soap</td></tr></table>', '<div class="levels"><p class="card-title">Call</p></div>'
    figure = '<figure class="figure"><figcaption>A bed</figcaption></figure>'
    text, parts = Element("div"), map(fromstring, ("<p>Rest.</p>", table, "<p>Sleep.</p>", title, figure, title, "<h3>Eat</h3>"))
    units = units_of([Block(part, text, part.tag, (0, 0), (Strip(0, 9),)) for part in parts])
    assert [(unit.at, unit.latest) for unit in units if unit.sort] == [(1, 2), (3, 4)], "a figure has a title of its own"
