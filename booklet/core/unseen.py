"""Letters that nobody sees, or that turn the words around them: one rule for every text that is read.

A hidden letter parts a phone number, forges a mark, or shows a reader other words than a screen reader says ("Trojan
Source", CVE-2021-42574). What a language needs stays: joiners inside the scripts that have them, marks of direction beside
words that run from right to left, selectors after a letter that has variants, emoji that are made of several.
What only says where a word may be parted is dropped without a word (see `without_seams`): Word and web pages leave such
signs in what is copied.

The facts come from Python's unicodedata. Sources of the rules: UAX #9 (direction), UAX #31 2.3 (joiners), UTS #51
(emoji), UTS #37 and StandardizedVariants.txt (selectors).
"""
import re
import unicodedata
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
SEAMS = f"{SOFT_HYPHEN}\u200b\u2060\ufeff"  # they say where a line may be parted, or may not, and nothing else
TYPE_ANEW = "type the letter that was meant; or remove it, where it says nothing"  # it may have been the µ of 5 µg
OPENERS, CLOSERS = "\u2066\u2067\u2068\u202a\u202b", {"\u2069": "\u2066\u2067\u2068", "\u202c": "\u202a\u202b"}
MARKS = "\u200e\u200f\u061c"  # LRM, RLM, ALM
OVERRIDES = "\u202d\u202e"
JOINERS, SPACE = "\u200c\u200d", "\u200b"
LETTER_LOST = "\ufffd"
LOST = f"\ufffc{LETTER_LOST}"  # what stands for a picture or a letter that was lost in a copy
NO_SPACES = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "TAI")  # words are not parted there
PREPENDED = ("ARABIC", "SYRIAC", "KAITHI")  # signs of these stand around numbers, and are seen, though their kind is Cf
_PLAIN = re.compile(r"[\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]*")
_UNSURE = re.compile(r"[^\w\t !-~]|[\u115f\u1160\u3164\uffa0]")  # no letter of a word, nor ASCII; and fillers, which are
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{3,6}\U000e007f")  # of a region: a black one, letters, and their end
_CONTROL = ("Cc", "Cs", "Co", "Zl", "Zp")
_SILENT = ("Cc", "Cf", "Zs", "Zl", "Zp", "Co")


def strange_at(text: str) -> list[int]:
    """The offset of each letter that must not be printed. Lines are judged one by one; a tab is none of these."""
    if _PLAIN.fullmatch(text):
        return []
    found, start = [], 0
    for line in text.split("\n"):
        if not _PLAIN.fullmatch(line):
            found += [start + at for at in _strange_of(line)]
        start += len(line) + 1
    return found


def strange_in(text: str) -> str:
    """The first letter that must not be printed; "" where there is none."""
    found = strange_at(text)
    return text[found[0]] if found else ""


def strange_in_line(text: str) -> str:
    """The same for a text that is one line: the end of a line and a tab are strange there too."""
    return strange_in(text) or next((letter for letter in text if letter in "\n\t"), "")


def is_silent(letter: str) -> bool:
    """Whether a letter needs no glyph, wherever it stands: a space, or what says how others are set."""
    category = unicodedata.category(letter)
    is_sign = category == "Cf" and _script(letter) in PREPENDED and letter not in MARKS
    return category in _SILENT and not is_sign or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def without_strange(text: str, instead: str = " ") -> str:
    """The text with `instead` for each such letter."""
    letters = list(text)
    for at in strange_at(text):
        letters[at] = instead
    return "".join(letters)


def with_blanks(text: str) -> str:
    """The text with a blank for each such letter, and nothing for one that has no width: it stands within a word."""
    letters = list(text)
    for at in strange_at(text):
        letters[at] = "" if unicodedata.category(text[at]) in ("Cf", "Mn") else " "
    return "".join(letters)


def without_seams(text: str) -> str:
    """The text without what parts no word that anybody sees, and hides it from a search; a seam of Thai stays."""
    if not any(seam in text for seam in SEAMS):
        return text
    strange = set(strange_at(text))
    return "".join(letter for at, letter in enumerate(text) if letter not in SEAMS or at not in strange)


def strange_says(letter: str) -> str:
    name = unicodedata.name(letter, "") or _CLASSES.get(unicodedata.category(letter), "no letter")
    return f"the character U+{ord(letter):04X} ({name.lower()}) cannot be printed"


_CLASSES = {"Cc": "a control character", "Cs": "half of a character", "Co": "private use", "Cn": "no letter of Unicode"}


