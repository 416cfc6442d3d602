"""A studio that is open on a folder, as the command opens it; what a program that is no browser can ask it; and a window on it."""
import http.client
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from booklet.core.disk.files import write_whole
from tests import kills
from tests.small import STARTER, TABLE

FIFTH = "050-what-helps.md"
REST, WALK, SLEEP = "010-rest.md", "020-walk.md", "030-sleep.md"
PATIENCE = 90_000  # ms, of a machine on which much else runs
SHOWN = "words => [...document.querySelectorAll('.cm-line')].map(each => each.textContent).join('\\n') === words"
LISTED = """names => [...document.querySelectorAll('.files [data-file]')].map(each => each.dataset.file)
    .filter(name => /^[0-9]/.test(name)).sort().join() === names.join()"""
OPEN = "name => document.querySelector('.files [aria-current]')?.dataset.file === name"


def handout(home: Path) -> Path:
    """The starter with a fifth section."""
    folder = shutil.copytree(STARTER, home / "handout")
    (folder / FIFTH).write_text(TABLE, encoding="utf-8")
    return folder


def handout_without_pages(home: Path) -> Path:
    """The same: what is typed in it is judged, and nothing is set."""
    settings = handout(home) / "booklet.toml"
    words = settings.read_text("utf-8")
    settings.write_text(words[: words.index("[editions")] + '[editions.web]\nmedium = "web"\n', "utf-8")
    return settings.parent


def in_the_file(opened: "Studio", name: str = FIFTH) -> str:
    return (opened.folder / name).read_text(encoding="utf-8")


def somebody_saves(file: Path, words: str) -> None:
    """At once, as most editors do: a studio that looks in between finds no section without words."""
    write_whole(file, words.encode())


@dataclass
class Studio:
    """Its folder, process and address, and what it has said. `ask` sends one request, by default as its own page would."""

    folder: Path
    options: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder.parent / "dist"

    @property
    def address(self) -> str:
        return self.words[1].strip()

    def start(self) -> None:
        """Open it without a browser."""
        typed = [sys.executable, "build.py", "studio", str(self.folder), "--no-browser", "--out", str(self.out), *self.options]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(typed, cwd=kills.ROOT, **pipes, start_new_session=True)
        self.words = [self.process.stdout.readline(), self.process.stdout.readline()]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()

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
    """Open it, and end it as Control-C does."""
    opened = Studio(folder, options)
    opened.start()
    try:
        yield opened
    finally:
        opened.process.send_signal(signal.SIGINT)
        try:
            opened.words += opened.process.communicate(timeout=30)
        finally:
            opened.process.kill()


