"""Charts: what is drawn is the data, or nothing is drawn."""
import json
import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.core.letters.widths import width_em
from booklet.core.printed.words import printed_words
from tests.charts import BARS, ICONS, MOVED, PANELS, SVG, TIMELINE, drawn, parts

VALUES = (
    st.integers(-20, 130) | st.floats(-5, 120).map(lambda x: round(x, 2)) | st.sampled_from([0, 100, 1e308, -1, 10**30])
    | st.booleans() | st.sampled_from(["22", "many", None, [], {}])
)  # fmt: skip
thorough = settings(derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@thorough
@given(st.lists(VALUES, min_size=2, max_size=2))
def test_any_grid_of_people_has_as_many_filled_as_the_data_says(tmp_path, counts):
    entry = ICONS | {"groups": [g | {"of_100": n} for g, n in zip(ICONS["groups"], counts, strict=True)]}
    chart, svg = drawn(tmp_path, entry)
    if chart:
        key = 1  # a filled and an empty mark say what they mean
        assert len(parts(svg, "filled")) == sum(float(n) for n in counts) + key
        assert len(parts(svg, "empty")) == 200 - sum(float(n) for n in counts) + key
        said = [re.sub(r"\D.*", "", "".join(text.itertext())) for text in svg.iter(f"{SVG}text")]
        assert [n for n in said if n] == [str(int(n)) for n in counts]


@pytest.mark.parametrize(("whole", "number"), [(1000, 0), (1000, 3), (1000, 131), (1000, 1000), (10_000, 7), (10_000, 10_000)])
@pytest.mark.parametrize("width", [127, 85])
def test_what_is_rare_is_drawn_of_a_thousand_or_ten_thousand(tmp_path, whole, number, width):
    """A dashed line is so many marks: its length in steps of its dashes, and the last one without its gap."""
    group = {"name": "tea", "label": "with tea", f"of_{whole}": number}
    chart, svg = drawn(tmp_path, ICONS | {"groups": [group]}, width)
    counted = {"filled": 0, "empty": 0}
    for line in (path for path in svg.iter(f"{SVG}path") if path.get("class")):
        start, end = map(float, re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)", line.get("d")).groups())
        mark, gap = map(float, line.get("stroke-dasharray").split())
        counted[line.get("class")] += round((end - start + gap) / (mark + gap))
        assert end <= width
    assert counted == {"filled": number, "empty": whole - number}
    assert f"{number:,} of {whole:,} with tea" in chart.alt(printed_words("en"))


@pytest.mark.parametrize("width", [171, 127, 118, 85, 60])
def test_all_grids_of_a_figure_have_marks_of_one_size(tmp_path, width):
    """Trials side by side are compared by eye: a larger mark would be taken for more."""
    chart, svg = drawn(tmp_path, PANELS, width)
    scales = {re.search(r"scale\(([\d.]+)\)", mark.get("transform"))[1] for mark in parts(svg, "filled") + parts(svg, "empty")}
    assert len(parts(svg, "filled")) == 22 + 17 + 9 + 2 and len(scales) == 2  # two marks of the keys, which are larger
    assert chart.table(printed_words("en"))[3] == ("Harm", "with tea", "felt sick", "9 of 100")


@thorough
@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), min_size=1, max_size=4))
def test_any_bar_is_as_long_as_its_number(tmp_path, rows):
    entry = BARS | {"rows": [{"name": f"r{n}", "label": f"Row {n}", "of_100": pair} for n, pair in enumerate(rows)]}
    chart, svg = drawn(tmp_path, entry)
    if chart:
        numbers = [float(n) for pair in rows for n in pair]
        unit = (171 - 46 - 10) / (50 if max(numbers) <= 50 else 100)
        bars = [part for part in svg.iter() if part.get("class") in ("bar-1", "bar-2")]
        assert [float(bar.get("width")) for bar in bars] == pytest.approx([n * unit for n in numbers], abs=0.01)
        assert len({bar.get("x") for bar in bars}) == 1


