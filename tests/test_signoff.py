"""Sign-offs: who has signed which words, what voids that, and what happens to a file that is not what it was."""
import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.text_file import composed
from booklet.core.unseen import strange_in
from booklet.load.load import load_manuscript
from booklet.load.signed.signoff_file import read_sign_offs, sign_offs_text
from booklet.model.signoff import SignOff, hash_of
from booklet.words.approval import standing_problems
from tests.conftest import STARTER
from tests.manuscripts import FIRST_LINE, HEAD, PROBLEM, TAIL, Handout

WHO = ("--reviewer", "A. Lee", "--role", "Ward sister")
WHOLE = ("booklet/cover", "booklet/order", "booklet/references")  # what is no section and no glossary
FILE = "signoff.toml"


@pytest.fixture
def handout(tmp_path, monkeypatch, capsys) -> Handout:
    made = Handout(tmp_path, monkeypatch, capsys)
    made.body("Rest for a day.\nSleep well. [@lee2020] <!-- C12 -->", tail="")
    return made


def with_glossary(handout: Handout) -> None:
    handout.write("glossary.md", "rest\n:   Doing nothing at all.\n")


def sign(handout: Handout, *arguments: str) -> None:
    assert handout.command("signoff", *(arguments or ("--all",)), *WHO, "--date", "2026-03-14", "--source", "sections") == 0, handout.said


def told(handout: Handout) -> list[str]:
    """`path:line: code` of what stands against handing the booklet out; what makes the file unreadable is told too."""
    manuscript = load_manuscript(handout.folder, None, date(2026, 11, 21))
    return PROBLEM.findall("\n".join(map(str, (*manuscript.problems, *standing_problems(manuscript)))))


def text_of(handout: Handout) -> str:
    return (handout.folder / FILE).read_text(encoding="utf-8")


# What is signed


def test_a_signed_booklet_has_nothing_against_it(handout):
    sign(handout)
    assert told(handout) == []


def test_a_booklet_that_nobody_has_signed_is_told_once_and_as_advice(handout):
    """Every handout begins so. Eighteen lines would hide what else there is."""
    (problem,) = standing_problems(load_manuscript(handout.folder))
    assert (problem.slug, problem.is_advice) == ("not-signed", True)


def test_a_part_without_a_sign_off_is_told_where_it_is(handout):
    with_glossary(handout)
    sign(handout, "rest", *WHOLE)
    assert told(handout) == ["sections/glossary.md:1: not-signed"]


@pytest.mark.parametrize(("text", "why"), [
    ("Rest for a day. Sleep well. [@lee2020]", "other line breaks"),
    ("Rest for a day.\nSleep well. [@lee2020] <!-- C12 C13 -->", "another mark"),
    ("Rest for a **day**.\nSleep   well. [@lee2020]\n\n", "bold, and blanks"),
])  # fmt: skip
def test_layout_and_comments_void_nothing(handout, text, why):
    """A reviewer who must sign again for a line break will soon sign without reading."""
    sign(handout)
    handout.body(text, tail="")
    assert told(handout) == [], why


@pytest.mark.parametrize(("text", "line"), [
    ("Rest for a week.\nSleep well. [@lee2020]", 5),
    ("Rest for a day.\nSleep well. [@lee2020, p. 4]", 6),
    ("Rest for a day.\nSleep well.", 6),
    ("Rest for a day.\nSleep well. [@lee2020]\n\nEat well.", 8),
    ("Rest for a day.", 5),
    ("Sleep well. [@lee2020]", 5),
    ("Rest for a day.\n\n::: safety Careful\nSleep well. [@lee2020]\n:::", 7),
    ("Rest for a day.\nSleep well. [@lee2020]\n\n{% if clinic.phone %}\nCall us.\n{% endif %}", 8),
])  # fmt: skip
def test_one_changed_word_voids_a_sign_off_and_is_told_at_its_line(handout, text, line):
    """One word can turn a dose into another."""
    sign(handout)
    handout.body(text, tail="")
    assert f"sections/010-rest.md:{line}: sign-off-void" in told(handout)


