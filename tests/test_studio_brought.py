"""What comes into the studio from elsewhere: words that are pasted, pictures, whole documents. In a real Chromium."""
import io

import pytest
from PIL import Image

from tests.documents import p, word
from tests.studios import FIFTH, caught, go, handout_without_pages, in_the_file, is_settled, open_section, open_window, says, somebody_saves, studio, until


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A studio on a handout that has no pages."""
    with studio(handout_without_pages(tmp_path_factory.mktemp("studio"))) as opened:
        yield opened
    assert opened.words[3] == ""


@pytest.fixture(scope="module")
def window(opened, browser):
    """The window on it."""
    with open_window(opened, browser) as window:
        yield window


def teal() -> bytes:
    """A picture of one colour, as PNG."""
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(drawn, "PNG")
    return drawn.getvalue()


PASTE = """
([html, words, kind]) => {
  const held = new DataTransfer();
  for (const [type, text] of [["text/html", html], ["text/plain", words], [kind, "{}"]]) if (text && type) held.setData(type, text);
  document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
}"""


def test_what_is_pasted_from_another_program_keeps_its_looks(window, opened):
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    window.keyboard.type("\n\nBefore ")
    window.evaluate(PASTE, ["<span>take <b>two</b> puffs</span>", "take two puffs", ""])
    window.locator(".cm-line", has_text="Before take **two** puffs").wait_for()
    window.evaluate(PASTE, ["<h1>At home</h1><ul><li>Walk <i>daily</i></li></ul><p><img src='door.png' alt='A door'></p>", "At home\nWalk daily", ""])
    window.locator(".said", has_text="a picture was left out").wait_for()
    is_settled(window)
    assert in_the_file(opened).endswith("\n\nBefore take **two** puffs\n\n## At home\n\n- Walk *daily*\n\n<!-- a picture stood here: A door -->")
    window.get_by_role("button", name="Close").click()
    window.keyboard.press("Control+z")  # all of it is taken back at once
    is_settled(window)
    assert in_the_file(opened).endswith("\n\nBefore take **two** puffs")
    window.evaluate(PASTE, ["<div><span style='font-weight:bold'># A</span></div>", " # B", "vscode-editor-data"])  # Markdown, in colours
    window.evaluate(PASTE, ["", " # C", ""])
    window.route("**/api/copied-words", lambda route: route.abort())
    window.evaluate(PASTE, ["<b>D</b>", " D", ""])
    window.locator(".cm-line", has_text="Before take **two** puffs # B # C D").wait_for()
    window.locator(".said", has_text="Its words came along, and nothing else").wait_for()
    window.unroute("**/api/copied-words")
    comment = "<div><p><a id='cmnt1' href='#cmnt_ref1'>[a]</a> Is it so?</p></div>"
    window.evaluate(PASTE, [f"<p>Ask <b>us</b>.<a id='cmnt_ref1' href='#cmnt1'><sup>[a]</sup></a></p>{comment}", "Ask us.[a]", ""])
    window.locator(".said", has_text="1 comment kept in the files").wait_for()
    assert "--comments" not in window.locator(".said").inner_text()  # which nobody can type here
    is_settled(window)
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="Before").wait_for(state="detached")


def test_a_picture_that_is_copied_in_word_is_brought_in(window, opened):
    """Word puts an empty line beside it, and it was left out."""
    open_section(window, "What helps against what?")
    before, drawn = in_the_file(opened), teal()
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    paste = PASTE.replace("document.q", "held.items.add(new File([new Uint8Array(kind)], 'ward.png', {type: 'image/png'}));\n  document.q").replace(", [kind, \"{}\"]", "")
    window.evaluate(paste, ["<p class=MsoNormal><img src='file:///C:/image001.png'></p>", "\r\n", [*drawn]])
    window.locator(".cm-line", has_text="![](figures/ward.png)").wait_for()
    window.evaluate(paste, ["", "ward.png", [*drawn]])  # the file itself: its name was pasted
    window.locator(".cm-line", has_text="![](figures/ward.png)").nth(1).wait_for()
    window.evaluate(paste, ["<b>Bed</b> 4", "Bed 4", [*drawn]])  # of a spreadsheet, which draws a picture of it too
    window.locator(".cm-line", has_text="**Bed** 4").wait_for()
    is_settled(window)
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="Bed").wait_for(state="detached")


def test_what_is_pasted_fits_where_it_stands(window, opened):
    """A second note [^1] was printed nowhere; a list in a list began with an empty item; a table and a title broke."""
    note = '<p>Rest.<a href="#f1" id="r1"><sup>1</sup></a></p><div class="footnotes"><p id="f1"><a href="#r1">1</a> By day.</p></div>'
    typed = "---\ntitle: Soap\n---\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nWalk.[^1]\n\n[^1]: At night.\n\n- "
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    somebody_saves(opened.folder / FIFTH, typed)
    window.locator(".cm-line", has_text="At night").wait_for()
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    list_, points = "<ul><li>Soap</li><li>Water</li></ul>", "Soap\r\nWater"
    window.evaluate(PASTE, [list_, points, ""])
    window.locator(".cm-line", has_text="- Water").wait_for()
    window.keyboard.press("Enter")
    window.keyboard.press("Enter")
    window.evaluate(PASTE, [note, "Rest.1", ""])
    window.locator(".cm-line", has_text="By day").wait_for()
    for line, end in (("| 1 | 2 |", "Home"), ("title: Soap", "End")):
        window.locator(".cm-line", has_text=line).click()
        window.keyboard.press(end)
        window.keyboard.press("ArrowRight") if end == "Home" else None
        window.evaluate(PASTE, [list_, points, ""])
        window.locator(".said", has_text="its looks stayed behind").wait_for()
        window.get_by_role("button", name="Close").click()
    window.keyboard.press("Control+End")
    window.evaluate(PASTE, ["<table><tr><td>Time</td><td>Dose</td></tr><tr><td>6 am</td><td>1</td></tr></table>", "Time\tDose", ""])
    window.locator(".cm-line", has_text="| 6 am | 1 |").wait_for()
    window.keyboard.insert_text("Below.")  # it stood in the table, as a cell more than the head has
    window.evaluate(PASTE, ["<div>" * 2_000 + "<b>A</b>", " So.", ""])
    window.locator(".said", has_text="lie too deep in one another").wait_for()
    is_settled(window)
    wanted = typed.replace("| 1 |", "|Soap <br> Water 1 |").replace("title: Soap", "title: SoapSoap Water").removesuffix("- ")
    assert in_the_file(opened) == f"{wanted}- Soap\n- Water\n\nRest.[^2]\n\n[^2]: By day.\n\n| Time | Dose |\n|---|---|\n| 6 am | 1 |\n\nBelow. So."
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="At night").wait_for(state="detached")


def test_what_is_pasted_lands_where_it_was_pasted_however_late(window, opened):
    """It stood wherever the cursor was when the answer came, in the middle of another word, and wrote over what was chosen by then."""
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    window.keyboard.type("\n\nOne \n\nTwo\n\nThree")
    held = []
    window.route("**/api/copied-words", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    window.locator(".cm-line", has_text="Two").click()
    window.keyboard.press("Home")
    window.keyboard.press("Shift+End")
    window.evaluate(PASTE, ["<i>C</i>", "C", ""])
    window.keyboard.type("typed over")
    window.locator(".cm-line", has_text="One").click()
    window.keyboard.press("End")
    window.evaluate(PASTE, ["<b>A</b>", "A", ""])
    window.evaluate(PASTE, ["<b>B</b>", "B", ""])
    window.keyboard.type(" typed")
    window.locator(".cm-line", has_text="Three").click()
    window.keyboard.press("End")
    while len(held) < 3:
        window.wait_for_timeout(50)
    for route in (held[2], held[1], held[0]):  # the last one is answered first
        route.continue_()
    window.locator(".cm-line", has_text="One **A****B** typed").wait_for()
    window.keyboard.type("!")
    is_settled(window)
    assert in_the_file(opened).endswith("\n\nOne **A****B** typed\n\n*C*typed over\n\nThree!")
    window.unroute("**/api/copied-words")
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="Three!").wait_for(state="detached")


def test_half_of_a_letter_keeps_nothing_from_being_saved(window, opened):
    """Of an emoji that another program had cut; nothing that was typed after it was saved any more."""
    open_section(window, "What helps against what?")
    before = in_the_file(opened)
    for html in ("", "<p>Rest \\ud83d <b>well</b></p>"):
        window.locator(".cm-content").focus()
        window.keyboard.press("Control+End")
        window.evaluate(PASTE.replace("held.setData(type, text)", "held.setData(type, text.replace('\\\\ud83d', '\\ud83d'))"), [html, "Rest \\ud83d well", ""])
        window.locator(".cm-line", has_text="Rest").last.wait_for()
        window.keyboard.type(" by day.")
        is_settled(window)
        assert in_the_file(opened).endswith("Rest \ufffd **well** by day." if html else "Rest \ufffd well by day.")
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="by day").first.wait_for(state="detached")


DROP = """
name => {
  const held = new DataTransfer();
  held.items.add(new File(["<html></html>"], name));
  held.setData("text/plain", "https://example.org/media/42");
  document.querySelector(".cm-content").dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def test_a_document_of_word_becomes_the_last_sections(window, opened):
    """Without a terminal; where it has two versions, it is asked which is meant."""
    open_section(window, "What helps against what?")
    there = set(opened.folder.iterdir())
    window.locator("summary", has_text="New section").click()
    two = ('<w:ins w:author="A. Lee"><w:r><w:t>twice</w:t></w:r></w:ins>', "<w:del><w:r><w:delText>once</w:delText></w:r></w:del>")
    document = {"name": "Our exercises.docx", "mimeType": "", "buffer": word(p("Bend your knee", style="H1") + p("Bend it ", *two, "."))}
    window.get_by_label("Document", exact=True).set_input_files(document)
    window.locator(".said", has_text="tracked changes that are open").wait_for()
    assert set(opened.folder.iterdir()) == there
    window.get_by_label("Its tracked changes").select_option("accept")
    window.get_by_role("button", name="Bring it in", exact=True).click()
    window.locator(".said", has_text="tracked changes were accepted").wait_for()
    assert window.locator(".said").inner_text().startswith("Added to the handout: 1 section.\nNot as it was in Our exercises.docx:")
    assert "build.py" not in window.locator(".said").inner_text()  # which nobody can type here
    window.get_by_role("heading", name="Bend your knee").wait_for()
    window.locator(".cm-line", has_text="twice").wait_for()
    window.evaluate(DROP, "scan.html")
    window.locator(".said", has_text="nothing in this document can be printed").wait_for()
    window.get_by_role("button", name="Close").click()
    (begun,) = set(opened.folder.iterdir()) - there
    assert begun.name == "060-bend-your-knee.md"
    open_section(window, "What helps against what?")
    begun.unlink()
    window.locator(".files button", has_text="Bend your knee").wait_for(state="detached")
    window.locator("summary", has_text="New section").click()


def test_a_picture_is_brought_in_and_described_where_it_stands(window, opened):
    open_section(window, "What helps against what?")
    before, drawn = in_the_file(opened), teal()
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    window.get_by_label("Picture", exact=True).and_(window.locator("input")).set_input_files(
        {"name": "Our Ward (2).png", "mimeType": "image/png", "buffer": drawn}
    )
    window.locator(".cm-line", has_text="![](figures/our-ward-2.png)").wait_for()
    window.keyboard.type("The door of our ward")  # the cursor stands where it is described
    is_settled(window)
    assert in_the_file(opened).rstrip().endswith("\n\n![The door of our ward](figures/our-ward-2.png)")  # or it would be a part of the words above
    with Image.open(opened.folder / "figures" / "our-ward-2.png") as kept:
        assert kept.size == (300, 200)
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="our-ward-2.png").wait_for(state="detached")
    held = []
    window.route("**/api/add-picture", lambda route: held.append(route) or None)
    window.get_by_label("Picture", exact=True).and_(window.locator("input")).set_input_files(
        {"name": "hall.png", "mimeType": "image/png", "buffer": drawn}
    )
    caught(window, held)
    open_section(window, "Why do clean hands matter?")  # before it has come
    held.pop().continue_()
    until(window, "document.querySelector('#state').textContent === 'Kept: write ![](figures/hall.png) where it belongs'")
    window.unroute("**/api/add-picture")
    assert "hall.png" not in window.locator(".cm-content").inner_text()
    window.get_by_label("Picture", exact=True).and_(window.locator("input")).set_input_files(
        {"name": "door.heic", "mimeType": "image/heic", "buffer": b"no picture"}
    )
    says(window, "door.heic: no picture that is known.")
    go(window, "Words")  # where it is no news any more
    says(window, "Saved")


def test_a_picture_that_is_dropped_stands_where_it_was_dropped(window, opened):
    """It stood where the cursor was, on another page than the one that was looked at."""
    open_section(window, "What helps against what?")
    before, drawn = in_the_file(opened), teal()
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    window.keyboard.type("\n\nUpper\n\nLower")
    box = window.locator(".cm-line", has_text="Upper").bounding_box()
    drop = DROP.replace("name =>", "([bytes, clientX, clientY]) =>").replace('["<html></html>"], name', "[new Uint8Array(bytes)], 'bed.png'")
    window.evaluate(drop.replace("{dataTransfer", "{clientX, clientY, dataTransfer"), [[*drawn], box["x"] + 20, box["y"] + box["height"] / 2])
    window.locator(".cm-line", has_text="![](figures/bed.png)").wait_for()
    is_settled(window)
    assert in_the_file(opened).rstrip().endswith("Upper\n\n![](figures/bed.png)\n\n\nLower")
    somebody_saves(opened.folder / FIFTH, before)
    window.locator(".cm-line", has_text="Lower").wait_for(state="detached")
