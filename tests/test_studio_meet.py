"""Two people at one handout: two windows, or an editor beside one. Each sees what the other has saved, and nobody writes over it.

One studio and one handout for the file: before each test its files are again what they were at first.
"""
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.small import SHEET
from tests.studios import (
    OPEN, PATIENCE, REST, SHOWN, SLEEP, WALK, at_the_end, caught, go, in_the_file, is_settled, nothing_is_kept, open_section, says, somebody_saves, typed, typed_in_vain, until,
)  # fmt: skip


def test_a_file_that_was_changed_on_the_disk_is_shown_anew(desk, opened):
    somebody_saves(opened.folder / WALK, words := in_the_file(opened, WALK) + "\nAn editor wrote this.\n")
    until(desk, SHOWN, words)
    assert desk.locator(".meanwhile:visible").count() == 0


def test_a_list_of_the_files_that_comes_late_does_not_bring_an_old_title_back(desk, opened):
    """Two are under way at once, and the older one is answered last: its titles stayed."""
    held = []
    desk.route("**/api/files", lambda route: held.append((route, route.fetch())), times=1)
    somebody_saves(opened.folder / WALK, "# Older\n")
    caught(desk, held)
    somebody_saves(opened.folder / WALK, "# Newer\n")
    newer = desk.get_by_role("navigation", name="Files").get_by_role("button", name="Newer")
    newer.wait_for()
    (route, answer), = held
    assert "# Older" not in in_the_file(opened, WALK) and "Older" in answer.text()
    with desk.expect_response("**/api/files"):
        route.fulfill(response=answer)
    desk.wait_for_timeout(300)
    assert newer.is_visible()


def test_a_click_reaches_what_is_drawn_anew_while_the_button_is_down(desk, opened):
    """The list had changed between down and up, and the click was lost."""
    files = desk.get_by_role("navigation", name="Files")
    place = files.get_by_role("button", name="Does rest help?").bounding_box()
    desk.mouse.move(place["x"] + 5, place["y"] + 5)
    desk.mouse.down()
    with desk.expect_response("**/api/files"):
        somebody_saves(opened.folder / SLEEP, "# Another title\n")
    desk.wait_for_timeout(300)
    desk.mouse.up()
    until(desk, OPEN, REST)
    files.get_by_role("button", name="Another title").wait_for()


def test_nobody_undoes_what_somebody_else_has_written(desk, opened):
    """It went from the file, too, without a word."""
    before = in_the_file(opened, WALK)
    typed(desk, "\nMine.")
    is_settled(desk)
    somebody_saves(opened.folder / WALK, f"{before}\nMine.\n\nTheirs.\n")
    until(desk, SHOWN, f"{before}\nMine.\n\nTheirs.\n")
    desk.keyboard.press("Control+z")
    is_settled(desk)
    assert in_the_file(opened, WALK) == f"{before}\n\nTheirs.\n"


IN_SIGHT = """() => [...document.querySelectorAll('.meanwhile button, .cm-activeLine')].every(each => {
  const {left, right, top, bottom} = each.getBoundingClientRect();
  return bottom > top && [each, each.parentElement].includes(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
})"""


def test_nothing_is_lost_where_two_change_one_file(desk, opened):
    """Both versions are shown, and somebody decides."""
    typed_in_vain(desk, "\nMine.")
    somebody_saves(opened.folder / WALK, theirs := in_the_file(opened, WALK) + "\nAn editor wrote this.\n\nTheirs.\n")
    desk.context.set_offline(False)
    both = desk.get_by_role("region", name="Two versions")
    both.wait_for()
    assert "Mine." in both.inner_text() and "Theirs." in both.inner_text()
    desk.set_viewport_size({"width": 390, "height": 640})  # it covered the text, and the second way out
    until(desk, IN_SIGHT)
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.keyboard.type(" And more.")  # the question took the focus, and the rest of the sentence
    assert in_the_file(opened, WALK) == theirs and "Mine. And more." in desk.locator(".cm-content").inner_text()
    both.get_by_role("button", name="Save what is here").click()
    says(desk, "Saved")
    assert "Mine. And more." in in_the_file(opened, WALK)


