"""Phones: whether a number can be rung in a country, and whether a country is one; and nobody's numbers.

The rules are those of Google's libphonenumber, which follows the numbering plans of the world. They know shapes, not
subscribers: a number that nobody has can be shaped well, and one that is newer than the library is doubted. Numbers that
are kept for films and examples are never answered. Those that look as if somebody made them up may be real: who has rung
one writes the day below it.
"""
import re
from collections.abc import Iterator, Mapping, Sequence

import phonenumbers
from phonenumbers import (
    NumberParseException, PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType,
    shortnumberinfo,
)  # fmt: skip

from booklet.core.own_table import own_table
from booklet.core.placeholder import alike, counts, digits_say
from booklet.model.clinic import Clinic, Dial

_FREE_TO_ALL = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)  # a line of a whole country
LONG = 7  # digits of the shortest number that is no short one
_EXTENSION = re.compile(
    r"(?:\b(?:ext(?:ension)?|bleep|pager|option|press|then|room|ward|code|pin|text)\b|(?<=\d) ?[x#,;]+)\W*\d{1,6}\b"
    r"|24 ?/ ?7|24[ -]?h(?:ou)?rs?", re.IGNORECASE,
)  # ext. 12, bleep 1234, option 2, 24/7
# HELP (4357)
_TOLD_TWICE = re.compile(r"(?P<word>[A-Z]{3,}) ?\((?P<digits>\d[\d -]*)\)")
_NO_CLINIC = frozenset({"411"})  # directory enquiries
_REAL_SAME = ("111", "112")  # the NHS; all other digits that repeat are doubted
# (020) 7188-7188, 1-800-FDA-1088, 999
_DIGITS = re.compile(r"\+?[(]?\d(?:[ ().\u00a0\u2011\u2013/-]*[\dA-Z](?![a-z]))*")
# 116 123, alone: no part of 1-800-FDA-1088 or of 040/741
_RUN = re.compile(r"(?<![\w/+])(?<![A-Za-z][-–])\d(?:[ .\u00a0-]?\d)*(?![\w/]|[-–]\w)")
_STAR = re.compile(r"(?<![\w*])\*\d{3,6}(?!\d|\*| ?\d)")  # *6663, a line of a whole country in Israel, Chile or Bulgaria
_COUNTRIES = own_table(__file__, "countries")
_MEANT = {typed: code for code, names in _COUNTRIES["meant"].items() for typed in names}
_AMBULANCE: Mapping[str, Sequence[str]] = _COUNTRIES["ambulance"]
_AMBULANCE_TOO: Mapping[str, Sequence[str]] = _COUNTRIES["ambulance_too"]
_FICTION: Mapping[str, Sequence[str]] = _COUNTRIES["fiction"]  # by the code that is dialled for a country
# Not among the places with numbers of their own, or no country of ISO 3166 by itself: AC and TA are parts of SH.
_ISO = (phonenumbers.SUPPORTED_REGIONS - {"AC", "TA"}) | {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}


def country_says(code: str) -> tuple[str, str] | None:
    """What is wrong with a country, and a hint; None for a code of ISO 3166-1 (and XK, Kosovo), such as GB."""
    if code in _ISO:
        return None
    meant = code.upper() if code.upper() in _ISO else _MEANT.get(code.upper().strip(". "), _MEANT.get(code.upper()))
    hint = f'write "{meant}"' if meant else "two letters of ISO 3166: GB, US, IE, CA, AU ..."
    return "this is no country's code", hint


def numbers_in(words: str, country: str) -> list[str]:
    """Each number of a phone field by itself, without extensions and hours: "020 7188 7188 (ext. 12) or 111" has two.

    A number in letters that is told once more in digits is one: 800-662-HELP (4357).
    """
    rest = _TOLD_TWICE.sub(_once, _EXTENSION.sub(" ", words))
    found = _STAR.findall(rest)
    rest = _STAR.sub(" ", rest)
    for match in PhoneNumberMatcher(rest, country or None):
        found.append(match.raw_string)
        rest = rest.replace(match.raw_string, " " * len(match.raw_string), 1)
    return found + [number[0].strip(" (/-") for number in _DIGITS.finditer(rest)]