def moved(**row) -> dict:
    return MOVED | {"rows": [MOVED["rows"][0] | row]}


@thorough
@given(VALUES | st.integers(-200, 99_999), VALUES | st.integers(-200, 99_999), VALUES | st.floats(0, 100), VALUES)
def test_any_ring_and_dot_stand_on_the_scale_where_the_data_says(tmp_path, low, high, before, after):
    chart, svg = drawn(tmp_path, moved(before=before, after=after) | {"low": low, "high": high})
    if chart:
        low, high = float(low), float(high)
        unit = (171 - 10) / (high - low)
        _, ring = parts(svg, "before")
        _, dot = parts(svg, "after")
        assert float(ring.get("cx")) == pytest.approx(5 + (float(before) - low) * unit, abs=0.01)
        assert float(dot.get("cx")) == pytest.approx(5 + (float(after) - low) * unit, abs=0.01)
        heights = sorted({float(text.get("y")) for text in svg.iter(f"{SVG}text")})
        below = [text for text in svg.iter(f"{SVG}text") if float(text.get("y")) == heights[-2]]  # above what the ends mean
        ticks = {float(text.text): float(text.get("x")) for text in below}
        assert {low, high} <= set(ticks) and len(ticks) <= 21
        assert all(at == pytest.approx(5 + (value - low) * unit, abs=0.01) for value, at in ticks.items())
        assert all(after - before > 6 for before, after in pairwise(sorted(ticks.values()))), "numbers overlap"


@thorough
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=4))
def test_any_event_stands_on_the_stops_that_it_names(tmp_path, spans):
    events = [{"first": first, "last": last, "text": f"Event {n}"} for n, (first, last) in enumerate(spans)]
    chart, svg = drawn(tmp_path, TIMELINE | {"lanes": [{"label": "You", "events": events}]})
    if chart:
        column, bars = 171 / 4, parts(svg, "event")
        for (first, last), bar in zip(spans, bars, strict=True):
            assert float(bar.get("x")) == pytest.approx(float(first) * column + 0.8, abs=0.01)
            assert float(bar.get("width")) == pytest.approx((float(last) - float(first) + 1) * column - 1.6, abs=0.02)


REFUSED = [
    ("no length", MOVED | {"low": 5, "high": 5}), ("no length", MOVED | {"low": 10, "high": 0}),
    ("does not fit", moved(after=25)), ("does not fit", moved(before=-2)),
    ("the picture shows 1", moved(after=5, label="about 2 points less")),
    ("no numbers", moved(after=True)),
    ("two numbers are called low", MOVED | {"values": {"low": 3}}),
    ("write {people}", MOVED | {"caption": "In one review of 300 people."}),
    ("printed as", MOVED | {"values": {"people": 1e-7}}),
    ("23 of 100", ICONS | {"title": "Why 23 of 100 slept"}),
    ("groups are called", ICONS | {"groups": [g | {"label": "with tea"} for g in ICONS["groups"]]}),
    ("two numbers are called tea", ICONS | {"groups": [g | {"name": "tea"} for g in ICONS["groups"]]}),
    ("at most 100", ICONS | {"groups": [g | {"of_100": 101} for g in ICONS["groups"]]}),
    ("whole number", ICONS | {"groups": [g | {"of_100": 22.5} for g in ICONS["groups"]]}),
    ("at most 1000", ICONS | {"groups": [{"name": "tea", "label": "with tea", "of_1000": 1001}]}),
    ("at least 0", ICONS | {"groups": [{"name": "tea", "label": "with tea", "of_10000": -1}]}),
    ("has 2 numbers", ICONS | {"groups": [{"name": "tea", "label": "with tea", "of_100": 1, "of_1000": 10}]}),
    ("has 0 numbers", ICONS | {"groups": [{"name": "tea", "label": "with tea"}]}),
    ("not of the same number", ICONS | {"groups": [ICONS["groups"][0], {"name": "milk", "label": "with milk", "of_1000": 10}]}),
    ("happened is missing", {name: ICONS[name] for name in ICONS if name != "happened"}),
    ("has no title", PANELS | {"panels": [PANELS["panels"][0], {"happened": "ill", "groups": PANELS["panels"][1]["groups"]}]}),
    ("write groups, or panels", PANELS | {"groups": ICONS["groups"], "happened": "slept"}),
    ("4 of 1,000", ICONS | {"title": "Why 4 of 1,000 slept"}),
    ("two rows are called", BARS | {"rows": [row | {"label": "Slept"} for row in BARS["rows"]]}),
    ("1 numbers for 2 series", BARS | {"rows": [BARS["rows"][0] | {"of_100": [5]}]}),
    ("is earlier", TIMELINE | {"stops": ["Day 3", "Day 1", "Day 7", "Later"]}),
    ("two stops are called", TIMELINE | {"stops": ["Day 1", "Day 1", "Day 3", "Day 7"]}),
    ("does not stand", TIMELINE | {"stops": ["Before", "Day 1"]}),
    ("begins before", TIMELINE | {"lanes": [{"label": "You", "events": TIMELINE["lanes"][0]["events"][::-1]}]}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "entry"), REFUSED)
