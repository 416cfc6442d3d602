"""Bad pictures: files that are none, or that do more than show. test_bad_input.py tells what `refused()` does."""
import io
import re
import struct
import zlib
from functools import partial
from random import Random

import pytest
from PIL import Image

from booklet.core.pictures.photograph import NoPicture, clean_photograph
from booklet.core.pictures.picture import read_picture
from booklet.imports.pictures import Pictures
from booklet.template.text.text import plain_text
from tests.manuscripts import FILES, FIRST_LINE
from tests.reader import page_of

SECTION = f"sections/010-rest.md:{FIRST_LINE}"


@pytest.mark.parametrize(("alt", "code"), [
    ("", "missing-alt"), (" ", "missing-alt"), ("A bed", "alt-length"), ("A bed with a white sheet.", "alt-length"), ("x" * 251, "alt-length"),
])  # fmt: skip
def test_a_picture_says_in_words_what_it_shows(handout, alt, code):
    """A blind reader hears this and nothing else of it. To hear the caption twice is no help."""
    handout.body(f"![{alt}](figures/bed.svg)\nFigure: A bed with a white sheet.")
    assert handout.refused() == [f"{SECTION}: {code}"]


def test_a_draft_marks_a_picture_that_says_nothing(handout):
    """Who has just brought in a document wants to see it; no file without the words is handed out."""
    handout.body("![](figures/bed.svg)\nFigure: A bed.\n\n::: note Rest\n![](figures/bed.svg)\nFigure: A second.\n:::")
    handout.write("booklet.toml", FILES["booklet.toml"] + '[editions.web]\nmedium = "web"\n')
    assert handout.refused() == [f"sections/010-rest.md:{line}: missing-alt" for line in (5, 9)]
    assert handout.command("build", "--draft", "--edition", "web", "--source", "sections", "--out", "dist") == 0, handout.said
    page = (handout.out / "rest.DRAFT.html").read_text("utf-8")
    assert page.count("<title>To be written: what this picture shows.</title>") == 2
    assert page.count("<strong>To be written: what this picture shows.</strong>") == 2


@pytest.mark.parametrize(
    "body", ["See ![A bed with a white sheet](figures/bed.svg).", "- ![A bed with a white sheet](figures/bed.svg) Rest"]
)
def test_a_picture_inside_a_line_is_told(handout, body):
    handout.body(body)
    assert f"{SECTION}: stray-image" in handout.refused()


BED, KNEE = "![A bed in a room](figures/bed.svg)", "![A bent knee, seen from its side](figures/bed.svg)"


@pytest.mark.parametrize(("body", "printed"), [
    (f"1. Lie down\n\n   {BED}\n   Figure 1: A bed\n\n2. Bend\n   {KNEE}\n   and rest\n3. So",
     "1. Lie down Figure 1. A bed Picture: A bed in a room 2. Bend Picture: A bent knee, seen from its side and rest 3. So"),
    (f"- Lie {BED} down\n- Rest\n  1. Bend\n     {KNEE}\n  2. Go\n- So",
     "- Lie down Picture: A bed in a room - Rest 1. Bend Picture: A bent knee, seen from its side 2. Go - So"),
    (f"- {BED}\n- {KNEE}\n- So", "Picture: A bed in a room Picture: A bent knee, seen from its side - So"),
    (f"1. {BED}\n   Lie down\n2. {BED}\n\n   Bend\n3. {BED}\n   Figure: A bed\n\n   Rest\n\n   Well",
     "1. Lie down Picture: A bed in a room 2. Bend Picture: A bed in a room 3. Rest Figure 1. A bed Picture: A bed in a room Well"),
    (f"1. {BED}\n2. Bend\n3. {KNEE}", "1. A bed in a room Picture: A bed in a room 2. Bend 3. A bent knee, seen from its side Picture"),
    (f"> Lie\n>\n> {BED}\n>\n> down", "Lie down Picture: A bed in a room"),
])  # fmt: skip
def test_a_picture_of_a_step_stands_below_that_step(handout, body, printed):
    """All were printed below the last step, and a caption in a step was refused as one that has no table. A step that begins
    with its picture, or is one, lost its number, and its words stood below the list."""
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    handout.body(f"{body}\n")
    page = " ".join(plain_text(page_of(handout.folder, is_dressed=False)).split())
    assert printed in page


