"""The calibration sheet, the two answers that it asks for, and the file that keeps them."""
import io
import os
import pty
import select
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.check.judge import opened_problems
from booklet.check.pdf.colours import colours_used
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import ink_near_edge, page_pictures
from booklet.core.problems import BookletError
from booklet.deliver.sheets.printer import PrinterSettings, printer_file_text, read_printer_settings
from booklet.model.paper import PAPERS, millimetres
from booklet.review.calibration_sheet import calibration_sheet
from tests.manuscripts import Handout

ROOT = Path(__file__).resolve().parent.parent
papers = pytest.mark.parametrize("paper", ["A4", "Letter"])


@pytest.fixture(scope="module")
def sheets() -> dict[str, bytes]:
    return {paper: calibration_sheet(paper) for paper in ("A4", "Letter")}


@pytest.fixture
def printer(tmp_path, monkeypatch, capsys) -> Handout:
    """Somebody at a printer, in a folder that has no settings yet."""
    return Handout(tmp_path, monkeypatch, capsys)


def dark_runs(row: bytes) -> list[int]:
    """How many dark dots there are side by side, each time that there are any."""
    return [len(list(dots)) for is_dark, dots in groupby(row, lambda tone: tone < 128) if is_dark]


@papers
@pytest.mark.parametrize("is_turned", [False, True])
def test_both_rulers_are_a_hundred_millimetres_long(paper, is_turned, sheets):
    """A sheet that is wrong itself would send somebody to mend a printer that is well."""
    picture = pdfium.PdfDocument(sheets[paper])[0].render(scale=4).to_pil().convert("L")
    picture = picture.rotate(90, expand=True) if is_turned else picture
    rows = [picture.crop((0, y, picture.width, y + 1)).tobytes() for y in range(picture.height)]
    longest = max(run for row in rows for run in dark_runs(row))
    assert millimetres(longest / 4) == pytest.approx(100, abs=0.3)


@papers
def test_the_sheet_lies_on_its_side_and_fits_its_paper(paper, sheets):
    with pikepdf.open(io.BytesIO(sheets[paper])) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            size = [float(edge) for edge in list(page.mediabox)[2:]]
            assert size == pytest.approx(PAPERS[paper].on_its_side.size_pt, abs=0.01)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


@papers
def test_the_sheet_is_tagged_and_its_drawings_are_told(paper, sheets):
    assert opened_problems(Proof(sheets[paper]), "calibrate.pdf") == []
    proof = Proof(sheets[paper])
    assert [words for level, words in proof.headings() if level == 1] == ["Front", "Back"]
    assert len([element for element in proof.elements() if element.tag == "Figure"]) == 2
    assert "1. Measure both rulers." in proof.words_text()


@papers
def test_the_ring_lies_behind_the_middle_of_the_grid(paper, sheets):
    """The pin measures from there."""
    document = pdfium.PdfDocument(sheets[paper])
    for page in document:
        picture = page.render(scale=4).to_pil().convert("L")
        x, y = picture.width // 2, picture.height // 2
        across = picture.crop((x - 60, y - 1, x + 60, y + 2)).resize((1, 3)).tobytes()
        upward = picture.crop((x - 1, y - 25, x + 2, y + 25)).resize((3, 1)).tobytes()
        assert min(across) < 190 and min(upward) < 190


@papers
def test_the_arrows_of_front_and_back_meet_when_held_to_the_light(paper, sheets):
    """So turned over like the page of a book, the solid arrow stands inside the outline."""
    front, back = (page.render(scale=4).to_pil().convert("L") for page in pdfium.PdfDocument(sheets[paper]))
    dot = 4 * 72 / 25.4
    for side in (-1, 1):
        x, y = front.width / 2 + side * 50 * dot, front.height / 2 + 42 * dot
        box = tuple(round(edge) for edge in (x - 10 * dot, y - 15 * dot, x + 10 * dot, y + 15 * dot))
        seen = back.transpose(0).crop(box)  # from behind
        dark = [picture.point(lambda tone: 255 * (tone < 128)) for picture in (front.crop(box), seen)]
        solid, outline = (picture.getbbox() for picture in dark)
        assert all(0 < abs(a - b) < 2.6 * dot for a, b in zip(solid, outline, strict=True))
        assert outline[0] < solid[0] and outline[1] < solid[1] and outline[2] > solid[2] and outline[3] > solid[3]


@papers
def test_the_sheet_reads_well_in_grey_and_keeps_off_the_bare_edge(paper, sheets):
    """Only the ticks that measure the edge come near to it."""
    assert not [near for picture in page_pictures(sheets[paper]) for near in ink_near_edge(picture, 4.5)]
    assert not [colour for page in colours_used(sheets[paper]) for colour in page if not colour.values]
    assert Proof(sheets[paper]).smallest_type()[0] >= 10


def test_the_same_sheet_has_the_same_bytes(sheets):
    assert calibration_sheet("A4") == sheets["A4"]


def test_without_a_terminal_the_sheet_is_written_and_the_way_to_answer_is_told(printer):
    assert printer.command("calibrate", "--paper", "Letter") == 0
    assert Proof(Path("calibrate.pdf").read_bytes()).page_count == 2
    assert "python build.py calibrate --flips short --shift-mm 0.5,-1" in printer.said
    assert not Path("printer.toml").exists()


