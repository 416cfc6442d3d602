"""Bad text: what a section may not hold, and what each mistake gets. test_bad_input.py tells what `refused()` does."""
import re

import pytest

from booklet.load.load import load_manuscript
from booklet.model.manuscript import Drawing, Table
from booklet.model.tree import words_of
from tests.manuscripts import FILES, FIRST_LINE, HEAD
from tests.reader import page_of

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


@pytest.mark.parametrize("body", ["::: saftey\nDo not drive.\n:::", "::: Safety\nDo not drive.\n:::"])
def test_an_unknown_callout_comes_with_the_nearest_one(handout, body):
    """A safety box of the wrong kind is printed as a box for science, or not at all."""
    handout.body(body)
    assert handout.refused() == [f"{SECTION}: unknown-callout"]
    assert "did you mean safety?" in handout.said


@pytest.mark.parametrize("body", ["::: safety\nDo not drive.", "::: safety\nDo not drive.\n\n::: note\nRest.\n:::"])
def test_a_callout_that_is_never_closed_is_told_where_it_opens(handout, body):
    """The rest of the section would stand in the box."""
    handout.body(body)
    assert handout.refused() == [f"{SECTION}: unclosed-callout"]


def test_the_end_of_a_callout_that_never_began_is_told(handout):
    handout.body("Rest.\n:::")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 1}: unclosed-callout"]


def test_a_callout_inside_a_callout_is_told(handout):
    handout.body("::: safety\n::: note\nRest.\n:::\n:::")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 1}: nested-callout"]


@pytest.mark.parametrize("body", ["::: emergency\n:::", "::: emergency\n\n<!-- C01 -->\n:::", "::: myth\nRest.\n:::",
                                  "::: evidence good:\nRest.\n:::"])  # fmt: skip
def test_a_callout_that_says_nothing_is_told(handout, body):
    """An empty box with EMERGENCY above it frightens, and helps nobody."""
    handout.body(body)
    assert handout.refused() == [f"{SECTION}: empty-callout"]


@pytest.mark.parametrize("title", ["better: Rest", "Rest", ""])
def test_an_evidence_callout_has_one_of_five_grades(handout, title):
    """A grade of the author's own making would pass for one of ours."""
    handout.body(f"::: evidence {title}\nRest.\n:::")
    assert f"{SECTION}: unknown-grade" in handout.refused()


@pytest.mark.parametrize("written", [
    ":::safety: Rest",
    " ::: note",
    "- ::: note",
    "::: note # First\nRest.\n:::",
    "a ``b` c",
    "a ~~b",
    "- [-] Take zinc",
    "Rest {#rest}",
    "Rest {.lead} now",
    "```markdown\n# Rest\n```",
    "```{warning}\nDo not drive.\n```",
    "```mermaid\ngraph TD\n```",
    "(rest)=\n\n## Rest\n\nRest.",
    "> Rest\n> [!note] So",
    "- ~~~\n  b",
    "- ```\n  b",
    "Figure: A bed",
    "Description: A bed",
    "[a][b]",
    "**Rest",
    "__Rest",
])  # fmt: skip
def test_a_mark_that_means_nothing_here_is_told(handout, written):
    """The patient would read the mark, or miss what it swallows."""
    handout.body(f"{written}\n")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["stray-mark"]


def test_a_field_that_is_not_declared_comes_with_the_nearest_one(handout):
    """An empty line where the phone number should be is worse than no handout."""
    handout.body("Call {{ clinic.daytime.fone }}.")
    assert handout.refused() == [f"{SECTION}: unknown-field"]
    assert "did you mean phone?" in handout.said


@pytest.mark.parametrize("name", [
    "clinic",
    "clinic.crisis",
    "clinic.__class__",
    "clinic.items",
    "numbers.n01.values",
    "numbers.n02.people",
    "self",
    "range",
    "booklet.name.upper",
    "figure",
])  # fmt: skip
def test_only_declared_fields_can_be_printed(handout, name):
    """Neither a whole table, nor what Python keeps behind it."""
    handout.body("Call {{ " + name + " }}.")
    assert handout.refused() == [f"{SECTION}: unknown-field"]


