"""Lists: the number before a step is the one that its author typed, in ink, in tags, on the screen and aloud."""
import random
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from booklet.check.pdf.document import Proof
from booklet.core.text_file import Source
from booklet.load.dialect.blocks import read_blocks
from booklet.load.markdown.typed import Typed
from booklet.load.sentences.reader import sentences_in
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.html import html_of
from booklet.template.text.text import plain_text
from tests.manuscripts import FIRST_LINE
from tests.reader import page_of

COMMON_MARK = MarkdownIt("commonmark")  # an independent reader of the standard, written by others
MARKS = ("1.", "1.", "2.", "3.", "3)", "0.", "7.", "9)", "10.", "99.", "100.", "2019.", "-", "*")


class Numbered(HTMLParser):
    """The words of a page, each item with the number that a browser prints before it."""

    def __init__(self, html: str):
        super().__init__()
        self.next: list[int | None] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in ("ol", "ul"):
            self.next.append(int(dict(attributes).get("start", 1)) if tag == "ol" else None)
        if tag == "li":
            number = self.next[-1]
            self.words.append("-" if number is None else f"{number}.")
            self.next[-1] = None if number is None else number + 1

    def handle_endtag(self, tag):
        if tag in ("ol", "ul"):
            self.next.pop()

    def handle_data(self, words):
        self.words += words.split()


@st.composite
def texts(draw) -> str:
    """Items, paragraphs, quotes and empty lines, set in as an author would: not at all, or as far as the words above."""
    lines, columns = [], [0]
    for number in range(draw(st.integers(2, 9))):
        kind = draw(st.sampled_from("iiiiwwq  "))
        indent = draw(st.sampled_from([0, 0, *columns]))
        if kind == "i":
            mark = draw(st.sampled_from(MARKS))
            lines.append(f"{' ' * indent}{mark} w{number}")
            columns = [column for column in columns if column <= indent] + [indent + len(mark) + 1]
        elif kind == "q":
            lines.append(f"> {draw(st.sampled_from(['', '1. ', '3. ', '- ']))}w{number}")
        else:
            lines.append(f"{' ' * indent}w{number}" if kind == "w" else "")
    return "\n".join(lines)


def standard_words(text: str) -> list[str]:
    """What CommonMark makes of a text, with the number before each item: counted on, or as typed where that jumps."""
    words, lists = [], []
    for token in COMMON_MARK.parse(text):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([None, 0])
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and token.info:
            (above, printed), typed = lists[-1], int(token.info)
            lists[-1] = [typed, printed + 1 if above is not None and typed in (above, above + 1) else typed]
            words.append(f"{lists[-1][1]}.")
        elif token.type == "list_item_open":
            words.append("-")
        else:
            words += token.content.split()
    return words


@settings(derandomize=True, database=None)
@given(texts())
def test_any_list_is_numbered_as_common_mark_numbers_it(text):
    """Step 3 printed as step 1 is another instruction."""
    lines = [Typed(line, [(0, number, 1)]) for number, line in enumerate(text.split("\n"), 1)]
    blocks, _, problems = read_blocks(lines, "a.md", ())
    if not problems and "<pre>" not in COMMON_MARK.render(text):  # what looks like an item is no code
        html = "".join(html_of(block.nodes, lambda node: node) for block in blocks)
        assert Numbered(html).words == standard_words(text)


def runs(seed: int) -> tuple[str, list[str]]:
    """Lists from random starts, parted by paragraphs, alone, in boxes or in one another; and the numbers typed."""
    choose, parts, typed = random.Random(seed), [], []
    for part in range(14):
        start, indent = choose.choice([0, 1, 2, 3, 4, 9, 99, 998, 2019, choose.randrange(10_000_000)]), ""
        box = part % 5 == 4
        if part % 4 == 3:
            parts.append(f"- Outside {part}\n")
            indent = "  "
        numbers = [f"{start + n}." for n in range(choose.randint(1, 3))]
        items = []
        for number in numbers:
            items.append(f"{indent}{number} Item")
            if choose.random() < 0.3:
                items += ["", f"{indent}{' ' * (len(number) + 1)}Inside.", ""]
        parts.append(("::: safety Box\n{}\n:::" if box else "{}").format("\n".join(items)))
        parts.append("Between.")
        typed += numbers
    return "\n\n".join(parts), typed


@pytest.mark.parametrize("seed", [1, 2])
def test_the_numbers_of_a_list_are_printed_tagged_shown_and_said_as_they_are_typed(handout, seed):
    """In print steps began again at 1 after each paragraph, and on the screen they went on."""
    text, typed = runs(seed)
    handout.body(text)
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    proof = Proof(content)
    labels = [element.text.strip() for element in proof.elements() if element.tag == "Lbl"]
    labels = [label for label in labels if re.fullmatch(r"[0-9]+\.", label)]
    assert labels[: len(typed)] == typed  # the list of references follows
    painted = " ".join(proof.text_of(index) for index in range(proof.page_count))
    assert [number for number in typed if f" {number} " not in painted] == []
    numbering = {str(b.attribute("/ListNumbering")) for b in proof.branches if b.tag == "L" and _has_number(b, proof)}
    assert numbering == {"/Decimal"}
    page = page_of(handout.folder, is_dressed=False)
    shown = Numbered(page).words
    assert [number for number, word in pairwise(shown) if word == "Item"] == typed
    said = re.findall(r"^ *([0-9]+\.) Item", plain_text(page), re.MULTILINE)
    assert said == typed


