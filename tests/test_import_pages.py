"""What was written in LibreOffice, in a browser or in Markdown is brought in, as it stood, or it is told."""
import base64
import re
from pathlib import Path

import pytest

from booklet.imports.brought import Brought
from booklet.imports.markdown.ruled import with_ruled_tables
from tests.commands import typed
from tests.documents import written, zipped
from tests.reader import page_of
from tests.test_import import picture

_NAMES = ("office", "text", "style", "table", "meta")
ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES)
ODF += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
ODF += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="L" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/></text:list-style>
<text:list-style style:name="U"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def text_document(body: str, **files: bytes) -> bytes:
    content = f"<office:document-content {ODF}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"content.xml": content, **{f"Pictures/{name}.png": data for name, data in files.items()}})


def brought(folder: Path, name: str, content: str | bytes, *options: object):
    """The command on this file, and what it said; the manuscript lies in `made`."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return typed("import", file, "--out", folder / "made", *options)


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
    told = brought(tmp_path, "leaflet.odt", text_document(body, bed=picture()), "--comments", "drop")
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    assert "Take **no** aspirin, drink H<sub>2</sub>O[^1].\\\n1\\. \\{\\{ no \\}\\} list\n\n3. Eat\n   - Soup\n4. Rest\n\n[^1]: Lee.\n" in text
    assert "![A bed in a room](<figures/bed.png>)\n\n| Both | Both |\n|---|---|\n| 7 am | Tea |\n\n[the page](https://example.org/)\n" in text
    assert "1 comment left out" in told.stdout
    assert 'under "After", paragraph' in told.stdout and "1 merged cell of a table" in told.stdout


def test_words_in_a_drawn_shape_and_numbers_of_items_come_along(tmp_path):
    """Call 999, in a red oval, was left out with the oval; step 7 was step 4. A field of a form is a place to write."""
    body = (
        "<text:p>So <draw:g><draw:custom-shape><text:p>Call 999</text:p></draw:custom-shape></draw:g></text:p>"
        '<text:p>Name: <draw:control draw:control="c"/></text:p><text:list text:style-name="N"><text:list-item><text:p>Wash</text:p></text:list-item>'
        '<text:list-item text:start-value="7"><text:p>Dry</text:p></text:list-item></text:list>'
    )
    told = brought(tmp_path, "leaflet.odt", text_document(body))
    assert told.returncode == 0 and "a drawn shape was left out" in told.stdout, told.stderr
    assert "So\n\nCall 999\n\nName: ____\n\n3. Wash\n\n7) Dry\n" in written(tmp_path / "made")


def test_changes_of_libreoffice_are_asked_about(tmp_path):
    body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>three</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>two</text:p>"
    told = brought(tmp_path, "leaflet.odt", text_document(body))
    assert (told.returncode, "open-changes: tracked changes are open: 1 taken out" in told.stderr) == (1, True)
    assert typed("import", tmp_path / "leaflet.odt", "--out", tmp_path / "made", "--changes", "accept").returncode == 0
    assert "two\n" in written(tmp_path / "made") and "three" not in written(tmp_path / "made")


PAGE = """<html lang="en-GB"><head><title>Rest</title><style>.c1{font-weight:700}.c2{display:none}</style></head><body>
<nav>Menu</nav><main><h1>Rest</h1><p>Take <span class="c1">no</span> <span style="font-style:italic">aspirin</span>,
2&nbsp;*&nbsp;x &lt;b&gt; <a href="https://www.google.com/url?q=https://example.org/x&amp;sa=1">here</a>.<span class="c2">secret</span></p>
<h2 id="when">When</h2><ol start="4"><li>Eat<ul><li>Soup</li></ul></li><li><p>Rest</p></li></ol>
<figure><img src="bed.png" alt="A bed in a room"><figcaption>Figure 1: The bed</figcaption></figure>
<img src="data:image/png;base64,DATA" alt="A dot"><p>Fig. 7. One dot</p><img src="../../etc/passwd" alt="x"><img src="https://example.org/a.png">
<table><caption>Doses</caption><tr><th>a<th>b</tr><tr><td rowspan="x">1<td>2<br>3</tr></table><script>alert(1)</script>
<h2>How</h2><p>See <a href="#when">above</a> or <a href="javascript:x">this</a>.</p></main><footer>Foot</footer></body></html>"""


def test_a_page_of_a_browser(tmp_path):
    (tmp_path / "bed.png").write_bytes(picture())
    told = brought(tmp_path, "page.html", PAGE.replace("DATA", base64.b64encode(picture()).decode()))
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    assert "Take **no** *aspirin*, 2\u00a0\\*\u00a0x &lt;b> [here](https://example.org/x)." in text
    assert "4. Eat\n   - Soup\n5. Rest\n\n![A bed in a room](<figures/bed.png>)\nFigure: The bed\n\n![A dot](<figures/picture-2.png>)\nFigure: One dot\n" in text
    assert "Table: Doses\n\n| a | b |\n|---|---|\n| 1 | 2 <br> 3 |" in text or "Table: Doses\n| a | b |" in text
    assert "See [above](#when) or this." in text
    assert not any(words in text for words in ("secret", "alert", "Menu", "Foot", "passwd"))
    assert "../../etc/passwd does not lie beside the page" in told.stdout
    assert "what stands around the main part of the page was left out" in told.stdout


# How pages of hospitals hold text: one form around all of it, words beside the items of a list, numbers that jump.
SHEET = """<form><h1>Heparin</h1><ul>From home: 5 mg<li>one</li><p>two</p></ul><ol start="3"><li>wash<li value="7">dry<li>dress</ol>
<ol reversed><li>stop<li>rest</ol><p>Name <input> <input type="radio" checked> yes <select><option>5 mg<option>10 mg</select></p>
<p>A <dfn><math><msup><mn>10</mn><mn>9</mn></msup></math></dfn>/L, <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablet.</p>
<svg><title>Menu</title></svg><button>Share</button><h3><button>Doses</button></h3><p>Potassium 3.5<x<5.0 is fine. ≥ 5 µg.</p><pre>5 mg<br>10 mg</pre><h2><div>Part 2</div><div>Home</div></h2>
<h3><button aria-controls="p1">When</button></h3><div id="p1" hidden>Fever.</div><p hidden>Not so.</p><p>Rest.</p><ul class="to-do"><li><div class="checkbox checkbox-on"></div> <span>Heels</span></ul> <ul class="to-do"><li>So</ul>
<ol class="n"><li>A</ol><ol class="n" start="2"><li>B</ol></form>"""


def test_no_word_and_no_number_of_a_page_is_lost(tmp_path):
    """A dose beside a list was left out in silence; 10 to the power of 9 was 109; step 7 was step 4."""
    told = brought(tmp_path, "page.html", f"<title>Heparin</title>{SHEET}")
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    assert "From home: 5 mg\n\n- one\n\n  two\n\n3. wash\n\n7) dry\n8) dress\n\n2. stop\n\n1) rest\n\nName ____ ☑ yes ____\n" in text
    assert "A 10<sup>9</sup>/L, \\[what stood here in the document: a formula\\] tablet." in text
    assert "Potassium 3.5&lt;x<5.0 is fine. ≥ 5 µg.\n\n```\n5 mg\n10 mg\n```" in text
    assert "Menu" not in text and "Share" not in text and "## Doses" in text and 'title: "Part 2 Home"' in text
    assert "## When\n\nFever.\n\nRest." in text and "words that the page hides were left out: Not so." in told.stdout
    assert text.endswith("Rest.\n\n- ☑ Heels\n- So\n\n1. A\n2. B\n")
    assert all(words in told.stdout for words in ("a list to choose from: 5 mg, 10 mg", "a formula was left out", "a button was left out: Share"))


# As LibreOffice, Google Docs, Pandoc and Word write a note.
CALLED = """<h1>Rest</h1><p>One<a class="sdfootnoteanc" name="sd1anc" href="#sd1sym"><sup>1</sup></a> two<sup><a href="#ftnt1"
id="ftnt_ref1">[1]</a></sup> three<a href="#fn1" id="fnref1"><sup>1</sup></a> four<a href="#_ftn1" name="_ftnref1">[1]</a>, and
<a href="#how">2</a>.</p><h2 id="how">How</h2><p>On.</p><hr><div id="sd1"><p><a name="sd1sym" href="#sd1anc">1</a>Office.</p><p>More.
</p></div><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> <i>Docs</i>.</p></div><section><hr/><ol><li id="fn1"><p>Pandoc.<a
href="#fnref1">↩</a></p></li></ol></section><div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Word.</p></div>"""


def test_notes_of_a_page_are_notes(tmp_path):
    """A mark that led to another section, and the words of the note below a rule at the very end."""
    told = brought(tmp_path, "notes.html", f"<html><head><title>Rest</title></head><body>{CALLED}</body></html>")
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    assert "One[^1] two[^2] three[^3] four[^4], and [2](#how)." in text
    assert "[^1]: Office.\n\n    More.\n\n[^2]: *Docs*.\n\n[^3]: Pandoc.\n\n[^4]: Word.\n" in text
    assert text.endswith("On.\n")


NOTES = """---
title: Your knee
tags: [a]
---
# Your knee