def _strange_of(line: str) -> list[int]:
    unsure = [found.start() for found in _UNSURE.finditer(line)]
    has_turns = any(line[at] in MARKS or line[at] in OPENERS or line[at] in CLOSERS for at in unsure)
    is_right_to_left = has_turns and any(
        unicodedata.bidirectional(letter) in ("R", "AL") and letter not in MARKS for letter in line
    )
    loose = _unbalanced(line) if is_right_to_left else None
    return [at for at in unsure if not _is_fine(line, at, is_right_to_left, loose)]


def _unbalanced(line: str) -> set[int]:
    """Where a change of direction begins that does not end on its line, or ends that never began."""
    opened: list[int] = []
    loose = set()
    for at, letter in enumerate(line):
        if letter in OPENERS:
            opened.append(at)
        elif letter in CLOSERS:
            if opened and line[opened[-1]] in CLOSERS[letter]:
                opened.pop()
            else:
                loose.add(at)
    return loose | set(opened)


def _is_fine(line: str, at: int, is_right_to_left: bool, loose: set[int] | None) -> bool:
    letter = line[at]
    category = unicodedata.category(letter)
    if category in _CONTROL or letter in LOST or ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef":
        return False
    if letter == SOFT_HYPHEN or letter in OVERRIDES:
        return False
    if letter in MARKS:
        return is_right_to_left
    if letter in OPENERS or letter in CLOSERS:
        return loose is not None and at not in loose
    if category == "Cf":
        return _is_needed(line, at, letter)
    return _is_seen(line, at, letter, category)


def _is_needed(line: str, at: int, letter: str) -> bool:
    """Whether a format character does its work between the letters around it."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if letter in JOINERS:
        return _joins(before) or letter == "\u200d" and _is_emoji(before) and _is_emoji(after)
    if letter == SPACE:
        return _script(before) in NO_SPACES and _script(after) in NO_SPACES
    if "\U000e0020" <= letter <= "\U000e007f":
        return any(flag.start() < at < flag.end() for flag in _FLAG.finditer(line))
    if letter == "\u180e":
        return _script(before) == "MONGOLIAN"
    return not is_silent(letter)


def _is_seen(line: str, at: int, letter: str, category: str) -> bool:
    """Whether a letter, a mark or a sign can be seen, or belongs to the one before it."""
    before, name = line[at - 1 : at], unicodedata.name(letter, "")
    if "VARIATION SELECTOR" in name:
        return _has_variants(before, letter, line[at + 1 : at + 2])
    if "FILLER" in name:  # of Hangul: letters without ink
        return False
    if letter == "\u2800":  # a blank of Braille is a space there
        return any("\u2801" <= other <= "\u28ff" for other in line)
    if letter == "\u034f":  # between two marks it keeps their order
        return unicodedata.combining(before or " ") > 0 and unicodedata.combining(line[at + 1 : at + 2] or " ") > 0
    return letter not in "\u17b4\u17b5"  # vowels of Khmer that are never written


def _has_variants(base: str, selector: str, after: str) -> bool:
    """Whether a letter has variants among which this selector chooses."""
    if not base:
        return False
    kind, script = unicodedata.category(base), _script(base)
    if selector in "\ufe0e\ufe0f":
        return kind in ("So", "Sm", "Sk") or base in "‼⁉ℹ〰〽" or base in "#*0123456789" and after == "\u20e3"
    if script == "MONGOLIAN" or "MONGOLIAN" in unicodedata.name(selector):
        return script == "MONGOLIAN" and "MONGOLIAN" in unicodedata.name(selector)
    if selector >= "\U000e0100":
        return script == "CJK"
    return kind == "Sm" or script in ("CJK", "MYANMAR", "PHAGS-PA", "MANICHAEAN", "BHAIKSUKI") or base == "0"


def _script(letter: str) -> str:
    """The script of a letter, as its name begins: ARABIC, DEVANAGARI, CJK."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _is_emoji(letter: str) -> bool:
    """A picture, or what stands at the end of one: a tone of skin, a selector."""
    return bool(letter) and (unicodedata.category(letter) in ("So", "Sk") or letter in "\ufe0f♀♂")


def _joins(letter: str) -> bool:
    """Whether the letter is of a script that is written joined, or that builds letters from several."""
    if not letter or not unicodedata.category(letter).startswith(("L", "M")):
        return False
    return unicodedata.bidirectional(letter) == "AL" or _script(letter) in _joining_scripts()


@lru_cache(maxsize=1)
def _joining_scripts() -> frozenset[str]:
    """The scripts that have a virama, which makes one letter of two; and those beside Arabic that are written joined."""
    with_virama = {_script(chr(code)) for code in range(0x900, 0x12000) if unicodedata.combining(chr(code)) == 9}
    return frozenset({*with_virama, "MONGOLIAN", "NKO", "PHAGS-PA", "MANDAIC", "ADLAM"})