def _once(found: re.Match[str]) -> str:
    """HELP of HELP (4357); what is in brackets stays where it is another number."""
    spelt = phonenumbers.convert_alpha_characters_in_number(found["word"])
    return found["word"] if re.sub(r"\D", "", spelt).startswith(re.sub(r"\D", "", found["digits"])) else found[0]


def phone_says(words: str, country: str) -> str:
    """Why nobody in `country` (ISO 3166) can ring what a phone field says; "" where somebody can.

    It may have words and extensions around its numbers. Each long number has to be one, and one number has to be.
    """
    numbers = numbers_in(words, country)
    wrong = [number for number in numbers if not _is_rung(number, country)]
    long = [number for number in wrong if sum(map(str.isalnum, number)) >= LONG]
    if numbers and not long and len(wrong) < len(numbers):
        return ""
    return f"{(long or wrong)[0]} cannot be rung in {country}" if numbers else "there is no number in it"


def dials_of(clinic: Clinic) -> Iterator[tuple[str, Dial]]:
    """Each phone field that dials, and what. Those of an example do not: somewhere in the world each is a real one."""
    for contact in () if clinic.example else clinic.contacts.values():
        if dial := dial_of(contact.phone, clinic.country):
            yield contact.phone, dial


def dial_of(words: str, country: str | None) -> Dial | None:
    """The first number of a phone field that a touch can dial; None where it is not clear which digits are meant.

    A number of another country loses the zero that is dialled at home only: +44 (0)1392 402317.
    """
    rest = _EXTENSION.sub(lambda found: " " * len(found[0]), words)
    star = _STAR.search(rest)
    if star and not re.search(r"\d", rest[: star.start()]):
        return Dial(*star.span(), _dialled(star[0]))
    match = next(iter(PhoneNumberMatcher(rest, country)), None)
    if match:
        is_abroad = match.raw_string.startswith("+")
        digits = phonenumbers.format_number(match.number, PhoneNumberFormat.E164) if is_abroad else match.raw_string
        return Dial(match.start, match.end, _dialled(digits))
    runs = list(_RUN.finditer(rest))
    numbers = [_dialled(run[0]) for run in runs]
    is_clear = len(runs) == 1 or all(len(number) < LONG for number in numbers)
    return Dial(*runs[0].span(), numbers[0]) if runs and is_clear else None


def _dialled(words: str) -> str:
    """The digits of a number in any script as a telephone takes them, with the plus or star before them if it has one."""
    return re.sub(r"[^\d+*]", "", alike(words))


def emergency_says(words: str, country: str) -> tuple[str, str] | None:
    """What is wrong with the numbers for an ambulance, and a hint; None where `country` has each of them."""
    metadata = PhoneMetadata.short_metadata_for_region(country)
    if not metadata or not metadata.emergency:
        return None
    too = _AMBULANCE_TOO.get(country, ())
    known = (*too, *(_AMBULANCE.get(country) or _alternatives(metadata.emergency.national_number_pattern or "")))
    found = [number for part in words.split("/") for number in numbers_in(part, country)]
    wrong = [number for number in found if not _is_for_life(number, country)]
    bare = (re.sub(r"\D", "", number) for number in found)
    is_any = any(number in too or shortnumberinfo.is_emergency_number(number, country) for number in bare)
    if found and not wrong and is_any:
        return None
    says = f"{(wrong or found)[0]} is no number for an ambulance in {country}" if found else "there is no number in it"
    return says, f"there it is {' or '.join(known)}" if known else "write the number for an ambulance"


def _is_for_life(number: str, country: str) -> bool:
    """Whether it brings an ambulance; or is one of four digits or more that may stand beside 999: 18000 by textphone."""
    digits = re.sub(r"\D", "", number)
    if digits in _AMBULANCE_TOO.get(country, ()):
        return True
    if shortnumberinfo.is_emergency_number(digits, country):
        return digits in _AMBULANCE.get(country, (digits,))
    return len(digits) > 3 and _is_rung(number, country)