@pytest.mark.parametrize("written", [
    "{{ 7*7 }}",
    "{{ clinic.name | upper }}",
    "{{ clinic['name'] }}",
    "{{ clinic.name.upper() }}",
    "{{ '' }}",
    "{{ 1 }}",
    "{% for x in clinic.treatments %}{{ x }}{% endfor %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{{ clinic.name",
    "{% if clinic.name %}",
    "{% endif %}",
    "{{ }}",
    "{{ 9**9**9 }}",
    "{{ figure('n01', 2) }}",
    "{% if clinic.country < 5 %}{% endif %}",
    "{% if 'a' in clinic.name %}{% endif %}",
    "{% if 'a' in 5 %}{% endif %}",
    "{% if figure('n01') %}{% endif %}",
    "{{ clinic.name ~ 1 }}",
    "{{ not clinic.name }}",
    "{# secret #}",
    "{% raw %}{{ x }}{% endraw %}",
    "{{- clinic.name -}}",
    "{%+ if clinic.name %}{% endif %}",
    "{% if clinic.name %}a{% elif clinic.name %}b{% endif %}",
    "{{ " + "(" * 90 + "1" + ")" * 90 + " }}",
    "{% if clinic.name %}" * 4 + "{% endif %}" * 4,
    "{% if clinic.name %}" * 100 + "{% endif %}" * 100,
    "{{ 1" + "0" * 3_000 + " }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ clinic\n.name }}",
    "{{ " + "clinic" + ".name" * 60 + " }}",
    "{{ figure('n' ~ '01') }}",
    "{{ clinic.name if clinic.name }}",
])  # fmt: skip
def test_jinja_that_a_section_has_no_use_for_is_told(handout, written):
    """A section prints fields. What can do more than that can do harm."""
    handout.body(written)
    assert set(handout.refused()) == {f"{SECTION}: bad-instruction"}


def test_a_figure_that_no_entry_draws_comes_with_the_nearest_one(handout):
    """The sentence would speak of a picture that is not there."""
    handout.body('{{ figure("n11") }}')
    assert handout.refused() == [f"{SECTION}: unknown-figure"]
    assert "did you mean n01?" in handout.said


def test_a_number_that_no_entry_holds_is_told(handout):
    """A guessed number would be wrong on a thousand copies."""
    handout.body("It helps {{ numbers.n01.peple }} people.")
    assert handout.refused() == [f"{SECTION}: unknown-field"]
    assert "did you mean people?" in handout.said


@pytest.mark.parametrize("written", [
    'See {{ figure("n01") }}.',
    '- {{ figure("n01") }}',
    '## {{ figure("n01") }}',
    "Table: {{ figure('n01') }}\n\n| a | b |\n|---|---|\n| c | d |",
])  # fmt: skip
def test_a_figure_inside_a_line_is_told(handout, written):
    handout.body(written)
    assert handout.refused() == [f"{SECTION}: stray-figure"]


def test_a_figure_in_a_table_is_told(handout):
    handout.body('Table: Rest\n\n| a | b |\n|---|---|\n| c | {{ figure("n01") }} |')
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 4}: stray-figure"]


@pytest.mark.parametrize("written", [
    "<b>Rest",
    "Rest</b>",
    "<!-- open",
    "<div>Rest</div>",
    "a\n-->\n<p",
    "<link rel=attachment href=file:///etc/passwd>",
    "<script>alert(1)</script>",
    "<?php",
])  # fmt: skip
def test_raw_html_is_told(handout, written):
    """It could fetch, hide or attach anything, and a screen reader would meet it unprepared."""
    handout.body(written)
    line = FIRST_LINE + written.count("\n")
    assert handout.refused() == [f"sections/010-rest.md:{line}: raw-html"]


