"""Drawings as real programs write them: they pass, say what they said, and look the same on paper and in the web page."""
import base64
import io
import re
import subprocess

import pypdfium2
import pytest
from PIL import Image

from booklet.core.pictures.picture import read_picture
from booklet.core.pictures.svg.drawing import CleanDrawing, clean_drawing
from booklet.pipeline import make_proof, read_manuscript

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"{}>'
HTML = "http://www.w3.org/1999/xhtml"


def picture(kind: str = "PNG", colour: str = "red") -> str:
    content = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(content, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(content.getvalue()).decode()}"


def flexed(words: str, more: str = "") -> str:
    """Words of draw.io in a box 120 wide, whose middle is at 60, 40."""
    outer = "display: flex; align-items: unsafe center; justify-content: unsafe center; width: 118px; height: 1px; padding-top: 40px; margin-left: 1px;"
    inner = "display: inline-block; font-size: 12px; font-family: Helvetica; color: #000; line-height: 1.2; white-space: normal;"
    return (
        '<switch><foreignObject style="overflow: visible;" width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility">'
        f'<div xmlns="{HTML}" style="{outer}"><div style="box-sizing: border-box; font-size: 0; text-align: center;"><div style="{inner}">{words}</div></div></div>'
        f"</foreignObject>{more}</switch>"
    )


