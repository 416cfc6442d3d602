"""The standing on the pages: a draft says so everywhere, a signed booklet names who signed, and a late one says it is late.

The pages are those of the PDF, read back; the day is always given.
"""
import hashlib
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from booklet.check.pdf.document import Proof
from booklet.core.sealed import seal_of
from booklet.deliver.deadlines import passed_deadlines
from booklet.deliver.freshness import Build
from booklet.deliver.freshness import source_hash
from booklet.load.load import load_manuscript
from booklet.model.lock import entry_hash
from booklet.model.standing import BADGE, differences
from booklet.pipeline import make_booklets
from tests.conftest import LEE, STARTER
from tests.manuscripts import Handout, with_authors

BEFORE, AFTER = date(2026, 11, 30), date(2027, 11, 22)  # the starter is to be reviewed by 21 November 2027
EDITIONS = """
[editions.fold]
paper = "A5"
sheet = "A4"
imposition = "saddle-stitch"
stylesheet = "editions/booklet-a5.css"
figure_width_mm = 118
"""


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys) -> Handout:
    """The starter handout, with a booklet that is folded among its editions."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    shutil.rmtree(handout.folder)
    with_authors(shutil.copytree(STARTER, handout.folder))
    settings = handout.folder / "booklet.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + EDITIONS, encoding="utf-8")
    return handout


def sign(desk: Handout, reviewer: str = "A. Lee", role: str = "Ward sister", day: str = "2026-11-20") -> None:
    words = ("signoff", "--all", "--reviewer", reviewer, "--role", role, "--date", day, "--source", "sections")
    assert desk.command(*words) == 0, desk.said


def built(desk: Handout, on: date, edition: str = "a4") -> Proof:
    """What a build writes on that day; after the review date, what it writes to look at."""
    (file,) = make_booklets(Build(desk.folder, None, None, on, desk.out, is_draft=on >= AFTER), [edition])
    return Proof(file.read_bytes())


def pages(proof: Proof) -> list[str]:
    return [" ".join(proof.text_of(index).split()) for index in range(proof.page_count)]


def told_of(file: Path) -> str:
    """What the file says of itself, in its XMP packet, which every program can read."""
    packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", file.read_bytes(), re.DOTALL)
    return packet[0].decode()


# On paper


def test_an_unsigned_booklet_is_a_draft_on_its_cover_in_each_footer_and_in_the_file(desk):
    """A page that is copied, and a file that is passed on, say so too."""
    cover, *others = pages(built(desk, BEFORE))
    assert "DRAFT. Not yet signed off by a clinician. Not for patients." in cover
    assert all("DRAFT. Version" in page for page in others)
    assert "This handout has not been signed off by a clinician." in others[-1]
    said = told_of(next(desk.out.glob("clean-hands-a4.pdf")))
    assert ">DRAFT. " in said and "draft, patient handout" in said


def test_a_signed_booklet_names_who_signed_and_is_no_draft(desk):
    sign(desk)
    proof = built(desk, BEFORE)
    cover, *others = pages(proof)
    assert "Signed off by A. Lee, Ward sister, 20 November 2026" in cover
    assert "Signed off by A. Lee, Ward sister, 20 November 2026." in others[-1]
    assert "needs review by your local clinical team" not in others[-1]
    assert not [page for page in (cover, *others) if "DRAFT" in page]
    assert "draft" not in told_of(desk.out / "clean-hands-a4.pdf").lower()


def test_one_changed_word_makes_the_built_pages_a_draft_again(desk):
    sign(desk)
    file = desk.folder / "030-how-to-wash.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("soap", "sand", 1), encoding="utf-8")
    assert text != file.read_text(encoding="utf-8")
    cover, *others = pages(built(desk, BEFORE))
    assert "DRAFT. Not signed off as it stands. Not for patients." in cover
    assert all("DRAFT. Version" in page for page in others)
    assert "This handout is a draft. 1 of its" in others[-1] and "changed since the sign-off" in others[-1]


def test_what_all_have_signed_is_not_said_to_be_unsigned_where_there_is_room_for_one_sentence(desk):
    """Who reads "Not signed off" in a leaflet that the ward sister has signed believes neither."""
    standing = load_manuscript(desk.folder, None, BEFORE).standing
    assert standing.foot == replace(standing, is_only_shown=True).foot == "Not signed off. "
    assert standing.verdict == "This handout has not been signed off by a clinician."
    sign(desk)
    standing = load_manuscript(desk.folder, None, BEFORE).standing
    unwritten = replace(standing, unwritten=standing.parts[0].statements[:1])  # as one from an earlier version of the press
    assert standing.foot == replace(standing, is_only_shown=True).foot == unwritten.foot == ""
    assert unwritten.verdict == unwritten.brief == "This handout is a draft."


def test_a_retracted_work_makes_a_signed_booklet_a_draft(desk):
    """The reviewer signed the sentence; the proof for it is gone."""
    section = next(iter(desk.folder.glob("010*.md")))
    section.write_text(section.read_text(encoding="utf-8") + "\nResting helps. [@lee2020]\n", encoding="utf-8")
    works = [*json.loads((desk.folder / "references.json").read_text(encoding="utf-8")), LEE | {"DOI": "10.5555/rest"}]
    (desk.folder / "references.json").write_text(json.dumps(works), encoding="utf-8")
    csl = {name: value for name, value in works[-1].items() if name != "custom"}
    content = {"format": 1, "booklet": "clean-hands", "checked": BEFORE, "works": {"lee2020": {
        "entry": entry_hash(csl), "status": "retracted", "doi": "10.5555/rest", "checked": BEFORE}}}  # fmt: skip
    lock = f"""format = 1\nbooklet = "clean-hands"\nchecked = {BEFORE}\nseal = "{seal_of(content)}"\n
