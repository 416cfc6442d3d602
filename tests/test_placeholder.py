"""Placeholders: what keeps a place free is found, and what real clinics and people are called is let through."""
import pytest

from booklet.core.placeholder import is_placeholder, number_placeholder_says

WORDS = (
    "", " ", ".", "-", "--", "—", "…", "?", "x", "X", "xx", "aaa", "TBC", "tbc", "T.B.C.", "Dr TBC", "TODO", "XXX",
    "n/a", "N/A", "Your name", "your role", "YOUR NAME", "Your GP's name", "your doctor", "name of your prescriber",
    "the name of the clinic", "name of your doctor or nurse", "Name", "insert name", "enter your name here",
    "Write here who wrote this", "to be confirmed", "Write here who paid for this.", "Example Clinic",
    "1 Example Street, Exampletown", "Example crisis line", "Beispielklinik", "Dr ____", "Dr ...", "Dr. Lee?",
    "Dr [surname]", "<name>", "Dr X", "John Doe", "Max Mustermann", "Fill in", "unknown",
)  # fmt: skip
REAL = (
    "A. Lee", "X. Li", "Dr Xu", "Dr. med. A. Ng", "李医生", "Samaritans", "AA", "GP", "RN", "Nurse", "Ward sister",
    "Patient", "Registered nurse (RN)", "Your Healthcare CIC", "You matter", "St Mary's Hospital (Paddington)",
    "Kent and Medway NHS", "12 High Street, Leeds", "Zz Ward, Zürich", "Clinic <A> & Söhne", "W <b>bold</b> & Söhne",
    "The Bar Clinic", "Enter the building from High Street", "Ask for Dr. A. Lee", "Name and Address House", "Dr Test",
    "Todo Salud", "Dr. A. Lee, M.D.",
    "Consultant psychiatrist",
)  # fmt: skip
NUMBERS = (
    "000 000 0001", "000 1", "0000", "00000", "+44 000 000 0000", "020 0000 0000", "1-800-000-0000", "99999999", "1234",
    "123456789", "0123 456 789", "01234 567890", "(987) 654-3210", "202-555-0143", "(202) 555-0143", "555-1234",
    "555 9", "020 7946 0018", "+44 20 7946 0018", "07700 900123", "01632 960123", "(02) 5550 1234", "020 7XXX XXXX",
    "0800 ### ###",
)  # fmt: skip
RUNG = (
    "999", "112", "911", "000", "111", "988", "2222", "116 123", "13 11 14", "0800 1111", "0800 111 0 111",
    "0345 678 0000", "020 7188 7188", "+44 (0)20 7188 7188 ext. 12", "617 555 9999 x12", "1-800-273-8255",
    "1-800-FDA-1088", "0300 123 3393", "000 800 100 1234", "1300 22 4636", "01234 355122", "01555 123456",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_that_keep_a_place_free_are_found(words):
    """A patient who asks for them finds nobody, and whoever signs with them has signed nothing."""
    assert is_placeholder(words)


@pytest.mark.parametrize("words", REAL)
def test_what_people_and_clinics_are_called_is_let_through(words):
    """Refused by mistake, a clinic could not print its own name."""
    assert not is_placeholder(words)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_that_nobody_has_are_found(number):
    """Somebody in danger would ring them."""
    assert number_placeholder_says(number)


@pytest.mark.parametrize("number", RUNG)
def test_numbers_that_people_ring_are_let_through(number):
    assert not number_placeholder_says(number)
