"""The promises beyond the standards: a booklet is spoiled in one way, and the judge names that way, and the page.

Most of these spoil nothing that a validator looks for; so most of these files are as valid as the good one.
"""
import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from booklet.check.accessibility.contrast import ratio
from booklet.check.accessibility.languages import foreign_script, is_language
from booklet.check.bounds import judge_within_bounds
from booklet.check.judge import judge
from tests.spoiling import elements, found, in_paint, in_xmp, spoiled

GREEK, RUSSIAN = "\u03a5\u03b3\u03b5\u03af\u03b1", "\u0417\u0434\u043e\u0440\u043e\u0432\u044c\u0435"  # "health"
VALIDATOR = {"not-pdf-ua", "not-pdf-a"}


def language_english(pdf):
    pdf.Root.Lang = String("english")


def no_language(pdf):
    del pdf.Root.Lang


def language_of_a_part_is_none(pdf):
    elements(pdf, "P")[5].Lang = String("en_GB")


def title_is_a_file(pdf):
    in_xmp(pdf, rb"(<dc:title.*?<rdf:li[^>]*>)[^<]*", rb"\1booklet_v3_final.pdf")


def alternative_is_a_file(pdf):
    elements(pdf, "Figure")[0].Alt = String("IMG_0042.JPG")


def alternative_is_a_placeholder(pdf):
    elements(pdf, "Figure")[0].Alt = String("Figure 1")


def alternative_is_empty(pdf):
    elements(pdf, "Figure")[0].Alt = String(" ")


def alternative_is_the_caption(pdf):
    elements(pdf, "Figure")[0].Alt = String("Figure 1 Wet, rub, rinse [1]")


def figure_has_no_place(pdf):
    del elements(pdf, "Figure")[0].A


def link_says_its_address(pdf):
    next(a for a in pdf.pages[9].Annots if "/URI" in a.get("/A", {})).Contents = String("https://www.who.int/x")


def link_says_nothing(pdf):
    pdf.pages[4].Annots[0].Contents = String("")


def link_says_an_internal_name(pdf):
    link = next(a for a in pdf.pages[4].Annots if "/Dest" in a or "/A" in a)
    target = link.get("/Dest", link.get("/A", {}).get("/D"))
    link.Contents = String("#" + str(target).removeprefix("/"))


def link_in_no_tag(pdf):
    link = elements(pdf, "Link")[-1]
    link.K = Array([kid for kid in link.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")])


def no_heads(pdf):
    for cell in elements(pdf, "TH"):
        cell.S = Name.TD
        if "/A" in cell:
            del cell.A
    for cell in elements(pdf, "TD"):
        if "/A" in cell:
            del cell.A


def heads_of_the_wrong_column(pdf):
    heads, cells = elements(pdf, "TH"), elements(pdf, "TD")
    heads[2].ID = String("other")
    cells[0].A = Dictionary(O=Name.Table, Headers=Array([String("other")]))  # cell under Soap, head Hand rub


def empty_heading(pdf):
    elements(pdf, "H2")[6].K = Array([])


def paragraph_is_decoration(pdf):
    mcid = 14  # "Ask a nurse which of them you need today."
    in_paint(pdf, 6, rb"/\w+\s*<</MCID %d>>\s*BDC" % mcid, b"/Artifact BMC")


def second_document(pdf):
    copy = BytesIO()
    pdf.save(copy)
    other = pikepdf.open(copy)
    with pytest.warns(pikepdf.PageCopyWarning):
        pdf.pages.extend(other.pages[2:4])
    return other


def pages_deleted(pdf):
    del pdf.pages[7]


def parent_tree_of_another(pdf):
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = tree[list(tree[0::2]).index(6) * 2 + 1]
    owners[14], owners[15] = owners[15], owners[14]


def tagged_twice(pdf):
    one, other = elements(pdf, "P")[-2:]
    one.K = Array([*one.K, *[kid for kid in other.K if isinstance(kid, int)]])


def tags_run_backwards(pdf):
    document = elements(pdf, "Document")[0]
    document.K = Array(list(document.K)[::-1])


def paragraphs_run_backwards(pdf):
    section = next(s for s in elements(pdf, "Sect") if s.K and elements_in(s, "Table"))
    section.K = Array(list(section.K)[::-1])


def elements_in(section, tag: str) -> list:
    return [kid for kid in section.K if isinstance(kid, Dictionary) and kid.get("/S") == f"/{tag}"]


def no_labels(pdf):
    del pdf.Root.PageLabels


def labels_count_otherwise(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=3)]))


def no_bookmarks(pdf):
    del pdf.Root.Outlines


