"""Bad text: what a section may not hold, and what each mistake gets. test_bad_input.py tells what `refused()` does."""
import io
import re

import pikepdf
import pytest

from booklet.check.pdf.document import Proof
from booklet.load.load import load_manuscript
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import FILES, FIRST_LINE, HEAD, Handout
from tests.reader import page_of

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    """A small good manuscript in a folder of its own."""
    return Handout(tmp_path, monkeypatch, capsys)


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


@pytest.mark.parametrize(
    "written",
    [
        ":::safety: Rest",
        " ::: note",
        "- ::: note",
        "- ## Rest",
        "> # Rest",
        "::: note # First\nRest.\n:::",
        "a ``b` c",
        "a ~~b",
        "- ~~~\n  b",
        "- ```\n  b",
        "Figure: A bed",
        "Description: A bed",
        "[a][b]",
        "**Rest",
        "__Rest",
    ],
)
def test_a_mark_that_means_nothing_here_is_told(handout, written):
    """The patient would read the mark, or miss what it swallows."""
    handout.body(f"{written}\n")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["stray-mark"]


def test_a_field_that_is_not_declared_comes_with_the_nearest_one(handout):
    """An empty line where the phone number should be is worse than no handout."""
    handout.body("Call {{ clinic.daytime.fone }}.")
    assert handout.refused() == [f"{SECTION}: unknown-field"]
    assert "did you mean phone?" in handout.said


@pytest.mark.parametrize(
    "name",
    [
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
    ],
)
def test_only_declared_fields_can_be_printed(handout, name):
    """Neither a whole table, nor what Python keeps behind it."""
    handout.body("Call {{ " + name + " }}.")
    assert handout.refused() == [f"{SECTION}: unknown-field"]


@pytest.mark.parametrize(
    "written",
    [
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
    ],
)
def test_jinja_that_a_section_has_no_use_for_is_told(handout, written):
    """A section prints fields. What can do more than that can do harm."""
    handout.body(written)
    assert set(handout.refused()) == {f"{SECTION}: bad-instruction"}


@pytest.mark.parametrize(("typed", "said"), [
    (r"Write \{{ your name }} here.", "Write {{ your name }} here."), (r"So \{% if %} it is.", "So {% if %} it is."),
    (r"A \\{{ clinic.name }} b.", "A \\Example Clinic b."), ("A {#b and {# c.", ""),
])  # fmt: skip
def test_what_looks_like_a_field_is_text_behind_a_backslash(handout, typed, said):
    """A form letter of another program is full of {{ NAME }}."""
    handout.body(typed)
    if said:
        assert f"\n{said}\n" in plain_text(page_of(handout.folder, is_dressed=False))
    else:
        assert handout.refused() == [f"{SECTION}: bad-instruction"]
    handout.body("Dear {{ PATIENT }},")
    assert handout.refused() == [f"{SECTION}: unknown-field"] and r"\{{ or \{% for the signs themselves" in handout.said


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


@pytest.mark.parametrize(
    "written",
    [
        'See {{ figure("n01") }}.',
        '- {{ figure("n01") }}',
        '## {{ figure("n01") }}',
        "Table: {{ figure('n01') }}\n\n| a | b |\n|---|---|\n| c | d |",
    ],
)
def test_a_figure_inside_a_line_is_told(handout, written):
    handout.body(written)
    assert handout.refused() == [f"{SECTION}: stray-figure"]


def test_a_figure_in_a_table_is_told(handout):
    handout.body('Table: Rest\n\n| a | b |\n|---|---|\n| c | {{ figure("n01") }} |')
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 4}: stray-figure"]


@pytest.mark.parametrize(
    "written",
    [
        "<b>Rest",
        "Rest</b>",
        "<!-- open",
        "<div>Rest</div>",
        "a\n-->\n<p",
        "<link rel=attachment href=file:///etc/passwd>",
        "<script>alert(1)</script>",
        "<?php",
    ],
)
def test_raw_html_is_told(handout, written):
    """It could fetch, hide or attach anything, and a screen reader would meet it unprepared."""
    handout.body(written)
    line = FIRST_LINE + written.count("\n")
    assert handout.refused() == [f"sections/010-rest.md:{line}: raw-html"]


@pytest.mark.parametrize(
    "written",
    [
        "> " * 100 + "Rest",
        "- " * 100 + "Rest",
        "1. " * 100 + "Rest",
        ">" * 100 + "Rest",
        "\n".join("    " * n + "- Rest" for n in range(100)),
        "\n".join("\t" * n + "- Rest" for n in range(100)),
        "\n\n".join("> " * n + "Rest" for n in range(7, 100)),
        "- > - > - > - Rest",
    ],
)
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


