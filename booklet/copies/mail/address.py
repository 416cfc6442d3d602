"""Whom a draft is for: one person, one address.

What two mail programs could read in two ways is refused: a handout that reaches somebody else cannot be called back.
So an address has plain letters only. An address with letters of other scripts can be written, but not every server
takes it (RFC 6531), and a domain with such letters has two spellings in ASCII (IDNA 2003 and 2008 differ on "ß").
"""
import re
from dataclasses import dataclass

from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.core.unseen import strange_in_line, strange_says, without_seams

_LONGEST_NAME = 120  # characters
LONGEST_LOCAL, LONGEST_DOMAIN = 64, 253  # RFC 5321 4.5.3.1, and RFC 1035 2.3.4 without the length octets
_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"  # a.lee+x; RFC 5322 3.2.3
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"  # example; RFC 1035 2.3.1, RFC 1123 2.1
ADDRESS = re.compile(rf"(?P<local>{_ATOMS})@(?P<domain>(?:{_LABEL}\.)+(?P<top>{_LABEL}))", re.ASCII)
_NAMED = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>")  # "Lee, A." <a.lee@example.org>
_QUOTED = re.compile(r'"(?P<inside>(?:[^"\\]|\\.)*)"')  # "Lee, A."
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,"]')  # RFC 5322 3.2.3, but for the dot, which everybody writes: Dr. A. Lee


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message. `name` is what a mail program shows, "" for none; `address` is ASCII: a@example.org."""

    name: str
    address: str


def recipients_of(written: tuple[str, ...], place: Place) -> tuple[tuple[Recipient, ...], list[Problem]]:
    """Every recipient that somebody has written, and what is wrong with them.

    More than one is a problem: in one message each would read the other's address, and learn whose patient they are.
    """
    found, problems = [], []
    for text in written:
        recipient, problem = _recipient_of(text, place)
        found += [recipient] if recipient else []
        problems += [problem] if problem else []
    if len(written) > 1:
        problems.append(_several(place, len(written)))
    return tuple(found), problems


def _recipient_of(text: str, place: Place) -> tuple[Recipient | None, Problem | None]:
    text = without_seams(text)
    if strange := strange_in_line(text):
        return None, Problem(place, "strange-text", strange_says(strange), "type the address again")
    bare = _QUOTED.sub("", text)
    addresses = {piece for piece in re.split(r"[\s,;<>]+", bare) if "@" in piece}
    if len(addresses) > 1:
        return None, _several(place, len(addresses))
    named = _NAMED.fullmatch(text.strip())
    name = _plain_name(named["name"]) if named else ""
    address = (named["address"] if named else text).strip()
    wrong = _wrong_name(name) or _wrong_address(address)
    if wrong:
        return None, Problem(place, "bad-address", f"{printable(text, most=100)}: {wrong[0]}", wrong[1])
    return Recipient(name or "", address), None


def _several(place: Place, count: int) -> Problem:
    says = f"{count} recipients: each would see the address of the others"
    return Problem(place, "several-recipients", says, "write one draft for each person")


def _plain_name(written: str) -> str | None:
    """A name without its quotes, with single spaces; None where it needs quotes and has none."""
    quoted = _QUOTED.fullmatch(written)
    if not quoted and _SPECIALS.search(written):
        return None
    name = re.sub(r"\\(?P<character>.)", r"\g<character>", quoted["inside"]) if quoted else written
    return " ".join(name.split())


def _wrong_name(name: str | None) -> tuple[str, str] | None:
    if name is None:
        return "a name with such signs needs quotes", 'write it so: "Lee, A." <a.lee@example.org>'
    if len(name) > _LONGEST_NAME:
        return f"a name of {len(name)} characters, and {_LONGEST_NAME} is the most", "shorten it, or leave it out"
    return None


def _wrong_address(address: str) -> tuple[str, str] | None:
    match = ADDRESS.fullmatch(address)
    if not address.isascii():
        hint = "ask for another address of this person, or type the domain as it is registered (xn--...)"
        return "only plain letters reach every mail server", hint
    if not match or match["top"].isdigit():
        return "this is not an address", "write it so: a.lee@example.org, or A. Lee <a.lee@example.org>"
    if len(match["local"]) > LONGEST_LOCAL or len(match["domain"]) > LONGEST_DOMAIN:
        says = f"more than {LONGEST_LOCAL} characters before the @, or {LONGEST_DOMAIN} after it"
        return says, "no mail server takes such an address; type it again"
    return None
