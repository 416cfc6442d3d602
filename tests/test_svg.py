"""Drawings from anywhere: read whatever they are written in, cleaned, and bounded before a page is laid out."""
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.core.pictures.svg.allowed import ATTRIBUTES, ELEMENTS, PROPERTIES, SVG
from booklet.core.pictures.svg.drawing import clean_drawing
from tests.attacks import DRAWINGS
from tests.conftest import SECTIONS
from tests.reader import page_of

OPEN = f'<svg xmlns="{SVG}" viewBox="0 0 120 44" font-family="Atkinson Hyperlegible Next">'
WORDS = f"{OPEN}<text y='9'>Café</text></svg>"
DECLARED = '<?xml version="1.0" encoding="{}"?>' + WORDS
SHADES = '<stop stop-color="#000"/><stop offset="1" stop-color="#fff"/>'


def cleaned(svg: str | bytes) -> str:
    drawing, problems = clean_drawing(svg if isinstance(svg, bytes) else svg.encode(), "a.svg")
    assert problems == []
    return drawing.file().decode()


def refused(svg: str) -> str:
    """Why a drawing is refused, and where."""
    drawing, problems = clean_drawing(svg.encode(), "a.svg")
    assert drawing is None and all(problem.hint for problem in problems)
    return "; ".join(f"{problem.place.line} {problem.says}" for problem in problems)


@pytest.mark.parametrize("content", [
    WORDS.encode(), b"\xef\xbb\xbf" + WORDS.encode(), WORDS.encode("utf-16"), DECLARED.format("UTF-16").encode("utf-16"),
    DECLARED.format("iso-8859-1").encode("latin-1"), DECLARED.format("windows-1252").encode("cp1252"),
    WORDS.replace("<svg xmlns=", "<s:svg xmlns:s=").replace("<text", "<s:text").replace("/text", "/s:text").replace("</svg", "</s:svg").encode(),
    WORDS.replace("é", "&#xe9;").encode(), WORDS.replace("Café", "<![CDATA[Café]]>").encode(),
], ids=["utf-8", "with a mark", "utf-16", "utf-16 declared", "latin-1", "windows", "prefix", "by number", "cdata"])  # fmt: skip
def test_a_drawing_is_read_in_whatever_it_was_written(handout, content):
    """bug-38, hard-drawings: the web edition ended in a traceback for five of these."""
    handout.write("figures/bed.svg", content)
    handout.body("![A bed with a white sheet on it](figures/bed.svg)\nFigure: A bed.")
    page = page_of(handout.folder, is_dressed=False)
    (drawn,) = re.findall(r'<svg [^>]*id="art-1".*?</svg>', page)
    assert drawn.endswith(">Café</text></svg>") and ":text" not in drawn


@pytest.mark.parametrize("name", [name for name, drawing in DRAWINGS.items()])
def test_what_is_written_is_on_the_list(name):
    """Also of what is taken: no element, no attribute, no word but those of the list."""
    drawing, _ = clean_drawing(DRAWINGS[name].encode(), "a.svg")
    if drawing is not None:
        is_on_the_list(drawing.file().decode())


def is_on_the_list(written: str) -> None:
    for element in ElementTree.fromstring(written).iter():
        space, _, tag = element.tag.removeprefix("{").rpartition("}")
        assert space == SVG and tag in ELEMENTS
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES or key in PROPERTIES or key == "id" or key.endswith("}space")
            if tag == "image" and key == "href":
                assert re.fullmatch(r"data:image/(png|jpeg);base64,[\w+/=]+", value)
            else:
                assert not re.search(r"url\((?!#i\d+\))|javascript|//", value) and (key != "href" or re.fullmatch(r"#i\d+", value))


