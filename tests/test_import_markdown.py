"""What was written in the Markdown of other programs is brought in, as it stood, or it is told."""
import cProfile
import re

import pytest

from booklet.imports.brought import Brought
from booklet.imports.markdown.tables.ruled import with_ruled_tables
from tests.commands import typed
from tests.documents import brought, made_of, written
from tests.reader import page_of
from tests.test_import import picture

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


@pytest.mark.parametrize("text", [
    "x" * 70_000, "# a\n" * 1_200, "> " * 400 + "x", "[[" * 2_000, "![" * 2_000, "::: a\n" * 500, "\ue100picture:x\ue101",
    " ".join("`" * n for n in range(1, 600)), "[1][2] " * 20_000, "<!-- x " * 20_000,  # the first two took minutes
])  # fmt: skip
def test_hostile_markdown_is_copied_or_refused(tmp_path, text):
    told = brought(tmp_path, "x.md", text)
    assert told.returncode in (0, 1) and "Traceback" not in told.stderr and "fault of its own" not in told.stderr


def test_a_table_that_is_html_and_a_picture_over_two_lines(tmp_path):
    """Markdown has no merged cells, so books have such tables; and Pandoc wraps what Word says of a picture."""
    (tmp_path / "knee.png").write_bytes(picture())
    table = '<table>\n <tr><th>Drug</th><th>Dose</th></tr>\n <tr><td colspan="2">At night*</td></tr>\n <tr><td>A | B</td><td>5<br>6</td></tr>\n</table>'
    text = f'# Knee\n\n{table}\n\n![A knee, drawn\nfrom its side](knee.png){{width="2in"\nheight="3in"}}\n\n[so]{{.underline}} :a: it is.\n\n```\n<table>\n</table>\n```\n'
    made, told = made_of(tmp_path, "notes.md", text)
    assert "Table: At night\\*\n\n| Drug | Dose |\n|---|---|\n| A \\| B | 5 <br> 6 |\n" in made
    assert '![A knee, drawn from its side](<figures/knee-2.png>){width="2in" height="3in"}\n' in made and "```\n<table>\n</table>\n```" in made
    assert "a row of one cell stands above the rows below it" in told


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
    made, told = made_of(tmp_path, "notes.md", f"# Knee\n\nWords.\n\n{contents}\n## 1. Before\n\n### 1.1 How?\n\nSo.\n\n### So\n\n## After\n\n### 1.2 When\n\nNow.\n\n### So\n\nNow.\n")
    assert "[1.1 How?](#11-how)\n- [1.2 When](#12-when)\n- Gone and so\n" in made, "two sections have a heading So"
    assert "a link to gone is plain words now" in told
    page = page_of(tmp_path / "made", is_dressed=False).replace("\u00a0", " ")
    leads = dict(re.findall(r'<a href="#([^"]*)">(1[^<]*)</a>', page))
    named = {words: re.search(rf'id="{to}">(?:<h2><span[^<]*</span>)?\s*([^<]*)<', page) for to, words in leads.items()}
    assert {words: found and found[1].strip() for words, found in named.items() if words[:3] in ("1.1", "1.2")} == {"1.1 How?": "1.1 How?", "1.2 When": "1.2 When"}


def test_a_title_with_signs_of_other_programs_is_printed_as_it_stood(tmp_path):
    """It was told so, and printed with a blank in it."""
    told = brought(tmp_path, "notes.md", "# Give {{X}}, {% y %} or 5 \\<a\n\nRest.\n")
    assert told.returncode == 0 and 'Wrote' in told.stdout and '"Give {{X}}, {% y %} or 5 <a"' in told.stdout
    assert "Give {{X}}, {% y %} or 5 &lt;a</h1>" in page_of(tmp_path / "made", is_dressed=False)


