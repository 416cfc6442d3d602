"""The words of a message: the same ones as plain text and as HTML.

Neither names the handout unless that is asked for: a title may name a medicine or an illness. Lines are not wrapped:
a mail program wraps them to its window, and a voice does not stop at the end of each line.
"""
from types import SimpleNamespace

from booklet.copies.mail.enclosure import Enclosure
from booklet.core.letters.direction import direction
from booklet.core.printed.words import printed_words
from booklet.core.problems import Place, Problem
from booklet.core.unseen import strange_in_line, strange_says
from booklet.model.back_page import CLOSED, ambulance_first, help_cards
from booklet.model.booklet import Imprint
from booklet.model.clinic import Clinic
from booklet.template.blocks import press_of

LONGEST_SUBJECT = 200  # characters


def subject_of(clinic: Clinic, language: str) -> str:
    """The subject that nobody can tell an illness from, unless the clinic's name tells it."""
    say = printed_words(language)
    words = " ".join(say("mail.subject_example" if clinic.example else "mail.subject", clinic=clinic.name).split())
    return words if len(words) <= LONGEST_SUBJECT else say("mail.subject_short")


def subject_problems(subject: str, place: Place) -> list[Problem]:
    strange = strange_in_line(subject)
    if strange:
        says = strange_says(strange)
        return [Problem(place, "strange-text", says, "write the subject on one line, in plain characters")]
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        says = f"{len(subject)} characters, and a subject has 1 to {LONGEST_SUBJECT}"
        return [Problem(place, "bad-subject", says, "a few words that tell nothing of an illness")]
    return []


def words_of_letter(
    clinic: Clinic, imprint: Imprint, enclosure: Enclosure, subject: str, standing: str,
    names_the_handout: bool = False,
) -> tuple[str, str]:
    """The plain text and the HTML of a message that encloses a handout of this clinic.

    `standing` is the sentence that says who has signed it, or that it is a draft.
    """
    edition = imprint.editions.get(enclosure.edition)
    handout = SimpleNamespace(
        title=imprint.title if names_the_handout else "", language=imprint.language,
        direction=direction(imprint.language),
        paper=edition.paper if edition else "", size=size_words(len(enclosure.content)),
        address=clinic.booklet_url if names_the_handout else "",
        file=enclosure.name, edition=enclosure.edition, version=enclosure.version, pages=enclosure.pages,
        is_locked=enclosure.is_locked,
    )  # fmt: skip
    values = {
        "clinic": clinic, "help": ambulance_first(help_cards(imprint, clinic)), "closed": clinic.contacts.get(CLOSED),
        "handout": handout, "subject": subject, "standing": standing,
    }  # fmt: skip
    text = press_of(imprint.language, is_html=False).get_template("mail/draft.txt").render(values)
    return text, press_of(imprint.language).get_template("mail/draft.html").render(values)


def size_words(octets: int) -> str:
    """610 kB, or 1.2 MB: thousands, as mail programs count."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 999_500 else f"{max(round(octets / 1_000), 1)} kB"
