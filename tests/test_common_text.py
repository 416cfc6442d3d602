"""Common text: what people write and mean well, printed as they mean it. test_bad_text.py has what a section may not hold."""
import ctypes
import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

from booklet.check.pdf.document import Proof
from booklet.core.letters.raised import raised
from booklet.load.load import load_manuscript
from booklet.model.tree import words_of
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import FILES, FIRST_LINE
from tests.one_page import DRAWING
from tests.reader import page_of, said_on_pages

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


@pytest.mark.parametrize(("typed", "said"), [
    (r"Write \{{ your name }} here.", "Write {{ your name }} here."), (r"So \{% if %} it is.", "So {% if %} it is."),
    (r"So `\{{ x }}`, `{x}`, `\{# y #}` and \{# z #}.", "So {{ x }}, {x}, {# y #} and {# z #}."), ("&copyright; &copy;", "&copyright; ©"),
    ("```\n::: note\nx\n:::\n```", "::: note\nx\n:::"),
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


def test_arithmetic_is_no_emphasis(handout):
    handout.body("So 2 * 3 * 4, or snake_case_names, or **strong** words. It is 5 > 4.\n\n1.5 mg.\n\n2020 was good.")
    handout.accepted()


def test_a_sign_that_makes_a_number_is_neither_a_mark_nor_lost(handout):
    """Of 2*3*4 mg was printed 234 mg, and HLA-B57:01 is the name of no gene."""
    handout.body("Take 2*3*4 mg, 10*weight*2, 5*10*2.5 mL. HLA-B*57:01 or HLA-A*31:01. 1~~2 or 3~~4 days? It is **4**.")
    assert [problem.split(": ")[1] for problem in handout.refused()] == ["stray-mark"]  # ~~
    handout.body("Take 2*3*4 mg, 10*weight*2, 5*10*2.5 mL. B*57:01 or A*31:01, in **4**.")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    said = "Take 2*3*4 mg, 10*weight*2, 5*10*2.5 mL. B*57:01 or A*31:01, in 4."
    assert said in " ".join(Proof(content).words_text().split())
    assert said.replace("mg", "milligrams").replace("mL", "millilitres") in plain_text(page_of(handout.folder, is_dressed=False))


def test_a_range_between_two_signs_is_no_tag(handout):
    """Each leaflet on values of the laboratory has one, and was refused as HTML."""
    handout.body("It is 3.5<x<5.0, if a<b, or x<y. So <your phone\\> says.\n\nTable: Values\n\n| a | b |\n|---|---|\n| K | 3<x<5 |\n| Na | a<b<c |")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    said = " ".join(Proof(content).words_text().split())
    assert all(words in said for words in ("It is 3.5<x<5.0, if a<b, or x<y. So <your phone> says.", "3<x<5", "a<b<c"))


def test_words_right_below_a_table_are_no_row(handout):
    """So people write notes of a table. It was refused: this row has 1 cells, and the head has 2."""
    handout.body("Table: Doses\n\n| a | b |\n|---|---|\n| c | 5 mg |\n\\* with **food**\nand rest.")
    assert "<p>* with <strong>food</strong> and rest.</p>" in page_of(handout.folder, is_dressed=False)


def test_a_link_to_the_number_of_a_work_leads_to_it(handout):
    handout.body("See [one](doi:10.1000/182), [two](pmid:12), [three](pmcid:PMC12), <arxiv:2101.00001>.")
    page = page_of(handout.folder, is_dressed=False)
    homes = ("doi.org/10.1000/182", "pubmed.ncbi.nlm.nih.gov/12", "pmc.ncbi.nlm.nih.gov/articles/PMC12", "arxiv.org/abs/2101.00001")
    assert all(f'href="https://{home}"' in page for home in homes)


def test_more_than_and_less_than_are_printed_where_a_line_begins_with_them(handout):
    """Of "> 2 years: 5 mL" in a list was printed "2 years: 5 mL", beside "< 2 years: 2.5 mL"."""
    handout.body("- < 2 years: 2 mL\n- > 2 years: 5 mL\n\nCall if it is\n> 38 °C.\n\nStore at\n- 18 °C.")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    words = " ".join(Proof(content).words_text().split())
    assert "> 2 years: 5 mL" in words and "Call if it is > 38 °C. Store at - 18 °C." in words
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "- more than 2 years: 5 millilitres\n\nCall if it is more than 38 degrees Celsius.\n" in said


def test_signs_that_a_keyboard_lacks_are_printed_as_they_are_meant(handout):
    """30ºC has the sign of 1º, which a Spanish keyboard has; the hyphen of -3 points is short, and is not heard."""
    handout.body("Keep below 30ºC, 25 ˚C or 1º, 3º C. Down by -3 points to -3 °C (-2), 5 mg -10 mg, **5**-10 mg, Morning -2 tablets, two -3, Covid -19, -1 to -2.5, -5 to +5 °C. Since Apr '26 'so' it is, '10 mg'.")
    page = page_of(handout.folder, is_dressed=False)
    assert "below 30°C, 25 °C or 1º, 3º C. Down by −3 points to −3 °C (−2), 5 mg -10 mg, <strong>5</strong>-10 mg, Morning -2 tablets, two -3, Covid -19, −1 to −2.5, −5 to +5 °C. Since Apr ’26 ‘so’ it is, ‘10 mg’." in page.replace("\u00a0", " ")
    assert "Down by minus 3 points to minus 3 degrees Celsius" in plain_text(page)


def test_what_looks_like_the_definition_of_a_link_and_leads_nowhere_is_words(handout):
    """A dose was printed nowhere, and nobody was told."""
    handout.body("Rest.\n\n[Dose]: 5mg\n\n[Warning]: overdose\n\n[Name]: ____\n\nSo [we][1] say.\n\n[1]: https://d.org\n\n[//]: # (aside)")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "[Dose]: 5 milligrams\n\n[Warning]: overdose\n\n[Name]: (write here)\n\nSo we (https://d.org) say.\n" in said and "aside" not in said


def test_a_link_may_ring_or_text_a_number_and_its_number_is_printed(handout):
    """A crisis line that is reached by a message was refused, and so was a subject for an email."""
    handout.body(
        "Text [us](sms:85258?body=HOME), [HOME to 85258](sms:85258?body=HOME) or [85258](sms:85258). Ring [us](tel:+44%201632%20960001,23), "
        "[quit](tel:1-800-QUIT-NOW) or [999](tel:999). [Write](mailto:a@b.org?subject=My%20visit&body=x)."
    )
    said = "Text us (85258: HOME), HOME to 85258 or 85258. Ring us (+44 1632 960001,23), quit (1-800-QUIT-NOW) or 999. Write (a@b.org)."
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    assert said in " ".join(Proof(content).words_text().split())
    page = page_of(handout.folder, is_dressed=False)
    assert said in plain_text(page) and 'href="sms:85258"' in page


def test_an_address_of_the_web_may_go_without_its_beginning(handout):
    handout.body("See [us](www.example.org/a).")
    assert 'href="http://www.example.org/a"' in page_of(handout.folder, is_dressed=False)


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


@pytest.mark.parametrize(("typed", "order"), [
    ("1. One\n   - In\n\n     | Drug |\n     |---|\n     | Axol |\n\n   - Out\n2. Rest.", ["One", "In", "<table", "Axol", "Out", 'start="2"', "Rest."]),
    ("- | Drug |\n  |---|\n  | Axol |\n- Rest.", ["<table", "Axol", "Rest.</li>"]),
    ("> One\n>\n> | Drug |\n> |---|\n> | Axol |\n>\n> Rest.", ["<blockquote", "One", "</blockquote", "<table", "Axol", "Rest."]),
])  # fmt: skip
def test_a_table_in_a_list_within_a_list_or_in_a_quote_parts_it(handout, typed, order):
    """It was refused, though no place for it is left where everybody writes it."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body(typed)
    page = page_of(handout.folder, is_dressed=False).partition("</h2>")[2]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_heading_in_a_list_or_a_quote_is_strong_words(handout):
    """It was refused; one without words was printed, and read aloud, as a heading that says nothing."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body("> ### Mind\n> Rest.\n\n- ### One\n  Two")
    page = page_of(handout.folder, is_dressed=False)
    assert all(page.count(f'<p class="leads"><strong>{words}</strong></p>') == 1 for words in ("Mind", "One"))
    handout.body("Rest.\n\n##\n\nRest.")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: stray-mark"]


def test_two_stars_are_a_mark_for_a_note_where_one_begins_with_them(handout):
    """Tables of doses are full of them; strong words that never end are told all the same."""
    handout.body("Axol 5 mg** daily.\n\n| Drug |\n|---|\n| Axol** |\n\n** with food")
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE + 2}: missing-caption"]
    handout.body("Axol 5 mg** daily, and **never two.\n\n** with food")
    assert handout.refused() == [f"{SECTION}: stray-mark"]
    handout.body("This is important** to know.")
    assert handout.refused() == [f"{SECTION}: stray-mark"]
    handout.body("Take two tablets* (*see below).\n\n* unless you are over 70")
    handout.accepted()
    handout.body("Dear ***, rest.")
    assert handout.refused() == [f"{SECTION}: stray-mark"] and "hint: for a place to fill in write ____; or write **strong**" in handout.said


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
        "or ring [us](tel:+441132432799) or [0113 243 2799](tel:+441132432799).\n\nSo <mailto:b@b.org?subject=My%20visit>\n\n"
        "> \"It was like wind.\"\n> — a patient\n\n[1]: https://d.org 'Rest'\n"
    )  # fmt: skip
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    proof = Proof(content)
    words = " ".join(proof.words_text().split())
    assert "Type rest now. Not (crossed out: so) this. 10³ H 2 O is wet. Rest now, <b> and *." in words.replace("H2O", "H 2 O").replace("10 ³", "10³")
    assert "See https://example.org, a (b.org) or b (d.org). Write to us (ward@b.org), to ward@b.org," in words
    assert "or ring us (+441132432799) or 0113 243 2799." in words
    assert "So b@b.org “It was like wind.” — a patient" in words
    assert "Bed" in [element.text.strip() for element in proof.elements() if element.tag == "H3"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        led = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    ways = {"https://example.org", "https://b.org/c_(d)", "https://d.org", "mailto:ward@b.org", "tel:+441132432799", "mailto:b@b.org?subject=My%20visit"}
    assert ways <= led
    page = page_of(handout.folder, is_dressed=False)
    assert "wind.”<br>— a patient" in page.replace("<br/>", "<br>").replace("<br />", "<br>")
    said = plain_text(page)
    assert "Write to us (ward@b.org), to ward@b.org, or ring us (+441132432799) or 0113 243 2799." in " ".join(said.split())
    assert "Not (crossed out: so) this. 10³ H2O is, wet." in " ".join(said.split())
    assert [raised(sup) for sup in ("9", "-3", "n+1", "2.5", "2,3", "st")] == ["⁹", "⁻³", "ⁿ⁺¹", "^(2.5)", "^(2,3)", "st"]
    assert "a (https://b.org/c_(d)) or b (https://d.org)." in " ".join(said.split())


def test_a_heading_says_the_same_where_no_mark_can_be_set(handout):
    """A count of 10 to the ninth was 109 in contents, bookmarks and links; a dose that was struck stood there as if it held."""
    table = "Table: Counts\n\n| Cells | 10^3^ |\n|---|---|\n| Red | 5 |\n"
    links = "See [](#your-psa-109l-and-h2o), [](#at-103) and [](#20-10-mg)."
    handout.write("005-psa.md", f"# Your PSA 10^9^/L and H~2~O\n\n## ~~20~~ 10 mg\n\nSo.\n\n## At 10^3\n\n{links}\n\n{table}")
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    assert [title for _, title in proof.bookmarks()][:3] == ["1 Your PSA 10⁹/L and H₂O", "10 mg", "At 10³"]
    assert "(crossed out: 20) 10 mg" in [words for _, words in proof.headings()]
    words = " ".join(proof.words_text().split())
    assert "See Your PSA 10⁹/L and H₂O (above), At 10³ (above) and 10 mg (above)." in words
    assert 'data-head="10³"' in page_of(handout.folder)


@pytest.mark.parametrize("typed", ["# Rest {#sec-rest .unnumbered}", "Rest {#sec-rest}\n====", "---\ntitle: Rest\n---\n\n# Rest {#sec-rest}"])
def test_a_title_may_have_a_name_that_links_lead_to(handout, typed):
    """As Pandoc and Quarto name each of their headings: cover, contents and running heads said "Rest {#sec-rest}"."""
    handout.write("010-rest.md", f"{typed}\n\nSee [it](#sec-rest). [@lee2020]\n\n## Walk {{-}}\n\nWalk.\n")
    assert load_manuscript(handout.folder).sections[0].title == "Rest"
    page = page_of(handout.folder)
    assert 'href="#section-rest"' in page and "{" not in re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)


