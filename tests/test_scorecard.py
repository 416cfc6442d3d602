"""The scorecard: what a program may answer of five instruments, on the shipped handout, and on a small one and spoiled copies of it."""
import json
import re
import shutil
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from booklet.pipeline import make_edition, read_manuscript
from booklet.review.page import harmless
from booklet.review.scorecard.card import Card, card_of, desk_of
from booklet.review.scorecard.deciders.by_name import DECIDERS
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.measured import Measured, measured
from booklet.review.scorecard.instrument import all_items, instruments
from booklet.review.scorecard.sheet import COLUMNS, card_files
from tests.best import SPOILED, best_handout
from tests.conftest import SECTIONS, STARTER
from tests.desks import all_printed, answers, rows_of
from tests.manuscripts import Handout
from tests.pages import laid_out

LIGHT = "h1 { font-weight: 400 }"
BOLD = '@font-face { font-family: "Atkinson Hyperlegible Next"; font-weight: 700; src: url(fonts/atkinson-hyperlegible-next-latin-700-normal.woff2) }'
NAME = tomllib.loads((SECTIONS / "booklet.toml").read_text("utf-8"))["name"]


@pytest.fixture(scope="module")
def desk(shipped_cited, shipped_files) -> Desk:
    return desk_of(shipped_cited, shipped_files["a4"].read_bytes())


@pytest.fixture(scope="module")
def card(desk) -> Card:
    return card_of(desk)


@pytest.fixture(scope="module")
def best(tmp_path_factory) -> Path:
    """A small handout that gets every point these tests take away, whatever becomes of the shipped one."""
    return best_handout(tmp_path_factory.mktemp("best") / "sections")


@pytest.fixture(scope="module")
def best_paper(best) -> Measured:
    return measured(make_edition(read_manuscript(best), "a4").content)


@pytest.fixture(scope="module")
def good_answers(best, best_paper) -> dict[str, str]:
    return answers(card_of(all_printed(best, best_paper)))


def test_what_check_tells_of_the_words_lies_on_the_desk(best, tmp_path):
    """Most rules know English alone, and were once asked for `check` and not for the card."""
    folder = shutil.copytree(best, tmp_path / "sections")
    section = next(folder.glob("*.md"))
    section.write_text(section.read_text("utf-8") + "\nIt is a miracle for back pain.\n", "utf-8")
    desk = desk_of(read_manuscript(folder), laid_out(["<p>Rest.</p>"], "A4"))
    assert "promotion" in {problem.slug for problem in desk.findings}


def test_every_instrument_has_all_of_its_items():
    """A score with an item left out is another score."""
    counts = {instrument.name: len(instrument.items) for instrument in instruments()}
    assert counts == {"PEMAT-P": 24, "CCI": 20, "SAM": 22, "DISCERN": 16, "IPDAS": 12}
    numbers = [item.number for item in instruments()[0].items]
    assert numbers == [n for n in range(1, 27) if n not in (13, 14)]
    assert sum(item.group == "certification" for item in instruments()[4].items) == 6


def test_each_item_has_a_decider_or_the_reason_why_not():
    for _, item in all_items():
        assert item.decider in {"", *DECIDERS} and item.asks, item.id
        assert bool(item.decider) if item.who == "program" else item.left, item.id
    assert {item.decider for _, item in all_items()} - {""} == set(DECIDERS)


def test_the_program_answers_only_what_a_program_can_know(card):
    """A blank that looks filled in would be signed without reading."""
    for _instrument, lines in card.lines:
        for line in lines:
            assert line.answer in {"", *line.item.answers}, line.item.id
            assert bool(line.answer) == (line.item.who == "program"), line.item.id
            assert bool(line.why_left) != bool(line.answer), line.item.id


def test_the_answers_are_honest(good_answers):
    """Lines are longer than SAM wants, there is more about the bad side than about the good, and nothing of how rest works."""
    said = good_answers
    assert (said["sam-15"], said["ipdas-01"], said["discern-09"]) == ("1", "no", "1")
    assert said["pemat-p-11"] == "agree" and said["ipdas-03"] == "yes" and said["sam-05"] == "2"


