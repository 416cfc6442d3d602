"""Everyday slips in settings, lists and front matter: the cause is named, the place is right, the hint works when typed."""
import json
import re
import tomllib

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as some

from booklet.core.slips.json_slip import json_slip
from booklet.core.slips.toml_slip import day_of, toml_slip
from booklet.core.slips.yaml_slip import begin_slip, field_slip, yaml_slip
from booklet.pipeline import read_manuscript
from tests.manuscripts import FILES

GOOD = 'title = "Rest"\n'  # line 2 of the good booklet.toml


def told(handout, path: str) -> tuple[str, str]:
    """The place, code and words of the only problem, and its hint."""
    assert handout.command("build", "--source", "sections", "--out", "dist") == 1, handout.said
    lines = [line for line in handout.said.splitlines() if not line.endswith("...")]
    assert len(lines) <= 3 and lines[-1] == "1 problem. Nothing was written.", handout.said
    assert lines[0].startswith(f"sections/{path}:")
    return lines[0].removeprefix(f"sections/{path}:"), lines[1].removeprefix("  hint: ") if len(lines) == 3 else ""


TOML = [  # what is typed as line 2, column, what is wrong
    ("title = “Rest”", 9, "curly quotes “"),
    ('title = “Rest"', 9, "curly quotes “"),
    ('title = "Rest”', 14, "curly quotes ”"),
    ("title = „Rest“", 9, "curly quotes „"),
    ("title = «Rest»", 9, "curly quotes «"),
    ("title = ‘Rest’", 9, "curly quotes ‘"),
    ("title = Rest", 9, "the quotes around the text are missing"), ("title = Don’t rest", 9, "the quotes around"),
    ('title "Rest"', 6, "= is missing after title"), ('title: "Rest"', 6, "= stands between name and value, not :"),
    ("title: Rest", 6, "not :"),
    ('title => "Rest"', 8, "= stands alone"),
    ('title - "Rest"', 7, "not -"),
    ('title – "Rest"', 7, "not –"),
    ("title =", 8, "title has no value"), ("title", 1, "= and a value are missing after title"),
    ('title = "Rest', 9, "is not closed on this line"), ('title = Rest"', 9, 'a quote " is missing before the text'),
    ('title = "The "best" rest"', 9, 'a quote " inside the text ends it'),
    ("title = 'Don't rest'", 9, "a quote ' inside the text"),
    ('title = "Rest" now', 9, "words stand behind the last quote"),
    ('title = "Rest";', 9, "and no ;"),
    ('title = "Rest",', 9, "and no ,"),
    ('title = "a", "b"', 9, "several texts are a list"), ('authors = ["a" "b"]', 11, "a comma is missing"),
    ("authors = [“a”, “b”]", 12, "curly quotes “"), ("authors = [a, b]", 11, "the items of a list stand in quotes"),
    ("review_by = 21/11/2027", 13, "a date is year, month, day"), ("review_by = 21.11.2027", 13, "a date is"),
    ("review_by = 2027–11–21", 13, "a date is"), ("review_by = 21 November 2027", 13, "a date is"),
    ("review_by = November 2027", 13, "quotes around"), ("review_by = 2027-02-30", 13, "there is no day 2027-02-30"),
    ("example = True", 11, "yes and no are written true and false"), ("example = yes", 11, "yes and no"),
    ("phone = 020 7946 0000", 9, "stands in quotes"), ("phone = 0207", 9, "stands in quotes"),
    ("review by = 2027-11-21", 1, "the name of a setting has no blank"), ("[editions.a4", 13, "a bracket ] is missing"),
    ("// the title", 1, "a remark begins with #"),
    ("<!-- the title -->", 1, "a remark begins with #"),
    ("-- title", 1, "a remark begins"),
    ("title\u00a0= \"Rest\"", 6, "a blank that is none to a program (U+00A0)"),
    (r'stylesheet = "C:\Users\lee\x.css"', 14, "a backslash"), (r'title = "Rest \& be"', 9, "a backslash"),
    ("title = Let us “rest” now", 9, "the quotes around"), ("title = “Say “no” now”", 9, "curly quotes “"),
    ("```toml", 1, "a mark of Markdown"), ("= 3", 1, "a name is missing before ="),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "column", "says"), TOML, ids=[typed for typed, _, _ in TOML])
