"""Folios: each sentence is found on the page where a reader finds it."""
import io
import json
import shutil
import unicodedata

import pikepdf
import pypdfium2 as pdfium
import pytest

from booklet.pipeline import make_edition, read_manuscript
from booklet.review.pages_of_sentences import figure_pages, sentence_pages
from booklet.words.text import Copy, read_copy
from tests.conftest import LEE, STARTER

HEAD = "---\ntitle: {0}\nrunning_head: {0}\n---\n"
FILLING = "\n\n".join(f"Washed hands carry fewer germs, says line {number} of this long text." for number in range(90))
SUMMED_UP = f"""
::: key-point In short
- Soap works.
- Water alone works less well. [@lee2020]
:::

{FILLING}

## Once more

Water alone works less well. [@lee2020]
Soap works.
"""
HARD = """
It's the "soft" skin [@lee2020] that needs care, and 20 seconds\u00a0do.
See [](#summed-up), or ask.
{% if "nasal-spray" in clinic.treatments %}
A spray is for the nose alone.
{% endif %}
{% if "tablet" in clinic.treatments %}
A tablet is for the mouth alone.
{% endif %}
Say [Guten Tag]{lang=de} when you come in.

Table: Who washes

| Who | Washes |
|---|---|
| Nurses | Yes |
| Guests | Yes |

Yes, all do.
"""


def test_every_sentence_of_the_handout_is_on_its_page(shipped_copy, shipped_files):
    """A reviewer who opens that page has to see the sentence there."""
    content = shipped_files["a4"].read_bytes()
    found = dict(zip(shipped_copy.sentences, sentence_pages(shipped_copy, content), strict=True))
    with pdfium.PdfDocument(content) as document:
        pages = [letters_of(page.get_textpage().get_text_range()) for page in document]
    printed = letters_of(shipped_files["text"].read_text(encoding="utf-8"))
    for sentence, page in found.items():
        if sentence.kind == "description" or letters_of(sentence.text) not in printed:  # told with a picture; of another clinic
            continue
        _, _, ungraded = sentence.text.partition(": ")  # a grade is printed in other words
        words = ungraded if sentence.kind == "title" and ungraded else sentence.text
        assert page > 0, f"{sentence.place}: {sentence.text}"
        assert letters_of(" ".join(words.split()[:2])) in pages[page - 1] + pages[page % len(pages)], sentence.text
    by_section = [page for sentence, page in found.items() if page and sentence.kind in ("prose", "heading")]
    assert by_section == sorted(by_section), "the text runs on from page to page"


def test_figures_are_on_the_page_where_their_numbers_stand(shipped_files, proofs):
    found = figure_pages(shipped_files["a4"].read_bytes())
    assert [number for number, page in found.items() if f"Figure {number} " not in proofs["a4"].text_of(page - 1)] == []
    assert sorted(found) == list(range(1, len(found) + 1)) and len(found) > 2


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[Copy, bytes]:
    """Two sections that say some of the same words, and the A4 pages of them."""
    folder = tmp_path_factory.mktemp("folios") / "handout"
    shutil.copytree(STARTER, folder)
    for file in folder.glob("[0-9]*.md"):
        file.unlink()
    (folder / "010-summed-up.md").write_text(HEAD.format("Summed up") + SUMMED_UP, encoding="utf-8")
    (folder / "020-hard.md").write_text(HEAD.format("Hard words") + HARD, encoding="utf-8")
    settings = folder / "booklet.toml"  # a handout that is called as one of its sections is
    settings.write_text(settings.read_text("utf-8").replace("Write here the title", "Hard words"), encoding="utf-8")
    profile = folder / "clinic.example.toml"
    profile.write_text(f'treatments = ["tablet"]\n{profile.read_text("utf-8")}', encoding="utf-8")
    (folder / "references.json").write_text(json.dumps([LEE]), encoding="utf-8")
    (folder / "glossary.md").write_text("germs\n:   Tiny \"living\" things that can make you ill.\n", encoding="utf-8")
    cited = read_manuscript(folder)
    return read_copy(cited.manuscript), make_edition(cited, "a4").content


def pages_of(small: tuple[Copy, bytes]) -> list[tuple[str, int]]:
    copy, content = small
    return [(s.text, page) for s, page in zip(copy.sentences, sentence_pages(copy, content), strict=True)]


def test_what_is_said_twice_has_two_pages(small):
    """A key point and the text it sums up are two claims, each with its own place."""
    for words in ("Soap works.", "Water alone works less well."):
        first, second = [page for text, page in pages_of(small) if text == words]
        assert 0 < first < second


OPENINGS = "It's the", "See Summed up", "Say when you", "Yes, all do.", "Tiny \u201cliving\u201d"


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_sentence_is_found_though_the_page_changes_its_signs(small, opening):
    """Citations, curly quotes, page numbers and words of another language stand in the way."""
    ((_, page),) = [(text, page) for text, page in pages_of(small) if text.startswith(opening)]
    assert page > 0


def test_what_another_clinic_prints_has_no_page(small):
    pages = dict(pages_of(small))
    assert pages["A tablet is for the mouth alone."] > 0
    assert [text for text, page in pages.items() if page == 0] == ["A spray is for the nose alone."]


def test_a_short_word_in_a_table_stays_in_its_row(small):
    copy, content = small
    pages = sentence_pages(copy, content)
    table = {page for sentence, page in zip(copy.sentences, pages, strict=True) if sentence.kind == "cell"}
    assert len(table) == 1 and 0 not in table


def test_a_pdf_without_tags_tells_no_pages(shipped_copy):
    file = io.BytesIO()
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(file)
    assert set(sentence_pages(shipped_copy, file.getvalue())) == {0}
    assert figure_pages(file.getvalue()) == {}


def test_what_is_no_pdf_is_refused(shipped_copy):
    with pytest.raises(pikepdf.PdfError):
        sentence_pages(shipped_copy, b"not a PDF")


def letters_of(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
