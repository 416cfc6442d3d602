"""The draft: what a clinic secretary opens, what a patient gets, and what must never leave the clinic.

Each message is read back by Python's own parser, and by ripmime, which shares no code with it.
"""
import email
import json
import re
import shutil
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest

from booklet.copies.mail.address import recipients_of
from booklet.copies.mail.drafts import keep_draft
from booklet.copies.mail.enclosure import file_name_problems
from booklet.copies.mail.words import size_words, subject_problems
from booklet.core.problems import Place
from booklet.deliver.freshness import Build
from booklet.pipeline import make_booklets
from tests.conftest import STARTER
from tests.manuscripts import PROBLEM, Handout, filled_in, with_authors
from tests.messages import HEADS, parts_of

PLACE = Place("--to")


@pytest.fixture(scope="session")
def starter(tmp_path_factory) -> Path:
    """The starter handout, built once in one edition, with a clinic that is no example beside it."""
    home = tmp_path_factory.mktemp("post")
    with_authors(shutil.copytree(STARTER, home / "sections"))
    profile = (home / "sections" / "clinic.example.toml").read_text("utf-8")
    profile = profile.replace("Example Clinic", "Clinic <A> & Söhne")
    night = '\n[out_of_hours]\nphone = "0113 392 2668"\nhours = "Nights"\n\n[ward]\nphone = "0113 243 2799"\n'
    (home / "clinic.toml").write_text(filled_in(profile) + night, encoding="utf-8")
    make_booklets(Build(home / "sections", home / "clinic.toml", None, None, home / "dist"), ["a4"])
    make_booklets(Build(home / "sections", None, None, None, home / "dist-example"), ["a4"])
    return home


@pytest.fixture
def counter(starter, tmp_path, monkeypatch, capsys) -> Handout:
    """The counter of a clinic that has built its handout: `counter.command("draft", ...)`."""
    handout = Handout(tmp_path, monkeypatch, capsys)
    for folder in (handout.folder, handout.out):
        shutil.rmtree(folder)
    shutil.copytree(starter, tmp_path, dirs_exist_ok=True)
    return handout


def drafted(counter: Handout, *arguments: str) -> bytes:
    """The message that the command wrote."""
    status = counter.command("draft", "--to", "a.lee@example.org", "--clinic", "clinic.toml", *arguments)
    assert status == 0, counter.said
    (name,) = re.findall(r"(?:Wrote|already:) (\S+), for a\.lee@example\.org: ", counter.said)
    return (counter.home / name).read_bytes()


def refused(counter: Handout, *arguments: str) -> list[str]:
    """Each problem that was told, without its words; nothing is written."""
    assert counter.command("draft", *arguments) == 1, counter.said
    assert not [file for file in counter.home.rglob("*") if file.suffix in (".eml", ".tmp")]
    return PROBLEM.findall(counter.said)


