"""Uncited claims: a sentence with a number, an effect or a comparison, and no work behind it.

A claim is a sentence of the text or of a list (key points, myths and every other box count) that has
- a number, in digits or words; not the number of a step or figure, nor what the clinic's profile fills in;
- or a verb of an effect: lowers, eases, causes, lasts, works, made people sick;
- or a comparison: faster, more often, better than.
No claim is a question, a statement of what is not known, an explanation of a word ("Remission means ...") or advice
("Call us if it hurts") without a number in digits. A sentence about the booklet itself ("Figure 4 shows five steps")
is one only for an effect or for digits of its own. Which works stand behind a sentence is said in support.py.
`<!-- general -->` at the end of its line is the author's word that a claim is commonly known. Source: IPDAS and DISCERN
(the sources of what is said are clear).
"""
import re

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.model.sentence import Sentence
from booklet.words.en.claims.grammar import is_advice, pattern_of, says, verbs_in
from booklet.words.en.claims.support import Backed, backed_sentences
from booklet.words.text import Copy

# Figure 4, steps 1 to 3
_LABELLED = re.compile(
    r"(?:figure|table|chart|part|step|section|chapter|page|question)s?\s+[0-9]+(?:\s(?:and|to)\s[0-9]+)?", re.IGNORECASE
)
_UNIT = r"(?:mg|mcg|µg|g|kg|ml|mm|cm|min|h|year|month|week|day|hour|minute|fold)s?"
# 64 | 1,000 | 40% | 10mg | 12-week; not IL-6, 5-HT, 3D or the 1960s
_DIGITS = re.compile(rf"(?<![\w-])[0-9][0-9.,]{{0,20}}(?:(?P<unit>\s?%|-?{_UNIT}\b)|(?![0-9]*-?[A-Za-z]))")
_MINE = re.compile(r"^(?:I|My)\s")  # I know when to stop eating: a line that the reader ticks
_OPENING = 40  # characters in which a sentence about the booklet names it: "Watch for the six signs below."
_SHOWN = 60  # characters of a sentence that a message repeats


def uncited_problems(copy: Copy) -> list[Problem]:
    """Claims without a citation, and marks that no claim needs, in reading order. Other languages are not judged.

    A handout that cites nothing at all is told so once, as advice.
    """
    if not copy.is_english:
        return []
    if not copy.has_sources:
        place = copy.sections[0].place if copy.sections else Place("references.json")
        hint = "put the works that it rests on into references.json, and cite them"
        return [finding("no-sources", place, "this handout does not say where anything in it comes from", hint)]
    return [problem for backed in backed_sentences(copy) if (problem := _problem(backed))]


def accepted_claims(copy: Copy) -> list[Sentence]:
    """The claims that their author lets stand without a citation, as commonly known: the exceptions of the ledger."""
    if not copy.is_english:
        return [sentence for sentence in copy.sentences if sentence.is_general]
    return [s for s in copy.sentences if s.is_general and not s.keys and claimed_in(s)]


def claimed_in(sentence: Sentence) -> str:
    """What makes a sentence a claim: "a number", "an effect" or "a comparison"; "" where it is none."""
    text = _LABELLED.sub("", _typed(sentence))
    if sentence.kind not in ("prose", "item") or text.rstrip("\"”’')").endswith("?") or _is_explained(text):
        return ""
    has_digits = _DIGITS.search(text) is not None
    if is_advice(text) or says(text, "unknowns") or sentence.kind == "item" and _MINE.match(text):
        return "a number" * has_digits
    is_of_booklet = says(text[:_OPENING], "booklet") or _LABELLED.match(_typed(sentence)) is not None
    if has_digits or not is_of_booklet and _left_of(text, "numbers", "not_numbers"):
        return "a number"
    if _has_effect(text):
        return "an effect"
    return "a comparison" * (not is_of_booklet and _left_of(text, "comparisons", "not_comparisons"))


def _problem(backed: Backed) -> Problem | None:
    sentence = backed.sentence
    claimed = claimed_in(sentence)
    if sentence.is_general and (not claimed or sentence.keys):
        why = "has a citation" if sentence.keys else "claims nothing that wants a citation"
        return finding("needless-general", sentence.place, f"{_shown(sentence)} {why}", "take <!-- general --> away")
    if not claimed or backed.works or sentence.is_general:
        return None
    return finding("uncited-claim", sentence.place, f"{claimed} without a citation: {_shown(sentence)}",
                   "cite its work behind it, as [@key], or end the line with <!-- general --> if everybody knows it"
                   )  # fmt: skip


def _typed(sentence: Sentence) -> str:
    """The words of a sentence without what the clinic's profile filled in."""
    text = sentence.text
    for field in reversed(sentence.fields):
        if field.name.startswith("clinic."):
            text = text[: field.start] + "x" * (field.end - field.start) + text[field.end :]
    return text


def _has_effect(text: str) -> bool:
    return any(verbs_in(text, "benefits", "effects")) or says(text, "effect_phrases", "benefit_phrases")


def _left_of(text: str, wanted: str, harmless: str) -> bool:
    """Whether a text has a word of one list that is no part of a phrase of the other."""
    return says(pattern_of(harmless).sub(" ", text), wanted)


def _is_explained(text: str) -> bool:
    """Whether a sentence explains a word: "Remission means ...", but not "This means ..."."""
    match = pattern_of("explains").search(text[:80])
    return match is not None and not says(text[: match.start()], "onward")


def _shown(sentence: Sentence) -> str:
    text = sentence.text
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rsplit(' ', 1)[0]} ...”"
