"""What is typed in the studio is never lost, whoever else is at the handout, and whatever ends meanwhile.

One browser, one studio and one handout for the file: before each test its files are again what they were at first.
"""
import json
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.kills import handout
from tests.small import SHEET
from tests.studios import PATIENCE, at_the_end, caught, go, is_settled, open_section, open_window, says, studio, typed, until

REST, WALK, SLEEP = "010-rest.md", "020-walk.md", "030-sleep.md"
SHOWN = "words => [...document.querySelectorAll('.cm-line')].map(each => each.textContent).join('\\n') === words"
LISTED = """names => [...document.querySelectorAll('.files [data-file]')].map(each => each.dataset.file)
    .filter(name => /^[0-9]/.test(name)).sort().join() === names.join()"""
OPEN = "name => document.querySelector('.files [aria-current]')?.dataset.file === name"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = handout(tmp_path_factory.mktemp("studio"))
    (folder / WALK).write_text("# Should I walk?\n\nWalk a little each day. [@lee2020]\n", "utf-8")
    (folder / SLEEP).write_text("# How should I sleep?\n\nA nap at noon is enough. [@lee2020]\n", "utf-8")
    (folder / "glossary.md").write_text("nap\n:   A short sleep.\n", "utf-8")
    settings = folder / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace('[editions.a4]\npaper = "A4"\n', ""), "utf-8")  # no pages: quick
    with studio(folder) as opened:
        yield opened
    assert opened.words[3] == ""


@pytest.fixture(scope="module")
def window(opened):
    with open_window(opened) as window:
        yield window


@pytest.fixture(scope="module")
def first(opened):
    """The files as they were at first."""
    return {file: file.read_bytes() for file in opened.folder.iterdir() if file.is_file()}


@pytest.fixture
def files(opened, first):
    """The folder, with its files as they were at first."""
    there = {file for file in opened.folder.iterdir() if file.is_file()}
    for file in there - set(first):
        file.unlink()
    for file, content in first.items():
        if file not in there or file.read_bytes() != content:
            file.write_bytes(content)


@pytest.fixture
def desk(window, opened, files):
    """The window with the section on walking, and nothing under way."""
    go(window, "Write")
    until(window, LISTED, [REST, WALK, SLEEP])  # or a section that a test before this has moved is clicked, and is gone
    open_section(window, "Should I walk?")
    until(window, SHOWN, in_the_file(opened))
    until(window, "document.querySelector('#state').dataset.kind === 'calm' && document.querySelector('.desk').dataset.busy === 'no'")
    yield window
    window.unroute_all()
    window.context.set_offline(False)


def in_the_file(opened, name: str = WALK) -> str:
    return (opened.folder / name).read_text(encoding="utf-8")


def typed_in_vain(desk, words: str) -> None:
    """The network of this window is taken away, so that it cannot save."""
    desk.context.set_offline(True)
    at_the_end(desk, words)
    says(desk, "Not saved")


def nothing_is_kept(desk) -> bool:
    return desk.evaluate("localStorage.length") == 0


def test_a_file_that_was_changed_on_the_disk_is_shown_anew(desk, opened):
    (opened.folder / WALK).write_text(words := in_the_file(opened) + "\nAn editor wrote this.\n", "utf-8")
    until(desk, SHOWN, words)
    assert desk.locator(".meanwhile:visible").count() == 0


def test_an_answer_that_comes_late_never_reaches_another_text(desk, opened):
    """Of a file that was left while it was looked at, or while it was asked for: its words, and what is kept of it, stay its own."""
    held, walk = [], in_the_file(opened)

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
    (opened.folder / SLEEP).write_text(in_the_file(opened, SLEEP) + "\nSomebody added this.\n", "utf-8")
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
    assert in_the_file(opened) == walk and nothing_is_kept(desk)


