"""`contact-sheet` and `compare` on files from outside: within bounds, or a sentence. Small files that unfold to much."""
import json
import subprocess
import sys
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from booklet.core.problems import BookletError
from booklet.core.processes.bounded import LARGEST_MB
from booklet.review.contact_sheet import differences_within_bounds, spreads_within_bounds
from tests.commands import typed
from tests.conftest import ROOT
from tests.spoiling import spoiled

BOUNDS = {"seconds": 20.0, "memory_mb": 600}
AS_IT_IS = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}


def giant_page(pdf):
    pdf.pages[0].MediaBox = pdf.pages[0].CropBox = Array([0, 0, 14_400_000, 14_400_000])


def page_without_size(pdf):
    pdf.pages[0].MediaBox = pdf.pages[0].CropBox = Array([0, 0, 0, 0])


def thread_like_page(pdf):
    pdf.pages[0].MediaBox = pdf.pages[0].CropBox = Array([0, 0, 1_000_000, 1])


def many_pages(pdf):
    page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
    for _ in range(1_000):
        pdf.pages.append(pikepdf.Page(page))


def picture_bomb(pdf):
    """One small file that unfolds to a picture of 700,000,000 dots."""
    wide = 20_000
    zeros = zlib.compressobj(1)
    data = b"".join([zeros.compress(bytes(wide * 100)) for _ in range(350)]) + zeros.flush()
    picture = pikepdf.Stream(pdf, data)
    picture.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": wide, "/Height": 35_000,
                    "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8, "/Filter": Name.FlateDecode})  # fmt: skip
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(F=picture)
    page.contents_add(b"q 500 0 0 500 0 0 cm /F Do Q")


def words_bomb(pdf):
    """A few kB of content that unfold to 280 MB of it."""
    zeros = zlib.compressobj(1)
    line = b"0 0 m 9 9 l S\n" * 100_000
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"".join([zeros.compress(line) for _ in range(200)]) + zeros.flush())
    pdf.pages[0].Contents.Filter = Name.FlateDecode


@pytest.fixture(scope="module")
def good(few_pages) -> bytes:
    return few_pages


SPOILERS = (giant_page, page_without_size, thread_like_page, many_pages, picture_bomb, words_bomb)

# In a process of its own: what its children took is theirs alone, whatever this one has started before.
LOOK = """
import json, resource, sys
from pathlib import Path
from booklet.core.problems import BookletError
from booklet.review.contact_sheet import differences_within_bounds, spreads_within_bounds
good, content = (Path(name).read_bytes() for name in sys.argv[1:3])
bounds, told = json.loads(sys.argv[3]), []
for look in (
    lambda: spreads_within_bounds(content, False, "a.pdf", **bounds),
    lambda: differences_within_bounds(good, content, ("good.pdf", "a.pdf"), **bounds)[0],
):
    try:
        assert look().startswith((b"\\x89PNG", b""))
    except BookletError as error:
        told += [f"{problem.slug} {problem.place.path}" for problem in error.problems]
print(json.dumps([told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_a_hostile_file_takes_no_more_than_it_is_given(good, spoil, tmp_path):
    """It is shown or refused by name, and no child took more memory than its bound."""
    content = spoiled(good, spoil, **AS_IT_IS)
    assert len(content) < 12_000_000
    (tmp_path / "good.pdf").write_bytes(good)
    (tmp_path / "a.pdf").write_bytes(content)
    names = [str(tmp_path / name) for name in ("good.pdf", "a.pdf")]
    looked = subprocess.run(
        [sys.executable, "-c", LOOK, *names, json.dumps(BOUNDS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told, most_kb = json.loads(looked.stdout)
    assert set(told) <= {"too-dear-to-show a.pdf", "too-dear-to-show good.pdf or a.pdf", "unreadable-pdf a.pdf"}
    assert most_kb < 700_000


def test_what_takes_too_long_is_named(good):
    with pytest.raises(BookletError, match=r"too-dear-to-show: no picture can be made of it: it took more than 0.01 seconds"):
        spreads_within_bounds(good, False, "a.pdf", seconds=0.01)  # less than a process takes to begin


def test_a_good_file_is_shown_as_ever(good):
    assert spreads_within_bounds(good, True, "a.pdf", **BOUNDS).startswith(b"\x89PNG")
    assert differences_within_bounds(good, good, ("a.pdf", "b.pdf"), **BOUNDS) == (b"", ())
    other = spoiled(good, lambda pdf: pdf.pages[0].contents_add(b"0 0 200 200 re f"))
    picture, (change,) = differences_within_bounds(good, other, ("a.pdf", "b.pdf"), **BOUNDS)
    assert picture.startswith(b"\x89PNG") and (change.kind, change.old, change.new) == ("changed", 1, 1)


@pytest.mark.parametrize("broken", [0, 1])
def test_the_file_that_is_no_pdf_is_the_one_that_is_named(good, broken):
    files, names = [good, good], ("old.pdf", "new.pdf")
    files[broken] = b"Dear patient"
    with pytest.raises(BookletError, match=f"^{names[broken]}: unreadable-pdf"):
        differences_within_bounds(*files, names, **BOUNDS)


def test_a_file_without_end_is_not_read(tmp_path):
    """Its size is asked first: a sparse file of a terabyte takes no room on the disk, and all of the memory."""
    file = tmp_path / "endless.pdf"
    with file.open("wb") as new:
        new.truncate(10**12)
    for words in (["contact-sheet", file], ["compare", file, file], ["check", file]):
        made = typed(*words)
        assert made.returncode == 1 and f"file-too-long: it has 1000000 MB, and {LARGEST_MB} MB is the most" in made.stderr
