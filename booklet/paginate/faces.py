"""Faces: those of a document are opened once in a thread, for all documents that have the same, and so are their lines and
styles.

What is kept of a line is what it measures, so it is the same in each document whose faces are: an edition is laid out until
it fills its sheets, and a look at it after each save.
"""
import atexit
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from weasyprint.urls import URLFetcherResponse, fetch

from booklet.core.engine import renderer_warnings

_MOST_OPEN = 4  # sets of faces
# Lines, and styles, for the next document: to look through more of them for garbage takes longer than to set them.
_MOST_KEPT = 4_000


@dataclass(slots=True)
class OpenFaces:
    """Faces that are open, and each line that has been set in them by what it was asked for (known.py); what has been
    declared of elements, and the styles that came of it (spare.py).
    """

    fonts: Any  # WeasyPrint's own
    lines: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)
    declared: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    styles: dict[tuple[Any, ...], Any] = field(default_factory=dict)


class _Shelf(threading.local):
    """The faces that are open in this thread. Pango sets no two texts at once in one of them."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.open: dict[tuple[Any, ...], OpenFaces] = {}


_shelf = _Shelf()
_of_parents: list[Any] = []  # whose files are not ours to remove
atexit.register(lambda: _of_this_process().clear())  # their files go


def _of_this_process() -> dict[tuple[Any, ...], OpenFaces]:
    if _shelf.process != os.getpid():
        _of_parents.append(_shelf.open)
        _shelf.process, _shelf.open = os.getpid(), {}
    return _shelf.open


class Faces:
    """Stands for the faces of one document, which `fonts` makes. They are opened when the first text is set."""

    def __init__(self, fonts: Callable[[], Any]) -> None:
        self._fonts = fonts
        self._asked: dict[str, tuple[Any, dict[str, bytes]]] = {}
        self._open: OpenFaces | None = None

    def add_font_face(self, face: Any, url_fetcher: Any) -> None:
        """As WeasyPrint's FontConfiguration does. What cannot be fetched is told of each document."""
        if (name := str(face)) in self._asked:
            return
        fetched: dict[str, bytes] = {}
        for kind, url in face["src"]:
            with suppress(Exception):  # WeasyPrint goes on to the next, too
                if kind == "external" and url is not None:
                    with fetch(url_fetcher, url) as response:
                        fetched[url] = response.read()
                    break
        self._asked[name] = face, fetched
        self._open = None

    def opened(self) -> OpenFaces:
        """The faces, open. What WeasyPrint warns of is told of each document, so such faces are opened for each."""
        if self._open is None:
            known, key = _of_this_process(), tuple((name, *fetched.items()) for name, (_, fetched) in self._asked.items())
            found, warnings = known.pop(key, None), list[str]()
            if found is None:
                found = OpenFaces(self._fonts())
                with renderer_warnings() as warnings:
                    for face, fetched in self._asked.values():
                        found.fonts.add_font_face(face, partial(_fetched, fetched))
                for warning in warnings:
                    logging.getLogger("weasyprint").warning("%s", warning)
            if len(found.lines) > _MOST_KEPT:
                found.lines.clear()
            if len(found.styles) > _MOST_KEPT:
                found.styles.clear()
                found.declared.clear()
            if not warnings:
                known[key] = found  # the last of those that were asked for
            while len(known) > _MOST_OPEN:
                del known[next(iter(known))]
            self._open = found
        return self._open

    def __getattr__(self, name: str) -> Any:
        """What WeasyPrint asks of faces: its `font_map`, and what it keeps there of lines."""
        return getattr(self.opened().fonts, name)


def _fetched(contents: dict[str, bytes], url: str) -> URLFetcherResponse:
    return URLFetcherResponse(url, contents.get(url, b""))