def test_two_versions_that_have_become_one_are_no_question_any_more(desk, opened):
    """A window that comes back late and saves the very same; and a file that goes and comes back as it was saved here."""
    before, both = in_the_file(opened, WALK), desk.get_by_role("region", name="Two versions")
    typed_in_vain(desk, "\nMine.")
    somebody_saves(opened.folder / WALK, f"{before}\nTheirs.\n")
    desk.context.set_offline(False)
    both.wait_for()
    somebody_saves(opened.folder / WALK, f"{before}\nMine.")
    both.wait_for(state="hidden")
    is_settled(desk)
    assert nothing_is_kept(desk)
    typed(desk, "\nMore.")
    is_settled(desk)
    saved = in_the_file(opened, WALK)
    assert saved == f"{before}\nMine.\nMore."
    (opened.folder / WALK).unlink()
    both.wait_for()
    somebody_saves(opened.folder / WALK, saved)
    both.wait_for(state="hidden")
    somebody_saves(opened.folder / WALK, before)
    until(desk, SHOWN, before)


def test_what_tells_two_long_versions_apart_looks_at_each_line_once(desk):
    """Two texts of 2 MB without a common line: line by line against each other, a window would stand still for minutes."""
    many = "from => Array.from({length: 100000}, (_, at) => `A line of the text, ${from + at}`).join('\\n')"
    asked = f"async () => {{ const {{onlyIn}} = await import('/page/versions.js'), many = {many}; return onlyIn(many(1e6), many(2e6)).length }}"
    assert desk.evaluate(asked) == 100_000
    few = "async () => (await import('/page/versions.js')).onlyIn('a\\nb\\n\\na\\na', 'a\\nc\\na').join()"
    assert desk.evaluate(few) == "b,a"  # each line of the other counts once


def test_a_section_that_somebody_moves_stays_open_under_its_new_name(desk, opened):
    """Also where something is typed that its old name cannot take any more. An empty text would look like a lost one."""
    words = in_the_file(opened, WALK)
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
    words, gone = in_the_file(opened, WALK), desk.get_by_text("This file is not there any more")
    (opened.folder / WALK).unlink()
    gone.wait_for()
    assert desk.evaluate(SHOWN, words)
    at_the_end(desk, "\nOne more.")
    desk.get_by_role("button", name="Write it anew").click()
    is_settled(desk)
    assert in_the_file(opened, WALK) == f"{words}\nOne more."
    desk.wait_for_timeout(1_000)  # of what comes and goes within a moment a folder tells nothing
    (opened.folder / WALK).unlink()
    gone.wait_for()
    desk.get_by_role("button", name="Leave it").click()
    until(desk, OPEN, REST)
    assert nothing_is_kept(desk) and not (opened.folder / WALK).exists()
    for file in filter(Path.is_file, opened.folder.iterdir()):
        file.unlink()
    gone.wait_for()
    until(desk, "!document.querySelector('.files [data-file]')")
    desk.get_by_role("button", name="Leave it").click()
    says(desk, "There is no text here yet")
    assert not desk.locator(".cm-content").is_visible()  # what was typed into no file was lost without a word


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
    assert "Mine." in other.evaluate(kept) and "Theirs." in in_the_file(opened, WALK)
    other.close()
    desk.unroute("**/api/file/020*")
    desk.get_by_role("button", name="Save what is here").click()
    is_settled(desk)
    assert "Mine." in in_the_file(opened, WALK) and nothing_is_kept(desk)


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
        somebody_saves(file, json.dumps(entries, indent=2))

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
    old = desk.locator(".drawing").get_attribute("src")
    desk.get_by_role("button", name="Take out this figure").click()
    until(desk, "old => document.querySelector('.drawing').src !== old", old)  # the next one is drawn, and said nothing of this one any more
    said.filter(has_text="is taken out").wait_for()


