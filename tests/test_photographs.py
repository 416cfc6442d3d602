"""Photographs: what is seen is printed, and what a camera writes beside it is not."""
import io
import re
from base64 import b64decode
from types import SimpleNamespace

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from booklet.check.pdf.document import Proof
from booklet.cite.named import names_a_figure
from booklet.core.pictures.picture import read_picture
from booklet.pipeline import make_proof, read_manuscript
from booklet.template.text.text import plain_text
from tests.manuscripts import FIRST_LINE
from tests.reader import page_of

SECRET = "GPS-of-Anna's-home"
BODY = "Rest.\n\n![A bed with a white sheet on it](figures/{})\nFigure: A bed."


def scene(mode: str = "RGB", size: tuple[int, int] = (300, 600)) -> Image.Image:
    """A picture whose upper half is dark: so it can be seen which way up it is."""
    picture = Image.new(mode, size, "white")
    picture.paste(Image.new(mode, (size[0], size[1] // 2), "black"))
    return picture


def telling(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = exif[ExifTags.Base.Artist] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = SECRET
    return exif


def jpeg(picture: Image.Image, **more) -> bytes:
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=90, comment=SECRET, **more)
    return saved.getvalue() + SECRET.encode()


def png(picture: Image.Image, **more) -> bytes:
    notes = PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("Comment", SECRET, zip=False)
    saved = io.BytesIO()
    picture.save(saved, "PNG", pnginfo=notes, **more)
    return saved.getvalue() + SECRET.encode()


def webp(picture: Image.Image, **more) -> bytes:
    saved = io.BytesIO()
    picture.save(saved, "WEBP", lossless=True, **more)
    return saved.getvalue()


PICTURES = {
    "a.jpg": lambda: jpeg(scene(), exif=telling()), "B.JPG": lambda: jpeg(scene(), exif=telling()),
    "turned.jpeg": lambda: jpeg(scene().rotate(90, expand=True), exif=telling(6)),
    "progressive.jpg": lambda: jpeg(scene(), exif=telling(), progressive=True),
    "grey.jpg": lambda: jpeg(scene("L"), exif=telling()),
    "a.webp": lambda: webp(scene(), exif=telling()), "seen-through.webp": lambda: webp(scene("RGBA"), exif=telling()),
    "a.png": lambda: png(scene(), exif=telling()), "palette.PNG": lambda: png(scene().convert("P"), exif=telling()),
    "saved-as.png": lambda: jpeg(scene(), exif=telling()), "copied.jpg": lambda: png(scene(), exif=telling()),
    "exported.svg": lambda: png(scene(), exif=telling()), "from-the-web.jpg": lambda: webp(scene(), exif=telling()),
    "glass.png": lambda: png(scene("RGBA"), exif=telling()), "turned.png": lambda: png(scene().rotate(90, expand=True), exif=telling(6)),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_beside_a_picture_reaches_the_reader(handout, name):
    """A photograph from a phone says where its owner lives; bug-36: names in capitals; bug-50: as wide as it is seen."""
    content = PICTURES[name]()
    assert SECRET.encode() in content
    picture, problems = read_picture(handout.write(f"figures/{name}", content))
    assert problems == [] and SECRET.encode() not in picture.content
    with Image.open(io.BytesIO(picture.content)) as seen:
        assert seen.size == (300, 600) and not seen.getexif()
        assert not {"exif", "comment", "icc_profile", "Author", "Comment"} & set(seen.info)
        assert seen.convert("L").getpixel((150, 50)) < 20 and seen.convert("L").getpixel((150, 550)) > 235
    assert picture.width_mm == pytest.approx(38.1)  # 300 dots at 200 an inch, the right way up


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 4}])
def test_a_photograph_that_lies_the_right_way_up_keeps_every_dot(handout, options):
    """Saved again, it would be worse each year."""
    content = jpeg(Image.effect_noise((333, 222), 60).convert("RGB"), exif=telling(), **options)
    picture, _ = read_picture(handout.write("figures/a.jpg", content))
    assert Image.open(io.BytesIO(picture.content)).tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_a_picture_that_moves_is_told(handout):
    """One of its pictures would be printed, and nobody knows whether it is the one that is meant."""
    moving = webp(scene(), save_all=True, append_images=[scene().rotate(180)])
    _, (told,) = read_picture(handout.write("figures/a.webp", moving))
    assert told.slug == "bad-image" and told.says == "it moves"


def profile_of_a_strange_screen() -> bytes:
    """That of sRGB with another name, and with red where green is."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"rXYZ" in plain and "sRGB".encode("utf-16-be") in plain
    swapped = plain.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))


@pytest.mark.parametrize(("name", "save"), [("a.jpg", jpeg), ("a.png", png)])
def test_the_colours_of_another_screen_are_turned_into_those_of_every_screen(handout, name, save):
    """A phone's red would be a paler one on paper, since a file for archives has one space of colours."""
    red = Image.new("RGB", (64, 64), (255, 0, 0))
    picture, _ = read_picture(handout.write(f"figures/{name}", save(red, icc_profile=profile_of_a_strange_screen())))
    seen = Image.open(io.BytesIO(picture.content))
    assert "icc_profile" not in seen.info and seen.getpixel((32, 32))[1] > 200 > 60 > seen.getpixel((32, 32))[0]


@pytest.mark.parametrize(("name", "save"), [("a.jpg", jpeg), ("a.png", png)])
@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()])
def test_a_profile_that_says_nothing_new_is_left_out(handout, name, save, profile):
    picture, problems = read_picture(handout.write(f"figures/{name}", save(scene(), icc_profile=profile)))
    assert problems == [] and "icc_profile" not in Image.open(io.BytesIO(picture.content)).info