Rest[^1], see [the page][p] and `{{ code`.

![A knee, drawn from its side](knee.png) ![[knee.png|300]]

> [!warning] Do not drive
> For 6 weeks.

## Before {#before-it}

{{ braces }} and {{ clinic.daytime.phone }}. See [[After|that]], [[Nowhere]], [it](#after), [this](#before-it), [so][after], [After], [x], [far](https://example.org/a.md).

### Deeper

### [x]

After
-----

::: {.callout-tip}
Drink.
:::

![far](https://example.org/a.png) and <img src="knee.png" alt="A knee from behind">

```md
# no heading [[no link]]
```

[^1]: A note
    of two lines.

[p]: https://example.org/p
"""


def test_markdown_of_other_programs(tmp_path):
    (tmp_path / "knee.png").write_bytes(picture())
    told = brought(tmp_path, "notes.md", NOTES)
    assert told.returncode == 0, told.stderr
    assert sorted(file.name for file in (tmp_path / "made").glob("*.md")) == ["010-your-knee.md", "020-before.md", "030-after.md"]
    first, before, after = (file.read_text("utf-8") for file in sorted((tmp_path / "made").glob("*.md")))
    assert "Rest[^1], see [the page][p] and `\\{{ code`." in first and "[p]: https://example.org/p\n\n[^1]: A note\n    of two lines.\n" in first
    assert "![A knee, drawn from its side](<figures/knee.png>) ![](<figures/knee.png>)" in first
    assert "::: safety Do not drive\nFor 6 weeks.\n:::" in first
    assert "\\{{ braces }} and {{ clinic.daytime.phone }}. See [that](#after), Nowhere, [it](#after), [this](#before), [so](#after), [After](#after), [x], [far](https://example.org/a.md)." in before
    assert "\n## Deeper" in before and "[^1]:" not in before
    assert "::: key-point Tip\nDrink.\n:::" in after and "# no heading [[no link]]" in after
    assert "[far](https://example.org/a.png) and ![A knee from behind](<figures/knee.png>)" in after
    for words in ("says more than a title: tags", "boxes of the kind warning are ::: safety now", "a picture of another place was left out"):
        assert words in told.stdout


@pytest.mark.parametrize(("front", "day"), [
    ("---\ndate: 2019-03-04\nlastmod: 2021-05-06\n---", "2021-05-06"), ('+++\ndate = "2019-03-04T10:00:00Z"\n+++', "2019-03-04"), ("---\ndate: today\n---", ""),
])  # fmt: skip
def test_the_day_of_a_text_is_told_and_is_not_that_of_the_handout(tmp_path, front, day):
    """A handout of 2019 with a year until its review could not be built; and who signs it should know how old its words are."""
    told = brought(tmp_path, "notes.md", f"{front}\n\n# Rest\n\nSleep well.\n")
    settings = (tmp_path / "made" / "booklet.toml").read_text("utf-8")
    assert "published = " in settings and not re.search("2019|2021", settings)
    assert (f"the text is dated {day}" in told.stdout) == bool(day) and ("dated" in told.stdout) == bool(day)
    assert "more than a title" not in told.stdout


def test_a_folder_of_markdown(tmp_path):
    """A file with one title is a section; 2 comes before 10; what is about the folder itself is none."""
    for name, text in {"10-b.md": "# Second\n\nSee [first](sub/2-a.md#x) and ![x](../outside.png).", "sub/2-a.md": "# First\n\n## Part\n\nWords.",
                       "README.md": "# All\n\nIntro.", "LICENSE.md": "# MIT", ".git/x.md": "# no", "CHANGELOG.md": "# no"}.items():  # fmt: skip
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, "utf-8")
    (tmp_path / "outside.png").write_bytes(picture())
    told = typed("import", tmp_path / "in", "--out", tmp_path / "made")
    assert told.returncode == 0, told.stderr
    assert sorted(file.name for file in (tmp_path / "made").glob("*.md")) == ["010-all.md", "020-second.md", "030-first.md"]
    assert "See [first](#first) and <!-- a picture stood here: x -->." in written(tmp_path / "made")
    assert "## Part\n\nWords." in written(tmp_path / "made")
    assert "a picture was left out, since it does not lie in the folder: ../outside.png" in told.stdout


@pytest.mark.parametrize("text", ["x" * 70_000, "# a\n" * 1_200, "> " * 400 + "x", "[[" * 2_000, "![" * 2_000, "::: a\n" * 500, "\ue100picture:x\ue101"])
def test_hostile_markdown_is_copied_or_refused(tmp_path, text):
    told = brought(tmp_path, "x.md", text)
    assert told.returncode in (0, 1) and "Traceback" not in told.stderr and "fault of its own" not in told.stderr


def test_a_table_that_is_html_and_a_picture_over_two_lines(tmp_path):
    """Markdown has no merged cells, so books have such tables; and Pandoc wraps what Word says of a picture."""
    (tmp_path / "knee.png").write_bytes(picture())
    table = '<table>\n <tr><th>Drug</th><th>Dose</th></tr>\n <tr><td colspan="2">At night*</td></tr>\n <tr><td>A | B</td><td>5<br>6</td></tr>\n</table>'
    text = f'# Knee\n\n{table}\n\n![A knee, drawn\nfrom its side](knee.png){{width="2in"\nheight="3in"}}\n\n[so]{{.underline}} :a: it is.\n\n```\n<table>\n</table>\n```\n'
    told = brought(tmp_path, "notes.md", text)
    assert told.returncode == 0, told.stderr
    made = written(tmp_path / "made")
    assert "| Drug | Dose |\n|---|---|\n| At night\\* | At night\\* |\n| A \\| B | 5 <br> 6 |\n" in made
    assert '![A knee, drawn from its side](<figures/knee.png>){width="2in" height="3in"}\n' in made and "```\n<table>\n</table>\n```" in made
    assert "1 merged cell of a table" in told.stdout


def test_a_folder_of_files_with_titles_has_a_section_for_each(tmp_path):
    """A book of Quarto had one for each heading; and what a picture shows was lost where it stands behind it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "knee.png").write_bytes(picture())
    (tmp_path / "in" / "b.md").write_text("---\ntitle: B\n---\n\n## One\n\nSo.\n\n## Two\n\nSo.\n", "utf-8")
    (tmp_path / "in" / "a.md").write_text("""---\ntitle: A\n---\n\n## One\n\n![Our [own] knee](knee.png){fig-alt="A \\"left\\" knee [1]" width=5cm}\n\n![](knee.png){alt='A bed'}\n""", "utf-8")
    told = typed("import", tmp_path / "in", "--out", tmp_path / "made")
    assert "2 sections" in told.stdout, told.stderr
    made = written(tmp_path / "made")
    assert '![A "left" knee \\[1\\]](<figures/knee.png>)\nFigure: Our [own] knee\n\n\n![A bed](<figures/knee.png>)' in made


def test_contents_that_somebody_typed_lead_to_their_headings(tmp_path):
    """Each of them led to the first section, and its page was printed behind the words."""
    contents = "## [1. Before](#1-before)\n- [1.1 How?](#11-how)\n- [1.2 When](#12-when)\n- [Gone](#gone) and [so](#so)\n"
    told = brought(tmp_path, "notes.md", f"# Knee\n\nWords.\n\n{contents}\n## 1. Before\n\n### 1.1 How?\n\nSo.\n\n### So\n\n## After\n\n### 1.2 When\n\nNow.\n\n### So\n\nNow.\n")
    assert told.returncode == 0, told.stderr
    made = written(tmp_path / "made")
    assert "[1.1 How?](#11-how)\n- [1.2 When](#12-when)\n- Gone and so\n" in made, "two sections have a heading So"
    assert "a link to gone is plain words now" in told.stdout
    page = page_of(tmp_path / "made", is_dressed=False).replace("\u00a0", " ")
    leads = dict(re.findall(r'<a href="#([^"]*)">(1[^<]*)</a>', page))
    named = {words: re.search(rf'id="{to}">(?:<h2><span[^<]*</span>)?\s*([^<]*)<', page) for to, words in leads.items()}
    assert {words: found and found[1].strip() for words, found in named.items() if words[:3] in ("1.1", "1.2")} == {"1.1 How?": "1.1 How?", "1.2 When": "1.2 When"}


def test_a_title_with_signs_of_other_programs_is_printed_as_it_stood(tmp_path):
    """It was told so, and printed with a blank in it."""
    told = brought(tmp_path, "notes.md", "# Give {{X}}, {% y %} or 5 \\<a\n\nRest.\n")
    assert told.returncode == 0 and 'Wrote' in told.stdout and '"Give {{X}}, {% y %} or 5 <a"' in told.stdout
    assert "Give {{X}}, {% y %} or 5 &lt;a</h2>" in page_of(tmp_path / "made", is_dressed=False)


def test_titles_that_count_as_the_press_does_lose_their_numbers(tmp_path):
    """Each number was printed twice. Where they count otherwise, they are words of the title."""
    told = brought(tmp_path, "diet.md", "# Diet\n\n## 1. Fat\n\nSee [sugar](#2-sugar).\n\n## 2. Sugar\n\nLess.\n")
    assert "the press numbers its sections itself" in told.stdout, told.stderr
    made = {file.name: file.read_text("utf-8") for file in (tmp_path / "made").glob("*.md")}
    assert 'title: "Fat"' in made["010-fat.md"] and 'title: "Sugar"' in made["020-sugar.md"]
    assert '<a href="#section-sugar">sugar</a>' in page_of(tmp_path / "made", is_dressed=False)
    told = brought(tmp_path / "b", "diet.md", "# Diet\n\n## Why?\n\nSo.\n\n## 1. Sugar\n\nLess.\n")
    assert "itself" not in told.stdout and "1. Sugar" in (tmp_path / "b" / "made" / "020-1-sugar.md").read_text("utf-8")


def test_words_of_a_title_are_neither_lost_nor_changed(tmp_path):
    """A note at a heading was lost, and quotes and code in a title had marks of their own in print."""
    text = "---\ntitle: 'What''s \"next\"'\n---\n\n## Use `{{ x }}`[^2] now[^1]\n\nSo[^1].\n\n[^1]: One.\n[^2]: Two\n    more.\n\n    - three\n\n## On\n\nRest.\n"
    assert "What's \"next\"" in (told := brought(tmp_path, "notes.md", text)).stdout, told.stderr
    assert 'title = "What\'s \\"next\\""' in (tmp_path / "made" / "booklet.toml").read_text("utf-8")
    page = page_of(tmp_path / "made", is_dressed=False)
    assert "Use {{ x }} now</h2>" in page and page.count("One.") == 1 and page.count("Two") == page.count("three") == 1


def test_what_the_press_lacks_for_a_manuscript_is_told(tmp_path):
    """The next command that was told was refused: for its works, or for headings in its language. Signs mean themselves."""
    (tmp_path / "a.md").write_text("# A\n\nSo [@lee2020].\n", "utf-8")
    (tmp_path / "b.md").write_text("+++\ntitle = 'B'\n+++\n", "utf-8")
    page = '<html lang="fr-FR"><h1>C</h1><p>a<b>$</b>b %% c %% $x_2 <i>so https://example.org. </i></p></html>'
    told = brought(tmp_path, "c.html", page)
    assert "styles/words/fr.toml" in told.stdout and "Next, when these are written" in told.stdout
    settings = tmp_path / "made" / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace("fr-FR", "en-GB"), "utf-8")
    assert "a<strong>$</strong>b %% c %% $x_2" in page_of(tmp_path / "made", is_dressed=False)
    (tmp_path / "in").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / name).rename(tmp_path / "in" / name)
    told = typed("import", tmp_path / "in", "--out", tmp_path / "other").stdout
    assert "refs import LIBRARY --source" in told and "b.md: nothing in this file can be printed" in told
    told = brought(tmp_path, "d.md", '---\ntitle: Ihr Inhalator\nsubtitle: "Wie?"\nlang: de\n---\n\nRuhen Sie.\n', "--out", tmp_path / "third")
    assert "styles/words/de.toml" in told.stdout and "Not as it was" not in told.stdout
    settings = (tmp_path / "third" / "booklet.toml").read_text("utf-8")
    assert 'subtitle = "Wie?"\n' in settings and 'language = "de"\n' in settings


