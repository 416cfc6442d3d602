"""The client: asks a service for one answer at a time, politely, and never waits or reads without end.

One deadline stands over the whole answer: names, connection, headers, body, redirects and further tries in sum. What
a service asks to wait, and the pauses of politeness, come on top; they have a bound of their own.

HTTPS alone, but for a server on this machine. A redirect is followed on the same host only. Answers are kept for the
day of the run, so that a second run on the same day asks only for what is missing.

Built on the standard library: a retry is a few lines, and no package has to be locked for two commands.
"""
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from queue import Empty, SimpleQueue
from ssl import create_default_context
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from booklet.core.disk.files import write_whole

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST = 8_000_000  # bytes of one answer; a work with ten thousand references takes 4 MB
TRIES, REDIRECTS = 4, 3
LONGEST_WAIT_S = 60.0  # for one answer, in sum; a service that asks for more is asked again another day
GIVE_UP_AFTER = 3  # questions in a row that a host did not answer
Answer = TypeVar("Answer")
_LATER = "%a, %d %b %Y %H:%M:%S GMT"  # Wed, 21 Oct 2026 07:28:00 GMT


class NoAnswer(Exception):
    """Nothing is known: the service could not be reached, or what it said is no answer. Says why, in words."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. `mailto` is where a service may write to, "" for nobody; `cache` None keeps nothing.

    `pause_s` lies between two questions to one host, and grows with each try. `timeout_s` is the most that is spent on
    asking for one answer, however often. `day` is the one of the run.
    """

    day: date
    mailto: str = ""
    cache: Path | None = None
    pause_s: float = 0.5
    timeout_s: float = 20.0

    @property
    def user_agent(self) -> str:
        return f"booklet/0.1 (references of a patient handout{f'; mailto:{self.mailto}' if self.mailto else ''})"


@dataclass(slots=True)
class Client:
    """Asks by these manners. Remembers, for each host, when it was asked last and how often it has been silent."""

    manners: Manners
    asked_at: dict[str, float] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)

    def answer(self, url: str, kind: str, read: Callable[[str], Answer]) -> Answer | None:
        """What `read` makes of the text at an address, whose content type ends in `kind` ("json", "xml"); None for 404.

        Raises NoAnswer, as `read` does for a text that is no answer; such a text is not kept.
        """
        kept = self._kept(url)
        if kept is not None:
            with suppress(NoAnswer):  # it was damaged since: asked again
                return read(kept)
        host = urlsplit(url).netloc
        if self.silent.get(host, 0) >= GIVE_UP_AFTER:
            raise NoAnswer(f"{host} was silent {GIVE_UP_AFTER} times in a row, and is not asked again")
        try:
            text = self._text(url, kind)
            answer = None if text is None else read(text)
        except NoAnswer:
            self.silent[host] = self.silent.get(host, 0) + 1
            raise
        self.silent[host] = 0
        if text is not None:
            self._keep(url, text)
        return answer

    def _text(self, url: str, kind: str) -> str | None:
        """One question with its tries. What may pass is tried again: silence, 429, and the server's own faults."""
        why, left_s, waited_s = "", self.manners.timeout_s, 0.0
        for tried in range(1, TRIES + 1):
            wait_s = self.manners.pause_s * 2**tried
            try:
                status, headers, body, left_s = self._following(url, left_s)
            except TimeoutError as error:
                why = _reason(error)
                break
            except (OSError, HTTPException, ValueError) as error:  # the last for what no address can hold
                why = _reason(error)
            else:
                if status == 404:
                    return None
                if status == 200:
                    return _decoded(body, headers, kind, urlsplit(url).netloc)
                why = f"it answered with status {status}"
                if status != 429 and status < 500:
                    break
                wait_s = max(wait_s, _asked_to_wait_s(headers))
            waited_s += wait_s
            if waited_s > LONGEST_WAIT_S:
                why += f", and asks to wait {wait_s:.0f} seconds"
                break
            if tried < TRIES:
                time.sleep(wait_s)
        raise NoAnswer(f"{urlsplit(url).netloc}: {why}")

    def _following(self, url: str, left_s: float) -> tuple[int, Mapping[str, str], bytes, float]:
        """The status, headers and body at the end of the redirects, and how many of the seconds are left."""
        for _ in range(REDIRECTS + 1):
            self._be_patient(urlsplit(url).netloc)
            began = time.monotonic()
            status, headers, body = _asked_in_time(url, self.manners, left_s)
            left_s -= time.monotonic() - began
            if status not in (301, 302, 303, 307, 308):
                return status, headers, body, left_s
            url = _led_to(url, headers.get("location", ""))
        raise NoAnswer(f"{urlsplit(url).netloc} leads round in circles")

    def _be_patient(self, host: str) -> None:
        """Wait until the pause since the last question to this host is over."""
        now = time.monotonic()
        wait_s = self.asked_at.get(host, now - self.manners.pause_s) + self.manners.pause_s - now
        if wait_s > 0:
            time.sleep(wait_s)
        self.asked_at[host] = time.monotonic()

    def _shelf(self, url: str) -> Path | None:
        folder = self.manners.cache
        return folder / f"answer-{hashlib.sha256(url.encode()).hexdigest()[:32]}.json" if folder else None

    def _kept(self, url: str) -> str | None:
        """The answer of the same day; a kept file that cannot be read is no answer."""
        file = self._shelf(url)
        try:
            kept = json.loads(file.read_text(encoding="utf-8")) if file else {}
            is_ours = kept.get("url") == url and kept.get("day") == self.manners.day.isoformat()
            return kept["text"] if is_ours and isinstance(kept["text"], str) else None
        except (OSError, ValueError, KeyError, AttributeError, RecursionError):
            return None

    def _keep(self, url: str, text: str) -> None:
        """Best effort: on a full or read-only disk, the next run asks again."""
        file = self._shelf(url)
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = json.dumps({"url": url, "day": self.manners.day.isoformat(), "text": text})
            write_whole(file, kept.encode(), is_cache=True)
        except OSError:
            return


