"""What was written in LibreOffice is brought in, as it stood, or it is told; and citations that programs of libraries keep."""
import base64
import io
import json
import shutil
import zipfile
from html import escape

import pytest

from tests.commands import typed
from tests.documents import brought, made_of, p, r, told_of, word, written, zipped
from tests.test_import import picture

_NAMES = ("office", "text", "style", "table", "meta")
ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES)
ODF += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
ODF += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"'
ODF += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="L" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/></text:list-style>
<text:list-style style:name="U"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def text_document(body: str, **files: bytes) -> bytes:
    content = f"<office:document-content {ODF}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"content.xml": content, **{f"Pictures/{name}.png": data for name, data in files.items()}})


def test_numbers_of_several_levels_are_kept(tmp_path):
    """ "See 1.2" led to none: the items were 1. and 2. within 1., and nobody was told."""
    style = '<text:list-style style:name="P"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>'
    inner = "<text:list>" + "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in "BC") + "</text:list>"
    body = f'<text:p>So.</text:p><text:list text:style-name="P"><text:list-item><text:p>A</text:p>{inner}</text:list-item></text:list>'
    text, _ = made_of(tmp_path, "parts.odt", zipped({"content.xml": f"<office:document-content {ODF}><office:automatic-styles>{style}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"}))
    assert text.replace("\n\n", "\n").endswith("1. A\n   - 1.1 B\n   - 1.2 C\n")


def test_rows_that_a_table_repeats_as_its_head_are_its_head(tmp_path):
    rows = ["".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in row) for row in (("Age", "Dose"), ("years", "mg"), ("2", "5"))]
    typed = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    head = f"<table:table-header-rows>{typed[0]}{typed[1]}</table:table-header-rows>"
    text, _ = made_of(tmp_path, "dose.odt", text_document(f"<text:p>So.</text:p><table:table>{head}{typed[2]}</table:table>"))
    assert text.endswith("So.\n\n| Age: years | Dose: mg |\n|---|---|\n| 2 | 5 |\n")


def test_a_document_of_libreoffice(tmp_path):
    body = (
        '<text:p text:style-name="Title">Your hip</text:p><text:h text:outline-level="1">Before</text:h>'
        '<text:p>Take <text:span text:style-name="B">no</text:span> aspirin, drink H<text:span text:style-name="L">2</text:span>O'
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Lee.</text:p></text:note-body></text:note>.'
        '<text:line-break/>1. {{ no }} list</text:p>'
        '<text:list text:style-name="N"><text:list-item><text:p>Eat</text:p><text:list text:style-name="U"><text:list-item><text:p>Soup</text:p></text:list-item></text:list>'
        "</text:list-item><text:list-item><text:p>Rest</text:p></text:list-item></text:list>"
        '<text:h text:outline-level="1">After</text:h><text:p><draw:frame><draw:image xlink:href="Pictures/bed.png"/><svg:desc>A bed in a room</svg:desc></draw:frame></text:p>'
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Both</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>7 am</text:p></table:table-cell><table:table-cell><text:p>Tea</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p><text:a xlink:href="https://example.org/">the page</text:a><office:annotation><dc:creator>A. Lee</dc:creator><text:p>Sure?</text:p></office:annotation></text:p>'
    )
    text, told = made_of(tmp_path, "leaflet.odt", text_document(body, bed=picture()), "--comments", "drop")
    assert "Take **no** aspirin, drink H<sub>2</sub>O[^1].\\\n1\\. \\{\\{ no \\}\\} list\n\n3. Eat\n   - Soup\n4. Rest\n\n[^1]: Lee.\n" in text
    assert "![A bed in a room](<figures/bed.png>)\n\nTable: Both\n\n|  |  |\n|---|---|\n| 7 am | Tea |\n\n[the page](https://example.org/)\n" in text
    assert "1 comment left out" in told
    assert 'under "After", paragraph' in told and "a row of one cell stands above" in told