# What people have, and what of it is in the manuscript: boxes of MkDocs and of others, comments of Obsidian, contents and
# breaks of pages, what Hugo and Jekyll would put in, code of R, HTML, and a whole text pasted as code.
ELSEWHERE = {
    '!!! warning "Mind"\n    Rest.\n\n    - Eat\n\nOn.': "::: safety Mind\nRest.\n\n- Eat\n:::\n\nOn.",
    "!!! note\nRest.\n!!!": "::: note Note\nRest.\n:::",
    "So %% ask -- Ann %% it is.\n\n%%\nlines\n%%": "So <!-- said aside: ask - Ann --> it is.\n\n<!-- said aside: lines -->",
    "[TOC]\n\n* toc\n{:toc}\n\n\\newpage\n\n{{< toc >}}\n\n#a #b-c\n\nOn. ^my-block": "On.",
    ':::danger Do not drive\nRest.\n:::\n\n:::tip[With food]\nEat.\n:::\n\n:::{warning} No *wine*\nSip.\n:::\n\n::: details For children\nHalf.\n:::':
        "::: safety Do not drive\nRest.\n:::\n\n::: key-point With food\nEat.\n:::\n\n::: safety No *wine*\nSip.\n:::\n\n"
        "<!-- a box: details  -->\n\n**For children**\n\nHalf.\n\n<!-- end of a box -->",
    ':::{admonition} Mind\n:class: warning\nRest.\n:::\n\n```{note} So\n:class: x\n\n- Rest\n```\n\n=== "Adults"\n    2 tablets\n\n=== "Children"\n    1 tablet':
        "::: safety Mind\nRest.\n:::\n\n::: note So\n- Rest\n:::\n\n**Adults**\n\n2 tablets\n\n**Children**\n\n1 tablet",
    '::: {.content-hidden}\nNo.\n::: note\nNo.\n:::\n:::\n\n<div style="display: none">\nNo.\n</div>\n<p hidden>No.</p>\n\n::: {.content-hidden when-format="html"}\nYes.\n:::':
        "<!-- a box: .content-hidden when-formathtml -->\n\nYes.\n\n<!-- end of a box -->",
    '1. Item\n\n    ::: {.callout-tip}\n    Rest.\n    :::\n\n2. Two\n\n    !!! warning "No wine"\n        Nor *beer*.\n\n        - So\n\n- x\n  > [!NOTE]\n  > Eat.\n\n!!! info "Mind"\n!!! tip "Two"':
        "1. Item\n\n    **Tip**\n\n    Rest.\n\n2. Two\n\n    **No wine**\n\n    Nor *beer*.\n\n    - So\n\n- x\n  > **Note**\n  >\n  > Eat.\n\n**Mind**\n\n**Two**",
    '{{< notice warning "No *wine*" >}}\nRest.\n{{< /notice >}}\n\n{{% alert title="Mind" color="danger" %}}\n- Rest\n{{% /alert %}}\n\n'
    '{{< hint danger >}}So.{{< /hint >}}\n\n{{< expand "For children" >}}\nHalf.\n{{< /expand >}}':
        "::: safety No *wine*\nRest.\n:::\n\n::: safety Mind\n- Rest\n:::\n\n::: safety Danger\nSo.\n:::\n\n**For children**\n\nHalf.",
    '<Aside type="tip" title="Mind">So</Aside>\n\n<Tab label="Adults">\n2 tablets\n</Tab>\n\n- <input type="checkbox" checked> I agree\n\n'
    'Name: <input type="text">, <q>so</q> <ruby>薬<rp>(</rp><rt>くすり</rt><rp>)</rp></ruby>':
        "::: key-point Mind\nSo\n:::\n\n**Adults**\n\n2 tablets\n\n- [ ] I agree\n\nName: ____, “so” 薬 (くすり)",
    '{{< tabs >}}\n{{< tab "Adults" >}}\n5 mg\n{{< /tab >}}\n{{< tab "Children" >}}\n{{< notice tip >}}\n1 mg {{< ref x >}}\n{{< /notice >}}\n{{< /tab >}}\n{{< /tabs >}}':
        "**Adults**\n\n5 mg\n\n**Children**\n\n::: key-point Tip\n1 mg \\{{< ref x >}}\n:::",
    "> [!warning] Mind\n> So.\n>> [!note] Two\n>> On.": "::: safety Mind\nSo.\n> **Two**\n>\n> On.\n:::",
    "{{< box >}}\nRest.\n{{< /box >}}\n{% include x.html %}": "Rest.",
    '<style>\np { x }\n</style>\n\n{{ wip() }}\n\nOne</br>two\n\n{{< figure src="no.png"\n alt="A bed" caption="Here" >}}\n\n{% box(title="Mind") %}\nRest.\n{% end %}':
        "One<br>two\n\n<!-- a picture stood here: A bed -->\n\nHere\n\n**Mind**\n\nRest.",
    "[Find us]({{ site.url }}/x) and {{ NAME }}": "Find us and \\{{ NAME }}",
    "##\n\n`{{ a }}`\n\n```\n{% b %}\n```": "`\\{{ a }}`\n\n```\n\\{% b %}\n```",
    "There were `r n` people. See \\@ref(fig:a).\n\n```{r setup, include=FALSE}\nx\n```\n\n```{.python}\ny\n```":
        "There were \\[what stood here in the document: a number that a program works out\\] people. "
        "See \\[what stood here in the document: the number of a figure\\].\n\n\n\n```{.python}\ny\n```",
    "```mermaid\ngraph TD\n```": "\\[what stood here in the document: what a program makes of code (mermaid)\\]",
    "```\n!!! note\n%% x %%\n[TOC]\n```": "```\n!!! note\n%% x %%\n[TOC]\n```",
    '<p align="center">One <a href="https://example.org">two</a></p>\n<p><font color="red">Three</font></p>':
        "One [two](https://example.org)\n\nThree",
    "<details>\n<summary>More</summary>\n\nRest.\n</details>": "**More**\n\nRest.",
    "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n\n<hr>\n\n<Name of nurse> and `<p>`": "- One\n- Two\n\n***\n\n\\<Name of nurse> and `<p>`",
    "Rest.^[So [says](https://example.org)\nLee.] On.": "Rest.[^inline-1] On.\n\n[^inline-1]: So [says](https://example.org) Lee.",
    "So [@lee2020], [-@lee2020; @ray], [see @ray, p. 4; also @lee2020], \\@x and a@b.org: @lee2020 says [a](https://x.org/@lee2020).":
        "So [@lee2020], [@lee2020; @ray], (see [@ray, p. 4]; also [@lee2020]), \\@x and a@b.org: [@lee2020] says [a](https://x.org/@lee2020).",
    "So [@tag:lee; @doi:10.1/a(b)c] and [@ray-2].\n\n[@tag:lee]: doi:10.1000/182\n[@ray-2]: pmid:12": "So [@doi:10.1000/182; @doi:10.1/a(b)c] and [@pmid:12].",
    "[![Build](https://x.org/y.svg)](https://z.org) ![A knee][p]\n\n[p]: <https://x.org/p.png> 'T'":
        "[Build](https://z.org) [A knee](https://x.org/p.png)",
    "![A knee,\nas [Lee](https://x.org)\nsaw it](no.png){#fig}": "<!-- a picture stood here: A knee, as [Lee](https://x.org) saw it -->",
    "::: {.objectives}\n- One\n:::\n::: note\n- Two\n:::\n- Three":
        "<!-- a box: .objectives -->\n\n- One\n\n<!-- end of a box -->\n\n::: note\n- Two\n:::\n- Three",
    "| 1 High Street\n|   Leeds\n\n<div\nclass='a'>\nSo.\n</div>\n<figcaption>Here</figcaption>":
        "1 High Street\\\n&nbsp;&nbsp;Leeds\n\nSo.\n\nFigure\\: Here",
    "By @ann2020, ![A knee]({{ site.url }}/no.png){.wide} <label>x</label> [y](http://localhost:80/a)":
        "By @ann2020, <!-- a picture stood here: A knee --> x y",
    "<ul><li>One\n<ul><li>Two</li></ul></li></ul>\n\n<iframe src='https://x.org/y'></iframe>\n\n<video src=a.mp4>\n</video>\n\n<h2>\n\nMore\n\n</h2>":
        "- One\n  - Two\n\n<https://x.org/y>\n\nMore",
    "- a\n  <ul>\n  <li>b</li></ul>\n1. c\n\n    <table><tr><td>d<td>e<tr><td>f<td>g</table>\n\n - f\n <ol><li>g</ol>":
        "- a\n\n  - b\n\n1. c\n\n   | d | e |\n   |---|---|\n   | f | g |\n\n - f\n\n1. g",
    "1. a\n\n   Table: B\n\n   | c |\n   |---|\n   | d |\n\n   So.\n2. e\n\n   f  g\n   -- --\n   h  i\n\n   : J":
        "1. a\n\n   Table: B\n\n   | c |\n   |---|\n   | d |\n\n   So.\n2. e\n\n   Table: J\n\n   | f | g |\n   |---|---|\n   | h | i |",
    "<table><thead><tr><th rowspan=2>Drug</th><th colspan=2>Dose</th></tr><tr><th>Adult</th><th>Child</th></tr></thead><tr><td>A</td><td>5 mg</td><td>1 mg</td></tr></table>":
        "| Drug | Dose: Adult | Dose: Child |\n|---|---|---|\n| A | 5 mg | 1 mg |",
    "See [the\nknee](#knee), - [ ] [a\n  b](c.md) and [c\n\n- d](e.md).": "See [the knee](#knee), - [ ] a b and [c\n\n- d](e.md).",
    '<p style="text-decoration: line-through">9 mg</p>\n\n[8 mg]{style="text-decoration:line-through"} [7 mg]{.strike}\n\n<blockquote>So</blockquote>\n\n<time>10:00</time> <bdi>x</bdi>':
        "<del>9 mg</del>\n\n~~8 mg~~ ~~7 mg~~\n\n> So\n\n10:00 x",
    "So.[^1][^2] Ask [us](weixin://ward).\n\n::: note\nRest.\n\n[^1]: One\nmore.\n:::\n[^2]: Two.\n- Eat":
        "So.[^1][^2] Ask us.\n\n::: note\nRest.\n\n:::\n- Eat\n\n[^1]: One\nmore.\n\n[^2]: Two.",
    ":::: {.callout-tip}\n{{< include a.md >}}\n::::\n\n> [!warning] No *wine*\n\nOn.": "**No *wine***\n\nOn.",
    "A page\x0cand 5\x0b6.\n\n\uf0b7 One\n\nTake 5 \ufffdg.": "A page and 5 6.\n\n• One\n\nTake 5 \ufffdg.",
    "Rest.[^1]\n\n<!-- [^2]: Two.\n[^3]: Three. -->\n[^1]: One.": "Rest.[^1]\n\n<!-- [^2]: Two.\n[^3]: Three. -->\n\n[^1]: One.",
    "::: {.panel-tabset}\n## Adults\n5\\ mg\n:::\n\nSo.":
        "<!-- a box: .panel-tabset -->\n\n**Adults**\n\n5\u00a0mg\n\n<!-- end of a box -->\n\nSo.",
    "| a | b |\n|---|---|\n| [[knee\\|that]] | c |": "| a | b |\n|---|---|\n| [that](#knee) | c |",
    'So.\n{align="center"}\n\nOn.': "So.\n\n\nOn.",
    "See [[Knee]] and [[knee|that]].": "See [Knee](#knee) and [that](#knee).",
    "If a<b and c>d, x<y>z, 5<x<10, \U0001d45d<0.05.": "If a\\<b and c>d, x\\<y>z, 5<x<10, p<0.05.",
    "[a](arxiv:2101.00001), [b](isbn:9780306406157), <urn:isbn:9780306406157>":
        "[a](arxiv:2101.00001), b (ISBN 9780306406157), ISBN 9780306406157",
    "\\{{ a }} `\\{{ b }}` \\\\{{ c }}": "\\{{ a }} `\\{{ b }}` \\\\\\{{ c }}",
    "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td rowspan=2>c</td></tr><tr><td>d</td></tr></table>":
        "| a <br> b | c |\n|---|---|\n| d | c |",
    "[Dose: 5 mg]: 3 tablets\n\n[Dose]: 5mg\n\nSee [it] and [that].[^1]\n\n[it]:\nhttps://x.org\n[that]: <https://z.org>\n'T'\n[^1]: So.\n"
    "<!-- no\n[^2]: more.\n## end -->\nOn.":
        "[Dose: 5 mg]: 3 tablets\n\n[Dose]: 5mg\n\nSee [it] and [that].[^1]\n\n<!-- no\n[^2]: more.\n## end -->\nOn.\n\n"
        "[it]:\nhttps://x.org\n[that]: <https://z.org>\n'T'\n\n[^1]: So.",
    "Half, 50%% of `5%% a`, and 20%%.": "Half, 50\\%% of `5%% a`, and 20%%.",
    "| a | b |\n|---|---|\n| 1 |\n| `x\\|` | 3 | 4 |\n\n- | c | d |\n  |---|---|\n  | 5\n\ne | f\n--- | ---\n6 | 7": "| a | b |  |\n|---|---|---|\n| 1 |  |  |\n"
        "| `x\\|` | 3 | 4 |\n\n- | c | d |\n  |---|---|\n  | 5 |  |\n\ne | f\n--- | ---\n6 | 7",
    ":pill: :smile: at 10:30:15 :white_check_mark: and :x:": ":pill: \\:smile: at 10:30:15 ✓ and ✗",
    "Do this:\na) Wash\n   well\nb) Dry\n\n1. So\n   i. One\n   ii. Two\n\n(@)  Rest\n(@eat)  Eat\n\nAs (@eat) says.\n\n(@)  On\n\n#. Up\n#. Down\n\n```\n(@) x\n```\nI. am\nso.":
        "Do this:\n\na) Wash\n   well\nb) Dry\n\n1. So\n\n   i. One\n   ii. Two\n\n1.  Rest\n2.  Eat\n\nAs (2) says.\n\n3.  On\n\n1. Up\n1. Down\n\n```\n(@) x\n```\nI. am\nso.",
    '::: {.callout-caution collapse="true"}\n\n## Do not drive\nRest.\n:::\n\n/// warning | Mind\nRest.\n///\n\n/// details | More\n    type: tip\n- So\n///\n\n'
    '```admonish danger title="Stop"\nNo.\n```\n\n{% hint style="danger" %}\nSo.\n{% endhint %}\n\n<Warning>\nRest.\n</Warning>\n\n::: question\nWhy?\n:::':
        "::: safety Do not drive\nRest.\n:::\n\n::: safety Mind\nRest.\n:::\n\n::: key-point More\n- So\n:::\n\n::: safety Stop\nNo.\n:::\n\n::: safety Danger\nSo.\n:::\n\n"
        "::: safety Warning\nRest.\n:::\n\n::: note Question\nWhy?\n:::",
    "One\ntwo.\n{: .warning }\n\n{: .tip }\n> Rest.\n\n{: .red }\nOn.": "::: safety Warning\nOne\ntwo.\n:::\n\n::: key-point Tip\nRest.\n:::\n\n{: .red }\nOn.",
    "<em>\n\nOne\ntwo.\n\n- Eat\n- Rest\n\n</em>\n\n<del>5 mg.\n\n6 mg.</del>\n\nSo <b>this\n</b>.":
        "<em>One\ntwo.</em>\n\n- <em>Eat</em>\n- <em>Rest</em>\n\n<del>5 mg.</del>\n\n<del>6 mg.</del>\n\nSo <b>this\n</b>.",
    "Take [5 mg]{.red} [now]{.underline} *on*": "Take 5 mg [now]{.underline} *on*",
}  # fmt: skip


