"""A page of a browser is brought in, as it stood, or it is told."""
import base64
import re
import shutil

import pytest

from booklet.imports.html.read import read_html
from booklet.imports.package import Unreadable
from booklet.pipeline import read_manuscript
from tests.commands import typed
from tests.documents import brought, made_of, written, zipped
from tests.reader import page_of
from tests.test_import import picture
from tests.test_import_libreoffice import ODF


@pytest.mark.parametrize(("typed_as", "box"), [
    ('<div class="alert alert-danger"><h4 class="alert-heading">Do not drive</h4><p>For 24 hours.</p><ul><li>A</li></ul></div>',
     "::: safety Do not drive\nFor 24 hours.\n\n- A\n:::"),
    ('<div class="nhsuk-care-card nhsuk-care-card--immediate"><h3 class="nhsuk-care-card__heading"><span>Now: </span>Call 999 if:</h3><div>It hurts</div></div>',
     "::: emergency Now: Call 999 if:\nIt hurts\n:::"),
    ('<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot.</p></div>', "::: safety\nHot.\n:::"),
    ('<aside class="note">So.</aside>', "::: note\nSo.\n:::"),
    ('<ul><li>A<div class="alert alert-danger"><b class="alert-title">Not B</b><p>C</p></div></li></ul>', "- A\n\n  **Not B**\n\n  C"),
    ('<div class="panel panel-default"><p>A</p></div><div class="alert alert-info"></div>', "A\n"),
])  # fmt: skip
def test_boxes_of_pages_are_boxes(tmp_path, typed_as, box):
    """Hospitals mark by them what is dangerous; their words stood there as any others, and nobody was told."""
    text, _ = made_of(tmp_path, "page.html", f"<html><body><h1>Knee</h1><p>So.</p>{typed_as}</body></html>")
    assert text.rpartition("So.\n\n")[2].startswith(box)


def test_a_part_of_a_page_is_no_box(tmp_path):
    told = brought(tmp_path, "page.html", "<html><body><div class='note'><h2>A</h2><p>B</p><h2>C</h2><p>D</p></div></body></html>")
    assert told.returncode == 0 and ":::" not in "".join(file.read_text("utf-8") for file in (tmp_path / "made").glob("0*.md"))


PAGE = """<html lang="en-GB"><head><title>Rest</title><style>.c1{font-weight:700}.c2{display:none}</style></head><body>
<nav>Menu</nav><main><h1>Rest</h1><p>Take <span class="c1">no</span> <span style="font-style:italic">aspirin</span>,
2&nbsp;*&nbsp;x &lt;b&gt; <a href="https://www.google.com/url?q=https://example.org/x&amp;sa=1">here</a>.<span class="c2">secret</span></p>
<h2 id="when">When</h2><ol start="4"><li>Eat<ul><li>Soup</li></ul></li><li><p>Rest</p></li></ol>
<figure><img src="bed.png" alt="A bed in a room"><figcaption>Figure 1: The bed</figcaption></figure>
<img src="data:image/png;base64,DATA" alt="A dot"><p>Fig. 7. One dot</p><img src="../../etc/passwd" alt="x"><img src="https://example.org/a.png">
<table><caption>Table 2. Doses</caption><tr><th>a<th>b</tr><tr><td rowspan="x">1<td>2<br>3</tr></table><script>alert(1)</script>
<h2>How</h2><p>See <a href="#when">above</a> or <a href="javascript:x">this</a>, and Figure 7.</p></main><footer>Foot</footer></body></html>"""


def test_a_page_of_a_browser(tmp_path):
    (tmp_path / "bed.png").write_bytes(picture())
    text, told = made_of(tmp_path, "page.html", PAGE.replace("DATA", base64.b64encode(picture()).decode()))
    assert "Take **no** *aspirin*, 2\u00a0\\*\u00a0x &lt;b> [here](https://example.org/x)." in text
    assert "4. Eat\n   - Soup\n5. Rest\n\n![A bed in a room](<figures/bed.png>)\nFigure: The bed\n\n![A dot](<figures/picture-2.png>)\nFigure: One dot\n" in text
    assert "Table 2: Doses\n\n| a | b |\n|---|---|\n| 1 | 2 <br> 3 |" in text
    assert "See [above](#when) or this, and [](#picture-2)." in text
    assert not any(words in text for words in ("secret", "alert", "Menu", "Foot", "passwd"))
    assert "../../etc/passwd does not lie beside the page" in told
    assert "what stands around the main part of the page was left out" in told


def test_a_logo_that_is_not_there_is_told_once(tmp_path):
    """Of slides it was told on each, and what else was lost stood among them."""
    told = brought(tmp_path, "page.html", "".join(f"<h2>{name}</h2><p>So.</p><img src='logo.png'><img src='{name}.png'>" for name in ("One", "Two")))
    assert told.stdout.count("logo.png does not lie") == 1 == told.stdout.count("Two.png does not lie")