def test_two_who_fill_in_one_form_lose_nothing(desk, opened):
    """The other's field is shown although the cursor is in this form; both save at once; and both type in one field."""
    file, title, tells = opened.folder / "booklet.toml", desk.get_by_label("Title", exact=True), desk.get_by_label("What it tells", exact=True)
    said = desk.locator(".said")
    go(desk, "Cover")
    title.focus()
    desk.keyboard.press("End")
    somebody_saves(file, re.sub(r'(?m)^subtitle = .*', 'subtitle = "Theirs"', file.read_text("utf-8")))
    until(desk, "document.getElementById('set--subtitle').value === 'Theirs'")
    desk.keyboard.type(" and walk")
    said.filter(has_text=re.compile("^Saved$")).wait_for()
    assert 'and walk"\n' in file.read_text("utf-8") and 'subtitle = "Theirs"' in file.read_text("utf-8")
    desk.context.set_offline(True)
    title.fill("Mine")
    said.filter(has_text="Not saved").wait_for()
    somebody_saves(file, file.read_text("utf-8").replace('subtitle = "Theirs"', 'subtitle = "Theirs again"'))
    desk.context.set_offline(False)
    said.filter(has_text=re.compile("^Saved$")).wait_for()
    assert {'title = "Mine"', 'subtitle = "Theirs again"'} <= set(file.read_text("utf-8").splitlines())
    until(desk, "document.getElementById('set--subtitle').value === 'Theirs again'")
    desk.context.set_offline(True)
    tells.fill("What I tell")
    said.filter(has_text="Not saved").wait_for()
    somebody_saves(file, file.read_text("utf-8").replace("Theirs again", "What they tell"))
    desk.context.set_offline(False)
    said.filter(has_text="You had put in: What I tell").wait_for()
    assert tells.input_value() == "What they tell" and 'subtitle = "What they tell"' in file.read_text("utf-8")


def test_a_term_that_somebody_else_changes_too_is_not_written_over_without_a_word(desk, opened):
    file = opened.folder / "glossary.md"
    before = file.read_text("utf-8")
    go(desk, "Glossary")
    meaning, also = desk.get_by_label("What it means", exact=True), desk.get_by_label("Also written as", exact=True)
    somebody_saves(file, f"{before}\nbbb\n:   Two.\n")
    desk.get_by_role("button", name="Change bbb").click()
    also.fill("bb")
    somebody_saves(file, f"{before}\nbbb\n:   Two, said better.\n")
    until(desk, "said => document.querySelector('form.held').elements[2].value === said", "Two, said better.")
    meaning.fill("Two, said worse.")
    somebody_saves(file, f"{before}\nbbb\n:   Two, said best.\n")
    desk.get_by_text("Somebody else has changed “bbb” too: Two, said best.").wait_for()
    meaning.fill("Two, said best.")
    desk.get_by_role("button", name="Save it").click()
    desk.get_by_text("“bbb” is saved.").wait_for()
    assert file.read_text("utf-8") == f"{before}\nbbb (also: bb)\n:   Two, said best.\n"