def test_nobody_undoes_what_somebody_else_has_written(desk, opened):
    """It went from the file, too, without a word."""
    before = in_the_file(opened)
    typed(desk, "\nMine.")
    is_settled(desk)
    (opened.folder / WALK).write_text(f"{before}\nMine.\n\nTheirs.\n", "utf-8")
    until(desk, SHOWN, f"{before}\nMine.\n\nTheirs.\n")
    desk.keyboard.press("Control+z")
    is_settled(desk)
    assert in_the_file(opened) == f"{before}\n\nTheirs.\n"


def test_nothing_is_lost_where_two_change_one_file(desk, opened):
    """Both versions are shown, and somebody decides."""
    typed_in_vain(desk, "\nMine.")
    (opened.folder / WALK).write_text(theirs := in_the_file(opened) + "\nAn editor wrote this.\n\nTheirs.\n", "utf-8")
    desk.context.set_offline(False)
    both = desk.get_by_role("region", name="Two versions")
    both.wait_for()
    assert "Mine." in both.inner_text() and "Theirs." in both.inner_text()
    assert in_the_file(opened) == theirs and "Mine." in desk.locator(".cm-content").inner_text()
    both.get_by_role("button", name="Save what is here").click()
    says(desk, "Saved")
    assert "Mine." in in_the_file(opened)


def test_two_versions_that_have_become_one_are_no_question_any_more(desk, opened):
    """A window that comes back late and saves the very same; and a file that goes and comes back as it was saved here."""
    before, both = in_the_file(opened), desk.get_by_role("region", name="Two versions")
    typed_in_vain(desk, "\nMine.")
    (opened.folder / WALK).write_text(f"{before}\nTheirs.\n", "utf-8")
    desk.context.set_offline(False)
    both.wait_for()
    (opened.folder / WALK).write_text(f"{before}\nMine.", "utf-8")
    both.wait_for(state="hidden")
    is_settled(desk)
    assert nothing_is_kept(desk)
    typed(desk, "\nMore.")
    is_settled(desk)
    saved = in_the_file(opened)
    assert saved == f"{before}\nMine.\nMore."
    (opened.folder / WALK).unlink()
    both.wait_for()
    (opened.folder / WALK).write_text(saved, "utf-8")
    both.wait_for(state="hidden")
    (opened.folder / WALK).write_text(before, "utf-8")
    until(desk, SHOWN, before)


def test_a_section_that_somebody_moves_stays_open_under_its_new_name(desk, opened):
    """Also where something is typed that its old name cannot take any more. An empty text would look like a lost one."""
    words = in_the_file(opened)
    (opened.folder / WALK).rename(opened.folder / "025-walk.md")
    until(desk, OPEN, "025-walk.md")
    assert desk.evaluate(SHOWN, words) and not desk.locator(".meanwhile").is_visible()
    typed_in_vain(desk, "\nTyped meanwhile.")
    (opened.folder / "025-walk.md").rename(opened.folder / "027-walk.md")
    desk.context.set_offline(False)
    until(desk, OPEN, "027-walk.md")
    is_settled(desk)
    assert in_the_file(opened, "027-walk.md") == f"{words}\nTyped meanwhile." and nothing_is_kept(desk)
    assert not (opened.folder / WALK).exists() and not (opened.folder / "025-walk.md").exists()


def test_a_section_that_somebody_deletes_keeps_its_words_here_until_somebody_decides(desk, opened):
    words, gone = in_the_file(opened), desk.get_by_text("This file is not there any more")
    (opened.folder / WALK).unlink()
    gone.wait_for()
    assert desk.evaluate(SHOWN, words)
    at_the_end(desk, "\nOne more.")
    desk.get_by_role("button", name="Write it anew").click()
    is_settled(desk)
    assert in_the_file(opened) == f"{words}\nOne more."
    desk.wait_for_timeout(1_000)  # of what comes and goes within a moment a folder tells nothing
    (opened.folder / WALK).unlink()
    gone.wait_for()
    desk.get_by_role("button", name="Leave it").click()
    until(desk, OPEN, REST)
    assert nothing_is_kept(desk) and not (opened.folder / WALK).exists()


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
    assert in_the_file(opened) == f"{words}\nKept." and not desk.locator(".meanwhile").is_visible()
    desk.evaluate(keep, [f"{handout}:{SLEEP}", "Older.", sha256])  # since then somebody has saved it
    desk.get_by_role("navigation", name="Files").get_by_role("button", name="How should I sleep?").click()
    desk.get_by_role("region", name="Two versions").wait_for()
    desk.get_by_role("button", name="Take what is on the disk").click()
    is_settled(desk)
    assert "A nap at noon" in in_the_file(opened, SLEEP)
    assert desk.evaluate("Object.keys(localStorage).sort()") == [f"unsaved:{WALK}", f"unsaved:another:{WALK}"]
    desk.evaluate("localStorage.clear()")