def test_the_page_and_the_booklet_show_the_same_bare_photograph(handout):
    handout.write("figures/IMG 1.JPG", jpeg(scene().rotate(90, expand=True), exif=telling(6)))
    handout.body(BODY.format("IMG%201.JPG"))
    page = page_of(handout.folder, is_dressed=False)
    assert 'class="drawing drawing--whole"' in page  # nobody has to slide it to and fro on a telephone
    (shown,) = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page)
    proof, _ = make_proof(read_manuscript(handout.folder), "a4")
    assert SECRET.encode() not in b64decode(shown) + proof
    with pikepdf.open(io.BytesIO(proof)) as pdf:
        drawn = {(image.Width, image.Height): image for page in pdf.pages for image in page.get_images().values()}
        assert drawn[300, 600].read_raw_bytes() == b64decode(shown)


def test_a_photograph_is_as_large_as_its_author_types(handout):
    """Each took the whole width, so that of four steps with photographs no two stood on a page."""
    handout.write("figures/a.jpg", jpeg(scene(size=(1000, 750))))  # 127 mm wide, as sharp as print needs it
    handout.write("figures/b.jpg", jpeg(scene(size=(750, 1000))))  # the same camera, held upright: a wound is as large on both
    plan = Image.new("RGB", (1000, 750), "white")  # a map, whose words are small: as wide as it can be printed
    plan.paste(scene(size=(300, 600)))
    handout.write("figures/c.jpg", jpeg(plan))
    handout.write("figures/d.png", png(plan.resize((700, 1400))))  # the screen of a telephone, about as large as it is
    for number, width in enumerate(("{width=50%}", '{.left width="8 cm"}', "{width=189px}", "{width=900mm}", "{width=1}", "{height=3cm}", "{width=9cm height=30mm}", "{height=30%}", "")):
        section = f"# Way {number}\n\n![A bed with a white sheet on it](figures/a.jpg){width}\nFigure: A bed."
        handout.write(f"{number + 1}00-way-{number}.md", section)
    last = (f"![A bed with a white sheet on it](figures/{name})\nFigure: {name[0]}." for name in ("b.jpg", "c.jpg", "d.png"))
    handout.write("990-way.md", "\n\n".join(["# Last", *last]))
    proof, _ = make_proof(read_manuscript(handout.folder), "a4")
    document = pdfium.PdfDocument(proof)
    pictures = [drawn for page in document for drawn in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=9)]
    across = [round((right - left) * 25.4 / 72) for left, _, right, _ in (picture.get_bounds() for picture in pictures)]
    assert across == [64, 80, 50, 127, 20, 40, 40, 100, 100, 75, 127, 70]


