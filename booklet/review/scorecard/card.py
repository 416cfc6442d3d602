"""The card: every item of every instrument, answered by the program where it can be."""
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from booklet.model.cited import CitedManuscript
from booklet.review.pages_of_sentences import sentence_pages
from booklet.review.scorecard.deciders.by_name import verdicts_of
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.measured import measured
from booklet.review.scorecard.instrument import Instrument, Item, instruments
from booklet.review.scorecard.verdict import Verdict
from booklet.words.check import problems_of_words
from booklet.words.text import Copy, read_copy


@dataclass(frozen=True, slots=True)
class Line:
    """One item with what the program found; `answer` is in the instrument's own words, "" where people decide."""

    item: Item
    answer: str
    verdict: Verdict

    @property
    def why_left(self) -> str:
        """Why two people have to decide it; "" for what is answered."""
        return "" if self.answer else self.item.left or self.verdict.says


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of all instruments in order, and which text they are about."""

    stamp: str
    lines: tuple[tuple[Instrument, tuple[Line, ...]], ...]

    def as_json(self) -> dict[str, Any]:
        """Ready for JSON: for each instrument its items, with answer, evidence, and why they are left to people."""
        told = [{"instrument": each.name, "items": [_as_json(line) for line in lines]} for each, lines in self.lines]
        return {"booklet": self.stamp, "instruments": told}

    def summary(self) -> Iterator[str]:
        """For a terminal: how many items of each instrument are answered, and the answers that are not good."""
        for instrument, lines in self.lines:
            answered = [line for line in lines if line.answer]
            left = len(lines) - len(answered)
            yield f"{instrument.name}: {len(answered)} of {len(lines)} items answered, {left} left for two people"
            worst = (instrument.scale["no"], instrument.scale["partly"])
            for line in (line for line in answered if line.answer in worst):
                yield f"  {line.item.number}. {line.item.asks}: {line.answer} ({line.verdict.says})"


def desk_of(cited: CitedManuscript, content: bytes) -> Desk:
    """The desk for one manuscript and its PDF. Raises pikepdf.PdfError for what is no PDF."""
    copy = read_copy(cited.manuscript)
    findings = tuple(sorted(set(problems_of_words(copy))))
    return Desk(cited, copy, sentence_pages(copy, content), findings, measured(content))


def card_of(desk: Desk) -> Card:
    """The scorecard of a booklet. What a person must judge has evidence and no answer."""
    found = verdicts_of(desk)
    lines = tuple(
        (instrument, tuple(_line(item, instrument, found.get(item.decider, Verdict(""))) for item in instrument.items))
        for instrument in instruments()
    )
    return Card(stamp_of(desk.cited, desk.copy), lines)


def stamp_of(cited: CitedManuscript, copy: Copy) -> str:
    """Which text was judged: name, version, and the first letters of a hash over all of its sentences."""
    total = hashlib.sha256()
    for sentence in copy.sentences:
        total.update(f"{sentence.section}\0{sentence.kind}\0{sentence.text}\n".encode())
    imprint = cited.manuscript.imprint
    return f"{imprint.name} {imprint.version} {total.hexdigest()[:8]}"


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "item": line.item.id, "asks": line.item.asks, "answer": line.answer or None,
        "left_because": line.why_left or None, "says": line.verdict.says or None,
        "evidence": [
            {"page": seen.page, "place": str(seen.place) if seen.place else None, "words": seen.words}
            for seen in line.verdict.evidence
        ],
    }  # fmt: skip


def _line(item: Item, instrument: Instrument, verdict: Verdict) -> Line:
    is_answered = item.who == "program" and verdict.answer
    return Line(item, instrument.scale[verdict.answer] if is_answered else "", verdict)