def test_titles_that_count_as_the_press_does_lose_their_numbers(tmp_path):
    """Each number was printed twice. Where they count otherwise, they are words of the title."""
    told = brought(tmp_path, "diet.md", "# Diet\n\n## 1. Fat\n\nSee [sugar](#2-sugar).\n\n## 2. Sugar\n\nLess.\n\n## Help\n\nAsk.\n")
    assert "the press numbers its sections itself" in told.stdout, told.stderr
    made = {file.name: file.read_text("utf-8") for file in (tmp_path / "made").glob("*.md")}
    assert 'title: "Fat"' in made["010-fat.md"] and 'title: "Sugar"' in made["020-sugar.md"]
    assert '<a href="#section-sugar">sugar</a>' in page_of(tmp_path / "made", is_dressed=False)
    told = brought(tmp_path / "b", "diet.md", "# Diet\n\n## Why?\n\nSo.\n\n## 1. Sugar\n\nLess.\n\n## 2. Fat\n\nLess.\n")
    assert "itself" not in told.stdout and "sections too: 2 1. Sugar" in told.stdout and "1. Sugar" in (tmp_path / "b" / "made" / "020-1-sugar.md").read_text("utf-8")
    told = brought(tmp_path / "c", "study.md", "# Study\n\n## Aims\n\nSo.\n\n## II. Methods\n\nSo.\n\n## III. Ends\n\nSo.\n")
    assert "itself" in told.stdout and [file.name for file in sorted((tmp_path / "c" / "made").glob("*-*.md"))] == [
        "010-aims.md", "020-methods.md", "030-ends.md"]


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
    "!!! note\nRest.\n!!!": "::: note\nRest.\n:::",
    "So %% ask -- Ann %% it is.\n\n%%\nlines\n%%": "So <!-- said aside: ask - Ann --> it is.\n\n<!-- said aside: lines -->",
    "[TOC]\n\n* toc\n{:toc}\n\n\\newpage\n\n{{< toc >}}\n\n#a #b-c\n\nOn. ^my-block": "On.",
    ':::danger Do not drive\nRest.\n:::\n\n:::tip[With food]\nEat.\n:::\n\n:::{warning} No *wine*\nSip.\n:::\n\n::: details For children\nHalf.\n:::':
        "::: safety Do not drive\nRest.\n:::\n\n::: key-point With food\nEat.\n:::\n\n::: safety No *wine*\nSip.\n:::\n\n"
        "<!-- a box: details  -->\n\n**For children**\n\nHalf.\n\n<!-- end of a box -->",
    ':::{admonition} Mind\n:class: warning\nRest.\n:::\n\n```{note} So\n:class: x\n\n- Rest\n```\n\n=== "Adults"\n    2 tablets\n\n=== "Children"\n    1 tablet':
        "::: safety Mind\nRest.\n:::\n\n::: note So\n- Rest\n:::\n\n**Adults**\n\n2 tablets\n\n**Children**\n\n1 tablet",
    '::: {.content-hidden}\nNo.\n::: note\nNo.\n:::\n:::\n\n<div style="display: none">\nNo.\n</div>\n<p hidden>No.</p>\n\n::: {.content-hidden when-format="html"}\nYes.\n:::':
        "<!-- a box: .content-hidden when-formathtml -->\n\nYes.\n\n<!-- end of a box -->",
    '::: {.content-visible when-format="html"}\n5 mg\n:::\n::: {.content-hidden unless-format="pdf"}\n6 mg\n:::\n[7 mg]{.content-visible when-profile="x"}[8 mg]{.content-visible when-meta="x"} on.':
        "<!-- a box: .content-hidden unless-formatpdf -->\n\n6 mg\n\n<!-- end of a box -->\n\n8 mg on.",
    'Press ++ctrl+c++, a++b++ and ^^so^^: [dose:: 5 mg] (time:: 8 pm).\n\n--8<-- "a.md"':
        "Press ctrl+c, a++b++ and so: dose: 5 mg 8 pm.\n\n\\[what stood here in the document: the words of another file\\]",
    '1. Item\n\n    ::: {.callout-tip}\n    Rest.\n    :::\n\n2. Two\n\n    !!! warning "No wine"\n        Nor *beer*.\n\n        - So\n\n- x\n  > [!NOTE]\n  > Eat.\n\n!!! info "Mind"\n!!! tip "Two"':
        "1. Item\n\n    **Tip**\n\n    Rest.\n\n2. Two\n\n    **No wine**\n\n    Nor *beer*.\n\n    - So\n\n- x\n  > **Note**\n  >\n  > Eat.\n\n**Mind**\n\n**Two**",
    '{{< notice warning "No *wine*" >}}\nRest.\n{{< /notice >}}\n\n{{% alert title="Mind" color="danger" %}}\n- Rest\n{{% /alert %}}\n\n'
    '{{< hint danger >}}So.{{< /hint >}}\n\n{{< expand "For children" >}}\nHalf.\n{{< /expand >}}':
        "::: safety No *wine*\nRest.\n:::\n\n::: safety Mind\n- Rest\n:::\n\n::: safety Danger\nSo.\n:::\n\n**For children**\n\nHalf.",
    '<Aside type="tip" title="Mind">So</Aside>\n\n<Tab label="Adults">\n2 tablets\n</Tab>\n\n- <input type="checkbox" checked> I agree\n\n'
    'Name: <input type="text">, <q>so</q> <ruby>薬<rp>(</rp><rt>くすり</rt><rp>)</rp></ruby>':
        "::: key-point Mind\nSo\n:::\n\n**Adults**\n\n2 tablets\n\n- [x] I agree\n\nName: ____, “so” 薬 (くすり)",
    '{{< tabs >}}\n{{< tab "Adults" >}}\n5 mg\n{{< /tab >}}\n{{< tab "Children" >}}\n{{< notice tip >}}\n1 mg {{< ref x >}}\n{{< /notice >}}\n{{< /tab >}}\n{{< /tabs >}}':
        "**Adults**\n\n5 mg\n\n**Children**\n\n::: key-point Tip\n1 mg \\{{\\< ref x >}}\n:::",
    "> [!warning] Mind\n> So.\n>> [!note] Two\n>> On.": "::: safety Mind\nSo.\n> **Two**\n>\n> On.\n:::",
    ":::: warning\n::: title\nNo wine\n:::\n\nSip.\n::::\n\n[So](javascript:show('a');) [on](javascript:void(0))\n\n<figure><figcaption><p>A</p>\n<p>B</p></figcaption></figure>":
        "::: safety No wine\n\nSip.\n:::\n\nSo on\n\nA\n\nB",
    '![A\nB](no.png){alt="C"}': "<!-- a picture stood here: C -->\n\nA B",
    "{{< box >}}\nRest.\n{{< /box >}}\n{% include x.html %}": "Rest.",
    '<style>\np { x }\n</style>\n\n{{ wip() }}\n\nOne</br>two\n\n{{< figure src="no.png"\n alt="A bed" caption="Here" >}}\n\n{% box(title="Mind") %}\nRest.\n{% end %}':
        "One<br>two\n\n<!-- a picture stood here: A bed -->\n\nHere\n\n**Mind**\n\nRest.",
    "[Find us]({{ site.url }}/x) and {{ NAME }}": "Find us and \\{{ NAME }}",
    "##\n\n`{{ a }}`\n\n```\n{% b %}\n```": "`\\{{ a }}`\n\n```\n\\{% b %}\n```",
    "There were `r n` people. See \\@ref(fig:a).\n\n```{r setup, include=FALSE}\nx\n```\n\n```{.python}\ny\n```":
        "There were \\[what stood here in the document: a number that a program works out\\] people. "
        "See \\[what stood here in the document: the number of a figure, table or section\\].\n\n\n\n```{.python}\ny\n```",
    "```mermaid\ngraph TD\n```": "\\[what stood here in the document: what a program makes of code (mermaid)\\]",
    "```\n!!! note\n%% x %%\n[TOC]\n```": "```\n!!! note\n%% x %%\n[TOC]\n```",
    '<p align="center">One <a href="https://example.org">two</a></p>\n<p><font color="red">Three</font></p>':
        "One [two](https://example.org)\n\nThree",
    'Take 5 <font face="Symbol">m</font>g, or <span style="font-family: Symbol">&#179;</span> 2, <font face=Arial>m</font>.': "Take 5 \u03bcg, or ≥ 2, m.",
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
    "\uf0a8One\n\n\uf0fbDrive\n\n\uf0fc Walk": "• One\n\n✗ Drive\n\n✓ Walk",
    "Rest.[^1]\n\n<!-- [^2]: Two.\n[^3]: Three. -->\n[^1]: One.": "Rest.[^1]\n\n<!-- [^2]: Two.\n[^3]: Three. -->\n\n[^1]: One.",
    "::: {.panel-tabset}\n## Adults\n5\\ mg\n:::\n\nSo.":
        "<!-- a box: .panel-tabset -->\n\n**Adults**\n\n5\u00a0mg\n\n<!-- end of a box -->\n\nSo.",
    "Above $ 38.5^{\\circ} $C, 10 $\\mu$g, m$^2$, $1\\frac{1}{2}$ or \\( 4 \\times 4 \\) of $5 and $6, not `$x^2$`.":
        "Above 38.5°C, 10 μg, m<sup>2</sup>, 1 1/2 or 4 × 4 of $5 and $6, not `$x^2$`.",
    "So $\\sqrt{x}$ and $\\frac{a + b}{c}$ and $\\cancel{5}$.\n\n$$\n5 \\leq x\n$$": "So `\\sqrt{x}` and `\\frac{a + b}{c}` and `\\cancel{5}`.\n\n5 ≤ x",
    "| Mon | Tue |\n|---|---|\n\nOn.": "| Mon | Tue |\n|---|---|\n|  |  |\n\nOn.",
    "- | a | A long cell which says all that there is to say of it |\n  |---|---|":
        "- |  |  |\n  |---|---|\n  | a | A long cell which says all that there is to say of it |",
    "| a | b |\n| c | d |\n\n| e | f |\n|---|---|\n| g | h |": "|  |  |\n|---|---|\n| a | b |\n| c | d |\n\n| e | f |\n|---|---|\n| g | h |",
    "a | b | c\n---|:---:|:--\nd | e | f": "a | b | c\n---|:---:|:--\nd | e | f",
    "| a | b |\n|---|---|\n| [[knee\\|that]] | c |": "| a | b |\n|---|---|\n| [that](#knee) | c |",
    'So.\n{align="center"}\n\nOn.': "So.\n\n\nOn.",
    "See [[Knee]] and [[knee|that]].": "See [Knee](#knee) and [that](#knee).",
    "If a<b and c>d, x<y>z, 5<x<10, \U0001d45d<0.05, age ⩾ 65, ⩽ 5 mg, type Ⅱ, 2\uf0b0C to 8 \uf0b0C, \uf0b3 65, 5 \uf06dg.": "If a\\<b and c>d, x\\<y>z, 5<x<10, p<0.05, age ≥ 65, ≤ 5 mg, type II, 2°C to 8 °C, ≥ 65, 5 µg.",
    "[a](arxiv:2101.00001), [b](isbn:9780306406157), <urn:isbn:9780306406157>":
        "[a](arxiv:2101.00001), b (ISBN 9780306406157), ISBN 9780306406157",
    "\\{{ a }} `\\{{ b }}` \\\\{{ c }}": "\\{{ a }} `\\{{ b }}` \\\\\\{{ c }}",
    "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td rowspan=2>c</td></tr><tr><td>d</td></tr></table>":
        "|  |  |\n|---|---|\n| a <br> b | c |\n| d | c |",
    "[Dose: 5 mg]: 3 tablets\n\n[Dose]: 5mg\n\nSee [it] and [that].[^1]\n\n[it]:\nhttps://x.org\n[that]: <https://z.org>\n'T'\n[^1]: So.\n"
    "<!-- no\n[^2]: more.\n## end -->\nOn.":
        "[Dose: 5 mg]: 3 tablets\n\n[Dose]: 5mg\n\nSee [it] and [that].[^1]\n\n<!-- no\n[^2]: more.\n## end -->\nOn.\n\n"
        "[it]:\nhttps://x.org\n[that]: <https://z.org>\n'T'\n\n[^1]: So.",
    "Half, 50%% of `5%% a`, and 20%%.": "Half, 50\\%% of `5%% a`, and 20%%.",
    "| a | b |\n|---|---|\n| 1 |\n| `x\\|` | 3 | 4 |\n\n- | c | d |\n  |---|---|\n  | 5\n\ne | f\n--- | ---\n6 | 7": "| a | b |  |\n|---|---|---|\n| 1 |  |  |\n"
        "| `x\\|` | 3 | 4 |\n\n- | c | d |\n  |---|---|\n  | 5 |  |\n\ne | f\n--- | ---\n6 | 7",
    ":pill: :smile: at 10:30:15 :white_check_mark: and :x: :bulb:": ":pill: \\:smile: at 10:30:15 ✓ and ✗ 💡",
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
    "So <!-- ![a](no.png) --> on `<!-- ![b](c) -->`.\n\n<!-- Not yet:\n\n::: {.x}\n%% y %%\n{{< z >}}\n:::\n\n5 mg. -->\n\nOn.":
        "So <!--  [a](no.png) --> on `<!-- ![b](c) -->`.\n\n<!-- Not yet:\n\n   .x \n   y   \n    z    \n \n\n5 mg. -->\n\nOn.",
    "<link rel='x' href='y'>\nSo</span> <span class='a'>on.\n\n<a class='b'\nhref='https://x.org'>\nFind\n<span>us</span>\n</a>\n\n"
    "<span style='text-decoration: line-through'>9\nmg</span> `<span>`": "So on.\n\n[Find us](https://x.org)\n\n<del>9 mg</del> `<span>`",
    "### Doses { }\n\n[Two\nwords]{.red} [three]{id=x .y} [rot]{lang=de}": '---\ntitle: "Doses"\n---\n\nTwo words three [rot]{lang=de}',
    "So[1][5], [2][3]. [All][Other page], [that][p], ![a][p].\n\n[p]:\nhttps://x.org\n[3]: https://y.org":
        "So\\[1\\]\\[5\\], [2][3]. All, [that][p], [a](https://x.org).\n\n[p]:\nhttps://x.org\n[3]: https://y.org",
    "<div class='a'>\n    <p>Take 5 mg.</p>\n    <div>+</div>\n    <div>\n        <p>So</p>\n    </div>\n</div>\n\n1. On\n\n    <div>\n        In it.\n    </div>\n\n"
    "<section>\n\n    <p>1. May</p>\n\n</section>\n\n<div>\n```\n    x\n```\n</div>":
        "Take 5 mg.\n\n\\+\n\nSo\n\n1. On\n\n    \n   In it.\n    \n\n1\\. May\n\n```\n    x\n```",
    "<div>\n    <a href='https://x.org'\n        title='A : b'>\n        <img src='no.png'\n            alt='Bed'>\n    </a>\n</div>": "[Bed](https://x.org)",
    "So {{<ref x-y>}}A{{</ref>}} or {{<c>}}, `{{<b>}}`, [that][#c] <image src='no.png' alt='A'>.":
        "So A or \\{{\\<c>}}, `\\{{<b>}}`, that <!-- a picture stood here: A -->.",
    "[So](https://x.org){target=_blank} [a](b.md){: .wide } **5 mg**{.red} `c`{.x} *9 mg*{.strike} 5{ .x }.":
        "[So](https://x.org) a **5 mg** `c` *9 mg*{.strike} 5{ .x }.",
    "So.\n\n    <table>\n      <tr><td>a<td>b<tr><td>c<td>d\n    </table>\n\nOn.": "So.\n\n| a | b |\n|---|---|\n| c | d |\n\nOn.",
}  # fmt: skip


