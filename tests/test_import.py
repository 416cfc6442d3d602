"""What was written in Word is brought in: every word of it, nothing else, and what is lost is told."""
import io
import re
import tomllib
import unicodedata
from html import escape

import docx
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from booklet.imports.changes import Choices
from booklet.imports.names import plain_name
from booklet.imports.package import Unreadable
from booklet.imports.word.read import read_word
from booklet.load.load import load_manuscript
from tests.commands import typed
from tests.documents import NUMBERING, bare, brought, made_of, marked, p, r, said, told_of, word, written, zipped

# What people type, and what Markdown, the dialect or Jinja2 would read into it.
NASTY = st.sampled_from([
    "*", "**", "_", "__", "`", "~~", "^", "==", "[", "]", "](", "![", "<b>", "</b>", "<!-- x -->", "&amp;", "{{", "}}", "{%", "%}", "{#", "|",
    "\\", "# ", "## x", "- ", "+ ", "1. ", "2) ", "> ", ":::", "::: note", ": ", "Figure: ", "Table: x", "---", "===", "***", "!", "$x^2$",
    "[^1]", "[^1]:", "[a]: b", "[@lee2020]", "@lee", "www.example.org", "https://example.org/a_b_c*d", "(http://a.example/x).", "a@example.org",
    "x3", "{lang=de}", "H~2~O", "•", "\u00a0", "“quote”", "'tis", "No. 12.", "End. Next", "~~~", "```", "<", ">", "&", "#tag", "!!! note",
    "https://x", "é", "中文", "www.", "://", "<https://e.org>", "[ ] ", "- [ ] x", "+-+", "|---|", "23 of 100",
])  # fmt: skip
WORDS = st.lists(st.one_of(NASTY, st.text(alphabet="abc XYZ.,;:!?()-1290", max_size=8)), min_size=1, max_size=5).map("".join)
LOOKS = {"b": "<w:b/>", "i": "<w:i/>", "s": "<w:strike/>", "sub": '<w:vertAlign w:val="subscript"/>', "sup": '<w:vertAlign w:val="superscript"/>'}
RUNS = st.lists(st.tuples(WORDS, st.sets(st.sampled_from(sorted(LOOKS)), max_size=2), st.booleans()), min_size=1, max_size=4)
PLACES = st.sampled_from([("", None), ("", (2, 0)), ("", (2, 1)), ("", (1, 0)), ("H2", None)])
BLOCKS = st.lists(st.tuples(PLACES, RUNS, st.booleans()), max_size=4)
LINKED = {"link": "https://example.org/p_q*r?a=b"}


@settings(max_examples=100)
@given(BLOCKS)
@example([(("", (2, 0)), [("Evening", set(), False)], False), (("", (2, 1)), [("2 tablets", set(), False)], False)])
@example([(("H2", None), [("{{{{", set(), False)], False)])
@example([(("H2", None), [("<<b>", set(), False)], False)])
@example([(("H2", None), [("*~~* `a` _b_", set(), False)], False)])
@example([(("", None), [("*", set(), False), (": *", set(), True)], False), (("", None), [(": *", set(), False)], True)])
def test_whatever_is_typed_in_word_is_what_is_printed(blocks):
    """A star, a brace or a number at the start of a line that means something to us would change what a patient reads."""
    body, expected = p("Heading", style="H1") + p("First."), ["Heading", "First."]
    for (style, numbered), runs, is_table in blocks:
        xml = [r(escape(text), "".join(LOOKS[look] for look in sorted(looks))) for text, looks, _ in runs]
        xml = [f'<w:hyperlink r:id="link">{run}</w:hyperlink>' if linked else run for run, (*_, linked) in zip(xml, runs, strict=True)]
        kept = [words for words, looks, _ in runs if style != "H2" or is_table or "s" not in looks]  # a title strikes none
        text = "".join(kept) if "".join(kept).strip() else "".join(words for words, *_ in runs)
        assume("_____" not in text and "___ " not in text)  # a stroke beside a place to write, or a longer place: nobody can tell
        if is_table:
            cell = f"<w:tc>{p(*xml)}</w:tc>"
            body += f"<w:tbl><w:tr>{cell}<w:tc>{p('x')}</w:tc></w:tr><w:tr><w:tc>{p('y')}</w:tc>{cell}</w:tr></w:tbl>"
            expected += [text, "x", "y", text]
        else:
            body += p(*xml, style=style, numbered=numbered)
            expected.append(text)
    read, problems = said(word(body + p("Last."), links=LINKED))
    is_titled = any(style == "H2" and (looks & {"sub", "sup"} or "~" in text) for (style, _), runs, _ in blocks for text, looks, _ in runs)
    signs = "[•()^~−-]" if is_titled else "•"  # an item that is typed; 10⁻², ^(2.5) and H~2~O, in a title
    is_, should = (re.sub(signs, "", bare(unicodedata.normalize("NFKC", text)).replace("−", "-")) for text in (read, "\n".join([*expected, "Last."])))
    assert is_ == should
    assert {problem.slug for problem in problems} <= {"heading-level", "italics", "missing-caption", "unsourced-number", "deep-list", "bold-heading"}


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_field_that_nobody_has_filled_in_is_a_place_to_write(tmp_path):
    """“Click or tap here to enter text” was printed, and the blanks of an older form were lost."""
    asks = "<w:sdt><w:sdtPr>{0}</w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"
    text = asks.format("<w:showingPlcHdr/><w:text/>", r("Click or tap here to enter text."))
    eyes = "".join(f'<w:listItem w:displayText="{side}"/>' for side in ("Left", "Right"))
    eye = asks.format(f"<w:dropDownList>{eyes}</w:dropDownList><w:showingPlcHdr/>", r("Choose an item."))
    filled = asks.format("<w:text/>", r("Ann"))
    fields = "".join(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(said)}{r(said)}<w:r><w:fldChar w:fldCharType="end"/></w:r>{r(".")}'
        for said in ("\u2002" * 3, "bed")
    )
    fields += f'<w:fldSimple w:instr=" FORMTEXT ">{r(chr(0x2002) * 5)}</w:fldSimple>{r(" beds.")}'
    made, told = made_of(tmp_path, "leaflet.docx", word(p(r("Form"), style="H1") + p(r("Name: "), text, r(" Eye: "), eye, r(" By "), filled) + p(r("Ward: "), fields)))
    assert "a field to fill in: Left, Right" in told
    assert "Name: ____ Eye: ____ By Ann\n\nWard: ______.bedbed. _____ beds.\n" in made


