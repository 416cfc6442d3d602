"""Bad text: what a section may not hold, and what each mistake gets. test_bad_input.py tells what `refused()` does."""
import re

import pytest

from booklet.load.load import load_manuscript
from booklet.model.manuscript import Drawing, Table
from booklet.model.tree import words_of
from tests.manuscripts import FILES, FIRST_LINE, HEAD
from tests.reader import page_of

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


@pytest.mark.parametrize(("typed", "line", "code", "says"), [
    # A safety box of the wrong kind is printed as a box for science, or not at all.
    ("::: saftey\nDo not drive.\n:::", 0, "unknown-callout", "did you mean safety?"),
    ("My number: [][][] [][][]", 0, "stray-mark", "write ____ for a place to write, or ☐ ☐ ☐"),
    ("See @fig-bed.", 0, "stray-mark", "write [](#bed) for figures/bed.svg"),
    ("Rest.\n\n{{< pagebreak >}}", 2, "bad-instruction", "remove them"),
    ("Table: So\n\n| a | b |\n|---|---|\n| 5|6 mg | c |", 4, "bad-table", r"\| is the sign itself"),
    ('::: {.callout-waring title="So"}\nDo not drive.\n:::', 0, "unknown-callout", "did you mean warning?"),
    ("::: {.callout-warning title=Do stop}\nDo not drive.\n:::", 0, "unknown-callout", "did you mean warning?"),
    # The rest of the section would stand in the box.
    ("::: safety\nDo not drive.", 0, "unclosed-callout", ""),
    ("::: safety\nDo not drive.\n\n::: note\nRest.\n:::", 0, "unclosed-callout", ""),
    # The end of a callout that never began is told.
    ("Rest.\n:::", 1, "unclosed-callout", ""),
    # A callout inside a callout is told.
    ("::: safety\n::: note\nRest.\n:::\n:::", 1, "nested-callout", ""),
    # An empty box with EMERGENCY above it frightens, and helps nobody.
    ("::: emergency\n:::", 0, "empty-callout", ""),
    ("::: emergency\n\n<!-- C01 -->\n:::", 0, "empty-callout", ""),
    ("::: myth\nRest.\n:::", 0, "empty-callout", ""),
    ("::: evidence good:\nRest.\n:::", 0, "empty-callout", ""),
    # An empty line where the phone number should be is worse than no handout.
    ("Call {{ clinic.daytime.fone }}.", 0, "unknown-field", "did you mean phone?"),
    # Neither a whole table, nor what Python keeps behind it.
    ("Call {{ clinic }}.", 0, "unknown-field", ""),
    ("Call {{ clinic.crisis }}.", 0, "unknown-field", ""),
    ("Call {{ clinic.__class__ }}.", 0, "unknown-field", ""),
    ("Call {{ clinic.items }}.", 0, "unknown-field", ""),
    ("Call {{ numbers.n01.values }}.", 0, "unknown-field", ""),
    ("Call {{ numbers.n02.people }}.", 0, "unknown-field", ""),
    ("Call {{ self }}.", 0, "unknown-field", ""),
    ("Call {{ range }}.", 0, "unknown-field", ""),
    ("Call {{ booklet.name.upper }}.", 0, "unknown-field", ""),
    ("Call {{ figure }}.", 0, "unknown-field", ""),
    # The sentence would speak of a picture that is not there.
    ('{{ figure("n11") }}', 0, "unknown-figure", "did you mean n01?"),
    # A guessed number would be wrong on a thousand copies.
    ("It helps {{ numbers.n01.peple }} people.", 0, "unknown-field", "did you mean people?"),
    # A figure inside a line is told.
    ('See {{ figure("n01") }}.', 0, "stray-figure", ""),
    ('- {{ figure("n01") }}', 0, "stray-figure", ""),
    ('## {{ figure("n01") }}', 0, "stray-figure", ""),
    ("Table: {{ figure('n01') }}\n\n| a | b |\n|---|---|\n| c | d |", 0, "stray-figure", ""),
    # A figure in a table is told.
    ('Table: Rest\n\n| a | b |\n|---|---|\n| c | {{ figure("n01") }} |', 4, "stray-figure", ""),
    # Italics are told.
    ("*Rest* now", 0, "italics", ""),
    ("Do _rest_ now", 0, "italics", ""),
    ("***Rest*** now", 0, "italics", ""),
    ("*Rest\nnow*", 0, "italics", ""),
    # On a ward's PC a link must not open a file, run a script or fail.
    ("See [rest](file:///etc/passwd).", 0, "unsafe-link", ""),
    ("See [rest](javascript:alert).", 0, "unsafe-link", ""),
    ("See [rest](data:text/html,x).", 0, "unsafe-link", ""),
    ("See [rest](mailto:a).", 0, "unsafe-link", ""),
    ("See [rest](//our-clinic.org/a).", 0, "unsafe-link", ""),
    ("See [rest](\\\\server\\a).", 0, "unsafe-link", ""),
    ("See [rest](mailto:a@b.org?bcc=c@d.org).", 0, "unsafe-link", ""),
    ("See [rest](mailto:a@b.org,c@d.org).", 0, "unsafe-link", ""),
    ("See [rest](tel:ward).", 0, "unsafe-link", ""),
    ("See [rest](sms:now).", 0, "unsafe-link", ""),
    ("See [rest](https://).", 0, "unsafe-link", ""),
    ("See [rest](https://[).", 0, "unsafe-link", ""),
    ("See [rest](http://localhost).", 0, "unsafe-link", ""),
    # A cross reference to nothing is told.
    ("See [](#when-to-cal).", 0, "unknown-target", ""),
    # Five columns cannot be read across in large type; but they can be printed.
    ("Table: Rest\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|\n", 2, "wide-table", ""),
    # In a list of figures, or read aloud, it would have no name.
    ("| a | b |\n|---|---|\n| c | d |", 0, "missing-caption", ""),
    ("a | b\n--- | ---\n1 | 2", 0, "missing-caption", ""),
    ("![A bed with a white sheet](figures/bed.svg)\n\nRest.", 0, "missing-caption", ""),
    # A caption without its table is told.
    ("Table: Rest\n\nRest.", 0, "missing-table", ""),
    # Or else the next clinic would find it, in print.
    ('{% if clinic.country == "US" %}\nCall {{ clinic.fone }}.\n{% endif %}', 1, "unknown-field", ""),
    # A number typed by hand stays behind when the data is corrected.
    ("It helped 23 of 100 people.", 0, "unsourced-number", "numbers.json"),
    # What was seen in mice must not be marked as shown.
    ("::: certainty animal: Seen in mice\n:::\n\nIt calmed them.", 0, "unknown-grade", "did you mean animals?"),
])  # fmt: skip
def test_what_a_section_may_not_hold_is_told_with_its_line_and_the_way_out(handout, typed, line, code, says):
    handout.body(typed)
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + line}: {code}"]
    assert says in handout.said