def test_a_chart_that_would_say_other_than_its_data_is_told_with_its_entry(handout, reason, entry):
    """25 points on a scale of 10 filled it, below "about 2 points less"."""
    handout.write("numbers.json", f"\n{json.dumps([entry])}\n")
    told = handout.refused()
    assert set(told) == {"sections/numbers.json:2: bad-setting"}
    assert "n01: " in handout.said and reason in handout.said


def test_all_that_is_wrong_with_an_entry_is_told_at_once(handout):
    wrong = [ICONS["groups"][0], {"name": "tea", "label": "with tea", "of_1000": 5, "of_100": 7}]
    handout.write("numbers.json", f"\n{json.dumps([ICONS | {'groups': wrong, 'title': 'Why 23 of 100 slept'}])}\n")
    assert len(handout.refused()) >= 4
    for reason in ("has 2 numbers", "groups are called 'with tea'", "two numbers are called tea", "23 of 100"):
        assert reason in handout.said


@pytest.mark.parametrize(
    "entry",
    [MOVED, ICONS, PANELS, BARS, TIMELINE, MOVED | {"caption": "On a scale of 10 points, 73 people had 3 points less."},
     MOVED | {"caption": "Of {people} people 12 people stopped early."}, ICONS | {"caption": "22 of 100 slept, 78 of 100 did not."},
     TIMELINE | {"stops": ["1 hour", "2 hours", "Day 1", "Week 6"]}, moved(label="2 points on a scale of 10 points")],
)  # fmt: skip
def test_a_chart_that_says_what_it_shows_is_drawn(tmp_path, entry):
    chart, _ = drawn(tmp_path, entry)
    assert chart is not None


@pytest.mark.parametrize("width", [70, 82, 86, 100, 118, 171])
def test_the_numbers_of_a_scale_stand_apart(tmp_path, width):
    """Half way and the end, run together, were read as one number: 50100 of 100."""
    _, svg = drawn(tmp_path, BARS, width)
    scale = [text for text in svg.iter(f"{SVG}text") if text.get("font-size") == "3.7"]
    assert [text.text for text in scale] in (["0", "50", "100 of 100"], ["0", "100 of 100"])
    places = [(float(text.get("x")), width_em(text.text) * 3.7, text.get("text-anchor")) for text in scale]
    edges = [(x - long, x) if anchor == "end" else (x - long / 2, x + long / 2) for x, long, anchor in places]
    assert all(after[0] - before[1] > 2 for before, after in pairwise(edges))
