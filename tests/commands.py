"""The real command, in this process: `typed("build", "--edition", "a4").stderr`.

A process of its own loads the libraries and starts its own presses: two seconds that say nothing, but where what is asked
is the process itself (its environment, its signals, what it loads).
"""
import contextlib
import io
import os
import sys
from subprocess import CompletedProcess
from unittest.mock import patch

from booklet.cli import main as cli


# Nobody is refused as root; without these two rights root is somebody like any other.
AS_SOMEBODY = () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def typed(*arguments: object) -> CompletedProcess:
    """Its exit status, and what it said on either stream."""
    words, out, err = ["build.py", *map(str, arguments)], io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), patch.object(sys, "argv", words):
        status = cli.main()
    return CompletedProcess(words, status, out.getvalue(), err.getvalue())