def test_a_cell_that_is_a_picture_says_what_it_shows(handout):
    """It was empty, as a place to write in is."""
    bed, sheet = "![A bed in a room](figures/bed.svg)", "![A white sheet](figures/bed.svg)"
    handout.body(f"| a | b |\n|---|---|\n| {sheet} | Rest |\n| {bed} {sheet} | |")
    handout.write("booklet.toml", FILES["booklet.toml"].partition("[rules]")[0])
    page = " ".join(plain_text(page_of(handout.folder, is_dressed=False)).split())
    assert "- a: A white sheet. b: Rest. - a: A bed in a room, A white sheet. b: (write here)." in page


def picture(file: str) -> str:
    return f"Rest.\n\n![A bed with a white sheet on it]({file})\nFigure: A bed."


PICTURE = f"sections/010-rest.md:{FIRST_LINE + 2}"


def test_a_name_with_a_blank_is_read_as_markdown_reads_it(handout):
    """Photographs come with such names; the cover may have one too."""
    for name in ("figures/my bed (2).svg", "figures/Bett-Nr.2.SVG"):
        handout.write(name, FILES["figures/bed.svg"])
    handout.change("booklet.toml", "[editions.a4]", 'cover = "figures/my bed (2).svg"\n[editions.a4]')
    files = ["<figures/my bed (2).svg>", "figures/my%20bed%20(2).svg", "<figures/my%20bed (2).svg>", "figures/Bett-Nr.2.SVG", "figures/bed.svg 'A bed'"]
    handout.body("\n\n".join(map(picture, files)))
    assert handout.command("build", "--source", "sections", "--out", "dist") == 0, handout.said


@pytest.mark.parametrize("file", ["figures/my bed.svg", " figures/my bed.svg "])
def test_a_blank_in_a_name_is_told_once_and_for_what_it_is(handout, file):
    """It was told as a stray mark, a picture inside a line, and a caption without one."""
    handout.write("figures/my bed.svg", FILES["figures/bed.svg"])
    handout.body(picture(file))
    assert handout.refused() == [f"{PICTURE}: picture-name"]
    assert "](<figures/my photo.jpg>)" in handout.said


@pytest.mark.parametrize("file", ["figures/sofa.svg", f"figures/{'x' * 3_000}.svg", "figures/Bed.svg"])
def test_a_picture_that_is_not_there_is_told_where_it_is_asked_for(handout, file):
    handout.body(picture(file))
    assert handout.refused() == [f"{PICTURE}: missing-image"]


@pytest.mark.parametrize("file", [
    "bed.svg",
    "/etc/passwd",
    "figures/../../secret.svg",
    "file:///etc/passwd",
    "https://example.org/a.svg",
    "figures/%2e%2e/a.svg",
    "figures/a.svg#b",
    "figures/a.svg?b",
    "figures//a.svg",
    "figures/link.svg",
    "//example.org/a.svg",
    "data:image/svg+xml,<svg/>",
])  # fmt: skip
def test_a_picture_from_elsewhere_is_refused(handout, file):
    """The booklet is made from its own folder alone; anything else may be gone tomorrow, or be nobody's business."""
    (handout.home / "secret.svg").write_text(FILES["figures/bed.svg"])
    (handout.folder / "figures" / "link.svg").symlink_to(handout.home / "secret.svg")
    handout.body(picture(file))
    assert handout.refused() == [f"{PICTURE}: unsafe-image"]


def test_the_remedy_for_a_picture_beside_the_text_works_as_it_is_told(handout):
    """Who copied the picture to figures/, as the hint said, was refused again: the text named the old place."""
    handout.body(picture("bed.svg"))
    assert handout.refused() == [f"{PICTURE}: unsafe-image"]
    assert "copy the picture there, and write (figures/bed.svg)" in handout.said
    handout.body(picture("figures/bed.svg"))
    handout.accepted()


@pytest.mark.parametrize(
    "cover", ["/etc/passwd", "../secret.svg", "https://example.org/a.svg", "figures/../../secret.svg"]
)
def test_a_cover_from_elsewhere_is_refused(handout, cover):
    handout.change("booklet.toml", "[editions.a4]", f'cover = "{cover}"\n[editions.a4]')
    assert handout.refused() == ["sections/booklet.toml:13: unsafe-image"]


def test_a_cover_that_is_not_there_is_told_where_it_is_named(handout):
    handout.change("booklet.toml", "[editions.a4]", 'cover = "figures/cover.svg"\n[editions.a4]')
    assert handout.refused() == ["sections/booklet.toml:13: missing-image"]


