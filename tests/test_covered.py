"""What a sign-off covers: everything that a patient reads. Whatever of it is changed, the booklet is a draft again."""
import json
import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.check.pdf.document import Proof
from booklet.core.problems import BookletError
from booklet.load.load import load_manuscript
from booklet.load.signed.signoff_file import sign_offs_text
from booklet.model.signoff import SignOff
from booklet.pipeline import make_edition, read_manuscript
from tests.manuscripts import FILES, HEAD, Handout

WHO = ("--reviewer", "A. Lee", "--role", "Ward sister", "--date", "2026-03-14")
DAY = date(2026, 11, 21)
EDITIONS = '''
cover = "figures/bed.svg"

[editions.text]
medium = "text"

[editions.fold]
paper = "A5"
sheet = "A4"
imposition = "saddle-stitch"
sections = "core"
drawings = "compact"
by_default = false
'''
REST = """core: yes
---
Rest for a day. [@lee2020]

<!-- summary -->
- Sleep well.
- Eat well.

![A bed with a pillow at its left end.](figures/bed.svg)
Figure: A bed.
Description: A bed from the side.

{{ figure("n01") }}

It helped {{ numbers.n01.people }} people. [@ray2021]

{% if clinic.country == "GB" %}
Tell your nurse. [@lee2020]
{% endif %}
"""
RAY = {
    "id": "ray2021", "type": "book", "title": "Sleep", "author": [{"family": "Ray", "given": "B"}],
    "issued": {"date-parts": [[2021]]}, "custom": {"evidence": "review"},
}  # fmt: skip
WORKS = json.loads(FILES["references.json"])


def manuscript_files() -> dict[str, str]:
    """A small manuscript with one of everything that a patient reads."""
    toml, cover, short = FILES["booklet.toml"], *EDITIONS.split("\n\n", 1)
    at = toml.index("[editions")
    return FILES | {
        "booklet.toml": f"{toml[:at].rstrip()}{cover}\n\n{toml[at:]}\n{short}",
        "010-rest.md": HEAD.removesuffix("---\n") + REST,
        "020-eat.md": HEAD.replace("Does rest help?", "What to eat") + "Eat what you like.\n",
        "030-ask.md": HEAD.replace("Does rest help?", "Whom to ask") + "Ask the NHS.\n",
        "glossary.md": "rest\n:   Doing nothing at all.\n\n*[NHS]: National Health Service\n",
        "references.json": json.dumps([*WORKS, RAY]),
        "figures/compact/bed.svg": FILES["figures/bed.svg"].replace("40 20", "20 40"),
    }


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    made = Handout(tmp_path, monkeypatch, capsys)
    for name, text in manuscript_files().items():
        made.write(name, text)
    assert made.command("signoff", "--all", *WHO, "--source", "sections") == 0, made.said
    assert load_manuscript(made.folder, None, DAY).standing.is_signed
    return made


def exchange(name: str, old: str, new: str) -> Callable[[Handout], None]:
    def change(handout: Handout) -> None:
        text = (handout.folder / name).read_text(encoding="utf-8")
        assert old in text
        handout.write(name, text.replace(old, new, 1))

    return change


def rename(old: str, new: str) -> Callable[[Handout], None]:
    return lambda handout: (handout.folder / old).rename(handout.folder / new)


def voided(handout: Handout) -> set[str]:
    """The names of the parts that are no longer signed as they stand."""
    standing = load_manuscript(handout.folder, None, DAY).standing
    assert standing.is_draft and "Signed off by" not in standing.badge + standing.sentence
    return {part.id for part in standing.parts if not part.is_signed} | {s.section for s in standing.stray}


COVER, ORDER, SUMMARY, LIST = ("booklet/cover",), ("booklet/order",), ("booklet/summary",), ("booklet/references",)
TOML, WORK = "booklet.toml", "references.json"