def test_a_section_that_quarto_calls_by_its_name_is_led_to(tmp_path):
    """ "See @sec-doses" was told as the number of a figure, and a gap was left."""
    made, _ = made_of(tmp_path, "notes.qmd", "# Knee\n\nSee @sec-doses, not @sec-gone.\n\n## Doses {#sec-doses}\n\nOne.\n\n## Walk\n\nWalk.\n")
    assert "See [Doses](#doses), not \\[what stood here in the document: the number of a figure, table or section\\]." in made


@pytest.mark.parametrize(("typed_there", "here"), ELSEWHERE.items())
def test_what_asks_something_of_another_program_is_no_text(tmp_path, typed_there, here):
    """It was printed: a note to a colleague, the code of a drawing, a mark of Hugo."""
    text, _ = made_of(tmp_path, "notes.md", f"# Knee\n\nFirst.\n\n{typed_there}\n")
    made = text.split("First.")[1]
    assert re.sub(r"\n{3,}", "\n\n", made).strip() == re.sub(r"\n{3,}", "\n\n", here)


def test_front_matter_of_any_length_is_no_text(tmp_path):
    """A paper with its many authors was printed below a rule, and their emails with it."""
    authors = "".join(f"  - name: A. Lee {n}\n    email: a{n}@example.org\n" for n in range(200))
    text, _ = made_of(tmp_path, "a.md", f"---\ntitle: Knee\nauthor:\n{authors}---\n\nRest.\n")
    assert text == '---\ntitle: "Knee"\n---\n\nRest.\n'


