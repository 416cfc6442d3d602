"""Numbers that mislead: what is told of them, where, and with which way out."""
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.problems import Place, Problem
from booklet.load.load import load_manuscript
from booklet.model.sentence import Sentence
from booklet.words.check import problems_of_words
from booklet.words.en.numbers.rules import count_problems
from booklet.words.en.numbers.units import unit_problems
from booklet.words.text import Copy, read_copy
from tests.manuscripts import FILES, Handout

ICONS = {
    "id": "n02", "chart": "icon-array", "citekey": "lee2020", "title": "Who slept?", "caption": "Of {people} adults.",
    "how_to_read": "Each picture stands for 100 people.", "happened": "slept", "values": {"people": 1247, "weeks": 4},
    "groups": [{"name": "rest", "label": "with", "of_100": 64}, {"name": "none", "label": "without", "of_100": 28}],
}  # fmt: skip


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys):
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.write("numbers.json", json.dumps([*json.loads(FILES["numbers.json"]), ICONS], indent=2))
    return handout


@pytest.fixture
def told(handout):
    """What is told of a section with this text, from line 5 on: place within its file, and code."""

    def read(text: str, code: str = "") -> list[str]:
        handout.body(text, tail="")
        problems = sorted(count_problems(read_copy(load_manuscript(handout.folder))))
        return [f"{p.place.line}:{p.place.column} {p.slug}" for p in problems if code in ("", p.slug)]

    return read


def copy_of(*texts: str, language: str = "en-GB", **fields) -> Copy:
    """A copy of one paragraph."""
    sentences = [Sentence(text, "prose", "rest", Place("a.md", n), **fields) for n, text in enumerate(texts, 1)]
    return Copy(tuple(sentences), (), (), (), {}, {"n01": {"people": 73}}, language)


def slugs(problems: list[Problem]) -> list[str]:
    return [problem.slug for problem in problems]


def test_a_finding_stands_where_the_number_was_typed(told):
    assert told("We rest.\nThen 1 in 10 people slept. [@lee2020]") == ["6:6 one-in-n"]
    assert told("We rest, and\n- then 20% slept. [@lee2020]") == ["6:8 bare-percent"]


def test_a_dose_that_is_read_as_ten_times_as_much_is_told():
    for dose in (".5 mg", "5.0 mg", "1,5 mg", "2.5–5.0 ml", "0.10 g", "2.500 IU"):
        assert "misread-dose" in slugs(count_problems(copy_of(f"Take {dose} at night."))), dose
    for dose in ("0.5 mg", "5 mg", "1.5 mg", "1,000 mg", "10,000 units", "50 mg", "12.0–16.0 g/dL", "5.0 g/L"):
        assert "misread-dose" not in slugs(count_problems(copy_of(f"Take {dose} at night, and 5.0 times, and 1,5 or 7.0."))), dose


def test_a_number_from_the_data_is_fine_and_its_copy_is_not(told):
    """Five sentences that print one field cannot print five numbers."""
    assert told("We asked {{ numbers.n01.people }} people. [@lee2020]") == []
    assert told("We asked 73 people. [@lee2020]") == ["5:10 stray-number"]


def test_the_hint_names_the_field_that_prints_the_same_number():
    (problem,) = count_problems(copy_of("We asked 73 people."))
    assert problem.hint == "if it is the same number, write {{ numbers.n01.people }}"
    (other,) = count_problems(copy_of("We asked 73 nurses."))
    assert "n01" not in other.hint


def test_a_time_wants_a_citation_at_it_or_further_on_in_its_paragraph(told):
    assert told("No food for 2 hours.\nThen go. [@lee2020]") == []
    assert told("Come in. [@lee2020]\nNo food for 2 hours.") == ["6:13 stray-number"]
    assert told("No food for 2 hours.\n\nThen go. [@lee2020]") == ["5:13 stray-number"]


def test_what_one_work_would_answer_for_is_told_once_in_a_sentence(told):
    """A line on a dose was told five times, each time with the same hint."""
    assert told("Take 1 g, and no more than 4 g in 24 hours.\n\nNap. [@lee2020]") == ["5:6 stray-number"]


def test_a_scale_of_a_diary_is_no_number_of_a_study(told):
    diary = "| Date | Pain (0–10) | Sleep |\n|---|---|---|\n|  |  |  |\n\nNap. [@lee2020]"
    assert told(diary) == [] and told(diary.replace("Pain (0–10)", "Mood, 1 to 5")) == []
    assert told(diary.replace("Pain (0–10)", "Pain fell by 0 to 10 points")) == ["5:23 stray-number"]


def test_what_everybody_knows_is_marked_and_a_rate_cannot_be(told):
    assert told("Bring 2 forms, a week is 7 days. <!-- general -->") == []
    assert told("Of all, 8 of 12 adults slept, and 6 of 12 did not. <!-- general -->", "stray-number") == [
        "5:9 stray-number", "5:35 stray-number"
    ]  # fmt: skip