@pytest.mark.parametrize(("change", "parts"), [
    pytest.param(exchange(TOML, '"Rest"', '"Sleep"'), COVER, id="title"),
    pytest.param(exchange(TOML, "How to do nothing", "How to do all"), COVER, id="subtitle"),
    pytest.param(exchange(TOML, "For everybody", "For children under five"), COVER, id="audience"),
    pytest.param(exchange(TOML, "An example.", "This replaces your doctor."), COVER, id="notice"),
    pytest.param(exchange(TOML, '["A. Lee"]', '["A. Lee", "B. Ray"]'), COVER, id="authors"),
    pytest.param(exchange(TOML, "Nobody paid.", "A maker paid."), COVER, id="funding"),
    pytest.param(exchange(TOML, "en-GB", "en-US"), COVER, id="language"),
    pytest.param(exchange(TOML, "2027-01-01", "2029-01-01"), COVER, id="review date"),
    pytest.param(exchange(TOML, 'cover = "figures/bed.svg"\n', ""), COVER, id="no cover picture"),
    pytest.param(exchange(TOML, "Not safe?", "Not happy?"), COVER, id="question of a help card"),
    pytest.param(exchange(TOML, 'contact = "crisis"', 'contact = "daytime"'), COVER, id="whom a help card names"),
    pytest.param(exchange(TOML, "\nhelp =", '\nback = [{label = "Notes"}]\nhelp ='), COVER, id="lines of the back page"),
    pytest.param(exchange(TOML, '[editions.a4]\n', '[editions.a4]\nsections = "core"\n'), COVER, id="an edition cut short"),
    pytest.param(exchange(TOML, 'sections = "core"', 'references = "code"'), COVER, id="an edition without references"),
    pytest.param(exchange("figures/bed.svg", 'width="40"', 'width="30"'), (*COVER, "rest"), id="cover picture redrawn"),
    pytest.param(exchange("figures/compact/bed.svg", 'width="40"', 'width="9"'), (*COVER, "rest"), id="compact drawing"),
    pytest.param(rename("020-eat.md", "040-eat.md"), ORDER, id="order of sections"),
    pytest.param(exchange("010-rest.md", "core: yes\n", ""), ORDER, id="no longer in short editions"),
    pytest.param(exchange("020-eat.md", "running_head", "core: yes\nrunning_head"), ORDER, id="now in short editions"),
    pytest.param(exchange("020-eat.md", "running_head", "layout: single-page\nrunning_head"), ORDER, id="layout"),
    pytest.param(rename("020-eat.md", "020-food.md"), (*ORDER, "food", "eat"), id="a section renamed"),
    pytest.param(exchange("010-rest.md", "<!-- summary -->\n", ""), SUMMARY, id="no summary"),
    pytest.param(exchange("020-eat.md", "Eat what", "<!-- summary -->\nEat what"), SUMMARY, id="more in the summary"),
    pytest.param(exchange("010-rest.md", "- Eat well.\n\n", "\nEat well.\n\n"), (*SUMMARY, "rest"), id="less in the summary"),
    pytest.param(exchange("010-rest.md", "- Sleep well.\n- Eat", "- Sleep.\n- Eat"), (*SUMMARY, "rest"), id="a word of it"),
    pytest.param(exchange(WORK, '"Rest"', '"Work"'), LIST, id="title of a work"),
    pytest.param(exchange(WORK, "2020", "1950"), LIST, id="year of a work"),
    pytest.param(exchange(WORK, '"Ray"', '"Roy"'), LIST, id="author of a work"),
    pytest.param(exchange(WORK, '"type": "book"', '"type": "book", "URL": "https://a.example/b"'), LIST, id="address"),
    pytest.param(exchange("glossary.md", "nothing at all", "little"), ("glossary",), id="a meaning"),
    pytest.param(exchange("glossary.md", "National Health Service", "New Home Sale"), ("glossary",), id="abbreviation"),
    pytest.param(exchange("numbers.json", '"people": 73', '"people": 37'), ("rest",), id="number"),
    pytest.param(exchange("numbers.json", '"after": 6', '"after": 7'), ("rest",), id="chart"),
    pytest.param(exchange("numbers.json", "Further right", "Further left"), ("rest",), id="words of a chart"),
    pytest.param(exchange("010-rest.md", "from the side", "from above"), ("rest",), id="description"),
    pytest.param(exchange("010-rest.md", '== "GB"', '== "US"'), ("rest",), id="condition"),
])  # fmt: skip
def test_what_a_patient_reads_voids_its_own_part_and_no_other(handout, change, parts):
    """The cover went on saying "Signed off by" over a title that nobody had signed."""
    change(handout)
    assert voided(handout) == set(parts)


