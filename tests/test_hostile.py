"""Files from outside, broken or made to harm: the command ends within bounds and says what is wrong, in words."""
import json
import resource
import subprocess
import sys
import zlib
from functools import cache
from io import BytesIO

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from booklet.check import conformance
from booklet.check.bounds import Judgement, judge_within_bounds
from booklet.check.judge import judge
from booklet.core.processes.bounded import MEMORY_MB
from tests.commands import typed
from tests.conftest import ROOT
from tests.spoiling import elements, found, spoiled

PATIENCE = 60  # seconds; none of these files may need them all
ENOUGH_MB = 500  # for a good file; a bomb need not be larger than what is left of it
PLACES = st.floats(0, 1, exclude_max=True)  # as a share of the file
AS_IT_IS = pikepdf.StreamDecodeLevel.none  # or the library would unfold a bomb while it writes it
KNOWN = {"unreadable-pdf", "encrypted-pdf", "too-dear-to-judge"}


@pytest.fixture(scope="module")
def good(few_pages) -> bytes:
    return few_pages


def judged(content: bytes, **bounds: float) -> Judgement:
    """What is found, and that no child has ever taken more memory than it was given."""
    result = judge_within_bounds(content, "a.pdf", **{"seconds": PATIENCE, "memory_mb": ENOUGH_MB, **bounds})
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY_MB * 1_000
    for problem in result.problems:
        assert "Traceback" not in problem.says and "0x7f" not in problem.says and problem.says.isprintable()
    return result


def slugs(result: Judgement) -> set[str]:
    return {problem.slug for problem in result.problems}


def encrypted(content: bytes, user: str) -> bytes:
    lock = pikepdf.Encryption(owner="owner", user=user, R=6, allow=pikepdf.Permissions(accessibility=True))
    return spoiled(content, lambda pdf: None, encryption=lock)


def test_a_file_that_was_cut_off_or_is_no_pdf_is_told(good):
    """A download that broke; half of a booklet must not be taken for one. Two are judged as each file from outside is."""
    cuts, others = [good[:cut] for cut in (0, 1, 200, 5_000, 30_000)], [b"Dear patient", b"\0" * 10_000, b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + bytes(500)]
    for content in (*cuts, *others):
        assert found(content) == {("unreadable-pdf", 0)}, content[:20]
    assert slugs(judged(cuts[-1])) == slugs(judged(others[0])) == {"unreadable-pdf"}


def test_a_locked_file_is_told_and_one_that_only_forbids_is_judged(good):
    assert slugs(judged(encrypted(good, user="secret"))) == {"encrypted-pdf"}
    allowed = judged(encrypted(good, user=""))
    assert allowed.conformance["pdf/ua-1"] and not allowed.conformance.get("pdf/a-2a", False)


def tree_in_a_circle(pdf):
    document = elements(pdf, "Document")[0]
    document.K.append(document)


def pages_in_a_circle(pdf):
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def bookmarks_in_a_circle(pdf):
    pdf.Root.Outlines.Last.Next = pdf.Root.Outlines.First
    pdf.Root.Outlines.First.First = pdf.Root.Outlines


def role_map_in_a_circle(pdf):
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(One=Name.Two, Two=Name.One)
    elements(pdf, "P")[0].S = Name.One


def names_in_a_circle(pdf):
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree])
    pdf.Root.Names = Dictionary(Dests=tree)


def giant_page(pdf):
    pdf.pages[0].MediaBox = Array([0, 0, 14_400_000, 14_400_000])


def drawing_in_itself(pdf):
    drawing = pdf.make_stream(b"/F Do")
    drawing.Type, drawing.Subtype, drawing.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    drawing.Resources = Dictionary(XObject=Dictionary(F=drawing))
    pdf.pages[0].Resources.XObject = Dictionary(F=drawing)
    pdf.pages[0].contents_add(b"/F Do")


def drawings_that_multiply(pdf):
    """Thirty drawings, each of them holds the one before ten times."""
    inner = None
    for _ in range(30):
        drawing = pdf.make_stream(b"/F Do " * 10 if inner is not None else b"0 0 1 1 re f")
        drawing.Type, drawing.Subtype, drawing.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        if inner is not None:
            drawing.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = drawing
    pdf.pages[0].Resources.XObject = Dictionary(F=inner)
    pdf.pages[0].contents_add(b"/F Do")


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("while (true) {}"))


