"""Stray numbers: those that a sentence types out, where nothing keeps them true.

A number that was found in a study (people, trials, points, how many of how many) is data. It lives in numbers.json
with its source and comes into the sentence by a field: the picture, the caption and five sentences then cannot print
five numbers. A citation does not help such a number, since it says where it came from and not that it was copied well.

A length of time, an age or a dose is mostly a rule ("no driving for 24 hours"), which no picture prints; it may be typed
where the same paragraph cites the work that says so, at it or further on. In a table the citation of any cell counts,
and a mark at its caption, in a picture's description the citation of that, in a chart its own work. Other numbers with
no study behind them are accepted where the author says `<!-- general -->`; so is a time. A rate never is.

Where nothing is cited, the day of a clinic is left alone: how long a visit takes and how often one comes, what parking
costs, how often to bend the knee. Told is what forbids or limits ("do not", "at most", "only") and what is taken (doses,
drinks). A length of time that a sentence only states ("it lasts for 2 days") is a claim: `uncited-claim` tells it.

Exempt are headings and titles, which count what follows; what has a number for its name (Step 2, type 2, IL-6);
years, dates, times of day and telephone numbers; the 100 of a rate; one to twelve as words, which count things in the
sentence, unless they measure time. Percentages and "1 in 10" have codes of their own, as has a typed "8 of 100".

Source: goal 28 of the standards (one denominator, numbers from one file); PEMAT items 6 and 7.
"""
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booklet.model.sentence import Sentence
from booklet.words.en.claims.day import is_about_day, is_of_day
from booklet.words.en.numbers.rates import PEOPLE, Rate, is_year, rates_of, value_of
from booklet.words.en.phrases import signs_of

_SIGNS = signs_of(__file__)
RUNG = _SIGNS["rung"]
_UNREAD = ("alt", "chart")  # in which the dialect looks for no typed rate
_REACH = 30  # characters before a number in which its label stands


@dataclass(frozen=True, slots=True)
class Stray:
    """A number that is told: its words, their offset in the sentence, and whether a citation would be enough."""

    words: str
    at: int
    wants_citation: bool = False


def stray_numbers(
    sentence: Sentence, is_cited: bool, values: Mapping[str, Any], is_general: bool = False
) -> Iterator[Stray]:
    """Each stray number of a sentence. `values` are those of the entry that it belongs to, for a chart's own words.

    `is_general`: what holds it is marked, as a sentence marks itself.
    """
    if sentence.kind in ("heading", "title"):
        return
    own = {float(value) for value in values.values()}
    rates = [rate for rate in rates_of(sentence) if rate.link != "per"]
    for rate in rates:
        if _is_typed(rate, sentence) and rate.count not in own:
            yield Stray(rate.text, rate.start)
    for share in _SIGNS["share"].finditer(sentence.text):
        if not (share["half"] and is_cited):
            yield Stray(share[0], share.start(), wants_citation=bool(share["half"]))
    known = [(rate.start, rate.end) for rate in rates] + [other.span() for other in _SIGNS["other"].finditer(sentence.text)]
    known += [(filled.start, filled.end) for filled in sentence.fields]
    if not (is_general or sentence.is_general):
        yield from _numbers(sentence, is_cited, known, own)


def _is_typed(rate: Rate, sentence: Sentence) -> bool:
    """Whether its count or its whole was typed. What one-in-n or the dialect tells of is not told twice."""
    is_counted = sentence.is_filled(rate.start)
    is_of_data = rate.whole == 100 or any(rate.start < f.start and f.end <= rate.end for f in sentence.fields)
    by_dialect = rate.link == "of" and rate.whole == 100 and rate.text[0].isdigit() and sentence.kind not in _UNREAD
    return not (is_counted and is_of_data or by_dialect or rate.is_one_in_n)


def _numbers(sentence: Sentence, is_cited: bool, known: Sequence[tuple[int, int]], values: set[float]) -> Iterator[Stray]:
    text = sentence.text
    for found in _SIGNS["number"].finditer(text):
        start, before = found.start(), text[max(0, found.start() - _REACH) : found.start()]
        if any(first <= start < last for first, last in known) or _is_exempt(found, before, text):
            continue
        number = value_of(found["digits"] or found["word"] or found["small"])
        after = text[found.end() :]
        is_measured = bool(found["measure"] or _SIGNS["measured"].search(before) or _is_age(number, before, after))
        if found["small"] and not found["measure"] or number in values or is_measured and is_cited:
            continue
        if not sentence.keys and sentence.kind in ("prose", "item") and _is_let_be(found, is_measured, sentence):
            continue
        yield Stray(found[0].strip(), start, is_measured)


def _is_let_be(found: re.Match[str], is_measured: bool, sentence: Sentence) -> bool:
    """Whether a number that nothing is cited for was neither found in people, nor forbids, limits or is taken."""
    text, after = sentence.text, found.string[found.end() :]
    if not is_measured:
        return not _SIGNS["people"].match(after) or is_about_day(text)
    is_taken = _SIGNS["taken"].search(text, max(0, found.start() - _REACH), found.start()) is not None
    if _SIGNS["binding"].search(text) and not _SIGNS["length"].search(found["measure"] or ""):
        return is_of_day(text) and not is_taken
    return not (is_taken and found["measure"] and not _SIGNS["time"].search(found["measure"]))


def _is_exempt(found: re.Match[str], before: str, text: str) -> bool:
    """2nd, 1960s, 20%, Step 2, 1964, of 100."""
    if found["glued"] or found["percent"] or _SIGNS["named"].search(before) or _SIGNS["price"].search(before):
        return True
    if _SIGNS["spent"].match(text, found.end()) or _SIGNS["address"].match(text, found.end()):
        return True
    number = value_of(found["digits"] or found["word"] or found["small"])
    is_bare = bool(found["digits"]) and "," not in found[0] and "." not in found[0]
    if is_bare and is_year(number) and not found["measure"]:
        return not re.match(rf"\s+(?:{PEOPLE}|of)\b", text[found.end() : found.end() + _REACH])
    return number == 100 and not found["measure"] and _SIGNS["whole"].search(before) is not None


def _is_age(number: float, before: str, after: str) -> bool:
    return number <= 120 and bool(_SIGNS["age"].search(before)) and bool(_SIGNS["no_noun"].match(after))