def test_what_one_window_saves_takes_nothing_from_what_another_could_not_save(desk, opened):
    """Both keep in one browser what is not saved: one wrote over the words of the other, and took them away once its own were saved."""
    open_section(desk, "Should I walk?")
    kept = "Object.values(localStorage).map(each => JSON.parse(each).words).join()"
    other = desk.context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{opened.address}#write/{WALK}")
    other.locator(".cm-line", has_text="Walk a little").wait_for()
    desk.route("**/api/file/020*", lambda route: route.abort())
    at_the_end(desk, "Mine.")
    says(desk, "Not saved")
    typed(other, "Theirs.")
    is_settled(other)
    assert "Mine." in other.evaluate(kept) and "Theirs." in in_the_file(opened)
    other.close()
    desk.unroute("**/api/file/020*")
    desk.get_by_role("button", name="Save what is here").click()
    is_settled(desk)
    assert "Mine." in in_the_file(opened) and nothing_is_kept(desk)


def test_two_who_fill_in_one_figure_lose_nothing(desk, opened):
    """The other's figure was written over by the next key. Both change the file, then fields of one figure, then one field."""
    file, said = opened.folder / "numbers.json", desk.locator(".held .said")
    shutil.copy(SHEET / "numbers.json", file)
    go(desk, "Figures")
    title, tells = (desk.get_by_label(name, exact=True).first for name in ("Title", "Caption"))
    desk.locator(".drawing[src]").wait_for()

    def meanwhile(**changed: str) -> None:
        entries = json.loads(file.read_text("utf-8"))
        entries[changed.pop("at", 0)].update(changed)
        file.write_text(json.dumps(entries, indent=2), "utf-8")

    def typed_title(words: str) -> None:
        with desk.expect_response(lambda answer: "/api/file/numbers" in answer.url and answer.status == 200):
            title.fill(words)

    meanwhile(at=1, title="Theirs too")
    typed_title("My title")
    meanwhile(caption="Their caption")
    typed_title("My other title")
    first, second, *_ = json.loads(file.read_text("utf-8"))
    assert [first["title"], first["caption"], second["title"]] == ["My other title", "Their caption", "Theirs too"]
    assert tells.input_value() == "Their caption"
    meanwhile(title="Their title")
    title.fill("My last title")
    said.filter(has_text="My last title").wait_for()
    until(desk, "document.querySelector('.held .said').textContent.startsWith('Saved')")
    assert title.input_value() == json.loads(file.read_text("utf-8"))[0]["title"] == "Their title"
    desk.get_by_label("Name in the text", exact=True).fill(second["id"])
    said.filter(has_text="another figure has the name").wait_for()
    assert json.loads(file.read_text("utf-8"))[1]["id"] == second["id"]
    meanwhile(title="Do not take out")
    desk.get_by_role("button", name="Take out this figure").click()
    said.filter(has_text="was not taken out").wait_for()
    assert title.input_value() == "Do not take out" and json.loads(file.read_text("utf-8"))[0]["title"] == "Do not take out"


