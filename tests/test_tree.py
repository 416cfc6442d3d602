"""The tree of a passage: what its author typed stays words, whatever room has handled it, and no room reads html again."""
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from booklet.cite.terms import term_finder
from booklet.core.problems import Place
from booklet.load.dialect.blocks import read_blocks
from booklet.load.markdown.typed import Typed
from booklet.model.manuscript import Term
from booklet.model.tree import Element, Gap, Link, Tick, Value, Words, cut, mapped, walk, words_of
from booklet.template.html import html_of, ruled_lines, with_looks
from tests.manuscripts import Handout
from tests.reader import page_of

ROOT = Path(__file__).resolve().parents[1]
NOWHERE = Place("a.md", 1)
SIGNS = st.text(st.sampled_from("ab <>&\"'’ \n;#39"), max_size=12)
LEAVES = st.builds(Words, SIGNS) | st.builds(Value, SIGNS) | st.just(Tick()) | st.just(Gap())
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(Element, st.sampled_from(["p", "strong", "li", "h3"]), st.lists(inner, max_size=3).map(tuple))
    | st.builds(Link, st.just("https://example.org"), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=12,
)
NODES = st.lists(TREES, max_size=4).map(tuple)


class Data(HTMLParser):
    """The words of a page, as a browser reads them."""

    def __init__(self, html: str):
        super().__init__()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_data(self, data):
        self.words += data


def written(nodes) -> str:
    """The tree as html, with each value and place as a bare word of its own."""

    def printed(node):
        if isinstance(node, Words | Element):
            return node
        return html_of(node.inside, printed) if isinstance(node, Link) else Markup.escape(getattr(node, "text", ""))

    return str(html_of(nodes, printed))


@given(NODES)
def test_whatever_signs_are_typed_they_are_read_as_they_were_typed(nodes):
    """A < in a sentence must not swallow what follows, nor an & turn into another sign."""
    assert "".join(Data(written(nodes)).words.split()) == "".join(words_of(nodes).split())


@given(NODES)
def test_a_change_that_changes_nothing_leaves_the_same_tree(nodes):
    assert mapped(nodes, lambda node: (node,)) == nodes
    assert words_of(mapped(nodes, lambda node: cut(node, re.compile("[ab]+"), lambda found: Words(found[0]))
                           if isinstance(node, Words) else (node,))) == words_of(nodes)  # fmt: skip


@given(NODES)
def test_a_term_is_found_without_losing_a_word(nodes):
    term = Term("a-b", "a b", ("a b", "b’s"), (), NOWHERE)
    found = term_finder([term])(nodes, lambda term, words: Element("b", (words,)))
    assert words_of(found).split() == words_of(nodes).split()
    marked = [node for node in walk(found) if isinstance(node, Element) and node.tag == "b"]
    assert {words_of(node.inside).lower().replace("'", "’") for node in marked} <= {"a b", "b’s"}


def test_a_term_in_a_heading_or_a_link_is_left_alone():
    term = Term("nap", "nap", ("nap",), (), NOWHERE)
    nodes = (Element("h3", (Words("nap"),)), Element("p", (Link("https://example.org", (Words("nap"),)), Words(" nap"))))
    found = term_finder([term])(nodes, lambda term, words: Value(words.text.upper()))
    assert words_of(found) == "napnap NAP"


def nodes_of(text: str):
    lines = [Typed(line, [(0, number, 1)]) for number, line in enumerate(text.split("\n"), 1)]
    blocks, _, problems = read_blocks(lines, "a.md", ())
    assert problems == []
    return tuple(node for block in blocks for node in block.nodes)


def test_quotation_marks_are_curled_before_the_tree_is_made():
    (paragraph,) = nodes_of('"It\'s so," he said of the \'90s.')
    assert paragraph == Element("p", (Words("“It’s so,” he said of the ’90s.", 1, 1),))


def test_a_box_to_tick_stands_apart_from_its_words():
    (list_,) = nodes_of('- [ ] "Yes", I sleep.')
    assert words_of(list_.inside) == " “Yes”, I sleep."


def test_a_paragraph_of_places_to_write_is_ruled_and_one_with_words_is_not():
    lined, named = nodes_of("____ x3\n\nName: ____")
    assert ruled_lines(lined.inside) == 3 and ruled_lines(named.inside) == 0


def test_lines_that_look_like_a_list_stand_one_below_the_other():
    """Each was run into the one above: (a) one (b) two."""
    typed = "Bring:\n– **a** coat\n  for rain\n– shoes\nand so on".split("\n")
    ((passage,), _, (told,)) = read_blocks([Typed(line, [(0, n, 1)]) for n, line in enumerate(typed, 1)], "a.md", ())
    shown = ["|" if getattr(node, "tag", "") == "br" else words_of((node,)) for node in passage.nodes[0].inside]
    assert "".join(shown) == "Bring:|– a coat\nfor rain|– shoes\nand so on" and told.slug == "typed-bullet"


def test_a_list_says_how_wide_its_numbers_are():
    """A number that is wider than its room stands out into the margin."""
    (wide,) = nodes_of("99. Rest\n100. Walk")
    (narrow,) = nodes_of("1. Rest\n2. Walk")
    assert dict(with_looks(wide, False).attributes) == {"start": "99", "class": "digits-3"}
    assert with_looks(wide, True).attributes[1] == ("style", "counter-reset: list-item 98")
    assert with_looks(narrow, True) == narrow


def test_a_card_of_a_table_names_its_column_in_words_alone(tmp_path, monkeypatch, capsys):
    """On a telephone each cell says the head of its column; the number of a reference in it would be said each time."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.body("Table: Doses\n\n| What | How **often** & when [@lee2020] |\n|---|--:|\n| Rest | daily |\n| | |")
    page = page_of(handout.folder, is_dressed=False)
    assert 'data-head="How often &amp; when"' in page and page.count('role="columnheader"') == 2
    assert page.count('role="rowheader"') == 1 and page.count('class="fill"') == 2
    assert 'data-head="What" class="fill"' in page and 'scope="col" style="text-align: right;"' in page


def test_a_line_below_the_head_that_rules_no_columns_is_told(tmp_path, monkeypatch, capsys):
    """Its rows would be printed as one paragraph, with their marks."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.body("Table: Doses\n\n| a | b |\n| - - | --- |\n| c | d |")
    assert handout.refused() == ["sections/010-rest.md:7: bad-table"]


def test_no_room_behind_load_cuts_html_with_a_pattern():
    """A pattern for a tag meets what an author typed sooner or later; the tree does not."""
    rooms = ("model", "cite", "template", "words", "review", "copies")
    tag = re.compile(r"""re\.\w+\(\s*[rf]*["'][^"'\n]*(?<![?P])<[/a-z\[]""")
    files = (file for room in rooms for file in (ROOT / "booklet" / room).rglob("*.py"))
    assert [str(file) for file in files if tag.search(file.read_text("utf-8"))] == []
