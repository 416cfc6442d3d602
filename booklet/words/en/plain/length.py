"""Length: of sentences, paragraphs, and the stretches between two headings."""
import re
from collections.abc import Iterator
from itertools import groupby

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.text import Copy, together

LONGEST_SENTENCE = 25  # words
LONGEST_MEAN = 15  # words in a sentence, over the booklet
_FEWEST_SENTENCES = 10  # for a mean
_LONGEST_PARAGRAPH = 75  # words: five lines of fifteen
MOST_SENTENCES = 5  # in a paragraph
_LONGEST_STRETCH = 120  # words; PEMAT-P, item 8, asks for short "sections" and names no number
_TOKEN = re.compile(r"[^\W_]+(?:[’'.,:-][^\W_]+)*")  # a number is read as a word too: 1,247
_JOINED = re.compile(r"[|•●▪□☐]")  # a table or a list that was typed as one line is none


def length_problems(copy: Copy) -> Iterator[Problem]:
    yield from _sentences(copy)
    yield from _paragraphs(copy)
    yield from _stretches(copy)


def word_count(sentence: Sentence) -> int:
    """Words as they are read: numbers count, and what a field puts in counts as one."""
    return len(_TOKEN.findall(sentence.told(lambda field: "field")))


def _sentences(copy: Copy) -> Iterator[Problem]:
    whole = (sentence for sentence in copy.sentences if sentence.is_prose and len(_JOINED.findall(sentence.text)) < 2)
    prose = [(sentence, word_count(sentence)) for sentence in whole]
    for sentence, count in prose:
        if count > LONGEST_SENTENCE:
            says = f"this sentence has {count} words; {LONGEST_SENTENCE} are the most"
            yield finding("sentence-too-long", sentence.place, says, "make two of it: one thought in each")
    total = sum(count for _, count in prose)
    if len(prose) >= _FEWEST_SENTENCES and total > LONGEST_MEAN * len(prose):
        longest, _ = max(prose, key=lambda pair: pair[1])
        says = f"a sentence has {total / len(prose):.1f} words on average; {LONGEST_MEAN} are the most"
        hint = "this is the longest; check --worst 20 lists where to begin"
        yield finding("sentences-long", longest.place, says, hint)


def _paragraphs(copy: Copy) -> Iterator[Problem]:
    prose = (sentence for sentence in copy.sentences if sentence.kind == "prose")
    for _, group in groupby(prose, key=lambda sentence: (sentence.section, sentence.paragraph)):
        sentences = list(group)
        words = sum(word_count(sentence) for sentence in sentences)
        if words > _LONGEST_PARAGRAPH or len(sentences) > MOST_SENTENCES:
            says = f"this paragraph has {words} words in {len(sentences)} sentences"
            most = f"{_LONGEST_PARAGRAPH} words and {MOST_SENTENCES} sentences are the most"
            hint = f"{most}; begin a new one where the thought turns"
            yield finding("long-paragraph", sentences[0].place, says, hint)


def _stretches(copy: Copy) -> Iterator[Problem]:
    """What is read from one rest for the eye to the next.

    A heading is one, a box and a figure too, and a list: its items are chunks that are seen at a glance.
    """
    stretches = (each for each in together(copy.sentences, _goes_on) if each[0].kind == "prose")
    for stretch in stretches:
        words = sum(word_count(sentence) for sentence in stretch)
        if words > _LONGEST_STRETCH:
            says = f"{words} words follow with no heading between them"
            hint = f"put in a heading; {_LONGEST_STRETCH} words are the most"
            yield finding("long-stretch", stretch[0].place, says, hint)


def _goes_on(last: Sentence, sentence: Sentence) -> bool:
    """A paragraph that is missing in the count is a figure of numbers.json: it holds no words."""
    is_near = sentence.paragraph - last.paragraph <= 1
    return last.kind == sentence.kind == "prose" and is_near and (last.section, last.box) == (sentence.section, sentence.box)
