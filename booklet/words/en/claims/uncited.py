"""Uncited claims: a sentence with a number, an effect or a comparison, and no work behind it.

A claim is a sentence of the text or of a list (key points, myths and every other box count) that has
- a number of what bears on health, in digits, or in words before what is counted; not the number of a step or figure,
  a telephone, an address, a price or how full something is, nor what the clinic's profile fills in;
- or a verb of an effect: lowers, eases, causes, lasts, works, made people sick; or says that nothing happens ("has no
  effect on", "no need to worry"), or what something can do to a part of the body ("can scar the skin");
- or a comparison of what bears on health: faster, more often, better than.
No claim is a question, a statement of what is not known, an explanation of a word ("Remission means ..."), advice ("Call
us if it hurts"), or what staff do ("a porter will help you"). How a clinic's day goes is none either: how long a visit
takes, when results come. Advice with a length of time or a dose is for `stray-number`, which asks for its source.
A sentence about the booklet itself ("Figure 4 shows five steps") is one only for an effect or for digits of its own.
Which works stand behind a sentence is said in support.py. `<!-- general -->` at the end of its line is the author's word
that a claim is commonly known. Source: IPDAS and DISCERN (the sources of what is said are clear).
"""
import re
from dataclasses import replace

from booklet.core.catalogue import finding
from booklet.core.problems import Place, Problem
from booklet.model.sentence import Sentence
from booklet.words.en.claims.day import is_label, is_of_day, is_ruled
from booklet.words.en.claims.grammar import is_advice, pattern_of, says, verbs_in
from booklet.words.en.claims.support import Backed, backed_sentences
from booklet.words.en.numbers.rates import PEOPLE, TIMES, WORD
from booklet.words.en.numbers.stray import stray_numbers
from booklet.words.en.phrases import either, word_lists
from booklet.words.text import Copy

