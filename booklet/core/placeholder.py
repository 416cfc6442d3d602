"""Placeholders: words that stand where somebody meant to write the right ones later.

A patient who asks for "name of your prescriber" finds nobody. So a name, a role or an address that only keeps a place
free is no value at all. Words are made alike first, ＴＢＣ as TBC, so that a rule needs one spelling only. Phone numbers
are judged in load/clinic/phone.py, by their country; here stands what the digits of any number say.
"""
import re
import unicodedata

from booklet.core.own_table import own_table, signs_in

_TABLE = own_table(__file__)
_SIGNS = signs_in(_TABLE)
BRACKETED = _SIGNS["bracketed"]  # [Insert phone number], in a text
_LISTS = {name: frozenset(words.split()) for name, words in _TABLE["words"].items()}
_HOUSE, _ASPECT = _LISTS["house"], _LISTS["aspect"]
_OF_A_FORM = _ASPECT | _HOUSE | _LISTS["who"] | _LISTS["type"] | _LISTS["joint"]
_UP, _DOWN = "01234567890", "9876543210"


def alike(words: str) -> str:
    """Words in one spelling (NFKC, one blank between them), with the digits of any script as 0 to 9."""
    plain = " ".join(unicodedata.normalize("NFKC", words).split())
    return "".join(str(unicodedata.decimal(c, c)) for c in plain)


def placeholder_says(words: str) -> str:
    """What is wrong with a name, a role or an address that only keeps a place free; "" for one that says something.

    Asks for no language but English and the signs that all share. A real name that is met by chance can be written
    otherwise: with a first name, a place, or in full.
    """
    plain = alike(words)
    if _SIGNS["no_word"].fullmatch(plain):
        return "nothing is written here"
    is_for_later = _SIGNS["later"].search(plain) or _SIGNS["unsure"].search(plain) or _SIGNS["words"].fullmatch(plain)
    if is_for_later or _asks(plain) or _is_nobody(plain):
        return "this only keeps the place free"
    if _SIGNS["of"].match(plain) or _SIGNS["your"].match(plain) or _is_form(plain):
        return "this says what to write here, and is not it"
    if any(c.isalpha() for c in plain):
        return ""
    is_empty = not re.search("[1-9]", plain) or counts(re.sub(r"\D", "", plain))
    return digits_say(plain) or ("this only keeps the place free" if is_empty else "")


def _asks(plain: str) -> bool:
    return bool(_SIGNS["asked"].search(plain.replace("-", " ")))  # to-be-confirmed


def _is_nobody(plain: str) -> bool:
    """Whether a name has nothing but letters and words that stand for any: x, Dr. X Y, Y. Name, N.N."""
    words = re.findall(r"\w+", _SIGNS["title"].sub("", plain.lower(), count=1))
    is_one = len(words) == 1 and len(words[0]) == 1 and words[0].isascii() and words[0].isalpha()
    is_any = all(word in _LISTS["nobody"] or _SIGNS["letter"].fullmatch(word) for word in words)
    return is_one or "".join(words) == "nn" or is_any


def _is_form(plain: str) -> bool:
    """Whether these are only the words of a form, or of a house that is made up: clinic name here, Test Clinic."""
    words = re.findall(r"\w+", plain.lower())
    found = set(words)
    if words[0] in _LISTS["made_up"] and len(words) > 1 and found - {words[0]} <= _HOUSE:
        return True
    asks = found & _ASPECT or words[0] in _LISTS["type"] or words[-1] == "here"
    return bool(asks) and found <= _OF_A_FORM


def is_placeholder(words: str) -> bool:
    """Whether a name, a role or an address only keeps a place free: "Your name", "TBC", "x", "--"."""
    return bool(placeholder_says(words))


def is_to_write(words: str) -> bool:
    """Whether a text is still the starter's, "Write here the title", or has a place in brackets: "Care at [clinic name]"."""
    return alike(words).lower().startswith("write here ") or BRACKETED.search(words) is not None


def text_placeholder_says(words: str) -> str:
    """The same of a text that may be a sentence: "Your clinic tells you when to stop eating, for example at six"."""
    plain = alike(words)
    if _SIGNS["later"].search(plain) or _SIGNS["no_hours"].search(plain):
        return "this only keeps the place free"
    if len(plain.split()) > 4 and (plain[-1] in ".!" or not _SIGNS["of"].match(plain)):
        asked = _asks(re.sub(r"(?i)\bfor example\b|\bto follow\b", "", plain))
        return "this only keeps the place free" if asked else ""
    return "" if _SIGNS["your"].match(plain) and not _SIGNS["only_your"].fullmatch(plain) else placeholder_says(plain)


def site_placeholder_says(address: str) -> str:
    """What is wrong with an address in the web that is kept for examples, such as https://example.org/handout."""
    return "this address is kept for examples" if _SIGNS["example_site"].match(alike(address).lower()) else ""


def phone_words_say(phone: str) -> str:
    """What the words of a phone field say against its numbers: 01392 402 317 (TBC), 020 7XXX XXXX, O1392 402 317?"""
    plain = alike(phone)
    if _SIGNS["letter_for_digit"].search(plain):
        return "a letter stands where a digit is meant"
    if re.search(r"[#?_]{2,}|\.{3,}|[xX]{2,}|(?<=\d)[xX](?!\s?\d)", plain):  # 020 7XXX XXXX; not 555 x12
        return "some of its digits are still to be written"
    if _SIGNS["still"].search(plain) or _SIGNS["later"].search(plain) or _asks(plain):
        return "this says that the number is still to be confirmed"
    return "" if any(c.isdigit() for c in plain) else placeholder_says(plain)


def digits_say(number: str) -> str:
    """What is wrong with digits that are nobody's number in any country: 000 000 0001, 99999999, 555-1234.

    A number of three digits is left to the rules of its country: 000 is an ambulance in Australia.
    """
    digits = re.sub(r"\D", "", number)
    if len(digits) <= 3:
        return ""
    is_empty = re.match(r"0{3}(?!800)|555\d{1,4}$", digits) or "000000" in digits
    is_same = len(set(digits)) == 1 and len(digits) > 4
    return "this is no number, but keeps the place of one" if is_empty or is_same else ""


def counts(digits: str) -> bool:
    """Whether seven of these digits, or all of them, follow each other: 0123456789, 9876543, 1234."""
    runs = [digits[start : start + 7] for start in range(max(len(digits) - 6, 1))]
    return len(digits) > 2 and any(run in _UP or run in _DOWN for run in runs)
