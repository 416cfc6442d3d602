"""The pages beside the text, as they will print, in a real Chromium; and every screen of a studio that shows them.

One studio for the file, and one handout with figures. Each test goes on where the one before has left it.
"""
import http.client
import io
import json
import os
import re
import shutil
import signal
from contextlib import closing, suppress
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from tests.browser import AXE, NOT_ASKED
from tests.commands import typed as press
from tests.small import SHEET
from tests.studios import go, handout, in_the_file, is_settled, open_section, open_window, says, somebody_saves, studio, typed, until

SCREENS = ("write", "words", "references", "figures", "glossary", "cover", "clinic", "editions", "signoff")
HOSTILE = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{7*7}}'


@pytest.fixture(scope="module")
def paged(tmp_path_factory):
    """A studio that shows pages; with figures that can be drawn."""
    folder = handout(tmp_path_factory.mktemp("paged"))
    shutil.copy(SHEET / "numbers.json", folder)
    with studio(folder) as paged:
        yield paged
    assert paged.words[3] == ""


@pytest.fixture(scope="module")
def view(browser, paged):
    """The window on it."""
    with open_window(paged, browser) as view:
        view.wait_for_selector(".sheet img[src]")
        yield view


def test_a_sentence_typed_in_section_five_stands_on_its_page(view, paged):
    """As a build prints it: the page that is shown is the one of the built file."""
    open_section(view, "What helps against what?")
    before = view.eval_on_selector_all(".sheet img", "all => all.map(each => each.src)")
    typed(view, "\nOnly a towel of your own keeps you safe.")
    until(view, "old => [...document.querySelectorAll('.sheet img')].some((each, at) => each.src !== old[at])", before)
    is_settled(view)
    assert "Only a towel of your own keeps you safe." in in_the_file(paged)
    go(view, "Editions")
    build = view.get_by_role("button", name="Build a4", exact=True)
    build.evaluate("""button => {
        const [said] = button.closest(".screen").querySelectorAll(".said");
        window.steps = [];
        new MutationObserver(() => steps.push(said.textContent)).observe(said, {childList: true});
    }""")
    build.click()
    view.locator(".said", has_text="To see where: under Words").wait_for()  # and no command
    assert "Building a4… Reading the manuscript" in view.evaluate("steps")
    with view.expect_download() as kept:
        view.get_by_role("button", name="Download a4", exact=True).click()
    document = pdfium.PdfDocument(Path(kept.value.path()).read_bytes())
    texts = [document[index].get_textpage().get_text_bounded() for index in range(len(document))]
    (index,) = [number for number, text in enumerate(texts) if "towel of your own" in text]
    go(view, "Write")
    picture = view.locator(".sheets > li").nth(index).locator("img")
    address = picture.get_attribute("src")
    content = view.context.request.get(f"http://127.0.0.1:{paged.port}/{address}").body()
    dpi = int(re.search(r"dpi=(\d+)", address)[1])
    shown, printed = Image.open(io.BytesIO(content)).convert("RGB"), document[index].render(scale=dpi / 72).to_pil().convert("RGB")
    assert shown.size == printed.size
    differing = ImageChops.difference(shown, printed).convert("L").point(lambda dot: 255 * (dot > 8)).histogram()[255]
    assert differing < shown.width * shown.height / 2_000  # the edges of thin rules, which a build rounds
    here = view.locator(".here:visible")
    assert here.count() == 1 and here.locator("xpath=ancestor::li").evaluate("each => [...each.parentNode.children].indexOf(each)") == index


def test_what_is_built_is_seen_at_once_and_goes_out_as_a_message(view, paged):
    """A contact sheet in grey, and an unsent message with the file that was built; nothing of both stays here."""
    go(view, "Editions")
    view.get_by_role("button", name="In grey, as a copier sees them").click()
    sheet = view.get_by_alt_text("All pages of the handout, side by side")
    sheet.wait_for()
    until(view, "document.querySelector('.sheet-of-all').naturalWidth > 300")
    view.get_by_label("To", exact=True).fill("a.lee@example.org")
    view.get_by_label("With the example of a clinic, to try it out").check()
    with view.expect_download() as kept:
        view.get_by_role("button", name="Download a message").click()
    message = message_from_bytes(Path(kept.value.path()).read_bytes(), policy=policy.default)
    assert message["To"] == "a.lee@example.org" and "@" not in str(message["Subject"])
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"]
    assert not list(paged.folder.parent.rglob("*.eml"))