def words_in_place_of_things(pdf):
    """What should be a dictionary is a word, here and there."""
    pdf.Root.Outlines = String("outlines")
    pdf.Root.Names = Array([1, 2, 3])
    pdf.Root.PageLabels = Name.Labels
    pdf.pages[1].Annots = String("annotations")
    pdf.pages[2].Annots = Array([String("one"), 2, None, Name.Three])
    elements(pdf, "Figure")[0].Alt = 12
    elements(pdf, "Table")[0].A = Name.Wrong


@cache
def squeezed(unfolded_mb: int) -> bytes:
    """So many megabytes of blanks, of which one alone is compressed and then repeated."""
    blanks, squeezer, total = b" " * 1_000_000, zlib.compressobj(9, wbits=-15), 1
    block, end = squeezer.compress(blanks) + squeezer.flush(zlib.Z_FULL_FLUSH), squeezer.flush()
    for _ in range(unfolded_mb):
        total = zlib.adler32(blanks, total)
    return b"\x78\xda" + block * unfolded_mb + end + total.to_bytes(4, "big")


def bomb(pdf, unfolded_mb=200):
    """A thousandth of what it unfolds to."""
    stream = pikepdf.Stream(pdf, b"")
    stream.write(squeezed(unfolded_mb), filter=Name.FlateDecode)
    pdf.pages[0].Contents = pdf.make_indirect(stream)


# What is broken, what must be told (in any case one of these), and whether the other promises can still be asked.
BROKEN = [
    (tree_in_a_circle, KNOWN, True), (pages_in_a_circle, KNOWN, False),
    (drawings_that_multiply, KNOWN, False), (bomb, KNOWN, False),
    (role_map_in_a_circle, {"not-pdf-ua"}, True), (giant_page, {"not-pdf-a"}, True), (script, {"not-pdf-a"}, True),
    (words_in_place_of_things, {"no-page-labels", *KNOWN}, True),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "expected", "goes_on"), BROKEN, ids=[spoil.__name__ for spoil, _, _ in BROKEN])
def test_what_is_broken_is_told_and_the_rest_is_judged(spoil, expected, goes_on, good):
    result = judged(spoiled(good, spoil, stream_decode_level=AS_IT_IS, compress_streams=False))
    assert slugs(result) & expected, result.problems
    if goes_on:
        assert "contrast and pictures" not in result.unmeasured
    if spoil is giant_page:
        assert any("page 1" in words and "too large" in words for words in result.unmeasured)


@pytest.mark.parametrize("spoil", [bookmarks_in_a_circle, names_in_a_circle, drawing_in_itself])
def test_what_runs_in_a_circle_ends(spoil, good):
    """No rule of the standards is broken here, perhaps; but a reader that follows must come to an end."""
    assert "too-dear-to-judge" not in slugs(judged(spoiled(good, spoil)))


def test_metadata_that_unfold_to_more_than_memory_are_told(good):
    def spoil(pdf):
        bomb(pdf)
        pdf.Root["/Metadatb"], pdf.pages[0].Contents = pdf.pages[0].Contents, pdf.make_stream(b"")
        del pdf.Root.Metadata

    plain = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
    content = spoiled(good, spoil, stream_decode_level=AS_IT_IS, **plain)
    content = content.replace(b"/Metadatb", b"/Metadata")  # or the library would unfold it, and write that
    assert len(content) < 4_000_000 and slugs(judged(content)) & KNOWN


def deep_tree(pdf):
    at = elements(pdf, "Document")[0]
    for _ in range(1_250):
        below = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=at, K=Array([])))
        at.K.append(below)
        at = below


def too_many_objects(pdf):
    pdf.Root.Extra = Array([pdf.make_indirect(Dictionary(A=number)) for number in range(10_500)])


