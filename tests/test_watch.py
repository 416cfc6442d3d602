"""Watching: the real process follows real files, and ends when it is told to."""
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from booklet.preview.saves import saves
from tests.conftest import STARTER
from tests.watching import running

SECTION = "010-why-it-matters.md"


def words_of(file: Path) -> str:
    """All words of a PDF."""
    document = pdfium.PdfDocument(file.read_bytes())
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copytree(STARTER, tmp_path / "handout")
    return tmp_path / "handout"


def change(folder: Path, old: str, new: str) -> None:
    """As an editor saves: a new file takes the place of the old one."""
    text = (folder / SECTION).read_text("utf-8")
    assert old in text
    (folder / ".saving").write_text(text.replace(old, new), "utf-8")
    (folder / ".saving").replace(folder / SECTION)


def test_a_save_changes_the_pages_and_a_mistake_leaves_the_last_file(folder, tmp_path):
    out = tmp_path / "out"
    shown, built = out / "clean-hands-a4.preview.pdf", out / "clean-hands-a4.pdf"
    options = ("--source", folder, "--out", out)
    with running("watch", *options, XDG_CACHE_HOME=str(tmp_path / "cache")) as watch:
        watch.until("Watching")
        watch.until("pages 1-3 of 3")
        assert "next bed" in words_of(shown)
        change(folder, "next bed", "next room")
        watch.until("page 1 of 3")
        assert "next room" in words_of(shown)
        watch.until(f"{built}: 3 pages")  # nobody has saved for a while
        kept = built.read_bytes()
        assert "next room" in words_of(built)
        change(folder, "[@who2009hands]", "[@nobody2009]")
        watch.until("unknown-citation")
        watch.until("problem")
        folder.rename(tmp_path / "elsewhere")
        watch.until("is not there any more")
        (tmp_path / "elsewhere").rename(folder)
        change(folder, "[@nobody2009]", "[@who2009hands]")
        watch.until("All problems are mended")
        assert watch.stop() == 0
    assert "No longer watching" in watch.said[-1] and "Traceback" not in "".join(watch.said)
    assert built.read_bytes() == kept
    assert not [file for file in out.iterdir() if file.name.endswith(".tmp")]


def test_what_no_build_reads_is_not_looked_at(folder):
    """A history or a store of packages beside the text holds thousands of files, which change with each command."""
    for name in (".git/index", "node_modules/package.json", "dist/a4.pdf", "figures/.cache/one.svg"):
        (folder / name).parent.mkdir(parents=True)
    heard = saves(folder)
    assert next(heard).word == "saved"
    for name in (".git/index", "node_modules/package.json", "dist/a4.pdf", "figures/.cache/one.svg", ".saving"):
        (folder / name).write_text("new", "utf-8")
    (folder / SECTION).write_text("# Anew\n", "utf-8")
    (folder / "figures" / "new.svg").write_text("<svg/>", "utf-8")
    told: set[str] = set()
    while len(told) < 2:
        told |= next(heard).files
    assert told == {str(folder / SECTION), str(folder / "figures" / "new.svg")}


def test_a_place_that_cannot_be_written_is_told_and_watching_goes_on(folder, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    out = tmp_path / "file" / "out"  # a file is no folder: nobody can write below it, not even root
    with running("watch", "--source", folder, "--out", out, "--preview-only", XDG_CACHE_HOME=str(tmp_path / "cache")) as watch:
        watch.until("cannot-write")
        change(folder, "[@who2009hands]", "[@nobody2009]")
        watch.until("unknown-citation")
        assert "3 problems" in watch.until(" problem")  # what cannot be written is not mended by a word
        change(folder, "[@nobody2009]", "[@who2009hands]")
        assert "1 problem." in watch.until(" problem")
        (tmp_path / "file").unlink()
        change(folder, "next bed", "next room")
        watch.until("pages 1-3 of 3")
        assert watch.stop() == 0
