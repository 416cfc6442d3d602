"""Markdown as chatbots, Google Docs, Notion, Obsidian and Pandoc write it: what they leave in it is no word for a patient."""
import base64
import re
import shutil

import pytest

from tests.commands import typed
from tests.documents import brought, made_of, written
from tests.test_import import picture

INSIDE = base64.b64encode(picture()).decode()
LEFT = {  # what programs write, and what it is here
    "One in 7.:contentReference[oaicite:0]{index=0} So.": "One in 7. So.",
    "It lasts 4 hours. citeturn0search0turn0search3": "It lasts 4 hours.",
    "Drink 【4:2†leaflet.pdf】. [cite_start]Sleep [cite: 1, 2].": "Drink. Sleep.",
    "Rest ([oai_citation:1‡NHS](https://www.nhs.uk/a?utm_source=chatgpt.com)).": "Rest ([NHS](https://www.nhs.uk/a)).",
    "**Do not drive.** **  \n** Walk, **each** **day**.": "**Do not drive.**   \n Walk, **each** **day**.",
    "Name: \\_\\_\\_\\_\\_\\_  \nDate: \\_\\_/\\_\\_/\\_\\_\\_\\_": "Name: ______  \nDate: __/__/____",
    "[**On the day\t3**](#on-the-day)\n\n[Before\t12](#before)\n\nWords.": "Words.",
    "[]{#_Toc2 .anchor}Words. {#words}\n\n- item {#it}": "Words.\n\n- item",
    "Call :fontawesome-solid-phone: 01392.": "Call 01392.",
    "import Tabs from '@theme/Tabs';\n\n<Tabs>\n\nWords.\n\n</Tabs>": "Words.",
    "- [-] Take zinc\n- [/] Rest\n- [!] No milk\n- [x] Done": "- ~~Take zinc~~\n- [ ] Rest\n- No milk\n- [x] Done",
    "::contentReference[oaicite:1]{index=1}\n\nRest.\n\n---": "Rest.",
    "Dose:: 200 mg": "Dose: 200 mg",
    "**Ask us**\nCall 01392.\n📞 01392 402317\n**Hours:** 9 to 5": "**Ask us**\\\nCall 01392.\\\n📞 01392 402317\\\n**Hours:** 9 to 5",
    "- Walk\n  id:: 6758190d-d084\n  card-repeats:: 1\n\t- Rest\n\t  logseq.order-list-type:: number": "- Walk\n\t- Rest",
    "* Stools that are:\n** watery\n** **black**\n* Fever\n** high": "* Stools that are:\n    * watery\n** **black**\n* Fever\n    * high",
    "Walk. (top)=\n\n(end)=": "Walk. (top)=",
    f"Walk.\n\n{'_' * 70}\n\nRest.\n\n{'_' * 69}": f"Walk.\n\n***\n\nRest.\n\n{'_' * 69}",
    "**Doses**\nAge | Dose\n--- | ---\n2 | 5 mg": "**Doses**\nAge | Dose\n--- | ---\n2 | 5 mg",  # a \\ there would be printed
    "| Tea | :material-check: |\n|---|---|\n| Milk | :fontawesome-solid-xmark:{ .no } |": "| Tea | ✓ |\n|---|---|\n| Milk | ✗ |",
    "|a|b|\n|---|---|\n|1| :material-alert: |": "|a|b|\n|---|---|\n|1| \\[what stood here in the document: an icon (alert)\\] |",
    "export const Red = (x) => (\n  <b>{x}</b>\n);\n\n<Red tone='a'>Never</Red> {/* ask --> **Ann** */}twice, <Red>5 mg</Red>.": "Never <!-- ask  -  **Ann** -->twice, 5 mg.",
    '<div class="warning">\n\nDo not drive.\n\n</div>': "::: safety\nDo not drive.\n:::",
    "See Section \\@ref(it).\n\n(ref:knee) A knee.\n\nTable: (\\#tab:a) Doses": (
        "See Section \\[what stood here in the document: the number of a figure, table or section\\].\n\nTable: Doses"
    ),
    "See [@ward_2020](https://example.org/).": "See [@ward_2020](https://example.org/).",
    "::: tabs\n== Adults\n5 mg\n== Children\n1 mg\n:::": "<!-- a box: tabs -->\n\n**Adults**\n\n5 mg\n\n**Children**\n\n1 mg\n\n<!-- end of a box -->",
    '<tabs>\n<tab name="Adults">\n5 mg\n</tab>\n</tabs>': "**Adults**\n\n5 mg",
    "See [the list](list%201.csv).": "See the list.",
    "^For you alone^\n\n%Do not drive%\n\n$CTA\nCall us\n$CTA": "::: note\nFor you alone\n:::\n\n::: safety Warning\nDo not drive\n:::\n\n::: action\nCall us\n:::",
    "s1. Wash\ns2. Dry\n\n$A\n1 High Road\nLeeds\n$A\n\nx[A page](https://example.org/)x": "1. Wash\n2. Dry\n\n1 High Road\\\nLeeds\n\n[A page](https://example.org/)",
    "A {% comment %}9 mg{% endcomment %}B{::comment}9 mg{:/comment} C\n\n{{< comment >}}\n9 mg\n{{< /comment >}}\n\nD {# 9 mg #}{{/* ask */}}": "A B C\n\nD <!-- ask -->",
    "% Ask Ann\n% twice\n\n+++\n\n% of people: 50\n\n50\n% of us, H{sub}`2`O, 10{sup}`9`/L, {abbr}`BG (glucose)`, {menuselection}`A --> B`, {ref}`it <top>`, {fas}`bed` `{sub}`2`": (
        "% of people: 50\n\n50\n% of us, H~2~O, 10^9^/L, BG (glucose), A --> B, it, `{sub}`2`"
    ),
    "````{tab-set}\n```{tab-item} Adults\n5 mg\n```\n:::{tab-item} Children\n1 mg\n:::\n````\n\n```{contents}\n:depth: 2\n```": (
        "**Adults**\n\n5 mg\n\n<!-- a box: tab-item  -->\n\n**Children**\n\n1 mg\n\n<!-- end of a box -->"
    ),
    "````{warning}\nOne.\n\n```{note}\nTwo.\n```\n````\n\n:::: note\n::: warning\nThree.\n:::\n> [!tip] Four\n> Five.\n\n::::": (
        "::: safety Warning\nOne.\n\n> **Note**\n>\n> Two.\n:::\n\n::: note\n\n<!-- a box: warning -->\n\n**Warning**\n\nThree.\n\n<!-- end of a box -->\n\n"
        "> **Four**\n>\n> Five.\n\n:::"
    ),
    '{{< tabs items="Adults, Children" >}}\n  {{< tab >}}5 mg{{< /tab >}}\n  {{< tab >}}1 mg{{< /tab >}}\n{{< /tabs >}}': "**Adults**\n\n5 mg\n\n**Children**\n\n1 mg",
    '{{< tabs "id" >}}\n{{< tab "Adults" >}}\n5 mg\n{{< /tab >}}\n{{< /tabs >}}\n\n{{< steps >}}\nSit.\n{{< /steps >}}': "**Adults**\n\n5 mg\n\nSit.",
    '{% include alert.html type="danger" content="Do not drive." %}\n\n*Rest*{: .red}, [us](https://x.org){:target="_blank"}{\' \'}now.': "::: safety Danger\nDo not drive.\n:::\n\n*Rest*, [us](https://x.org) now.",
    '<Admonition type="danger" icon="💡" title="Stop">\n  Rest.\n</Admonition>\n\n<figure>\n<figcaption><p>A bed</p></figcaption>\n</figure>': "::: safety Stop\nRest.\n:::\n\nFigure\\: A bed",
    "| Drug | Dose |\n|------+------|\n| A | 5 mg |\n|------+------|\n| B | 6 mg |\n\n|===+===|\n| C | 7 mg |\n|:-:|---|\n| D | 8 mg |\n|===": (
        "| Drug | Dose |\n|------|------|\n| A | 5 mg |\n| B | 6 mg |\n\n| C | 7 mg |\n|:-:|---|\n| D | 8 mg |"
    ),
    "# of tablets: 3\n\n[9 mg]{.strikeout} and [@fig-knee]": (
        "\\# of tablets: 3\n\n~~9 mg~~ and \\[what stood here in the document: the number of a figure, table or section\\]"
    ),
    "\\textbf{Never} \\emph{two} \\textcolor{red}{now}, \\href{https://x.org}{us}.\\footnote{Ask.}\n\n\\begin{itemize}\n\\item Rest\n\\end{itemize}": (
        "**Never** *two* now, [us](https://x.org).[^inline-1]\n\n- Rest\n\n[^inline-1]: Ask."
    ),
    "#+BEGIN_WARNING\nDo not drive.\n#+END_WARNING\n\nDose <select><option>1 mg</option><option>2 mg</option></select>": "::: safety Warning\nDo not drive.\n:::\n\nDose  1 mg  2 mg",
    "Take ![\\frac{1}{2}](https://latex.codecogs.com/svg.latex?\\frac{1}{2}) tablet.": "Take 1/2 tablet.",
    "```{list-table} Doses\n:header-rows: 1\n\n* - Age\n  - Dose\n* - 5\n  - - 5 mg\n    - 2 puffs\n* - 6\n  -\n```": (
        "Table: Doses\n\n| Age | Dose |\n|---|---|\n| 5 | &#8226; 5 mg <br> &#8226; 2 puffs |\n| 6 |  |"
    ),
    ':::{csv-table}\n:header: Who, Phone\n:name: it\n\nWard, "1,\nor 2"\nGate\n:::': "| Who | Phone |\n|---|---|\n| Ward | 1, or 2 |\n| Gate |  |",
    ":::{math}\n:label: dose\nm = 5\\,\\mathrm{mg/kg}\n:::\n\n$$\na^2\n$$ (area)\n\n```{list-table}\n---\nheader-rows: 1\nname: it\n---\n* - Age\n  - Dose\n* - 5\n  - 1 mg\n```\n\n```{table} Walks\n---\nalign: left\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n```": (
        "m = 5 mg/kg\n\na<sup>2</sup>\n\n| Age | Dose |\n|---|---|\n| 5 | 1 mg |\n\nTable: Walks\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    ),
    '<table><thead><tr><th>Do</th><th data-type="checkbox">Done</th><th data-hidden>Page</th></tr></thead><tbody><tr><td>Walk</td><td>true</td><td>walk.md</td></tr><tr><td>Sit</td><td>false</td><td></td></tr></tbody></table>': (
        "| Do | Done |\n|---|---|\n| Walk | ☑ |\n| Sit | ☐ |"
    ),
    "| Young | | Old | |\n| Age | Dose | Age | Dose |\n|---|---|---|---|\n| 5 | 1 mg | 60 | 2 mg |": (
        "|  |  |  |  |\n|---|---|---|---|\n| Young | | Old | |\n| Age | Dose | Age | Dose |\n| 5 | 1 mg | 60 | 2 mg |"
    ),
    "{{%collapse \"Doses\" %}}\n\n- {{< ref x >}}5 mg{{< /ref >}}\n- Or {{% x %}}6 mg{{% /x %}}\n\n{{% /collapse %}}": "**Doses**\n\n- 5 mg\n- Or 6 mg",
    '<ul class="nav nav-tabs"><li><button data-target="#a">Adults</button></li><li><a href="#b">Children</a></li></ul>\n<div id="a">\n\n5 mg\n\n</div>\n<div id="b">\n\n1 mg\n\n</div>': (
        "**Adults**\n\n5 mg\n\n**Children**\n\n1 mg"
    ),
    "**Note: **Take **two **now.\n\n** Never! **\n\n- ** Stop**\n\nTea** or milk**, ** or ** so **.\n\n** So.": (
        "**Note:** Take **two** now.\n\n**Never!**\n\n- **Stop**\n\nTea** or milk**, ** or ** so **.\n\n** So."
    ),
    "^2^ and 5% or 10%\n%a%": "^2^ and 5% or 10%\n%a%",
    "`\\_\\_\\_ and [cite: 1]`": "`\\_\\_\\_ and [cite: 1]`",
    "Mark - [-], a row \\_\\_ and 5 * 3.\nSo **it** is.": "Mark - [-], a row \\_\\_ and 5 * 3.\nSo **it** is.",
}


@pytest.mark.parametrize(("typed_there", "here"), LEFT.items())
def test_what_programs_leave_in_their_markdown_is_not_printed(tmp_path, typed_there, here):
    """It was printed: "1 in 7 people.:contentReferenceoaicite:0", "** **", and contents with the page numbers of another file."""
    text, told = made_of(tmp_path, "notes.md", f"# Knee\n\nFirst.\n\n{typed_there}\n")
    made = text.split("First.")[1].strip()
    assert re.sub(r"\n{3,}", "\n\n", made) == here
    assert ("the mark of a chatbot for a work was left out" in told) == any(mark in typed_there for mark in ("turn0", "oaicite", "†"))


def test_a_long_row_of_blanks_is_read_at_once(tmp_path):
    """It took minutes: a mark of a chatbot was looked for behind each of them."""
    text, _ = made_of(tmp_path, "notes.md", f"# Knee\n\nWalk.{' ' * 80_000}Rest.{' ' * 80_000}citeturn0search0\n")
    assert text.split()[-2:] == ["Walk.", "Rest."]


def test_pictures_that_lie_in_the_text_come_along(tmp_path):
    """Google Docs writes each picture as letters at the end: it was lost, and [image1]: was printed. The files are large."""
    text = f"# Hip\n\n![A hip, drawn from its side][image1]\n\n![A bed in a ward](data:image/png;base64,{INSIDE})\n\n[image1]: <data:image/png;base64,{INSIDE}>\n"
    made, _ = made_of(tmp_path, "notes.md", text + f"\n<!-- {'x' * 1000} data:image/png;base64,{'A' * 3_000_000} -->\n")
    assert "[image1]" not in made and "![A hip, drawn from its side](<figures/" in made and "![A bed in a ward](<figures/" in made
    assert (tmp_path / "made" / "figures").is_dir()


def test_a_picture_is_not_described_by_its_file_or_its_width(tmp_path):
    """Who cannot see it heard "bed.png", or "A tablet|200"."""
    (tmp_path / "bed.png").write_bytes(picture())
    made, told = made_of(tmp_path, "notes.md", "# Bed\n\n![bed.png](bed.png)\n\n![[bed.png|A bed in a ward|200]]\n\n![A bed at home|300](bed.png)\n")
    assert "![](<figures/" in made and "![A bed in a ward](<" in made and "![A bed at home](<" in made
    assert "Pictures that say nothing" in told
    shutil.rmtree(tmp_path / "made")
    page = "".join(f'<img src="bed.png" alt="{alt}">' for alt in ("http://x.example/beds/1", "Image result for bed", "IMG 5.JPG", "A bed"))
    made, _ = made_of(tmp_path, "page.html", f"<h1>Bed</h1><p>So.</p>{page}")
    assert (made.count("![]("), made.count("![A bed](")) == (3, 1)


def test_a_section_that_bookdown_counts_is_led_to(tmp_path):
    """ "See Section @ref(doses)" was printed."""
    text, _ = made_of(tmp_path, "notes.Rmd", "# Knee\n\nSee Section \\@ref(doses).\n\n## Doses {#doses}\n\n5 mg.\n")
    assert "See Section [Doses](#doses)." in text


def test_a_name_that_myst_gives_to_a_heading_is_led_to_and_not_printed(tmp_path):
    """Each heading stood below "(when-to-call)=", and of the link the words alone were left."""
    made, _ = made_of(tmp_path, "notes.md", "# Knee\n\nSee [it](#call-us).\n\n## Rest\n\nRest.\n\n(call-us)=\n\n## When to call\n\nDay and night.\n")
    assert "call-us" not in made and "See [it](#when-to-call)." in made, made


@pytest.mark.parametrize("address", ["<summary.png>", "<image 1.png>", " a.png ", "<b.png>"])
def test_a_picture_that_is_called_as_a_tag_is_shown(tmp_path, address):
    """It was lost: of ![A bed](<image 1.png>) a picture without an address was left, or none."""
    (tmp_path / address.strip("<> ")).write_bytes(picture())
    text, told = made_of(tmp_path, "notes.md", f"# Bed\n\n![A bed in a ward]({address})\n")
    assert "![A bed in a ward](<figures/" in text, told


def test_a_picture_that_a_command_shows_is_not_told_as_left_out(tmp_path):
    """ "A command to another program was left out" was told of each figure of Hugo, which came along."""
    (tmp_path / "bed.png").write_bytes(picture())
    text, told = made_of(tmp_path, "notes.md", '# Bed\n\n{{< figure src="bed.png" alt="A bed in a ward" >}}\n\n{{< video "x" >}}\n')
    assert "![A bed in a ward](<figures/" in text
    assert told.count("left out") == 1 and '{{< video "x" >}}' in told


def test_the_properties_of_a_page_of_notion_are_told_and_its_boxes_are_boxes(tmp_path):
    """ "Status: In review" stood below the title of a leaflet, and a warning was words like any others."""
    text = (
        "# Iron\n\nOwner: Ann\nDose: 500 mg\nStatus: In review\nTags: ward 5\n\n<aside>\n⚠️ No tablets for 5 days.\n\n</aside>\n\n"
        '<aside>\n<img src="https://www.notion.so/icons/info_blue.svg" alt="https://www.notion.so/icons/info_blue.svg" width="40px" />\n\nBring a list.\n\n</aside>\n'
    )
    told = brought(tmp_path, "notes.md", text)
    made = written(tmp_path / "made")
    assert "Status" not in made and "what Notion keeps of a page was left out: Owner: Ann; Status: In review; Tags: ward 5" in told.stdout
    assert "\nDose: 500 mg\n" in made
    assert "::: safety Warning\nNo tablets for 5 days.\n:::" in made and "::: note\nBring a list.\n:::" in made and "notion.so" not in made
    (tmp_path / "other").mkdir()
    brought(tmp_path / "other", "other.md", "# Ward 5\n\nPhone: 01392 402317\nHours: 9 to 5\n")
    assert "Phone: 01392 402317" in written(tmp_path / "other" / "made")


def test_a_page_of_notion_stands_before_the_pages_that_lie_in_it(tmp_path):
    """Their folder has its name: the first page came last."""
    (tmp_path / "in" / "Iron 1f").mkdir(parents=True)
    for name in ("Iron 1f.md", "Iron 1f/Parking 2a.md", "Iron 1f/README.md", "Iron 1f/A 3b.md", "Zinc 4c.md"):
        (tmp_path / "in" / name).write_text(f"# {name[:-3]}\n\nWords.\n", "utf-8")
    typed("import", tmp_path / "in", "--out", tmp_path / "made")
    titles = [file.read_text("utf-8").split("\n")[1] for file in sorted((tmp_path / "made").glob("*.md"))]
    assert titles == [f'title: "{name}"' for name in ("Iron 1f", "Iron 1f/README", "Iron 1f/A 3b", "Iron 1f/Parking 2a", "Zinc 4c")]


BOXES = {
    "> **⚠️ Warning:** Do **not** drive.": "::: safety Warning\nDo **not** drive.\n:::", "> **Note**\n> With food.": "::: note\nWith food.\n:::",
    "> ⚠️ **IMPORTANT**\n>\n> Stop it.": "::: safety Important\n\nStop it.\n:::", "> 💡 **Tip:** Bring a friend.": "::: key-point Tip\nBring a friend.\n:::",
    "> 🚨 **Do not stop** at once.": "::: safety Warning\n**Do not stop** at once.\n:::",
    "> ### 🚑 Emergency\n> Call **999**.": "::: emergency\nCall **999**.\n:::", "> **🚨 Emergency:** Call 999.": "::: emergency\nCall 999.\n:::",
    "> ### Ann says\n> So.": "> ### Ann says\n> So.",
    "> “I slept,” said Ann.": "> “I slept,” said Ann.", "> **Ann:** I slept.": "> **Ann:** I slept.", "> 😀 I slept.": "> 😀 I slept.",
}  # fmt: skip


def test_a_style_of_word_that_warns_is_a_warning(tmp_path):
    """Pandoc writes the styles of Word: the words in a "Warning Box" were words like any others."""
    made, _ = made_of(tmp_path, "notes.md", '# Knee\n\n::: {custom-style="Warning Box"}\nNo aspirin.\n:::\n\n::: {custom-style="Quote"}\nRest.\n:::\n')
    assert "::: safety Warning\nNo aspirin.\n:::" in made and made.count(":::") == 2


@pytest.mark.parametrize(("typed_there", "here"), BOXES.items())
def test_a_quote_that_begins_as_a_warning_does_is_a_box(tmp_path, typed_there, here):
    """Chatbots write their warnings so. They were printed as somebody's words."""
    text, _ = made_of(tmp_path, "notes.md", f"# Knee\n\nFirst.\n\n{typed_there}\n\nLast.\n")
    assert text.split("First.")[1].split("Last.")[0].strip() == here


def test_changes_and_comments_of_word_that_pandoc_writes_are_asked_about(tmp_path):
    """Both doses were printed, and what a colleague had asked about them."""
    text = (
        '# Knee\n\nTake [3]{.insertion author="Ann" date="2024-01-01T00:00:00Z"}[5]{.deletion author="Ann"} mg'
        '[.]{.comment-start id="0"}[]{.comment-end id="0"} [Is\nthis right?]{.comment-start id="1" author="Bo"}Rest.[]{.comment-end id="1"}\n'
    )
    told = brought(tmp_path, "notes.md", text)
    assert told.returncode == 1 and "notes.md:3:6: open-changes: tracked changes are open: 1 put in and 1 taken out" in told.stderr
    assert brought(tmp_path, "notes.md", text, "--changes", "accept", "--comments", "drop").returncode == 0
    assert "Take 3 mg Rest." in written(tmp_path / "made")


def test_words_above_the_one_title_of_a_text_stand_below_it(tmp_path):
    """The handout was called after its file, and had a section of one sentence."""
    made, told = made_of(tmp_path, "x1.md", "Certainly! Here it is:\n\n---\n\n# Metformin\n\nWords.\n\n## Doses\n\nMore.\n")
    assert 'made: "Metformin", 2 sections' in told
    assert made.index("Certainly!") < made.index("Words.") < made.index("More.")


def test_a_title_of_the_same_level_as_the_headings_is_the_title(tmp_path):
    """Google Docs writes "# Title" and "# Heading", and numbered headings as items: sections were a line in a list."""
    made, told = made_of(tmp_path, "x1.md", "# **Knee**\n\n1. # **Before** {#before}\n\nWords.\n\n   1. ## **At home**\n\nRest.\n\n2. # **After**\n\nWalk.\n")
    assert 'made: "Knee", 2 sections' in told
    assert 'title: "Before"' in made and "## 1. **At home**\n\nRest." in made and 'title: "After"' in made


def test_a_text_that_a_chatbot_hands_over_as_code_is_text(tmp_path):
    """With a sentence above or below, the whole leaflet was printed as it was typed: ## Doses, **5 mg**, and no list."""
    leaflet = "# Asthma\n\n## Doses\n\n- **5 mg** [cite: 1]\n- 10 mg\n"
    made, told = made_of(tmp_path, "x1.md", f"Here it is:\n\n```markdown\n{leaflet}```\n\nMore?\n\n```md\n# one line\n```\n")
    assert 'made: "Asthma", 2 sections' in told and "a text stood between marks of code" in told
    assert "- **5 mg**\n- 10 mg\n" in made and "```md\n# one line\n```" in made and "```markdown" not in made


def test_notes_that_are_not_printed_are_told(tmp_path):
    """ "Halve the dose" in a note was lost without a word."""
    told = brought(tmp_path, "notes.md", "# Knee\n\nRest[^1].\n\n[^1]: One.\n\nSleep[^1].\n\n[^1]: Two.\n\n[^3]: Halve it.\n")
    assert "two notes have the same mark, and the second was left out: [^1]: Two." in told.stdout
    assert "a note to which nothing leads was left out: [^3]: Halve it." in told.stdout and told.stdout.count("left out") == 2


def test_a_note_of_an_earlier_section_is_not_told_as_lost(tmp_path):
    """Notes stand at the end of a text: all but those of its last section were told as left out, and were printed."""
    made, told = made_of(tmp_path, "notes.md", "# Knee\n\nRest[^1].\n\n## Walk\n\nWalk[^2].\n\n## Sleep\n\nSleep.\n\n[^1]: One.\n[^2]: Two.\n")
    assert "left out" not in told and "[^1]: One." in made


@pytest.mark.parametrize(("typed_there", "here"), [
    ("$500\\ mg$ and $5\\,mg$ of $\\mu g$", "500 mg and 5 mg of µg"), ("Goal \\( < 7\\% \\).", "Goal < 7%."), ("It costs $5\\, $10.", "It costs $5\\, $10."),
    ("$<5$, $n = 5$, $1{,}000$ mg, $\\sim 5$, $5 \\sim 10$, $\\approx$10, $5 or $10, US$5$", "<5, n = 5, 1,000 mg, ≈ 5, 5–10, ≈10, $5 or $10, US$5$"),  # – 5 was less than nothing
])  # fmt: skip
def test_a_formula_with_blanks_of_its_own_is_words_and_money_is_not(tmp_path, typed_there, here):
    """$500\\ mg$ was printed as a price."""
    text, _ = made_of(tmp_path, "notes.md", f"# Knee\n\nFirst.\n\n{typed_there}\n")
    assert text.split("First.")[1].strip().replace("\u00a0", " ") == here


def test_a_title_block_of_pandoc_is_the_title_and_no_words(tmp_path):
    """ "% Your knee % A. Lee % March 2026" was printed."""
    made, told = made_of(tmp_path, "notes.md", "% Your\n  knee\n% A. Lee; B. Ray\n% March 2026\n\n# Walk\n\nWalk.\n\n# Rest\n\nRest.\n")
    assert "the text is dated March 2026" in told and 'title = "Your knee"' in (tmp_path / "made" / "booklet.toml").read_text()
    assert "%" not in made


@pytest.mark.parametrize("typed_there", [
    '![A knee]({{ "/bed.png" | relative_url }})', "```{figure} bed.png\n:alt: A knee\n```", "::: {image} bed.png\n:width: 50%\n:alt: A knee\n:::",
])  # fmt: skip
def test_a_picture_that_jekyll_or_myst_shows_is_that_picture(tmp_path, typed_there):
    """Of Jekyll it was told as lost, of MyST its name was the title of a box."""
    (tmp_path / "bed.png").write_bytes(picture())
    text, _ = made_of(tmp_path, "notes.md", f"# Knee\n\n{typed_there}\n")
    assert "![A knee](<figures/bed.png>)" in text


def test_the_words_of_a_figure_of_quarto_are_its_caption_and_its_name_is_not_printed(tmp_path):
    """ "{#fig-knee}" stood above it, and its caption was for those alone who cannot see it."""
    (tmp_path / "bed.png").write_bytes(picture())
    text, _ = made_of(tmp_path, "notes.qmd", "# Knee\n\n![A knee, bent](bed.png){#fig-knee width=50%}\n\nOn.\n")
    assert "\n![A knee, bent](<figures/bed.png>){width=50%}\nFigure: A knee, bent\n\n" in text


def test_a_picture_whose_name_has_blanks_is_that_picture(tmp_path):
    """As Obsidian and Typora write it; of one that lies elsewhere, an address with a blank stopped the build."""
    for name in ("my bed.png", "my bed (2).png"):
        (tmp_path / name).write_bytes(picture())
    text = "# Hip\n\n![A bed](my bed.png)\n\n![A door](<my bed (2).png>)\n\n![The hall](https://example.org/a hall.png)\n\n![No picture] (my bed.png)\n"
    (tmp_path / "hip.md").write_text(text, "utf-8")
    told = typed("import", tmp_path / "hip.md", "--out", tmp_path / "made")
    assert told.returncode == 0, told.stderr
    made = written(tmp_path / "made")
    assert "![A bed](<figures/my-bed.png>)\n\n![A door](<figures/my-bed-2.png>)\n\n[The hall](https://example.org/a%20hall.png)\n" in made


GOOGLE = """<html><head><style>.lst-kix_c-0>li:before{content:"" counter(lst-ctn-kix_c-0,lower-latin) ") "}ol.lst-kix_c-0{list-style-type:none}</style></head>
<body class="doc-content"><p class="c0 title" id="h.1">Your test</p><h1>Before</h1><ul class="lst-kix_a-0 start"><li>Drink</li></ul>
<ul class="lst-kix_a-1 start"><li>no milk</li></ul><ul class="lst-kix_a-0"><li>Rest</li></ul><ol class="c8 lst-kix_c-0 start" start="1"><li>one</li><li>two</li></ol>
<p>Take 5 mg<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>.</p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Ann: is this so?</span></p></div></body></html>"""
CONFLUENCE = """<html><body><div id="page"><ol id="breadcrumbs"><li>Ward</li></ol><div id="main-content" class="wiki-content group"><h1>Insulin</h1>
<div class="confluence-information-macro confluence-information-macro-warning"><p class="title">Low sugar</p><span class="aui-icon confluence-information-macro-icon"></span><div>
<p>Eat 15 g.</p></div></div><ul class="inline-task-list"><li class="checked"><span>In the fridge</span></li><li><span>Not frozen</span></li></ul>
<p>So <img class="emoticon" data-emoji-fallback="✅" alt="(tick)" src="t.png"/> yes</p></div></div><div id="footer">Generated</div></body></html>"""
WIKI = """<html><body><div role="main"><h1>Fever</h1><a class="mw-jump-link" href="#n">Jump to search</a><div role="navigation"><h2>Contents</h2></div><h2>Care<span class="mw-editsection">[edit]</span></h2>
<p>It is <span class="mwe-math-element"><span style="display: none;"><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation>x</annotation></semantics></math></span><img src="x.svg" alt="x"/></span>.</p></div></body></html>"""
NOTION = """<html><head><title>Drops</title></head><body><article><header><div class="page-header-icon"><span class="icon">💧</span></div><h1>Drops</h1><table class="properties"><tr class="property-row property-row-status"><th>Status</th><td>Done</td></tr></table></header>
<figure class="callout"><div><span class="icon">⚠️</span></div><div><p>Do not drive.</p></div></figure></article></body></html>"""
OFFICE = '<html><body><div title="header"><p>Our trust</p></div><h1>Knee</h1><p>Bend it.</p><div title="footer"><p>Page 2</p></div></body></html>'
SHAREPOINT = '<html><body><main><div role="heading" aria-level="1">Blood</div><div><h2>Daily</h2><p>5 mg.</p></div></main></body></html>'

GOVUK = """<html><body><main role="main"><h1>Shingles</h1><div class="gem-c-metadata">From: UKHSA</div><div role="note" class="application-notice help-notice"><p>Not if pregnant.</p></div>
<div class="call-to-action"><p>Book it</p></div><p>You need 2 doses<sup id="fnref:1"><a href="#fn:1">[footnote 1]</a></sup>.</p>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Six months apart. <a href="#fnref:1">↩</a></p></li></ol></div><div class="gem-c-feedback"><h2>Is this page useful?</h2></div></main></body></html>"""
NHS = """<html><body><main><h1>Amoxicillin</h1><table><thead><tr><th>Age</th><th>How much?</th></tr></thead><tbody><tr><td><span class="nhsuk-table-responsive__heading" aria-hidden="true">Age </span>4 years</td>
<td><span class="nhsuk-table-responsive__heading" aria-hidden="true">How much? </span>125mg</td></tr></tbody></table></main></body></html>"""


@pytest.mark.parametrize(("page", "printed", "told"), [
    (GOVUK, "::: safety\nNot if pregnant.\n:::\n\n::: action\nBook it\n:::\n\nYou need 2 doses[^1].\n\n[^1]: Six months apart.\n", "left out: From: UKHSA"),
    (NHS, "| Age | How much? |\n|---|---|\n| 4 years | 125mg |\n", "left out: How much?"),
    (GOOGLE, "- Drink\n  - no milk\n- Rest\n\na. one\nb. two\n\nTake 5 mg<!-- said by somebody: Ann: is this so? -->.\n", "1 comment kept"),
    (CONFLUENCE, "::: safety Low sugar\nEat 15 g.\n:::\n\n- ☑ In the fridge\n- ☐ Not frozen\n\nSo ✅ yes\n", "its menus, its foot"),
    (WIKI, 'title: "Care"\n---\n\nIt is x<sup>2</sup>.\n', "left out: [edit]"),
    (NOTION, 'title: "Drops"\n---\n\n::: safety\nDo not drive.\n:::\n', "left out: StatusDone"),
    (OFFICE, 'title: "Knee"\n---\n\nBend it.\n', 'a running head or foot was left out: "Our trust"'),
    (SHAREPOINT, 'title: "Daily"\n---\n\n5 mg.\n', ""),
], ids=["gov.uk", "nhs", "google", "confluence", "mediawiki", "notion", "libreoffice", "sharepoint"])  # fmt: skip
def test_what_a_program_puts_into_its_pages_is_no_text_and_its_marks_are_kept(tmp_path, page, printed, told):
    """A comment between colleagues was a note for patients, a warning was plain words, a box lost its tick, and a title
    said "Care[edit]"."""
    text, said = made_of(tmp_path, "page.html", page)
    assert text.endswith(printed), text
    assert told in said


TABS = [
    '<div><input checked type="radio" id="a"><label class="sd-tab-label" for="a">Adults</label><div>5 mg</div><input type="radio" id="b"><label class="sd-tab-label" for="b">Children</label><div>1 mg</div></div>',
    ('<div class="tabbed-set"><input checked type="radio" id="a"><input type="radio" id="b"><div class="tabbed-labels"><label for="a">Adults</label><label for="b">Children</label></div>'
    '<div class="tabbed-content"><div class="tabbed-block"><p>5 mg</p></div><div class="tabbed-block"><p>1 mg</p></div></div></div>'),
    '<div><ul role="tablist"><li role="tab">Adults</li><li role="tab">Children</li></ul><div><div role="tabpanel"><p>5 mg</p></div><div role="tabpanel" hidden><p>1 mg</p></div></div></div>',
    '<div><ul class="panel-tabset-tabby"><li><a href="#t1">Adults</a></li><li><a href="#t2">Children</a></li></ul><div id="t1"><p>5 mg</p></div><div id="t2"><p>1 mg</p></div></div>',
    ('<ul class="nav nav-tabs"><li><button data-bs-target="#a" role="tab">Adults</button></li><li><button data-bs-target="#b" role="tab">Children</button></li></ul>'
    '<div class="tab-content"><div class="tab-pane" id="a">5 mg</div><div class="tab-pane" id="b" style="display: none">1 mg</div></div>'),
    '<div><ul class="et_pb_tabs_controls"><li><a href="#">Adults</a></li><li><a href="#">Children</a></li></ul><div><div class="et_pb_tab">5 mg</div><div class="et_pb_tab">1 mg</div></div></div>',
    ('<style>.tab-content > .tab-pane { display: none } .tab-content > .active { display: block }</style><ul class="nav nav-pills"><li><a href="#a">Adults</a></li>'
    '<li><a href="#b">Children</a></li></ul><div class="tab-content"><div class="tab-pane active" id="a">5 mg</div><div class="tab-pane" id="b">1 mg</div></div>'),
    ('<div role="tablist"><div role="tab" aria-controls="a">Adults</div><div role="tab" aria-controls="b">Children</div></div><div role="tablist"><div role="tab" aria-controls="a">Adults</div>'
    '<div id="a" role="tabpanel">5 mg</div><div role="tab" aria-controls="b">Children</div><div id="b" role="tabpanel" hidden>1 mg</div></div>'),
]  # fmt: skip


@pytest.mark.parametrize("tabs", TABS, ids=["sphinx", "mkdocs", "docusaurus", "quarto", "bootstrap", "divi", "pills", "elementor"])
def test_the_label_of_a_tab_stands_above_what_it_opens(tmp_path, tabs):
    """ "Adults, Children, 5 mg, 1 mg": nobody knew whose dose it was. A heading had the words of the page that its link led to."""
    text, _ = made_of(tmp_path, "page.html", f'<h1 id="d">Dose<a class="hash-link" href="#d">\u200b</a></h1>{tabs}')
    assert text == '---\ntitle: "Dose"\n---\n\n**Adults**\n\n5 mg\n\n**Children**\n\n1 mg\n'


def test_questions_that_open_their_answers_are_not_lost(tmp_path):
    """Of accordions of Elementor, jQuery UI and Bootstrap 3, which call themselves rows of tabs, nothing was left, and nothing was told."""
    questions = (
        '<h1>Dose</h1><div role="tablist"><div><div role="tab" aria-controls="a"><a href="#a">Swim?</a></div><div id="a" role="tabpanel" hidden>No.</div></div></div>'
        '<div role="tablist"><h2 role="tab"><a aria-controls="b" href="#b">Fly?</a></h2><div id="b" role="tabpanel" style="display: none">Never.</div></div>'
    )
    text, _ = made_of(tmp_path, "page.html", questions)
    assert text == '---\ntitle: "Dose"\n---\n\n**Swim?**\n\nNo.\n\n---\ntitle: "Fly?"\n---\n\nNever.\n'
    styles = ".q .answer, .q dd, .collapse, #c { display: none } input:checked + label + dd { display: block } .modal .answer { display: none }"
    hidden = (
        '<h1>Dose</h1><div class="q"><h2>Swim?</h2><div class="answer">No.</div><h2><a data-toggle="collapse" href="#c">Fly?</a></h2><div id="c">Never.</div></div>'
        '<div class="q"><input type="checkbox" id="i"><label for="i">Walk?</label><dd>Daily.</dd></div><div class="modal"><p class="answer">Share</p></div><a href="#">Up</a><p hidden>Old</p>'
    )
    (tmp_path / "of-styles").mkdir()
    text, said = made_of(tmp_path / "of-styles", "page.html", f"<style>{styles}</style>{hidden}")
    assert 'title: "Swim?"\n---\n\nNo.\n' in text and 'title: "Fly?"\n---\n\nNever.\n' in text
    assert "Daily." in text and "Share" not in text and "left out: Share" in said and "left out: Old" in said


@pytest.mark.parametrize(("name", "text"), [
    ("leaflet.html", "<title>Your knee</title><p>Soon.</p><h1>Your knee</h1><p>Rest.</p><h1>After</h1><p>Go.</p>"),
    ("leaflet.md", "---\ntitle: Your knee\n---\nSoon.\n\n# Your knee\n\nRest.\n\n# After\n\nGo.\n"),
])  # fmt: skip
def test_a_title_that_stands_twice_is_printed_once(tmp_path, name, text):
    made, said = made_of(tmp_path, name, text)
    assert "2 sections" in said
    assert made.startswith('---\ntitle: "Your knee"\n---\n\nSoon.\n\nRest.\n')


def test_mdx_is_markdown_and_a_folder_with_a_page_names_it(tmp_path):
    """Docusaurus writes .mdx, which nobody could read; who had unpacked what Google Docs saves was told to name its folder."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "Your test.html").write_text("<h1>Test</h1>", encoding="utf-8")
    told = typed("import", folder, "--out", tmp_path / "made")
    assert told.returncode == 1 and f"name the document in it: python build.py import '{folder / 'Your test.html'}'" in told.stderr
    (folder / "a.mdx").write_text("# A\n\nSee [b](./b.mdx).\n", encoding="utf-8")
    (folder / "b.mdx").write_text("# B\n\nWords.\n", encoding="utf-8")
    told = typed("import", folder, "--out", tmp_path / "made")
    assert told.returncode == 0 and "See [b](#b)." in written(tmp_path / "made"), told.stderr