def test_a_table_is_told_of_once_and_marked_once(handout, told):
    """A plan of doses for four weeks was told of in 92 lines, and each of its cells had to be marked."""
    plan = "Table: Your doses{0}\n\n| Week | Monday | Friday |\n|---|---|---|\n| 1 | 40 mg (8) | 40 mg (8) |\n| 2 | 30 mg | 20 mg |\n"
    assert told(plan.format("")) == ["9:3 stray-number", "9:7 stray-number"]
    (typed, dose) = count_problems(read_copy(load_manuscript(handout.folder)))
    assert typed.says == "“1” was typed, and nothing keeps it true; the same is true of 3 more in this table"
    assert dose.says == "“40 mg” has no source; the same is true of 3 more in this table"
    assert all("<!-- general -->, which at the end of its caption is for all of a table" in problem.hint for problem in (typed, dose))
    assert told(plan.format(" <!-- general -->")) == []
    caption, rows = plan.format(" <!-- general -->").split("\n\n")
    assert told(f"{rows}\n{caption}\n\n{plan.format('')}") == ["16:3 stray-number", "16:7 stray-number"]  # that of the other table
    assert told(plan.format(" [@lee2020]")) == ["9:3 stray-number"]
    diary = "Table: Your diary\n\n| Week | Monday | Friday |\n|---|---|---|\n| 1 | | |\n| 2 | | |\n| 3 | | {0} |\n"
    assert told(diary.format("")) == [] and told(diary.format("21")) == ["9:3 stray-number"]


def test_a_typed_rate_of_100_is_left_to_the_dialect(handout, told):
    """unsourced-number stops the build already; one fault is told once."""
    assert told("8 of 100 slept, and 6 of 100 did not. [@lee2020]") == []
    assert "unsourced-number" in slugs(load_manuscript(handout.folder).problems)


def test_a_table_compares_within_itself(told):
    table = "| What? | Rest | None |\n|---|---|---|\n| Sleep | {0} of 100 [@lee2020] | {1} |\n"
    assert told(table.format("{{ numbers.n02.rest }}", "{{ numbers.n02.none }} of 100")) == []
    assert told(table.format("{{ numbers.n02.rest }}", "more")) == ["7:11 lonely-rate"]


def test_a_list_compares_one_item_with_the_next_and_a_paragraph_not_with_the_one_below(told):
    one = "{{ numbers.n02.rest }} of 100 slept. [@lee2020]"
    other = "Without it, {{ numbers.n02.none }} of 100. [@lee2020]"
    assert told(f"- {one}\n- {other}") == []
    assert told(f"{one}\n{other}") == []
    assert told(f"{one}\n\n{other}") == ["5:1 lonely-rate", "7:13 lonely-rate"]


def test_saying_that_nothing_compares_is_a_comparison(told):
    assert told("{{ numbers.n02.rest }} of 100 slept.\nThere was no group to compare them with. [@lee2020]") == []


def test_wholes_are_compared_below_one_heading_and_the_odd_one_is_told(told):
    text = "{{ numbers.n02.rest }} of 100 slept, against {{ numbers.n02.none }} of 100. [@lee2020]"
    odd = "Of the nurses, {{ numbers.n01.low }} of {{ numbers.n01.high }} nurses did."
    assert told(f"{text}\n\n{odd} [@lee2020]", "mixed-denominator") == ["7:16 mixed-denominator"]
    assert told(f"{text}\n\n## And?\n\n{odd} [@lee2020]", "mixed-denominator") == []


def test_a_chart_is_read_too_and_may_print_its_own_numbers(handout, told):
    """A caption is read before the picture it belongs to."""
    assert told("We rest.") == []
    caption = "4 weeks.\u00a0Twice as likely: 20%, of 55 people."
    handout.write("numbers.json", json.dumps([{**ICONS, "caption": caption}], indent=2))
    problems = count_problems(read_copy(load_manuscript(handout.folder)))
    assert sorted(slugs(problems)) == ["bare-percent", "relative-risk", "stray-number"]
    assert {(p.place.path, p.place.line) for p in problems} == {("sections/numbers.json", 7)}


def test_a_chart_that_says_what_to_take_needs_no_work_for_its_times(handout):
    """Told was to write <!-- general --> into JSON, where it would be printed."""
    medicine = {"name": "a", "label": "Paracetamol", "unit": "mg", "morning": 500}
    entry = {"id": "day", "chart": "doses", "title": "Each day", "caption": "For the first 2 weeks, from day 1.",
             "how_to_read": "We asked 73 people.", "medicines": [medicine]}  # fmt: skip
    handout.write("numbers.json", json.dumps([entry], indent=2))
    problems = count_problems(read_copy(load_manuscript(handout.folder)))
    assert [(p.slug, p.says) for p in problems] == [("stray-number", "“73” was typed, and nothing keeps it true")]
    assert "general" not in problems[0].hint and "write {name} here" in problems[0].hint