def test_nobody_signs_words_that_came_after_the_tick(desk, opened):
    """A part that somebody else changed stayed ticked, and was signed under the name of who had read it before."""
    go(desk, "Sign-off")
    file = opened.folder / REST
    before, shown = file.read_text("utf-8"), json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"]
    desk.get_by_role("checkbox", name="Does rest help?").check()
    desk.get_by_role("checkbox", name="Should I walk?").check()
    somebody_saves(file, before.replace("Once.", "Twice."))
    desk.locator(".said", has_text="Changed since you ticked it, so read it again, and tick it anew: Does rest help?").wait_for()
    assert not desk.get_by_role("checkbox", name="Does rest help?").is_checked()
    assert desk.get_by_role("checkbox", name="Should I walk?").is_checked()
    asked = {"reviewer": "A. Lee", "role": "Ward sister", "parts": ["rest"], "shown": {each["id"]: each["words"] for each in shown}}
    told = json.loads(opened.ask("POST", "/api/sign", asked)[2])
    assert not told["well"] and "rest has changed since you ticked it" in told["said"]
    assert not any(each["signed"] for each in json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"])
    somebody_saves(file, before)
    assert json.loads(opened.ask("POST", "/api/sign", asked)[2])["well"]
    assert json.loads(opened.ask("POST", "/api/sign", {**asked, "withdraw": True})[2])["well"]


FOCUSED = "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def test_whoever_stands_on_a_button_stands_there_still_when_somebody_else_has_saved(desk, opened):
    """Each list was drawn anew, and whoever goes by the keyboard began again at the top of the page."""
    stands = {
        "Write": "Should I walk?, line 3", "Words": "Should I walk?", "References": "Copy the citation of lee2020", "Glossary": "Change nap",
        "Editions": "Build web", "Sign-off": "Should I walk?",
    }  # fmt: skip
    somebody_saves(opened.folder / WALK, "# Should I walk?\n\nSo it is. [@nobody1999]\n")
    desk.locator(".found summary").filter(has_text="1 to mend").click()
    for number, (screen, name) in enumerate(stands.items()):
        go(desk, screen)
        at = desk.locator("main :is(a, button, input):not([data-file])").and_(desk.get_by_role("checkbox", name=name).or_(desk.get_by_role("button", name=name)).or_(desk.get_by_role("link", name=name, exact=True)))
        at.first.focus()
        desk.evaluate("window.stood = document.activeElement")
        somebody_saves(opened.folder / WALK, f"# Should I walk?\n\nSo it is. [@nobody1999]\n\nAs seen from {screen}. [@nobody{number}]\n")
        until(desk, "!window.stood.isConnected")
        assert desk.evaluate(FOCUSED) == name, screen
    desk.get_by_role("checkbox", name="How should I sleep?").check()
    desk.get_by_label("Your name").fill("A. Lee")
    go(desk, "Glossary")
    desk.get_by_role("button", name="Take out nap").press("Enter")
    desk.get_by_role("button", name="Take out nap").wait_for(state="detached")
    assert desk.evaluate("document.activeElement.className") == "works"  # and on no button that takes out another
    go(desk, "Sign-off")
    assert desk.get_by_role("checkbox", name="How should I sleep?").is_checked() and desk.get_by_label("Your name").input_value() == "A. Lee"
    go(desk, "Write")
    desk.locator(".found summary").click()


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
    assert "Mine." in both.inner_text() and "Theirs." in both.inner_text() and "Theirs." in in_the_file(opened, WALK)
    both.get_by_role("button", name="Take what is on the disk").click()
    desk.locator(".cm-line", has_text="Theirs.").wait_for()
    assert {"From the first.", "From the second.", "Theirs."} <= set(in_the_file(opened, WALK).splitlines())
    context.close()


@pytest.fixture(scope="module")
def others(window, opened) -> Iterator[list[Page]]:
    """Six windows more, side by side: as many as the lines that a browser has to one studio."""
    others = [window.context.new_page() for _ in range(6)]
    for other in others:
        other.goto(opened.address)
        other.locator(".cm-line").first.wait_for()
    yield others
    for other in others:
        other.close()


def test_seven_windows_side_by_side_all_open_save_and_are_told(desk, opened, others):
    """The seventh never opened: each of the six that were seen kept one of the lines that a browser has."""
    for last in (others[-1], others[0]):
        open_section(last, "Should I walk?")
        until(last, SHOWN, in_the_file(opened, WALK))
        typed(last, f"\nOf window {others.index(last)}.")
        for other in (desk, *others):
            open_section(other, "Should I walk?")
            other.locator(".cm-line", has_text=f"Of window {others.index(last)}.").wait_for()


def test_a_window_that_nobody_sees_leaves_its_line_to_others_and_is_told_all_once_it_is_seen(desk, others):
    """A browser has six lines to one studio: with six windows open, each of them waited for ever to save."""
    unseen = "is => { Object.defineProperty(document, 'hidden', {value: is, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    for other in others:
        other.evaluate(unseen, True)
    typed(desk, "\nThe seventh.")
    others[0].evaluate(unseen, False)
    open_section(others[0], "Should I walk?")
    others[0].locator(".cm-line", has_text="The seventh.").wait_for()