def test_a_line_that_is_drawn_on_a_page_is_a_place_to_write(tmp_path):
    blanks, style = "&#160;" * 9, '<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>'
    told = brought(tmp_path, "page.html", f"<h1>Form</h1><p>Name: <u>{blanks}</u> on ........ <u> </u> so.... </p>")
    assert told.returncode == 0 and "Name: _________ on ........ so...." in written(tmp_path / "made"), told.stderr
    body = '<text:p>Name:<text:span text:style-name="U"><text:tab/><text:s text:c="9"/></text:span></text:p>'
    content = f"<office:document-content {ODF}><office:automatic-styles>{style}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    (tmp_path / "other").mkdir()
    told = brought(tmp_path / "other", "form.odt", zipped({"content.xml": content}))
    assert told.returncode == 0 and f"Name: {'_' * 17}" in written(tmp_path / "other" / "made"), told.stderr


# How pages of hospitals hold text: one form around all of it, words beside the items of a list, numbers that jump.
SHEET = """<form><h1>Heparin</h1><ul>From home: 5 mg<li>one</li><p>two</p></ul><ol start="3"><li>wash<li value="7">dry<li>dress</ol>
<ol reversed><li>stop<li>rest</ol><p>Name <input> <input type="radio" checked> yes <select><option>5 mg<option>10 mg</select></p>
<p>A <dfn><math><msup><mn>10</mn><mn>9</mn></msup></math></dfn>/L, <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablet.</p>
<svg><title>Menu</title></svg><button>Share</button><h3><button>Doses</button></h3><p>Potassium 3.5<x<5.0 is fine. ≥ 5 µg.</p><pre>5 mg<br>10 mg</pre><h2><div>Part 2</div><div>Home</div></h2>
<h3><button aria-controls="p1">When</button></h3><div id="p1" hidden>Fever.</div><p hidden>Not so.</p><p>Rest.</p><ul class="to-do"><li><div class="checkbox checkbox-on"></div> <span>Heels</span></ul> <ul class="to-do"><li>So</ul>
<ol class="n"><li>A</ol><ol class="n" start="2"><li>B</ol></form>
<style>.s{font-family:"Symbol"} .t{font-family:Arial}</style><p><font face="Symbol">&#xf0a3;</font> 5 <span style="font-family:Symbol">m<span style='font:7pt "Arial"'>g</span></span> or 10 <span class="s">m<span class="t">g</span></span> <span style="FONT-FAMILY:Wingdings">ü</span>
<p><ruby>薬<rt>くすり</rt></ruby>を<ruby>飲<rp>(</rp><rt>の</rt><rp>)</rp></ruby>む
<table><tfoot><tr><td>Sum<td>7 mg</tfoot><thead><tr><th>Day<th>Dose</thead><tbody><tr><td>1<td>7 mg</table>"""


def test_no_word_and_no_number_of_a_page_is_lost(tmp_path):
    """A dose beside a list was left out in silence; 10 to the power of 9 was 109; step 7 was step 4."""
    text, told = made_of(tmp_path, "page.html", f"<title>Heparin</title>{SHEET}")
    assert "From home: 5 mg\n\n- one\n\n  two\n\n3. wash\n\n7) dry\n8) dress\n\n2. stop\n\n1) rest\n\nName ____ ☑ yes ____\n" in text
    assert "A 10<sup>9</sup>/L, \\[what stood here in the document: a formula\\] tablet." in text
    assert "Potassium 3.5&lt;x<5.0 is fine. ≥ 5 µg.\n\n```\n5 mg\n10 mg\n```" in text
    assert "Menu" not in text and "Share" not in text and "## Doses" in text and 'title: "Part 2 Home"' in text
    assert "## When\n\nFever.\n\nRest." in text and "words that the page hides were left out: Not so." in told
    table = "| Day | Dose |\n|---|---|\n| 1 | 7 mg |\n| Sum | 7 mg |\n"
    assert text.endswith(f"Rest.\n\n- ☑ Heels\n- So\n\n1. A\n2. B\n\n≤ 5 μg or 10 μg ✓\n\n薬 (くすり)を飲 (の)む\n\n{table}")
    assert all(words in told for words in ("a list to choose from: 5 mg, 10 mg", "a formula was left out", "a button was left out: Share"))


# As LibreOffice, Google Docs, Pandoc and Word write a note.
CALLED = """<h1>Rest</h1><p>One<a class="sdfootnoteanc" name="sd1anc" href="#sd1sym"><sup>1</sup></a> two<sup><a href="#ftnt1"
id="ftnt_ref1">[1]</a></sup> three<a href="#fn1" id="fnref1"><sup>1</sup></a> four<a href="#_ftn1" name="_ftnref1">[1]</a>, and
<a href="#how">2</a>.</p><h2 id="how">How</h2><p>On.</p><hr><div id="sd1"><p><a name="sd1sym" href="#sd1anc">1</a>Office.</p><p>More.
</p></div><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> <i>Docs</i>.</p></div><section><hr/><ol><li id="fn1"><p>Pandoc.<a
href="#fnref1">↩</a></p></li></ol></section><div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Word.</p></div>"""


def test_notes_of_a_page_are_notes(tmp_path):
    """A mark that led to another section, and the words of the note below a rule at the very end."""
    text, _ = made_of(tmp_path, "notes.html", f"<html><head><title>Rest</title></head><body>{CALLED}</body></html>")
    assert "One[^1] two[^2] three[^3] four[^4], and [2](#how)." in text
    assert "[^1]: Office.\n\n    More.\n\n[^2]: *Docs*.\n\n[^3]: Pandoc.\n\n[^4]: Word.\n" in text
    assert text.endswith("On.\n")


