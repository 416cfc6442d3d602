"""Copies: each says what its row says and nothing else, is as valid as the handout, and survives whatever stops the run."""
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from unicodedata import combining

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.check.judge import opened_problems
from booklet.check.pdf.document import Proof
from booklet.copies.plate.type import painted_runs
from booklet.copies.plate.make import make_plates
from booklet.copies.plate.plate import Plate
from booklet.core.disk.locks import locked
from booklet.core.letters.chain import chain
from booklet.core.problems import BookletError
from booklet.core.progress import Step
from booklet.pipeline import make_edition, read_manuscript
from tests.commands import typed
from tests.conftest import ROOT
from tests.lists import BODY, NAMES, ONE, PERSONAL, handout, hashes, list_of, order_of


@pytest.fixture(scope="module")
def plate(cited) -> Plate:
    return make_plates(cited, "a4")[0]


def struck(plate: Plate, name: str, note: str = "Bring your glasses.") -> Proof:
    content, misfits = plate.struck({"person.name": name, "visit.note": note})
    assert misfits == ()
    return Proof(content)


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_as_valid_as_the_handout_and_says_the_name_where_it_stands(plate, name):
    proof = struck(plate, name)
    assert opened_problems(proof, "a4") == []
    said = [element.text for element in proof.elements() if element.tag in ("P", "LI")]
    assert {f"This is for {name}", f"Also {name}", "Bring your glasses."} <= {text.removeprefix("• ") for text in said}
    assert sum(element.tag == "Form" for element in proof.elements()) == 1, "the next visit alone is left to be written"


def test_what_closes_a_sentence_follows_the_words_of_a_person(tmp_path):
    """The full stop stood where the widest value ends; and a place of two lines stood above the words before it."""
    body = "\nFor {{ person.name }} (or {{ person.name }}): come.\n\n- To **{{ person.name }}**, if **{{ person.name }}**!\n\nBring {{ visit.note }}.\n\nSee {{ person.name }}’s notes. [@lee2020]\n"
    cited = read_manuscript(handout(tmp_path, body))
    proof = struck(make_plates(cited, "a4")[0], "Ann", "your glasses")
    words = " ".join(proof.words_text().split())
    assert all(said in words for said in ("For Ann (or Ann): come.", "To Ann, if Ann!", "Bring your glasses.", "See Ann’s notes.")), words
    assert opened_problems(proof, "a4") == []
    runs = {run.text.strip(): run.box for page in range(proof.page_count) for run in proof.words_on(page)}
    stop = next(box for text, box in runs.items() if text.endswith("your glasses."))
    assert abs(stop[1] - runs["Bring"][1]) < 1, "on one line"
    assert stop[2] < 300 and {"Ann,", "Ann!", "Ann):"} <= runs.keys(), "not at the end of the widest value"


@pytest.mark.parametrize("edition", ["a4", "web", "text"])
def test_the_general_edition_says_nothing_that_is_personal(tmp_path, edition):
    """The web page told each reader to come on the day that the settings have as the widest."""
    more = '[editions.web]\nmedium = "web"\n[editions.text]\nmedium = "text"\n'
    folder = handout(tmp_path, "\nFor {{ person.name }}.\n\nBring {{ visit.note }}.\n\nRest. [@lee2020]\n", PERSONAL.replace("[editions.a4]", f"{more}[editions.a4]"))
    content = make_edition(read_manuscript(folder), edition).content
    said = Proof(content).words_text() if edition == "a4" else content.decode()
    assert "For" in said and "Featherstone" not in said and "daughter" not in said
    assert re.search(r"For (?:\(write here\) ?|<span class=\"gap\"[^>]*></span>)\.", said)


def test_the_same_row_gives_the_same_bytes_and_only_the_paint_of_slots_is_new(plate):
    first, second = (plate.struck({"person.name": name, "visit.note": "x"})[0] for name in ("Ann Lee", "Bo Ray"))
    assert first.startswith(plate.content) and second.startswith(plate.content)
    assert first == plate.struck({"person.name": "Ann Lee", "visit.note": "x"})[0]
    assert len(first) - len(plate.content) < 3_000
    assert b"Ann" not in second and "Ann".encode("utf-16-be").hex().encode() not in second