@pytest.mark.parametrize("title", ["better: Rest", "Rest", ""])
def test_an_evidence_callout_has_one_of_five_grades(handout, title):
    """A grade of the author's own making would pass for one of ours."""
    handout.body(f"::: evidence {title}\nRest.\n:::")
    assert f"{SECTION}: unknown-grade" in handout.refused()


@pytest.mark.parametrize("written", [
    ":::safety:Rest",
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
    "Ring { clinic.daytime.phone } now",
    "See (the NHS)[https://www.nhs.uk]",
    ":: safety Rest\nSo.",
])  # fmt: skip
def test_a_mark_that_means_nothing_here_is_told(handout, written):
    """The patient would read the mark, or miss what it swallows."""
    handout.body(f"{written}\n")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["stray-mark"]


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
    "{% if clinic.treatments in ['tablet'] %}{% endif %}",
    "{% if clinic.country in [clinic.name] %}{% endif %}",
    "{% if ['GB'] %}{% endif %}",
    "{% if clinic.country == ['GB'] %}{% endif %}",
    "{{ ['GB'] }}",
    "{{ 'GB', 'US' }}",
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


# What looks like a mistake, and is none.


@pytest.mark.parametrize("body", [
    "{table}\n\nTable: Rest", "{table}\n: Rest", "Table: Sleep\n\n{table}\n\n{table}\n\nTable: Rest\n\nRest.",
    "{table}\n\nTable: Sleep\n\n{table}\n\n: Rest\n\nRest.",
])  # fmt: skip
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


def test_wrong_fields_beside_a_condition_without_an_end_are_told_with_it(handout):
    """Each was told after the one above was mended."""
    handout.body('Ring {{ clinic.fon }}.\n\n{{ figure(n01) }}\n\n{% if clinic.country == "GB" %}So.')
    places = [f"sections/010-rest.md:{FIRST_LINE + down}" for down in (0, 2, 4)]
    assert handout.refused() == [f"{places[0]}: unknown-field", *(f"{place}: bad-instruction" for place in places[1:])]
