"""The doors to the renderer: silent for others, told apart for two documents at once, and shut to one that we do not know."""
import gc
import json
import logging
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.parse import quote
from weakref import ref

import pypdfium2 as pdfium
import pytest
from weasyprint import HTML
from weasyprint.layout import block

from booklet.core.own_table import STYLES
from booklet.core.problems import BookletError, stop_at
from booklet.model.document import Document
from booklet.paginate.engine import Look, engine_problems, laid_out_tree, root_box
from booklet.paginate.paginate import lay_out_pages
from booklet.tag.tag import tag_pages
from tests.codes import heard
from tests.conftest import ROOT

HEAD = """<!DOCTYPE html><html lang="en"><title>{name}</title><style>
@font-face {{ font-family: face; src: url(/styles/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2) }}
* {{ font-family: face }} @page {{ size: A6; font-family: face; @bottom-left {{ content: "{name} " counter(page) }} }}
.pages a::before {{ content: " " target-counter(attr(href), page) }} {css}</style>"""
DAY = '<h2 id="d{n}">Day {n}</h2><p>{name} is good for you, on each day and in every weather, as <b>all</b> <i>of us</i> know.</p>'


def page_of(name: str, days: int, css: str = "") -> Document:
    """A document with running feet, spaces at the end of lines, and a list of the pages of its days."""
    text = "".join(DAY.format(n=n, name=name) for n in range(days))
    links = (f'<a href="#d{n}"{f" data-after=#d{n - 1}" if n else ""}></a>' for n in range(days))
    return Document(f'{HEAD.format(name=name, css=css)}{text}<p class="pages">{"".join(links)}</p>', name, STYLES)


def made(document: Document) -> bytes:
    return tag_pages(lay_out_pages(document))


REST, WALKING = page_of("Rest", 14), page_of("Walking", 9)
BAD = page_of("Bad", 3, "p { no-such-property: 1 }")


def test_two_documents_in_threads_are_those_that_are_made_alone():
    """One lost its tags to the other, and came out mute for a screen reader."""
    alone = made(REST), made(WALKING)
    together = Barrier(2)

    def at_once(document: Document) -> list[bytes]:
        together.wait()
        return [made(document) for _ in range(2)]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # the threads take turns thousands of times in each document
    try:
        with ThreadPoolExecutor(2) as pool:
            rests, walks = pool.map(at_once, (REST, WALKING))
    finally:
        sys.setswitchinterval(interval)
    assert set(rests) == {alone[0]} and set(walks) == {alone[1]}


def test_two_documents_that_take_turns_are_those_that_are_made_alone():
    """Start one, start the other, finish the first, finish the second."""
    alone = made(REST), made(WALKING)
    rest, walking = lay_out_pages(REST), lay_out_pages(WALKING)
    assert (tag_pages(rest), tag_pages(walking)) == alone


def test_faces_of_one_name_that_are_two_files_are_not_taken_for_each_other():
    """Faces are opened once, and lines are set once, for all documents that have the same."""
    css = "@font-face { font-family: other; src: url(/styles/fonts/atkinson-hyperlegible-next-latin-500-normal.woff2) } * { font-family: other }"
    thin, thick = page_of("Face", 2, css), page_of("Face", 2, css.replace("500", "800"))
    first, other, again = made(thin), made(thick), made(thin)
    assert first == again != other


@pytest.mark.parametrize("src", ["nowhere.woff2", "faces.toml"])
def test_a_face_that_is_none_is_told_of_each_document(src):
    css = f"@font-face {{ font-family: face; src: url(/styles/fonts/{src}) }} * {{ font-family: face }}"
    for _ in range(2):
        with pytest.raises(BookletError, match=src.partition(".")[0] + "|cannot be loaded"):
            made(page_of("Bad", 1, css))


def test_a_warning_is_told_of_the_document_that_it_was_meant_for():
    def told(document: Document) -> list[str]:
        try:
            made(document)
        except BookletError as error:
            return [f"{problem.place}: {problem.slug}" for problem in error.problems]
        return []

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(told, (REST, BAD, WALKING)))
    assert found == [[], ["edition Bad: renderer-warning"], []]


@pytest.mark.parametrize("css", ["p { no-such-property: 1 }", ":root { --wide: red } p { margin: var(--wide) }"])
def test_what_is_wrong_with_a_stylesheet_is_told_each_time(css):
    """It is read once in a process; the second build of somebody who mended nothing is refused as the first was."""
    for _ in range(2):
        with pytest.raises(BookletError, match="renderer-warning"):
            made(page_of("Bad", 1, css))


OTHERS = '<html lang="en"><title>Other</title><style>p { width: 1px }</style><h1>Other</h1><p>one two</p>'
PLAIN = f"""
import sys
from weasyprint import HTML
sys.stdout.buffer.write(HTML(string={OTHERS!r}).write_pdf(pdf_variant="pdf/ua-1"))
"""


