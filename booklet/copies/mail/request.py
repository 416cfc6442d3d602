"""A wish: what somebody at the counter asks of a message. It becomes a letter, or every problem at once."""
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from booklet.copies.mail.address import Recipient, recipients_of
from booklet.copies.mail.draft import Letter
from booklet.copies.mail.enclosure import Enclosure, enclosure_of, file_name_problems
from booklet.copies.mail.words import subject_of, subject_problems, words_of_letter
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import CLINIC, shown_path
from booklet.deliver.freshness import Build
from booklet.load.load import load_manuscript
from booklet.model.booklet import Imprint
from booklet.model.clinic import Clinic
from booklet.model.manuscript import Manuscript
from booklet.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a handout is for, and which one: as typed, judged by nobody yet. None and "" leave the choice to us."""

    to: tuple[str, ...]
    built: Build
    edition: str = ""
    attach: str = ""
    subject: str | None = None
    names_the_handout: bool = False
    allows_example: bool = False


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all letters of a clinic about a handout have in common."""

    clinic: Clinic
    imprint: Imprint
    standing: Standing
    subject: str
    names_the_handout: bool

    def letter(self, recipient: Recipient, enclosure: Enclosure) -> Letter:
        words = self.clinic, self.imprint, enclosure, self.subject, self.standing.brief, self.names_the_handout
        return Letter(recipient, self.subject, *words_of_letter(*words), enclosure, self.notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """A word to whoever sends them."""
        return self.standing.notes


def letter_for(wish: Wish, made_now: Callable[[str], bytes | None]) -> Letter:
    """The letter that was asked for. Raises BookletError with all that is wrong with it.

    `made_now` is what a build would write of an edition now, None where it would be refused.
    """
    recipients, problems = recipients_of(wish.to, Place("--to"))
    problems += file_name_problems(wish.attach, Place("--attach")) if wish.attach else []
    manuscript = _manuscript(wish, problems)
    try:
        enclosure = enclosure_of(wish.built, manuscript.imprint, wish.edition, wish.attach, made_now)
    except BookletError as error:
        raise BookletError([*problems, *error.problems]) from error
    return _stationery(wish, manuscript, problems).letter(recipients[0], enclosure)


def stationery_of(wish: Wish) -> Stationery:
    """What the letters of a wish that names nobody have in common. Raises BookletError with all that is wrong with it."""
    problems: list[Problem] = []
    return _stationery(wish, _manuscript(wish, problems), problems)


def _manuscript(wish: Wish, problems: list[Problem]) -> Manuscript:
    """The handout, as it is read; what is wrong with a wish for it joins `problems`, which are told where it cannot be."""
    source, clinic_file = wish.built.source, wish.built.clinic
    problems += subject_problems(wish.subject, Place("--subject")) if wish.subject is not None else []
    try:
        manuscript = load_manuscript(source, clinic_file, wish.built.on)
    except BookletError as error:
        raise BookletError([*problems, *error.problems]) from error
    if manuscript.clinic.example and not wish.allows_example:
        says = "a patient would call phone numbers that are not real"
        hint = "name your own with --clinic, or add --example for a message that says it is an example"
        problems.append(Problem(Place(shown_path(clinic_file or source / CLINIC)), "example-clinic", says, hint))
    return manuscript


def _stationery(wish: Wish, manuscript: Manuscript, problems: Sequence[Problem]) -> Stationery:
    stop_at(problems)
    stop_at(manuscript.problems)  # e.g. a card without its phone: the message prints it too
    clinic, imprint = manuscript.clinic, manuscript.imprint
    subject = " ".join((wish.subject or subject_of(clinic, imprint.language)).split())
    return Stationery(clinic, imprint, manuscript.standing, subject, wish.names_the_handout)
