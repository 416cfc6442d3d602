"""Address: whether what a reader should do is said to the reader."""
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.problems import Problem
from booklet.model.sentence import Sentence
from booklet.words.en.phrases import signs_of, word_lists
from booklet.words.text import Copy

_BOXES = ("action",)  # what the reader should do
_SIGNS = signs_of(__file__)
_FEWEST_WORDS = 5


def address_problems(copy: Copy) -> Iterator[Problem]:
    """Sentences that ask nobody in particular, in action boxes and lists of what to do; and any that ask "patients"."""
    of_staff = {sentence.section for sentence in copy.sentences if _SIGNS["staff"].search(sentence.text)}
    hint = "say “you”, or begin with what to do: “Call your clinic”"
    for sentence in copy.sentences:
        if not sentence.is_prose or sentence.section in of_staff:
            continue
        others = _SIGNS["others"].search(sentence.text)
        if others:
            says = f"“{others[0]}” speaks about the reader, not to the reader"
            yield finding("no-you", sentence.place_of(others.start()), says, hint)
        elif _asks_for_something(sentence) and not _is_to_the_reader(sentence):
            yield finding("no-you", sentence.place, "this is something to do, and is not said to the reader", hint)


def _asks_for_something(sentence: Sentence) -> bool:
    """A short item, "Comfortable clothes.", is a thing and not an order."""
    is_long = sentence.kind == "item" and len(sentence.words) >= _FEWEST_WORDS
    is_in_list = is_long and _SIGNS["is_order"].search(sentence.text)
    return sentence.box in _BOXES or bool(is_in_list and _SIGNS["to_do"].search(sentence.heading))


def _is_to_the_reader(sentence: Sentence) -> bool:
    text = sentence.text.replace("’", "'")
    clauses = (match["verb"].lower() for match in _SIGNS["clause"].finditer(text))
    return bool(_SIGNS["reader"].search(text)) or any(word in word_lists("verbs")["verbs"] for word in clauses)