def test_a_title_and_a_running_head_are_signed_too(handout):
    sign(handout)
    handout.write("010-rest.md", HEAD.replace("Does rest help?", "Rest helps") + "Rest for a day.\nSleep well. [@lee2020]\n")
    assert told(handout) == ["sections/010-rest.md:1: sign-off-void"]


def test_a_number_is_signed_as_it_is_printed(handout):
    """The sentence stands as it was; what it prints does not."""
    handout.body("It helped {{ numbers.n01.people }} people. [@lee2020]", tail="")
    sign(handout)
    handout.change("numbers.json", '"people": 73', '"people": 37')
    assert told(handout) == [f"sections/010-rest.md:{FIRST_LINE}: sign-off-void"]
    assert '"It helped 73 people. [@lee2020]" is now "It helped 37 people. [@lee2020]"' in said(handout)


def said(handout: Handout) -> str:
    return "\n".join(map(str, standing_problems(load_manuscript(handout.folder))))


def test_what_a_chart_is_drawn_from_is_signed(handout):
    handout.body('{{ figure("n01") }}\n\nIt helps. [@lee2020]', tail="")
    sign(handout)
    handout.change("numbers.json", '"high": 10,', '"high": 12,')
    assert told(handout) == [f"sections/010-rest.md:{FIRST_LINE}: sign-off-void"]


def test_a_drawing_is_signed_as_it_is_drawn(handout):
    handout.body("![A bed with a pillow at its left end.](figures/bed.svg)\nFigure: A bed.\n\nIt helps. [@lee2020]", tail="")
    sign(handout)
    assert told(handout) == []
    bed = (handout.folder / "figures/bed.svg").read_text()
    handout.write("figures/bed.svg", bed.replace("\n", "\r\n"))
    assert told(handout) == [], "another system's line ends"
    handout.write("figures/bed.svg", bed.replace('width="40"', 'width="30"'))
    assert told(handout) == [f"sections/010-rest.md:{FIRST_LINE}: sign-off-void"]


def test_one_sign_off_holds_for_every_clinic(handout):
    """Each clinic has its own phone number; the reviewer has signed the sentence around it."""
    handout.body("Call {{ clinic.daytime.phone }}. [@lee2020]", tail="")
    sign(handout)
    handout.change("clinic.example.toml", 'phone = "000 1"', 'phone = "555 9"')
    assert told(handout) == []


def test_a_meaning_in_the_glossary_is_signed(handout):
    with_glossary(handout)
    sign(handout)
    handout.write("glossary.md", "rest\n:   Doing little.\n")
    assert told(handout) == ["sections/glossary.md:2: sign-off-void"]


def test_what_was_taken_out_is_told_in_its_words(handout):
    """Nobody sees what is no longer there."""
    sign(handout)
    handout.body("Rest for a day.", tail="")
    assert 'taken out since, near here: "Sleep well. [@lee2020]" (A. Lee signed this section on 14 March 2026)' in said(handout)


def test_a_section_that_was_taken_out_is_told(handout):
    handout.write("020-eat.md", HEAD.replace("Does rest help?", "Eat") + "Eat well." + TAIL)
    sign(handout)
    (handout.folder / "020-eat.md").unlink()
    line = text_of(handout).split("\n").index('section = "eat"')
    assert told(handout) == [f"sections/signoff.toml:{line}: stray-sign-off", "sections/010-rest.md:1: sign-off-void"]
    assert load_manuscript(handout.folder).standing.is_draft
    assert handout.command("signoff", "--withdraw", "eat", "--source", "sections") == 0
    sign(handout, "booklet/order")
    assert told(handout) == []


