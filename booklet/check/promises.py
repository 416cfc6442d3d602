"""Promises: what an edition keeps, asked of the very file that is handed over, after its pages came onto sheets."""
from collections import Counter
from collections.abc import Callable, Iterator

from booklet.check.by_page import several
from booklet.check.margins import margin_breaches
from booklet.check.pdf.colours import colours_used
from booklet.check.pdf.document import Proof
from booklet.check.pdf.ink import mean_ink
from booklet.check.pdf.words import Words
from booklet.check.pdf_x import press_problems
from booklet.check.places import cut_words, words_over_words
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.model.edition import Edition

_NEAR_PT = 0.05  # of type: a size that is written with two decimals


def promise_problems(
    proof: Proof, name: str, edition: Edition, place: Place | None = None, body_pt: float | None = None,
    typed_in: Callable[[str], Place] | None = None,
) -> list[Problem]:
    """Every promise of an edition that its finished PDF breaks.

    `place` is where the edition is set. Pages are those of the file: sheets' sides, where pages share a sheet. `body_pt`
    is the size of the running text, where that is known; else it is that of most letters. `typed_in` knows the line that
    words come from.
    """
    less = f"or promise less in [editions.{name}]"
    small = f"if these words stand in a drawing, make the letters there larger; {less}"
    place = place or Place(f"edition {name}")
    says = [*_of_type(proof, edition, body_pt, typed_in or (lambda words: "")), *_of_paper(proof, edition)]
    says += _of_places(proof)
    says += margin_breaches(proof, edition.safe_edge_mm, edition.is_punched)
    hints = (small if " has type of " in each else f"mend what it names, {less}" for each in says)
    told = [Problem(place, "broken-promise", f"{name}: {each}", hint) for each, hint in zip(says, hints, strict=True)]
    return told + (press_problems(proof.data, f"edition {name}") if edition.finish == "print-shop" else [])


def _of_type(
    proof: Proof, edition: Edition, body_pt: float | None, typed_in: Callable[[str], object]
) -> Iterator[str]:
    promised = edition.promises
    lengths: Counter[float] = Counter()  # how many letters there are of each size, to a tenth of a point
    for index in range(proof.page_count):
        runs = [words for words in proof.words_on(index) if words.text.strip()]
        for words in runs:
            lengths[round(words.size_pt, 1)] += len(words.text.strip())
        smallest = min(runs, key=lambda words: words.size_pt, default=None)
        if smallest and smallest.size_pt < promised.smallest_type_pt - _NEAR_PT:
            line = _line_of(smallest, runs)
            yield (f"page {index + 1} has type of {smallest.size_pt:.1f} pt, and {promised.smallest_type_pt:g} pt are "
                   f"promised: {printable(line, most=40)}{_from(typed_in(line))}")  # fmt: skip
    if promised.body_type_pt and lengths:
        size = body_pt or lengths.most_common(1)[0][0]
        if size < promised.body_type_pt - _NEAR_PT:
            yield f"most of the text is set in {size:g} pt, and {promised.body_type_pt:g} pt are promised"


def _line_of(words: Words, runs: list[Words]) -> str:
    """The words with what stands beside them in the same size: a drawing may be painted letter by letter."""
    text, end = "", 0.0
    for run in runs:
        if abs(run.baseline_pt - words.baseline_pt) < _NEAR_PT and abs(run.size_pt - words.size_pt) < _NEAR_PT:
            text += f" {run.text}" if text and run.box[0] - end > run.size_pt / 4 else run.text
            end = run.box[2]
    return " ".join(text.split())


def _from(place: object) -> str:
    return f" ({place})" if getattr(place, "line", 0) else ""


def _of_places(proof: Proof) -> Iterator[str]:
    for index in range(proof.page_count):
        if cut := cut_words(proof, index):
            yield f"page {index + 1} has words that run off it: {several(cut)}"
        if over := words_over_words(proof, index):
            yield f"page {index + 1} has words over words: {several(over)}"


def _of_paper(proof: Proof, edition: Edition) -> Iterator[str]:
    promised = edition.promises
    count = proof.page_count
    reading = count * 2 if edition.imposition == "saddle-stitch" else count
    if promised.pages_at_most and reading > promised.pages_at_most:
        yield f"it has {reading} pages, and at most {promised.pages_at_most} are promised"
    if promised.ink_percent_at_most:
        inked = mean_ink(proof.data)
        if inked > promised.ink_percent_at_most:
            yield f"its pages are {inked:.1f} % ink, and at most {promised.ink_percent_at_most:g} % are promised"
    if edition.ink == "black":
        for number, colours in enumerate(colours_used(proof.data), 1):
            strange = sorted({colour.space for colour in colours if not colour.is_grey})
            if strange:
                yield f"page {number} is not printed by black ink alone: {', '.join(strange)}"