def test_all_pages_side_by_side_are_those_of_this_handout(paged, tmp_path):
    """Of all that is built into one folder the first PDF by its name was shown, be it of another handout, or a draft."""
    assert json.loads(paged.ask("POST", "/api/build", {"editions": ["a4"]})[2])["well"]
    status, _, sheet = paged.ask("POST", "/api/contact-sheet", {})
    other = handout(tmp_path)
    settings = (other / "booklet.toml").read_text("utf-8")
    somebody_saves(other / "booklet.toml", re.sub('^name = .*', 'name = "aaa"', re.sub("^title = .*", 'title = "Another"', settings, flags=re.MULTILINE), flags=re.MULTILINE))
    for source, draft in ((other, ()), (paged.folder, ["--draft"])):
        assert press("build", *draft, "--edition", "a4", "--source", source, "--out", paged.out).returncode == 0
    assert {"aaa-a4.pdf"} < {file.name for file in paged.out.glob("*-a4*.pdf")} and status == 200
    assert paged.ask("POST", "/api/contact-sheet", {})[2] == sheet


def test_the_title_of_a_handout_is_typed_on_its_cover_and_the_settings_keep_their_remarks(view, paged):
    file = paged.folder / "booklet.toml"
    before = file.read_text("utf-8")
    go(view, "Cover")
    view.get_by_label("Title", exact=True).fill('Clean "hands"')
    until(view, "document.querySelector('.said').textContent === 'Saved'")
    changed = [(old, new) for old, new in zip(before.splitlines(), file.read_text("utf-8").splitlines(), strict=True) if old != new]
    assert [new for _, new in changed] == ['title = "Clean \\"hands\\""']
    assert view.get_by_label("Paper", exact=True).count() == 0  # of an edition: no part of the cover
    somebody_saves(file, before)


def test_an_edition_that_is_added_or_renamed_can_be_shown_at_once(view, paged):
    """They were read once, when the studio was opened: of the old names no page could be shown, and the new ones were not there."""
    file, choice = paged.folder / "booklet.toml", view.get_by_label("Edition", exact=True)
    go(view, "Write")
    before, names = file.read_text("utf-8"), choice.inner_text().split()
    somebody_saves(file, before.replace("[editions.a4]", '[editions.ward]\npaper = "A4"') + '\n[editions.second]\npaper = "A4"\n')
    until(view, "names => document.querySelector('#edition').innerText === names.join('\\n')", ["ward", *names[1:], "second"])
    until(view, "document.querySelector('#edition').value === 'ward'")
    somebody_saves(file, before)
    until(view, "document.querySelector('#edition').value === 'a4'")


def test_what_is_mended_is_counted_no_more(view, paged):
    """The number beside a section in the list stayed, beside a text of which nothing was to mend."""
    open_section(view, "Why do clean hands matter?")
    is_settled(view)
    file, wrong = paged.folder / "010-why-it-matters.md", view.locator('[data-file^="010"] .badge.error')
    before = file.read_text("utf-8")
    typed(view, "\nSo it is. [@nobody1999]")
    wrong.wait_for()
    until(view, "document.querySelector('.notice').textContent.endsWith('not ready')")
    somebody_saves(file, before)
    wrong.wait_for(state="detached")
    says(view, "Changed on the disk")
    go(view, "Words")


