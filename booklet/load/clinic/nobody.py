"""Nobody's numbers: those that are kept for films and examples, and those that look as if somebody made them up.

The first are never answered, whatever anybody says. The second may be real: who has rung one writes the day below it.
"""
import re

import phonenumbers

from booklet.core.placeholder import alike, counts, digits_say
from booklet.load.clinic.phone import numbers_in, parsed

# National numbers without the zero before them, by the code of their country.
# Sources: NANPA, 555 line numbers; Ofcom, Telephone numbers for drama use; ACMA, Phone numbers for use in TV shows, films
# and creative works; Arcep, numéros pour les œuvres audiovisuelles; BNetzA, Drama Numbers; ComReg, numbers for drama.
_FICTION = {
    1: r"(?:\d{3})?55501\d{2}|555\d{7}",  # 202 555 0143
    44: r"(?:1\d{2}4960|1914980|2079460|289018|289649|2920180|1632960|7700900|8081570|9098790|3069990)\d{3,4}",
    61: r"[2378](?:5550|7010)\d{4}|491570\d{3}|1800160401|1[38]00975[78]\d{2}",  # 02 5550 1234
    33: r"(?:19900|26191|35301|46571|53649|63998)\d{4}",  # 01 99 00 12 34
    49: r"(?:3023125|6990009|4066969|2214710|8999998)\d{3}|15228817386|15228895456|15254599371|1729925904|1729968532"
        r"|17299731(?:85|86)|1729980752|1749091317|1749464308|17[16](?:39200|040690)\d{2}",  # 030 23125 123
    353: r"2091\d{5}",  # 020 912 3456
}  # fmt: skip
_REAL_SAME = ("111", "112")  # the NHS; all other digits that repeat are doubted


def nobody_says(number: str, country: str) -> str:
    """Why nobody ever answers a number: 000 000 0001, 202-555-0143; "" for any other. `country` as in ISO 3166, or ""."""
    if says := digits_say(alike(number)):
        return says
    phone = parsed(alike(number), country)
    pattern = _FICTION.get(phone.country_code or 0, "") if phone else ""
    is_fiction = phone and pattern and re.fullmatch(pattern, str(phone.national_number))
    return "this number is reserved for films and examples: nobody answers it" if is_fiction else ""


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