def test_the_library_that_a_text_names_is_the_one_to_bring_in(tmp_path):
    """What to type next had LIBRARY in it, where the text says which file that is."""
    (tmp_path / "my works.bib").write_text("@article{ref1, title={Rest}}\n")
    told = brought(tmp_path, "a.qmd", "---\ntitle: Knee\nbibliography: my works.bib\n---\n\nRest [@ref1].\n")
    assert re.search(r"refs import '\S*my works.bib' --source", told.stdout) and "more than a title" not in told.stdout


def test_what_a_comment_hides_is_not_printed(tmp_path):
    """A box in it became a comment of its own, which ended the one around it: the dose that was withdrawn was printed."""
    told = brought(tmp_path, "a.md", "# Knee\n\nRest.\n\n<!-- Old:\n\n::: {.learn-more}\nBy mouth.\n:::\n\nTake 5 mg.\n-->\n\nEnd.\n")
    page = page_of(tmp_path / "made", is_dressed=False)
    assert told.returncode == 0 and "Rest." in page and "End." in page
    assert "5 mg" not in page and "By mouth" not in page and "--&gt;" not in page and "no box any more" not in told.stdout


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
    for says in ("a text stood between marks of code", "fill in prints as it stands: {{ NAME }}", "is left to the press: {.red}",
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
    "+---+-----+\n| a | b   |\n+===+=====+\n| 1 | | x |\n|   | | y |\n+---+-----+": "| a | b |\n|---|---|\n| 1 | x <br> y |",
    "+---+---+\n| a | b |\n+===+===+\n| 1 | x |\n|   +---+\n|   | y |\n+---+---+\n| all   |\n+-------+": "| a | b |\n|---|---|\n| 1 | x |\n| 1 | y |\n| all | all |",
    "| a |\n|---|\n| 1 |\n\n: Doses {#tbl-a}\n\nTable: Of the next\n\n| b |\n|---|\n| 2 |":
        "Table: Doses\n\n| a |\n|---|\n| 1 |\n\nTable: Of the next\n\n| b |\n|---|\n| 2 |",
    "Brown\n\n:   5 mg\n\n+---+\n| a |\n+===+\n| 1 |\n+---+\n\n: Doses\n\n| b |\n|---|\n| 2 |":
        "Brown\n\n:   5 mg\n\nTable: Doses\n\n| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |",
    ": Doses {#tbl-a}\n\n+---+\n| a |\n+===+\n| 1 |\n+---+": "Table: Doses\n\n| a |\n|---|\n| 1 |",
    "Words\n\n------\n\nWords -- -- so\n\n```\na   b\n--- ---\n```": "Words\n\n------\n\nWords -- -- so\n\n```\na   b\n--- ---\n```",
}  # fmt: skip


