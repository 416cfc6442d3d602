"""What becomes of a page at an office: it is copied, and cut by a guillotine that strays."""
import io

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from booklet.check.pdf.document import Proof
from booklet.model.paper import SAFE_MM

COPY_DPI = 150
COPIER_BLUR = 0.6  # dots: the lens and glass of a copier, without which a copy of a copy would be no worse


def words_near_edge(proof: Proof, index: int, safe_mm: float = SAFE_MM) -> tuple[str, ...]:
    """The words that come nearer to an edge of the trim than `safe_mm`: a guillotine that strays would cut them."""
    left, bottom, right, top = (float(edge) for edge in proof.pdf.pages[index].trimbox)
    safe = safe_mm * 72 / 25.4
    box = left + safe, bottom + safe, right - safe, top - safe
    return tuple(
        words.text
        for words in proof.words_on(index)
        if words.text.strip()
        and (words.box[0] < box[0] or words.box[1] < box[1] or words.box[2] > box[2] or words.box[3] > box[3])
    )


def page_picture(pdf: bytes, index: int, dpi: float) -> Image.Image:
    """A page in grey, as a printer without colour paints it."""
    document = pdfium.PdfDocument(pdf)
    try:
        return document[index].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()


def photocopy(pdf: bytes, index: int, generations: int = 2, is_photo: bool = False) -> bytes:
    """A page as a PNG after it went through a copier: 150 dots to the inch, each black or white.

    Each generation is blurred a little, as by a lens, then made black and white: at half grey, as a copier set to text
    does, or, set to photo, by dots whose number stands for the tone (Floyd and Steinberg's).
    """
    picture = page_picture(pdf, index, COPY_DPI)
    for _ in range(generations):
        picture = picture.filter(ImageFilter.GaussianBlur(COPIER_BLUR))
        dither = Image.Dither.FLOYDSTEINBERG if is_photo else Image.Dither.NONE
        picture = picture.convert("1", dither=dither).convert("L")
    content = io.BytesIO()
    picture.convert("1").save(content, "PNG")
    return content.getvalue()