def test_a_note_that_is_called_twice_is_one_note(tmp_path):
    """As Wikipedia writes them, with a way back for each call: the import ended in a fault."""
    call = '<sup id="r{0}"><a href="#n{1}">[{1}]</a></sup>'
    notes = '<li id="n1"><span>^ <a href="#ra"><sup><i>a</i></sup></a> <a href="#rb"><sup><i>b</i></sup></a></span> <span>Lee 2020.</span></li><li id="n2"><b><a href="#rc">^</a></b> Ray 2021.</li>'
    text, _ = made_of(tmp_path, "page.html", f"<h1>Hands</h1><p>One.{call.format('a', 1)} Two.{call.format('b', 1)} Three.{call.format('c', 2)}</p><ol>{notes}</ol>")
    assert text.endswith("One.[^1] Two.[^1] Three.[^2]\n\n[^1]: Lee 2020.\n\n[^2]: Ray 2021.\n")


@pytest.mark.parametrize("note", [
    '<table id="n1"><tr><td><a href="#r1">[1]</a><td>Ask.</table>',
    '<aside id="n1"><span><span>[</span><a href="#r1">1</a><span>]</span></span> <p>Ask.</p></aside>',
])  # fmt: skip
def test_a_note_holds_no_part_of_the_page(tmp_path, note):
    """All of the section that its words stand in was the note: nobody read there when to call."""
    page = f'<h1>Rest</h1><div><h2>Doses</h2><p>Two.<a href="#n1" id="r1">[1]</a></p></div><div><h2>Call</h2><p>If it hurts.</p>{note}<p>Or bleeds.</p></div>'
    text, _ = made_of(tmp_path, "page.html", page)
    assert "Two.[^1]\n\n[^1]: Ask.\n" in text and text.endswith("If it hurts.\n\nOr bleeds.\n")


def test_notes_of_asciidoctor_and_org_leave_no_brackets_and_no_heading(tmp_path):
    """The second call led nowhere, "[1]" was "[[1]]", and a last section had the title "Footnotes" and nothing else."""
    call = '<sup>[<a href="#n1"{}>1</a>]</sup>'
    page = f'<h1>Rest</h1><div id="toc"><h2>Contents</h2><a href="#c">Call</a></div><p>Not <span class="line-through">9 mg</span>.{call.format(" id=r1")} Or{call.format("")}.</p><div><h2>Footnotes</h2><div id="n1"><a href="#r1">1</a>. Ask.</div></div>'
    text, _ = made_of(tmp_path, "page.html", page)
    assert text.endswith("---\n\nNot ~~9 mg~~.[^1] Or[^1].\n\n[^1]: Ask.\n")


def test_words_that_a_page_shows_on_a_line_of_their_own_stand_on_one(tmp_path):
    """They ran into the words behind them: "Find itThe contents"."""
    page = '<style>.own{display:block}</style><h1><span class="own">Part 1</span>Hands</h1><ul><li><b style="display: block">Find it</b>The list leads there.</li></ul><p><span class="own">Name</span>Lee</p>'
    text, _ = made_of(tmp_path, "page.html", page)
    assert text == '---\ntitle: "Part 1 Hands"\n---\n\n- **Find it**\n\n  The list leads there.\n\nName\n\nLee\n'


# A whole part of a page that is struck or bold, as editors of websites write it.
STYLED = """<title>Doses</title><style>.old td, .gone li { text-decoration: line-through } li.on { text-decoration-line: none !important } .t thead .sub { display: block }
.card strong { display: block } .two { display: flex } a:hover { display: block } .x em { display: block } .x em.in { display: inline }</style>
<header><nav>Menu</nav><h1>Your doses</h1><p>Call 999 if you cannot breathe or are very drowsy.</p></header><main><h2>Doses</h2>
<table class="t"><thead><tr><th>3HP<span class="sub">weekly</span></th><th>4R</th></tr></thead><tr><td>12</td><td>120</td></tr></table>
<div class="card"><strong>5 mg</strong>per day</div><div class="flex end"><span>Noon</span><span>5 mg</span></div><div class="two"><b>Night</b><b>10 mg</b></div>
<ul class="gone"><li>Take 9 mg</li><li class="on">Take 3 mg</li></ul><p class="x">A<em class="in">b</em>c<a href="https://a.example/">d</a></p>
<table class="old"><tr><th>a</th><th>b</th><th>c</th></tr><tr><td>7 mg</td><td>8 mg</td><td style="text-decoration: none">6 mg</td></tr></table>
<table><thead><tr><th></th><th colspan=2>Dose</th></tr><tr><th>Drug</th><th>am</th><th>pm</th></tr></thead><tr><th colspan=3>For pain</th></tr><tr style="text-decoration:line-through"><td>A</td><td>1</td><td>2</td></tr><tr><th colspan=3>For sleep</th></tr><tr><td>B</td><td>3</td><td>4</td></tr></table>
<button><b>Fever.</b> Ring us if you are hot for more than a day, or shiver, or feel very ill.</button><button>Print</button></main><footer>Us</footer>"""


