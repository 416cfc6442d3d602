"""Pictures for a reviewer: every spread on one sheet, and what differs between two builds. Asked of real handouts."""
import io
import re
import shutil
from functools import cache

import pytest
from PIL import Image, ImageChops

from booklet.check.pdf.document import Proof
from booklet.core.problems import BookletError
from booklet.pipeline import make_edition, read_manuscript
from booklet.review.changed_pages import DESK, Change
from booklet.review.contact_sheet import FRAME, contact_sheet, difference_sheet
from tests.conftest import STARTER

TEA = "The ward is quiet and the tea is warm.\n"
LONG = "\n\n".join(TEA * 5 for _ in range(16))  # more than two pages
MORE = "\n\n".join(TEA * 5 for _ in range(7))  # about one
BASE = {
    "020-when-to-wash.md": ("- Before you eat.", f"- Before you eat.\n\n{LONG}"),
    "030-how-to-wash.md": ("2. Rub palms", f"{LONG}\n\n2. Rub palms"),
}
MOVED = {"020-when-to-wash.md": ("- After you use", f"{MORE}\n\n- After you use")}
OUR = {"040-who-to-ask.md": ("My questions", "Our questions"), "figures/three-steps.svg": ("#12504F", "#125150")}


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """The starter handout, two of its sections made long, as an A4 PDF: `build({file: (words, other words)})`."""
    made: dict[str, bytes] = {}

    def make(edits: dict[str, tuple[str, str]] | None = None, new_files: dict[str, str] | None = None) -> bytes:
        key = repr((edits, new_files))
        if key not in made:
            folder = tmp_path_factory.mktemp("handout") / "handout"
            shutil.copytree(STARTER, folder)
            for name, words in new_files.items() if new_files else ():
                (folder / name).write_text(words, encoding="utf-8")
            for changes in (BASE, edits or {}):
                for name, (before, after) in changes.items():
                    text = (folder / name).read_text(encoding="utf-8")
                    assert before in text
                    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
            settings = folder / "booklet.toml"
            settings.write_text(settings.read_text("utf-8").replace("[editions.a4]", '[editions.a4]\nsections_start = "page"', 1), "utf-8")
            made[key] = make_edition(read_manuscript(folder), "a4").content
        return made[key]

    return make


@cache
def changed_pages(old: bytes, new: bytes) -> tuple[Change, ...]:
    return difference_sheet(old, new)[1]


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image


def body(proof: Proof, index: int) -> str:
    """The words of a page without its foot, its tab and its folio."""
    width = float(proof.pdf.pages[index].mediabox[2])
    return " ".join(w.text for w in proof.words_on(index) if w.box[1] > 66 and w.box[2] > 33 and w.box[0] < width - 33)


def kinds(changes) -> dict[str, list]:
    return {kind: [(c.old, c.new) for c in changes if c.kind == kind] for kind in ("changed", "added", "removed", "foot")}


def runs(line: list[bool]) -> list[int]:
    """Where each run of True begins."""
    return [place for place, (before, now) in enumerate(zip([False, *line], line, strict=False)) if now and not before]


def pages_on(sheet: Image.Image) -> int:
    """How many pages lie on the desk: in each row of them, counted along a line a little below their upper edges."""
    paper = ImageChops.difference(sheet.convert("RGB"), Image.new("RGB", sheet.size, DESK)).convert("L")
    paper = paper.point(lambda value: 255 * (value > 0))
    is_any = [value > 10 for value in paper.resize((1, sheet.height), Image.Resampling.BOX).tobytes()]
    tops = [top for top in runs(is_any) if all(is_any[top : top + 100])]  # not the words above a page
    rows = [paper.crop((0, top + 12, sheet.width, top + 13)).tobytes() for top in tops]
    return sum(len(runs([value > 0 for value in row])) for row in rows)


def test_the_contact_sheet_shows_every_page(build):
    """A page left out is a page that nobody looked at."""
    pdf = build()
    sheet = opened(contact_sheet(pdf))
    count = Proof(pdf).page_count
    assert count > 10 and pages_on(sheet) == count
    assert 2000 < sheet.width < 5000  # a screen, not a wall


def test_a_grey_sheet_has_no_colour(build):
    grey, colour = opened(contact_sheet(build(), grey=True)), opened(contact_sheet(build()))
    assert grey.mode == "L" and grey.size == colour.size
    red, _, blue = colour.split()
    assert ImageChops.difference(red, blue).getbbox() is not None


def test_the_same_files_make_the_same_sheets(build):
    changed = build(OUR)
    assert contact_sheet(build()) == contact_sheet(build())
    assert difference_sheet(build(), changed) == difference_sheet(build(), changed)


def test_two_equal_builds_have_no_change(build):
    assert changed_pages(build(), build()) == ()
    assert difference_sheet(build(), build()) == (b"", ())


