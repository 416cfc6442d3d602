"""The studio as an author meets it, in a real Chromium: text typed, problems mended, forms filled in, editions handed over.

One studio for the file, on a handout without pages (test_studio_pages.py). Each test goes on where the one before has left it.
"""
import json
import shutil
import time
import tomllib

import pytest

from booklet.pipeline import read_manuscript
from tests.library import open_library
from tests.small import SHEET, STARTER
from tests.studios import FIFTH, caught, go, handout_without_pages, in_the_file, is_settled, open_section, says, somebody_saves, studio, typed, until


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A studio on a handout that has no pages."""
    folder = handout_without_pages(tmp_path_factory.mktemp("studio"))
    with open_library() as library, pytest.MonkeyPatch.context() as patch:
        for service in ("CROSSREF", "PUBMED"):
            patch.setenv(f"BOOKLET_{service}", library.home)
        with studio(folder) as opened:
            yield opened
    assert opened.words[3] == ""


def test_works_are_added_by_doi_and_from_a_library(window, opened):
    """Crossref answers on this machine; each work can be cited at once."""
    go(window, "References")
    said, file = window.locator(".said:not([data-kind=busy])"), opened.folder / "references.json"
    window.get_by_label("DOI, or number at PubMed").fill("10.5555/rest.2020.04")
    window.get_by_role("button", name="Ask and add").click()
    said.filter(has_text="10.5555/rest.2020.04").or_(said.filter(has_text="[@")).first.wait_for()
    assert [work["DOI"] for work in json.loads(file.read_text("utf-8")) if work.get("DOI") == "10.5555/rest.2020.04"]
    library = "@article{lee2021, title = {Walking after rest}, author = {Lee, A.}, journal = {J Ex}, year = {2021}}"
    window.get_by_label("File", exact=True).set_input_files({"name": "works.bib", "mimeType": "text/plain", "buffer": library.encode()})
    window.get_by_role("button", name="Bring it in").click()
    window.locator(".works .key", has_text="lee2021").wait_for()
    go(window, "Words")
    window.get_by_role("link", name="Check for retractions").click()  # no command: it is done here
    window.get_by_role("button", name="Check for retractions").click()
    said.filter(has_text="1 of 3 references are checked").wait_for()
    assert str(opened.folder) not in said.inner_text()
    assert '"10.5555/rest.2020.04"' in (opened.folder / "references.lock").read_text("utf-8")
    (opened.folder / "references.lock").unlink()
    somebody_saves(file, (STARTER / "references.json").read_text("utf-8"))


def test_a_part_is_signed_by_whoever_has_read_it(window, opened):
    go(window, "Sign-off")
    window.get_by_role("link", name="Read it: When should I wash my hands?").click()
    window.get_by_role("heading", name="When should I wash my hands?").wait_for()
    go(window, "Sign-off")
    window.get_by_role("checkbox", name="Why do clean hands matter?").check()
    window.get_by_label("Your name").fill("A. Lee; RN")
    window.get_by_label("What you are").fill("Ward sister")
    window.get_by_role("button", name="Sign", exact=True).click()
    window.locator(".parts .tag.good").first.wait_for()
    signed = (opened.folder / "signoff.toml").read_text("utf-8")
    assert 'reviewer = "A. Lee; RN"' in signed
    window.locator(".said", has_text="signed: why-it-matters").filter(has_not_text="draft").wait_for()  # that would stand there too once it is none
    window.get_by_role("checkbox", name="Why do clean hands matter?").check()
    window.get_by_role("button", name="Withdraw").click()
    window.locator(".parts .tag.good").first.wait_for(state="detached")
    before = (opened.folder / "signoff.toml").read_text("utf-8")
    somebody_saves(opened.folder / "signoff.toml", signed.replace("2026-", "2062-"))  # of a machine whose clock is ahead
    go(window, "Editions")
    window.get_by_role("button", name="Build").first.click()
    window.locator(".said", has_text="if that day is wrong: Withdraw, under Sign-off; then sign anew").wait_for()
    somebody_saves(opened.folder / "signoff.toml", before)


def test_every_mark_has_a_model_that_the_press_takes(window, opened):
    open_section(window, "What helps against what?")
    before, more = in_the_file(opened), window.locator("summary", has_text="More marks")
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    for number in range(window.locator(".more li").count()):
        more.click()
        window.locator(".more li button").nth(number).click()
        assert window.evaluate("getSelection().toString()").strip("Ww") in ("rite here.", "ords", "ord", "hat it tells", "hat happens", "hat to do")
        window.keyboard.type("Ours")  # over the words that are chosen
        window.keyboard.press("Control+End")
    more.click()
    window.keyboard.press("Escape")
    assert not window.locator(".more li").first.is_visible()
    is_settled(window)
    added = in_the_file(opened).removeprefix(before.rstrip("\n"))
    assert "\n\n- [ ] Ours\n- [ ] Write here.\n\n" in added and "\n\n> Ours[Ours](https://www.example.org/)\n\n<!-- summary -->\nOurs" in added
    read_manuscript(opened.folder)
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="Ours").first.wait_for(state="detached")


def test_an_edition_that_is_ready_is_added_with_a_click(window, opened):
    go(window, "Editions")
    settings, choice = opened.folder / "booklet.toml", window.get_by_label("Another edition")
    before = settings.read_text("utf-8")
    choice.select_option(label="grey: for printers without colour, and for copying")
    somebody_saves(settings, f"{before}\n[editions.letter]\n")  # somebody else: what was chosen here stays chosen
    window.get_by_role("button", name="Build letter").wait_for()
    somebody_saves(settings, before)
    window.get_by_role("button", name="Build letter").wait_for(state="detached")
    window.get_by_role("button", name="Add it").click()
    window.locator(".said", has_text="grey can be built now.").wait_for()
    window.get_by_role("button", name="Build grey").wait_for()
    assert settings.read_text("utf-8") == f"{before.rstrip()}\n\n[editions.grey]\n" and "grey" not in choice.inner_text()
    somebody_saves(settings, before)
    window.get_by_role("button", name="Build grey").wait_for(state="detached")


def test_an_edition_is_not_written_below_those_in_braces(window, opened):
    """TOML takes no table behind them: none could be built any more."""
    file = opened.folder / "booklet.toml"
    before = file.read_text("utf-8")
    in_braces = 'editions = {web = {medium = "web"}}\n' + before[: before.index("[editions")]
    somebody_saves(file, in_braces)
    go(window, "Editions")
    window.get_by_label("Another edition").select_option("grey")
    window.get_by_role("button", name="Add it").click()
    window.get_by_text("put in grey = {}").wait_for()
    assert file.read_text("utf-8") == in_braces
    somebody_saves(file, before)


def test_a_section_moves_and_one_that_is_taken_out_is_put_back(window, opened):
    open_section(window, "When should I wash my hands?")
    names = "[...document.querySelectorAll('.files ol button')].map(each => each.dataset.file).join()"
    before = window.evaluate(names)
    window.get_by_role("button", name="Move down").press("Enter")
    until(window, f"old => {names} !== old", before)
    says(window, "Saved")
    assert window.evaluate("document.activeElement.textContent") == "Move down"  # it was gone for a moment, and the focus for good
    assert (opened.folder / "030-when-to-wash.md").is_file() and not (opened.folder / "020-when-to-wash.md").exists()
    assert window.get_by_role("button", name="Put it back").count() == 0
    window.get_by_role("button", name="Move up").click()
    window.get_by_role("button", name="Take out").click()  # at once: it is still the same section
    window.get_by_role("button", name="Put it back").wait_for()
    assert not (opened.folder / "020-when-to-wash.md").exists() and len(window.evaluate(names).split(",")) == before.count(",")
    window.get_by_role("button", name="Put it back").click()
    until(window, f"old => {names} === old", before)
    assert (opened.folder / "020-when-to-wash.md").read_bytes() == (STARTER / "020-when-to-wash.md").read_bytes()


def test_a_wrong_citation_key_is_marked_at_its_line_and_one_click_mends_it(window, opened):
    open_section(window, "What helps against what?")
    typed(window, "\nSee 10.5555/rest.2020.04. It is known. [@who2009hand]")
    line = in_the_file(opened).rstrip().count("\n") + 1
    mend = window.locator(".cm-content .note[data-code=unknown-citation] .mend")
    mend.wait_for()
    marked = window.locator(".cm-line.wrong")
    assert marked.count() == 1 and "[@who2009hand]" in marked.inner_text()
    window.locator(".found summary").click()
    assert f"line {line}" in window.locator(".found .note").first.inner_text()
    adds = window.locator(".found .note[data-code=no-such-work] .hint")  # it was the link alone, and what is to write was gone
    assert adds.inner_text() == "add it (Ask and add, under References) and write [@key] in its place"
    assert adds.get_by_role("link", name="Ask and add, under References", exact=True).get_attribute("href") == "#references"
    window.locator(".found summary").click()
    mend.click()
    window.locator(".cm-content .note.error").wait_for(state="detached")
    is_settled(window)
    assert in_the_file(opened).rstrip().endswith("[@who2009hands]")


def test_a_new_section_is_begun_and_called_after_its_title(window, opened):
    """Also two whose titles are the same in plain letters, or have none: no file could be built that held both."""
    go(window, "Write")
    titles = {"Où laver les mains?": "060-ou-laver-les-mains.md", "Ou laver les mains": "070-ou-laver-les-mains-2.md", "洗手": "080-section.md",
              "何時": "090-section-2.md"}  # fmt: skip
    for title, name in titles.items():
        window.get_by_role("navigation", name="Files").get_by_text("New section").click()
        window.get_by_label("Its title").fill(title)
        window.get_by_role("button", name="Begin it").click()
        until(window, "title => document.querySelector('.head h2').textContent === title", title)
        assert in_the_file(opened, name).startswith(f"# {title}\n")
    open_section(window, "What helps against what?")
    somebody_saves(opened.folder / "walk.md", "# Should I walk?\n")
    window.get_by_role("button", name="Should I walk? (walk.md)").wait_for()  # of that name it is not printed
    (opened.folder / "090-section-2.md").rename(opened.folder / "090-section.md")  # as somebody may do outside
    told = window.locator(".found li", has_text="080-section.md has the same number or name")
    told.wait_for(state="attached")
    assert str(opened.folder) not in told.inner_text()
    for name in (*titles.values(), "090-section.md", "walk.md"):
        (opened.folder / name).unlink(missing_ok=True)
    until(window, "() => document.querySelectorAll('.files ol button').length === 5")


def test_a_list_and_a_box_are_written_with_the_buttons_and_a_title_is_typed_over(window, opened):
    """Somebody who knows none of the marks: Enter goes on with a list and ends it, and a box tears no line."""
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    window.keyboard.type("\n")
    window.get_by_role("button", name="List", exact=True).click()
    window.keyboard.type("A towel.\n- Some soap.\n")  # the mark stood there already: each went on as a list in a list
    window.keyboard.press("Enter")
    window.keyboard.type("Bring both.")
    for _ in range(4):
        window.keyboard.press("ArrowLeft")
    window.get_by_role("button", name="Box", exact=True).click()
    window.get_by_role("option").filter(has_text="key-point").click()
    window.keyboard.type("Yours alone.")
    until(window, "document.querySelector('#state').textContent === 'Saved'")
    added = "- A towel.\n- Some soap.\n\nBring both.\n\n::: key-point\nYours alone.\n:::\n"
    assert in_the_file(opened) == f"{before}\n{added}"
    window.get_by_role("button", name="Rename").click()
    window.keyboard.type("What helps best?")
    until(window, "document.querySelector('.head h2').textContent === 'What helps best?'")
    somebody_saves(opened.folder / FIFTH, before)
    until(window, "document.querySelector('.head h2').textContent === 'What helps against what?'")


def test_a_term_is_added_changed_and_taken_out_and_the_others_stay_as_they_were_typed(window, opened):
    file = opened.folder / "glossary.md"
    before = file.read_text("utf-8")
    go(window, "Glossary")
    term, also, meaning = (window.get_by_label(name, exact=True) for name in ("Term", "Also written as", "What it means"))
    term.fill("basin")
    also.fill("basins, sink")
    meaning.fill("A bowl to wash in.")
    window.get_by_role("button", name="Add it").click()
    window.get_by_role("button", name="Change basin").click()
    assert file.read_text("utf-8") == f"basin (also: basins, sink)\n:   A bowl to wash in.\n\n{before}"
    meaning.fill("A bowl with a tap.")
    window.get_by_role("button", name="Save it").click()
    window.get_by_text("A bowl with a tap.").wait_for()
    assert file.read_text("utf-8") == f"basin (also: basins, sink)\n:   A bowl with a tap.\n\n{before}"
    window.get_by_role("button", name="Take out basin").click()
    window.get_by_role("button", name="Change basin").wait_for(state="detached")
    assert file.read_text("utf-8") == before


def test_what_can_be_named_is_offered(window, opened):
    """A key of a work, a field of the clinic, a section; chosen with the keyboard alone."""
    open_section(window, "What helps against what?")
    for begun, offered, ended in (("\n\n[@who", "@who2009hands", "]"), ("\n\n{{ clinic.na", "clinic.name", ""), ("\n\n[](#when", "when-to-wash", ")")):
        window.locator(".cm-content").focus()
        window.keyboard.press("Control+End")
        window.keyboard.type(begun)
        option = window.get_by_role("option").filter(has_text=offered)
        option.wait_for()
        window.wait_for_timeout(100)  # the list takes no key in its first moment, so that none is lost to it
        window.keyboard.press("Enter")
        window.keyboard.type(ended)
    until(window, "document.querySelector('#state').textContent === 'Saved'")
    assert in_the_file(opened).rstrip().endswith("[@who2009hands]\n\n{{ clinic.name }}\n\n[](#when-to-wash)")


def test_what_was_typed_is_undone_also_after_another_section_was_looked_at(window, opened):
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    typed(window, "\nA slip of the hand.")
    open_section(window, "When should I wash my hands?")
    open_section(window, "What helps against what?")
    with window.expect_response(lambda answer: "/api/file/" in answer.url and answer.request.method == "PUT"):
        window.get_by_role("button", name="Undo").click()  # where there is no key for it, as on a phone
    is_settled(window)
    assert in_the_file(opened) == before
    window.get_by_role("button", name="Find").click()
    window.keyboard.type("soap")
    window.locator(".cm-searchMatch").first.wait_for()
    window.keyboard.press("Escape")


def test_a_section_that_is_taken_out_here_is_not_missed(window, opened):
    """The folder tells of it too, and perhaps before the next section is read: no question, not even for a moment."""
    open_section(window, "When should I wash my hands?")
    window.evaluate("""() => new MutationObserver(([each]) => { if (!each.target.hidden) document.body.dataset.asked = "yes"; })
        .observe(document.querySelector('.meanwhile'), {attributeFilter: ["hidden"]})""")
    window.route("**/api/file/010-*", lambda route: (time.sleep(2), route.continue_()))
    window.get_by_role("button", name="Take out").click()
    says(window, "Taken out")
    window.unroute("**/api/file/010-*")
    assert window.evaluate("document.body.dataset.asked ?? null") is None
    window.get_by_role("button", name="Put it back").click()
    is_settled(window)


def test_two_sections_that_are_taken_out_are_both_put_back_even_another_day(window, opened):
    """Whoever has closed the window meanwhile knows no folder with a dot in front."""
    open_section(window, "When should I wash my hands?")
    names = "[...document.querySelectorAll('.files ol button')].map(each => each.dataset.file).join()"
    before, back = window.evaluate(names), window.get_by_role("button", name="Put it back")
    for left in (1, 2):
        window.get_by_role("button", name="Take out").click()
        until(window, f"left => {names}.split(',').length === left", len(before.split(",")) - left)
    window.reload()
    is_settled(window)
    window.get_by_text("Taken out", exact=True).click()
    assert sorted(each.get_attribute("aria-label") for each in back.all()) == [
        "Put it back: When should I wash my hands?", "Put it back: Why do clean hands matter?",
    ]  # fmt: skip
    back.first.click()
    until(window, f"left => {names}.split(',').length === left", len(before.split(",")) - 1)
    back.first.click()
    until(window, f"old => {names} === old", before)
    back.wait_for(state="hidden")


def test_a_clinic_fills_in_a_form_and_its_file_keeps_its_remarks(window, opened):
    go(window, "Clinic")
    before = (opened.folder / "clinic.example.toml").read_text("utf-8")
    with window.expect_response(lambda answer: "/api/file/clinic" in answer.url and answer.request.method == "PUT"):
        window.get_by_label("Address", exact=True).fill('12 "High" Street')
    after = (opened.folder / "clinic.example.toml").read_text("utf-8")
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [new for _, new in changed] == ['address = "12 \\"High\\" Street"']
    go(window, "Cover")
    window.get_by_label("Published", exact=True).fill("")
    window.locator(".said", has_text="Not saved: the day is not whole").wait_for()  # it said nothing, or "Saved"


def test_whatever_is_typed_into_a_form_leaves_a_file_that_can_be_read(window, opened):
    """Half of an emoji was written as an escape that no TOML has, and the profile could not be read any more."""
    go(window, "Clinic")
    file = opened.folder / "clinic.example.toml"
    before = file.read_text("utf-8")
    with window.expect_response(lambda answer: "/api/file/clinic" in answer.url and answer.request.method == "PUT"):
        window.get_by_label("Address", exact=True).evaluate("box => { box.value = 'High \\ud83d \\x7f Street'; box.dispatchEvent(new Event('input', {bubbles: true})); }")
    assert tomllib.loads(file.read_text("utf-8"))["address"] == "High \ufffd \x7f Street"
    window.locator(".said", has_text="Saved").wait_for()
    somebody_saves(file, before)


def test_a_line_with_a_page_of_blanks_holds_no_form_up(window):
    """A list without its end, and 40,000 blanks in it: the window stood still for two seconds at each key."""
    lists = "['a = [\"a\"' + ' '.repeat(40000) + 'x', 'b = [\"a\"' + '   \"b\"'.repeat(40), 'c = [ \"x\" , \"y\",] # z'].join('\\n')"
    asked = f"async () => {{ const {{fieldsOf}} = await import('/page/settings.js'), from = performance.now(), found = fieldsOf({lists}); "
    assert window.evaluate(asked + "return [found.map(each => each.value), performance.now() - from < 500]; }") == [["x\ny"], True]


def test_a_profile_is_a_form_in_whatever_way_its_tables_and_lists_are_typed(window):
    """Blanks in heads, lists on lines of their own, and text that only looks like a setting."""
    file = """[ daytime ]
