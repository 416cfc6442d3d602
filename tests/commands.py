"""The real command, in this process: `typed("build", "--edition", "a4").stderr`.

A process of its own loads the libraries and starts its own presses: two seconds that say nothing, but where what is asked
is the process itself (its environment, its signals, what it loads).
"""
import contextlib
import ctypes
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from booklet.cli import main as cli

# It has loaded all, and read no file of the press: a copy of it runs the command, and sets pages in a copy of that.
COPIED = """
import json, multiprocessing, os, sys
import booklet.cli.build, booklet.cli.check, booklet.pipeline
from booklet.cli.main import main
from booklet.cli.threshold import guarded
from booklet.core.processes import workers
workers.WAYS = multiprocessing.get_context("fork")
for line in sys.stdin:
    if not (copy := os.fork()):
        *sys.argv, place = json.loads(line)
        for stream in (1, 2):
            os.dup2(os.open(f"{place}/{stream}", os.O_CREAT | os.O_WRONLY), stream)
        status = guarded(main)
        workers.dismiss()
        sys.stdout.flush(), sys.stderr.flush()
        os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
"""
ANY_FILE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)


def typed(*arguments: object) -> CompletedProcess:
    """Its exit status, and what it said on either stream."""
    words, out, err = ["build.py", *map(str, arguments)], io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), patch.object(sys, "argv", words):
        status = cli.main()
    return CompletedProcess(words, status, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def press_in(folder: Path) -> Iterator[Callable[..., CompletedProcess]]:
    """The same for the press in a folder, whose files a test may spoil between two commands."""
    process = subprocess.Popen([sys.executable, "-c", COPIED], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def told(*arguments: object) -> CompletedProcess:
        with tempfile.TemporaryDirectory() as place:
            words = ["build.py", *map(str, arguments)]
            process.stdin.write(json.dumps([*words, place]) + "\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            return CompletedProcess(words, status, *(Path(place, stream).read_text("utf-8") for stream in "12"))

    try:
        yield told
    finally:
        process.communicate()


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