class _Body(HTMLParser):
    """The words between <body> and its end."""

    def __init__(self):
        super().__init__()
        self.text, self.tags, self.inside = "", [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = self.inside or tag == "body"
        self.text += "\n- " if tag == "li" else "\n" if tag in ("p", "h1", "h2", "br") else ""

    def handle_data(self, data):
        self.text += data if self.inside else ""


def read_html(html: str) -> _Body:
    reader = _Body()
    reader.feed(html)
    return reader


# What is in it


def test_the_message_opens_as_one_that_has_not_been_sent(counter):
    opened = email.message_from_bytes(drafted(counter), policy=default)
    assert opened.keys() == HEADS
    assert opened["X-Unsent"] == "1" and opened["To"] == "a.lee@example.org"


def test_the_attached_file_is_the_one_that_was_built(counter):
    message = drafted(counter)
    assert parts_of(message)[2:] == ((counter.home / "dist" / "clean-hands-a4.pdf").read_bytes(), "handout-a4.pdf")


def test_another_mail_program_finds_the_same_file(counter, tmp_path):
    """What one parser forgives, the next may not."""
    drafted(counter)
    unpacked = tmp_path / "unpacked"
    subprocess.run(["ripmime", "-i", tmp_path / "draft.eml", "-d", unpacked], check=True, capture_output=True)
    built = (counter.home / "dist" / "clean-hands-a4.pdf").read_bytes()
    assert (unpacked / "handout-a4.pdf").read_bytes() == built
    texts = [file.read_text("utf-8").strip() for file in sorted(unpacked.glob("textfile*"))]
    text, html, *_ = parts_of((tmp_path / "draft.eml").read_bytes())
    assert [one for one in texts if one] == [text.strip(), html.strip()]


def test_plain_text_and_html_say_the_same_words(counter):
    """One patient reads the one, the next patient the other."""
    for options in ((), ("--name-the-handout",), ("--attach", "Für zu Hause.pdf")):
        text, html, *_ = parts_of(drafted(counter, *options))
        assert text.split() == read_html(html).text.split()


def test_the_message_tells_what_is_attached_and_whom_to_call(counter):
    text, *_ = parts_of(drafted(counter))
    for words in (
        "Your handout from Clinic <A> & Söhne\n\nHello,\n\nYour handout is attached to this message.",
        "- File: handout-a4.pdf",
        "- For A4 paper, version 0.1", "- Length: 3 pages",
        "large print, or for a copy on paper.\nCall 0113 243 2799", "If a life is in danger, call 999.",
        "If you need us when we are closed, call 0113 392 2668 (Nights).",
        "Please do not answer this message to tell us about urgent symptoms.",
        "not an emergency service", "has not been signed off by a clinician",
    ):  # fmt: skip
        assert words in text
    built = (counter.home / "dist" / "clean-hands-a4.pdf").stat().st_size
    assert f"- Size: {round(built / 1000)} kB" in text


def test_nothing_tells_of_an_illness_unless_it_is_asked_for(counter):
    """A subject is read on a locked telephone that lies on a table at work."""
    title = "clean"
    text, html, _, name = parts_of(drafted(counter))
    assert not [words for words in (text, html, name) if title in words.lower()]
    assert "Subject: =?utf-8?b?" in drafted(counter).decode("ascii")
    named = parts_of(drafted(counter, "--name-the-handout"))
    assert "- Title: Clean hands" in named[0] and "Clean hands" in named[1] and named[3] == "handout-a4.pdf"


def test_what_a_clinic_types_is_never_read_as_html(counter):
    _, html, *_ = parts_of(drafted(counter))
    assert "Clinic &lt;A&gt; &amp; Söhne" in html
    tags = read_html(html).tags
    assert "a" not in {tag for tag, _ in tags}


def test_the_html_is_plain_and_says_its_language(counter):
    """No picture is fetched, nothing runs, and a dark window stays dark."""
    _, html, *_ = parts_of(drafted(counter))
    tags = read_html(html).tags
    assert dict(tags)["html"] == {"lang": "en-GB", "dir": "ltr"}
    assert not {tag for tag, _ in tags} & {"img", "script", "link", "style", "table", "font", "a"}
    assert not re.search(r"\bcolor:|background|https?:|url\(", html)
    assert [tag for tag, _ in tags if tag.startswith("h") and tag[1:].isdigit()] == ["h1", "h2", "h2", "h2"]


def test_only_its_owner_can_read_the_draft(counter):
    """It holds the address of a patient."""
    drafted(counter)
    assert stat.S_IMODE((counter.home / "draft.eml").stat().st_mode) == 0o600


def test_another_edition_and_another_name_can_be_asked_for(counter):
    make_booklets(Build(counter.home / "sections", counter.home / "clinic.toml", None, None, counter.home / "dist"), ["letter"])
    assert parts_of(drafted(counter))[3] == "handout-a4.pdf"
    named = ("--attach", "Ulotka dla Ciebie.pdf", "--subject", "Ulotka, część 1")
    message = drafted(counter, "--edition", "letter", *named)
    text, _, content, name = parts_of(message)
    assert content == (counter.home / "dist" / "clean-hands-letter.pdf").read_bytes()
    assert name == "Ulotka dla Ciebie.pdf" and "For Letter paper" in text
    assert email.message_from_bytes(message, policy=default)["Subject"] == "Ulotka, część 1"


# What is refused


def test_the_example_clinic_is_refused_unless_it_is_asked_for(counter):
    """A patient in need would call a number that nobody answers."""
    options = ("--to", "a.lee@example.org", "--built", "dist-example")
    assert refused(counter, *options) == ["sections/clinic.example.toml: example-clinic"]
    assert counter.command("draft", *options, "--example") == 0, counter.said
    message = (counter.home / "draft.eml").read_bytes()
    text, html, *_ = parts_of(message)
    assert text.startswith("EXAMPLE. The clinic and the phone numbers in this message are not real.")
    assert read_html(html).text.split() == text.split()
    assert b"\r\nSubject: Example: Your handout from Example Clinic\r\n" in message


@pytest.mark.parametrize(("to", "slug"), [
    (["a@example.org", "b@example.org"], "several-recipients"),
    (["a@example.org, b@example.org"], "several-recipients"),
    (["a@example.org;b@example.org"], "several-recipients"),
    (["Lee <a@example.org> b@example.org"], "several-recipients"),
    (["Lee, A. <a@example.org>"], "bad-address"),
    (["a@example.org <a@example.org>"], "bad-address"),
    (["lee"], "bad-address"),
    ([""], "bad-address"),
    (["@example.org"], "bad-address"),
    (["a@localhost"], "bad-address"),
    (["a..b@example.org"], "bad-address"),
    (["a@[127.0.0.1]"], "bad-address"),
    (["a@127.0.0.1"], "bad-address"),
    (["a@-example.org"], "bad-address"),
    (['"a b"@example.org'], "bad-address"),
    (["süß@example.org"], "bad-address"),
    (["a@straße.example"], "bad-address"),
    ([f"{'a' * 65}@example.org"], "bad-address"),
    ([f"{'n' * 121} <a@example.org>"], "bad-address"),
    (["a@example.org\nBcc: b@example.com"], "strange-text"),
    (["A\rB <a@example.org>"], "strange-text"),
    (["A\u2028B <a@example.org>"], "strange-text"),
    (["A\u202eB <a@example.org>"], "strange-text"),
    (["a@example.org\0"], "strange-text"),
])  # fmt: skip
def test_an_address_that_could_go_astray_is_refused(to, slug):
    """What reached the wrong person cannot be called back."""
    _found, problems = recipients_of(tuple(to), PLACE)
    assert [str(problem.place) for problem in problems] == ["--to"] and [problem.slug for problem in problems] == [slug]
    assert all("\n" not in problem.says for problem in problems)


def test_every_problem_is_told_at_once(counter):
    told = refused(
        counter, "--to", "lee", "--to", "b@example.org", "--subject", "a\nBcc: x@example.org", "--attach", "../a.pdf",
        "--built", "nowhere",
    )  # fmt: skip
    assert sorted(told) == [
        "--attach: bad-file-name", "--subject: strange-text", "--to: bad-address", "--to: several-recipients",
        "nowhere: not-built", "sections/clinic.example.toml: example-clinic",
    ]  # fmt: skip


def test_a_message_for_nobody_is_wrong_usage(counter):
    assert counter.command("draft", "--clinic", "clinic.toml") == 2
    assert "--to" in counter.said


@pytest.mark.parametrize(("subject", "slug"), [("", "bad-subject"), ("  ", "bad-subject"), ("a" * 201, "bad-subject"),
                                           ("a\tb", "strange-text"), ("a\0b", "strange-text")])  # fmt: skip
def test_a_subject_is_one_short_line(subject, slug):
    assert [problem.slug for problem in subject_problems(subject, Place("--subject"))] == [slug]


@pytest.mark.parametrize(
    "name",
    ["handout", ".pdf", "a/b.pdf", "a\\b.pdf", "a:b.pdf", ".hidden.pdf", "-x.pdf", " a.pdf", "a  b.pdf", "con.pdf",
     "LPT1.x.pdf", "a" * 57 + ".pdf", "a?.pdf", "a\nb.pdf", "handout.pdf.exe"],
)  # fmt: skip
def test_a_file_name_that_not_every_computer_can_save_is_refused(name):
    assert [problem.slug for problem in file_name_problems(name, Place("--attach"))] == ["bad-file-name"]


def test_a_file_name_with_characters_that_nobody_sees_is_refused():
    """handout<turn round>fdp.exe looks like handoutexe.pdf."""
    assert [p.slug for p in file_name_problems("a\u202ebc.pdf", Place("--attach"))] == ["strange-text"]


@pytest.mark.parametrize(("change", "slug"), [
    ("a section", "dist/clean-hands-a4.pdf: stale-file"), ("the clinic", "dist/clean-hands-a4.pdf: stale-file"),
    ("another clinic", "dist/clean-hands-a4.pdf: stale-file"), ("a spoilt section", "dist/clean-hands-a4.pdf: stale-file"),
    ("the built file", "dist/clean-hands-a4.pdf: changed-file"), ("no file", "dist/clean-hands-a4.pdf: not-built"),
    ("no manifest", "dist: not-built"), ("other edition", "dist: not-built"),
    ("manifest of elsewhere", "dist: not-built"),
])  # fmt: skip
def test_only_what_was_built_from_just_these_words_is_sent(counter, change, slug):
    """Or the patient gets last month's phone numbers."""
    options, edition = ["--to", "a.lee@example.org", "--clinic", "clinic.toml"], "a4"
    pdf, manifest = counter.out / "clean-hands-a4.pdf", counter.out / "manifest.json"
    if change in ("a section", "a spoilt section", "the clinic"):
        file, old, new = {
            "a section": (counter.folder / "040-who-to-ask.md", "My questions", "Our questions"),
            "a spoilt section": (counter.folder / "040-who-to-ask.md", "My questions", "::: safety\nMy questions"),
            "the clinic": (counter.home / "clinic.toml", "243 2799", "243 2798"),
        }[change]
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
    elif change == "another clinic":
        text = (counter.home / "clinic.toml").read_text("utf-8").replace("243 2799", "243 2798")
        (counter.home / "other.toml").write_text(text, encoding="utf-8")
        options[-1] = "other.toml"
    elif change == "the built file":
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    elif change == "no file":
        pdf.unlink()
    elif change == "no manifest":
        manifest.unlink()
    elif change == "other edition":
        edition = "letter"
        options += ["--edition", edition]
    else:
        entries = json.loads(manifest.read_text())["files"]
        manifest.write_text(json.dumps({"files": [{**entries[0], "file": "../secret.pdf"}, "x", {"file": 1}]}))
    assert refused(counter, *options) == [slug]
    named = "" if "manifest" in change else f" --edition {edition}"  # where nothing is built: those of every day
    assert f"build first: python build.py build{named} --clinic {options[3]}\n" in counter.said


@pytest.mark.parametrize("change", ["a blank line", "a picture that nothing shows", "a note beside it"])
def test_a_change_that_changes_no_page_refuses_nobody(counter, change):
    """Forty drafts on a busy morning must not fail because somebody has tidied a folder."""
    if change == "a blank line":
        section = counter.folder / "040-who-to-ask.md"
        section.write_bytes(section.read_bytes() + b"\n")
    elif change == "a picture that nothing shows":
        shutil.copy(counter.folder / "figures" / "three-steps.svg", counter.folder / "figures" / "spare.svg")
    elif change == "a note beside it":
        (counter.folder / "to do.txt").write_text("Ask the printer.")
    message = drafted(counter)
    assert parts_of(message)[2] == (counter.out / "clean-hands-a4.pdf").read_bytes()


@pytest.mark.parametrize(("edition", "hint"), [("web", "editions to attach: a4, letter, large-print, leaflet"), ("lettre", "did you mean letter?")])
def test_what_no_build_can_make_a_pdf_of_is_told(counter, edition, hint):
    """A hint to build it would send the secretary round in a circle."""
    options = ("--to", "a.lee@example.org", "--clinic", "clinic.toml", "--edition", edition)
    assert refused(counter, *options) == ["--edition: unknown-edition"]
    assert f"hint: {hint}\n" in counter.said


def test_a_hint_repeats_all_that_was_typed(counter):
    """With a part of it left out, the command builds another handout, or for another day."""
    shutil.move(counter.folder, counter.home / "our pages")
    options = ("--source", "our pages", "--clinic", "clinic.toml", "--date", "2026-12-24", "--built", "dist-2")
    assert refused(counter, "--to", "a.lee@example.org", *options, "--edition", "letter") == ["dist-2: not-built"]
    typed = "build --edition letter --source 'our pages' --clinic clinic.toml --date 2026-12-24 --out dist-2"
    assert f"hint: build first: python build.py {typed}\n" in counter.said


def test_whoever_forgets_to_name_the_handout_is_told_which_one_lies_there(counter):
    """The hint was to build the shipped one into that folder."""
    shutil.copytree(counter.folder, counter.home / "ours")
    settings = counter.home / "ours" / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace("clean-hands", "ours"), "utf-8")
    options = ("--to", "a.lee@example.org", "--clinic", "clinic.toml", "--source", "ours")
    assert refused(counter, *options) == ["dist: not-built"]
    assert "what lies there is of another handout: add --source sections\n" in counter.said


