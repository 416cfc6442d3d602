"""What happens to the booklet at the office: it is copied twice. Its edges and holes are promises: test_margins.py."""
import io

import pytest
from PIL import Image

from booklet.model.paper import PAPERS, points
from tests.copier import COPY_DPI, page_picture, photocopy

PAPER = {"a4": "A4", "letter": "Letter"}
SMALLEST_SHARE, LARGEST_SHARE = 0.55, 1.6  # of the ink that a line of type had before it was copied


def shares_kept(proof, index: int) -> list[tuple[float, str]]:
    """For each run of type of a page, the ink it has after two copies beside that of the print, and its words."""
    height = float(proof.pdf.pages[index].trimbox[3])
    ground = page_picture(proof.data, index, COPY_DPI)
    copied = Image.open(io.BytesIO(photocopy(proof.data, index))).convert("L")
    kept = []
    for words in proof.words_on(index):
        left, bottom, right, top = words.box
        box = tuple(round(edge * COPY_DPI / 72) for edge in (left, height - top, right, height - bottom))
        if len(words.text.strip()) < 3 or box[2] - box[0] < 4:
            continue
        before, after = (_contrast(picture.crop(box)) for picture in (ground, copied))
        kept.append((after / before if before else 0.0, words.text))
    return kept


def _contrast(patch: Image.Image) -> float:
    """How much of a patch differs from its ground, which most of it is: pale on dark counts like dark on pale."""
    tones = patch.histogram()
    ground = max(range(256), key=tones.__getitem__)
    return sum(count * abs(tone - ground) for tone, count in enumerate(tones)) / max(1, abs(ground - 255 * (ground < 128)))


def test_every_line_of_type_outlives_two_copies(small_proofs):
    """Clinics copy copies. Footers and notes in the margin are the first to break up."""
    proof = small_proofs["a4"]
    kept = [(share, words) for index in range(proof.page_count) for share, words in shares_kept(proof, index)]
    assert len(kept) > 150
    lost = [(round(share, 2), words) for share, words in kept if not SMALLEST_SHARE < share < LARGEST_SHARE]
    assert lost == []


@pytest.mark.parametrize("edition", PAPER)
def test_the_paper_is_the_one_that_was_asked_for(edition, small_proofs):
    paper = PAPERS[PAPER[edition]]
    for page in small_proofs[edition].pdf.pages:
        assert [float(edge) for edge in page.trimbox] == pytest.approx([0, 0, points(paper.width_mm), points(paper.height_mm)])
