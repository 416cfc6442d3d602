"""What is typed in the studio is never lost, whatever ends or comes late meanwhile: the window, its line, an answer, the studio, the folder.

One studio and one handout for the file: before each test its files are again what they were at first.
"""
import json
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.small import SHEET
from tests.studios import (
    OPEN, REST, SHOWN, SLEEP, WALK, at_the_end, caught, go, in_the_file, is_settled, nothing_is_kept, open_section, says, somebody_saves, typed, until,
)  # fmt: skip


def test_an_answer_that_comes_late_never_reaches_another_text(desk, opened):
    """Of a file that was left while it was looked at, or while it was asked for: its words, and what is kept of it, stay its own."""
    held, walk = [], in_the_file(opened, WALK)

    def keep(route) -> None:
        held.append(route)

    def hold() -> None:
        held.clear()
        desk.route("**/api/file/030*", keep)

    def is_untouched_by_them() -> bool:
        with desk.expect_response(lambda answer: "/api/file/030" in answer.url):
            for route in held:
                route.continue_()
        desk.unroute("**/api/file/030*")
        desk.wait_for_timeout(300)
        is_settled(desk)
        return desk.evaluate(SHOWN, walk) and not desk.locator(".meanwhile").is_visible() and nothing_is_kept(desk)

    open_section(desk, "How should I sleep?")
    is_settled(desk)
    hold()
    somebody_saves(opened.folder / SLEEP, in_the_file(opened, SLEEP) + "\nSomebody added this.\n")
    caught(desk, held)
    open_section(desk, "Should I walk?")
    assert is_untouched_by_them()
    hold()
    desk.get_by_role("navigation", name="Files").get_by_role("button", name="Does rest help?").first.click()
    desk.get_by_role("navigation", name="Files").get_by_role("button", name="How should I sleep?").first.click()
    open_section(desk, "Should I walk?")
    assert is_untouched_by_them()
    desk.locator(".cm-content").focus()
    desk.keyboard.type("x")
    desk.keyboard.press("Control+z")
    open_section(desk, "How should I sleep?")
    is_settled(desk)
    assert in_the_file(opened, WALK) == walk and nothing_is_kept(desk)


def test_what_was_kept_of_unsaved_words_is_saved_by_itself_and_only_in_its_own_handout(desk, opened):
    """A window that was closed before it could save; and another handout with a file of that name, at the same address."""
    words, sha256 = (opened.file(WALK)[name] for name in ("words", "sha256"))
    handout = json.loads(opened.ask("GET", "/api/files")[2])["handout"]
    keep = "([name, words, sha256]) => localStorage.setItem(`unsaved:${name}`, JSON.stringify({words, sha256}))"
    open_section(desk, "Does rest help?")
    for name, kept in ((f"{handout}:{WALK}", f"{words}\nKept."), (f"another:{WALK}", "Of another."), (WALK, "Of another.")):
        desk.evaluate(keep, [name, kept, sha256])
    desk.reload()
    until(desk, OPEN, WALK)
    is_settled(desk)
    assert in_the_file(opened, WALK) == f"{words}\nKept." and not desk.locator(".meanwhile").is_visible()
    desk.evaluate(keep, [f"{handout}:{SLEEP}", "Older.", sha256])  # since then somebody has saved it
    desk.get_by_role("navigation", name="Files").get_by_role("button", name="How should I sleep?").click()
    desk.get_by_role("region", name="Two versions").wait_for()
    desk.get_by_role("button", name="Take what is on the disk").click()
    is_settled(desk)
    assert "A nap at noon" in in_the_file(opened, SLEEP)
    was = opened.file(REST)
    opened.save(REST, f"{was['words']}\nCame.", was["sha256"])
    theirs = f"{was['words']}\nCame, and was changed by somebody."
    somebody_saves(opened.folder / REST, theirs)
    desk.evaluate(keep, [f"{handout}:{REST}", f"{was['words']}\nCame.", was["sha256"]])  # its answer came to a window that was closed
    open_section(desk, "Does rest help?")
    until(desk, SHOWN, theirs)
    says(desk, "Changed on the disk, and shown as it is now")
    assert in_the_file(opened, REST) == theirs and not desk.locator(".meanwhile").is_visible(), "older words are no version"
    assert desk.evaluate("Object.keys(localStorage).sort()") == [f"unsaved:{WALK}", f"unsaved:another:{WALK}"]
    desk.evaluate("localStorage.clear()")