def png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


NOISE = Random(1).randbytes(101 * 100)
GOOD_PNG = png(100, 100, b"".join(b"\0" + NOISE[n * 100 : n * 100 + 100] for n in range(100)))


@pytest.mark.parametrize("name", ["bed.png", "exported.svg"])
def test_a_photograph_is_as_good_as_a_drawing_whatever_its_name_says(handout, name):
    """A browser saves a PNG as a.jpg, and each program shows it."""
    handout.write(f"figures/{name}", GOOD_PNG)
    handout.body(picture(f"figures/{name}"))
    handout.accepted()


@pytest.mark.parametrize(("name", "content"), [
    ("a.png", b"not a picture"),
    ("a.png", b""),
    ("a.png", GOOD_PNG[:5_000]),
    ("a.png", png(60_000, 60_000, b"")),
    ("a.png", png(9_000, 9_000, b"")),
    ("a.jpeg", b"\xff\xd8\xff" + b"\0" * 5_000_000),
    ("a.gif", b"GIF89a"),
    ("a.pdf", b"%PDF"),
    ("a.svg", b""),
    ("a.svg", b"<svg"),
    ("a.svg", b"\xff\xfe"),
    ("a.svg", b"<?xml version='1.0' encoding='x'?><svg/>"),
    ("a.svg", b"<?xml version='1.0' encoding='idna'?><svg/>"),
    ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
])  # fmt: skip
def test_an_image_that_is_not_an_image_is_told(handout, name, content):
    """The page would have a hole, or the press would stop."""
    handout.write(f"figures/{name}", content)
    handout.body(picture(f"figures/{name}"))
    (problem,) = handout.refused()
    assert problem.startswith(f"sections/figures/{name}") and problem.endswith(": bad-image")


@pytest.mark.parametrize(("name", "mode"), [("a.jpg", "CMYK"), ("a.png", "I;16")])
def test_a_picture_for_a_print_shop_is_told(handout, name, mode):
    """The archive's standard forbids its colours; told here, it names the file, and not the whole edition."""
    content = io.BytesIO()
    Image.new(mode, (400, 200)).save(content, "JPEG" if name.endswith("jpg") else "PNG")
    handout.write(f"figures/{name}", content.getvalue())
    handout.body(picture(f"figures/{name}"))
    assert handout.refused() == [f"sections/figures/{name}: bad-image"]


@pytest.mark.parametrize(
    "box", ["", "0 0 0 0", "0 0 1.2.3 4", "0 0 1e400 1", "0 0 40 0", "0 0 -40 20", "a b c d", "0 0 40"]
)
def test_a_drawing_has_a_size_on_paper(handout, box):
    handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("0 0 40 20", box))
    handout.body(picture("figures/bed.svg"))
    assert handout.refused() == ["sections/figures/bed.svg:1: bad-image"]


HOSTILE_SHAPES = [
    '<image href="file:///etc/passwd"/>',
    '<image xlink:href="file:///etc/passwd" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    '<use href="file:///etc/passwd#a"/>',
    '<use xlink:href="other.svg#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    "<style>@import 'file:///etc/passwd';</style>",
    "<style>@im<!-- -->port 'https://example.org/a.css';</style>",
    "<style>@import 'a.css'; <g/></style>",
    "<style>@media screen { rect { fill: red } }</style>",
    '<path d="M0 0 L1 x"/>',
    '<rect transform="scale(99999)"/>',
    '<rect width="1e300"/>',
    "<style><![CDATA[@import 'a.css';]]></style>",
    '<rect style="fill: url(https://example.org/a.svg#b)"/>',
    "<rect fill=\"URL( 'https://example.org/a.svg#b')\"/>",
    '<rect style="fill: u\\72l(https://example.org/a.svg#b)"/>',
    "<rect style=\"fill: image-set('https://example.org/a.png' 1x)\"/>",
    "<script>alert(1)</script>",
    '<a href="https://example.org"><text>Ring us</text></a>',
    '<a href="javascript:alert(1)"><rect/></a>',
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml' onclick='alert(1)'>a</p></foreignObject>",
    "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://example.org'/></foreignObject>",
    "<style>.a { fill: u\\72l(https://example.org/a.svg) }</style><rect class='a'/>",
    """<image href='data:image/svg+xml,&lt;svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&lt;script/>&lt;/svg>'/>""",
    '<script href="https://example.org/a.js"/>',
    "<img xmlns='http://www.w3.org/1999/xhtml' src='file:///etc/passwd'/>",
    '<rect onclick="alert(1)"/>',
    '<g xml:base="https://example.org/"/>',
    '<feImage href="file:///etc/passwd"/>',
    "<?xml-stylesheet href='file:///etc/passwd'?>",
    "<g>" * 60 + "</g>" * 60,
]

