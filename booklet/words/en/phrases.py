"""Phrases: lists of words to avoid, kept as data in lists/, and where a sentence uses one of them.

A phrase is written as it would be read: `game chang*` is also game-changer, `very/totally safe` is very safe and
totally safe. `unless` names harmless wordings around it. One that has a capital is a name, and wants that capital. An
entry has the code of its list, unless it names one of its own.
"""
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from booklet.core.own_table import own_table, signs_in
from booklet.model.sentence import Sentence

LISTS = Path(__file__).resolve().parent / "lists"
_QUOTED = re.compile(r"“(?P<curly>[^“”]*)”|\"(?P<straight>[^\"]*)\"|‘(?P<single>[^‘’]{1,60})’")  # “miracle”, "reset"


@dataclass(frozen=True, slots=True)
class Entry:
    """Phrases that are told for one reason, with one code. `instead`: words that tell the same, "" for none."""

    phrases: tuple[str, ...]
    why: str
    code: str
    instead: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of entries, and one pattern for all of them: its groups are e0, e1, ... in their order."""

    entries: tuple[Entry, ...]
    pattern: re.Pattern[str]
    harmless: tuple[str, ...]  # of each, the pattern of harmless wordings, compiled when one is met; "" for none

    def used(self, sentence: Sentence) -> Iterator[tuple[re.Match[str], Entry]]:
        """Each use of a phrase in words that the author typed; what a clinic calls itself is not the author's."""
        for match in self.pattern.finditer(sentence.text):
            number = int((match.lastgroup or "").removeprefix("e"))
            if not sentence.is_filled(match.start()) and not _is_within(self.harmless[number], match, sentence.text):
                yield match, self.entries[number]


@cache
def word_lists(name: str) -> Mapping[str, Any]:
    """What lists/NAME.toml holds."""
    return own_table(__file__, f"lists/{name}")


def either(name: str) -> str:
    """Any word of a list of lists/numbers.toml, as a part of a pattern."""
    words = word_lists("numbers")[name]
    return "|".join(words if isinstance(words, dict) else words.split())


SMALL, LARGE = (word_lists("numbers")[size] for size in ("small", "large"))
WORD = "|".join(sorted((*LARGE, *SMALL), key=len, reverse=True))  # the longer first: sixteen before six


def signs_of(code: str, **parts: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns by which a rule knows what it looks for, by name, from the table beside its file.

    In one, `{people}` stands for any word of that list of lists/numbers.toml, or for one of `parts`.
    """
    return signs_in(own_table(code), lambda name: parts.get(name) or either(name))


@cache
def read_phrases(name: str) -> Phrases:
    """The list lists/NAME.toml. Raises KeyError or TypeError where one of its entries is not as it should be."""
    entries = tuple(
        Entry(tuple(e["phrases"]), e["why"], e.get("code", name), e.get("instead", ""), tuple(e.get("unless", ())))
        for e in word_lists(name)["entry"]
    )
    groups = "|".join(f"(?P<e{number}>{_any_of(entry.phrases)})" for number, entry in enumerate(entries))
    harmless = tuple(_harmless(entry.unless) for entry in entries)
    return Phrases(entries, re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE), harmless)


def _harmless(wordings: tuple[str, ...]) -> str:
    names = tuple(wording for wording in wordings if wording != wording.lower())
    others = tuple(wording for wording in wordings if wording not in names)
    kinds = ([f"(?i:{_any_of(others)})"] if others else []) + ([_any_of(names)] if names else [])
    return rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)" if kinds else ""


def is_quoted(match: re.Match[str]) -> bool:
    """Whether the words stand in quotes of at most four words. A longer quote says something, and is no word quoted."""
    for quote in _QUOTED.finditer(match.string):
        if quote.start() > match.start():
            return False
        if match.end() < quote.end():
            return len(quote[0].split()) <= 4
    return False


def _is_within(harmless: str, match: re.Match[str], text: str) -> bool:
    """Whether the phrase is part of a harmless wording, which begins at most 40 characters before it."""
    if not harmless:
        return False
    around = re.compile(harmless).finditer(text, max(0, match.start() - 40))
    return any(found.start() <= match.start() and match.end() <= found.end() for found in around)


def _any_of(phrases: tuple[str, ...]) -> str:
    """A pattern for all of them, the longest first: "game chang*" is sought before "game"."""
    return "|".join(_one(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _one(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in phrase.split()]
    return r"[\s-]+".join(f"(?:{word.replace('/', '|')})" for word in words)