def test_what_tells_two_long_versions_apart_looks_at_each_line_once(desk):
    """Two texts of 2 MB without a common line: line by line against each other, a window would stand still for minutes."""
    many = "from => Array.from({length: 100000}, (_, at) => `A line of the text, ${from + at}`).join('\\n')"
    asked = f"async () => {{ const {{onlyIn}} = await import('/page/versions.js'), many = {many}; return onlyIn(many(1e6), many(2e6)).length }}"
    assert desk.evaluate(asked) == 100_000
    few = "async () => (await import('/page/versions.js')).onlyIn('a\\nb\\n\\na\\na', 'a\\nc\\na').join()"
    assert desk.evaluate(few) == "b,a"  # each line of the other counts once


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


def test_two_who_fill_in_one_form_lose_nothing(desk, opened):
    """The other's field is shown although the cursor is in this form; both save at once; and both type in one field."""
    file, title, tells = opened.folder / "booklet.toml", desk.get_by_label("Title", exact=True), desk.get_by_label("What it tells", exact=True)
    said = desk.locator(".said")
    go(desk, "Cover")
    title.focus()
    desk.keyboard.press("End")
    file.write_text(re.sub(r'(?m)^subtitle = .*', 'subtitle = "Theirs"', file.read_text("utf-8")), "utf-8")
    until(desk, "document.getElementById('set--subtitle').value === 'Theirs'")
    desk.keyboard.type(" and walk")
    said.filter(has_text=re.compile("^Saved$")).wait_for()
    assert 'and walk"\n' in file.read_text("utf-8") and 'subtitle = "Theirs"' in file.read_text("utf-8")
    desk.context.set_offline(True)
    title.fill("Mine")
    said.filter(has_text="Not saved").wait_for()
    file.write_text(file.read_text("utf-8").replace('subtitle = "Theirs"', 'subtitle = "Theirs again"'), "utf-8")
    desk.context.set_offline(False)
    said.filter(has_text=re.compile("^Saved$")).wait_for()
    assert {'title = "Mine"', 'subtitle = "Theirs again"'} <= set(file.read_text("utf-8").splitlines())
    until(desk, "document.getElementById('set--subtitle').value === 'Theirs again'")
    desk.context.set_offline(True)
    tells.fill("What I tell")
    said.filter(has_text="Not saved").wait_for()
    file.write_text(file.read_text("utf-8").replace("Theirs again", "What they tell"), "utf-8")
    desk.context.set_offline(False)
    said.filter(has_text="You had put in: What I tell").wait_for()
    assert tells.input_value() == "What they tell" and 'subtitle = "What they tell"' in file.read_text("utf-8")


def test_what_is_typed_last_is_saved_while_the_browser_asks_whether_to_close(desk, opened):
    """It was kept in the browser, and came into the file only when the studio was opened there again."""
    last = desk.context.new_page()
    last.goto(f"{opened.address}#write/{WALK}")
    last.locator(".cm-line", has_text="Walk a little").wait_for()

    def wait_and_leave(dialog) -> None:
        left = 100
        while left and "My last words." not in in_the_file(opened):
            left -= 1
            time.sleep(0.1)
        dialog.accept()

    last.on("dialog", wait_and_leave)
    at_the_end(last, "")
    last.keyboard.insert_text("\nMy last words.")  # in one piece, or a part of them may be on its way already
    with last.expect_event("close"):
        last.close(run_before_unload=True)
    assert "My last words." in in_the_file(opened)


def test_a_term_that_is_being_typed_stays_while_another_is_taken_out(desk, opened):
    file = opened.folder / "glossary.md"
    before = file.read_text("utf-8")
    file.write_text(f"aaa\n:   One.\n\nbbb\n:   Two.\n\n{before}", "utf-8")
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