def test_a_place_that_is_not_there_is_told(handout):
    """A reader turned all pages for Table 9, section 12 and page 40, which the booklet had been pasted with."""
    table = "Table 2: Doses\n\n| a | b |\n|---|---|\n| c | d |\n"
    handout.body(f"See page 40, **Table 9** and Table 2.\n\nSee section 12.\n\nTurn to the list on page 3, and go to chapter 2.\n\n{table}")
    assert handout.refused() == [
        f"sections/010-rest.md:{FIRST_LINE + line}: {code}"
        for line, code in ((0, "typed-page"), (0, "no-such-table"), (2, "no-such-section"), (4, "typed-page"), (4, "no-such-section"))
    ]  # fmt: skip
    assert "the text names section 12, and the last one is Section 1" in handout.said
    handout.body(
        "Take form No. 12, and see page 4 of your notes. Section 12 of the Act says so. See section 12 of the Act, and Table 9 in our guideline. "
        "See Table 3 [@lee2020]. You are on a section 3. It is on page 3 of the form. See section 1 and page 4.2. See section 1."
    )
    handout.accepted()


def test_a_table_of_html_is_told_once(handout):
    """Seven problems for a table of two rows, and one for each row more."""
    cells = "".join(f"<tr><td>{n}</td><td>x</td></tr>\n" for n in range(3))
    handout.body(f"<table><thead><tr><th>A</th><th>B</th></tr></thead>\n<tbody>{cells}</tbody></table>\n\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + n}: raw-html" for n in (0, 6)]


@pytest.mark.parametrize("written", [
    "> " * 100 + "Rest",
    "- " * 100 + "Rest",
    "1. " * 100 + "Rest",
    ">" * 100 + "Rest",
    "\n".join("    " * n + "- Rest" for n in range(100)),
    "\n".join("\t" * n + "- Rest" for n in range(100)),
    "\n\n".join("> " * n + "Rest" for n in range(7, 100)),
    "- > - > - > - Rest",
])  # fmt: skip
def test_quotes_and_lists_deep_in_one_another_are_told(handout, written):
    """No reader follows a hundred levels, and no layout survives them."""
    handout.body(written)
    assert {problem.split(": ")[1] for problem in handout.refused()} == {"too-deep"}


@pytest.mark.parametrize("written", ["- > - > Rest", "- a\n  - b\n    - c\n      - d", "> - > 1. Rest"])
def test_a_fourth_level_is_a_matter_of_taste(handout, written):
    """Nobody who is unwell knows at the fourth level what the first one said; but it can be printed."""
    handout.body(written)
    assert handout.refused() == [f"{SECTION}: deep-list"]
    handout.change("booklet.toml", 'deep-list = "error"', "")
    handout.accepted()


@pytest.mark.parametrize("written", ["# Rest", "### Rest", "#### Rest", "##Rest", "Rest\n===", "## Rest\n\n#### Bed"])
def test_a_heading_of_the_wrong_level_is_told(handout, written):
    """A screen reader walks from heading to heading; a gap looks like a lost page."""
    handout.body(written)
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + written.count('Rest' + chr(10) * 2) * 2}: heading-level"]


@pytest.mark.parametrize("written", ["*Rest* now", "Do _rest_ now", "***Rest*** now", "*Rest\nnow*"])
def test_italics_are_told(handout, written):
    handout.body(written)
    assert handout.refused() == [f"{SECTION}: italics"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert", "data:text/html,x", "mailto:a", "//our-clinic.org/a", "\\\\server\\a",
               "mailto:a@b.org?bcc=c@d.org", "mailto:a@b.org,c@d.org", "tel:ward", "sms:now", "https://", "https://[", "http://localhost"]
)  # fmt: skip
def test_a_link_that_leads_nowhere_safe_is_told(handout, target):
    """On a ward's PC a link must not open a file, run a script or fail."""
    handout.body(f"See [rest]({target}).")
    assert handout.refused() == [f"{SECTION}: unsafe-link"]


@pytest.mark.parametrize("typed", ["> 65 years: 1 tablet", "It says:\n> 5 mg", "If it is\n> 38 °C or\n> 39 °C, call.", "- Rest\n\n  > 5 mg"])
def test_a_quote_that_begins_with_a_number_is_asked_about(handout, typed):
    """More than 65 years, or 65 years? One of them is another dose."""
    handout.body(typed)
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["stray-mark"] and r"write \> for the sign" in handout.said