phone = "1"
[lines."by night"]
list = [  # the days
  "a", # one
]
words = '''
[no head]
no = "setting"
'''
spoken = [
  "English",
  "Polish"
]  # ask
[[ help ]]
day = 2026-01-02
"""
    asked = """async words => {
        const {fieldsOf, withField} = await import('/page/settings.js'), found = fieldsOf(words), list = found.find(each => each.name === "spoken");
        const more = withField(words, list, "English\\nPolish\\nHindi");
        return [found.map(each => [each.table, each.name, each.line, each.last]), withField(more, found.at(-1), "2027-01-02")];
    }"""
    found, written = window.evaluate(asked, file)
    assert found == [["daytime", "phone", 2, 2], ['lines."by night"', "spoken", 11, 14], ["help", "day", 16, 16]]
    assert written == file.replace('"Polish"\n', '"Polish",\n  "Hindi",\n').replace("2026", "2027")
    assert tomllib.loads(written)["lines"]["by night"]["spoken"] == ["English", "Polish", "Hindi"]


def test_a_figure_is_drawn_as_one_types_and_what_is_untrue_is_not_saved(window, opened):
    """Its entry alone is written anew; the others stay as their author typed them."""
    file = opened.folder / "numbers.json"
    go(window, "Figures")
    window.get_by_text("There is no figure yet").wait_for()
    assert not window.locator(".drawing").is_visible()  # an empty frame
    go(window, "Write")
    shutil.copy(SHEET / "numbers.json", file)
    before = file.read_text("utf-8")
    go(window, "Figures")
    drawing = window.locator(".drawing[src]")
    drawing.wait_for()
    old = drawing.get_attribute("src")
    said = window.locator(".held .said")
    window.get_by_label("Of 100", exact=True).first.fill("71")
    said.filter(has_text="Saved").wait_for()
    assert drawing.get_attribute("src") != old and "71" in drawing.get_attribute("alt")
    after = file.read_text("utf-8")
    entry, *others = json.loads(after)
    assert entry["groups"][0]["of_100"] == 71 and others == json.loads(before)[1:]
    assert after.endswith(before[before.index('"both"') :])
    window.get_by_label("Of 100", exact=True).first.fill("171")
    said.filter(has_text="Not saved until this is mended").wait_for()
    assert file.read_text("utf-8") == after
    window.get_by_label("Of 100", exact=True).first.fill("72")
    with window.expect_response(lambda answer: "/api/file/numbers" in answer.url and answer.request.method == "PUT"):
        window.get_by_label("Figure", exact=True).select_option(index=1)  # before it is drawn
    assert json.loads(file.read_text("utf-8"))[0]["groups"][0]["of_100"] == 72


def test_no_figure_is_written_over_another_and_one_that_is_refused_is_not_left_without_a_word(window, opened):
    """Another is chosen while a new one is being saved; and one is left that cannot be saved."""
    file, held = opened.folder / "numbers.json", []
    shutil.copy(SHEET / "numbers.json", file)
    before = json.loads(file.read_text("utf-8"))
    go(window, "Write")
    go(window, "Figures")
    choice, said, number = window.get_by_label("Figure", exact=True), window.locator(".held .said"), window.get_by_label("Of 100", exact=True).first
    window.locator(".drawing[src]").wait_for()
    first, second = (window.locator("option").nth(index).get_attribute("value") for index in (0, 1))
    window.route("**/api/file/numbers.json", lambda route: route.continue_() if held else held.append(route))
    window.get_by_role("button", name="Begin it").click()
    caught(window, held)
    choice.select_option(first)
    held[0].continue_()
    until(window, "first => document.querySelector('.held .hint').textContent.includes(`\"${first}\"`)", first)
    window.unroute("**/api/file/numbers.json")
    with window.expect_response(lambda answer: "/api/file/numbers" in answer.url and answer.request.method == "PUT"):
        number.fill("71")
    now = json.loads(file.read_text("utf-8"))
    assert now[0]["groups"][0]["of_100"] == 71
    assert [each["id"] for each in now] == [*(each["id"] for each in before), "figure_1"] and now[1:-1] == before[1:]
    number.fill("171")
    choice.select_option(second)
    said.filter(has_text="choose the other once more").wait_for()
    go(window, "Write")
    go(window, "Figures")
    assert choice.input_value() == first and number.input_value() == "171"
    choice.select_option(second)
    until(window, "second => document.querySelector('.held .hint').textContent.includes(`\"${second}\"`)", second)
    assert json.loads(file.read_text("utf-8")) == now


def test_a_clinic_begins_a_profile_of_its_own_and_the_example_stays(window, opened):
    """With a button: whoever fills it in may never have seen a terminal. It is what is printed from then on."""
    go(window, "Clinic")
    example, own = (opened.folder / "clinic.example.toml").read_bytes(), opened.folder.parent / "our-clinic.toml"
    window.get_by_role("button", name="Begin a profile of your own").click()
    window.get_by_text("--clinic").wait_for()
    with window.expect_response(lambda answer: "/api/file/clinic" in answer.url and answer.request.method == "PUT"):
        window.get_by_label("Address", exact=True).fill("12 High Street")
    assert 'address = "12 High Street"' in own.read_text("utf-8")
    assert (opened.folder / "clinic.example.toml").read_bytes() == example
    assert str(own) in opened.ask("GET", "/api/files")[2].decode()