def test_a_term_that_somebody_else_changes_too_is_not_written_over_without_a_word(desk, opened):
    file = opened.folder / "glossary.md"
    before = file.read_text("utf-8")
    go(desk, "Glossary")
    meaning, also = desk.get_by_label("What it means", exact=True), desk.get_by_label("Also written as", exact=True)
    file.write_text(f"{before}\nbbb\n:   Two.\n", "utf-8")
    desk.get_by_role("button", name="Change bbb").click()
    also.fill("bb")
    file.write_text(f"{before}\nbbb\n:   Two, said better.\n", "utf-8")
    until(desk, "said => document.querySelector('form.held').elements[2].value === said", "Two, said better.")
    meaning.fill("Two, said worse.")
    file.write_text(f"{before}\nbbb\n:   Two, said best.\n", "utf-8")
    desk.get_by_text("Somebody else has changed “bbb” too: Two, said best.").wait_for()
    meaning.fill("Two, said best.")
    desk.get_by_role("button", name="Save it").click()
    desk.get_by_text("“bbb” is saved.").wait_for()
    assert file.read_text("utf-8") == f"{before}\nbbb (also: bb)\n:   Two, said best.\n"


def test_two_windows_see_each_other_and_neither_writes_over_the_other(desk, opened):
    """Two people at one handout: each reads what the other has saved; where both have changed it, both versions are shown."""
    context = desk.context.browser.new_context(viewport={"width": 640, "height": 480}, reduced_motion="reduce")
    second = context.new_page()
    second.set_default_timeout(PATIENCE)
    second.goto(f"{opened.address}#write/{WALK}")
    second.locator(".cm-line", has_text="Walk a little").wait_for()
    typed(desk, "\nFrom the first.")
    second.locator(".cm-line", has_text="From the first.").wait_for()
    typed(second, "\nFrom the second.")
    desk.locator(".cm-line", has_text="From the second.").wait_for()
    typed_in_vain(desk, "\nMine.")
    typed(second, "\nTheirs.")
    desk.context.set_offline(False)
    both = desk.get_by_role("region", name="Two versions")
    both.wait_for()
    assert "Mine." in both.inner_text() and "Theirs." in both.inner_text() and "Theirs." in in_the_file(opened)
    both.get_by_role("button", name="Take what is on the disk").click()
    desk.locator(".cm-line", has_text="Theirs.").wait_for()
    assert {"From the first.", "From the second.", "Theirs."} <= set(in_the_file(opened).splitlines())
    context.close()


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
    before = in_the_file(opened)
    with one_answer_lost(desk):
        at_the_end(desk, "\nSaved.")
    desk.keyboard.type(" And more.")
    until(desk, "document.querySelector('#state').textContent === 'Saved'")
    assert in_the_file(opened) == f"{before}\nSaved. And more."
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
    before, port, old = in_the_file(opened), opened.port, opened.heads()
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
    assert "Saved." in in_the_file(opened)
    says(desk, "Not saved: The studio was started anew.")
    desk.keyboard.type(" Not known yet.")
    desk.context.request.get(opened.address)
    until(desk, "document.querySelector('#state').textContent === 'Saved'")
    assert in_the_file(opened) == f"{before}\nSaved. In the moment. Without a server. Not known yet."
    assert nothing_is_kept(desk) and not desk.locator(".meanwhile").is_visible()


def test_what_could_not_be_told_is_said_until_it_can_and_no_longer(desk, opened):
    """Beside "Saved" there stood for good that the studio does not answer, or that the folder had gone."""
    alarm, away = desk.get_by_role("alert"), opened.folder.with_name("away")
    desk.route("**/api/files", lambda route: route.abort())
    (opened.folder / SLEEP).write_text(in_the_file(opened, SLEEP) + "\nSomebody added this.\n", "utf-8")
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
        (opened.folder / SLEEP).write_text(f"# How should I sleep?\n\nAs seen from {screen}. [@lee2020]\n", "utf-8")  # it is looked at again
        until(desk, "!document.querySelector('.said').textContent.includes('does not answer')")


