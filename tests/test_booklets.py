"""Folded booklets: how they lie on their sheets, and how any booklet comes to a multiple of four pages."""
import io
from dataclasses import dataclass
from types import SimpleNamespace

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.check.pdf.document import Proof
from booklet.check.promises import promise_problems
from booklet.core.problems import BookletError
from booklet.deliver.manifest import manifest_entries
from booklet.deliver.sheets.finish import finish_proof
from booklet.deliver.sheets.impose import saddle_stitch
from booklet.deliver.sheets.printer import PrinterSettings
from booklet.model.document import LaidOut
from booklet.model.paper import PAPERS, points
from booklet.paginate.fill import FILLERS, filled, fillers_for, saving_note
from booklet.pipeline import make_edition, make_proof, read_manuscript
from tests.manuscripts import FILES, Handout
from tests.placed import placed_pages


@dataclass(frozen=True)
class Folded:
    """A booklet: its pages as they are read, and as they lie on their sheets."""

    edition: object
    reading: Proof
    sheets: bytes


@pytest.fixture(scope="module", params=["booklet-a5", "booklet-half-letter"])
def folded(request, small_cited) -> Folded:
    imprint = small_cited.manuscript.imprint
    edition = imprint.editions[request.param]
    reading, _ = make_proof(small_cited, request.param)
    return Folded(edition, Proof(reading), finish_proof(reading, edition, imprint.published, PrinterSettings()))


def words_in(page, box=None) -> str:
    """The words of a page, or of a part of it; hyphens and spaces at the ends of lines left aside."""
    text = page.get_textpage()
    found = text.get_text_bounded(*box) if box else text.get_text_range()
    return "".join(found.split()).translate({2: None, 0xFFFE: None, ord("-"): None})


def test_a_booklet_has_at_most_48_pages_a_multiple_of_four_and_none_is_blank(folded):
    pages = folded.reading.page_count
    assert pages % 4 == 0 and pages <= 48
    assert all(len(folded.reading.text_of(index).strip()) > 60 for index in range(pages))


def test_the_cover_is_outside_in_front_and_the_help_is_outside_at_the_back(folded):
    """The phone numbers have to be found without opening it."""
    last = folded.reading.page_count
    assert "Not yet signed off" in folded.reading.text_of(0)
    assert folded.reading.text_of(last - 1).lstrip().startswith("Help") and "Life in danger now?" in folded.reading.text_of(last - 1)
    first_side = [place.folio for place in placed_pages(folded.sheets) if place.side == 0]
    assert first_side == [last, 1]


def test_pages_to_write_on_stand_before_the_back_page_and_nowhere_else(folded):
    words = {"diary": "How I felt", "questions": "My questions", "notes": "My notes"}
    starts = {name: [n for n in range(folded.reading.page_count) if folded.reading.text_of(n).lstrip().startswith(title)]
              for name, title in words.items()}  # fmt: skip
    found = sorted(page for pages in starts.values() for page in pages)
    last = folded.reading.page_count - 1
    assert len(found) <= 3 and found == list(range(last - len(found), last))


def test_no_type_on_the_sheet_is_smaller_than_10_points_and_most_is_at_least_12(folded):
    """Twelve points that are shrunk onto half a sheet are eight and a half: too small for tired eyes."""
    assert Proof(folded.sheets).smallest_type()[0] >= 10
    assert folded.reading.smallest_type()[0] == Proof(folded.sheets).smallest_type()[0], "nothing is scaled"
    assert folded.edition.promises.smallest_type_pt == 10 and folded.edition.promises.body_type_pt == 12
    assert promise_problems(Proof(folded.sheets), "booklet", folded.edition) == []


def test_each_folio_lies_once_where_the_fold_wants_it(folded):
    places = [(place.side, place.folio) for place in placed_pages(folded.sheets)]
    sides = [side for sheet in saddle_stitch(folded.reading.page_count) for side in (sheet.outer, sheet.inner)]
    assert places == [(n, folio) for n, side in enumerate(sides) for folio in side]


def test_each_half_of_a_sheet_has_the_words_of_its_page(folded):
    reading, sheets = pdfium.PdfDocument(folded.reading.data), pdfium.PdfDocument(folded.sheets)
    for place in placed_pages(folded.sheets):
        assert words_in(sheets[place.side], place.box) == words_in(reading[place.folio - 1]), f"page {place.folio}"


