"""What an author lets stand, what was known before, and how strict the press shall be: the author decides, and it shows."""
import json

import pytest

from booklet.load.load import load_manuscript
from booklet.pipeline import read_manuscript
from booklet.review.ledger import ledger_rows
from booklet.cite.cite import cite_manuscript
from booklet.words.check import read_proof
from booklet.words.text import read_copy
from tests.manuscripts import FIRST_LINE

SECTION = "sections/010-rest.md"


def told(handout) -> set[str]:
    return {f"{problem.place.line}: {problem.slug}" for problem in read_proof(handout.folder, None).problems}


def test_a_finding_is_let_stand_for_a_reason(handout):
    """The form that patients sign says 1%, whatever is right for a handout."""
    handout.body("1% felt sick. [@lee2020]\nIt is a miracle.")
    assert {f"{FIRST_LINE}: bare-percent", f"{FIRST_LINE + 1}: promotion"} <= told(handout)
    handout.body("1% felt sick. [@lee2020] <!-- allow: bare-percent so the form says it -->\nIt is a miracle.")
    assert f"{FIRST_LINE}: bare-percent" not in told(handout)
    assert f"{FIRST_LINE + 1}: promotion" in told(handout)


@pytest.mark.parametrize(
    ("comment", "code"),
    [("allow: bare-percent", "bad-allowance"), ("allow: bare-precent so it is", "bad-allowance"), ("allow:", "bad-allowance"),
     ("allow: promotion so it is", "idle-allowance")],
)  # fmt: skip
def test_an_allowance_that_allows_nothing_is_told(handout, comment, code):
    handout.body(f"1% felt sick. [@lee2020] <!-- {comment} -->")
    assert {f"{FIRST_LINE}: bare-percent", f"{FIRST_LINE}: {code}"} <= told(handout)


def test_the_ledger_lists_it_for_who_signs(handout):
    handout.body("1% felt sick. <!-- allow: bare-percent so the form says it -->")
    manuscript = load_manuscript(handout.folder)
    copy = read_copy(manuscript)
    rows = ledger_rows(copy, cite_manuscript(manuscript), [1] * len(copy.sentences))
    assert [row.exceptions for row in rows if "sick" in row.text] == [("bare-percent: so the form says it",)]


@pytest.mark.parametrize("level", ["error", "advice", "off"])
def test_a_rule_has_the_level_that_is_set(handout, level):
    handout.body("It is a *miracle*. [@lee2020]")
    settings = (handout.folder / "booklet.toml").read_text().replace('italics = "error"', f'italics = "{level}"\npromotion = "{level}"')
    handout.write("booklet.toml", settings)
    found = {problem.slug: problem.is_advice for problem in read_proof(handout.folder, None).problems}
    wanted = {} if level == "off" else dict.fromkeys(("italics", "promotion"), level == "advice")
    assert {code: found[code] for code in found.keys() & {"italics", "promotion"}} == wanted


@pytest.mark.parametrize("name", ["unknown-citation", "italic", "missing-alt"])
def test_what_would_mislead_a_patient_is_no_matter_of_taste(handout, name):
    handout.change("booklet.toml", 'italics = "error"', f'{name} = "off"')
    assert [problem.rpartition(": ")[2] for problem in handout.refused()] == ["bad-setting"]


def test_a_handout_that_cites_nothing_is_told_so_once(handout):
    handout.write("references.json", "[]")
    handout.write("numbers.json", "[]")
    handout.body("Rest lowers pain in 6 days. It takes 20 minutes. Sleep eases it.", tail="")
    codes = [problem.slug for problem in read_proof(handout.folder, None).problems]
    assert codes.count("no-sources") == 1
    assert not {"uncited-claim", "stray-number"} & {*codes}


def test_what_was_known_is_not_told_again(handout):
    handout.body("1% felt sick. [@lee2020]")
    assert handout.command("check", "--source", "sections", "--json") == 0
    known = handout.home / "known.json"
    told = handout.said[handout.said.index("{") :]
    assert json.loads(told)["problems"]
    for letters in ("utf-16", "utf-8-sig", "utf-8"):  # PowerShell writes one of the first two
        known.write_text(told, encoding=letters)
        assert handout.command("check", "--source", "sections", "--baseline", "known.json") == 0, letters
    assert "bare-percent" not in handout.said and "not told again" in handout.said
    handout.body("\n1% felt sick. [@lee2020] 2% felt cold.")
    handout.command("check", "--source", "sections", "--baseline", "known.json")
    assert "“2%”" in handout.said and "“1%”" not in handout.said


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"problems": [1]}', "x" * 100])
def test_another_file_is_no_baseline(handout, content):
    (handout.home / "known.json").write_text(content)
    assert handout.command("check", "--source", "sections", "--baseline", "known.json") == 2
    assert "no file of findings" in handout.said


def test_a_new_handout_is_built_with_all_that_is_a_matter_of_taste(handout):
    """Lenient until its author says otherwise: nothing of it stops a build, and all of it is told."""
    settings = (handout.folder / "booklet.toml").read_text()
    handout.write("booklet.toml", settings[: settings.index("[rules]")])
    handout.write("glossary.md", "nap\n:   A short sleep.\n")
    handout.body("#### So\n\nRest *well*, as 23 of 100 do.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n• tea\n\n[^1]: So.")
    read_manuscript(handout.folder)
    found = {problem.slug for problem in read_proof(handout.folder, None).problems if problem.is_advice}
    wanted = {"heading-level", "italics", "unsourced-number", "missing-caption", "typed-bullet", "unused-note", "unused-term"}
    assert wanted <= found
