"""Support: which works stand behind a sentence, and which verdict of a callout reaches it.

A citation follows its claim, and a claim may take up to three sentences: a citation stands for its own sentence and
for the two before it in the same paragraph, up to the citation before. Sentences further up count as one claim with
it only where they carry the same `<!-- C12 -->`. What comes after a citation is not covered by it. A cell, an item of
a list and a callout's title are paragraphs of their own; but a label in a list ("- Sleeping pills") stands on the
works of the sentence that leads the list in.

A verdict (`::: evidence early: ...`, `::: certainty animals: ...`) reaches the sentences below it up to the next
verdict, or to the next heading of its own rank or higher.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from booklet.core.printed.callouts import graded
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

REACH = 2  # sentences before the cited one
_GRADE = re.compile(r"^(?P<grade>\w+)")  # early: Small trials


@dataclass(frozen=True, slots=True)
class Backed:
    """A sentence, the works behind it (its own or those of its claim), the verdicts over it and the words before it.

    `verdicts` are grades of the closed lists, "early" or "animals"; `before` is the sentence before it in its
    paragraph, "" for the first; `lead` the sentence that leads its list in, "" outside of lists.
    """

    sentence: Sentence
    works: tuple[str, ...]
    verdicts: frozenset[str]
    before: str
    lead: str = ""


def backed_sentences(copy: Copy) -> Iterator[Backed]:
    """Every sentence with what stands behind it, in the order of the files."""
    for _, group in groupby(copy.sentences, key=lambda s: s.place.path):
        yield from _of_file(tuple(group))


def _of_file(sentences: tuple[Sentence, ...]) -> Iterator[Backed]:
    rank, over = 0, dict[str, tuple[int, set[str]]]()  # by kind of callout: the rank of its heading, and its grades
    last, lead, said = None, tuple[str, ...](), ""  # the paragraph before, and the works and words that lead a list in
    for _, group in groupby(sentences, key=lambda s: (s.kind == "meaning", s.paragraph)):
        paragraph = tuple(group)
        first = paragraph[0]
        if first.kind == "heading":
            rank = first.place.column - 2  # "### Why?": its words begin in column 5
            over = {box: verdict for box, verdict in over.items() if verdict[0] < rank}
        elif first.kind == "title" and first.box in graded() and (grade := _GRADE.match(first.text)):
            is_beside = last is not None and (last.kind, last.box) == ("title", first.box)  # two labels together
            grades = over[first.box][1] if is_beside and first.box in over else set()
            over = {**over, first.box: (rank, grades | {grade["grade"]})}
        verdicts = frozenset(grade for _, grades in over.values() for grade in grades)
        works = _works(paragraph)
        for number, sentence in enumerate(paragraph):
            before = paragraph[number - 1].text if number else ""
            led_in = lead if sentence.kind == "item" and sentence.is_fragment else ()
            yield Backed(sentence, works[number] or led_in, verdicts, before, said if sentence.kind == "item" else "")
        last, (lead, said) = first, (lead, said) if first.kind == "item" else (works[-1], paragraph[-1].text)


def _works(paragraph: tuple[Sentence, ...]) -> list[tuple[str, ...]]:
    """For each sentence its works, or those of the next cited one where it is near enough, or states the same claim."""
    works: list[tuple[str, ...]] = []
    cited, distance = None, 0
    for sentence in reversed(paragraph):
        if sentence.keys:
            cited, distance = sentence, 0
        is_behind = cited and (distance <= REACH or set(sentence.claims) & set(cited.claims)) and sentence.kind != "meaning"
        works.append(cited.keys if cited and is_behind else ())
        distance += 1
    return works[::-1]
