"""The plain text twin: what a patient hears who has the handout read aloud, or reads it in an email."""
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.cite.csl import printed_lines
from booklet.core.printed.words import printed_words
from booklet.pipeline import read_manuscript
from booklet.template.text.element import LEFT_OUT
from booklet.template.text.phrase import citation_words
from booklet.template.text.speech import GREEK, RULES, spoken
from booklet.template.text.text import plain_text
from booklet.template.web.page import web_page
from tests.conftest import SECTIONS, STARTER

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
# Words that the rules add, beside the heads of a table's columns, which are told again in each row.
ADDED = set(
    "section picture table columns to tick write here lines on empty row rows reference references and page pages"
    " in words at the end".split()
)


@pytest.fixture(scope="module", params=[SECTIONS, STARTER], ids=["shipped", "starter"])
def twins(request) -> tuple[str, str]:
    """The web page and the plain text of one handout."""
    return both(request.param)


def both(folder: Path) -> tuple[str, str]:
    cited = read_manuscript(folder)
    html = web_page(cited, printed_lines([ref.reference for ref in cited.references]), is_dressed=False)
    return html, plain_text(html)


class Page(HTMLParser):
    """A plain reader of the page: its words as they stand, what is left out by rule, its pictures and references."""

    def __init__(self, html: str):
        super().__init__()
        self.words, self.open, self.heads, self.pictures, self.headings = "", [], "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        names = {tag, *(f".{name}" for name in (attrs.get("class") or "").split())}
        hidden = attrs.get("aria-hidden") == "true" or bool(names & {*LEFT_OUT, ".told"})
        if tag in VOID:
            return
        self.words += "" if tag in ("span", "a", "strong", "b", "em") else " "
        if tag == "svg":
            self.pictures.append("")
        self.open.append((tag, hidden or tag == "text"))
        if re.fullmatch("h[1-6]", tag) and not self.is_hidden():
            self.headings.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass
        self.words += "" if tag in ("span", "a", "strong", "b", "em") else " "

    def is_hidden(self):
        return any(hidden for _, hidden in self.open)

    def handle_data(self, data):
        if self.is_hidden():
            return
        tags = [tag for tag, _ in self.open]
        self.words += data
        if "thead" in tags:
            self.heads += f" {data}"
        if re.fullmatch("h[1-6]", " ".join(tags[-1:])):
            self.headings[-1] += data
        if tags[-2:] == ["svg", "title"]:
            self.pictures[-1] += data


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def test_every_word_of_the_page_is_told_in_its_order_and_no_other(twins):
    """A patient who listens gets all that a patient who sees gets."""
    html, text = twins
    page = Page(html.replace(">All phone numbers</a>", "></a>"))  # a point that is only a way to another place
    counted = r"^ *\d+\. |\(\d+ lines to write on\)|\d+ empty rows?"
    extra, told = [], iter(tokens(re.sub(counted, "", text, flags=re.MULTILINE)))
    for word in tokens(re.sub(r"\b(?:doi|PMID):", "", page.words)):  # the whole address is told instead
        for heard in told:
            if heard == word:
                break
            extra.append(heard)
        else:
            pytest.fail(f"{word!r} of the page is not told, or not in its place")
    told_in_full = " ".join(re.findall(r"https?://\S+", text) + re.findall(r"<abbr[^>]* title=\"([^\"]*)", html))
    assert set(extra) | set(told) <= ADDED | set(tokens(page.heads)) | set(tokens(told_in_full))


def test_a_page_without_hidden_parts_is_what_the_rule_says(twins):
    _, text = twins
    for words in ("Skip to the text", "Back to contents", "Cited in", "Used in section", "What is in this booklet"):
        assert words not in text


def test_every_picture_is_told_by_its_alternative(twins):
    html, text = twins
    told = re.findall(r"^Picture: (.+)$", text, re.MULTILINE)
    assert told == [" ".join(words.split()) for words in Page(html).pictures if words.strip()]
    assert told


def test_every_reference_that_is_said_is_in_the_list_with_its_address(twins):
    """A listener who wants to know where a fact comes from finds it under its number."""
    _, text = twins
    body, references = text.split("\nWhere the facts come from\n")
    said = set()
    for words in re.findall(r"\((references? [^()]*)\)", body):
        words = re.sub(r"pages? \w+(?: to \w+)?", "", words)
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", words):
            said |= set(range(int(first), int(last or first) + 1))
    listed = re.findall(r"^(\d+)\. .*https?://\S+$", references, re.MULTILINE)
    assert sorted(said) == [int(number) for number in listed] == list(range(1, len(listed) + 1))
    assert "[" not in body