@pytest.mark.parametrize("target", ["nowhere", "/etc/passwd", "../other.html", "020-not-there.html", "#", ""])
def test_of_a_link_to_a_file_or_page_beside_the_text_only_the_words_are_printed(handout, target):
    """A leaflet of a website is full of them, and none leads anywhere in print."""
    handout.body(f"See [rest]({target}).")
    assert handout.refused() == [f"{SECTION}: lost-link"]
    handout.write("booklet.toml", FILES["booklet.toml"].replace('lost-link = "error"\n', ""))
    page = page_of(handout.folder, is_dressed=False)
    assert "<p>See rest.</p>" in page and (not target or f'href="{target}"' not in page)
    assert handout.command("check", "--source", "sections") == 0 and "lost-link" in handout.said


def test_a_link_without_words_prints_its_address(handout):
    """Zotero writes the DOI of a work so: it was told to be "no place that a handout may lead to"."""
    handout.body("Lee A. Rest. [](https://doi.org/10.1000/182).")
    handout.change("booklet.toml", 'no-such-work = "error"', 'no-such-work = "advice"')
    page = page_of(handout.folder, is_dressed=False)
    assert '<a class="out" href="https://doi.org/10.1000/182"' in page
    assert "Lee A. Rest. https://doi.org/10.1000/182." in re.sub("<[^>]*>", "", page)


@pytest.mark.parametrize("link", ["#2-when-to-call", "#when-to-call", "#2.-When-to-call?", "#rest-1", "#here", "#does-rest-help"])
def test_a_link_may_lead_to_a_heading_by_the_name_that_programs_give_it(handout, link):
    """Who moves a leaflet here has typed its contents by hand, or GitHub, Pandoc or Google Docs has."""
    handout.body(f"See [it]({link}).\n\n## 2. When to call?\n\nNow.\n\n## Rest\n\nNow.\n\n## Rest\n\nNow.\n\n## So {{#here}}\n\nNow.")
    page = page_of(handout.folder, is_dressed=False)
    (target,) = re.findall('See <span class="see"><a href="#([^"]*)">it', page)
    ids = re.findall(rf'<(?:h3|section)[^>]* id="{target}">', page)
    assert len(ids) == 1 and page.count(' id="at-') == (link != "#does-rest-help"), "and no other heading has an anchor"


def test_a_heading_of_two_other_sections_is_no_clear_target(handout):
    for name in ("020-a.md", "030-b.md"):
        handout.write(name, HEAD.replace("Does rest help?", name) + "## How\n\nSo.\n")
    handout.body("See [it](#how).")
    assert handout.refused() == [f"{SECTION}: ambiguous-target"]
    assert "write [words](#name)" in handout.said


def test_a_cross_reference_to_nothing_is_told(handout):
    handout.body("See [](#when-to-cal).")
    assert handout.refused() == [f"{SECTION}: unknown-target"]


def test_a_link_to_a_part_that_is_gone_prints_its_words(handout):
    """A draft led to "the full booklet" for it, which has no such part either; and the words say all that they did."""
    handout.body("See [when to call](#when-to-cal).")
    assert handout.refused() == [f"{SECTION}: lost-link"]
    handout.write("booklet.toml", FILES["booklet.toml"].replace('lost-link = "error"\n', ""))
    assert "<p>See when to call.</p>" in page_of(handout.folder, is_dressed=False)
    assert handout.command("check", "--source", "sections") == 0
    assert "lost-link: nothing in this booklet is called when-to-cal" in handout.said


@pytest.mark.parametrize("rows", [
    "| a | b |",
    "| a | b |\n|---|---|",
    "| a | b |\n| c | d |\n| e | f |",
    "| a | b |\n|---|---|\n| c | d | e |",
    "| a | b |\n|---|---|\n| c |",
    "| a | b |\n|---|\n| c | d |",
    "a | b\n---|---\nc | d | e",
])  # fmt: skip
def test_a_table_that_would_lose_words_is_told(handout, rows):
    """A cell beyond the head is dropped without a word; it may be the one with the dose."""
    handout.body(f"Table: Rest\n\n{rows}\n")
    (problem,) = handout.refused()
    assert problem.endswith(": bad-table") and FIRST_LINE + 2 <= int(problem.split(":")[1]) <= FIRST_LINE + 4


def test_a_table_wider_than_a_page_is_told(handout):
    """Five columns cannot be read across in large type; but they can be printed."""
    handout.body("Table: Rest\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|\n")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: wide-table"]