def is_safe_address(url: str) -> bool:
    """Whether a service may be asked there: https, or http to this machine; no password in it, no query."""
    try:
        parts = urlsplit(url)
        is_here = parts.hostname in LOOPBACK and parts.port is not None
        is_sound = bool(re.fullmatch(r"[\w.:\[\]-]+", parts.netloc, re.ASCII)) and not (parts.query or parts.fragment)
    except ValueError:  # e.g. a port that is no number
        return False
    return is_sound and (parts.scheme == "https" or parts.scheme == "http" and is_here)


def _led_to(url: str, location: str) -> str:
    """Where a redirect leads, which is on the same host."""
    host = urlsplit(url).netloc
    try:
        there = urljoin(url, location)
        is_here = urlsplit(there)[:2] == urlsplit(url)[:2]
    except ValueError as error:  # e.g. http://[
        raise NoAnswer(f"{host} leads to what is no address") from error
    if not is_here:
        raise NoAnswer(f"{host} leads to another host, which is not asked")
    if not re.fullmatch(r"[\x21-\x7e]+", there):
        raise NoAnswer(f"{host} leads to what is no address")
    return there


def _asked_in_time(url: str, manners: Manners, left_s: float) -> tuple[int, Mapping[str, str], bytes]:
    """One question, and no more than so many seconds for all of it.

    A socket's own timeout begins anew with each byte, and looking up a name has none. So it is asked by a thread that is
    left behind when its time is over; it ends with the command at the latest.
    """
    answers: SimpleQueue = SimpleQueue()

    def ask() -> None:
        try:
            answers.put((_asked(url, manners, left_s), None))
        except Exception as error:  # noqa: BLE001 - raised again below, where somebody waits for it
            answers.put((None, error))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer, error = answers.get(timeout=max(left_s, 0))
    except Empty:
        raise TimeoutError("it takes too long") from None
    if error:
        raise error
    return answer


def _asked(url: str, manners: Manners, left_s: float) -> tuple[int, Mapping[str, str], bytes]:
    """One question over the network. Raises OSError, HTTPException, ValueError or NoAnswer."""
    ask = Request(url, headers={"User-Agent": manners.user_agent, "Accept": "application/json, text/xml"})  # noqa: S310 - see _opener
    ends_at = time.monotonic() + left_s
    with _opener(url).open(ask, timeout=max(left_s, 0.001)) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = _body(response, ends_at, urlsplit(url).netloc) if response.status == 200 else b""
        return response.status, headers, body


def _opener(url: str) -> OpenerDirector:
    """What opens an address: without any handler for files, redirects or errors."""
    opener = OpenerDirector()
    is_here = urlsplit(url).hostname in LOOPBACK
    proxies = ProxyHandler({}) if is_here else ProxyHandler()  # those of the environment, as every tool has them
    for handler in (proxies, HTTPHandler(), HTTPSHandler(context=create_default_context())):
        opener.add_handler(handler)
    return opener


def _body(response: HTTPResponse, ends_at: float, host: str) -> bytes:
    body = bytearray()
    while piece := response.read1(65_536):
        body += piece
        if len(body) > LARGEST:
            raise NoAnswer(f"{host}: its answer is larger than {LARGEST // 1_000_000} MB")
        if time.monotonic() > ends_at:
            raise TimeoutError("it takes too long")
    if (response.length or 0) > 0:
        raise HTTPException("the answer was cut short")
    return bytes(body)


def _decoded(body: bytes, headers: Mapping[str, str], kind: str, host: str) -> str:
    content_type = headers.get("content-type", "nothing").split(";")[0].strip().lower()
    if not content_type.endswith(kind):
        raise NoAnswer(
            f"{host} answered with {content_type[:60]}, not {kind}; is there a page to sign in to the network?"
        )
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoAnswer(f"{host}: its answer is not UTF-8") from error


def _asked_to_wait_s(headers: Mapping[str, str]) -> float:
    """The seconds of Retry-After, which may also name a time; 0 where there is none that can be read."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        return max(0.0, datetime.strptime(value, _LATER).replace(tzinfo=UTC).timestamp() - time.time())
    except ValueError:
        return 0.0


def _reason(error: Exception) -> str:
    """Why there is no answer, in a few words."""
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    return f"it cannot be reached: {getattr(cause, 'strerror', '') or cause or type(cause).__name__}"[:200]
