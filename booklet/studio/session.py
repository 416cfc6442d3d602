"""What is known of a manuscript while it is open: its pages and what is wrong, anew after each change, told to each window.

A change is heard of twice, from whoever saves here and from the disk; what both tell of is looked at once. While a worker
is at it, changes gather: the last state counts.
"""
import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

from booklet.core.problems import BookletError
from booklet.core.text_file import is_source
from booklet.preview.saves import Save, saves
from booklet.studio.desks.answers import told_problem
from booklet.studio.files import CLINIC_FILE, Meanwhile, Shelf, Text, begin_profile
from booklet.studio.worker import Worker

_WORDS, _PAGES = "booklet.studio.desks.words", "booklet.studio.desks.pages"
_CALM_S = 20.0
_LOOK_S = 0.7
_NO_PAGES = {"edition": "", "pages": [], "problems": [], "exact": False, "current": True, "whole": True, "settled": True}
_MOST_TOLD = 4  # windows at a time: a browser has six lines to one studio, and two are left to ask and to save
_MOST_CAME = 20_000  # saves that are remembered
_MOST_DRAWN = 300  # pages kept as pictures, of about 100 kB each


@dataclass
class Session:
    """An open manuscript. `today` tells the day for which it is made: a studio may stay open over midnight. `edition` is the
    one that is shown, `out` where builds go; `shown` the last news of each kind."""

    folder: Path
    clinic: Path | None
    today: Callable[[], date]
    out: Path
    edition: str = ""
    shown: dict[str, Any] = field(default_factory=lambda: {"there": True, "busy": {}})
    words_worker: Worker = field(default_factory=lambda: Worker(_WORDS))
    pages_worker: Worker = field(default_factory=lambda: Worker(_PAGES))

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.folder, self.clinic)
        self._windows: dict[asyncio.Queue[tuple[str, Any] | None], None] = {}  # in the order in which they came
        self._changed = {"words": asyncio.Event(), "pages": asyncio.Event()}
        self._were_read = asyncio.Event()
        self._drawn: dict[tuple[str, int], bytes] = {}
        self._saved: dict[str, str] = {}  # by name: the hash of what was saved here last
        self._came: dict[tuple[str, str], int] = {}  # by name and what a file was: the hash of the words saved over that

    @property
    def given(self) -> dict[str, str]:
        return {"folder": str(self.folder), "clinic": str(self.clinic or ""), "on": self.today().isoformat()}

    async def run(self) -> None:
        """Look after all of it until this is cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._keep("words", self._read_words))
                tasks.create_task(self._keep("pages", self._set_pages))
                Thread(target=self._listen, args=[asyncio.get_running_loop()], daemon=True).start()
                tasks.create_task(self._settle())
        finally:
            await self.words_worker.end()
            await self.pages_worker.end()

    def save(self, name: str, words: str, was: str) -> Text:
        """Save a file as the shelf does. Raises Meanwhile and BookletError as that does."""
        try:
            text = self.shelf.save(name, words, was)
        except Meanwhile as other:
            other.came = self._came.get((name, was)) == hash(words)  # its answer was lost, and somebody went on
            raise
        self._saved[name], self._came[name, was] = text.sha256, hash(words)
        self._came.pop((name, text.sha256), None)  # what was undone came from nowhere: typed again it is new
        if len(self._came) > _MOST_CAME:
            del self._came[next(iter(self._came))]
        return text

    @property
    def own_clinic(self) -> Path:
        """Where a profile of one's own is begun, or lies already: beside the folder, which may be for many clinics."""
        return Path(os.path.normpath(self.folder / os.pardir), "our-clinic.toml")

    def use_own_clinic(self) -> None:
        """Print for it from now on. Raises BookletError."""
        begin_profile(self.own_clinic, self.folder)
        self.clinic = self.own_clinic
        self.shelf = Shelf(self.folder, self.clinic)
        self.touch()

    def touch(self) -> None:
        """Something has changed: everything is looked at again."""
        for event in self._changed.values():
            event.set()

    async def choose(self, edition: str) -> None:
        self.edition = edition
        self._changed["pages"].set()

    async def image(self, key: str, dpi: int) -> bytes:
        """A page as a PNG. Raises BookletError where it is not there any more."""
        if (key, dpi) not in self._drawn:
            self._drawn[key, dpi] = await self.pages_worker.ask("image", key=key, dpi=dpi)
            while len(self._drawn) > _MOST_DRAWN:
                del self._drawn[next(iter(self._drawn))]
        return self._drawn[key, dpi]

    async def news(self) -> AsyncIterator[str]:
        """Everything that is known, then each news as it comes, as a browser's EventSource reads it.

        Where too many listen, the one that came first is let go: it comes back by itself in some seconds, and is told all.
        """
        heard: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()
        self._windows[heard] = None
        for first in list(self._windows)[:-_MOST_TOLD]:
            first.put_nowait(None)
            del self._windows[first]
        try:
            yield "".join(_event(*each) for each in self.shown.items())  # at once: the window may be gone again
            while (told := await heard.get()) is not None:
                yield _event(*told)
        finally:
            self._windows.pop(heard, None)

    def end_news(self) -> None:
        for window in self._windows:
            window.put_nowait(None)

    def tell(self, kind: str, told: Any, is_kept: bool = True) -> None:
        if is_kept:
            self.shown[kind] = told
        for window in self._windows:
            window.put_nowait((kind, told))

    async def _keep(self, kind: str, look: Callable[[], Awaitable[Any]]) -> None:
        """Look again whenever something has changed. What was wrong with the looking is told in its place."""
        self._changed[kind].set()
        while True:
            await self._changed[kind].wait()
            self._changed[kind].clear()
            self._tell_busy(kind, True)
            try:
                self.tell(kind, await look())
            except BookletError as error:
                problems = [told_problem(each, self.folder) for each in error.problems]
                wrong = {"problems": problems, "current": False, "exact": False}
                self.tell(kind, self.shown.get(kind, {}) | wrong)  # what was known before stays in sight
            self._tell_busy(kind, False)

    def _tell_busy(self, kind: str, is_busy: bool) -> None:
        """All that is under way, each time: a window that was cut off while one ended learns of it when it is back."""
        self.tell("busy", self.shown["busy"] | {kind: is_busy})

    async def _read_words(self) -> Any:
        try:
            told = await self.words_worker.ask("words", **self.given)
            if "known" in told:
                self._offer(told["known"]["editions"])
            return told
        finally:
            self._were_read.set()

    def _offer(self, editions: list[str]) -> None:
        """Those that have pages. Where the one that is shown is not among them any more, the first is."""
        if editions != self.shown.get("editions"):
            self.tell("editions", editions)
        if self.edition not in (editions or [""]):
            self.edition = next(iter(editions), "")
            self._changed["pages"].set()

    async def _set_pages(self) -> Any:
        await self._were_read.wait()  # or no edition is known
        self._changed["pages"].clear()
        if not self.edition:
            return _NO_PAGES if "editions" in self.shown else _NO_PAGES | {"edition": None, "current": False}
        pages = await self._pages(is_first=True)
        if not pages["whole"]:
            self.tell("pages", pages)
            await asyncio.sleep(_LOOK_S)  # the windows ask for their pictures, and these are drawn
            pages = await self._pages()
        return pages

    async def _pages(self, **how: bool) -> Any:
        return await self.pages_worker.ask("pages", edition=self.edition, **how, **self.given)

    async def _settle(self) -> None:
        """Where nobody has typed for a while, lay out the whole: what is shown is certain, and the next change quick."""
        while True:
            await asyncio.sleep(_CALM_S)
            before = self.shown.get("pages", {})
            is_uncertain = before.get("current") and not before["settled"]
            if is_uncertain and not self._changed["pages"].is_set():
                with suppress(BookletError):
                    self.tell("pages", await self._pages(is_calm=True))

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of what others change on the disk, and of a folder that goes and comes back. In a thread of its own."""
        heard = saves(self.folder, [self.clinic or self.own_clinic])
        next(heard)  # that it is there is known
        with suppress(RuntimeError):  # nobody listens any more
            for save in heard:
                loop.call_soon_threadsafe(self._heard, save)

    def _heard(self, save: Save) -> None:
        """What was saved here is looked at already."""
        is_new = save.word == "saved" and not save.files
        if save.word == "gone" or is_new:
            self.tell("there", is_new)
        names = [name for name in map(self._name, save.files) if name and not self._is_as_saved(name)]
        if names:
            self.tell("files", names, is_kept=False)
        if names or is_new:
            self.touch()

    def _name(self, path: str) -> str:
        """The name of a file of the manuscript, or "clinic"; "" for any other."""
        if Path(path) in (self.clinic, self.own_clinic):
            return CLINIC_FILE if self.clinic else ""
        name = Path(path).relative_to(self.folder).as_posix()
        return name if is_source(name) else ""

    def _is_as_saved(self, name: str) -> bool:
        with suppress(BookletError):
            if name in self._saved and self.shelf.read(name).sha256 == self._saved[name]:
                return True
        self._saved.pop(name, None)  # where the same comes back, somebody else has brought it
        return False


def _event(kind: str, told: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(told)}\n\n"