def cited(*works: tuple[str, str, str], shown: str = "(Lee, 2020)", **more: str) -> str:
    """What Zotero keeps of a citation: the id, author and year of each work."""
    items = [
        {"uris": [f"http://zotero.org/users/1/items/{id_}"], **more,
         "itemData": {"id": id_, "type": "book", "title": f"On {id_}", "author": [{"family": family, "given": "A."}],
                      "issued": {"date-parts": [[year]]}}}
        for id_, family, year in works
    ]  # fmt: skip
    return json.dumps({"properties": {"plainCitation": shown}, "citationItems": items})


LEE, RAY = ("RestX", "Lee", "2020"), ("SoapX", "Ray", "2021")


def zotero(says: str, shown: str) -> str:
    """A field of Word."""
    begun, shows, ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begun}<w:r><w:instrText> ADDIN {escape(says)} </w:instrText></w:r>{shows}{r(shown)}{ends}"


def in_word() -> bytes:
    both, one = (zotero(f"ZOTERO_ITEM CSL_CITATION {said}", "(Lee, 2020)") for said in (cited(LEE, RAY), cited(LEE, locator="4-6", prefix="see")))
    held = base64.b64encode(cited(RAY).encode()).decode()
    control = f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{held}"/></w:sdtPr><w:sdtContent>{r("(Ray, 2021)")}</w:sdtContent></w:sdt>'
    works = zotero('ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY', "Lee, A. (2020). On RestX.")
    body = p("Rest", style="H1") + p("Rest helps ", both, ". Walk ", one, ". Wash ", control, ": often.")
    return word(body + p("References", style="H1") + p(works))


def in_libreoffice() -> bytes:
    def mark(said: str) -> str:
        name = escape(f"ZOTERO_ITEM CSL_CITATION {said} RND1")
        return f'<text:reference-mark-start text:name="{name}"/>(Lee, <text:span>2020</text:span>)<text:reference-mark-end text:name="{name}"/>'

    marks = [mark(said) for said in (cited(LEE, RAY), cited(LEE, locator="4-6", prefix="see"), cited(RAY))]
    body = '<text:h text:outline-level="1">Rest</text:h><text:p>Rest helps {}. Walk {}. Wash {}: often.</text:p>'.format(*marks)
    works = '<text:section text:name="ZOTERO_BIBL {} CSL_BIBLIOGRAPHY RND2"><text:p>Lee, A. (2020). On RestX.</text:p></text:section>'
    return text_document(f'{body}<text:h text:outline-level="1">References</text:h>{works}')


@pytest.mark.parametrize(("name", "document"), [("rest.docx", in_word), ("rest.odt", in_libreoffice)])
def test_citations_of_zotero_and_mendeley_are_citations_with_their_works(name, document, tmp_path):
    """They were plain words, in a style that has no place in the handout, beside a list of works that was no list of it."""
    told = brought(tmp_path, name, document())
    assert told.returncode == 0 and 'the list of works below "References" was left out' in told.stdout
    assert "their works (2) are in references.json" in told.stdout and "refs import" not in told.stdout
    text = " ".join(written(tmp_path / "made").split())
    assert text.endswith("Rest helps [@lee2020; @ray2021]. Walk (see [@lee2020, p. 4-6]). Wash [@ray2021]\\: often.")
    works = json.loads((tmp_path / "made" / "references.json").read_text())
    assert [(work["id"], work["title"]) for work in works] == [("lee2020", "On RestX"), ("ray2021", "On SoapX")]
    (tmp_path / "made" / "references.json").write_text(json.dumps([works[1] | {"id": "soap"}]))
    assert typed("import", tmp_path / name, "--into", tmp_path / "made").returncode == 0
    assert [work["id"] for work in json.loads((tmp_path / "made" / "references.json").read_text())] == ["soap", "lee2020"]
    assert "helps [@lee2020; @soap]." in written(tmp_path / "made")


