"""Uncited claims: a sentence with a number, an effect or a comparison, and no work behind it.

A claim is a sentence of the text or of a list (key points, myths and every other box count) that has
- a number of what bears on health, in digits, or in words before what is counted; not the number of a step or figure,
  a telephone, an address, a price or how full something is, nor what the clinic's profile fills in;
- or a verb of an effect: lowers, eases, causes, lasts, works, made people sick; or says that nothing happens ("has no
  effect on", "no need to worry"), or what something can do to a part of the body ("can scar the skin");
- or a comparison of what bears on health: faster, more often, better than.
No claim is a question, words to tick, a statement of what is not known, an explanation of a word ("Remission means ..."),
advice ("Call us if it hurts"), or what staff do ("a porter will help you"). How a clinic's day goes is none either: how
long a visit takes, when results come. Advice with a length of time or a dose is for `stray-number`, which asks for its
source.
A sentence about the booklet itself ("Figure 4 shows five steps") is one only for an effect or for digits of its own.
Which works stand behind a sentence is said in support.py. `<!-- general -->` at the end of its line is the author's word
that a claim is commonly known. Source: IPDAS and DISCERN (the sources of what is said are clear).
"""
import re
from dataclasses import replace
from textwrap import shorten

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.model.sentence import Sentence
from booklet.words.en.claims.day import is_label, is_of_day, is_ruled
from booklet.words.en.claims.grammar import is_advice, pattern_of, says, verbs_in
from booklet.words.en.claims.support import Backed, backed_sentences
from booklet.words.en.numbers.stray import stray_numbers
from booklet.words.en.phrases import WORD, signs_of, word_lists
from booklet.words.text import Copy

_SIGNS = signs_of(__file__, word=WORD, **{name: pattern_of(name).pattern for name in ("staff", "body")})
_FALLEN = frozenset(("recover", "relapse", "die", "fall", "bleed", "benefit", "rise"))
_LASTING = frozenset(word_lists("evidence")["lasting"])
_NEAR = 60  # characters beside a verb in which its subject and object stand
_OPENING = 40  # characters in which a sentence about the booklet names it: "Watch for the six signs below."
_SHOWN = 60  # characters of a sentence that a message repeats


def uncited_problems(copy: Copy) -> list[Problem]:
    """Claims without a citation, and marks that no claim needs, in reading order.

    A handout that cites nothing at all is told so once, as advice.
    """
    if not copy.has_sources:
        place = copy.sections[0].place if copy.sections else Place("references.json")
        hint = "put the works that it rests on into references.json, and cite them"
        return [finding("no-sources", place, "this handout does not say where anything in it comes from", hint)]
    return [problem for backed in backed_sentences(copy) if (problem := _problem(backed))]


def accepted_claims(copy: Copy) -> list[Sentence]:
    """The claims that their author lets stand without a citation, as commonly known: the exceptions of the ledger."""
    if not copy.is_english:
        return [sentence for sentence in copy.sentences if sentence.is_general]
    return [backed.sentence for backed in backed_sentences(copy) if _is_accepted(backed)]


def _is_accepted(backed: Backed) -> bool:
    sentence = backed.sentence
    return sentence.is_general and not sentence.keys and (bool(claimed_in(sentence, backed.lead)) or _is_stray(backed))


def claimed_in(sentence: Sentence, lead: str = "") -> str:
    """What makes a sentence a claim: "a number", "an effect" or "a comparison"; else "". `lead` leads its list in."""
    if sentence.kind not in ("prose", "item") or sentence.is_to_tick:
        return ""
    text = _SIGNS["labelled"].sub(_blank, _typed(sentence))
    if text.rstrip("\"”’')").endswith("?") or _is_explained(text) or _SIGNS["scale"].search(text):
        return ""
    is_said_of_none = sentence.kind == "item" and (
        _SIGNS["mine"].match(text) or _SIGNS["sign"].match(text) or _SIGNS["ends_in_if"].search(lead)
    )
    if is_advice(text) or says(text, "unknowns") or is_said_of_none:
        return "a number" * (_SIGNS["rate"].search(text) is not None)
    is_of_booklet = says(text[:_OPENING], "booklet") or _SIGNS["labelled"].match(_typed(sentence)) is not None
    if _has_number(text, sentence, is_of_booklet):
        return "a number"
    if _has_effect(text, sentence.is_fragment):
        return "an effect"
    is_compared = not is_of_booklet and says(pattern_of("not_comparisons").sub(" ", text), "comparisons")
    return "a comparison" * bool(is_compared and (says(text, "health") or _SIGNS["it"].match(text)) and not is_of_day(text))


