"""The server: what the page asks, and who answers it. Loopback alone; nothing is logged."""
import asyncio
import hashlib
import json
import logging
import os
import re
import secrets
import socket
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from booklet.core.json_text import shallow
from booklet.core.own_table import STYLES
from booklet.core.problems import BookletError, Place
from booklet.core.text_file import place_within, shown_path
from booklet.core.typed_command import command
from booklet.studio.actions import DEEDS
from booklet.studio.arrange import taken_out
from booklet.studio.desks.answers import told_problem
from booklet.studio.files import CLINIC_FILE, Meanwhile
from booklet.studio.safety import Guard
from booklet.studio.session import Session

_PAGE = Path(__file__).resolve().parent / "page"
_HOST = "127.0.0.1"
_PORTS = range(42_000, 62_000)
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_LOOK_S = 0.1
_NOT_ASKED = (ValueError, KeyError, TypeError, ClientDisconnect)
_DPI = (72, 110, 160, 220)


def application(session: Session) -> Starlette:
    """What is answered, and to whom it is told. All of it stands behind a Guard."""

    @asynccontextmanager
    async def open_session(app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(session.run())
        yield
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    app = Starlette(
        lifespan=open_session,
        routes=[
            Route("/", _index),
            Route("/api/files", _files),
            Route("/api/file/{name}", _file, methods=["GET", "PUT"]),
            Route("/api/news", _news),
            Route("/api/page/{key}", _page),
            *(Route(f"/api/{name}", _action(act), methods=["POST"]) for name, act in DEEDS.items()),
            Mount("/page", StaticFiles(directory=_PAGE)),
            Mount("/fonts", StaticFiles(directory=STYLES / "fonts")),
        ],
        exception_handlers={BookletError: _wrong, **dict.fromkeys(_NOT_ASKED, _not_asked)},
    )
    app.state.session = session
    return app


def place_to_listen(folder: Path) -> socket.socket:
    """A place to listen on, on the loopback: for one folder the same each time, where it is free.

    So a window that is still open from the last time finds its studio again, and what was typed in it is saved.
    """
    wanted = _PORTS[zlib.crc32(str(folder.resolve()).encode()) % len(_PORTS)]
    for port in (wanted, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # or a port counts as taken for a minute after its server has ended; there it could be shared
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, port))
            listening.listen()
            return listening
        except OSError:
            listening.close()
    raise OSError("no port is free on the loopback")


def open_studio(session: Session, listening: socket.socket, tell: Callable[[str], None]) -> None:
    """Answer until somebody ends it. `tell` hears the address, with the key that opens it, once it answers."""
    port, key = listening.getsockname()[1], secrets.token_urlsafe(32)
    guard = Guard(application(session), port, key)
    settings = uvicorn.Config(
        guard, log_config=None, access_log=False, server_header=False, lifespan="on", timeout_graceful_shutdown=1,
        limit_concurrency=64, h11_max_incomplete_event_size=65_536, ws="none",
    )  # fmt: skip
    server = uvicorn.Server(settings)

    async def answer() -> None:
        asyncio.get_running_loop().call_soon(tell, f"http://{_HOST}:{port}/?key={key}")
        leaving = asyncio.create_task(_say_goodbye(server, session))
        await server.serve(sockets=[listening])
        await leaving

    asyncio.run(answer())


async def _say_goodbye(server: uvicorn.Server, session: Session) -> None:
    """Once it is to end, no window is kept waiting for news, and what is cut off by that is no fault to tell of."""
    while not server.should_exit:
        await asyncio.sleep(_LOOK_S)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    session.end_news()


def _session(request: Request) -> Session:
    found: Session = request.app.state.session
    return found


async def _index(request: Request) -> Response:
    nonce = request.scope["nonce"]
    return HTMLResponse((_PAGE / "index.html").read_text(encoding="utf-8").replace("{{nonce}}", nonce))


async def _files(request: Request) -> Response:
    session = _session(request)
    names, away = await asyncio.to_thread(lambda: (session.shelf.titles(), taken_out(session.shelf)))
    profile = place_within(Place(shown_path(session.shelf.path(CLINIC_FILE))), session.folder).path
    own = session.own_clinic
    start = command("studio", str(session.folder), clinic=session.clinic or own)
    clinic = {"file": profile, "own": bool(session.clinic), "start": start, "there": own.name if own.exists() else ""}
    whole = session.folder.resolve()
    handout = hashlib.sha256(str(whole).encode()).hexdigest()[:16]
    told = {"files": names, "taken_out": away, "folder": whole.name, "handout": handout, "clinic": clinic}
    return JSONResponse(told)


async def _file(request: Request) -> Response:
    session, name = _session(request), request.path_params["name"]
    if request.method == "GET":
        text = await asyncio.to_thread(session.shelf.read, name)
        return JSONResponse({"words": text.words, "sha256": text.sha256})
    asked = await _asked(request)
    if not all(isinstance(asked.get(each), str) for each in ("words", "sha256")):
        raise KeyError("words")
    try:
        text = await asyncio.to_thread(session.save, name, asked["words"], asked["sha256"])
    except Meanwhile as other:
        return JSONResponse({"words": other.theirs.words, "sha256": other.theirs.sha256, "came": other.came}, 409)
    session.touch()
    session.tell("files", [name], is_kept=False)
    return JSONResponse({"sha256": text.sha256})


async def _news(request: Request) -> Response:
    return StreamingResponse(_session(request).news(), media_type="text/event-stream")


async def _page(request: Request) -> Response:
    key, dpi = request.path_params["key"], int(request.query_params.get("dpi", "110"))
    if not _KEY.fullmatch(key) or dpi not in _DPI:
        return Response(status_code=404)
    content = await _session(request).image(key, dpi)
    return Response(content, media_type="image/png", headers={"cache-control": "private, max-age=86400, immutable"})


def _action(act: Callable[[Session, dict[str, Any]], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        result = await act(_session(request), await _asked(request))
        if isinstance(result, Path):
            return FileResponse(result, filename=result.name)
        if isinstance(result, tuple):
            name, content = result
            heads = {"content-disposition": f'attachment; filename="{name}"'}
            return Response(content, media_type="application/octet-stream", headers=heads)
        return JSONResponse(result)

    return answer


async def _asked(request: Request) -> dict[str, Any]:
    """What a page has sent. Raises ValueError for anything but a table of JSON."""
    asked = json.loads(shallow(await request.body()))
    if not isinstance(asked, dict):
        raise ValueError("no table")
    return asked


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, BookletError)
    folder = _session(request).folder
    return JSONResponse({"problems": [told_problem(each, folder) for each in error.problems]}, 422)


async def _not_asked(request: Request, error: Exception) -> Response:
    return JSONResponse({"problems": [{"says": "this was not asked as the page asks", "hint": ""}]}, 400)
