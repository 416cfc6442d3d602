"""The real command, in this process: `typed("build", "--edition", "a4").stderr`.

A process of its own loads the libraries and starts its own presses: two seconds that say nothing, but where what is asked
is the process itself (its environment, its signals, what it loads).
"""
import contextlib
import ctypes
import io
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import CompletedProcess
from unittest.mock import patch

from booklet.cli import main as cli


ANY_FILE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)


def typed(*arguments: object) -> CompletedProcess:
    """Its exit status, and what it said on either stream."""
    words, out, err = ["build.py", *map(str, arguments)], io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), patch.object(sys, "argv", words):
        status = cli.main()
    return CompletedProcess(words, status, out.getvalue(), err.getvalue())


def typed_by_somebody(*arguments: object) -> CompletedProcess:
    """The same. Nobody is refused as root; without two of its rights root is somebody like any other: a thread has its own."""
    with ThreadPoolExecutor(1) as thread:
        if not os.geteuid():
            thread.submit(_give_up, ANY_FILE).result()
        return thread.submit(typed, *arguments).result()


def _give_up(rights: int) -> None:
    libc, head, held = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, held) == 0
    held[0], held[1] = held[0] & ~rights, held[1] & ~rights  # those in effect, and those that could be taken up again
    assert libc.capset(head, held) == 0