@pytest.mark.parametrize(("typed_there", "here"), ELSEWHERE.items())
def test_what_asks_something_of_another_program_is_no_text(tmp_path, typed_there, here):
    """It was printed: a note to a colleague, the code of a drawing, a mark of Hugo."""
    assert brought(tmp_path, "notes.md", f"# Knee\n\nFirst.\n\n{typed_there}\n").returncode == 0
    made = written(tmp_path / "made").split("First.")[1]
    assert re.sub(r"\n{3,}", "\n\n", made).strip() == re.sub(r"\n{3,}", "\n\n", here)


def test_what_abbreviations_stand_for_comes_along(tmp_path):
    """Lines that MkDocs and PHP Markdown Extra print nowhere were printed."""
    told = brought(tmp_path, "a.md", "# A\n\nYour BP is high.\n\n*[BP]: blood pressure\n*[INR]: not used\n\n```\n*[x]: code\n```\n")
    assert "1 section" in told.stdout
    assert (tmp_path / "made" / "glossary.md").read_text("utf-8") == "*[BP]: blood pressure\n"
    page = page_of(tmp_path / "made", is_dressed=False)
    assert '<abbr title="blood pressure">BP</abbr>' in page and "*[BP]" not in page and "INR" not in page and "*[x]: code" in page


