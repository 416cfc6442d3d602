"""Two people who rated one booklet: what their spreadsheets come to, and how far they agree."""
import json
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.review.scorecard.card import card_of
from booklet.review.scorecard.deciders.measured import measured
from booklet.review.scorecard.instrument import all_items, instruments
from booklet.review.scorecard.agreement import kappa, linear, scores_of
from booklet.review.scorecard.returned import read_returned
from booklet.review.scorecard.sheet import spreadsheet
from tests.conftest import STARTER
from tests.desks import all_printed, filled, rows_of
from tests.manuscripts import Handout
from tests.pages import laid_out

# Cohen J. Psychol Bull 1968;70:213-220, table 1: 200 people and their diagnoses by two judges, in percent. The weights
# are his: to take a neurosis for a psychosis is the gravest mistake.
COHEN = {"pp": 44, "pn": 7, "ps": 9, "np": 5, "nn": 20, "ns": 5, "sp": 1, "sn": 3, "ss": 6}
GRAVE = {"pn": 1, "ps": 3, "ns": 6}
# Agresti A. Categorical data analysis, 1990, table 10.3: what wives and husbands said of the same thing, from 0 to 3.
AGRESTI = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
BY_NAME = {instrument.name: instrument for instrument in instruments()}


def all_of(name: str, answer: str, **others: str) -> dict[str, str]:
    """One answer to each item of an instrument, but for those named: _02="0"."""
    told = {item.id: answer for item in BY_NAME[name].items}
    return told | {f"{name.lower()}-{number.lstrip('_')}": other for number, other in others.items()}


def told(name: str, said: dict[str, str]) -> list[float | None]:
    return [score.value if score.value is None else round(score.value, 1) for score in scores_of(BY_NAME[name], said)]


def test_kappa_agrees_with_published_examples():
    """A formula typed wrong looks just like one typed right."""
    pairs = [(pair[0], pair[1]) for pair, count in COHEN.items() for _ in range(2 * count)]
    weight = GRAVE | {pair[::-1]: value for pair, value in GRAVE.items()}
    assert round(kappa(pairs), 3) == 0.492
    assert round(kappa(pairs, lambda one, other: weight.get(one + other, 0)), 3) == 0.348
    pairs = [(str(i), str(j)) for i, j in product(range(4), range(4)) for _ in range(AGRESTI[i][j])]
    assert (round(kappa(pairs), 4), round(kappa(pairs, linear), 4)) == (0.1293, 0.2374)


@given(st.lists(st.tuples(st.sampled_from("012"), st.sampled_from("012"))))
def test_kappa_is_one_for_the_same_answers_and_never_more(pairs):
    for value in (kappa(pairs), kappa(pairs, linear)):
        assert value is None or -1 <= value <= 1
        if value is not None and all(one == other for one, other in pairs):
            assert value == 1
    assert kappa(pairs) == kappa([(other, one) for one, other in pairs])


def test_kappa_is_not_defined_where_nobody_could_disagree():
    assert kappa([]) is None and kappa([("1", "1")] * 5) is None
    assert kappa([("1", "0")] * 5) == 0


@pytest.mark.parametrize(("name", "said", "values"), [
    ("PEMAT-P", all_of("PEMAT-P", "agree"), [100, 100]),
    ("PEMAT-P", all_of("PEMAT-P", "agree", _01="disagree", _02="na", _20="disagree"), [93.8, 85.7]),
    ("PEMAT-P", all_of("PEMAT-P", "na"), [None, None]),
    ("CCI", all_of("CCI", "1", _20="0"), [95]),
    ("CCI", all_of("CCI", "1", _18="na", _19="na", _20="na"), [100]),
    ("CCI", all_of("CCI", "1", _01="0"), [80]),  # without a main message items 2 to 4 are lost too
    ("SAM", all_of("SAM", "2", _01="1", _02="0", _03="na"), [92.9]),
    ("SAM", all_of("SAM", "na"), [None]),
    ("DISCERN", all_of("DISCERN", "4", _16="2", _09="1"), [57, 4, 3.6, 2]),
    ("IPDAS", all_of("IPDAS", "yes", _06="no"), [5, 6]),
])  # fmt: skip
def test_each_instrument_is_scored_by_its_own_rule(name, said, values):
    assert told(name, said) == values


@pytest.mark.parametrize(("answer", "word"), [("2", "superior"), ("1", "adequate"), ("0", "not suitable")])
def test_sam_has_a_word_for_its_score(answer, word):
    assert scores_of(BY_NAME["SAM"], all_of("SAM", answer))[0].says.endswith(word)


@pytest.fixture(scope="module")
def blank() -> str:
    """The spreadsheet of the starter's scorecard."""
    return spreadsheet(card_of(all_printed(STARTER, measured(laid_out(["<p>Rest.</p>"], "A4"))))).decode()