def test_styles_of_a_place_and_a_head_with_text_are_read(tmp_path):
    """Doses that were struck by the styles of their table printed as if they held, "5 mgper day" and "Noon5 mg" as one word; and
    when to call 999 stood in the head of the page, which was left out.
    """
    text, told = made_of(tmp_path, "doses.html", STYLED)
    assert "a button was left out: Print" in told
    assert "Call 999 if you cannot breathe or are very drowsy.\n" in text and "Menu" not in text
    assert "| 3HP <br> weekly | 4R |\n|---|---|\n| 12 | 120 |\n\n**5 mg**\n\nper day\n\nNoon 5 mg\n\n**Night** **10 mg**\n\n- ~~Take 9 mg~~\n- Take 3 mg\n" in text
    assert "Table: For pain\n\n| Drug | Dose: am | Dose: pm |\n|---|---|---|\n| ~~A~~ | ~~1~~ | ~~2~~ |\n\nTable: For sleep\n\n| Drug | Dose: am | Dose: pm |" in text
    assert "A<i>b</i>c[d](https://a.example/)\n" in text and "| ~~7 mg~~ | ~~8 mg~~ | 6 mg |\n" in text and "**Fever.** Ring us" in text


def test_a_formula_of_mathjax_is_told_and_its_letters_are_no_words(tmp_path):
    """A fraction was its letters in a row, "kgm"; and what MathJax had not set yet printed as it was typed, without a word."""
    math = "<math><mfrac><mi>kg</mi><mi>m</mi></mfrac></math>"
    set_ = f'<span class="MathJax"><span>kg</span><span>m</span><span class="MJX_Assistive_MathML">{math}</span></span>'
    text, told = made_of(tmp_path, "bmi.html", f"<h1>BMI</h1><p>It is {set_}, or \\(x^2\\).</p>")
    assert "a formula was left out" in told and "a formula prints as it was typed: \\(x^2\\)" in told
    assert "It is \\[what stood here in the document: a formula\\], or" in text


AROUND = """<h1>Rest</h1><p>So.</p><del><p>Take 5 mg.</p><h2>Doses</h2><ul><li>6 mg</li></ul><table><tr><th>a<th>b<tr><td>1<td>2</table></del>
<p style="text-decoration: line-through">7 mg</p><em><p>One.</p><p>Two.</p></em><strong><p>Mind <span style="font-weight: normal">this</span>.</p></strong>
<p style="font-weight: bold">Rest<a href="#n" id="m"><sup>1</sup></a></p><p>Eat.</p><div id="n"><p><a href="#m">1</a> Lee.</p></div>"""


def test_what_is_struck_or_bold_around_paragraphs_is_so_in_each(tmp_path):
    """Take 5 mg, which the page crosses out with all around it, was printed as advice."""
    text, _ = made_of(tmp_path, "page.html", f"<title>Rest</title>{AROUND}")
    for words in ("~~Take 5 mg.~~", "- ~~6 mg~~", "| ~~1~~ | ~~2~~ |", "~~7 mg~~", "*One.*\n\n*Two.*", "**Mind** this", "<b>Rest</b>[^1]\n\nEat.\n\n[^1]: Lee."):
        assert words in text


@pytest.mark.parametrize(("list_", "printed", "told"), [
    ('<ol style="list-style-type:none"><li>A<li>B</ol>', "- A\n- B", ""),
    ('<style>.n{list-style:none inside}</style><ol class="n"><li>A<li>B</ol>', "- A\n- B", ""),
    ('<style>.n{list-style:none}.n li::before{content:counter(n) "."}</style><ol class="n"><li>A<li>B</ol>', "1. A\n2. B", ""),
    ('<ol style="list-style: lower-alpha"><li>A<li>B</ol>', "a. A\nb. B", ""),
    ('<style>h2:before{content:counter(h)}.n{list-style:lower-alpha}</style><ol class=n><li>A<li>B</ol>', "a. A\nb. B", ""),
    ('<ol><li style="list-style-type:upper-roman">A<li>B</ol>', "I. A\nII. B", ""), ("<ol type=i><li><p>A<p>C<li>B</ol>", "i. A\n\n   C\n\nii. B", ""),
    ("<ol type=A start=' 3'><li>A<li>B</ol>", "3. A\n4. B", "printed as A. are 1."), ('<ol type="disc"><li>A<li>B</ol>', "- A\n- B", ""),
])  # fmt: skip
def test_a_list_has_the_numbers_that_its_page_shows(tmp_path, list_, printed, told):
    """Things to bring, which the page does not count, were steps 1 to 5; and "do step b" led to none."""
    text, said = made_of(tmp_path, "page.html", f"<h1>Rest</h1><p>So.</p>{list_}")
    assert text.endswith(f"So.\n\n{printed}\n") and told in said
    assert ("numbers printed" in said) == bool(told)


def test_numbers_that_styles_count_are_told(tmp_path):
    """ "Step 2", to which a text led, was nowhere, and nobody was told; nor was the "Never:" of a style by its place."""
    styles = '.s{list-style:none} .s li::before{content:"Step " counter(s) ":"} .day > p:before{content:"Day " counter(d)} .n li:before{content:counter(n)} .no p::before{content:"Never: "}'
    page = f'<style>{styles}</style><h1>Rest</h1><ol class="s"><li>Sit</ol><div class="day"><p>Walk.</p></div><ol class="n"><li>Eat</ol><div class="no"><p>drive.</p></div>'
    text, told = made_of(tmp_path, "page.html", page)
    assert "such as Step 1:, were left out" in told and "such as Day 1, were left out" in told and told.count("such as") == 2
    assert text.endswith("1. Sit\n\nWalk.\n\n1. Eat\n\nNever: drive.\n")


