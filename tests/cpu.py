"""Which tests are dear: `python -m pytest -p tests.cpu` keeps the CPU seconds of each, which a busy machine cannot falsify.

A line a phase into `cpu-seconds.txt`, or the file that CPU_SECONDS names: the process of the test and all that descend from
it, also those whose parent has ended. On Linux alone.
"""
import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

FILE = Path(os.environ.get("CPU_SECONDS", "cpu-seconds.txt")).absolute()
TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # who has lost its parent becomes a child of this process


def spent() -> float:
    """CPU seconds of this process and of its descendants until now, those included that they have waited for."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        found[int(folder.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in found.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks for pid, (_, ticks) in found.items() if pid in ours) / TICKS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item) -> Iterator[None]:
    """What a test asked for first, and so pays for all that come after it."""
    return (yield from _measured(item, "setup"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item) -> Iterator[None]:
    """The test itself."""
    return (yield from _measured(item, "call"))


def _measured(item, phase: str) -> Iterator[None]:
    before = spent()
    try:
        return (yield)
    finally:
        with FILE.open("a", encoding="utf-8") as file:  # a line is short, so two workers do not mix theirs
            file.write(f"{spent() - before:.2f} {phase} {item.nodeid}\n")
