"""The shipped handout, as it lies on the table: asked of the finished PDF."""
import re
import subprocess
import tomllib
from collections import Counter
from itertools import pairwise

import page
import pytest

from booklet.core.located import toml_line
from booklet.core.printed.words import printed_words
from booklet.review.pages_of_sentences import sentence_pages
from booklet.review.scorecard.questions import Question, marked_questions
from booklet.words.en.plain.grades import Count
from booklet.words.en.plain.syllables import syllables_of
from tests.conftest import SECTIONS
from tests.links import alternatives_of, links_of
from tests.spoken import section_files, spoken_descriptions, spoken_sections

CLINIC = tomllib.loads((SECTIONS / "clinic.example.toml").read_text("utf-8"))
CITATION = re.compile(r"\[[0-9][0-9,;. p–]*\]")


def plain(words: str) -> list[str]:
    """Words without citations and page numbers, and with the breaks that a renderer may make put together again."""
    words = re.sub(r"(?<=\(|\s)(?:page\s?\d+|above|below)(?=\))", "page N", CITATION.sub(" ", words))
    words = re.sub(r"(?<=[-/])\s+", "", words.replace("\u2022", " "))
    return re.sub(r"\s+([.,;:)])", r"\1", words).split()


def sections_of(proof):
    """The section elements of the tag tree, in reading order."""
    return [e for e in proof.elements() if e.tag == "Sect" and re.match(r"\d+ ", e.text)]


def test_nothing_is_lost_and_nothing_is_added(shipped):
    """A listener hears the same words as a reader, and both hear the author's."""
    expected = spoken_sections(SECTIONS, CLINIC)
    spoken = sections_of(shipped)
    assert len(spoken) == len(expected) > 1
    drawn = set(re.findall(r"!\[([^\]]*)\]", "".join(file.read_text("utf-8") for file in section_files(SECTIONS))))
    for number, (section, words) in enumerate(zip(spoken, expected, strict=True), 1):
        heard = section.text
        for alternative in alternatives_of(shipped):
            own = next((words for words in drawn if alternative.startswith(words)), "")  # then it goes on to tell more
            heard = heard.replace(alternative, own)
        # a figure may stand on the next page, and the words that follow it before it
        assert Counter(plain(heard)) == Counter(plain(f"{number} {' '.join(words)}"))


def test_each_complex_picture_is_told_in_words_where_it_stands(shipped, shipped_cited):
    """Somebody who cannot see the brain drawing hears what it shows, without pages at the end that everybody prints."""
    assert not [e for e in shipped.elements() if e.tag == "Sect" and e.text.startswith("Pictures told in words")]
    heard = [" ".join(plain(alternative)) for alternative in alternatives_of(shipped)]
    for words in spoken_descriptions(SECTIONS):
        told = " ".join(plain(" ".join(re.sub(r"^\d+\.$", "", word) for word in words)))
        assert any(told in alternative for alternative in heard), told
    for chart in (chart for chart in shipped_cited.manuscript.charts if getattr(chart, "is_complex", False)):
        rows = chart.table(printed_words("en-GB"))[1:]
        assert any(all(all(cell in said for cell in row) for row in rows) for said in alternatives_of(shipped)), chart.id


