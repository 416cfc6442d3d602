"""Certainty: what a sentence states is no surer than the works behind it.

The grammar of claims is in grammar.py, its words in lists/evidence.toml, the works behind a sentence in support.py.
The rules, for a sentence that is no question and no advice, and does not say of itself that the proof is missing ("not
proven", "unclear", "experts disagree"):

animals-as-fact  All its works are animal or laboratory work. It names no animals or laboratory, has no hedge, does not
                 go on from a sentence that does ("It seemed ..."), and no callout `certainty animals` is over it. Or it
                 asserts, whatever it says of animals, a benefit in a clause about people.
weak-as-works    All its works are weak by core/printed/evidence.py (small studies, cohorts, companies, history), and not of
                 animals alone, or the callout over it is `evidence early`, `evidence unsupported` or `certainty
                 unsettled`. It asserts a benefit (works, helps, is effective) that is not the past tense of a study.
too-sure         All its works are such, and it asserts always, proven, shows that.
too-unsure       Its works are agencies, guidelines and reviews, and it doubts twice in a row: "may possibly".

Its errors, counted on sentences written after the tuning (`held` in tests/cases/words/certainty-sentences.toml): 0 of
39 right ones told, 3 of 35 wrong ones missed. On the 141 that it was tuned on: 0 of 76 and 2 of 65. Half of those had
been held out of an earlier round: 2 of 38 and 7 of 33. One hand wrote rule and sentences: expect more elsewhere.

"Can" is no hedge: "it can help" promises that it helps somebody. Warnings are not judged: a warning needs less proof
than a promise. Source: GRADE's wording of certainty (low: "may"; very low: "uncertain").
"""
import re
from collections.abc import Iterator
from dataclasses import replace

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.core.printed.evidence import of_weight
from booklet.model.sentence import Sentence
from booklet.words.en.claims.grammar import asserted, clauses, is_advice, pattern_of, says
from booklet.words.en.claims.support import Backed, backed_sentences
from booklet.words.text import Copy

ANIMALS = of_weight("animals")
WEAK = of_weight("animals", "weak")
_STRONG = of_weight("strong")
WEAK_VERDICTS = frozenset({"early", "unsupported", "unsettled"})
_DIGIT = re.compile("[0-9]")
_NOW = ("plain", "third")
_MAY = r"(?:may|might|could)"
_TWICE = re.compile(
    rf"\b{_MAY}\s+(?:\w+\s+){{0,2}}?(?P<after>{pattern_of('softeners').pattern})"
    rf"|(?P<before>{pattern_of('softeners').pattern}),?\s+(?:\w+\s+){{0,2}}?{_MAY}\b",
    re.IGNORECASE,
)  # may also possibly; perhaps it may


def certainty_problems(copy: Copy) -> list[Problem]:
    """Sentences that are surer, or less sure, than their works."""
    asked: set[str] = set()
    return [problem for backed in backed_sentences(copy) for problem in _problems(backed, copy, asked)]


def _problems(backed: Backed, copy: Copy, asked: set[str]) -> Iterator[Problem]:
    sentence = backed.sentence
    kinds = frozenset(copy.evidence.get(key, "") for key in backed.works)
    if not _is_statement(backed):
        return
    if kinds <= WEAK | {""} and (_promised(sentence.text, backed.before) or _sure(sentence.text)):
        yield from _unknown(backed, copy, asked)
    if kinds and kinds <= ANIMALS and (what := _as_fact(backed)):
        yield finding("animals-as-fact", sentence.place, f"{what}, but its works are in animals or cells alone",
                      "say in which animals it was seen, as in mice, or write may")  # fmt: skip
    is_weak = kinds and kinds <= WEAK and not kinds <= ANIMALS
    if (is_weak or backed.verdicts & WEAK_VERDICTS) and (at := _promised(sentence.text, backed.before)):
        why = "promises, and the works cited are weak" if is_weak else "promises, under a label of weak proof"
        yield _told("weak-as-works", sentence, at, why, "write may, or tell what the study found")
    if is_weak and (at := _sure(sentence.text)):
        yield _told("too-sure", sentence, at, "is surer than the works cited", "tell what was found, and in how many people")
    if kinds and kinds <= _STRONG and (twice := _TWICE.search(sentence.text)):
        yield _told("too-unsure", sentence, twice.span(), "doubts twice", "keep one of the two words")


def _unknown(backed: Backed, copy: Copy, asked: set[str]) -> Iterator[Problem]:
    """Each work whose kind decides whether a sentence may say so much, and is not told: once, where it is first needed."""
    for key in backed.works:
        if key in copy.evidence and not copy.evidence[key] and key not in asked:
            asked.add(key)
            says = f"this promises something, and what kind of evidence {key} is is not told"
            hint = 'write "custom": {"evidence": "trial"} or the like in its entry of references.json'
            yield replace(finding("unknown-evidence", backed.sentence.place, says, hint), is_advice=True)


def _told(code: str, sentence: Sentence, at: tuple[int, int], why: str, hint: str) -> Problem:
    """A finding about the words that stand there in a sentence."""
    return finding(code, sentence.place_of(at[0]), f"“{sentence.text[slice(*at)]}” {why}", hint)


def _is_statement(backed: Backed) -> bool:
    """Whether a sentence states something: no question, no advice, no label without a verb."""
    sentence = backed.sentence
    text = sentence.text.rstrip("\"”’')")
    if sentence.kind not in ("prose", "item") or text.endswith("?"):
        return False
    return not is_advice(text) and not (sentence.is_fragment and not _promised(text, ""))


def _as_fact(backed: Backed) -> str:
    """In which words a sentence makes a fact of animal work; "" where it does not."""
    text = backed.sentence.text
    if says(text, "disclaimers"):
        return ""
    if _benefit_to_people(text):
        return "this is told of people"
    is_theirs = says(text, "animals") or "animals" in backed.verdicts
    if is_theirs or says(text, "hedges") or _goes_on(backed):
        return ""
    return "this is told as a fact"


def _goes_on(backed: Backed) -> bool:
    """Whether a sentence goes on with animals or a study that the one before it names."""
    opening = " ".join(backed.sentence.text.split()[:2])
    return says(backed.before, "animals") and says(opening, "onward")


def _benefit_to_people(text: str) -> bool:
    """Whether a clause about people asserts a benefit: "In mice it grew links, and it helps people to learn"."""
    found = asserted(text, ["benefits"], ["benefit_phrases"])
    spans = [(offset, offset + len(clause), clause) for offset, clause in clauses(text)]
    of = [clause for start, _ in found for low, high, clause in spans if low <= start < high]
    return any(says(clause, "people") and not says(clause, "animals") for clause in of)


def _promised(text: str, before: str) -> tuple[int, int] | None:
    """Where a sentence says that something works, as a fact: start and end, or None.

    The past tense is a study's where this sentence or the one before it has a study or a number: "it eased pain in 12".
    """
    if says(text, "disclaimers"):
        return None
    is_told = says(f"{before} {text}", "studies", "animals") or _DIGIT.search(before + text)
    forms = _NOW if is_told else (*_NOW, "past")
    return next(asserted(text, ["benefits"], ["benefit_phrases"], forms), None)


def _sure(text: str) -> tuple[int, int] | None:
    """Where a sentence is sure beyond doubt. What lab work "shows" is told as lab work: that is for the other rules."""
    if says(text, "disclaimers", "animals"):
        return None
    return next(asserted(text, [], ["certainties"]), None)