def test_a_slip_in_the_settings_is_named(handout, typed, column, says):
    """The line that is offered is TOML, whatever stood there before."""
    handout.change("booklet.toml", GOOD, typed + "\n")
    place, hint = told(handout, "booklet.toml")
    assert place.startswith(f"2:{column}: bad-toml: ") and says in place
    assert hint
    for begin in ("write: ", "write all of it on one line: ", "type it again: "):
        if hint.startswith(begin):
            tomllib.loads(hint.removeprefix(begin).split(", or ")[0])


def test_a_setting_that_stands_twice_is_told_with_its_first_line(handout):
    handout.change("booklet.toml", GOOD, GOOD + 'title = "Walking"\n')
    assert told(handout, "booklet.toml")[0] == "3:1: bad-toml: title is set twice. It stands on line 2 already"
    handout.write("booklet.toml", FILES["booklet.toml"] + '\n[editions.a4]\npaper = "A4"\n')
    assert "[editions.a4] is set twice. It stands on line 13 already" in told(handout, "booklet.toml")[0]
    handout.write("booklet.toml", FILES["booklet.toml"] + '\n[[help]]\nask = "Now?"\n')
    assert "[[help]] is set twice. It stands on line 12 already" in told(handout, "booklet.toml")[0]


def test_a_list_that_is_not_closed_is_told_where_it_begins(handout):
    handout.change("booklet.toml", 'authors = ["A. Lee"]', 'authors = ["A. Lee"')
    place, hint = told(handout, "booklet.toml")
    assert place.startswith("9:11: bad-toml: a bracket ]") and hint == 'write: authors = ["A. Lee"]'


@pytest.mark.parametrize(("old", "new", "says", "offered"), [
    ("2027-01-01", '"21/11/2027"', "review_by: a date is year, month, day", "review_by = 2027-11-21"),
    ("2027-01-01", "2027-01-01T10:00:00", "review_by: a date is a day, without a time", "2027-03-31"),
    ('version = "1"', "version = 0.1", "version: this is a text, and stands in quotes", '"..."'),
    ('version = "1"', "version = 1", "version: this is a text, and stands in quotes", 'version = "1"'),
    ("[editions.a4]", "[editions.a4]\n[editions.large_print]", "editions.large_print: this is not written", "digits and hyphens: [editions.large-print]"),
    ('authors = ["A. Lee"]', 'authors = "A. Lee"', "authors: this is a list, in brackets", 'authors = ["A. Lee"]'),
    ('language = "en-GB"', 'language = "en_GB"', "language: this is not written", 'language = "en-GB"'),
    ('contact = "crisis"', 'contact = "Out of Hours"', "contact: this is not", 'contact = "out_of_hours"'),
    ('help = [{ask = "Not safe?", contact = "crisis"}, {ask = "Life in danger now?", contact = "emergency"}]', 'help = { ask = "Now?" }', "help: this is a list", "[[help]] in double brackets"),
    ("[editions.a4]", '[editions.a4]\ncover = "figures/a.svg"', "this is true or false", "above the first [heading]"),
    ("[editions.a4]", "[editions.a4]\n[edition.letter]", "14: unknown-setting: there is no setting called edition", "did you mean editions?"),
    ("[editions.a4]", "[editions.a4]\n[editions.large print]", "a heading in brackets", "[editions.large-print]"),
    ("[editions.a4]", "[[editions.a4]]", "editions.a4: this is a part of its own", "[editions.a4]"),
])  # fmt: skip
def test_a_value_of_another_kind_is_told_in_plain_words(handout, old, new, says, offered):
    handout.change("booklet.toml", old, new)
    place, hint = told(handout, "booklet.toml")
    assert says in place and offered in hint and "input should" not in place


def test_a_path_of_windows_is_told_as_one(handout):
    """In "styles\\new.css" a line ends in the middle: TOML takes it so."""
    handout.change("booklet.toml", 'paper = "A4"', 'paper = "A4"\nstylesheet = "styles\\new.css"')
    handout.refused()
    assert "a backslash" in handout.said and "write / in its place" in handout.said