@pytest.mark.parametrize(("ruled", "rows"), RULED.items())
def test_tables_of_pandoc_are_tables(ruled, rows):
    """A simple one was two lines with a rule between them."""
    assert with_ruled_tables(f"First.\n\n{ruled}\n", Brought()).split("First.")[1].strip() == rows


def test_the_whole_of_a_title_that_is_too_long_is_printed_below_it(tmp_path):
    """Words above a row of --- are a title in Markdown. Of what a paramedic was told, all but the beginning was lost."""
    said = " ".join(f"Step {number}: rest, and drink." for number in range(1, 12))
    text, _ = made_of(tmp_path, "a.md", f"# One\n\nSo.\n\n{said}\n---\n\nOn.\n")
    assert "Step 11: rest, and drink." in text


def test_changes_of_criticmarkup_are_asked_about(tmp_path):
    """Take {--three--}{++two++} was printed as it is typed, with both doses."""
    text = "# Rest\n\nTake {- three -}{+ two +} {~~red~>blue~~} {--or--}{++and++} {==pills==}{>>Sure -- now?<<}, not `{++so++}`.\n\n```\n{--x--}\n```\n"
    told = brought(tmp_path, "a.md", text)
    assert told.returncode == 1 and "a.md:3:6: open-changes: tracked changes are open: 3 put in and 3 taken out" in told.stderr
    rest = "==pills==<!-- said by somebody: Sure - now? -->, not `{++so++}`.\n\n```\n{--x--}\n```\n"
    for choice, dose in (("accept", "two blue and"), ("refuse", "three red or")):
        told = typed("import", tmp_path / "a.md", "--out", tmp_path / choice, "--changes", choice)
        assert "tracked changes were" in told.stdout and "1 comment kept" in told.stdout, told.stderr
        assert written(tmp_path / choice).endswith(f"Take {dose} {rest}")
    typed("import", tmp_path / "a.md", "--out", tmp_path / "made", "--changes", "accept", "--comments", "drop")
    assert "==pills==, not" in written(tmp_path / "made")