def test_a_citation_that_names_somebody_in_the_sentence_stays_words(tmp_path):
    """“Lee (2020) found” is no “[1] found”; and a list of works stays where the press does not know all of them."""
    field = zotero(f"ZOTERO_ITEM CSL_CITATION {cited(LEE, shown='Lee (2020)')}", "Lee (2020)")
    works = zotero("ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", "Lee, A. (2020). On RestX.")
    told = brought(tmp_path, "leaflet.docx", word(p("Rest", style="H1") + p(field, " found rest.") + p("References", style="H1") + p(works)))
    assert "Lee (2020) found rest." in (text := written(tmp_path / "made")) and "On RestX" in text
    assert "plain words now" in told.stdout


@pytest.mark.parametrize("mark", [
    zotero("EN.CITE <EndNote><Cite><Author>Lee</Author></Cite></EndNote>", "[1]"), zotero("", "[1]").replace("ADDIN ", "CITATION Lee20 \\l 1033"),
    f'<w:bookmarkStart w:id="1" w:name="ZOTERO_BREF_a1"/>{r("[1]")}<w:bookmarkEnd w:id="1"/>',
])  # fmt: skip
def test_citations_whose_works_are_not_in_the_document_are_told(tmp_path, mark):
    """Those of EndNote and of Word, and of Zotero in bookmarks, which were words without a word of it."""
    told = brought(tmp_path, "leaflet.docx", word(p("Rest", style="H1") + p("It helps ", mark, ".")))
    assert "plain words now" in told.stdout and "It helps \\[1\\]." in written(tmp_path / "made")


def test_citations_of_jabref_and_libreoffice_are_told(tmp_path):
    for mark in ('<text:reference-mark-start text:name="JABREF_Lee20 CID_1"/>', '<text:bibliography-mark text:identifier="Lee20"/>'):
        assert "plain words now" in brought(tmp_path, "leaflet.odt", text_document(f"<text:p>It helps {mark}(Lee).</text:p>")).stdout
        shutil.rmtree(tmp_path / "made")


WORKS = zotero('ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY', "Lee, A. (2020). On RestX.")


def test_words_around_works_and_words_typed_over_a_citation_stay():
    """"see [1]cf. [2]" ran together, and "Lee (2020)" that somebody had typed over (Lee, 2020) was a mere number."""
    items = [json.loads(cited(work))["citationItems"][0] for work in (LEE, RAY)]
    parts = {"prefix": "see", "suffix": ", in brief", "locator": "4; 6 | 7"}, {"prefix": "cf.", "suffix": "too"}
    both = json.dumps({"citationItems": [item | more for item, more in zip(items, parts, strict=True)]})
    contents = zotero("", "").replace("ADDIN ", 'TOC \\c "Figure"', 1).replace("<w:t ", f"<w:t/></w:r>{zotero(f'ZOTERO_ITEM {both}', 'x')}<w:r><w:t ", 1)
    said = told_of(word(p("Rest", style="H1") + p(contents) + p("It helps ", zotero(f"ZOTERO_ITEM CSL_CITATION {both}", "x"), "."))).text
    assert " ".join(said.split()).endswith('--- It helps (see [@lee2020, p. 4, 6 7], in brief; cf. [@ray2021] too).')
    for shown in ({"properties": {"dontUpdate": True}}, {"mendeley": {"manualFormatting": "Lee (2020)"}}, {"manualOverride": {"manualOverrideText": "Lee (2020)"}}):
        field = zotero(f"CSL_CITATION {json.dumps({'citationItems': items, **shown})}", "Lee (2020)")
        assert "Lee (2020) found rest." in told_of(word(p("Rest", style="H1") + p(field, " found rest."))).text
    for item in items:
        item["itemData"]["citation-key"] = "rest"
    alike = told_of(word(p("It helps ", zotero(f"ZOTERO_ITEM {json.dumps({'citationItems': items})}", "x"), "."))).text
    assert "helps [@rest; @ray2021]." in alike, "works of two libraries, in which they have one key"
    items[0]["itemData"]["title"] = "RETRACTED: On RestX"
    assert "helps <!-- a citation stood here -->." in told_of(word(p("It helps ", zotero(f"ZOTERO_ITEM {json.dumps({'citationItems': items[:1]})}", "x"), "."))).text
    control = f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_é!"/></w:sdtPr><w:sdtContent>{r("(Ray, 2021)")}</w:sdtContent></w:sdt>'
    assert "It helps (Ray, 2021)." in told_of(word(p("It helps ", control, "."))).text