def test_lines_with_numbers_that_lead_to_themselves_are_kept(tmp_path):
    """Each number was taken for a mark of a note and left out; in a cell that, or a table without rows, ended the import."""
    rows = "".join(f'<p id="n{n}"><a href="#n{n}">{n}</a></p>' for n in (1, 2))
    heads = "<thead><tr><th>Age<th>Dose<tr><th>years<th>mg</thead><tr><td>2<td>5<tr><th>3<th><tr><td>4<td>7"
    text, _ = made_of(tmp_path, "page.html", f"<h1>Rest</h1><table></table><table><tr><td>{rows}<td>a<br>b</table><table>{heads}</table>")
    assert "[1](#rest)\n\n[2](#rest)\n\na" in text
    assert text.endswith("| Age: years | Dose: mg |\n|---|---|\n| 2 | 5 |\n| 3 |  |\n| 4 | 7 |\n")


# Ticks and crosses as websites draw them: by a font, by a drawing, by a picture; and a letter that is a picture.
ICONS = """<h1>Rest</h1><table><tr><th>Food<th>Safe<th>Ask<tr><td>Milk<td><i class="fa fa-check"></i><td><svg><use href="#i-cross"/></svg>
<tr><td>Wine<td><span class="icon-cross"></span><td><i class="fa fa-x" aria-label="No"></i><tr><td>Tea<td><span class="material-icons">check_circle</span><td><i class="fa fa-glass"></i>
<tr><td>Pill<td><img src="img/tick.png" alt=""><td><img src="bed.png" alt="A blue pill"></table>
<ul><li><i class="fa fa-times" aria-hidden="true"></i> Wine<li><i class="material-icons">close</i> Beer</ul>
<p>Call <i class="fas fa-phone"></i> 999. Take <b>2<img src="half.png" alt="½"> now</b>, <img src="s.png" class="emoji" alt="well"> if &lt;38.
<a href="https://example.org"><i class="fa fa-link"></i>Site</a> <svg><title>Menu</title></svg></p>"""


def test_icons_and_pictures_of_letters_are_words_or_are_told(tmp_path):
    """Of a table that says by ticks what is safe to eat only empty cells were left; and a dose of 2½ was two paragraphs."""
    (tmp_path / "bed.png").write_bytes(picture())
    text, told = made_of(tmp_path, "page.html", ICONS)
    gone = "\\[what stood here in the document: an icon (fa fa-glass)\\]"
    assert f"| Milk | ✓ | ✗ |\n| Wine | ✗ | No |\n| Tea | ✓ | {gone} |\n| Pill | ✓ | ![A blue pill](<figures/bed.png>) |\n" in text
    assert "- ✗ Wine\n- ✗ Beer\n" in text and "Take **2½ now**, well if <38." in text
    assert "[Site](https://example.org)" in text and "Menu" not in text
    assert "an icon was left out: fas fa-phone" in told and "fa-link" not in told


# Questions that open their answers, as websites have them, and what opens no answer.
QUESTIONS = """<header><button aria-expanded=false aria-controls=m>Menu</button><ul id=m hidden><li>Home</ul></header><h1>Rest</h1><p>So.</p>
<div><button aria-expanded=false>Open all</button></div><div><button aria-expanded="false">Can I eat?</button><div style="display:none">Not before.</div></div>
<div><button class="faq-question"><span>Can I drink?</span></button></div><div hidden><p>Sips.</p></div>
<div><button data-bs-target="#c" aria-expanded=true>Can I drive?</button></div><div id=c class=collapse>No.</div>
<button aria-expanded=false aria-controls=s>Share</button><div id=s role=menu>Post</div><button aria-expanded=false>More</button>"""


def test_what_stands_on_a_button_that_opens_an_answer_is_its_question(tmp_path):
    """Of "Can I drive? No." only the answer was left."""
    text, told = made_of(tmp_path, "page.html", QUESTIONS)
    asked = "**Can I eat?**\n\nNot before.\n\n**Can I drink?**\n\nSips.\n\n**Can I drive?**\n\nNo.\n\nPost\n"
    assert text.endswith(f"So.\n\n{asked}")
    assert all(f"a button was left out: {words}" in told for words in ("Menu", "Open all", "Share", "More"))


TITLED = """<html lang="en"><body><h1>My handout</h1><h2>Your PSA 10<sup>9</sup>/L and H<sub>2</sub>O</h2><p>So.</p>
<h2><del>Take 20 mg</del> Take 10 mg</h2><h3><s>Old</s> New</h3><p>So.</p>
<ol><li></li><li> </li></ol><div class="alert alert-warning"><h3>If 10<sup>9</sup></h3><p>Call.</p></div>
<h2><a href="https://example.org/t">Where</a> to <a href="#call">call</a></h2><p>So.</p></body></html>"""


