"""Large print: the whole handout for readers with low vision, on A4.

Source of the sizes: UK Association for Accessible Formats, Creating clear print and large print documents; RNIB.
"""
import re
import zlib
from collections import Counter
from itertools import pairwise

import pikepdf
import pydyf
import pytest

from booklet.check.pdf.document import Proof
from booklet.pipeline import make_proof, read_manuscript
from booklet.tag.shrink import written
from tests.links import alternatives_of

PT_PER_MM = 72 / 25.4
SMALLEST_PT, BODY_PT = 16, 18
NOTICE = "For information only; not medical advice."
VERDICT = "This handout has not been signed off by a clinician."


@pytest.fixture(scope="session")
def large_print(small_proofs) -> Proof:
    """A handout in large print."""
    return small_proofs["large-print"]


@pytest.fixture(scope="session")
def a4(small_proofs) -> Proof:
    """The same in its ordinary size."""
    return small_proofs["a4"]


def painted(proof: Proof, index: int) -> list:
    return [words for words in proof.words_on(index) if words.text.strip()]


def lines_of(proof: Proof, index: int, size_pt: float) -> list[str]:
    """The lines of a page that are set in this size, each as its words."""
    lines: dict[float, str] = {}
    for words in sorted(painted(proof, index), key=lambda words: words.box[0]):
        if abs(words.size_pt - size_pt) < 0.05:
            lines[round(words.baseline_pt)] = f"{lines.get(round(words.baseline_pt), '')} {words.text}".strip()
    return [" ".join(line.split()) for line in lines.values()]


def test_nothing_on_any_page_is_smaller_than_16_points(large_print):
    """Folios, feet, tabs, list marks, tables, captions, references and the words inside drawings and charts."""
    for index in range(large_print.page_count):
        small = {words.text for words in painted(large_print, index) if words.size_pt < SMALLEST_PT - 0.01}
        assert small == set(), index + 1


def test_running_text_has_18_points_on_27(large_print):
    """One and a half lines, as the guidance asks."""
    sizes, leading = Counter(), Counter()
    for index in range(large_print.page_count):
        page = painted(large_print, index)
        for words in page:
            sizes[round(words.size_pt)] += len(words.text)
        baselines = sorted({round(words.baseline_pt, 1) for words in page if abs(words.size_pt - BODY_PT) < 0.05})
        leading.update(round(high - low) for low, high in pairwise(baselines))
    assert sizes.most_common(1)[0][0] == BODY_PT
    assert leading.most_common(1)[0][0] == 27


