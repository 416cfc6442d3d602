"""Numbers tied to what they count, in the words of a text, with no-break spaces in the place of spaces."""
import re
from collections.abc import Callable, Sequence
from functools import partial

from booklet.core.printed.words import Words as PrintedWords

NO_BREAK = "\u00a0"
BEFORE_BOX = "\u2003 "  # before a box to tick, which is as near to the words before it as to its own
_LONGEST_UNIT = 12  # letters of a word that stays with the number before it: 3 antihistamines may part
PART = "[½⅓⅔¼¾⅕⅙⅛⅜⅝⅞]"
_NUMBER = rf"(?:[0-9]+(?:[.,:/][0-9]+)*{PART}?|{PART})"
_YEAR = r"(?:19|20)[0-9]{2}"
# Groups of digits that somebody rings: 0113 496 0000, +44 (0)20 7946 0000, (020) 7946 0000, 030 / 1234567
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+[0-9]{1,3}|0[0-9]+|\([0-9]{2,5}\))"
    r"(?:[ \u00a0](?:/[ \u00a0])?(?:\([0-9]+\))?[0-9]*){1,5}(?<=[0-9])(?![.,:]?\w)"
)
_BOX = re.compile(r"(?<=[☐□]) (?=\w|[<>≤≥][ \u00a0]?[0-9])")  # at the end of a line, it is ticked for the words before
_NEXT_BOX = re.compile(r"(?<=\S) (?=[☐□][ \u00a0])")
_LONG_RANGE = re.compile(rf"([0-9]{NO_BREAK}\w+{NO_BREAK}[0-9][0-9.,:/]*){NO_BREAK}(?=[^\W\d_]{{6}})")  # 30 to 45 minutes
_DIGIT = re.compile(rf"[0-9]|{PART}")  # what most texts lack is looked for first
Tie = Callable[[str], str]


def tie_of(words: PrintedWords) -> Tie:
    """A function that ties the numbers of a text in this language, with no-break spaces in the place of spaces."""
    return partial(_tied_numbers, patterns=_patterns(words))


def _patterns(words: PrintedWords) -> Sequence[re.Pattern[str]]:
    """What is tied, each as `(?P<before>...) (?P<after>...)`: the space between the two is the one that changes."""
    names = [re.escape(name) for name in str(words.forms["typography.before_numbers"]).split()]
    named, is_named = "|".join(names), "".join(f"(?<!{name}{NO_BREAK})" for name in names)
    months = "|".join(map(re.escape, words.forms["dates.months"]))
    to = re.escape(words("text.range", first="", last="").strip())
    unit = rf"(?:[^\W\d_]{{1,{_LONGEST_UNIT}}}(?![\w])|[%°€£$])"
    return (
        re.compile(rf"(?<![\w-])(?P<before>{named}) (?=[0-9])", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?P<before>{months}) (?=[0-9]{{1,2}}(?![0-9]))"),
        re.compile(rf"(?<![\w.,-])(?P<before>{_NUMBER}) (?={months})"),
        # 9 am to 5 pm, 5 to 10 minutes
        re.compile(rf"(?<![\w.,-])(?P<before>{_NUMBER}(?:[ {NO_BREAK}][^\W\d_]{{1,2}})?) (?={to} [0-9])"),
        re.compile(r"(?P<before>[0-9](?:[ap]m)?) (?=[–—] [0-9])"),  # no line begins with the dash of 8.30am – 5pm
        re.compile(r"(?P<before>[≥≤<>≈±~−]) (?=[0-9])"),  # a score of ≥ 4, − 5 °C
        re.compile(rf"(?P<before>[0-9](?:[ {NO_BREAK}][^\W\d_]{{1,2}})?[ {NO_BREAK}]{to}) (?=[0-9])"),
        re.compile(rf"(?<![\w.,-]){is_named}(?P<before>(?!{_YEAR}(?![0-9.,])){_NUMBER}) (?={unit})", re.IGNORECASE),
        re.compile(r"(?<![\w.,-])(?P<before>[0-9]{1,3}) (?=[0-9]{3}(?![0-9]))"),  # 1 500, 10 000 000, as in Austria
        re.compile(rf"(?<![\w.,-])(?P<before>1{NO_BREAK}[^\W\d_]{{1,3}}) (?=[0-9]{{2}}|[0-9][.,])"),  # 1 in 1,700; 1 von 100
    )


def _tied_numbers(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    tied = text
    for pattern in patterns if _DIGIT.search(text) else ():
        tied = pattern.sub(rf"\g<before>{NO_BREAK}", tied)
    tied = _NEXT_BOX.sub(BEFORE_BOX, _LONG_RANGE.sub(r"\1 ", tied))  # else a column of four parts its last letter
    tied = _BOX.sub(NO_BREAK, _PHONE.sub(lambda number: number[0].replace(" ", NO_BREAK), tied))
    return type(text)(tied)  # html stays html