def bookmark_says_something_else(pdf):
    pdf.Root.Outlines.First.Title = String("Chapter one")


def bookmarks_change_places(pdf):
    first, last = pdf.Root.Outlines.First, pdf.Root.Outlines.Last
    first.Title, last.Title = last.Title, first.Title


def pale_ink(pdf):
    in_paint(pdf, 6, rb"(/MCID 14>>\s*BDC\s)", rb"\1 0.7 0.7 0.7 rg ")


def small_type(pdf):
    in_paint(pdf, 6, rb"(?s)(/MCID 15>>\s*BDC.*?/\w+ )[0-9.]+ Tf", rb"\g<1>6 Tf")


def letters_all_x(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            cmap = re.sub(rb"(<[0-9a-fA-F]+>) <[0-9a-fA-F]+>", rb"\1 <0058>", thing.ToUnicode.read_bytes())
            thing.ToUnicode.write(cmap)


def letter_of_no_alphabet(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            cmap = re.sub(rb"(?i)(<[0-9a-f]+>) <0066>", rb"\1 <E066>", thing.ToUnicode.read_bytes())  # f
            thing.ToUnicode.write(cmap)


def add_picture(pdf):
    image = pikepdf.Stream(pdf, bytes(range(64)) * 75)  # 40 by 40 dots
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 40, 40
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    page = pdf.pages[7]
    page.Resources.XObject = Dictionary(Photo=pdf.make_indirect(image))
    page.contents_add(b"/Artifact BMC q 200 0 0 200 300 60 cm /Photo Do Q EMC")


def font_outside(pdf):
    font = next(t for t in pdf.objects if isinstance(t, Dictionary) and t.get("/Type") == "/FontDescriptor")
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in font:
            del font[key]


def greek_words(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            cmap = thing.ToUnicode.read_bytes()
            for latin, greek in zip(b"songw", (0x3B1, 0x3B2, 0x3B3, 0x3B4, 0x3B5), strict=True):
                cmap = re.sub(rb"(?i)(<[0-9a-f]+>) <%04x>" % latin, rb"\1 <%04X>" % greek, cmap)
            thing.ToUnicode.write(cmap)


# What is spoiled, the code, the pages on which it is told (0: the file; None: any). What stands in nobody's way is asked at once.
TOGETHER = [
    [
        (language_english, "bad-language", {0}), (title_is_a_file, "file-name-title", {0}), (alternative_is_a_file, "weak-alternative", {5}),
        (link_says_its_address, "link-description", {10}), (no_heads, "no-table-heads", {7}), (no_labels, "no-page-labels", {0}),
        (bookmark_says_something_else, "bookmark-words", {0}), (pale_ink, "weak-contrast", {7}),
    ], [
        (no_language, "no-language", {0}), (alternative_is_a_placeholder, "weak-alternative", {5}), (small_type, "small-type", {7}),
        (link_says_nothing, "link-description", {5}), (heads_of_the_wrong_column, "wrong-table-heads", {7}), (no_bookmarks, "no-bookmarks", {0}),
    ], [
        (language_of_a_part_is_none, "bad-language", {3}), (alternative_is_empty, "weak-alternative", {5}), (link_in_no_tag, "untagged-link", {10}),
        (link_says_an_internal_name, "link-description", {5}), (paragraph_is_decoration, "tag-without-text", {7}),
        (bookmarks_change_places, "bookmark-words", {0}),
    ], [
        (alternative_is_the_caption, "weak-alternative", {5}), (parent_tree_of_another, "parent-tree", {7}),
    ], [(figure_has_no_place, "figure-without-place", {5})],
]  # fmt: skip
# The same, each alone.
SPOILED = [
    (pages_deleted, "lost-page", {0}),
    (tagged_twice, "tagged-twice", {11}),
    (add_picture, "coarse-image", {8}),
    (font_outside, "font-not-embedded", None),
    (letter_of_no_alphabet, "missing-glyph", None),
    (letters_all_x, "unreadable-text", None),
    (greek_words, "foreign-script", None),
    (second_document, "text-in-no-tag", {12, 13}),
    (labels_count_otherwise, "page-label", set(range(2, 12))),
    (tags_run_backwards, "reading-order", None),
    (paragraphs_run_backwards, "reading-order", {7}),
    (empty_heading, "empty-heading", None),
]  # fmt: skip
# What cannot be spoiled alone: its letters are the words of everything, or its pieces are then somebody else's.
ALSO = {
    "empty-heading": {"text-in-no-tag", "bookmark-words"},
    "lost-page": {"bookmark-words", "page-label", "link-description", "empty-heading"},
    "missing-glyph": {"bookmark-words"}, "unreadable-text": {"no-page-labels"}, "foreign-script": {"bookmark-words"},
    "reading-order": {"bookmark-words"}, "text-in-no-tag": {"untagged-link", "page-label"},
    "tagged-twice": {"parent-tree"}, "coarse-image": {"covered-words"},
}  # fmt: skip


def test_a_good_booklet_keeps_all_promises(good):
    assert found(good) == set()


@pytest.mark.parametrize("faults", [*TOGETHER, *([fault] for fault in SPOILED)], ids=lambda faults: "-".join(spoil.__name__ for spoil, _, _ in faults))
def test_a_broken_promise_is_told_with_its_page_and_no_other(faults, good):
    """Whoever is sent a wrong page looks in vain; whoever is told of ten things mends none."""
    told = found(spoiled(good, lambda pdf: [spoil(pdf) for spoil, _, _ in faults]))
    slugs = {slug for _, slug, _ in faults}
    assert slugs <= {code for code, _ in told} <= slugs.union(VALIDATOR, *(ALSO.get(slug, set()) for slug in slugs))
    for _, slug, pages in faults:
        assert pages in (None, {page for code, page in told if code == slug})


def test_a_file_too_big_for_email_is_told(good):
    def spoil(pdf):
        pdf.Root.Extra = pikepdf.Stream(pdf, bytes(7_100_000))

    content = spoiled(good, spoil, compress_streams=False)
    assert found(content) == {("too-big-for-email", 0)}


def test_a_smaller_or_larger_floor_can_be_asked_for(good):
    """RNIB's clear print is 12 pt; the booklet's own notes are smaller."""
    slugs = {problem.slug for problem in judge_within_bounds(good, "a.pdf", 12).problems}
    assert slugs == {"small-type"}
    assert {p.slug for a in judge(spoiled(good, small_type), "a.pdf", 4) for p in a.problems} == set()


@pytest.mark.parametrize("tag", ["en", "en-GB", "sr-Latn-RS", "zh-cmn-Hans-CN", "de-CH-1901", "x-ours", "gsw"])
def test_a_language_tag_is_known(tag):
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["english", "en_GB", "e", "xx", "en-", "", "Deutsch", "en GB", "zz-DE"])
def test_what_names_no_language_is_known(tag):
    assert not is_language(tag)


@pytest.mark.parametrize(("text", "language", "script"), [
    ("\u03b1 and \u00b5g", "en", ""), (GREEK, "en-GB", "Greek"), (RUSSIAN, "en", "Cyrillic"), (RUSSIAN, "ru", ""),
    ("\u5065\u5eb7", "en", "Chinese"), ("\u5065\u5eb7", "ja", ""),
    ("Paracetamol", "ru", ""), ("\u0635\u062d\u0629\u0635\u062d", "fr", "Arabic"), (RUSSIAN, "sr", ""), (RUSSIAN, "en-Cyrl", ""),
])  # fmt: skip
def test_only_a_script_that_a_language_never_has_is_foreign(text, language, script):
    """Serbian has two scripts, and a Greek letter is a sign in any language."""
    assert foreign_script(text, language) == script


def test_words_with_their_own_language_are_not_foreign(good):
    """A leaflet that says where to find it in Greek is right to do so."""

    def spoil(pdf):
        greek_words(pdf)
        for element in elements(pdf, "Document"):
            element.Lang = String("el")

    assert "foreign-script" not in {code for code, _ in found(spoiled(good, spoil))}


def test_contrast_is_as_wcag_has_it():
    assert ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert ratio((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.005)


def test_a_turned_page_is_looked_at_in_the_right_place(good):
    """Scanners and landscape tables turn pages; the ink is then elsewhere on the picture."""
    turns = {4: 90, 6: 180, 8: 270}

    def turn(pdf):
        for index, degrees in turns.items():
            pdf.pages[index].Rotate = degrees

    def pale(pdf):
        turn(pdf)
        for index in turns:
            in_paint(pdf, index, rb"(/MCID 14>>\s*BDC\s)", rb"\1 0.7 0.7 0.7 rg ")

    assert {("weak-contrast", index + 1) for index in turns} <= found(spoiled(good, pale))
    assert "weak-contrast" not in {code for code, _ in found(spoiled(good, turn))}


def test_the_shipped_handout_keeps_all_promises(shipped_files):
    judged = judge_within_bounds(shipped_files["a4"].read_bytes(), "a.pdf")
    assert judged.problems == () and judged.unmeasured == ()
    assert judged.conformance["pdf/ua-1"] and all(judged.conformance.values())