@pytest.mark.parametrize(("above", "works", "stays"), [
    (p("Works", style="H2"), f"{WORKS}</w:p>{p('By the ward.')}<w:p>", 'title: "Works" --- By the ward.'), (p("Works", style="H2"), WORKS, ""),
    (p("Call for help early"), WORKS, "Call for help early"), (p("Works cited:"), WORKS, ""), (p("Works", style="H2"), WORKS.replace("[]", "[[1]]"), "On RestX."),
])  # fmt: skip
def test_a_list_of_works_takes_with_it_its_heading_and_no_words_of_another(above, works, stays):
    """A line above the list, when to call, was taken for its heading; and works that no citation names were lost with it."""
    said = told_of(word(p("It helps ", zotero(f"ZOTERO_ITEM CSL_CITATION {cited(LEE)}", "(Lee, 2020)"), ".") + above + p(works))).text
    assert " ".join(said.split()).endswith(stays or "It helps [@lee2020].")


def test_a_list_of_works_of_libreoffice_stays_where_a_citation_stays_words_and_a_lost_mark_hides_nothing(tmp_path):
    def mark(said: str) -> str:
        return f'<text:reference-mark-start text:name="{escape(f"ZOTERO_ITEM CSL_CITATION {said} RND1")}"/>'

    works = '<text:section text:name="ZOTERO_BIBL {} CSL_BIBLIOGRAPHY RND2"><text:p>Ray, B. On SoapX.</text:p></text:section>'
    body = f"<text:p>Rest helps {mark(cited(LEE))}(Lee, 2020).</text:p><text:p>{mark(cited(RAY, shown='Ray (2021)'))}Ray (2021) washes.</text:p>"
    body = body.replace("</text:p>", f"</text:p>{works}", 1)  # the list stands before it
    text, told = made_of(tmp_path, "a.odt", text_document(body))
    assert "Ray (2021) washes." in text and "On SoapX" in text and "plain words now" in told


def test_words_in_a_drawn_shape_and_numbers_of_items_come_along(tmp_path):
    """Call 999, in a red oval, was left out with the oval; step 7 was step 4. A field of a form is a place to write."""
    body = (
        "<text:p>So <draw:g><draw:custom-shape><text:p>Call 999</text:p></draw:custom-shape></draw:g></text:p>"
        '<text:p>Name: <draw:control draw:control="c"/></text:p><text:list text:style-name="N"><text:list-item><text:p>Wash</text:p></text:list-item>'
        '<text:list-item text:start-value="7"><text:p>Dry</text:p></text:list-item></text:list>'
    )
    made, told = made_of(tmp_path, "leaflet.odt", text_document(body))
    assert "a drawn shape was left out" in told
    assert "So\n\nCall 999\n\nName: ____\n\n3. Wash\n\n7) Dry\n" in made


def test_a_bullet_of_libreoffice_that_says_no_is_kept(tmp_path):
    level = '<text:list-level-style-bullet text:level="{}" text:bullet-char="{}"><style:text-properties fo:font-family="{}"/></text:list-level-style-bullet>'
    styles = f'<text:list-style style:name="X">{level.format(1, chr(0x2718), "OpenSymbol")}{level.format(2, chr(0xF0FC), "Wingdings")}</text:list-style>'
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    body = f'<text:list text:style-name="X">{item.format("Drive", "<text:list>" + item.format("Walk", "") + "</text:list>")}</text:list>'
    content = text_document(f"<text:p>Words.</text:p>{body}")
    made, _ = made_of(tmp_path, "leaflet.odt", _with(content, styles))
    assert "- ✘ Drive\n  - ✓ Walk\n" in made