def _has_number(branch, proof: Proof) -> bool:
    items = [proof.branches[kid] for kid in branch.kids if isinstance(kid, int)]
    parts = [proof.elements()[kid] for item in items for kid in item.kids if isinstance(kid, int)]
    return any(part.tag == "Lbl" and re.match("[0-9]", part.text) for part in parts)


def test_a_wide_number_stays_within_the_column(handout):
    """What stands out into the margin is cut off by a printer, or lies below a punched hole."""
    handout.body("99. Rest\n100. Walk\n\nThen\n\n1000. Sleep\n\nThen\n\n1000000. Wake")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    (index,) = {element.page for element in proof.elements() if element.tag == "LBody" and element.text == "Wake"}
    words = {run.text.strip(): run.box[0] for run in proof.words_on(index)}
    left = words["Then"]
    assert all(words[number] > left - 1 for number in ("99.", "100.", "1000.", "1000000."))


def test_a_sentence_that_begins_with_a_year_keeps_it(handout):
    handout.body("2019. A good year\n\nIt was\n2020. It ended.")
    words = Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_text()
    assert "2019. A good year" in words and "It was 2020. It ended." in words


COUNTED = {
    "1. A\n2. B\n\n5. May is the day.": "1. A 2. B 5. May", "3. A\n2. B": "3. A 2. B", "4. A\n2019. B": "4. A 2019. B",
    "1. A\n1. B\n1. C": "1. A 2. B 3. C", "1. A\n2. B\n2. C\n3. D": "1. A 2. B 3. C 4. D", "1) A\n2) B\n1. C": "1. A 2. B 1. C",
}  # fmt: skip


def test_no_number_is_printed_that_nobody_typed(handout):
    """Counted on, "5. May" below step 2 would come out as "3. May". The same number again is left to be counted."""
    handout.body("\n\n".join(f"Case {number}:\n\n{body}" for number, body in enumerate(COUNTED)))
    words = Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_text()
    printed = " ".join(words.split())
    assert [found for number, found in enumerate(COUNTED.values()) if f"Case {number}: {found}" not in printed] == []


def test_a_step_without_words_is_told(handout):
    """The step below it would be printed with its number."""
    handout.body("1. Wash.\n2.\n3. Dry.")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 1}: stray-mark"]


@pytest.mark.parametrize("blanks", [2, 3, 4])
def test_a_third_level_is_one_however_it_is_set_in(handout, blanks):
    """With two blanks for each level it came out as a second one."""
    handout.body(f"- Tea\n{' ' * blanks}- hot\n{' ' * 2 * blanks}- or cold\n- Milk")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    depths = {}
    for at, branch in enumerate(proof.branches):
        depths |= {kid: depths.get(at, 0) + (branch.tag == "L") for kid in branch.kids if isinstance(kid, int)}
    found = {e.text.strip(): depths[at] for at, e in enumerate(proof.elements()) if e.tag == "LBody"}
    assert {word: found[word] for word in ("or cold", "Milk")} == {"or cold": 3, "Milk": 1}


LETTERED = """Bring **all** of this:
a) a coat
   for rain
b) **two** shoes

(i) first
(ii) second [@lee2020]

1. Wash:
   A. soap
   B. water
2. Dry.
"""


def test_items_that_begin_with_letters_are_a_list(handout):
    """They were lines of a paragraph, to be typed anew as 1. and 2., though a form or a law is called by them."""
    handout.body(LETTERED)
    handout.accepted()
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    labels = [element.text.strip() for element in proof.elements() if element.tag == "Lbl"]
    assert [label for label in labels if re.fullmatch(r"\(?\w{1,2}[.)]", label)][:8] == ["a)", "b)", "(i)", "(ii)", "1.", "A.", "B.", "2."]
    numbering = [str(b.attribute("/ListNumbering")) for b in proof.branches if b.tag == "L"]
    assert [each for each in numbering if each != "/None"][:4] == ["/LowerAlpha", "/LowerRoman", "/Decimal", "/UpperAlpha"]
    page = page_of(handout.folder, is_dressed=False)
    assert 'style="list-style-type: &quot;(ii) &quot;"' in page
    said = plain_text(page)
    assert "Bring all of this:\n\na) a coat for rain\nb) two shoes\n" in said and "1. Wash:\n  A. soap\n  B. water\n2. Dry.\n" in said


def test_items_that_begin_with_letters_are_sentences_of_their_own():
    """They were one, and too long for a reader: so check said."""
    read = [sentence.text for sentence in sentences_in("rest", Source("010-rest.md", f"# Rest\n\n{LETTERED}"), {}, {})]
    assert read[:3] == ["Bring all of this:", "a coat for rain", "two shoes"] and read[-3:] == ["soap", "water", "Dry."]


@pytest.mark.parametrize("text", ["A. Lee\nC. Ray", "a) alone", "a) one\nb. two", "b) two\nc) three", "It is a. m.\nor b. m."])
def test_letters_that_do_not_count_on_begin_no_list(text):
    blocks, _, _ = read_blocks([Typed(line, [(0, number, 1)]) for number, line in enumerate(text.split("\n"), 1)], "a.md", [])
    assert "<ol" not in "".join(html_of(block.nodes, lambda node: node) for block in blocks)
