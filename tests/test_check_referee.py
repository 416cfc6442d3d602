"""Two judges who have nothing in common say the same of our files, and of some that were spoiled on purpose."""
import re

import pytest
from pikepdf import Dictionary, Name, ObjectStreamMode, String

from booklet.check.judge import judge
from tests.referee import verdict
from tests.spoiling import elements, in_xmp, spoiled


def conformance(content: bytes) -> dict[str, bool]:
    """What our judge says of PDF/UA-1 and of each level of PDF/A that the file claims."""
    return next(answer.facts["conformance"] for answer in judge(content, "a.pdf") if "conformance" in answer.facts)


def agreed(content: bytes, tmp_path) -> dict[str, bool]:
    """What both judges say of a file; the test fails where they do not say the same."""
    (tmp_path / "a.pdf").write_bytes(content)
    ours = conformance(content)
    theirs = {standard: verdict(tmp_path / "a.pdf", standard) for standard in ours}
    assert {standard: kept for standard, (kept, _) in theirs.items()} == ours, theirs
    return ours


def test_both_judges_pass_the_starter(good, tmp_path):
    said = agreed(good, tmp_path)
    assert said["pdf/ua-1"] and all(said.values())


def test_both_judges_pass_the_shipped_handout(shipped_files, tmp_path):
    said = agreed(shipped_files["a4"].read_bytes(), tmp_path)
    assert said["pdf/ua-1"] and all(said.values())


def no_language(pdf):
    del pdf.Root.Lang


def no_alternative(pdf):
    del elements(pdf, "Figure")[0].Alt


def heading_left_out(pdf):
    elements(pdf, "H2")[0].S = Name.H4


def no_title(pdf):
    in_xmp(pdf, rb"<dc:title.*?</dc:title>", b"")


def not_marked(pdf):
    del pdf.Root.MarkInfo


def item_outside_a_list(pdf):
    elements(pdf, "L")[0].S = Name.Div


def heads_without_scope(pdf):
    for cell in [*elements(pdf, "TH"), *elements(pdf, "TD")]:
        if "/A" in cell:
            del cell.A


def with_links(pdf):
    return next(page for page in pdf.pages if "/Annots" in page)


def link_without_a_word(pdf):
    del with_links(pdf).Annots[0].Contents


def no_tabs(pdf):
    del with_links(pdf).Tabs


def unknown_type(pdf):
    elements(pdf, "P")[0].S = Name.Para


def font_outside(pdf):
    font = next(t for t in pdf.objects if isinstance(t, Dictionary) and t.get("/Type") == "/FontDescriptor")
    for key in [key for key in font if key.startswith("/FontFile")]:
        del font[key]


def no_letters(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


@pytest.mark.parametrize("spoil", [
    no_language, no_alternative, heading_left_out, no_title, not_marked, item_outside_a_list, heads_without_scope,
    link_without_a_word, no_tabs, unknown_type, font_outside, no_letters, script,
], ids=lambda spoil: spoil.__name__)  # fmt: skip
def test_both_judges_fail_what_is_spoiled(spoil, few_pages, tmp_path):
    assert not all(agreed(spoiled(few_pages, spoil), tmp_path).values())


def test_what_our_judge_overrules_the_referee_does_not_see_either(few_pages, tmp_path):
    """Compressed metadata are forbidden in PDF/A-1 alone."""
    content = good_with_compressed_metadata(few_pages)
    assert re.search(rb"/Type ?/Metadata[^>]*/Filter|/Filter[^>]*/Type ?/Metadata", content)
    assert all(agreed(content, tmp_path).values())


def good_with_compressed_metadata(good: bytes) -> bytes:
    """The library writes metadata in the clear; so they are hidden from it, and then named."""
    def hide(pdf):
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root["/Metadatb"] = pdf.make_stream(metadata, Type=Name("/Metadatb"), Subtype=Name.XML)
        del pdf.Root.Metadata

    return spoiled(good, hide, object_stream_mode=ObjectStreamMode.disable).replace(b"/Metadatb", b"/Metadata")