@pytest.mark.parametrize("change", [
    pytest.param(exchange(TOML, 'version = "1"', 'version = "2"'), id="version"),
    pytest.param(exchange(TOML, "2026-01-01", "2026-02-01"), id="day of publication"),
    pytest.param(exchange(TOML, "[editions.text]", '[editions.letter]\npaper = "Letter"\n\n[editions.text]'), id="paper"),
    pytest.param(exchange(TOML, 'paper = "A4"', 'paper = "A4"\nfigure_width_mm = 120'), id="width of figures"),
    pytest.param(rename("020-eat.md", "025-eat.md"), id="a number, and the same order"),
    pytest.param(exchange(WORK, '"issued"', '\n"issued"'), id="blanks in a work"),
    pytest.param(exchange("clinic.example.toml", 'country = "GB"', 'country = "US"'), id="clinic"),
])  # fmt: skip
def test_what_is_no_word_for_a_patient_voids_nothing(handout, change):
    change(handout)
    assert load_manuscript(handout.folder, None, DAY).standing.is_signed


def test_a_work_that_is_cited_by_its_number_is_signed_too(handout):
    """Its line could be changed into another one under a sign-off."""
    exchange(WORK, '"title": "Sleep"', '"DOI": "10.1000/182(20)X", "title": "Sleep"')(handout)
    for name in ("010-rest.md", "020-eat.md"):
        file = handout.folder / name
        file.write_text(file.read_text(encoding="utf-8").replace("@ray2021", "@doi:10.1000/182(20)x"), encoding="utf-8")
    parts = {part.id: part for part in load_manuscript(handout.folder, None, DAY).standing.parts}
    assert "ray2021, title: Sleep" in [statement.words for statement in parts["booklet/references"].statements]


def test_a_void_cover_is_told_at_its_line_in_words_and_with_what_to_type(handout):
    exchange(TOML, "For everybody", "For children")(handout)
    handout.command("check", "--source", "sections", "--date", "2026-11-21")
    assert "sections/booklet.toml:4: sign-off-void" in handout.said
    assert 'changed since: "Audience: For everybody" is now "Audience: For children" (A. Lee signed this part' in handout.said
    assert "after review: python build.py signoff booklet/cover --reviewer 'A. Lee' --role" in handout.said


def test_what_to_type_is_about_the_folder_that_was_asked_about(handout):
    """`check --source mine` advised a command that signs the other handout."""
    (handout.folder / "signoff.toml").unlink()
    handout.folder.rename(handout.home / "our pages")
    handout.command("check", "--source", "our pages", "--clinic", "our pages/clinic.example.toml")
    assert "python build.py signoff --all --source 'our pages' --clinic 'our pages/clinic.example.toml'" in handout.said
    assert "python build.py refs verify --source 'our pages'" in handout.said