# Figure 4, steps 1 to 3; call 911; £3; 12 York Road; day 1 of a list; 80% full
_LABELLED = re.compile(
    rf"\b(?:{either('labelled')})s?\s+[0-9]+(?:\s(?:and|to|or)\s[0-9]+)?"
    rf"|\b(?:{either('emergency')})\b(?![.,]?[0-9])"
    rf"|[£$€]\s?[0-9][0-9.,]*|(?<![0-9])[0-9][0-9.,]*\s?(?:{either('money')})\b"
    rf"|\b[0-9]+[a-z]?(?:\s+[A-Z][\w’']+){{1,3}}\s+(?:{either('road')})\b"
    r"|(?<![0-9.,])[0-9.,]+\s?%(?=\s+(?:full|off|charged|humidity|discount|alcohol|cream|gel|ointment|solution)\b)"
    r"|©\s*[0-9]{4}|\b[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm)\b|\b24/7\b",
    re.IGNORECASE,
)
_UNIT = r"(?:mg|mcg|µg|g|kg|ml|mm|cm|min|h|year|month|week|day|hour|minute|fold)s?"
# 64 | 1,000 | 40% | 10mg | 12-week; not IL-6, 5-HT, 3D or the 1960s
_DIGITS = re.compile(rf"(?<![\w-])[0-9][0-9.,]{{0,20}}(?:(?P<unit>\s?%|-?{_UNIT}\b)|(?![0-9]*-?[A-Za-z]))")
_COUNTED = re.compile(
    rf"\b(?:{WORD}|several|half)\b[\s-]+(?:of\s+|as\s+|(?:the|them|those|all)\s+|[\w’'-]+\s+){{0,2}}?"
    rf"(?:{PEOPLE}|{TIMES}|trials?|studies|times|points?|percent|per\s?cent|fold|likely|reaches|reach)\b"
    r"|\b(?:half|thirds?|quarters?)\s+of\b|\b(?:twice|threefold|tenfold)\b|\b(?:hundreds|thousands|millions)\s+of\b",
    re.IGNORECASE,
)  # two large trials, half of them, twice; not three bones
_RATE = re.compile(
    rf"\b[0-9]+(?:\.[0-9]+)?\s+(?:(?:{PEOPLE})\s+)?(?:of|in|out\s+of)\s+(?:every\s+)?[0-9]|[0-9]\s?%\s+of\s+(?:\w+\s+)?(?:{PEOPLE})\b"
    rf"|\bof\s+(?:every\s+)?[0-9]+\s+(?:{PEOPLE}),\s|\bone\s+(?:(?:[\w’'-]+\s+)?(?:{PEOPLE})\s+)?in\s+(?:every\s+)?(?:{WORD})\b(?!\s+(?:{TIMES})\b)",
    re.IGNORECASE,
)  # 12 of 100, one in five
# A porter will | help; we | treat; how they can | help
_BY_STAFF = re.compile(
    rf"(?:\b(?:{pattern_of('staff').pattern})(?:\s+(?:of|at|on|in|with)\s+(?:the\s+|our\s+|your\s+)?\w+)?|\bhow\s+(?:they|you|we|i)|\bwho)"
    rf"(?:\s+(?:{either('do_between')})){{0,5}}\s+$",
    re.IGNORECASE,
)
# You can | change your mind
_BY_READER = re.compile(
    r"\b(?:you|i|they)(?:\s+(?:can|could|may|might|will|should|must|also|always|to|want|wish|not|do|or)){0,4}\s+$",
    re.IGNORECASE,
)
_UNHARMED = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}without\b", re.IGNORECASE)  # when you can stop | without pain
_FALLEN = frozenset(("recover", "relapse", "die", "fall", "bleed", "benefit", "rise"))
# It should not | increase: what is hoped for, and no effect
_RULED_OUT = re.compile(r"\b(?:should|must)(?:\s+not)?\s+$", re.IGNORECASE)
_TO_BODY = re.compile(
    rf"\b(?P<who>[\w’'-]{{1,40}})\s+(?:can|could|may|might|will|would|does\s+not|do\s+not)\s+(?:not\s+|also\s+)?"
    r"(?!(?:be|have|see|show|check|find|identify|detect|measure|touch|reach|feel|need|examine|help|use|open|wash|take)\b)[a-z]+\s+"
    rf"(?:the\s+|your\s+|an?\s+)?(?:\w+\s+)?(?:{pattern_of('body').pattern})",
    re.IGNORECASE,
)  # Scratching can scar the skin
_IT = re.compile(r"^(?:it|this|these|those|they|that)\b", re.IGNORECASE)
_OF_SCIENCE = re.compile(
    r"[0-9]\s?(?:mg|mcg|µg|%)|\bhalf\b|\bthirds?\s+of\s+(?:the|it)\b|\bgone\b", re.IGNORECASE
)  # what nobody says of a pillow
_MINE = re.compile(r"^(?:I|My)\s")  # I know when to stop eating: a line that the reader ticks
_IF = re.compile(r"^(?:if|unless)\b[^,]*,", re.IGNORECASE)  # If you had it removed, | you need not come
# It makes bruises larger; it is mostly harmless
_MAKES = re.compile(
    r"\bmakes?\s+(?:[\w'’-]+\s+){1,3}(?:larger|longer|shorter|worse|better|stronger|weaker|last|thirsty|sleepy|drowsy|sick|ill)\b"
    r"|\b(?:is|are)\s+(?:mostly|usually|quite|very|not|also|completely|generally)\s+(?:harmless|safe|dangerous|addictive|fatal|harmful)\b",
    re.IGNORECASE,
)
_SUMMONED = re.compile(r"\s+(?:back|in|for|by|to|up|again)\b")  # four are called | back
_OBJECT = re.compile(r"\s+(?!(?:in|on|at|of|by|with|from|to|or|and|out|off|that|for|during)\b)\w")  # eases | pain
_LASTING = frozenset(word_lists("evidence")["lasting"])
_NEAR = 60  # characters beside a verb in which its subject and object stand
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
    return [backed.sentence for backed in backed_sentences(copy) if _is_accepted(backed)]


def _is_accepted(backed: Backed) -> bool:
    sentence = backed.sentence
    return sentence.is_general and not sentence.keys and (bool(claimed_in(sentence)) or _is_stray(backed))