def test_what_a_form_could_not_save_stays_in_it_and_is_saved_later(desk, opened):
    file, title = opened.folder / "booklet.toml", desk.get_by_label("Title", exact=True)
    before = file.read_text("utf-8")
    desk.route("**/api/file/booklet.toml", lambda route: route.abort())
    go(desk, "Cover")
    assert title.count() == 0  # it cannot be read
    desk.unroute("**/api/file/booklet.toml")
    go(desk, "Write")
    go(desk, "Cover")
    title.wait_for()
    desk.route("**/api/file/booklet.toml", lambda route: route.abort())
    title.fill("Rest for a minute")
    desk.locator(".said", has_text="Not saved").wait_for()
    go(desk, "Write")
    go(desk, "Cover")
    assert title.input_value() == "Rest for a minute" and file.read_text("utf-8") == before
    desk.unroute("**/api/file/booklet.toml")
    desk.locator(".said", has_text="Saved").and_(desk.locator(":not([data-kind=wrong])")).wait_for()
    assert 'title = "Rest for a minute"' in file.read_text("utf-8")
    go(desk, "Write")
    desk.route("**/api/file/*", lambda route: route.abort())
    desk.locator("summary", has_text="New section").click()
    desk.get_by_label("Its title").fill("Where can I rest?")
    desk.get_by_role("button", name="Begin it").click()
    says(desk, "The studio does not answer.")
    assert desk.get_by_label("Its title").input_value() == "Where can I rest?"
    desk.locator("summary", has_text="New section").click()
    shutil.copy(SHEET / "numbers.json", opened.folder)
    desk.unroute("**/api/file/*")
    go(desk, "Figures")
    desk.locator(".drawing[src]").wait_for()
    desk.route("**/api/file/*", lambda route: route.abort())
    title.first.fill("Who rests?")
    desk.locator(".said", has_text="Not saved").wait_for()
    desk.unroute("**/api/file/*")
    desk.locator(".said", has_text="Saved").and_(desk.locator(":not([data-kind=wrong])")).wait_for()
    assert json.loads(in_the_file(opened, "numbers.json"))[0]["title"] == "Who rests?"


def test_what_is_typed_last_is_saved_while_the_browser_asks_whether_to_close(desk, opened):
    """It was kept in the browser, and came into the file only when the studio was opened there again."""
    last = desk.context.new_page()
    last.goto(f"{opened.address}#write/{WALK}")
    last.locator(".cm-line", has_text="Walk a little").wait_for()

    def wait_and_leave(dialog) -> None:
        left = 100
        while left and "My last words." not in in_the_file(opened, WALK):
            left -= 1
            time.sleep(0.1)
        dialog.accept()

    last.on("dialog", wait_and_leave)
    at_the_end(last, "")
    last.keyboard.insert_text("\nMy last words.")  # in one piece, or a part of them may be on its way already
    with last.expect_event("close"):
        last.close(run_before_unload=True)
    assert "My last words." in in_the_file(opened, WALK)
    until(desk, "localStorage.length === 0")  # no answer reached who was closed: what it kept is let go by who sees it in the file


def test_a_term_that_is_being_typed_stays_while_another_is_taken_out(desk, opened):
    file = opened.folder / "glossary.md"
    before = file.read_text("utf-8")
    somebody_saves(file, f"aaa\n:   One.\n\nbbb\n:   Two.\n\n{before}")
    go(desk, "Glossary")
    meaning = desk.get_by_label("What it means", exact=True)
    desk.get_by_role("button", name="Change bbb").click()
    meaning.fill("Two, said better.")
    desk.get_by_role("button", name="Take out aaa").click()
    desk.get_by_role("button", name="Take out aaa").wait_for(state="detached")
    go(desk, "Write")
    go(desk, "Glossary")
    assert meaning.input_value() == "Two, said better."
    desk.get_by_role("button", name="Save it").click()
    desk.get_by_text("“bbb” is saved.").wait_for()
    assert file.read_text("utf-8") == f"bbb\n:   Two, said better.\n\n{before}"


@contextmanager
def one_answer_lost(desk):
    """The first save of what is done meanwhile comes to the disk, and its answer does not come back."""
    lost = []

    def lose(route):
        if route.request.method == "PUT" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    desk.route("**/api/file/*", lose)
    yield
    caught(desk, lost)
    desk.unroute("**/api/file/*")


def test_a_save_whose_answer_is_lost_is_no_version_of_somebody_else(desk, opened):
    """The studio was killed in the moment of a save: what had been typed by then was shown as what somebody else had written."""
    before = in_the_file(opened, WALK)
    with one_answer_lost(desk):
        at_the_end(desk, "\nSaved.")
    desk.keyboard.type(" And more.")
    until(desk, "document.querySelector('#state').textContent === 'Saved'")
    assert in_the_file(opened, WALK) == f"{before}\nSaved. And more."
    assert not desk.locator(".meanwhile").is_visible()


