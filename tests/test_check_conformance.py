"""What the standards say, and the two findings of page-validation that are looked up before they are believed."""
import json
import re
import zlib

import page
import pikepdf
import pytest
from pikepdf import Name, ObjectStreamMode

from booklet.check.conformance import LIMITS, PROFILES, claimed_levels, have_true_lengths
from booklet.check.judge import judge
from booklet.check.pdf.document import Proof
from tests.commands import typed
from tests.spoiling import found, in_xmp, spoiled

PLAIN = {
    "object_stream_mode": ObjectStreamMode.disable, "compress_streams": False,
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
}  # fmt: skip


def conformance(content: bytes) -> dict[str, bool]:
    return next(answer.facts["conformance"] for answer in judge(content, "a.pdf") if "conformance" in answer.facts)


def rules(content: bytes, level: str) -> set[str]:
    """What page-validation finds, believed or not."""
    report = page.validate_pdf_bytes(content, profile=PROFILES[level], limits=LIMITS)
    return {failure.rule_id for failure in report.failures}


def paint_that_ends_in_0d(pdf, count: int = 1) -> None:
    """Streams whose compressed data end in the byte of a line's end."""
    squeezed = (zlib.compress(b"%" + b"a" * number + b"\n") for number in range(1, 257))
    data = next(data for data in squeezed if data[-1] == 0x0D)
    for _ in range(count):
        stream = pdf.make_indirect(pikepdf.Stream(pdf, b""))
        stream.write(data, filter=Name.FlateDecode)
        pdf.pages[3].contents_add(stream)
        pdf.Root.Found = stream


def found_stream(content: bytes) -> tuple[Proof, tuple[int, int]]:
    proof = Proof(content)
    return proof, proof.pdf.Root.Found.objgen


def test_the_levels_that_a_file_claims_are_judged_and_no_others(good):
    assert conformance(good) == {"pdf/ua-1": True, "pdf/a-2a": True}
    other = spoiled(good, lambda pdf: in_xmp(pdf, rb"www.aiim.org/pdfa/ns/id/", rb"example.org/"))
    assert list(conformance(other)) == ["pdf/ua-1"]
    for part, letter in (("3", "B"), ("1", "A"), ("2", "U")):
        claimed = spoiled(good, lambda pdf, part=part, letter=letter: claim(pdf, part, letter))
        assert claimed_levels(Proof(claimed).pdf) == [f"pdf/a-{part}{letter.lower()}"]
        assert set(conformance(claimed)) == {"pdf/ua-1", f"pdf/a-{part}{letter.lower()}"}


def claim(pdf, part: str, letter: str) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    for key, value in (("part", part), ("conformance", letter)):
        xmp = re.sub(rb'(pdfaid:%s(?:="|>))[^"<]*' % key.encode(), rb"\g<1>" + value.encode(), xmp)
    pdf.Root.Metadata.write(xmp)


def test_a_level_that_nobody_here_knows_is_told_as_not_measured(good):
    claimed = spoiled(good, lambda pdf: claim(pdf, "4", "F"))
    (words,) = [words for answer in judge(claimed, "a.pdf") for words in answer.unmeasured]
    assert words.startswith("pdf/a-4f")


@pytest.mark.parametrize("count", [1, 2])
def test_data_that_end_like_a_line_are_no_wrong_length(count, good):
    """Every two hundred and fiftieth compressed stream ends so, and none of them is wrong. Of two the validator names none."""
    content = spoiled(good, lambda pdf: paint_that_ends_in_0d(pdf, count), **PLAIN)
    assert any("STREAM-LENGTH" in rule for rule in rules(content, "pdf/a-2a"))
    assert conformance(content) == {"pdf/ua-1": True, "pdf/a-2a": True}
    proof, found = found_stream(content)
    assert have_true_lengths(proof, {found})


@pytest.mark.parametrize(("by", "count"), [(-2, 1), (1, 1), (1, 2)])
def test_a_length_that_is_wrong_is_still_told(by, count, good):
    """One byte less would be right again: the last byte is then a part of the line's end."""
    content = spoiled(good, lambda pdf: paint_that_ends_in_0d(pdf, count), **PLAIN)
    _, (number, _) = found_stream(content)
    start = content.index(b"\n%d 0 obj" % number)
    length = re.search(rb"/Length (\d+)", content[start:])
    wrong = b"/Length %d" % (int(length[1]) + by)
    assert len(wrong) == len(length[0])
    content = content[:start] + content[start:].replace(length[0], wrong, 1)
    assert not conformance(content)["pdf/a-2a"]


def compressed_metadata(content: bytes) -> bytes:
    """The library writes metadata in the clear; so they are hidden from it, and then named."""

    def hide(pdf):
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root["/Metadatb"] = pdf.make_stream(metadata, Type=Name("/Metadatb"), Subtype=Name.XML)
        del pdf.Root.Metadata

    return spoiled(content, hide, object_stream_mode=ObjectStreamMode.disable).replace(b"/Metadatb", b"/Metadata")


def test_metadata_may_be_compressed_in_pdf_a_2_and_not_in_pdf_a_1(good):
    content = compressed_metadata(good)
    assert any("METADATA-FILTER" in rule for rule in rules(content, "pdf/a-2a"))
    assert conformance(content) == {"pdf/ua-1": True, "pdf/a-2a": True}
    first = compressed_metadata(spoiled(good, lambda pdf: claim(pdf, "1", "A")))
    problems = [problem for answer in judge(first, "a.pdf") for problem in answer.problems]
    assert any(problem.slug == "not-pdf-a" and "METADATA-FILTER" in problem.says for problem in problems)


def test_a_broken_rule_is_told_with_its_page(good):
    def spoil(pdf):
        del pdf.pages[4].Annots[0].Contents

    assert ("not-pdf-ua", 5) in found(spoiled(good, spoil))


def test_a_program_can_read_the_verdict(good, tmp_path):
    (tmp_path / "a.pdf").write_bytes(good)
    told = typed("check", tmp_path / "a.pdf", "--json")
    assert told.returncode == 0, told.stderr
    kept = {"pdf/ua-1": True, "pdf/a-2a": True}
    assert json.loads(told.stdout) == {"conformance": kept, "unmeasured": [], "problems": []}