def test_a_window_that_nobody_sees_leaves_its_line_to_others_and_is_told_all_once_it_is_seen(desk, opened):
    """A browser has six lines to one studio: with six windows open, each of them waited for ever to save."""
    unseen = "is => { Object.defineProperty(document, 'hidden', {value: is, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    others = [desk.context.new_page() for _ in range(6)]
    for other in others:
        other.goto(opened.address)
        other.locator(".cm-line").first.wait_for()
        other.evaluate(unseen, True)
    typed(desk, "\nThe seventh.")
    others[0].evaluate(unseen, False)
    open_section(others[0], "Should I walk?")
    others[0].locator(".cm-line", has_text="The seventh.").wait_for()
    for other in others:
        other.close()


def test_seven_windows_side_by_side_all_open_save_and_are_told(desk, opened):
    """The seventh never opened: each of the six that were seen kept one of the lines that a browser has."""
    others = [desk.context.new_page() for _ in range(6)]
    for other in others:
        other.goto(opened.address)
        other.locator(".cm-line").first.wait_for()
    for last in (others[-1], others[0]):
        open_section(last, "Should I walk?")
        until(last, SHOWN, in_the_file(opened))
        typed(last, f"\nOf window {others.index(last)}.")
        for other in (desk, *others):
            open_section(other, "Should I walk?")
            other.locator(".cm-line", has_text=f"Of window {others.index(last)}.").wait_for()
    for other in others:
        other.close()


def test_a_folder_that_vanishes_is_told_and_nothing_is_lost_when_it_comes_back(opened, files):
    read, away = opened.file(REST), opened.folder.with_name("away")
    opened.folder.rename(away)
    status, told = opened.save(REST, read["words"] + "\nTyped meanwhile.\n", read["sha256"])
    assert status == 422 and "not there any more" in told["problems"][0]["says"]
    assert not opened.folder.exists()  # and none is made in its place
    away.rename(opened.folder)
    assert opened.save(REST, read["words"] + "\nTyped meanwhile.\n", read["sha256"])[0] == 200
    assert "Typed meanwhile." in (opened.folder / REST).read_text(encoding="utf-8")


def test_two_windows_and_an_editor_lose_nothing(opened, files):
    first = second = opened.file(REST)
    status, saved = opened.save(REST, first["words"] + "\nFirst window.\n", first["sha256"])
    assert status == 200
    status, theirs = opened.save(REST, second["words"] + "\nSecond window.\n", second["sha256"])
    assert status == 409 and "First window." in theirs["words"] and theirs["sha256"] == saved["sha256"]
    with (opened.folder / REST).open("a", encoding="utf-8") as file:
        file.write("\nAn editor.\n")
    assert opened.save(REST, "Second window.", theirs["sha256"])[0] == 409
    assert {"First window.", "An editor."} <= set((opened.folder / REST).read_text(encoding="utf-8").splitlines())


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
    (opened.folder / "020-walk.md").write_text("# Another\n", encoding="utf-8")
    status, told = asked("put-back", kept="020-walk.md")
    assert status == 422 and "there is a file 020-walk.md already" in told
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md.2")  # beside the first one
    assert asked("put-back", kept="020-walk.md") == (200, "020-walk.md")
    assert asked("take-out", file="020-walk.md") == (200, "020-walk.md")
    (opened.folder / "020-begun.md").write_text("# Begun meanwhile\n", encoding="utf-8")  # two of one number cannot be built
    assert asked("put-back", kept="020-walk.md") == (200, "021-walk.md")
    (opened.folder / "020-begun.md").unlink()
    (opened.folder / "021-walk.md").rename(opened.folder / "020-walk.md")
    assert {name: (opened.folder / name).read_bytes() for name in kept} == kept


def test_what_keeps_a_job_from_being_done_is_told_with_its_file_and_its_line(opened, files):
    """Who asks for the editions of a broken booklet.toml is led to the line, as by any other problem."""
    settings = opened.folder / "booklet.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}title twice\n", encoding="utf-8")
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
    shutil.rmtree(opened.out, ignore_errors=True)
    status, _, content = opened.ask("POST", "/api/draft", {"to": "a.lee@example.org"})
    assert status == 422 and list(Path(ROOT).glob("draft*.eml")) == []