def test_arithmetic_is_no_emphasis(handout):
    handout.body("So 2 * 3 * 4, or snake_case_names, or **strong** words. It is 5 > 4.\n\n1.5 mg.\n\n2020 was good.")
    handout.accepted()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert", "data:text/html,x", "mailto:a", "//our-clinic.org/a", "\\\\server\\a",
               "mailto:a@b.org?subject=Rest", "tel:ward", "https://", "https://[", "http://localhost"]
)  # fmt: skip
def test_a_link_that_leads_nowhere_safe_is_told(handout, target):
    """On a ward's PC a link must not open a file, run a script or fail."""
    handout.body(f"See [rest]({target}).")
    assert handout.refused() == [f"{SECTION}: unsafe-link"]


@pytest.mark.parametrize("target", ["nowhere", "/etc/passwd", "../other.html", "020-not-there.html", "#", ""])
def test_of_a_link_to_a_file_or_page_beside_the_text_only_the_words_are_printed(handout, target):
    """A leaflet of a website is full of them, and none leads anywhere in print."""
    handout.body(f"See [rest]({target}).")
    assert handout.refused() == [f"{SECTION}: lost-link"]
    handout.write("booklet.toml", FILES["booklet.toml"].replace('lost-link = "error"\n', ""))
    page = page_of(handout.folder, is_dressed=False)
    assert "<p>See rest.</p>" in page and (not target or f'href="{target}"' not in page)
    assert handout.command("check", "--source", "sections") == 0 and "lost-link" in handout.said


def test_an_address_of_the_web_may_go_without_its_beginning(handout):
    handout.body("See [us](www.example.org/a).")
    assert 'href="http://www.example.org/a"' in page_of(handout.folder, is_dressed=False)


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


@pytest.mark.parametrize(
    "rows",
    [
        "| a | b |",
        "| a | b |\n|---|---|",
        "| a | b |\n| c | d |\n| e | f |",
        "| a | b |\n|---|---|\n| c | d | e |",
        "| a | b |\n|---|---|\n| c |",
        "| a | b |\n|---|\n| c | d |",
        "a | b\n---|---\nc | d | e",
    ],
)
def test_a_table_that_would_lose_words_is_told(handout, rows):
    """A cell beyond the head is dropped without a word; it may be the one with the dose."""
    handout.body(f"Table: Rest\n\n{rows}\n")
    (problem,) = handout.refused()
    assert problem.endswith(": bad-table") and FIRST_LINE + 2 <= int(problem.split(":")[1]) <= FIRST_LINE + 4


def test_a_table_wider_than_a_page_is_told(handout):
    """Five columns cannot be read across in large type; but they can be printed."""
    handout.body("Table: Rest\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|\n")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: wide-table"]


@pytest.mark.parametrize("typed", ["$x^2$", "$CL = \\frac{(140 - a) \\times w}{72}$", "$$\nBMI = \\frac{w}{h^2}\n$$", "$p$"])
def test_a_formula_is_told_and_printed_as_it_was_typed(handout, typed):
    """Half of its marks were read as others, and nobody was told."""
    handout.body(f"Rest.\n\n{typed}\n\nIt is {typed} here, at $5 to $10, US$ 5/$6, or \\$x^2^\\$.")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["tex-formula"] * 2
    handout.write("booklet.toml", FILES["booklet.toml"].replace('tex-formula = "error"\n', ""))
    page = " ".join(page_of(handout.folder, is_dressed=False).split())
    assert f"It is {' '.join(typed.split())} here, at $5 to $10, US$ 5/$6, or $x<sup>2</sup>$." in page


def test_money_around_a_link_is_no_formula(handout):
    """The link would be printed as its marks."""
    handout.body("It costs $10, as [they say](https://example.org/a_b), in US$.")
    assert ">they say</a>" in page_of(handout.folder, is_dressed=False)


def test_a_table_in_a_list_parts_it_and_the_numbers_go_on(handout):
    """It was refused; and steps that begin at 1 again, or a table behind a later step, would mislead."""
    handout.body("1. One\n2. Take:\n\n   | Drug |\n   |---|\n   | Axol |\n\n   With food.\n3. Rest.\n\n- Times:\n  | Day |\n  |---|\n  | Monday |")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["deep-list", "missing-caption"] * 2
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    page = page_of(handout.folder, is_dressed=False)
    order = ["One", "Take:", "Axol", "With food.", 'start="3"', "Rest.", "Times:", "Monday"]
    places = [page.index(words) for words in order]
    assert places == sorted(places) and page.count("<table") == 2


def test_two_stars_are_a_mark_for_a_note_where_one_begins_with_them(handout):
    """Tables of doses are full of them; strong words that never end are told all the same."""
    handout.body("Axol 5 mg** daily.\n\n| Drug |\n|---|\n| Axol** |\n\n** with food")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: missing-caption"]
    handout.body("Axol 5 mg** daily, and **never two.\n\n** with food")
    assert handout.refused() == [f"{SECTION}: stray-mark"]
    handout.body("This is important** to know.")
    assert handout.refused() == [f"{SECTION}: stray-mark"]


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


