"""Crossref and PubMed on this machine: a real server of the answers in tests/cases/answers, and of many faults."""
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ANSWERS = Path(__file__).parent / "cases" / "answers"


class Library:
    """What was asked, in order (path, headers, time), and what goes wrong: `faults` maps a part of a path to replies.

    A reply is (status, headers, body), or a number of seconds to keep silent; a body in pieces drips. The last reply of
    a list is repeated.
    """

    def __init__(self, port: int):
        self.home = f"http://127.0.0.1:{port}"
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.faults: dict[str, list] = {}

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]

    def fault_for(self, path: str):
        for part, replies in self.faults.items():
            if part in path:
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return None


def answer_to(address: str) -> tuple[int, str, bytes]:
    """Status, content type and body for an address, as the services would have them."""
    parts = urlsplit(address)
    asks = parse_qs(parts.query)
    if parts.path.endswith("/efetch.fcgi"):
        file = ANSWERS / f"pubmed-{asks['id'][0]}.xml"
        return 200, "text/xml; charset=UTF-8", (file if file.exists() else ANSWERS / "pubmed-none.xml").read_bytes()
    doi = (asks["filter"][0].removeprefix("updates:") if "filter" in asks else unquote(parts.path.removeprefix("/works/")))
    file = ANSWERS / f"{'updates' if 'filter' in asks else 'works'}-{doi.lower().replace('/', '-')}.json"
    if "filter" in asks and not file.exists():
        file = ANSWERS / "updates-none.json"
    if not file.exists():
        return 404, "text/plain", b"Resource not found."
    return 200, "application/json", file.read_bytes()


@contextmanager
def open_library() -> Iterator[Library]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.library = library = Library(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield library
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Desk(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        library = self.server.library
        library.asked.append((unquote(self.path), dict(self.headers), time.monotonic()))
        fault = library.fault_for(unquote(self.path))
        if isinstance(fault, float):
            time.sleep(fault)
            return
        if fault is None:
            status, content_type, body = answer_to(self.path)
            fault = (status, {"Content-Type": content_type}, body)
        status, headers, body = fault
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in [body] if isinstance(body, bytes) else body:
                self.wfile.write(piece)
                time.sleep(0 if isinstance(body, bytes) else 0.05)
        except OSError:  # who asked has heard enough
            self.close_connection = True

    def log_message(self, *words) -> None:
        """Quiet: pytest prints what matters."""


@contextmanager
def dripping(begin: bytes) -> Iterator[str]:
    """A server that begins its answer so, and then sends a letter now and then for as long as anybody listens."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip(heard: socket.socket) -> None:
        try:
            with heard:
                heard.recv(65_536)
                heard.sendall(begin)
                while not over.wait(0.02):
                    heard.sendall(b"x")
        except OSError:  # who asked has heard enough
            return

    def serve() -> None:
        while not over.is_set():
            try:
                threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