def test_what_a_title_leaves_out_is_told(handout):
    """Contents, bookmarks and running heads strike nothing; and a citation in a title proved nothing any more."""
    handout.write("010-rest.md", "# Your ~~old~~ new [tablets](https://example.org) [@lee2020]\n\nSo.[@lee2020]\n")
    assert load_manuscript(handout.folder).sections[0].title == "Your new tablets"
    assert handout.refused() == ["sections/010-rest.md:1: lost-in-title"]
    handout.write("010-rest.md", "---\ntitle: Your tablets\n---\n\n# Your tablets [@lee2020]\n\nSo.[@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:5: lost-in-title"]
    handout.write("010-rest.md", "# Your ~~old~~ new [tablets](https://example.org) [@lee2020]\n\nSo.[@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:1: lost-in-title"]
    assert "leaves out struck words (old), where a link leads (https://example.org), a citation" in handout.said


@pytest.mark.parametrize(("typed", "printed"), [("### #### ### ## ###", "34334"), ("# ## ### ##", "3343"), ("#### #### ###", "333")])
def test_headings_that_are_typed_alike_are_printed_alike(handout, typed, printed):
    """Below no ##, the first ### was large and green, and the next one small and black, as if it were a part of it."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body("Rest.\n\n" + "".join(f"{marks} Bed\n\nRest.\n\n" for marks in typed.split()))
    assert "".join(re.findall(r"<h(\d)[^>]*>Bed", page_of(handout.folder, is_dressed=False))) == printed


@pytest.mark.parametrize("heading", ["# Does rest help?", "DOES REST HELP?:\n==="])
def test_a_title_that_is_given_twice_is_printed_once(handout, heading):
    """Whoever writes for a website writes both, and a section had its own title as its first heading."""
    handout.body(f"{heading}\n\nIt does.")
    assert plain_text(page_of(handout.folder, is_dressed=False)).lower().count("does rest help?") == 1
    handout.body("# Does more rest help?\n\nIt does.")
    assert handout.refused() == [f"{SECTION}: heading-level"]


@pytest.mark.parametrize(("typed", "title"), [
    ("---\ntitle: Rest\n---\n", "Rest"), ("# Why **rest** & sleep?\n", "Why rest & sleep?"), ("Rest\n====\n", "Rest"), ("\n## Rest\n\n### Often\n", "Rest"),
    ("---\ncore: yes\n---\n\n# Rest #\n", "Rest"), ("---\ntitle: 10^9^ of H~2~O, 10^-3, ^x^ and ~~20~~\n---\n", "10⁹ of H₂O, 10⁻³, ^x^ and ~~20~~"),
    ("---\ntitle: Do **not *take* ==it==**, [says](https://example.org) 2*3*4 a_b_c, d* *\n---\n", "Do not take it, says 2*3*4 a_b_c, d* *"),
])  # fmt: skip
def test_a_section_that_names_itself_needs_no_more(handout, typed, title):
    """Its running head is its title, as far as that fits."""
    handout.write("010-rest.md", f"{typed}\nRest helps. [@lee2020]\n")
    (section,) = load_manuscript(handout.folder).sections
    assert (section.title, section.running_head) == (title, title)


@pytest.mark.parametrize(("typed", "named"), [("", "Rest"), ("**Why rest?**\n", "Why rest?"), ("## Often\n\nRest.\n\n## Well\n", "Rest")])
def test_a_section_without_a_title_is_told_a_likely_one(handout, typed, named):
    """Of two headings ## none is the title."""
    handout.write("010-rest.md", f"{typed}\nRest helps. [@lee2020]\n")
    assert handout.refused() == ["sections/010-rest.md:1: bad-front-matter"] and f"begin with a line: # {named}\n" in handout.said


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


