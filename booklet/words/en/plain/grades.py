"""Grades: how many years of school a text asks for, by two formulas and for each section.

Flesch-Kincaid looks at the length of sentences and words, SMOG at the words of three syllables and more alone. Both
read whole sentences of prose and lists: headings, labels, tables, captions, citations, numbers and what fields put in
are out. Science boxes are measured apart, since a reader may skip them.
"""
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from booklet.core.printed.callouts import counting_as
from booklet.core.printed.runs import counted
from booklet.core.problems import Place
from booklet.model.sentence import Sentence
from booklet.words.en.plain.syllables import syllables_of
from booklet.words.en.plain.terms import outside_fields, terms_in
from booklet.words.text import Copy

_FEWEST_SENTENCES = 30  # what SMOG was made for; below, a grade is a guess
POLYSYLLABLE = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # ward, don't, hard-to-treat
_RANKED_FROM = 8  # words; a formula says nothing of a shorter sentence


@dataclass(frozen=True, slots=True)
class Count:
    """What the formulas ask of a text. `polysyllables` are its words of three syllables and more."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    polysyllables: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables,
            self.polysyllables + other.polysyllables,
        )  # fmt: skip

    @property
    def smog(self) -> float:
        """Years of school by SMOG, for any number of sentences; 0 for no text.

        Source: McLaughlin GH. SMOG grading: a new readability formula. Journal of Reading 1969;12:639-46.
        """
        return 3.1291 + 1.0430 * sqrt(self.polysyllables * 30 / self.sentences) if self.sentences else 0.0

    @property
    def flesch_kincaid(self) -> float:
        """Years of school by Flesch-Kincaid; 0 for no text, and below 0 for a very simple one.

        Source: Kincaid JP and others. Derivation of new readability formulas. Naval Technical Training 1975, 8-75.
        """
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def words_in_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class Grade:
    """One part of the booklet. `raw` counts each word as it is said; `easy` the booklet's own terms as easy words.

    An easy word has one syllable. So every word of a term of the glossary counts, in each of its spellings, and every
    abbreviation: the reader is told what they mean, and the booklet cannot do without them.
    """

    name: str
    raw: Count
    easy: Count
    section: str = ""  # its id, where the part is one

    @property
    def is_guess(self) -> bool:
        return self.raw.sentences < _FEWEST_SENTENCES

    def as_json(self) -> dict[str, str | float | int | bool]:
        """Sentences and words as whole numbers, the grades to 0.1: each word as it is said, then the terms as easy words."""
        grades = {
            "flesch_kincaid": self.raw.flesch_kincaid, "smog": self.raw.smog,
            "flesch_kincaid_easy": self.easy.flesch_kincaid, "smog_easy": self.easy.smog,
            "words_in_a_sentence": self.raw.words_in_a_sentence,
        }  # fmt: skip
        counts = {"sentences": self.raw.sentences, "words": self.raw.words, "is_guess": self.is_guess}
        rounded = {name: round(value, 1) for name, value in grades.items()}
        return {"name": self.name, "section": self.section, **counts, **rounded}

    def __str__(self) -> str:
        few = f"; a guess from {counted(self.raw.sentences, 'sentence')}" * self.is_guess
        easy = f"{self.easy.flesch_kincaid:.1f} and {self.easy.smog:.1f} with its terms counted as easy"
        return f"{self.name}: Flesch-Kincaid {self.raw.flesch_kincaid:.1f}, SMOG {self.raw.smog:.1f} ({easy}{few})"

    def row(self) -> str:
        """Both grades and the name, for a column of them."""
        sign = "~" if self.is_guess else ""
        both = (f"{sign}{grade:.1f}" for grade in (self.raw.flesch_kincaid, self.raw.smog))
        return f"  {' '.join(f'{grade:>5}' for grade in both)}  {self.name}"


@dataclass(frozen=True, slots=True)
class Grades:
    """The booklet's prose, its science boxes, and each section's prose; nothing in a language without a formula."""

    language: str
    booklet: Grade
    science: Grade
    sections: tuple[Grade, ...]
    is_measured: bool = True

    def lines(self) -> Iterator[str]:
        """The figures in words, for a terminal: the booklet, its boxes, each section where there are several."""
        if not self.is_measured:
            yield f"Reading grade: not scored. There is no formula here for the language {self.language}."
        elif self.booklet.raw.sentences:
            yield str(self.booklet)
            if self.science.raw.sentences:
                yield str(self.science)
            if len(self.sections) > 1:
                yield f"By section, Flesch-Kincaid and SMOG (~ is a guess, from fewer than {_FEWEST_SENTENCES} sentences):"
                yield from (grade.row() for grade in self.sections)

    def as_json(self) -> dict[str, Any]:
        """`language`, then `booklet`, `science` and `sections`; those are null where there is no formula."""
        if not self.is_measured:
            return {"language": self.language, "booklet": None, "science": None, "sections": None}
        sections = [grade.as_json() for grade in self.sections]
        return {"language": self.language, "booklet": self.booklet.as_json(), "science": self.science.as_json(),
                "sections": sections}  # fmt: skip


def grades_of(copy: Copy) -> Grades:
    """The reading grades of the whole booklet and of each section with prose."""
    nothing = Grade("Reading grade", Count(), Count())
    if not copy.is_english:
        return Grades(copy.language, nothing, nothing, (), is_measured=False)
    is_term = terms_in(copy)
    counted = [(sentence, counts_of(sentence, is_term)) for sentence in copy.sentences if sentence.is_prose]
    main = [(sentence.section, counts) for sentence, counts in counted if sentence.box not in counting_as("science")]
    science = [counts for sentence, counts in counted if sentence.box in counting_as("science")]
    sections = (_grade(s.title, [counts for section, counts in main if section == s.id], s.id) for s in copy.sections)
    return Grades(
        copy.language, _grade("Reading grade", [counts for _, counts in main]),
        _grade("Reading grade of the science boxes", science),
        tuple(grade for grade in sections if grade.raw.sentences),
    )  # fmt: skip


def counts_of(sentence: Sentence, is_term: Callable[[str], Iterable[tuple[str, int, int]]]) -> tuple[Count, Count]:
    """The raw and the easy count of one sentence, by a finder of terms; both empty where it has no words."""
    text = outside_fields(sentence)
    spans = [(start, end) for _, start, end in is_term(text)]
    words = [(syllables_of(word[0]), any(start <= word.start() < end for start, end in spans))
             for word in _WORD.finditer(text)]  # fmt: skip
    return _count(n for n, _ in words), _count(1 if is_easy else n for n, is_easy in words)


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence and its own Flesch-Kincaid grade, its terms counted as easy words."""

    place: Place
    grade: float
    words: int
    text: str

    def __str__(self) -> str:
        return f"{self.place}: grade {self.grade:.1f}, {self.words} words: {self.text}"


def worst_sentences(copy: Copy, count: int) -> tuple[HardSentence, ...]:
    """The sentences that are hardest to read, the hardest first, at most `count`; none in an unmeasured language.

    Ranked by the Flesch-Kincaid grade of each alone, terms easy, from eight words on. Those in science boxes count too.
    """
    if not copy.is_english:
        return ()
    is_term = terms_in(copy)
    counted = ((sentence, counts_of(sentence, is_term)[1]) for sentence in copy.sentences if sentence.is_prose)
    ranked = [HardSentence(sentence.place, found.flesch_kincaid, found.words, sentence.text)
              for sentence, found in counted if found.words >= _RANKED_FROM]  # fmt: skip
    return tuple(sorted(ranked, key=lambda hard: (-hard.grade, hard.place))[:count])


def _count(syllables: Iterable[int]) -> Count:
    each = list(syllables)
    return Count(int(bool(each)), len(each), sum(each), sum(number >= POLYSYLLABLE for number in each))


def _grade(name: str, counts: Sequence[tuple[Count, Count]], section: str = "") -> Grade:
    raw, easy = (sum((pair[at] for pair in counts), Count()) for at in (0, 1))
    return Grade(name, raw, easy, section)