def _has_number(text: str, sentence: Sentence, is_of_booklet: bool) -> bool:
    """A label of a list counts only with a rate: "Day 1", "Fever over 38". Nor does a rule: "You must wait for 2 hours"."""
    if _SIGNS["rate"].search(text) or any(field.name.startswith("numbers.") for field in sentence.fields):
        return True
    if sentence.is_fragment or is_label(text) or is_of_day(text) or is_ruled(text):
        return False
    if not (says(text, "health", "outcomes", "body") or _SIGNS["it"].match(text) or _SIGNS["of_science"].search(text)):
        return False
    return _SIGNS["digits"].search(text) is not None or not is_of_booklet and _SIGNS["counted"].search(text) is not None


def _problem(backed: Backed) -> Problem | None:
    sentence = backed.sentence
    claimed = claimed_in(sentence, backed.lead)
    if sentence.is_general and (not claimed or sentence.keys) and not _is_stray(backed):
        why = "has a citation" if sentence.keys else "claims nothing that wants a citation"
        return finding("needless-general", sentence.place, f"{_shown(sentence)} {why}", "take <!-- general --> away")
    if not claimed or backed.works or sentence.is_general:
        return None
    return finding("uncited-claim", sentence.place, f"{claimed} without a citation: {_shown(sentence)}",
                   "cite its work behind it, as [@key], or end the line with <!-- general --> if everybody knows it"
                   )  # fmt: skip


def _is_stray(backed: Backed) -> bool:
    """Whether the mark general is what lets a number of the sentence, or of its table, stand: then it is not needless."""
    bare = replace(backed.sentence, asides=())
    return bare.kind == "caption" or any(True for _ in stray_numbers(bare, bool(backed.works), {}))


def _typed(sentence: Sentence) -> str:
    """The words of a sentence without what the clinic's profile filled in."""
    text = sentence.text
    return sentence.told(lambda f: "x" * len(f) if f.name.startswith("clinic.") else text[f.start : f.end])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _has_effect(text: str, is_fragment: bool) -> bool:
    if text.rstrip().endswith(":") and is_label(text):
        return False
    text = _SIGNS["if"].sub(_blank, pattern_of("no_effects").sub(_blank, text))
    if _SIGNS["makes"].search(text):
        return True
    phrases = pattern_of("effect_phrases", "benefit_phrases").finditer(text)
    if any(not _SIGNS["by_staff"].search(text[: at.start()]) for at in phrases):
        return True
    body = _SIGNS["to_body"].search(text)
    if body and not _SIGNS["by_staff"].search(f"{body['who']} ") and body["who"].lower() not in ("you", "i", "they"):
        return True
    return any(_is_effect(text, *verb, is_fragment) for verb in verbs_in(text, "benefits", "effects"))


def _is_effect(text: str, start: int, end: int, form: str, is_fragment: bool) -> bool:
    """Whether a verb tells what something does to people; not what staff or the reader do, nor a label of a list."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _SIGNS["by_staff"].search(before) or _SIGNS["ruled_out"].search(before):
        return False
    if is_fragment and (form == "past" or not _SIGNS["object"].match(after)):
        return False
    is_readers = _SIGNS["by_reader"].search(before) and text[start:end].lower() not in _FALLEN
    if is_readers and (not says(after, "health") or _SIGNS["unharmed"].match(after)):
        return False
    return not (text[start:end].lower() in _LASTING and is_of_day(text))


def _is_explained(text: str) -> bool:
    """Whether a sentence explains a word: "Remission means ...", but not "This means ..."."""
    match = pattern_of("explains").search(text[:80])
    is_summoned = match is not None and _SIGNS["summoned"].match(text, match.end()) is not None
    return match is not None and not is_summoned and not says(text[: match.start()], "onward")


def _shown(sentence: Sentence) -> str:
    return f"“{shorten(sentence.text, _SHOWN, placeholder=' ...')}”"