def test_a_form_whose_answer_is_lost_blames_nobody_else_and_writes_nothing_twice(desk, opened):
    """Of a cover, a term and a figure it was said that somebody else had changed the file; what was typed went from the form."""
    before, said = in_the_file(opened, "glossary.md"), desk.locator(".said")
    go(desk, "Cover")
    title = desk.get_by_label("Title", exact=True)
    with one_answer_lost(desk):
        title.fill("Rest well")
    title.fill("Rest well, and walk")
    said.filter(has_text=re.compile("^Saved")).wait_for()
    assert 'title = "Rest well, and walk"' in in_the_file(opened, "booklet.toml")
    go(desk, "Glossary")
    with one_answer_lost(desk):
        desk.get_by_label("Term", exact=True).fill("pulse")
        desk.get_by_label("What it means", exact=True).fill("How often the heart beats.")
        desk.get_by_role("button", name="Add it").click()
    said.filter(has_text="“pulse” is saved.").wait_for()  # once it is seen in the file
    assert desk.get_by_label("Term", exact=True).input_value() == ""
    assert in_the_file(opened, "glossary.md") == f"{before}\npulse\n:   How often the heart beats.\n"
    go(desk, "Figures")
    with one_answer_lost(desk):
        desk.get_by_role("button", name="Begin it").click()
    said.filter(has_text="Not saved").wait_for()
    desk.get_by_label("Of 100", exact=True).first.fill("71")
    said.filter(has_text="Saved").filter(has_not_text="Not").wait_for()
    _, entry = json.loads(in_the_file(opened, "numbers.json"))
    assert entry["groups"][0]["of_100"] == 71


def test_a_studio_that_is_killed_and_started_anew_loses_nothing_that_was_typed(desk, opened):
    """In the moment of a save; without a server; and before one that does not know this window yet, until its address is opened."""
    before, port, old = in_the_file(opened, WALK), opened.port, opened.heads()
    desk.route("**/api/show", lambda route: route.abort())
    desk.evaluate("document.getElementById('edition').dispatchEvent(new Event('change'))")
    says(desk, "The studio does not answer.")  # nothing that is asked for is refused without a word
    desk.unroute("**/api/show")
    typed(desk, "\nSaved.")
    desk.keyboard.type(" In the moment.")
    opened.kill()
    desk.keyboard.type(" Without a server.")
    says(desk, "Not saved: The studio does not answer.")
    opened.start()
    assert opened.port == port  # a window that is still open finds it again
    assert opened.ask("GET", "/api/files", heads=old)[0] == 403
    assert "Saved." in in_the_file(opened, WALK)
    says(desk, "Not saved: The studio was started anew.")
    desk.keyboard.type(" Not known yet.")
    desk.context.request.get(opened.address)
    until(desk, "document.querySelector('#state').textContent === 'Saved'")
    assert in_the_file(opened, WALK) == f"{before}\nSaved. In the moment. Without a server. Not known yet."
    assert nothing_is_kept(desk) and not desk.locator(".meanwhile").is_visible()


def test_what_could_not_be_told_is_said_until_it_can_and_no_longer(desk, opened):
    """Beside "Saved" there stood for good that the studio does not answer, or that the folder had gone."""
    alarm, away = desk.get_by_role("alert"), opened.folder.with_name("away")
    desk.route("**/api/files", lambda route: route.abort())
    somebody_saves(opened.folder / SLEEP, in_the_file(opened, SLEEP) + "\nSomebody added this.\n")
    says(desk, "The studio does not answer.")
    desk.unroute("**/api/files")
    is_settled(desk)
    opened.folder.rename(away)
    alarm.filter(has_text="This folder is not there any more").wait_for()
    away.rename(opened.folder)
    until(desk, "document.querySelector('#alarm').textContent === ''")
    is_settled(desk)
    for screen in ("Cover", "Clinic", "Glossary", "Editions", "Sign-off", "Figures"):
        desk.route("**/api/**", lambda route: route.abort())
        go(desk, screen)
        desk.locator(".said", has_text="The studio does not answer.").wait_for()
        desk.unroute("**/api/**")
        somebody_saves(opened.folder / SLEEP, f"# How should I sleep?\n\nAs seen from {screen}. [@lee2020]\n")  # it is looked at again
        until(desk, "!document.querySelector('.said').textContent.includes('does not answer')")


