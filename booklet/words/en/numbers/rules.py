"""Numbers that mislead: 1 in 10, .5 mg, bare percentages, relative risks, changing wholes, lone rates, and "rare".

People compare 8 of 100 with 21 of 100 at a glance, and get 1 in 12 and 1 in 5 wrong. So each risk is told as so many
of 100 people, from the data, beside its comparison. A myth's title states a falsehood on purpose and is not judged.

Source: Making Numbers Meaningful and IPDAS (2025) on formats of risk; PEMAT items 6 and 7; NICE NG197 on words alone;
the British National Formulary (guidance on prescribing) and ISMP (error-prone abbreviations) on doses.
"""
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from booklet.core.catalogue import finding
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Problem
from booklet.load.fields import printed
from booklet.model.sentence import Sentence
from booklet.words.en.numbers.frequency import vague_words
from booklet.words.en.numbers.percent import bare_percents
from booklet.words.en.numbers.rates import PEOPLE, Rate, passages, rates_of
from booklet.words.en.numbers.relative import relative_risks
from booklet.words.en.numbers.stray import RUNG, Stray, stray_numbers
from booklet.words.en.phrases import signs_of
from booklet.words.text import Copy

_SIGNS = signs_of(__file__)
_MISREADINGS = {
    "bare": "loses its point: write a 0 before it",
    "zero": "is read as ten times as much: write it without the 0 at its end",
    "comma": "is read as more than it is: in English a point parts the tenths",
}
_OF_100 = "write so many of 100: {{ numbers.id.name }} of 100 people"
_Passage = Sequence[Sentence]


def count_problems(copy: Copy) -> list[Problem]:
    """What misleads in the numbers of a text, its charts and its pictures."""
    found: list[Problem] = []
    for passage in passages(_judged([*copy.sentences, *copy.labels])):
        for number, sentence in enumerate(passage):
            found += [*_formats(sentence, passage), *_vague(sentence, passage[max(0, number - 1) : number + 2])]
        found += _stray(passage, copy.values) if copy.has_sources else ()
    judged = _judged(copy.sentences)
    for _, section in groupby(judged, lambda sentence: sentence.section):
        found += _lonely(list(section)) if copy.has_sources else ()
    for _, together in groupby(judged, lambda sentence: (sentence.section, sentence.heading)):
        found += _mixed(list(together))
    return found


def _judged(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if not (sentence.kind == "title" and sentence.box in counting_as("denied"))]


def _formats(sentence: Sentence, beside: _Passage) -> Iterator[Problem]:
    """One in n, doses that are read wrongly, percentages and relative risks."""
    for rate in rates_of(sentence):
        if rate.is_one_in_n:
            yield finding("one-in-n", sentence.place_of(rate.start), f"“{rate.text}” is hard to compare", _OF_100)
    for dose, place in sentence.found(_SIGNS["misread"]):
        why, _, hint = _MISREADINGS[str(dose.lastgroup)].partition(": ")
        yield finding("misread-dose", place, f"“{dose[0]}” {why}", hint)
    for nth, place in sentence.found(_SIGNS["nth"]):
        yield finding("one-in-n", place, f"“{nth[0]}” is hard to compare", _OF_100)
    for percent in bare_percents(sentence, beside):
        says = f"“{percent[0].strip()}” is a percentage"
        yield finding("bare-percent", sentence.place_of(percent.start()), says, _OF_100)
    for times in relative_risks(sentence):
        hint = "give both numbers: so many of 100 with it, and so many of 100 without it"
        says = f"“{' '.join(times[0].split())}” does not say of how many"
        yield finding("relative-risk", sentence.place_of(times.start()), says, hint)