[works."lee2020"]\nentry = "{entry_hash(csl)}"\nstatus = "retracted"\ndoi = "10.5555/rest"\nchecked = {BEFORE}\n"""
    desk.write("references.lock", lock)
    sign(desk)
    standing = load_manuscript(desk.folder, None, BEFORE).standing
    assert standing.is_draft and all(part.is_signed for part in standing.parts)
    cover, *others = pages(built(desk, BEFORE))
    assert "DRAFT. Not signed off as it stands." in cover
    assert "It cites a work that has been retracted." in others[-1]


@pytest.mark.parametrize("edition", ["a4", "fold"])
def test_after_the_review_date_each_page_says_so(desk, edition):
    """Old advice looks just like new advice."""
    for section in ("030-how-to-wash.md", "040-who-to-ask.md"):
        (desk.folder / section).unlink()
    sign(desk)
    before = pages(built(desk, date(2027, 11, 21), edition))
    assert not [page for page in before if "Past its review date" in page], "on the day itself it is not late"
    late = pages(built(desk, AFTER, edition))
    assert len(late) == len(before)
    assert all(page.count("Past its review date") >= (1 if edition == "a4" else 2) for page in late if page)
    assert all("DRAFT. Version" in page for page in late[1:] if page)


def test_a_late_draft_is_both(desk):
    cover, *others = pages(built(desk, AFTER))
    assert "DRAFT. Past its review date. Not for patients." in cover
    assert all("DRAFT. Version" in page and "Past its review date." in page for page in others)


def test_the_day_itself_is_nowhere_in_the_file(desk):
    """A clinic that builds on Monday and one that builds on Friday have the same file, until a date has passed."""
    files = [
        hashlib.sha256(make_booklets(Build(desk.folder, None, None, day, desk.out, is_draft=True), ["text"])[0].read_bytes()).hexdigest()
        for day in (date(2026, 11, 22), date(2027, 11, 21), AFTER, date(2031, 1, 1))
    ]
    assert files[0] == files[1] != files[2] == files[3]


def test_many_and_long_names_stand_in_the_imprint_and_the_cover_keeps_its_one_line(desk):
    sign(desk, "Anna" * 20, "Nurs" * 20)
    sign(desk, "W <b>bold</b> & Söhne", "Porter {{ clinic.name }}", "2026-11-21")
    standing = load_manuscript(desk.folder, None, BEFORE).standing
    assert standing.badge == "Signed off, 21 November 2026. Names: see who made this."
    assert len(standing.badge) <= BADGE
    assert "W <b>bold</b> & Söhne, Porter {{ clinic.name }}, 21 November 2026" in pages(built(desk, BEFORE))[-1]


def test_who_has_signed_one_part_is_not_said_to_have_signed_the_handout(desk):
    """"Signed off by A. Lee; B. Ray" was printed where B. Ray had read one section alone."""
    sign(desk)
    who = ("--reviewer", "B. Ray", "--role", "Dentist", "--date", "2026-11-21", "--source", "sections")
    assert desk.command("signoff", "who-to-ask", *who) == 0, desk.said
    named = "Signed off by A. Lee, Ward sister, 20 November 2026; B. Ray, Dentist, 21 November 2026 (in part)."
    assert named in pages(built(desk, BEFORE))[-1]
    assert desk.command("signoff", "--withdraw", "who-to-ask", "--reviewer", "A. Lee", "--source", "sections") == 0, desk.said
    sentence = load_manuscript(desk.folder, None, BEFORE).standing.sentence
    assert sentence == named.replace("2026;", "2026 (in part);")


# On a screen, aloud, and by mail


def test_the_web_page_and_the_text_begin_with_the_standing(desk):
    make_booklets(Build(desk.folder, None, None, AFTER, desk.out, is_draft=True), ["web", "text"])
    page, text = ((desk.out / f"clean-hands.DRAFT.{kind}").read_text(encoding="utf-8") for kind in ("html", "txt"))
    assert '<p class="status">DRAFT. Past its review date. Not for patients.</p>' in page
    assert 'name="description" content="DRAFT. Past its review date. ' in page
    assert text.startswith("DRAFT. Past its review date. Not for patients.\n")
    assert "DRAFT. Version" in text and text.count("Past its review date.") == 2
    sign(desk)
    make_booklets(Build(desk.folder, None, None, BEFORE, desk.out), ["web", "text"])
    assert (desk.out / "clean-hands.txt").read_text(encoding="utf-8").startswith("Signed off by A. Lee, Ward sister,")


def test_a_message_says_what_its_handout_is_and_names_nobody(desk):
    """A reviewer's role can tell of an illness, and a message is read on lock screens."""
    draft = ("draft", "--to", "a@example.org", "--example", "--source", "sections", "--built", "dist")
    build = ("build", "--source", "sections", "--out", "dist", "--edition", "a4", "--date", "2026-11-30")
    assert desk.command(*build) == 0, desk.said
    assert desk.command(*draft, "--date", "2026-11-30") == 0, desk.said
    assert "note: not for patients: This handout has not been signed off by a clinician." in desk.said
    assert b"The handout has not been signed off by a clinician." in (desk.home / "draft.eml").read_bytes()
    sign(desk)
    assert desk.command(*build) == 0, desk.said
    assert desk.command(*draft, "--date", "2026-11-30") == 0, desk.said
    message = (desk.home / "draft-2.eml").read_bytes()
    assert b"The handout has been signed off." in message and b"Ward sister" not in message and "not for patients" not in desk.said
    assert desk.command(*draft, "--date", "2027-11-22") == 1, "a file from before its review date is not to be sent after it"
    assert "past-review" in desk.said