def test_a_size_that_a_drawing_cannot_have_is_told(handout):
    """It was printed as it had been made, and nobody said so: its words are as small as they may be."""
    handout.body("![A bed with a white sheet on it](figures/bed.svg){height=2cm}\nFigure: A bed.\n")
    handout.accepted()  # it has no words
    handout.change("figures/bed.svg", "</svg>", '<text x="2" y="15" font-size="6" fill="white">A bed</text></svg>')
    assert handout.refused() == [f"sections/010-rest.md:{FIRST_LINE}: kept-size"]
    handout.body("![A bed with a white sheet on it](figures/bed.svg){width=100%}\nFigure: A bed.\n")
    handout.accepted()


def tall_on(content: bytes) -> list[list[int]]:
    """How tall the pictures of each page that has some are, in mm."""
    drawn = (page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=9) for page in pdfium.PdfDocument(content))
    bounds = ([picture.get_bounds() for picture in pictures] for pictures in drawn)
    return [tall for page in bounds if (tall := [round((top - bottom) * 25.4 / 72) for _, bottom, _, top in page])]


def test_the_photograph_of_a_step_stands_with_its_step(handout):
    """Four steps took five pages; the photograph of the first stood above the second, and that of the last below the end."""
    words = "Lie on your back with both knees bent. Lift your hips until your body is a straight line. Hold, and come down."
    steps = []
    for number, size in enumerate(((1200, 900), (1600, 900), (900, 1600), (900, 1200)), 9):  # set in alike below 9. and 10.
        handout.write(f"figures/{number}.jpg", jpeg(scene(size=size)))
        steps.append(f"{number}. Step {number}. {words}\n   ![A body on a mat, at {number}](figures/{number}.jpg)\n   Figure: Bend {number}\n")
    handout.body("\n".join([*steps, "Ask us when it hurts.\n"]))
    proof, _ = make_proof(read_manuscript(handout.folder), "a4")
    document = pdfium.PdfDocument(proof)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    found = [re.findall(r"Step \d+|Bend \d+|Ask us when", text) for text in pages]
    assert [words for page in found for words in page] == [f"{word} {number}" for number in range(9, 13) for word in ("Step", "Bend")] + ["Ask us when"]
    assert all(len(page) % 2 == ("Ask us when" in page) for page in found) and sum(map(bool, found)) == 2
    assert [tall for page in tall_on(proof) for tall in page] == [45, 34, 80, 60]  # 60 mm long, and the third is not narrower than 45 mm
    handout.change("booklet.toml", "[editions.a4]", "[editions.large-print]\n\n[editions.booklet-a5]\n\n[editions.a4]")
    handout.body("\n".join(f"{step}. Lie on your back with both knees bent. Lift your hips, and come down.\n   ![A body on a mat, at {step}](figures/{11 + step % 2}.jpg)\n   Figure: Bend {step}\n" for step in range(1, 6)))
    held = {edition: tall_on(make_proof(read_manuscript(handout.folder), edition)[0]) for edition in ("large-print", "booklet-a5")}
    assert held == {"large-print": [[78], [78, 78], [78, 78]], "booklet-a5": [[60], [60, 60], [60, 60]]}, "two are on a page"


def test_pictures_that_are_typed_on_one_line_stand_beside_each_other(handout):
    """Each took a page: "Move it left, then right" stood between a hand that goes left and one that goes right."""
    handout.change("booklet.toml", "[editions.a4]", "[editions.large-print]\n\n[editions.booklet-a5]\n\n[editions.a4]")
    for name in ("left", "right"):
        handout.write(f"figures/{name}.jpg", jpeg(scene(size=(600, 800))))
    pair = "![A hand that goes to the left](figures/left.jpg) ![A hand that goes to the right](figures/right.jpg)"
    handout.body(f"## Side to side\n\n{pair}\n\nMove it left, then right.\n\n![A hand of somebody, seen from above](figures/left.jpg)\nFigure: Rest.")
    for edition, wide_mm in (("a4", 52), ("large-print", 70), ("booklet-a5", 52)):
        content, _ = make_proof(read_manuscript(handout.folder), edition)
        drawn = (page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=9) for page in pdfium.PdfDocument(content))
        left, right, alone = (picture.get_bounds() for pictures in drawn for picture in pictures)
        assert left[3] == pytest.approx(right[3], abs=1) and left[2] < right[0]
        assert round((right[2] - right[0]) * 25.4 / 72) == pytest.approx(wide_mm, abs=1)
        assert edition == "a4" or round((alone[3] - alone[1]) * 25.4 / 72) == {"large-print": 78, "booklet-a5": 60}[edition]
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert said.index("hand that goes to the left") < said.index("hand that goes to the right") < said.index("Move it left")