def test_a_file_from_before_the_cover_was_signed_says_what_is_not_signed(handout):
    """It signed the sections, and nothing else: it holds for these, and the booklet is a draft."""
    handout.command("signoff", "--withdraw", *COVER, *ORDER, *SUMMARY, *LIST, "--source", "sections")
    assert voided(handout) == {*COVER, *ORDER, *SUMMARY, *LIST}
    handout.command("check", "--source", "sections", "--date", "2026-11-21")
    assert "booklet/cover is not signed off: title, subtitle, audience, notice" in handout.said
    assert handout.said.count("is not signed off") == 4 and "sign-off-void" not in handout.said


def test_two_reviewers_can_share_the_parts(handout):
    handout.command("signoff", "--withdraw", "--all", "--source", "sections")
    texts = ("rest", "eat", "ask", "glossary")
    assert handout.command("signoff", *texts, *WHO, "--source", "sections") == 0
    assert voided(handout) == {*COVER, *ORDER, *SUMMARY, *LIST}
    by = ("--reviewer", "B. Ray", "--role", "Editor", "--date", "2026-03-15")
    assert handout.command("signoff", *COVER, *ORDER, *SUMMARY, *LIST, *by, "--source", "sections") == 0
    assert load_manuscript(handout.folder, None, DAY).standing.badge.startswith("Signed off")


def test_what_has_changed_on_the_cover_is_in_the_list_of_changes(handout):
    """For reviewers with old and new words; patients are not told that nothing has changed."""
    shutil.copytree(handout.folder, handout.home / "before")
    exchange(TOML, "For everybody", "For children")(handout)
    assert handout.command("changes", "before", "sections", "--out", "dist") == 0, handout.said
    page = (handout.out / "changes.html").read_text(encoding="utf-8")
    assert "<td>Audience: For everybody</td><td>Audience: For children</td>" in page
    assert "No words that you read were changed" not in page and "Nothing was changed" not in page
    assert handout.command("changes", "before", "before", "--out", "dist") == 0
    assert "Nothing was changed" in (handout.out / "changes.html").read_text(encoding="utf-8")


# By nobody


@pytest.mark.parametrize("name", ["Your name", ".", "x", "TBC", "--", "name of the reviewer"])
def test_a_name_that_only_keeps_a_place_free_signs_nothing(handout, name):
    before = handout.files()
    assert handout.command("signoff", "--all", "--reviewer", name, "--role", "Ward sister", "--source", "sections") == 1
    assert handout.command("signoff", "--all", "--reviewer", "B. Ray", "--role", name, "--source", "sections") == 1
    assert handout.files() == before


def test_readmes_own_command_signs_nothing(handout):
    (handout.folder / "signoff.toml").unlink()
    assert handout.command("signoff", "--all", "--reviewer", "Your name", "--role", "Your role", "--source", "sections") == 1
    assert not (handout.folder / "signoff.toml").exists()


def test_a_sign_off_by_nobody_in_an_old_file_counts_for_nothing_and_can_be_taken_out(handout, monkeypatch):
    monkeypatch.setattr("booklet.load.signed.signoff_file.is_placeholder", lambda words: False)
    handout.command("signoff", "--all", "--reviewer", "Your name", "--role", "Your role", "--source", "sections")
    monkeypatch.undo()
    monkeypatch.chdir(handout.home)
    assert "rest" in voided(handout)
    handout.command("check", "--source", "sections", "--date", "2026-11-21")
    assert "rest is signed by 'Your name', 'Your role', which is nobody" in handout.said
    assert handout.command("signoff", "--withdraw", "--all", "--reviewer", "Your name", "--source", "sections") == 0
    assert load_manuscript(handout.folder, None, DAY).standing.is_signed


# On paper


def pages(handout: Handout) -> list[str]:
    proof = Proof((handout.out / "rest-a4.pdf").read_bytes())
    return [" ".join(proof.text_of(index).split()) for index in range(proof.page_count)]


