"""What the renderer may read, and what it may not: nothing but this manuscript and styles/, and never the network.

The words of an author and of a clinic go through the whole line here, and are looked for on the pages.
"""
import json
import shutil
from contextlib import closing
from io import BytesIO
from pathlib import Path

import re

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from weasyprint.urls import URLFetchingError

from booklet.check.pdf.document import Proof
from booklet.core.problems import BookletError
from booklet.model.document import Document
from booklet.paginate.paginate import BASE, Shelf, lay_out_pages
from booklet.pipeline import make_proof, read_manuscript
from booklet.tag.tag import tag_pages
from tests.commands import press_in
from tests.conftest import ROOT
from tests.manuscripts import FILES, HEAD, Handout


def told(handout: Handout, html: str) -> list[str]:
    """What is wrong with this page, laid out beside the manuscript."""
    page = f'<!DOCTYPE html><html lang="en"><title>Rest</title><body>{html}</body></html>'
    try:
        lay_out_pages(Document(page, "a4", handout.folder))
    except BookletError as error:
        return [f"{problem.place}: {problem.slug}: {problem.says}" for problem in error.problems]
    return []


STYLE_COUSINS = [
    "@import 'file:///etc/passwd';",
    "@import url(http://127.0.0.1:9/a.css);",
    "@im\\70ort 'file:///etc/passwd';",
    "body { background: url(file:///etc/passwd) }",
    "body { background: url(http://127.0.0.1:9/a.png) }",
    "body { background: u\\72l(//127.0.0.1:9/a.png) }",
    "body { background: url(/etc/passwd) }",
    "body { background: url(../../../../etc/passwd) }",
    "body { background: url(%2e%2e/%2e%2e/%2e%2e/etc/passwd) }",
    "body { background: url(../secret.svg) }",
    "body { background: url(/sections/references.json) }",
    "body { background: url(https://booklet.invalid.example.org/a.png) }",
    "li { list-style-image: url(ftp://127.0.0.1:9/a.png) }",
    "p::before { content: url(FILE:///etc/passwd) }",
    "@page { background: url(file:///etc/passwd) }",
    "@page { @top-left { content: url(file:///etc/passwd) } }",
    "@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }",
    "@color-profile device-cmyk { components: cyan, magenta, yellow, black; src: url(file:///etc/passwd) }",
]


@pytest.mark.parametrize("rule", STYLE_COUSINS)
def test_a_stylesheet_that_asks_for_a_file_elsewhere_is_refused_with_its_line(handout, rule):
    """A design from the internet must not print the clinic's own files, nor tell anybody that it was used."""
    (handout.home / "secret.svg").write_text(FILES["figures/bed.svg"])
    handout.write("look.css", f"{rule}\np {{ color: black }}\n")
    found = told(handout, '<link rel="stylesheet" href="/sections/look.css"><p>Rest<ul><li>Rest</ul>')
    assert any(problem.startswith("sections/look.css:1: outside-file: ") for problem in found), found


def test_a_file_of_the_press_that_is_not_there_is_named(handout):
    """Told was only that the templates ask for it."""
    (found,) = told(handout, '<link rel="stylesheet" href="/styles/editions/gone.css"><p>Rest</p>')
    assert re.search(r"^\S*styles/editions/gone\.css: outside-file: ", found), found
    (found,) = told(handout, '<p><img src="/sections/figures/gone.svg" alt="">Rest</p>')
    assert found.startswith("styles/templates: outside-file: "), found


HTML_COUSINS = [
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">a</a>',
    '<img src="file:///etc/passwd" alt="">',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import "file:///etc/passwd";</style>',
    '<img src="/sections/figures/link.svg" alt="">',
    '<img src="//127.0.0.1:9/a.png" alt="">',
    '<img src="\\\\127.0.0.1\\a.png" alt="">',
]