@pytest.fixture
def rated(tmp_path, monkeypatch, capsys, blank):
    """The command on two spreadsheets: `rated(first, second)` is its exit status and what it printed."""
    handout = Handout(tmp_path, monkeypatch, capsys)

    def compare(first: str | bytes, second: str | bytes, *options: str) -> tuple[int, str]:
        for name, content in (("a.csv", first), ("b.csv", second)):
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return handout.command("scorecard", "--agree", "a.csv", "b.csv", *options), handout.said

    compare.blank, compare.command, compare.said = blank, handout.command, lambda: handout.said
    return compare


def test_two_raters_get_their_scores_and_their_agreement(rated):
    good = filled(rated.blank, {"sam-08": "2", "sam-10": "1"})
    other = filled(rated.blank, {"sam-08": "0", "sam-10": "1", "ipdas-03": "yes"}, comma=";")
    status, said = rated(good, other)
    assert status == 0 and "Traceback" not in said
    sam = re.search(r"SAM:.*?people rated (\d+) items and agree on (\d+)", said, re.DOTALL)
    assert int(sam[1]) - int(sam[2]) == 1 and "sam-08: A 2, B 0" in said
    assert "ipdas-03: A no, B yes" in said, "a rater may overrule the program"
    assert "kappa weighted by distance" in said and "not defined" in said


def test_the_comparison_is_there_for_programs_too(rated):
    status, said = rated(filled(rated.blank, {}), filled(rated.blank, {"discern-02": "5"}), "--json")
    found = {each["instrument"]: each for each in json.loads(said)}
    assert status == 0 and list(found) == list(BY_NAME)
    assert found["DISCERN"]["apart"] == [{"item": "discern-02", "a": "1", "b": "5"}]
    assert found["CCI"]["weighted_kappa"] is None and found["DISCERN"]["kappa"] is not None


def test_what_both_leave_to_the_program_is_no_agreement_of_theirs(rated):
    said = json.loads(rated(filled(rated.blank, {}), filled(rated.blank, {}), "--json")[1])
    left = [item for _, item in all_items() if item.who != "program"]
    assert sum(each["rated"] for each in said) >= len(left) > 40
    assert sum(each["rated"] for each in said) == sum(not row["program"] for row in rows_of(rated.blank))


def broken(content: str, change: str) -> str | bytes:
    """A good spreadsheet with one thing wrong."""
    lines = content.split("\r\n")
    return {
        "value": content.replace("agree,,", "maybe,,", 1), "gone": "\r\n".join([*lines[:5], *lines[6:]]),
        "twice": "\r\n".join([*lines[:6], lines[5], *lines[6:]]), "strange": content.replace("cci-03", "cci-30"),
        "other": re.sub(r",clean-hands [^,\r]*", ",dirty-hands 2 00000000", content), "text": "Dear Anna",
        "quote": content + '"open', "binary": b"PK\x03\x04\xff\xfe", "empty": "", "head": lines[0] + "\r\n",
    }[change]  # fmt: skip


@pytest.mark.parametrize(("change", "codes"), [
    ("value", ["b.csv:2: rating-value"]), ("gone", ["b.csv: rating-rows"]), ("twice", ["b.csv:7: rating-rows"]),
    ("strange", ["b.csv: rating-rows", "b.csv:28: rating-rows"]), ("other", ["b.csv:2: rating-other"]),
    ("text", ["b.csv:1: rating-not-csv"]), ("binary", ["b.csv: rating-not-csv"]),
    ("empty", ["b.csv:1: rating-not-csv"]),
])  # fmt: skip
def test_what_is_wrong_with_a_spreadsheet_is_told_with_its_line(rated, change, codes):
    good = filled(rated.blank, {})
    status, said = rated(good, broken(good, change))
    assert status == 1 and "Traceback" not in said
    assert re.findall(r"^(b\.csv\S*: [a-z-]+):", said, re.MULTILINE) == codes


@pytest.mark.parametrize("change", ["quote", "head"])
def test_a_spreadsheet_cut_off_is_told_and_breaks_nothing(rated, change):
    good = filled(rated.blank, {})
    status, said = rated(good, broken(good, change))
    assert status == 1 and "rating-" in said and "Traceback" not in said


def test_an_item_left_open_is_told(rated):
    """A score with holes looks better than it is."""
    status, said = rated(filled(rated.blank, {"pemat-p-02": ""}), filled(rated.blank, {}))
    assert status == 1 and "a.csv:3: rating-missing: pemat-p-02" in said


def test_one_person_is_not_two(rated):
    rated(filled(rated.blank, {}), "")
    assert rated.command("scorecard", "--agree", "a.csv", "a.csv") == 1
    assert "a.csv: rating-same-file" in rated.said()
    assert rated.command("scorecard", "--agree", "a.csv", "missing.csv") == 1
    assert rated.command("scorecard", "--agree", "a.csv", "/dev/zero") == 1, "a file without an end"
    assert rated.command("scorecard", "--agree", "a.csv", ".") == 1
    assert rated.command("scorecard", "--agree", "a.csv") == 2


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_comes_back_is_told_and_never_a_traceback(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("returned") / "a.csv"
    file.write_bytes(content)
    assert read_returned(file)[1]