def test_what_a_mail_merge_puts_in_is_a_place_to_write(tmp_path):
    """“Dear «First_Name»” was printed."""
    begun, shows, ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    field = f'{begun}<w:r><w:instrText> MERGEFIELD "First Name" </w:instrText></w:r>{shows}{r("«First_Name»")}{ends}'
    simple = f'<w:fldSimple w:instr=" MERGEFIELD Ward \\* MERGEFORMAT ">{r("«Ward»")}</w:fldSimple>'
    work = field.replace('MERGEFIELD "First Name"', "ADDIN ZOTERO_ITEM CSL_CITATION {}").replace("«First_Name»", "(Lee, 2020)")
    text, told = made_of(tmp_path, "leaflet.docx", word(p(r("Form"), style="H1") + p(r("Dear "), field, r(", come to "), simple, r(". "), work)))
    assert "plain words now (export its library, type python build.py refs import library.bib" in told
    assert "for the First Name of each letter" in told
    assert "Dear ____, come to ____.\n(Lee, 2020)" in text
    chosen = f'{begun}<w:r><w:instrText> IF </w:instrText></w:r>{field}<w:r><w:instrText> = "f" "her" "his" </w:instrText></w:r>{shows}{r("her")}{ends}'
    told = told_of(word(p(chosen, " dose")))
    assert told.text.endswith("\n\nher dose\n") and "the First Name of each letter chooses are the same in all copies" in told.lost


def test_a_large_first_letter_stays_with_its_word_and_no_old_day_is_printed(tmp_path):
    """T stood alone above "ake two tablets"; and the day of the last print, years ago, was printed as today's."""
    initial = f'<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{r("T")}</w:p>'
    day = f'<w:fldSimple w:instr=" DATE \\@ dd.MM.yyyy ">{r("03.02.2019")}</w:fldSimple>'
    text, told = made_of(tmp_path, "leaflet.docx", word(p(r("Form"), style="H1") + initial + p(r("ake two tablets.")) + p(r("Printed on "), day)))
    assert "the day on which it is printed was left out" in told
    assert "\n\nTake two tablets.\n" in text and "2019" not in text


def test_a_line_that_is_drawn_to_write_on_is_a_place_to_write(tmp_path):
    """Forms have tabs with leaders, blanks that are underlined, and dots, which mean it in Markdown too."""
    form = docx.Document()
    form.add_heading("Form", 1)
    for text, leader in (("Name:\t", WD_TAB_LEADER.LINES), ("Date:\tTime:\t", WD_TAB_LEADER.DOTS), ("Price:\t£5", WD_TAB_LEADER.DOTS)):
        form.add_paragraph(text).paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.LEFT, leader)
    for blanks in (" " * 20, "\t\t", " "):
        form.add_paragraph("Ward:").add_run(blanks).underline = True
    form.add_paragraph("On __/__/____, or __ / __ / ____.")
    form.add_paragraph("Signed .............. on …………, wait... Page 1 ........ 12")
    made, _ = made_of(tmp_path, "leaflet.docx", saved(form))
    said = " ".join(made.split())
    assert f"Name: ____ Date: ____ Time: ____ Price: £5 Ward: {'_' * 20} Ward: {'_' * 16} Ward:" in said
    assert "On __/__/____, or __ / __ / ____." in said
    assert "Signed .............. on …………, wait... Page 1 ........ 12" in said


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 400), mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(stream, kind)
    return stream.getvalue()


def test_the_number_before_a_heading_is_told_where_there_is_one():
    """LibreOffice writes a heading as an item of a list that prints nothing."""
    headed = {list_: told_of(word(p("Rest", style="H1", numbered=(list_, 0)) + p("Sleep."))) for list_ in (1, 4)}
    assert ["the numbers before headings were left out" in told.lost for told in headed.values()] == [True, False]


def test_a_paragraph_that_goes_on_in_an_item_of_pandoc_is_no_item(tmp_path):
    """ "Use a towel." was a bullet of its own: Pandoc sets it in behind a bullet that is a blank."""
    body = p("Skin", style="H1") + p("Dry", numbered=(1, 0)) + p("Use a towel.", numbered=(4, 1)) + p("Rest", numbered=(1, 0))
    text, _ = made_of(tmp_path, "leaflet.docx", word(body))
    assert text.endswith("\n\n1. Dry\n\nUse a towel.\n\n2. Rest\n")