# What a browser would do something with, and paper cannot: it goes without a word, and nothing of it is written.
LEFT_OUT = [
    "<style>\\40import 'a.css';</style>",
    "<style>@font-face { font-family: x; src: url(https://example.org/a.woff2) }</style>",
    "<style>.a { fill: u\\72l(https://example.org/a.svg) }</style>",
    "<style>rect { position: fixed }</style>",
    "<style>rect:hover { fill: red }</style>",
    "<style>@keyframes a { to { fill: red } } rect { animation: a 1s }</style>",
    '<rect style="position: fixed; inset: 0"/>',
    '<rect filter="url(#a)"/>',
    '<a href="https://example.org"><rect/></a>',
    '<animate attributeName="href" to="file:///etc/passwd"/>',
]


@pytest.mark.parametrize("shape", LEFT_OUT)
def test_what_paper_cannot_do_is_left_out_of_a_drawing(handout, shape):
    file = handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", f"{shape}</svg>"))
    picture_, problems = read_picture(file)
    assert problems == [] and b"svg" in picture_.content
    assert not re.search(rb"example|style|passwd|filter|import|red|<a|animat", picture_.content)


@pytest.mark.parametrize("shape", HOSTILE_SHAPES)
def test_a_drawing_that_does_more_than_show_is_refused_with_its_line(handout, shape):
    """A drawing from the internet must not read the clinic's files, nor phone home from the patient's PC."""
    handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", f"\n{shape}\n</svg>"))
    handout.body(picture("figures/bed.svg"))
    assert set(handout.refused()) == {"sections/figures/bed.svg:4: unsafe-drawing"}


@pytest.mark.parametrize("doctype", [
    '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 12))
    + "]>",
])  # fmt: skip
def test_a_drawing_with_a_document_type_is_read_no_further(handout, doctype):
    """Eleven short lines in it can fill the memory of any machine."""
    handout.write("figures/bed.svg", doctype + FILES["figures/bed.svg"].replace("</svg>", "<text>&a11;&a;</text></svg>"))
    handout.body(picture("figures/bed.svg"))
    assert handout.refused() == ["sections/figures/bed.svg:1: unsafe-drawing"]


@pytest.mark.parametrize(
    "shapes",
    ['<g id="a"><use href="#a"/></g>', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
     '<pattern id="a"><rect fill="url(#a)"/></pattern>', '<linearGradient id="a" href="#a"/>',
     "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(30)),
     "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 200 + "</g>" for n in range(4)) + '<use href="#a0"/>'],
)  # fmt: skip
def test_shapes_that_refer_to_one_another_without_end_are_refused(handout, shapes):
    """The press would draw for ever."""
    handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", f"{shapes}</svg>"))
    handout.body(picture("figures/bed.svg"))
    (problem,) = handout.refused()
    assert re.fullmatch("sections/figures/bed.svg:[13]: unsafe-drawing", problem)


def test_a_drawing_may_use_its_own_shapes(handout):
    shapes = '<defs><g id="a"><rect fill="url(#b)"/></g><linearGradient id="b"/></defs>' + '<use href="#a"/>' * 100
    style = "<style>.a { fill: #000 } .b { fill: url(#b) } /* mail@example */</style>"
    handout.write("figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", f"{style}{shapes}</svg>"))
    handout.body(picture("figures/bed.svg"))
    handout.accepted()


def test_a_picture_of_too_many_dots_is_told_by_these():
    """The camera of a phone takes 200 million; "not a whole picture, save it again" helped nobody."""
    def part(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = part(b"IHDR", (16_320).to_bytes(4, "big") + (12_240).to_bytes(4, "big") + bytes((8, 2, 0, 0, 0)))
    for read in (partial(clean_photograph, kind="PNG"), partial(Pictures().add, "a.png")):
        with pytest.raises(NoPicture, match="more dots"):
            read(b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b""))