def test_a_folder_that_vanishes_is_told_and_nothing_is_lost_when_it_comes_back(opened, files):
    read, away = opened.file(REST), opened.folder.with_name("away")
    opened.folder.rename(away)
    status, told = opened.save(REST, read["words"] + "\nTyped meanwhile.\n", read["sha256"])
    assert status == 422 and "not there any more" in told["problems"][0]["says"]
    assert not opened.folder.exists()  # and none is made in its place
    away.rename(opened.folder)
    assert opened.save(REST, read["words"] + "\nTyped meanwhile.\n", read["sha256"])[0] == 200
    assert "Typed meanwhile." in (opened.folder / REST).read_text(encoding="utf-8")


def test_what_was_saved_and_undone_is_new_when_it_is_typed_again(opened, files):
    """It was taken for words that somebody had gone on from, and was lost without a word beside theirs."""
    read = opened.file(REST)
    status, saved = opened.save(REST, f"{read['words']}\nTyped.\n", read["sha256"])
    assert status == 200 and opened.save(REST, read["words"], saved["sha256"])[0] == 200
    somebody_saves(opened.folder / REST, f"{read['words']}\nTheirs.\n")
    status, told = opened.save(REST, f"{read['words']}\nTyped.\n", read["sha256"])
    assert status == 409 and not told["came"]


def test_sections_change_places_and_one_that_is_taken_out_can_be_put_back(opened, files):
    """No word of them is lost on the way, and none is written over."""
    kept = {name: (opened.folder / name).read_bytes() for name in (REST, WALK)}

    def asked(deed: str, **words: str):
        status, _, content = opened.ask("POST", f"/api/{deed}", words)
        return status, json.loads(content).get("done", content.decode())

    assert asked("change-places", one=REST, other="020-walk.md") == (200, ["020-rest.md", "010-walk.md"])
    assert asked("change-places", one="020-rest.md", other="010-walk.md") == (200, [REST, "020-walk.md"])
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md")
    told = json.loads(opened.ask("GET", "/api/files")[2])
    assert WALK not in [each["file"] for each in told["files"]]
    assert told["taken_out"] == [{"kept": WALK, "title": "Should I walk?"}]  # as long as it lies there
    somebody_saves(opened.folder / "020-walk.md", "# Another\n")
    status, told = asked("put-back", kept="020-walk.md")
    assert status == 422 and "there is a file 020-walk.md already" in told
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md.2")  # beside the first one
    assert asked("put-back", kept="020-walk.md") == (200, "020-walk.md")
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md")
    somebody_saves(opened.folder / "020-begun.md", "# Begun meanwhile\n")  # two of one number cannot be built
    assert asked("put-back", kept="020-walk.md") == (200, "021-walk.md")
    (opened.folder / "020-begun.md").unlink()
    (opened.folder / "021-walk.md").rename(opened.folder / "020-walk.md")
    assert {name: (opened.folder / name).read_bytes() for name in kept} == kept


def test_what_keeps_a_job_from_being_done_is_told_with_its_file_and_its_line(opened, files):
    """Who asks for the editions of a broken booklet.toml is led to the line, as by any other problem."""
    settings = opened.folder / "booklet.toml"
    somebody_saves(settings, f"{settings.read_text(encoding='utf-8')}title twice\n")
    line = settings.read_text(encoding="utf-8").count("\n")
    status, _, content = opened.ask("POST", "/api/editions", {})
    told = [(each["file"], each["line"], each["code"]) for each in json.loads(content)["problems"]]
    assert (status, told) == (422, [("booklet.toml", line, "bad-toml")])


def test_what_a_command_would_refuse_is_said_and_nothing_is_written(opened, files):
    """Export and sign-off are the commands themselves, with their words."""
    status, _, content = opened.ask("POST", "/api/sign", {"parts": ["rest"], "reviewer": "Your name", "role": "Your role"})
    told = json.loads(content)
    assert status == 200 and not told["well"] and "bad-sign-off" in told["said"]
    assert not (opened.folder / "signoff.toml").exists()
    name = "\u624b" * 100 + ".md"  # more bytes than a file's name may have, which was no answer at all
    status, _, content = opened.ask("POST", "/api/import-document", {"name": name, "content": "IyBOYXAKClJlc3QgYXQgbm9vbi4K"})
    assert status == 200 and json.loads(content)["well"] and any("Rest at noon." in file.read_text("utf-8") for file in opened.folder.glob("0*.md"))
    shutil.rmtree(opened.out, ignore_errors=True)
    status, _, content = opened.ask("POST", "/api/draft", {"to": "a.lee@example.org"})
    assert status == 422 and list(Path(ROOT).glob("draft*.eml")) == []