# What each kind of program writes, and what of it has to be found in the drawing that is printed.
PROGRAMS = {
    "real-30, Inkscape": (
        (f'{DOCTYPE.format("")}<svg {NS} xmlns:sodipodi="urn:s" xmlns:inkscape="urn:i" width="60mm" height="40mm" viewBox="0 0 60 40" inkscape:version="1.2">'
        '<sodipodi:namedview id="v" pagecolor="#fff"><inkscape:grid/></sodipodi:namedview><metadata><x:RDF xmlns:x="urn:r"/></metadata>'
        '<g inkscape:groupmode="layer" style="display:inline;mix-blend-mode:normal"><circle style="opacity:1;fill:#00f;paint-order:stroke fill markers;stroke:#f00;stroke-width:4" cx="30" cy="20" r="15"/>'
        '<text style="font-size:medium;line-height:1.25;font-family:\'Arial, sans-serif\';-inkscape-font-specification:sans;shape-inside:url(#r);white-space:pre"><tspan x="1" y="9" sodipodi:role="line">Pill</tspan></text></g></svg>'),
        r'stroke="none".*?>|Pill',
    ),
    "Illustrator": (
        DOCTYPE.format(' [<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]')
        + '<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" x="0px" y="0px" width="200px" height="100px" viewBox="0 0 200 100" style="enable-background:new 0 0 200 100;" xml:space="preserve">'
        '<style type="text/css"><![CDATA[.st0{fill:#12504F;} .st1{font-family:\'MyriadPro-Bold\';} .st2{font-size:20px;}]]></style>'
        '<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"><i:pgfRef/></foreignObject>'
        '<g i:extraneous="self"><rect class="st0" width="200" height="50"/><text transform="matrix(1 0 0 1 10 80)" class="st1 st2">Heart</text></g></switch></svg>',
        'fill="#12504F".*Heart',
    ),
    "draw.io": (
        (f'<svg {NS} style="background-color: rgb(255, 255, 255);" width="121px" height="81px" viewBox="-0.5 -0.5 121 81" content="&lt;mxfile&gt;&lt;/mxfile&gt;"><defs/>'
        '<g><rect width="120" height="80" rx="9" fill="light-dark(#fff, var(--ge-dark-color, #121212))" stroke="rgb(0, 0, 0)" pointer-events="all"/>'
        f'<g transform="translate(-0.5 -0.5)">{flexed("Call the <b>ward</b><br/>today", "<text>Call the w...</text>")}</g></g>'
        '<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><a xlink:href="https://www.drawio.com/doc" target="_blank"><text>Text is not SVG</text></a></switch></svg>'),
        "Call the .*>ward<.*>today<",
    ),
    "Mermaid": (
        (f'<svg id="m" width="100%" {NS} style="max-width: 200px;" viewBox="0 0 200 80" role="graphics-document document" aria-roledescription="flowchart-v2">'
        '<style>#m{font-family:"trebuchet ms",sans-serif;font-size:16px;fill:#333;}@keyframes dash{to{stroke-dashoffset:0;}}#m .edge{animation:dash 5s linear;}'
        '#m .cluster-label span p{background-color:red;}#m .node:hover rect{scale:2;}#m .node rect{fill:#ECECFF;stroke:#9370DB;}#m :root{--mermaid-font:"a";}#m [data-look="neo"].x{filter:blur(9px);}</style>'
        f'<g class="node"><rect x="20" y="10" width="120" height="60"/><g class="label" transform="translate(30, 28)"><foreignObject width="100" height="24"><div xmlns="{HTML}" style="display: table-cell; white-space: nowrap; text-align: center;"><span class="nodeLabel"><p>Feel a lump</p></span></div></foreignObject></g></g></svg>'),
        'fill="#ECECFF".*Feel a lump',
    ),
    "Matplotlib": (
        (f'{DOCTYPE.format("")}<svg {NS} width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6" version="1.1"><metadata/><defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>'
        '<g id="figure_1"><defs><path id="mt" d="M 0 0 L 0 3.5" style="stroke: #000000; stroke-width: 0.8"/><clipPath id="c"><rect x="57" y="41" width="357" height="266"/></clipPath></defs>'
        '<use xlink:href="#mt" x="90" y="300" style="stroke: #000000"/><path d="M 90 300 L 400 60" clip-path="url(#c)" style="fill: none; stroke: #1f77b4"/>'
        '<g style="font: 20px \'DejaVu Sans\', sans-serif; text-anchor: middle"><text x="230" y="340" transform="rotate(-0 230 340)">Days</text></g></g></svg>'),
        "#1f77b4.*Days",
    ),
    "Figma": (
        (f'<svg width="300" height="200" viewBox="0 0 300 200" fill="none" {NS}><mask id="k" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="300" height="200"><rect width="300" height="200" fill="#D9D9D9"/></mask>'
        '<g mask="url(#k)"><g filter="url(#f)"><rect x="10" y="10" width="280" height="180" rx="16" fill="url(#p)"/></g></g><rect width="60" height="30" fill="url(#q)"/>'
        '<defs><filter id="f" x="0" y="0" width="300" height="200" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feBlend in="SourceGraphic"/></filter>'
        '<pattern id="q" patternContentUnits="objectBoundingBox" width="1" height="1"><use xlink:href="#i" transform="scale(0.05 0.1)"/></pattern>'
        f'<linearGradient id="p" x1="0" y1="0" x2="0" y2="200" gradientUnits="userSpaceOnUse"><stop stop-color="#F00"/><stop offset="1" stop-color="#00F"/></linearGradient><image id="i" width="20" height="10" xlink:href="{picture()}"/></defs></svg>'),
        "clip-path=.*linearGradient.*data:image/png",
    ),
    "R": (
        f'<svg {NS} width="360.00pt" height="216.00pt" viewBox="0 0 360.00 216.00"><g class="svglite"><defs><style type="text/css"><![CDATA[.svglite line, .svglite rect {{ fill: none; stroke: #000000; stroke-miterlimit: 10.00; }} .svglite text {{ white-space: pre; }}]]></style></defs>'
        '<rect width="100%" height="100%" style="stroke: none; fill: #FFFFFF;"/><text x="20" y="40" style="font-size: 12.00px; font-family: &quot;Arial&quot;;" textLength="60.1px" lengthAdjust="spacingAndGlyphs">Hours of sleep</text></g></svg>'.replace("{{", "{").replace("}}", "}"),
        'textLength="60.1px".*Hours of sleep',
    ),
    "Excalidraw": (
        (f'<svg version="1.1" {NS} viewBox="0 0 220 90" width="220" height="90"><!-- svg-source:excalidraw --><defs><style>@font-face {{ font-family: "Virgil"; src: url("https://excalidraw.com/Virgil.woff2"); }}</style></defs>'
        '<g transform="translate(10 10) rotate(0 50 20)"><text x="0" y="20" font-family="Virgil, Segoe UI Emoji" font-size="20px" style="white-space: pre;" direction="ltr">Rest   first</text></g><mask/></svg>'),
        "Rest   first",
    ),
    "LibreOffice": (
        (f'{DOCTYPE.format("")}<svg version="1.2" width="210mm" height="100mm" viewBox="0 0 21000 10000" preserveAspectRatio="xMidYMid" fill-rule="evenodd" stroke-width="28.222" {NS} xmlns:ooo="http://xml.openoffice.org/svg/export" xml:space="preserve">'
        '<defs class="EmbeddedBulletChars"><g id="b" transform="scale(0.0004,-0.0004)"><path d="M 580,1141 Z"/></g></defs><g class="Page"><g class="com.sun.star.drawing.CustomShape"><rect class="BoundingBox" stroke="none" fill="none" width="9" height="9"/>'
        '<text class="TextShape"><tspan class="TextParagraph" font-family="Liberation Sans, sans-serif" font-size="635px" font-weight="400"><tspan class="TextPosition" x="1000" y="2000"><tspan fill="rgb(0,0,0)" stroke="none">Drink water</tspan></tspan></tspan></text></g></g></svg>'),
        "Drink water",
    ),
    "PowerPoint": (
        (f'<svg width="960" height="540" {NS} xml:space="preserve" overflow="hidden"><defs><clipPath id="clip0"><rect x="0" y="0" width="960" height="540"/></clipPath></defs>'
        '<g clip-path="url(#clip0)" transform="translate(-9 -9)"><rect x="9" y="9" width="960" height="540" fill="#FFFFFF"/><text font-family="Calibri,Calibri_MSFontService,sans-serif" font-weight="700" font-size="37" transform="matrix(1 0 0 1 99 99)">Before <tspan font-size="37" x="150" y="0">surgery</tspan></text>'
        f'<image width="20" height="10" xlink:href="{picture("JPEG")}" preserveAspectRatio="none" transform="scale(9)"/></g></svg>'),
        "Before .*surgery.*data:image/jpeg",
    ),
    "Graphviz": (
        (f'{DOCTYPE.format("")}<svg width="89pt" height="116pt" viewBox="0.00 0.00 89.00 116.00" {NS}><g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 112)"><title>%3</title><polygon fill="white" stroke="transparent" points="-4,4 -4,-112 85,-112 85,4 -4,4"/>'
        '<g id="node1" class="node"><title>a</title><ellipse fill="none" stroke="black" cx="40" cy="-90" rx="40" ry="18"/><text text-anchor="middle" x="40" y="-86" font-family="Times,serif" font-size="14.00">Pain</text></g></g></svg>'),
        "Pain",
    ),
    "a drawing in a drawing": (
        f'<svg {NS} viewBox="0 0 40 20"><image x="5" width="9" height="9" xlink:href="data:image/svg+xml;base64,{base64.b64encode(f"<svg {NS} viewBox=%s><g id=%s><circle r=%s/></g><use href=%s/></svg>".replace("%s", chr(34) + "{}" + chr(34)).format("0 0 9 9", "a", "4", "#a").encode()).decode()}"/></svg>',
        r'<svg [^>]*viewBox="0 0 9 9".*<circle.*href="#i1"',
    ),
}  # fmt: skip


