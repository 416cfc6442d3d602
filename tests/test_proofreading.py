"""The proofreader: what `python build.py check` says of the words of a manuscript, and in which forms."""
import json
import shutil
from pathlib import Path

import pytest

from booklet.core.catalogue import catalogue
from tests.conftest import SECTIONS
from tests.manuscripts import Handout

BAD = Path(__file__).resolve().parent / "cases/words/bad/sections"
# Every code that five sections with mistakes are told, with line and column; errors stand before advice.
TOLD_OF_BAD = """\
010-hard-words.md:7:23: explained-late
020-numbers.md:6:13: mixed-denominator
020-numbers.md:7:21: bare-percent
020-numbers.md:8:20: relative-risk
020-numbers.md:9:15: stray-number
030-proof.md:6:1: animals-as-fact
030-proof.md:9:1: uncited-claim
030-proof.md:12:15: weak-as-works
040-tone.md:1: promotion
040-tone.md:6:26: promotion
040-tone.md:7:4: stigma
010-hard-words.md:6:1: hard-word
010-hard-words.md:6:1: sentence-too-long
010-hard-words.md:6:43: hard-word
020-numbers.md:6:13: one-in-n
020-numbers.md:10:16: lonely-rate
020-numbers.md:12:16: vague-frequency
030-proof.md:15:1: needless-general
040-tone.md:6:1: puffery
050-actions.md:7:3: no-you
"""
ABOUT_NO_SECTION = ("not-verified", "not-signed")


def told(handout: Handout, folder: Path, *options: str) -> dict:
    """What check says of a folder, as JSON."""
    handout.command("check", "--source", str(folder), "--json", *options)
    return json.loads(handout.said)


def test_the_shipped_handout_passes(handout):
    said = told(handout, SECTIONS)
    assert [problem for problem in said["problems"] if problem["level"] == "error"] == []
    assert handout.command("check", "--source", str(SECTIONS)) == 0
    assert "no problems found" in handout.said


def test_the_shipped_handout_is_plain_enough(handout):
    """Grade 6 by Flesch-Kincaid, 8 by SMOG, with the words of its glossary as easy ones; no sentence over 25 words."""
    grades = told(handout, SECTIONS)["grades"]["booklet"]
    assert 0 < grades["flesch_kincaid_easy"] <= 6 and 0 < grades["smog_easy"] <= 8
    assert grades["words_in_a_sentence"] <= 15 and grades["sentences"] > 300


def test_five_bad_sections_are_told_each_fault_on_its_line_and_nothing_else(handout):
    shutil.copytree(BAD, handout.home / "bad")
    handout.command("check", "--source", "bad")
    lines = [line for line in handout.said.splitlines() if line.startswith("bad/")]
    kinds = [line.removeprefix("bad/").split(": ")[:2] for line in lines]
    found = [f"{place}: {code}" for place, code in kinds if code not in ABOUT_NO_SECTION]
    assert found == TOLD_OF_BAD.splitlines()
    assert "problems; " in handout.said and "Traceback" not in handout.said


def test_what_a_build_would_refuse_and_what_the_words_lack_are_told_together(handout):
    handout.body("It heals. [@nobody1999]\n\nThis miracle pill resets you.")
    codes = [problem["code"] for problem in told(handout, Path("sections"))["problems"]]
    assert {"unknown-citation", "promotion"} <= set(codes)


def test_advice_alone_ends_well(handout):
    handout.body("Rest may help, and it is rarely bad for you. [@lee2020]")
    said = told(handout, Path("sections"))
    assert {problem["level"] for problem in said["problems"]} == {"advice"}
    assert handout.command("check") == 0


def test_the_hardest_sentences_are_listed_worst_first(handout):
    assert handout.command("check", "--source", str(SECTIONS), "--worst", "10") == 0
    grades = [float(line.split(": grade ")[1].split(",")[0]) for line in handout.said.splitlines()]
    assert len(grades) == 10 and grades == sorted(grades, reverse=True)


def test_a_forge_reads_the_problems_as_sarif(handout):
    """SARIF 2.1.0, 3.27: each result names its rule, its weight and where it is."""
    shutil.copytree(BAD, handout.home / "bad")
    assert handout.command("check", "--source", "bad", "--sarif") == 1
    log = json.loads(handout.said)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]
    assert log["version"] == "2.1.0" and len(run["results"]) >= len(TOLD_OF_BAD.splitlines())
    assert (first["ruleId"], first["level"], rules[first["ruleIndex"]]) == ("explained-late", "error", "explained-late")
    assert region == {"artifactLocation": {"uri": "bad/010-hard-words.md"}, "region": {"startLine": 7, "startColumn": 23}}
    assert {result["level"] for result in run["results"]} == {"error", "note"}


def test_every_code_can_be_explained(handout):
    def is_explained(code: str) -> bool:
        return handout.command("check", "--code", code) == 0 and catalogue()[code].rule in handout.said

    assert [code for code in sorted(catalogue()) if not is_explained(code)] == []


def test_a_code_that_there_is_not_comes_with_the_nearest(handout):
    assert handout.command("check", "--code", "pasive-voice") == 2
    assert "did you mean passive-voice?" in handout.said
    assert handout.command("check", "--code", "all") == 0
    assert len(handout.said.splitlines()) == len(catalogue())


def test_text_in_another_language_is_said_not_to_be_scored(handout):
    handout.change("booklet.toml", 'language = "en-GB"', 'language = "de"')
    handout.body("Dieses Wundermittel wurde von 20% der Patienten genommen.")
    said = told(handout, Path("sections"))
    assert said["grades"]["booklet"] is None
    assert {problem["code"] for problem in said["problems"]} <= {"no-printed-words", "no-reading-formula", *ABOUT_NO_SECTION}
    handout.command("check")
    assert "no formula" in handout.said and "language de" in handout.said


def test_a_section_of_forty_thousand_words_is_told_and_the_others_are_judged(handout):
    handout.write("020-long.md", "---\ntitle: Long\nrunning_head: Long\n---\n" + "Rest is good for you. [@lee2020]\n" * 8_000)
    handout.body("This miracle pill resets you.")
    codes = {problem["code"] for problem in told(handout, Path("sections"))["problems"]}
    assert {"file-too-long", "promotion"} <= codes


@pytest.mark.parametrize("line", ["a b " * 999, "1" * 3_900, "is was be " * 390, "[" * 3_900, "(was " * 780, "may " * 975])
def test_text_that_is_made_to_stall_a_rule_is_judged_all_the_same(handout, line):
    handout.body(f"{line}\n" * 14)
    assert told(handout, Path("sections"))["problems"]
