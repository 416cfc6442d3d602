"""A message: as a draft, a file that opens in a mail program, ready to be read over and sent; or as it is sent by us.

A draft has no Date, no Message-ID and no From (RFC 5322 asks for the first and the last when a message is sent): the
program that sends it adds them, and without a clock and a name of this machine the same letter gives the same bytes.

The lines of its head that hold somebody's words are written by hand: Python's own folding (3.11) writes an address longer
than a line as an encoded word, which RFC 2047 section 5 forbids. Here a value is either words of ASCII or encoded as a
whole, so it reads back exactly.
"""
import base64
import re
import textwrap
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from booklet.copies.mail.address import ADDRESS, Recipient
from booklet.copies.mail.enclosure import Enclosure
from booklet.copies.mail.words import size_words
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.unseen import strange_in_line

# Neither base64 nor quoted-printable can hold "=_", so these never occur inside a part (RFC 2045 6.7, last note).
BOUNDARIES = ("=_handout_and_letter", "=_one_letter_twice")
_LINE = 78  # characters, RFC 5322 2.1.1; a single long word may stand out, up to 998
_WORD_OCTETS = 45  # 60 characters of base64; with its frame an encoded word may have 75, RFC 2047 2
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")  # words that need no quotes, RFC 5322 3.2.3


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
    return _composed(f"{_address_line('From', sender)}Date: {date}\r\nMessage-ID: {id_}\r\n", letter)


def _composed(head: str, letter: Letter) -> bytes:
    head = f"{head}{_address_line('To', letter.recipient)}{_subject_line(letter.subject)}"
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


def _address_line(name: str, recipient: Recipient) -> str:
    """`To: "Lee, A." <a.lee@example.org>`, or another such line by its name, folded, with CRLF at its end. ASCII.

    Raises ValueError for a line end or another control character, which would be a header of somebody else's making,
    and for what is not one address.
    """
    if not ADDRESS.fullmatch(recipient.address):
        raise ValueError("not an address")
    if not recipient.name:
        return _folded(name, [recipient.address])
    return _folded(name, [*_phrase(recipient.name), f"<{recipient.address}>"])


def _subject_line(words: str) -> str:
    """`Subject: ...`, folded, with CRLF at its end. ASCII. Raises ValueError as `_address_line` does."""
    return _folded("Subject", _encoded(words) if _needs_code(words) else words.split())


def _phrase(name: str) -> list[str]:
    if _needs_code(name):
        return _encoded(name)
    if _PHRASE.fullmatch(name):
        return name.split()
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.split()


def _needs_code(words: str) -> bool:
    """Whether plain words would not come back as they are. What looks encoded already would be decoded."""
    if strange_in_line(words):
        raise ValueError("a control character in a line of the head")
    return not words.isascii() or "=?" in words or words != " ".join(words.split())


def _encoded(words: str) -> list[str]:
    """Encoded words (RFC 2047), none of which cuts a character in two."""
    pieces, room = [""], _WORD_OCTETS
    for character in words:
        octets = len(character.encode())
        if octets > room:
            pieces.append("")
            room = _WORD_OCTETS
        pieces[-1] += character
        room -= octets
    return [f"=?utf-8?b?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces]


def _folded(name: str, words: list[str]) -> str:
    line = f"{name}: {' '.join(words)}"
    folded = textwrap.wrap(line, _LINE, subsequent_indent=" ", break_long_words=False, break_on_hyphens=False)
    return "\r\n".join(folded) + "\r\n"
