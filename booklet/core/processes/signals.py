"""Stopping: what a signal to stop does. Control-C, the end of a terminal, a program that asks this one to end.

Only the standard library is imported: it holds from the first line of `build.py` on.
"""
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Heard = Callable[[int, FrameType | None], Any] | int  # what a signal does: one of ours, or one of the system's two
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
NOTHING = "Stopped. Nothing was written."


class Stopped(KeyboardInterrupt):
    """Somebody wants this to end; what is cleaned up on the way out is left in peace."""


def stop_at_once() -> None:
    """While the program is still loading: a sentence, and the end. Nothing has been read or written yet."""

    def end(number: int, _: FrameType | None) -> None:
        os.write(2, f"{NOTHING}\n".encode())
        os._exit(128 + number)

    _heed(end)


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """From now on a signal raises Stopped, once; the list then holds its number. Those ignored before stay ignored."""
    heard: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if not heard:
            heard.append(number)
            raise Stopped

    with _heeded(stop):
        yield heard


@contextmanager
def stops_held() -> Iterator[None]:
    """A signal waits until this is done: a few renames."""
    held: list[int] = []
    try:
        with _heeded(lambda number, _: held.append(number)):
            yield
    finally:
        for number in held[:1]:
            signal.raise_signal(number)


@contextmanager
def _heeded(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """These signals have a handler meanwhile."""
    before = _heed(handler)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _heed(handler: Callable[[int, FrameType | None], None]) -> dict[int, Heard]:
    """Give these signals a handler; the earlier ones. Only the main thread may, and no other ever hears of one."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heeded = {number: old or signal.SIG_DFL for number, old in before.items() if old is not signal.SIG_IGN}
    for number in heeded:
        signal.signal(number, handler)
    return heeded
