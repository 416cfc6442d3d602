"""What changed: the page that a patient and a reviewer get with a new version."""
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.load.load import load_manuscript
from booklet.review.changes import changes_of, marked
from tests.manuscripts import HEAD, PROBLEM, TAIL, Handout

OLD = """\
Rest for a day.
Most people feel better. [@lee2020]
Sleep in your own bed.
"""


class Shelf:
    """An older version beside the folder that the test goes on changing."""

    def __init__(self, handout: Handout):
        self.handout, self.old = handout, handout.home / "old"
        handout.body(OLD)
        shutil.copytree(handout.folder, self.old)

    def page(self) -> str:
        assert self.handout.command("changes", "old", "sections", "--out", "dist") == 0, self.handout.said
        return (self.handout.out / "changes.html").read_text(encoding="utf-8")

    def parts(self) -> tuple[str, str]:
        """What a patient reads, and what a reviewer reads or hears."""
        words = _Words()
        words.feed(self.page())
        first, _, second = " ".join(words.text.split()).partition("For reviewers")
        return first, second


class _Words(HTMLParser):
    """All words of a page, a blank between blocks."""

    def __init__(self):
        super().__init__()
        self.text, self.silent = "", False

    def handle_starttag(self, tag, attrs):
        self.silent = tag == "style"
        self.text += " " if tag in ("p", "li", "h1", "h2", "h3", "td", "th", "span") and self.text[-1:] != "[" else ""

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, words):
        self.text += "" if self.silent else " ".join(words.split()) + " " * words.endswith((" ", "\n"))


@pytest.fixture
def shelf(tmp_path, monkeypatch, capsys) -> Shelf:
    return Shelf(Handout(tmp_path, monkeypatch, capsys))


def test_two_versions_that_are_the_same_say_so(shelf):
    patient, reviewer = shelf.parts()
    assert "No words that you read were changed." in patient
    assert "Nothing was changed: no word, no number, no work." in reviewer and "note:" not in shelf.handout.said


def test_a_changed_sentence_is_told_as_it_is_now_and_as_it_was(shelf):
    shelf.handout.body(OLD.replace("a day", "two days"))
    shelf.page()
    assert "note: both say version 1, so nobody can tell which copy is the old one: set another" in shelf.handout.said
    patient, reviewer = shelf.parts()
    assert "Now: Rest for two days." in patient and "Before: Rest for a day." in patient
    assert re.search(r"Rest for \[removed: a \] ?\[added: two \] ?\[removed: day\. \] ?\[added: days\. \]", reviewer), reviewer
    assert "010-rest.md:5" in reviewer


def test_new_and_missing_sentences_are_told_in_kind_words(shelf):
    shelf.handout.body("Eat plenty of fruit each morning.\n" + OLD.replace("Sleep in your own bed.\n", ""))
    patient, reviewer = shelf.parts()
    assert "New: Eat plenty of fruit each morning." in patient
    assert "Taken out: Sleep in your own bed." in patient
    assert "Do not start, stop or change a medicine because of this page." in patient
    assert "of the older version" in reviewer


def test_a_cell_is_told_with_its_row(shelf):
    """A patient read: Now: 200 mg. Before: 400 mg."""
    doses = "Table: What to take\n\n| Medicine | Dose |\n|---|---|\n| Ibuprofen | 400 mg |\n| Paracetamol | 500 mg |\n"
    shelf.handout.body(doses)
    shutil.copytree(shelf.handout.folder, shelf.old, dirs_exist_ok=True)
    shelf.handout.body(doses.replace("400", "200"))
    patient, reviewer = shelf.parts()
    assert "Now: Ibuprofen: 200 mg Before: Ibuprofen: 400 mg" in patient and "Paracetamol" not in patient + reviewer


def test_a_sentence_that_only_moved_does_not_worry_a_patient(shelf):
    shelf.handout.body("Sleep in your own bed.\nRest for a day.\nMost people feel better. [@lee2020]\n")
    patient, reviewer = shelf.parts()
    assert "No words that you read were changed." in patient
    assert "moved: the same words stand in both versions" in reviewer


def test_a_citation_alone_is_told_to_reviewers_only(shelf):
    shelf.handout.body(OLD.replace("Rest for a day.", "Rest for a day. [@lee2020]"))
    patient, reviewer = shelf.parts()
    assert "No words that you read were changed." in patient and re.search(r"\[added: *\[lee2020\]", reviewer)


def test_new_sections_and_those_that_are_gone_are_named(shelf):
    shelf.handout.write("020-eat.md", HEAD.replace("Does rest help?", "What may I eat?") + "Fruit." + TAIL)
    (shelf.old / "030-walk.md").write_text(HEAD.replace("Does rest help?", "May I walk?") + "Yes." + TAIL)
    patient, _ = shelf.parts()
    assert "What may I eat? This part is new." in patient
    assert "May I walk? This part is no longer in the handout." in patient


def test_a_new_order_of_sections_is_told(shelf):
    text = HEAD.replace("Does rest help?", "May I walk?") + "Yes." + TAIL
    (shelf.old / "020-walk.md").write_text(text)
    shelf.handout.write("005-walk.md", text)
    assert "Some parts stand in another place than before." in shelf.parts()[0]


def test_a_number_is_told_where_it_is_printed_and_in_the_table(shelf):
    for folder in (shelf.old, shelf.handout.folder):
        (folder / "010-rest.md").write_text(HEAD + "It helped {{ numbers.n01.people }} people. [@lee2020]\n")
    shelf.handout.change("numbers.json", '"people": 73', '"people": 1247')
    patient, reviewer = shelf.parts()
    assert "Now: It helped 1,247 people." in patient and "Before: It helped 73 people." in patient
    assert re.search(r"n01\.people *73 *1,247", reviewer)