def test_answers_are_kept_for_the_next_booklet(printer):
    assert printer.command("calibrate", "--flips", "long", "--shift-mm", "0.5,-1") == 0
    assert not Path("calibrate.pdf").exists()
    assert read_printer_settings() == PrinterSettings(flips="long", back_shift_mm=(0.5, -1))
    assert printer.command("calibrate", "--flips", "short") == 0
    kept = PrinterSettings(flips="short", back_shift_mm=(0.5, -1))
    assert read_printer_settings() == kept, "one answer leaves the other"


def test_a_settings_file_may_lie_elsewhere(printer):
    assert printer.command("calibrate", "--flips", "long", "--settings", "desk/ours.toml") == 0
    assert read_printer_settings(Path("desk/ours.toml")).flips == "long" and not Path("printer.toml").exists()


@pytest.mark.parametrize("wrong", ["a,b", "1", "1,2,3", "1;2", "nan,0", "inf,0", "11,0", "0,-10.5", ""])
def test_an_answer_that_is_no_shift_is_wrong_usage(wrong, printer):
    assert printer.command("calibrate", f"--shift-mm={wrong}") == 2
    assert "--shift-mm" in printer.said and not Path("printer.toml").exists()


def test_where_nothing_can_be_written_that_is_told(printer):
    Path("printer.toml").mkdir()
    assert printer.command("calibrate", "--flips", "long") == 1
    assert "Traceback" not in printer.said


@pytest.mark.parametrize(("text", "told"), [
    ('flips = "sideways"', ["printer.toml:1"]),
    ('flips = "long"\nback_shift_mm = [99, 0]', ["printer.toml:2"]),
    ("back_shift_mm = [1, 2, 3]", ["printer.toml:1"]),
    ('back_shift_mm = ["1", true]', ["printer.toml:1"] ),
    ("back_shift_mm = [nan, 0]", ["printer.toml:1"]),
    ("paper_mm = 0", ["printer.toml:1"]),
    ('flip = "long"\npaper_mm = "thick"', ["printer.toml:1", "printer.toml:2"]),
    ("flips = ", ["printer.toml:1:9"]),
    ("flips = 'long'\n\nflips = 'short'", ["printer.toml:3:1"]),
])  # fmt: skip
def test_a_settings_file_that_is_wrong_is_told_line_by_line(text, told, printer):
    """A shift that was mistyped would move every page of every booklet."""
    Path("printer.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BookletError) as refusal:
        read_printer_settings()
    assert sorted({str(problem.place) for problem in refusal.value.problems}) == told
    assert {problem.slug for problem in refusal.value.problems} == {"bad-printer-settings"}
    assert printer.command("calibrate", "--flips", "long") == 1
    assert "bad-printer-settings" in printer.said and "python build.py calibrate" in printer.said


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"flips = \"long\"\x00", "flips = 'long' # \u202e".encode()])
def test_a_settings_file_that_is_no_text_is_told(content, printer):
    Path("printer.toml").write_bytes(content)
    with pytest.raises(BookletError) as refusal:
        read_printer_settings()
    assert {problem.slug for problem in refusal.value.problems} == {"bad-printer-settings"}


shifts = st.floats(-10, 10, allow_nan=False).map(lambda length: round(length, 3)) | st.integers(-10, 10)


@given(st.sampled_from(["short", "long"]), st.tuples(shifts, shifts), st.floats(0.01, 0.99))
def test_what_is_kept_is_what_was_answered(tmp_path_factory, flips, shift, paper_mm):
    settings = PrinterSettings(flips=flips, back_shift_mm=shift, paper_mm=paper_mm)
    file = tmp_path_factory.mktemp("kept") / "printer.toml"
    file.write_text(printer_file_text(settings), encoding="utf-8")
    assert read_printer_settings(file) == settings


def at_a_terminal(folder: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """The exit status of the real command, run on a terminal where somebody types, and all that it showed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "calibrate", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as running:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the terminal is gone when the command is
                break
        running.kill()  # if it still asks; else it has ended by itself, and so keeps its own status
    os.close(ours)
    return running.returncode, shown.decode(errors="replace")


def test_on_a_terminal_two_questions_are_asked(tmp_path):
    status, shown = at_a_terminal(tmp_path, "n\n0.5,x\n0.5,-1\n")
    assert status == 0, shown
    assert "does the back stand upright?" in shown and "Where is the pinhole" in shown and "Error" in shown
    assert read_printer_settings(tmp_path / "printer.toml") == PrinterSettings(flips="long", back_shift_mm=(0.5, -1))
    assert (tmp_path / "calibrate.pdf").is_file()


def test_who_does_not_answer_loses_nothing(tmp_path):
    """The sheet is there, to be walked to the printer; and no answer is made up."""
    status, shown = at_a_terminal(tmp_path, "\x04")  # the end of all typing
    assert status == 130 and "Traceback" not in shown, shown
    assert (tmp_path / "calibrate.pdf").is_file() and not (tmp_path / "printer.toml").exists()