def test_the_type_of_a_short_handout_is_that_of_its_text_and_not_of_its_imprint():
    """It was said to have most type in 10 pt, and lines of 101 characters."""
    paper = measured(laid_out([f"<p>{'Rest and sleep. ' * 30}</p><footer>{'Who made this. ' * 50}</footer>"], "A4", "p { font-size: 13pt } footer { font-size: 10pt }"))
    assert paper.body_pt == 13


def test_the_evidence_is_on_the_page_that_is_named(card, desk):
    """A rater who does not find it there stops trusting the rest."""
    sentences = {sentence.place: sentence for sentence in desk.copy.sentences if sentence.is_prose}
    seen = [s for _, lines in card.lines for line in lines if line.verdict for s in line.verdict.evidence]
    checked = [s for s in seen if s.place in sentences and s.page and not sentences[s.place].fields]
    checked = [s for s in checked if sentences[s.place].text.startswith(s.words[:20])]  # others are counts, in words of our own
    assert len(checked) > 100
    for each in checked:
        start = re.sub(r"\W", "", each.words[:24])
        here, after = (re.sub(r"\((?:page \d+|above|below)\)|\W", "", text) for text in (*desk.paper.texts, "")[each.page - 1 :][:2])
        assert start in here or any(start[:at] in here and start[at:] in after for at in range(6, len(start))), each


@pytest.mark.parametrize(("files", "pattern", "instead", "turns"), SPOILED)
def test_one_change_of_the_words_turns_the_item(files, pattern, instead, turns, good_answers, best_paper, tmp_path):
    """A card that says yes whatever is written would be worth nothing."""
    folder = best_handout(tmp_path / "sections")
    for file in folder.glob(files):
        file.write_text(re.sub(pattern, instead, file.read_text("utf-8")), encoding="utf-8")
    spoiled = answers(card_of(all_printed(folder, best_paper)))
    for item, answer in (turn.split() for turn in turns.split(", ")):
        assert spoiled[item] == answer != good_answers[item], item


@pytest.mark.parametrize(("body", "css", "items"), [
    ("<h1>How to rest</h1><p>Rest.</p>", "", {"ipdas-03": "no", "ipdas-04": "no", "ipdas-06": "no", "sam-13": "1"}),
    ("<h1>How to rest</h1><p>Rest.</p>", "", {"pemat-p-17": "disagree", "sam-14": "0"}),
    ("<h1>HOW TO REST</h1><p>Rest and sleep.</p>", BOLD, {"sam-16": "1"}),
    ("<h1>How to rest</h1><p>Rest and sleep.</p>", f"{BOLD} html {{ font-size: 9pt }}", {"sam-16": "1"}),
    ("<h1>How to rest</h1><p>Rest and sleep.</p>", LIGHT, {"sam-16": "1"}),
    ("<h1>HOW TO REST</h1><p>Rest and sleep.</p>", f"{LIGHT} html {{ font-size: 9pt }}", {"sam-16": "0"}),
    ("<h1>How to rest</h1><p>Rest and sleep.</p>", "p { color: #ccc }", {"sam-15": "0"}),
])  # fmt: skip
def test_other_paper_turns_the_item(body, css, items, good_answers, best):
    """What is printed counts, not what was typed."""
    paper = measured(laid_out([body], "A4", css))
    said = answers(card_of(all_printed(best, paper)))
    assert {item: said[item] for item in items} == items
    assert not {item for item in items if good_answers[item] == items[item]}


def test_paper_with_large_type_small_letters_and_bold_gets_both_points(best):
    paper = measured(laid_out(["<h1>How to rest</h1><p>Rest and sleep.</p>"], "A4", BOLD))
    assert answers(card_of(all_printed(best, paper)))["sam-16"] == "2"