def test_the_cover_of_the_built_file_is_a_draft_again_when_its_title_changes(handout):
    build = ("build", "--source", "sections", "--out", "dist", "--edition", "a4", "--date", "2026-11-21")
    assert handout.command(*build) == 0, handout.said
    assert "Signed off by A. Lee" in pages(handout)[0]
    exchange(TOML, '"Rest"', '"Sleep"')(handout)
    assert handout.command(*build) == 0, handout.said
    cover, *others = pages(handout)
    assert "DRAFT. Not signed off as it stands. Not for patients." in cover and "Signed off by" not in cover
    assert all("DRAFT. Version" in page for page in others)


# Whatever is changed

EDITS = {
    "a word": lambda text, dice: _at(text, dice, r"(?<= )[a-z]+\b", "otherwise"),
    "no word": lambda text, dice: _at(text, dice, r" [a-z]+(?= )", ""),
    "two words": lambda text, dice: _at(text, dice, r"\b([a-z]+) ([a-z]+)\b", r"\2 \1"),
    "a number": lambda text, dice: _at(text, dice, r"[0-9]", str(dice.randrange(10))),
    "no line": lambda text, dice: _at(text, dice, r".*\n", ""),
    "a line twice": lambda text, dice: _at(text, dice, r"(.*\n)", r"\1\1"),
    "two lines": lambda text, dice: _at(text, dice, r"(.+\n)(.+\n)", r"\2\1"),
    "a mark": lambda text, dice: _at(text, dice, r"\n\n", dice.choice(["\n\n<!-- summary -->\n", "\n", " ", "\n\n- ", "\n\n1. "])),
    "a stop": lambda text, dice: _at(text, dice, r"[.,;*_-]", dice.choice(["", "!", "**", " "])),
    "a citation": lambda text, dice: _at(text, dice, r" \[@[^\]]*\]", dice.choice(["", " [@lee2020]", " [@ray2021; @lee2020]"])),
}  # fmt: skip
PRINTED_ELSEWHERE = re.compile(r"(?:version|published) = ")


def _at(text: str, dice: random.Random, pattern: str, new: str) -> str:
    """The text with one of the places that fit, by chance, written anew."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    one = dice.choice(found)
    return text[: one.start()] + one.expand(new) + text[one.end() :]


@pytest.fixture(scope="module")
def signed(tmp_path_factory) -> tuple[Path, list[str]]:
    """The folder of a manuscript that is signed, and the words of its text edition: line breaks are layout."""
    folder = tmp_path_factory.mktemp("signed")
    for name, text in manuscript_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    parts = load_manuscript(folder).standing.parts
    signs = [SignOff(part.id, "A. Lee", "Ward sister", date(2026, 3, 14), part.words) for part in parts]
    (folder / "signoff.toml").write_text(sign_offs_text(signs, "rest"), encoding="utf-8")
    cited = read_manuscript(folder, None, DAY)
    assert cited.manuscript.standing.is_signed
    return folder, make_edition(cited, "text").content.decode().split()


@given(st.sampled_from(["booklet.toml", "references.json", "numbers.json", "glossary.md", "010-rest.md", "020-eat.md"]),
       st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), st.randoms(use_true_random=False))  # fmt: skip
def test_whatever_changes_the_text_edition_leaves_no_sign_off(signed, name, kinds, dice):
    """Any edit at all: where the words that are read differ, the booklet does not say that it is signed."""
    folder, before = signed
    file = folder / name
    text = good = file.read_text(encoding="utf-8")
    for kind in kinds:
        text = EDITS[kind](text, dice)
    released = [line for line in good.split("\n") if PRINTED_ELSEWHERE.match(line)]
    if released != [line for line in text.split("\n") if PRINTED_ELSEWHERE.match(line)]:
        return
    try:
        file.write_text(text, encoding="utf-8")
        cited = read_manuscript(folder, None, DAY)
        if cited.manuscript.standing.is_signed:
            assert make_edition(cited, "text").content.decode().split() == before
    except BookletError:
        pass  # what cannot be built reaches nobody
    finally:
        file.write_text(good, encoding="utf-8")
