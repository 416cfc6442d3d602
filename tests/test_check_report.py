"""The report: all 31 checkpoints, nothing called passed that no machine looked at, and itself accessible."""
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import page
import pytest
from pikepdf import Dictionary, Name, String

from booklet.check.bounds import Judgement, judge_within_bounds
from booklet.check.pdf.document import Proof
from booklet.review.accessibility_report import (
    ABSENT, FAILED, LEFT, PASSED, PREFIX, checkpoints_of, protocol, report_html, report_of,
)  # fmt: skip
from tests.commands import typed
from tests.conftest import ROOT
from tests.spoiling import elements, spoiled


@pytest.fixture(scope="module")
def judged(good) -> Judgement:
    return judge_within_bounds(good, "clean-hands.pdf")


@pytest.fixture(scope="module")
def printed(judged) -> bytes:
    return report_of(judged, ".pdf")


def states(judgement: Judgement) -> dict[str, str]:
    return {condition.id: condition.state for point in checkpoints_of(judgement) for condition in point.conditions}


def test_the_protocol_is_there_as_a_whole():
    """Matterhorn Protocol 1.1: 31 checkpoints, 135 conditions (87 for a machine) and two without one."""
    known = protocol()
    assert [entry["number"] for entry in known] == [f"{number:02}" for number in range(1, 32)]
    conditions = [asked for entry in known for asked in entry["conditions"]]
    assert Counter(asked["by"] for asked in conditions) == {"machine": 87, "person": 48}
    assert [entry["number"] for entry in known if not entry["conditions"]] == ["23", "27"]
    for entry in known:
        numbers = [asked["id"] for asked in entry["conditions"]]
        assert numbers == [f"{entry['number']}-{n:03}" for n in range(1, len(numbers) + 1)]


def test_every_rule_that_is_named_is_one_of_the_validator():
    """A slip in a name would call a condition passed for ever."""
    program = Path(page._page.__file__).read_bytes()
    known = protocol()
    for rule in {rule for entry in known for asked in entry["conditions"] for rule in asked.get("rules", ())}:
        assert (PREFIX + rule).encode() in program, rule


def test_nothing_is_passed_that_no_rule_looked_at(judged):
    known = protocol()
    conditions = [asked for entry in known for asked in entry["conditions"]]
    by_machine = {asked["id"] for asked in conditions if asked["by"] == "machine" and asked.get("rules")}
    assert {id_ for id_, state in states(judged).items() if state == PASSED} <= by_machine
    unasked = replace(judged, conformance={}, contents=None)
    assert set(states(unasked).values()) == {LEFT}


def test_what_is_not_in_the_file_is_found_to_be_absent(judged, good):
    def spoil(pdf):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))

    scripted = states(judge_within_bounds(spoiled(good, spoil), "a.pdf"))
    for id_ in ("03-003", "05-003", "29-001"):
        assert (states(judged)[id_], scripted[id_]) == (ABSENT, LEFT)
    assert states(judged)["15-003"] == PASSED and states(judged)["17-002"] == ABSENT


def test_of_a_file_without_tags_nobody_says_that_it_has_no_tables(good):
    def spoil(pdf):
        del pdf.Root.StructTreeRoot

    found = states(judge_within_bounds(spoiled(good, spoil), "a.pdf"))
    assert found["15-001"] == found["16-001"] == LEFT and found["01-005"] == FAILED


def test_a_failure_is_shown_with_its_pages_and_its_rule(good):
    def spoil(pdf):
        del elements(pdf, "Figure")[0].Alt

    judgement = judge_within_bounds(spoiled(good, spoil), "a.pdf")
    (condition,) = [c for point in checkpoints_of(judgement) for c in point.conditions if c.id == "13-004"]
    assert condition.state == FAILED and condition.why == "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001, page 5"


def test_the_report_keeps_the_promises_that_it_judges_by(printed):
    judgement = judge_within_bounds(printed, "report.pdf")
    assert judgement.problems == () and judgement.unmeasured == () and judgement.conformance["pdf/ua-1"]


def test_the_report_names_the_file_and_leaves_room_to_sign(judged, printed):
    text = " ".join(Proof(printed).words_text().split())
    for words in ("clean-hands.pdf", "Clean hands", judged.sha256[:8], "Name", "Date", "01 Real content", "31 Fonts"):
        assert words in text
    assert text.count("Verdict on what is left") == sum(point.state == LEFT for point in checkpoints_of(judged))
    assert not re.search(r"20[0-9]{2}-[0-9]{2}|20[0-9]{2} at", text)  # nobody's clock


def test_the_same_file_gives_the_same_report(judged, printed):
    assert report_of(judged, ".pdf") == printed
    assert report_of(judged) == report_of(judged)


def test_the_html_needs_no_other_file_and_no_network(judged):
    html = report_of(judged).decode()
    assert not re.search(r"(?:src|href)=|@import|url\((?!data:)", html)
    assert html.count("data:font/woff2") == (ROOT / "styles" / "base.css").read_text("utf-8").count("@font-face")


def test_what_stands_in_a_file_is_text_in_its_report(judged):
    """The title of a file from outside is somebody else's words."""
    html = report_html(replace(judged, title="<script>alert(1)</script>", name='"><img src=x>'), "body {}")
    assert "<script" not in html and "<img" not in html


def test_the_command_writes_either_kind_and_refuses_others(good, tmp_path):
    (tmp_path / "a.pdf").write_bytes(good)
    for name, status in (("r.html", 0), ("r.pdf", 0), ("r.docx", 2)):
        told = typed("check", tmp_path / "a.pdf", "--report", tmp_path / name)
        assert (told.returncode, (tmp_path / name).exists()) == (status, status == 0), told.stderr
    assert typed("check", "--report", "r.html").returncode == 2 and not (ROOT / "r.html").exists()