def setter_of(paged) -> int:
    """The process that sets the pages."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((place / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            if parent == paged.process.pid and b"booklet.studio.desks.pages" in (place / "cmdline").read_bytes():
                return int(place.name)
    raise AssertionError("nobody sets the pages")


def test_pages_are_drawn_for_who_sees_them_and_one_that_is_gone_costs_no_other(view, paged):
    """Each that was refused ended the process that sets them, and all were laid out anew; the last one was drawn for each word."""
    open_section(view, "Why do clean hands matter?")
    is_settled(view)
    before, setter, drawn = in_the_file(paged, "010-why-it-matters.md"), setter_of(paged), []
    assert paged.ask("GET", "/api/page/gone?dpi=72")[0] == 422
    keys = "[...document.querySelectorAll('.sheets > li')].map(each => each.page.key)"
    old = view.evaluate(keys)
    view.set_viewport_size({"width": 390, "height": 844})
    view.on("request", hear := lambda request: drawn.append(request.url) if "/api/page/" in request.url else None)
    typed(view, "\nSeen by nobody.")
    until(view, f"old => {keys}.join() !== old.join()", old)
    is_settled(view)
    fresh = set(view.evaluate(keys)) - set(old)
    assert fresh and not any(key in address for key in fresh for address in drawn) and setter_of(paged) == setter
    view.remove_listener("request", hear)
    view.set_viewport_size({"width": 1280, "height": 800})
    until(view, "[...document.querySelectorAll('.sheet img')].slice(0, 2).every(each => each.complete && each.naturalWidth)")
    somebody_saves(paged.folder / "010-why-it-matters.md", before)
    says(view, "Changed on the disk")


def calm(paged) -> None:
    """Wait until a studio that was started just now has judged and set all there is."""
    with closing(http.client.HTTPConnection("127.0.0.1", paged.port, timeout=60)) as line:
        line.request("GET", "/api/news", headers=paged.heads())
        news, told = line.getresponse(), ""
        while told != 'data: {"words": false, "pages": false}':
            told = news.readline().decode().strip()


def test_a_window_that_comes_back_late_is_told_that_nothing_is_under_way_any_more(view, paged):
    """Its studio was killed at work, and the new one had done all of it before the window was let in: it stayed busy for good."""
    open_section(view, "Why do clean hands matter?")
    before = in_the_file(paged, "010-why-it-matters.md")
    os.kill(setter_of(paged), signal.SIGSTOP)  # so that it is at work for certain
    typed(view, "\nAt work.")
    until(view, "document.querySelector('.desk').dataset.busy === 'yes'")
    paged.kill()
    paged.start()
    calm(paged)
    view.context.request.get(paged.address)
    is_settled(view)
    somebody_saves(paged.folder / "010-why-it-matters.md", before)
    says(view, "Changed on the disk")
    go(view, "Words")


def test_a_click_on_a_page_goes_to_its_line_and_a_key_too(view, paged):
    open_section(view, "Why do clean hands matter?")
    until(view, "document.querySelector('.sheets > li').page.lines[0]?.[1].startsWith('010')")  # put back, and set again
    is_settled(view)
    sheets = view.get_by_role("button", name=re.compile(r"Page \d+: go to its text"))
    sheets.nth(1).focus()
    view.keyboard.press("Enter")  # the first line of the second page
    until(view, "document.querySelector('.head h2').textContent !== 'Why do clean hands matter?'")
    assert view.evaluate("document.activeElement.classList.contains('cm-content')")
    sheets.nth(0).click(position={"x": 200, "y": 300})
    until(view, "document.querySelector('.head h2').textContent === 'Why do clean hands matter?'")
    assert view.locator(".cm-activeLine").inner_text().strip()


def test_the_studio_is_used_by_the_keyboard_alone(view, paged):
    """Skip to the text, meet what is to mend, leave the text again; what has the focus is seen."""
    go(view, "Write")
    view.reload()
    view.wait_for_selector(".sheet img[src]")
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.classList.contains('cm-content')")
    view.keyboard.press("Tab")
    assert not view.evaluate("document.activeElement.classList.contains('cm-content')")
    seen = set()
    for _ in range(12):
        seen.add(view.evaluate("(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim().slice(0, 30)"))
        assert view.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2")
        view.keyboard.press("Tab")
    assert any(words.startswith("Page ") for words in seen)


def test_a_hostile_manuscript_runs_nothing_in_the_browser(view, paged):
    """In the text, a title, a reference, a clinic's name, a drawing: each is words, or is refused."""
    somebody_saves(paged.folder / "060-hostile.md", f"---\ntitle: {HOSTILE}\nrunning_head: x\n---\n\n{HOSTILE}\n")
    references = paged.folder / "references.json"
    somebody_saves(references, references.read_text("utf-8").replace('"title": "', f'"title": "{HOSTILE}'.replace('=\"', "='").replace('1\">', "1'>"), 1))
    (paged.folder / "figures" / "hostile.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="window.harmed=1"><script>window.harmed=1</script></svg>', "utf-8"
    )
    clinic = paged.folder / "clinic.example.toml"
    somebody_saves(clinic, re.sub(r'^name = ".*"', f"name = '{HOSTILE}'", clinic.read_text("utf-8"), count=1, flags=re.MULTILINE))
    view.get_by_role("navigation", name="Files").get_by_role("button").filter(has_text="<img src=x").click()
    for screen in ("Words", "References", "Figures", "Glossary", "Cover", "Clinic", "Editions", "Sign-off", "Write"):
        go(view, screen)
        view.wait_for_timeout(200)
    assert view.evaluate("window.harmed") is None
    one_word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
    somebody_saves(paged.folder / "060-hostile.md", f"# {one_word}\n\nThe {one_word} notwithstanding, ambulatory electroencephalography characterises epileptiform activity.\n")
    view.get_by_role("navigation", name="Files").get_by_role("button").filter(has_text=one_word).wait_for()
    view.set_viewport_size({"width": 320, "height": 640})
    for screen in ("Words", "Sign-off", "Write"):
        go(view, screen)
        view.get_by_text(one_word).first.wait_for(state="attached")
        assert view.evaluate("document.documentElement.scrollWidth") == 320, screen
    view.set_viewport_size({"width": 1280, "height": 800})
    (paged.folder / "060-hostile.md").unlink()


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (390, 844, "dark"), (640, 400, "light")])
def test_every_screen_can_be_used_by_everyone(width, height, scheme, view, paged):
    """axe-core finds nothing, and nothing reaches over the edge: wide, on a phone by night, and twice as large."""
    view.emulate_media(color_scheme=scheme)
    view.set_viewport_size({"width": width, "height": height})
    if not view.evaluate("'axe' in window"):
        view.evaluate(AXE)
    asked = view.evaluate("axe.getRules().map(rule => rule.ruleId)")
    rules = {name: {"enabled": name not in NOT_ASKED} for name in asked}
    for screen in SCREENS:
        view.evaluate("screen => { location.hash = screen }", screen)
        until(view, "screen => document.body.dataset.screen === screen", screen)
        view.wait_for_timeout(150)
        told = view.evaluate("rules => axe.run({rules, resultTypes: ['violations']})", rules)
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in told["violations"]] == [], screen
        assert view.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
    go(view, "Editions")
    view.get_by_role("button", name="Build a4", exact=True).wait_for()
    assert view.evaluate("document.querySelector('.rows').offsetWidth <= document.querySelector('.scroll').clientWidth")  # the buttons stood over the state
    long = "said => { said.textContent = 'One more.\\n'.repeat(99); return said.offsetHeight <= innerHeight / 2; }"
    assert view.locator(".said").evaluate(long)  # it covered the screen, wherever one scrolled
    view.locator(".said").evaluate("said => said.replaceChildren()")


def test_letters_are_as_large_as_somebody_has_set_them_in_the_browser(view):
    """They were not; and a text in letters twice as large had room for three lines between its buttons."""
    fonts = view.context.new_cdp_session(view)
    view.set_viewport_size({"width": 1280, "height": 800})
    fonts.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for screen in SCREENS:
        view.evaluate("screen => { location.hash = screen }", screen)
        until(view, "screen => document.body.dataset.screen === screen", screen)
        assert view.evaluate("[getComputedStyle(document.body).fontSize, document.documentElement.scrollWidth <= innerWidth]") == ["32px", True], screen
    go(view, "Write")
    assert view.locator(".place").evaluate("place => place.offsetWidth === innerWidth && place.offsetHeight > 300")
    fonts.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
