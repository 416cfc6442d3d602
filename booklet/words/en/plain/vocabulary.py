"""Vocabulary: long words with a plainer one, and what staff say to each other. Both lists are data."""
import re
from collections.abc import Iterator, Mapping
from functools import cache

from booklet.core.catalogue import finding
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import word_lists
from booklet.words.en.plain.terms import terms_in
from booklet.words.text import Copy

_KINDS = ("prose", "item", "heading", "title", "meaning")
_WORD = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?![\w-])")  # nausea, half-life
_VOWEL = re.compile(r"[aeiou]$")


def vocabulary_problems(copy: Copy) -> Iterator[Problem]:
    """Hard words outside science boxes, and jargon wherever it stands; never a term that the booklet explains."""
    is_term = terms_in(copy)
    for sentence in copy.sentences:
        if sentence.kind not in _KINDS:
            continue
        explained = [(start, end) for _, start, end in is_term(sentence.text)]
        if sentence.box not in counting_as("science"):
            yield from _told(sentence, "swaps", "hard-word", "is a long word", explained)
        yield from _told(sentence, "jargon", "jargon", "is what staff say to each other", explained)


def _told(sentence: Sentence, name: str, code: str, says: str, explained: list[tuple[int, int]]) -> Iterator[Problem]:
    for match, entry, plainer in _met(sentence.text, name):
        is_explained = any(start <= match.start() < end for start, end in explained)
        if is_explained or (code == "jargon" and _is_beside_its_meaning(sentence.text, match)):
            continue
        hint = f"“{plainer}” says the same as “{entry}”" if plainer else "say it in words that a patient would use"
        also = ", or explain it in the glossary" * (code == "jargon")
        swap = _swap(match["word"], entry, plainer) if code == "hard-word" else ("", "")
        yield finding(code, sentence.place_of(match.start()), f"“{match['word']}” {says}", hint + also, swap)


def _swap(word: str, entry: str, plainer: str) -> tuple[str, str]:
    """The word and the plainer one, with its capital; none for another form of it, whose ending nobody has written down."""
    if word.lower() != entry or " or " in plainer:
        return "", ""
    return word, plainer[0].upper() + plainer[1:] if word[0].isupper() else plainer


def _met(text: str, name: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each word and phrase of a list, with its entry there and the plainer words."""
    phrases, owners = _words(name)
    for pattern in (_WORD, phrases):
        for match in pattern.finditer(text):
            entry = owners.get(" ".join(match["word"].lower().split()))
            if entry:
                yield match, *entry


def _is_beside_its_meaning(text: str, word: re.Match[str]) -> bool:
    """Hallucinations (seeing things), or the other way round: high blood pressure (hypertension)."""
    before, after = text[: word.start()], text[word.end() :]
    return after.startswith(" (") or (before.endswith("(") and after.startswith(")"))


@cache
def _words(name: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """A pattern for the phrases of a list, and for each form of an entry that entry and its plainer words.

    Single words are looked up and not searched for: a pattern of seven hundred took ten times as long.
    """
    entries = word_lists(name)
    owners = {form: (entry, plainer) for entry, plainer in entries.items() for form in _forms(entry)}
    owners |= {entry: (entry, plainer) for entry, plainer in entries.items()}
    longest_first = sorted((form for form in owners if " " in form), key=lambda form: (-len(form), form))
    words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?P<word>{words})(?![\w-])", re.IGNORECASE), owners


def _forms(word: str) -> set[str]:
    """The word as it is, and with the endings that it could have: starts, started, starting; tries, tried; occurred."""
    if " " in word:
        return {word, word + "s"}
    stem = _VOWEL.sub("", word)
    doubled = stem + stem[-1]
    forms = {word, word + "s", word + "es", stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"}
    return forms | ({word[:-1] + "ies", word[:-1] + "ied"} if word.endswith("y") else set())
