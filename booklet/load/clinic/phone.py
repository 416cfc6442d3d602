"""Phones: whether a number can be rung in a country, and whether a country is one.

The rules are those of Google's libphonenumber, which follows the numbering plans of the world. They know shapes, not
subscribers: a number that nobody has can be shaped well, and one that is newer than the library is doubted.
"""
import re

import phonenumbers
from phonenumbers import (
    NumberParseException, PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType,
    shortnumberinfo,
)  # fmt: skip

from booklet.model.clinic import Dial

FREE_TO_ALL = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)  # a line of a whole country
LONG = 7  # digits of the shortest number that is no short one
_EXTENSION = re.compile(
    r"(?:\b(?:ext(?:ension)?|bleep|pager|option|press|then|room|ward|code|pin|text)\b|(?<=\d) ?[x#,;]+)\W*\d{1,6}\b"
    r"|24 ?/ ?7|24[ -]?h(?:ou)?rs?", re.IGNORECASE,
)  # ext. 12, bleep 1234, option 2, 24/7
_ELSEWHERE = frozenset({"911", "999", "112", "000"})  # ring in one country, and nowhere in another
# (020) 7188-7188, 1-800-FDA-1088, 999
_DIGITS = re.compile(r"\+?[(]?\d(?:[ ().\u00a0\u2011\u2013/-]*[\dA-Z](?![a-z]))*")
# 116 123, alone: no part of 1-800-FDA-1088 or of 040/741
_RUN = re.compile(r"(?<![\w/+])(?<![A-Za-z][-–])\d(?:[ .\u00a0-]?\d)*(?![\w/]|[-–]\w)")
_MEANT = {
    "UK": "GB", "EN": "GB", "ENG": "GB", "GBR": "GB", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB", "BRITAIN": "GB",
    "GREAT BRITAIN": "GB", "UNITED KINGDOM": "GB", "NORTHERN IRELAND": "GB", "USA": "US", "U.S.": "US", "U.K.": "GB",
    "AMERICA": "US", "UNITED STATES": "US", "IRL": "IE", "EIRE": "IE", "IRELAND": "IE", "CAN": "CA", "CANADA": "CA",
    "AUS": "AU", "AUSTRALIA": "AU", "NZL": "NZ", "NEW ZEALAND": "NZ", "INDIA": "IN", "EL": "GR", "GERMANY": "DE",
    "GER": "DE", "DEUTSCHLAND": "DE", "AUSTRIA": "AT", "FRANCE": "FR", "SPAIN": "ES", "ITALY": "IT", "NETHERLANDS": "NL",
    "SWITZERLAND": "CH", "SOUTH AFRICA": "ZA", "JAPAN": "JP", "SW": "SE", "SWEDEN": "SE", "DENMARK": "DK", "NORWAY": "NO",
}  # fmt: skip
# Not among the places with numbers of their own, or no country of ISO 3166 by itself: AC and TA are parts of SH.
_ISO = (phonenumbers.SUPPORTED_REGIONS - {"AC", "TA"}) | {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}


def country_says(code: str) -> tuple[str, str] | None:
    """What is wrong with a country, and a hint; None for a code of ISO 3166-1 (and XK, Kosovo), such as GB."""
    if code in _ISO:
        return None
    meant = code.upper() if code.upper() in _ISO else _MEANT.get(code.upper().strip(". "), _MEANT.get(code.upper()))
    hint = f'write "{meant}"' if meant else "two letters of ISO 3166: GB, US, IE, CA, AU ..."
    return "this is no country's code", hint


def numbers_in(words: str) -> list[str]:
    """The numbers of a phone field, without extensions and hours: "020 7188 7188 (ext. 12)" has one."""
    return [found[0].strip(" (/-") for found in _DIGITS.finditer(_EXTENSION.sub(" ", words))]


