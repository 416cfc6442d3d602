"""What is measured on the finished PDF: type, lines, bare paper, contrast and headings."""
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from booklet.check.accessibility.appearance import look_at_pages
from booklet.check.pdf.document import Proof
from booklet.check.pdf.words import Words
from booklet.review.pages_of_sentences import figure_pages

_MANY = 200  # letters: more than headings have
LEADING = 1.2  # of the size of type: how much of the height of a page a line of it takes


@dataclass(frozen=True, slots=True)
class Measured:
    """Facts about a PDF. Pages count from 1, `texts` holds the words of each.

    `body_pt` is the size of the text: the largest in which many letters are, for the imprint of a short handout has more
    than its text. `line_characters` is the median of the lines of body type that fill more than
    half of their measure, blanks counted. `bare_percent` is the paper on which no line of type stands. `shouting` are
    headings in capitals, `weights` the weights of type by the names of their fonts, `slanted` the fonts in italics.
    """

    texts: tuple[str, ...]
    body_pt: float
    smallest_pt: float
    smallest_page: int
    line_characters: int
    bare_percent: float
    weak_pages: tuple[int, ...]
    shouting: tuple[tuple[int, str], ...]
    fonts: tuple[str, ...]
    slanted: tuple[str, ...]
    figure_pages: Mapping[int, int]  # by the number of the figure

    def page_with(self, words: str) -> int:
        """The first page that says these words, 0 for none. Blanks and line ends do not count."""
        wanted = _bare(words)
        return next((page for page, text in enumerate(self.texts, 1) if wanted in _bare(text)), 0)


def measured(content: bytes) -> Measured:
    """Measure a PDF; about three seconds for 64 pages. Raises pikepdf.PdfError for what is none."""
    proof = Proof(content)
    pages = [proof.words_on(index) for index in range(proof.page_count)]
    sizes = Counter[float]()
    for words in (words for page in pages for words in page):
        sizes[round(words.size_pt, 1)] += len(words.text.strip())
    most = max(sizes.values(), default=0)
    many = min(most, max(most / 3, _MANY))
    body = max((size for size, letters in sizes.items() if letters >= many), default=0.0)
    smallest, smallest_index, _ = proof.smallest_type() if sizes else (0.0, -1, "")
    names = tuple(sorted({font.name for font in proof.fonts()}))
    weak, _ = look_at_pages(content, "")
    return Measured(
        tuple(proof.text_of(index) for index in range(proof.page_count)), body, smallest, smallest_index + 1,
        _line_characters(pages, body), _bare_percent(proof, pages),
        tuple(sorted({problem.place.page for problem in weak if problem.slug == "weak-contrast"})),
        tuple(_shouting(proof)), names, tuple(name for name in names if re.search("italic|oblique", name.lower())),
        figure_pages(content),
    )  # fmt: skip


def _bare(words: str) -> str:
    return "".join(words.split())


def _shouting(proof: Proof) -> Iterator[tuple[int, str]]:
    """Headings of more than one word in nothing but capitals; an abbreviation alone does not shout."""
    for element in proof.elements():
        if element.tag in ("H1", "H2", "H3", "H4") and element.text.isupper() and len(element.text.split()) > 1:
            yield element.page + 1, element.text


def _line_characters(pages: list[list[Words]], body_pt: float) -> int:
    lines: list[str] = []
    for page in pages:
        on_line: dict[int, str] = {}
        for words in page:
            if abs(words.size_pt - body_pt) < 0.1:
                line = round(words.baseline_pt)
                on_line[line] = on_line.get(line, "") + words.text
        lines += [" ".join(text.split()) for text in on_line.values()]
    longest = max(map(len, lines), default=0)
    return round(median([len(line) for line in lines if 2 * len(line) > longest])) if longest else 0


def _bare_percent(proof: Proof, pages: list[list[Words]]) -> float:
    """How much of the paper has no line of type on it; pictures count as bare where they have no words."""
    inked = whole = 0.0
    for sheet, page in zip(proof.pdf.pages, pages, strict=True):
        left, bottom, right, top = (float(side) for side in sheet.trimbox)
        whole += (right - left) * (top - bottom)
        inked += sum((words.box[2] - words.box[0]) * words.size_pt * LEADING for words in page if words.text.strip())
    return round(100 * (1 - min(1.0, inked / whole)), 1) if whole else 100.0
