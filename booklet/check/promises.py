"""Promises: what an edition keeps, asked of the very file that is handed over, after its pages came onto sheets."""
from collections import Counter
from collections.abc import Callable, Iterator
from math import ceil

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
    place = place or Place(f"edition {name}")
    others = [*_of_body(proof, edition, body_pt), *_of_paper(proof, edition), *_of_places(proof)]
    others += margin_breaches(proof, edition.safe_edge_mm, edition.is_punched)
    says = [
        (each, f"if these words stand in a drawing, make the letters there {times:.1f} times as large; {less}")
        for each, times in _of_small_type(proof, edition, typed_in or (lambda words: ""))
    ]
    says += [(each, f"mend what it names, {less}") for each in others]
    told = [Problem(place, "broken-promise", f"{name}: {each}", hint) for each, hint in says]
    return told + (press_problems(proof.data, f"edition {name}") if edition.finish == "print-shop" else [])


def _of_small_type(proof: Proof, edition: Edition, typed_in: Callable[[str], object]) -> Iterator[tuple[str, float]]:
    """Each page with type that is too small, and how many times as large it is to be."""
    least = edition.promises.smallest_type_pt
    for index in range(proof.page_count):
        runs = _runs_on(proof, index)
        smallest = min(runs, key=lambda words: words.size_pt, default=None)
        if smallest and smallest.size_pt < least - _NEAR_PT:
            line, times = _line_of(smallest, runs), ceil(least / smallest.size_pt * 10) / 10
            place = typed_in(line)
            told = f" ({place})" if getattr(place, "line", 0) else ""
            says = f"page {index + 1} has type of {smallest.size_pt:.1f} pt, and {least:g} pt are promised"
            yield f"{says}: {printable(line, most=40)}{told}", times


def _of_body(proof: Proof, edition: Edition, body_pt: float | None) -> Iterator[str]:
    least = edition.promises.body_type_pt
    size = (body_pt or _usual_size(proof)) if least else None
    if least and size and size < least - _NEAR_PT:
        yield f"most of the text is set in {size:g} pt, and {least:g} pt are promised"


def _usual_size(proof: Proof) -> float | None:
    """The size of most letters, to a tenth of a point; None where there are none."""
    lengths: Counter[float] = Counter()
    for index in range(proof.page_count):
        for words in _runs_on(proof, index):
            lengths[round(words.size_pt, 1)] += len(words.text.strip())
    return lengths.most_common(1)[0][0] if lengths else None


def _runs_on(proof: Proof, index: int) -> list[Words]:
    return [words for words in proof.words_on(index) if words.text.strip()]


def _line_of(words: Words, runs: list[Words]) -> str:
    """The words with what stands beside them in the same size: a drawing may be painted letter by letter."""
    text, end = "", 0.0
    for run in runs:
        if abs(run.baseline_pt - words.baseline_pt) < _NEAR_PT and abs(run.size_pt - words.size_pt) < _NEAR_PT:
            text += f" {run.text}" if text and run.box[0] - end > run.size_pt / 4 else run.text
            end = run.box[2]
    return " ".join(text.split())


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