def test_what_is_left_out_is_told(tmp_path):
    text = "```markdown\n# Knee\n\n{{ NAME }} [a]{.red}\n\n[TOC]\n\n<font>x</font>\n\n%% y %%\n\n{{< z >}}\n\n#t\n```\n"
    told = brought(tmp_path, "notes.qmd", text)
    assert told.returncode == 0, told.stderr
    for says in ("the whole text stood between marks of code", "fill in prints as it stands: {{ NAME }}", "is left to the press: {.red}",
                 "the table of contents was left out", "the tag <font> was left out", "is a comment, which nobody prints",
                 "another program was left out: {{< z >}}", "a line of tags was left out: #t"):  # fmt: skip
        assert says in told.stdout


# Tables as Pandoc writes them: simple, of several lines, without a head, in boxes; and its caption below.
RULED = {
    "  Drug     Dose\n  ------ ------\n  Tea       5|6\n\n  : Doses": "Table: Doses\n\n| Drug | Dose |\n|---|---|\n| Tea | 5\\|6 |",
    "-----------------\n Drug      Dose\n           (mg)\n------- ---------\n Tea     5 to\n         6\n\n Milk    7\n-----------------\n":
        "| Drug | Dose (mg) |\n|---|---|\n| Tea | 5 to 6 |\n| Milk | 7 |",
    "----- -----\nTea   5\nMilk  6\n----- -----": "|  |  |\n|---|---|\n| Tea | 5 |\n| Milk | 6 |",
    "+---+-----+\n| a | b   |\n+===+=====+\n| 1 | - x |\n|   | - y |\n+---+-----+": "| a | b |\n|---|---|\n| 1 | &#8226; x <br> &#8226; y |",
    "+---+-----+\n| a | b   |\n+===+=====+\n| 1 | x\\  |\n|   | y\\  |\n+---+-----+": "| a | b |\n|---|---|\n| 1 | x <br> y |",
    "+---+---+\n| a | b |\n+===+===+\n| 1 | x |\n|   +---+\n|   | y |\n+---+---+\n| all   |\n+-------+": "| a | b |\n|---|---|\n| 1 | x |\n| 1 | y |\n| all | all |",
    "| a |\n|---|\n| 1 |\n\n: Doses {#tbl-a}\n\nTable: Of the next\n\n| b |\n|---|\n| 2 |":
        "Table: Doses\n\n| a |\n|---|\n| 1 |\n\nTable: Of the next\n\n| b |\n|---|\n| 2 |",
    ": Doses {#tbl-a}\n\n+---+\n| a |\n+===+\n| 1 |\n+---+": "Table: Doses\n\n| a |\n|---|\n| 1 |",
    "Words\n\n------\n\nWords -- -- so\n\n```\na   b\n--- ---\n```": "Words\n\n------\n\nWords -- -- so\n\n```\na   b\n--- ---\n```",
}  # fmt: skip


