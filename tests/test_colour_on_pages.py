"""Colour on the rendered pages: all words and all marks stand out, in colour and in grey."""
import ctypes
from collections import Counter
from functools import cache

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from tests.colour import RGB, contrast, grey, hex_of
from tests.palette import GROUNDS, ROLE_OF

ratio = cache(contrast)

SCALE = 200 / 72  # at 100 dpi a comma of small type is grey whatever its ink
AIR_PT = 1.2  # around a run of words or a mark, so that its ground is in the sample


def rendered(page: pdfium.PdfPage) -> Image.Image:
    return page.render(scale=SCALE).to_pil().convert("RGB")


def sample(picture: Image.Image, box: tuple[float, float, float, float]) -> Image.Image | None:
    """What lies in and right around a box in points from the bottom left; None where that is off the page."""
    left, bottom, right, top = box
    height = picture.height / SCALE
    edges = left - AIR_PT, height - top - AIR_PT, right + AIR_PT, height - bottom + AIR_PT
    x0, y0, x1, y1 = (round(edge * SCALE) for edge in edges)
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(picture.width, x1), min(picture.height, y1)
    return picture.crop((x0, y0, x1, y1)) if x1 - x0 >= 6 and y1 - y0 >= 6 else None


def in_both(one: RGB, other: RGB) -> float:
    """The contrast in colour or in grey, whichever is less."""
    return min(ratio(one, other), ratio(grey(one), grey(other)))


def ink_and_ground(patch: Image.Image) -> tuple[RGB, RGB]:
    """The ground is the most common colour; the ink stands out most from it among what covers a fiftieth of the patch."""
    area = patch.width * patch.height
    colours = patch.getcolors(area)
    ground = max(colours)[1]
    covered = 0
    for count, colour in sorted(colours, key=lambda found: (-ratio(found[1], ground), found[1])):
        covered += count
        if covered >= area / 50:
            return colour, ground
    return ground, ground


def test_all_text_stands_out_from_its_ground(proofs):
    """WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 for type of 18 points; also on a printer without colour."""
    proof = proofs["a4"]
    document = pdfium.PdfDocument(proof.data)
    weak, count = [], 0
    for index in range(len(document)):
        picture = rendered(document[index])
        for words in proof.words_on(index):
            patch = sample(picture, words.box) if words.text.strip() else None
            if patch:
                ink, ground = ink_and_ground(patch)
                count += 1
                if in_both(ink, ground) < (3 if words.size_pt >= 18 else 4.5):
                    weak.append((index + 1, words.text, hex_of(ink), hex_of(ground), round(in_both(ink, ground), 2)))
    assert count > 2000
    assert weak == []


def painted(items, outer: pdfium.PdfMatrix):
    """Every object of a page, drawings opened, with the matrix that takes it to the page."""
    for item in items:
        if item.type == pdfium_c.FPDF_PAGEOBJ_FORM:
            count = pdfium_c.FPDFFormObj_CountObjects(item.raw)
            inner = [pdfium_c.FPDFFormObj_GetObject(item.raw, number) for number in range(count)]
            matrix = item.get_matrix().multiply(outer)
            yield from painted((pdfium.PdfObject(raw, page=item.page, pdf=item.pdf) for raw in inner), matrix)
        else:
            yield item, outer


def colours_of(item: pdfium.PdfObject) -> set[RGB]:
    """What a path is filled and drawn with."""
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item.raw, fills, strokes)
    found = set()
    for is_used, ask in ((fills, pdfium_c.FPDFPageObj_GetFillColor), (strokes, pdfium_c.FPDFPageObj_GetStrokeColor)):
        channels = [ctypes.c_uint() for _ in range(4)]
        if is_used.value and ask(item.raw, *channels):
            found.add(tuple(channel.value for channel in channels[:3]))
    return found


def box_of(item: pdfium.PdfObject, outer: pdfium.PdfMatrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = item.get_bounds()
    xs, ys = zip(*(outer.on_point(x, y) for x in (left, right) for y in (bottom, top)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def beside(patch: Image.Image, colour: RGB, dots: int = 3) -> Counter[RGB]:
    """Which colours of the palette lie three dots (0.4 mm) beside a colour, and how often."""
    own = None
    for channel, value in zip(patch.split(), colour, strict=True):
        same = channel.point([255 * (level == value) for level in range(256)])
        own = same if own is None else ImageChops.darker(own, same)
    near = Image.new("L", patch.size)
    for x, y in ((dots, 0), (-dots, 0), (0, dots), (0, -dots)):
        near = ImageChops.lighter(near, ImageChops.offset(own, x, y))
    around = Image.composite(patch, Image.new("RGB", patch.size, (1, 2, 3)), ImageChops.subtract(near, own))
    return Counter({found: count for count, found in around.getcolors(patch.width * patch.height) if found in ROLE_OF})


def standing_out(patch: Image.Image, colours: set[RGB]) -> tuple[float, str, str] | None:
    """How a mark stands out: of its own colours and those that make up a fifth of what it touches, the strongest pair."""
    pairs = []
    for colour in colours:
        near = beside(patch, colour)
        common = [found for found, count in near.items() if count >= near.total() / 5]
        pairs += [(in_both(colour, found), ROLE_OF[colour], ROLE_OF[found]) for found in common]
    return max(pairs, default=None)


def test_all_marks_stand_out_from_what_they_touch(proofs):
    """WCAG 2.2, 1.4.11: 3 to 1, for every bar, icon, outline, arrow and line to write on; also without colour.

    Left out are the grounds that marks lie on, and the hairlines of which tokens.css says that nothing may depend on
    them. What another shape hides, or the edge of the page, is not seen and not asked.
    """
    document = pdfium.PdfDocument(proofs["a4"].data)
    weak, kinds = [], Counter()
    for index in range(len(document)):
        picture = rendered(document[index])
        for item, outer in painted(document[index].get_objects(max_depth=1), pdfium.PdfMatrix()):
            if item.type != pdfium_c.FPDF_PAGEOBJ_PATH:
                continue
            colours = {colour for colour in colours_of(item) if ROLE_OF.get(colour, "paper") not in GROUNDS}
            box = box_of(item, outer)
            patch = sample(picture, box) if colours else None
            found = standing_out(patch, colours) if patch else None
            if found:
                kinds[found[1:]] += 1
                if found[0] < 3:
                    weak.append((index + 1, tuple(round(side) for side in box), *found[1:], round(found[0], 2)))
    assert kinds["sender", "paper"] > 50 and kinds["brake", "paper"] > 50  # the filled and the empty marks of charts
    assert weak == []


def test_every_picture_is_drawn_and_none_is_a_photograph_of_one(proofs):
    """A drawing stays sharp on any printer and at any zoom, and its words can be found and read aloud."""
    proof = proofs["a4"]
    streams = [thing for thing in proof.pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not [stream for stream in streams if stream.get("/Subtype") == "/Image"]
    document = pdfium.PdfDocument(proof.data)
    for index in range(len(document)):
        items = painted(document[index].get_objects(max_depth=1), pdfium.PdfMatrix())
        assert all(item.type != pdfium_c.FPDF_PAGEOBJ_IMAGE for item, _ in items), index + 1
    figures = [element for element in proof.elements() if element.tag == "Figure"]
    assert len(figures) >= 15


def test_the_file_is_small_enough_to_send(proofs):
    assert len(proofs["a4"].data) < 1_500_000