def test_a_value_that_is_too_wide_is_set_smaller_and_then_refused(plate):
    wide = struck(plate, "Wilhelmina Featherstonehaugh-Smithson-Jones")
    assert opened_problems(wide, "a4") == []
    content, (misfit,) = plate.struck({"person.name": "W" * 60, "visit.note": "x"})
    assert (content, misfit.field, misfit.times > 1.5) == (b"", "person.name", True)
    two_lines = struck(plate, "Ann", "Please bring your daughter, all of your medicines, and a list of questions, if you can.")
    assert "a list of questions, if you can." in two_lines.words_text()


def test_running_text_keeps_its_size_among_many_cards(tmp_path):
    """A build and copies were refused in large print, for the words of cards and tables are smaller, and more."""
    cards = "\n::: steps\n" + "1. Wash your hands with soap, and dry them well.\n" * 8 + ":::\n"
    folder = handout(tmp_path, BODY + cards, PERSONAL + "promises.body_type_pt = 12\n")
    make_edition(read_manuscript(folder), "a4")
    assert order_of(folder, list_of(["Ann,x"]), tmp_path).problems == ()


@given(st.text(alphabet="ab 12,.()אבגمحمد-/%", max_size=30), st.booleans())
@settings(max_examples=200)
def test_runs_hold_each_letter_once(text, runs_to_left):
    runs = list(painted_runs(text, runs_to_left))
    assert sorted(at for start, end, _ in runs for at in range(start, end)) == list(range(len(text)))


# By the algorithm of Unicode (UAX #9), from left to right.
@pytest.mark.parametrize(("text", "runs_to_left", "painted"), [
    ("abc", False, "abc"), ("אבג", True, "גבא"), ("אבג 12", True, "12 גבא"), ("אבג 12", False, "12 גבא"), ("ab אבג cd", False, "ab גבא cd"),
    ("אב ab גד", True, "דג ab בא"), ("אבג, 12.5%", True, "12.5% ,גבא"), ("0113\u00a0243", True, "0113\u00a0243"), ("0113 243", True, "243 0113"), ("ab (12) אב", False, "ab (12) בא"),
    ("מח 12-14 a", True, "a 12-14 חמ"), ("אב (2)", False, ")2( בא"), ("ab (אב) 1", True, "1 )בא( ab"), ("אב (ab) גד", True, "דג )ab( בא"), ("אב (ab) גד", False, "בא (ab) דג"),
    ("حم 12-14", True, "14-12 مح"), ("אב 1%% ג", True, "ג 1%% בא"),
])  # fmt: skip
def test_a_line_is_painted_in_the_order_of_the_eye(text, runs_to_left, painted):
    parts = (text[start:end][::-1] if turned else text[start:end] for start, end, turned in painted_runs(text, runs_to_left))
    assert "".join(parts) == painted