@pytest.mark.parametrize(("ruled", "rows"), RULED.items())
def test_tables_of_pandoc_are_tables(ruled, rows):
    """A simple one was two lines with a rule between them."""
    assert with_ruled_tables(f"First.\n\n{ruled}\n", "notes.md", Brought()).split("First.")[1].strip() == rows


def test_the_whole_of_a_title_that_is_too_long_is_printed_below_it(tmp_path):
    """Words above a row of --- are a title in Markdown. Of what a paramedic was told, all but the beginning was lost."""
    said = " ".join(f"Step {number}: rest, and drink." for number in range(1, 12))
    told = brought(tmp_path, "a.md", f"# One\n\nSo.\n\n{said}\n---\n\nOn.\n")
    assert told.returncode == 0, told.stderr
    assert "Step 11: rest, and drink." in written(tmp_path / "made")


def test_fields_of_libreoffice_show_what_they_show(tmp_path):
    """Take 5 mg was "Take mg": the dose was a variable. See page 12 led to another page, and hidden paragraphs were printed."""
    hidden = '<style:style style:name="X" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>Take <text:variable-get text:name="d">5</text:variable-get> mg, <text:drop-down><text:label text:value="a"/>twice</text:drop-down> a day, '
        '<text:expression>10</text:expression> in all<text:variable-set text:display="none">secret</text:variable-set>; '
        'see page <text:bookmark-ref text:reference-format="page">12</text:bookmark-ref>.</text:p><text:p text:style-name="X">Hidden</text:p>'
    )
    told = brought(tmp_path, "leaflet.odt", zipped({"content.xml": f"<office:document-content {ODF}><office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"}))
    text = written(tmp_path / "made")
    assert "Take 5 mg, twice a day, 10 in all; see page \\[what stood here in the document: the number of a page\\]." in text
    assert "Hidden" not in text and "secret" not in text and "hidden words were left out" in told.stdout