def claimed_in(sentence: Sentence) -> str:
    """What makes a sentence a claim: "a number", "an effect" or "a comparison"; "" where it is none."""
    if sentence.kind not in ("prose", "item"):
        return ""
    text = _LABELLED.sub(_blank, _typed(sentence))
    if text.rstrip("\"”’')").endswith("?") or _is_explained(text):
        return ""
    if is_advice(text) or says(text, "unknowns") or sentence.kind == "item" and _MINE.match(text):
        return "a number" * (_RATE.search(text) is not None)
    is_of_booklet = says(text[:_OPENING], "booklet") or _LABELLED.match(_typed(sentence)) is not None
    if _has_number(text, sentence, is_of_booklet):
        return "a number"
    if _has_effect(text, sentence.is_fragment):
        return "an effect"
    is_compared = not is_of_booklet and says(pattern_of("not_comparisons").sub(" ", text), "comparisons")
    return "a comparison" * bool(is_compared and (says(text, "health") or _IT.match(text)) and not is_of_day(text))


def _has_number(text: str, sentence: Sentence, is_of_booklet: bool) -> bool:
    """A label of a list counts only with a rate: "Day 1", "Fever over 38". Nor does a rule: "You must wait for 2 hours"."""
    if _RATE.search(text) or any(field.name.startswith("numbers.") for field in sentence.fields):
        return True
    if sentence.is_fragment or is_label(text) or is_of_day(text) or is_ruled(text):
        return False
    if not (says(text, "health", "outcomes", "body") or _IT.match(text) or _OF_SCIENCE.search(text)):
        return False
    return _DIGITS.search(text) is not None or not is_of_booklet and _COUNTED.search(text) is not None


def _problem(backed: Backed) -> Problem | None:
    sentence = backed.sentence
    claimed = claimed_in(sentence)
    if sentence.is_general and (not claimed or sentence.keys) and not _is_stray(backed):
        why = "has a citation" if sentence.keys else "claims nothing that wants a citation"
        return finding("needless-general", sentence.place, f"{_shown(sentence)} {why}", "take <!-- general --> away")
    if not claimed or backed.works or sentence.is_general:
        return None
    return finding("uncited-claim", sentence.place, f"{claimed} without a citation: {_shown(sentence)}",
                   "cite its work behind it, as [@key], or end the line with <!-- general --> if everybody knows it"
                   )  # fmt: skip


def _is_stray(backed: Backed) -> bool:
    """Whether the mark general is what lets a number of the sentence stand: then it is not needless."""
    bare = replace(backed.sentence, asides=())
    return any(True for _ in stray_numbers(bare, bool(backed.works), {}))


def _typed(sentence: Sentence) -> str:
    """The words of a sentence without what the clinic's profile filled in."""
    text = sentence.text
    return sentence.told(lambda f: "x" * len(f) if f.name.startswith("clinic.") else text[f.start : f.end])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _has_effect(text: str, is_fragment: bool) -> bool:
    if text.rstrip().endswith(":") and is_label(text):
        return False
    text = _IF.sub(_blank, pattern_of("no_effects").sub(_blank, text))
    if _MAKES.search(text):
        return True
    if any(not _BY_STAFF.search(text[:at.start()]) for at in pattern_of("effect_phrases", "benefit_phrases").finditer(text)):
        return True
    body = _TO_BODY.search(text)
    if body and not _BY_STAFF.search(f"{body['who']} ") and body["who"].lower() not in ("you", "i", "they"):
        return True
    return any(_is_effect(text, *verb, is_fragment) for verb in verbs_in(text, "benefits", "effects"))


def _is_effect(text: str, start: int, end: int, form: str, is_fragment: bool) -> bool:
    """Whether a verb tells what something does to people; not what staff or the reader do, nor a label of a list."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _BY_STAFF.search(before) or _RULED_OUT.search(before):
        return False
    if is_fragment and (form == "past" or not _OBJECT.match(after)):
        return False
    is_readers = _BY_READER.search(before) and text[start:end].lower() not in _FALLEN
    if is_readers and (not says(after, "health") or _UNHARMED.match(after)):
        return False
    return not (text[start:end].lower() in _LASTING and is_of_day(text))


def _is_explained(text: str) -> bool:
    """Whether a sentence explains a word: "Remission means ...", but not "This means ..."."""
    match = pattern_of("explains").search(text[:80])
    is_summoned = match is not None and _SUMMONED.match(text, match.end()) is not None
    return match is not None and not is_summoned and not says(text[: match.start()], "onward")


def _shown(sentence: Sentence) -> str:
    text = sentence.text
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rsplit(' ', 1)[0]} ...”"