@pytest.mark.parametrize("html", HTML_COUSINS)
def test_no_html_can_fetch_or_attach_a_file(handout, html):
    """Not even if somebody finds a way to get HTML past the dialect."""
    (handout.home / "secret.svg").write_text(FILES["figures/bed.svg"])
    (handout.folder / "figures" / "link.svg").symlink_to(handout.home / "secret.svg")
    page = f'<!DOCTYPE html><html lang="en"><title>Rest</title>{html}<p>Rest</p></html>'
    try:
        pages = lay_out_pages(Document(page, "a4", handout.folder)).pages
    except BookletError as error:
        assert {problem.slug for problem in error.problems} == {"outside-file"}  # noqa: PT017 - some are only not fetched
    else:  # an attachment is fetched when the file is written
        content = pages.write_pdf(uncompressed_pdf=True)
        assert b"root:" not in content and b"EmbeddedFile" not in content


DRAWING_COUSINS = [
    '<image href="file:///etc/passwd" width="9" height="9"/>',
    '<image xlink:href="http://127.0.0.1:9/a.png" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"/>',
    "<style>@import 'file:///etc/passwd';</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style><text font-family='x'>a</text>",
]


@pytest.mark.parametrize("shape", DRAWING_COUSINS)
def test_no_drawing_can_fetch_a_file_even_past_the_first_gate(handout, shape):
    """picture.py refuses these when the manuscript is read; the renderer is refused them once more, and it is told."""
    handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", f"{shape}</svg>"))
    page = '<!DOCTYPE html><html lang="en"><title>Rest</title><img src="/sections/figures/bed.svg" alt="A bed"></html>'
    try:
        content = tag_pages(lay_out_pages(Document(page, "a4", handout.folder)))
    except BookletError as error:
        assert {problem.slug for problem in error.problems} <= {"outside-file", "renderer-warning", "unsafe-drawing"}  # noqa: PT017
    else:  # what a drawing asks for in its style is left out as it is cleaned
        assert "font-face" in shape and b"root:" not in content


@pytest.mark.parametrize("url", [
    "file:///etc/passwd",
    "http://127.0.0.1:9/a.png",
    f"{BASE}sections/../../etc/passwd",
    f"{BASE}sections/%00",
    f"{BASE}sections/figures",
    f"{BASE}sections/",
    BASE,
    "https://[",
    "sections/figures/bed.svg",
])  # fmt: skip
def test_the_shelf_hands_out_nothing_from_elsewhere(handout, url):
    shelf = Shelf({"sections": handout.folder})
    with pytest.raises(URLFetchingError):
        shelf.fetch(url)
    assert shelf.refused == [url] and not shelf.served


def test_all_refusals_of_a_run_are_listed_at_once(handout):
    handout.write("look.css", "a { background: url(file:///a.png) }\n\nb { background: url(file:///b.png) }\n")
    found = told(handout, '<link rel="stylesheet" href="/sections/look.css"><a>a</a><b>b</b>')
    assert [problem.rpartition(": ")[0] for problem in found] == [
        "sections/look.css:1: outside-file", "sections/look.css:3: outside-file"
    ]  # fmt: skip


def test_a_rule_that_the_renderer_passes_over_stops_the_build(handout):
    """A booklet with a missing rule is not the one that was looked at."""
    handout.write("look.css", "p { colour: black }\n")
    (problem,) = told(handout, '<link rel="stylesheet" href="/sections/look.css"><p>Rest</p>')
    assert problem.startswith("edition a4: renderer-warning: ")


def test_a_stylesheet_that_is_not_there_is_told_where_it_is_named(handout):
    handout.change("booklet.toml", 'paper = "A4"', 'paper = "A4"\nstylesheet = "editions/none.css"')
    assert handout.refused() == ["sections/booklet.toml:15: missing-file"]