def test_a_title_keeps_what_its_marks_say(tmp_path):
    """A count of 10 to the ninth was 109, and a dose that was struck read as if it held."""
    text, told = made_of(tmp_path, "page.html", TITLED)
    assert [line for line in text.split("\n") if line.startswith(("title", "##"))] == [
        'title: "Your PSA 10⁹/L and H₂O"', 'title: "Take 10 mg"', "## ~~Old~~ New", 'title: "Where to call"',
    ]  # fmt: skip
    assert 'left out of a title: "Take 20 mg"' in told and "a title leads nowhere now: https://example.org/t" in told
    assert "#call" not in told
    assert "1. ____\n2. ____\n\n::: safety If 10⁹\nCall.\n:::" in text


def test_a_link_around_blocks_is_on_their_words(tmp_path):
    """The card of a page led to the clinic; its words alone came along, and nobody was told."""
    page = (
        '<html lang="en"><body><h1>Rest</h1><a href="https://a.example/"><div><h2>Ward</h2><p>Ring <b>us</b>.</p></div></a>'
        '<ul><li><a href="https://b.example/"><p>An item</p></a></li></ul>'
        f'<a href="https://c.example/"><img alt="A bed" src="data:image/png;base64,{base64.b64encode(picture()).decode()}"></a></body></html>'
    )
    text, told = made_of(tmp_path, "page.html", page)
    assert "[Ring **us**.](https://a.example/)\n\n- [An item](https://b.example/)\n\n![A bed]" in text
    assert "a title leads nowhere now: https://a.example/" in told
    assert "a picture leads nowhere now: https://c.example/" in told


def test_a_picture_on_a_button_is_a_picture(tmp_path):
    """A button that enlarges it took it out, and nobody was told."""
    (tmp_path / "bed.png").write_bytes(picture())
    text, _ = made_of(tmp_path, "page.html", "<h1>Rest</h1><p>So.</p><figure><button aria-label=Enlarge><img src=bed.png alt='A bed'></button></figure>")
    assert text.endswith("So.\n\n![A bed](<figures/bed.png>)\n")


@pytest.mark.parametrize("around", ["<main>{}</main>", "<main><article>{}</article></main>", "<div role=main><main>{}</main></div>", "<article>{}</article>"])
def test_what_stands_around_the_main_part_of_a_page_is_no_text(tmp_path, around):
    """A page of WordPress has an article in its main part: its banner, its menu and "Recent posts" were sections of the handout."""
    main = around.format("<h1>Your knee</h1><p>So.</p>")
    page = f"<html lang='en'><title>Your knee | Our clinic</title><h1>Our clinic</h1><ul><li>Home</ul>{main}<p>Recent posts</p></html>"
    text, told = made_of(tmp_path, "page.html", page)
    assert 'Wrote ' in told and '"Your knee", 1 section.' in told
    assert text == '---\ntitle: "Your knee"\n---\n\nSo.\n'
    assert "what stands around the main part of the page was left out" in told


def test_a_main_part_without_words_is_none(tmp_path):
    """What stood beside it, for readers without scripts, was no document."""
    text, _ = made_of(tmp_path, "page.html", "<h1>Rest</h1><main id=app></main><p>So.</p>")
    assert text.endswith("So.\n")


def test_what_a_list_says_of_a_figure_is_an_item(tmp_path):
    """A list of figures, as "Figure 1. Heat", was refused as captions that belong to no picture."""
    brought(tmp_path, "page.html", "<h1>Rest</h1><p>So.</p><ul><li><b>Figure 1.</b> Heat</li><li>Table 2. Cold</li></ul><blockquote>Figure 3. So</blockquote>")
    assert all(problem.is_advice for problem in read_manuscript(tmp_path / "made").problems)
    assert re.search(r"<li><strong>Figure\s1\.</strong> Heat</li>", page_of(tmp_path / "made", is_dressed=False))


def test_a_quote_that_begins_with_a_number_is_a_quote(tmp_path):
    """The build that followed asked whether it was "more than 10 years"; the page had said what it is."""
    told = brought(tmp_path, "page.html", "<h1>Rest</h1><p>So.</p><blockquote><p>10 years are enough.</p><p>Say all.</p></blockquote>")
    cited = read_manuscript(tmp_path / "made")
    assert told.returncode == 0 and all(problem.is_advice for problem in cited.problems)
    assert re.search(r"<blockquote>\s*<p>10\s+years are enough\.</p>", page_of(tmp_path / "made", is_dressed=False))


def test_a_blank_in_a_link_parts_it_from_the_words_beside_it(tmp_path):
    """See https://example.org today was printed as Seehttps://example.orgtoday."""
    link = "See<a href='https://example.org/a'> https://example.org/a </a>today."
    text, _ = made_of(tmp_path, "page.html", f"<h1>Rest</h1><p>{link}</p>")
    assert text.endswith("See <https://example.org/a> today.\n")


def test_a_link_to_a_page_beside_this_one_is_led_there_or_told(tmp_path):
    """Its words alone came along, and nobody was told."""
    body = '<h1>Rest</h1><p id="so">So. <a href="/flu">Flu</a>, <a href="cold.html?a=b#c">cold</a>, <a href="#so">so</a>, <a href="rest#so">that</a>.</p>'
    told = brought(tmp_path, "page.html", f'<html lang="en"><head><link rel="canonical" href="https://a.example/b/rest"></head><body>{body}</body></html>')
    assert told.returncode == 0 and "beside the document" not in told.stdout, told.stderr
    assert "So. [Flu](https://a.example/flu), [cold](https://a.example/b/cold.html?a=b#c), [so](#rest), [that](#rest)." in written(tmp_path / "made")
    told = brought(tmp_path / "b", "page.html", f'<html lang="en"><body>{body}</body></html>')
    assert "So. Flu, cold, [so](#rest), that." in written(tmp_path / "b" / "made")
    assert told.stdout.count("links to what lies beside the document are plain words now") == 1


