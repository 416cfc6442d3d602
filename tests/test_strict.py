"""What may not be handed out: words with errors where a manuscript is strict, and a handout past its review date.

To look at, it is built all the same: marked on every page, in what the file says of itself, and in its name.
"""
import json
import re
import shutil
from pathlib import Path

import pytest

from booklet.check.pdf.document import Proof
from booklet.deliver.manifest import manifest_entries
from booklet.studio.desks.words import listed_editions
from tests.conftest import SECTIONS, STARTER
from tests.manuscripts import PROBLEM, Handout, with_authors

WRONG = "\nThis miracle cures everybody.\n"  # promotion, and a claim without proof
BUILD = ("build", "--source", "sections", "--out", "dist")
LATE = ("--date", "2027-11-22")  # the starter is to be reviewed by 21 November 2027


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys) -> Handout:
    """The starter handout, with one sentence that `check` calls wrong."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    shutil.rmtree(handout.folder)
    with_authors(shutil.copytree(STARTER, handout.folder))
    (handout.out / "rest-a4.pdf").unlink()
    section = handout.folder / "040-who-to-ask.md"
    section.write_text(section.read_text(encoding="utf-8") + WRONG, encoding="utf-8")
    return handout


def make_strict(desk: Handout) -> None:
    text = (desk.folder / "booklet.toml").read_text(encoding="utf-8")
    desk.write("booklet.toml", re.sub("strict = false", "strict = true", text))


def built_names(desk: Handout) -> list[str]:
    return sorted(file.name for file in desk.out.iterdir() if file.name != "manifest.json" and not file.name.startswith("."))


def test_a_strict_manuscript_is_not_built_with_an_error_in_its_words(desk):
    """What `check` forbids went to patients, because nobody had typed `check`."""
    make_strict(desk)
    assert desk.command(*BUILD, "--edition", "web") == 1
    assert {found.split(": ")[1] for found in PROBLEM.findall(desk.said)} == {"promotion", "uncited-claim"}
    assert "sections/040-who-to-ask.md:13:6: promotion" in desk.said
    assert desk.said.endswith("build.py build --edition web --draft\n") and built_names(desk) == []


def test_elsewhere_the_build_says_how_many_there_are_and_what_to_type(desk):
    """Rules made for one kind of text must not be a wall for another."""
    assert desk.command(*BUILD, "--edition", "web") == 0
    assert "The words have 2 problems. To see where: python build.py check\n" in desk.said
    assert desk.command("check", "--source", "sections") == 1 and "2 problems" in desk.said


def test_the_command_that_is_told_has_the_options_in_force(desk):
    desk.folder.rename(desk.home / "our pages")
    desk.command("build", "--source", "our pages", "--out", "made", "--edition", "web", "--date", "2026-11-30")
    assert "To see where: python build.py check --source 'our pages' --date 2026-11-30\n" in desk.said


def test_what_the_line_refuses_is_told_with_the_words_and_no_draft_is_offered(desk):
    make_strict(desk)
    section = desk.folder / "040-who-to-ask.md"
    section.write_text(section.read_text(encoding="utf-8") + "\nIt helps. [@nobody1999]\n", encoding="utf-8")
    assert desk.command(*BUILD, "--edition", "web", *LATE) == 1
    assert {found.split(": ")[1] for found in PROBLEM.findall(desk.said)} == {
        "promotion", "uncited-claim", "unknown-citation", "past-review",
    }  # fmt: skip
    assert "--draft" not in desk.said


def test_good_words_are_built_in_a_strict_manuscript_too(desk):
    make_strict(desk)
    section = desk.folder / "040-who-to-ask.md"
    section.write_text(section.read_text(encoding="utf-8").replace(WRONG, ""), encoding="utf-8")
    assert desk.command(*BUILD, "--edition", "web") == 0 and "problem" not in desk.said
    assert built_names(desk) == ["clean-hands.html"]


def test_nothing_is_built_after_the_review_date_whatever_the_rules(desk):
    assert desk.command(*BUILD, "--edition", "web", "--date", "2027-11-21") == 0, "the day itself is in time"
    before = desk.files()
    assert desk.command(*BUILD, "--edition", "web", *LATE) == 1
    assert PROBLEM.findall(desk.said) == ["sections/booklet.toml:10: past-review"] and desk.files() == before
    assert desk.said.endswith("build.py build --edition web --date 2027-11-22 --draft\n")


# To look at


def test_a_draft_says_so_on_every_page_in_the_file_and_in_its_name_though_all_is_signed(desk):
    make_strict(desk)
    who = ("--reviewer", "A. Lee", "--role", "Ward sister", "--date", "2026-11-20")
    assert desk.command("signoff", "--all", *who, "--source", "sections") == 0
    assert desk.command(*BUILD, "--edition", "a4", "--edition", "web", "--edition", "text", "--draft") == 0, desk.said
    assert built_names(desk) == ["clean-hands-a4.DRAFT.pdf", "clean-hands.DRAFT.html", "clean-hands.DRAFT.txt"]
    content = (desk.out / "clean-hands-a4.DRAFT.pdf").read_bytes()
    proof = Proof(content)
    cover, *others = (" ".join(proof.text_of(index).split()) for index in range(proof.page_count))
    assert "DRAFT. Made for authors and reviewers. Not for patients." in cover and "Signed off by" not in cover
    assert all("DRAFT. Version" in page for page in others)
    assert "This handout is a draft, made for its authors and reviewers." in others[-1]
    packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", content, re.DOTALL)[0].decode()
    assert ">DRAFT. " in packet and "draft, patient handout" in packet
    for name in ("clean-hands.DRAFT.html", "clean-hands.DRAFT.txt"):
        text = (desk.out / name).read_text(encoding="utf-8")
        assert "DRAFT. Made for authors and reviewers. Not for patients." in text and "Signed off by" not in text
    assert "The words have 2 problems" in desk.said


def test_a_draft_shows_its_pages_whatever_is_wrong_with_them(desk):
    """Who is told that page 2 holds too small type wants to see page 2. Only settings that cannot be read leave nothing to see."""
    section = desk.folder / "040-who-to-ask.md"
    wrong = "\n\n![A bed](figures/nothing.png)\nFigure: The bed.\n\nSee **the nurse. [](#nothing) shows a bed. Rest <b>well. [@nobody1999]\n"
    wrong += "\nCall {{ clinic.nobody }} now, type `{{ no }}`.\n"
    wrong += "\n| Drug | Dose |\n| A | 75 mg |\n\n| Drug | Dose |\n|---|---|\n| B | 5 mg | at night |\n"
    wrong += "\n::: actoin Rest\nSlowly \x01 \ud7ff.\n:::\n\n" + "::: action So\n" * 90 + "Deep down.\n" + ":::\n" * 90
    section.write_text(section.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    small = '\n[editions.small]\npaper = "A4"\npromises.smallest_type_pt = 40\n'
    settings = desk.folder / "booklet.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("figures/cover.svg", "figures/no.svg") + small, encoding="utf-8")
    asked = desk.folder / "030-how-to-wash.md"
    asked.write_text(asked.read_text(encoding="utf-8").replace("opener: ", "opener: no-such-"), encoding="utf-8")
    assert desk.command(*BUILD, "--edition", "small", "--edition", "text", "--draft") == 0, desk.said
    assert {found.split(": ")[1] for found in PROBLEM.findall(desk.said)} >= {
        "missing-image", "stray-mark", "raw-html", "unknown-citation", "broken-promise", "unknown-callout", "nested-callout",
        "missing-letter", "strange-text", "bad-front-matter", "outside-file",
    }  # fmt: skip
    assert "problems. A draft is made all the same, and nothing else." in desk.said
    assert built_names(desk) == ["clean-hands-small.DRAFT.pdf", "clean-hands.DRAFT.txt"]
    page = " ".join(Proof((desk.out / "clean-hands-small.DRAFT.pdf").read_bytes()).words_text().split())
    assert "To be mended: figures/nothing.png cannot be printed. The bed. See **the nurse. Figure ?" in page
    assert "Rest Slowly" in page and "Deep down." in page
    assert "| A | 75 mg |" in page and "5 mg | at night" in page, "and a table that is none loses no dose"
    assert "Call {{ clinic.nobody }} now, type {{ no }}." in page, "nor does a sentence lose its number without a mark"
    settings.write_text(settings.read_text(encoding="utf-8") + "[[editions]]\n", encoding="utf-8")
    assert desk.command(*BUILD, "--edition", "text", "--draft") == 1 and "bad-toml" in desk.said


def test_a_draft_is_beside_the_last_good_file_and_never_fresh(desk):
    """Who looks at a draft shall not lose what was good, nor find it taken for good."""
    assert desk.command(*BUILD, "--edition", "web") == 0
    good = (desk.out / "clean-hands.html").read_bytes()
    assert desk.command(*BUILD, "--edition", "web", "--draft") == 0
    assert (desk.out / "clean-hands.html").read_bytes() == good
    assert desk.command(*BUILD, "--edition", "web") == 0 and "up to date" in desk.said, "the good one is as fresh as before"
    (desk.out / "clean-hands.html").unlink()
    assert desk.command(*BUILD, "--edition", "web") == 0 and "up to date" not in desk.said
    offered = {row["name"]: row["draft"] for row in listed_editions("sections", "", "2026-11-21", "dist")}
    assert offered == dict.fromkeys(offered, "") | {"web": "clean-hands.DRAFT.html"}  # what the studio hands over to look at
    desk.command("editions", "--json", "--source", "sections", "--out", "dist")
    rows = {row["edition"]: row for row in json.JSONDecoder().raw_decode(desk.said)[0]["editions"]}
    assert rows["web"]["built"] and not rows["text"]["built"]


def test_a_draft_is_in_no_message(desk):
    assert desk.command(*BUILD, "--edition", "a4", "--draft") == 0
    for edition in ((), ("--edition", "a4"), ("--edition", "a4.DRAFT")):
        wish = ("draft", "--to", "a@example.org", "--example", "--source", "sections", "--built", "dist", *edition)
        assert desk.command(*wish) == 1
        assert not list(desk.home.glob("*.eml"))
    desk.command("draft", "--to", "a@example.org", "--example", "--source", "sections", "--built", "dist")
    assert "not built but as a DRAFT, which is for its authors and reviewers alone" in desk.said


def test_what_a_strict_build_refuses_is_not_mailed_from_an_older_build(desk):
    """The rules were made strict after the file: it is still the file that a build would write, if it wrote one."""
    assert desk.command(*BUILD, "--edition", "a4") == 0
    make_strict(desk)
    assert desk.command("draft", "--to", "a@example.org", "--example", "--source", "sections", "--built", "dist") == 1
    assert "promotion" in desk.said and not list(desk.home.glob("*.eml"))


def test_the_first_built_file_to_look_over_is_a_good_one(desk):
    desk.command(*BUILD, "--edition", "a4", "--draft")
    assert manifest_entries(desk.out)[0]["file"] == "clean-hands-a4.DRAFT.pdf"
    assert desk.command("contact-sheet", "--out", "sheet.png") == 0 and Path("sheet.png").is_file()


def test_the_rules_are_a_table_of_their_own_and_know_their_words(desk):
    text = (desk.folder / "booklet.toml").read_text(encoding="utf-8")
    desk.write("booklet.toml", text.replace("strict = false", "strickt = true"))
    assert desk.command(*BUILD) == 1 and "did you mean strict?" in desk.said


def test_the_shipped_handout_asks_for_strict_rules():
    assert re.search(r"^\[rules\]\nstrict = true", (SECTIONS / "booklet.toml").read_text(encoding="utf-8"), re.MULTILINE)
