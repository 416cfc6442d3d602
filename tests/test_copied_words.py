"""What is copied in Word, in a browser or in a spreadsheet stands in a section with its headings, lists and tables."""
import pytest

from booklet.imports.html.copied_words import copied_words
from tests.documents import made_of


def of_word(level: int, sign: str, words: str) -> str:
    """An item of a list as Word hands it over, and saves it: a paragraph that has its sign in front."""
    shown = f"<![if !supportLists]><span><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
    return f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>{shown}{words}<o:p></o:p></p>\n"


def filtered(margin: str, sign: str, words: str) -> str:
    """The same as Word saves it as a page, filtered."""
    return f"<p class=MsoNormal style='margin-left:{margin};text-indent:\n-18.0pt'><span style='font-family:Symbol'>{sign}<span\nstyle='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;\n</span></span>{words}</p>\n"


NOTE = (
    "<p class=MsoNormal>It is rare.<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>"
    "<![if !supportFootnotes]><span>[1]</span><![endif]></span></a></p><div style='mso-element:footnote-list'><hr align=left size=1 width=\"33%\">"
    "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\" title=\"\">"
    "<span class=MsoFootnoteReference><![if !supportFootnotes]><span>[1]</span><![endif]></span></a> In 1 of 1,000 people.</p></div></div>"
)
COMMENT = (
    "<p class=MsoNormal>It is rare<span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id=\"_anchor_1\" "
    "href=\"#_msocom_1\" name=\"_msoanchor_1\">[AL1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span>.</p>"
    "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width=\"33%\"><![endif]><div style='mso-element:comment'>"
    "<![if !supportAnnotations]><div id=\"_com_1\" class=msocomtxt><![endif]><span style='mso-comment-author:\"A. Lee\"'><![if !supportAnnotations]><a name=\"_msocom_1\"></a>"
    "<![endif]></span><p class=MsoCommentText><span class=MsoCommentReference><span style='mso-special-character:comment'>&nbsp;</span><![if !supportAnnotations]>"
    "<a class=msocomoff href=\"#_msoanchor_1\">[AL1]</a><![endif]></span>Is it so?</p><![if !supportAnnotations]></div><![endif]></div></div>"
)


def online(level: int, list_: str, words: str) -> str:
    """An item as Word hands it over in a browser."""
    tag = list_.split(maxsplit=1)[0]
    return f'<div class="ListContainerWrapper"><{list_}><li data-aria-level="{level}"><p>{words}</p></li></{tag}></div>'


STEPS = [of_word(1, "1.", "Sit <b>up</b>"), of_word(2, "·", "straight"), of_word(2, "o", "at ease"), of_word(1, "2.", "Breathe out"), "<p>Wait.</p>", of_word(1, "3.", "Breathe in")]