class Rows(HTMLParser):
    """The words of each table row that has an id."""

    def __init__(self, html: str):
        super().__init__()
        self.row, self.words = "", {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.row = dict(attributes).get("id", "")

    def handle_data(self, words: str) -> None:
        if self.row:
            self.words[self.row] = f"{self.words.get(self.row, '')} {words.strip()}".strip()


def test_the_page_has_a_row_for_each_item_with_an_answer_or_two_lines_to_write_on(card, desk):
    page = card_files(card, desk.cited)[f"{NAME}-scorecard.html"].decode()
    rows = Rows(page).words
    assert list(rows) == [item.id for _, item in all_items()]
    for name, answer in answers(card).items():
        told = [words in rows[name] for words in ("Rater 1", "Rater 2", "Left for two people")]
        assert told == [not answer] * 3, name
    assert re.search(r"Page 1: \d+ \w+ \d{4}", rows["ipdas-03"])
    assert re.search(r"Page \d+ \(\d{3}-[a-z-]+\.md, line \d+\)", rows["pemat-p-20"])
    assert "<script" not in page and not re.search("https?://(?!www\\.w3\\.org)", page)


def test_the_spreadsheet_has_the_same_and_room_to_write(card, desk):
    content = card_files(card, desk.cited)[f"{NAME}-scorecard.csv"]
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would read it as another alphabet"
    rows = rows_of(content.decode())
    assert tuple(rows[0]) == COLUMNS and len(rows) == 94
    assert {row["item"]: row["program"] for row in rows} == answers(card)
    assert not any(row["rating"] or row["note"] for row in rows)
    assert {row["booklet"] for row in rows} == {card.stamp} and card.stamp.startswith(f"{NAME} ")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell):
    """A spreadsheet opens what a stranger may have typed into a section."""
    assert harmless(cell) == f"'{cell}" and harmless("agree") == "agree"


def test_hostile_words_are_only_words_in_both_files(tmp_path, desk):
    """A section may come from a stranger, and a rater opens both files."""
    shutil.copytree(STARTER, tmp_path / "sections")
    file = tmp_path / "sections" / "010-why-it-matters.md"
    title = """=1+1 & "water", 'soap' > all; { 7*7 }"""
    quoted = title.replace("'", "''")
    file.write_text(re.sub("title: .*", lambda _: f"title: '{quoted}'", file.read_text("utf-8")), encoding="utf-8")
    desk = all_printed(tmp_path / "sections", desk.paper)
    files = card_files(card_of(desk), desk.cited)
    page, rows = files["clean-hands-scorecard.html"].decode(), rows_of(files["clean-hands-scorecard.csv"].decode())
    assert "=1+1 &amp; “water”, ‘soap’ &gt; all; { 7*7 }" in page
    assert len(rows) == 94 and any("=1+1 & “water”, ‘soap’ > all; { 7*7 }" in row["evidence"] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_another_language_is_left_to_people(tmp_path, desk, monkeypatch, capsys):
    """English signs found in German text would be chance."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.speaks("de")
    shutil.copytree(SECTIONS, tmp_path / "handout")
    file = tmp_path / "handout" / "booklet.toml"
    file.write_text(file.read_text("utf-8").replace('"en-GB"', '"de"'), encoding="utf-8")
    card = card_of(all_printed(tmp_path / "handout", desk.paper))
    line = next(line for _, lines in card.lines for line in lines if line.item.id == "cci-15")
    assert not line.answer and "English alone" in line.why_left
    assert answers(card)["ipdas-03"] == "yes"


def test_the_command_writes_both_files_and_tells_programs(tmp_path, monkeypatch, capsys):
    handout = Handout(tmp_path, monkeypatch, capsys)
    handout.body("Rest helps some people. [@lee2020]", tail="")
    assert handout.command("scorecard", "--out", "kit", "--json") == 0, handout.said
    told = json.loads(handout.said[handout.said.index("{") : handout.said.rindex("}") + 1])
    assert [each["instrument"] for each in told["instruments"]] == [instrument.name for instrument in instruments()]
    item = next(item for item in told["instruments"][4]["items"] if item["item"] == "ipdas-03")
    assert item["answer"] == "yes" and item["evidence"][0]["page"] == 1 and item["left_because"] is None
    assert sorted(file.name for file in (tmp_path / "kit").glob("[!.]*")) == ["rest-scorecard.csv", "rest-scorecard.html"]


def test_the_same_booklet_gives_the_same_bytes(card, desk):
    assert card_files(card, desk.cited) == card_files(card_of(desk), desk.cited)
