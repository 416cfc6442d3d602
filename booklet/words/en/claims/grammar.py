"""A small grammar of claims: what a sentence asserts, as far as its words show.

A sentence falls into clauses: at `; : ( )`, after a leading "If ...,", before "but", "because", "although" and their
like, and before ", it". A verb of the lists is *asserted* in its clause where nothing before it there takes it back:
no hedge ("may"), no negation ("does not", "no trial"), no condition ("if it works") and no report ("a trial found that
it helps"). A hedge after the verb or in another clause takes nothing back: "it works, though some may feel sick".

    sentence = clause, { border, clause }
    clause   = words, [ hedge | negation | condition | report ], words, verb, words

A verb's plain form is one only after a word that wants it ("can help", "they help", "sprays help", "help you"), and
its third form is none after an article ("the causes"). Words are data: lists/evidence.toml. English alone is known.
"""
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from booklet.words.en.phrases import signs_of, word_lists

_SIGNS = signs_of(__file__, no_order="|".join(word_lists("evidence")["no_order"]))
_OPENING_WORDS = 3  # no clause is so short


@cache
def _words_of(name: str) -> tuple[str, ...]:
    """One list of lists/evidence.toml. Raises KeyError for one that is not there."""
    return tuple(word_lists("evidence")[name])


@cache
def pattern_of(*names: str) -> re.Pattern[str]:
    """One pattern for all words and phrases of these lists, whole words only, in small or large letters."""
    return _whole(_written(phrase) for name in names for phrase in _words_of(name))


@cache
def verbs_of(*names: str) -> re.Pattern[str]:
    """One pattern for the verbs of these lists. Its groups tell the form: `plain`, `third` or `past`."""
    forms = [entry.split() for name in names for entry in _words_of(name)]
    plain, third, past = ("|".join(sorted({form[n] for form in forms})) for n in range(3))
    return re.compile(
        rf"(?<![\w-])(?:(?P<third>{third})|(?P<plain>{plain})|(?P<past>{past}))(?![\w-])", re.IGNORECASE
    )  # works, work, worked


def says(text: str, *names: str) -> bool:
    """Whether a text has a word of one of these lists."""
    return pattern_of(*names).search(text) is not None


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, each with the offset at which it begins."""
    leading = _SIGNS["leading"].match(text)
    start = leading.end() if leading else 0
    if leading:
        yield 0, leading[0]
    for border in _SIGNS["border"].finditer(text, start):
        if border["after"] and len(text[start : border.start()].split()) <= _OPENING_WORDS:
            continue  # "In people, it helps"
        end = border.start() if border["after"] is None else border.start() + 1
        yield start, text[start:end]
        start = border.end() if border["after"] is None else border.start() + 1
    yield start, text[start:]


def verbs_in(text: str, *names: str) -> Iterator[tuple[int, int, str]]:
    """Where a verb of these lists stands: start, end and form (plain, third, past). A noun that looks like one is not."""
    for match in verbs_of(*names).finditer(text):
        before = _SIGNS["last"].search(text[max(0, match.start() - 40) : match.start()])
        after = _SIGNS["next"].match(text[match.end() : match.end() + 40])
        form = match.lastgroup or ""
        if _is_verb(form, *(found["word"].casefold() if found else "" for found in (before, after))):
            yield *match.span(), form


def asserted(
    text: str, verbs: Sequence[str], phrases: Iterable[str], forms: Iterable[str] = ("plain", "third", "past")
) -> Iterator[tuple[int, int]]:
    """The verbs (in these forms) and phrases of these lists that a sentence states as being so: start and end of each.

    A phrase of "certainties" is stated even where somebody reports it: "a study shows that".
    """
    for offset, clause in clauses(text):
        verb_forms = verbs_in(clause, *verbs) if verbs else ()
        found = [(start, end, True) for start, end, form in verb_forms if form in forms]
        for name in phrases:
            found += [(*match.span(), name != "certainties") for match in pattern_of(name).finditer(clause)]
        for start, end, is_reported in sorted(found):
            if not _is_taken_back(clause[:start], clause[end:], is_reported):
                yield offset + start, offset + end


def is_advice(text: str) -> bool:
    """Whether a sentence tells the reader what to do.

    A verb opens it, or what follows its label or condition: "Way home: ask a friend", "If it hurts, call". A noun that
    looks like a verb does not: "Rest helps", "Sleep can help".
    """
    rest = _SIGNS["condition"].sub("", _SIGNS["label"].sub("", text, count=1), count=1)
    words = [word.casefold() for word in _SIGNS["first"].findall(rest[:80])]
    while words and words[0] in _words_of("openings"):
        words = words[1:]
    is_order = _SIGNS["order"].match(rest) is not None
    if not words or not (words[0] in _words_of("advice") or is_order):
        return False
    turn = pattern_of("turns").search(rest, 1)
    main = rest[: turn.start()] if turn else rest
    forms = {form for *_, form in verbs_in(main, "benefits", "effects")}
    return not says(main, "statements") and forms <= ({"plain", "past"} if is_order else {"plain"})  # Keep your leg raised


def _is_taken_back(before: str, after: str, is_reported: bool) -> bool:
    takers = ("hedges", "negations", "conditions", *(("reports",) if is_reported else ()))
    return says(before, *takers) or _SIGNS["no_better"].match(after) is not None


def _is_verb(form: str, before: str, after: str) -> bool:
    """Whether a form that could be a noun is a verb, judged by the words beside it."""
    is_wanted = before in _words_of("before_verbs")
    if form == "plain":
        is_plural = before.endswith("s") and not before.endswith(("ss", "’s", "'s"))
        is_plain = is_plural or before != "" and after in _words_of("after_verbs")
        return is_wanted or is_plain and before not in _words_of("before_nouns")
    return form == "past" or is_wanted or before not in _words_of("before_nouns")


def _written(phrase: str) -> str:
    """A phrase of the lists as a pattern: `hint*` is any word that begins so, `*n't` any that ends so."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()]
    return r"\s+".join(words)


def _whole(alternatives: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(alternatives, key=lambda words: (-len(words), words))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])", re.IGNORECASE)