def phone_says(words: str, country: str) -> str:
    """Why nobody in `country` (ISO 3166) can ring what a phone field says; "" where somebody can.

    It may have words and extensions around its numbers. Each long number has to be one, and one number has to be.
    """
    rung = 0
    rest = _EXTENSION.sub(" ", words)
    for match in PhoneNumberMatcher(rest, country):
        rung += 1
        rest = rest.replace(match.raw_string, " ", 1)
    for number in numbers_in(rest):
        if _is_rung(number, country):
            rung += 1
        elif sum(map(str.isalnum, number)) >= LONG:
            return f"{number} cannot be rung in {country}"
    if rung:
        return ""
    found = numbers_in(words)
    return f"{found[0]} cannot be rung in {country}" if found else "there is no number in it"


def dial_of(words: str, country: str) -> Dial | None:
    """The first number of a phone field that a touch can dial; None where it is not clear which digits are meant.

    A number of another country loses the zero that is dialled at home only: +44 (0)1392 402317.
    """
    rest = _EXTENSION.sub(lambda found: " " * len(found[0]), words)
    match = next(iter(PhoneNumberMatcher(rest, country)), None)
    if match:
        is_abroad = match.raw_string.startswith("+")
        digits = phonenumbers.format_number(match.number, PhoneNumberFormat.E164) if is_abroad else match.raw_string
        return Dial(match.start, match.end, re.sub(r"[^\d+]", "", digits))
    runs = list(_RUN.finditer(rest))
    digits = [re.sub(r"\D", "", run[0]) for run in runs]
    is_clear = len(runs) == 1 or all(len(number) < LONG for number in digits)
    return Dial(*runs[0].span(), digits[0]) if runs and is_clear else None


def emergency_says(words: str, country: str) -> tuple[str, str] | None:
    """What is wrong with the number for an ambulance, and a hint; None for one that `country` has."""
    metadata = PhoneMetadata.short_metadata_for_region(country)
    known = _alternatives(metadata.emergency.national_number_pattern) if metadata and metadata.emergency else ()
    found = re.findall(r"\d{2,6}", _EXTENSION.sub(" ", words)) or [""]
    if not metadata or shortnumberinfo.is_emergency_number(found[0], country):
        return None
    says = f"{found[0]} is no emergency number of {country}" if found[0] else "there is no number in it"
    return says, f"there it is {' or '.join(known)}" if known else "write the number for an ambulance"


def is_for_a_whole_country(words: str, country: str) -> bool:
    """Whether a phone is of a kind that many clinics share: 116 123, 0800 1111, 0300 123 3393."""
    numbers = numbers_in(words)
    parsed = [_parsed(number, country) for number in numbers]
    return bool(numbers) and all(
        sum(map(str.isdigit, number)) < LONG or phone and phonenumbers.number_type(phone) in FREE_TO_ALL
        for number, phone in zip(numbers, parsed, strict=True)
    )


def _is_rung(number: str, country: str) -> bool:
    """Whether a number is a valid one, a short one, or one of letters, of which those beyond its length do nothing."""
    phone = _parsed(number, country)
    if phone is None:
        return False
    if phonenumbers.is_valid_number(phone) or shortnumberinfo.is_valid_short_number_for_region(phone, country):
        return True
    if number not in _ELSEWHERE and shortnumberinfo.is_possible_short_number_for_region(phone, country):
        return True  # helplines come faster than the library: 14416 of India, 188 of Brazil
    dialled = re.sub(r"\W", "", phonenumbers.convert_alpha_characters_in_number(number))
    cut = (_parsed(dialled[:-count], country) for count in range(1, 4)) if re.search("[A-Z]{3}", number) else ()
    return any(phone and phonenumbers.is_valid_number(phone) for phone in cut)


def _parsed(number: str, country: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, country)
    except NumberParseException:
        return None


def _alternatives(pattern: str) -> tuple[str, ...]:
    """999 and 112 of `112|999`; nothing of a pattern that says more than numbers, but for a class: 1(?:12|[45])."""
    plain = [part for part in pattern.split("|") if part.isdigit()]
    return tuple(sorted(plain, reverse=True)) if len(plain) == pattern.count("|") + 1 else ()