@pytest.mark.parametrize(("words", "day"), [
    ("21/11/2027", "2027-11-21"), ("21.11.2027", "2027-11-21"), ("11/21/2027", "2027-11-21"), ("2027/11/21", "2027-11-21"),
    ("2027-2-3", "2027-02-03"), ("2/2/2027", "2027-02-02"), ("21 November 2027", "2027-11-21"), ("Nov 21, 2027", "2027-11-21"), ("21 Foo 2027", None), ("3/4/2027", None), ("31/31/2027", None), ("21/11/27", None),
])  # fmt: skip
def test_a_date_is_offered_only_where_one_can_be_meant(words, day):
    """3/4 is March in one country and April in another: the author knows."""
    found = day_of(words)
    assert (found and found.isoformat()) == day


JSON = [  # what is changed in the good references.json, line, what is wrong
    ('{"family": "Lee", "given": "A"}', '{"family": "Lee", "given": "A",}', 2, "a comma behind the last entry"),
    ("}\n]", "},\n]", 3, "a comma behind the last entry"),
    ('"id"', "“id”", 2, "curly quotes “"),
    ('"Rest"', '“Rest"', 2, "curly quotes “"),
    ('"id"', "'id'", 2, "a text in single quotes"), ('  {"id"', '  // Lee\n  {"id"', 2, "a remark, and JSON has none"),
    ('  {"id"', '  # Lee\n  {"id"', 2, "a remark"), ('"id":', "id:", 2, "a name stands in double quotes"),
    ('"lee2020", "type"', '"lee2020" "type"', 2, "a comma is missing"), ('"id": ', '"id" ', 2, "a colon is missing"),
    ('"id": ', '"id" = ', 2, "= stands where"), ('"lee2020", ', '"lee2020"; ', 2, "; stands where"),
    ('"title": "Rest",', '"title": "Rest,\n', 2, "a text does not end on its line"),
    ('"Rest"', 'Rest"', 2, "a text stands in double quotes"),
    ('"Rest"', '"The "best" rest"', 2, "a quote \" stands inside it"), ('"Rest"', "None", 2, "None is no word of JSON"),
    ('"Rest"', "True", 2, "True is no word of JSON"),
    ("2020]]", "02020]]", 3, "02020 is no number"),
    ("\n]\n", "\n", 3, "the end is missing"),
    ('"Rest"', '"C:\\Rest"', 2, "a backslash"),
    ('"id": ', '"id":\u00a0', 2, "a blank that is none"),
    ("[\n  {", "{", 1, "does not begin with ["),
    ('"Rest"', '"Re\tst"', 2, "a tab stands in a text"), ("\n]\n", "\n]\n[]\n", 5, "the list ends above"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "says"), JSON, ids=[new for _, new, _, _ in JSON])
def test_a_slip_in_a_list_is_named_once(handout, old, new, line, says):
    """And not again as an unknown citation wherever a work is cited."""
    handout.change("references.json", old, new)
    place, hint = told(handout, "references.json")
    assert place.startswith(f"{line}:") and ": bad-json: " in place and says in place and hint


@pytest.mark.parametrize(("text", "says"), [
    ("@article{lee2020,\n title = {Rest}\n}\n", "BibTeX"),
    ("TY  - JOUR\nER  -\n", "RIS"),
    ("<xml/>", "XML"),
    ("\n", "empty"),
    ("const works = []", "JavaScript"), ("{\\rtf1\\ansi []}", "a word processor has saved it"),
])  # fmt: skip
def test_a_file_of_another_kind_is_named(handout, text, says):
    handout.write("references.json", text)
    assert says in told(handout, "references.json")[0]


YAML = [  # what is typed as the title, column, what is wrong
    ("title: Rest: ward #5 and you", 8, "what is behind it would be lost"), ("title: “Rest: how”", 8, "curly ones “ do not count"),
    ("title:\tRest", 1, "a tab"), ("\ttitle: Rest", 1, "a tab"), (" title: Rest", 1, "does not begin at the margin"),
    ("title: Ward #5 and you", 8, "what is behind it would be lost"),
    ("title: #1 question", 8, "begin with # stand in quotes"),
    ('title: "Why" rest', 8, "words stand behind the last quote"),
    ('title: "Rest', 8, "is not closed"),
    ("title: 'Don't'", 8, "words stand behind"),
    ("title:Rest", 7, "a blank is missing after title:"), ("title = Rest", 6, "not ="), ("title: @home", 8, "begin with @"),
    ("title: *Rest* helps", 8, "begin with *"), ("title: & rest", 8, "begin with &"), ("title: !Stop", 8, "begin with !"),
    ("title: [Rest] helps", 8, "begin with ["), ("title: - rest", 8, "begin with -"), ("title: > rest", 8, "begin with >"),
    ("title:\u00a0Rest", 7, "a blank that is none"), ("title: {{ clinic.name }}", 8, "holds a field"),
    ("title: Does it\nhelp to rest?", 1, "does it belong to the line above"),
]  # fmt: skip