def test_a_leaflet_of_word_is_there_and_printed(tmp_path):
    """What a secretary has: title, headings, lists, a table, a picture with its caption, bold words, a comment."""
    leaflet = docx.Document()
    leaflet.add_paragraph("Your hip operation", style="Title")
    leaflet.add_paragraph("What happens, and when", style="Subtitle")
    leaflet.add_heading("Before you come", 1)
    paragraph = leaflet.add_paragraph("Take ")
    paragraph.add_run("no").bold = True
    paragraph.add_run(" aspirin. Drink H")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("O")
    for words in ("Coat", "Shoes"):
        leaflet.add_paragraph(words, style="List Bullet")
    leaflet.add_paragraph("Laces", style="List Bullet 2")
    leaflet.add_heading("On the day", 1)
    for words in ("Eat", "Rest"):
        leaflet.add_paragraph(words, style="List Number")
    table = leaflet.add_table(rows=2, cols=2)
    for cell, words in zip((each for row in table.rows for each in row.cells), ("When", "What", "7 am", "Tea"), strict=True):
        cell.text = words
    leaflet.add_picture(io.BytesIO(picture()))
    leaflet.inline_shapes[0]._inline.docPr.set("descr", "A green field behind the ward, seen from a window")
    leaflet.add_paragraph("Figure 3: The field", style="Caption")
    asked = leaflet.add_paragraph("Ask about ")
    leaflet.add_comment([asked.add_run("pain")], text="C12 says -- otherwise", author="A. Lee")
    told = brought(tmp_path, "leaflet.docx", saved(leaflet))
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f'Wrote {tmp_path / "made"}: "Your hip operation", 2 sections, 1 picture.\n')
    assert "1 comment (by A. Lee) kept in the files" in told.stdout
    next_one = told.stdout.splitlines()[-1].removeprefix("Next: python build.py ").split()
    printed = typed(*next_one, "--edition", "text", "--edition", "a4")
    assert printed.returncode == 0, printed.stdout + printed.stderr
    text = (tmp_path / "made" / "dist" / "made.txt").read_text("utf-8")
    for words in ("Your hip operation\n\nWhat happens, and when", "Take no aspirin. Drink H2O", "- Coat\n- Shoes\n  - Laces", "1. Eat\n2. Rest",
                  "7 am", "Tea", "Figure 1. The field", "Ask about pain"):  # fmt: skip
        assert words in text
    assert "otherwise" not in text
    assert "<!-- said by A. Lee: C 12 says - otherwise -->" in written(tmp_path / "made")
    nodes = load_manuscript(tmp_path / "made").sections[0].blocks[0].nodes
    assert (marked(nodes, "strong"), marked(nodes, "sub")) == (["no"], ["2"])


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "mine.md").write_text("mine", "utf-8")
    told = brought(tmp_path, "leaflet.docx", word(p("New.")))
    assert (told.returncode, "not-empty" in told.stderr) == (1, True)
    assert [file.name for file in (tmp_path / "made").iterdir()] == ["mine.md"]


CHANGED = p("Take ", '<w:ins w:author="B. Ray"><w:r><w:t>two</w:t></w:r></w:ins>', '<w:del><w:r><w:delText>three</w:delText></w:r></w:del>', " tablets.")
ROWS = (
    f'<w:tbl><w:tr><w:tc>{p("a")}</w:tc><w:tc>{p("b")}</w:tc></w:tr><w:tr><w:tc>{p("c")}</w:tc><w:tc>{p("d")}</w:tc></w:tr>'
    f'<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p("gone")}</w:tc><w:tc>{p("gone")}</w:tc></w:tr></w:tbl>'
)


def test_open_changes_are_asked_about(tmp_path):
    """Nobody can guess whether it is two tablets or three."""
    told = brought(tmp_path, "leaflet.docx", word(CHANGED + ROWS))
    assert told.returncode == 1
    assert "open-changes: tracked changes are open: 1 put in and 2 taken out, by B. Ray" in told.stderr
    assert f"leaflet.docx --out {tmp_path / 'made'} --changes accept" in told.stderr
    assert not (tmp_path / "made").exists()
    for choice, words, has_row in (("accept", "Take two tablets.", False), ("refuse", "Take three tablets.", True)):
        made = tmp_path / choice
        told = typed("import", tmp_path / "leaflet.docx", "--out", made, "--changes", choice)
        assert f"tracked changes were {choice}" in told.stdout
        assert words in written(made)
        assert ("gone" in written(made)) == has_row


def test_a_paragraph_whose_end_was_taken_out_goes_on_in_the_next_one():
    body = p("One", more='<w:rPr><w:del/></w:rPr>') + p(" and two.")
    assert "One and two." in told_of(word(body), "accept").text
    assert "One\n\nand two." in told_of(word(body), "refuse").text


