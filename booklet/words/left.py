"""Left: what somebody meant to write later still stands in the text: "Ring TBC", "call 000 000 0001".

In running words only signs that are no words are looked for, so that no sentence is refused for what it says; in brackets
also words of a form: "[Insert phone number]". What a clinic profile fills in is judged where that is read.

And words that a program said to whoever asked it for the text: "Let me know if you'd like me to shorten it".

And doubts: places that their author asks whoever signs to look at: `<!-- to check: table 6 of the newest label -->`. The
comment stands behind the sentence and prints nothing. The ledger lists it; `check` says how many are left.
"""
import re
from collections.abc import Iterator

from booklet.core.catalogue import finding
from booklet.core.own_table import own_table, signs_in
from booklet.core.placeholder import BRACKETED
from booklet.core.problems import Problem
from booklet.core.text_file import printable
from booklet.load.clinic.phone import LONG, is_fiction, numbers_in
from booklet.model.sentence import Sentence
from booklet.words.text import Copy

_SIGNS = signs_in(own_table(__file__))
_HINT = (
    "write it, or leave ____ to write on; a clinic's number is {{ clinic.daytime.phone }}, and what is each person's own"
    " is a field under [[personal]] in booklet.toml"
)
_OWN = "type your own words in its place, or take it out"  # of what the studio begins a text or a figure with
_DOUBT = re.compile(r"to\s+check(?:\s*:\s*(?P<what>.*))?", re.DOTALL | re.IGNORECASE)  # to check: by a nurse


def left_problems(copy: Copy) -> list[Problem]:
    """Codes placeholder-left and chat-left, of every sentence, heading, cell, caption and label, in any language."""
    sentences = (*copy.sentences, *copy.labels)
    return [problem for sentence in sentences for problem in (*_problems(sentence), *_of_films(sentence, copy.country))]


def _of_films(sentence: Sentence, country: str) -> Iterator[Problem]:
    """Phones that nobody has, as a clinic profile may not have them either."""
    numbers = numbers_in(sentence.text, country) if sum(map(str.isdigit, sentence.text)) >= LONG else ()
    for number in numbers:
        at = max(0, sentence.text.find(number))  # without its extension it may stand nowhere
        if not sentence.is_filled(at) and is_fiction(number, country):
            says = f"{number} is a number that is reserved for films and examples: nobody answers it"
            yield finding("placeholder-left", sentence.place_of(at), says, _HINT)


def _problems(sentence: Sentence) -> Iterator[Problem]:
    for sign in (_SIGNS["free"], BRACKETED):
        for match, place in sentence.found(sign):
            if not sentence.is_filled(match.start()):
                says = f"“{printable(match[0], most=60)}” keeps a place free, and a patient would read it"
                yield finding("placeholder-left", place, says, _OWN if "rite " in match[0] else _HINT)
    for name in ("chat", "chat_mark"):
        for match, place in sentence.found(_SIGNS[name]):
            says = f"“{printable(match[0], most=60)}” is what a chatbot says to its user, and a patient would read it"
            yield finding("chat-left", place, says, "take it out; name a work that it cites as [@key]")


def own_date_problems(copy: Copy) -> Iterator[Problem]:
    """Code own-date, once for each: what the text says of its age is told by the imprint, from booklet.toml."""
    for sentence in copy.sentences:
        for match, place in sentence.found(_SIGNS["own_date"]):
            if not any(match.start() < field.end and field.start < match.end() for field in sentence.fields):
                says = f"“{printable(match[0])}” stands beside the version and the dates that the imprint prints"
                yield finding("own-date", place, says, "take it out: booklet.toml has version, published and review_by")


def doubts_of(sentence: Sentence) -> tuple[str, ...]:
    """What is still to be checked about a sentence, in the words of its author; "" where they say no more."""
    found = (_DOUBT.fullmatch(comment.strip()) for comment in sentence.comments)
    return tuple(" ".join((match["what"] or "").split()) for match in found if match)


def doubt_problems(copy: Copy) -> Iterator[Problem]:
    """One piece of advice for all of them, at the first."""
    doubted = [sentence for sentence in copy.sentences if doubts_of(sentence)]
    if doubted:
        many = "1 place is" if len(doubted) == 1 else f"{len(doubted)} places are"
        says = f"{many} marked to check before anybody signs; here: {doubts_of(doubted[0])[0] or 'the whole sentence'}"
        hint = "the ledger lists them all; take each mark out when it is settled"
        yield finding("left-to-check", doubted[0].place, says, hint)