@pytest.mark.parametrize(
    "body", ["| a | b |\n|---|---|\n| c | d |", "a | b\n--- | ---\n1 | 2", "![A bed with a white sheet](figures/bed.svg)\n\nRest."]
)
def test_a_table_or_picture_without_a_caption_is_told(handout, body):
    """In a list of figures, or read aloud, it would have no name."""
    handout.body(body)
    assert handout.refused() == [f"{SECTION}: missing-caption"]


def test_a_caption_without_its_table_is_told(handout):
    handout.body("Table: Rest\n\nRest.")
    assert handout.refused() == [f"{SECTION}: missing-table"]


# What looks like a mistake, and is none.


@pytest.mark.parametrize("body", ["{table}\n\nTable: Rest", "Table: Sleep\n\n{table}\n\n{table}\n\nTable: Rest\n\nRest."])
def test_a_caption_may_stand_below_its_table(handout, body):
    """So Pandoc and Word have it; told was that the caption has no table."""
    handout.body(body.format(table="| a | b |\n|---|---|\n| c | d |"))
    handout.accepted()
    (section,) = load_manuscript(handout.folder).sections
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [words_of(table.caption) for table in tables] == ["Sleep", "Rest"][-len(tables) :]


@pytest.mark.parametrize("typed", ["\nFigure 1: A bed.", "\n\nFig. 1. A bed.", "\n*Figure 1: A bed.*", "\n\n**Figure 1.** A bed."])
def test_a_caption_may_have_a_number_of_its_own(handout, typed):
    """It was printed below the picture, which had another number: Figure 3, Figure 1: A bed."""
    picture = "![A bed with a white sheet](figures/bed.svg)"
    handout.body(picture + typed)
    handout.accepted()
    (section,) = load_manuscript(handout.folder).sections
    assert [words_of(block.caption) for block in section.blocks if isinstance(block, Drawing)] == ["A bed."]
    for number in ("2", "1.1"):
        handout.body(picture + typed.replace("1", number))
        assert handout.refused() == [f"{SECTION}: wrong-number"]


def test_a_figure_that_is_not_there_is_told(handout):
    """It was printed: see Figure 9, in a handout with one picture."""
    handout.body("![A bed with a white sheet](figures/bed.svg)\nFigure: A bed.\n\nSee Figure 1, **Figure 9** and Fig. 3 of the guideline.")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 3}: no-such-figure"]
    assert f":{FIRST_LINE + 3}:17: " in handout.said and "the last one is Figure 1" in handout.said


def test_a_caption_between_two_tables_is_that_of_the_second(handout):
    table = "| a | b |\n|---|---|\n| c | d |"
    handout.body(f"{table}\n\nTable: Rest\n\n{table}")
    assert handout.refused() == [f"{SECTION}: missing-caption"]


@pytest.mark.parametrize("country", ["GB", "US"])
def test_a_problem_below_a_condition_is_told_on_the_line_that_was_typed(handout, country):
    """Whichever branch this clinic prints, the author mends her own file."""
    body = f'{{% if clinic.country == "{country}" %}}\nCall 999.\n{{% else %}}\nCall 911.\n{{% endif %}}\n'
    handout.body(f"{body}It heals. [@lee2002]", tail="\n\n[@lee2020]")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 5}: unknown-citation"]


def test_a_wrong_field_is_told_in_a_branch_that_is_not_printed(handout):
    """Or else the next clinic would find it, in print."""
    handout.body('{% if clinic.country == "US" %}\nCall {{ clinic.fone }}.\n{% endif %}')
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 1}: unknown-field"]


def test_a_rate_that_is_in_no_data_is_told(handout):
    """A number typed by hand stays behind when the data is corrected."""
    handout.body("It helped 23 of 100 people.")
    assert handout.refused() == [f"{SECTION}: unsourced-number"]
    assert "numbers.json" in handout.said


def test_a_mark_of_certainty_has_one_of_three_grades(handout):
    """What was seen in mice must not be marked as shown."""
    handout.body("::: certainty animal: Seen in mice\n:::\n\nIt calmed them.")
    assert handout.refused() == [f"{SECTION}: unknown-grade"]
    assert "did you mean animals?" in handout.said