def test_numbers_are_those_that_word_prints():
    """A paragraph between two items, a list that starts at 7, another one that starts anew."""
    one = [p(words, numbered=(1, 0)) for words in ("One", "Two")]
    body = "".join(one) + p("Between.") + p("Three", numbered=(1, 0)) + p("Seven", numbered=(3, 0)) + p("Below", numbered=(3, 1))
    text = told_of(word(body)).text
    assert "1. One\n2. Two\n\nBetween.\n\n3. Three\n\n7) Seven\n   1. Below" in text
    assert "numbers printed as a) are 1. 2. 3. now" in told_of(word(body)).lost
    told = told_of(word(body + p("More. And more.", numbered=(3, 1))))
    assert "7) Seven\n   a) Below\n   b) More.\n      And more.\n" in told.text and told.lost == ""
    days = NUMBERING.replace('w:val="%1."', 'w:val="Day %1"')
    assert "\n\n- Day 1: One\n- Day 2: Two\n" in told_of(word("".join(one), numbering=days)).text
    parts = NUMBERING.replace('<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/>', '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/>')
    found = told_of(word("".join(p(each, numbered=(1, depth)) for each, depth in (("A", 0), ("B", 1), ("C", 1), ("D", 0), ("E", 1))), numbering=parts))
    assert "1. A\n   - 1.1 B\n   - 1.2 C\n2. D\n" in found.text.replace("\n\n", "\n") and "- 2.1 E\n" in found.text and not found.lost
    led = NUMBERING.replace('<w:abstractNum w:abstractNumId="1">', '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Steps"/>')
    led = led.replace('<w:num w:numId="1">', '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Steps"/></w:abstractNum><w:num w:numId="8">', 1)
    led = led.replace('w:val="1"/></w:num>', 'w:val="8"/></w:num>', 1)
    assert "\n\n1. One\n2. Two\n" in told_of(word("".join(p(each, numbered=(8, 0)) for each in ("One", "Two")), numbering=led)).text


def test_lists_of_their_own_do_not_run_together():
    """1. of the second list would be read as one more of the first."""
    body = p("One", numbered=(1, 0)) + p("Anew", numbered=(3, 0))
    assert "1. One\n\n7) Anew" in told_of(word(body.replace('w:val="7"', 'w:val="1"'))).text


def test_what_is_raised_by_hand_is_raised():
    """10⁹ is a billion, 109 is not."""
    moved = ['<w:r><w:rPr><w:position w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'.format(*each) for each in ((8, "9"), (-6, "2"), (1, "m"))]
    text = told_of(word(p("Cells: 10", moved[0], ", CO", moved[1], ", ", moved[2]))).text
    assert "Cells: 10<sup>9</sup>, CO<sub>2</sub>, m" in text


def test_notes_stand_at_the_end_of_the_section_that_has_their_marks():
    body = p("A", style="H1") + p("Rest", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="4"/></w:r>', " helps.")
    body += p("B", style="H1") + p("Walk", '<w:r><w:endnoteReference w:id="4"/></w:r>')
    notes = {"footnotes": f'<w:footnote w:id="4">{p("Lee 2020. ")}{p("Twice.")}</w:footnote>', "endnotes": f'<w:endnote w:id="4">{p("Ray.")}</w:endnote>'}
    text = told_of(word(body, **notes)).text
    assert "Rest[^1] helps.\n\n[^1]: Lee 2020.\n\n    Twice.\n" in text
    assert "Walk[^2]\n\n[^2]: Ray.\n" in text


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_links_lead_where_they_led():
    body = p("Intro.") + p('<w:bookmarkStart w:name="there"/>', "Whom to call", style="H1") + p("Words.") + p("More", style="H1")
    body += p(FIELD.format('HYPERLINK "https://example.org/x"', r("the page")), " ", '<w:hyperlink w:anchor="there"><w:r><w:t>call</w:t></w:r></w:hyperlink>')
    body += p('<w:hyperlink r:id="mail"><w:r><w:t>write</w:t></w:r></w:hyperlink>', " ", '<w:hyperlink r:id="bad"><w:r><w:t>run</w:t></w:r></w:hyperlink>')
    text = told_of(word(body, links={"mail": "mailto:a@example.org?subject=x", "bad": "javascript:alert(1)"})).text
    assert "[the page](https://example.org/x) [call](#whom-to-call)" in text
    assert "[write](mailto:a@example.org) run\n" in text


def test_a_table_of_contents_goes_and_a_page_number_leaves_a_mark():
    """The page it names is another one in print."""
    contents = p(FIELD.format("TOC \\o", r("Rest 3"))) + p(f'<w:fldSimple w:instr=" TOC ">{r("Rest 4")}</w:fldSimple>')
    body = contents + p("Rest", style="H1") + p("See page ", FIELD.format("PAGEREF x", r("3")), ".") + p("toc", style="toc 1")
    found = told_of(word(body))
    assert "Rest 3" not in found.text and "Rest 4" not in found.text
    assert "See page \\[what stood here in the document: the number of a page\\]." in found.text
    assert "the table of contents was left out: the press makes its own" in found.lost


MERGED = (
    f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Both")}</w:tc><w:tc>{p("C")}</w:tc></w:tr>'
    f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Adults")}</w:tc><w:tc>{p("1")}</w:tc><w:tc>{p("2", numbered=(2, 0))}</w:tc></w:tr>'
    f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p("")}</w:tc><w:tc>{p("3")}{p("4")}</w:tc><w:tc>{p("")}</w:tc></w:tr></w:tbl>'
)


