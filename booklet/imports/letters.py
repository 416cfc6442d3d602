"""Lists that count in letters: what stands before their items."""
import re
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from booklet.load.dialect.lists import ROMAN_LABELS

_SHAPE = re.compile(r"(?P<opens>\(?)(?P<first>[aAiI])(?P<stop>[.)])")  # a), (i), A.


def label_of(list_: Element, number: int) -> str:
    """What stands before the item of this number, "" where it is no letter. `first` of a list is that of its item 1: (a)."""
    shape = _SHAPE.fullmatch(list_.get("first", ""))
    row = (ROMAN_LABELS if shape["first"] in "iI" else ascii_lowercase) if shape else ()
    if shape is None or not 1 <= number <= len(row):
        return ""
    letter = row[number - 1].upper() if shape["first"].isupper() else row[number - 1]
    return f"{shape['opens']}{letter}{shape['stop']}"
