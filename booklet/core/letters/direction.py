"""Which way a language, a passage and a number run."""
import re
from io import BytesIO
from unicodedata import bidirectional, mirrored

from fontTools.ttLib import TTFont

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac, Thaana, N'Ko ...
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]) (?=[0-9])")  # 0113 243 2799
_BEFORE = re.compile(r"°(?=[A-Z])|\+(?=[0-9])")  # 38 °C, +44 113


def direction(language: str) -> str:
    """`rtl` for a language that is written from right to left."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def direction_of(text: str, tag: str = "p") -> str:
    """Which way a passage runs, "" where no letter of it does: as its first letter (UAX #9, P2 and P3); a list as most do.

    What begins to the left may begin with somebody's name alone. It runs so where it ends to the left too, or where most of
    its letters do; an item of a list may then run as its list does.
    """
    runs = [way for way in map(bidirectional, text) if way in ("L", "R", "AL")]
    is_most = 2 * runs.count("L") < len(runs)
    begins, ends = (way != "L" for way in (runs[0], runs[-1])) if runs else (False, False)
    if is_most if tag in ("ol", "ul") else begins and (ends or is_most and tag != "li"):
        return "rtl"
    return "ltr" if runs else ""


def runs_to_left(text: str) -> bool:
    return _TO_LEFT.search(text) is not None


def in_order(text: str) -> str:
    """The text with the groups of each number held together by blanks that do not break.

    Among words that run from right to left, "0113 243 2799" would stand as "2799 243 0113"; such a blank is part of the
    number (UAX #9, W4). A mark keeps the sign of a degree before its C, and a plus before its number.
    """
    return _BEFORE.sub("\u200e\\g<0>", _BETWEEN_DIGITS.sub("\u00a0", text))


def brackets_of(font: bytes, member: int = 0) -> dict[int, str]:
    """Which sign each glyph of a font shows, of those that are turned round among letters that run to the left."""
    with TTFont(BytesIO(font), fontNumber=member, lazy=True) as face:
        turned = ((name, chr(code)) for code, name in face.getBestCmap().items() if mirrored(chr(code)))
        return {face.getGlyphID(name): letter for name, letter in turned}