@pytest.mark.parametrize("title", ["Your new hip: the first weeks", "It's 2:30: don't eat", "Before you come:"])
def test_a_title_with_a_colon_is_a_title(handout, title):
    handout.write("010-rest.md", f"---\ntitle: {title}\nabout: 'This: that'\n---\n\nRest helps. [@lee2020]\n")
    assert read_manuscript(handout.folder).manuscript.sections[0].title == title.replace("'", "’")


@pytest.mark.parametrize(("typed", "column", "says"), YAML, ids=[typed for typed, _, _ in YAML])
def test_a_slip_in_front_matter_is_named(handout, typed, column, says):
    handout.write("010-rest.md", f"---\n{typed}\nrunning_head: Rest\n---\n\nRest helps. [@lee2020]\n")
    place, hint = told(handout, "010-rest.md")
    assert place.startswith(f"{2 + typed.count(chr(10))}:{column}: bad-front-matter: ") and says in place
    offered = hint.removeprefix("write: ").removeprefix("type it again: ")
    if offered != hint:
        assert isinstance(yaml.safe_load(offered)["title"], str)


def test_what_yaml_reads_is_no_slip(handout):
    """Front matter of Hugo was refused for `languages: [en]`, which is right; the colon in a name below it was wrong."""
    head = "title: Rest\nlanguages: [en]\nabout: |\n  How long\nsources:\n  - url: https://example.org\n"
    text = f"---\n{head}  - name: NHS – Asthma: how to treat it\n---\n\nRest helps. [@lee2020]\n"
    handout.write("010-rest.md", text)
    place, hint = told(handout, "010-rest.md")
    assert place == "8:11: bad-front-matter: name: words with a colon stand in quotes"
    handout.write("010-rest.md", text.replace("name: NHS – Asthma: how to treat it", hint.removeprefix("write: ")))
    assert handout.command("build", "--source", "sections", "--out", "dist") == 1 and "bad-front-matter" not in handout.said


def test_names_of_fields_are_read_in_any_letters(handout):
    """A phone begins each line with a capital; who writes of the whole handout is told where that stands."""
    handout.write("010-rest.md", "---\nTitle: Your rest: the first day\nRunning-Head: Rest\nauthor: A. Lee\n---\n\nRest helps. [@lee2020]\n")
    assert "unknown-front-matter: there is no field author" in told(handout, "010-rest.md")[0]
    assert "hint: of the whole handout, booklet.toml says it: authors = ..." in handout.said
    file = handout.folder / "010-rest.md"
    file.write_text(file.read_text("utf-8").replace("author: A. Lee\n", ""), "utf-8")
    section = read_manuscript(handout.folder).sections[0].section
    assert (section.title, section.running_head) == ("Your rest: the first day", "Rest")


def test_front_matter_may_be_long(handout):
    """Of one with 4 kB of tags its end was told to be missing."""
    tags = "".join(f"  - word-{number}\n" for number in range(900))
    handout.write("010-rest.md", f"---\ntitle: Rest\ntags:\n{tags}---\n\nRest. [@lee2020]\n")
    assert "there is no field tags" in told(handout, "010-rest.md")[0]


def test_a_title_in_quotes_may_hold_anything(handout):
    head = '---\ntitle: "Ward #5: rest"  # short\nrunning_head: Rest   # 40 at most\n---\n'
    handout.write("010-rest.md", f"{head}\nRest. [@lee2020]\n")
    handout.accepted()


