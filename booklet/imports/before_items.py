"""What stands before items: letters that count them, and signs that say something, which fonts draw in place of letters."""
import re
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from booklet.core.own_table import own_table
from booklet.load.markdown.lettered import ROMAN_LABELS

_SHAPE = re.compile(r"(?P<opens>\(?)(?P<first>[aAiI])(?P<stop>[.)])")  # a), (i), A.
_LETTERS: Mapping[str, str] = own_table(__file__, "symbols")
_FONTS = {font: {int(each[:2], 16): each[2:] for each in letters.split()} for font, letters in _LETTERS.items()}
_PRIVATE = range(0xF000, 0xF100)  # where Word puts the letters of such a font
# Yes, no, a box to tick, a warning. A dot, a square or an arrow before an item only marks it.
_SAYING = frozenset("✓✔✅✗✘✕✖❌☐☑☒⚠❗⛔🚫☎")


def label_of(list_: Element, number: int) -> str:
    """What stands before the item of this number, "" where it is no letter. `first` of a list is that of its item 1: (a)."""
    shape = _SHAPE.fullmatch(list_.get("first", ""))
    row = (ROMAN_LABELS if shape["first"] in "iI" else ascii_lowercase) if shape else ()
    if shape is None or not 1 <= number <= len(row):
        return ""
    letter = row[number - 1].upper() if shape["first"].isupper() else row[number - 1]
    return f"{shape['opens']}{letter}{shape['stop']}"


def is_of_pictures(font: str) -> bool:
    return font.lower() in _FONTS


def letters_of(text: str, font: str, gone: Callable[[str], str]) -> str:
    """Letters that mean something in their font alone, as those that mean it everywhere; one that nobody knows is `gone`."""
    if not is_of_pictures(font) and not any(ord(letter) in _PRIVATE for letter in text):
        return text
    shown = (symbol(font, letter) or letter * (letter.isspace() or 0xFF < ord(letter) not in _PRIVATE) for letter in text)
    return "".join(each or gone(f"a sign of the font {font or '?'}") for each in shown)


def symbol(font: str, letter: str) -> str:
    """What such a font shows for a letter; "" where nobody knows it."""
    code = ord(letter)
    return _FONTS.get(font.lower(), {}).get(code - _PRIVATE.start if code in _PRIVATE else code, "")


def before_item(sign: str, font: str) -> str:
    """What stands before an item where its bullet says something, "✗ "; "" where it only marks the item."""
    shown = symbol(font, sign) if len(sign) == 1 and is_of_pictures(font) else sign
    return f"{shown} " if shown in _SAYING and shown else ""
