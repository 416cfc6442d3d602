"""The back page: the cards and lines that booklet.toml asks for, with what the clinic profile has for them.

Shared by the paper, the web page and the message of a draft, each of which has its own shape for them.
"""
from collections.abc import Iterable
from types import SimpleNamespace

from booklet.clinic import EMERGENCY, Clinic
from booklet.imprint import Imprint

# How an email says it that may be read by others, where booklet.toml does not say how.
DANGER, URGENT = "If a life is in danger", "If you need urgent help"


def help_cards(imprint: Imprint, clinic: Clinic) -> tuple[SimpleNamespace, ...]:
    """Each card with `ask`, `name`, `phone`, `hours` and `email`, the most urgent first; `is_emergency` for an ambulance.

    A contact without a name or without hours has "" there. The ambulance needs neither: everybody knows what it is.
    """
    return tuple(
        SimpleNamespace(
            ask=card.ask, email=card.email or (DANGER if card.contact == EMERGENCY else URGENT), name=contact.name or "", phone=contact.phone, hours=contact.hours or "",
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
    for line in imprint.back:
        contact = clinic.contacts.get(line.contact or "")
        words = clinic.fields().get(line.field or "", "")
        lines.append(
            SimpleNamespace(
                label=line.label, name=contact.name or "" if contact else "", phone=contact.phone if contact else "",
                hours=contact.hours or "" if contact else "", words=", ".join(words) if isinstance(words, tuple) else words,
            )
        )  # fmt: skip
    return tuple(lines)
