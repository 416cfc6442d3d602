"""Explained: each term of the glossary that the text explains is explained where a reader first meets it."""
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.core.catalogue import finding
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.model.tree import words_of
from booklet.words.en.phrases import signs_of
from booklet.words.en.plain.terms import terms_in
from booklet.words.text import Copy

_SIGNS = signs_of(__file__)
_SHARED = 2  # words of the glossary's meaning, in a sentence that does not say plainly that it explains


def explained_problems(copy: Copy) -> Iterator[Problem]:
    """Terms that are used before the text explains them, and those that it explains in a science box alone."""
    uses: dict[str, list[_Use]] = {}
    meanings = {term.headword: _content(words_of(term.definition)) for term in copy.terms}
    is_term = terms_in(copy)
    for sentence in copy.sentences:
        if sentence.is_prose:
            for headword, start, end in is_term(sentence.text):
                explains = _explains(sentence.text, start, end, meanings.get(headword, frozenset()))
                uses.setdefault(headword, []).append(_Use(sentence, start, explains))
    for headword in meanings:
        yield from _told(headword, uses.get(headword, []))


@dataclass(frozen=True, slots=True)
class _Use:
    sentence: Sentence
    start: int
    explains: bool

    @property
    def is_skipped(self) -> bool:
        return self.sentence.box in counting_as("science")

    @property
    def is_apart(self) -> bool:
        """Whether it comes before what it sums up, or is read alone. What it explains counts all the same."""
        return self.sentence.in_summary or self.sentence.box in counting_as("alone", "science")


def _told(headword: str, uses: list[_Use]) -> Iterator[Problem]:
    """The first use, where the reader has not been told yet. A term that the text never explains is the glossary's."""
    explained = [use for use in uses if use.explains]
    first = next((use for use in uses if not use.is_apart), None)
    if not explained or first is None:
        return
    read = [use for use in explained if not use.is_skipped]
    if read and _is_in_time(uses, first, read[0]):
        return
    late = read[0] if read else explained[0]
    where = f"only later, at {late.sentence.place}" if read else f"only in a science box, at {late.sentence.place}"
    says = f"“{headword}” is used here and explained {where}"
    yield finding("explained-late", first.sentence.place_of(first.start), says, "explain it here, in a few words")


def _is_in_time(uses: list[_Use], first: _Use, explanation: _Use) -> bool:
    """A term may be explained anywhere in the paragraph that first uses it."""
    is_before = uses.index(explanation) < uses.index(first)
    return is_before or _paragraph(first.sentence) == _paragraph(explanation.sentence)


def _paragraph(sentence: Sentence) -> tuple[str, int]:
    return sentence.section, sentence.paragraph


def _explains(text: str, start: int, end: int, meaning: frozenset[str]) -> bool:
    """Whether a sentence tells what the term in it means: plainly, or with words of the glossary's meaning."""
    before, after = text[max(0, start - 70) : start], text[end : end + 300]
    if _SIGNS["means"].match(after) or _SIGNS["called"].search(before) or (before.endswith("(") and after.startswith(")")):
        return True
    is_named = _SIGNS["name"].search(before) and after.startswith(",")
    if is_named or after.startswith(","):
        return bool(is_named or _SIGNS["is"].match(after)) and bool(meaning & _content(before + after))
    return bool(_SIGNS["is"].match(after)) and len(meaning & _content(after)) >= _SHARED


def _content(text: str) -> frozenset[str]:
    """The longer words of a text by their first five letters, so that medicine and medicines are one."""
    return frozenset(match["word"].lower().removesuffix("s")[:5] for match in _SIGNS["content"].finditer(text))