def test_figures_that_count_themselves_are_counted_anew_and_led_to(tmp_path):
    """Each chapter's Figure 1 was refused by the build that followed; of a page, "see Figure 2" led to another picture."""
    for name in ("bed", "knee", "chair", "next/knee"):
        (tmp_path / "notes" / "images" / f"{name}.png").parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / "images" / f"{name}.png").write_bytes(picture())
    text = "Look at Figure 1, Figs. 1 and 2, and Fig. 3 (Figures 1-2). Not Figure 1 of the guideline, nor `Figure 1`."
    first = "# Bed\n\n{}\n\n![A bed in a room](images/bed.png)\n\n*Figure 1: A bed*\n\n- ![A bent knee](images/knee.png)\n  **Fig. 2.** A knee\n"
    (tmp_path / "notes" / "1.md").write_text(first.format(text), "utf-8")
    second = "# Rest\n\nSee Figure 1 and Figure 2.3.\n\n![A chair](images/chair.png)\nFigure 1: A chair\n\n![A knee](images/next/knee.png)\nFigure 2.3\n"
    (tmp_path / "notes" / "2.md").write_text(second, "utf-8")
    told = typed("import", tmp_path / "notes", "--out", tmp_path / "made")
    assert told.returncode == 0, told.stderr
    bed, rest = ((tmp_path / "made" / name).read_text("utf-8") for name in ("010-bed.md", "020-rest.md"))
    assert "Look at [](#bed-2), [](#bed-2) and [](#knee), and Fig. 3 (Figures 1-2). Not Figure 1 of the guideline, nor `Figure 1`." in bed
    assert "![A bed in a room](<figures/bed-2.png>)\n\nFigure: A bed\n\n- ![A bent knee](<figures/knee.png>)\n  Figure: A knee\n" in bed
    assert "See [](#chair) and [](#knee-2).\n\n![A chair](<figures/chair.png>)\nFigure: A chair\n" in rest
    assert "the text names Figures 1-2, and the press counts anew (see that it names the right one)" in told.stdout
    built = typed("build", "--draft", "--edition", "text", "--source", tmp_path / "made", "--out", tmp_path / "made" / "dist")
    assert built.returncode == 0, built.stderr
    assert "See Figure 3 and Figure 4." in next((tmp_path / "made" / "dist").glob("*.txt")).read_text("utf-8")