def test_the_trim_of_a_side_is_its_two_pages(folded):
    trim = PAPERS[folded.edition.paper]
    with pikepdf.open(io.BytesIO(folded.sheets)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            assert (right - left, top - bottom) == pytest.approx((2 * points(trim.width_mm), points(trim.height_mm)), abs=0.6)
        preset = pdf.Root.ViewerPreferences
        assert preset.Duplex == "/DuplexFlipShortEdge" and preset.PrintScaling == "/None"


def test_no_ink_comes_nearer_than_6_mm_to_an_edge(folded):
    """An office printer leaves up to 5 mm bare, and a fold swallows some."""
    dots = 3
    for index, page in enumerate(pdfium.PdfDocument(folded.reading.data)):
        picture = page.render(scale=dots).to_pil().convert("L")
        near = round(points(6) * dots) - 2
        width, height = picture.size
        for box in ((0, 0, width, near), (0, height - near, width, height), (0, 0, near, height), (width - near, 0, width, height)):
            assert picture.crop(box).getextrema()[0] > 250, f"page {index + 1}"


@given(st.integers(1, 400))
def test_with_its_fillers_every_booklet_comes_out_even(pages):
    fillers = fillers_for(pages)
    assert (pages + len(fillers)) % 4 == 0 and len(fillers) <= 3
    assert fillers == FILLERS[3 - len(fillers) :], "notes first, the diary last to be taken"


def pretended(pages: int) -> LaidOut:
    """Pages without anything on them, for a press that only counts."""
    return LaidOut(SimpleNamespace(pages=[None] * pages), "booklet-a5")


@given(st.integers(1, 200))
def test_a_booklet_is_set_once_or_twice_and_never_more(pages):
    """Setting it takes seconds; a second time only for its fillers."""
    set_with = []

    def lay_out(fillers, is_alone):
        set_with.append(fillers)
        return pretended(pages + len(fillers))

    laid_out, fillers = filled(lay_out)
    assert len(laid_out.pages.pages) % 4 == 0 and set_with == [()] + [fillers] * bool(fillers)


def test_a_filler_that_takes_two_pages_is_refused_and_not_patched_with_blanks():
    with pytest.raises(BookletError) as refusal:
        filled(lambda fillers, is_alone: pretended(5 + 2 * len(fillers)))
    assert [problem.slug for problem in refusal.value.problems] == ["does-not-fold"]


def test_the_author_hears_when_one_page_less_would_save_a_sheet():
    said = saving_note("booklet-a5", 48, ("diary", "questions", "notes"), ("section 7", 4))
    assert said == (
        "booklet-a5: 45 pages need 3 fillers; with one page less, a sheet is saved: section 7 runs over onto its last page by 4 lines"
    )
    assert saving_note("booklet-a5", 48, ("questions", "notes"), ("section 7", 4)) == ""
    assert saving_note("booklet-a5", 48, (), None) == ""


BOOKLET = '\n[editions.fold]\npaper = "A5"\ncover = true\nsections_start = "page"\nsheet = "A4"\nimposition = "saddle-stitch"\nstylesheet = "editions/booklet-a5.css"\n'


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.write("booklet.toml", FILES["booklet.toml"] + BOOKLET)
    handout.body("Rest.\n\n{{ figure(\"n01\") }}")
    return handout


def test_one_page_too_many_is_told_with_its_section_and_its_lines(handout):
    """Cover, contents twice, the text, references and back make six; more sections make more."""
    notes = {}
    for more in (0, 3):  # one filler or two save no sheet: see above
        for number in range(more):
            body = "Rest.\n\n" * (40 if number == 0 else 1)
            handout.write(f"0{number + 2}0-more-{number}.md", f"---\ntitle: More {number}\nrunning_head: More\n---\n{body}")
        made = make_edition(read_manuscript(handout.folder), "fold")
        notes[more] = made.notes
        assert made.pages % 4 == 0
    (told,) = [note for made in notes.values() for note in made if "section" in note]
    assert "pages need 3 fillers; with one page less, a sheet is saved: section 2 runs over onto its last page by" in told


def build(handout: Handout, *more: str) -> str:
    assert handout.command("build", "--source", "sections", "--out", "dist", *more) == 0, handout.said
    return handout.said


def test_what_the_printer_does_counts_for_booklets_and_for_nothing_else(handout):
    """Sheets that were made for another printer would come out upside down on the back."""
    build(handout)
    made = {entry["edition"]: entry["sha256"] for entry in manifest_entries(handout.out)}
    assert "Nothing has changed" in build(handout)
    (handout.home / "printer.toml").write_text('flips = "long"\n', encoding="utf-8")
    assert "Nothing has changed" in build(handout, "--edition", "a4")
    assert "Nothing has changed" not in build(handout, "--edition", "fold")
    again = {entry["edition"]: entry["sha256"] for entry in manifest_entries(handout.out)}
    assert again["a4"] == made["a4"] and again["fold"] != made["fold"]
    sheets = (handout.out / "rest-fold.pdf").read_bytes()
    assert [place.is_turned for place in placed_pages(sheets)][:4] == [False, False, True, True]
    (handout.home / "ours.toml").write_text('flips = "short"\n', encoding="utf-8")
    build(handout, "--edition", "fold", "--printer", "ours.toml")
    assert not any(place.is_turned for place in placed_pages((handout.out / "rest-fold.pdf").read_bytes()))


def test_printer_settings_that_cannot_be_are_told_on_their_line(handout):
    (handout.home / "printer.toml").write_text('flips = "short"\npaper_mm = 7\n', encoding="utf-8")
    assert handout.refused() == ["printer.toml:2: bad-printer-settings"]
    assert handout.refused("--printer", "nobody.toml") == ["nobody.toml: missing-file"]


def line_of(handout: Handout, words: str) -> int:
    text = (handout.folder / "booklet.toml").read_text(encoding="utf-8")
    return text[: text.index(words)].count("\n") + 1


def test_a_page_larger_than_half_its_sheet_is_told_where_the_sheet_is_named(handout):
    handout.write("booklet.toml", FILES["booklet.toml"] + BOOKLET.replace('paper = "A5"', 'paper = "A4"'))
    assert handout.refused() == [f"sections/booklet.toml:{line_of(handout, 'sheet =')}: trim-too-large"]


def test_a_sheet_that_nobody_makes_is_told_on_its_line(handout):
    handout.write("booklet.toml", FILES["booklet.toml"] + BOOKLET.replace('sheet = "A4"', 'sheet = "A44"'))
    assert handout.refused() == [f"sections/booklet.toml:{line_of(handout, 'sheet =')}: bad-setting"]


def test_more_pages_than_promised_are_refused_where_the_edition_is_set(handout):
    handout.write("booklet.toml", FILES["booklet.toml"] + BOOKLET + "promises.pages_at_most = 4\n")
    (told,) = handout.refused()
    assert told.startswith("sections/booklet.toml:") and told.endswith(": broken-promise")
    assert "8 pages, and at most 4 are promised" in handout.said
