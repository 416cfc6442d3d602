"""Letters: type that is large enough, in the file, and that says the letters which it shows."""
import re
from collections import Counter
from collections.abc import Iterator

from booklet.check.by_page import page_at, told_by_page
from booklet.check.pdf.document import Proof
from booklet.check.pdf.fonts import used_fonts
from booklet.check.pdf.tree import Mark
from booklet.core.letters.chain import NUMERALS, chain
from booklet.core.problems import Problem

# The least that any standard for handouts lets pass: 9 pt (EU guideline on package leaflets, 2009). A medication guide
# in the United States has 10 pt (21 CFR 208.20), clear print 12 pt (RNIB, UKAAF); those are for an author to ask for.
SMALLEST_PT = 9.0
_ROUNDING_PT = 0.05
_NO_LETTER = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010fffd]")  # for a letter that nobody knows
FEWEST_LETTERS, FEWEST_KINDS = 100, 4  # a page of a hundred letters in any language has more than three kinds of them


def font_problems(proof: Proof, name: str, is_ours: bool = False) -> list[Problem]:
    """Fonts that are not in the file; and in a booklet of ours, those that are not its face."""
    problems = []
    ours = [face.replace(" ", "-") for face in (*(face.name_on_paper for face in chain()), NUMERALS)]  # as a PDF has them
    for used in used_fonts(proof.pdf):
        place, font = page_at(name, used.page), used.name
        if not used.is_embedded:
            hint = "embed all fonts when you save it: another machine prints it with another font"
            problems.append(Problem(place, "font-not-embedded", f"{font} is not in the file", hint))
        elif is_ours and not any(face in font for face in ours):
            problems.append(Problem(place, "stray-font", f"{font} is not the booklet's face", "see styles/fonts"))
    return problems


def lent_font_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """Pages that name a font which the file does not have, so that their words are painted with the letters of another."""
    for index in range(proof.page_count):
        if any(not words.is_embedded for words in proof.words_on(index) if words.text.strip()):
            says = "it names a font that it has not, and another stands in for that"
            yield Problem(page_at(name, index), "font-not-embedded", says, "save the document as PDF anew")


def size_problems(proof: Proof, name: str, smallest_pt: float = SMALLEST_PT) -> Iterator[Problem]:
    """Type that is smaller than `smallest_pt` anywhere on a page, folios and labels of pictures not excepted."""
    small = [
        (index, f"{words.size_pt:.1f} pt: {words.text.strip()}")
        for index in range(proof.page_count)
        for words in proof.words_on(index)
        if words.size_pt < smallest_pt - _ROUNDING_PT and any(letter.isalnum() for letter in words.text)
    ]
    says, hint = f"type under {smallest_pt:g} pt: {{}}", "set it larger; many readers have low vision"
    return told_by_page(small, name, "small-type", says, hint)


def glyph_problems(proof: Proof, name: str) -> Iterator[Problem]:
    """Words of which a listener hears nothing, or one letter again and again."""
    replaced = _replaced_marks(proof)
    lost = [
        (index, words.text)
        for index in range(proof.page_count)
        for words in proof.words_on(index)
        if words.mcid >= 0 and (index, words.mcid) not in replaced and _NO_LETTER.search(words.text)
    ]
    hint = "use a font that has these letters, or tag what they mean"
    yield from told_by_page(lost, name, "missing-glyph", "signs without a meaning: {}", hint)
    for index in range(proof.page_count):
        letters = Counter(letter for words in proof.words_on(index) for letter in words.text if letter.isalnum())
        if letters.total() >= FEWEST_LETTERS and len(letters) < FEWEST_KINDS:
            says = f"{letters.total()} letters on this page, and all of them are read as {', '.join(sorted(letters))}"
            hint = "make the PDF anew: its fonts name the wrong letters"
            yield Problem(page_at(name, index), "unreadable-text", says, hint)


def _replaced_marks(proof: Proof) -> set[tuple[int, int]]:
    """The marked content for which its tag, or one around it, gives other words."""
    replaced: list[bool] = []
    found = set()
    for branch in proof.branches:
        around = branch.parent >= 0 and replaced[branch.parent]
        replaced.append(around or branch.words("/ActualText") is not None or branch.words("/Alt") is not None)
        if replaced[-1]:
            found |= {(mark.page, mark.mcid) for mark in branch.kids if isinstance(mark, Mark)}
    return found