def test_merged_cells_are_told_and_their_words_stand_wherever_they_did():
    """A dose below an empty head is the dose of nobody."""
    found = told_of(word(p("Doses", style="H1") + MERGED))
    assert "| Both | Both | C |\n|---|---|---|\n| Adults | 1 | &#8226; 2 |\n| Adults | 3 <br> 4 |  |" in found.text
    headless = told_of(word(p("Doses", style="H1") + f'<w:tbl>{MERGED[MERGED.index("</w:tr>") + 7:]}')).text
    assert "|  |  |  |\n|---|---|---|\n| Adults | 1 | &#8226; 2 |" in headless  # a head ends above the first row
    assert 'under "Doses", paragraph 1: 2 merged cells of a table' in found.lost


def test_a_form_of_merged_cells_is_read_cell_by_cell_and_headings_in_a_table_that_parts_the_page_are_headings():
    """Each cell stood in as many places as Word draws lines, "Drug | Drug | 5 mg", and of a form nobody could read the rows."""
    def table(*rows: str) -> str:
        cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>{}</w:tc>'
        lines = ([each.split("|") for each in row.split("//")] for row in rows)
        return f"<w:tbl>{''.join('<w:tr>' + ''.join(cell.format(*each) for each in line) + '</w:tr>' for line in lines)}</w:tbl>"

    form = table(f"4|{p('Name')}//8|{p('')}", f"3|{p('Born')}//3|{p('')}//3|{p('NHS number')}//3|{p('')}", f"2|{p('Signed')}//5|{p('')}//2|{p('Day')}//3|{p('')}")
    found = told_of(word(form))
    assert found.text.endswith("\n\nName ____\n\nBorn ____\n\nNHS number ____\n\nSigned ____\n\nDay ____\n") and "a form of merged cells" in found.lost
    ages = "//".join(f"1|{p(age)}" for age in ("Vaccine", "Birth", "1", "2", "4", "6"))
    plan = told_of(word(table(ages, f"1|{p('A')}//5|{p('once')}", f"1|{p('B')}//5|{p('twice')}", f"1|{p('C')}//5|{p('never')}"))).text
    assert "| Vaccine | Birth | 1 | 2 | 4 | 6 |\n|---|---|---|---|---|---|\n| A | once | once | once | once | once |" in plan
    assert "| Drug | Dose |\n|---|---|\n| A | 5 mg |\n" in told_of(word(table(f"2|{p('Drug')}//1|{p('Dose')}", f"2|{p('A')}//1|{p('5 mg')}"))).text
    parted = told_of(word(p("Knee", style="H1") + p("So.") + table(f"1|{p('Walk', style='H1')}{p('Slowly.')}//1|{p('Eat', style='H1')}{p('Soup.')}")))
    assert [*parted.files] == ["010-knee.md", "020-walk.md", "030-eat.md"] and "a frame around text was left out" in parted.lost