ANYTHING = st.recursive(
    st.text("ab<>&'\"]! ", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "")),
    lambda inner: st.builds(
        lambda tag, attributes, inside: f"<{tag}{attributes}>{''.join(inside)}</{tag}>",
        st.sampled_from(["g", "text", "style", "script", "desc", "use", "rect", "foreignObject", "x:y", "tspan", "image"]),
        st.lists(st.sampled_from([
            ' fill="url(#a)"', ' href="#a"', ' href="javascript:1"', ' id="a"', ' onload="1"', ' style="fill:red;position:fixed"',
            ' class="a"', ' x="1"', ' d="M0 0L1"', ' transform="scale(2)"', ' xlink:href="data:,"', ' x:z="1"', ' opacity=".5"',
        ]), unique_by=lambda text: text.split("=")[0], max_size=3).map("".join),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.lists(ANYTHING, max_size=4))
def test_any_drawing_is_refused_with_its_place_or_holds_what_is_on_the_list(parts):
    head = OPEN.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="urn:x"')
    drawing, problems = clean_drawing(f"{head}{''.join(parts)}</svg>".encode(), "a.svg")
    assert (drawing is None) == bool(problems)
    if drawing is not None:
        is_on_the_list(drawing.file().decode())


def test_what_a_program_keeps_for_itself_goes_without_a_word():
    """Inkscape and others write it into each drawing; nobody sees it."""
    inside = (
        '<sodipodi:namedview xmlns:sodipodi="urn:s" id="v"/><metadata><x:y xmlns:x="urn:x">me@home</x:y></metadata>'
        '<!-- note --><title>T</title><g data-name="L" aria-label="no" style="-inkscape-stroke:none;mix-blend-mode:normal;'
        'enable-background:new"><rect id="rect1" class="a" width="9" height="9"/></g>'
    )
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert cleaned(f"{doctype}{OPEN}{inside}</svg>").endswith('"><g><rect width="9" height="9"/></g></svg>')


def test_styles_become_attributes_of_the_shapes_they_reach():
    style = "<style>.a, g > rect { fill: red } #b { fill: blue !important } rect { stroke: #000; font: bold 3px Arial }</style>"
    written = cleaned(f'{OPEN}{style}<g><rect width="9" id="b" style="fill: green"/><rect class="a" width="8"/></g></svg>')
    assert re.findall(r' fill="(\w+)"', written) == ["blue", "red"]
    assert " style=" not in written and "class" not in written and written.count('font-weight="bold"') == 2


@pytest.mark.parametrize(('inside', 'says'), [
    ("\n<rect style='filter: invert(1)'/>", "2 the filter invert"), ("\n\n<rect mask='url(a.svg#b)'/>", "3 mask"),
    ("<style>\n\n@media print { }</style>", "3 @media"), ("<style>g ~ rect { fill: red }</style><rect/>", "g ~ rect"),
    ("<text>\u202eabc</text>", "U+202E"), ("<iframe/>", "<iframe>"), ("<path d='M0 0 Lx'/>", "d leads"),
])  # fmt: skip
def test_what_would_be_missed_on_paper_is_told_with_its_line(inside, says):
    assert says in refused(f"{OPEN}{inside}</svg>")


def test_what_stands_in_a_drawing_a_thousand_times_is_told_once():
    spoiled = '\n<rect style="zoom: 2"/><iframe/>' * 1_000
    assert refused(f"{OPEN}{spoiled}</svg>").count(";") == 1


def test_letters_half_as_large_are_not_halved_again_in_each_shape_below():
    """They were a quarter of the size on paper, and half of it in the web page."""
    written = cleaned(f'{OPEN}<g font-size="8"><g font-size="50%"><text>a<tspan font-size="1.5em">b</tspan></text></g></g></svg>')
    assert re.findall(r'font-size="([^"]+)"', written) == ["8", "4", "6"]


def test_a_drawing_may_be_hatched():
    """Two and a half millimetres apart, over all of it and once more."""
    hatch = '<pattern id="a" patternUnits="userSpaceOnUse" width="2.5" height="2.5"><path d="M0 0L3 3" stroke="#000"/></pattern>'
    hatched = '<rect width="120" height="44" fill="url(#a)"/>' * 9
    assert "pattern" in cleaned(f"{OPEN}{hatch}{hatched}</svg>")