def is_emergency(numbers: Sequence[str], country: str) -> bool:
    """Whether a field has nothing but numbers for an emergency, which are no clinic's own: 999."""
    return bool(numbers) and all(shortnumberinfo.is_emergency_number(number, country) for number in numbers)


def is_for_a_whole_country(words: str, country: str) -> bool:
    """Whether a phone is of a kind that many clinics share: 116 123, 0800 1111, 0300 123 3393."""
    numbers = numbers_in(words, country)
    phones = [_parsed(number, country) for number in numbers]
    return bool(numbers) and all(
        sum(map(str.isdigit, number)) < LONG or phone and phonenumbers.number_type(phone) in _FREE_TO_ALL
        for number, phone in zip(numbers, phones, strict=True)
    )


def _is_rung(number: str, country: str) -> bool:
    """Whether a number is a valid one, a short one, or one of letters, of which those beyond its length do nothing."""
    if number.startswith("*"):
        return country in _COUNTRIES["star"]["countries"]  # no library knows them
    phone = _parsed(number, country)
    if phone is None or number in _NO_CLINIC:
        return False
    if number in _AMBULANCE_TOO.get(country, ()):
        return True
    if phonenumbers.is_valid_number(phone) or shortnumberinfo.is_valid_short_number_for_region(phone, country):
        return True
    if number.startswith("1") and shortnumberinfo.is_possible_short_number_for_region(phone, country):
        return number != "112"  # helplines come faster than the library: 14416 of India, 188 of Brazil
    dialled = re.sub(r"\W", "", phonenumbers.convert_alpha_characters_in_number(number))
    cut = (_parsed(dialled[:-count], country) for count in range(1, 4)) if re.search("[A-Z]{3}", number) else ()
    return any(phone and phonenumbers.is_valid_number(phone) for phone in cut)


def _parsed(number: str, country: str) -> PhoneNumber | None:
    """A number of `country` (or "", for one that begins with a plus), as far as it is shaped like one: 13 YARN too."""
    try:
        return phonenumbers.parse(phonenumbers.convert_alpha_characters_in_number(number), country or None)
    except NumberParseException:
        return None


def _alternatives(pattern: str) -> tuple[str, ...]:
    """999 and 112 of `112|999`; nothing of a pattern that says more than numbers, but for a class: 1(?:12|[45])."""
    plain = [part for part in pattern.split("|") if part.isdigit()]
    return tuple(sorted(plain, reverse=True)) if len(plain) == pattern.count("|") + 1 else ()


def nobody_says(number: str, country: str) -> str:
    """Why nobody ever answers a number: 000 000 0001, 202-555-0143; "" for any other. `country` as in ISO 3166, or ""."""
    says = "this number is reserved for films and examples: nobody answers it"
    return digits_say(alike(number)) or (says if is_fiction(number, country) else "")


def is_fiction(number: str, country: str) -> bool:
    """Whether a number is kept for films and examples in its country: 0141 496 0000."""
    phone = _parsed(alike(number), country)
    patterns = _FICTION.get(str(phone.country_code), ()) if phone else ()
    return any(re.fullmatch(pattern, str(phone and phone.national_number)) for pattern in patterns)


def doubt_says(number: str, country: str) -> str:
    """Why a number looks made up, as some real ones do: 0800 123 4567, 800-555-5555, 2222; "" for any other."""
    digits = re.sub(r"\D", "", phonenumbers.convert_alpha_characters_in_number(alike(number)))
    phone = _parsed(alike(number), country)
    if counts(digits):
        return f"the digits of {number} count up or down"
    if len(digits) > 2 and len(set(digits)) == 1 and digits not in _REAL_SAME:
        return f"the digits of {number} are all the same"
    if phone and phone.country_code == 1 and re.fullmatch(r"\d{3}555(?!1212)\d{4}", str(phone.national_number)):
        return f"{number} looks made up: hardly anybody has a number with 555"
    return ""


def number_in_text_says(words: str, country: str) -> str:
    """What is wrong with the long numbers in a text: "Yellow Card, 000 000 0009"."""
    numbers = [number for number in numbers_in(alike(words), country) if sum(map(str.isdigit, number)) >= LONG]
    return next((says for number in numbers if (says := nobody_says(number, country))), "")
