"""Mail servers on loopback: a real one, aiosmtpd, with or without TLS; and one that does to a client what it is told to do."""
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult

HOST = "127.0.0.1"


def certificate(home: Path) -> Path:
    """A certificate of 127.0.0.1 that nobody but itself vouches for, with its key."""
    file = home / "localhost.pem"
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost")
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", *names, "-keyout", file, "-out", home / "cert.pem")
    subprocess.run(make, check=True, capture_output=True)
    file.write_bytes((home / "cert.pem").read_bytes() + file.read_bytes())
    return file


class Taking(Mailbox):
    """Puts what it takes into a mailbox (Maildir), and is gone for everybody when it is asked to take one more than `most`."""

    def __init__(self, mailbox: Path, most: int):
        super().__init__(mailbox)
        self.left, self.leave = most, lambda: None

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if not self.left:
            self.leave()
            server.transport.abort()
        self.left -= 1
        envelope.mail_from = address
        return "250 well"


@contextmanager
def real_server(mailbox: Path, pem: Path | None = None, login: tuple[str, str] = ("", ""), most: int = 1_000) -> Iterator[int]:
    """The port of a server that takes so many messages."""
    context = None
    if pem:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)

    def known(server, session, envelope, mechanism, data) -> AuthResult:
        return AuthResult(success=(data.login.decode(), data.password.decode()) == login, handled=False)

    more = {"authenticator": known, "auth_required": True} if login[0] else {}
    handler = Taking(mailbox, most)
    server = Controller(handler, HOST, port=free_port(), tls_context=context, require_starttls=bool(pem), **more)
    server.start()
    handler.leave = server.server.close
    try:
        yield server.port
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class FaultyServer:
    """A server that answers the words of each step from a list, in turn: a number it says, "stall" it is silent, "drop" it
    hangs up. `taken` are the messages that it has answered with anything but a no, or has dropped after their last byte.
    """

    def __init__(self, **answers: Sequence[str]):
        self.answers = {step: list(each) for step, each in answers.items()}
        self.taken: list[bytes] = []
        self._socket = socket.create_server((HOST, 0))
        self.port = self._socket.getsockname()[1]
        self._stopped = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "FaultyServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._socket.close()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._heard, args=(line,), daemon=True).start()

    def _heard(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as heard, suppress(OSError):
            self._talk(line, heard)

    def _talk(self, line: socket.socket, heard) -> None:
        line.sendall(b"220 here\r\n")
        for words in heard:
            step = words[:4].decode("latin-1").strip().lower()
            if step != "data":
                goes_on = self._answer(line, step, "250 well")
            elif (goes_on := self._answer(line, "data", "354 go on")) == "354":
                message = b"".join(takewhile(b".\r\n".__ne__, heard))
                answer = (self.answers.get("end") or ["250"])[0]
                self.taken += [] if answer[0] in "45" else [message]
                goes_on = self._answer(line, "end", "250 taken")
            if not goes_on:
                return

    def _answer(self, line: socket.socket, step: str, usual: str) -> str:
        """The number that was said; "" where the talk is over."""
        waiting = self.answers.get(step)
        answer = waiting.pop(0) if waiting else usual
        if answer == "stall":
            self._stopped.wait(5)
        if answer in ("stall", "drop"):
            return ""
        line.sendall(f"{usual if answer == usual[:3] else answer + ' 5.1.1 <who@example.org> is not known'}\r\n".encode())
        return answer[:3]