def test_others_who_use_the_renderer_beside_us_do_not_notice(caplog):
    """A service that prints its own letters with WeasyPrint gets them as before, and hears its own warnings."""
    untouched = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, check=True).stdout
    made(REST)
    assert HTML(string=OTHERS).write_pdf(pdf_variant="pdf/ua-1") == untouched
    with caplog.at_level(logging.WARNING, "weasyprint"):
        HTML(string="<style>p { no-such-property: 1 }</style>").render()
    assert "no-such-property" in caplog.text


def test_loading_the_renderer_starts_no_other_program():
    """It asked ldconfig, a compiler and a linker twenty times each, where all that they could tell was known."""
    hook = "import sys; sys.addaudithook(lambda event, told: event == 'subprocess.Popen' and sys.exit(f'{told}'))"
    subprocess.run([sys.executable, "-c", f"{hook}\nimport booklet.pipeline"], cwd=ROOT, check=True)


UNMARKED = """
@contextlib.contextmanager
def marked(self, box, tag):
    self._tags[box] = {"tag": tag, "mcid": len(self._tags)}
    yield
weasyprint.pdf.stream.Stream.marked = marked"""
RENDERERS = {
    "a release with another number alone": ("weasyprint.__version__ = '70.9'", ""),
    "other parameters": (
        "inline.split_text_box = lambda context, width: None",
        "weasyprint 70.0 is not made as this press knows it: layout.inline.split_text_box is context width, and not context box",
    ),
    "a name that is gone": ("del weasyprint.pdf.add_tags", "pdf.add_tags is missing, and not pdf document"),
    "pages that come out otherwise": (
        "inline.remove_last_whitespace = lambda context, line: None", "a page laid out as a trial has the texts "
    ),
    "an end from within": (
        "weasyprint.css.targets.TargetCollector.check_pending_targets = None", "ended in TypeError: "
    ),
    "paint that is not marked": (UNMARKED, "a page tagged as a trial is painted without <</MCID 0>> BDC"),
}  # fmt: skip
ASKED = """
import contextlib, json, os, sys, weasyprint, weasyprint.layout.inline as inline
import booklet.core.engine, booklet.template.template
for change in json.load(sys.stdin):
    if copy := os.fork():
        os.waitpid(copy, 0)
        continue
    exec(change)
    from booklet.paginate.engine import engine_problems as of_layout
    from booklet.tag import tag
    print(json.dumps([str(problem) for problem in [*of_layout(), *tag.engine_problems(tag._trial)]]), flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def told_of_renderers() -> dict[str, list[str]]:
    """What is told of each of them, in a copy of a process that knows the renderer, and no door to it yet."""
    changes = json.dumps([change for change, _ in RENDERERS.values()])
    said = subprocess.run([sys.executable, "-c", ASKED], input=changes, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    return dict(zip(RENDERERS, map(json.loads, said.splitlines()), strict=True))


@pytest.mark.parametrize("case", RENDERERS)
def test_a_renderer_is_known_by_its_shape_and_not_by_its_number(case, told_of_renderers):
    """A release that mends its security is taken up; one that would lay out otherwise is refused, with what differs."""
    told, wanted = "\n".join(told_of_renderers[case]), RENDERERS[case][1]
    if not wanted:
        assert told == ""
    else:
        assert told.startswith("requirements.lock: wrong-renderer: ") and wanted in heard(told) and "make booklet" in told


def test_nothing_but_the_doors_knows_the_renderer_from_within():
    within = re.compile(r"(from|import) weasyprint\.(?!urls\b)|\._page_box\b|\._tags\b|(?<!self)\._box\b|weasyprint\.\w+\.\w+")
    found = [str(file) for file in Path(ROOT, "booklet").rglob("*.py") if within.search(file.read_text(encoding="utf-8"))]
    assert {Path(file).name for file in found} == {"engine.py"}


def test_a_layout_keeps_its_pages_and_no_more_and_goes_with_them():
    """Of a thousand pages, those that are made anew, and styles of what nobody sees, would be gigabytes until they are found."""

    def held(kind: str) -> int:
        return sum(type(thing).__name__ == kind for thing in gc.get_objects())

    links, text = page_of("Rest", 40).html.partition('<p class="pages">')[::-1][::2]
    html = HTML(string=f"{HEAD.format(name='Rest', css='').replace('/styles/', '')}<p class=pages>{links}</p>{text}", base_url=f"{STYLES}/")
    assert engine_problems() == []  # and the door is open
    gc.collect()
    before, gc_was_on = {kind: held(kind) for kind in ("PageBox", "LineBox", "ComputedStyle")}, gc.isenabled()
    gc.disable()
    try:
        pages = laid_out_tree(html, Look())
        assert len(pages.pages) > 3 and held("PageBox") - before["PageBox"] == len(pages.pages)
        assert held("ComputedStyle") - before["ComputedStyle"] < 2 * len(list(html.etree_element.iter()))
        del pages
        assert (held("PageBox"), held("LineBox")) == (before["PageBox"], before["LineBox"])
    finally:
        if gc_was_on:
            gc.enable()


def test_a_drawing_does_not_hold_on_to_a_layout_that_is_gone():
    """A build lays a handout out several times: each layout that stays is as much memory as the one that is printed."""
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 20'><text y='15' font-family='face'>Drawn once</text></svg>"
    page = f'{HEAD.format(name="Rest", css="")}<p>Rest.</p><img alt="" src="data:image/svg+xml,{quote(drawing)}">'
    html = HTML(string=page.replace("/styles/", ""), base_url=f"{STYLES}/")
    look = Look()
    assert engine_problems() == []  # and the door is open
    pages = laid_out_tree(html, look)
    gone = ref(root_box(pages.pages[-1]))
    del pages
    gc.collect()
    assert gone() is None
    again = pdfium.PdfDocument(laid_out_tree(html, look).write_pdf())  # with the same drawing, which still has its words
    assert "Drawn once" in again[0].get_textpage().get_text_bounded()
    again.close()


LINES = "Rest when you feel that you need it, and tell us what has helped. " * 3
SQUARE = "data:image/svg+xml," + quote("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='31'><rect width='9' height='9'/></svg>")
MADE_ANEW = (
    "<p>{text}</p>", "<p>{text}</p><p>{text}</p>", "<table><tr><td>{text}</td><td>1</td></tr></table>",
    "<div><p>{text}</p><i>{text} {text} {text}</i></div>",
)  # fmt: skip
PLACED_AGAIN = "<p>{text}</p>", f'<p>{{text}}</p><img alt="" src="{SQUARE}">', "<aside>{text}</aside><p>{text}</p>"
LISTS = "<ol>{}</ol>", "<ol class=whole>{}</ol>", "<ul class=auto>{}</ul>", "<ul class=framed>{}</ul>"
COLUMNS = """@page { margin: 5mm } p, ol, ul { margin: 0 0 5px; widows: 2; orphans: 2 } section { break-before: page; font-size: 9px }
ol, ul { columns: 2; column-gap: 9px } ul { list-style: none; padding: 0 } .whole > * { break-inside: avoid }
.auto { column-fill: auto } .framed > * { border: 1px solid; padding: 3px; margin: 2px 0 } aside { float: right; width: 20px }
div { position: relative } i { position: absolute; top: 0; left: 0; width: 9px }"""


def in_columns(things: tuple[str, ...]) -> str:
    """Lists of things in two columns, short and long, each below a line of text."""
    sections = [f"<p>{LINES[:50].rstrip()}</p>{each}" for each in LISTS]
    items = [f"<li>{things[n % len(things)].format(text=LINES[: 9 + n * 37 % len(LINES)].rstrip())}</li>" for n in range(24)]
    body = "".join(f"<section>{section}</section>".format("".join(items[:count])) for section in sections for count in (1, 5, 24))
    return HEAD.format(name="Rest", css=COLUMNS).replace("/styles/", "") + body


def placed(pages: list) -> list[tuple]:
    """All boxes of all pages, and where they are."""
    boxes = [(n, box) for n, page in enumerate(pages) for box in root_box(page).descendants()]
    return [
        (n, type(box).__name__, getattr(box, "text", ""), *(round(at, 4) for at in (box.position_x, box.position_y, box.height)))
        for n, box in boxes
    ]  # fmt: skip


@pytest.mark.parametrize("things", [MADE_ANEW, PLACED_AGAIN])
def test_columns_stand_as_the_renderer_alone_would_set_them_and_are_laid_out_less_often(things, monkeypatch):
    """Each box of each column, whatever stands in it; a list of fifteen questions was laid out a hundred times."""
    stop_at(engine_problems())
    lay_out, times = block._in_flow_layout, Counter()
    monkeypatch.setattr(block, "_in_flow_layout", lambda *asked: times.update("1") or lay_out(*asked))
    html = HTML(string=in_columns(things), base_url=f"{STYLES}/")
    usual, alone = placed(html.render().pages), times.total()
    assert placed(laid_out_tree(html, Look()).pages) == usual
    assert things == PLACED_AGAIN or times.total() - alone < alone * 0.9


SIZES = """<style>.wide { page: wide } @page { size: A6 } @page wide { size: A4 } li::after { content: attr(data-more) } """


@pytest.mark.parametrize("css", [
    "p { width: 50vw }", "body { overflow: hidden }", "p { width: 80%; padding: 1% 5%; border: 3px solid; box-sizing: border-box; line-height: 150% }",
    "ul { display: table; border-collapse: collapse } li { display: table-cell; border: 2px solid; padding: 5% } p { border: 9px solid }",
])  # fmt: skip
def test_a_style_that_stood_in_another_document_is_none_the_less_that_of_this_one(css):
    """Styles are kept: half of a page that is small must not be half of one that is large, nor what juts out of it be seen."""
    stop_at(engine_problems())
    text = '</style><div class="{0}" id="{0}">A</div><p>Half of the first page.</p><ul><li data-more="{0}">And</li></ul>'
    for name in ("wide", "usual", "wide"):
        html = HTML(string=SIZES + css + text.format(name), base_url=f"{STYLES}/")
        usual = html.render().pages
        for pages in (laid_out_tree(html, Look()).pages for _ in range(2)):
            assert placed(pages) == placed(usual)
            assert [root_box(page).style["overflow"] for page in pages] == [root_box(page).style["overflow"] for page in usual]