def test_within_a_step_they_do_too(handout):
    """They stood below each other, and a step went over a page."""
    for name in ("left", "right"):
        handout.write(f"figures/{name}.jpg", jpeg(scene(size=(800, 600))))
    pair = "![A hand that goes to the left](figures/left.jpg) ![A hand that goes to the right](figures/right.jpg)"
    handout.body(f"1. Sit.\n\n    {pair}\n\n    Move it left, then right.\n2. Rest.\n\n    {pair}\n")
    content, _ = make_proof(read_manuscript(handout.folder), "a4")
    (page, *_) = pdfium.PdfDocument(content)
    left, right, below, last = (each.get_bounds() for each in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=9))
    assert left[3] == pytest.approx(right[3], abs=1) and left[2] < right[0] and below[3] == pytest.approx(last[3], abs=1) and below[3] < left[1]
    said = plain_text(page_of(handout.folder, is_dressed=False))
    assert said.index("goes to the right") < said.index("Move it left") < said.index("2. Rest")


def test_a_figure_does_not_wait_for_the_steps_below_it(handout):
    """It went over to the next page with them, and half a page stood empty."""
    handout.write("figures/9.jpg", jpeg(scene(size=(1200, 1200))))
    photograph = "![A body on a mat in a room](figures/9.jpg)"
    handout.body(f"{photograph}\nFigure: A mat.\n\n1. Lie.\n   {photograph}\n   Figure: So.\n2. Get up.\n")
    proof, _ = make_proof(read_manuscript(handout.folder), "a4")
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(proof)]
    (figure,), (steps,) = ([number for number, text in enumerate(pages) if words in text] for words in ("A mat", "Lie."))
    assert steps == figure + 1


def test_a_picture_without_a_caption_has_a_number_only_where_the_text_names_one(handout):
    """A number, Figure 4, stood above the photograph of a step, and make-up moved a picture past the words that were its caption."""
    handout.change("booklet.toml", 'missing-caption = "error"', 'missing-caption = "off"')
    shown = "![A bed with a white sheet on it](figures/bed.svg)\n\nThis is your bed.\n\n![A bed with a white sheet on it](figures/bed.svg)\nFigure: The bed.\n\n"
    typed = f"{shown}See figure 1.\n".replace("Figure:", "Figure 1:")  # only what has a caption was counted by hand
    for text, numbers in ((shown, ["Figure 1"]), (typed, ["Figure 1"]), *((f"{shown}See {named}.\n", ["Figure 1", "Figure 2"]) for named in ("Figure 2", "figures 1 and 2", "photo 2"))):
        handout.body(text)
        page = page_of(handout.folder, is_dressed=False)
        assert re.findall(r'class="figure-number">([^<]+)<', page) == numbers
        assert page.count("figure--bare") == 2 - len(numbers)


def test_a_picture_without_a_caption_stands_on_the_page_of_its_words(handout):
    """"Make a fist" stood at the foot of a page, and overleaf a hand, of which nobody knew what it did."""
    handout.change("booklet.toml", 'missing-caption = "error"', 'missing-caption = "off"')
    handout.write("figures/9.jpg", jpeg(scene(size=(600, 600))))
    rest = "Rest does you good, and sleep does too.\n\n"
    for lines in (6, 9, 12, 15):
        handout.body(f"{rest * lines}## Fist\n\nMake a fist.\n\n![A hand that makes a loose fist](figures/9.jpg)\n\n{rest * 9}")
        proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
        (page,) = (number for number in range(proof.page_count) if "Make a fist." in proof.text_of(number))
        assert len(list(pdfium.PdfDocument(proof.data)[page].get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE]))) == 1, lines