def test_an_alternative_text_is_read_too(handout, told):
    text = "![A bed in which 1 in 10 people sleep well, day and night.](figures/bed.svg)\nFigure: A bed. [@lee2020]"
    assert told(text) == ["5:1 one-in-n"]


def test_numbers_of_a_thousand_are_printed_alike_in_sentence_and_caption(handout):
    """Somebody who meets 1247 and 1,247 asks which is right."""
    handout.body("We asked {{ numbers.n02.people }} people. [@lee2020]", tail="")
    copy = read_copy(load_manuscript(handout.folder))
    assert copy.of("rest")[0].text == "We asked 1,247 people."
    assert "Of 1,247 adults." in [label.text for label in copy.labels]


def test_what_a_clinic_fills_in_is_not_the_authors_number(handout, told):
    handout.change("clinic.example.toml", 'hours = "by day"', 'hours = "9 to 5, or 1 in 10 days"')
    assert told("Call {{ clinic.daytime.phone }} ({{ clinic.daytime.hours }}).") == []


def test_a_myth_may_be_as_wrong_as_it_likes_and_its_answer_may_not(told):
    assert told("::: myth Myth: it works for 90% of people.\nNo.\n:::") == []
    assert told("::: myth Myth: it works for all.\nFor 90%. [@lee2020]\n:::") == ["6:5 bare-percent"]


def test_a_vague_word_is_advice_and_a_number_beside_it_is_enough(told):
    (problem,) = count_problems(copy_of("Headaches are common."))
    assert (problem.slug, problem.is_advice) == ("vague-frequency", True)
    assert told("Headaches are common.\nOf 100, {{ numbers.n02.rest }} had one. [@lee2020]") == []


def test_another_language_is_not_judged_by_english_rules():
    assert slugs(problems_of_words(copy_of("Bei 1 in 10 waren es 20%.", language="de"))) == ["no-reading-formula"]


@given(st.integers(1, 10_000), st.integers(2, 10_000))
def test_every_one_in_n_is_told_and_no_house_form_is(count, whole):
    """Whatever the numbers are: in digits, with a comma, in a sentence or alone."""
    whole = 2_200 if 1_800 <= whole <= 2_100 else whole  # what may be a year is not taken for a number of people
    assert "one-in-n" in slugs(count_problems(copy_of(f"It struck 1 in {whole:,} people.")))
    assert "one-in-n" in slugs(count_problems(copy_of(f"1 out of {whole} did."))) or whole == 100
    assert "one-in-n" not in slugs(count_problems(copy_of(f"It struck {min(count, 100)} of 100 people.")))


@given(st.floats(0, 1000).map(lambda number: f"{number:g}"), st.sampled_from(["%", " %", " percent", " per cent"]))
def test_every_percentage_is_told(number, sign):
    if "e" not in number:
        assert "bare-percent" in slugs(count_problems(copy_of(f"It struck {number}{sign} of them.")))


@given(st.text(alphabet=st.sampled_from("1234567890,.%:/- ofinperisktwcedb“”\"'"), max_size=400))
def test_no_text_makes_the_rules_fall_over(text):
    for problem in count_problems(copy_of(text, text, keys=("lee2020",))):
        assert problem.says and problem.hint


@given(st.lists(st.sampled_from(["We rest.", "8 of 100 slept.", "1 in 9 fell.", "20% fell.", "Pain is rare."])))
def test_each_place_is_told_once_and_order_does_not_matter(texts):
    once = count_problems(copy_of(*texts))
    assert len(once) == len({(p.place, p.slug) for p in once})
    copy = copy_of(*texts)
    assert sorted(once) == sorted(count_problems(replace(copy, sentences=copy.sentences)))


@pytest.mark.parametrize(("unit", "dose", "hint"), [
    ("puffs", 1, '"unit": {"one": "puff", "other": "puffs"}'), ("patches a day", 1, '{"one": "patch a day", "other": "patches a day"}'),
    ("lozenges", 1, '"one": "lozenge"'), ("puffs", 2, None), ("mg", 1, None), ({"one": "puff", "other": "puffs"}, 1, None),
])  # fmt: skip
def test_a_unit_for_many_beside_a_dose_of_one_is_told_with_both_forms(handout, unit, dose, hint):
    medicine = {"name": "a", "label": "Spray", "unit": unit, "morning": dose}
    entry = {"id": "day", "chart": "doses", "title": "Each day", "caption": "So much.", "how_to_read": "Across.", "medicines": [medicine]}
    handout.write("numbers.json", json.dumps([entry], indent=1))
    handout.body('{{ figure("day") }}\n')
    told = list(unit_problems(read_copy(load_manuscript(handout.folder))))
    assert [problem.slug for problem in told] == (["unit-of-one"] if hint else [])
    assert all(hint in problem.hint and problem.place.line == 12 and problem.is_advice for problem in told)