def test_titles_keep_what_their_marks_say(tmp_path):
    """A count of 10 to the ninth was 109; a dose that was struck read as if it held, and a link led nowhere without a word."""
    text = "# Blood\n\n## PSA 10<sup>9</sup> and H~2~O\n\nSo.\n\n## ~~20~~ 10 mg\n\nSo.\n\n## A [page](https://example.org/a)\n\n### ~~Old~~ New\n\nSo."
    made, told = made_of(tmp_path, "blood.md", text)
    assert re.findall("title: .*|##.*", made) == [
        'title: "PSA 10⁹ and H₂O"', 'title: "10 mg"', 'title: "A page"', "## ~~Old~~ New",
    ]  # fmt: skip
    assert 'left out of a title: "20"' in told and "a title leads nowhere now: https://example.org/a" in told


def test_a_link_around_blocks_of_html_is_on_their_words(tmp_path):
    """A stroke stood alone above the words and another below, or the tag itself was printed."""
    text = '# Rest\n\n## Ward\n\n<a href="https://a.example/"><div>\n<h3>Ward</h3>\n<p>Ring\nus.</p>\n</div></a>\n\n<a href="https://b.example/">\n\n- Sit\n- Lie\n\n</a>'
    made, _ = made_of(tmp_path, "rest.md", text)
    words = [line for line in made.split("\n") if line.strip()][-4:]
    assert words == [
        "## [Ward](https://a.example/)", "[Ring us.](https://a.example/)", "- [Sit](https://b.example/)", "- [Lie](https://b.example/)",
    ]  # fmt: skip


def test_items_without_words_are_places_to_write_or_are_left_out(tmp_path):
    """A form of three numbers was refused by the build that followed, and so was a mark that somebody had left behind."""
    text = "# Form\n\n1.\n2.\n\n- Rest\n-\n- Sleep\n\nIt is step\n1.\n\n1.\n   Wash\n\n```\n1.\n2.\n```\n"
    made, told = made_of(tmp_path, "form.md", text)
    assert made.split("---\n\n")[1] == (
        "1. ____\n2. ____\n\n- Rest\n- Sleep\n\nIt is step\n1.\n\n1.\n   Wash\n\n```\n1.\n2.\n```\n"
    )
    assert "numbers without words are places to write now" in told and "said nothing was left out" in told


