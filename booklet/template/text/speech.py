"""Speech: signs, units and ranges as a person would say them. In English only.

A rule that is not sure leaves the text alone: a dose that is said wrongly does harm, and one that is left as it is
printed does none. So a unit needs a number before it and an end after it, and a range needs two rising numbers that
nothing else touches, as in telephone numbers, dates, pages and codes.
"""
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from booklet.core.own_table import own_table

_SAID = own_table(__file__)
UNITS: Mapping[str, Sequence[str]] = _SAID["units"]
PER: Mapping[str, str] = _SAID["per"]
GREEK: Mapping[str, str] = _SAID["greek"]
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TIMES = "second|minute|hour|day|night|week|month|year|time|dose|tablet|people|point|mile|page|" + "|".join(
    re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)
)
_ALONE = r"(?<![\w.,:/#+°−–-])"  # no number, code or sign goes on before it
_NUMBER = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?"  # 0.5, 12, 1,000; no code such as 020
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_PER = "|".join(re.escape(unit) for unit in sorted(PER, key=len, reverse=True))
_BETWEEN = r"(?: ?– ?| ?- ?|‑)"  # an en dash, a hyphen, a hyphen that does not break
_SMALL = r"[0-9]{1,3}(?:\.[0-9]+)?"
_YEAR = "(?:19|20)[0-9]{2}"
_OVER = r"(?![\w/–-]|[.,:][0-9]| [0-9])"  # the range is over: 3–4, but not 3–4–5, 3–4.5.1 or 3–4 000
_CLOCK = "[0-9:.]{1,5} ?[ap]m"
_GREEK_TEXT = "[\u0370-\u03ff\u1f00-\u1fff]"
_BEFORE_NUMBER = r"(?:(?<=\s)|(?<=\()|^)"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, how it is said, and an example before and after."""

    pattern: re.Pattern[str]
    said: Callable[[re.Match[str]], str]
    example: tuple[str, str]


def _range(match: re.Match[str]) -> str:
    rises = float(match["low"].replace(",", "")) < float(match["high"].replace(",", ""))
    return f"{match['low']} to {match['high']}" if rises else match[0]


def _measure(match: re.Match[str]) -> str:
    is_one = match["number"] == "1" and not match["to"]
    unit = UNITS[match["unit"]][0 if is_one else 1]
    per = "".join(f" per {PER[piece]}" for piece in (match["per"] or "").split("/") if piece)
    return f"{match['to'] or ''}{match['number']} {unit}{per}"


def _rule(pattern: str, said: str | Callable[[re.Match[str]], str], before: str, after: str) -> Rule:
    return Rule(re.compile(pattern), said if callable(said) else lambda match: match.expand(said), (before, after))


def _sign(signs: str, says: str, before: str, after: str, same: str = "", where: str = "") -> Rule:
    """A sign before a number. It is not said again where its words, or the `same`, stand before it: about ~5 mL."""
    pattern = rf"(?P<said>\b(?i:{says}{same}) )?{where}{signs} ?(?=[0-9])"
    return _rule(pattern, lambda match: match["said"] or f"{says} ", before, after)


# One after the other: ranges before units, for a range makes its unit plural.
RULES = (
    _rule(rf"{_ALONE}(?<![0-9] )(?P<low>{_NUMBER})[ \u00a0]?(?P<unit>(?:{_UNIT})(?:/(?:{_PER}))*){_BETWEEN}"
          rf"(?P<high>{_NUMBER})(?=[ \u00a0]?(?P=unit)(?![\w/²³]))", _range, "2 °C–8 °C", "2 to 8 degrees Celsius"),
    _rule(rf"{_ALONE}(?<![0-9] )(?P<low>{_NUMBER}){_BETWEEN}(?P<high>{_NUMBER})"
          rf"(?= ?(?:{_TIMES})(?:s?\b|(?<=%)))(?![\w.,]*[0-9])", _range, "3-4 hours", "3 to 4 hours"),
    _rule(rf"{_ALONE}(?<![0-9] )(?P<low>{_SMALL}) ?– ?(?!0)(?P<high>{_SMALL}){_OVER}",
          _range, "3–4 of them", "3 to 4 of them"),
    _rule(rf"{_ALONE}(?<![0-9] )(?P<low>{_YEAR})–(?P<high>{_YEAR}){_OVER}", _range, "2019–2021", "2019 to 2021"),
    _rule(rf"\b(?P<from>{DAYS}){_BETWEEN}(?P<to>{DAYS})\b", r"\g<from> to \g<to>",
          "Monday–Friday", "Monday to Friday"),
    _rule(rf"{_ALONE}(?P<from>{_CLOCK}){_BETWEEN}(?P<to>{_CLOCK})\b", r"\g<from> to \g<to>",
          "9 am–5 pm", "9 am to 5 pm"),
    _rule(rf"(?<![\w.,])−(?={_NUMBER})", "minus ", "−5", "minus 5"),
    _rule(rf"(?<![\w.,])(?<![0-9°CF] )-(?={_NUMBER}(?: (?:to|and) [-−]?{_NUMBER})?[ \u00a0]?°)", "minus ",
          "at -18 °C", "at minus 18 degrees Celsius"),
    _rule(rf"(?:{_ALONE}|(?<=minus ))(?P<to>(?<=[0-9] )to )?(?P<number>{_NUMBER})[ \u00a0]?(?P<unit>{_UNIT})"
          rf"(?P<per>(?:/(?:{_PER}))*)(?![\w/²³%°]| /|-[\w]|\.[0-9])", _measure,
          "0.5 mg/kg", "0.5 milligrams per kilogram"),
    _sign("(?:≥|>=)", "at least", "≥ 5", "at least 5"),
    _sign("(?:≤|<=)", "at most", "≤5", "at most 5", "|up to|no more than"),
    _sign(">", "more than", "in >5 people", "in more than 5 people", where=_BEFORE_NUMBER),
    _sign("<", "less than", "in < 5 people", "in less than 5 people", "|fewer than", _BEFORE_NUMBER),
    _sign("[≈~]", "about", "About ~5", "About 5", "|around|approximately|approx\\.|roughly", _BEFORE_NUMBER),
    _rule(r" ?± ?(?=[0-9])", " plus or minus ", "10 ± 2", "10 plus or minus 2"),
    _rule(r"(?<=[0-9]) ?× ?(?=[0-9])", " times ", "2 × 3", "2 times 3"),
    _rule(r"(?<=\w) & (?=\w)", " and ", "heart & lungs", "heart and lungs"),
    _rule(r"(?<=\S) ?→ ?(?=\S)", " to ", "nose → brain", "nose to brain"),
    _rule(rf"(?<!{_GREEK_TEXT})(?P<letter>[α-ρσ-ω])(?!{_GREEK_TEXT})(?=[\W_]|$)(?<![0-9A-Za-z].)",
          lambda match: GREEK[match["letter"]], "TNF-α", "TNF-alpha"),
)  # fmt: skip


def spoken(words: str, is_american: bool = False) -> str:
    """Running text as it is said. What no rule knows stays as it is.

    `is_american` spells litre and metre as in the US. Source of the units' names: the SI brochure, 9th edition, 5.3.
    """
    for rule in RULES:
        words = rule.pattern.sub(rule.said, words)
    return re.sub(r"(?<=[0-9] )(?P<stem>[a-z]*(?:lit|met))re(?=s?\b)", r"\g<stem>er", words) if is_american else words