def test_a_picture_that_waits_for_its_reader_is_that_picture(tmp_path):
    """Websites put a dot in its place until somebody scrolls there: the dot was printed, with the words for the picture."""
    (tmp_path / "bed.png").write_bytes(picture())
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    text, _ = made_of(tmp_path, "page.html", f"<h1>Rest</h1><p>So.</p><img src='{dot}' data-src='bed.png' alt='A bed'>")
    assert text.endswith("So.\n\n![A bed](<figures/bed.png>)\n")


def test_what_a_page_says_of_an_abbreviation_comes_along(tmp_path):
    """It was lost; and the sign of a heading's link to itself was part of the title."""
    page = '<h1>Rest <a class="headerlink" href="#rest">¶</a></h1><p>The <abbr title="World Health Organization">WHO</abbr> says so.</p>'
    text, _ = made_of(tmp_path, "page.html", f'<html lang="en"><body>{page}</body></html>')
    assert 'title: "Rest"\n---\n\nThe WHO says so.\n' in text
    assert "*[WHO]: World Health Organization\n" in (tmp_path / "made" / "glossary.md").read_text("utf-8")


def test_a_document_is_added_to_a_handout_that_is_there(tmp_path):
    """Behind its own sections, with names that nothing there has; its links lead to its own sections."""
    home = tmp_path / "ours"
    assert typed("new", home).returncode == 0
    (home / "040-who-to-ask.md").rename(home / "040-ask.md")
    page = f'<h1>Exercises</h1><h2>Ask</h2><p>See <a href="#on">on</a>, says the <abbr title="World Health Organization">WHO</abbr>.</p><img alt="A knee" src="data:image/png;base64,{base64.b64encode(picture()).decode()}"><h2 id="on">On</h2><p>Bend.</p>'
    (tmp_path / "exercises.html").write_text(page, "utf-8")
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    for _ in range(2):
        told = typed("import", tmp_path / "exercises.html", "--into", home)
        assert told.returncode == 0 and 'A title is on no page: "Exercises".' in told.stdout, told.stderr
    assert sorted(file.name for file in home.glob("[0-9]*"))[4:] == ["050-ask-2.md", "060-on.md", "070-ask-3.md", "080-on-2.md"]
    assert "See [on](#on)" in (home / "050-ask-2.md").read_text("utf-8") and "See [on](#on-2)" in (home / "070-ask-3.md").read_text("utf-8")
    glossary = home / "glossary.md"
    assert glossary.read_bytes() == before.pop(glossary).rstrip() + b"\n\n*[WHO]: World Health Organization\n"
    assert {file: file.read_bytes() for file in before} == before
    assert len(read_manuscript(home).manuscript.sections) == 8 and "this handout in" not in told.stdout
    (tmp_path / "knie.html").write_text('<html lang="de"><h1>Knie</h1><p>Ruhe.</p></html>', "utf-8")
    assert "It is in de, and this handout in en-GB" in typed("import", tmp_path / "knie.html", "--into", home).stdout


def test_what_cannot_be_added_to_is_told_and_nothing_is_written(tmp_path):
    home, page, away = tmp_path / "ours", tmp_path / "a.html", tmp_path / "away"
    page.write_text(f'<h1>A</h1><p>b</p><img alt="" src="data:image/png;base64,{base64.b64encode(picture()).decode()}">', "utf-8")
    told = typed("import", page, "--into", home)
    assert "no-manuscript" in told.stderr and f"import {page} --out {home}" in told.stderr
    typed("new", home)
    told = typed("import", page, "--into", home / "booklet.toml")  # --out into a file would be refused as well
    assert "no-manuscript" in told.stderr and f"name its folder: python build.py import {page} --into {home}\n" in told.stderr
    (home / "999-last.md").write_text("# Last\n", "utf-8")
    assert "number the sections anew" in typed("import", page, "--into", home).stderr
    (home / "999-last.md").unlink()
    shutil.rmtree(home / "figures")
    away.mkdir()
    (home / "figures").symlink_to(away)
    before = sorted(home.iterdir())
    assert "this folder lies outside of the manuscript" in typed("import", page, "--into", home).stderr
    assert sorted(home.iterdir()) == before and not list(away.iterdir())


@pytest.mark.parametrize("page", [
    "<ul><li>" * 10_000, "<dl><dt>Rest<dd>So" * 10_000, "<i>Rest</p>" * 10_000, "<div>" * 20_000,
    "<p>" + "".join(f"<font color={number}>" for number in range(190)) + "<p>Rest" * 20_000,
], ids=["lists", "terms", "slanted", "boxes", "letters"])  # fmt: skip
def test_what_lies_without_end_in_one_another_is_refused_at_once(page):
    """Ten thousand terms, each in the one before, took twenty seconds, and 100 kB of letters all memory of the machine."""
    with pytest.raises(Unreadable, match="too deep"):
        read_html(page.encode(), lambda _: b"")