def test_no_hint_builds_into_the_folder_of_copies(tmp_path, monkeypatch):
    """The handout for everybody, and pages that say DRAFT, would lie among the letters, for whoever prints the folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_bytes(list_of(["Ann,x"]))
    handout(tmp_path, "\nRest. [@lee2020]\n")
    told = typed("copies", "list.csv", "--out", "monday", "--source", "sections")
    assert "everybody: python build.py build --edition a4\n" in told.stderr
    (tmp_path / "monday").mkdir()
    for command in (("copies", "list.csv", "--out", "monday"), ("mail", "monday")):
        late = typed(*command, "--date", "2031-01-01", "--source", "sections")
        assert "past-review" in late.stderr and "python build.py build --date 2031-01-01 --draft\n" in late.stderr, late.stderr


def test_a_handout_without_personal_fields_says_what_to_write(tmp_path):
    with pytest.raises(BookletError) as told:
        order_of(handout(tmp_path, "\nRest. [@lee2020]\n", "[editions.a4]\n"), list_of(["Ann,x"]), tmp_path)
    assert [problem.slug for problem in told.value.problems] == ["no-personal-fields"]


ALIKE = '\n[editions.one-page]\npaper = "A4"\nsections = "summary"\n'


@pytest.mark.parametrize(("more", "code"), [
    (ALIKE, "no-personal-fields"), ('\n[editions.one-page]\npaper = "A4"\nreferences = "code"\n', "missing-setting"),
])  # fmt: skip
def test_an_edition_that_cannot_be_made_stops_no_other(tmp_path, more, code):
    """One row that wanted a leaflet without a name in it stopped the letters of a hundred others."""
    source, list_ = handout(tmp_path, f"{BODY}\n<!-- summary -->\n- Walk. [@lee2020]\n", PERSONAL), tmp_path / "list.csv"
    with (source / "booklet.toml").open("a", encoding="utf-8") as settings:
        settings.write(more)
    list_.write_bytes(list_of(["Ann,x,", "Bo,x,one page", ",x,", *[f"P{n},x,one page" for n in range(3)], "Cy,x,letter"], headings="Name,Note,Needs"))
    asked = ["copies", list_, "--source", source, "--out", tmp_path / "out", "--workers", "1"]
    done = typed(*asked)
    assert done.returncode == 1
    assert list(hashes(tmp_path / "out")) == ["rest-000002-a4.pdf", "rest-000008-letter.pdf"]
    told = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in told if line.startswith((str(tmp_path), "list.csv"))] == ["empty-value", code]
    assert "Edition one-page cannot be made, and these rows want it: 3, 5-7." in told
    assert told[-1].startswith("Rows without a copy: 5.")
    list_.write_bytes(list_of(["Bo,x,one page"], headings="Name,Note,Needs"))
    done = typed(*asked)
    assert (done.returncode, len(hashes(tmp_path / "out"))) == (1, 2), "where nothing can be made nothing is removed"


@pytest.mark.parametrize(("body", "says"), [
    ("{% if person.name %}x{% endif %}", "another for each person"), ("{{ person.nme }}", "no field person.nme"),
])  # fmt: skip
def test_a_field_is_printed_and_never_asked(tmp_path, body, says):
    manuscript = read_manuscript  # the section is refused where it is read
    with pytest.raises(BookletError, match=says):
        manuscript(handout(tmp_path, f"\n{body}\n\nRest. [@lee2020]\n"))


def test_what_is_personal_is_no_word_of_a_sentence(tmp_path):
    """Two sentences that ask for a field were told as the same one, by what Python prints of that."""
    said = "\nCome on {{ visit.note }} to the ward, please, and ring the bell.\n\nGo home on {{ person.name }} with a friend of yours.\n"
    done = typed("check", "--source", handout(tmp_path, BODY + said))
    assert "Reading grade" in done.stdout and "Gap(" not in done.stdout + done.stderr


OWN_FACES = [face for face in chain() if not face.members]


@pytest.mark.parametrize("face", OWN_FACES, ids=lambda face: face.family)
def test_each_face_of_the_press_goes_into_a_copy(plate, face):
    """The sum of a font's letters may look like the end of a line: no name in that script could be printed then."""
    letters = (chr(at) for part in face.letters for at in part)
    letter = next(each for each in letters if next(other for other in OWN_FACES if other.has(each)) == face and each.isprintable() and not combining(each))
    assert opened_problems(struck(plate, letter), "a4") == []


def test_a_list_that_has_changed_makes_only_what_is_new_and_removes_what_is_gone(folder, tmp_path):
    out = tmp_path / "out"
    order = order_of(folder, list_of(["Ann,x", "Bo,x", "Cy,x", "W" * 80 + ",x"]), tmp_path)
    first = order.run(out, ONE)
    assert ["row 5, Name, in a4: " in problem.says for problem in order.told(first)] == [True], "another edition has more room"
    assert (first.made.total(), first.kept, first.removed, [row for row, _ in first.misfits]) == (3, 0, 0, [5])
    second = order_of(folder, list_of(["Ann,x", "Bob,x"]), tmp_path).run(out, ONE)
    assert (second.made.total(), second.kept, second.removed) == (1, 1, 1)
    assert list(hashes(out)) == ["rest-000002-a4.pdf", "rest-000003-a4.pdf"]
    assert {file.stat().st_mode & 0o077 for file in (out, *out.iterdir())} == {0}


def test_copies_of_another_handout_stay(folder, tmp_path):
    """Where no folder was named, the copies of the first handout were removed for those of the second."""
    order, out = order_of(folder, list_of(["Ann,x"]), tmp_path), tmp_path / "out"
    order.run(out, ONE)
    other = replace(order, imprint=order.imprint.model_copy(update={"name": "walk"}))
    with pytest.raises(BookletError, match="copies of another handout lie there, rest"):
        other.run(out, ONE)
    assert list(hashes(out)) == ["rest-000002-a4.pdf"]
    (out / "rest-000002-a4.pdf").unlink()
    assert order.run(out, ONE).made.total() == 1