def _stray(passage: _Passage, values: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Stray numbers. A table is told of once for each fault, and a sentence once for all that one work would answer for."""
    is_table = passage[-1].kind == "cell"
    whole = "table" if is_table else "sentence"
    alike: dict[Any, list[tuple[Stray, Sentence]]] = {}
    for stray, sentence in _strays(passage, values):
        here = None if is_table else (sentence, stray.wants_citation or stray)
        alike.setdefault((stray.wants_citation, here), []).append((stray, sentence))
    for (stray, sentence), *others in alike.values():
        fault = "has no source" if stray.wants_citation else "was typed, and nothing keeps it true"
        more = f"; the same is true of {len(others)} more in this {whole}" if others else ""
        hint = _way_out(stray, sentence, values)
        yield finding("stray-number", sentence.place_of(stray.at), f"“{stray.words}” {fault}{more}", hint)


def _strays(passage: _Passage, values: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Stray, Sentence]]:
    """A work answers for the sentences up to where it is cited; in tables and pictures, for all of them.

    An alternative text or a glossary entry has no room for a citation, so it counts as cited; so does a chart, which has
    its own work, or tells what to do. What its caption is marked with, a table is. The
    rows of a diary are counted, and say nothing; nor does what is rung, in a table with a column of extensions.
    """
    cells = [sentence for sentence in passage if sentence.kind == "cell" and sentence.text.strip().isdecimal()]
    is_counted = [int(cell.text) for cell in cells] == [*range(1, max(4, len(cells) + 1))]
    is_rung = any(sentence.kind == "cell" and RUNG.match(sentence.text) for sentence in passage)
    names = [cell for cell in cells if is_counted or is_rung and len(cell.text.strip()) > 2]
    last_cited = max((number for number, sentence in enumerate(passage) if sentence.keys), default=-1)
    is_general = any(sentence.is_general for sentence in passage if sentence.kind == "caption")
    for number, sentence in enumerate(passage):
        is_whole = sentence.kind in ("cell", "description") and last_cited >= 0
        is_cited = number <= last_cited or is_whole or sentence.kind in ("alt", "meaning", "chart")
        own = values.get(sentence.section, {}) if sentence.kind == "chart" else {}
        if sentence not in names:
            for stray in stray_numbers(sentence, is_cited, own, is_general and sentence.kind == "cell"):
                yield stray, sentence


def _way_out(stray: Stray, sentence: Sentence, values: Mapping[str, Mapping[str, Any]]) -> str:
    """A hint: the field that prints the same number, where its name is among the words behind it (73 people)."""
    of_table = ", which at the end of its caption is for all of a table" if sentence.kind == "cell" else ""
    if stray.wants_citation:
        return "cite the work that says so, or mark what everybody knows <!-- general -->" + of_table
    behind = sentence.text[stray.at + len(stray.words) :].lower().split()[:3]
    for entry, fields in values.items():
        for name, value in fields.items():
            if printed(value) == stray.words and any(word.strip(".,;:") in name.split("_") for word in behind):
                return f"if it is the same number, write {{{{ numbers.{entry}.{name} }}}}"
    if sentence.kind == "chart":
        return "put it under values of the entry, by a name, and write {name} here"
    otherwise = "" if sentence.keys else f"; or mark it <!-- general -->{of_table}, where no study is behind it"
    return f"put it into numbers.json with its source, and write {{{{ numbers.id.name }}}}{otherwise}"


def _mixed(together: _Passage) -> Iterator[Problem]:
    """Rates below one heading whose whole is not that of the others: 100 if any has it, else that of the first."""
    said = [(sentence, rate) for sentence in together for rate in rates_of(sentence)]
    rates = [
        (sentence, rate) for sentence, rate in said if sentence.kind != "item" or rate.text != sentence.text.strip(" .")
    ]  # an item that says no more is an answer to choose
    wholes = [rate.whole for _, rate in rates]
    if len(set(wholes)) < 2:
        return
    usual = 100 if 100 in wholes else wholes[0]
    for sentence, rate in rates:
        if rate.whole != usual:
            says = f"“{rate.text}” stands beside rates of {usual:,.10g}: readers compare the first numbers only"
            yield finding("mixed-denominator", sentence.place_of(rate.start), says, "give every rate as so many of 100")


def _lonely(section: _Passage) -> Iterator[Problem]:
    """Rates that no sentence beside them compares. In a list the items beside count, in a table every cell."""
    rates = [[rate for rate in rates_of(sentence) if not rate.is_one_in_n] for sentence in section]
    first = 0
    for passage in passages(section):
        table = range(first, first + len(passage)) if passage[-1].kind == "cell" else None
        for number in range(first, first + len(passage)):
            if len(rates[number]) == 1 and _is_of_people(rates[number][0]):
                beside = table or _beside(number, section)
                if not _is_compared(number, beside, section, rates):
                    yield _told_lonely(section[number], rates[number][0])
        first += len(passage)


def _is_of_people(rate: Rate) -> bool:
    """Not 3 of 5 trials."""
    return rate.whole == 100 or re.search(rf"\b(?:{PEOPLE})\b", rate.text, re.IGNORECASE) is not None


def _beside(number: int, section: _Passage) -> Sequence[int]:
    """The positions of a sentence and its neighbours in the paragraph or list."""
    here, near = section[number], range(max(0, number - 1), min(len(section), number + 2))
    return [at for at in near if section[at].paragraph == here.paragraph or section[at].kind == here.kind == "item"]


def _is_compared(number: int, beside: Sequence[int], section: _Passage, rates: Sequence[Sequence[Rate]]) -> bool:
    """Whether another rate stands beside this one, or a sentence there compares or says that nothing does."""
    if any(rates[at] for at in beside if at != number):
        return True
    return any(_SIGNS["compared"].search(section[at].text) for at in beside)


def _told_lonely(sentence: Sentence, rate: Rate) -> Problem:
    hint = "say how many of 100 without it, or that there is nothing to compare it with"
    says = f"“{rate.text}” stands without its comparison"
    return finding("lonely-rate", sentence.place_of(rate.start), says, hint)


def _vague(sentence: Sentence, beside: _Passage) -> Iterator[Problem]:
    for found in vague_words(sentence, beside):
        hint = "give the number, if there is one: people read such words very differently"
        yield finding("vague-frequency", sentence.place_of(found.start()), f"“{found[0]}” is not a number", hint)
