"""Plain words: whether a reader of twelve could follow the text. Its rules know English alone."""
from collections.abc import Iterator
from pathlib import Path

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.words.en.plain.address import address_problems
from booklet.words.en.plain.explained import explained_problems
from booklet.words.en.plain.flow import flow_problems
from booklet.words.en.plain.grades import Grade, grades_of
from booklet.words.en.plain.length import length_problems
from booklet.words.en.plain.passive import passive_problems
from booklet.words.en.plain.vocabulary import vocabulary_problems
from booklet.words.text import Copy

HIGHEST_FLESCH_KINCAID = 6.0
HIGHEST_SMOG = 8.0
ABOVE = 2.0  # grades that a section may lie above those
FEWEST_IN_A_SECTION = 10  # sentences; one long word in five of them would make a grade
_SMALL = frozenset(
    "the and of to you your with if or it not this that be we on can they when at have from are after before then than how"
    " what which there their has my more less call take each every day days hours until up out check first give".split()
)
_LEAST_SMALL = 0.05  # of all words; English prose has 0.15 to 0.3 of them and its notes 0.09, others next to none
_FEWEST_WORDS, _SENTENCE = 60, 5  # by which a language is known, and words of a sentence: a menu is names of dishes
_RULES = (length_problems, flow_problems, passive_problems, vocabulary_problems, explained_problems, address_problems)


def plain_problems(copy: Copy) -> list[Problem]:
    """Everything that makes the text hard, in reading order. In a language without a formula: that, said once."""
    if not copy.is_english:
        says = f"there is no formula here for the language {copy.language}, so the text is not scored"
        hint = "have someone who reads it judge how plain it is; the rules of plain words know English alone"
        return [finding("no-reading-formula", _settings(copy), says, hint)]
    return sorted([*_language(copy), *_grades(copy), *(problem for rule in _RULES for problem in rule(copy))])


def _settings(copy: Copy) -> Place:
    """booklet.toml, where the language of the text is set; it holds for the booklet as a whole."""
    folder = Path(copy.sections[0].place.path).parent if copy.sections else Path()
    return Place((folder / "booklet.toml").as_posix())


def _language(copy: Copy) -> Iterator[Problem]:
    told = (sentence.words for sentence in copy.sentences if len(sentence.words) >= _SENTENCE)
    words = [word.lower() for words in told for word in words]
    if len(words) >= _FEWEST_WORDS and sum(word in _SMALL for word in words) < _LEAST_SMALL * len(words):
        says = f"the language is {copy.language}, and next to no word of the text is English"
        yield finding("another-language", _settings(copy), says, 'say which it is, as in language = "de"')


def _grades(copy: Copy) -> Iterator[Problem]:
    grades = grades_of(copy)
    if not grades.booklet.is_guess and _excess(grades.booklet) > 0:
        says = f"the booklet's prose asks for {_years(grades.booklet)}; the most are {_most(0)}"
        yield finding("grade-too-high", _settings(copy), says, "check --worst 20 lists the sentences to begin with")
    places = {section.id: section.place for section in copy.sections}
    for grade in grades.sections:
        if grade.easy.sentences >= FEWEST_IN_A_SECTION and _excess(grade) > ABOVE:
            says = f"this section asks for {_years(grade)}; advice begins above {_most(ABOVE)}"
            hint = "shorter sentences lower the first, shorter words lower both"
            yield finding("section-grade", places[grade.section], says, hint)


def _excess(grade: Grade) -> float:
    """By how many years the worse of both formulas is above its limit."""
    return max(grade.easy.flesch_kincaid - HIGHEST_FLESCH_KINCAID, grade.easy.smog - HIGHEST_SMOG)


def _years(grade: Grade) -> str:
    """As it is read, and beside it what the limits are held against."""
    easy = f"{grade.easy.flesch_kincaid:.1f} and {grade.easy.smog:.1f} with its terms as easy"
    return f"grade {grade.raw.flesch_kincaid:.1f} by Flesch-Kincaid and {grade.raw.smog:.1f} by SMOG, {easy}"


def _most(above: float) -> str:
    return f"{HIGHEST_FLESCH_KINCAID + above:g} and {HIGHEST_SMOG + above:g}"