def test_nobody_else_works_in_a_folder_that_is_new_either(folder, tmp_path):
    """Of two runs at once each removed what the other had made, and said that all copies were there."""
    order, tried = order_of(folder, list_of(["Ann,x", "Bo,x"]), tmp_path), []

    def meanwhile(step: Step) -> None:
        with pytest.raises(BookletError, match="busy-file"), locked(tmp_path / "out" / "copies", 0):
            pass
        tried.append(step)

    assert order.run(tmp_path / "out", ONE, meanwhile).made.total() == len(hashes(tmp_path / "out")) == 2 and tried


def test_a_person_who_needs_another_edition_now_has_one_copy(folder, tmp_path):
    """The large one beside the old one would both be sent; a file of somebody else stays, whatever it is called."""
    out, needs = tmp_path / "out", '[columns]\nneeds = "Format"\n[needs]\nlarge = "letter"'
    for need, file in (("", "rest-000002-a4.pdf"), ("large", "rest-000002-letter.pdf")):
        list_ = list_of([f"Ann,x,{need}"], headings="Name,Note,Format")
        outcome = order_of(folder, list_, tmp_path, columns=needs).run(out, ONE)
        assert (outcome.made.total(), outcome.removed, list(hashes(out))) == (1, int(need != ""), [file])
        (out / "rest-000007-a4.txt").touch()
    assert (out / "rest-000007-a4.txt").exists()


def test_a_need_that_nothing_answers_is_told_and_has_no_copy(folder, tmp_path):
    """The general edition in its place would be one that this person cannot read."""
    list_ = list_of(["Ann,x,", "Bo,x,Braille", "Cy,x,Larg"], headings="Name,Note,Format")
    order = order_of(folder, list_, tmp_path, columns='[columns]\nneeds = "Format"\n[needs]\nlarge = "letter"')
    assert [(problem.slug, problem.place.line) for problem in order.problems] == [("unknown-need", 3), ("unknown-need", 4)]
    assert "large" in order.problems[1].hint
    assert [(person.row, person.edition) for person in order.source.people()] == [(2, "a4")]


def test_the_name_of_an_edition_is_a_need(folder, tmp_path):
    """As people type it. It was refused unless a file said that large-print is large-print."""
    with (folder / "booklet.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[editions.large-print]\n")
    list_ = list_of(["Ann,x,Letter", "Bo,x,Large print", "Cy,x,large-print"], headings="Name,Note,Needs")
    assert [person.edition for person in order_of(folder, list_, tmp_path).source.people()] == ["letter", *["large-print"] * 2]


def killed(_) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_killed_ends_the_run_with_a_sentence(tmp_path):
    """What is done is done; the rest is done when the same is typed again."""
    with pytest.raises(BookletError) as told:
        list(ONE.results(killed, None, [()], tmp_path))
    assert [problem.slug for problem in told.value.problems] == ["workers-gone"]


def test_what_was_killed_goes_on_and_ends_as_if_it_had_not_been(folder, tmp_path, monkeypatch):
    """In the middle of a write: no copy is missing, doubled or half-written, and nothing of a person stands in a name or the journal."""
    monkeypatch.chdir(tmp_path)
    order_of(folder, list_of([f"Person Number{n},Secret note {n}" for n in range(200)]), tmp_path).run(tmp_path / "whole", ONE)
    words = ["copies", "list.csv", "--source", folder, "--workers", "2", "--out", "out"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    press = subprocess.Popen([sys.executable, ROOT / "build.py", *words], **quiet, start_new_session=True)
    while len(list(tmp_path.glob("out/*.pdf"))) < 30 or not list(tmp_path.glob("out/.booklet-*")):
        assert press.poll() is None, "it came to its end"
        time.sleep(0.003)
    os.killpg(press.pid, signal.SIGKILL)
    press.wait()
    with suppress(ProcessLookupError):  # a worker in the middle of a write to a slow disk dies later
        for _ in range(3_000):
            os.killpg(press.pid, 0)
            time.sleep(0.01)
    whole = hashes(tmp_path / "whole")
    assert 30 <= len(hashes(tmp_path / "out")) < len(whole)
    done = typed(*words)
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "out") == whole
    assert not list((tmp_path / "out").glob(".booklet-*"))
    told = done.stdout + done.stderr + str(list((tmp_path / "out").iterdir())) + (tmp_path / "out" / ".copies.sqlite").read_bytes().decode("latin-1")
    assert "Number" not in told and "Secret" not in told