# Where it lies


def test_no_draft_is_written_over_the_one_before(counter):
    """The letter to one patient would take the place of the letter to another."""
    people = ["a.lee@example.org", "b.ray@example.org", "c.may@example.org"]
    for person in people:
        assert counter.command("draft", "--to", person, "--clinic", "clinic.toml") == 0, counter.said
        assert f", for {person}: " in counter.said
    assert "3 drafts lie here. Delete each one when it is sent" in counter.said
    names = ["draft.eml", "draft-2.eml", "draft-3.eml"]
    opened = [email.message_from_bytes((counter.home / name).read_bytes(), policy=default) for name in names]
    assert [message["To"] for message in opened] == people
    assert not [file.name for file in counter.home.iterdir() if re.search("lee|ray|may|hands", file.name)]


def test_a_number_is_not_used_again_while_later_drafts_lie_there(counter):
    """Else the newest draft would look like the oldest, and be sent in its place."""
    for person in ("a", "b", "c"):
        assert counter.command("draft", "--to", f"{person}@example.org", "--clinic", "clinic.toml") == 0
    (counter.home / "draft.eml").unlink()
    (counter.home / "draft-2.eml").unlink()
    assert counter.command("draft", "--to", "d@example.org", "--clinic", "clinic.toml") == 0
    assert "Wrote draft-4.eml, for d@example.org" in counter.said