def test_headings_stand_alone_between_empty_lines(twins):
    html, text = twins
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    for heading in Page(html).headings:
        words = " ".join(re.sub(r"^\d+ ", "", " ".join(heading.split())).split())
        assert any(re.fullmatch(rf"(Section \d+\. )?{re.escape(words)}", block) for block in blocks), words


def test_whom_to_call_is_told_in_sentences_and_the_text_is_called_what_it_is(twins):
    _, text = twins
    assert "\nLife in danger now? Call the emergency number: 000. Day and night.\n" in text
    assert ", plain text, published " in text and ", web page, " not in text


def test_the_text_is_plain(twins):
    """An email program and a reading machine take it as it is."""
    html, text = twins
    assert text == unicodedata.normalize("NFC", text) and text.endswith("\n") and not text.endswith("\n\n")
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Co", "Cs") and c != "\n"]
    assert not re.search(r" $|\S  |\t|\n{4}", text, re.MULTILINE)
    assert not re.search(r"[<>*_#|]|&[a-z]+;", re.sub(r"https?://\S+", "", text))
    assert plain_text(html) == text


BOXES = """::: safety Not safe? Get help now.
Rest.
:::

::: myth Naps are bad
They are good. [@lee2020]
:::

::: key-point
- Rest helps.
:::

::: certainty shown: Well shown
:::

::: evidence approved: As a rest
:::"""
TABLE = """Table: Two trials of rest

| What was asked | Smaller trial | Larger trial |
|---|---|---|
| Who took part? | 30 people [@lee2020] | 60 nurses |"""


def test_a_box_begins_with_what_it_is(handout):
    handout.body(BOXES)
    said = both(handout.folder)[1]
    for line in ("Safety: Not safe? Get help now.", "Myth: Naps are bad", "How sure? Well shown", "Approved use: As a rest"):
        assert f"\n{line}\n" in said
    assert "\nFact: They are good. (reference 1)" in said


def test_a_table_is_told_row_by_row(handout):
    """A listener cannot look up at the head of a column."""
    handout.body(TABLE)
    said = both(handout.folder)[1]
    assert "Columns: What was asked, Smaller trial, Larger trial.\n- What was asked: Who took part? Smaller trial: 30 people (reference 1)" in said


def test_two_lists_and_two_tables_are_told_apart(handout):
    """The note of a section was heard as one more step of the list above it: "3. Test again", and "(note a) A reading..."."""
    table = "Table: Week {}\n\n| Day | Sugar |\n|---|---|\n| Monday | |\n\n"
    handout.body(f"{table.format(1)}{table.format(2)}a) Post\n\n1. Eat.[^1]\n2. Wait.\n\n[^1]: Sugar. [@lee2020]", tail="")
    said = both(handout.folder)[1]
    rows = [f"Table: Week {week}. Columns: Day, Sugar.\n- Day: Monday. Sugar: (write here)." for week in (1, 2)]
    assert "\n\n".join([*rows, "a) Post", "1. Eat. (note a)\n2. Wait.", "- (note a) Sugar. (reference 1)"]) in said


def test_telephone_numbers_keep_their_groups(handout):
    handout.change("clinic.example.toml", "Tell us.", "FDA MedWatch, 1-800-FDA-1088")
    handout.body("Tell {{ clinic.side_effect_reporting }} of it.")
    said = both(handout.folder)[1]
    assert "Example line: 000 3" in said and "(1 to 800" not in said and "1-800-FDA-1088" in said