def test_an_edition_whose_stylesheet_asks_for_a_file_elsewhere_is_not_built(tmp_path):
    """The whole command, in a copy of this house."""
    for name in ("booklet", "styles", "build.py"):
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path)
    for name, text in {**FILES, "010-rest.md": HEAD + "Rest helps. [@lee2020]\n"}.items():
        (tmp_path / "sections" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sections" / name).write_text(text)
    settings = tmp_path / "sections" / "booklet.toml"
    settings.write_text(settings.read_text().replace('paper = "A4"\n', 'paper = "A4"\nstylesheet = "editions/evil.css"\n'))
    (tmp_path / "styles/editions/evil.css").write_text("\n@import 'https://127.0.0.1:9/a.css';\n")
    with press_in(tmp_path) as press:
        done = press("build")
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
        assert "styles/editions/evil.css:2: outside-file: " in done.stderr
        assert not (tmp_path / "dist").exists()
        (tmp_path / "styles/editions/evil.css").write_bytes(b"\xff\xfe:root{}")
        done = press("build")
        assert done.returncode == 1 and "styles/editions/evil.css: not-utf-8: " in done.stderr, done.stderr


HOSTILE_VALUES = [
    "{{ 7*7 }}",
    "{% if x %}",
    "<b>bold</b>",
    "<link rel=attachment href=file:///etc/passwd>",
    "**strong** [@lee2020]",
    "# 1. - >",
    "&lt;&amp;",
    "[a](file:///etc/passwd)",
    "]]> --> */ ' \" \\",
]


def test_what_a_clinic_types_is_printed_as_it_stands(handout):
    """A clinic's name may hold any sign; it is never an instruction, a tag or a mark."""
    text = FILES["clinic.example.toml"]
    for number, value in enumerate(HOSTILE_VALUES):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        old = [
            "Example Clinic",
            "1 Example Street",
            "your doctor",
            "Bring somebody.",
            "Tell us.",
            "000 1",
            "by day",
            "000 2",
            "Example line",
        ]
        text = text.replace(f'"{old[number]}"', f'"{quoted}"')
    handout.write("clinic.example.toml", text)
    names = [
        "name",
        "address",
        "prescriber",
        "escort_policy",
        "side_effect_reporting",
        "daytime.phone",
        "daytime.hours",
        "out_of_hours.phone",
        "crisis.name",
    ]
    handout.body("\n\n".join(f"Now {{{{ clinic.{name} }}}} now." for name in names))
    content, _ = make_proof(read_manuscript(Path("sections")), "a4")
    printed = " ".join(Proof(content).words_text().split())
    for value in HOSTILE_VALUES:
        assert f"Now {value} now." in printed
    assert b"EmbeddedFile" not in content and b"root:" not in content


def test_bug_04_and_06_what_is_taller_than_a_page_is_whole_on_paper(handout):
    """A screenshot of a phone ran through the footer and off the paper, and so did the last rows of a long chart."""
    picture = BytesIO()
    Image.new("RGB", (234, 506), "#205080").save(picture, "PNG", dpi=(40, 40))  # 149 by 321 mm
    handout.write("figures/phone.png", picture.getvalue())
    label = "A rather long label of a side effect that people told the doctors about, number"
    rows = [{"name": f"r{n}", "label": f"{label} {n + 101}", "of_100": [n, 100 - n]} for n in range(12)]
    names = [{"name": "a", "label": "With the medicine"}, {"name": "b", "label": "Without it"}]
    chart = {"id": "n01", "citekey": "lee2020", "title": "What was felt", "caption": "A trial.", "how_to_read": "Compare.",
             "chart": "paired-bars", "series": names, "rows": rows}  # fmt: skip
    handout.write("numbers.json", json.dumps([chart]))
    handout.body('Text.\n\n![A phone with a blue screen](figures/phone.png)\nFigure: The phone\n\n{{ figure("n01") }}\n\nText.')
    proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
    pages = [(proof.text_of(index), proof.words_on(index)) for index in range(proof.page_count)]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 596 and box[3] <= 842 for _, words in pages for box in (w.box for w in words))
    drawn = " ".join(text for text, _ in pages)
    assert all(f"{n + 101}" in drawn for n in range(12))
    with closing(PdfDocument(proof.data)) as pdf:
        shown = [(n, item.get_bounds()) for n, page in enumerate(pdf) for item in page.get_objects(filter=[3])]
    ((at, (left, bottom, right, top)),) = shown
    assert 0 < left < right < 596 and 57 < bottom < top < 842, "it ends above the footer"
    assert round((top - bottom) / (right - left), 2) == 2.16 and "The phone" in pages[at][0]
