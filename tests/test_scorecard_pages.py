"""The scorecard and the kit for readers in a real Chromium: nothing is fetched, nothing runs, and axe finds nothing."""
import pytest

from booklet.pipeline import make_edition, read_manuscript
from booklet.review.scorecard.card import card_of, desk_of
from booklet.review.scorecard.sheet import card_files, kit_files
from tests.browser import visit
from tests.manuscripts import HEAD
from tests.small import small_handout

NAMES = ("clean-hands-scorecard.html", "clean-hands-user-test.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Of a small handout in which twelve questions are marked."""
    out = tmp_path_factory.mktemp("cards")
    source = small_handout(out / "handout")
    asked = "\n\n".join(f"Thing {n} helps. <!-- question: Does thing {n} help? -->" for n in range(1, 13))
    (source / "070-things.md").write_text(f"{HEAD}{asked}\n", encoding="utf-8")
    cited = read_manuscript(source)
    content = make_edition(cited, "a4").content
    desk = desk_of(cited, content)
    for name, written in {**card_files(card_of(desk), cited), **kit_files(cited, "a4", content)}.items():
        (out / name).write_bytes(written)
    return out


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_a_phone_scrolls_nothing_sideways(name, folder, browser):
    """A rater may use a screen reader too."""
    with visit(browser, folder / name) as opened:
        found = opened.axe()
        assert (opened.requests, opened.console) == ([(folder / name).as_uri()], [])
        opened.page.set_viewport_size({"width": 360, "height": 740})
        wide = opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert wide <= 0
