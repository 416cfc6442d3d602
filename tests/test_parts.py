"""Parts set again: the pages are those of the whole laid out anew, to the last stroke, or it is said that they may not be."""
import re
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from booklet.paginate.parts.door import parts_problems
from booklet.preview.press import LivePress
from tests.small import small_handout

FIRST, TABLE, MORE = "010-why-it-matters.md", "050-what-helps.md", "060-more.md"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory):
    """A cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A small handout with a cover, contents and lists."""
    return small_handout(tmp_path_factory.mktemp("parts") / "handout", "run-on")


@pytest.fixture(scope="module")
def press(folder) -> LivePress:
    press = LivePress(folder, "a4")
    assert press.set().exact
    return press


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def keys(preview) -> list[str]:
    return [page.key for page in preview.pages]


def test_the_first_pages_are_shown_before_the_others_and_say_nothing_that_is_not_known(folder, tmp_path, press):
    many = tmp_path / "many"
    shutil.copytree(folder, many)
    for order in range(100, 140, 10):
        text = (many / FIRST).read_text("utf-8").replace("[@who2009hands]", "").replace("Why", f"Why {order}", 1)
        (many / f"{order}-more-{order}.md").write_text(text, "utf-8")
    own = LivePress(many, "a4")
    first = own.set(is_first=True)
    assert not first.is_whole and not first.exact and not own.is_settled and len(first.pages) > 2
    document = pdfium.PdfDocument(own.pdf())
    words = [page.get_textpage().get_text_bounded() for page in document]
    whole = own.set(is_first=True)
    assert whole.is_whole and whole.exact and own.is_settled and len(whole.pages) > len(first.pages)
    of = re.compile(r"\b[0-9]+ of [0-9]+\b")
    assert not any(map(of.search, words))
    assert all(of.search(page.get_textpage().get_text_bounded()) for page in list(pdfium.PdfDocument(own.pdf()))[1:])


def test_the_renderer_is_one_whose_parts_can_be_set():
    assert parts_problems() == []


@pytest.mark.parametrize(("name", "old", "new", "is_exact"), [
    (FIRST, "next bed", "next room", True),
    (TABLE, "Dry your hands", "Dry all hands", True),
    (MORE, "title: Is there more?", "title: Is there some?", True),  # contents and section
    (MORE, "friend to read it to them, which", "friend to read it to them, who", True),
    (TABLE, "sing a song.", "sing a song:", False),  # what ends in a colon is not parted from what follows
    ("glossary.md", "A liquid or gel", "A fluid or gel", True),
    (FIRST, "[@who2009hands]", "and at home. [@who2009hands]", None),
    (MORE, "There is more to read", "One more sentence stands here, and it is a long one as it has so many words in it.\n\nThere is more to read", None),
], ids=["word", "word after a table", "title", "word of the last section", "colon", "glossary", "longer line", "paragraph"])  # fmt: skip
def test_what_is_set_again_is_as_the_whole_would_be(folder, press, name, old, new, is_exact):
    before = press.settle()
    change(folder, name, old, new)
    again, settled = press.set(), press.settle()
    assert keys(again) != keys(before)
    assert settled.exact
    assert is_exact is None or again.exact == is_exact
    if again.exact:
        assert keys(again) == keys(settled)
        assert [page.lines for page in again.pages] == [page.lines for page in settled.pages]