def drawn(svg: str) -> CleanDrawing:
    drawing, problems = clean_drawing(svg.encode(), "a.svg")
    assert problems == []
    return drawing


def refused(inside: str) -> str:
    drawing, problems = clean_drawing(f'<svg {NS} viewBox="0 0 120 44">{inside}</svg>'.encode(), "a.svg")
    assert drawing is None and all(problem.hint for problem in problems)
    return "; ".join(problem.says for problem in problems)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_drawing_of_a_real_program_is_printed(program):
    """Five of 103 drawings from public folders passed; who has one drew it in such a program."""
    svg, wanted = PROGRAMS[program]
    written = drawn(svg).file().decode()
    assert re.search(wanted, written, re.DOTALL), written
    assert re.findall(r"font-family=\"([^\"]+)\"", written) == ["&#39;Atkinson Hyperlegible Next&#39;"]
    assert not re.search(r" style=| class=|foreignObject|<a |switch|filter|sodipodi|Text is not SVG", written)


@pytest.mark.parametrize(("box", "width_mm"), [
    ('viewBox="0 0 127 44"', 127), ('width="60mm" viewBox="0 0 600 400"', 60), ('width="6cm" height="4cm"', 60), ('width="72pt" viewBox="0 0 72 72"', 25.4),
    ('width="480" height="270" viewBox="0 0 960 540"', 127), ('viewBox="0 0 960 540"', 254), ('width="24" height="24" viewBox="0 0 24 24"', 40),
    ('width="100%" viewBox="0 0 300 60"', 79.375), ('width="200" height="2000"', 15), ('viewBox="0 0 9000 900"', 400), ('viewBox="0 0 100 500"', 43),
])  # fmt: skip
def test_a_drawing_is_as_wide_as_it_was_made(box, width_mm):
    """One of another program than ours had no width that could be printed, or stood below the foot of the page."""
    assert drawn(f'<svg {NS} {box}><rect width="9" height="9"/></svg>').width_mm == pytest.approx(width_mm)


@pytest.mark.parametrize(("inside", "says"), [
    ('<text font-family="Wingdings">J</text>', "signs of Wingdings"), ('<text text-decoration="line-through">not</text>', "struck through"),
    ('<mask id="a"><rect width="9" height="9" fill="#777"/></mask><rect mask="url(#a)"/>', "mask of shades"),
    ('<filter id="a"><feTurbulence/></filter><rect filter="url(#a)"/>', "feTurbulence"), ('<flowRoot><flowPara>Words</flowPara></flowRoot>', "flow into a shape"),
    (f'<image href="{picture()[:60]}"/>', "a picture of it"), ('<image href="data:text/html,a"/>', "a picture of it"),
    (flexed(f'<table xmlns="{HTML}"><tr/></table>', "<text>a...</text>"), "<table>"), ('<a href="https://example.org"><text>here</text></a>', "are a link to https://example.org"),
    ('<g transform-origin="center" transform="scale(2)"/>', "transform-origin"),
])  # fmt: skip
def test_what_cannot_be_drawn_truly_is_refused_by_name(inside, says):
    assert says in refused(inside)