@pytest.mark.parametrize(("copied", "typed"), [
    ("<h1>Your hip</h1><h3>At home</h3><p>Walk <i>daily</i>.</p>", "## Your hip\n\n### At home\n\nWalk *daily*."),
    (COMMENT, "It is rare<!-- said by somebody: Is it so? -->."),  # it was printed, as a paragraph at the end
    ("<p>Rare<a class=msocomanchor href='#_msocom_1' name='_msoanchor_1'>[AL1]</a>.</p><p>So.</p>", "Rare.\n\nSo."),
    ("".join(STEPS), "1. Sit **up**\n   - straight\n   - at ease\n2. Breathe out\n\nWait.\n\n3. Breathe in"),
    ("<p class=MsoTitle>Your hip</p><p class=MsoSubtitle>At home</p><h1>Walk</h1>", "## Your hip\n\nAt home\n\n## Walk"),
    (filtered("36.0pt", "·", "Rest") + filtered("1.0in", "o", "often") + filtered("1.0in", "o", "well") + filtered("1.27cm", "·", "Eat"), "- Rest\n  - often\n  - well\n- Eat"),
    (of_word(1, "1.", "one") + of_word(1, "1.", "of another"), "1. one\n\n1) of another"),
    (of_word(1, "c)", "see") + of_word(1, "d)", "hear"), "3. see\n4. hear"),
    (of_word(1, "<span style='font-family:Wingdings'>û</span>", "Drive") + of_word(1, "✓", "Walk"), "- ✗ Drive\n- ✓ Walk"),
    (of_word(1, "1.1", "Before") + of_word(1, "1.2", "After"), "1.1\u00a0\u00a0 Before\n\n1.2\u00a0\u00a0 After"),
    (NOTE, "It is rare.[^1]\n\n[^1]: In 1 of 1,000 people."),
    (NOTE.partition("<div")[0].replace("ftn", "edn").replace("[1]", "[ii]"), "It is rare.<!-- a note was called here: [ii] -->"),  # it was printed
    ("<p>Rest.<sup><a href='https://example.org/rest#note-5'>[5]</a></sup> <b>So.</b></p>", "Rest.<!-- a note was called here: [5] --> **So.**"),
    ("<p>Up to <a href='#A'>A</a>, <a href='#x'>12 days</a>, <b>at ease</b></p>", "Up to A, 12 days, **at ease**"),
    ("<table><tr><td>Time</td><td>Dose</td></tr><tr><td>08:00</td><td>&lt; 5 mg</td></tr></table>", "| Time | Dose |\n|---|---|\n| 08:00 | < 5 mg |"),
    ("<p>H<sub>2</sub>O, at <a href='https://example.org/'>ours</a>, <a href='#x'>below</a></p>", "H<sub>2</sub>O, at [ours](https://example.org/), below"),
    ("<div style='white-space: pre-wrap'>Rest.\nThen <b>walk</b>\n</div><p>Sleep\nwell</p>", "Rest.\\\nThen **walk**\n\nSleep well"),
    (online(1, "ol", "Sit") + online(2, "ul", "up") + online(2, "ul", "at ease") + online(1, 'ol start="2"', "Rest") + "<p>Wait.</p>" + online(2, "ul", "Walk") + online(2, "ul", "Eat") + "well",
     "1. Sit\n   - up\n   - at ease\n2. Rest\n\nWait.\n\n- Walk\n\n* Eat\n\nwell"),
    ("<p>5 * 3 and <b>[bold]</b></p>", "5 \\* 3 and **\\[bold\\]**"),
])  # fmt: skip
def test_looks_are_marks(copied, typed):
    assert copied_words(copied.encode()).text == typed


@pytest.mark.parametrize("copied", ["<meta charset='utf-8'><span style='color:red'>**a**<br>b</span>", "<pre># a\n- b</pre>", "<table><tr><td>5 mg</td></tr></table>", ""])
def test_words_without_looks_are_left_as_they_are(copied):
    """Markdown that is copied as such stays Markdown."""
    assert copied_words(copied.encode()) is None


def test_a_word_goes_among_others_and_a_picture_leaves_a_remark():
    assert not copied_words(b"<b>two</b> puffs").is_blocks
    found = copied_words(b"<p>Look: <img alt='An inhaler' src='data:image/png;base64,aGVsbG8='></p>")
    assert found.is_blocks and found.text == "Look:\n\n<!-- a picture stood here: An inhaler -->"
    assert [each.hint for each in found.lost] == ["drop its file here"]
    found = copied_words(b"<p><img alt='An inhaler' src='https://example.org/inhaler.png'></p>")
    assert found.text == "<!-- a picture stood here: An inhaler -->" and len(found.lost) == 1


def test_a_page_that_word_has_saved_keeps_its_lists_and_notes(tmp_path):
    """Its items were paragraphs with a dot; the sentence was the note, and the note stood in its place."""
    text, told = made_of(tmp_path, "leaflet.htm", f"<html><body><p class=MsoTitle>Your lungs</p><p class=MsoSubtitle>For all</p><h1>Breath</h1>{''.join(STEPS)}{NOTE}</body></html>".encode())
    assert '"Your lungs", 1 section' in told
    assert 'subtitle = "For all"' in (tmp_path / "made" / "booklet.toml").read_text("utf-8")
    assert "1. Sit **up**\n   - straight\n   - at ease\n2. Breathe out\n\nWait.\n\n3. Breathe in\n\nIt is rare.[^1]\n\n[^1]: In 1 of 1,000 people.\n" in text