def test_the_same_wish_twice_is_one_draft(counter):
    """Who types it again, unsure whether it has worked, shall not send it twice."""
    assert drafted(counter) == drafted(counter)
    assert "This message lies there already: draft.eml" in counter.said
    assert [file.name for file in counter.home.glob("*.eml")] == ["draft.eml"]


def test_a_name_that_is_taken_is_refused_with_a_free_one(counter):
    drafted(counter, "--out", "lee.eml")
    before = (counter.home / "lee.eml").read_bytes()
    options = ("--to", "b@example.org", "--clinic", "clinic.toml", "--out")
    assert counter.command("draft", *options, "lee.eml") == 1
    assert PROBLEM.findall(counter.said) == ["lee.eml: draft-exists"] and "--out draft.eml" in counter.said
    assert counter.command("draft", *options, "sections/booklet.toml") == 1
    assert "sections/booklet.toml: draft-exists" in counter.said
    assert (counter.home / "lee.eml").read_bytes() == before
    assert not list(counter.home.rglob("*.tmp"))


def test_two_who_write_drafts_at_once_get_one_each(tmp_path, monkeypatch):
    """Both counters of a practice may write into the same folder."""
    monkeypatch.chdir(tmp_path)
    with ThreadPoolExecutor(8) as counters:
        kept = list(counters.map(lambda number: keep_draft(b"%d" % number, None)[0].name, range(40)))
    assert sorted(kept) == sorted({file.name for file in tmp_path.iterdir()})
    assert sorted(int(file.read_bytes()) for file in tmp_path.iterdir()) == list(range(40))