@pytest.mark.parametrize(("inside", "says"), [
    ('<filter id="a"><feGaussianBlur stdDeviation="2"/></filter><rect style="filter:url(#a)" width="9" height="9"/>', "a blur is left out"),
    ('<rect style="filter: drop-shadow(0 1px 2px #000)" width="9" height="9"/>', "a shadow is left out"), ('<text y="9" font-size="4">Dose</text>', ""),
    ('<text y="9" font-size="2">Dose</text>', "5.7 pt on paper: Dose"), ('<text x="100" y="9" font-size="8">Ask the nurse</text>', "words reach out of the drawing: Ask the nurse"),
    ('<text y="9" font-size="8" text-decoration="underline">Ward</text>', "lines under its words"), ('<text y="9" font-size="2" visibility="hidden">Dose</text>', ""),
])  # fmt: skip
def test_what_is_drawn_simpler_is_told(inside, says):
    advice = drawn(f'<svg {NS} viewBox="0 0 120 44">{inside}</svg>').advice
    assert says in "; ".join(each.says for each in advice) and all(each.is_advice for each in advice) and bool(says) == bool(advice)


def test_advice_on_a_drawing_is_told_with_its_file_and_line(handout):
    handout.write("figures/bed.svg", f'<svg {NS} viewBox="0 0 120 44">\n<text y="9" font-size="2">Dose</text></svg>')
    handout.body("![A bed with a white sheet on it](figures/bed.svg)\nFigure: A bed.")
    handout.command("check")
    assert re.search("figures/bed.svg:2: .*its smallest letters are 5.7 pt on paper: Dose", handout.said)


FADING = f"""<svg {NS} viewBox="0 0 120 60"><linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>
<linearGradient id="f"><stop stop-color="#f00" stop-opacity="0"/><stop offset="1" stop-color="#00f"/></linearGradient><radialGradient id="r" href="#g"/>
<pattern id="p" patternUnits="userSpaceOnUse" x="70" y="40" width="4" height="4"><rect width="4" height="4" fill="#080"/></pattern>
<rect width="50" height="15" fill="url(#g)"/><rect x="60" width="50" height="15" fill="url(#r)"/><rect y="20" width="50" height="15" fill="url(#f)"/>
<path d="M60 27H110V28" stroke="url(#g)" stroke-width="12" fill="none"/><rect x="70" y="40" width="40" height="15" fill="url(#p)"/></svg>"""


@pytest.mark.parametrize("program", ["pdfium", "poppler"])
def test_gradients_and_patterns_are_printed_by_every_program(handout, tmp_path, program):
    """bug-46: Poppler, with which Evince and Okular show pages, left them blank."""
    handout.write("figures/bed.svg", FADING)
    handout.body("![A bed with a white sheet on it](figures/bed.svg)\nFigure: A bed.")
    content, pages = make_proof(read_manuscript(handout.folder), "a4")
    shown = [page for page in _shown(content, pages, tmp_path, program) if _seen(page, (0, 136, 0))]
    assert len(shown) == 1
    assert all(_seen(shown[0], colour) for colour in ((230, 0, 20), (20, 0, 230), (128, 0, 128), (232, 178, 201)))


def _shown(content: bytes, pages: int, folder, program: str) -> list[Image.Image]:
    if program == "pdfium":
        opened = pypdfium2.PdfDocument(content)
        return [opened[index].render(scale=1).to_pil().convert("RGB") for index in range(pages)]
    (folder / "a.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "72", "-png", folder / "a.pdf", folder / "page"], check=True)
    return [Image.open(file).convert("RGB") for file in sorted(folder.glob("page*.png"))]


def _seen(page: Image.Image, colour: tuple[int, int, int]) -> bool:
    return any(all(abs(one - other) < 26 for one, other in zip(dot, colour, strict=True)) for _, dot in page.getcolors(1_000_000))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_drawing_in_another_encoding_is_read(tmp_path, encoding):
    file = tmp_path / "a.svg"
    file.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?><svg {NS} viewBox="0 0 60 40"><text y="9">Café</text></svg>'.encode(encoding))
    found, problems = read_picture(file)
    assert problems == [] and "Café" in found.content.decode()
