"""Places: words that run off their page, and words over words. Asked of any PDF, ours or not, as it is painted.

A page of somebody else may have a picture that goes over its edge, a shadow below its title, a mark for the printer beside
its trim, and words of a scan that nobody sees. None of these is told. What a box is, only its layout knows (strays.py).
"""
from collections.abc import Iterator, Sequence

from booklet.check.by_page import page_at, several
from booklet.check.pdf.document import Proof
from booklet.check.pdf.words import Box, LetterBox, Words, letters_on
from booklet.core.problems import Problem

_SLACK_PT = 1.5  # beyond the edge: the boxes of letters are a little larger than their ink
_SMALLEST_PT = 4.0  # marks for the printer, and letters that are shapes in a drawing
_OVER = 0.3  # of the smaller of two letters: more than letters of any face reach into one another
_FEWEST = 3  # letters over letters: two words, and no accent, sign or slip of a face
_NEXT = 4  # letters that follow one another may share a sign, or its box


def place_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """What is out of its place on each page of a PDF."""
    for index in range(proof.page_count):
        if cut := cut_words(proof, index):
            says, hint = f"words run off the page: {several(cut)}", "print it to fit the page, or let the words break"
            yield Problem(page_at(name, index), "words-cut-off", says, hint)
        if over := words_over_words(proof, index):
            says, hint = f"words stand over words: {several(over)}", "move them apart, or leave one of them out"
            yield Problem(page_at(name, index), "words-over-words", says, hint, is_advice=True)


def cut_words(proof: Proof, index: int) -> list[str]:
    """The words that an edge of their page cuts through; and those beside it that belong to its text, by its tags.

    What stands outside of a page and is no part of its text is a mark for the printer, or was put aside.
    """
    page = proof.pdf.pages[index]
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    cut = []
    for words in proof.words_on(index):
        x0, y0, x1, y1 = words.box
        is_out = x0 < left - _SLACK_PT or y0 < bottom - _SLACK_PT or x1 > right + _SLACK_PT or y1 > top + _SLACK_PT
        is_part = words.mcid >= 0 or (x0 < right and x1 > left and y0 < top and y1 > bottom)
        if is_out and is_part and _is_read(words):
            cut.append(words.text)
    return cut


def words_over_words(proof: Proof, index: int) -> list[str]:
    """The runs of text that are painted over others, so that neither can be read. A shadow is the same words again."""
    runs = [words for words in proof.words_on(index) if _is_read(words)]
    over = [(one, other) for one, other in _pairs(runs) if not _is_shadow(one.text, other.text) and _lines_meet(one, other)]
    if not over:
        return []
    letters = letters_on(proof.data, index)
    return list(dict.fromkeys(one.text for one, other in over if _letters_meet(one, other, letters)))


def _is_read(words: Words) -> bool:
    return words.is_plain and words.size_pt >= _SMALLEST_PT and any(letter.isalnum() for letter in words.text)


def _pairs(runs: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    """Runs whose boxes meet, each pair once."""
    in_order = sorted(runs, key=lambda words: words.box[1])
    for at, one in enumerate(in_order):
        for other in in_order[at + 1 :]:
            if other.box[1] >= one.box[3]:
                break
            if one.box[0] < other.box[2] and other.box[0] < one.box[2]:
                yield one, other


def _is_shadow(one: str, other: str) -> bool:
    first, second = "".join(one.split()), "".join(other.split())
    return first in second or second in first


def _lines_meet(one: Words, other: Words) -> bool:
    """Whether their small letters stand at the same height, over more than a letter: lines that are set close do not."""
    size = min(one.size_pt, other.size_pt)
    high = min(one.baseline_pt + one.size_pt / 2, other.baseline_pt + other.size_pt / 2)
    wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return high - max(one.baseline_pt, other.baseline_pt) > size / 8 and wide > size / 2


def _letters_meet(one: Words, other: Words, letters: Sequence[LetterBox]) -> bool:
    """Whether letters themselves are over one another, where both runs are: a run may leave a gap that the other fills."""
    area = tuple(f(a, b) for f, a, b in zip((max, max, min, min), one.box, other.box, strict=True))
    inside = [(at, letter) for at, letter in enumerate(letters) if _share(letter.box, area) > 0.2]
    met = 0
    for at, (place, first) in enumerate(inside):
        for other_place, second in inside[at + 1 :]:
            is_apart = other_place - place > _NEXT and first.text != second.text
            met += is_apart and max(_share(first.box, second.box), _share(second.box, first.box)) > _OVER
            if met >= _FEWEST:
                return True
    return False


def _share(box: Box, of: tuple[float, ...]) -> float:
    """How much of a box lies in another."""
    wide, high = min(box[2], of[2]) - max(box[0], of[0]), min(box[3], of[3]) - max(box[1], of[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0