def test_an_entry_of_numbers_may_have_the_name_of_anything_in_python(handout):
    entry = FILES["numbers.json"].replace('"n01"', '"items"').replace('"people"', '"keys"')
    handout.write("numbers.json", entry)
    handout.body("Of {{ numbers.items.keys }} people, {{ numbers.items.low }} points.")
    handout.accepted()


def test_what_everybody_writes_is_printed_as_it_is_meant(handout):
    """A mark in print is noise, and a word that is swallowed with it is worse."""
    handout.body(
        "Type `rest now`. Not ~~so~~ this. 10^3^ H<sub>2</sub>O is<br>wet. <b>Rest</b>&nbsp;now, &#60;b> and \\*.\n\n---\n\n* * *\n\n"
        "Bed\n---\n\nSee <https://example.org>, [a](https://b.org/c_(d)) or [b][1]. Write to [us](mailto:ward@b.org), to ward@b.org, "
        "or ring [us](tel:+441132432799) or [0113 243 2799](tel:+441132432799).\n\n[1]: https://d.org 'Rest'\n"
    )  # fmt: skip
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    proof = Proof(content)
    words = " ".join(proof.words_text().split())
    assert "Type rest now. Not so this. 103 H 2 O is wet. Rest now, <b> and *." in words.replace("H2O", "H 2 O").replace("10 3", "103")
    assert "See https://example.org, a (b.org) or b (d.org). Write to us (ward@b.org), to ward@b.org," in words
    assert "or ring us (+441132432799) or 0113 243 2799." in words
    assert "Bed" in [element.text.strip() for element in proof.elements() if element.tag == "H3"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        led = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    ways = {"https://example.org", "https://b.org/c_(d)", "https://d.org", "mailto:ward@b.org", "tel:+441132432799"}
    assert ways <= led
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "Write to us (ward@b.org), to ward@b.org, or ring us (+441132432799) or 0113 243 2799." in " ".join(said.split())
    assert "Not (crossed out: so) this. 10³ H2O is wet." in " ".join(said.split())
    assert "a (https://b.org/c_(d)) or b (https://d.org)." in " ".join(said.split())


@pytest.mark.parametrize(("typed", "title"), [
    ("---\ntitle: Rest\n---\n", "Rest"), ("# Why **rest** & sleep?\n", "Why rest & sleep?"), ("Rest\n====\n", "Rest"),
    ("---\ncore: yes\n---\n\n# Rest #\n", "Rest"),
])  # fmt: skip
def test_a_section_that_names_itself_needs_no_more(handout, typed, title):
    """Its running head is its title, as far as that fits."""
    handout.write("010-rest.md", f"{typed}\nRest helps. [@lee2020]\n")
    (section,) = load_manuscript(handout.folder).sections
    assert (section.title, section.running_head) == (title, title)


LISTS = {
    "Take:\n- tea\n- milk": "L LI LI", "- tea\n  - hot\n- milk": "L LI L LI LI", "- tea\n1. milk": "L LI L LI",
    "1. tea\n   - hot": "L LI L LI", "- tea\n\n    Hot tea.\n- milk": "L LI LI", "## Tea\n- tea": "L LI",
    "::: safety\nTake:\n- tea\n- milk\n:::": "L LI LI", "Rest.": "",
}  # fmt: skip


def test_a_list_is_a_list_wherever_an_author_starts_one(handout):
    """Printed as running text, "- tea - milk" is hard to tick off, and nothing tells a listener how many there are."""
    handout.body("\n\n".join(f"Case {number}.\n\n{body}" for number, body in enumerate(LISTS)))
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    words = " ".join(
        element.text if element.tag == "P" else element.tag
        for element in Proof(content).elements() if element.tag in ("P", "L", "LI", "BlockQuote")
    )  # fmt: skip
    for number, (body, expected) in enumerate(LISTS.items()):
        found = re.search(rf"Case {number}\.(.*?)(?:Case {number + 1}\.|Rest helps\.)", words)[1]
        assert re.findall(r"\b(?:L|LI|BlockQuote)\b", found) == expected.split(), body


@pytest.mark.parametrize("title", ["1. First", "- First", "#First", "> First"])
def test_a_title_that_looks_like_a_list_is_a_title(handout, title):
    handout.body(f"::: note {title}\nRest.\n:::")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    assert title in Proof(content).words_text()


def test_a_callout_may_end_the_file(handout):
    handout.body("::: note Rest\n- Rest. [@lee2020]\n:::", tail="")
    handout.accepted()


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
