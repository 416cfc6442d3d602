"""A number as people write it and JSON does not: 1,234 and 0,5, 12 %, a blank for the thousands, a minus of a printer."""
import re
from typing import Any

ONE = "write one number without words, as 12 or 12.5; a range is two values, and what is not known is left out"
_BLANKS = " \u00a0\u2009\u202f'’_"  # what parts thousands somewhere
_SIGNS = str.maketrans("−–", "--")
_UNIT = re.compile(r"(?P<number>.*\d[.,]?)\s*(?:%|[^\W\d_]+)")  # 12 %, 5 mg
_GROUPS = re.compile(rf"-?\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+|-?\d{{1,3}}(?:,\d{{3}}){{2,}}|-?\d{{1,3}}(?:\.\d{{3}}){{2,}}")
_BOTH = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+|-?\d{1,3}(?:\.\d{3})+,\d+")  # 1,234.5 and 1.234,5
_EITHER = re.compile(r"-?[1-9]\d{0,2},\d{3}")  # 1,234: thousands, or a little more than one
_DECIMAL = re.compile(r"-?\d*[.,]\d*")  # 0,5 and .5 and 5.
_WHOLE = re.compile(r"-?\d+")  # 007
_REST = r"(?:[^\s\"\[\]{}:,]|[^\S\n]++(?=[^\s\"\[\]{}:,]))*+"  # blanks are gone through once, however many there are
_TYPED = re.compile(rf"[:\[,]\s*+(?P<typed>[+−–-]?[.,]?\d{_REST}(?:,\d{_REST})*?)[^\S\n]*+(?=,\s|,?[\]}}\n]|,?$)")  # : 1 mg,
_SOUND = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def typed_number(text: str, at: int) -> re.Match[str] | None:
    """What was typed for a number around the place where the parser of JSON stopped; None where it is one, or no number."""
    begin = text.rfind("\n", 0, at) + 1
    for found in _TYPED.finditer(text, begin, (text.find("\n", at) + 1 or len(text) + 1)):
        if found.start("typed") <= at <= found.end() and not _SOUND.fullmatch(found["typed"]):
            return found
    return None


def number_hint(typed: Any, key: str = "") -> str:
    """What to type in its place, behind `key`; of what can be read in two ways, both; "" where nobody can tell."""
    readings = _readings(str(typed).strip().translate(_SIGNS).removeprefix("+").strip()) if isinstance(typed, str) else ()
    either = f", or {readings[1]} if it is no thousands" if readings[1:] else ""
    return f"write: {key}{readings[0]}{either}" if readings else ""


def _readings(typed: str) -> tuple[str, ...]:
    unit = _UNIT.fullmatch(typed)
    typed = unit["number"] if unit else typed
    if _GROUPS.fullmatch(typed):
        return (re.sub(r"[^\d-]", "", typed),)
    if _BOTH.fullmatch(typed):
        whole, part = re.split(r"[.,](?=\d+$)", typed)
        return (f"{re.sub(r'[.,]', '', whole)}.{part}",)
    if _EITHER.fullmatch(typed):
        return typed.replace(",", ""), typed.replace(",", ".")
    if _WHOLE.fullmatch(typed):
        return (str(int(typed)),)
    if _DECIMAL.fullmatch(typed) and re.search(r"\d", typed):
        sign, number = ("-", typed[1:]) if typed[0] == "-" else ("", typed)
        whole, part = re.split("[.,]", number)
        return (f"{sign}{int(whole or 0)}" + (f".{part}" if part else ""),)
    return ()
