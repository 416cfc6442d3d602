"""The guard before the studio: who may ask, how much, and what a browser may do with an answer.

Any page that is open in the same browser can send requests to this machine, and any name can be made to lead here. So
each request names this host, none comes from another page, and each carries a key that only the address in the terminal
has told. What is answered runs no script but the studio's own, whatever a manuscript holds.
"""
import asyncio
import hmac
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_GUESSES = 20  # different wrong keys, before the door is shut for good
_WRONG_TAKES_S = 0.2  # one after another, so that nobody tries many
_MOST_BYTES = 25_000_000  # of a request: a library of references to be brought in
_READS = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY", "x-dns-prefetch-control": "off",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}  # fmt: skip
_CLOSED = "This is the studio of a handout. Open it with the whole address that the terminal has shown."
_SHUT = "Too many wrong addresses have been tried. End the studio in its terminal, and start it again."


class Guard:
    """Stands before an application and lets in who has the key. It puts scope["nonce"] in, for styles of the one page."""

    def __init__(self, app: ASGIApp, port: int, key: str):
        self._app, self._key, self._name = app, key, f"studio-{port}"
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._wrong: set[str] = set()
        self._one_by_one = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        scope["nonce"] = secrets.token_urlsafe(16)
        dressed = _dressed(send, scope["nonce"])
        if refused := await self._refused(Request(scope)):
            await refused(scope, receive, dressed)
        else:
            await self._app(scope, _bounded(receive), dressed)

    async def _refused(self, request: Request) -> Response | None:
        """What is answered instead of the application."""
        heads = request.headers
        host = heads.get("host", "")
        cookie = request.cookies.get(self._name, "")
        if host not in self._hosts or not _is_from_here(heads, request.method, host):
            return _told(403, "This studio answers its own page alone.")
        if request.scope["path"] == "/" and (key := request.query_params.get("key")):
            return await self._entered(key)
        if not self._is_right(cookie):
            return await self._turned_away(cookie)
        return _told(413, "That is too large for the studio.") if _told_length(heads) > _MOST_BYTES else None

    def _is_right(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self._key.encode())

    async def _entered(self, key: str) -> Response:
        if len(self._wrong) >= MOST_GUESSES or not self._is_right(key):
            return await self._turned_away(key)
        cookie = f"{self._name}={self._key}; HttpOnly; SameSite=Strict; Path=/"
        return RedirectResponse("/", 303, {"set-cookie": cookie})

    async def _turned_away(self, key: str) -> Response:
        """Whoever has a wrong key waits, all of them in one row. An old key that is shown again is no new guess."""
        if key and len(self._wrong) < MOST_GUESSES:
            self._wrong.add(key[:100])
        if key:
            async with self._one_by_one:
                await asyncio.sleep(_WRONG_TAKES_S)
        is_shut = len(self._wrong) >= MOST_GUESSES
        return _told(429, _SHUT) if is_shut else _told(403, _CLOSED)


def _is_from_here(heads: Headers, method: str, host: str) -> bool:
    """Whether this studio's own page asks, or nobody's: an address that was typed. Only its page may change anything."""
    origin, site = heads.get("origin"), heads.get("sec-fetch-site", "none")
    if method not in _READS:
        return origin == f"http://{host}" and site in ("none", "same-origin")
    is_opened = heads.get("sec-fetch-mode") == "navigate" and heads.get("sec-fetch-dest", "document") == "document"
    return origin in (None, f"http://{host}") and (site in ("none", "same-origin") or is_opened)


def _told_length(heads: Headers) -> int:
    told = heads.get("content-length", "0")
    return int(told) if told.isdecimal() and len(told) < 20 else _MOST_BYTES + 1


def _bounded(receive: Receive) -> Receive:
    """The same request, which ends where it has grown too long, whatever it has said of its length."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= _MOST_BYTES else {"type": "http.disconnect"}

    return bounded


def _dressed(send: Send, nonce: str) -> Send:
    """Each answer with what a browser may do with it."""
    policy = _POLICY.format(nonce=nonce)

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            heads = MutableHeaders(scope=message)
            for name, value in {"content-security-policy": policy, "cache-control": "no-store", **_HEADERS}.items():
                heads.setdefault(name, value)
        await send(message)

    return dressed


def _told(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, {"content-security-policy": "default-src 'none'"})
