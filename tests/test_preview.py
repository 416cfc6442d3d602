"""The preview: the pages while they are written. Real pages of a small manuscript, changed as an author changes it."""
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from booklet.preview.press import LivePress
from tests.conftest import STARTER

SECTION = "010-why-it-matters.md"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory) -> Iterator[Path]:
    """A cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield Path(os.environ["XDG_CACHE_HOME"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    shutil.copytree(STARTER, tmp_path_factory.mktemp("preview") / "handout")
    return tmp_path_factory.getbasetemp() / "preview0" / "handout"


@pytest.fixture(scope="module")
def press(folder) -> LivePress:
    return LivePress(folder, "a4")


@pytest.fixture(scope="module")
def first(press):
    return press.set()


def picture(press: LivePress, key: str) -> Image.Image:
    return Image.open(io.BytesIO(press.image(key, 50))).convert("RGB")


def change(folder: Path, old: str, new: str) -> None:
    file = folder / SECTION
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_it_shows_the_pages_of_a_manuscript(press, first):
    assert first.exact and first.is_current
    assert [page.label for page in first.pages] == [str(number + 1) for number in range(len(first.pages))]
    for page in first.pages:
        seen = picture(press, page.key)
        assert seen.height > seen.width > 300 and seen.getextrema() != ((255, 255),) * 3


def test_each_line_of_type_leads_to_where_it_was_typed(folder, first):
    typed = (folder / SECTION).read_text("utf-8").splitlines()
    lines = [line for page in first.pages for line in page.lines if line.file == SECTION]
    assert len(lines) > 5
    assert any(typed[line.line - 1].startswith("- Germs travel") for line in lines)
    assert all(0 < line.y_mm < 297 for line in lines)


def test_a_word_that_is_changed_changes_its_page_alone(folder, press, first):
    """One test for the story of a writer, since each setting takes its time."""
    change(folder, "next bed", "next room")
    second = press.set()
    changed = [(was, now) for was, now in zip(first.pages, second.pages, strict=True) if was.key != now.key]
    assert changed and all(now.section_file in (SECTION, None, "glossary.md") for _, now in changed)
    assert picture(press, changed[0][0].key).tobytes() != picture(press, changed[0][1].key).tobytes()  # both can be seen


def test_a_drawing_that_is_changed_changes_its_page(folder, press, first):
    before, file = press.set(), folder / "figures" / "three-steps.svg"
    drawn = file.read_text("utf-8")
    file.write_text(drawn.replace("</svg>", '<rect width="40" height="20" fill="#000"/></svg>'), "utf-8")
    changed = [(was, now) for was, now in zip(before.pages, press.set().pages, strict=True) if was.key != now.key]
    assert [now.section_file for _, now in changed] == ["030-how-to-wash.md"]
    file.write_text(drawn, "utf-8")


def test_a_handout_that_is_opened_again_is_shown_at_once_and_then_made_ready(folder, press, first):
    before = press.set()
    again = LivePress(folder, "a4")
    assert again.set() == before and not again.is_settled
    assert again.image(before.pages[0].key) == press.image(before.pages[0].key)
    assert again.settle() == before and again.is_settled


def test_pages_that_were_kept_badly_are_set_anew(folder, cache, first):
    kept = list((cache / "booklet" / "previews").glob("*.zip"))
    assert kept
    for file in kept:
        file.write_bytes(file.read_bytes()[:200])
    assert LivePress(folder, "a4").set().is_current


def test_a_wrong_citation_is_told_and_the_page_is_shown_all_the_same(folder, press, first):
    change(folder, "[@", "[@nobody; @")
    preview = press.set()
    assert "unknown-citation" in [problem.slug for problem in preview.problems]
    assert preview.pages and preview.is_current and not preview.exact
    assert "[@nobody]" in "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(press.pdf()))


def test_a_language_whose_words_the_press_lacks_is_told_beside_its_pages(folder, press):
    """Whoever set it on the Cover was told of a fault of the press, and saw no page again."""
    settings = folder / "booklet.toml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(kept.replace('language = "en-GB"', 'language = "de"'), encoding="utf-8")
    found = press.set()
    settings.write_text(kept, encoding="utf-8")
    assert "no-printed-words" in [problem.slug for problem in found.problems] and found.pages and found.is_current


def test_what_cannot_be_laid_out_keeps_the_last_pages(folder, press, first):
    settings = folder / "booklet.toml"
    kept = settings.read_bytes()
    before = press.set()
    settings.write_text("title = ", "utf-8")
    broken = press.set()
    assert broken.pages == before.pages and broken.problems and not broken.is_current
    assert press.image(broken.pages[0].key)
    settings.write_bytes(kept)
    assert press.set().is_current
    shutil.rmtree(folder)
    gone = press.set()
    assert gone.pages and [problem.slug for problem in gone.problems] == ["no-manuscript"]
