"""Nobody's numbers: those that are kept for films and examples, and those that look as if somebody made them up.

The first are never answered, whatever anybody says. The second may be real: who has rung one writes the day below it.
"""
import re

import phonenumbers

from booklet.core.placeholder import alike, counts, digits_say
from booklet.load.clinic.phone import FICTION, numbers_in, parsed

_REAL_SAME = ("111", "112")  # the NHS; all other digits that repeat are doubted


def nobody_says(number: str, country: str) -> str:
    """Why nobody ever answers a number: 000 000 0001, 202-555-0143; "" for any other. `country` as in ISO 3166, or ""."""
    says = "this number is reserved for films and examples: nobody answers it"
    return digits_say(alike(number)) or (says if is_fiction(number, country) else "")


def is_fiction(number: str, country: str) -> bool:
    """Whether a number is kept for films and examples in its country: 0141 496 0000."""
    phone = parsed(alike(number), country)
    patterns = FICTION.get(str(phone.country_code), ()) if phone else ()
    return any(re.fullmatch(pattern, str(phone and phone.national_number)) for pattern in patterns)


def doubt_says(number: str, country: str) -> str:
    """Why a number looks made up, as some real ones do: 0800 123 4567, 800-555-5555, 2222; "" for any other."""
    digits = re.sub(r"\D", "", phonenumbers.convert_alpha_characters_in_number(alike(number)))
    phone = parsed(alike(number), country)
    if counts(digits):
        return f"the digits of {number} count up or down"
    if len(digits) > 2 and len(set(digits)) == 1 and digits not in _REAL_SAME:
        return f"the digits of {number} are all the same"
    if phone and phone.country_code == 1 and re.fullmatch(r"\d{3}555(?!1212)\d{4}", str(phone.national_number)):
        return f"{number} looks made up: hardly anybody has a number with 555"
    return ""


def number_in_text_says(words: str, country: str) -> str:
    """What is wrong with the long numbers in a text: "Yellow Card, 000 000 0009"."""
    numbers = [number for number in numbers_in(alike(words), country) if sum(map(str.isdigit, number)) >= 7]
    return next((says for number in numbers if (says := nobody_says(number, country))), "")