# A whole part of a page that is struck or bold, as editors of websites write it.
AROUND = """<h1>Rest</h1><p>So.</p><del><p>Take 5 mg.</p><h2>Doses</h2><ul><li>6 mg</li></ul><table><tr><th>a<th>b<tr><td>1<td>2</table></del>
<p style="text-decoration: line-through">7 mg</p><em><p>One.</p><p>Two.</p></em><strong><p>Mind <span style="font-weight: normal">this</span>.</p></strong>
<p style="font-weight: bold">Rest<a href="#n" id="m"><sup>1</sup></a></p><p>Eat.</p><div id="n"><p><a href="#m">1</a> Lee.</p></div>"""


def test_what_is_struck_or_bold_around_paragraphs_is_so_in_each(tmp_path):
    """Take 5 mg, which the page crosses out with all around it, was printed as advice."""
    told = brought(tmp_path, "page.html", f"<title>Rest</title>{AROUND}")
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    for words in ("~~Take 5 mg.~~", "- ~~6 mg~~", "| ~~1~~ | ~~2~~ |", "~~7 mg~~", "*One.*\n\n*Two.*", "**Mind** this", "<b>Rest</b>[^1]\n\nEat.\n\n[^1]: Lee."):
        assert words in text


@pytest.mark.parametrize(("list_", "printed", "told"), [
    ('<ol style="list-style-type:none"><li>A<li>B</ol>', "- A\n- B", ""),
    ('<style>.n{list-style:none inside}</style><ol class="n"><li>A<li>B</ol>', "- A\n- B", ""),
    ('<style>.n{list-style:none}.n li::before{content:counter(n) "."}</style><ol class="n"><li>A<li>B</ol>', "1. A\n2. B", ""),
    ('<ol style="list-style: lower-alpha"><li>A<li>B</ol>', "1. A\n2. B", "printed as a. are 1."),
    ('<ol><li style="list-style-type:upper-roman">A<li>B</ol>', "1. A\n2. B", "printed as I. are 1."),
    ("<ol type=A start=' 3'><li>A<li>B</ol>", "3. A\n4. B", "printed as A. are 1."), ('<ol type="disc"><li>A<li>B</ol>', "- A\n- B", ""),
])  # fmt: skip
def test_a_list_has_the_numbers_that_its_page_shows(tmp_path, list_, printed, told):
    """Things to bring, which the page does not count, were steps 1 to 5; and "do step b" led to none."""
    said = brought(tmp_path, "page.html", f"<h1>Rest</h1><p>So.</p>{list_}")
    assert written(tmp_path / "made").endswith(f"So.\n\n{printed}\n") and told in said.stdout
    assert ("numbers printed" in said.stdout) == bool(told)