def test_it_is_pdf_ua(shipped):
    report = page.validate_pdf_bytes(shipped.data, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [f"{f.rule_id}: {f.message}" for f in report.failures][:10]


def test_the_file_is_sound(shipped_files):
    checked = subprocess.run(["qpdf", "--check", shipped_files["a4"]], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "No syntax or stream encoding errors" in checked.stdout


def test_one_typeface_and_all_of_it_in_the_file(shipped):
    fonts = shipped.fonts()
    assert fonts and all(font.is_embedded for font in fonts)
    foreign = {font.name for font in fonts if not font.name.startswith("Atkinson-Hyperlegible-Next")}
    assert all(name.startswith(("Noto", "Booklet")) for name in foreign)  # a Greek letter in the title of a work; figures


def test_no_type_is_too_small_to_read(shipped):
    """Ten points is the floor on any page, figures included (FDA, 21 CFR 208.20); running text is larger."""
    assert shipped.smallest_type()[0] >= 10
    sizes = Counter()
    lists = next(e.page for e in shipped.elements() if e.tag == "Sect" and e.text.startswith("Where the facts come from"))
    for index in range(lists):  # the list of works is set smaller
        for words in shipped.words_on(index):
            sizes[round(words.size_pt, 1)] += len(words.text)
    assert max(sizes, key=sizes.get) >= 12.5


def test_the_binding_side_is_left_free(shipped):
    """Two holes are punched 12 mm in; nothing that is read may come closer than 20 mm to the binding edge."""
    for index in range(1, shipped.page_count):
        width = float(shipped.pdf.pages[index].mediabox[2])
        for words in shipped.words_on(index):
            is_recto = index % 2 == 0
            from_binding = words.box[0] if is_recto else width - words.box[2]
            assert from_binding / 72 * 25.4 >= 19.9, (index + 1, words.text)


def test_every_page_tells_its_number_and_version(shipped):
    imprint = tomllib.loads((SECTIONS / "booklet.toml").read_text("utf-8"))
    for index in range(1, shipped.page_count - 1):
        text = shipped.text_of(index)
        assert f"{index + 1} of {shipped.page_count}" in text
        assert f"Version {imprint['version']}" in text
        assert imprint["notice"] in text


def test_the_contents_name_the_right_pages(shipped):
    starts = {section.text.split("  ")[0]: section.page for section in sections_of(shipped)}
    contents = next(e for e in shipped.elements() if e.tag == "TOC")
    for text, index in starts.items():
        title = next(words for level, words in shipped.headings() if level == 2 and text.split(" ", 1)[1].startswith(words))
        assert re.search(re.escape(title) + rf" {index + 1}\b", contents.text)


def test_pages_to_pull_out_are_one_page_each(shipped):
    """They are copied for the fridge door; a second page would be left in the tray."""
    starts = [section.page for section in sections_of(shipped)]
    single = [n for n, file in enumerate(section_files(SECTIONS)) if "\nlayout: single-page" in file.read_text("utf-8")]
    assert all(after - start == 1 for n, (start, after) in enumerate(pairwise(starts)) if n in single)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(shipped):
    elements = [e for e in shipped.elements() if e.page >= 0]
    for heading, after in pairwise(elements):
        if re.fullmatch("H[2-4]", heading.tag):
            assert after.page == heading.page, heading.text


def test_bookmarks_are_the_headings(shipped):
    headings = [(level - 1, words) for level, words in shipped.headings() if level in (2, 3)]
    assert [(level, words.replace("\u00a0", " ")) for level, words in shipped.bookmarks()] == headings


def test_every_citation_leads_to_its_reference_and_back(shipped, shipped_cited):
    references = shipped_cited.references  # of this clinic; works that another clinic cites are not listed
    described = {link.description for link in links_of(shipped) if link.description.startswith("Reference ")}
    numbers = {int(words.split()[1].rstrip(":")) for words in described}
    assert numbers == set(range(1, len(references) + 1))
    listed = [e for e in shipped.elements() if e.tag == "LI" and "First cited on" in e.text]
    assert len(listed) == len(references)
    first = sections_of(shipped)[0].page  # the reading help on an earlier page shows what a citation looks like
    pages_of: dict[int, list[int]] = {}
    for index in range(first, shipped.page_count):
        for number in cited_numbers(shipped.text_of(index)):
            pages_of.setdefault(number, []).append(index + 1)
    told = {int(e.text.split()[0].rstrip(".")): int(re.findall(r"\d+", e.text)[-1]) for e in listed}
    assert told.keys() == pages_of.keys() and all(page in pages_of[number] for number, page in told.items())


def cited_numbers(text: str) -> set[int]:
    numbers: set[int] = set()
    for group in re.findall(r"\[([0-9][0-9,\s–]*)\]", text):
        for part in group.replace(" ", "").split(","):
            first, _, last = part.partition("–")
            numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


def test_no_link_is_announced_as_an_address(shipped):
    for link in links_of(shipped):
        assert link.description and not link.description.startswith(("http", "#", "doi:")), link
        assert link.target != -1, link


def test_no_line_of_it_is_hyphenated_or_set_in_italics(shipped):
    assert not [font.name for font in shipped.fonts() if re.search("Italic|Oblique", font.name)]


def test_the_example_clinic_says_that_it_is_one(shipped):
    """A patient who rings an example number in the night must have been told."""
    assert "example" in shipped.text_of(0).lower()
    assert "example" in shipped.text_of(shipped.page_count - 1).lower()
    assert CLINIC["crisis"]["phone"] in shipped.text_of(shipped.page_count - 1)


def test_it_says_that_nobody_has_signed_it_off(shipped):
    assert "Not yet signed off by a clinician" in shipped.text_of(0)
    assert "not been signed off by a clinician" in shipped.text_of(shipped.page_count - 1)


def test_glossary_terms_name_the_pages_that_use_them(shipped):
    terms = [e for e in shipped.elements() if e.tag == "LI" and "Used on" in e.text]
    assert len(terms) >= 20
    for term in terms:
        word = term.text.split()[0].rstrip(",(")
        pages = [int(folio) for folio in re.findall(r"\d+", term.text.rsplit("Used on", 1)[1])]
        assert pages and len(pages) == len(set(pages)), word
        assert ("Used on pages " in term.text) == (len(pages) > 1), word
        assert all(1 <= folio <= shipped.page_count for folio in pages), word


def test_lines_of_settings_are_found():
    text = (SECTIONS / "booklet.toml").read_text("utf-8")
    line = toml_line(text, ("editions", "letter", "leading_at_least_pt"))
    assert text.splitlines()[line - 1].startswith("leading_at_least_pt")


@pytest.fixture(scope="module")
def questions(shipped, shipped_copy) -> tuple[Question, ...]:
    """What readers are asked in a test."""
    found, problems = marked_questions(shipped_copy, sentence_pages(shipped_copy, shipped.data))
    assert problems == []
    return found


def test_the_shipped_handout_asks_enough_questions_and_from_all_over(questions):
    assert len(questions) > 9 and len(questions) == len({question.asks for question in questions})
    assert len({question.place.path for question in questions}) > 4


def test_the_questions_are_easier_than_the_text(questions):
    words = [word for question in questions for word in re.findall(r"[A-Za-z]+", question.asks)]
    syllables = [syllables_of(word) for word in words]
    sentences = sum(question.asks.count("?") + question.asks.count(". ") for question in questions)
    assert Count(sentences, len(words), sum(syllables), sum(n > 2 for n in syllables)).flesch_kincaid <= 6