def test_a_message_that_servers_turn_away_is_told_before_it_is_written(counter):
    """The secretary would learn of it an hour later, or never."""
    message = drafted(counter)
    (counter.home / "draft.eml").unlink()
    options = ("--to", "a.lee@example.org", "--clinic", "clinic.toml")
    assert refused(counter, *options, "--limit-mb", "0.05") == ["handout-a4.pdf: message-too-big"]
    assert size_words(len(message)) in counter.said and "0.05 MB" in counter.said and "--limit-mb" in counter.said
    just = f"{len(message) / 1_000_000:.6f}"
    assert counter.command("draft", *options, "--limit-mb", just) == 0
    assert counter.command("draft", *options, "--limit-mb", "nan") == 1


def test_a_place_that_cannot_be_written_is_told(counter):
    (counter.home / "a-file").write_text("x")
    options = ("--to", "a.lee@example.org", "--clinic", "clinic.toml", "--out")
    assert refused(counter, *options, "a-file/draft.eml") == ["a-file/draft.eml: cannot-write"]
    assert refused(counter, *options, "dist") == ["dist: cannot-write"]


@pytest.mark.parametrize("missing", ["sections/booklet.toml", "clinic.toml"])
def test_a_missing_settings_file_is_told(counter, missing):
    (counter.home / missing).unlink()
    assert refused(counter, "--to", "a@example.org", "--clinic", "clinic.toml") == [f"{missing}: missing-file"]


def test_a_good_draft_stays_when_the_next_one_fails(counter):
    message = drafted(counter)
    assert counter.command("draft", "--to", "nobody", "--clinic", "clinic.toml") == 1
    assert (counter.home / "draft.eml").read_bytes() == message