def test_a_line_of_large_print_has_at_most_70_characters(large_print):
    """Longer ones are lost on the way back. The guidance asks for 60 to 70."""
    lines = [line for index in range(large_print.page_count) for line in lines_of(large_print, index, BODY_PT)]
    assert max(map(len, lines)) <= 70
    longest = sorted(map(len, lines))[-len(lines) // 4]
    assert 45 <= longest <= 65


def test_lines_start_at_the_same_place_and_nothing_stands_beside_them(large_print):
    """One column: nobody has to find the second one with a magnifier."""
    for index in range(1, large_print.page_count):
        lefts = [w.box[0] / PT_PER_MM for w in painted(large_print, index) if abs(w.size_pt - BODY_PT) < 0.05]
        left = 22 if index % 2 == 0 else 18  # the binding is at the left of odd pages
        assert min(lefts, default=left) >= left - 0.5, index + 1


def test_no_words_of_large_print_are_near_the_edge_or_in_the_binding(large_print):
    """Office printers leave up to 6 mm bare, and a punch takes the inner margin."""
    for index in range(large_print.page_count):
        for words in painted(large_print, index):
            left, bottom, right, top = (side / PT_PER_MM for side in words.box)
            assert min(left, bottom, 210 - right, 297 - top) >= 6, (index + 1, words.text)
            inner = left if index % 2 == 0 else 210 - right
            assert inner >= 18, (index + 1, words.text)


def test_large_print_is_the_whole_handout(large_print, a4):
    """Every heading, every picture and every link that leads to a source: nobody gets less for reading larger."""
    *ours, who, help_alone = large_print.headings()
    assert [*ours, (2, f"{help_alone[1]}, and who made this")] == a4.headings()
    assert who[1] == "Who made this", "it has a page with more room than the one for help"
    assert Counter(alternatives_of(large_print)) == Counter(alternatives_of(a4))
    assert sum(level == 2 for level, _ in large_print.headings()) >= 6


@pytest.mark.parametrize(("lines", "is_below"), [(5, True), (8, False)])
def test_who_made_it_takes_no_page_that_it_need_not(handout, lines, is_below):
    """Half a page was bare, and the next one held it alone, below the title of the last section. What finds no room is as it was."""
    handout.change("booklet.toml", "[editions.a4]", "[editions.large-print]\ncover = true\n\n[editions.a4]")
    handout.body("Rest does you good.\n\n" * lines)
    proof = Proof(make_proof(read_manuscript(handout.folder), "large-print")[0])
    (page,) = (text for text in map(proof.text_of, range(proof.page_count)) if "Who made this" in text)
    assert ("Rest does" in page) is ("Written by:" in page) is is_below
    assert is_below or page.startswith("Who made this")


def test_the_words_of_large_print_are_the_words_of_the_handout(large_print, a4):
    """The numbers of pages differ, and nothing else: the notice is said once, and not at each foot, and help has a page
    that says again who has signed. An address breaks at other places.
    """

    def words(text: str) -> Counter:
        return Counter(re.findall(r"[^\W\d_]+", re.sub(r"\bpage [\d, ]+", "", text)))

    cover, back = (large_print.text_of(index) for index in (0, large_print.page_count - 1))
    assert NOTICE in " ".join(cover.split()) and VERDICT in " ".join(back.split())
    own = words(f"{NOTICE} {VERDICT} Who made this")
    assert words(large_print.words_text()) + words("and who made this") + words("and who made this") == words(a4.words_text()) + own


def test_no_page_of_large_print_is_bare(large_print):
    """A page with nothing but its foot is a page that somebody prints for nothing, and a picture that was lost."""
    for index in range(large_print.page_count):
        text_pt = [w for w in painted(large_print, index) if 29 * PT_PER_MM < w.baseline_pt < 275 * PT_PER_MM]
        assert len(text_pt) >= 3, index + 1


def test_words_of_large_print_do_not_lie_on_one_another(large_print):
    for index in range(large_print.page_count):
        page = painted(large_print, index)
        for number, one in enumerate(page):
            for other in page[number + 1 :]:
                wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
                high = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
                assert wide < 2 or high < 2, (index + 1, one.text, other.text)


def test_large_print_is_set_in_a_heavier_letter(large_print):
    """Thin strokes fade first for tired eyes: nothing is set in the regular weight but labels in drawings."""
    for page in large_print.pdf.pages:
        fonts = {str(font.BaseFont) for font in page.Resources.get("/Font", {}).values()}
        assert any("Medium" in name or "Bold" in name for name in fonts)
        assert not any("Italic" in name for name in fonts)


def test_the_packed_bytes_of_a_stream_never_end_like_a_line():
    """A checker may count such a byte as the end of the line before `endstream`, and call the file damaged."""
    as_pydyf_does = pydyf.Stream.data.fget
    wrapped = 0
    for number in range(2_000):
        stream = pydyf.Stream([f"BT ({number}) Tj ET".encode()], compress=True)
        file = written(stream, as_pydyf_does)
        assert not file.removesuffix(b"\nendstream").endswith((b"\n", b"\r"))
        wrapped += b"ASCII85Decode" in file
    assert wrapped > 0


def test_a_stream_of_objects_is_not_wrapped():
    """It is the largest: the booklet was 25 kB more for the mail, by chance."""
    for number in range(2_000):
        stream = pydyf.Stream([f"1 0 ({number})".encode()], {"Type": "/ObjStm"}, compress=True)
        file = written(stream, pydyf.Stream.data.fget)
        assert not file.removesuffix(b"\nendstream").endswith((b"\n", b"\r")) and b"ASCII85Decode" not in file
        assert zlib.decompress(file.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")).strip() == f"1 0 ({number})".encode()


def test_a_stream_that_was_wrapped_reads_as_before():
    pdf = pikepdf.new()
    for number in range(2_000):
        words = f"BT ({number}) Tj ET".encode()
        file = written(pydyf.Stream([words], compress=True), pydyf.Stream.data.fget)
        if b"ASCII85Decode" in file:
            packed = file.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")
            filters = pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode])
            stream = pikepdf.Stream(pdf, packed)
            stream.write(packed, filter=filters)
            assert f"/Length {len(packed)}".encode() in file
            assert stream.read_bytes() == words