def page(body: str, language: str = "en-GB") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>T</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(("html", "text"), [
    ("<p>One\n two</p><p>Three</p>", "One two\n\nThree\n"),
    ("<ul><li>A</li><li>B<ol><li>C</li><li>D</li></ol></li><li>E</li></ul>", "- A\n- B\n  1. C\n  2. D\n- E\n"),
    ("<ul><li><p>A</p><p>B</p></li></ul>", "- A\n  B\n"),
    ('<ol start="3"><li>A</li></ol>', "3. A\n"),
    ('<ul><li class="check"><span class="tick"></span> A</li></ul>', "- To tick: A\n"),
    ('<ul><li class="check done"><span class="tick tick--done">✓</span> A <span class="tick tick--done">✓</span> B</li></ul>', "- Ticked: A (ticked) B\n"),
    ('<ul><li class="check"><p><span class="tick"></span> A <span class="tick"></span> B</p></li></ul>', "- To tick: A (to tick) B\n"),
    ("<p>One:</p><pre>a   1\n\nb 2\n</pre><ul><li>A<pre>b\nc</pre></li></ul>", "One:\n\na 1\nb 2\n\n- A\n  b\n  c\n"),
    ('<p>Name: <span class="gap"></span></p>', "Name: (write here)\n"),
    ('<p>Come on <span class="gap"></span>.</p><p>(on <span class="gap"></span>), or <span class="gap"></span> a</p>',
     "Come on (write here).\n\n(on (write here)), or (write here) a\n"),
    ('<div class="lines"><div></div><div></div></div>', "(2 lines to write on)\n"),
    ("<dl><div><dt>A</dt><dd>B</dd><dd>C</dd></div><div><dt>Why?</dt><dd>D</dd></div></dl>", "A: B, C\nWhy? D\n"),
    ('<dl><dt>A</dt><dd><div class="write"></div></dd></dl>', "A: (write here)\n"),
    ("<dl><dt>A</dt><dd><p>B:</p><ul><li>C</li><li>D <b>e</b></li></ul></dd></dl>", "A: B: C, D e\n"),
    ('<p>x<span aria-hidden="true">y</span>z</p><nav>n</nav><a class="skip" href="#m">s</a>', "xz\n"),
    ('<aside><p class="tab">Safety</p><div><p class="box-title">Call us</p><p>Now.</p></div></aside>',
     "Safety: Call us\n\nNow.\n"),
    ('<p><abbr title="nought">N</abbr> and <abbr title="nought">N</abbr></p>', "N (nought) and N\n"),
    ('<p><abbr title="nought">N</abbr></p><p><abbr title="nought">N</abbr></p>', "N (nought)\n\nN\n"),
    ('<p>The <b><abbr title="nought">N</abbr></b> (Nought), <abbr title="nought">N</abbr></p>', "The N (Nought), N\n"),
    ('<p><a href="#n"><abbr title="nought">N</abbr></a> (<span>nought</span>) so</p>', "N (nought) so\n"),
    ('<p>[ ] ☐ Mon–Fri, 8:00–18:00 or 10–11am</p>', "[ ] (to tick) Monday to Friday, 8:00 to 18:00 or 10 to 11am\n"),
    ('<p>The nought (<abbr title="Nought">N</abbr>), <abbr title="Nought">N</abbr></p>', "The nought (N), N\n"),
    ('<p>See <a class="out" href="https://example.org/a">this</a> (<wbr>example.<wbr>org).</p>',
     "See this (https://example.org/a).\n"),
    ('<p><a class="out" href="https://doi.org/10.1/a-2-3">doi:10.1/a-2-3</a></p>', "https://doi.org/10.1/a-2-3\n"),
    ('<p>Call <a class="tel" href="tel:1">20-30 hours</a>, 3-4 hours</p>', "Call 20-30 hours, 3 to 4 hours\n"),
    ("<p>1 High Street<br>Bristol.<br> Ring<br></p><table><tr><th>A<th>B</tr><tr><th>x<td>1 mg<br>2 mg</tr></table>",
     "1 High Street, Bristol. Ring\n\nTable. Columns: A, B.\n- A: x. B: 1 milligram, 2 milligrams.\n"),
    ("<p>5 <span>mg</span></p>", "5 milligrams\n"),
    ("<p>5 mg → 6 mg, see below (→ page 5) and “→ so”</p>", "5 milligrams, then 6 milligrams, see below (→ page 5) and “→ so”\n"),
    ('<p>5 mg <span lang="fr">5 mg</span></p>', "5 milligrams 5 mg\n"),
    ("<table><tr><th>A<th>B</tr><tr><th>x<td>1%</tr><tr><th>y<td></tr><tr><td><td></tr></table>",
     "Table. Columns: A, B.\n- A: x. B: 1 percent.\n- A: y.\n- 1 empty row (write here)\n"),
    (('<figure><svg role="img"><title>A &amp; B</title><text>no</text></svg><figcaption><span class="figure-number">'
      "Figure 1</span> C</figcaption></figure>"), "Picture: A and B\n\nFigure 1. C\n"),
    ('<img alt="A bed" src="data:">', "Picture: A bed\n"),
    ("<p><b>How to read this</b> Left is less.</p>", "How to read this: Left is less.\n"),
    ("<p><strong>Do not</strong> drive.</p>", "Do not drive.\n"),
    ('<p>A<sup>\x07</sup>\u00adb\u200bc &nbsp;e\u0301</p>', "Abc \u00e9\n"),
    ("", "\n"),
])  # fmt: skip
def test_each_shape_of_the_page_has_its_words(html, text):
    assert plain_text(page(html)) == text