@pytest.mark.parametrize("style", [
    'ul.no li::before{content:"✗ "}', ".no>li:before{content:\"\\002717   \"}", '.no{list-style-type:"✗ "}', ".no li:before{content:\"\\f00d\";font-family:FontAwesome}",
])  # fmt: skip
def test_a_bullet_of_the_styles_that_says_no_is_kept(tmp_path, style):
    """Of "✗ Drive", as Google Docs and most websites set it, "Drive" was left."""
    dots = '.rest li:before{content:"•"} td.bad::before{content:"✗"}'
    lists = '<ul class="no"><li>Drive</ul><p>But:</p><ul class="rest"><li>Walk</ul>'
    table = '<table><tr><th>a<th>b<tr><td>Tea<td class="bad"></table>'
    text, _ = made_of(tmp_path, "page.html", f"<style>{style} {dots}</style><h1>After</h1>{lists}{table}")
    assert text.endswith("- ✗ Drive\n\nBut:\n\n- Walk\n\n| a | b |\n|---|---|\n| Tea | ✗ |\n")


def test_words_that_styles_put_beside_others_are_kept(tmp_path):
    """ "Never: with alcohol" was "with alcohol", and of 5 mg was left 5. What a font draws as a picture is no word."""
    styles = '.no::before{content:"Never: "} .mg::after{content:" mg"} .bed:before{content:"hotel";font-family:Icons} .box::before{content:"Note: "} .no:before{content:"Never: "} .off::after{content:" Off"} .off::after{content:none} a:after{content:"(" attr(href) ")"}'
    page = f'<style>{styles} p:hover:after{{content:"Copy"}}</style><h1>Dose</h1><p class="no">with alcohol.</p><p class="bed">Take <b class="mg">5</b>.</p><p class="no box off"><b>Never:</b> alone.</p>'
    text, _ = made_of(tmp_path, "page.html", page)
    assert text.endswith("Never: with alcohol.\n\nTake **5 mg**.\n\n**Never:** alone.\n")


def test_what_styles_say_of_an_element_and_its_class_is_kept(tmp_path):
    """ "Take 5 mg", struck out by `p.old, li.old`, was printed as advice, and what `span.away` hides was, too."""
    styles = "p.old, li.old{text-decoration:line-through} span.away{display:none} ol.old{list-style:none}"
    made, told = made_of(tmp_path, "page.html", f'<style>{styles}</style><h1>Dose</h1><p class="old">Take 5 mg.</p><ul class="old"><li class="old">7 mg<li>9 mg</ul><p>So <span class="away">not</span> <b class="away">it is</b>.</p>')
    assert "words that the page hides were left out: not (where a click shows them" in told
    assert made.endswith("~~Take 5 mg.~~\n\n- ~~7 mg~~\n- 9 mg\n\nSo **it is**.\n")


def test_what_styles_hide_by_place_and_on_paper_is_told_and_not_printed(tmp_path):
    """Words, rows and items that nobody sees were printed; and what is hidden on a telephone, or shown again on paper, is not."""
    styles = ".dose .x, tr.off, p + p.off{display:none} .on{display:none} .dose .on{display:inline} .q{display:none!important} @layer a{@supports (display:grid){#l{visibility:hidden}}}"
    media = "@media print{.web{display:none} .pdf{display:inline !important}} @media (max-width:600px){.big{display:none}} @media screen{.big{display:none}} @media all and (min-width:40em){.small{display:none}}"
    body = '<p class="dose">Take <b class="x">50 mg</b><b class="on">5 mg</b><i class="q" style="display:inline">of X</i>.</p><p class="off">Not so.</p><ol><li>Sit<li id=l>Run<li>Stand</ol>'
    table = '<table><thead><tr><th>When<th>Dose<tbody><tr class="off"><td>Noon<td>9 mg<tr><td>Night<td>2 mg<tr hidden><td>Dawn<td>1 mg</table>'
    more = '<p><span class="web">Print this page.</span> Ring <span class="pdf" style="display:none">us</span> <span class="big">by day</span><span class="small">now</span>.</p>'
    told = brought(tmp_path, "page.html", f'<style>{styles}</style><style media="screen">p{{display:none}}</style><style>{media}</style><h1>Dose</h1>{body}{table}{more}')
    assert told.returncode == 0, told.stderr
    hidden = ("50 mg", "of X", "Not so.", "Run", "Noon9 mg", "Dawn1 mg", "Print this page.", "now")
    assert all(f"words that the page hides were left out: {said}" in told.stdout for said in hidden)
    assert written(tmp_path / "made").endswith("Take **5 mg**.\n\n1. Sit\n2. Stand\n\n| When | Dose |\n|---|---|\n| Night | 2 mg |\n\nRing us by day.\n")


@pytest.mark.parametrize("page", [
    "<body>" + "<div role=tablist><a role=tab>x</a></div><p>y</p>" * 12_000,
    "<style>" + "".join(f".a{n}::before{{content:'✗'}}" for n in range(12_000)) + "</style>" + "<p class=a1>x</p>" * 12_000,
], ids=["tabs", "styles"])  # fmt: skip
def test_a_page_of_many_tabs_and_styles_is_read_at_once(page):
    """Each row of tabs, and each rule of a style, went through the whole page."""
    assert read_html(page.encode(), lambda src: b"").blocks