def test_works_that_came_and_went_are_listed(shelf):
    works = shelf.handout.folder / "references.json"
    works.write_text(works.read_text().replace("lee2020", "ray2021").replace('"title": "Rest"', '"title": "Sleep"'))
    shelf.handout.body(OLD.replace("lee2020", "ray2021"), tail="")
    _, reviewer = shelf.parts()
    assert re.search(r"Works added *Sleep, 2020", reviewer) and re.search(r"Works removed *Rest, 2020", reviewer)


def test_a_drawing_with_other_content_is_told(shelf):
    for folder in (shelf.old, shelf.handout.folder):
        text = "![A bed with a pillow at its left end.](figures/bed.svg)\nFigure: A bed.\n"
        (folder / "010-rest.md").write_text(HEAD + text + TAIL)
    shelf.handout.change("figures/bed.svg", 'width="40" height="20"/', 'width="30" height="20"/')
    patient, reviewer = shelf.parts()
    assert "A picture was drawn again." in patient and "Drawings with other content: 1." in reviewer


@pytest.mark.parametrize(("names", "count"), [(("two", "one"), 2), (("one", "six"), 1), (("one", "two"), 0)])
def test_a_picture_that_changed_places_or_its_file_is_told(shelf, names, count):
    """Two rows of a table had each the pill of the other, and "Nothing was changed" was said."""
    for folder, (left, right) in ((shelf.old, ("one", "two")), (shelf.handout.folder, names)):
        for number, name in enumerate(("one", "two", "six"), 1):
            (folder / f"figures/{name}.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="{number}" height="20"/></svg>')
        rows = f"| ![A white pill in a hand](figures/{left}.svg) | at 8 |\n| ![A blue pill in a hand](figures/{right}.svg) | at 20 |"
        (folder / "010-rest.md").write_text(f"{HEAD}Table: Pills\n\n| Pill | When |\n|---|---|\n{rows}\n{TAIL}")
    _, reviewer = shelf.parts()
    assert (f"Drawings with other content: {count}." in reviewer) == (count > 0)


def test_the_page_asks_for_nothing_and_the_same_versions_give_the_same_page(shelf):
    shelf.handout.body(OLD.replace("a day", "two days"))
    page = shelf.page()
    assert page == shelf.page()
    assert not re.search(r"(?:src|href)=|url\((?!data:)|<script", page)
    assert str(shelf.handout.home) not in page, "a page that is handed on tells of no folders"


def test_added_and_removed_differ_by_more_than_colour(shelf):
    """Some readers see no colours, and some see no page."""
    shelf.handout.body(OLD.replace("a day", "two days"))
    page = shelf.page()
    assert "<ins><span class=\"told\">[added: </span>" in page and "<del><span class=\"told\">[removed: </span>" in page
    assert re.search(r"\.changes ins \{ text-decoration: underline", page)
    assert re.search(r"\.changes del \{ text-decoration: line-through", page)


def test_hostile_words_stay_words(shelf):
    title = 'A "title" & <script>alert(1)<\\/script>'
    toml = (shelf.handout.folder / "booklet.toml").read_text()
    shelf.handout.write("booklet.toml", toml.replace('title = "Rest"', f"title = '{title}'"))
    shelf.handout.body("Take 3 < 4 & 5 > 2 of {{ clinic.name }}. [@lee2020]", tail="")
    shelf.handout.write("clinic.example.toml", (shelf.old / "clinic.example.toml").read_text().replace(
        "Example Clinic", "<img src=x onerror=alert(1)>"))  # fmt: skip
    page = shelf.page()
    assert "<script" not in page and "<img" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("arguments", [("nowhere", "sections"), ("old", "nowhere"), ("old/booklet.toml", "sections")])
def test_a_folder_that_is_none_is_told(shelf, arguments):
    assert shelf.handout.command("changes", *arguments, "--out", "dist") == 1
    assert [problem.rpartition(": ")[2] for problem in PROBLEM.findall(shelf.handout.said)] == ["no-manuscript"]


@pytest.mark.parametrize("typed", [("changes", "old", "sections"), ("build", "--source", "sections"), ("copies", "sections/booklet.toml")])
def test_no_folder_is_called_as_a_file_would_be(shelf, typed):
    """A folder handout.pdf was made, and the handout lay in it."""
    assert shelf.handout.command(*typed, "--out", "new/handout.pdf") == 2
    assert "it names a folder, and not a file: such as new/handout" in shelf.handout.said and not (shelf.handout.home / "new").exists()


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_marked_words_hold_both_texts(old, new):
    """Nothing is lost between the marks."""
    pieces = list(marked(old, new))
    assert "".join(piece.words for piece in pieces if piece.kind != "in") == old
    assert "".join(piece.words for piece in pieces if piece.kind != "out") == new


def test_a_section_written_anew_throughout_is_compared_at_once(shelf):
    shelf.handout.body("".join(f"Walk {n} steps.\n" for n in range(1_200)))
    (shelf.old / "010-rest.md").write_text(HEAD + "".join(f"Swim {n} miles.\n" for n in range(1_200)) + TAIL)
    found = changes_of(load_manuscript(shelf.old), load_manuscript(shelf.handout.folder))
    assert len(found.sections[0].changes) == 2_400


def test_the_shipped_handout_has_not_changed_since_itself():
    folder = Path(__file__).resolve().parent.parent / "sections"
    assert changes_of(load_manuscript(folder), load_manuscript(folder)).is_none
