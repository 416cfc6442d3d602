"""How wide words are in the booklet's face, so that a drawing breaks its labels where they end and not by their letters."""
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from textwrap import wrap

from fontTools.ttLib import TTFont

from booklet.core.letters.declared import unfolded
from booklet.core.own_table import STYLES

_BREAKS = re.compile(r"[ \t\n]+")
_UNKNOWN = 0.6  # em, of a letter that another font has to show


def width_em(text: str, weight: int = 400) -> float:
    """The width of a line of words, in sizes of its type."""
    widths = _widths(weight)
    return sum(widths.get(ord(letter), _UNKNOWN) for letter in text)


def lines_within(text: str, width_mm: float, size_mm: float = 3.9, weight: int = 400) -> list[str]:
    """The words on as many lines of this width as they need; a word that is wider than a line is broken.

    What a no-break space ties is parted only where no line has room for both.
    """
    lines: list[str] = []
    width = width_mm / size_mm
    tied = (" ".join(words.split()) for words in _BREAKS.split(text.strip()))
    for word in (part for words in tied for part in ([words] if width_em(words, weight) <= width else words.split())):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_em(longer, weight) * size_mm <= width_mm:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, weight)
    return lines or [""]


def counted_lines(text: str, width_mm: float, weight: int = 400) -> list[str]:
    """Words on lines by their count of letters, at 2.1 mm a letter; what has wide letters is broken by its width."""
    lines = wrap(text, int(width_mm / 2.1 + 0.2))
    return [part for line in lines for part in lines_within(line, width_mm - 1.4, weight=weight)]


def _pieces(word: str, width: float, weight: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width_em(piece + letter, weight) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@cache
def _widths(weight: int) -> dict[int, float]:
    """How wide each letter is, in em; nothing where the file of the face is missing, which is told before a page is set."""
    file = STYLES / "fonts" / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
    if not file.is_file():
        return {}
    with TTFont(BytesIO(unfolded(file)), lazy=True) as font:
        em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: advances[name][0] / em for code, name in font.getBestCmap().items()}