@pytest.mark.parametrize(("marks", "words"), [
    ("[3]", "(reference 3)"),
    ("[2,3]", "(references 2 and 3)"),
    ("[2,5-7]", "(references 2 and 5 to 7)"),
    ("[1,2,4,6-9]", "(references 1, 2, 4 and 6 to 9)"),
    ("[5-7]", "(references 5 to 7)"),
    ("[3, p. 4]", "(reference 3, page 4)"),
    ("[3, pp. 4-6]", "(reference 3, pages 4 to 6)"),
    ("[1,2; 3, table 2]", "(references 1 and 2, and reference 3, table 2)"),
    ("[3, 4]", "(reference 3, 4)"),
    ("[]", ""),
])  # fmt: skip
def test_the_numbers_of_a_citation_are_said(marks, words):
    assert citation_words(marks, printed_words("en-GB")) == words


# Signs and units


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example[0])
def test_each_rule_of_speech_does_what_its_example_says(rule):
    before, after = rule.example
    assert spoken(before) == after
    assert rule.pattern.search(before)


@pytest.mark.parametrize(("printed", "said"), [
    ("0.5 mg/kg over 40 min", "0.5 milligrams per kilogram over 40 minutes"),
    ("0.5–1 mg/kg/day", "0.5 to 1 milligrams per kilogram per day"),
    ("1 mg, 1.5 mg and 1,000 mg.", "1 milligram, 1.5 milligrams and 1,000 milligrams."),
    ("5µg 5 μg 5 mcg", "5 micrograms 5 micrograms 5 micrograms"),
    ("2 mL at 37 °C", "2 millilitres at 37 degrees Celsius"),
    ("120 mm Hg or 120 mmHg", "120 millimetres of mercury or 120 millimetres of mercury"),
    ("20 % or 20%, (5%)", "20 percent or 20 percent, (5 percent)"),
    ("10-20%", "10 to 20 percent"),
    ("3-4 hours, 3–4 hours, 3 – 4 h", "3 to 4 hours, 3 to 4 hours, 3 to 4 hours"),
    ("−5 °C", "minus 5 degrees Celsius"),
    ("≥ 18 years and <65 kg", "at least 18 years and less than 65 kilograms"),
    ("around ~7 days, (≈5), at least ≥ 2", "around 7 days, (about 5), at least 2"),
    ("> ½ the days", "more than ½ the days"),
    ("Week 1 – 5 mg", "Week 1 – 5 milligrams"),
    ("Weeks 1 – 5, Week 2 – 3–4 tablets", "Weeks 1 to 5, Week 2 – 3 to 4 tablets"),
    ("β-blocker, TNF-α", "beta-blocker, TNF-alpha"),
    ("5 mg – 10 mg – 15 mg → then none", "5 milligrams – 10 milligrams – 15 milligrams, then none"),
    ("Open – Mon–Fri – 9 am–5 pm – 7 days of 5 mg – 10 mg – 3 times a day",
     "Open – Monday to Friday – 9 am to 5 pm – 7 days of 5 to 10 milligrams – 3 times a day"),
    ("Monday-Friday, 9 am–5 pm", "Monday to Friday, 9 am to 5 pm"),
])  # fmt: skip
def test_signs_and_units_are_said_as_a_nurse_would_say_them(printed, said):
    assert spoken(printed) == said