@pytest.mark.parametrize("spoil", [deep_tree, too_many_objects])
def test_what_is_beyond_the_validator_is_told_and_the_rest_is_judged(spoil, good, monkeypatch):
    """Its own bounds are a depth of 8,192 and a million objects: here an eighth and a hundredth, and as much less is in the file."""
    bounds = page.SafetyLimits(max_reference_depth=1_024, max_object_count=10_000)
    monkeypatch.setattr(conformance, "LIMITS", bounds)
    content = spoiled(good, spoil, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    answers = {answer.promise: answer for answer in judge(content, "a.pdf")}
    assert [problem.slug for problem in answers["the standards"].problems] == ["too-dear-to-judge"]
    assert not answers["languages"].unmeasured and not answers["contrast and pictures"].unmeasured


def test_a_judge_that_runs_out_of_time_says_what_it_had_not_come_to(good):
    lasting = spoiled(good, lambda pdf: bomb(pdf, 2_000), stream_decode_level=AS_IT_IS, compress_streams=False)
    result = judged(lasting, seconds=0.7, memory_mb=MEMORY_MB)
    (told,) = [problem for problem in result.problems if "seconds" in problem.says]
    assert told.slug == "too-dear-to-judge" and "contrast and pictures" in told.says
    assert "contrast and pictures" in result.unmeasured


def test_a_judge_that_runs_out_of_memory_says_so(good):
    result = judge_within_bounds(good, "a.pdf", seconds=PATIENCE, memory_mb=90)
    assert slugs(result) <= KNOWN and slugs(result)


def test_a_good_file_of_two_thousand_pages_is_judged(good):
    """A formulary, not a leaflet; whoever asks gets an answer, and is told which pages nobody looked at."""
    blank = pikepdf.open(BytesIO(good))
    content = blank.make_stream(b"/Artifact BMC 90 90 9 9 re f EMC")
    for _ in range(2_000 - len(blank.pages)):
        blank.pages.append(pikepdf.Page(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 300, 400]), Contents=content)))
    blank.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    out = BytesIO()
    blank.save(out)
    result = judged(out.getvalue(), seconds=240, memory_mb=MEMORY_MB)
    assert result.pages == 2_000 and result.problems == () and result.conformance["pdf/ua-1"]
    assert result.unmeasured == ("contrast and pictures after page 1000",)


@settings(max_examples=12)
@given(st.lists(st.tuples(PLACES, st.binary(min_size=1, max_size=12)), min_size=1, max_size=8))
def test_a_file_with_any_bytes_changed_is_judged_or_refused(good, changes):
    """A bad disk, a broken download, or somebody who looks for a hole in a reader."""
    content = bytearray(good)
    for place, instead in changes:
        start = int(place * len(content))
        content[start : start + len(instead)] = instead
    result = judged(bytes(content))
    assert result.conformance or slugs(result) & KNOWN


def test_the_command_tells_of_a_broken_file_in_one_line_and_keeps_the_terminal_clean(tmp_path, good):
    """A name can hold a sequence that clears the screen, or types for the reader."""
    file = tmp_path / "evil\x1b[2J\x07.pdf"
    file.write_bytes(good[:20_000])
    told = typed("check", file)
    assert told.returncode == 1 and "unreadable-pdf" in told.stderr
    assert "Traceback" not in told.stderr and "\x1b" not in told.stderr + told.stdout and "\x07" not in told.stderr


def test_control_characters_in_a_file_do_not_reach_the_terminal(tmp_path, good):
    def spoil(pdf):
        elements(pdf, "Figure")[0].Alt = String("IMG\x1b[2J_1.png")
        pdf.Root.Lang = String("en\x1b]0;owned\x07")

    file = tmp_path / "a.pdf"
    file.write_bytes(spoiled(good, spoil))
    told = typed("check", file)
    assert told.returncode == 1 and "bad-language" in told.stderr and "\x1b" not in told.stderr + told.stdout


def test_the_json_of_a_broken_file_can_still_be_read(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"")
    told = typed("check", tmp_path / "a.pdf", "--json")
    parsed = json.loads(told.stdout)
    assert told.returncode == 1 and parsed["conformance"] == {} and parsed["problems"][0]["code"] == "unreadable-pdf"


def test_no_child_is_left_behind_after_a_stop(good, tmp_path):
    """In a process of its own, whose only child is the one that judges."""
    (tmp_path / "bomb.pdf").write_bytes(spoiled(good, lambda pdf: bomb(pdf, 2_000), stream_decode_level=AS_IT_IS, compress_streams=False))
    code = (
        "import os, pathlib, sys; from booklet.check.bounds import judge_within_bounds;"
        "judge_within_bounds(pathlib.Path(sys.argv[1]).read_bytes(), 'a.pdf', seconds=1);"
        "os.waitpid(-1, os.WNOHANG)"
    )
    run = [sys.executable, "-c", code, tmp_path / "bomb.pdf"]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stderr.strip().endswith("ChildProcessError: [Errno 10] No child processes"), ended.stderr