def test_a_review_date_that_has_passed_is_told_where_it_is_set(handout):
    """The day itself is still in time."""
    sign(handout)
    for day, found in ((date(2027, 1, 1), []), (date(2027, 1, 2), ["sections/booklet.toml:8: past-review"])):
        manuscript = load_manuscript(handout.folder, None, day)
        assert PROBLEM.findall("\n".join(map(str, standing_problems(manuscript)))) == found


# Several reviewers


def test_every_reviewer_has_to_sign_what_is_there_now(handout):
    """The second one has not seen what the first one agreed to."""
    sign(handout)
    assert handout.command("signoff", "rest", "--reviewer", "B. Ray", "--role", "Pharmacist", "--source", "sections") == 0
    handout.body("Rest for a week.\nSleep well. [@lee2020]", tail="")
    sign(handout, "rest")
    assert told(handout) == [f"sections/010-rest.md:{FIRST_LINE}: sign-off-void"]
    assert "B. Ray signed this section" in said(handout)


def test_signing_again_replaces_what_the_same_reviewer_signed_and_keeps_the_others(handout):
    sign(handout)
    handout.command("signoff", "rest", "--reviewer", "B. Ray", "--role", "Pharmacist", "--source", "sections")
    sign(handout)
    assert re.findall(r'reviewer = "(.*)"', text_of(handout)) == ["A. Lee", "B. Ray", *["A. Lee"] * len(WHOLE)]
    assert told(handout) == []


def test_the_same_sign_offs_give_the_same_file(handout):
    sign(handout)
    once = text_of(handout)
    sign(handout)
    assert text_of(handout) == once


def test_the_command_without_a_section_says_who_signed_what_and_what_has_changed(handout):
    with_glossary(handout)
    sign(handout, "rest", *WHOLE)
    handout.body("Rest for a week.\nSleep well. [@lee2020]", tail="")
    before = handout.files()
    assert handout.command("signoff", "--source", "sections") == 0
    assert handout.said.splitlines() == [
        "rest: VOID: signed by A. Lee, Ward sister, 14 March 2026",
        '  sections/010-rest.md:5: changed since: "Rest for a day." is now "Rest for a week."',
        "glossary: not signed",
        *(f"{part}: signed by A. Lee, Ward sister, 14 March 2026" for part in WHOLE),
        "This handout is a draft. 1 of its 5 parts has not been signed off. 1 of its 5 parts has changed since the sign-off.",
    ]
    assert handout.files() == before


def test_a_part_that_another_has_signed_since_says_how_it_is_no_draft_any_more(handout):
    """Whoever had signed the old words was away, and no command told what to type: the hint named the one typed already."""
    sign(handout)
    assert "  Signed off by A. Lee, Ward sister, 14 March 2026." in handout.said.splitlines()
    assert "note: pages that were built before say who has signed as it was then: build them again" in handout.said
    sign(handout)
    assert "built before" not in handout.said
    handout.body("Rest for a week.\nSleep well. [@lee2020]", tail="")
    other = ("--reviewer", "B. Ray", "--role", "Nurse", "--date", "2026-03-15", "--source", "sections")
    assert handout.command("signoff", "rest", *other) == 0
    assert "  This handout is a draft. 1 of its 4 parts has changed since the sign-off." in handout.said.splitlines()
    assert handout.command("check", "--source", "sections") == 1
    hint = next(line for line in handout.said.splitlines() if "--withdraw" in line)
    anew, withdraw = re.findall(r"python build\.py (signoff [^;]+)", hint)
    assert handout.command(*shlex.split(withdraw)) == 0
    assert "A. Lee, Ward sister, 14 March 2026 (in part); B. Ray, Nurse, 15 March 2026 (in part)." in handout.said
    assert handout.command(*shlex.split(anew), "--date", "2026-03-16") == 0
    assert "A. Lee, Ward sister, 16 March 2026." in handout.said and "B. Ray, Nurse, 15 March 2026 (in part)" in handout.said
    assert handout.command("signoff", "rest", "--reviewer", "a. lee", *other[2:]) == 0
    assert text_of(handout).count('section = "rest"') == 2, "one person, typed in small letters"
    assert "a. lee" not in handout.said and handout.command("signoff", "rest", "--withdraw", "--reviewer", "a.  lee", "--source", "sections") == 0
    assert text_of(handout).count('section = "rest"') == 1, "and taken out as they were signed"
    assert handout.command("signoff", "--all", "--withdraw", "--reviewer", "A. Le", "--source", "sections") == 1
    assert "A. Le has signed nothing" in handout.said and "A. Lee" in handout.said, "it said that it was withdrawn"