def test_a_changed_word_and_a_changed_colour_change_their_pages_and_no_other(build):
    """The reviewer of a new version signs for every change: none may be missed, and none made up."""
    before, after = build(), build(OUR)
    sheet, changes = difference_sheet(before, after)
    proof = Proof(after)
    drawn, index = (
        next(i for i in range(proof.page_count) if words in proof.text_of(i)) for words in ("Wet, rub, rinse", "Our questions")
    )
    assert [(change.kind, change.old, change.new) for change in changes] == [("changed", page + 1, page + 1) for page in (drawn, index)]
    change = changes[1]
    words = next(w for w in proof.words_on(index) if "Our" in w.text)
    _, _, width, height = map(float, proof.pdf.pages[index].mediabox)
    (box,) = change.new_boxes
    assert box[0] * width < words.box[0] < box[2] * width < width
    assert box[1] * height < height - words.box[3] < height - words.box[1] < box[3] * height
    assert box[3] * height - box[1] * height < 40 and change.old_boxes == change.new_boxes
    assert pages_on(opened(sheet)) == 4
    assert opened(sheet).convert("RGB").tobytes().count(bytes(FRAME)) > 200


def test_pages_that_only_moved_are_not_shown_as_changed(build):
    """One page more turns every recto after it into a verso: its margins, its running head and its tab change sides."""
    before, after = build(), build(MOVED)
    old, new = Proof(before), Proof(after)
    sheet, changes = difference_sheet(before, after)
    by_kind = kinds(changes)
    more = new.page_count - old.page_count
    assert more > 0 and len(by_kind["added"]) == more and not by_kind["removed"]
    moved = [(was, now) for was, now in by_kind["foot"] if was != now]
    assert len(moved) >= 3 and any((now - was) % 2 for was, now in moved)
    for was, now in by_kind["foot"]:
        assert body(old, was - 1) == body(new, now - 1)
    for was, now in by_kind["changed"]:
        assert body(old, was - 1) != body(new, now - 1)
    assert pages_on(opened(sheet)) == more + 2 * len(by_kind["changed"])


def test_a_word_is_found_on_a_page_that_changed_sides(build):
    word = {"030-how-to-wash.md": ("Rinse, then dry them well.", "Rinse, and dry them well.")}
    first, second = build(MOVED), build(MOVED | word)
    old, new = Proof(build()), Proof(second)
    usual = kinds(changed_pages(build(), first))["changed"]
    found = [c for c in changed_pages(build(), second) if c.kind == "changed" and (c.old, c.new) not in usual]
    ((was, now),) = [(c.old, c.new) for c in found]
    assert was % 2 != now % 2
    assert "then dry" in old.text_of(was - 1) and "and dry" in new.text_of(now - 1)
    (box,) = found[0].new_boxes
    assert box[2] - box[0] < 0.4 and box[3] - box[1] < 0.05
    assert found[0].old_boxes[0][0] != box[0]  # framed where it stands on either page


def test_a_new_section_stands_alone_and_the_next_openers_have_changed(build):
    """Openers print the number of their section, so a section more changes those after it, and nothing else of them."""
    words = f"---\ntitle: What else helps?\nrunning_head: What else helps\n---\n\n{TEA}"
    before, after = build(), build(new_files={"025-what-else.md": words})
    by_kind = kinds(changed_pages(before, after))
    old, new = Proof(before), Proof(after)
    ((nobody, added),) = by_kind["added"]
    assert nobody is None and "What else helps?" in new.text_of(added - 1) and not by_kind["removed"]
    openers = {(w, n) for w, n in by_kind["changed"] if w < n and re.search("How do I wash|Whom can I", new.text_of(n - 1))}
    assert len(openers) == 2
    later = {(was, now) for was, now in by_kind["foot"] if now > added}
    assert later and all(body(old, was - 1) == body(new, now - 1) for was, now in later)
    assert kinds(changed_pages(after, before))["removed"] == [(added, None)]


def test_a_new_version_alone_changes_the_pages_that_name_it(build):
    """The version is in every foot; the sheet shows the cover and the imprint, where a reviewer reads it."""
    before, after = build(), build({"booklet.toml": ('version = "0.1"', 'version = "0.2"')})
    by_kind = kinds(changed_pages(before, after))
    count = Proof(after).page_count
    assert [now for _, now in by_kind["changed"]] == [1, count]
    assert [now for _, now in by_kind["foot"]] == list(range(2, count))


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_named(content, build):
    with pytest.raises(BookletError) as caught:
        contact_sheet(content)
    assert [(p.slug, p.place.path) for p in caught.value.problems] == [("unreadable-pdf", "0")]
    with pytest.raises(BookletError) as caught:
        difference_sheet(build(), content)
    assert [p.place.path for p in caught.value.problems] == ["1"]  # of the two
