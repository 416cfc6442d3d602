"""Every kind of figure, as the sheet of all figures has it: drawn for each place, said in words, and never other than its data."""
import copy
import json
import re

import pytest
from click.testing import CliRunner

from booklet.cli.figures import SHEET, figures
from booklet.core.printed.icons import icons
from booklet.core.printed.words import Words, printed_words
from booklet.core.slips.number_slip import ONE
from booklet.load.numbers import read_numbers
from booklet.model.figures.kinds import KINDS
from booklet.pipeline import read_manuscript
from booklet.template.figures.draw import figure_in_parts, figure_svg
from booklet.words.left import left_problems
from booklet.words.text import read_copy
from tests.charts import PRESS, drawn, parts
from tests.test_drawings import PT_PER_MM, overlaps, shown

ENTRIES = {entry["id"]: entry for entry in json.loads((SHEET / "numbers.json").read_text("utf-8"))}
# A4, A5, summary, large print, leaflet, web: width in mm and smallest type in pt
PLACES = [(127, 10.4), (118, 10.05), (85.5, 10.4), (170, 16), (84, 9.6), (86, 10.4)]
LONG = "Antidisestablishmentarianism and other words that go on and on, so that they break at the end of their line"


def test_the_sheet_has_every_kind_and_every_icon(tmp_path):
    """Who wants a figure picks it there, and copies the lines below it."""
    result = CliRunner().invoke(figures, [str(tmp_path / "sheet")])
    assert result.exit_code == 0, result.output
    cited = read_manuscript(tmp_path / "sheet")
    assert {chart.chart for chart in cited.manuscript.charts} == KINDS.keys() - {"none"}
    text = (tmp_path / "sheet" / "010-figures.md").read_text("utf-8")
    assert all(f'"id": "{name}"' in text and f'{{{{ figure("{name}") }}}}' in text for name in ENTRIES)
    assert all(f":{name}:" in (tmp_path / "sheet" / "030-icons.md").read_text("utf-8") for name in icons())
    left = [found for found in left_problems(read_copy(cited.manuscript)) if "(made up: write your own)" in found.says]
    assert len(left) == len(ENTRIES), "a figure was printed as it was begun, its numbers cited as the first work of the author"


