"""A message: as a draft, a file that opens in a mail program, ready to be read over and sent; or as it is sent by us.

A draft has no Date, no Message-ID and no From (RFC 5322 asks for the first and the last when a message is sent): the
program that sends it adds them, and without a clock and a name of this machine the same letter gives the same bytes.
"""
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from booklet.copies.mail.address import Recipient
from booklet.copies.mail.enclosure import Enclosure
from booklet.copies.mail.header import address_line, subject_line
from booklet.copies.mail.words import size_words
from booklet.core.problems import Place, Problem, stop_at

# Neither base64 nor quoted-printable can hold "=_", so these never occur inside a part (RFC 2045 6.7, last note).
BOUNDARIES = ("=_handout_and_letter", "=_one_letter_twice")


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a message says. `text` and `html` hold the same words; `notes` are a word to whoever sends it."""

    recipient: Recipient
    subject: str
    text: str
    html: str
    enclosure: Enclosure
    notes: tuple[str, ...] = ()


def compose_draft(letter: Letter) -> bytes:
    """The message, in ASCII with CRLF: mixed(alternative(text, HTML), PDF). `X-Unsent` opens it for editing.

    Raises ValueError for a control character in the recipient or the subject; rooms above this one refuse it kindly.
    """
    return _composed("X-Unsent: 1\r\n", letter)


def compose_message(letter: Letter, sender: Recipient, date: str, id_: str) -> bytes:
    """The message as it is handed to a server: from whom, when (as RFC 5322 3.3 writes it), and by which Message-ID it is
    known. Raises ValueError as `compose_draft` does.
    """
    return _composed(f"{address_line('From', sender)}Date: {date}\r\nMessage-ID: {id_}\r\n", letter)


def _composed(head: str, letter: Letter) -> bytes:
    head = f"{head}{address_line('To', letter.recipient)}{subject_line(letter.subject)}"
    return head.encode("ascii") + _body(letter).as_bytes()


def _body(letter: Letter) -> EmailMessage:
    # Plain text stands first: a program shows the last part that it understands (RFC 2046 5.1.4).
    body = EmailMessage(policy=SMTP)
    body.set_content(letter.text, cte="quoted-printable")
    body.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    body.add_attachment(letter.enclosure.content, "application", "pdf", filename=letter.enclosure.name)
    body.set_boundary(BOUNDARIES[0])
    next(body.iter_parts()).set_boundary(BOUNDARIES[1])
    for part in list(body.walk())[1:]:
        del part["MIME-Version"]  # it belongs to the message, RFC 2045 4; Python writes it on each part
    return body


def within_limit(message: bytes, letter: Letter, limit_mb: float) -> bytes:
    """The message, if mail servers will take it. Raises BookletError above the limit, counted as it is sent."""
    if not len(message) <= limit_mb * 1_000_000:
        says = (
            f"the message has {size_words(len(message))}, with a PDF of {size_words(len(letter.enclosure.content))}"
            f" made a third longer for sending; the limit is {limit_mb:g} MB"
        )
        hint = "make the pictures smaller, send another edition, or give paper; --limit-mb raises the limit"
        stop_at([Problem(Place(letter.enclosure.name), "message-too-big", says, hint)])
    return message