def test_a_head_of_two_rows_is_one():
    """ "Adults" and "Children" stood below the head as doses, and each dose below "Puffs" alone."""
    for down in (('<w:vMerge w:val="restart"/>', "<w:vMerge/>"), ("", "")):
        rows = [
            [(down[0], "Drug"), ('<w:gridSpan w:val="2"/>', "Puffs")], [(down[1], ""), ("", "Adults"), ("", "Children")],
            [("", "A"), ("", "2"), ("", "1")], [("", "B"), ("", ""), ("", "3")],
        ]  # fmt: skip
        lines = ["".join(f"<w:tc><w:tcPr>{kind}</w:tcPr>{p(words)}</w:tc>" for kind, words in row) for row in rows]
        found = told_of(word(p("Doses", style="H1") + f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"))
        assert "| Drug | Puffs: Adults | Puffs: Children |\n|---|---|---|\n| A | 2 | 1 |\n| B |  | 3 |" in found.text
    repeated = "".join(f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{''.join(f'<w:tc>{p(each)}</w:tc>' for each in row)}</w:tr>" for row in (("Age", "Dose"), ("years", "mg")))
    found = told_of(word(p("Doses", style="H1") + f"<w:tbl>{repeated}<w:tr><w:tc>{p('2')}</w:tc><w:tc>{p('5')}</w:tc></w:tr></w:tbl>"))
    assert "| Age: years | Dose: mg |\n|---|---|\n| 2 | 5 |\n" in found.text


@pytest.mark.parametrize(("rows", "made"), [
    ("Drug|Dose//Morning//A|5 mg//Evening//B|2 mg//With food", "Table: Morning\n\n| Drug | Dose |\n|---|---|\n| A | 5 mg |\n\nTable: Evening\n\n| Drug | Dose |\n|---|---|\n| B | 2 mg |\n\nWith food\n"),
    ("You//Name|____//Born|____//Your GP//Name|____", "Table: You\n\n|  |  |\n|---|---|\n| Name | ____ |\n| Born | ____ |\n\nTable: Your GP\n\n|  |  |\n|---|---|\n| Name | ____ |\n"),
    ("All doses//Drug|Dose//A|5 mg", "Table: All doses\n\n| Drug | Dose |\n|---|---|\n| A | 5 mg |\n"), ("Both//A|5 mg", "Table: Both\n\n|  |  |\n|---|---|\n| A | 5 mg |\n"),
])  # fmt: skip
def test_a_row_of_one_cell_stands_above_the_rows_that_it_is_about(rows, made):
    """"Morning" over a table of three columns was read out as the drug, its dose and when to take it: Morning, Morning, Morning."""
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'
    lines = [row.split("|") for row in rows.split("//")]
    cells = ["".join(f"<w:tc>{p(cell)}</w:tc>" for cell in line) if len(line) > 1 else wide.format(p(line[0])) for line in lines]
    found = told_of(word(p("Doses", style="H1") + "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in cells) + "</w:tbl>"))
    assert found.text.endswith(f"\n\n{made}")


def test_a_table_whose_first_row_has_a_number_to_ring_has_no_head():
    """The number of the ward stood before that of the doctor, as the head of its column."""
    cells = "".join(f"<w:tr><w:tc>{p(who)}</w:tc><w:tc>{p(number)}</w:tc></w:tr>" for who, number in (("Ward", "01632 960000"), ("Doctor", "(01632) 960-001")))
    found = told_of(word(p("Whom to call", style="H1") + f"<w:tbl>{cells}</w:tbl>"))
    assert "|  |  |\n|---|---|\n| Ward | 01632 960000 |\n| Doctor | (01632) 960-001 |" in found.text


@pytest.mark.parametrize("rows", [
    "Breakfast|Oats//Lunch|Soup", "*Fever*|38 °C//*Cough*|a week", "Day 1|Rest//Day 2|Walk", "Dose:|5 mg//Time:|8 am", "8 am|Rest//12:30|Walk", "Montag|Tee//Dienstag|Brot",
    "Weekdays|9 am to 5 pm//Holidays|10 am to 2.30 pm//Gate|Closed",
])  # fmt: skip
def test_a_table_whose_first_row_is_one_like_the_others_has_no_head(rows):
    """"Lunch" was read out as "Breakfast: Lunch", and "Cough" as a kind of fever."""
    lines = [row.split("|") for row in rows.split("//")]
    cells = "".join(f"<w:tr><w:tc>{p(r(a.strip('*'), '<w:b/>') if '*' in a else a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in lines)
    typed_rows = "\n".join(f"| {a.replace('*', '**')} | {b} |" for a, b in lines)
    assert f"|  |  |\n|---|---|\n{typed_rows}\n" in told_of(word(p("Doses", style="H1") + f"<w:tbl>{cells}</w:tbl>")).text
    with_head = f"<w:tr><w:tc>{p('When')}</w:tc><w:tc>{p('What')}</w:tc></w:tr>{cells}"
    assert "| When | What |\n|---|---|\n" in told_of(word(p("Doses", style="H1") + f"<w:tbl>{with_head}</w:tbl>")).text


@pytest.mark.parametrize("bold", ["<w:b/>", ""])
def test_amounts_that_are_set_apart_from_those_below_them_are_heads(bold):
    """The strengths of tablets, in bold or beside an empty corner, are no row of doses."""
    rows = ((r("Tablet" if bold else "", bold), r("5 mg", bold), r("10 mg", bold)), ("Most", "20 mg", "40 mg"))
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    assert "5 mg | 10 mg |\n|---|---|---|\n| Most |" in told_of(word(p("Doses", style="H1") + f"<w:tbl>{cells}</w:tbl>")).text.replace("**", "")


def test_a_row_that_begins_in_the_second_column_stays_there():
    """The dose of the evening stood below "Morning"; and how a word is read was lost."""
    cells = "".join(f"<w:tr>{free}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for free, row in (
        ("", ("Drug", "Morning", "Evening")), ("", ("A", "1", "2")), ('<w:trPr><w:gridBefore w:val="2"/></w:trPr>', ("5",)),
    ))  # fmt: skip
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    text = told_of(word(p("Doses", style="H1") + f"<w:tbl>{cells}</w:tbl>" + p(ruby))).text
    assert "| A | 1 | 2 |\n|  |  | 5 |\n\n漢 (kan)\n" in text


def drawing(inside: str, alt: str = "", uri: str = "picture") -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr descr="{alt}"/><a:graphic><a:graphicData uri="x/{uri}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def test_pictures_come_with_their_words_and_what_cannot_come_is_told_by_its_place():
    body = p("Rest", style="H1") + p(drawing('<a:blip r:embed="one"/>', "A bed, made, in a light room")) + p("Words.")
    body += p(drawing('<a:blip r:embed="two"/>', "A logo&#10;Description automatically generated")) + p("Figure 2. The house", style="C")
    body += p(drawing('<a:blip r:embed="emf"/>')) + p(drawing("", uri="chart")) + p(drawing("", uri="diagram"))
    media = {"one": picture("JPEG"), "two": picture("BMP"), "emf": b"\1\0\0\0" + bytes(60)}
    found = told_of(word(body, media=media))
    assert "![A bed, made, in a light room](<figures/one.jpg>)" in found.text
    assert "![](<figures/two.png>)\nFigure: The house" in found.text
    assert 'under "Rest", paragraph 3: Word guessed what a picture shows: "A logo"' in found.lost
    assert "a picture was left out: a picture of the kind EMF" in found.lost
    assert 'under "Rest", paragraph 6: a chart was left out' in found.lost
    assert "a drawing of boxes (SmartArt) was left out" in found.lost
    assert found.files["figures/two.png"].startswith(b"\x89PNG")


def test_a_bullet_that_says_no_is_kept():
    """Of "✗ Drive" below "After your operation" the words alone were left. A dot or a square only marks an item."""
    items = p("Drive", numbered=(5, 0)) + p(r("Fly", "<w:b/>"), numbered=(5, 0)) + p("alone", numbered=(5, 1))
    text = told_of(word(p("Words.") + items + p("✓ Walk") + p("✗ Swim") + p("□ I agree") + p("• Rest"))).text
    assert "- ✗ Drive\n- ✗ **Fly**\n  - alone\n\n✓ Walk\n\n✗ Swim\n\n□ I agree\n\n- Rest\n" in text


def test_a_line_across_the_page_is_a_rule():
    """As Word and Pandoc write it: "a drawn shape was left out, save it as a picture" was told of each."""
    found = told_of(word(p("Before.") + p('<w:r><w:pict><v:rect o:hr="t" o:hrstd="t"/></w:pict></w:r>') + p("After.")))
    assert "Before.\n\n***\n\nAfter.\n" in found.text and "shape" not in found.lost


def test_a_box_of_text_and_hidden_words():
    box = f'<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{p("Call 999.")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
    box += f'<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p("Call 999.")}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>'
    drawn = '<w:r><w:pict><v:shape><v:textpath string="Do not chew"/></v:shape></w:pict></w:r>'
    page = '<w:r><w:br w:type="page"/></w:r>'
    found = told_of(word(p("See us.", page, "Before.", f"<w:r>{box}</w:r>", r("secret", "<w:vanish/>")) + p(page) + p(drawn)))
    assert "See us.\nBefore.\n\nCall 999.\n\nDo not chew\n" in found.text
    assert (found.text.count("Call 999."), "secret" in found.text) == (1, False)
    assert "paragraph 1: a box of text stands below its paragraph now" in found.lost
    assert "hidden words were left out" in found.lost


def test_what_cannot_be_printed_leaves_a_mark_that_the_check_finds(tmp_path):
    """"Take x mg" without its x is another sentence."""
    simple = '<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="F023"/><w:sym w:font="Arial" w:char="2265"/><w:sym w:font="Symbol" w:char="F035"/></w:r>'
    for theme in ("", ' w:asciiTheme="minorHAnsi"'):
        signs += f'<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"{theme}/></w:rPr><w:t>≤m</w:t></w:r>'
    found = told_of(word(p("Area ", simple, ", half ", fraction, " and ", signs)))
    assert "Area x<sup>2</sup>, half \\[what stood here in the document: an equation\\]" in found.text
    assert "✓\\[what stood here in the document: a sign of the font Wingdings\\]≥5≤μ≤m" in found.text
    assert "an equation was left out" in found.lost


def test_a_document_without_headings_is_parted_by_its_bold_lines():
    bold = "<w:b/>"
    body = p(r("Sleep well", bold)) + p("Words.") + p(r("At night", bold)) + p("Dark.") + p("By day", style="Loud") + p("Light.")
    found = told_of(word(body))
    assert (found.title, sorted(found.files)) == ("Sleep well", ["010-sleep-well.md", "020-at-night.md", "030-by-day.md"])
    assert "2 short bold lines are headings now" in found.lost


@pytest.mark.parametrize(("name", "content", "code"), [
    ("old.doc", b"\xd0\xcf\x11\xe0", "unknown-document"), ("locked.docx", b"\xd0\xcf\x11\xe0", "bad-document"),
    ("cut.docx", word(p("x"))[:300], "bad-document"), ("none.docx", word(""), "empty-document"),
    ("sheet.docx", zipped({"xl/workbook.xml": "<x/>"}), "bad-document"),
    ("entity.docx", zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "bad-document"),
    ("deep.docx", zipped({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "bad-document"),
    ("bomb.docx", zipped({"word/document.xml": b"<a>" + b" " * 21_000_000 + b"</a>"}), "bad-document"),
    ("deep.html", b"<b>" * 5_000 + b"x", "bad-document"), ("empty.html", b"<p> ", "empty-document"), ("none.md", b"", "empty-document"),
    ("latin.md", b"caf\x81", "not-utf-8"), ("empty.txt", b"\r\n", "empty-document"),
])  # fmt: skip
def test_what_is_no_document_is_told_and_nothing_is_written(tmp_path, name, content, code):
    told = brought(tmp_path, name, content)
    assert (told.returncode, f": {code}: " in told.stderr) == (1, True), told.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(("name", "way"), [
    ("a.adoc", "with Asciidoctor, and import that .html"), ("a.rst", "make it Markdown, with Pandoc"),
    ("a.fodt", "save it as .odt"), ("a.xlsx", "paste them into a section"), ("a.PNG", "figures/ of the handout"), ("a.bib", "refs import"),
    ("a.xyz", "a document ends in .docx, "),
])  # fmt: skip
def test_who_has_another_kind_of_file_is_told_the_way(tmp_path, name, way):
    """Who has a text of AsciiDoc was told nothing but the endings that are read."""
    assert way in brought(tmp_path, name, b"Rest.").stderr


def test_a_picture_of_twenty_colours_of_ink_or_of_a_large_camera_can_be_printed():
    found = told_of(word(p(drawing('<a:blip r:embed="ink"/>')), media={"ink": picture("TIFF", mode="CMYK")}))
    with Image.open(io.BytesIO(found.files["figures/ink.png"])) as kept:
        assert kept.mode == "RGB"


def test_the_settings_say_what_the_document_says(tmp_path):
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-IE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    told = brought(tmp_path, "leaflet.docx", word(p('The "best" \\ sleep', style="T") + p("Words."), styles=f'{styles}<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'))
    assert told.returncode == 0
    settings_ = tomllib.loads((tmp_path / "made" / "booklet.toml").read_text("utf-8"))
    assert (settings_["title"], settings_["language"], settings_["name"]) == ('The "best" \\ sleep', "en-IE", "made")
    two = word(p("Your knee", style="T") + p("Before you come", style="T") + p("Eat", style="H1") + p("Soup."))
    assert "010-before-you-come.md" in told_of(word(p("Your knee", style="T") + p("Before you come", style="T"))).files
    brought(tmp_path / "b", "leaflet.docx", two)
    settings_ = tomllib.loads((tmp_path / "b" / "made" / "booklet.toml").read_text("utf-8"))
    assert (settings_["title"], settings_["subtitle"]) == ("Your knee", "Before you come")
    assert [file.name for file in (tmp_path / "b" / "made").glob("0*.md")] == ["010-eat.md"]


def test_a_hostile_document_is_read_or_refused():
    """Numbers that are none, styles based on themselves, a cell of a thousand columns, marks of fields that never began."""
    styles = '<w:style w:styleId="H1"><w:name w:val="x"/><w:basedOn w:val="H1"/></w:style>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("wide")}</w:tc>'
    body = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "kept", style="H1", more='<w:outlineLvl w:val="-1"/>')
    body += f'<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}<w:tc>{p("b")}</w:tc></w:tr></w:tbl>' + p("x", numbered=(99, 99)) + p("y", numbered=(1, 9))
    assert "kept" in said(word(body, styles=styles))[0]
    with pytest.raises(Unreadable):
        read_word(b"PK\3\4", "x", Choices())


def test_a_survey_of_qualtrics_with_a_body_for_each_question(tmp_path):
    """Nothing in it could be printed, it was said. An italic letter of an equation is one that no face has."""
    equation = "<w:p><m:oMath><m:r><m:t>\U0001d45d&lt;0.05</m:t></m:r></m:oMath></w:p>"
    text, _ = made_of(tmp_path, "leaflet.docx", word(f"</w:body><w:body>{p(r('Your age?'))}</w:body><w:body>{equation}"))
    assert "Your age?\n\np<0.05\n" in text


def test_fields_without_words_come_along_or_leave_a_mark():
    """The tick of a form, the choice of a dose and the half of a tablet were gone without a word."""
    def form(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    ticked, empty = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    chosen = form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="5 mg"/><w:listEntry w:val="10 mg"/></w:ddList>')
    page = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    bare = FIELD.replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")
    sign, asks = bare.format('SYMBOL 179 \\f "Symbol" \\s 11', ""), bare.format("MACROBUTTON NoMacro [Click here]", "")
    found = told_of(word(p(ticked, " fit ", empty, " ill ", chosen, " or ", FIELD.format("EQ \\f(1,2)", ""), " tablet of ", page) + p(sign, " 5 for ", asks, " days")))
    assert "\n\n≥ 5 for ____ days\n" in found.text and "a field to fill in: [Click here]" in found.lost
    assert "☑ fit ☐ ill 10 mg or \\[what stood here in the document: an equation\\] tablet of \\[what stood here in the document: the number of a page\\]" in found.text


def test_a_title_of_word_keeps_what_its_looks_say():
    """10 and a raised 9 was a count of 109, and a dose that somebody had struck was the title."""
    body = p(r("PSA 10"), r("9", LOOKS["sup"]), r("/L"), style="H1") + p("So.")
    told = told_of(word(body + p(r("Take 20 mg ", LOOKS["s"]), r("Take 10 mg"), style="H1") + p("So.")))
    assert [line for line in told.text.split("\n") if line.startswith("title")] == ['title: "PSA 10⁹/L"', 'title: "Take 10 mg"']
    assert 'left out of a title: "Take 20 mg"' in told.lost


def test_a_document_that_holds_but_another_one_is_refused_with_what_to_do(tmp_path):
    """Who had put two leaflets into one was asked whether it is the file that they mean."""
    told = brought(tmp_path, "leaflet.docx", word('<w:altChunk r:id="other"/>'))
    assert told.returncode == 1 and "hint: a document inside this one was left out: import it by itself" in told.stderr


def test_a_number_with_nothing_behind_it_is_counted():
    """Word shows 1. Wash, 2., 3. Dry, and step 3 was step 2; a form of empty numbers was nothing at all."""
    first = p("Head", style="H1") + p("First.")
    steps = "".join(p(words, numbered=(1, 0)) for words in ("Wash", "", "Dry"))
    assert "\n\n1. Wash\n3. Dry\n" in told_of(word(first + steps)).text
    told = told_of(word(first + p("", numbered=(1, 0)) * 2))
    assert "\n\n1. ____\n2. ____\n" in told.text and "places to write" in told.lost


@pytest.mark.parametrize("name", ["CON", "nul", "Com1"])
def test_no_folder_handout_or_picture_is_called_as_windows_calls_a_device(name):
    assert plain_name(name) == f"{name.lower()}-1"
