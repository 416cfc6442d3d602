"""Lines that nearly match, thousands of letters long, go through every rule of words: a check that hangs is switched off.

No clock is looked at. A pattern that tries each way to fail would not come to an end here, and what merely grows with the
square of the line is told by `make bench`, which takes its lines from here.
"""
import re

import pytest

from booklet.core.problems import Place
from booklet.load.markdown.grammar import GAP
from booklet.model.manuscript import Term
from booklet.model.sentence import Sentence
from booklet.template.text.speech import spoken
from booklet.words.check import problems_of_words
from booklet.words.text import Copy

LONGEST = 4_000  # characters
PIECES = (
    "1", "9,", "1,", "1-", "1–", "0.5 ", "1,000,", "1.1.1.", "1 000 (", "≥ ", "1 mg/kg/", "a α ", "1 in ", "1 to ", "of 12 ",
    "one of one ", "reduced a b c by ", "may ", "may feel ", "it helps, and ", "in mice, ", "If ", "If a ", "never ", "never so ",
    "possibly ", "n't", "n't ", "Rest ", "Figure 4 ", "lowers ", "is ", "is not ", "patients ", "and ", "in order ", "nap, ",
    "prior\u00a0to ", "a", "a ", "a-", "-a", "eee", "(", "( ", "'",
)  # fmt: skip


def copy_of(piece: str, length: int, ends: str = ".") -> Copy:
    """Prose of one line and no more, which cites a small study, beside a glossary of one term."""
    text = (piece * length)[:length].strip() + ends
    sentence = Sentence(text, "prose", "rest", Place("a.md", 5), keys=("lee2020",))
    nap = Term("nap", "nap", ("nap", "naps"), "A short sleep.", Place("glossary.md", 1))
    return Copy((sentence,), (), (nap,), (), {"lee2020": "small-study"}, {"n01": {"people": 73}}, "en-GB")


@pytest.mark.parametrize("piece", ["_ ", "____/", "____ ."])
def test_a_line_of_strokes_is_read_to_its_end(piece):
    """Each of them looked at all behind it, whether there is a date to fill in."""
    assert not any(found[0].startswith("__/__/") for found in GAP.finditer(piece * 100_000))


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_line_is_read_to_its_end(piece):
    for ends in (".", ", nap,"):
        list(problems_of_words(copy_of(piece, LONGEST, ends)))
    line = (piece * LONGEST)[:LONGEST]
    assert re.findall("[0-9]", spoken(line)) == re.findall("[0-9]", line)
