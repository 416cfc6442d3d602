"""Placeholders: what keeps a place free is found, and what real clinics and people are called is let through."""
from booklet.core.placeholder import BRACKETED, is_placeholder, is_to_write, site_placeholder_says, text_placeholder_says

WORDS = (
    "", " ", ".", "-", "--", "—", "…", "?", "x", "X", "xx", "aaa", "TBC", "tbc", "T.B.C.", "Dr TBC", "TODO", "XXX",
    "n/a", "N/A", "Your name", "your role", "YOUR NAME", "Your GP's name", "your doctor", "name of your prescriber",
    "the name of the clinic", "name of your doctor or nurse", "Name", "insert name", "enter your name here",
    "Write here who wrote this", "to be confirmed", "Write here who paid for this.", "Example Clinic",
    "1 Example Street, Exampletown", "Example crisis line", "Beispielklinik", "Dr ____", "Dr ...", "Dr. Lee?",
    "Dr [surname]", "<name>", "Dr X", "John Doe", "Max Mustermann", "Fill in", "unknown",
    "Dr tbc", "tbc - ask Jane", "tbc 2027", "tbc street", "T B C", "T-B-C", "t.b.c.", "ＴＢＣ", "ｘ", "xxx clinic", "fixme",
    "to do", "To do: ask", "to-be-confirmed", "name of clinic", "name of reviewer", "Name Of Hospital", "Clinic name here",
    "Insert clinic name", "Reviewer name", "prescriber name", "X.", "xx xx", "Dr. X Y", "Y. Name", "N.N.", "NN", "Dr. N.N.",
    "tbc role", "name of role", "the role", "Test Clinic", "Demo Clinic", "Musterklinik", "Musterstraße 1", "as above", "same",
    "same as above", "ditto", "Name", "First name Surname", "YOUR NAME", "YOUR ROLE", "0123456789", "000 000 0001",
    "Prof. xx", "Ms Nobody", "Xyz", "Sample Hospital", "phone number here", "The name of your ward", "see above",
)  # fmt: skip
REAL = (
    "A. Lee", "X. Li", "Dr Xu", "Dr. med. A. Ng", "李医生", "Samaritans", "AA", "GP", "RN", "Nurse", "Ward sister",
    "Patient", "Registered nurse (RN)", "Your Healthcare CIC", "You matter", "St Mary's Hospital (Paddington)",
    "Kent and Medway NHS", "12 High Street, Leeds", "Zz Ward, Zürich", "Clinic <A> & Söhne", "W <b>bold</b> & Söhne",
    "The Bar Clinic", "Enter the building from High Street", "Ask for Dr. A. Lee", "Name and Address House", "Dr Test",
    "Todo Salud", "Dr. A. Lee, M.D.",
    "Consultant psychiatrist", "Ward sister", "Lead nurse", "The Surgery", "The Street Clinic", "Crisis Line", "Clinic B",
    "Dr N. Nair", "N. N. Rao", "Dr Y. Zhao", "Via XX Settembre 12, Genova", "John XXIII Hospital", "Test Valley Hospital",
    "Blood Test Clinic", "Thomas Muster", "Same Day Care Unit", "TB Clinic", "T. B. Dawson", "Ditton Surgery", "Out of Hours Doctor",
    "Job Centre", "Nurse in charge", "Doctor", "Clinic for the Person", "Holy Name of Mary Hospital", "NHS 111", "5 Rue de l’Église",
    "The Samaritans of Ireland", "Your Doctors Ltd, Leeds",
)
HOURS = ("Monday to Friday, tbc", "Monday to Friday, xx to xx", "Mon-Fri XX:00 - XX:00", "Mon-Fri 00:00 to 00:00", "hours here", "name of",
         "TBC", "...", "to be confirmed", "Monday to Friday, 9 to ??")
REAL_HOURS = ("Monday to Friday, 9 am to 5 pm", "24/7", "09:00–17:00", "0900-1700", "00:00 to 24:00", "Day and night", "always", "9-5",
              "Mon, Wed: 8 to 12. Ask what to do at other times.", "Every day 10:00 to 20:00")  # fmt: skip
SITES = (
    "https://example.org/handout", "https://www.example.co.uk/a", "https://example.nhs.uk/x", "https://your-clinic.org/handout",
    "https://yoursite.com", "https://mydomain.org", "http://localhost/x", "https://EXAMPLE.com",
)  # fmt: skip
REAL_SITES = ("https://leeds-sleep.org/a", "https://www.yourhealthcare.org", "https://myclinics.ch", "https://goodexample.org/x")


def test_words_that_keep_a_place_free_are_found():
    """A patient who asks for them finds nobody, and whoever signs with them has signed nothing."""
    assert [words for words in WORDS if not is_placeholder(words)] == []


def test_what_people_and_clinics_are_called_is_let_through():
    """Refused by mistake, a clinic could not print its own name."""
    assert [words for words in REAL if is_placeholder(words)] == []


def test_hours_that_are_still_to_be_written_are_found():
    assert [words for words in HOURS if not text_placeholder_says(words)] == []


def test_hours_as_clinics_write_them_are_let_through():
    assert [words for words in REAL_HOURS if text_placeholder_says(words)] == []


def test_addresses_that_are_kept_for_examples_are_found():
    assert all(map(site_placeholder_says, SITES)) and not any(map(site_placeholder_says, REAL_SITES))


def test_a_title_that_keeps_a_place_free_is_still_to_be_written():
    """ "Consent for {{PROCEDURE_NAME}}" could be signed, and stood on the cover."""
    assert all(map(is_to_write, ("Write here the title", "Care at [clinic name]", "Consent for {{PROCEDURE_NAME}}")))
    assert not any(map(is_to_write, ("Name your pain", "Care [in short]", "Your hip")))


def test_a_long_row_of_brackets_is_read_at_once():
    """It took a minute."""
    assert BRACKETED.search("[" * 20_000 + "a" + "]" * 20_000) is None
    assert BRACKETED.search("«a per " * 20_000) is None