def test_a_title_that_looks_like_a_list_is_a_title(handout):
    titles = ("1. First", "- Second", "#Third", "> Fourth")
    handout.body("\n\n".join(f"::: note {title}\nRest.\n:::" for title in titles))
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    words = Proof(content).words_text()
    assert [title for title in titles if title not in words] == []


def test_a_callout_may_end_the_file(handout):
    handout.body("::: note Rest\n- Rest. [@lee2020]\n:::", tail="")
    handout.accepted()


def test_a_field_in_code_is_filled_in(handout):
    """ "Type `{{ clinic.name }}`" was printed as "Type 0" on the web page and in the plain text, and stopped the PDF."""
    handout.body("Type `{{ clinic.name }}` now.\n\n```\nAsk {{ clinic.name }}\n```")
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert "Type Example Clinic now." in said and "Ask Example Clinic\n" in said


def test_a_field_in_an_address_is_filled_in(handout):
    """[Call us](tel:{{ clinic.daytime.phone }}) was "no place that a handout may lead to", and https://.../{{ }} led to .../0."""
    handout.body("[Call us](tel:{{ clinic.daytime.phone }}), [us](https://example.org/{{ clinic.country }}).")
    page = page_of(handout.folder, is_dressed=False)
    fields = load_manuscript(handout.folder).clinic.fields(None)
    assert f'href="tel:{fields["daytime"]["phone"]}"' in page and f'href="https://example.org/{fields["country"]}"' in page


