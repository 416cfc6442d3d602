"""The lines at the head of a message that hold somebody's words: whom it is for, and its subject.

Written by hand: Python's own folding (3.11) writes an address longer than a line as an encoded word, which RFC 2047
section 5 forbids. Here a value is either words of ASCII or encoded as a whole, so it reads back exactly.
"""
import base64
import re
import textwrap

from booklet.copies.mail.address import ADDRESS, Recipient
from booklet.core.unseen import strange_in_line

_LINE = 78  # characters, RFC 5322 2.1.1; a single long word may stand out, up to 998
_WORD_OCTETS = 45  # 60 characters of base64; with its frame an encoded word may have 75, RFC 2047 2
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")  # words that need no quotes, RFC 5322 3.2.3


def address_line(name: str, recipient: Recipient) -> str:
    """`To: "Lee, A." <a.lee@example.org>`, or another such line by its name, folded, with CRLF at its end. ASCII.

    Raises ValueError for a line end or another control character, which would be a header of somebody else's making,
    and for what is not one address.
    """
    if not ADDRESS.fullmatch(recipient.address):
        raise ValueError("not an address")
    if not recipient.name:
        return _folded(name, [recipient.address])
    return _folded(name, [*_phrase(recipient.name), f"<{recipient.address}>"])


def subject_line(words: str) -> str:
    """`Subject: ...`, folded, with CRLF at its end. ASCII. Raises ValueError as `address_line` does."""
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