# Ticks and crosses as websites draw them: by a font, by a drawing, by a picture; and a letter that is a picture.
ICONS = """<h1>Rest</h1><table><tr><th>Food<th>Safe<th>Ask<tr><td>Milk<td><i class="fa fa-check"></i><td><svg><use href="#i-cross"/></svg>
<tr><td>Wine<td><span class="icon-cross"></span><td><i class="fa fa-x" aria-label="No"></i><tr><td>Tea<td><span class="material-icons">check_circle</span><td><i class="fa fa-glass"></i>
<tr><td>Pill<td><img src="img/tick.png" alt=""><td><img src="bed.png" alt="A blue pill"></table>
<ul><li><i class="fa fa-times" aria-hidden="true"></i> Wine</ul>
<p>Call <i class="fas fa-phone"></i> 999. Take <b>2<img src="half.png" alt="½"> now</b>, <img src="s.png" class="emoji" alt="well"> if &lt;38.
<a href="https://example.org"><i class="fa fa-link"></i>Site</a> <svg><title>Menu</title></svg></p>"""


def test_icons_and_pictures_of_letters_are_words_or_are_told(tmp_path):
    """Of a table that says by ticks what is safe to eat only empty cells were left; and a dose of 2½ was two paragraphs."""
    (tmp_path / "bed.png").write_bytes(picture())
    told = brought(tmp_path, "page.html", ICONS)
    assert told.returncode == 0, told.stderr
    text = written(tmp_path / "made")
    gone = "\\[what stood here in the document: an icon (fa fa-glass)\\]"
    assert f"| Milk | ✓ | ✗ |\n| Wine | ✗ | No |\n| Tea | ✓ | {gone} |\n| Pill | ✓ | A blue pill |\n" in text
    assert "- ✗ Wine\n" in text and "Take **2½ now**, well if <38." in text
    assert "[Site](https://example.org)" in text and "Menu" not in text
    assert "an icon was left out: fas fa-phone" in told.stdout and "fa-link" not in told.stdout


# Questions that open their answers, as websites have them, and what opens no answer.
QUESTIONS = """<header><button aria-expanded=false aria-controls=m>Menu</button><ul id=m hidden><li>Home</ul></header><h1>Rest</h1><p>So.</p>
<div><button aria-expanded=false>Open all</button></div><div><button aria-expanded="false">Can I eat?</button><div style="display:none">Not before.</div></div>
<div><button class="faq-question"><span>Can I drink?</span></button></div><div hidden><p>Sips.</p></div>
<div><button data-bs-target="#c" aria-expanded=true>Can I drive?</button></div><div id=c class=collapse>No.</div>
<button aria-expanded=false aria-controls=s>Share</button><div id=s role=menu>Post</div><button aria-expanded=false>More</button>"""


def test_what_stands_on_a_button_that_opens_an_answer_is_its_question(tmp_path):
    """Of "Can I drive? No." only the answer was left."""
    told = brought(tmp_path, "page.html", QUESTIONS)
    assert told.returncode == 0, told.stderr
    asked = "**Can I eat?**\n\nNot before.\n\n**Can I drink?**\n\nSips.\n\n**Can I drive?**\n\nNo.\n\nPost\n"
    assert written(tmp_path / "made").endswith(f"So.\n\n{asked}")
    assert all(f"a button was left out: {words}" in told.stdout for words in ("Menu", "Open all", "Share", "More"))


def test_changes_of_criticmarkup_are_asked_about(tmp_path):
    """Take {--three--}{++two++} was printed as it is typed, with both doses."""
    text = "# Rest\n\nTake {--three--}{++two++} {~~red~>blue~~} {==pills==}{>>Sure -- now?<<}, not `{++so++}`.\n\n```\n{--x--}\n```\n"
    told = brought(tmp_path, "a.md", text)
    assert told.returncode == 1 and "a.md:3:6: open-changes: tracked changes are open: 2 put in and 2 taken out" in told.stderr
    rest = "==pills==<!-- said by somebody: Sure - now? -->, not `{++so++}`.\n\n```\n{--x--}\n```\n"
    for choice, dose in (("accept", "two blue"), ("refuse", "three red")):
        told = typed("import", tmp_path / "a.md", "--out", tmp_path / choice, "--changes", choice)
        assert "tracked changes were" in told.stdout and "1 comment kept" in told.stdout, told.stderr
        assert written(tmp_path / choice).endswith(f"Take {dose} {rest}")
    typed("import", tmp_path / "a.md", "--out", tmp_path / "made", "--changes", "accept", "--comments", "drop")
    assert "==pills==, not" in written(tmp_path / "made")