MARKERS = '<marker id="m" markerWidth="4" markerHeight="4">' + '<rect width="1" height="1"/>' * 100 + "</marker>"
TOO_DEAR = {
    "markers": f'{MARKERS}\n<path marker-mid="url(#m)" d="M0 0{"L1 2" * 40_000}"/>',
    "marker in a marker": '<marker id="a"><path d="M0 0{0}"/></marker><marker id="b"><path marker-mid="url(#a)" d="M0 0{0}"/></marker>'
    '\n<path marker-mid="url(#b)" d="M0 0{0}"/>'.format("L1 2" * 50),
    "copies": "<defs>" + "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 30 + "</g>" for n in range(3)) + '<g id="a3"><rect/></g></defs>\n<use href="#a0"/>',
    "repeat": f'<linearGradient id="a" gradientUnits="userSpaceOnUse" x1="0" x2=".0001" spreadMethod="repeat">{SHADES}</linearGradient>\n<rect width="120" height="44" fill="url(#a)"/>',
    "reflect": f'<radialGradient id="a" r=".00001" spreadMethod="reflect">{SHADES}</radialGradient>\n<rect width="120" height="44" fill="url(#a)"/>',
    "inherited repeat": f'<linearGradient id="b" x2="1e-7" spreadMethod="repeat">{SHADES}</linearGradient><linearGradient id="a" href="#b"/>\n<g fill="url(#a)"><circle r="9"/></g>',
    "shades": f'<linearGradient id="a">{SHADES * 4_000}</linearGradient>\n' + '<rect width="9" height="9" fill="url(#a)"/>' * 20,
    "tiles": '<pattern id="a" width=".0001" height=".0001"><circle r="1"/></pattern>\n<rect width="120" height="44" fill="url(#a)"/>',
    "pattern in a pattern": '<pattern id="a" width=".1" height=".1"><circle r="1"/></pattern><pattern id="b" width=".1" height=".1"><circle r="1" fill="url(#a)"/></pattern>\n<rect width="9" height="9" fill="url(#b)"/>',
    "clips": '<clipPath id="a">' + "<circle r='1'/>" * 500 + "</clipPath>\n" + '<rect width="9" height="9" clip-path="url(#a)"/>' * 100,
    "masks": '<mask id="a"><circle r="1"/></mask>\n' + '<rect width="9" height="9" mask="url(#a)"/>' * 1_000,
    "glass": "\n" + '<g opacity=".5">' * 30 + '<rect width="9" height="9"/>' * 20 + "</g>" * 30,
    "dashes": '\n<path stroke="#000" stroke-dasharray=".0001" d="M0 0L120 44"/>',
    "letters": f"\n<text>{'a' * 9_000}</text>",
    "turns": '<clipPath id="a">\n<g transform="' + "translate(1.000000000001 2.000000000001)" * 90 + '">' + "<rect/>" * 9_000 + '</g></clipPath><rect clip-path="url(#a)"/>',
    "scale": '\n<g transform="scale(200)"><g transform="matrix(200 0 0 200 0 0)"><rect/></g></g>',
    "type": '\n<g font-size="30em"><text font-size="30em">a</text></g>',
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_DEAR)
def test_a_drawing_that_would_take_minutes_is_refused_before_layout(name):
    """hard-drawings: each of these took a core for minutes, gigabytes, or a printer for an hour."""
    assert re.match("2 ", refused(f"{OPEN}{TOO_DEAR[name]}</svg>"))


def test_the_shipped_drawings_are_far_from_the_limit():
    """Ten times as much in each of them would be taken too."""
    for file in (SECTIONS / "figures").rglob("*.svg"):
        text = file.read_text("utf-8")
        inner = text[text.index("</style>") + 8 : text.rindex("</svg>")]
        cleaned(text.replace(inner, re.sub(r'\sid="[^"]+"', "", inner) * 10))