def long_labels(value, name=""):
    """The same entry with each label as long as an author may make it."""
    if isinstance(value, dict):
        return {key: long_labels(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [long_labels(inner, f"{at}") if isinstance(inner, (dict, list)) else inner for at, inner in enumerate(value)]
    return f"{value}: {LONG}" if name in ("label", "happened", "low_label", "high_label", "value_label", "time_label") else value


@pytest.mark.parametrize("is_long", [False, True])
@pytest.mark.parametrize(("width", "type_pt"), PLACES)
def test_each_kind_is_drawn_for_its_place(tmp_path, width, type_pt, is_long):
    """No type is smaller than promised, no word runs out of its figure, and none stands on another."""
    entries = [long_labels(entry) if is_long else entry for entry in ENTRIES.values() if entry["chart"] != "paired-bars"]
    (tmp_path / "numbers.json").write_text(json.dumps(entries))
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert problems == []
    svgs = "".join(str(figure_svg(chart, PRESS, width, type_pt)) for chart in numbers.charts)
    words_alone = re.sub(r"<path [^>]*/>", "", svgs)  # hundreds of people are painted by paths, and move no word
    for chart, page in zip(numbers.charts, shown(words_alone, width), strict=True):
        assert min(words.size_pt for words in page) >= type_pt - 0.05, chart.id
        assert max(words.box[2] for words in page) <= width * PT_PER_MM + 0.8, chart.id
        assert min(words.box[0] for words in page) >= -0.8, chart.id
        assert overlaps(page) == [], chart.id


def all_shown(tmp_path, width, type_pt, entries):
    """The letters of each of these figures, as they stand in a place. All are laid out at once."""
    (tmp_path / "numbers.json").write_text(json.dumps([entry | {"id": f"n{n}"} for n, entry in enumerate(entries)]))
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert problems == [] and len(numbers.charts) == len(entries)
    return shown("".join(str(figure_svg(chart, PRESS, width, type_pt)) for chart in numbers.charts), width)


@pytest.mark.parametrize(("width", "type_pt"), PLACES)
def test_doses_of_a_row_are_never_read_as_one_number(tmp_path, width, type_pt):
    """Four times 1,000 mg of paracetamol stood there as 1,0001,0001,0001,000."""
    doses, medicine = (1000, 25_000, 1_000_000), {"name": "a", "label": "Paracetamol", "unit": "micrograms"}
    rows = [medicine | dict.fromkeys(("morning", "noon", "evening", "night"), dose) for dose in doses]
    pages = all_shown(tmp_path, width, type_pt, [ENTRIES["day"] | {"medicines": [row]} for row in rows])
    for dose, page in zip(doses, pages, strict=True):
        read, end = "", 0.0
        for letter in sorted((letter for letter in page if letter.text in "0123456789,"), key=lambda letter: letter.box[0]):
            read += (" " if letter.box[0] - end > PT_PER_MM * 1.5 else "") + letter.text
            end = letter.box[2]
        assert read.split() == [f"{dose:,}"] * 4
        assert overlaps(page) == [], dose


@pytest.mark.parametrize(("width", "type_pt"), PLACES)
def test_the_words_beside_bars_keep_to_their_room(tmp_path, width, type_pt):
    """Letters were counted, not measured: capitals ran into the bars, and the name of one series into that of the other."""
    labels = ("WWWWWWWWWW MMMMMMMMMM OOOOOOOO", "Donaudampfschifffahrtsgesellschaft", LONG, 'Less < "5 µg" & more')
    entries = [
        ENTRIES["bars"] | {
            "series": [{"name": "a", "label": label}, {"name": "b", "label": f"No {label}"}],
            "rows": [{"name": f"r{n}", "label": f"{label} {n}", "of_100": [0, 7 * n]} for n in range(3)],
        } for label in labels
    ]  # fmt: skip
    for label, page in zip(labels, all_shown(tmp_path, width, type_pt, entries), strict=True):
        assert overlaps(page) == [], label


@pytest.mark.parametrize(("width", "type_pt"), PLACES)
def test_numbers_above_a_scale_are_whole_and_stand_apart(tmp_path, width, type_pt):
    """0.0001 at the left end was cut to 01, and 1,000 close to 1,200 was one number."""
    rows = [(0.0001, 0.001), (999.999, 1000), (1000, 999.999), (0, 0), (500, 540), (1000, 0.5)]
    entry = ENTRIES["moved"] | {"low": 0, "high": 1000, "values": {}, "title": "Pain", "caption": "One trial."}
    entries = [entry | {"rows": [{"name": "a", "label": "Pain", "before": before, "after": after}]} for before, after in rows]
    for row, page in zip(rows, all_shown(tmp_path, width, type_pt, entries), strict=True):
        assert overlaps(page) == [] and min(letter.box[0] for letter in page) > -0.01, row
        assert max(letter.box[2] for letter in page) < width * PT_PER_MM + 0.01, row
        words = "".join(letter.text for letter in page)
        assert all(f"{value:,}" in words for value in row), row


@pytest.mark.parametrize(("name", "low", "high", "ticks"), [
    ("trend", 36.5, 39.5, ["36.5", "37.5", "38.5", "39.5"]), ("trend", 0.5, 2, ["0.5", "1", "1.5", "2"]), ("trend", 0, 10, ["0", "5", "10"]),
    ("moved", 0.5, 4.5, ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5"]),
])  # fmt: skip
def test_a_scale_may_end_between_whole_numbers(tmp_path, name, low, high, ticks):
    """Temperature, INR and potassium are measured in tenths; the hint was to round 36.5 up to 37."""
    entry = changed(name, "low", to=low) | {"high": high}
    for line in entry.get("lines", ()):
        line |= {"values": [high] * len(entry["times"])}
        for edge in {"band_low", "band_high"} & {*line}:
            line[edge] = line["values"]
    for row in entry.get("rows", ()):
        row |= {"before": high, "after": low}
    (tmp_path / "numbers.json").write_text(json.dumps([entry | {"values": {}, "title": "So", "caption": "One trial."}]))
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert problems == []
    svg = str(figure_svg(numbers.charts[0], PRESS, 120, 11))
    shown_numbers = re.findall(r">([0-9.]+)</text>", svg)
    assert ticks in (shown_numbers[: len(ticks)], shown_numbers[-len(ticks) :])  # above the times, or below the rows


def test_a_number_and_its_unit_stay_on_one_line_of_a_drawing(tmp_path):
    """“Prednisolone 5” stood above “mg”."""
    medicine = {"name": "a", "label": "Prednisolone 5 mg", "unit": "mg", "morning": 5, "noon": 0, "evening": 0, "night": 0, "a_day": 5}
    (tmp_path / "numbers.json").write_text(json.dumps([ENTRIES["day"] | {"medicines": [medicine]}]))
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert problems == []
    svg = str(figure_svg(numbers.charts[0], PRESS, 110, 11))
    assert ">Prednisolone</text>" in svg and ">5 mg</text>" in svg


def changed(name: str, *keys, to) -> dict:
    entry = copy.deepcopy(ENTRIES[name])
    inner = entry
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = to
    return entry


PUFFS = {"one": "puff", "few": "puffy", "other": "puffs"}


@pytest.mark.parametrize(("entry", "told"), [
    (changed("day", "medicines", to=[{"name": "a", "label": "Spray", "unit": PUFFS, "morning": 1, "noon": 0.5, "night": 2.0}]),
     ["1 puff", "0.5 puffs", "2 puffs"]),
    (changed("less", "stages", to=[{"first": 1, "last": 2, "dose": 2}, {"first": 3, "last": 3, "dose": 1.0}])
     | {"unit": PUFFS, "total": 5}, ["2 puffs", "1 puff"]),
    (changed("day", "medicines", to=[{"name": "a", "label": "Spray", "unit": "mg", "morning": 1, "noon": 5.0}]), ["1 mg", "5 mg"]),
])  # fmt: skip
def test_a_unit_has_a_form_for_one_and_a_form_for_many(tmp_path, entry, told):
    """1 puffs was printed. And 5.0 mg is read as 50 mg: a whole dose has no point."""
    chart, svg = drawn(tmp_path, entry)
    words = " ".join("".join(part.itertext()) for part in svg.iter() if part.tag.endswith("}text"))
    assert all(each in chart.alt(printed_words("en")) for each in told)
    assert [cell for row in chart.table(printed_words("en"))[1:] for cell in row[1:] if cell != "none"] == told
    assert all(each in " ".join(words.split()) for each in told) and not re.search(r"[0-9]\.0|puffy", words)


def test_a_unit_takes_the_form_of_its_language(tmp_path):
    """Polish has one more: 2 dawki, 5 dawek."""
    unit = {"one": "dawka", "few": "dawki", "many": "dawek", "other": "dawki"}
    medicine = {"name": "a", "label": "Spray", "unit": unit, "morning": 1, "noon": 2, "evening": 5, "night": 1.5}
    chart, _ = drawn(tmp_path, changed("day", "medicines", to=[medicine]))
    assert [chart.medicines[0].unit.of(dose, Words("pl", {})) for dose in chart.medicines[0].doses] == ["dawka", "dawki", "dawek", "dawki"]


@pytest.mark.parametrize(("unit", "fault"), [
    ({"one": "puff"}, "medicines.1.unit.other is missing"), ({"one": "puff", "others": "puffs"}, "no setting called medicines.1.unit.others"),
    (3, "a unit is a text"), ("", "nothing is written here"),
])  # fmt: skip
def test_a_unit_that_is_none_is_told(tmp_path, unit, fault):
    entry = changed("day", "medicines", 0, "unit", to=unit)
    (tmp_path / "numbers.json").write_text(json.dumps([entry]))
    assert any(fault in problem.says for problem in read_numbers(tmp_path / "numbers.json", tmp_path)[1])


def test_each_kind_says_in_words_what_it_shows():
    say = printed_words("en")
    for chart in read_numbers(SHEET / "numbers.json", SHEET)[0].charts:
        assert 20 <= len(chart.alt(say)) <= 250, chart.id
        if chart.is_complex or chart.chart in ("doses", "taper", "risk-ladder", "body-map", "line"):
            head, *rows = chart.table(say)
            assert rows and all(len(row) == len(head) for row in rows), chart.id


REFUSED = [
    ("does not hold its line", changed("trend", "lines", 0, "band_low", to=[8, 4, 3, 2.5, 2.5])),
    ("has one edge", changed("trend", "lines", 0, "band_low", to=None)),
    ("does not come after", changed("trend", "times", to=[0, 2, 1, 4, 8])),
    ("4 numbers for 5 times", changed("trend", "lines", 1, "values", to=[7, 6, 6, 6])),
    ("not on the scale", changed("trend", "lines", 1, "values", to=[7, 6, 6, 6, 11])),
    ("more than all", changed("ladder", "rungs", 0, "number", to=100_001)),
    ("it must be at least 1", changed("ladder", "rungs", 0, "number", to=0)),
    ("a_day says 4", changed("day", "medicines", 0, "a_day", to=4)),
    ("it must be at least 0", changed("day", "medicines", 0, "morning", to=-1)),
    ("at no time of the day", changed("day", "medicines", 1, to={"name": "x", "label": "X", "unit": "drops"})),
    ("before it begins", changed("less", "stages", 1, "last", to=7)),
    ("day 7 is followed by day 9", changed("less", "stages", 1, "first", to=9)),
    ("goes one way", changed("less", "stages", 1, "dose", to=70)),
    ("add up to 770, and total says 700", changed("less", "total", to=700)),
    ("4 weeks end on day 28", changed("visits", "occasions", 0, "days", to=[1, 29])),
    ("does not come after day 4", changed("visits", "occasions", 0, "days", to=[1, 4, 4])),
    ("times says 8", changed("visits", "occasions", 0, "days", to=[1, 4])),
    ("two pins stand at the head", changed("body", "pins", 1, "place", to="head")),
]  # fmt: skip


def test_a_setting_in_the_wrong_place_is_told_its_own(tmp_path):
    """The hint to `times`, which belongs to each occasion, was "did you mean times?"."""
    (tmp_path / "numbers.json").write_text(json.dumps([ENTRIES["visits"] | {"times": 3}]))
    (problem,) = read_numbers(tmp_path / "numbers.json", tmp_path)[1]
    assert (problem.slug, problem.hint) == ("unknown-setting", "it belongs into occasions")


@pytest.mark.parametrize(("reason", "entry"), REFUSED)
def test_what_cannot_be_is_refused_with_its_line(tmp_path, reason, entry):
    (tmp_path / "numbers.json").write_text(f"\n{json.dumps([entry])}\n")
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert numbers.charts == () and any(reason in problem.says for problem in problems), problems
    assert {(problem.place.line, problem.slug) for problem in problems} == {(2, "bad-setting")}


@pytest.mark.parametrize(("entry", "says", "hint"), [
    (changed("people", "groups", 1, "of_100", to="12 %"), '"12 %" is no number', 'write: "of_100": 12'),
    (changed("people", "groups", 1, "of_100", to=None), "the group milk has 0 numbers", ""),
    (changed("people", "groups", 1, "of_100", to=12.5), "12.5 is no whole number of people", "round it, or write all of 1,000 people"),
    (changed("people", "groups", 1, to={"name": "milk", "label": "with milk", "of_200": 12}), "of 200 people nothing is drawn",
     'write "of_100": 6'),
    (changed("people", "groups", 1, to={"name": "milk", "label": "with milk", "of_200": 1}), "of 200 people nothing is drawn",
     'write "of_1000": 5'),
    (changed("people", "groups", 1, "name", to="Warm milk"), "'Warm milk' is no name", '"warm_milk"'),
    (changed("people", "values", to={"people": "1,234"}), '"1,234" is no number', 'write: "people": 1234, or 1.234 if it is no thousands'),
    (changed("people", "values", to={"Größe": 5}), "'Größe' is no name", '"groe"'),
    (changed("people", "chart", to="bar"), "chart is bar", "write paired-bars"),
    (changed("people", "caption", to="Of {poeple} people."), "no such value; did you mean people?", ""),
    (changed("day", "medicines", 0, "morning", to="2,5"), '"2,5" is no number', 'write: "morning": 2.5'),
])  # fmt: skip
def test_a_value_as_people_write_it_is_told_on_its_line_with_what_to_type(tmp_path, entry, says, hint):
    """12 of 200 people were to be of_100, and each fault stood on the line of the id."""
    (tmp_path / "numbers.json").write_text(json.dumps([entry], indent=1, ensure_ascii=False))
    _, (problem, *_) = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert says in problem.says and hint in problem.hint
    line = (tmp_path / "numbers.json").read_text("utf-8").split("\n")[problem.place.line - 1]
    typed = {"12.5", "200", "1,234", "12 %", "2,5", "Warm milk", "Größe"} & set(re.findall(r"[\w.,% ]+", says))
    assert all(each in line or each == "200" and line.strip() == "{" for each in typed)


def test_a_whole_number_is_printed_without_a_point(tmp_path):
    """1e5 people were 100,000.0 of them, and nothing was -0.0."""
    (tmp_path / "numbers.json").write_text(
        '[{"id": "n", "chart": "none", "citekey": "lee2020", "values": {"a": 1e5, "b": -0.0, "c": "1234", "d": 12.0, "e": 0.50, "f": -1234.5}}]'
    )
    numbers, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert problems == []
    assert [printed_words("en").digits(value) for value in numbers.values["n"].values()] == ["100,000", "0", "1,234", "12", "0.5", "−1,234.5"]


def test_a_value_may_be_named_with_blanks(tmp_path):
    """As fields are in sections: {{ clinic.phone }}."""
    chart, _ = drawn(tmp_path, changed("people", "caption", to="In { people } adults."))
    assert chart.printed(chart.caption) == f"In {chart.values['people']} adults."


def test_a_hint_for_what_stands_in_a_list_gives_it_no_name(tmp_path):
    """Told was to write "0": 12, which JSON refuses there."""
    (tmp_path / "numbers.json").write_text(json.dumps([changed("trend", "times", 0, to="Week 1")]))
    _, problems = read_numbers(tmp_path / "numbers.json", tmp_path)
    assert [(problem.says, problem.hint) for problem in problems] == [('trend: times.1: "Week 1" is no number', ONE)]


def test_panels_that_are_taller_than_a_page_are_parted_with_marks_of_one_size():
    charts = {chart.id: chart for chart in read_numbers(SHEET / "numbers.json", SHEET)[0].charts}
    drawings = figure_in_parts(charts["both"], PRESS, 170, 16, "", 200)
    assert len(drawings) == 2 and "Harm" not in drawings[0].split("</title>")[1] and "Harm" in drawings[1]
    marks = [set(re.findall(r'class="empty" transform="[^"]*scale\(([\d.]+)\)', drawing)) for drawing in drawings]
    assert marks[0] == marks[1] and len(marks[0]) == 2


def test_weeks_that_are_taller_than_a_page_go_on_in_another_drawing(tmp_path, press):
    """In large print a calendar of twelve weeks was drawn in letters too small for the edition, and more could not be had."""
    occasions = [{"name": "drip", "label": "Drip", "days": [1, 22, 106]}, {"name": "end", "label": "End", "days": [112]}]
    chart, _ = drawn(tmp_path, {**ENTRIES["visits"], "weeks": 16, "occasions": occasions, "how_to_read": "Rows are weeks."})
    drawings = figure_in_parts(chart, PRESS, 170, 16, "", 200)
    assert [re.findall(">Week ([0-9]+)<", drawing) for drawing in drawings] == [[str(week) for week in half] for half in (range(1, 9), range(9, 17))]
    assert [drawing.count('class="day"') for drawing in drawings] == [2, 2] and all("Drip" in drawing and "End" in drawing for drawing in drawings)
    assert ">57</text>" in drawings[1] and "8 weeks. Drip, 1 time; End, 1 time" in drawings[1]
    entry = {**ENTRIES["visits"], "id": "n01", "weeks": 52, "occasions": occasions, "how_to_read": "Rows are weeks."}
    proof = press('{{ figure("n01") }}', numbers=json.dumps([entry]))
    pages = [text for text in map(proof.text_of, range(proof.page_count)) if "Drip" in text and "Week" in text]
    assert [len(re.findall("Week [0-9]+", text)) for text in pages] == [17, 18, 17], "each page is filled"
    assert ["Figure 1 goes on" in text for text in pages] == [False, True, True]


def test_what_is_drawn_is_the_data(tmp_path):
    _, svg = drawn(tmp_path, ENTRIES["less"], 127)
    bars = [float(bar.get("width")) for bar in parts(svg, "stage")]
    assert [bar / bars[0] for bar in bars] == pytest.approx([1, 40 / 60, 10 / 60], abs=0.001)
    _, svg = drawn(tmp_path, ENTRIES["visits"], 127)
    assert len(parts(svg, "day")) == 8 + 4
    _, svg = drawn(tmp_path, ENTRIES["ladder"], 127)
    heights = [float(rung.get("cy")) for rung in parts(svg, "rung")]
    assert heights == sorted(heights) and heights[3] - heights[1] == pytest.approx((heights[2] - heights[1]) / 0.39794 * 2.47712, rel=0.01)
