"""The web page says what the PDF says: the author's words, under the rule that booklet/template/web/page.py gives."""
import re
import tomllib

import pytest

from tests.conftest import SECTIONS
from tests.reader import Reader, page_of, plain
from tests.spoken import spoken_descriptions, spoken_sections

CLINIC = tomllib.loads((SECTIONS / "clinic.example.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def read() -> Reader:
    """The page of the shipped handout, read."""
    return Reader(page_of(SECTIONS, is_dressed=False))


def test_nothing_is_lost_and_nothing_is_added(read):
    """A reader of the page reads the author's words, in the author's order."""
    sections = [words for part, words in read.words.items() if part.startswith("section-")]
    expected = spoken_sections(SECTIONS, CLINIC)
    assert len(sections) == len(expected) > 1
    for number, (section, words) in enumerate(zip(sections, expected, strict=True), 1):
        assert plain(section) == plain(f"{number} {' '.join(words)}")


def test_each_complex_picture_is_told_in_words(read):
    told = " ".join(plain(read.words["in-words"]))
    for words in spoken_descriptions(SECTIONS):
        assert " ".join(plain(" ".join(words))) in told


@pytest.mark.parametrize(("part", "heading", "furniture"), [
    ("glossary", "Words explained", r"Used on pages? \d+(, \d+)*"),
    ("references", "Where the facts come from", r"First cited on page \d+\."),
])  # fmt: skip
def test_the_lists_at_the_end_say_what_the_pdf_says(part, heading, furniture, read, proofs):
    """Without the pages, which are links here."""
    printed = next(e.text for e in proofs["a4"].elements() if e.tag == "Sect" and e.text.startswith(heading))
    printed = re.sub(furniture, " ", printed)
    # An entry's number is the list's own here and has a stop; an address may break over two lines in print.
    both = (re.sub(r"(^|\s)(\d+)\.(?=\s+[A-Za-z])", r"\1\2", words) for words in (read.words[part], printed))
    on_screen, on_paper = ("".join(plain(words)) for words in both)
    assert on_screen == on_paper