def _with(content: bytes, styles: str) -> bytes:
    """A text document with more styles."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    return zipped({**files, "content.xml": files["content.xml"].replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")})


def test_the_number_of_a_page_is_no_loss(tmp_path):
    """Of each document "a running head or foot was left out: 1" was told. The words beside it are told."""
    foot = "<text:p>{}<text:page-number>1</text:page-number></text:p>"
    styles = f"<office:document-styles {ODF}><style:header>{foot.format('')}</style:header><style:footer>{foot.format('Ward 7, page ')}</style:footer></office:document-styles>"
    with zipfile.ZipFile(io.BytesIO(text_document("<text:p>Words.</text:p>"))) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    told = brought(tmp_path, "leaflet.odt", zipped({**files, "styles.xml": styles}))
    assert told.stdout.count("head or foot was left out") == 1 and '"Ward 7, page"' in told.stdout


def test_changes_of_libreoffice_are_asked_about(tmp_path):
    body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>three</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>two</text:p>"
    told = brought(tmp_path, "leaflet.odt", text_document(body))
    assert (told.returncode, "open-changes: tracked changes are open: 1 taken out" in told.stderr) == (1, True)
    assert typed("import", tmp_path / "leaflet.odt", "--out", tmp_path / "made", "--changes", "accept").returncode == 0
    assert "two\n" in written(tmp_path / "made") and "three" not in written(tmp_path / "made")


def test_fields_of_libreoffice_show_what_they_show(tmp_path):
    """Take 5 mg was "Take mg": the dose was a variable. See page 12 led to another page, and hidden paragraphs were printed."""
    hidden = '<style:style style:name="X" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>Take <text:variable-get text:name="d">5</text:variable-get> mg, <text:drop-down><text:label text:value="a"/>twice</text:drop-down> a day, '
        '<text:expression>10</text:expression> in all<text:variable-set text:display="none">secret</text:variable-set>; '
        'see page <text:bookmark-ref text:reference-format="page">12</text:bookmark-ref>.</text:p><text:p text:style-name="X">Hidden</text:p>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>Gone</text:p></text:section>'
    )
    hidden += '<style:style style:name="S" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>'
    hidden += '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    forms = '<form:checkbox form:id="a" form:label="I agree" form:current-state="checked"/><form:radio form:id="b" form:label="No"/>'
    box = '<field:fieldmark field:type="x.FORMCHECKBOX"><field:param field:value="{}"/></field:fieldmark>'
    body += (
        f'<office:forms><form:form>{forms}</form:form></office:forms><text:p><draw:control draw:control="a"/><draw:control draw:control="b"/></text:p>'
        f'<text:p>{box.format("true")} yes {box.format("false")} no</text:p><text:p><text:ruby><text:ruby-base>薬</text:ruby-base><text:ruby-text>くすり</text:ruby-text></text:ruby></text:p>'
        '<text:p>Give <loext:content-control>5</loext:content-control> <text:span text:style-name="S">m</text:span>g to <loext:content-control loext:showing-place-holder="true">Click here</loext:content-control>.</text:p>'
        '<text:list text:style-name="N"><text:list-item><text:p>Wash</text:p></text:list-item><text:list-header><text:p>Both hands.</text:p></text:list-header><text:list-item><text:p>Dry</text:p></text:list-item></text:list>'
        '<draw:custom-shape><text:p>Ring us</text:p></draw:custom-shape>'
    )
    text, told = made_of(tmp_path, "leaflet.odt", zipped({"content.xml": f"<office:document-content {ODF}><office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"}))
    assert "Take 5 mg, twice a day, 10 in all; see page \\[what stood here in the document: the number of a page\\]." in text
    assert "Hidden" not in text and "secret" not in text and "Gone" not in text and "hidden words were left out" in told
    form = "☑ I agree ☐ No\n\n☑ yes ☐ no\n\n薬 (くすり)\n\nGive 5 μg to ____.\n\n1. Wash\n\n   Both hands.\n\n2. Dry\n\nRing us\n"
    assert text.endswith(f"the number of a page\\].\n\n{form}") and "a field to fill in: Click here" in told