def test_pictures_below_a_heading_each_stand_on_the_page_of_the_words_below_them(handout):
    """Seven of them held each other, and where a page ended none stood with its own words; nor did one with a number alone."""
    handout.change("booklet.toml", 'missing-caption = "error"', 'missing-caption = "off"')
    handout.write("figures/9.jpg", jpeg(scene(size=(600, 600))))
    shown = "![A hand that makes a loose fist](figures/9.jpg)"
    rest = "Rest does you good.\n\n" * 8
    for text in (f"{rest}## Stairs\n\n" + "".join(f"{shown}\n\nWords{n}.\n\n" for n in range(5)),
                 f"Look at Figure 2.\n\n{rest}Words0.\n\n{shown}\n\n{rest}Words1.\n\n{shown}\n\nRest."):
        handout.body(text)
        proof = Proof(make_proof(read_manuscript(handout.folder), "a4")[0])
        pages = list(enumerate(pdfium.PdfDocument(proof.data)))[:-1]
        shows = [len(list(page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE]))) for _, page in pages]
        assert shows == [proof.text_of(number).count("Words") for number, _ in pages] and len(shows) > 1


@pytest.mark.parametrize(("language", "words", "does"), [
    ("en-GB", "It is on the next picture.", False), ("en-GB", "Look at photo 2.", True), ("de", "Das Bild zeigt 2 Betten.", False),
    ("de-AT", "Siehe Abb. 2", True), ("fr", "voir l\u2019image n\u00b0 2", True), ("es", "la imagen 2", True), ("es", "10 im\u00e1genes", False),
    ("nl", "zie afb. 2", True), ("it", "l'immagine 2", True), ("da", "se tegning 2", True),
    ("es", "la imagen n\u00famero 2", True), ("pt", "figura n.\u00ba 2", True), ("pl", "zob. rys. 2", True), ("pl", "Odpocznij.", True),
])  # fmt: skip
def test_a_text_of_a_language_whose_words_for_a_picture_are_known_names_one_or_none(handout, language, words, does):
    """Above each photograph of a step stood "Abbildung 1", "Figure 1", which no text named."""
    handout.body(words)
    sections = read_manuscript(handout.folder).manuscript.sections
    assert names_a_figure(SimpleNamespace(sections=sections, imprint=SimpleNamespace(language=language))) is does


@pytest.mark.parametrize(("name", "content", "kind", "way_out"), [
    ("a.jpg", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "HEIC", "save it as JPEG"),
    ("a.png", lambda: b"RIFF\0\0\0\0WEBPVP8 ", "WebP", "save it again"),
    ("a.svg", lambda: b"GIF89a", "GIF", "plain SVG"), ("a.jpg", lambda: b"<svg xmlns=''/>", "SVG", ".svg"),
])  # fmt: skip
def test_a_name_that_says_another_kind_is_told_with_what_it_is(handout, name, content, kind, way_out):
    """The program that saved it knew better; "damaged" would send its author the wrong way."""
    handout.write(f"figures/{name}", content())
    handout.body(BODY.format(name))
    assert [line.split(": ")[1] for line in handout.refused()] == ["bad-image"]
    assert kind in handout.said and way_out in handout.said


def test_a_photograph_of_too_many_passes_is_not_decoded(handout):
    """Five megabytes of empty passes take a decoder an hour."""
    content = jpeg(scene(), progressive=True)
    start = content.index(b"\xff\xda")
    scan = content[start : content.index(b"\xff", start + 20)]
    handout.write("figures/a.jpg", content[:start] + scan * 200 + b"\xff\xd9")
    handout.body(BODY.format("a.jpg"))
    assert handout.refused() == ["sections/figures/a.jpg: bad-image"]
    assert "passes" in handout.said


@pytest.mark.parametrize("size_mb", [6, 3_000])
def test_a_picture_over_its_limit_is_not_read(handout, size_mb):
    file = handout.write("figures/a.jpg", b"")
    with file.open("r+b") as opened:
        opened.truncate(size_mb * 1_000_000)
    assert [problem.says for problem in read_picture(file)[1]] == ["larger than 5000 kB"]