@contextmanager
def open_window(opened: Studio, browser: Browser) -> Iterator[Page]:
    """The page of the studio, whose console stays silent: no fault, nothing that a policy had to stop, nothing from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", accept_downloads=True)
    page, said, asked = context.new_page(), [], set()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda word: said.append(word.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(request.url))
    page.goto(opened.address)
    page.locator(".cm-line").first.wait_for()
    yield page
    assert [word for word in said if not word.startswith("Failed to load resource")] == []  # offline; refused with its reason
    here = f"http://127.0.0.1:{opened.port}/"
    assert {url for url in asked if not url.startswith((here, f"blob:{here}", "data:"))} == set()
    context.close()


UNTIL = """async arg => {
  for (let left = 1200; left; left--) {
    let is = (%s);
    if (typeof is === 'function') is = is(arg);
    if (is) return true;
    await new Promise(done => setTimeout(done, 50));
  }
}"""


def until(window: Page, script: str, arg: object = None) -> None:
    """Wait for what a script says. Playwright's own way to wait evaluates words in the page, which its policy forbids; to ask
    from here again and again costs more than what is waited for."""
    if not window.evaluate(UNTIL % script, arg):
        raise AssertionError(f"{script}, and the page says: {window.inner_text('body')[:2_000]}")


def caught(window: Page, held: list) -> None:
    """Wait until a request is held back."""
    for _ in range(600):
        if held:
            return
        window.wait_for_timeout(100)
    raise AssertionError("nothing was asked for")


def says(window: Page, state: str) -> None:
    """Wait until the line that says how it stands begins so."""
    until(window, "state => document.querySelector('#state').textContent.startsWith(state)", state)


def go(window: Page, screen: str) -> None:
    window.get_by_role("navigation", name="Screens").get_by_role("link", name=screen).click()


def open_section(window: Page, title: str) -> None:
    go(window, "Write")
    window.get_by_role("navigation", name="Files").get_by_role("button", name=title).first.click()
    until(window, "title => document.querySelector('.head h2').textContent.startsWith(title)", title)


def is_settled(window: Page) -> None:
    """Saved, judged and set, and nothing more under way."""
    until(window, "document.querySelector('#state').textContent === 'Saved'")
    until(window, "document.querySelector('.desk').dataset.busy === 'no'")


def at_the_end(window: Page, words: str) -> None:
    """Type at the end of the text, in one piece: each key by itself is drawn by itself."""
    window.locator(".cm-content").focus()
    window.keyboard.press("Control+End")
    rest = words.lstrip("\n")
    for _ in words.removesuffix(rest):
        window.keyboard.press("Enter")
    window.keyboard.insert_text(rest)


def typed(window: Page, words: str) -> None:
    """The same, then wait until it is saved."""
    with window.expect_response(lambda answer: "/api/file/" in answer.url and answer.request.method == "PUT"):
        at_the_end(window, words)


def typed_in_vain(desk: Page, words: str) -> None:
    """The network of this window is taken away, so that it cannot save."""
    desk.context.set_offline(True)
    at_the_end(desk, words)
    says(desk, "Not saved")


def nothing_is_kept(desk: Page) -> bool:
    return desk.evaluate("localStorage.length") == 0


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Studio]:
    """A studio on three short sections that has no pages: quick."""
    folder = kills.handout(tmp_path_factory.mktemp("studio"))
    (folder / WALK).write_text("# Should I walk?\n\nWalk a little each day. [@lee2020]\n", "utf-8")
    (folder / SLEEP).write_text("# How should I sleep?\n\nA nap at noon is enough. [@lee2020]\n", "utf-8")
    (folder / "glossary.md").write_text("nap\n:   A short sleep.\n", "utf-8")
    settings = folder / "booklet.toml"
    settings.write_text(settings.read_text("utf-8").replace('[editions.a4]\npaper = "A4"\n', ""), "utf-8")
    with studio(folder) as opened:
        yield opened
    assert opened.words[3] == ""


@pytest.fixture(scope="module")
def window(opened, browser) -> Iterator[Page]:
    """The window on it."""
    with open_window(opened, browser) as window:
        yield window


@pytest.fixture(scope="module")
def first(opened) -> dict[Path, bytes]:
    """The files as they were at first."""
    return {file: file.read_bytes() for file in opened.folder.iterdir() if file.is_file()}


@pytest.fixture
def files(opened, first) -> None:
    """The folder, with its files as they were at first."""
    there = {file for file in opened.folder.iterdir() if file.is_file()}
    for file in there - set(first):
        file.unlink()
    for file, content in first.items():
        if file not in there or file.read_bytes() != content:
            write_whole(file, content)


@pytest.fixture
def desk(window, opened, files) -> Iterator[Page]:
    """The window with the section on walking, and nothing under way."""
    go(window, "Write")
    until(window, LISTED, [REST, WALK, SLEEP])  # or a section that a test before this has moved is clicked, and is gone
    open_section(window, "Should I walk?")
    until(window, SHOWN, in_the_file(opened, WALK))
    until(window, "document.querySelector('#state').dataset.kind === 'calm' && document.querySelector('.desk').dataset.busy === 'no'")
    yield window
    window.unroute_all()
    window.context.set_offline(False)
