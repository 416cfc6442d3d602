"""Promotion and stigma: words that sell a treatment, and words that hurt the person who reads them.

Both are lists, lists/promotion.toml and lists/stigma.toml; this room knows only when a word of them counts. What is only
sometimes praise (puffery) or only less kind (person-first) has a code of its own, which is advice.

- A myth's title states a falsehood on purpose, so it is not judged. Its answer is.
- Denied praise is no praise: "it is no miracle". A denial reaches three words on and no further than a comma, but for
  more praise: "no miracle, or a breakthrough".
- A word in quotes is spoken of, where the sentence says so ("some call it") or says what it is: '"Reset" is a figure
  of speech'. Quotes alone excuse nothing ('a "reset" of the brain'), and a quoted sentence is a testimonial.

Source: 21 CFR 208.20(a)(2), not promotional in tone or content; for stigma, the sources named in the list.
"""
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.printed.callouts import counting_as
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import Entry, is_quoted, read_phrases, signs_of
from booklet.words.text import Copy

_SIGNS = signs_of(__file__)
_REACH = 60  # characters that four words may take


def promotion_problems(copy: Copy) -> list[Problem]:
    """Codes promotion, puffery, stigma and person-first, of all that is read: headings, cells, captions and charts too."""
    return [problem for sentence in (*copy.sentences, *copy.labels) for problem in _problems(sentence)]


def _problems(sentence: Sentence) -> Iterator[Problem]:
    if sentence.kind == "title" and sentence.box in counting_as("denied"):
        return
    denied = -1  # where the last denied praise ended
    for match, entry in read_phrases("promotion").used(sentence):
        if _is_denied(match) or denied >= 0 and _SIGNS["and_more"].fullmatch(sentence.text, denied, match.start()):
            denied = match.end()
        elif not _is_spoken_of(match):
            yield _told(sentence, match, entry)
    for match, entry in read_phrases("stigma").used(sentence):
        if not _is_spoken_of(match):
            yield _told(sentence, match, entry)


def _is_spoken_of(match: re.Match[str]) -> bool:
    if not is_quoted(match):
        return False
    text = match.string
    opens = _SIGNS["opens"].fullmatch(text, 0, match.start()) and _SIGNS["is_something"].match(text, match.end())
    return opens is not None or _SIGNS["of_words"].search(text) is not None


def _is_denied(match: re.Match[str]) -> bool:
    return _SIGNS["denied"].search(match.string[max(0, match.start() - _REACH) : match.start()]) is not None


def _told(sentence: Sentence, match: re.Match[str], entry: Entry) -> Problem:
    hint = f"write {entry.instead}" if entry.instead else "leave it out, or say what was found"
    return finding(entry.code, sentence.place_of(match.start()), f"“{match[0]}” {entry.why}", hint)
