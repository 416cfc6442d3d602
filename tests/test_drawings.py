"""Drawings for large type and small pages: the same picture redrawn upright, and charts drawn anew for their place."""
import re
from collections import Counter
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from weasyprint import HTML

from booklet.check.pdf.words import painted_words
from booklet.cite.csl import printed_lines
from booklet.cite.select import selected
from booklet.core.own_table import STYLES
from booklet.load.pictures import compact_drawings
from booklet.load.numbers import read_numbers
from booklet.pipeline import read_manuscript
from booklet.template.blocks import press_of
from booklet.template.figures.draw import figure_svg
from booklet.template.template import fill_template
from tests.conftest import SECTIONS
from tests.manuscripts import FILES
from tests.pages import Faces

COMPACT = sorted((SECTIONS / "figures" / "compact").glob("*.svg"))
PT_PER_MM = 72 / 25.4
LARGE_WIDTH_MM, A5_WIDTH_MM = 170, 118  # of the text on a page of large print, and of a folded booklet
FACES = "".join(
    f'@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: {weight};'
    f" src: url({(STYLES / 'fonts' / f'atkinson-hyperlegible-next-latin-{weight}-normal.woff2').as_uri()}) }}"
    for weight in (400, 500, 700, 800)
)
BED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 170 90"><rect width="170" height="90"/></svg>'
PICTURE = "\n\n![A bed with nobody in it.](figures/bed.svg)\nFigure: A bed.\n"
SETTINGS = FILES["booklet.toml"] + '\n[editions.big]\npaper = "A4"\nby_default = false\ndrawings = "compact"\n'


def shown(pictures: str, width_mm: float) -> list[list]:
    """The words of pictures that are set this wide, a page each, as their runs of type."""
    page = f"@page {{ size: {width_mm}mm 260mm; margin: 0 }} body {{ margin: 0 }}"
    page += " img, svg { display: block; break-after: page }"
    pages = painted_words(HTML(string=f"<style>{FACES}{page}</style>{pictures}", url_fetcher=Faces()).write_pdf())
    return [[words for words in page if words.text.strip()] for page in pages if page]


def drawings(width_mm: float) -> list[list]:
    return shown("".join(f'<img src="{file.as_uri()}" style="width: {width_mm}mm">' for file in COMPACT), width_mm)


def said_in(file: Path) -> Counter:
    """The words of a drawing. A number in a circle only leads from the picture to a name."""
    texts = [el for el in ElementTree.parse(file).iter("{http://www.w3.org/2000/svg}text") if el.get("class") != "num"]
    return Counter(" ".join("".join(text.itertext()) for text in texts).split())


def overlaps(page: list) -> list[tuple[str, str]]:
    """Pairs of words that are painted on one another."""
    by_foot = sorted(page, key=lambda words: words.box[1])
    return [
        (one.text, other.text)
        for at, one in enumerate(by_foot)
        for other in takewhile(lambda higher, head=one.box[3]: head - higher.box[1] > 0.5, by_foot[at + 1:])
        if min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > 0.5
        and min(one.box[3], other.box[3]) - max(one.box[1], other.box[1]) > 0.5
    ]


def test_every_drawing_of_the_handout_is_redrawn():
    text = "".join(file.read_text() for file in SECTIONS.glob("*.md"))
    used = set(re.findall(r"\(figures/([\w-]+\.svg)\)", text))
    assert {file.name for file in COMPACT} == used
    assert compact_drawings(SECTIONS)[1] == []


@pytest.mark.parametrize("file", COMPACT, ids=lambda file: file.stem)
def test_a_redrawn_picture_says_the_same_words(file):
    """Who reads large print must not get another handout."""
    assert said_in(file) == said_in(SECTIONS / "figures" / file.name)


@pytest.mark.parametrize("file", COMPACT, ids=lambda file: file.stem)
def test_a_redrawn_picture_has_the_same_colours(file):
    """The same thing has the same colour in every edition."""
    colours = set(re.findall(r"#[0-9A-F]{6}\b", file.read_text()))
    known = set(re.findall(r"#[0-9A-Fa-f]{6}\b", (STYLES / "tokens.css").read_text()))
    assert colours <= known


@pytest.mark.parametrize(("width_mm", "smallest_pt"), [(LARGE_WIDTH_MM, 16), (A5_WIDTH_MM, 11)])
def test_no_label_of_a_redrawn_picture_is_small(width_mm, smallest_pt):
    pages = drawings(width_mm)
    assert len(pages) == len(COMPACT)
    assert min(words.size_pt for page in pages for words in page) >= smallest_pt