@pytest.mark.parametrize(("begin", "says"), [
    ("—\ntitle: Rest\nrunning_head: Rest\n---\n", "— is not ---, three hyphens"),
    ("--\ntitle: Rest\nrunning_head: Rest\n--\n", "-- is not"),
    ("+++\ntitle = Rest\n+++\n", "+++ is not"), ("---\ntitle: Rest\nrunning_head: Rest\n", "has no end"),
    ("title: Rest\nrunning_head: Rest\n---\n", "above the fields is missing"), ("", "has no title"),
    ("Rest.\n\n---\ntitle: Rest\nrunning_head: Rest\n---\n", "words stand above the front matter"),
])  # fmt: skip
def test_a_line_of_other_strokes_is_told_once(handout, begin, says):
    handout.write("010-rest.md", f"{begin}\nRest helps. [@lee2020]\n")
    handout.refused()
    assert says in handout.said and "stray-mark" not in handout.said.replace("010-rest.md:3: stray-mark", "")


def test_a_blank_line_above_the_front_matter_is_no_slip(handout):
    handout.write("010-rest.md", "\n\n---\ntitle: Rest\nrunning_head: Rest\n---\n\nRest helps. [@lee2020]\n")
    handout.accepted()


@pytest.mark.parametrize(("typed", "readings"), [
    ("1,234", [1234, 1.234]), ("0,5", [0.5]), ("-1,5", [-1.5]), ("1,234,567", [1_234_567]), ("1.234,5", [1234.5]),
    ("1.234.567", [1_234_567]), ("1 234", [1234]), ("1\u2009234", [1234]), ("1'234", [1234]), ("1_000", [1000]), ("12 %", [12]),
    ("12%", [12]), ("5 mg", [5]), (".5", [0.5]), ("5.", [5]), ("+5", [5]), ("007", [7]), ("\u22125", [-5]), ("5-10", []),
    ("2024-05-01", []), ("5 6", []),
])  # fmt: skip
@pytest.mark.parametrize("below", ["}}]", ', "b": 3}}]', '\n}}]', ',\n"b": 3}}]'])
def test_a_number_as_people_write_it_is_told_with_the_one_that_was_meant(typed, readings, below):
    """1,234 people were to be written 1.234: printed was little more than one."""
    text = '[{"id": "tea",\n "values": {"a": ' + typed + below
    with pytest.raises(json.JSONDecodeError) as error:
        json.loads(text)
    slip = json_slip(text, error.value, "numbers.json")
    assert (slip.line, slip.column) == (2, 18) and slip.says.startswith(f"{typed.replace(chr(0x2009), ' ')} is no number")
    written = [json.loads(each) for each in re.findall(r"-?[0-9][0-9.]*", slip.hint)] if readings else []
    assert written == readings and (readings or typed in slip.hint)


def test_a_number_with_a_page_of_blanks_behind_it_is_told_at_once():
    """Forty thousand took twenty seconds: each blank began the rest anew."""
    text = '[{"a": 1' + " " * 400_000 + '"b"}]'
    with pytest.raises(json.JSONDecodeError) as error:
        json.loads(text)
    assert json_slip(text, error.value, "numbers.json")


@pytest.mark.parametrize(("text", "says"), [
    ("id;people;share\r\nsleep;73;0,5\r\n", "a table of a spreadsheet"), ('"id","people"\n"sleep","1,234"\n', "a table of a spreadsheet"),
    ("id\tpeople\nsleep\t73\n", "a table of a spreadsheet"), ("PK\x03\x04\x14\x00", "no plain text"),
])  # fmt: skip
def test_a_spreadsheet_in_the_place_of_a_list_is_told_as_one(text, says):
    """Told was that a text stands in double quotes."""
    with pytest.raises(json.JSONDecodeError) as error:
        json.loads(text)
    slip = json_slip(text, error.value, "numbers.json")
    assert says in slip.says and slip.line == 1 and slip.hint


LINES = some.text(some.sampled_from("ab1=:\"'“”’#[]{},;\\-–\t\n \u00a0/@"), max_size=40)


@given(LINES)
@example('a = "b" "')
@example("=")
@example('a = ["')
def test_any_line_can_be_told(text):
    """What explains a slip must not stumble itself."""
    for load, tell in (
        (tomllib.loads, lambda error: toml_slip(text, 1, 1, str(error), "booklet.toml")),
        (json.loads, lambda error: json_slip(text, error, "references.json")),
    ):
        try:
            load(text)
        except ValueError as error:
            slip = tell(error)
            assert slip.says and slip.hint and 1 <= slip.line <= text.count("\n") + 1
    for told in (yaml_slip(text.split("\n"), len), begin_slip(text.split("\n"))):
        assert told is None or told.says and told.hint
    for line in text.split("\n"):
        field_slip(line)