# What is refused


@pytest.mark.parametrize(("arguments", "place"), [
    (("rset", *WHO), "SECTIONS"),
    (("rest", "--role", "Nurse"), "--reviewer"),
    (("rest", "--reviewer", "A. Lee"), "--role"),
    (("rest", "--reviewer", "A. Lee\nB. Ray", "--role", "Nurse"), "--reviewer"),
    (("rest", "--reviewer", "A. \u202eeeL", "--role", "Nurse"), "--reviewer"),
    (("rest", "--reviewer", "A" * 81, "--role", "Nurse"), "--reviewer"),
    (("--withdraw", "rest"), "--reviewer"),
    (("--withdraw", "--all"), "--reviewer"),
])  # fmt: skip
def test_a_sign_off_that_says_too_little_or_something_strange_is_refused(handout, arguments, place):
    assert handout.command("signoff", *arguments, "--source", "sections") == 1
    assert f"{place}: bad-sign-off" in handout.said and not (handout.folder / FILE).exists()


@pytest.mark.parametrize(("old", "new", "code"), [
    ('booklet = "rest"', 'booklet = "other"', "foreign-sign-off"),
    ("date = 2026-03-14", "date = 2026-03-15", "edited-sign-off"),
    ('reviewer = "A. Lee"', 'reviewer = "B. Ray"', "edited-sign-off"),
    ('"Rest for a day."', '"Rest for a week."', "edited-sign-off"),
    ('section = "rest"', 'section = "../rest"', "bad-sign-off"),
    ('reviewer = "A. Lee"', 'reviewer = " "', "bad-sign-off"),
    ('role = "Ward sister"', "role = 7", "bad-sign-off"),
    ('role = "Ward sister"', 'role = "a\\u202eb"', "bad-sign-off"),
    ('role = "Ward sister"', 'roll = "Ward sister"', "bad-sign-off"),
    ("format = 1", "format = 2", "bad-sign-off"),
    ("format = 1", "format = ", "bad-sign-off"),
    ("[signed]", "[unsigned]", "bad-sign-off"),
    ("date = 2026-03-14", "date = yesterday", "bad-sign-off"),
])  # fmt: skip
def test_a_file_that_is_malformed_foreign_or_edited_stops_the_build(handout, old, new, code):
    """A signature that somebody typed in has signed nothing."""
    sign(handout)
    assert old in text_of(handout)
    handout.write(FILE, text_of(handout).replace(old, new, 1))
    slugs = {problem.split(": ")[-1] for problem in handout.refused()}
    assert code in slugs and slugs <= {code, "edited-sign-off"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = [" * 2_000, b"\0", b"[[signoff]]\n" * 50, b"x" * 3_000_000])
def test_a_file_of_anything_is_told_and_never_a_traceback(handout, content):
    handout.write(FILE, content)
    assert {problem.split(": ")[-1] for problem in handout.refused()} == {"bad-sign-off"}


def test_a_sign_off_of_a_day_to_come_is_told_at_its_line(handout, monkeypatch):
    """It was signed on a machine whose clock is ahead; the hint, typed as it stands, takes it out again."""
    with monkeypatch.context() as ahead:
        ahead.setenv("SOURCE_DATE_EPOCH", "2909865600")  # noon on 17 March 2062
        handout.command("signoff", "--all", *WHO, "--date", "2062-03-14", "--source", "sections")
    line = text_of(handout).split("\n").index("[[signoff]]") + 1
    assert f"sections/signoff.toml:{line}: future-sign-off" in handout.refused("--date", "2026-11-21")
    typed = [shlex.split(command)[2:] for command in re.findall("if that day is wrong: (.*); then", handout.said)]
    assert handout.command("build", "--source", "sections", "--out", "dist", "--date", "2062-03-14", "--edition", "a4", "--draft") == 0
    for words in typed:
        assert words[0] == "signoff" and handout.command(*words) == 0, handout.said
    assert handout.command("check", "--source", "sections") == 0 or "future-sign-off" not in handout.said


def test_nobody_signs_with_a_day_that_has_not_come(handout):
    """Every build after it would stop."""
    before = handout.files()
    assert handout.command("signoff", "--all", *WHO, "--date", "2027-03-14", "--source", "sections") == 1
    assert "--date: future-sign-off: 2027-03-14 has not come yet: today is 2026-11-21" in handout.said
    assert handout.files() == before
    assert handout.command("signoff", "--help") == 0 and "--date 20" not in handout.said


def test_an_accent_that_was_typed_after_its_letter_is_one_with_it(handout):
    """As a Mac writes the names of its files: a sign-off by such a name holds, and is withdrawn by either spelling."""
    who = ("--reviewer", "Zoe\u0308 Lee", "--role", "Ward sister", "--source", "sections")
    assert handout.command("signoff", "--all", *who, "--date", "2026-03-14") == 0, handout.said
    assert "signed by Zo\u00eb Lee" in (handout.command("signoff", "--source", "sections"), handout.said)[1]
    assert handout.command("signoff", "--all", "--withdraw", "--reviewer", "Zo\u00eb Lee", "--source", "sections") == 0


# The file


name = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs")), min_size=1, max_size=30)
name = name.map(composed)  # as the command takes it
name = name.filter(lambda words: not strange_in(words))  # a letter that nobody sees is refused when it is typed


@given(st.lists(st.tuples(name, name, st.dates(), st.lists(name, max_size=5)), max_size=5))
def test_whatever_was_signed_is_read_back_as_it_was(tmp_path_factory, entries):
    """Quotes, backslashes and every alphabet: a name comes back as it was typed."""
    signed = tuple(SignOff("rest", who, role, day, tuple(words)) for who, role, day, words in entries)
    file = tmp_path_factory.mktemp("file") / FILE
    file.write_text(sign_offs_text(signed, "rest"), encoding="utf-8")
    found, problems = read_sign_offs(file, file.parent, "rest")
    assert not problems
    assert [(s.section, s.reviewer, s.role, s.day, s.words) for s in found] == [
        (s.section, s.reviewer, s.role, s.day, s.words) for s in signed
    ]


def test_the_content_hash_is_what_its_docstring_says():
    """So that somebody else's program can work it out."""
    assert hash_of(("Rest.", "Sleep.")) == "ac4cc15c94c13cd6dd7c2391acd7699b6b5641dd9a7b797ce28dddd0e5cf0769"


def test_a_section_of_ten_thousand_sentences_is_held_against_what_was_signed_at_once(handout):
    handout.body("So.\n" * 10_000 + "[@lee2020]", tail="")
    sign(handout)
    handout.body("Yes.\n" * 10_000 + "[@lee2020]", tail="")
    assert "sign-off-void" in said(handout)


def test_the_shipped_handout_claims_no_signature():
    folder = Path(__file__).resolve().parent.parent / "sections"
    assert not (folder / FILE).exists()


def test_a_cover_that_only_keeps_a_place_free_is_not_signed_and_no_booklet_of_it_is_final(handout):
    """"Written by Write here who wrote this. Signed off by ..." would be printed."""
    settings = handout.folder / "booklet.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace('"Nobody paid."', '"Write here who paid for this."'), encoding="utf-8")
    for part in ("--all", "booklet/cover"):
        assert handout.command("signoff", part, *WHO, "--source", "sections") == 1
        assert "sections/booklet.toml:10:11: placeholder-left" in handout.said
    assert not (handout.folder / "signoff.toml").exists()
    assert handout.command("signoff", "rest", *WHO, "--source", "sections") == 0
    settings.write_text(good, encoding="utf-8")
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 0
    standing = load_manuscript(handout.folder).standing
    left = replace(standing, unwritten=standing.parts[0].statements[:1])  # as one from an earlier version of the press
    assert standing.is_signed and left.is_draft and "is still to be filled in" in left.sentence and "DRAFT" in left.badge


@pytest.mark.parametrize(("name", "line"), [("title", 2), ("subtitle", 3), ("audience", 4)])
def test_nobody_signs_a_cover_that_nobody_has_written(handout, name, line):
    """A leaflet on ankles went out as "Clean hands", the title of the starter that it was begun from."""
    settings = handout.folder / "booklet.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(f"(?m)^{name} = .*$", f'{name} = "Write here what it is"', good), encoding="utf-8")
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 1
    assert f"sections/booklet.toml:{line}:" in handout.said and "placeholder-left" in handout.said
    settings.write_text(re.sub(f"(?m)^{name} = .*$", f'{name} = "What is the name of your doctor?"', good), encoding="utf-8")
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 0, handout.said


def test_a_starter_says_on_its_cover_that_it_has_no_title_yet():
    """It is begun for another subject, and what its cover says is read by nobody who looks at the sections."""
    standing = load_manuscript(STARTER).standing
    assert [left.words for left in standing.unwritten][:3] == [
        "Write here the title", "Write here what it tells", "Write here for whom it is",
    ]


def test_what_is_signed_does_not_ask_for_a_review_on_each_page(handout):
    """ "Signed off by A. Lee" on the cover, and "Needs review by your clinic before use" below each page."""
    handout.change("booklet.toml", "An example.", "Needs review by your clinic before use. An example.")
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 1
    assert "sections/booklet.toml:11" in handout.said and "placeholder-left: the notice says that this needs review" in handout.said
    assert handout.command("signoff", "rest", *WHO, "--source", "sections") == 0


def test_who_paid_may_be_nobody(handout):
    handout.change("booklet.toml", "Nobody paid.", "None.")
    assert handout.command("signoff", "--all", *WHO, "--source", "sections") == 0
    assert 'Wrote sections/signoff.toml, of "Rest": signed: rest, ' in handout.said, "who forgot --source sees what was signed"


def test_no_hint_and_no_example_signs_when_it_is_typed_as_it_stands(handout):
    """A name in a hint is soon the name on a cover."""
    handout.command("signoff", "--all", "--reviewer", "Your name", "--role", "Your role", "--source", "sections")
    assert '"' not in "".join(re.findall("hint: .*", handout.said))
    handout.command("signoff", "--help")
    examples = [line for line in handout.said.split("\n") if "--reviewer" in line and "python build.py" in line]
    assert len(examples) == 3
    for line in examples:
        typed = [word.replace("why-it-matters", "rest") for word in shlex.split(line)[2:]]
        assert handout.command(*typed, "--source", "sections") == 1, line
    assert not (handout.folder / "signoff.toml").exists()


def test_who_signs_and_is_not_said_is_asked_for(handout):
    """Told was that the name '' is not a line of 1 to 80 characters, with a hint to write it as it shall be printed."""
    assert handout.command("signoff", "rest", "--source", "sections", "--role", "Ward sister") == 1
    assert "--reviewer: bad-sign-off: the name of whoever signs is not said\n  hint: add --reviewer and their name" in handout.said