def test_no_label_of_a_redrawn_picture_runs_out_of_it_or_into_another():
    for file, page in zip(COMPACT, drawings(LARGE_WIDTH_MM), strict=True):
        assert max(words.box[2] for words in page) <= LARGE_WIDTH_MM * PT_PER_MM, file.name
        assert min(words.box[0] for words in page) >= -0.5, file.name
        assert overlaps(page) == [], file.name


@pytest.mark.parametrize("file", COMPACT, ids=lambda file: file.stem)
def test_a_redrawn_picture_leaves_room_for_its_caption(file):
    """On A4 in large print, and on A5, picture and caption stand on one page."""
    _, _, width, height = map(float, ElementTree.parse(file).getroot().get("viewBox").split())
    assert height * LARGE_WIDTH_MM / width <= 215
    assert height * A5_WIDTH_MM / width <= 150


@pytest.mark.parametrize(("width_mm", "type_pt"), [(127, 10.4), (LARGE_WIDTH_MM, 16), (A5_WIDTH_MM, 10.4), (114, 10.4)])
def test_a_chart_is_drawn_for_its_place(width_mm, type_pt):
    """Its smallest type is what the edition promises, no label runs out of it, and none into another."""
    charts = read_numbers(SECTIONS / "numbers.json", SECTIONS)[0].charts
    press = press_of()
    svgs = [str(figure_svg(chart, press, width_mm, type_pt)) for chart in charts]
    for chart, page in zip(charts, shown("".join(svgs), width_mm), strict=True):
        assert min(words.size_pt for words in page) >= type_pt, chart.id
        assert max(words.box[2] for words in page) <= width_mm * PT_PER_MM + 0.5, chart.id
        assert overlaps(page) == [], chart.id


def test_an_edition_has_the_redrawn_picture_where_there_is_one(handout):
    handout.write("booklet.toml", SETTINGS)
    handout.write("figures/moon.svg", FILES["figures/bed.svg"])
    handout.write("figures/compact/bed.svg", BED)
    handout.body(PICTURE + PICTURE.replace("bed", "moon"))
    cited = read_manuscript(handout.folder)
    lines = printed_lines([ref.reference for ref in cited.references])
    held = {name: selected(cited, edition) for name, edition in cited.manuscript.imprint.editions.items()}
    big, a4 = (re.findall(r'src="([^"]+)"', fill_template(held[name], name, lines).html) for name in ("big", "a4"))
    assert big == ["/sections/figures/compact/bed.svg", "/sections/figures/moon.svg"]
    assert a4 == ["/sections/figures/bed.svg", "/sections/figures/moon.svg"]


def test_a_redrawn_picture_of_nothing_is_told(handout):
    """Its author has renamed one of the two, and an edition would silently print the other."""
    handout.write("figures/compact/sofa.svg", BED)
    assert handout.refused() == ["sections/figures/compact/sofa.svg: lonely-drawing"]


@pytest.mark.parametrize(("content", "problem"), [
    (BED.replace("<rect", '<image href="http://example.org/a.png"/><rect'), "compact/bed.svg:1: unsafe-drawing"),
    (BED.replace("<rect", "<script>1</script><rect"), "compact/bed.svg:1: unsafe-drawing"),
    (BED.replace("viewBox", "box"), "compact/bed.svg:1: bad-image"),
    ("no drawing", "compact/bed.svg:1: bad-image"),
])  # fmt: skip
def test_a_redrawn_picture_is_judged_like_every_other(handout, content, problem):
    """Also where no edition prints it yet: the next one might."""
    handout.write("figures/compact/bed.svg", content)
    assert f"sections/figures/{problem}" in handout.refused()


def test_a_file_beside_the_redrawn_pictures_that_is_none_is_told(handout):
    handout.write("figures/compact/notes.txt", "to do")
    file = "sections/figures/compact/notes.txt"
    assert set(handout.refused()) == {f"{file}: bad-image", f"{file}: lonely-drawing"}


@pytest.mark.parametrize("setting", ['drawings = "tiny"', "figure_width_mm = 900", "figure_type_pt = 2"])
def test_an_edition_asks_for_drawings_that_can_be_had(handout, setting):
    handout.write("booklet.toml", SETTINGS.replace('drawings = "compact"', setting))
    line = SETTINGS[: SETTINGS.index('drawings = "compact"')].count("\n") + 1
    assert handout.refused() == [f"sections/booklet.toml:{line}: bad-setting"]