def test_marks_in_the_title_of_front_matter_are_read(tmp_path):
    """Pandoc and Quarto read them: the title was printed with its tags."""
    text, _ = made_of(tmp_path, "psa.md", "---\ntitle: PSA 10<sup>9</sup> or 2*3*4\n---\n\nSo.\n")
    assert 'title: "PSA 10⁹ or 2*3*4"' in text


def test_a_heading_over_all_beside_the_title_of_the_front_matter_is_kept(tmp_path):
    """It was printed nowhere, and nobody was told."""
    made_of(tmp_path, "psa.md", "---\ntitle: PSA\n---\n\n# Your blood test\n\n## Before\n\nEat.\n")
    assert 'title = "PSA"\nsubtitle = "Your blood test"\n' in (tmp_path / "made" / "booklet.toml").read_text("utf-8")


@pytest.mark.parametrize(("works", "hint"), [
    ("1. Lee A. Knees. BMJ 2020. doi:10.1136/bmj.a1.\n2. Ray B. PMID: 123456", "refs add 10.1136/bmj.a1 --evidence KIND --source FOLDER"),
    ("1. Lee A. Knees. 2020. [10.1136/bmj.a1](https://doi.org/10.1136/bmj.a1)", "refs add 10.1136/bmj.a1 --evidence"),
    ("1. Lee A. Knees. 2020. https://doi.org/10.1016/S0140-6736(20)30183-5.", "refs add '10.1016/S0140-6736(20)30183-5' --evidence"),
    ("Lee A. Knees. BMJ 2020.", "leave them so, or bring in the library"), ("::: {#refs}\n:::", ""),
])  # fmt: skip
def test_works_that_somebody_has_typed_are_kept_and_told(tmp_path, works, hint):
    text, told = made_of(tmp_path, "psa.md", f"# PSA\n\nIt helps [1].\n\n## Literatur\n\n{works}\n")
    assert ('the works below "Literatur" are words, as they were typed' in told) == bool(hint) and hint in told
    assert text.endswith(f"{works}\n") or not hint


def test_a_title_that_is_a_link_to_a_file_with_a_blank_is_its_words(tmp_path):
    """The address stood in the title, in letters that no font has, and nothing could be built."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "index.md").write_text("# Help\n\n## [Chest pain](Chest%20pain.md)\n\nRest, and see [what to do](Chest%20pain.md).\n")
    (notes / "Chest pain.md").write_text("# Chest pain\n\nCall 999.\n")
    assert typed("import", notes, "--out", tmp_path / "made").returncode == 0
    text = written(tmp_path / "made")
    assert "\ue100" not in text and "Rest, and see [what to do](#chest-pain" in text and "Chest pain" in text.split("Rest")[0]


def test_a_link_out_of_a_folder_is_told_and_brings_nothing_in(tmp_path):
    """It was a fault of the press. What lies elsewhere is perhaps meant for nobody else."""
    vault = tmp_path / "vault"
    (vault / "below").mkdir(parents=True)
    (vault / "a.md").write_text("# Wash\n\nNow.\n", encoding="utf-8")
    (tmp_path / "private.md").write_text("# Debts\n\nMany.\n", encoding="utf-8")
    (vault / "below" / "b.md").symlink_to(tmp_path / "private.md")
    done = typed("import", vault, "--out", tmp_path / "made")
    assert done.returncode == 1 and "b.md: outside-file: this is a link that leads out of the folder" in done.stderr, done.stderr
    assert not (tmp_path / "made").exists() and "Debts" not in done.stdout + done.stderr


def calls_for(tmp_path, name: str, text: str) -> int:
    """How many calls an import makes."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with cProfile.Profile() as profile:
        typed("import", tmp_path / name, "--out", tmp_path / f"{name}-out")
    return sum(each.callcount for each in profile.getstats())


def test_many_titles_of_one_name_are_told_apart_and_take_no_longer_each(tmp_path):
    """Twenty thousand took half a minute, of which most was to look for a number that is free."""
    few, many = (calls_for(tmp_path, f"{count}.md", "# Care\n\n" + "1. # Wash\n" * count) for count in (500, 2_000))
    assert many < 5 * few
    (tmp_path / "a.md").write_text("# Wash\n\nA.\n\n# Wash 2\n\nB.\n\n# Wash\n\nC.\n\n# Wash\n\nD.\n", encoding="utf-8")
    typed("import", tmp_path / "a.md", "--out", tmp_path / "a")
    assert sorted(file.stem[4:] for file in (tmp_path / "a").glob("0*.md")) == ["wash", "wash-2", "wash-3", "wash-4"]
