"""The client: asks a service for one answer, again where that may help, politely, and never waits without end.

One deadline stands over the whole answer: names, connection, headers, body, redirects and further tries in sum. What
a service asks to wait, and the pauses of politeness, come on top; they have a bound of their own. Answers are kept for
the day of the run, so that a second run on the same day asks only for what is missing.
"""
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from booklet.core.disk.cache import keep
from booklet.core.json_text import shallow
from booklet.core.version import press_version
from booklet.library.question import NoAnswer, asked_in_time, asked_to_wait_s, decoded, led_to, reason

TRIES, REDIRECTS = 4, 3
LONGEST_WAIT_S = 60.0  # for one answer, in sum; a service that asks for more is asked again another day
GIVE_UP_AFTER = 3  # questions in a row that a host did not answer
Answer = TypeVar("Answer")


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
        reach = f"; mailto:{self.mailto}" if self.mailto else ""
        return f"booklet/{press_version()} (references of a patient handout{reach})"


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
        if text is not None and (file := self._shelf(url)):
            keep(file, json.dumps({"url": url, "day": self.manners.day.isoformat(), "text": text}).encode())
        return answer

    def _text(self, url: str, kind: str) -> str | None:
        """One question with its tries. What may pass is tried again: silence, 429, and the server's own faults."""
        why, left_s, waited_s = "", self.manners.timeout_s, 0.0
        for tried in range(1, TRIES + 1):
            wait_s = self.manners.pause_s * 2**tried
            try:
                status, headers, body, left_s = self._following(url, left_s)
            except TimeoutError as error:
                why = reason(error)
                break
            except (OSError, HTTPException, ValueError) as error:  # the last for what no address can hold
                why = reason(error)
            else:
                if status == 404:
                    return None
                if status == 200:
                    return decoded(body, headers, kind, urlsplit(url).netloc)
                why = f"it answered with status {status}"
                if status != 429 and status < 500:
                    break
                wait_s = max(wait_s, asked_to_wait_s(headers))
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
            status, headers, body = asked_in_time(url, self.manners.user_agent, left_s)
            left_s -= time.monotonic() - began
            if status not in (301, 302, 303, 307, 308):
                return status, headers, body, left_s
            url = led_to(url, headers.get("location", ""))
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
            kept = json.loads(shallow(file.read_bytes())) if file else {}
            is_ours = kept.get("url") == url and kept.get("day") == self.manners.day.isoformat()
            return kept["text"] if is_ours and isinstance(kept["text"], str) else None
        except (OSError, ValueError, KeyError, AttributeError):
            return None
