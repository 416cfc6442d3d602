"""One question over the network: where it may go, how long it may take, and what of an answer is taken.

HTTPS alone, but for a server on this machine. A redirect is followed on the same host only.

Built on the standard library: no package has to be locked for two commands.
"""
import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import cache
from http.client import HTTPException, HTTPResponse
from ssl import SSLContext, create_default_context
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LARGEST = 8_000_000  # bytes of one answer; a work with ten thousand references takes 4 MB
_LATER = "%a, %d %b %Y %H:%M:%S GMT"  # Wed, 21 Oct 2026 07:28:00 GMT


class NoAnswer(Exception):
    """Nothing is known: the service could not be reached, or what it said is no answer. Says why, in words."""


def is_safe_address(url: str) -> bool:
    """Whether a service may be asked there: https, or http to this machine; no password in it, no query."""
    try:
        parts = urlsplit(url)
        is_here = parts.hostname in LOOPBACK and parts.port is not None
        is_sound = bool(re.fullmatch(r"[\w.:\[\]-]+", parts.netloc, re.ASCII)) and not (parts.query or parts.fragment)
    except ValueError:  # e.g. a port that is no number
        return False
    return is_sound and (parts.scheme == "https" or parts.scheme == "http" and is_here)


def led_to(url: str, location: str) -> str:
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


def asked_in_time(url: str, user_agent: str, left_s: float) -> tuple[int, Mapping[str, str], bytes]:
    """One question, and no more than so many seconds for all of it.

    A socket's own timeout begins anew with each byte, and looking up a name has none. So it is asked by a thread that is
    left behind when its time is over; it ends with the command at the latest.
    """
    answer: Future[tuple[int, Mapping[str, str], bytes]] = Future()

    def ask() -> None:
        try:
            answer.set_result(_asked(url, user_agent, left_s))
        except Exception as error:  # noqa: BLE001 - raised again below, where somebody waits for it
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    return answer.result(timeout=max(left_s, 0))


def _asked(url: str, user_agent: str, left_s: float) -> tuple[int, Mapping[str, str], bytes]:
    """One question over the network. Raises OSError, HTTPException, ValueError or NoAnswer."""
    ask = Request(url, headers={"User-Agent": user_agent, "Accept": "application/json, text/xml"})  # noqa: S310 - see _opener
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
    for handler in (proxies, HTTPHandler(), HTTPSHandler(context=_certificates())):
        opener.add_handler(handler)
    return opener


@cache  # to read those of a machine takes longer than to ask
def _certificates() -> SSLContext:
    return create_default_context()


def _body(response: HTTPResponse, ends_at: float, host: str) -> bytes:
    body = bytearray()
    while piece := response.read1(65_536):
        body += piece
        if len(body) > _LARGEST:
            raise NoAnswer(f"{host}: its answer is larger than {_LARGEST // 1_000_000} MB")
        if time.monotonic() > ends_at:
            raise TimeoutError("it takes too long")
    if (response.length or 0) > 0:
        raise HTTPException("the answer was cut short")
    return bytes(body)


def decoded(body: bytes, headers: Mapping[str, str], kind: str, host: str) -> str:
    content_type = headers.get("content-type", "nothing").split(";")[0].strip().lower()
    if not content_type.endswith(kind):
        raise NoAnswer(f"{host} answered with {content_type[:60]}, not {kind}; is there a page to sign in to the network?")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoAnswer(f"{host}: its answer is not UTF-8") from error


def asked_to_wait_s(headers: Mapping[str, str]) -> float:
    """The seconds of Retry-After, which may also name a time; 0 where there is none that can be read."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        return max(0.0, datetime.strptime(value, _LATER).replace(tzinfo=UTC).timestamp() - time.time())
    except ValueError:
        return 0.0


def reason(error: Exception) -> str:
    """Why there is no answer, in a few words."""
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    return f"it cannot be reached: {getattr(cause, 'strerror', '') or cause or type(cause).__name__}"[:200]
