"""The back page: the cards and lines that booklet.toml asks for, with what the clinic profile has for them.

Shared by the paper, the web page and the message of a draft, each of which has its own shape for them.
"""
import re
from collections.abc import Iterable
from types import SimpleNamespace

from booklet.core.printed.words import printed_words
from booklet.model.booklet import BackLine, HelpCard, Imprint
from booklet.model.clinic import EMERGENCY, Clinic

_NAME = re.compile("[a-z][a-z0-9_]*")  # what a card may name; other names are told where the profile is read
CLOSED = "out_of_hours"  # whom to call when the clinic is closed, where a profile tells it


def with_back_page(imprint: Imprint, clinic: Clinic, declared: Clinic | None) -> Imprint:
    """The imprint with cards and lines, also where booklet.toml says nothing of them.

    Then every contact that the manuscript declares is printed, as no phone shall be lost: a card for each but the
    clinic's own two, and lines for these. `declared` is the manuscript's own example of a profile.
    """
    say = printed_words(imprint.language)
    known = [name for name in (declared or clinic).contacts if name in clinic.contacts and _NAME.fullmatch(name)]
    called = {name: (clinic.contacts[name].name or name.replace("_", " ").capitalize())[:60] for name in known}
    cards = tuple(
        HelpCard(ask=say("back.danger") if name == EMERGENCY else called[name], contact=name)
        for name in sorted(known, key=EMERGENCY.__eq__) if name not in ("daytime", CLOSED)
    )  # fmt: skip
    lines = [BackLine(label=say("back.daytime"), contact="daytime")] if "daytime" in known else []
    lines += [BackLine(label=say("back.out_of_hours"), contact=CLOSED)] if CLOSED in known else []
    lines.append(BackLine(label=say("back.next_visit")))
    told = {"help": cards if imprint.help is None else imprint.help, "back": imprint.back or tuple(lines)}
    return imprint.model_copy(update=told)


def help_cards(imprint: Imprint, clinic: Clinic) -> tuple[SimpleNamespace, ...]:
    """Each card with `ask`, `name`, `phone`, `hours` and `email`, the most urgent first; `is_emergency` for an ambulance.

    `email` is how a message says it that others may read, where booklet.toml does not say how. A contact without a name or
    without hours has "" there. The ambulance needs neither: everybody knows what it is.
    """
    say = printed_words(imprint.language)
    return tuple(
        SimpleNamespace(
            ask=card.ask, email=card.email or say("mail.danger" if card.contact == EMERGENCY else "mail.urgent"),
            name="" if contact.name in (None, card.ask) else contact.name, phone=contact.phone, hours=contact.hours or "",
            is_emergency=card.contact == EMERGENCY,
        )
        for card in imprint.help or () if (contact := clinic.contacts.get(card.contact))
    )  # fmt: skip


def ambulance_first(cards: Iterable[SimpleNamespace]) -> tuple[SimpleNamespace, ...]:
    """The cards in the order of a list that is read from its top."""
    return tuple(sorted(cards, key=lambda card: not card.is_emergency))


def back_lines(imprint: Imprint, clinic: Clinic) -> tuple[SimpleNamespace, ...]:
    """Each line of the back page: `label`, and `phone` and `hours`, or `words`; none of them for a line to write on."""
    lines = []
    for line in imprint.back or ():
        contact = clinic.contacts.get(line.contact or "")
        words = clinic.fields().get(line.field or "", "")
        lines.append(
            SimpleNamespace(
                label=line.label, name=contact.name or "" if contact else "", phone=contact.phone if contact else "",
                hours=contact.hours or "" if contact else "", words=", ".join(words) if isinstance(words, tuple) else words,
            )
        )  # fmt: skip
    return tuple(lines)