@pytest.mark.parametrize("printed", [
    "000 000 0003", "555-0100", "+44 20 7946 0000", "1-800-FDA-1088", "020-30 hours a day", "0808 20-30 days",
    "111-999", "2026-11-21", "21/11/2026", "24/7", "2016 Sep;55(9):1059-77", "622(7984):802-9", "pages 621-60 days",
    "Mon–Wed–Fri", "Mon - Wed - Fri", "9 am–12 pm–3 pm", "9 am – 12 pm – 3 pm",
    "4-3 hours", "0 – 1 – 2 – 3", "1 - 2 - 3 times", "doi:10.1007/s40262-016-0383-6", "PMID:41123905", "https://example.org/3-4", "3-4", "1-2-3 times",
    "SV2A", "IL-6", "COVID-19", "5-HT", "N-methyl", "R&D", "AT&T", "a->b", "x<5", "5 g-force", "10 min-1", "6 cm²",
    "5 mg/foo", "0.5 mg / kg", "B12", "5 m", "5 s", "7 MB", "λόγος", "αβγ", "and/or", "mg", "%", "°", "1-year-old",
    "A4", "10.5.2 mg2", "12 000–15 000", "3.5.1–3.5.2", "5 mg.5", "call 212 555–600", "212–020",
])  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(printed):
    """A number that is said wrongly does more harm than a sign that is spelled out."""
    assert spoken(printed) == printed


def test_words_in_another_script_are_left_as_they_are_printed():
    """A patient in Shanghai heard: 体温at least 38 degrees Celsius. So did the picture in a booklet in another language."""
    for printed in ("体温≥38°C时，请致电≤2 次。", "При t ≥ 38 °C звоните.", "אם ≥ 2 mg", "Πυρετός ≥ 38 °C", "体温 ≥ 38 °C"):
        assert spoken(printed) == printed
    assert spoken("Call if it is ≥ 38 °C. 体温≥38°C。Take 5 mg: 每天≤2 mg") == (
        "Call if it is at least 38 degrees Celsius. 体温≥38°C。Take 5 milligrams: 每天≤2 mg"
    )
    drawing = '<figure><svg role="img" aria-label="Bei ≥ 5 mg"></svg></figure>'
    assert "Bei ≥ 5 mg" in plain_text(page(f"<p>So ≥ 5.</p>{drawing}", "de"))
    assert "Bei at least 5 milligrams" in plain_text(page(drawing, "en"))


def test_american_english_spells_its_own_way():
    assert spoken("5 mL, 3 km", is_american=True) == "5 milliliters, 3 kilometers"
    assert "5 liters" in plain_text(page("<p>5 L</p>", "en-US"))


def test_another_language_is_left_as_it_is_printed():
    assert plain_text(page("<p>5 mg & 3-4 h</p>", "de")) == "5 mg & 3-4 h\n"


# Any words


SEEN = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs"]), max_size=60)
LETTERS = st.characters(categories=["Lu", "Ll", "Lo"]).filter(lambda letter: letter not in GREEK)
WORDS = st.text(LETTERS | st.just(" "), max_size=60)
TAGS = st.sampled_from(["p", "li", "h3", "figcaption", "strong", "q", "blockquote", "dd"])


def seen_words(text: str) -> str:
    """Words on one line, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marked_up(parts: list[str], tag: str) -> str:
    return "".join(f"<{tag}>{part.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>" for part in parts)


@given(SEEN, TAGS)
def test_any_words_come_through_as_they_are_where_no_rule_speaks(words, tag):
    """Each sign of each script, and not one more."""
    told = plain_text(page(marked_up([words], tag), "de")).strip()
    assert told in (seen_words(words), f"- {seen_words(words)}".strip())  # the second as an item of a list


@given(st.lists(WORDS, max_size=6), TAGS)
def test_any_words_in_any_shape_are_told_in_their_order(parts, tag):
    text = plain_text(page(marked_up(parts, tag)))
    heard = [c for c in text if c.isalpha()]
    assert heard == [c for c in unicodedata.normalize("NFC", "\n".join(parts)) if c.isalpha()]


@given(st.text(max_size=300) | st.text(st.sampled_from("<>/ap li\"='&;0359-–%mgkµ\0\ue000\ud7ff\n[]()"), max_size=200))
def test_any_page_at_all_gives_plain_text(html):
    """Also one that is not HTML, names a file, or breaks off in the middle."""
    text = plain_text(html)
    assert text.endswith("\n") and text == plain_text(html)
    assert text == unicodedata.normalize("NFC", text)
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c != "\n"]


@given(st.text(st.sampled_from("0123456789.,-–− /%mgkLhµ°C≥<αto "), max_size=60))
def test_no_rule_of_speech_changes_a_digit(text):
    """Whatever is said, the numbers are those that are printed."""
    assert re.findall("[0-9]+", spoken(text)) == re.findall("[0-9]+", text)


def test_a_path_is_not_opened():
    """The page is words, even where they are the name of a file."""
    assert plain_text(str(Path(__file__))).strip() == str(Path(__file__))