# Whether there is something to build


def test_a_build_after_the_day_is_not_up_to_date(desk):
    build = ("build", "--source", "sections", "--out", "dist", "--edition", "a4", "--date")
    desk.command(*build, "2027-11-20")
    assert desk.command(*build, "2027-11-21") == 0 and "up to date" in desk.said
    assert desk.command(*build, "2027-11-22") == 1 and "sections/booklet.toml:10: past-review" in desk.said


def test_a_new_sign_off_is_something_to_build(desk):
    before = source_hash(desk.folder, None, on=BEFORE)
    sign(desk)
    assert source_hash(desk.folder, None, on=BEFORE) != before


def test_a_stale_check_of_the_references_is_a_deadline_too(desk):
    desk.write("references.lock", 'checked = 2026-11-01\n[works."a"]\nchecked = 2026-11-01\n')
    assert passed_deadlines(desk.folder, date(2027, 1, 30)) == ()
    assert passed_deadlines(desk.folder, date(2027, 1, 31)) == ("check of 2026-11-01",)


@pytest.mark.parametrize("content", ["review_by = 2027-11-21T10:00:00", "review_by = 7", "= [", "published = 2026-01-01"])
def test_dates_that_cannot_be_read_are_no_deadlines(desk, content):
    desk.write("booklet.toml", content)
    assert passed_deadlines(desk.folder, AFTER) == ()


# The day


@pytest.mark.parametrize(("words", "told"), [("yesterday", "is not a day as in"), ("2027-02-30", "is not a day as in")])
def test_a_day_that_is_none_is_told(desk, words, told):
    assert desk.command("build", "--source", "sections", "--date", words) == 2 and told in desk.said


def test_the_environment_gives_the_day_for_reproducible_builds(desk, monkeypatch):
    """Source: reproducible-builds.org/specs/source-date-epoch."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1826928000")  # 23 November 2027
    assert desk.command("build", "--source", "sections", "--out", "dist", "--edition", "text") == 1
    assert "its review date, 21 November 2027, has passed" in desk.said
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert desk.command("build", "--source", "sections") == 2 and "SOURCE_DATE_EPOCH is soon" in desk.said


# How two texts differ


def test_two_texts_that_differ_all_over_are_one_change_and_quickly_told():
    old, new = [f"a{n}" for n in range(20_000)], [f"b{n}" for n in range(20_000)]
    assert list(differences(["same", *old, "end"], ["same", *new, "end"])) == [(1, 20_001, 1, 20_001)]


def test_nothing_differs_in_the_same_text():
    assert list(differences(["a", "b"], ["a", "b"])) == list(differences([], [])) == []