def test_the_last_row_of_a_table_stands_on_no_page_alone(handout):
    """ "Over 15: ring us" stood on the page after the doses, below the heads alone."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    rows = "\n".join(f"| Row {n} | {n} units |" for n in range(1, 9))
    for lines in range(11, 15):
        handout.body("\n\n".join(["Rest."] * lines) + f"\n\n| Sugar | Dose |\n|---|---|\n{rows}")
        said = said_on_pages(handout.folder)
        pages = [next(page for page, text in enumerate(said) if f"Row {n}" in text) for n in (1, 2, 7, 8)]
        assert pages[0] == pages[1] and pages[2] == pages[3], lines


def test_a_row_of_a_table_may_begin_with_a_dash(handout):
    """Where the first cell was empty, people typed a dash: the row was a list below the table, with its marks."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body("Eat | Limit | Avoid\n---|---|---\nRice | Bread | Bran\n- | Coffee | Salt")
    assert "- Eat: -. Limit: Coffee. Avoid: Salt." in plain_text(page_of(handout.folder, is_dressed=False))


def test_a_drawing_grows_with_the_type_in_large_print(handout):
    """Its letters stayed as small as on A4, for which the edition was refused; now they grow as the text does."""
    handout.change("booklet.toml", "[editions.a4]", '[editions.large]\npaper = "A4"\nstylesheet = "editions/large-print.css"\ndrawings = "compact"\nfigure_type_pt = 16\npromises.smallest_type_pt = 16\n\n[editions.a4]')
    handout.write("figures/words.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="70mm" height="30mm" viewBox="0 0 210 90"><text x="9" y="50" font-size="11">Sleep and rest</text></svg>')
    handout.body("![The words of the day, sleep and rest](figures/words.svg)\nFigure: Words")
    sizes = {}
    for name in ("a4", "large"):
        proof = Proof(make_proof(read_manuscript(handout.folder), name)[0])
        sizes[name] = next(each.size_pt for index in range(proof.page_count) for each in proof.words_on(index) if each.text.strip() == "S")
    assert sizes["large"] / sizes["a4"] == pytest.approx(16 / 9, abs=0.05)


def test_a_list_below_another_one_is_a_list_of_its_own(handout):
    """ "c) If you take iron, stop." and below it "1. Aspirin may be continued." looked like one list."""
    handout.body("a) One\nb) Two\n\n1. Three\n2. Four")
    line = {each.text.strip(): each.baseline_pt for each in Proof(make_proof(read_manuscript(handout.folder), "a4")[0]).words_on(0)}
    assert line["Two"] - line["Three"] > (line["Three"] - line["Four"]) + 4


def test_a_line_through_words_is_seen_in_a_bold_title(handout):
    """In the ink of the title and as thin as in the text, it was lost among the strokes of the letters, most of all in grey."""
    handout.body("So ~~5~~ it is.\n\n## Take ~~two~~ one tablet\n\nRest.")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    page = pypdfium2.PdfDocument(content)[0]
    lines = [each for each in page.get_objects([raw.FPDF_PAGEOBJ_PATH]) if each.get_bounds()[2] - each.get_bounds()[0] < 40]
    thick, colour = ctypes.c_float(), [ctypes.c_uint() for _ in range(4)]
    seen = []
    for line in lines:
        raw.FPDFPageObj_GetStrokeWidth(line, thick)
        raw.FPDFPageObj_GetStrokeColor(line, *colour)
        seen.append((round(thick.value, 2), tuple(each.value for each in colour[:3])))
    assert [width for width, ink in seen if ink == (0x1C, 0x2B, 0x33) and width > 1] != [], seen


def test_two_hyphens_between_numbers_are_a_range(handout):
    """5--10 mg, as Pandoc writes a dash, was read aloud as "5 dash dash 10"."""
    handout.body("Take 5--10 mg for 1.5--2 days -- no more. See https://example.org/2020--21, `5--10` and 2024--05--12.")
    (section,) = load_manuscript(handout.folder).sections
    (passage, *_) = section.blocks
    assert "Take 5–10 mg for 1.5–2 days – no more. See https://example.org/2020--21, 5--10 and 2024--05--12." in words_of(passage.nodes)


def test_a_field_in_what_a_picture_shows_is_filled_in_and_signed_by_its_name(handout):
    """"The door of on the ward", said a screen reader; and of fields in code and addresses their place in the file was signed."""
    handout.write("figures/door.svg", DRAWING)
    handout.body("![The door of {{ clinic.name }} on the ward](figures/door.svg)\nFigure: The door\n\n[Call](tel:{{ clinic.daytime.phone }}), type `{{ clinic.name }}`.")
    clinic = load_manuscript(handout.folder).clinic
    assert f"The door of {clinic.name} on the ward" in page_of(handout.folder, is_dressed=False)
    signed = [said.words for part in load_manuscript(handout.folder).standing.parts for said in part.statements]
    assert any("The door of {{ clinic.name }} on the ward" in words for words in signed) and not any("\ue000" in words for words in signed)
    assert any("tel:{{ clinic.daytime.phone }}" in words and "type {{ clinic.name }}" in words for words in signed)


@pytest.mark.parametrize(("typed", "told"), [
    ("**When to call**\n\nAt night.", [f"{SECTION}: bold-heading"]), ("**What is it?**\n\n- rest", [f"{SECTION}: bold-heading"]),
    ("**You need:**\n\n- tea", []), ("**Call at night.**\n\nRest.", []), ("::: note\n**Mind**\n\nRest.\n:::", []),
    ("**Table 1. Doses**\n\n| a | b |\n|---|---|\n| 1 | 2 |", []), ("- **Tea**\n\n  Hot.", []), (f"**{'Rest ' * 20}on**\n\nSo.", []),
])  # fmt: skip
def test_a_bold_line_in_the_place_of_a_heading_is_told(handout, typed, told):
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0] + '[rules]\nbold-heading = "error"\n')
    handout.body(f"{typed}\n\nRest.")
    assert handout.refused() == told if told else handout.accepted() is None
