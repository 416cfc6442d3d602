"""A studio that is open on a folder, as the command opens it; and what a program that is no browser can ask it."""
import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.conftest import ROOT


@dataclass
class Studio:
    """Its process, folder and address. `ask` sends one request, by default as its own page would."""

    process: subprocess.Popen
    folder: Path
    out: Path
    address: str
    words: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port

    @property
    def key(self) -> str:
        return parse_qs(urlsplit(self.address).query)["key"][0]

    def heads(self) -> dict[str, str]:
        """What its own page sends with each request."""
        return {"Host": f"127.0.0.1:{self.port}", "Origin": f"http://127.0.0.1:{self.port}", "Cookie": f"studio-{self.port}={self.key}"}

    def ask(self, method: str, path: str, body: object = None, heads: dict[str, str | None] | None = None):
        """Status, headers and content. `heads` are put over those of its own page; None takes one away."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = body if isinstance(body, bytes | type(None)) else json.dumps(body).encode()
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            length = {"Content-Length": str(len(sent))} if sent is not None else {}
            for name, value in {**self.heads(), **length, **(heads or {})}.items():
                if value is not None:
                    line.putheader(name, value)
            line.endheaders(sent)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    def file(self, name: str) -> dict[str, str]:
        return json.loads(self.ask("GET", f"/api/file/{name}")[2])

    def save(self, name: str, words: str, sha256: str) -> tuple[int, dict]:
        status, _, content = self.ask("PUT", f"/api/file/{name}", {"words": words, "sha256": sha256})
        return status, json.loads(content)


@contextmanager
def studio(folder: Path, *options: str) -> Iterator[Studio]:
    """Open it without a browser, and end it as Control-C does."""
    out = folder.parent / "dist"
    typed = [sys.executable, "build.py", "studio", str(folder), "--no-browser", "--out", str(out), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(typed, cwd=ROOT, **pipes, start_new_session=True)
    try:
        said = [process.stdout.readline(), process.stdout.readline()]
        opened = Studio(process, folder, out, said[-1].strip(), said)
        yield opened
    finally:
        process.send_signal(signal.SIGINT)
        try:
            rest, wrong = process.communicate(timeout=30)
        finally:
            process.kill()
    opened.words += [rest, wrong]
