"""Which pages share a sheet: asked by folding a stack of paper and reading it leaf by leaf."""
import pytest
from hypothesis import given
from hypothesis import strategies as st
from itertools import pairwise

from booklet.deliver.sheets.impose import Sheet, creep_mm, saddle_stitch, tri_fold
from booklet.model.paper import PAPERS

page_counts = st.integers(1, 64)


def picture(sheets: tuple[Sheet, ...]) -> list[str]:
    """Each sheet as `8 1 | 2 7`: outer side, inner side; a dot is a blank."""
    return [" | ".join(" ".join(str(page or ".") for page in side) for side in (s.outer, s.inner)) for s in sheets]


def folded(sheets: tuple[Sheet, ...]) -> list[int | None]:
    """The pages as a reader turns them: the stack lies, inner sides up and the outermost sheet below, then is folded.

    What was right on the outer side lies behind what is left on the inner side.
    """
    lying = [(sheet.inner, sheet.outer[::-1]) for sheet in sheets]  # (upper side, what lies behind it), left to right
    first_leaves = [(behind[0], above[0]) for above, behind in lying]  # left halves come up: outermost is read first
    last_leaves = [(above[1], behind[1]) for above, behind in reversed(lying)]
    return [page for leaf in (*first_leaves, *last_leaves) for page in leaf]


def test_eight_pages_fold_from_two_sheets():
    assert picture(saddle_stitch(8)) == ["8 1 | 2 7", "6 3 | 4 5"]


def test_blanks_fill_the_end():
    """A blank in the middle would look like a page that failed to print."""
    assert picture(saddle_stitch(5)) == [". 1 | 2 .", ". 3 | 4 5"]
    assert picture(saddle_stitch(1)) == [". 1 | . ."]


@given(page_counts)
def test_a_folded_stack_reads_in_order(page_count):
    """A patient who turns the pages must meet step 2 after step 1."""
    read = folded(saddle_stitch(page_count))
    blanks = -page_count % 4
    assert read == [*range(1, page_count + 1), *[None] * blanks]


@given(page_counts)
def test_the_two_pages_of_a_side_sum_to_one_more_than_the_last(page_count):
    sheets = saddle_stitch(page_count)
    last = 4 * len(sheets)
    sides = [side for sheet in sheets for side in (sheet.outer, sheet.inner)]
    assert all(sum(side) == last + 1 for side in sides if None not in side)
    assert all(left is None or left % 2 == 0 for left, _ in sides), "an even page lies left of the fold"
    assert all(right is None or right % 2 == 1 for _, right in sides)


@given(st.integers(1, 40), st.floats(0.05, 0.3))
def test_creep_grows_by_the_paper_from_sheet_to_sheet(sheets, paper_mm):
    """Else the outer margin of the middle pages would be cut narrower, and words with it."""
    creeps = [creep_mm(number, paper_mm) for number in range(1, sheets + 1)]
    assert creeps[0] == 0
    assert all(abs(b - a - paper_mm) < 1e-9 for a, b in pairwise(creeps))


def test_creep_is_what_the_trade_measures():
    """80 gsm: 0.3 mm for 16 pages, 0.7 for 32, 1.1 for 48."""
    assert [round(creep_mm(sheets, 0.1), 6) for sheets in (4, 8, 12)] == [0.3, 0.7, 1.1]


@pytest.mark.parametrize(
    ("name", "widths_mm"), [("A4", (97, 100, 100)), ("Letter", (3.625 * 25.4, 3.6875 * 25.4, 3.6875 * 25.4))]
)
def test_the_flap_of_a_trifold_is_the_narrow_panel(name, widths_mm):
    """A flap as wide as the others buckles in the fold."""
    fold = tri_fold(PAPERS[name])
    assert [panel.width_mm for panel in fold.outer] == pytest.approx(widths_mm)
    assert [panel.width_mm for panel in fold.inner] == pytest.approx(widths_mm[::-1])


@pytest.mark.parametrize("name", ["A4", "Letter"])
def test_each_panel_lies_behind_the_panel_of_its_leaf(name):
    """Turned over along the short edge, the flap's two sides must meet, or a fold runs through the words."""
    sheet = PAPERS[name]
    fold = tri_fold(sheet)
    for outside, inside in zip(fold.outer, reversed(fold.inner), strict=True):
        assert outside.left_mm == pytest.approx(sheet.height_mm - inside.left_mm - inside.width_mm)
    assert sorted(panel.folio for panel in (*fold.outer, *fold.inner)) == [1, 2, 3, 4, 5, 6]


def test_a_closed_trifold_shows_its_cover_and_its_back():
    """The flap folds in first and is hidden; the cover comes over it, from the left half seen from inside."""
    fold = tri_fold(PAPERS["A4"])
    behind = dict(zip([p.folio for p in fold.inner], [p.folio for p in reversed(fold.outer)], strict=True))
    assert behind == {2: 1, 3: 6, 4: 5}  # open lies 2 3 4; 4 folds in and shows 5; 2 comes over it, shows 1; below: 6
