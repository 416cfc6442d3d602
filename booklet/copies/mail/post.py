"""Post: a message handed to a mail server (RFC 5321), so that afterwards it is known whether the server has it.

What a server has answered is certain. Between the last byte of a message and the answer lies the one moment in which nobody
can know: if the line breaks there, the message is in doubt, and is not sent again by us.
"""
import os
import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Literal

from booklet.copies.mail.address import Recipient
from booklet.core.problems import BookletError, Place, Problem, stop_at

TLS_PORT = 465  # TLS from the first byte, RFC 8314; on other ports by STARTTLS, RFC 3207
_ENHANCED = re.compile(rb"[245]\.[0-9]{1,3}\.[0-9]{1,3}")  # 5.1.1, RFC 3463
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)
USER, PASSWORD, KEYRING = "BOOKLET_SMTP_USER", "BOOKLET_SMTP_PASSWORD", "booklet"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes messages; `user` is "" for one that asks for no name. `timeout_s` is how long it may be silent."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 120


class UndeliveredError(Exception):
    """A server has not taken a message: it does not just now (later), it does not know the address (refused), it does not
    want it for another reason (declined), or nobody knows (doubt).
    """

    def __init__(self, state: Literal["later", "refused", "declined", "doubt"], said: str):
        super().__init__(said)
        self.state, self.said = state, said


class Post:
    """The line to a server, opened when the first message wants it, and again where it broke."""

    def __init__(self, server: Server, sender: Recipient):
        self._server, self._sender = server, sender
        self._place = Place(f"{server.host}:{server.port}")
        self._line: smtplib.SMTP | None = None

    def hand_over(self, recipient: str, message: bytes, begun: Callable[[], None]) -> None:
        """Give the server a message in ASCII with CRLF. `begun` is called when it may have it from then on.

        Raises UndeliveredError; BookletError where no message can be sent at all: the server cannot be reached, its line
        cannot be made private, or it does not know us.
        """
        line = self._line = self._line or self._opened()
        try:
            self._begun(line)
            self._judge(*line.docmd(f"RCPT TO:<{recipient}>"), 2, "refused")
            self._judge(*line.docmd("DATA"), 3)
            begun()
            line.send(re.sub(rb"(?m)^\.", b"..", message).removesuffix(b"\r\n") + b"\r\n.\r\n")
        except _BROKEN as error:  # its end has not been sent, and without that a server takes nothing (RFC 5321 4.1.1.4)
            self.hang_up()
            raise UndeliveredError("later", "the line broke before the message was sent") from error
        try:
            code, said = line.getreply()
        except _BROKEN as error:
            self.hang_up()
            raise UndeliveredError("doubt", "the line broke before the server had answered") from error
        if code // 100 not in (2, 4, 5):
            self.hang_up()
            raise UndeliveredError("doubt", "nobody knows what the server has answered")
        self._judge(code, said, 2)

    def hang_up(self) -> None:
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._line = None

    def _begun(self, line: smtplib.SMTP) -> None:
        """Say who sends. Who is turned away here has no message to any address taken."""
        try:
            self._judge(*line.docmd(f"MAIL FROM:<{self._sender.address}>"), 2)
        except UndeliveredError as error:
            if error.state == "later":
                raise
            says = f"the server takes nothing from this sender ({error.said})"
            raise _no_post(self._place, "sender-refused", says) from error

    def _judge(self, code: int, said: bytes, wanted: int, never: Literal["refused", "declined"] = "declined") -> None:
        """Tell by the number and not in the server's words, which may hold an address. What counts is its first digit
        (RFC 5321 4.3.2): who takes 200 for a no sends twice.
        """
        if code // 100 == wanted:
            return
        enhanced = _ENHANCED.search(said)
        told = f"{code} {enhanced[0].decode()}" if enhanced else str(code)
        if self._line is not None:
            try:
                self._line.rset()
            except (smtplib.SMTPException, OSError):
                self.hang_up()
        if code // 100 != 5:
            raise UndeliveredError("later", told)
        is_policy = code == 530 or " 5.7." in told  # we may not send there, whatever the address: RFC 4954 6, RFC 3463 3.8
        raise UndeliveredError("declined" if is_policy else never, told)

    def _opened(self) -> smtplib.SMTP:
        place = self._place
        try:
            return self._greeted(place)
        except ssl.SSLError as error:
            raise _no_post(place, "insecure-server", f"the server is not who it says: {error.reason or error}") from error
        except smtplib.SMTPAuthenticationError as error:
            raise _no_post(place, "login-refused", f"the server does not know us ({error.smtp_code})") from error
        except smtplib.SMTPNotSupportedError as error:
            raise _no_post(place, "login-refused", "the server takes no name and password on this port") from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:  # UnicodeError: a name that no server can have
            why = _WHY_GONE.get(type(error).__name__, type(error).__name__)
            says = f"no message can be handed to this server: {why}"
            raise _no_post(place, "server-gone", says) from error

    def _greeted(self, place: Place) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        name = self._sender.address.partition("@")[2]  # how we greet it, and not by the name of this machine
        is_tls = server.port == TLS_PORT
        if is_tls:
            line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=server.timeout_s, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, name, timeout=server.timeout_s)
        try:
            line.ehlo_or_helo_if_needed()
            if not is_tls and line.has_extn("starttls"):
                line.starttls(context=context)
                line.ehlo()  # what was said before is forgotten (RFC 3207 4.2)
            elif not is_tls and line.sock and not is_loopback(line.sock.getpeername()[0]):
                says = "the server offers no TLS, and every word would be read on its way"
                raise _no_post(place, "insecure-server", says)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line


_WHY_GONE = {
    "gaierror": "none of this name is known", "ConnectionRefusedError": "nobody answers at this port",
    "TimeoutError": "it does not answer in time",
}  # fmt: skip
_HINTS = {
    "insecure-server": "ask who runs it for the name and port that have TLS: 587 or 465",
    "login-refused": "set BOOKLET_SMTP_USER and BOOKLET_SMTP_PASSWORD; or keep them in the keyring: see `mail --help`",
    "sender-refused": "name the address that is yours there: --from; does it ask who you are? See `mail --help`",
    "server-gone": "is its name right, and does it run? What was sent is noted: type the same again",
}


def _no_post(place: Place, code: str, says: str) -> BookletError:
    return BookletError([Problem(place, code, says, _HINTS[code])])


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine itself, so that nobody reads what goes there: 127.0.0.1, ::1."""
    found = ip_address(address.partition("%")[0])
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


if find_spec("keyring"):  # an extra: pip install keyring
    import keyring
    from keyring.errors import KeyringError


def login() -> tuple[str, str]:
    """The name and the password of who logs in; ("", "") for a server that asks for none. From the environment or the
    keyring of the machine; never from a command line, which others see, nor from a file of ours.

    Raises BookletError for a name without a password.
    """
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if user and not password and find_spec("keyring"):
        with suppress(KeyringError):
            password = keyring.get_password(KEYRING, user) or ""
    if user and not password:
        says = f"{USER} is set, and there is no password for it"
        hint = f"set {PASSWORD}; or keep it: python -m keyring set {KEYRING} NAME"
        stop_at([Problem(Place("the environment"), "login-refused", says, hint)])
    if user and not (user + password).isascii():
        says = "the name or the password has a letter that is not plain, and not every server reads it as it was typed"
        hint = "give it another, of plain letters, digits and signs"
        stop_at([Problem(Place("the environment"), "login-refused", says, hint)])
    return user, password
